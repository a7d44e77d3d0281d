"""Lines of a batch over its pieces are those that splitting each text gives."""

import unicodedata
from zlib import crc32

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.lines import find_lines, fold_lines
from framing.pieces import encode
from framing.reading.notes import _BIDI, _CONTROL, _URL, _WORD, has_words, oddities
from framing.survey.shingles import _UNSEEN, _spelled
from framing.text import WORD, fold, straighten

PARTS = ["one", "Two,", "“three”", "\n", "\n", "\n\n", " ", "  ", "\t", "\r", "\v", "\u2028", "İ", "ΟΔΟΣ", "\U0001f600", "don’t", "\x00"]  # fmt: skip
TEXTS = st.lists(st.lists(st.sampled_from(PARTS), max_size=12).map("".join), max_size=4)


@settings(max_examples=150)
@given(TEXTS)
def test_lines_over_arrays_are_those_of_each_text(texts):
    pieces = encode(texts)
    lines = find_lines(pieces)
    expected = [
        (span, line.strip(), " ".join(fold(line).split()))
        for span, text in enumerate(texts)
        for line in straighten(text).split("\n")
        if line.strip()
    ]
    places = zip(*(bounds.tolist() for bounds in lines.places(pieces)), strict=True)
    found = [pieces.text[a:b] for a, b in places]
    assert list(zip(lines.span.tolist(), found, fold_lines(pieces, lines, 100), strict=True)) == expected


def test_a_line_knows_the_breaks_before_it_and_long_ones_are_not_folded():
    pieces = encode(["\n\nA  B\nlonger than six\n\n\nC"])
    lines = find_lines(pieces)
    assert lines.breaks.tolist() == [2, 1, 3]
    assert fold_lines(pieces, lines, 6) == ["a b", "", "c"]


@settings(max_examples=200)
@given(st.lists(st.text(alphabet="aB1_'-.\"é•Σ字\u0301\u200b’", min_size=1, max_size=8), max_size=6))
def test_words_of_many_spellings_are_those_of_each(spellings):
    hashes, first = _spelled(spellings)
    plain = [s if s.isascii() else unicodedata.normalize("NFC", _UNSEEN.sub("", s)) for s in spellings]
    expected = [[crc32(word.encode()) for word in WORD.findall(s.lower())] for s in plain]
    assert [hashes[a:b].tolist() for a, b in zip(first, first[1:], strict=False)] == expected
    assert first.dtype == np.int32 and len(first) == len(spellings) + 1


@settings(max_examples=150)
@given(st.text(alphabet="a1 .:/wht\n<&\x07\x9d\u202eé", max_size=300))
def test_what_is_looked_for_first_in_a_text_hides_nothing_of_the_rest(text):
    assert has_words(text) == bool(_WORD.search(_URL.sub(" ", text)))
    strange = sorted(set(text) & (_CONTROL | _BIDI))
    assert [kind for kind, _ in oddities(text) if kind == "control"] == ["control"] * bool(strange)
