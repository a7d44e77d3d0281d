"""How amounts spread over the units of a group: what all groups together say of it, and what each can say itself."""

from __future__ import annotations

import numpy as np

from framing.sums import Floats, Sums

# Prior of the intraclass correlation, its weight in degrees of freedom, and the most that the pooled value may weigh
# against a group's own: found by simulation.
PRIOR_RHO, PRIOR_DF, POOLED_DF = 0.4, 2, 8
# A group's own spread has at most so many degrees of freedom for each effective unit beyond the first (by simulation):
# lengths of articles as they are leave n - 1, a story that holds half of all leaves 6 of 50.
MOST_DF = 2
# What is less than this portion of the terms that cancel is rounding.
ROUNDING = 1e-12


def free_of(sums: Sums) -> Floats:
    """Degrees of freedom (K, 1) of each group's own spread: n - 1, or fewer where a few units outweigh the rest.

    A unit that holds half of all draws the value to itself, and so hides how far it lies off. How many units there are
    in truth is Kish's effective number, (Σm)²/Σm².

    References
    ----------
    Kish, L. (1965). Survey Sampling. Wiley, § 11.7: the effect of unequal weights.
    Bell, R. M. & McCaffrey, D. F. (2002). Bias reduction in standard errors for linear regression with multi-stage
    samples. Survey Methodology 28, 169-181: degrees of freedom where a cluster dominates.

    Examples
    --------
    Ten articles with 2 mentions each leave 9; with a story of 20 mentions beside them, 40²/(400 + 40) - 1, twice:

    >>> from framing.sums import add_up
    >>> none = np.zeros(0, int)
    >>> def free(m):
    ...     return free_of(add_up(np.zeros(len(m), int), np.array(m), none, none, none, shape=(1, 1))).round(3).item()
    >>> free([2] * 10), free([2] * 10 + [20]), round(2 * (40**2 / 440 - 1), 3)
    (9.0, 5.273, 5.273)
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        units = np.where(sums.n > 0, sums.m.astype(float) ** 2 / sums.mm, 1.0)
    return np.clip(np.minimum(sums.n - 1.0, MOST_DF * (units - 1)), 0, None)[:, None]


def squares_beyond(sums: Sums, rate: Floats) -> Floats:
    """Σ(x - rate · m)² of every cell: exactly 0 where all units have the same rate.

    Rounding leaves a remainder of either sign, and whether there is a spread must not hang on it.

    Examples
    --------
    Seven articles with 1 of 5 mentions each: .2 · 5 is not quite 1.

    >>> from framing.sums import add_up
    >>> seven = np.arange(7)
    >>> alike = add_up(0 * seven, np.full(7, 5), seven, 0 * seven, np.ones(7, int), shape=(1, 1))
    >>> squares_beyond(alike, alike.x / alike.m[:, None]).item()
    0.0
    """
    fair = rate * rate * sums.mm[:, None]
    found = sums.xx - 2 * rate * sums.xm + fair
    return np.where(found > ROUNDING * (sums.xx + fair), found, 0.0)


def intraclass(sums: Sums, mean: Floats) -> tuple[Floats, Floats, int]:
    """By analysis of variance within groups: intraclass correlation of each term, drawn to its prior; variance; df."""
    several = (sums.n >= 2)[:, None]
    n, m = sums.n[:, None], sums.m[:, None]
    df = int((sums.n - 1)[sums.n >= 2].sum())

    def total(values: Floats) -> Floats:
        return _in_order(np.where(several, values, 0.0))

    over_m = sums.xx_over_m
    between = total(over_m - 2 * mean * sums.x + mean * mean * m) / df
    within = total(sums.squares - over_m) / total((m - n).astype(float))
    base = total(m - sums.mm[:, None] / m) / df
    within = np.where(np.isfinite(within), within, between)
    variance = np.maximum((between + (base - 1) * within) / base, 0)
    rho = (between - within) / (base * variance)
    rho = np.clip(np.where(np.isfinite(rho), rho, PRIOR_RHO), 0, 1)
    return (df * rho + PRIOR_DF * PRIOR_RHO) / (df + PRIOR_DF), variance, df


def contagion(sums: Sums, rate: Floats) -> Floats:
    """What each unit of base adds to the variance of an amount, in Poisson variances (T,), over all groups together.

    Where somebody is named again once he is named, the variance of an amount is Poisson's times 1 + contagion · base.
    By analysis of variance, as the intraclass correlation: units weigh alike, so that none hides its own distance.

    Examples
    --------
    Eight mentions, all in one of four articles of 100 words: Σ(y - 2)²/100 = .48, where Poisson expects 3 · .02 = .06;
    so (.48 - .06) / (.02 · (400 - 100)) = .07, and a variance of 1 + 7 Poisson's.

    >>> from framing.sums import add_up
    >>> one = np.array([0])
    >>> sums = add_up(np.zeros(4, int), np.full(4, 100), one, one, np.array([8]), shape=(1, 1))
    >>> contagion(sums, sums.x / sums.m[:, None]).round(6).item()
    0.07
    """
    several, n, m = (sums.n >= 2)[:, None], sums.n[:, None], sums.m[:, None]

    def total(values: Floats) -> Floats:
        return _in_order(np.where(several, values, 0.0))

    between = total(sums.xx_over_m - 2 * rate * sums.x + rate * rate * m)
    expected = total(rate * (n - 1))
    grown = total(rate * (m - sums.mm[:, None] / m))
    more = (between - expected) / grown
    return np.where(np.isfinite(more), np.maximum(more, 0), 0.0)


def _in_order(values: Floats) -> Floats:
    """The sum over groups, added one after another: numpy's own sum adds in pairs, which depends on how many there are."""
    return np.cumsum(values, axis=0)[-1] if len(values) else np.zeros(values.shape[1:])
