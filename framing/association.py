"""Textbook measures on four counts: how much more of a word here than there, and how strongly two words attract.

They treat every word as an independent draw, so none of them says how sure a difference is: they rank and describe.
What is sure comes from articles (`framing.differences`). All take arrays or single numbers.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from framing.sums import Floats

# Words of prior in `weighted_log_odds`: what an article is long.
PRIOR = 500.0


def log_likelihood(
    target: ArrayLike, target_size: ArrayLike, reference: ArrayLike, reference_size: ArrayLike, *, cells: int = 4
) -> Floats:
    """Signed G² of a word in two parts of a corpus: above 0 it is commoner in the target.

    A score to rank by: it grows with the corpus, and with every burst in a single article.

    Parameters
    ----------
    target, reference : counts of the word
    target_size, reference_size : all words of each part
    cells : {4, 2}
        Dunning's table holds the other words too; Rayson and Garside's sum leaves them out.

    References
    ----------
    Dunning, T. (1993). Accurate methods for the statistics of surprise and coincidence. Computational Linguistics 19.
    Rayson, P. & Garside, R. (2000). Comparing corpora using frequency profiling. ACL workshop on comparing corpora.

    Examples
    --------
    20 expected in each of 30 and 10 among 1,000 each, and 980 other words:

    >>> by_hand = 2 * (30 * np.log(30 / 20) + 10 * np.log(10 / 20))
    >>> bool(np.isclose(log_likelihood(30, 1000, 10, 1000, cells=2), by_hand))
    True
    """
    x, n, y, m = (np.asarray(v, float) for v in (target, target_size, reference, reference_size))
    with np.errstate(invalid="ignore", divide="ignore"):
        share = (x + y) / (n + m)
        seen, expected = [x, y], [n * share, m * share]
        if cells == 4:
            seen, expected = [*seen, n - x, m - y], [*expected, n * (1 - share), m * (1 - share)]
        terms = [np.where(s > 0, s * np.log(s / e), 0.0) for s, e in zip(seen, expected, strict=True)]
        sign = np.where(x / n >= y / m, 1.0, -1.0)
    return sign * 2 * np.maximum(sum(terms), 0.0)


def log_ratio(
    target: ArrayLike,
    target_size: ArrayLike,
    reference: ArrayLike,
    reference_size: ArrayLike,
    *,
    smoothing: float = 0.5,
) -> Floats:
    """How many doublings separate a word's rate in the target from its rate in the reference.

    An effect size: +1 is twice as frequent in the target, 0 equal, -1 half. It says how much, not how sure.

    Parameters
    ----------
    target, target_size, reference, reference_size
        As in `log_likelihood`.
    smoothing : float
        Added to all four numbers (Walter), so that a word absent from one part keeps a finite value. Hardie instead
        puts .5 for a count of 0.

    References
    ----------
    Hardie, A. (2014). Log Ratio: an informal introduction. CASS, Lancaster University.

    Examples
    --------
    >>> log_ratio(30, 10_000, 15, 10_000, smoothing=0).item()
    1.0
    """
    x, n, y, m = (np.asarray(v, float) + smoothing for v in (target, target_size, reference, reference_size))
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.log2(x / n) - np.log2(y / m)


def log_ratio_bounds(
    target: ArrayLike, target_size: ArrayLike, reference: ArrayLike, reference_size: ArrayLike, *, alpha: float = 0.05
) -> tuple[Floats, Floats]:
    """Exact bounds of the log ratio of two Poisson rates, given the sum of the two counts; counts may be fractions.

    Examples
    --------
    3 against 0 in parts of equal size: the target's portion is at least .025^(1/3).

    >>> low, high = log_ratio_bounds(3, 1000, 0, 1000)
    >>> bool(np.isclose(low, np.log2(0.025 ** (1 / 3) / (1 - 0.025 ** (1 / 3))))), float(high)
    (True, inf)
    """
    from framing.special import betaincinv

    x, n, y, m = (np.asarray(v, float) for v in (target, target_size, reference, reference_size))
    with np.errstate(invalid="ignore", divide="ignore"):
        low = np.where(x > 0, betaincinv(x, y + 1, alpha / 2), 0.0)
        high = np.where(y > 0, betaincinv(x + 1, y, 1 - alpha / 2), 1.0)
        base = np.log2(m / n)
        return np.log2(low / (1 - low)) + base, np.log2(high / (1 - high)) + base


def conservative_log_ratio(
    target: ArrayLike,
    target_size: ArrayLike,
    reference: ArrayLike,
    reference_size: ArrayLike,
    *,
    alpha: float = 0.05,
    words: int = 1,
) -> Floats:
    """The bound of the log ratio that lies nearer to 0, or 0 where the interval holds 0: the least that it may be.

    Parameters
    ----------
    target, target_size, reference, reference_size
        As in `log_likelihood`.
    alpha : float
        1 less the coverage of the interval.
    words : int
        How many words are compared at once: alpha is divided by them (Bonferroni).

    References
    ----------
    Evert, S. (2022). Measuring keyness. Digital Humanities 2022. https://osf.io/cy6mw/

    Examples
    --------
    >>> conservative_log_ratio(30, 10_000, 10, 12_000).round(6).item()
    0.776433
    """
    return nearest_to_0(*log_ratio_bounds(target, target_size, reference, reference_size, alpha=alpha / max(words, 1)))


def nearest_to_0(low: Floats, high: Floats) -> Floats:
    """The bound of an interval that lies nearer to 0; 0 where the interval holds it."""
    return np.where(low > 0, low, np.where(high < 0, high, 0.0))


def weighted_log_odds(
    target: ArrayLike, target_size: ArrayLike, reference: ArrayLike, reference_size: ArrayLike, *, prior: float = PRIOR
) -> tuple[Floats, Floats]:
    """Log-odds ratios with an informative Dirichlet prior, and divided by their standard deviation: a score to rank by.

    The prior is so many words with the shares that the vocabulary has in both parts together: rare words are drawn to 0.
    The score is often written z. It is no p-value, since it takes words for independent draws.

    Parameters
    ----------
    target, reference : arrays (words,)
        Counts of every word of the vocabulary.
    target_size, reference_size : all words of each part
    prior : float
        The prior's words in all (α₀).

    Returns
    -------
    (delta, score)
        Natural logarithms (eq. 15), and delta by the square root of its approximate variance, which leaves out the
        two terms of all other words (eqs 18 to 20).

    References
    ----------
    Monroe, B. L., Colaresi, M. P. & Quinn, K. M. (2008). Fightin' words: lexical feature selection and evaluation for
    identifying the content of political conflict. Political Analysis 16, 372-403.

    Examples
    --------
    Equal rates give 0:

    >>> delta, score = weighted_log_odds([3, 7], 10, [6, 14], 20)
    >>> delta.round(6).tolist(), score.round(6).tolist()
    ([0.0, 0.0], [0.0, 0.0])
    """
    x, n, y, m = (np.asarray(v, float) for v in (target, target_size, reference, reference_size))
    with np.errstate(invalid="ignore", divide="ignore"):
        alpha = prior * (x + y) / (n + m)
        delta = np.log((x + alpha) / (n + prior - x - alpha)) - np.log((y + alpha) / (m + prior - y - alpha))
        return delta, delta / np.sqrt(1 / (x + alpha) + 1 / (y + alpha))


def percent_difference(target: float, target_size: float, reference: float, reference_size: float) -> float:
    """By how many per cent the rate in the target exceeds that in the reference (%DIFF).

    References
    ----------
    Gabrielatos, C. & Marchi, A. (2011). Keyness: matching metrics to definitions.

    Examples
    --------
    >>> round(percent_difference(30, 1000, 10, 1000), 6)
    200.0
    """
    rate = reference / reference_size
    return 100 * (target / target_size - rate) / rate


def attraction(measure: str, both: ArrayLike, node: ArrayLike, collocate: ArrayLike, total: int) -> Floats:
    """How strongly two words attract, by nltk's measures; NaN where they never meet.

    Parameters
    ----------
    measure : {"pmi", "npmi", "t", "mi3"}
        pmi: doublings over chance, which favours rare words. npmi: the same on a scale to 1. t: evidence, which favours
        frequent words. mi3: the cube of the joint count, between them.
    both, node, collocate, total : counts
        Words that are the collocate and stand near the node; all words near the node; all occurrences of the
        collocate; all words.

    References
    ----------
    Church, K. & Hanks, P. (1990); Bouma, G. (2009) for npmi; Daille, B. (1994) for mi3. nltk.metrics.association.

    Examples
    --------
    8 together, where 1,105 and 44 words among 15 million would meet .003 times:

    >>> attraction("pmi", [8], [1105], [44], 15_000_000).round(1).item()
    11.3
    """
    from nltk.metrics.association import BigramAssocMeasures as Nltk

    def mi3(n_both: int, of: tuple[int, int], n: int) -> float:
        return float(np.log2(Nltk.mi_like(n_both, of, n, power=3) * n))

    def npmi(n_both: int, of: tuple[int, int], n: int) -> float:
        return float(Nltk.pmi(n_both, of, n) / -np.log2(n_both / n)) if n_both < n else 1.0

    chosen: dict[str, Any] = {"pmi": Nltk.pmi, "npmi": npmi, "t": Nltk.student_t, "mi3": mi3}
    rows = zip(*(np.ravel(v).tolist() for v in np.broadcast_arrays(both, node, collocate)), strict=True)
    return np.array([chosen[measure](b, (n, c), total) if b else np.nan for b, n, c in rows], float)
