"""What a comparison could have found: by hand, by law, and planted in simulated corpora; pairs of stories and groups likewise."""

from __future__ import annotations

from itertools import product
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm
from test_estimates import simulation

from framing.contrasts.paired import MILLIONTHS, stories_differ, turned_p
from framing.estimates import Estimate
from framing.power import PLANNED, can_differ, detectable_difference

PAIR = np.array([[0, 1]])


def estimate(share, size, df=1e9) -> Estimate:
    return Estimate(np.array(share), *[np.zeros(2)] * 2, np.array(size), np.array([df, df]))


def test_the_detectable_difference_by_hand():
    # .5 of effectively 100 each; the other moves to p. Test: 1.96 of √(pooled variance · 2/100); power: by its own variance.
    d = detectable_difference(estimate([0.5, 0.5], [100.0, 100.0]), PAIR, np.array([60, 60])).item()
    pooled, p = 0.5 + d / 2, 0.5 + d
    critical = 1.959964 * sqrt(pooled * (1 - pooled) * 2 / 100)
    chance = norm.cdf((d - critical) / sqrt(0.25 / 100 + p * (1 - p) / 100))
    assert chance == pytest.approx(PLANNED, abs=0.005)


@settings(max_examples=40)
@given(st.floats(0.02, 0.98), st.floats(8, 60), st.floats(1.1, 4))
def test_more_articles_detect_smaller_differences(share, size, more):
    units = np.array([30, 30])
    few = detectable_difference(estimate([share, share], [size, size], 20), PAIR, units).item()
    many = detectable_difference(estimate([share, share], [size * more, size * more], 20), PAIR, units).item()
    assert np.isnan(few) or many <= few + 1e-3
    assert np.isnan(many) or 0 < many <= max(share, 1 - share)
    # Term and all other terms together are one question.
    other = detectable_difference(estimate([1 - share, 1 - share], [size, size], 20), PAIR, units).item()
    assert other == pytest.approx(few, abs=2e-3, nan_ok=True)


def test_too_few_articles_detect_nothing():
    assert np.isnan(detectable_difference(estimate([0.5, 0.5], [30.0, 30.0]), PAIR, np.array([3, 3]))).all()
    assert not can_differ(3, 3)
    # Articles enough, but nothing effective in them.
    assert np.isnan(detectable_difference(estimate([0.5, 0.5], [2.0, 2.0]), PAIR, np.array([9, 9]))).all()
    assert len(detectable_difference(estimate([0.5, 0.5], [9.0, 9.0]), PAIR[:0], np.array([9, 9]))) == 0


@pytest.mark.parametrize("share, n", [(0.2, 10), (0.05, 30), (0.2, 30)])
def test_a_detectable_difference_is_found_in_about_8_of_10_corpora(share, n):
    one = simulation.Scenario(share), n
    said, found = simulation.detectable(one, one, corpora=80)
    assert 0.05 < said < 0.6
    assert abs(found - 0.81) <= 3 * sqrt(0.8 * 0.2 / 80)


@settings(max_examples=30)
@given(st.lists(st.integers(-9, 9), min_size=1, max_size=7))
def test_turned_signs_are_counted_one_by_one(values):
    values = np.array(values)
    turns = [
        abs(sum(s * v for s, v in zip(signs, values, strict=True))) for signs in product((-1, 1), repeat=len(values))
    ]
    assert turned_p(values) == pytest.approx(np.mean([t >= abs(values.sum()) for t in turns]))


def test_stories_cover_and_reject_as_promised():
    coverage, rejected = simulation.paired_coverage(9, corpora=60)
    assert coverage >= 0.95 - 3 * sqrt(0.95 * 0.05 / 360)
    assert rejected <= 0.065
    # A planted difference of .4 in each of 15 stories, give or take.
    rng = np.random.default_rng(2)
    beyond = [np.rint(MILLIONTHS * rng.normal(0.4, 0.3, 15)).astype(np.int64) for _ in range(6)]
    assert (stories_differ(beyond, 6)[4] < 0.05).all()


def test_groups_are_rejected_by_outlets_and_not_by_articles():
    by_outlets, by_articles = simulation.group_rejected(6, corpora=60)
    assert by_outlets <= 0.05 + 3 * sqrt(0.05 * 0.95 / 60) < by_articles
