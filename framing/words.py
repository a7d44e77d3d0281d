"""Words of a batch: where each begins, by what its characters can do in a word, for all of them at once."""

from __future__ import annotations

import re
import string
from functools import cache

import numpy as np
from numpy.typing import NDArray

from framing.pieces import Bools, Index
from framing.text import INVISIBLE, JOINERS

Places = NDArray[np.integer]
# Marks that begin no word and end none: an underscore may.
MARKS = string.punctuation.replace("_", "")

# What a character can do in a word: nothing, begin one, join two letters, stand in one that has begun.
_OTHER, _LETTER, _JOINER, _INSIDE = range(4)
_PLANE, _AT_ONCE = 1 << 16, 1 << 15


def words_before(text: str, places: Places) -> Index:
    """How many words begin before each place; a word is what `text.WORD` finds.

    Parameters
    ----------
    text : str
        Straightened, of a whole batch.
    places : array
        In any order.

    Returns
    -------
    array
        By place. What lies between two places has as many words as their numbers differ.

    Examples
    --------
    >>> words_before("The well-known and/or no.", np.array([0, 4, 5, 19, 25])).tolist()
    [0, 1, 2, 3, 5]
    """
    return np.searchsorted(_beginnings(_kinds_of(text)), places)


def _kinds_of(text: str) -> NDArray[np.uint8]:
    """By character: what it can do in a word."""
    kinds = np.empty(len(text), np.uint8)
    # Bit by bit: code points of four bytes, looked up by numbers of eight, would fill the memory.
    for low in range(0, len(text), _AT_ONCE):
        some = text[low : low + _AT_ONCE]
        codes = np.frombuffer(some.encode("utf-32-le", "surrogatepass"), np.uint32)
        kinds[low : low + _AT_ONCE] = np.take(_kinds(), codes, mode="clip")
        for i in np.flatnonzero(codes >= _PLANE).tolist():
            kinds[low + i] = _LETTER if some[i].isalnum() else _OTHER
    return kinds


def _beginnings(kinds: NDArray[np.uint8]) -> Index:
    """Where words begin, in order, by the kinds of all characters."""
    letter: Bools = kinds == _LETTER
    # By character, and two before the first: whether it is in a word, joiners left out.
    within = np.concatenate([[False, False], letter])
    for i in np.flatnonzero(kinds == _INSIDE).tolist():
        within[i + 2] = within[i + 1]
    letter &= ~within[1:-1]
    letter[1:] &= ~((kinds[:-1] == _JOINER) & within[1:-2])
    return np.flatnonzero(letter)


@cache
def _kinds() -> NDArray[np.uint8]:
    """By code point of the first plane: what the character can do in a word."""
    signs = np.arange(_PLANE, dtype="<u4").tobytes().decode("utf-32-le", "surrogatepass")
    kinds = np.fromiter(map(str.isalnum, signs), np.uint8, _PLANE)
    for pattern, kind in ((f"[{JOINERS}]", _JOINER), (f"[_{INVISIBLE}]", _INSIDE)):
        kinds[[sign.start() for sign in re.finditer(pattern, signs)]] = kind
    return kinds
