"""Sentences of a batch: Punkt's decisions about pieces of text, joined to spans by arithmetic on arrays.

A final mark ends a sentence at the end of a piece or inside it ("yes.)"); Punkt looks at one of each piece at most, its
last, and only where something follows in the paragraph. Closing marks that stand alone stay with the sentence before.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from framing import punkt
from framing.pieces import Bools, Index, Ints, Pieces, encode, paragraphs

Zone = tuple[int, int, str, str]
Sentence = tuple[int, int, str]


def find_sentences(text: str, zones: Sequence[Zone]) -> list[Sentence]:
    """Sentences of an article, none across a zone or a paragraph.

    Parameters
    ----------
    text : str
        The article's text, as given.
    zones : list of (start, end, zone, rule)
        Tiling the text.

    Returns
    -------
    list of (start, end, zone)
        In order, without surrounding white space.

    Examples
    --------
    >>> text = "He came to the U.S. in May. She said no!"
    >>> [text[a:b] for a, b, _ in find_sentences(text, [(0, len(text), "body", "")])]
    ['He came to the U.S. in May.', 'She said no!']
    """
    return split_sentences(encode([text]), [zones])[0]


def split_sentences(pieces: Pieces, zones: Sequence[Sequence[Zone]]) -> list[list[Sentence]]:
    """Sentences of all articles of a batch.

    Parameters
    ----------
    pieces : Pieces
        Of the batch.
    zones : list of lists of (start, end, zone, rule)
        By article; in order, without overlap.

    Returns
    -------
    list of lists of (start, end, zone)
        By article, as `find_sentences` gives them.
    """
    flat = [
        (place + start, place + end)
        for place, row in zip(pieces.opens.tolist(), zones, strict=True)
        for start, end, *_ in row
    ]
    bounds = np.array(flat, np.int32).reshape(-1, 2)
    zoned = pieces.within(bounds[:, 0], bounds[:, 1])
    first = paragraphs(zoned)
    starts, ends = _spans(zoned, first, _breaks(zoned, first))
    names = [zone for row in zones for _, _, zone, _ in row]
    zone = np.searchsorted(bounds[:, 0], starts, "right") - 1
    article = np.searchsorted(pieces.opens, starts, "right") - 1
    shift = pieces.opens[article]
    found = list(
        zip((starts - shift).tolist(), (ends - shift).tolist(), [names[i] for i in zone.tolist()], strict=True)
    )
    cuts = np.searchsorted(article, np.arange(len(zones) + 1)).tolist()
    return [found[a:b] for a, b in zip(cuts, cuts[1:], strict=False)]


class Breaks(NamedTuple):
    """By place where a sentence ends inside a paragraph, in order."""

    rest: Index  # the piece that what follows begins with, or in
    end: Ints  # where the sentence ends, closing marks included
    start: Ints  # where the next begins


def _breaks(pieces: Pieces, first: Index) -> Breaks:
    """Where Punkt ends a sentence."""
    # By piece, and one more that stands for the piece before the first: whether it is the last of its paragraph.
    last = np.zeros(len(pieces.ids) + 1, np.bool_)
    last[first - 1] = True
    shapes = _shapes(pieces.distinct)
    shaped: Bools = np.any(shapes, axis=1)
    # By piece that has a shape: its index, and the columns of Shape.
    at = np.flatnonzero(shaped[pieces.ids])
    marked, leads, inner, inner_closing, _ = shapes[pieces.ids[at]].T
    asked = (marked > 0) & ~last[at]
    final = at[asked]
    final = final[_ends_at(pieces, final)]
    chosen = (inner > 0) & ~asked
    within, lead = at[chosen], at[leads > 0]
    # What follows the mark: the next piece, or what is left of its own behind it.
    rest = np.concatenate([final + 1, within, lead])
    behind = np.concatenate([np.zeros(len(final), np.int32), inner[chosen], np.ones(len(lead), np.int32)])
    leading = [punkt.closing(pieces.distinct[i][1:]) for i in pieces.ids[lead].tolist()]
    closing = np.concatenate([shapes[pieces.ids[final + 1], -1], inner_closing[chosen], np.array(leading, np.int32)])
    order = np.lexsort([behind, rest])
    mark = np.concatenate([pieces.ends[final], pieces.starts[within] + inner[chosen], pieces.starts[lead] + 1])
    return _close(pieces, last, rest[order], behind[order], closing[order], mark[order])


def _shapes(spellings: Sequence[str]) -> Ints:
    """By spelling: the columns of `punkt.Shape`."""
    table = np.zeros((len(spellings), len(punkt.Shape._fields)), np.int32)
    marked: list[int] = []
    found: list[tuple[int, ...]] = []
    for i, piece in enumerate(spellings):
        if piece[:-1].isalnum():  # most: a word, or a word and one mark
            if piece[-1] in punkt.MARKS:
                marked.append(i)
        elif punkt.TELLS.search(piece) and (shape := punkt.shape(piece)):
            found.append((i, *shape))
    table[marked, 0] = True
    rows = np.array(found, np.int32).reshape(-1, 1 + table.shape[1])
    table[rows[:, 0]] = rows[:, 1:]
    return table


def _ends_at(pieces: Pieces, index: Index) -> Bools:
    """Whether a sentence ends at pieces with a final mark, each with another behind it."""
    following = pieces.ids[index + 1]
    ids, nth = np.unique(pieces.ids[index], return_inverse=True)
    kind = np.array([punkt.ending(pieces.distinct[i]) for i in ids.tolist()], np.int8)[nth]
    ends = kind == punkt.ALWAYS
    asked = np.flatnonzero(kind > punkt.ALWAYS)
    pairs = zip(kind[asked].tolist(), following[asked].tolist(), strict=True)
    ends[asked] = [not punkt.goes_on(k, pieces.distinct[i]) for k, i in pairs]
    # As Punkt has it: an end inside the next piece counts for this one.
    unsure = np.flatnonzero(~ends)
    ends[unsure] = [punkt.ends_inside(pieces.distinct[i]) for i in following[unsure].tolist()]
    return ends


def _close(pieces: Pieces, last: Bools, rest: Index, behind: Ints, closing: Ints, mark: Ints) -> Breaks:
    """The breaks, with closing marks at the beginning of what follows drawn to the sentence before."""
    start, closed = pieces.starts[rest] + behind, closing > 0
    end = np.where(closed, start + closing, mark)
    # Where the marks are all that is left of a piece, the next sentence begins at the next piece, if there is one.
    whole = closed & (end == pieces.ends[rest]) & ~last[rest]
    after = np.where(whole, np.append(pieces.starts, 0)[rest + 1], np.where(closed, end, start))
    return Breaks(rest, end, after)


def _spans(pieces: Pieces, first: Index, breaks: Breaks) -> tuple[Ints, Ints]:
    """The sentences between the breaks and the bounds of paragraphs."""
    paragraph = np.searchsorted(first, breaks.rest, "right") - 1
    count = len(first) - 1
    # Each paragraph's breaks in order, then its end.
    order = np.argsort(np.concatenate([paragraph, np.arange(count)]), kind="stable")
    ends = np.concatenate([breaks.end, pieces.ends[first[1:] - 1]])[order]
    after = np.concatenate([breaks.start, np.zeros(count, np.int32)])[order]
    begins = np.concatenate([paragraph, np.arange(count)])[order]
    fresh = np.append(True, begins[1:] != begins[:-1])[: len(begins)]
    starts = np.where(fresh, pieces.starts[first[begins]], np.roll(after, 1))
    # Where closing marks were all of a sentence, nothing is left of it.
    kept = starts < ends
    return starts[kept], ends[kept]
