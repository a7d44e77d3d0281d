"""The lines of a batch over its pieces: where each that holds anything begins and ends, and how each is folded."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from framing.pieces import Index, Ints, Pieces


class Lines(NamedTuple):
    """The lines of a batch that are not empty, in order; no line lies in two spans.

    Attributes
    ----------
    first : array
        By line, and one more: the index of its first piece.
    span : array
        By line: the number of its span (article).
    breaks : array
        By line: how many line breaks stand between it and the line before.
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
    ([0, 2, 5, 6], [0, 0, 1], [0, 2, 3])
    """
    size = len(pieces.ids)
    # By line break: the first piece behind it. One that is met several times has as many breaks before it.
    heads, breaks = np.unique(np.searchsorted(pieces.starts, pieces.breaks), return_counts=True)
    if size and not (len(heads) and heads[0] == 0):
        heads, breaks = np.append(0, heads), np.append(0, breaks)
    inside = heads < size
    heads, breaks = heads[inside], breaks[inside]
    return Lines(np.append(heads, size), np.searchsorted(pieces.first, heads, "right") - 1, breaks)


def fold_line(line: str) -> str:
    """A straightened line as it is compared: in lower case, white space squeezed.

    Examples
    --------
    >>> fold_line("Sign  UP")
    'sign up'
    """
    line = line.lower() if line.isascii() else line.replace("\u0130", "i").lower()
    return " ".join(line.split())
