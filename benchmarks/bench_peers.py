"""One job of one peer, in a process of its own: seconds of work and what came out, as a line of JSON.

    python bench_peers.py JOB ARTICLES.parquet SETTINGS.json

Runs in the peers' own environment and knows nothing of framing. Imports are not timed; reading the texts is part of no
job but the counting ones.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable
from typing import Any

QUOTED = re.compile(r"[“\"][^“”\"\n]{1,1500}[”\"]")
SENTENCE = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])")
Job = Callable[[list[str], list[str], dict[str, Any]], Callable[[], dict[str, float]]]


def nltk_loop(texts: list[str], outlets: list[str], given: dict[str, Any]) -> Callable[[], dict[str, float]]:
    """Words, Punkt sentences, VADER, naive terms and regex quotations, article by article."""
    from nltk.tokenize import NLTKWordTokenizer
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    parameters = PunktParameters()
    parameters.abbrev_types, parameters.sent_starters = set(given["abbreviations"]), set(given["starters"])
    punkt, words, vader = PunktSentenceTokenizer(parameters), NLTKWordTokenizer(), SentimentIntensityAnalyzer()
    terms = [re.compile(rf"\b{re.escape(term)}\b") for term in given["terms"]]

    def work() -> dict[str, float]:
        found = {"tokens": 0.0, "sentences": 0.0, "terms": 0.0, "quotations": 0.0, "valence": 0.0}
        for text in texts:
            for sentence in punkt.tokenize(text):
                found["sentences"] += 1
                found["tokens"] += len(words.tokenize(sentence))
                found["valence"] += vader.polarity_scores(sentence)["compound"]
            low = text.lower()
            found["terms"] += sum(len(term.findall(low)) for term in terms)
            found["quotations"] += len(QUOTED.findall(text))
        return found

    return work


def vader(texts: list[str], outlets: list[str], given: dict[str, Any]) -> Callable[[], dict[str, float]]:
    """vaderSentiment on regex sentences."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyzer = SentimentIntensityAnalyzer()
    sentences = [sentence for text in texts for sentence in SENTENCE.split(text)]
    return lambda: {"valence": sum(analyzer.polarity_scores(sentence)["compound"] for sentence in sentences)}


def count_vectorizer(texts: list[str], outlets: list[str], given: dict[str, Any]) -> Callable[[], dict[str, float]]:
    """sklearn's counts of words."""
    from sklearn.feature_extraction.text import CountVectorizer

    return lambda: {"tokens": float(CountVectorizer(token_pattern=r"(?u)\b\w+\b").fit_transform(texts).sum())}


def re2_terms(texts: list[str], outlets: list[str], given: dict[str, Any]) -> Callable[[], dict[str, float]]:
    """All terms as one expression of RE2."""
    import re2

    pattern = re2.compile(r"\b(?:" + "|".join(re2.escape(term) for term in given["terms"]) + r")\b")
    return lambda: {"terms": float(sum(len(pattern.findall(text.lower())) for text in texts))}


def pyarrow_counts(texts: list[str], outlets: list[str], given: dict[str, Any]) -> Callable[[], dict[str, float]]:
    """pyarrow: split on white space, count values."""
    import pyarrow as pa
    import pyarrow.compute as pc

    column = pa.array(texts, pa.large_string())

    def work() -> dict[str, float]:
        pieces = pc.list_flatten(pc.utf8_split_whitespace(column))
        counts = pc.value_counts(pieces)
        return {"pieces": float(len(pieces)), "types": float(len(counts))}

    return work


def regex_sentences(texts: list[str], outlets: list[str], given: dict[str, Any]) -> Callable[[], dict[str, float]]:
    """Sentences by one expression."""
    return lambda: {"sentences": float(sum(len(SENTENCE.split(text)) for text in texts))}


def regex_quotations(texts: list[str], outlets: list[str], given: dict[str, Any]) -> Callable[[], dict[str, float]]:
    """Quotations by one expression."""
    return lambda: {"quotations": float(sum(len(QUOTED.findall(text)) for text in texts))}


def phrase_matcher(texts: list[str], outlets: list[str], given: dict[str, Any]) -> Callable[[], dict[str, float]]:
    """spaCy's blank tokenizer and PhraseMatcher."""
    import spacy
    from spacy.matcher import PhraseMatcher

    blank = spacy.blank("en")
    matcher = PhraseMatcher(blank.vocab, attr="LOWER")
    matcher.add("terms", [blank.make_doc(term) for term in given["terms"]])

    def work() -> dict[str, float]:
        tokens = terms = 0
        for text in texts:
            doc = blank.make_doc(text)
            tokens, terms = tokens + len(doc), terms + len(matcher(doc))
        return {"tokens": float(tokens), "terms": float(terms)}

    return work


def textacy(texts: list[str], outlets: list[str], given: dict[str, Any]) -> Callable[[], dict[str, float]]:
    """textacy's direct quotations; needs a parsed text, so a model that is not installed here."""
    import spacy
    from textacy.extract.triples import direct_quotations

    model = spacy.load("en_core_web_sm")
    return lambda: {"quotations": float(sum(len(list(direct_quotations(model(text)))) for text in texts))}


def scattertext(texts: list[str], outlets: list[str], given: dict[str, Any]) -> Callable[[], dict[str, float]]:
    """scattertext: a corpus of two groups and its scaled F-scores, with its white-space tokenizer."""
    import pandas as pd
    import scattertext as st

    table = pd.DataFrame(
        {"text": texts, "side": ["a" if outlet < sorted(outlets)[len(outlets) // 2] else "b" for outlet in outlets]}
    )

    def work() -> dict[str, float]:
        corpus = st.CorpusFromPandas(
            table, category_col="side", text_col="text", nlp=st.whitespace_nlp_with_sentences
        ).build()
        return {"types": float(len(corpus.get_scaled_f_scores("a")))}

    return work


def pycorpdiff(texts: list[str], outlets: list[str], given: dict[str, Any]) -> Callable[[], dict[str, float]]:
    """pycorpdiff: keyness of two halves."""
    import pandas as pd
    import pycorpdiff as pcd

    def work() -> dict[str, float]:
        half = len(texts) // 2
        parts = [pcd.from_dataframe(pd.DataFrame({"text": part})) for part in (texts[:half], texts[half:])]
        return {"types": float(len(pcd.compare(*parts).keyness().to_df()))}

    return work


def conc(texts: list[str], outlets: list[str], given: dict[str, Any]) -> Callable[[], dict[str, float]]:
    """conc: building its corpus, which asks for a spaCy model that is not installed here."""
    import csv
    import tempfile
    from pathlib import Path

    import spacy
    from conc.corpus import Corpus

    spacy.load("en_core_web_sm")
    folder = tempfile.mkdtemp()
    source = Path(folder) / "texts.csv"
    with source.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["text"], *([text] for text in texts)])

    def work() -> dict[str, float]:
        corpus = Corpus(name="bench").build_from_csv(source_path=str(source), save_path=folder)
        return {"tokens": float(corpus.token_count)}

    return work


JOBS: dict[str, Job] = {
    "nltk loop": nltk_loop, "vaderSentiment": vader, "sklearn CountVectorizer": count_vectorizer, "RE2 terms": re2_terms,
    "pyarrow counts": pyarrow_counts, "regex sentences": regex_sentences, "regex quotations": regex_quotations,
    "spaCy PhraseMatcher": phrase_matcher, "textacy quotations": textacy, "scattertext": scattertext,
    "pycorpdiff": pycorpdiff, "conc": conc,
}  # fmt: skip


def main(name: str, articles: str, settings: str) -> None:
    """Run one job and print what it took."""
    import pyarrow.parquet as pq

    table = pq.read_table(articles, columns=["text", "outlet"])
    with open(settings, encoding="utf-8") as file:
        given = json.load(file)
    work = JOBS[name](table["text"].to_pylist(), table["outlet"].to_pylist(), given)
    cpu, wall = time.process_time(), time.perf_counter()
    found = work()
    took = {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}
    print(json.dumps({**took, "found": found}))


if __name__ == "__main__":
    main(*sys.argv[1:])
