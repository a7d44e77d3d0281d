"""From pairs of copies to clusters: who is together, and of which article each is a copy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from heapq import heappop, heappush
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.survey.alike import Shares
from framing.survey.candidates import COPIED, Keys, Places

EXACT, NEAR, SYNDICATED = "exact", "near", "syndicated"


class Copy(NamedTuple):
    """Of which article another is a copy (by place, or by article_id), of which kind, and how much of the shorter one's
    own words both have."""

    of: int | str
    kind: str
    overlap: float


def clustered(
    pairs: Places, shares: Shares, texts: Keys, outlets: Places, in_common: Callable[[Places, Places], Places]
) -> tuple[Places, dict[int, Copy]]:
    """Clusters of different texts.

    Texts that have most of each other are together. One that lies in a longer text joins it, and of several longer ones
    the one that has most of it; but a digest, which holds several texts that have nothing in common, is no copy of any.

    Parameters
    ----------
    pairs, shares : arrays
        As `alike.copied` gives them.
    texts, outlets : arrays
        By article: the hash of its text, which decides between longer texts that have as much of it; the number of its outlet.
    in_common : function
        Of texts and who holds each (arrays): with how many others that the same one holds it has much in common.

    Returns
    -------
    (first, copies)
        By article: the first one of its cluster; of each but the first, what it is a copy of.

    Examples
    --------
    Article 1 is a new version of 0, and 2 is cut down to a third of it:

    >>> pairs, shares = np.array([[0, 1], [1, 2]]), np.array([[0.9, 0.8], [0.3, 1.0]])
    >>> first, copies = clustered(pairs, shares, np.arange(3), np.array([0, 0, 1]), lambda texts, holders: np.zeros(len(texts), int))
    >>> first.tolist(), copies
    ([0, 0, 0], {1: Copy(of=0, kind='near', overlap=0.9), 2: Copy(of=1, kind='syndicated', overlap=1.0)})
    """
    even = shares.min(axis=1, initial=1) >= COPIED
    twins = _first_of(pairs[even], len(outlets))
    links = np.append(np.flatnonzero(even), _joining(pairs, shares, np.flatnonzero(~even), texts, twins, in_common))
    pairs, shares = pairs[links], shares[links]
    first = _first_of(pairs, len(outlets))
    alone = (shares.min(axis=1, initial=1) < COPIED) & (outlets[pairs[:, 0]] != outlets[pairs[:, 1]])
    overlap = shares.max(axis=1, initial=0)
    found = {
        place: Copy(of, SYNDICATED if alone[link] else NEAR, float(overlap[link]))
        for place, of, link in _tree(pairs, overlap, first)
    }
    return first, dict(sorted(found.items()))


def _first_of(pairs: Places, size: int) -> Places:
    """Of each article, the first that it hangs together with."""
    first = np.arange(size, dtype=np.int32)
    while len(pairs := pairs[first[pairs[:, 0]] != first[pairs[:, 1]]]):
        ends = first[pairs]
        np.minimum.at(first, ends.max(axis=1), ends.min(axis=1))
        while (first != first[first]).any():
            first = first[first]
    return first


def _joining(
    pairs: Places,
    shares: Shares,
    uneven: NDArray[np.int64],
    texts: Keys,
    twins: Places,
    in_common: Callable[[Places, Places], Places],
) -> NDArray[np.int64]:
    """Of each text that lies in longer ones, the pair with the one that has most of it, where that is no digest."""
    inner = np.where(shares[uneven, 0] > shares[uneven, 1], 0, 1)
    inside, longer = pairs[uneven, inner], pairs[uneven, 1 - inner]
    of_longer, of_inside = -shares[uneven].min(axis=1, initial=1), -shares[uneven].max(axis=1, initial=0)
    order = np.lexsort((texts[longer], of_longer, of_inside, inside))
    at = order[np.append(True, np.diff(inside[order]) != 0)[: len(order)]]
    # By text: the first twin of the longer one that it joins.
    holder = twins[longer[at]]
    held = np.bincount(holder, minlength=len(twins))
    return uneven[at[2 * in_common(inside[at], holder) >= held[holder] - 1]]


def _tree(pairs: Places, overlap: NDArray[np.float64], first: Places) -> Iterator[tuple[int, int, int]]:
    """From the first article of each cluster outwards, always along the pair with most in common: article, of, pair."""
    one, other = np.concatenate([pairs, pairs[:, ::-1]]).T
    link = np.tile(np.arange(len(pairs)), 2)
    # By step, the best ones first: from where to where, along which pair.
    order = np.lexsort((one, other, -overlap[link]))
    one, other, link = one[order], other[order], link[order]
    # Steps by the article that they lead from, and by article where its own begin.
    steps = np.argsort(one, kind="stable")
    begin = np.searchsorted(one[steps], np.arange(len(first) + 1))
    reached = np.zeros(len(first), np.bool_)
    for start in np.unique(first[one]).tolist():
        waiting: list[int] = []
        place = start
        while True:
            reached[place] = True
            for step in steps[begin[place] : begin[place + 1]].tolist():
                heappush(waiting, step)
            while waiting and reached[other[waiting[0]]]:
                heappop(waiting)
            if not waiting:
                break
            step = heappop(waiting)
            place = int(other[step])
            yield place, int(one[step]), int(link[step])
