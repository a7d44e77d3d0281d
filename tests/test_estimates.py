"""Intervals for whole articles: known answers, arithmetic, laws, and a short redraw of the simulations."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from math import sqrt
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from outlet_sums import column, sums_of

from framing.estimates import burst, mean_of_outlets, moderated_mean, moderated_rate, moderated_share, wilson
from framing.sums import add_up

Z = 1.959963984540054
simulated = importlib.util.spec_from_file_location(
    "simulation", Path(__file__).parents[1] / "benchmarks" / "simulation.py"
)
simulation = importlib.util.module_from_spec(simulated)
sys.modules["simulation"] = simulation
simulated.loader.exec_module(simulation)

THREE = (
    list(zip((3, 0, 2), (4, 5, 2), strict=True)),
    list(zip((0, 0, 0, 1), (2, 1, 6, 3), strict=True)),
    list(zip((5, 5), (5, 5), strict=True)),
)


def test_moderated_share_gives_the_known_answers():
    # The project's statistics page, section 1: three outlets together, 95 %.
    found = column(moderated_share(sums_of(*THREE)))
    assert found.value == pytest.approx([5 / 11, 1 / 12, 1])
    assert found.low == pytest.approx([0.101156, 0.006276, 0.366580], abs=1e-6)
    assert found.high == pytest.approx([0.860542, 0.566834, 1], abs=1e-6)
    # 3 - 1 + 4 - 1 + 2 - 1 = 6 degrees of freedom and the prior's 2 make the pooled weight 8.
    assert found.df == pytest.approx([8 + 2, 8 + 3, 8])


def test_the_design_effect_by_hand():
    # One mention an article, so pooled 1; df 3 + 1, so weight 4 + 2; own spread n / (n - 1) = 4/3 with 3 df.
    found = column(moderated_share(sums_of([(1, 1), (0, 1), (0, 1), (1, 1)], [(0, 1), (1, 1)])))
    assert found.effective[0] == pytest.approx(4 / ((6 * 1 + 3 * 4 / 3) / (6 + 3)))
    assert found.df[0] == 6 + 3


def test_a_unit_that_outweighs_the_rest_leaves_fewer_degrees_of_freedom():
    # 24 articles with 2 mentions and a story with 48: 96²/(24 · 4 + 48²) = 3.84 effective units, so 2 · 2.84 degrees
    # of freedom instead of 24, beside the most that the pooled spread may weigh.
    outlet = [(1, 2), (0, 2)] * 12 + [(24, 48)]
    assert column(moderated_share(sums_of(outlet, outlet))).df[0] == pytest.approx(
        8 + 2 * (96**2 / (24 * 4 + 48**2) - 1)
    )


def test_the_spread_of_rates_grows_with_the_length_of_articles_by_hand():
    # Two outlets, 2 in 100 words each on average: (4, 0) and (2, 2) of 100 words. Σ(y - 2)²/100 = .08 where Poisson
    # expects 2 · .02; the rest, .04, over .02 · (200 - 100) twice: .01 a word, so twice Poisson's spread at 100 words.
    zero = np.zeros(4, int)
    y = np.array([4, 0, 2, 2])
    found = burst(add_up(np.array([0, 0, 1, 1]), zero + 100, np.arange(4), zero, y, shape=(2, 1)))
    # Of df 2 + 2: the first outlet's own spread, 2 · 8/4 = 4, has 1 degree of freedom; the second shows none.
    assert found[1][:, 0] == pytest.approx([(4 * 2 + 1 * 4) / (4 + 1), 2])
    assert found[2][:, 0] == pytest.approx([4 + 1, 4])


def test_nothing_mentioned_is_nan():
    found = column(moderated_share(sums_of([(1, 2)], [(0, 0)])))
    assert np.isnan([found.value[1], found.low[1], found.high[1], found.df[1]]).all()


def test_wilson_by_hand():
    # 3 of 10: centre (p + z²/2n) / (1 + z²/n), reach z √(p(1-p)/n + z²/4n²) / (1 + z²/n).
    centre = (0.3 + Z**2 / 20) / (1 + Z**2 / 10)
    reach = Z * sqrt(0.3 * 0.7 / 10 + Z**2 / 400) / (1 + Z**2 / 10)
    low, high = wilson(np.array(0.3), np.array(10.0))
    assert (low, high) == (pytest.approx(centre - reach), pytest.approx(centre + reach))


def test_a_single_outlets_mean_has_the_plain_t_interval():
    # One sentence an article: 1, 2, 3, 6. Mean 3, variance (4 + 1 + 0 + 9) / 3, t with 3 df 3.182446.
    values = np.array([1, 2, 3, 6])
    zero = np.zeros(4, int)
    found = moderated_mean(add_up(zero, zero + 1, np.arange(4), zero, values, shape=(1, 1), squares=values**2))
    assert found.value.item() == 3
    assert found.high.item() == pytest.approx(3 + 3.182446 * sqrt(14 / 3 / 4), rel=1e-6)


def test_an_outlet_with_one_article_borrows_the_others_spread():
    group = np.array([0, 1, 1, 1, 1])
    x = np.array([5, 1, 2, 3, 6])
    one = np.ones(5, int)
    found = column(moderated_mean(add_up(group, one, np.arange(5), 0 * one, x, shape=(2, 1), squares=x * x)))
    assert found.df.tolist() == [3, 3]
    assert found.high[0] - found.value[0] == pytest.approx(3.182446 * sqrt(14 / 3), rel=1e-6)


def test_a_rate_without_overdispersion_has_garwoods_interval():
    # 4 mentions in 40 articles of 100 words, one each: less spread than Poisson, so dispersion 1 and df 8 + 39.
    group, words = np.zeros(40, int), np.full(40, 100)
    found = moderated_rate(add_up(group, words, np.arange(4), np.zeros(4, int), np.ones(4, int), shape=(1, 1)))
    assert found.value.item() == 4 / 4000
    widen = (2.0117405 / Z) ** 2  # t with 47 degrees of freedom
    from scipy.stats import chi2

    assert found.low.item() == pytest.approx(chi2.ppf(0.025, 2 * 4 / widen) / 2 * widen / 4000, rel=1e-5)
    assert found.high.item() == pytest.approx(chi2.ppf(0.975, 2 * 4 / widen + 2) / 2 * widen / 4000, rel=1e-5)


def test_the_mean_of_outlets_needs_four_that_are_not_alike():
    assert np.isnan(mean_of_outlets(np.array([0.1, 0.2, 0.3]))[1:]).all()
    assert np.isnan(mean_of_outlets(np.full(5, 0.2))[1:]).all()
    mean, low, _ = mean_of_outlets(np.array([0.1, 0.2, 0.3, 0.4, np.nan]))
    # Variance (.15² + .05²) · 2 / 3, t with 3 degrees of freedom.
    assert (mean, mean - low) == (pytest.approx(0.25), pytest.approx(3.182446 * sqrt(0.05 / 3 / 4), rel=1e-6))


articles = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 6)).map(lambda pair: (min(pair), max(pair))), min_size=1, max_size=6
)


@settings(max_examples=60, deadline=None)
@given(st.lists(articles, min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_any_cut_of_the_articles_gives_the_same_sums_and_bits(outlets, random):
    whole = sums_of(*outlets)
    rows = [(k, x, m) for k, found in enumerate(outlets) for x, m in found]
    random.shuffle(rows)
    cut = random.randrange(len(rows) + 1)
    first, second = (
        sums_of(*[[(x, m) for j, x, m in part if j == k] for k in range(len(outlets))])
        for part in (rows[:cut], rows[cut:])
    )
    added = first + second
    for one, other in zip(moderated_share(whole), moderated_share(added), strict=True):
        assert one.tobytes() == other.tobytes()


@settings(max_examples=60, deadline=None)
@given(st.lists(articles, min_size=2, max_size=4))
def test_an_interval_holds_its_share_and_stays_between_0_and_1(outlets):
    found = column(moderated_share(sums_of(*outlets)))
    there = ~np.isnan(found.value)
    low, value, high = (values[there] for values in (found.low, found.value, found.high))
    assert (low >= 0).all() and (low <= value).all() and (value <= high).all() and (high <= 1).all()


@settings(max_examples=60, deadline=None)
@given(st.lists(articles, min_size=2, max_size=4))
def test_the_other_term_has_the_mirrored_interval(outlets):
    found = column(moderated_share(sums_of(*outlets)))
    other = column(moderated_share(sums_of(*[[(m - x, m) for x, m in kept] for kept in outlets])))
    assert other.low == pytest.approx(1 - found.high, nan_ok=True)


# The simulations in short: fixed seeds, and bounds three standard errors wide of the promise.

SHORT = (
    "share .05, rho .3", "share .1, rho .7", "share .3, rho .02", "long features", "outlets differ", "heavy tail of mentions",
)  # fmt: skip


def test_intervals_cover_what_they_promise():
    corpora = 40
    found = [
        simulation.share_coverage(simulation.SCENARIOS[name], n, corpora=corpora)
        for name in SHORT
        for n in (2, 3, 10, 100)
    ]
    error = sqrt(0.95 * 0.05 / corpora / simulation.OUTLETS)
    assert 0.93 - 3 * error / sqrt(len(found)) <= np.mean(found) <= 0.985
    assert min(found) >= 0.90 - 3 * error


def test_a_story_that_is_half_of_an_outlet_does_not_narrow_its_interval():
    # With n - 1 degrees of freedom for the own spread .86, .83 and .74 hold.
    alike = np.full(simulation.OUTLETS, 0.15), np.full(simulation.OUTLETS, 0.3)
    story = [simulation.Scenario(lengths="one story")] * simulation.OUTLETS
    assert simulation.share_coverage(story, 100, corpora=80, marked=True) >= 0.90
    assert simulation.mean_coverage(*alike, 100, corpora=80, marked=True) >= 0.90
    assert simulation.rate_coverage(0.01, 1.0, 1.0, 100, corpora=80, marked=True) >= 0.90


def test_shuffled_labels_are_told_apart_no_more_often_than_promised():
    below = [
        simulation.shuffled(simulation.SCENARIOS[name], 20, corpora=30)[0]
        for name in ("share .2, rho .3", "long features")
    ]
    assert np.mean(below) <= 0.065


def test_a_planted_difference_is_found():
    first, second = simulation.Scenario(0.1), simulation.Scenario(0.5)
    found = simulation.rejected((first, 30), (second, 30), corpora=100).both
    assert found >= 0.95 - 3 * sqrt(0.95 * 0.05 / 100)


def test_other_lengths_are_not_taken_for_other_words():
    # Shuffled articles alone call a fifth of such pairs different; with the design effects they do not.
    long, short = simulation.Scenario(lengths="long"), simulation.Scenario(lengths="short")
    found = simulation.rejected((long, 10), (short, 60), corpora=120)
    assert found.both <= 0.05 + 3 * sqrt(0.05 * 0.95 / 120) < found.shuffling


def test_parts_of_numpy_that_only_scipy_names_are_loaded_when_somebody_looks_into_them():
    code = """import sys, framing.special, numpy
assert "numpy.f2py.crackfortran" not in sys.modules and "unittest" not in sys.modules
import numpy.testing
numpy.testing.assert_equal(numpy.f2py.get_include()[-3:], "src")
"""
    subprocess.run([sys.executable, "-c", code], check=True)
