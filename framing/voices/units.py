"""Units: the stretches of tokens within which a verb of saying and its words are looked for.

A sentence that ends inside a quotation does not end.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from framing.voices.cues import VERBS
from framing.voices.tokens import Q, Tokens, Unit

# Tokens of a unit; what is longer is no sentence, and what looks around in a unit must stay cheap.
LONGEST = 300


def find_units(t: Tokens, sentences: Sequence[tuple[int, int, str]]) -> list[Unit]:
    """Ranges of tokens between the sentence ends that no quotation runs over, with their zone."""
    units: list[Unit] = []
    over = False
    for first, last, zone in sentences:
        a, b = bisect_left(t.start, first), bisect_left(t.start, last)
        if units and b > units[-1][1] and (over or _goes_on(t, units[-1][1], b)):
            units[-1] = (units[-1][0], b, units[-1][2])
        elif b > (a := max(a, units[-1][1] if units else 0)):
            units.append((a, b, zone))
        over = bool(units) and t.end[units[-1][1] - 1] > last + 1
    return [unit for whole in units for unit in _pieces(t, *whole)]


def _pieces(t: Tokens, a: int, b: int, zone: str) -> Iterator[Unit]:
    """A unit cut where marks show that a sentence ends, and where it is longer than any sentence."""
    start = a
    for k in sorted({beside for q in t.quoted(a, b) for beside in (q, q + 1) if a < beside < b}):
        while k - start > LONGEST:
            yield start, start + LONGEST, zone
            start += LONGEST
        opens = k in t.quotation and t.low[k - 1] in (".", "?", "!")
        closed = (
            k - 1 in t.quotation and t.last_mark(k - 1) in (".", "?", "!") and t.capital(k) and not _goes_on(t, k, b)
        )
        if opens or closed:
            yield start, k, zone
            start = k
    while b - start > LONGEST:
        yield start, start + LONGEST, zone
        start += LONGEST
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
