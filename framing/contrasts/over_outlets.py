"""Groups of outlets against each other: the outlet is the unit, however many articles it has."""

from __future__ import annotations

from typing import Any

import numpy as np

from framing.counting import Selection
from framing.counting.tallies import Tally
from framing.differences import shuffled_p
from framing.estimates import FEWEST_OUTLETS, mean_of_outlets, moderated_share, t_quantile
from framing.power import LEVEL_P, POWER
from framing.sums import Floats, Ints

MILLIONTHS = 1_000_000


def compare_groups(chosen: Selection, counted: Tally, pairs: Ints) -> list[dict[str, Any]]:
    """Each term's differences between groups of outlets: between the means of their outlets' shares.

    Outlets of one leaning differ more than their articles do: splitting them at random, articles as units call more
    than half of all splits different. So the interval is t over outlets (Welch), p the larger of Welch's and of
    dealing the outlets out anew, and the note says what the difference is without any one outlet.

    Parameters
    ----------
    chosen, counted : Selection, Tally
        Mentions by article, counted in outlets.
    pairs : array (P, 2)
        Rows of `chosen.groups`.

    References
    ----------
    Welch, B. L. (1947). The generalization of "Student's" problem when several different population variances are
    involved. Biometrika 34, 28-35.
    """
    sums = counted.sums
    share = moderated_share(sums).value
    return [
        _block(pairs, chosen.outer, counted.articles, sums.x[:, t], sums.m, share[:, t])
        for t in range(counted.shape[1])
    ]


def _block(pairs: Ints, outer: Ints, articles: Ints, x: Ints, m: Ints, share: Floats) -> dict[str, Any]:
    """The comparisons of one term."""
    block: dict[str, Any] = {"unit": "outlet"}
    for side, at in zip(("target", "reference"), pairs.T, strict=True):
        block |= {f"n_{side}": np.array([x[outer == g].sum() for g in at], np.int64)}
        block |= {f"of_{side}": np.array([m[outer == g].sum() for g in at], np.int64)}
        block |= {f"share_{side}": np.array([mean_of_outlets(share[outer == g])[0] for g in at], float)}
        block |= {f"articles_{side}": articles[at]}
        block |= {f"units_{side}": np.array([(m[outer == g] > 0).sum() for g in at], np.int64)}
    sides = [[np.sort(share[(outer == g) & (m > 0)]) for g in pair] for pair in pairs]
    tested = np.array([groups_differ(*pair) for pair in sides], float).reshape(-1, 5)
    block |= dict(zip(("difference", "low", "high", "detectable", "p"), tested.T, strict=True))
    return block | {"beside": [_without_one(*pair) for pair in sides]}


def groups_differ(first: Floats, second: Floats) -> tuple[float, float, float, float, float]:
    """Difference of two means of outlets (their shares, sorted), its bounds, what it could find, p."""
    from framing.special import stdtr

    if not len(first) or not len(second):
        return (np.nan,) * 5
    difference = mean_of_outlets(first)[0] - mean_of_outlets(second)[0]
    if min(len(first), len(second)) < FEWEST_OUTLETS:
        return difference, np.nan, np.nan, np.nan, np.nan
    parts = np.array([values.var(ddof=1) / len(values) for values in (first, second)])
    error = np.sqrt(parts.sum())
    if error < 1e-12:  # outlets all alike on both sides
        return difference, np.nan, np.nan, np.nan, 1.0 if abs(difference) < 1e-12 else _dealt_p(first, second)
    df = np.array(parts.sum() ** 2 / (parts**2 / (np.array([len(first), len(second)]) - 1)).sum())
    t = float(t_quantile(df, 1 - LEVEL_P))
    p = max(float(2 * stdtr(df, -abs(difference) / error)), _dealt_p(first, second))
    finds = (t + float(t_quantile(df, 2 * POWER - 1))) * error
    low, high = max(-1.0, difference - t * error), min(1.0, difference + t * error)
    return difference, low, high, finds if finds <= 1 else np.nan, p


def _dealt_p(first: Floats, second: Floats) -> float:
    """p of the difference when the outlets are dealt out to the two groups at random."""
    values = np.rint(MILLIONTHS * np.concatenate([first, second])).astype(np.int64)
    kinds, kind = np.unique(values, return_inverse=True)
    counts = np.zeros((2, len(kinds)), np.int64)
    np.add.at(counts, (np.repeat([0, 1], [len(first), len(second)]), kind), 1)
    return float(shuffled_p(counts, np.full(len(kinds), MILLIONTHS), kinds, np.array([[0, 1]]))[0])


def _without_one(first: Floats, second: Floats) -> str:
    """Between which values the difference lies when any one outlet is left out."""
    left = [
        mean_of_outlets(np.delete(first, i))[0] - mean_of_outlets(second)[0]
        for i in range(len(first))
        if len(first) > 1
    ] + [
        mean_of_outlets(first)[0] - mean_of_outlets(np.delete(second, i))[0]
        for i in range(len(second))
        if len(second) > 1
    ]
    known = [value for value in left if value == value]
    if not known:
        return ""
    return f"without any one outlet {100 * min(known):+.0f} to {100 * max(known):+.0f} points".replace("-", "−")
