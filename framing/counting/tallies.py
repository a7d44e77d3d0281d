"""Integers per article, their sums per group, and the tidy table that an estimate of them becomes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from framing.counting import Selection
from framing.counting.notes import SHARES, Scale, notes_on
from framing.estimates import Estimate, mean_of_outlets
from framing.schema import typed
from framing.spans import ascending
from framing.sums import Floats, Ints, Sums, add_up

if TYPE_CHECKING:
    import pandas as pd

# Groups times terms that are estimated at once.
CELLS = 1 << 17


@dataclass(frozen=True)
class Tally:
    """What was counted: a base for each article (or cluster of copies) in its group, and amounts of each term.

    Attributes
    ----------
    key, group, m : arrays (units,)
        The key is that of group and unit, whatever else was counted.
    unit, term, x, squares : arrays (entries,)
        Amounts: sums of single values, and the sums of their squares.
    shape : (K, T)
        Groups that are counted in, and terms.
    heard : array
        Keys of group and article: which articles the bases come from.
    articles, stories, largest : arrays (rows of the selection's groups,)
        How many articles, and stories among them, the bases come from; articles of the story with most.
    """

    key: Ints
    group: Ints
    m: Ints
    unit: Ints
    term: Ints
    x: Ints
    squares: Ints
    shape: tuple[int, int]
    heard: Ints
    articles: Ints
    stories: Ints
    largest: Ints

    @cached_property
    def sums(self) -> Sums:
        """The sums of each group, which are all that an estimate needs."""
        return add_up(self.group, self.m, self.unit, self.term, self.x, shape=self.shape, squares=self.squares)

    def presence(self) -> Tally:
        """The same with 1 for every amount: whether an article uses a term at all."""
        ones = np.ones_like(self.x)
        return replace(self, m=np.minimum(self.m, 1), x=ones, squares=ones)


def tally(
    selection: Selection,
    base: tuple[Ints, Ints, Ints | int],
    amounts: tuple[Ints, Ints, Ints, Ints | int],
    *,
    terms: int,
    squares: Ints | None = None,
) -> Tally:
    """Add up spans by article and group.

    Parameters
    ----------
    selection : Selection
    base : (article, group, how much)
        Of each span that makes the denominator (more than 0); articles and groups are those of `Selection.find`.
    amounts : (article, group, term, how much)
        Of each span that makes a numerator.
    terms : int
        How many terms there are.
    squares : array, optional
        Of amounts that are sums themselves: the squares of their single values, added up.
    """
    article, group, much = base
    x_article, x_group, term, value = amounts
    much, value = np.broadcast_to(much, article.shape), np.broadcast_to(value, x_article.shape)
    size = int(selection.unit.max(initial=0)) + 1
    heard = ascending(selection.outer[group] * len(selection.ids) + article)
    bases = group * size + selection.unit[article], much
    entries = x_group * size + selection.unit[x_article], term, value, value * value if squares is None else squares
    return _gathered(selection, bases, entries, heard, terms)


def count_parts(selection: Selection, tables: Sequence[str], count: Callable[[Selection], Tally]) -> Tally:
    """Count each part of the layers by itself and add up: the same as counting the whole.

    Parameters
    ----------
    selection : Selection
        Of the whole corpus.
    tables : list of str
        The tables that `count` looks at.
    count : callable
        Counts the layers of the selection that it is given.
    """
    return together(selection, [count(replace(selection, layers=part)) for part in selection.layers.parts(*tables)])


def together(selection: Selection, tallies: Sequence[Tally]) -> Tally:
    """The tallies of several parts of a corpus as one, which is the tally of the whole."""
    if len(tallies) == 1:
        return tallies[0]
    key, m, heard = (np.concatenate(arrays) for arrays in zip(*((t.key, t.m, t.heard) for t in tallies), strict=True))
    entries = zip(*((t.key[t.unit], t.term, t.x, t.squares) for t in tallies), strict=True)
    x_key, term, x, squares = (np.concatenate(arrays) for arrays in entries)
    return _gathered(selection, (key, m), (x_key, term, x, squares), ascending(heard), tallies[0].shape[1])


def _gathered(
    selection: Selection, bases: tuple[Ints, Ints], entries: tuple[Ints, Ints, Ints, Ints], heard: Ints, terms: int
) -> Tally:
    """The tally of bases (key, how much) and entries (key, term, amount, squares), in any order."""
    (key, much), (x_key, term, value, squares) = bases, entries
    size = int(selection.unit.max(initial=0)) + 1
    keys, at = np.unique(np.concatenate([key, x_key]), return_inverse=True)
    at, place = np.split(at.reshape(-1), [len(key)])
    cells, to = np.unique(place * terms + term, return_inverse=True)
    outer = len(selection.groups)
    stories, largest = _stories(selection, heard, outer)
    return Tally(
        key=keys,
        group=keys // size,
        m=_added(at, much, len(keys)),
        unit=cells // max(terms, 1),
        term=cells % max(terms, 1),
        x=_added(to, value, len(cells)),
        squares=_added(to, squares, len(cells)),
        shape=(len(selection.outer), terms),
        heard=heard,
        articles=np.bincount(heard // max(len(selection.ids), 1), minlength=outer),
        stories=stories,
        largest=largest,
    )


def _added(at: Ints, much: Ints, size: int) -> Ints:
    added = np.zeros(size, np.int64)
    np.add.at(added, at.reshape(-1), much)
    return added


def _stories(selection: Selection, heard: Ints, outer: int) -> tuple[Ints, Ints]:
    of = max(len(selection.ids), 1)
    group, story = heard // of, selection.story[heard % of] if len(heard) else heard
    stories = max(int(selection.story.max(initial=0)) + 1, 1)
    told, articles = np.unique(group * stories + story, return_counts=True)
    largest = np.zeros(outer, np.int64)
    np.maximum.at(largest, told // stories, articles)
    return np.bincount(told // stories, minlength=outer), largest


def tidy(
    selection: Selection,
    counted: Tally,
    estimate: Estimate,
    labels: Mapping[str, Sequence[str]],
    *,
    value: str,
    counts: tuple[Ints, Ints] | None = None,
    scale: Scale = SHARES,
) -> pd.DataFrame:
    """An estimate as a table: a row for each group and term, in order; arguments are those of `columns_of`."""
    columns = columns_of(selection, counted, estimate, labels, value=value, counts=counts, scale=scale)
    return as_table(selection, columns, labels)


def tidy_heard(
    selection: Selection,
    counted: Tally,
    estimate: Callable[[Sums], Estimate],
    labels: Mapping[str, Sequence[str]],
    *,
    value: str,
    scale: Scale,
) -> pd.DataFrame:
    """A table of the terms that each group has, those with most first; a group without any keeps one row.

    There may be a term for every article, so groups and terms are crossed block by block: `estimate`, which judges
    each term by itself, gets the sums of some terms at a time.
    """
    size, width = counted.shape[1], max(1, CELLS // max(1, counted.shape[0]))
    order = np.argsort(counted.term, kind="stable")
    edges = [*range(0, size, width), size]
    blocks: list[dict[str, Any]] = []
    rows: list[NDArray[Any]] = []
    terms: list[NDArray[Any]] = []
    # Last, a term that nobody has stands for nothing where a group has nothing.
    for low, high in [*zip(edges, edges[1:], strict=False), (size, size + 1)]:
        at = order[slice(*np.searchsorted(counted.term[order], [low, high]))]
        entries = {"unit": counted.unit[at], "x": counted.x[at], "squares": counted.squares[at]}
        block = replace(counted, **entries, term=counted.term[at] - low, shape=(counted.shape[0], high - low))
        sums = block.sums
        row, term = np.nonzero(_outward(selection, sums.x))
        if low == size:
            row = np.setdiff1d(np.arange(len(selection.groups)), np.concatenate([[], *rows]))
            term = np.zeros_like(row)
        some = {column: [*values, ""][low:high] for column, values in labels.items()}
        blocks.append(columns_of(selection, block, estimate(sums), some, value=value, scale=scale, cells=(row, term)))
        rows.append(row)
        terms.append(term + low)
    columns = {name: np.concatenate([block[name] for block in blocks]) for name in blocks[0]}
    sort = np.lexsort((np.concatenate(terms), -columns["n"], np.concatenate(rows)))
    return as_table(selection, {name: values[sort] for name, values in columns.items()}, labels)


def as_table(selection: Selection, columns: Mapping[str, Any], labels: Iterable[str]) -> pd.DataFrame:
    """Columns as a table, its texts as text."""
    import pandas as pd

    texts = {*selection.by, *labels, "note"}
    return pd.DataFrame(
        {name: typed(values.tolist(), "str") if name in texts else values for name, values in columns.items()}
    )


def columns_of(
    selection: Selection,
    counted: Tally,
    estimate: Estimate,
    labels: Mapping[str, Sequence[str]],
    *,
    value: str,
    counts: tuple[Ints, Ints] | None = None,
    scale: Scale = SHARES,
    cells: tuple[NDArray[Any], NDArray[Any]] | None = None,
) -> dict[str, Any]:
    """The columns of an estimate's table.

    Parameters
    ----------
    selection, counted, estimate
        The groups, the integers and what was made of them.
    labels : mapping of column to values (T,)
        What tells the terms apart.
    value : str
        The name of the estimate's column.
    counts : (n, of), arrays (K, T) and (K,), optional
        Where they are not the amounts and bases of the tally.
    scale : Scale
        What the notes say, and where the value ends.
    cells : (rows, terms), optional
        The groups and terms that have a row; without it, all of them, in order.
    """
    sums = counted.sums
    n, of = (_outward(selection, values) for values in counts or (sums.x, sums.m))
    value_of, low, high = _over_outlets(selection, estimate) if selection.above else _withheld(sums, estimate)
    bounds = value_of, np.maximum(low, scale.least), np.minimum(high, scale.most)
    rows, terms = np.nonzero(np.ones_like(n)) if cells is None else cells
    table: dict[str, Any] = {column: selection.names[column][rows] for column in selection.by}
    table |= {column: np.asarray(values, object)[terms] for column, values in labels.items()}
    table |= {"n": n[rows, terms], "of": of[rows]}
    table |= {name: values[rows, terms] for name, values in zip((value, "low", "high"), bounds, strict=True)}
    table |= {"articles": counted.articles[rows], "stories": counted.stories[rows]}
    told = list(zip(counted.largest.tolist(), counted.articles.tolist(), strict=True))
    notes = notes_on(selection, told, sums, estimate, bounds, scale, (rows, terms))
    return table | {"note": np.array(notes, object)}


def _outward(selection: Selection, counts: Ints) -> Ints:
    """Counts of the groups of the result from those of the groups that are counted in."""
    added = np.zeros((len(selection.groups), *counts.shape[1:]), np.int64)
    np.add.at(added, selection.outer, counts)
    return added


def _withheld(sums: Sums, estimate: Estimate) -> tuple[Floats, Floats, Floats]:
    """Value and bounds; one article has no interval."""
    few = (sums.n < 2)[:, None]
    return estimate.value, np.where(few, np.nan, estimate.low), np.where(few, np.nan, estimate.high)


def _over_outlets(selection: Selection, estimate: Estimate) -> tuple[Floats, Floats, Floats]:
    """Of each group above the outlet, the mean of its outlets and the interval over outlets."""
    shape = (len(selection.groups), estimate.value.shape[1])
    value, low, high = np.full(shape, np.nan), np.full(shape, np.nan), np.full(shape, np.nan)
    for row in range(shape[0]):
        inside = estimate.value[selection.outer == row]
        for term in range(shape[1]):
            value[row, term], low[row, term], high[row, term] = mean_of_outlets(inside[:, term])
    return value, low, high
