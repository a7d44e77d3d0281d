"""Which articles print another's text, and how much of it: pairs of `candidates`, compared on all their runs.

Runs are read from the disk for some thousand articles at a time; of a pair only what decides is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.pieces import Bools
from framing.survey.candidates import COPIED, FEWEST, Articles, Places
from framing.survey.shingles import Hashes

# Of a pair, the share of each one's own runs that stands in the other.
Shares = NDArray[np.float64]

# Pairs that are compared at once, and articles whose runs are held at once.
PAIRS_AT_ONCE, ARTICLES_AT_ONCE = 10_000, 8_000
# Where all runs count, there being few outside quotation marks, both articles must have nearly all of them.
COPIED_FEW = 0.9
# What an article shares with so many unlike articles of its outlet is furniture, whoever else has it.
FURNITURE_IN, UNLIKE = 3, 0.6
# Two texts inside a third have much in common where they share this much of one's own words.
MUCH = 0.25


class Known(NamedTuple):
    """An article's runs, and those of them that are its own words (all, where these are few)."""

    runs: Hashes
    own: Hashes


class Fellows(NamedTuple):
    """Of each article, some others: by article, and one more, where its own begin; these."""

    begin: NDArray[np.int64]
    others: Places

    def of(self, places: Places) -> Places:
        """Those of some articles."""
        start, n = self.begin[places], self.begin[places + 1] - self.begin[places]
        return self.others[np.repeat(start - np.cumsum(n) + n, n) + np.arange(n.sum())]


def compared(articles: Articles, pairs: Places, likely: Bools) -> tuple[Bools, Bools]:
    """By pair: whether one may be a copy of the other, and whether they are unlike; pairs that are not likely are that."""
    near, unlike = np.zeros(len(pairs), np.bool_), ~likely
    at = np.flatnonzero(likely)
    for start in range(0, len(at), PAIRS_AT_ONCE):
        here = at[start : start + PAIRS_AT_ONCE]
        for block, known in _blocks(articles, here, pairs):
            shares = np.array([_shares(known[a], known[b]) for a, b in pairs[block].tolist()])
            near[block], unlike[block] = shares.max(axis=1) >= COPIED, shares.min(axis=1) < UNLIKE
    return near, unlike


def copied(articles: Articles, pairs: Places, near: Bools, unlike: Bools) -> tuple[Places, Shares]:
    """The pairs that are copies, by place, and their shares without the furniture of their outlets.

    Parameters
    ----------
    articles : Articles
    pairs : array
        Of `candidates`.
    near, unlike : arrays
        Of `compared`.
    """
    of_one_outlet = articles.outlets[pairs[:, 0]] == articles.outlets[pairs[:, 1]]
    fellows = _fellows(pairs[unlike & of_one_outlet], pairs[near], len(articles.texts))
    found, shares = [pairs[:0]], [np.empty((0, 2))]
    at = np.flatnonzero(near)
    for start in range(0, len(at), PAIRS_AT_ONCE):
        for block, known in _blocks(articles, at[start : start + PAIRS_AT_ONCE], pairs, fellows):
            mine = {place: _without_furniture(known, place, fellows) for place in np.unique(pairs[block]).tolist()}
            both = [(mine[a], known[a], mine[b], known[b]) for a, b in pairs[block].tolist()]
            of = np.array([(_share(a, other.runs), _share(b, one.runs)) for a, one, b, other in both])
            few = np.array([min(len(a), len(b)) < FEWEST for a, _, b, _ in both])
            kept = np.where(few, of.min(axis=1) >= COPIED_FEW, of.max(axis=1) >= COPIED)
            found.append(pairs[block[kept]])
            shares.append(of[kept])
    places, of = np.concatenate(found), np.concatenate(shares)
    order = np.lexsort(places.T[::-1])
    return places[order], of[order]


def in_common(articles: Articles, texts: Places, holders: Places) -> Places:
    """With how many others that the same article holds each text has much in common.

    Counted without comparing each with each: so many others have each run of the quarter of its own that most have.
    """
    found = np.zeros(len(texts), np.int32)
    order = np.argsort(holders, kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(holders[order])) + 1)
    groups = [group for group in groups if len(group) > 1]
    blocks = np.cumsum([len(group) for group in groups], dtype=np.int64) // ARTICLES_AT_ONCE
    for number in np.unique(blocks).tolist():
        block = [groups[i] for i in np.flatnonzero(blocks == number).tolist()]
        known = _known(articles, np.unique(np.concatenate([_some(articles, texts[group]) for group in block])))
        for group in block:
            some = _some(articles, texts[group])
            runs, n = np.unique(np.concatenate([known[text].own for text in some.tolist()]), return_counts=True)
            for at in np.array_split(group, -(-len(group) // ARTICLES_AT_ONCE)):
                here = known if len(group) == len(some) else _known(articles, np.unique(texts[at]))
                for place, text in zip(at.tolist(), texts[at].tolist(), strict=True):
                    found[place] = _common(runs, n, here[text].own) * len(group) // len(some) - 1
    return found


def _some(articles: Articles, texts: Places) -> Places:
    """Of very many texts in one, those that speak for all: in an order of the texts, whatever that of the corpus."""
    if len(texts) <= ARTICLES_AT_ONCE:
        return texts
    return texts[np.argsort(articles.texts[texts], kind="stable")[:ARTICLES_AT_ONCE]]


def _common(runs: Hashes, n: NDArray[np.int64], own: Hashes) -> int:
    """How many texts have each of that part of a text's own runs which most of them have."""
    at = runs.searchsorted(own)
    times = np.where(runs.take(at, mode="clip") == own, n.take(at, mode="clip"), 0)
    times.sort()
    return int(times[-int(np.ceil(MUCH * len(times)))])


def _shares(a: Known, b: Known) -> tuple[float, float]:
    return _share(a.own, b.runs), _share(b.own, a.runs)


def _share(own: Hashes, runs: Hashes) -> float:
    """Of an article's own runs, the share that another has: what stands twice in both, each of which has a run once."""
    both = np.concatenate((own, runs))
    both.sort()
    return np.count_nonzero(both[1:] == both[:-1]) / len(own) if len(own) else 0.0


def _fellows(different: Places, near: Places, size: int) -> Fellows:
    """Of articles that may be copies, those that are unlike them, where there are enough to show furniture."""
    both = np.concatenate([different, different[:, ::-1]])
    n = np.bincount(both[:, 0], minlength=size)
    asked = np.zeros(size, np.bool_)
    asked[near] = True
    asked &= n >= FURNITURE_IN
    both = both[asked[both[:, 0]]]
    return Fellows(np.append(0, np.cumsum(n * asked)), both[np.argsort(both[:, 0], kind="stable"), 1])


def _without_furniture(known: Mapping[int, Known], place: int, fellows: Fellows) -> Hashes:
    """An article's own runs, but those that enough unlike articles of its outlet have."""
    own = known[place].own
    others = fellows.others[fellows.begin[place] : fellows.begin[place + 1]].tolist()
    if not others:
        return own
    every = np.concatenate([own, *(known[other].runs for other in others)])
    every.sort()
    # Each article has a run once: one that is its own and stands there once more for each of the others.
    furniture = every[FURNITURE_IN:][every[FURNITURE_IN:] == every[:-FURNITURE_IN]]
    return own[furniture.take(furniture.searchsorted(own), mode="clip") != own] if len(furniture) else own


def _blocks(
    articles: Articles, at: NDArray[np.int64], pairs: Places, fellows: Fellows | None = None
) -> Iterator[tuple[NDArray[np.int64], dict[int, Known]]]:
    """Some pairs, or a part of them at a time, with what is known of their articles and of the fellows of these."""
    wanted = np.unique(pairs[at])
    if fellows:
        wanted = np.union1d(wanted, fellows.of(wanted))
    if len(wanted) > ARTICLES_AT_ONCE and len(at) > 1:
        for half in np.array_split(at, 2):
            yield from _blocks(articles, half, pairs, fellows)
    else:
        yield at, _known(articles, wanted)


def _known(articles: Articles, wanted: Places) -> dict[int, Known]:
    found = {}
    bounds = np.searchsorted(wanted, articles.starts)
    for part, start, low, high in zip(articles.parts, articles.starts.tolist(), bounds, bounds[1:], strict=False):
        if low == high:
            continue
        # Plain arrays over what is mapped: a slice of a map costs more than what is in it.
        runs, owns = np.asarray(part.runs), np.asarray(part.own)
        last = int(wanted[high - 1])
        ends = np.cumsum(articles.sizes[start : last + 1], dtype=np.int64)
        for place in wanted[low:high].tolist():
            end = int(ends[place - start])
            mine = slice(end - int(articles.sizes[place]), end)
            own = np.array(owns[mine])
            # A copy: a slice would keep the runs of its whole part in memory.
            run = np.array(runs[mine])
            found[place] = Known(run, run[own] if own.sum() >= FEWEST else run)
    return found
