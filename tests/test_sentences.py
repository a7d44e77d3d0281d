"""Sentences: equal to nltk's Punkt with the same lists, and right on what news needs."""

import gzip
import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.sentences import ABBREVIATIONS, STARTERS, find_sentences, punkt_spans
from framing.text import straighten

SHARED = Path(__file__).resolve().parents[2] / "shared"
LISTED = tomllib.loads((Path(__file__).parent / "cases" / "sentences.toml").read_text(encoding="utf-8"))["case"]


@pytest.fixture(scope="module")
def oracle():
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    parameters = PunktParameters()
    parameters.abbrev_types = set(ABBREVIATIONS)
    parameters.sent_starters = set(STARTERS)
    return PunktSentenceTokenizer(parameters)


def sentences(text):
    return [text[a:b] for a, b, _ in find_sentences(text, [(0, len(text), "body", "")])]


CASES = [
    pytest.param(
        case, id=case["label"], marks=[pytest.mark.xfail(strict=True, reason=case["known_failure"])] if "known_failure" in case else []
    )
    for case in LISTED
]


@pytest.mark.parametrize("case", CASES)
def test_a_sentence_ends_where_a_reader_ends_it(case):
    assert sentences(case["text"]) == case["expect"]


@given(st.text(alphabet=st.sampled_from("aBc .!?\"')(U.S-0149,;…"), max_size=60))
def test_any_text_gives_the_sentences_of_punkt(oracle, text):
    assert punkt_spans(text) == list(oracle.span_tokenize(text))


@given(st.text(alphabet="aB .!?\n“”’\u00a0", max_size=60))
def test_sentences_lie_in_order_within_the_text_and_hold_all_its_words(text):
    found = find_sentences(text, [(0, len(text), "body", "")])
    assert all(a < b for a, b, _ in found)
    assert all(x[1] <= y[0] for x, y in zip(found, found[1:], strict=False))
    outside = "".join(text[a:b] for a, b in zip([0, *(e for _, e, _ in found)], [*(s for s, _, _ in found), len(text)], strict=True))
    assert not any(c.isalnum() for c in outside)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared")
def test_real_paragraphs_give_the_sentences_of_punkt(oracle):
    with gzip.open(SHARED / "data" / "allsides_immigration.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [straighten(json.loads(line)["text"]) for _, line in zip(range(200), lines, strict=False)]
    paragraphs = [p for text in texts for p in text.split("\n") if p.strip()]
    assert len(paragraphs) > 2000
    different = [p for p in paragraphs if punkt_spans(p) != list(oracle.span_tokenize(p))]
    assert different == []
