"""The lines of a batch over its pieces: where each that holds anything begins and ends, and how each is folded."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from framing.pieces import Index, Ints, Pieces
from framing.text import fold


class Lines(NamedTuple):
    """The lines of a batch that are not empty, in order; no line lies in two spans.

    Attributes
    ----------
    first : array
        By line, and one more: the index of its first piece.
    span : array
        By line: the number of its span (article).
    breaks : array
        By line: how many line breaks stand between it and the line before; of the first, at least one is counted.
    """

    first: Index
    span: Index
    breaks: Index

    def places(self, pieces: Pieces) -> tuple[Ints, Ints]:
        """By line: where it begins and ends, without the white space around it."""
        return pieces.starts[self.first[:-1]], pieces.ends[self.first[1:] - 1]


def find_lines(pieces: Pieces) -> Lines:
    """The lines of a batch.

    Examples
    --------
    >>> from framing.pieces import encode
    >>> found = find_lines(encode(["A headline\\n\\n  The boats left.\\n", "\\nNext."]))
    >>> found.first.tolist(), found.span.tolist(), found.breaks.tolist()
    ([0, 2, 5, 6], [0, 0, 1], [1, 2, 3])
    """
    # By line break, in rising order: the first piece behind it. One that comes several times has as many breaks before it.
    behind = np.searchsorted(pieces.starts, pieces.breaks)
    behind = behind[behind < len(pieces.ids)]
    if len(pieces.ids) and not (len(behind) and behind[0] == 0):
        behind = np.append(0, behind)
    new = np.flatnonzero(np.diff(behind, prepend=-1))
    heads, breaks = behind[new], np.diff(np.append(new, len(behind)))
    return Lines(np.append(heads, len(pieces.ids)), np.searchsorted(pieces.first, heads, "right") - 1, breaks)


def fold_lines(pieces: Pieces, lines: Lines, most: int) -> list[str]:
    """By line: its text as lines are compared, in lower case and with white space squeezed; "" for longer ones.

    Parameters
    ----------
    pieces, lines
        Of a batch.
    most : int
        Characters of the longest line that is wanted.

    Examples
    --------
    >>> from framing.pieces import encode
    >>> pieces = encode(["Sign  UP\\n\\nThe boats left at six."])
    >>> fold_lines(pieces, find_lines(pieces), 20)
    ['sign up', '']
    """
    text = pieces.text.replace("\u0130", "i")
    places = zip(*(bounds.tolist() for bounds in lines.places(pieces)), strict=True)
    folded = [text[a:b].lower() if b - a <= most else "" for a, b in places]
    for i in _untidy(pieces, lines).tolist():
        folded[i] = " ".join(folded[i].split())
    return folded


def _untidy(pieces: Pieces, lines: Lines) -> Index:
    """The lines in which something else than one space stands between two pieces."""
    if not len(lines.span):
        return np.zeros(0, np.intp)
    # By gap between two pieces: whether it is wide; between two lines it does not matter.
    wide = pieces.starts[1:] - pieces.ends[:-1] > 1
    wide[lines.first[1:-1] - 1] = False
    other = np.searchsorted(lines.places(pieces)[0], pieces.tabs, "right") - 1
    return np.unique(np.append(np.searchsorted(lines.first, np.flatnonzero(wide), "right") - 1, other))


def line_key(line: str) -> str:
    """A line as it is compared: folded, white space squeezed."""
    return " ".join(fold(line).split())
