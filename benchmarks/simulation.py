"""Corpora drawn by known rules, and how often the estimates made of them hold what they promise.

Every corpus has six outlets; an outlet's articles name a referent m times and use a term x of these times. Articles
differ: within one, the same word comes again (intraclass correlation rho). The short form of this runs in the tests,
the long form is benchmarks/coverage.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from framing.contrasts.over_outlets import MILLIONTHS, groups_differ
from framing.contrasts.paired import stories_differ
from framing.differences import design_effect_p, difference, difference_p, false_discovery
from framing.estimates import Estimate, moderated_mean, moderated_rate, moderated_share
from framing.power import detectable_difference
from framing.sums import Floats, Ints, add_up

OUTLETS = 6
ARTICLES = (2, 3, 5, 10, 30, 100)
Generator = np.random.Generator


@dataclass(frozen=True)
class Scenario:
    """How the articles of one outlet are drawn: share, intraclass correlation, how many mentions an article has."""

    share: float = 0.2
    rho: float = 0.3
    lengths: str = "usual"

    def draw(self, rng: Generator, n: int) -> tuple[Ints, Ints]:
        """Mentions of the referent and of the term, for n articles."""
        if self.lengths == "loaded":  # who uses the term writes longer
            inclined = _beta(rng, self.share, self.rho, n)
            m = 1 + rng.poisson(1 + 5 * inclined)
            return m, rng.binomial(m, inclined)
        inclined = _beta(rng, self.share, self.rho, n)
        if self.lengths == "one story":  # half of the articles tell one story, and all in the same words
            inclined[: n // 2] = inclined[0]
        m = LENGTHS[self.lengths](rng, n)
        return m, rng.binomial(m, inclined)

    def truth(self) -> float:
        """The share that an endless run of articles would have."""
        if self.lengths != "loaded":
            return self.share
        m, x = self.draw(np.random.default_rng(0), 2_000_000)
        return float(x.sum() / m.sum())


def _beta(rng: Generator, share: float, rho: float, n: int) -> Floats:
    spread = (1 - rho) / rho
    return rng.beta(share * spread, (1 - share) * spread, n)


LENGTHS: dict[str, Callable[[Generator, int], Ints]] = {
    "short": lambda rng, n: 1 + rng.poisson(1.0, n),
    "usual": lambda rng, n: 1 + rng.negative_binomial(1, 0.25, n),
    "long": lambda rng, n: 3 + rng.negative_binomial(1, 0.1, n),
    "one story": lambda rng, n: 1 + rng.negative_binomial(1, 0.25, n),
    "heavy": lambda rng, n: np.minimum(1 + np.floor(2 * rng.pareto(1.7, n)), 80).astype(np.int64),
}


def _alike(**given: float | str) -> list[Scenario]:
    return [Scenario(**given)] * OUTLETS  # type: ignore[arg-type]


SCENARIOS: dict[str, list[Scenario]] = {
    "share .05, rho .02": _alike(share=0.05, rho=0.02),
    "share .05, rho .3": _alike(share=0.05),
    "share .05, rho .7": _alike(share=0.05, rho=0.7),
    "share .1, rho .3": _alike(share=0.1),
    "share .1, rho .7": _alike(share=0.1, rho=0.7),
    "share .2, rho .3": _alike(),
    "share .3, rho .02": _alike(share=0.3, rho=0.02),
    "share .3, rho .7": _alike(share=0.3, rho=0.7),
    "share .5, rho .3": _alike(share=0.5),
    "short articles": _alike(lengths="short"),
    "long features": _alike(lengths="long"),
    "loaded articles longer": _alike(lengths="loaded"),
    "outlets differ": [Scenario(share=share) for share in (0.05, 0.1, 0.2, 0.3, 0.4, 0.5)],
    "one odd outlet": [Scenario(rho=0.6), *[Scenario(rho=0.2)] * (OUTLETS - 1)],
    "heavy tail of mentions": _alike(lengths="heavy"),
}


class Corpus(NamedTuple):
    """Units of all outlets: group, base, amount."""

    group: Ints
    m: Ints
    x: Ints

    def shares(self) -> Estimate:
        """The estimate under test."""
        used = np.flatnonzero(self.x)
        shape = (int(self.group.max()) + 1, 1)
        sums = add_up(self.group, self.m, used, 0 * used, self.x[used], shape=shape)
        return Estimate(*(values[:, 0] for values in moderated_share(sums)))


def corpus(rng: Generator, outlets: Iterable[tuple[Scenario, int]]) -> Corpus:
    """A corpus drawn anew: for each outlet its scenario and how many articles."""
    drawn = [(k, *scenario.draw(rng, n)) for k, (scenario, n) in enumerate(outlets)]
    group = np.concatenate([np.full(len(m), k) for k, m, _ in drawn])
    return Corpus(group, *(np.concatenate([row[i] for row in drawn]) for i in (1, 2)))


def share_coverage(outlets: list[Scenario], n: int, *, corpora: int, marked: bool = False, seed: int = 1) -> float:
    """How often the intervals of all outlets hold the truth; `marked`: the articles of the one story are one unit."""
    rng = np.random.default_rng(seed)
    truth = np.array([scenario.truth() for scenario in outlets])
    held = 0
    for _ in range(corpora):
        drawn = corpus(rng, [(scenario, n) for scenario in outlets])
        found = (Corpus(*_as_one(n, *drawn)) if marked else drawn).shares()
        held += int(((found.low <= truth) & (truth <= found.high)).sum())
    return held / corpora / len(outlets)


def _tellers(group: Ints, n: int) -> Ints:
    """The article whose story each one tells: the first half of an outlet's articles tell that of its first."""
    own = np.arange(len(group))
    return np.where(own % n < n // 2, own - own % n, own)


def _as_one(n: int, group: Ints, *amounts: Ints) -> tuple[Ints, ...]:
    """Group and amounts of units, where the articles of one story are one unit."""
    first, unit = np.unique(_tellers(group, n), return_inverse=True)
    return group[first], *(np.bincount(unit, values).astype(np.int64) for values in amounts)


def copies_coverage(n: int, *, grouped: bool, corpora: int, seed: int = 1) -> float:
    """The same where a third of the articles are stories printed four times, as units of their own or as one."""
    rng = np.random.default_rng(seed)
    held = 0
    for _ in range(corpora):
        drawn = corpus(rng, [(Scenario(), n)] * OUTLETS)
        times = np.where(rng.random(len(drawn.m)) < 1 / 3, 4, 1)
        printed = (
            Corpus(drawn.group, drawn.m * times, drawn.x * times)
            if grouped
            else Corpus(*(np.repeat(a, times) for a in drawn))
        )
        found = printed.shares()
        held += int(((found.low <= 0.2) & (0.2 <= found.high)).sum())
    return held / corpora / OUTLETS


def difference_coverage(share: float, n: int, *, corpora: int, seed: int = 1) -> float:
    """How often MOVER's interval holds the difference between shares .2 apart."""
    rng = np.random.default_rng(seed)
    held = 0
    for _ in range(corpora):
        found = corpus(rng, [(Scenario(share + 0.2 * (k % 2)), n) for k in range(OUTLETS)]).shares()
        sides = [tuple(values[k::2] for values in found[:3]) for k in (1, 0)]
        _, low, high = difference(*sides)
        held += int(((low <= 0.2) & (0.2 <= high)).sum())
    return held / corpora / (OUTLETS // 2)


class Rejected(NamedTuple):
    """How often two outlets are found to differ: by both tests together, as the package does, and by each alone."""

    both: float
    shuffling: float
    design_effect: float


def rejected(
    first: tuple[Scenario, int], second: tuple[Scenario, int], *, corpora: int, level: float = 0.05, seed: int = 1
) -> Rejected:
    """How often two outlets in a corpus of six are found to differ."""
    rng = np.random.default_rng(seed)
    pair = np.array([[0, 1]])
    found = np.zeros(3)
    for _ in range(corpora):
        drawn = corpus(rng, [first, second, *[(Scenario(), 20)] * (OUTLETS - 2)])
        estimate = drawn.shares()
        by_design = design_effect_p(estimate, pair)[0]
        # Without doubt about the design effects, only the shuffles are left of both.
        sure = estimate._replace(effective=np.full(OUTLETS, 1e12), df=np.full(OUTLETS, 1e12))
        by_shuffling = difference_p(*drawn, pair, sure)[0] if estimate.value[0] != estimate.value[1] else 1.0
        found += np.array([max(by_shuffling, by_design), by_shuffling, by_design]) < level
    return Rejected(*(found / corpora))


def shuffled(outlets: list[Scenario], n: int, *, corpora: int, seed: int = 1) -> tuple[float, float]:
    """With articles dealt out to the outlets at random: share of pairs below .05, share of corpora with any q < .05."""
    rng = np.random.default_rng(seed)
    pairs = np.array([(a, b) for a in range(OUTLETS) for b in range(a)])
    below, corpora_with = 0.0, 0
    for _ in range(corpora):
        drawn = corpus(rng, [(scenario, n) for scenario in outlets])
        dealt = drawn._replace(group=rng.permutation(drawn.group))
        p = difference_p(*dealt, pairs, dealt.shares())
        below += float((p < 0.05).mean())
        corpora_with += int((false_discovery(p) < 0.05).any())
    return below / corpora, corpora_with / corpora


def mean_coverage(
    between: Floats, within: Floats, n: int, *, corpora: int, marked: bool = False, seed: int = 1
) -> float:
    """Mean valence of sentences, -.1 in truth; articles differ by `between`, sentences in them by `within`."""
    rng = np.random.default_rng(seed)
    held = 0
    group = np.repeat(np.arange(OUTLETS), n)
    for _ in range(corpora):
        m = LENGTHS["usual"](rng, len(group))
        article = np.repeat(np.arange(len(m)), m)
        own = rng.normal(-0.1, between[group])
        own = (own[_tellers(group, n)] if marked else own)[article]
        values = np.rint(10_000 * rng.normal(own, within[group][article])).astype(np.int64)
        x, squares = np.zeros_like(m), np.zeros_like(m)
        np.add.at(x, article, values)
        np.add.at(squares, article, values * values)
        of, m, x, squares = _as_one(n, group, m, x, squares) if marked else (group, m, x, squares)
        units = np.arange(len(m))
        found = moderated_mean(add_up(of, m, units, 0 * units, x, shape=(OUTLETS, 1), squares=squares))
        held += int(((found.low <= -1000) & (found.high >= -1000)).sum())
    return held / corpora / OUTLETS


def rate_coverage(
    rate: float, burst: float, on_topic: float, n: int, *, corpora: int, marked: bool = False, seed: int = 1
) -> float:
    """Mentions per word: articles on the topic at all, and in bursts (gamma of shape `burst`)."""
    rng = np.random.default_rng(seed)
    held = 0
    group = np.repeat(np.arange(OUTLETS), n)
    for _ in range(corpora):
        words = np.maximum(60, rng.lognormal(6.2, 0.6, len(group))).astype(np.int64)
        eager = rng.gamma(burst, 1 / burst, len(group)) * (rng.random(len(group)) < on_topic) / on_topic
        y = rng.poisson(rate * words * (eager[_tellers(group, n)] if marked else eager))
        of, words, y = _as_one(n, group, words, y) if marked else (group, words, y)
        used = np.flatnonzero(y)
        found = moderated_rate(add_up(of, words, used, 0 * used, y[used], shape=(OUTLETS, 1)))
        held += int(((found.low <= rate) & (rate <= found.high)).sum())
    return held / corpora / OUTLETS


def detectable(
    first: tuple[Scenario, int], second: tuple[Scenario, int], *, corpora: int, seed: int = 1
) -> tuple[float, float]:
    """The median difference that is said to be found in 8 of 10 corpora, and how often it is when it is planted."""
    rng = np.random.default_rng(seed)
    pair = np.array([[0, 1]])
    rest = [(Scenario(), 20)] * (OUTLETS - 2)
    said = []
    for _ in range(corpora):
        drawn = corpus(rng, [first, second, *rest])
        said.append(detectable_difference(drawn.shares(), pair, np.bincount(drawn.group))[0])
    difference_of = float(np.nanmedian(said))
    higher = replace(first[0], share=min(first[0].share + difference_of, 0.999)), first[1]
    return difference_of, rejected(higher, second, corpora=corpora, seed=seed + 1).both


def paired_coverage(stories: int, *, corpora: int, seed: int = 1) -> tuple[float, float]:
    """Six pairs that tell the same stories, in which stories differ and outlets do not: coverage of 0, share of p < .05."""
    rng = np.random.default_rng(seed)
    held, below = [], []
    for _ in range(corpora):
        beyond = []
        for _ in range(OUTLETS):
            inclined = np.clip(_beta(rng, 0.3, 0.3, stories), 1e-3, 1 - 1e-3)
            m = [LENGTHS["usual"](rng, stories) for _ in range(2)]
            own = [rng.binomial(size, rng.beta(3 * inclined, 3 * (1 - inclined))) / size for size in m]
            beyond.append(np.rint(MILLIONTHS * (own[0] - own[1])).astype(np.int64))
        _, low, high, _, p = stories_differ(beyond, OUTLETS)
        known = np.isfinite(low)
        held += ((low <= 0) & (high >= 0))[known].tolist()
        below += (p < 0.05).tolist()
    return float(np.mean(held)), float(np.mean(below))


def group_rejected(outlets: int, *, corpora: int, seed: int = 1) -> tuple[float, float]:
    """Outlets whose habits differ, dealt to two groups at random: p < .05 by outlets, and by all their articles as units."""
    rng = np.random.default_rng(seed)
    found = np.zeros(2)
    for _ in range(corpora):
        habits = _beta(rng, 0.3, 0.3, 2 * outlets).clip(0.01, 0.99)
        drawn = corpus(rng, [(Scenario(float(habit)), 30) for habit in habits])
        share = np.sort(drawn.shares().value.reshape(2, -1), axis=1)
        two = Corpus(drawn.group // outlets, drawn.m, drawn.x)
        p = groups_differ(share[0], share[1])[4], difference_p(*two, np.array([[0, 1]]), two.shares())[0]
        found += np.array(p) < 0.05
    return float(found[0] / corpora), float(found[1] / corpora)
