"""Which articles print another's text, and how much of it: pairs that share runs of words.

Two steps, so that a corpus need not be held in memory and no article is compared with every other: articles that share
several of the runs that each is sampled by (those with the smallest hashes) are compared on all their runs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from framing.pieces import Bools, Ints
from framing.survey.shingles import Hashes, Prints

Places = NDArray[np.int64]

# Runs that an article is sampled by: with 64, a text cut down to a tenth still shares six with the whole.
SAMPLE = 64
# Sampled runs that make two articles worth comparing, one is often a phrase of the language; and their share.
WORTH, WORTH_SHARE = 2, 0.25
# How far the share in a sample may lie below the true one: deviations of a Poisson count.
CHANCE = 2.5
# Of articles that share a run, each is paired with so many that follow it: a phrase of the day is in thousands.
NEIGHBOURS = 24
# Sampled runs that are sorted at once, and articles whose runs are held at once.
RUNS_AT_ONCE, ARTICLES_AT_ONCE = 2_000_000, 5_000
# An article is a copy where it has this share of another's own words, or another of its.
COPIED = 0.7
# Shorter texts are compared word for word only: forms filled in anew (results, weather) differ in a few words.
SHORTEST = 80
# With fewer runs outside quotation marks, all runs count, and both articles must have nearly all of them.
FEWEST, COPIED_FEW = 40, 0.9
# What an article shares with so many unlike articles of its outlet is furniture, whoever else has it.
FURNITURE_IN, UNLIKE = 3, 0.6


class Part(Protocol):
    """Articles by what they are recognised by; see `shingles.Prints` and `sampled`."""

    @property
    def outlets(self) -> Sequence[str]: ...
    @property
    def sizes(self) -> Ints: ...
    @property
    def runs(self) -> Hashes: ...
    @property
    def own(self) -> Bools: ...
    @property
    def known_by(self) -> Ints: ...
    @property
    def sample(self) -> Hashes: ...


class Pair(NamedTuple):
    """Two articles by their place in the corpus, and the share of each one's own runs that stands in the other."""

    first: int
    second: int
    of_first: float
    of_second: float


class Known(NamedTuple):
    """An article's runs, and those of them that are its own words (all, where these are few)."""

    runs: Hashes
    own: Hashes


def compared(parts: Iterable[Part], texts: NDArray[np.uint64]) -> tuple[list[Pair], Places]:
    """Pairs of different texts that have much in common, with how much.

    Returns
    -------
    (pairs, others)
        Pairs of which one may be a copy of the other, compared on all runs; and arrays (first, second) of those that,
        by their sampled runs, have something in common and are none.

    Parameters
    ----------
    parts : iterable of Part
        In corpus order; gone through several times.
    texts : array
        By article: the hash of its text. Of equal ones only the first is compared.
    """
    candidates, likely = _candidates(parts, texts)
    found = []
    for block, known in _blocks(parts, candidates[likely]):
        for a, b in block.tolist():
            found.append(Pair(a, b, _share(known[a], known[b]), _share(known[b], known[a])))
    return found, candidates[~likely]


def copied(parts: Iterable[Part], pairs: Sequence[Pair], others: Places, outlets: Sequence[object]) -> list[Pair]:
    """The pairs that are copies, their shares without the furniture of their outlets.

    Parameters
    ----------
    parts
        As in `compared`.
    pairs, others
        Of `compared`.
    outlets : list of str
        By article.
    """
    likely = np.array([pair[:2] for pair in pairs if max(pair[2:]) >= COPIED], np.int64).reshape(-1, 2)
    different = [pair[:2] for pair in pairs if min(pair[2:]) < UNLIKE]
    different += others[np.isin(others, likely).any(axis=1)].tolist()
    unlike: dict[int, set[int]] = defaultdict(set)
    for a, b in different:
        if outlets[a] == outlets[b]:
            unlike[a].add(b)
            unlike[b].add(a)
    found = []
    for block, known in _blocks(parts, likely, unlike):
        for a, b in block.tolist():
            one, other = (_without_furniture(known, place, unlike[place]) for place in (a, b))
            pair = Pair(a, b, _share(one, known[b]), _share(other, known[a]))
            few = min(len(one.own), len(other.own)) < FEWEST
            if min(pair[2:]) >= COPIED_FEW if few else max(pair[2:]) >= COPIED:
                found.append(pair)
    return found


def _share(a: Known, b: Known) -> float:
    """Of an article's own runs, the share that another has."""
    return int(np.count_nonzero(_has(b.runs, a.own))) / len(a.own) if len(a.own) else 0.0


def _has(runs: Hashes, asked: Hashes) -> Bools:
    """Which of some runs are among others, in rising order."""
    if not len(runs):
        return np.zeros(len(asked), np.bool_)
    return runs.take(runs.searchsorted(asked), mode="clip") == asked


def _without_furniture(known: Mapping[int, Known], place: int, unlike: Iterable[int]) -> Known:
    mine = known[place]
    times = np.zeros(len(mine.own), np.int32)
    for other in unlike:
        times += _has(known[other].runs, mine.own)
    return mine._replace(own=mine.own[times < FURNITURE_IN])


def _candidates(parts: Iterable[Part], texts: NDArray[np.uint64]) -> tuple[Places, Bools]:
    """Pairs (lower, higher place) that share sampled runs, and which of them may be copies."""
    size = len(texts)
    single = np.zeros(size, np.bool_)
    single[np.unique(texts, return_index=True)[1]] = True
    # Neighbours by text: in an order that has nothing to do with the articles' own.
    rank = np.empty(size, np.int64)
    rank[np.argsort(texts, kind="stable")] = np.arange(size)
    found, times, shares = np.empty(0, np.int64), np.empty(0, np.int64), 1 + size * SAMPLE // RUNS_AT_ONCE
    for share in range(shares):
        article, runs, known_by = _sampled(parts, single, shares, share)
        new = _neighbours(article, runs, rank)
        found, at = np.unique(np.concatenate([found, new]), return_inverse=True)
        weights = np.concatenate([times, np.ones(len(new), np.int64)])
        times = np.bincount(at.reshape(-1), weights, len(found)).astype(np.int64)
    found, times = found[times >= WORTH], times[times >= WORTH]
    pairs = np.stack([found // max(size, 1), found % max(size, 1)], axis=1)
    # The sample of a text holds the same part of its runs as of a copy inside it: by it, of so many sampled runs of the
    # longer text, those of the shorter one; what is found of them says how much of the shorter one the longer has.
    sizes = np.sort(known_by[pairs], axis=1)
    expected = np.minimum(sizes[:, 0], SAMPLE * sizes[:, 0] / np.maximum(sizes[:, 1], SAMPLE))
    worth = times >= WORTH_SHARE * expected
    likely = times + CHANCE * np.sqrt(times) + 1 >= COPIED * expected
    return pairs[worth], likely[worth]


def _neighbours(article: Places, runs: Hashes, rank: Places) -> Places:
    """Pairs of articles that share a run, as one integer each; a pair comes as often as it shares runs."""
    order = np.lexsort((rank[article], runs))
    article, runs = article[order], runs[order]
    found = []
    for step in range(1, NEIGHBOURS + 1):
        same = np.flatnonzero(runs[step:] == runs[:-step])
        one, other = article[same], article[same + step]
        found.append(np.minimum(one, other) * len(rank) + np.maximum(one, other))
    return np.concatenate(found)


def sampled(prints: Prints) -> tuple[Ints, Hashes]:
    """What some articles are sampled by.

    Returns
    -------
    (known_by, sample)
        By article: of how many runs the sample is taken, none for a short text; the sampled runs, article after
        article, `SAMPLE` of each or as many as there are.
    """
    article = np.repeat(np.arange(len(prints.sizes)), prints.sizes)
    own = np.bincount(article, prints.own, len(prints.sizes))
    at = np.flatnonzero((prints.own | (own < FEWEST)[article]) & (prints.sizes >= SHORTEST)[article])
    known_by = np.bincount(article[at], minlength=len(prints.sizes)).astype(np.int32)
    # By chosen run: how many of its article come before it; in each article they rise.
    number = np.arange(len(at)) - np.append(0, np.cumsum(known_by))[article[at]]
    return known_by, prints.runs[at[number < SAMPLE]]


def _sampled(parts: Iterable[Part], single: Bools, shares: int, share: int) -> tuple[Places, Hashes, Places]:
    """The sampled runs of each different text, a share of all: article and hash; by article, of how many runs."""
    articles, runs, known_by, start = [], [], [], 0
    for part in parts:
        sample, of = part.sample, part.known_by
        article = np.repeat(np.arange(len(of)), np.minimum(of, SAMPLE))
        at = single[start + article] & (sample % np.uint32(shares) == share)
        articles.append(start + article[at])
        runs.append(sample[at])
        known_by.append(np.where(single[start : start + len(of)], of, 0))
        start += len(of)
    return np.concatenate(articles), np.concatenate(runs), np.concatenate(known_by)


def _blocks(
    parts: Iterable[Part], pairs: Places, also: Mapping[int, Iterable[int]] | None = None
) -> Iterator[tuple[Places, dict[int, Known]]]:
    """Pairs, some at a time, with what is known of their articles and of others that go with these."""
    wanted: set[int] = set()
    start = 0
    for end, pair in enumerate(pairs.tolist(), 1):
        wanted.update(pair, *((also or {}).get(place, ()) for place in pair))
        if len(wanted) >= ARTICLES_AT_ONCE or end == len(pairs):
            yield pairs[start:end], _known(parts, np.array(sorted(wanted)))
            wanted, start = set(), end


def _known(parts: Iterable[Part], wanted: Places) -> dict[int, Known]:
    found, start = {}, 0
    for part in parts:
        sizes = part.sizes
        here = wanted[np.searchsorted(wanted, start) : np.searchsorted(wanted, start + len(sizes))] - start
        ends, runs, owns = np.cumsum(sizes), part.runs, part.own
        for i in here.tolist():
            mine = slice(int(ends[i] - sizes[i]), int(ends[i]))
            own = owns[mine]
            # A copy: a slice would keep the runs of its whole part in memory.
            run = runs[mine].copy()
            found[start + i] = Known(run, run[own] if own.sum() >= FEWEST else run)
        start += len(sizes)
    return found
