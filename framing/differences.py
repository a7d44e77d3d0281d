"""Whether two outlets differ: by how much, how surely, and among how many comparisons.

The p-values shuffle whole articles without drawing a single shuffle: the permutation distribution of a difference of
two shares is that of a sum drawn without replacement, whose tails a saddlepoint approximates. So there is no seed, every
machine gives the same, and a Benjamini-Hochberg correction over hundreds of pairs has tails to work with.

How near it is: with 2 to 10 articles each, 98 of 100 p lie between .69 and 1.48 times the mid-p of every shuffle (.56 to
2.7 at the most), and at most 1 of 100 on the other side of .05. Where every article has one mention, p is too small: .73
to .97 of Fisher's mid-p from .05 down to .001, down to a quarter of it beyond a millionth (benchmarks/RESULTS.md, "Intervals").
"""

from __future__ import annotations

from math import comb

import numpy as np

from framing.estimates import Estimate
from framing.sums import Floats, Ints

STEPS, CLOSE = 60, 1e-9
# Below this q two outlets are told apart.
LEVEL_Q = 0.05


def difference(
    first: tuple[Floats, Floats, Floats], second: tuple[Floats, Floats, Floats]
) -> tuple[Floats, Floats, Floats]:
    """The first value less the second, with the interval that their two intervals imply (MOVER).

    Parameters
    ----------
    first, second : (value, low, high)
        Of independent samples; never of the same articles.

    References
    ----------
    Zou, G. Y. & Donner, A. (2008). Construction of confidence limits about effect measures: a general approach.
    Statistics in Medicine 27, 1693-1702.

    Examples
    --------
    >>> [round(float(v), 3) for v in difference((0.5, 0.4, 0.6), (0.2, 0.17, 0.24))]
    [0.3, 0.192, 0.404]
    """
    (p1, l1, u1), (p2, l2, u2) = first, second
    d = p1 - p2
    return d, d - np.sqrt((p1 - l1) ** 2 + (u2 - p2) ** 2), d + np.sqrt((u1 - p1) ** 2 + (p2 - l2) ** 2)


def false_discovery(p: Floats) -> Floats:
    """Benjamini-Hochberg q of every p: the share of false findings if one stops there; NaN stays NaN.

    References
    ----------
    Benjamini, Y. & Hochberg, Y. (1995). Controlling the false discovery rate. JRSS B 57, 289-300.

    Examples
    --------
    >>> false_discovery(np.array([0.01, 0.04, 0.03, 0.5])).round(4).tolist()
    [0.04, 0.0533, 0.0533, 0.5]
    """
    p = np.asarray(p, float)
    q = np.full(p.shape, np.nan)
    tested = np.flatnonzero(~np.isnan(p))
    order = tested[np.argsort(p[tested], kind="stable")]
    raw = p[order] * len(order) / np.arange(1, len(order) + 1)
    q[order] = np.minimum.accumulate(raw[::-1])[::-1].clip(max=1)
    return q


def can_differ(first: int, second: int) -> bool:
    """Whether so many articles against so many can fall below .05 when they are shuffled.

    Examples
    --------
    3 against 3: the two ends of 20 ways to deal them out.

    >>> can_differ(3, 3), can_differ(4, 4)
    (False, True)
    """
    return (1 + (first == second)) / comb(first + second, first) < LEVEL_Q


def difference_p(group: Ints, m: Ints, x: Ints, pairs: Ints, estimate: Estimate) -> Floats:
    """p of the difference between the shares Σx/Σm of two groups, for each pair.

    The larger of two p-values, since each fails where the other holds. Shuffled articles are exact where outlets write
    alike, but take longer or more uniform articles for other words: up to .23 of pairs with equal shares fall below
    .05. The design-effect test of Rao and Scott allows for that, but rare terms and few articles bring it to .09.
    Together: .07 at worst and mostly below .05, and of a planted .1 against .5 with 30 articles each 98 % are found
    (benchmarks/RESULTS.md, "Intervals").

    Parameters
    ----------
    group, m, x : arrays (units,)
        Articles or clusters with their base and amount, 0 <= x <= m.
    pairs : array (P, 2)
        The groups compared.
    estimate : Estimate
        What `moderated_share` says of this one term: arrays (K,).

    Returns
    -------
    array (P,)
        NaN where either group has fewer than two articles. 1 where the term is always or never used by both.
        Three articles against three cannot fall below .05.

    References
    ----------
    Robinson, J. (1982). Saddlepoint approximations for permutation tests and confidence intervals. JRSS B 44, 91-101.
    Skovgaard, I. M. (1987). Saddlepoint expansions for conditional distributions. J. Applied Probability 24, 875-887.
    Rao, J. N. K. & Scott, A. J. (1992). A simple method for the analysis of clustered binary data. Biometrics 48,
    577-585.
    """
    k = len(estimate.value)
    held = m > 0
    types, kind = np.unique(np.stack([m[held], x[held]], axis=1), axis=0, return_inverse=True)
    counts = np.zeros((k, len(types)), np.int64)
    np.add.at(counts, (group[held], kind.reshape(-1)), 1)
    several = (counts.sum(axis=1) >= 2)[pairs].all(axis=1)
    p = np.full(len(pairs), np.nan)
    if not several.any():
        return p
    shuffled = shuffled_p(counts, types[:, 0], types[:, 1], pairs[several])
    p[several] = np.maximum(shuffled, design_effect_p(estimate, pairs[several]))
    return p


def design_effect_p(estimate: Estimate, pairs: Ints) -> Floats:
    """p of a difference between two shares whose mentions are divided by their design effects (Rao and Scott).

    Examples
    --------
    .6 of effectively 50 against .4 of 50: .2/√(.5 · .5 · 2/50) = 2 standard errors, with 98 degrees of freedom.

    >>> two = [np.array(v, float) for v in ([0.6, 0.4], [0, 0], [1, 1], [50, 50], [49, 49])]
    >>> design_effect_p(Estimate(*two), np.array([[0, 1]])).round(4).item()
    0.0483
    """
    from framing.special import stdtr

    share, size, df = (values[pairs] for values in (estimate.value, estimate.effective, estimate.df))
    with np.errstate(invalid="ignore", divide="ignore"):
        together = (share * size).sum(axis=1) / size.sum(axis=1)
        variance = (together * (1 - together))[:, None] / size
        t = (share[:, 0] - share[:, 1]) / np.sqrt(variance.sum(axis=1))
        freedom = variance.sum(axis=1) ** 2 / (variance**2 / df).sum(axis=1)
        p = 2 * stdtr(freedom, -np.abs(t))
    return np.where(variance.sum(axis=1) > 0, p, 1.0)


def shuffled_p(counts: Ints, m: Ints, x: Ints, pairs: Ints) -> Floats:
    """Two-sided p of Σx/Σm differing between two groups when their articles are shuffled.

    Parameters
    ----------
    counts : array (K, J)
        How many articles of each kind each group has: integers that add over any partition.
    m, x : arrays (J,)
        The base and the amount of each kind.
    pairs : array (P, 2)

    Returns
    -------
    array (P,)
        Half of the probability of what was seen itself is counted (mid-p), save at the very end of the distribution.

    Examples
    --------
    Four articles with the term against four without: 2 of the 70 ways to deal them out.

    >>> counts = np.array([[4, 0], [0, 4]])
    >>> p = shuffled_p(counts, np.array([1, 1]), np.array([1, 0]), np.array([[0, 1]]))
    >>> p.round(6).item() == round(2 / 70, 6)
    True
    """
    first, both = counts[pairs[:, 0]], counts[pairs[:, 0]] + counts[pairs[:, 1]]
    base, amount = both @ m, both @ x
    # What an article has beyond its fair portion; times the base, so that ties are exact.
    beyond = base[:, None] * x - amount[:, None] * m
    drawn = first.sum(axis=1)
    seen = np.abs((first * beyond).sum(axis=1))
    return two_sided(both, beyond, drawn, seen)


def two_sided(counts: Ints, values: Ints, drawn: Ints, seen: Ints) -> Floats:
    """Chance that a sum drawn without replacement lies as far from its mean of 0 as what was seen; a row a question.

    Parameters
    ----------
    counts, values : arrays (P, J)
        How many things have which value; each row's values add up to 0.
    drawn, seen : arrays (P,)
        How many are drawn, and how far from 0 their sum was.

    Examples
    --------
    Two of -1, -1, 1, 1: both alike in 2 of 6 draws.

    >>> two_sided(np.array([[2, 2]]), np.array([[-1, 1]]), np.array([2]), np.array([2])).round(6).tolist()
    [0.333333]
    """
    return np.minimum(1, _tail(counts, values, drawn, seen) + _tail(counts, -values, drawn, seen))


def _tail(counts: Ints, values: Ints, drawn: Ints, seen: Ints) -> Floats:
    """Chance that so many drawn of so many values add up to what was seen or more."""
    top, chance = _extreme(counts, values, drawn)
    p = np.where(seen == top, chance, 0.0)
    inside = seen < top
    near = _saddlepoint(counts[inside], values[inside], drawn[inside], seen[inside])
    p[inside] = np.maximum(near, chance[inside])
    return np.where((values == 0).all(axis=1), 0.5, p)


def _extreme(counts: Ints, values: Ints, drawn: Ints) -> tuple[Ints, Floats]:
    """The largest sum that can be drawn, and its chance."""
    from framing.special import gammaln

    order = np.argsort(-values, axis=1, kind="stable")
    sorted_values, sorted_counts = (np.take_along_axis(a, order, axis=1) for a in (values, counts))
    before = np.cumsum(sorted_counts, axis=1) - sorted_counts
    taken = np.clip(drawn[:, None] - before, 0, sorted_counts)
    last = np.where(taken > 0, sorted_values, sorted_values[:, :1]).min(axis=1)
    tied = sorted_values == last[:, None]

    def log_ways(of: Ints, take: Ints) -> Floats:
        return gammaln(of + 1) - gammaln(take + 1) - gammaln(of - take + 1)

    ways = log_ways((sorted_counts * tied).sum(axis=1), (taken * tied).sum(axis=1))
    return (taken * sorted_values).sum(axis=1), np.exp(ways - log_ways(counts.sum(axis=1), drawn))


def _saddlepoint(counts: Ints, values: Ints, drawn: Ints, seen: Ints) -> Floats:
    """Upper tail of a sum drawn without replacement; the saddlepoint is a logistic regression of being drawn."""
    from framing.special import ndtr

    number = counts.sum(axis=1)
    scale = np.sqrt((counts * values.astype(float) ** 2).sum(axis=1) / number)
    start = np.log(drawn / (number - drawn))
    slope, fit, information = _logistic(counts, values / scale[:, None], drawn, seen / scale, start)
    share = drawn / number
    null = drawn * np.log(share) + (number - drawn) * np.log1p(-share)
    root = np.sqrt(2 * np.maximum(fit - null, 0))
    with np.errstate(invalid="ignore", divide="ignore"):
        u = slope * np.sqrt(information / (number * share * (1 - share)))
        p = ndtr(-root) + np.exp(-(root**2) / 2) / np.sqrt(2 * np.pi) * (1 / u - 1 / root)
    # Both corrections are singular at the centre, where the tail is one half.
    return np.clip(np.where(root < 1e-4, 0.5, p), 0, 1)


def _logistic(counts: Ints, values: Floats, drawn: Ints, seen: Floats, start: Floats) -> tuple[Floats, Floats, Floats]:
    """Newton's steps, halved where they overshoot: slope, log-likelihood and determinant of the information."""
    level, slope = start.copy(), np.zeros_like(start)
    stride = np.ones_like(start)

    def likelihood(level: Floats, slope: Floats) -> Floats:
        linear = level[:, None] + slope[:, None] * values
        return level * drawn + slope * seen - (counts * np.logaddexp(0, linear)).sum(axis=1)

    fit = likelihood(level, slope)
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(level[:, None] + slope[:, None] * values, -500, 500)))
        weight = counts * chance * (1 - chance)
        wv = weight * values
        a, b, c = weight.sum(axis=1), wv.sum(axis=1), (wv * values).sum(axis=1)
        information = a * c - b * b
        g, h = drawn - (counts * chance).sum(axis=1), seen - (counts * chance * values).sum(axis=1)
        if (np.maximum(np.abs(g), np.abs(h)) < CLOSE * (1 + drawn)).all():
            break
        safe = np.maximum(information, 1e-300)
        to_level, to_slope = level + stride * (c * g - b * h) / safe, slope + stride * (a * h - b * g) / safe
        reached = likelihood(to_level, to_slope)
        better = reached >= fit - CLOSE
        level, slope, fit = np.where(better, (to_level, to_slope, reached), (level, slope, fit))
        stride = np.where(better, np.minimum(1, 2 * stride), stride / 2)
    return slope, fit, information
