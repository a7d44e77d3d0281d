"""Which articles are worth comparing: those that share several of the runs that each is sampled by, the smallest hashes.

No article is paired with every other that has a run: in each run's list, which has the same order whatever the order of
the corpus, it is paired with the few beside it and with the longest. What is held in memory at once does not grow with the pairs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import pairwise
from tempfile import SpooledTemporaryFile
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from framing.pieces import Bools, Ints
from framing.survey.shingles import Hashes, Prints

Places = NDArray[np.int32]
Keys = NDArray[np.uint64]

# Runs that an article is sampled by: with 64, a text cut down to a tenth still shares six with the whole.
SAMPLE = 64
# Shorter texts are compared word for word only: forms filled in anew (results, weather) differ in a few words.
SHORTEST = 80
# With fewer runs outside quotation marks, all runs count.
FEWEST = 40
# An article is a copy where it has this share of another's own words, or another of its.
COPIED = 0.7
# Sampled runs that make two articles worth comparing, one is often a phrase of the language; and their share.
WORTH, WORTH_SHARE = 2, 0.25
# How far the share in a sample may lie below the true one: deviations of a Poisson count.
CHANCE = 2.5
# Of articles that share a run, each is paired with so many that follow it: a phrase of the day is in thousands.
NEIGHBOURS = 12
# Sampled runs that are sorted at once; pairs of one share of them wait in memory up to so many bytes, then on the disk.
RUNS_AT_ONCE, WAITING = 2_000_000, 1 << 26
# A pair as one number: from this bit on the lower rank, from this one the higher; below them, how many runs they share.
LOWER, HIGHER = np.uint64(36), np.uint64(8)
RANKS, TIMES = np.uint64((1 << 28) - 1), np.uint64((1 << 8) - 1)


class Part(Protocol):
    """Articles by what they are recognised by; see `shingles.Prints` and `sampled`."""

    @property
    def runs(self) -> Hashes: ...
    @property
    def own(self) -> Bools: ...
    @property
    def sample(self) -> Hashes: ...


class Articles(NamedTuple):
    """What is held of every article of a corpus while its copies are looked for.

    Attributes
    ----------
    parts : iterable of Part
        In corpus order; gone through several times.
    starts : array
        By part, and one more: its first article.
    texts, outlets : arrays
        By article: the hash of its text, the number of its outlet.
    sizes, known_by : arrays
        By article: how many runs it has, and of how many of them its sample is taken.
    """

    parts: Iterable[Part]
    starts: NDArray[np.int64]
    texts: Keys
    outlets: Places
    sizes: Ints
    known_by: Ints


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


def candidates(articles: Articles) -> tuple[Places, Bools]:
    """Pairs of different texts (lower, higher place) that share sampled runs, and which of them may be copies."""
    place = _order(articles)
    pairs, likely = [np.empty((0, 2), np.int32)], [np.empty(0, np.bool_)]
    for ranks, times in _counted(articles, place):
        both = place[ranks]
        # The sample of a text holds the same part of its runs as of a copy inside it: by it, of so many sampled runs of
        # the longer text, those of the shorter one; what is found of them says how much of the shorter one the longer has.
        sizes = np.sort(articles.known_by[both], axis=1)
        expected = np.minimum(sizes[:, 0], SAMPLE * sizes[:, 0] / np.maximum(sizes[:, 1], SAMPLE))
        worth = times >= np.maximum(WORTH, WORTH_SHARE * expected)
        pairs.append(np.sort(both[worth], axis=1))
        likely.append((times + CHANCE * np.sqrt(times) + 1 >= COPIED * expected)[worth])
    return np.concatenate(pairs), np.concatenate(likely)


def _samples(articles: Articles) -> Iterator[tuple[int, Ints, Hashes]]:
    """By part: its first article, how long the sample of each is, the sampled runs."""
    for part, (start, end) in zip(articles.parts, pairwise(articles.starts.tolist()), strict=True):
        yield start, np.minimum(articles.known_by[start:end], SAMPLE), part.sample


def _order(articles: Articles) -> Places:
    """By rank: the article. An order of the texts alone; those with the same smallest run, mostly copies, are neighbours."""
    lowest = np.zeros(len(articles.texts), np.uint32)
    for start, number, sample in _samples(articles):
        at = np.flatnonzero(number)
        lowest[start + at] = sample[(np.cumsum(number) - number)[at]]
    single = np.unique(articles.texts, return_index=True)[1]
    single = single[articles.known_by[single] > 0]
    return single[np.lexsort((articles.texts[single], lowest[single]))].astype(np.int32)


def _counted(articles: Articles, place: Places) -> Iterator[tuple[Places, Ints]]:
    """Pairs of ranks (lower, higher), and how many sampled runs they share; those of some lower ranks at a time."""
    rank = np.full(len(articles.texts), -1, np.int64)
    rank[place] = np.arange(len(place))
    shares = 1 + len(place) * SAMPLE // RUNS_AT_ONCE
    bounds = np.linspace(0, len(place), shares + 1).astype(np.uint64) << LOWER
    with ExitStack() as stack:
        waiting = [stack.enter_context(SpooledTemporaryFile(WAITING // shares)) for _ in range(shares)]
        for share in range(shares):
            packed = _neighbours(_sampled(articles, rank, shares, share), articles.known_by[place])
            cuts = np.searchsorted(packed, bounds)
            for file, low, high in zip(waiting, cuts, cuts[1:], strict=False):
                file.write(packed[low:high].tobytes())
        for file in waiting:
            file.seek(0)
            packed = _added(np.frombuffer(file.read(), np.uint64))
            file.close()
            ranks = np.stack([packed >> LOWER, packed >> HIGHER & RANKS], axis=1)
            yield ranks.astype(np.int32), (packed & TIMES).astype(np.int32)


def _sampled(articles: Articles, rank: NDArray[np.int64], shares: int, share: int) -> Keys:
    """The sampled runs of each different text, a share of all, in rising order: the run, then the rank."""
    found = [np.empty(0, np.uint64)]
    for start, number, sample in _samples(articles):
        ranks = np.repeat(rank[start : start + len(number)], number)
        at = (ranks >= 0) & (sample % np.uint32(shares) == share)
        found.append(sample[at].astype(np.uint64) << np.uint64(32) | ranks[at].astype(np.uint64))
    return np.sort(np.concatenate(found))


def _neighbours(keys: Keys, sizes: Ints) -> Keys:
    """Pairs of ranks that share a run, with how many runs they share; `sizes` is by rank."""
    run, rank = keys >> np.uint64(32), keys & np.uint64(0xFFFFFFFF)
    found = [_with_longest(run, rank, sizes)]
    for step in range(1, NEIGHBOURS + 1):
        same = np.flatnonzero(run[step:] == run[:-step])
        found.append(rank[same] << LOWER | rank[same + step] << HIGHER | np.uint64(1))
    return _added(np.concatenate(found))


def _with_longest(run: Keys, rank: Keys, sizes: Ints) -> Keys:
    """Each article of a run's list with the longest there, if it stands further off: two cuts of a text may share little."""
    at = np.arange(len(run), dtype=np.uint64)
    first = np.flatnonzero(np.append(True, run[1:] != run[:-1])[: len(run)])
    longest = np.maximum.reduceat(sizes[rank].astype(np.uint64) << np.uint64(32) | at, first) if len(run) else at
    longest = np.repeat(longest & np.uint64(0xFFFFFFFF), np.diff(np.append(first, len(run))))
    far = np.maximum(at, longest) - np.minimum(at, longest) > NEIGHBOURS
    pairs = np.sort([rank[far], rank[longest[far]]], axis=0)
    return pairs[0] << LOWER | pairs[1] << HIGHER | np.uint64(1)


def _added(packed: Keys) -> Keys:
    """Each pair once, with the sum of its times."""
    packed = np.sort(packed)
    first = np.flatnonzero(np.append(True, packed[1:] >> HIGHER != packed[:-1] >> HIGHER)[: len(packed)])
    return packed[first] & ~TIMES | np.add.reduceat(packed & TIMES, first)
