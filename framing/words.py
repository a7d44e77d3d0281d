"""Words of a batch: how many each distinct piece of text holds, and from that how many stand before any place."""

from __future__ import annotations

import string
from bisect import bisect_left
from collections.abc import Sequence

import numpy as np

from framing.pieces import Ints, Pieces, offsets
from framing.text import WORD

# Marks that begin no word and end none: an underscore may.
MARKS = string.punctuation.replace("_", "")


def words_before(pieces: Pieces, places: Ints) -> Ints:
    """How many words of a batch begin before each place; a word is what `text.WORD` finds in straightened text.

    Parameters
    ----------
    pieces : Pieces
        Of the batch.
    places : array
        Places in the text of the batch, in any order.

    Returns
    -------
    array
        By place. What lies between two places has as many words as their numbers differ.

    Examples
    --------
    >>> from framing.pieces import encode
    >>> words_before(encode(["The well-known and/or no."]), np.array([0, 4, 5, 19, 25])).tolist()
    [0, 1, 2, 3, 5]
    """
    before = offsets(_counts(pieces.distinct)[pieces.ids])
    following = np.searchsorted(pieces.starts, places)
    found = before[following]
    # A place inside a piece: its words from there on were counted as well. Before the first piece stands the end 0.
    inside = np.flatnonzero(np.append(pieces.ends, 0)[following - 1] > places)
    piece = following[inside] - 1
    ids, cuts = pieces.ids[piece].tolist(), (places[inside] - pieces.starts[piece]).tolist()
    # A piece may be cut at each of its characters: its words are looked for once.
    begins = {i: [word.start() for word in WORD.finditer(pieces.distinct[i])] for i in set(ids)}
    counted = [len(begins[i]) - bisect_left(begins[i], cut) for i, cut in zip(ids, cuts, strict=True)]
    found[inside] -= np.array(counted, np.int32)
    return found


def _counts(spellings: Sequence[str]) -> Ints:
    """By spelling: its words; letters and digits with nothing but marks around them are one."""
    return np.array(
        [1 if piece.isalnum() or piece.strip(MARKS).isalnum() else len(WORD.findall(piece)) for piece in spellings],
        np.int32,
    )
