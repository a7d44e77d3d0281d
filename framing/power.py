"""What a comparison could have found: the smallest difference that so many articles show most of the time."""

from __future__ import annotations

import numpy as np

from framing.differences import can_differ
from framing.estimates import Estimate
from framing.sums import Floats, Ints

# What a single comparison is tested at, and how often it should find what is there. Effective mentions are themselves
# estimated, and planning for .80 with them finds .70 to .85 in simulation; planning for .86 finds .80, give or take .06.
LEVEL_P, POWER, PLANNED = 0.05, 0.8, 0.86
# The difference is found to a thousandth of what is possible.
HALVINGS = 10


def detectable_difference(estimate: Estimate, pairs: Ints, units: Ints) -> Floats:
    """The smallest difference between two groups' shares that one comparison finds in 8 of 10 such corpora.

    The share that both have together is kept for one group and the other moves away from it, to the side with more
    room; effective mentions and degrees of freedom stay what they are in this corpus. It is the design-effect test's,
    which is the stricter of the two in most corpora (benchmarks/RESULTS.md, "Statistics").

    Parameters
    ----------
    estimate : Estimate
        Of one term: arrays (K,).
    pairs : array (P, 2)
    units : array (K,)
        Articles or clusters of each group.

    Returns
    -------
    array (P,)
        Between 0 and 1; NaN where no difference is found so often.

    Examples
    --------
    50 effective mentions each, of which half: about 3 standard errors of √(.25 · 2/50) = .1.

    >>> two = [np.array(v, float) for v in ([0.5, 0.5], [0, 0], [1, 1], [50, 50], [1e6, 1e6])]
    >>> detectable_difference(Estimate(*two), np.array([[0, 1]]), np.array([40, 40])).round(2).item()
    0.29
    """
    share, size, df = (values[pairs] for values in (estimate.value, estimate.effective, estimate.df))
    with np.errstate(invalid="ignore", divide="ignore"):
        together = (share * size).sum(axis=1) / size.sum(axis=1)
        room = np.where(together <= 0.5, 1 - together, -together)
        few, enough = np.zeros(len(pairs)), np.ones(len(pairs))
        able = _chance(together, room, size, df) >= PLANNED
        for _ in range(HALVINGS):
            middle = (few + enough) / 2
            found = _chance(together, middle * room, size, df) >= PLANNED
            few, enough = np.where(found, few, middle), np.where(found, middle, enough)
    able &= np.array([can_differ(int(a), int(b)) for a, b in units[pairs]], bool)
    return np.where(able, np.abs(enough * room), np.nan)


def _chance(together: Floats, move: Floats, size: Floats, df: Floats) -> Floats:
    """How often a difference is found when either group's share has moved so far: the smaller of both chances."""
    from framing.special import stdtr, stdtrit

    chances = []
    for moved in ([1, 0], [0, 1]):
        p = together[:, None] + move[:, None] * moved
        pooled = (p * size).sum(axis=1) / size.sum(axis=1)
        parts = (pooled * (1 - pooled))[:, None] / size
        freedom = parts.sum(axis=1) ** 2 / (parts**2 / df).sum(axis=1)
        spread = np.sqrt((p * (1 - p) / size).sum(axis=1))
        beyond = np.abs(move) - stdtrit(freedom, 1 - LEVEL_P / 2) * np.sqrt(parts.sum(axis=1))
        chances.append(np.where(spread > 0, stdtr(freedom, beyond / spread), beyond > 0))
    return np.asarray(np.minimum(*chances), float)
