"""Units: the stretches of tokens within which a verb of saying and its words are looked for.

A sentence that ends inside a quotation does not end.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from framing.pieces import Bools, Index, Ints, offsets
from framing.voices.cues import VERBS
from framing.voices.runs import Head
from framing.voices.tokens import Q, Tokens

# Tokens of a unit; what is longer is no sentence, and what looks around in a unit must stay cheap.
LONGEST = 300
_FINAL = frozenset(".?!")


# First token and the one behind the last; whether it is or may be a headline; whether marks stand in it; its first cue
# and the one behind the last; how many line breaks lie before it (0 without words outside of marks) and before its end; its head.
Unit = tuple[int, int, bool, bool, int, int, int, int, Head | None]


class Units(NamedTuple):
    """By unit: its tokens, and the sentence that it begins in."""

    first: Index
    stop: Index
    sentence: Index

    def of(self, which: Index) -> Units:
        """Some of them."""
        return Units(self.first[which], self.stop[which], self.sentence[which])


def find_units(t: Tokens, starts: Ints, ends: Ints, fresh: Bools) -> Units:
    """Ranges of tokens between the sentence ends that no quotation runs over.

    Parameters
    ----------
    t : Tokens
        Of the batch.
    starts, ends, fresh : array
        By sentence: its bounds in the text of the batch, and whether it is the first of its article.
    """
    a, b = np.searchsorted(t.start, starts), np.maximum.accumulate(np.searchsorted(t.start, ends))
    before = np.append(0, b[:-1])
    over = np.append(False, np.asarray(t.end)[b - 1] > ends + 1)[:-1]
    low, again = t.low, (b > before) & ~fresh
    joins = again & over
    for k in np.flatnonzero(again & ~over).tolist():
        if low[before[k] - 1] == Q:
            joins[k] = _goes_on(t, int(before[k]), int(b[k]))
    sentence = np.flatnonzero(~joins & (b > np.maximum(a, before)))
    first = np.maximum(a, before)[sentence]
    return _cut(t, first, b[np.append(sentence, len(b))[1:] - 1], sentence)


def _cut(t: Tokens, first: Index, stop: Index, sentence: Index) -> Units:
    """Units cut where marks show that a sentence ends, and where they are longer than any sentence."""
    marked = np.array(t.marked, np.intp)
    beside = np.union1d(marked, marked + 1)
    unit = np.searchsorted(first, beside, "right") - 1
    inner = (
        (unit >= 0) & (beside > first[unit]) & (beside < stop[unit]) if len(first) else np.zeros(len(beside), np.bool_)
    )
    cuts = [
        (k, u)
        for k, u in zip(beside[inner].tolist(), unit[inner].tolist(), strict=True)
        if _ends_at(t, k, int(stop[u]))
    ]
    places, of = np.array(cuts, np.intp).reshape(-1, 2).T
    order = np.argsort(np.append(first, places), kind="stable")
    first, sentence = np.append(first, places)[order], np.append(sentence, sentence[of])[order]
    stop = np.minimum(np.append(stop, stop[of])[order], np.append(first[1:], len(t.low)))
    # By unit: how many it makes, all but the last as long as a unit can be.
    parts = (stop - first - 1) // LONGEST + 1
    of = np.repeat(np.arange(len(first)), parts)
    first = first[of] + LONGEST * (np.arange(len(of)) - offsets(parts)[of])
    return Units(first, np.minimum(first + LONGEST, stop[of]), sentence[of])


def _ends_at(t: Tokens, k: int, b: int) -> bool:
    """Whether marks show that a sentence of the unit ends before a token: it opens or follows a quotation."""
    if k in t.inside and t.low[k - 1] in _FINAL:
        return True
    return t.capitals[k] > 0 and t.last_mark(k - 1) in _FINAL and not _goes_on(t, k, b)


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


def described(
    t: Tokens, likely: Index, heads: list[Head | None], units: Units, headline: Bools, breaks: Ints
) -> list[Unit]:
    """What is asked of units one after another.

    Parameters
    ----------
    t : Tokens
        Of the batch.
    likely : array
        The cues that can attribute anything.
    units : Units
    headline : array
        By unit: whether it stands in one.
    breaks : array
        By line break: its place.
    """
    start, end = np.asarray(t.start)[units.first], np.asarray(t.end)[units.stop - 1]
    above, below = np.searchsorted(breaks, start), np.searchsorted(breaks, end)
    cues = [np.searchsorted(likely, edge) for edge in (units.first, units.stop)]
    columns = (
        units.first, units.stop, headline | np.isin(units.first, t.edges), _any_in(t.quotations, units), *cues,
        np.where(_any_in(t.worded, units), above, 0), below,
    )  # fmt: skip
    return list(zip(*(column.tolist() for column in columns), heads, strict=True))


def _any_in(column: bytes, units: Units) -> Bools:
    """By unit: whether any of its tokens has a trait."""
    before = offsets(np.frombuffer(column, np.uint8))
    return before[units.stop] > before[units.first]
