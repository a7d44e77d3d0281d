"""Published values: every one of ../shared/data/parity.json that concerns a measure we have, with its origin."""

from __future__ import annotations

import numpy as np
import pytest
from nltk.metrics.association import BigramAssocMeasures

from framing.association import (
    attraction,
    conservative_log_ratio,
    log_likelihood,
    log_ratio,
    percent_difference,
    weighted_log_odds,
)

# quanteda.textstats, tests/testthat/test-textstat_keyness.R: "a a a b b c c c c c c d e f g h h" against "a a b c c d d d d e f h"
TARGET, REFERENCE = np.array([3, 2, 6, 1, 1, 1, 1, 2]), np.array([2, 1, 2, 4, 1, 1, 0, 1])


def test_g2_of_the_toy_as_quanteda_has_it():
    # textstat_keyness(measure = "lr", correction = "none"), ported from its C++, which adds 1e-9 inside logarithms.
    published = [.004751466706341745, .0912419521366511, 1.2742380675525076, -3.779440590859247, -.0649005311557439,
                 -.0649005311557439, 1.0932910403381397, .0912419521366511]  # fmt: skip
    assert log_likelihood(TARGET, 17, REFERENCE, 12) == pytest.approx(published, abs=1e-7)


def test_pmi_of_the_toy_as_quanteda_has_it():
    # textstat_keyness(measure = "pmi"), natural logarithms, of the part where the word is commoner.
    published = [0.023256863141278974, 0.12861737870140394, 0.24640041426008638, -1.0753554235728078, -0.1590646934572735,
                 -0.1590646934572735, 0.534082486516465, 0.12861737870140394]  # fmt: skip
    ours = attraction("pmi", TARGET, [17] * 8, TARGET + REFERENCE, 29) * np.log(2)
    assert ours == pytest.approx(published)


# ConvoKit, Hessel's fightin-words and the R package log-odds agree on these: variance of two terms.
DELTA = [0.039927, 0.21719, 0.5537, -1.142339, -0.220083, -0.220083, 1.191476, 0.21719]
SCORE = [0.057618, 0.23969, 0.972275, -1.551961, -0.202288, -0.202288, 0.624195, 0.23969]
RAW_DELTA = [0.022306, 0.120489, 0.304724, -0.628609, -0.123614, -0.123614, 0.597837, 0.120489]
RAW_SCORE = [0.043099, 0.179615, 0.735977, -1.192701, -0.151396, -0.151396, 0.488132, 0.179615]


@pytest.mark.parametrize("prior, delta, score", [(10, DELTA, SCORE), (29, RAW_DELTA, RAW_SCORE)])
def test_weighted_log_odds_with_the_pooled_prior(prior, delta, score):
    # parity.json, fightin_words_on_toy: the prior scaled to 10 words, and the pooled counts themselves (29 words).
    found = weighted_log_odds(TARGET, 17, REFERENCE, 12, prior=prior)
    assert found[0] == pytest.approx(delta, abs=1e-6)
    assert found[1] == pytest.approx(score, abs=1e-6)


@pytest.mark.parametrize(
    "origin, cells, args, value",
    [
        ("Rayson's log-likelihood calculator, two cells", 2, (12000, 10**6, 10000, 10**6), 182.069452),
        ("the same table, four cells", 4, (12000, 10**6, 10000, 10**6), 184.091697),
        ("Dunning 1993: cells 10, 0, 3, 31764", 4, (10, 10, 3, 31767), 167.229804),
        ("Evert 2022, R code", 4, (30, 10**4, 10, 12000), 14.469001),
        ("Evert 2022, R code", 4, (8, 5000, 0, 7000), 14.014972),
        ("Evert 2022, R code", 4, (0, 5000, 8, 7000), -8.627756),
        ("Evert 2022, R code", 4, (3, 5000, 1, 7000), 1.832734),
        ("collocation 'other capital', cells 2, 1, 1, 5", 4, (2, 3, 1, 6), 2.231),
    ],
)
def test_g2(origin, cells, args, value):
    assert log_likelihood(*args, cells=cells) == pytest.approx(value, abs=5e-4 if value == 2.231 else 1e-6), origin


def test_g2_is_nltks():
    # nltk counts a bigram: both, (first, second), all.
    for both, node, word, total in [(8, 44, 1105, 15_000), (1, 20, 1, 300), (12, 30, 15, 900)]:
        theirs = BigramAssocMeasures.likelihood_ratio(both, (node, word), total)
        assert abs(log_likelihood(both, node, word - both, total - node)) == pytest.approx(theirs, rel=1e-6)


@pytest.mark.parametrize(
    "args, ratio, alone, of_1000",
    [
        ((12000, 10**6, 10000, 10**6), 0.263022, 0.224627, 0.183737),
        ((30, 10**4, 10, 12000), 1.801442, 0.776433, 0),
        ((8, 5000, 0, 7000), 4.572848, 1.256865, 0),
        ((0, 5000, 8, 7000), -3.602077, -0.286011, 0),
        ((3, 5000, 1, 7000), 1.707778, 0, 0),
    ],
)
def test_log_ratio_and_its_conservative_bound(args, ratio, alone, of_1000):
    # Evert 2022, R code: Walter's log ratio; bounds for one word, and for 1,000 compared at once.
    assert log_ratio(*args) == pytest.approx(ratio, abs=1e-6)
    assert conservative_log_ratio(*args) == pytest.approx(alone, abs=1e-6)
    assert conservative_log_ratio(*args, words=1000) == pytest.approx(of_1000, abs=1e-6)


def test_hardies_log_ratio_puts_a_half_for_nothing():
    assert log_ratio(8, 5000, 0.5, 7000, smoothing=0) == pytest.approx(4.485427, abs=1e-6)


def test_percent_difference():
    # Gabrielatos & Marchi 2011, quoted in the tests of Wordless.
    assert percent_difference(206523, 959641, 178174, 1562358) == pytest.approx(88.7, abs=0.05)


@pytest.mark.parametrize(
    "origin, measure, args, value, places",
    [
        ("Church & Hanks 1990, quoted in the tests of Wordless", "pmi", (8, 1105, 44, 15_000_000), 11.3, 1),
        ("Manning & Schütze 1999, 'new companies', quoted there", "t", (8, 15828, 4675, 14307668), 0.999932, 6),
        ("quanteda, collocation 'other capital'", "pmi", (2, 3, 3, 9), 1.0, 9),
    ],
)
def test_attraction(origin, measure, args, value, places):
    both, node, word, total = args
    assert round(attraction(measure, [both], [node], [word], total).item(), places) == value, origin


def test_mi3_and_npmi_by_hand():
    # 8 together where 16 · 32 / 1,024 = .5 are expected: 4 doublings; of at most -log2(8/1024) = 7; 8³/.5 = 2^10.
    assert attraction("pmi", [8], [16], [32], 1024).item() == pytest.approx(4)
    assert attraction("npmi", [8], [16], [32], 1024).item() == pytest.approx(4 / 7)
    assert attraction("mi3", [8], [16], [32], 1024).item() == pytest.approx(10)
    assert np.isnan(attraction("pmi", [0], [16], [32], 1024).item())
