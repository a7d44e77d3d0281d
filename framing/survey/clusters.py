"""From pairs of copies to clusters: who is together, and of which article each is a copy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from heapq import heappop, heappush
from itertools import combinations
from typing import NamedTuple

from framing.survey.alike import COPIED, Pair

EXACT, NEAR, SYNDICATED = "exact", "near", "syndicated"


class Copy(NamedTuple):
    """Of which article another is a copy (by place, or by article_id), of which kind, and how much of the shorter one's
    own words both have."""

    of: int | str
    kind: str
    overlap: float


def clustered(
    copied: Sequence[Pair], alike: Container[tuple[int, int]], outlets: Sequence[object]
) -> tuple[dict[int, int], dict[int, Copy]]:
    """Clusters of different texts.

    Texts that have most of each other are together. One that lies in a longer text joins it, and of several longer ones
    the one that has most of it; but a digest, which holds several texts that have nothing in common, is no copy of any.

    Parameters
    ----------
    copied : list of Pair
        As `alike.copied` gives them.
    alike : set of (lower, higher place)
        Pairs that have something in common.
    outlets : list of str
        By article.

    Returns
    -------
    (first, copies)
        Of each text that is in a cluster, the first one there; of each but the first, what it is a copy of.

    Examples
    --------
    Article 1 is a new version of 0, and 2 is cut down to a third of it:

    >>> pairs = [Pair(0, 1, 0.9, 0.8), Pair(1, 2, 0.3, 1.0)]
    >>> clustered(pairs, {(0, 1), (1, 2)}, ["Courier", "Courier", "Herald"])
    ({0: 0, 1: 0, 2: 0}, {1: Copy(of=0, kind='near', overlap=0.9), 2: Copy(of=1, kind='syndicated', overlap=1.0)})
    """
    even = [pair for pair in copied if min(pair[2:]) >= COPIED]
    twins = _first_of(even)
    links = [*even, *_joining([pair for pair in copied if min(pair[2:]) < COPIED], alike, twins)]
    first = _first_of(links)
    return first, _tree(links, first, outlets)


def _first_of(pairs: Sequence[Pair]) -> dict[int, int]:
    """Of each article, the first that it hangs together with."""
    first: dict[int, int] = {}

    def root(place: int) -> int:
        while first.setdefault(place, place) != place:
            first[place] = first[first[place]]
            place = first[place]
        return place

    for pair in pairs:
        one, other = sorted((root(pair.first), root(pair.second)))
        first[other] = one
    return {place: root(place) for place in sorted(first)}


def _joining(uneven: Sequence[Pair], alike: Container[tuple[int, int]], twins: Mapping[int, int]) -> list[Pair]:
    """Of each text that lies in longer ones, the pair with the one that has most of it, where that is no digest."""
    strongest: dict[int, Pair] = {}
    for pair in uneven:
        inside = pair.first if pair.of_first > pair.of_second else pair.second
        if inside not in strongest or sorted(pair[2:])[::-1] > sorted(strongest[inside][2:])[::-1]:
            strongest[inside] = pair
    held: dict[int, list[int]] = defaultdict(list)
    for inside, pair in sorted(strongest.items()):
        longer = pair.first + pair.second - inside
        held[twins.get(longer, longer)].append(inside)
    kept = []
    for texts in held.values():
        fellows = dict.fromkeys(texts, 0)
        for a, b in combinations(texts, 2):
            if (a, b) in alike or twins.get(a, a) == twins.get(b, b):
                fellows[a] += 1
                fellows[b] += 1
        kept += [strongest[text] for text in texts if 2 * fellows[text] >= len(texts) - 1]
    return kept


def _tree(links: Sequence[Pair], first: Mapping[int, int], outlets: Sequence[object]) -> dict[int, Copy]:
    """From the first article of each cluster outwards, always along the pair with most in common."""
    beside: dict[int, list[tuple[float, int, int, Pair]]] = defaultdict(list)
    for pair in links:
        for one, other in (pair[:2], pair[1::-1]):
            beside[one].append((-max(pair[2:]), other, one, pair))
    found: dict[int, Copy] = {}
    for start in sorted(set(first.values())):
        waiting: list[tuple[float, int, int, Pair]] = []
        reached = start
        while True:
            for edge in beside[reached]:
                heappush(waiting, edge)
            while waiting and (waiting[0][1] in found or waiting[0][1] == start):
                heappop(waiting)
            if not waiting:
                break
            overlap, reached, of, pair = heappop(waiting)
            alone = min(pair[2:]) < COPIED and outlets[of] != outlets[reached]
            found[reached] = Copy(of, SYNDICATED if alone else NEAR, -overlap)
    return dict(sorted(found.items()))
