"""Whether two outlets differ: arithmetic, every shuffle of few articles, and laws."""

from __future__ import annotations

from itertools import combinations
from math import comb, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from outlet_sums import column, sums_of

from framing.differences import can_differ, design_effect_p, difference, difference_p, false_discovery, shuffled_p
from framing.estimates import Estimate, moderated_share


def test_difference_by_hand():
    d, low, high = difference((0.5, 0.3, 0.6), (0.1, 0.05, 0.3))
    assert d == pytest.approx(0.4)
    assert low == pytest.approx(0.4 - sqrt(0.2**2 + 0.2**2))
    assert high == pytest.approx(0.4 + sqrt(0.1**2 + 0.05**2))


def test_false_discovery_by_hand():
    # Sorted .01 .02 .03 .5, times 4/1 4/2 4/3 4/4, then the smallest from the end.
    q = false_discovery(np.array([0.5, 0.03, np.nan, 0.01, 0.02]))
    assert q[[0, 1, 3, 4]] == pytest.approx([0.5, 0.04, 0.04, 0.04])
    assert np.isnan(q[2])


def exact_p(first: list[tuple[int, int]], second: list[tuple[int, int]]) -> tuple[float, float]:
    """Two-sided p over all ways to deal the articles out: strictly beyond, and with ties."""
    both = first + second
    x, m = (sum(article[i] for article in both) for i in (0, 1))
    values = [m * a - x * b for a, b in both]
    seen = abs(sum(values[: len(first)]))
    sums = [abs(sum(chosen)) for chosen in combinations(values, len(first))]
    return sum(s > seen for s in sums) / len(sums), sum(s >= seen for s in sums) / len(sums)


def found_p(first: list[tuple[int, int]], second: list[tuple[int, int]]) -> float:
    types = sorted({*first, *second})
    counts = np.array([[side.count(kind) for kind in types] for side in (first, second)])
    x, m = np.array(types).T
    return float(shuffled_p(counts, m, x, np.array([[0, 1]]))[0])


mentioned = st.tuples(st.integers(0, 5), st.integers(1, 5)).map(lambda pair: (min(pair), max(pair)))
sides = st.tuples(st.lists(mentioned, min_size=5, max_size=7), st.lists(mentioned, min_size=5, max_size=7))


@settings(max_examples=80, deadline=None)
@given(sides)
def test_the_shuffled_p_lies_where_all_shuffles_put_it(pair):
    beyond, with_ties = exact_p(*pair)
    # A smooth approximation of steps: between both, give or take a tenth of a p and one step.
    p, step = found_p(*pair), 2 / comb(len(pair[0]) + len(pair[1]), len(pair[0]))
    assert beyond * 0.8 - 0.05 * beyond - step <= p <= with_ties * 1.25 + step + 0.02


def test_the_shuffled_p_is_fishers_mid_p_where_each_article_has_one_mention():
    # 9 of 12 against 3 of 13: hypergeometric, half of what was seen.
    from scipy.stats import hypergeom

    first, second = [(1, 1)] * 9 + [(0, 1)] * 3, [(1, 1)] * 3 + [(0, 1)] * 10
    drawn = hypergeom(25, 12, 12)
    centre, seen = 12 * 12 / 25, 9
    chance = {k: drawn.pmf(k) for k in range(13)}
    two_sided = sum(p for k, p in chance.items() if abs(k - centre) > abs(seen - centre)) + chance[seen] / 2
    assert found_p(first, second) == pytest.approx(two_sided, rel=0.1)


def test_the_ends_of_the_distribution_are_exact():
    assert found_p([(1, 1)] * 4, [(0, 2)] * 5) == pytest.approx(1 / comb(9, 4))
    assert found_p([(2, 2)] * 6, [(0, 2)] * 6) == pytest.approx(2 / comb(12, 6))


@settings(max_examples=40, deadline=None)
@given(sides)
def test_p_does_not_depend_on_which_side_comes_first(pair):
    assert found_p(*pair) == pytest.approx(found_p(*pair[::-1]), abs=1e-6)


def test_three_against_three_cannot_be_told_apart():
    group, m, x = np.repeat([0, 1], 3), np.full(6, 9), np.repeat([9, 0], 3)
    estimate = column(moderated_share(sums_of([(9, 9)] * 3, [(0, 9)] * 3)))
    assert difference_p(group, m, x, np.array([[0, 1]]), estimate)[0] == pytest.approx(0.1)
    assert not can_differ(3, 3)


def test_equal_shares_have_p_1_and_one_article_has_none():
    group, m, x = np.array([0, 0, 1, 1, 2]), np.full(5, 4), np.array([1, 1, 1, 1, 4])
    estimate = column(moderated_share(sums_of([(1, 4)] * 2, [(1, 4)] * 2, [(4, 4)])))
    p = difference_p(group, m, x, np.array([[0, 1], [0, 2]]), estimate)
    assert p[0] == 1
    assert np.isnan(p[1])


def test_design_effect_p_by_hand():
    # .3 of effectively 40 against .1 of 60: pooled 18/100, variance .18 · .82 · (1/40 + 1/60).
    from scipy.stats import t

    estimate = Estimate(np.array([0.3, 0.1]), *[np.zeros(2)] * 2, np.array([40.0, 60.0]), np.array([1e9, 1e9]))
    error = sqrt(0.18 * 0.82 * (1 / 40 + 1 / 60))
    assert design_effect_p(estimate, np.array([[0, 1]]))[0] == pytest.approx(2 * t.sf(0.2 / error, 1e9))
