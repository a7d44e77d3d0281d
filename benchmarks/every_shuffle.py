"""How near the p of shuffled articles is to what trying every shuffle gives, where articles are few."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from simulation import LENGTHS, Corpus, Scenario, corpus

from framing.differences import shuffled_p
from framing.sums import Floats, Ints

# Articles of the smaller and of the larger outlet at most, and pairs of outlets drawn of each.
SIZES = {"2 to 4 articles": (2, 4, 2000), "5 to 7 articles": (5, 7, 1000), "8 to 10 articles": (8, 10, 200)}
COLUMNS = ("1 %", "median", "99 %", "least", "most", "on the other side of .05")
# Articles of two outlets, one mention each, and the shares of the term in both together.
ALIKE, SHARES = ((20, 20), (30, 60), (100, 100), (50, 300)), (0.1, 0.3, 0.5)
ENDS = (0.05, 0.001, 1e-6, 0.0)
DEPTHS = ("p ≥ .05, least and most", "", "p ≥ .001", "", "p ≥ 10⁻⁶", "", "below", "")


def few_articles(seed: int = 1) -> dict[str, list[float]]:
    """p of shuffled articles over the mid-p of all shuffles: its spread over pairs of outlets with any shares."""
    rng = np.random.default_rng(seed)
    rows = {}
    for name, (least, most, pairs) in SIZES.items():
        drawn = [_pair(rng, least, most) for _ in range(pairs)]
        p = np.array([(_ours(pair), every_shuffle(pair)) for pair in drawn if np.ptp(pair.x / pair.m) > 0])
        ratio, crossed = p[:, 0] / p[:, 1], (p < 0.05).sum(axis=1) == 1
        spread = np.quantile(ratio, [0.01, 0.5, 0.99, 0, 1]).tolist()
        rows[f"{name} ({len(p):,} pairs)"] = [*spread, crossed.mean()]
    return rows


def one_mention() -> dict[str, list[float]]:
    """The same where each article has one mention, which steps most coarsely: Fisher's mid-p is known for any number."""
    rows = {}
    for first, second in ALIKE:
        p = np.array([both for share in SHARES for both in _fisher(first, second, round(share * (first + second)))])
        tops = (2.0, *ENDS)
        row = []
        for low, top in zip(ENDS, tops, strict=False):
            ratio = (p[:, 0] / p[:, 1])[(p[:, 1] >= low) & (p[:, 1] < top)]
            row += [ratio.min(), ratio.max()]
        rows[f"{first} against {second}"] = row
    return rows


def _fisher(first: int, second: int, used: int) -> list[tuple[float, float]]:
    """Ours and Fisher's mid-p for every number of the first outlet's articles that can have the term."""
    from scipy.stats import hypergeom

    number = np.arange(max(0, used - second), min(first, used) + 1)
    chance, beyond = hypergeom(first + second, used, first).pmf(number), number * (first + second) - used * first
    found = []
    for k, seen in zip(number.tolist(), np.abs(beyond).tolist(), strict=True):
        counts = np.array([[k, first - k], [used - k, second - used + k]])
        ours = shuffled_p(counts, np.array([1, 1]), np.array([1, 0]), np.array([[0, 1]]))[0]
        found.append((float(ours), min(1.0, sum(_tail(sign * beyond, seen, chance) for sign in (1, -1)))))
    return found


def _pair(rng: np.random.Generator, least: int, most: int) -> Corpus:
    lengths = str(rng.choice(sorted(LENGTHS)))
    return corpus(
        rng,
        [(Scenario(share=rng.uniform(0.05, 0.95), lengths=lengths), int(rng.integers(least, most + 1))) for _ in "ab"],
    )


def _ours(pair: Corpus) -> float:
    types, kind = np.unique(np.stack([pair.m, pair.x], axis=1), axis=0, return_inverse=True)
    counts = np.zeros((2, len(types)), np.int64)
    np.add.at(counts, (pair.group, kind.reshape(-1)), 1)
    return float(shuffled_p(counts, types[:, 0], types[:, 1], np.array([[0, 1]]))[0])


def every_shuffle(pair: Corpus) -> float:
    """The mid-p by trying every way to deal the articles out; what is seen counts in full at the end of a tail."""
    beyond = pair.m.sum() * pair.x - pair.x.sum() * pair.m
    taken = int((pair.group == 0).sum())
    sums = np.array([beyond[list(chosen)].sum() for chosen in combinations(range(len(beyond)), taken)])
    seen = abs(int(beyond[:taken].sum()))
    return min(1.0, sum(_tail(sign * sums, seen, np.full(len(sums), 1 / len(sums))) for sign in (1, -1)))


def _tail(sums: Ints, seen: int, chance: Floats) -> float:
    weight = 1.0 if seen == sums.max() else 0.5
    return float(chance[sums > seen].sum() + weight * chance[sums == seen].sum())
