"""Where in a batch a name of a lexicon may begin: decided per distinct piece, looked up for all pieces in arrays.

The answer errs on one side only: a place that it leaves out begins no name, one that it gives may begin none.
"""

from __future__ import annotations

import string
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.mentions.matching import Scanner
from framing.mentions.page import RUN, is_plain, make_page
from framing.pieces import Bools, Ints, Pieces
from framing.text import fold


class Beginnings(NamedTuple):
    """What the words of a piece can do in a name; arrays by id of a piece."""

    last: Ints  # the number of its last word among `words` if a name can begin with it, else 0
    lead: Ints  # the number of its first word if a name can go on with it, else 0
    inside: Bools  # whether a name can begin with a word and go on with the next, both in the piece
    plain: Bools  # whether the piece needs no preparation: composed letters, nothing invisible
    words: list[str]  # by number; 0 is every other word


def read_beginnings(distinct: Sequence[str], scanner: Scanner) -> Beginnings:
    """Look up the words of each distinct piece."""
    plain = [piece.isascii() or is_plain(piece) for piece in distinct]
    bare = [piece.strip(string.punctuation) for piece in distinct]
    lead = fold("\n".join(bare)).split("\n")
    last = lead.copy()
    inside = np.zeros(len(distinct), np.bool_)
    for i, piece in enumerate(bare):
        if not (plain[i] and piece.isalnum()):
            # The runs of letters and digits, as the page has them that the piece stands on.
            words = RUN.findall(lead[i] if plain[i] else make_page(piece).folded) or [""]
            lead[i], last[i] = words[0], words[-1]
            inside[i] = any(map(scanner.matchers, words, words[1:]))
    begin, follow = set(filter(scanner.begins, set(last))), set(filter(scanner.goes_on, set(lead)))
    words = ["", *sorted(begin | follow)]
    numbers = {word: i for i, word in enumerate(words)}
    return Beginnings(
        np.array([numbers[word] if word in begin else 0 for word in last], np.int32),
        np.array([numbers[word] if word in follow else 0 for word in lead], np.int32),
        inside, np.array(plain, np.bool_), words,
    )  # fmt: skip


def find_candidates(pieces: Pieces, found: Beginnings, scanner: Scanner) -> NDArray[np.intp]:
    """The indices of the pieces in which a name may begin, by the words of each piece and the first of the next."""
    at = np.flatnonzero(found.last[pieces.ids])
    # By such piece: its last word and the next piece's first as one number; behind the last piece stands nothing.
    pair = found.last[pieces.ids[at]].astype(np.int64) * len(found.words)
    pair += np.append(found.lead[pieces.ids], 0)[at + 1]
    pairs, nth = np.unique(pair, return_inverse=True)
    words = (divmod(number, len(found.words)) for number in pairs.tolist())
    fits = np.array([bool(scanner.matchers(found.words[a], found.words[b])) for a, b in words], np.bool_)
    return np.union1d(at[fits[nth]], np.flatnonzero(found.inside[pieces.ids]))
