"""What a table notes of its values: why one is imprecise, withheld or missing."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.counting import Selection
from framing.differences import LEVEL_Q
from framing.estimates import FEWEST_OUTLETS, Estimate
from framing.sums import Floats, Sums

# A value is called imprecise where its interval is wider, or rests on less, than this (STATISTICS § 3).
WIDEST, FEWEST_EFFECTIVE, FEWEST_DF = 0.30, 30, 8
# One story is said to dominate a group from this many articles and this share of them on: half of the articles about
# one event are not independent draws of an outlet's choices, and nothing but a mark can tell (benchmarks/RESULTS.md).
FEWEST_OF_A_STORY, MUCH_OF_A_GROUP = 3, 0.5


class Scale(NamedTuple):
    """What the notes of a measure say of no base, and of what it effectively rests on ("" where that is not said);
    and the ends of its scale: where it has none above, no width of an interval is called wide."""

    nothing: str = "no mentions"
    effective: str = "effective mentions"
    least: float = 0.0
    most: float = 1.0


SHARES = Scale()


def notes_on(
    selection: Selection,
    largest: Sequence[tuple[int, int]],
    sums: Sums,
    estimate: Estimate,
    bounds: tuple[Floats, Floats, Floats],
    scale: Scale,
    cells: tuple[NDArray[np.intp], NDArray[np.intp]],
) -> list[str]:
    """The note of each cell: a row of the groups and a term; `largest` has each row's largest story, and its articles."""
    above, wire = selection.above, selection.wire.tolist()
    # By row of the groups: what is said of each of its values.
    of_row = [
        "; ".join(filter(None, [_dominated(*largest[row]), "printed by several outlets" * wire[row]]))
        for row in range(len(wire))
    ]
    # By cell; a single number is taken from a list much faster than from an array.
    value, low, high = (values[cells].tolist() for values in bounds)
    size, df = ([] if above else values[cells].tolist() for values in (estimate.effective, estimate.df))
    units, notes = sums.n.tolist(), []
    for i, (row, term) in enumerate(zip(*(places.tolist() for places in cells), strict=True)):
        if math.isnan(value[i]):
            said = selection.why[row] or scale.nothing
        elif above:
            said = "" if wire[row] else _on_outlets(estimate.value[selection.outer == row, term])
        elif units[row] < 2:
            said = "one article"
        else:
            width = high[i] - low[i] if scale.most < math.inf else 0.0
            said = imprecision(width, size[i] if scale.effective else math.inf, df[i], scale.effective)
        notes.append(f"{said}; {of_row[row]}" if said and of_row[row] else said or of_row[row])
    return notes


def _dominated(largest: int, articles: int) -> str:
    """Whether one story makes most of what a value rests on."""
    much = largest >= FEWEST_OF_A_STORY and largest >= MUCH_OF_A_GROUP * articles
    return f"{largest} of {articles} articles tell one story" if much else ""


def _on_outlets(values: Floats) -> str:
    known = values[np.isfinite(values)]
    said = f"mean of {len(known)} outlet{'s' * (len(known) != 1)}"
    if len(known) < FEWEST_OUTLETS:
        return f"{said}, no interval below {FEWEST_OUTLETS}"
    return f"{said}, all alike: no interval" if (known == known[0]).all() else said


def imprecision(width: float, size: float, df: float, what: str = "effective mentions") -> str:
    """Why a value is imprecise, or "".

    Examples
    --------
    >>> imprecision(0.41, 12.3, 17)
    'imprecise: interval wider than .30, 12 effective mentions'
    >>> imprecision(0.1, 300, 17)
    ''
    """
    if width <= WIDEST and size >= FEWEST_EFFECTIVE and df >= FEWEST_DF:
        return ""
    reasons = [
        "interval wider than .30" * bool(width > WIDEST),
        f"{size:.0f} {what}" * bool(size < FEWEST_EFFECTIVE),
        f"{df:.0f} degree{'s' * (df >= 1.5)} of freedom" * bool(df < FEWEST_DF),
    ]
    said = ", ".join(reason for reason in reasons if reason)
    return f"imprecise: {said}" if said else ""


def disagreement(row: Mapping[str, Any], comparisons: str = "all") -> str:
    """Where the interval of a difference and its q say otherwise, why; else "".

    Parameters
    ----------
    row : mapping
        low, high, p and q.
    comparisons : str
        Over how many q is corrected.

    Examples
    --------
    >>> disagreement({"low": 0.01, "high": 0.3, "p": 0.03, "q": 0.2}, "1,200")
    'its interval excludes 0, but not after correction for 1,200 comparisons'
    >>> disagreement({"low": -0.01, "high": 0.3, "p": 0.01, "q": 0.04})
    'its interval reaches 0: interval and q are two methods, which disagree here'
    """
    apart, sure = row["low"] > 0 or row["high"] < 0, row["q"] < LEVEL_Q
    if apart == sure or row["low"] != row["low"]:
        return ""
    if apart and row["p"] < LEVEL_Q:
        return f"its interval excludes 0, but not after correction for {comparisons} comparisons"
    return f"its interval {'excludes' if apart else 'reaches'} 0: interval and q are two methods, which disagree here"
