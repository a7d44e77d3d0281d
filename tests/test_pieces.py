"""Pieces: what str.split gives, at the places where it stands, by code points."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from framing.pieces import encode
from framing.text import straighten

# White space of every kind, marks that are straightened, characters of one to four bytes, NUL, a lone surrogate.
SIGNS = "aB .\n\t\x1c\u2028\u00a0\u3000’”é—€𝒜😀\0\ud83d"
TEXTS = st.lists(st.text(st.sampled_from(SIGNS), max_size=30), max_size=5)


def spelled(pieces):
    """The pieces of each span, as their ids say and as their places say."""
    bounds = list(zip(pieces.first[:-1], pieces.first[1:], strict=True))
    by_id = [[pieces.distinct[i] for i in pieces.ids[a:b]] for a, b in bounds]
    by_place = [
        [pieces.text[s:e] for s, e in zip(pieces.starts[a:b], pieces.ends[a:b], strict=True)] for a, b in bounds
    ]
    assert by_id == by_place
    return by_id


def test_places_are_code_points_by_hand():
    # "naïve 😀 𝒜lso" holds characters of one, two and four bytes; its pieces begin at 0, 6 and 8.
    pieces = encode(["naïve 😀 𝒜lso", "so"])
    assert pieces.distinct == ["naïve", "😀", "𝒜lso", "so"]
    assert pieces.starts.tolist() == [0, 6, 8, 13]
    assert pieces.ends.tolist() == [5, 7, 12, 15]
    assert pieces.opens.tolist() == [0, 13]
    assert pieces.first.tolist() == [0, 3, 4]


def test_equal_pieces_share_an_id_whatever_their_length():
    pieces = encode(["seven77 eight888 seven77", "nine99999 eight888 nine9999X"])
    assert sorted(pieces.distinct) == ["eight888", "nine99999", "nine9999X", "seven77"]
    assert spelled(pieces) == [["seven77", "eight888", "seven77"], ["nine99999", "eight888", "nine9999X"]]


@given(TEXTS)
def test_every_article_is_split_as_str_splits_it(texts):
    pieces = encode(texts)
    assert spelled(pieces) == [straighten(text).split() for text in texts]
    assert len(set(pieces.distinct)) == len(pieces.distinct) == len(set(pieces.ids.tolist()))
    for text, place in zip(texts, pieces.opens, strict=True):
        assert pieces.text[place : place + len(text)] == straighten(text)
    assert pieces.breaks.tolist() == [place for place, sign in enumerate(pieces.text) if sign == "\n"]


@given(st.lists(st.text(st.sampled_from("abcd é😀."), min_size=5, max_size=20), min_size=1, max_size=3), st.data())
def test_pieces_within_spans_are_cut_at_their_borders(texts, data):
    pieces = encode(texts)
    edges = sorted(data.draw(st.lists(st.integers(0, len(pieces.text)), max_size=10)))
    spans = list(zip(edges[::2], edges[1::2], strict=False))
    starts, ends = ([span[i] for span in spans] for i in (0, 1))
    found = pieces.within(np.array(starts, np.int32), np.array(ends, np.int32))
    assert spelled(found) == [pieces.text[a:b].split() for a, b in spans]
    assert found.spans().tolist() == [i for i, (a, b) in enumerate(spans) for _ in pieces.text[a:b].split()]


def test_respelling_leaves_the_other_pieces_and_their_places():
    pieces = encode(["an odd one, an odd two"])
    changed = pieces.respelled([1, 4], ["even", "even"])
    assert [changed.distinct[i] for i in changed.ids] == ["an", "even", "one,", "an", "even", "two"]
    assert [pieces.distinct[i] for i in pieces.ids] == ["an", "odd", "one,", "an", "odd", "two"]
    assert changed.starts is pieces.starts
