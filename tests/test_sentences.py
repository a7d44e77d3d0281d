"""Sentences: equal to nltk's Punkt with the same lists, and right on what news needs."""

import gzip
import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.pieces import encode
from framing.punkt import ABBREVIATIONS, STARTERS
from framing.sentences import find_sentences, split_sentences
from framing.text import paragraphs, straighten

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
        case,
        id=case["label"],
        marks=[pytest.mark.xfail(strict=True, reason=case["known_failure"])] if "known_failure" in case else [],
    )
    for case in LISTED
]


@pytest.mark.parametrize("case", CASES)
def test_a_sentence_ends_where_a_reader_ends_it(case):
    assert sentences(case["text"]) == case["expect"]


# Marks that end sentences, close them or stand in pieces; abbreviations, starters, lists, wrapped lines, odd white space.
FRAGMENTS = [
    *"aBc .?!\"')(U.S-0149,;…”’“\n",
    *[
        "\n\n",
        "--",
        "Mr. ",
        "U.S. ",
        "v. ",
        "The ",
        "p.m. ",
        ". ",
        '." ',
        "?! ",
        "!! ",
        " . . . ",
        "- a\n",
        "3. b\n",
        "a" * 55 + "\n",
        "\u2028",
        "\t",
    ],
]
TEXT = st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join)


def by_the_oracle(oracle, text, zones):
    """What a sentence is: a span of Punkt's in a paragraph of a zone."""
    text = straighten(text)
    return [
        (start + lead + a, start + lead + b, zone)
        for start, end, zone, _ in zones
        for lead, stop in paragraphs(text[start:end])
        for a, b in oracle.span_tokenize(text[start + lead : start + stop])
    ]


@settings(max_examples=300)
@given(st.lists(st.tuples(TEXT, st.lists(st.integers(0, 80), max_size=3)), max_size=4))
def test_any_batch_gives_the_sentences_of_punkt_in_each_paragraph_of_each_zone(oracle, pages):
    texts, zones = [], []
    for text, cuts in pages:
        edges = sorted({0, len(text), *(min(cut, len(text)) for cut in cuts)})
        texts.append(text)
        zones.append([(a, b, f"zone {a}", "") for a, b in zip(edges, edges[1:], strict=False)])
    expected = [by_the_oracle(oracle, text, row) for text, row in zip(texts, zones, strict=True)]
    assert split_sentences(encode(texts), zones) == expected


@pytest.mark.parametrize(
    "text",
    ["?! So.", "Yes .) No", 'He left. ")', "Go!! Now", '"Yes."--So he', "Roe v. Wade. End", "So he. (Yes. No.) At"],
)
def test_marks_at_the_edges_of_pieces_are_read_as_punkt_reads_them(oracle, text):
    zones = [(0, len(text), "body", "")]
    assert find_sentences(text, zones) == by_the_oracle(oracle, text, zones)


@given(st.text(alphabet="aB .!?\n“”’\u00a0", max_size=60))
def test_sentences_lie_in_order_within_the_text_and_hold_all_its_words(text):
    found = find_sentences(text, [(0, len(text), "body", "")])
    assert all(a < b for a, b, _ in found)
    assert all(x[1] <= y[0] for x, y in zip(found, found[1:], strict=False))
    outside = "".join(
        text[a:b] for a, b in zip([0, *(e for _, e, _ in found)], [*(s for s, _, _ in found), len(text)], strict=True)
    )
    assert not any(c.isalnum() for c in outside)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared")
def test_real_paragraphs_give_the_sentences_of_punkt(oracle):
    with gzip.open(SHARED / "data" / "allsides_immigration.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for _, line in zip(range(200), lines, strict=False)]
    zones = [[(0, len(text), "body", "")] for text in texts]
    found = split_sentences(encode(texts), zones)
    assert sum(map(len, found)) > 5000
    assert found == [by_the_oracle(oracle, text, row) for text, row in zip(texts, zones, strict=True)]
