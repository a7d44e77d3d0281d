"""Intervals for the shares, means and rates of outlets, whose unit is the article.

Words inside an article are not independent draws, so no interval here comes from words. How alike the words of one
article are is estimated over all groups together and moderated by each group's own spread, which keeps the promised
coverage from 2 articles to 100 (benchmarks/RESULTS.md, "Intervals").
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from framing.spread import POOLED_DF, PRIOR_DF, contagion, free_of, intraclass, squares_beyond
from framing.sums import Floats, Sums

LEVEL = 0.95
# A group of outlets (a leaning) has an interval from this many outlets on.
FEWEST_OUTLETS = 4


class Estimate(NamedTuple):
    """Arrays (K, T): the value, its bounds, what it effectively rests on, and its degrees of freedom."""

    value: Floats
    low: Floats
    high: Floats
    effective: Floats
    df: Floats


def moderated_share(sums: Sums) -> Estimate:
    """Shares Σx/Σm with a Wilson interval on the mentions that the articles are effectively worth.

    Mentions of one article resemble each other. How much (ρ) is estimated over all groups together, each group's own
    spread moderates it, and the mentions are divided by the resulting design effect. The interval is about the
    outlet's choices, of which these articles are a sample; it does not hold the error of the measure itself.

    Parameters
    ----------
    sums : Sums
        x mentions of a term among m mentions of its referent, 0 <= x <= m.

    Returns
    -------
    Estimate
        value, low, high between 0 and 1, NaN where nothing was mentioned; bounds also where there is one article
        (they rest on the other groups alone: print the count instead).

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. JASA 22, 209-212.
    Kish, L. (1965). Survey Sampling. Wiley, § 8.2: effect of the design.

    Examples
    --------
    3 of 4, 0 of 5 and 2 of 2 mentions in three articles:

    >>> from framing.sums import add_up
    >>> sums = add_up(*map(np.array, ([0, 0, 0], [4, 5, 2], [0, 2], [0, 0], [3, 2])), shape=(1, 1))
    >>> moderated_share(sums).value.round(4).item()
    0.4545
    """
    from framing.special import ndtri

    n, m = sums.n[:, None], sums.m[:, None]
    with np.errstate(invalid="ignore", divide="ignore"):
        p = sums.x / m
        rho, _, df = intraclass(sums, p)
        pooled = 1 + rho * (sums.mm[:, None] / m - 1)
        own = n / (n - 1) * squares_beyond(sums, p) / m / (p * (1 - p))
        weight, free = min(POOLED_DF, df + PRIOR_DF), free_of(sums)
        blended = (weight * pooled + free * own) / (weight + free)
        spread = (own > 0) & np.isfinite(own)
        effect = np.maximum(1, np.where(spread, blended, pooled))
        dof = np.where(spread, weight + free, weight)
        effective = m / effect
        # The quantiles differ by group only: there are many more cells.
        quantile = np.where(spread, *(t_quantile((weight + free).astype(float), LEVEL) for free in (n - 1, 0 * n)))
        low, high = wilson(p, effective * (ndtri((1 + LEVEL) / 2) / quantile) ** 2)
    return Estimate(p, low, high, effective, np.where(m > 0, dof, np.nan))


def t_quantile(df: Floats, level: float) -> Floats:
    from framing.special import stdtrit

    return stdtrit(df, (1 + level) / 2)


def wilson(share: Floats, size: Floats) -> tuple[Floats, Floats]:
    """Wilson's score interval of a share among so many independent draws; the size may be a fraction.

    Examples
    --------
    None of 10: the upper bound is z²/(10 + z²).

    >>> low, high = wilson(np.array([0.0]), np.array([10.0]))
    >>> low.item(), high.round(4).item(), round(1.959964**2 / (10 + 1.959964**2), 4)
    (0.0, 0.2775, 0.2775)
    """
    from framing.special import ndtri

    share, size = np.asarray(share, float), np.asarray(size, float)
    z2 = ndtri((1 + LEVEL) / 2) ** 2
    with np.errstate(invalid="ignore", divide="ignore"):
        centre = share + z2 / (2 * size)
        reach = np.sqrt(z2 / size * (share * (1 - share) + z2 / (4 * size)))
        low, high = (centre - reach) / (1 + z2 / size), (centre + reach) / (1 + z2 / size)
    # Rounding must not put a bound beside a share of 0 or 1.
    return np.where(share == 0, 0.0, low.clip(0, 1)), np.where(share == 1, 1.0, high.clip(0, 1))


def moderated_mean(sums: Sums) -> Estimate:
    """Means Σx/Σm (sentences weigh alike) with a t interval whose variance is moderated over groups.

    A few articles say little about their own spread, so it is blended with the spread within all groups together,
    which weighs at most 8 degrees of freedom, and none beyond those of the other groups.

    Parameters
    ----------
    sums : Sums
        x the summed values of an article (any sign, integers of the caller's unit), m how many were summed, squares
        the squares of the single values.

    Returns
    -------
    Estimate
        In the unit of x; bounds are NaN where no degree of freedom is left.

    References
    ----------
    Smyth, G. K. (2004). Linear models and empirical Bayes methods for assessing differential expression in
    microarray experiments. Statistical Applications in Genetics and Molecular Biology 3, article 3.

    Examples
    --------
    Articles with one sentence each, valued 1, 2 and 3: the plain t interval, 2 ± 4.303 · 1/√3.

    >>> from framing.sums import add_up
    >>> zero, one, x = np.zeros(3, int), np.ones(3, int), np.array([1, 2, 3])
    >>> sums = add_up(zero, one, np.arange(3), zero, x, shape=(1, 1), squares=x * x)
    >>> moderated_mean(sums).high.round(3).item(), round(2 + 4.303 / 3**0.5, 3)
    (4.484, 4.484)
    """
    n, m, mm = sums.n[:, None], sums.m[:, None], sums.mm[:, None]
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = sums.x / m
        rho, variance, all_free = intraclass(sums, mean)
        pooled = variance * (1 + rho * (mm / m - 1))
        free = free_of(sums)
        own = np.where(free > 0, n / (n - 1) * (sums.xx - 2 * mean * sums.xm + mean * mean * mm) / m, 0.0)
        weight = np.minimum(POOLED_DF, all_free - np.maximum(n - 1, 0))
        df = (weight + free) * np.ones_like(mean)
        blended = (np.where(weight > 0, weight * pooled, 0.0) + free * np.maximum(own, 0)) / df
        reach = t_quantile(df, LEVEL) * np.sqrt(blended / m)
    return Estimate(mean, mean - reach, mean + reach, m * np.ones_like(mean), np.where(m > 0, df, np.nan))


def moderated_rate(sums: Sums) -> Estimate:
    """Rates Σx/Σm (mentions per word) with Garwood's Poisson interval on the count divided by its dispersion.

    Mentions come in bursts: an article that names somebody names them again. The dispersion (variance over what
    Poisson would give) is pooled over groups and moderated by each group's own.

    Parameters
    ----------
    sums : Sums
        x mentions among m words.

    Returns
    -------
    Estimate
        Mentions per word; a rate of 0 keeps its upper bound.

    References
    ----------
    Garwood, F. (1936). Fiducial limits for the Poisson distribution. Biometrika 28, 437-442.

    Examples
    --------
    No mention in one text of 2,000 words, and nothing to say that mentions come in bursts: 3.69 · (t/z)² in 2,000,
    where t has the prior's 2 degrees of freedom.

    >>> from framing.sums import add_up
    >>> none = np.zeros(0, int)
    >>> sums = add_up(np.array([0]), np.array([2000]), none, none, none, shape=(1, 1))
    >>> moderated_rate(sums).high.round(4).item(), round(3.6889 * (4.3027 / 1.96) ** 2 / 2000, 4)
    (0.0089, 0.0089)
    """
    from framing.special import chdtri

    m = sums.m[:, None]
    with np.errstate(invalid="ignore", divide="ignore"):
        rate, effect, df, widen = burst(sums)
        count = sums.x / widen
        tail = (1 - LEVEL) / 2
        low = np.where(count > 0, chdtri(2 * count, 1 - tail) / 2, 0.0) * widen / m
        high = chdtri(2 * count + 2, tail) / 2 * widen / m
    nothing = m == 0
    low, high = np.where(nothing, np.nan, low), np.where(nothing, np.nan, high)
    return Estimate(rate, low, high, sums.x / effect, np.where(nothing, np.nan, df))


def burst(sums: Sums, *, level: float = LEVEL) -> tuple[Floats, Floats, Floats, Floats]:
    """How much more the amounts of articles spread than Poisson's law has it, moderated over groups.

    Returns
    -------
    (rate, effect, df, widen)
        Arrays (K, T): Σx/Σm; the variance over Poisson's, at least 1; its degrees of freedom; and what to divide a
        count by so that a Poisson interval of this level holds.

    Examples
    --------
    Of 8 mentions, all in one of 4 articles of 100 words: 4/3 · (36 + 3 · 4)/8 = 8 times Poisson's spread.

    >>> from framing.sums import add_up
    >>> one = np.array([0])
    >>> sums = add_up(np.zeros(4, int), np.full(4, 100), one, one, np.array([8]), shape=(1, 1))
    >>> burst(sums)[1].round(6).item()
    8.0
    """
    from framing.special import ndtri

    n, m = sums.n[:, None], sums.m[:, None]
    with np.errstate(invalid="ignore", divide="ignore"):
        rate = sums.x / m
        free = free_of(sums)
        own = n / (n - 1) * squares_beyond(sums, rate) / sums.x
        spread = np.isfinite(own) & (own > 0)
        pooled = 1 + contagion(sums, rate) * sums.mm[:, None] / sums.m[:, None]
        weight = min(POOLED_DF, int(np.maximum(n - 1, 0).sum()) + PRIOR_DF)
        effect = np.maximum(1, np.where(spread, (weight * pooled + free * own) / (weight + free), pooled))
        df = np.where(spread, weight + free, weight)
        widen = effect * (t_quantile(df, level) / ndtri((1 + level) / 2)) ** 2
    return rate, effect, df, widen


def mean_of_outlets(values: Floats) -> tuple[float, float, float]:
    """Mean of the outlets of a group with a t interval over outlets; no bounds below 4 outlets, or where all are alike.

    Examples
    --------
    >>> mean_of_outlets(np.array([0.2, 0.4, np.nan]))
    (0.30000000000000004, nan, nan)
    """
    known = sorted(value for value in values.tolist() if not math.isnan(value))
    if not known:
        return np.nan, np.nan, np.nan
    mean = math.fsum(known) / len(known)
    if len(known) < FEWEST_OUTLETS or known[0] == known[-1]:
        return mean, np.nan, np.nan
    variance = math.fsum((value - mean) ** 2 for value in known) / (len(known) - 1)
    reach = float(t_quantile(np.array(len(known) - 1.0), LEVEL)) * math.sqrt(variance / len(known))
    return mean, mean - reach, mean + reach
