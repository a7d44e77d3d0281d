"""Integers per article, their sums per group, and the tidy table that an estimate of them becomes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from framing.counting import Selection
from framing.estimates import FEWEST_OUTLETS, Estimate, mean_of_outlets
from framing.groups import WIRE
from framing.imprecision import imprecision
from framing.sums import Floats, Ints, Sums, add_up

if TYPE_CHECKING:
    import pandas as pd

# One story is said to dominate a group from this many articles and this share of them on: half of the articles about
# one event are not independent draws of an outlet's choices, and nothing but a mark can tell (benchmarks/RESULTS.md).
FEWEST_OF_A_STORY, MUCH_OF_A_GROUP = 3, 0.5


class Scale(NamedTuple):
    """What the notes of a measure say of no base, and of what it effectively rests on ("" where that is not said);
    and the ends of its scale: where it has none above, no width of an interval is called wide."""

    nothing: str = "no mentions"
    effective: str = "effective mentions"
    least: float = 0.0
    most: float = 1.0


SHARES = Scale()


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
    """
    article, group, much = base
    x_article, x_group, term, value = amounts
    much, value = np.broadcast_to(much, article.shape), np.broadcast_to(value, x_article.shape)
    size = int(selection.unit.max(initial=0)) + 1
    heard = np.unique(selection.outer[group] * len(selection.ids) + article)
    bases = group * size + selection.unit[article], much
    entries = x_group * size + selection.unit[x_article], term, value, value * value
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
    tallies = [count(replace(selection, layers=part)) for part in selection.layers.parts(*tables)]
    if len(tallies) == 1:
        return tallies[0]
    key, m, heard = (np.concatenate(arrays) for arrays in zip(*((t.key, t.m, t.heard) for t in tallies), strict=True))
    entries = zip(*((t.key[t.unit], t.term, t.x, t.squares) for t in tallies), strict=True)
    x_key, term, x, squares = (np.concatenate(arrays) for arrays in entries)
    return _gathered(selection, (key, m), (x_key, term, x, squares), np.unique(heard), tallies[0].shape[1])


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
    heard: bool = False,
) -> pd.DataFrame:
    """An estimate as a table: a row for each group and term, in order.

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
    heard : bool
        Whether terms with n = 0 are left out, and the others sorted by n; a group without any keeps one row.
    """
    import pandas as pd

    sums = counted.sums()
    n, of = (_outward(selection, values) for values in counts or (sums.x, sums.m))
    value_of, low, high = _over_outlets(selection, estimate) if selection.above else _withheld(sums, estimate)
    bounds = value_of, np.maximum(low, scale.least), np.minimum(high, scale.most)
    if heard:
        n, labels = np.pad(n, ((0, 0), (0, 1))), {column: [*values, ""] for column, values in labels.items()}
        value_of, low, high = (np.pad(b, ((0, 0), (0, 1)), constant_values=np.nan) for b in bounds)
        bounds = value_of, low, high
    rows, terms = _heard(n) if heard else np.nonzero(np.ones_like(n))
    table: dict[str, Any] = {column: selection.groups[column].to_numpy()[rows] for column in selection.by}
    table |= {column: np.asarray(values, object)[terms] for column, values in labels.items()}
    table |= {"n": n[rows, terms], "of": of[rows]}
    table |= {name: values[rows, terms] for name, values in zip((value, "low", "high"), bounds, strict=True)}
    table |= {"articles": counted.articles[rows], "stories": counted.stories[rows]}
    table["note"] = _notes(selection, counted, estimate, bounds, scale, zip(rows, terms, strict=True))
    return pd.DataFrame(table).astype(dict.fromkeys((*selection.by, *labels, "note"), "str"))


def _heard(n: Ints) -> tuple[Ints, Ints]:
    """The cells with something in them, the most first; the last term stands for nothing where a group has nothing."""
    rows, terms = np.nonzero(n)
    silent = np.flatnonzero(n.sum(axis=1) == 0)
    rows, terms = np.append(rows, silent), np.append(terms, np.full(len(silent), n.shape[1] - 1))
    order = np.lexsort((terms, -n[rows, terms], rows))
    return rows[order], terms[order]


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


def _notes(
    selection: Selection,
    counted: Tally,
    estimate: Estimate,
    bounds: tuple[Floats, Floats, Floats],
    scale: Scale,
    cells: Iterable[tuple[int, int]],
) -> list[str]:
    value, low, high = bounds
    sums = counted.sums()
    told = [_dominated(*pair) for pair in zip(counted.largest.tolist(), counted.articles.tolist(), strict=True)]
    wire = (selection.groups == WIRE).any(axis=1).to_numpy()
    notes = []
    for row, term in cells:
        if np.isnan(value[row, term]):
            said = selection.why[row] or scale.nothing
        elif selection.above:
            said = "" if wire[row] else _on_outlets(estimate.value[selection.outer == row, term])
        elif sums.n[row] < 2:
            said = "one article"
        else:
            width = float(high[row, term] - low[row, term]) if np.isfinite(scale.most) else 0.0
            size = float(estimate.effective[row, term]) if scale.effective else np.inf
            said = imprecision(width, size, float(estimate.df[row, term]), scale.effective)
        more = [told[row], "printed by several outlets" * bool(wire[row])]
        notes.append("; ".join(part for part in (said, *more) if part))
    return notes


def _dominated(largest: int, articles: int) -> str:
    """Whether one story makes most of what a value rests on."""
    much = largest >= FEWEST_OF_A_STORY and largest >= MUCH_OF_A_GROUP * articles
    return f"{largest} of {articles} articles tell one story" if much else ""


def _on_outlets(values: Floats) -> str:
    known = values[np.isfinite(values)]
    said = f"mean of {len(known)} outlet{'s' * (len(known) != 1)}"
    if len(known) < FEWEST_OUTLETS:
        return f"{said}, no interval below {FEWEST_OUTLETS}"
    return f"{said}, all alike: no interval" if (known == known[0]).all() else said
