"""The groups of a result: every combination of its columns that a corpus has, the silent ones too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import product, repeat
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.schema import TABLES, WIRE
from framing.sums import Ints

if TYPE_CHECKING:
    import pandas as pd

# Texts by column; and, of a group or an article, its texts in some columns.
Columns = dict[str, NDArray[np.object_]]
Key = tuple[str, ...]

# Columns made of the date: how many characters of it, and what stands for a coarser or missing one.
PERIODS = {"period": 4, "period:year": 4, "period:month": 7, "period:week": 10, "period:day": 10}
UNDATED = "undated"
# What is known of an article besides its columns, under names that no column has.
UNIT, STORY = "\0unit", "\0story"
DERIVED = ("voice", "zone", *PERIODS)
# What an article is, whoever publishes it; the file that it came from may be one of several outlets.
OF_AN_ARTICLE = (TABLES["articles"].keys() | {"copy_of", "copy_kind", "overlap"}) - {"source_file"}
# An outlet whose articles carry a value of a column in this share of cases "has" it: real tables have slips.
MOSTLY = 0.9


def comparable(names: Sequence[str], by: str) -> list[str]:
    """The values of a column that may be compared: the wire is nobody's wording, and no value or date is no group.

    Examples
    --------
    >>> comparable(["", "2020", "undated"], "period"), comparable(["Herald", "undated", "(wire)"], "outlet")
    (['2020'], ['Herald', 'undated'])
    """
    return [name for name in names if name not in ("", WIRE) and not (by in PERIODS and name == UNDATED)]


def stands_above(articles: pd.DataFrame, column: str) -> bool:
    """Whether a column groups outlets (leaning, country): an outlet has one value of it, a value several outlets.

    What the articles table itself says of an article (genre, producer, section, language, story, dates …) never does,
    though each outlet may have one value of it: the article is the unit of such groups. Where genres come from
    different outlets, their difference is one of these outlets too, and no interval says so: compare the genres
    within outlets, `by=["outlet", "genre"]`.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"outlet": ["A", "A", "B", "C"], "leaning": ["left", "left", "left", "right"]})
    >>> stands_above(articles, "leaning"), stands_above(articles, "outlet")
    (True, False)
    >>> stands_above(articles.assign(genre=articles["leaning"]), "genre")
    False
    """
    if column in OF_AN_ARTICLE or column in DERIVED or not len(articles):
        return False
    pairs = articles.groupby(["outlet", column], sort=True).size()
    typical = pairs.groupby(level=0).max().sum() / len(articles)
    commonest = pairs.sort_values(kind="stable").groupby(level=0).tail(1).index.get_level_values(1)
    return bool(typical >= MOSTLY and len(set(commonest)) < len(commonest))


def period_of(published: str, column: str) -> str:
    """The period of a date, ISO weeks included; a date coarser than that is undated.

    Examples
    --------
    >>> [period_of("2021-01-03", c) for c in ("period", "period:month", "period:week", "period:day")]
    ['2021', '2021-01', '2020-W53', '2021-01-03']
    >>> period_of("2021", "period:month")
    'undated'
    """
    if len(published) < PERIODS[column]:
        return UNDATED
    if column == "period:week":
        year, week, _ = date.fromisoformat(published[:10]).isocalendar()
        return f"{year}-W{week:02}"
    return published[: PERIODS[column]]


def group_columns(articles: pd.DataFrame, by: Sequence[str], copies: str, above: Sequence[str]) -> Columns:
    """Of each article: its group columns, the wire set apart, its unit and its story."""
    table = plain_columns(articles, ("article_id", "published", "genre"))
    cluster, story, ids = _texts(articles, "cluster"), _texts(articles, "story"), table["article_id"]
    own = np.where(cluster != "", cluster, ids)
    table |= {UNIT: own, STORY: np.where(story != "", story, "\0" + ids), **plain_columns(articles, by)}
    if copies == "first":
        first: dict[str, str] = {}
        printed = list(zip(own.tolist(), table["outlet"].tolist(), strict=True))
        several = {unit for unit, outlet in printed if first.setdefault(unit, outlet) != outlet}
        wire = np.fromiter(map(several.__contains__, own), np.bool_, len(own))
        table |= {column: np.where(wire, WIRE, table[column]) for column in ("outlet", *above)}
    return table


def plain_columns(articles: pd.DataFrame, columns: Sequence[str]) -> Columns:
    """Of each article its values in the columns that are its own, and its periods."""
    found = {}
    for column in columns:
        if column in PERIODS:
            periods = [period_of(published, column) for published in _texts(articles, "published")]
            found[column] = np.array(periods, object)
        elif column not in DERIVED:
            found[column] = _texts(articles, column)
    return found


def _texts(articles: pd.DataFrame, column: str) -> NDArray[np.object_]:
    values = articles[column]
    return (values if values.dtype == "str" else values.astype("str")).fillna("").to_numpy(object)


def one_of_each(table: Columns, at: Ints, copies: str) -> Ints:
    """Of some articles, the first copy of each text of an outlet (or the wire), by date and id: whatever the order of the corpus."""
    if copies == "all":
        return at
    first: dict[str, int] = {}
    published, ids, units = (table[column][at].tolist() for column in ("published", "article_id", UNIT))
    for *_, unit, article in sorted(zip([day or "~" for day in published], ids, units, at.tolist(), strict=True)):
        first.setdefault(unit, article)
    return np.array(sorted(first.values()), np.int64)


def combinations(tables: Iterable[Columns], columns: Sequence[str]) -> list[Key]:
    """Every combination of columns that some tables have, sorted, the wire last."""
    if not columns:
        return [()]
    found = {key for table in tables for key in keys(table, columns)}
    return sorted(found, key=lambda key: (WIRE in key, key))


def crossing(
    singles: Sequence[Key], columns: Sequence[str], values: Mapping[str, Sequence[str]], told: Sequence[str]
) -> Columns:
    """Each combination with every voice and zone that is told apart, in the order of the codes of `Selection.find`."""
    crossed = [(*key, *rest) for key in singles for rest in product(*(values[column] for column in told))]
    names = (*columns, *told)
    return {name: np.array([key[i] for key in crossed], object) for i, name in enumerate(names)}


def keys(table: Columns, columns: Sequence[str]) -> Iterator[Key]:
    """By row, its values in some columns."""
    if not columns:
        return repeat((), len(next(iter(table.values()))))
    return zip(*(table[column].tolist() for column in columns), strict=True)


def places(known: Iterable[Key], wanted: Iterable[Key]) -> Ints:
    """For each wanted key, its place among the known ones."""
    place = {key: i for i, key in enumerate(known)}
    return np.array([place[key] for key in wanted], np.int64)


def factor(values: NDArray[np.object_]) -> Ints:
    """A code for each distinct value."""
    import pandas as pd

    return np.asarray(pd.factorize(values, sort=True)[0], np.int64)


def why(
    groups: Sequence[Key], by: Sequence[str], reasons: Mapping[Key, str], kept: Columns, columns: Sequence[str]
) -> list[str]:
    """For each group without an article that counts, the reason; `reasons` is by the group's own columns."""
    if not columns:
        return ["" if len(kept[UNIT]) else "no articles"] * len(groups)
    heard = set(keys(kept, columns))
    only = f"only texts that several outlets print, see {WIRE}"
    own = [[key[i] for i, column in enumerate(by) if column in columns] for key in groups]
    return ["" if key in heard else reasons.get(key) or only for key in map(tuple, own)]
