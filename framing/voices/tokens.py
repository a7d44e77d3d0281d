"""The tokens of an article as the other rules read them: each outermost quotation is one token, `Q`.

A sentence that ends inside a quotation does not end: tokens are grouped into units, the stretches within which a verb
of saying and its words are looked for.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from framing.text import fold
from framing.voices.cues import VERBS
from framing.voices.marks import Quotation

Span = tuple[int, int]
# A quotation that can be speech of its own, and one that is a piece of the outlet's sentence or a title.
Q = "\u201c\u201d"
PIECE = "\u2018\u2019"
# Tokens of a unit; what is longer is no sentence, and what looks around in a unit must stay cheap.
LONGEST = 300
_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}|\b[A-Z]\.(?= ?[A-Z])|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Rev|St|Jr|Sr|Prof|Capt|Supt|Sens|Reps|Lt\.Gov|Maj"
    r"|Adm|Det|Cpl|Hon|Fr|Insp|No)\.|\d[\d,.]*\d|\w+(?:['&\-]\w+)*|[^\w\s]"
)


class Tokens(NamedTuple):
    """Parallel lists over the tokens of one article, and its units as ranges of tokens with their zone."""

    text: str
    low: list[str]
    start: list[int]
    end: list[int]
    capitals: list[bool]
    quotation: dict[int, Quotation]
    units: list[tuple[int, int, str]]

    def capital(self, i: int) -> bool:
        """Whether a token begins with a capital letter."""
        return self.capitals[i]

    def last_mark(self, i: int) -> str:
        """The last character inside a quotation: a stop, a comma, a letter."""
        inside = self.text[self.start[i] + 1 : self.end[i]].rstrip("\"'")
        return inside[-1:]

    def words(self, a: int, b: int) -> str:
        """The words of a range of tokens as printed, with plain spaces."""
        return " ".join(self.text[self.start[a] : self.end[b - 1]].split()) if b > a else ""


def tokenize(text: str, outer: Sequence[Quotation], sentences: Sequence[tuple[int, int, str]]) -> Tokens:
    """Tokens and units of a plain text, given its outermost quotations and its sentences (all in its offsets)."""
    spans: list[Span] = []
    atoms: dict[int, Quotation] = {}
    at = 0
    for quotation in outer:
        spans += [m.span() for m in _TOKEN.finditer(text, at, quotation.start)]
        atoms[len(spans)] = quotation
        spans.append((quotation.start, quotation.end))
        at = quotation.end
    spans += [m.span() for m in _TOKEN.finditer(text, at)]
    folded = fold(text)
    low = [folded[a:b] for a, b in spans]
    for k, quotation in atoms.items():
        low[k] = Q if _speaks(quotation, text, low[k - 1] if k else "") else PIECE
    start, end = [a for a, _ in spans], [b for _, b in spans]
    t = Tokens(text, low, start, end, [text[a].isupper() for a in start], atoms, [])
    return t._replace(units=_units(t, sentences))


_ABOUT = frozenset(
    "on in of the a an his her its their for at to with by from called titled dubbed as so-called".split()
)


def _speaks(quotation: Quotation, text: str, previous: str) -> bool:
    """Whether a quotation can stand as speech beside a cue."""
    inside = text[quotation.start + 1 : quotation.end].rstrip("\"'")
    if not inside.strip():
        return False
    set_in = previous in _ABOUT or previous.endswith("'s")
    if inside.rstrip()[-1] not in ",.!?\u2026\u2014-" or (set_in and not inside.strip().count(" ") > 5):
        words = inside.split()
        return not set_in and (len(words) > 3 and (words[0][0].isupper() or not previous.isalpha()) or (len(words) > 7))
    return True


def _units(t: Tokens, sentences: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Ranges of tokens between the sentence ends that no quotation runs over."""
    units: list[tuple[int, int, str]] = []
    over = False
    for first, last, zone in sentences:
        a, b = bisect_left(t.start, first), bisect_left(t.start, last)
        if units and b > units[-1][1] and (over or _goes_on(t, units[-1][1], b)):
            units[-1] = (units[-1][0], b, units[-1][2])
        elif b > (a := max(a, units[-1][1] if units else 0)):
            units.append((a, b, zone))
        over = bool(units) and t.end[units[-1][1] - 1] > last + 1
    return [unit for whole in units for unit in _pieces(t, *whole)]


def _pieces(t: Tokens, a: int, b: int, zone: str) -> Iterator[tuple[int, int, str]]:
    """A unit cut where marks show that a sentence ends, and where it is longer than any sentence."""
    start = a
    for k in range(a + 1, b):
        opens = k in t.quotation and t.low[k - 1] in (".", "?", "!")
        closed = (
            k - 1 in t.quotation and t.last_mark(k - 1) in (".", "?", "!") and t.capital(k) and not _goes_on(t, k, b)
        )
        if opens or closed or k - start >= LONGEST:
            yield start, k, zone
            start = k
    yield start, b, zone


def _goes_on(t: Tokens, a: int, b: int) -> bool:
    """Whether a sentence behind a closing mark is only "she asked" or "Smith said"."""
    if t.low[a - 1] != Q or "\n" in t.text[t.end[a - 1] : t.start[a]]:
        return False
    if not t.capital(a):
        return True
    if t.last_mark(a - 1) not in ("?", "!", ",", "\u2026", "\u2014"):
        return False
    for k in range(a, min(a + 6, b)):
        if t.low[k] in (",", ".", Q, ":"):
            return False
        frame = VERBS.get(t.low[k])
        if frame and not t.capital(k):
            return k > a and "l" in frame.governs and frame.form in ("past", "s")
    return False
