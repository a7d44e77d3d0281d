"""From the words of many sentences to VADER's four figures for each, to the last digit.

Sums run in the order of the words, one after another, as the reference's do on Python 3.11 (from 3.12 on its `sum`
is compensated, which can move a sum that is zero but for rounding).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.pieces import Ints
from framing.valence.rules import Scored, find_scored, judge
from framing.valence.words import RULES, Floats, Words

# One to four exclamation marks; two or three question marks, or any more.
EXCLAMATION, QUESTION, QUESTIONS = 0.292, 0.18, 0.96
NORMAL = 15


class Polarity(NamedTuple):
    """By sentence: VADER's figures, rounded as it rounds them."""

    negative: Floats
    neutral: Floats
    positive: Floats
    compound: Floats


class Totals(NamedTuple):
    """By sentence: what its words add up to."""

    words: Ints
    valence: Floats
    emphasis: Floats  # of its exclamation and question marks
    scored: Scored
    values: Floats  # by scored word: its valence in the sentence


def add_up(words: Words, ids: Ints, first: Ints) -> Totals:
    """Judge all words and add them up by sentence; arguments as `find_scored` has them."""
    size = np.diff(first)
    but = words.rule == RULES["but"]
    marked = words.upper | but | (words.exclamations > 0) | (words.questions > 0)
    place = np.flatnonzero(marked[ids])
    entry, sentence = ids[place], np.searchsorted(first, place, "right") - 1
    capitals, exclamations, questions = (
        _sum(sentence, column[entry], len(size)) for column in (words.upper, words.exclamations, words.questions)
    )
    scored = find_scored(words, ids, first, (capitals > 0) & (capitals < size))
    values = _turn(scored, judge(scored), place[but[entry]], sentence[but[entry]])
    emphasis = np.minimum(exclamations, 4) * EXCLAMATION + np.where(
        questions > 3, QUESTIONS, np.where(questions > 1, questions * QUESTION, 0.0)
    )
    return Totals(size, _sum(scored.sentence, values, len(size)), emphasis, scored, values)


def compound(totals: Totals) -> Floats:
    """The sum of a sentence, with its emphasis, squeezed into -1 to 1."""
    total = totals.valence + np.sign(totals.valence) * totals.emphasis
    return round_exactly(np.clip(total / np.sqrt(total * total + NORMAL), -1.0, 1.0), 4)


# Held against the package's own figures by tests, sentence by sentence; the tables have the compound alone.
def polarity(totals: Totals) -> Polarity:
    """All four figures: the shares of cold, neutral and warm words, each weighted by its valence, and the compound."""
    sentence, values, size = totals.scored.sentence, totals.values, len(totals.words)
    warm, cold = values > 0, values < 0
    positive = _sum(sentence[warm], values[warm] + 1, size)
    negative = np.abs(_sum(sentence[cold], values[cold] - 1, size))
    neutral = totals.words - _sum(sentence, warm | cold, size)
    emphasis = totals.emphasis
    positive, negative = (
        positive + np.where(positive > negative, emphasis, 0.0),
        negative + np.where(positive < negative, emphasis, 0.0),
    )
    whole = np.where(totals.words > 0, positive + negative + neutral, 1.0)
    cold_share, calm_share, warm_share = (round_exactly(part / whole, 3) for part in (negative, neutral, positive))
    return Polarity(cold_share, calm_share, warm_share, compound(totals))


def _sum(sentence: NDArray[np.integer], values: NDArray[Any], size: int) -> Floats:
    # np.bincount adds one value after another; np.add.reduceat would add in pairs.
    return np.bincount(sentence, values, size).astype(np.float64, copy=False)


def _turn(scored: Scored, values: Floats, place: NDArray[np.intp], sentence: NDArray[np.intp]) -> Floats:
    """Weigh what stands before the first "but" of a sentence half, what stands after it by half more."""
    values = values.copy()
    sentence, nth = np.unique(sentence, return_index=True)
    low, high = np.searchsorted(scored.sentence, sentence, "left"), np.searchsorted(scored.sentence, sentence, "right")
    before = np.searchsorted(scored.place, place[nth])
    for a, b, middle in zip(low.tolist(), high.tolist(), before.tolist(), strict=True):
        values[a:b] = _turn_one(values[a:b].tolist(), middle - a)
    return values


def _turn_one(values: Sequence[float], before: int) -> list[float]:
    """As the reference does it: each value is looked up, and the first that equals it now is the one weighed."""
    turned = list(values)
    for value in values:
        first = turned.index(value)
        turned[first] = value * (0.5 if first < before else 1.5)
    return turned


def round_exactly(values: Floats, digits: int) -> Floats:
    """Round as Python's `round` does: to the decimal nearest to the exact value of the float.

    Examples
    --------
    >>> import numpy as np
    >>> round_exactly(np.array([0.0005, 0.28125, 2.675]), 2).tolist() == [round(x, 2) for x in (0.0005, 0.28125, 2.675)]
    True
    """
    scaled = values * 10**digits
    rounded = np.rint(scaled) / 10**digits
    # The product is off by less than this; only there can the nearest integer be another.
    unsure = np.flatnonzero(np.abs(scaled - np.floor(scaled) - 0.5) < 1e-6)
    rounded[unsure] = [round(value, digits) for value in values[unsure].tolist()]
    return rounded
