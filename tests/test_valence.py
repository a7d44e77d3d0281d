"""Valence: the reference to the last digit, deaf to typography, and neutral where a name is masked."""

import gzip
import json
import string
from pathlib import Path

import numpy as np
import pytest
import vaderSentiment.vaderSentiment as vader
from hypothesis import given
from hypothesis import strategies as st

from framing.pieces import encode
from framing.sentences import find_sentences
from framing.text import WORD, straighten
from framing.valence import score, scores
from framing.valence.sums import add_up, polarity, round_exactly
from framing.valence.words import BOOSTERS, DAMPENERS, DAMPENING_PAIRS, IDIOMS, NEGATIONS, RULES, look_up

REFERENCE = vader.SentimentIntensityAnalyzer()
SHARED = Path(__file__).resolve().parents[2] / "shared"


def all_four(pieces):
    """By span of some pieces: the four figures as the reference names them."""
    vocabulary = look_up(pieces.distinct)
    found = polarity(add_up(vocabulary.words, *vocabulary.entries(pieces)))
    rows = zip(*(column.tolist() for column in found), strict=True)
    return [{"neg": a, "neu": b, "pos": c, "compound": d} for a, b, c, d in rows]


def bounds(spans):
    spans = np.array(spans, np.int32).reshape(-1, 2)
    return spans[:, 0], spans[:, 1]


def covered(text, spans):
    """What masking means: the letters of the words in the spans are x, in their case."""
    for a, b in spans:
        cover = WORD.sub(lambda word: "".join("X" if sign.isupper() else "x" for sign in word.group()), text[a:b])
        text = text[:a] + cover + text[b:]
    return text


def test_the_words_with_rules_are_those_of_the_reference():
    pairs = {" ".join(pair) for pair in DAMPENING_PAIRS}
    assert dict.fromkeys(BOOSTERS, 0.293) | dict.fromkeys(DAMPENERS | pairs, -0.293) == vader.BOOSTER_DICT
    assert set(vader.NEGATE) == NEGATIONS
    assert {" ".join(idiom): value for idiom, value in IDIOMS.items()} | {"badass": 1.5} == vader.SPECIAL_CASES


# Each touches a rule that few sentences do.
RARE = [
    "", " ", "!!!", "No.", "no good", "No no good thing", "not a no or bad", "NO GOOD here", "kind of good", "of a kind",
    "kind", "the least good", "least good", "at least good", "very least bad", "it is the shit", "to die for, a good kiss of death",
    "a bus stop is bad", "yeah right good", "yeah right", "he never so was good", "never this good", "without a doubt good",
    "without doubt this good", "so was it good", "just enough of good", "sort of a bad day", "good but good but 2.0 bad but",
    "GREAT but great but great", "VERY good", "it is VERY bad and", "EXTREMELY AWFULLY BADLY", "good?? bad???", "good????", "a\u00a0b but",
    "mustn't've good", "good😀bad", "😀😀 🆙 ok!", ":) :D xD", "a.k.a good", "İSTANBUL good", "<3 ;-)", "it's 'good' (bad) \"sad\"",
]  # fmt: skip


@pytest.mark.parametrize("text", RARE)
def test_all_four_figures_are_the_references(text):
    assert all_four(encode([text])) == [REFERENCE.polarity_scores(straighten(text))]


WORDS = st.one_of(
    st.sampled_from(sorted(RULES)),
    st.sampled_from(sorted(REFERENCE.lexicon)),
    st.sampled_from(
        "good bad great awful sad 2.0 no but kind of least at never so mayor ship 3 OK \u2014 … 😀 🆙 ⁉ :) <3".split()
    ),
    st.text(max_size=4),
)
MARKED = st.builds(
    lambda before, word, case, after: before + case(word) + after,
    st.sampled_from([""] * 6 + ["(", '"', "\u2018", "--", "😀"]),
    WORDS,
    st.sampled_from([str, str, str, str.upper, str.title]),
    st.sampled_from([""] * 6 + [*string.punctuation, "!!", "???", "\u2019s", "😀", "…"]),
)
SENTENCES = st.lists(
    st.tuples(MARKED, st.sampled_from([" ", " ", " ", "\n", "\u00a0", "-"])).map("".join), max_size=12
).map("".join)


@given(st.lists(SENTENCES, max_size=8))
def test_any_batch_of_sentences_scores_as_the_reference_scores_each(texts):
    assert all_four(encode(texts)) == [REFERENCE.polarity_scores(straighten(text)) for text in texts]


@given(st.lists(SENTENCES, min_size=1, max_size=4), st.data())
def test_masked_words_score_as_if_their_letters_were_x(texts, data):
    pieces = encode(texts)
    sentences = [(start, start + len(text)) for start, text in zip(pieces.opens.tolist(), texts, strict=True)]
    cuts = sorted(data.draw(st.lists(st.integers(0, len(pieces.text)), max_size=8)))
    masked = [
        span
        for span in zip(cuts[::2], cuts[1::2], strict=False)
        if any(a <= span[0] and span[1] <= b for a, b in sentences)
    ]
    hidden = covered(pieces.text, masked)
    plain, without = scores(pieces, bounds(sentences), masked=bounds(masked))
    assert plain.tolist() == [REFERENCE.polarity_scores(pieces.text[a:b])["compound"] for a, b in sentences]
    assert without.tolist() == [REFERENCE.polarity_scores(hidden[a:b])["compound"] for a, b in sentences]


def test_a_mask_across_two_sentences_hides_nothing():
    pieces = encode(["A good day. A bad one."])
    plain, without = scores(pieces, bounds([(0, 11), (12, 22)]), masked=bounds([(2, 18)]))
    assert plain.tolist() == without.tolist() == [score("A good day.")[0], score("A bad one.")[0]]


def test_a_curly_apostrophe_keeps_a_negation():
    # Unstraightened, the reference does not know "isn’t" and calls the sentence cold.
    assert REFERENCE.polarity_scores("It isn’t cruel.")["compound"] < 0 < score("It isn’t cruel.")[0]


def test_a_masked_name_scores_as_any_word_without_valence():
    text = "Illegal immigrants fear the storm."
    assert score(text, [(0, 18)])[1] == REFERENCE.polarity_scores("Foreign xylophones fear the storm.")["compound"]
    assert score(text, [(0, 18)])[0] < score(text, [(0, 18)])[1]


def test_masking_keeps_capitals_as_capitals():
    # One shouted word among calm ones gives emphasis; masking must not take it away from the others.
    text = "ILLEGAL aliens were HAPPY today."
    assert score(text, [(0, 14)])[1] == REFERENCE.polarity_scores("FOREIGN xylos were HAPPY today.")["compound"]
    # Where all shout nobody does, masked or not.
    assert score("ILLEGAL ALIENS HAPPY", [(0, 14)])[1] == REFERENCE.polarity_scores("FOREIGN XYLOS HAPPY")["compound"]


def test_two_masks_in_one_piece_both_hide_their_words():
    # "n't" anywhere in a piece negates what follows.
    assert (
        score("It isn't-this good", [(3, 8), (9, 13)])[1] == REFERENCE.polarity_scores("It xxxxx-xxxx good")["compound"]
    )
    assert score("It isn't-this good", [(9, 13)])[1] == REFERENCE.polarity_scores("It isn't-xxxx good")["compound"]


def test_a_mask_over_nothing_changes_nothing():
    assert len(set(score("A happy day.", []))) == 1


def test_no_masked_word_is_in_the_word_list():
    assert not [word for word in REFERENCE.lexicon if set(word) <= {"x"}]


@given(st.lists(st.one_of(st.floats(-1, 1), st.integers(-20000, 20000).map(lambda n: n / 20000)), max_size=20))
def test_rounding_is_pythons(values):
    for digits in (3, 4):
        assert round_exactly(np.array(values), digits).tolist() == [round(value, digits) for value in values]


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared")
def test_real_sentences_score_as_the_reference_scores_them():
    with gzip.open(SHARED / "data" / "allsides_sample.jsonl.gz", "rt", encoding="utf-8") as lines:
        pieces = encode([json.loads(line)["text"] for i, line in enumerate(lines) if i % 40 == 0])
    sentences = [(a, b) for a, b, _ in find_sentences(pieces.text, [(0, len(pieces.text), "body", "")])]
    assert len(sentences) > 5000
    found = all_four(pieces.within(*bounds(sentences)))
    expected = [REFERENCE.polarity_scores(pieces.text[a:b]) for a, b in sentences]
    assert [place for place, one, other in zip(sentences, found, expected, strict=True) if one != other] == []
