"""Real articles of AllSides whose labels say nothing: more findings than promised? And do rates hold for short and long ones?"""

from __future__ import annotations

import numpy as np
from simulation import Corpus

from framing.contrasts.over_outlets import groups_differ
from framing.counting import select
from framing.counting.referents import count_terms
from framing.differences import difference_p, false_discovery
from framing.estimates import moderated_rate
from framing.layers import Layers
from framing.sums import Floats, Ints, add_up

# How often the labels of the articles are dealt out anew.
DEALT = 1000


def real_articles(layers: Layers) -> tuple[str, tuple[str, ...], dict[str, list[float]]]:
    """Real articles with their outlets' labels dealt out at random: as many findings as promised, or more?"""
    chosen = select(layers)
    counted = count_terms(chosen, "people without status", "marked")
    sizes = np.bincount(counted.group)
    large = np.flatnonzero(sizes >= 10)
    pairs = np.array([(a, b) for a in range(len(large)) for b in range(a)])
    kept = np.isin(counted.group, large)
    x = np.zeros((counted.shape[1], len(counted.m)), np.int64)
    x[counted.term, counted.unit] = counted.x
    x = x[:, kept]
    used = np.flatnonzero(x.sum(axis=1))
    group, m = np.searchsorted(large, counted.group[kept]), counted.m[kept]
    rng = np.random.default_rng(1)
    dealt = [_of_all_terms(rng.permutation(group), m, x[used], pairs) for _ in range(DEALT)]
    names = chosen.layers.terms.query("referent == 'people without status' and marked")["term"].to_numpy()[used]
    rows = {}
    for t in np.argsort(-x[used].sum(axis=1), kind="stable")[:4]:
        rows[names[t]] = [np.mean([np.nanmean(p[t] < 0.05) for p in dealt]), _some([p[t] for p in dealt])]
    rows[f"all {len(used)} terms, one q over all"] = [
        np.mean([(p < 0.05).sum() / np.isfinite(p).sum() for p in dealt]),
        _some([p.ravel() for p in dealt]),
    ]
    title = f"False positives: labels of {len(large)} outlets shuffled {DEALT:,} times over {kept.sum()} real articles"
    return title, ("term", "pairs with p < .05", "shuffles with a q < .05"), rows


def _of_all_terms(group: Ints, m: Ints, x: Ints, pairs: Ints) -> Floats:
    """p by term and pair, NaN where neither outlet uses the term, as `contrasts` has it."""
    p = np.empty((len(x), len(pairs)))
    for t, amount in enumerate(x):
        drawn = Corpus(group, m, amount)
        neither = np.bincount(group, amount)[pairs].sum(axis=1) == 0
        p[t] = np.where(neither, np.nan, difference_p(*drawn, pairs, drawn.shares()))
    return p


def _some(found: list[Floats]) -> float:
    """In which share of shuffles anything is found."""
    return float(np.mean([(false_discovery(p) < 0.05).any() for p in found]))


def real_halves(layers: Layers, corpora: int) -> dict[str, list[float]]:
    """Outlets of one leaning split at random: how often the halves differ in one of the commonest names."""
    chosen = select(layers)
    sums = count_terms(chosen, "people without status", "marked").sums
    leaning = layers.articles.groupby("outlet")["leaning"].agg(lambda values: values.mode().iloc[0])
    mine = chosen.groups["outlet"].map(leaning).to_numpy()
    commonest = np.argsort(-sums.x.sum(axis=0), kind="stable")[:4]
    rng = np.random.default_rng(2)
    rows = {}
    for name in ("left", "center", "right"):
        share = sums.x[(mine == name) & (sums.m > 0)] / sums.m[(mine == name) & (sums.m > 0)][:, None]
        below = []
        for _ in range(corpora):
            order = rng.permutation(len(share))
            first, second = order[: len(order) // 2], order[len(order) // 2 :]
            below += [groups_differ(np.sort(share[first, t]), np.sort(share[second, t]))[4] < 0.05 for t in commonest]
        rows[f"{name}, {len(share)} outlets"] = [float(np.mean(below))]
    return rows


def real_rates(layers: Layers, corpora: int) -> dict[str, list[float]]:
    """Rates of four names in articles drawn from the short, the middle and the long third of all: how often each third's is held."""
    chosen = select(layers)
    words = np.zeros(len(chosen.ids), np.int64)
    article, _, n = chosen.worded
    np.add.at(words, article, n)
    cuts = np.quantile(words, [1 / 3, 2 / 3])
    thirds = [np.flatnonzero(np.searchsorted(cuts, words) == i) for i in range(3)]
    names = [term for terms in layers.rivals.values() for term, *_ in terms]
    article, _, term, n = chosen.named
    rows = {}
    for name in ("immigrant", "illegal immigrant", "undocumented immigrant", "illegal alien"):
        used = term == names.index(name)
        y = np.zeros(len(words), np.int64)
        np.add.at(y, article[used], n[used])
        truth = np.array([y[third].sum() / words[third].sum() for third in thirds])
        for size in (5, 10, 30):
            rng = np.random.default_rng(3)
            held = np.zeros(3)
            for _ in range(corpora):
                drawn = np.concatenate([rng.choice(thirds[k % 3], size, replace=False) for k in range(6)])
                some = np.flatnonzero(y[drawn])
                group, base = np.repeat(np.arange(6), size), np.maximum(words[drawn], 1)
                found = moderated_rate(add_up(group, base, some, 0 * some, y[drawn][some], shape=(6, 1)))
                inside = (found.low[:, 0] <= np.tile(truth, 2)) & (np.tile(truth, 2) <= found.high[:, 0])
                held += inside.reshape(2, 3).sum(axis=0)
            rows[f"{name}, {size} articles"] = (held / corpora / 2).tolist()
    return rows
