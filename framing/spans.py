"""Spans over one axis: which one covers a place, and how much of one lies in another."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pandas as pd

Ints = NDArray[np.integer]
Places = NDArray[np.int32]


def covering(starts: Sequence[int], ends: Sequence[int], place: int) -> int:
    """Index of the span that covers a place, or -1; the spans are in order and do not overlap.

    Examples
    --------
    >>> covering([0, 10], [5, 20], 12), covering([0, 10], [5, 20], 7)
    (1, -1)
    """
    i = bisect_right(starts, place) - 1
    return i if i >= 0 and place < ends[i] else -1


def overlap(a_start: int, a_end: int, b_start: int, b_end: int) -> int:
    """How many places two spans share.

    Examples
    --------
    >>> overlap(0, 10, 8, 20)
    2
    """
    return max(0, min(a_end, b_end) - max(a_start, b_start))


def flatten(spans: Sequence[tuple[int, int, int]], length: int) -> list[tuple[int, int, int]]:
    """Tile [0, length) by the innermost of nested spans.

    Parameters
    ----------
    spans : (start, end, value), in any order
        Where several cover a place, the shortest wins, then the later in the list; value -1 is kept for "none".

    Returns
    -------
    list of (start, end, value)
        In order, without gaps; -1 where no span lies.

    Examples
    --------
    >>> flatten([(2, 8, 0), (4, 6, 1)], 10)
    [(0, 2, -1), (2, 4, 0), (4, 6, 1), (6, 8, 0), (8, 10, -1)]
    """
    edges = sorted({0, length, *(s for s, _, _ in spans), *(e for _, e, _ in spans)})
    # Longest first, so that shorter spans paint over longer ones.
    order = sorted(range(len(spans)), key=lambda i: (spans[i][0] - spans[i][1], i))
    paint = dict.fromkeys(edges[:-1], -1)
    for i in order:
        start, end, value = spans[i]
        for edge in edges[bisect_right(edges, start) - 1 : bisect_right(edges, end) - 1]:
            paint[edge] = value
    tiles: list[tuple[int, int, int]] = []
    for start, end in zip(edges, edges[1:], strict=False):
        if tiles and tiles[-1][2] == paint[start]:
            tiles[-1] = (tiles[-1][0], end, paint[start])
        else:
            tiles.append((start, end, paint[start]))
    return tiles


def ascending(values: NDArray[np.integer]) -> NDArray[Any]:
    """The different values in order. `np.unique` hashes them, at ten times the time for places that are nearly in order.

    Examples
    --------
    >>> ascending(np.array([3, 1, 3])).tolist()
    [1, 3]
    """
    found = np.sort(values, kind="stable")
    return found[np.append(True, found[1:] != found[:-1])[: len(found)]]


def on_one_axis(spans: Sequence[Sequence[Sequence[Any]]], opens: Places) -> tuple[Places, Places, Places]:
    """The spans of all articles laid one after another: by span its start, its end, and the number of its article.

    Parameters
    ----------
    spans : list of lists of (start, end, ...)
        By article.
    opens : array
        By article: its place on the axis.

    Examples
    --------
    >>> [found.tolist() for found in on_one_axis([[(0, 2)], [], [(1, 4), (4, 5)]], np.array([0, 10, 20]))]
    [[0, 21, 24], [2, 24, 25], [0, 2, 2]]
    """
    article = np.repeat(np.arange(len(spans), dtype=np.int32), [len(row) for row in spans])
    starts, ends = (
        np.fromiter(map(itemgetter(side), chain.from_iterable(spans)), np.int32, len(article)) + opens[article]
        for side in (0, 1)
    )
    return starts, ends, article


def innermost(starts: Ints, ends: Ints) -> tuple[Ints, Ints]:
    """Where the innermost of many spans of one axis changes, as `flatten` has it; -1 where none lies, so also at the end.

    Returns
    -------
    (edges, owner) : tuple of arrays
        By stretch, which reaches to the next edge: where it begins, and the number of the span that has it.

    Examples
    --------
    >>> [found.tolist() for found in innermost(np.array([2, 4]), np.array([8, 6]))]
    [[2, 4, 6, 8], [0, 1, 0, -1]]
    """
    edges = ascending(np.concatenate([starts, ends]))
    # Longest first, so that shorter spans paint over longer ones: of several values set at one place numpy keeps the last.
    order = np.argsort(starts - ends, kind="stable")
    low, high = np.searchsorted(edges, starts[order]), np.searchsorted(edges, ends[order])
    painted = np.repeat(high - np.cumsum(high - low), high - low) + np.arange((high - low).sum())
    owner = np.full(len(edges), -1)
    owner[painted] = np.repeat(order, high - low)
    changes = np.append(True, owner[1:] != owner[:-1])[: len(owner)]
    return edges[changes], owner[changes]


def numbers(values: pd.Series, known: pd.Index | Sequence[str]) -> NDArray[np.int64]:
    """By value: its number among known ones, or -1; what repeats is looked up once.

    Examples
    --------
    >>> import pandas as pd
    >>> numbers(pd.Series(["b", "a", "b", "c"]), ["a", "b"]).tolist()
    [1, 0, 1, -1]
    """
    import pandas as pd

    code, distinct = pd.factorize(values, use_na_sentinel=False)
    return np.asarray(pd.Index(known).get_indexer(distinct), np.int64)[code]


def locate(spans: pd.DataFrame, article_id: pd.Series, place: pd.Series) -> list[int]:
    """For each place in an article, the row of the span that covers it, or -1.

    Parameters
    ----------
    spans : DataFrame with article_id, start, end
        Not overlapping within an article (sentences, zones); in any order.

    Examples
    --------
    >>> import pandas as pd
    >>> spans = pd.DataFrame({"article_id": ["b", "a", "a"], "start": [0, 0, 5], "end": [9, 5, 8]})
    >>> locate(spans, pd.Series(["a", "b", "a", "c"]), pd.Series([6, 6, 8, 0]))
    [2, 0, -1, -1]
    """
    import pandas as pd

    if not len(spans):
        return [-1] * len(place)
    code, known = pd.factorize(spans["article_id"])
    start, end = (np.asarray(spans[column], np.int64) for column in ("start", "end"))
    wanted, at = numbers(article_id, known), np.asarray(place, np.int64)
    # One axis for all articles, each as long as the longest.
    length = 1 + max(end.max(), at.max(initial=0))
    order = np.argsort(code * length + start)
    near = order[np.searchsorted((code * length + start)[order], wanted * length + at, "right") - 1]
    covers = (code[near] == wanted) & (start[near] <= at) & (at < end[near])
    return np.where(covers, near, -1).tolist()


def most_covering(tiles: Ints, values: Ints, starts: Ints, ends: Ints) -> Ints:
    """The value that most places of each span have; of equals, the one that the span meets first.

    Parameters
    ----------
    tiles : array
        By tile: where it begins; it reaches to the next one, the last one has no end.
    values : array
        By tile: a small whole number.
    starts, ends : array
        By span: its bounds; spans are not empty and may overlap.

    Examples
    --------
    >>> most_covering(np.array([0, 5, 7]), np.array([0, 1, 0]), np.array([0, 4, 6]), np.array([5, 7, 8])).tolist()
    [0, 1, 1]
    """
    first, last = np.searchsorted(tiles, starts, "right") - 1, np.searchsorted(tiles, ends, "right") - 1
    kinds = range(values.max(initial=0) + 1)
    # By value: how many places have it in each span.
    share = np.stack(
        [_held(tiles, values == kind, ends, last) - _held(tiles, values == kind, starts, first) for kind in kinds]
    )
    most, found = share.max(axis=0), share.argmax(axis=0)
    for i in np.flatnonzero((share == most).sum(axis=0) > 1).tolist():
        tied = (value for value in values[first[i] : last[i] + 1].tolist() if share[value, i] == most[i])
        found[i] = next(tied)
    return found


def _held(tiles: Ints, chosen: NDArray[np.bool_], places: Ints, tile: Ints) -> Ints:
    """How many places of the chosen tiles lie before each place, which lies in the given tile."""
    before = np.concatenate([[0], np.cumsum(np.diff(tiles) * chosen[:-1])])
    return before[tile] + (places - tiles[tile]) * chosen[tile]
