"""From articles to layers: batch by batch, and the one join that gives each mention its zone, voice and speaker."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.batch import ZONE_NAMES, lay_tiles, lay_voices, sentence_table, span_table, voice_table, word_table
from framing.collector import paused
from framing.corpus import Corpus
from framing.layers import Layers
from framing.lexicon import Lexicon, read_lexicon
from framing.mentions import find_all_mentions
from framing.pieces import encode
from framing.schema import TABLES, frame
from framing.sentences import split_sentences
from framing.survey import Survey, survey
from framing.voices import find_all_voices
from framing.zones import find_all_zones

if TYPE_CHECKING:
    import pandas as pd

BATCH = 2_000


def annotate(
    corpus: Corpus,
    lexicon: str | Path | Lexicon = "immigration",
    *,
    to: str | Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Layers:
    """Label a corpus: zones, sentences, voices, mentions, words, valence.

    Parameters
    ----------
    corpus : Corpus
        From `read_corpus`.
    lexicon : str, Path or Lexicon
        The name of a shipped lexicon, or a file of your own.
    to : str or Path, optional
        A folder to write the tables to, as Parquet.
    progress : callable, optional
        Called after each batch with articles done and articles in all.

    Returns
    -------
    Layers
        The same whatever the batches: each article is labelled by itself, with what `survey` knows of the whole.

    Raises
    ------
    InputError
        The lexicon cannot be read.

    Examples
    --------
    >>> import framing as fr
    >>> layers = fr.annotate(fr.read_corpus("corpus/demo"), "immigration")
    >>> set(layers.mentions["voice"]) <= {"own", "quoted", "reported"}
    True
    """
    lexicon = lexicon if isinstance(lexicon, Lexicon) else read_lexicon(lexicon)
    surveyed = survey(corpus)
    parts = []
    for start in range(0, max(1, len(corpus)), BATCH):
        parts.append(annotate_batch(corpus.articles.iloc[start : start + BATCH], lexicon, surveyed))
        if progress:
            progress(min(start + BATCH, len(corpus)), len(corpus))
    layers = Layers.concat(parts)
    layers = layers.told(corpus.skipped, corpus.notices, corpus.speaker_types, about(corpus.files, lexicon, surveyed))
    if to is not None:
        layers.save(to)
    return layers


@paused()
def annotate_batch(articles: pd.DataFrame, lexicon: Lexicon, survey: Survey) -> Layers:
    """Label some articles; knows of no others but through `survey`.

    Parameters
    ----------
    articles : DataFrame
        Rows of a corpus's articles table.
    lexicon : Lexicon
    survey : Survey
        Of the whole corpus.

    Returns
    -------
    Layers
        Without skipped, notices and about, which belong to the corpus.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.read_corpus("corpus/demo")
    >>> layers = annotate_batch(corpus.articles.head(2), fr.read_lexicon("immigration"), fr.survey(corpus))
    >>> len(layers.articles), set(layers.zones["article_id"]) == set(layers.articles["article_id"])
    (2, True)
    """
    pieces = encode(articles["text"].tolist())
    ids, rows = articles["article_id"].tolist(), list(articles.itertuples(index=False))
    recurring = [survey.recurring.get(row.outlet, frozenset()) for row in rows]
    zones = find_all_zones(pieces, rows, recurring, survey.lines)
    sentences = split_sentences(pieces, zones)
    voices = find_all_voices(pieces, rows, sentences)
    mentions = find_all_mentions(pieces, articles["text"].tolist(), zones, sentences, voices, lexicon)
    said = voice_table(ids, voices)
    spoken = lay_voices(pieces, voices.article, said)
    return Layers(
        articles=survey.marked(articles).reset_index(drop=True),
        zones=span_table("zones", ids, zones),
        sentences=sentence_table(pieces, ids, sentences, spoken, mentions),
        voices=said,
        mentions=span_table("mentions", ids, mentions),
        words=word_table(pieces, ids, lay_tiles(pieces, zones, ZONE_NAMES), spoken),
        terms=term_table(lexicon),
        skipped=frame("skipped", []),
        notices=frame("notices", []),
    )


def term_table(lexicon: Lexicon) -> pd.DataFrame:
    """Every term of a lexicon, so that a name nobody used keeps its row."""
    return frame("terms", [(r.id, t.term, t.label, t.marked) for r in lexicon.referents for t in r.terms])


def about(files: Mapping[str, str], lexicon: Lexicon, surveyed: Survey) -> dict[str, Any]:
    """What a result depends on, for the manifest."""
    packages = ("media-framing", "numpy", "pandas", "pyarrow", "vaderSentiment")
    return {
        "lexicon": lexicon.name,
        "lexicon_version": lexicon.version,
        "lexicon_sha256": lexicon.sha256,
        "lexicon_language": lexicon.language,
        "survey_sha256": surveyed.sha256,
        "files": dict(files),
        "versions": {name: version(name) for name in packages},
        "tables": {name: list(columns) for name, columns in TABLES.items()},
    }
