"""The tokens of an article as the other rules read them: each outermost quotation is one token, `Q`.

A sentence that ends inside a quotation does not end: tokens are grouped into units, the stretches within which a verb
of saying and its words are looked for.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from framing.text import fold
from framing.voices.marks import Quotation

Q = "\u201c\u201d"
_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Rev|St|Jr|Sr|Prof|Capt|Supt|Sens|Reps|Lt\.Gov|Maj"
    r"|Adm|Det|Cpl|Hon|Fr|Insp|No)\.|\d[\d,.]*\d|\w+(?:['&\-]\w+)*|[^\w\s]"
)


class Tokens(NamedTuple):
    """Parallel lists over the tokens of one article, and its units as ranges of tokens with their zone."""

    text: str
    low: list[str]
    start: list[int]
    end: list[int]
    quotation: dict[int, Quotation]
    units: list[tuple[int, int, str]]

    def capital(self, i: int) -> bool:
        """Whether a token begins with a capital letter."""
        return self.text[self.start[i]].isupper()

    def words(self, a: int, b: int) -> str:
        """The words of a range of tokens as printed, with plain spaces."""
        return " ".join(self.text[self.start[a] : self.end[b - 1]].split()) if b > a else ""


def tokenize(text: str, outer: Sequence[Quotation], sentences: Sequence[tuple[int, int, str]]) -> Tokens:
    """Tokens and units of a plain text, given its outermost quotations and its sentences (all in its offsets)."""
    low: list[str] = []
    start: list[int] = []
    end: list[int] = []
    atoms: dict[int, Quotation] = {}
    folded, at = fold(text), 0
    for quotation in (*outer, None):
        stop = quotation.start if quotation else len(text)
        for m in _TOKEN.finditer(text, at, stop):
            a, b = m.span()
            low.append(folded[a:b])
            start.append(a)
            end.append(b)
        if quotation:
            atoms[len(low)] = quotation
            low.append(Q)
            start.append(quotation.start)
            end.append(quotation.end)
            at = quotation.end
    return Tokens(text, low, start, end, atoms, _units(start, end, sentences))


def _units(
    start: Sequence[int], end: Sequence[int], sentences: Sequence[tuple[int, int, str]]
) -> list[tuple[int, int, str]]:
    """Ranges of tokens between the sentence ends that no quotation runs over."""
    units: list[tuple[int, int, str]] = []
    for first, last, zone in sentences:
        a, b = bisect_left(start, first), bisect_left(start, last)
        if units:
            a = max(a, units[-1][1])
        if b > a:
            units.append((a, b, zone))
    return units
