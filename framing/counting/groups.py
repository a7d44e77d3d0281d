"""The groups of a result: every combination of its columns that a corpus has, the silent ones too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from framing.schema import TABLES, WIRE
from framing.sums import Ints

if TYPE_CHECKING:
    import pandas as pd

# Columns made of the date: how many characters of it, and what stands for a coarser or missing one.
PERIODS = {"period": 4, "period:year": 4, "period:month": 7, "period:week": 10, "period:day": 10}
UNDATED = "undated"
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


def group_columns(articles: pd.DataFrame, by: Sequence[str], copies: str, above: Sequence[str]) -> pd.DataFrame:
    """Of each article: its group columns, the wire set apart, its unit and its story."""
    own = articles["cluster"].where(articles["cluster"] != "", articles["article_id"])
    table = articles[["article_id", "published", "genre"]].assign(
        unit=own, story_of=articles["story"].where(articles["story"] != "", "\0" + articles["article_id"])
    )
    for column in dict.fromkeys(by):
        if column in PERIODS:
            table[column] = [period_of(published, column) for published in articles["published"].to_numpy(object)]
        elif column not in DERIVED:
            table[column] = articles[column].fillna("").astype("str")
    if copies == "first":
        wire = table.groupby(own)["outlet"].transform("nunique") > 1
        for column in ("outlet", *above):
            table[column] = table[column].mask(wire, WIRE)
    return table


def combinations(articles: pd.DataFrame, table: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Every combination of article columns that the corpus has, sorted, the wire last."""
    import pandas as pd

    plain = table.assign(**{c: articles[c].fillna("").astype("str") for c in columns if c not in PERIODS})
    both = (
        pd.concat([plain[list(columns)], table[list(columns)]]).drop_duplicates()
        if columns
        else pd.DataFrame(index=[0])
    )
    if not columns:
        return both
    wire = (both == WIRE).any(axis=1)
    return both.assign(_wire=wire).sort_values(["_wire", *columns], ignore_index=True).drop(columns="_wire")


def all_of(told: Sequence[str], voices: Sequence[str], zones: Sequence[str]) -> pd.DataFrame:
    """Every voice and zone that is told apart, in the order of the codes of `Selection.find`: voice, then zone."""
    import pandas as pd

    crossed = pd.DataFrame(index=[0])
    for column, values in (("voice", voices), ("zone", zones)):
        if column in told:
            crossed = crossed.merge(pd.DataFrame({column: list(values)}, dtype="str"), how="cross")
    return crossed


def lookup(groups: pd.DataFrame, rows: pd.DataFrame, columns: Sequence[str]) -> Ints:
    """For each row, which group it is."""
    if not columns:
        return np.zeros(len(rows), np.int64)
    known = {key: i for i, key in enumerate(_keys(groups, columns))}
    return np.array([known[key] for key in _keys(rows, columns)], np.int64)


def _keys(table: pd.DataFrame, columns: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """By row, its values in some columns."""
    return zip(*(table[column].to_numpy(object) for column in columns), strict=True)


def factor(values: pd.Series) -> Ints:
    """A code for each distinct value."""
    import pandas as pd

    return np.asarray(pd.factorize(values, sort=True)[0], np.int64)


def why(groups: pd.DataFrame, table: pd.DataFrame, kept: pd.DataFrame, columns: Sequence[str]) -> list[str]:
    """For each group without an article that counts, the reason."""
    if not columns:
        return ["" if len(kept) else "no articles"] * len(groups)
    heard = set(_keys(kept, columns))
    reasons = dict(zip(_keys(table, columns), table["reason"].to_numpy(object), strict=True))
    only = f"only texts that several outlets print, see {WIRE}"
    return ["" if key in heard else reasons.get(key) or only for key in _keys(groups, columns)]
