"""A measure over time: period by period, with the periods in which nothing was published."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.counting import check
from framing.counting.groups import UNDATED
from framing.errors import UsageError
from framing.layers import Layers
from framing.naming import article_shares, marking, rates, shares
from framing.tone import tone

if TYPE_CHECKING:
    import pandas as pd

MEASURES: dict[str, Callable[..., Any]] = {
    "shares": shares, "marking": marking, "article_shares": article_shares, "rates": rates, "tone": tone,
}  # fmt: skip
EVERY = ("day", "week", "month", "year")
# More periods than this are a misread date, or a resolution that nobody can read.
MOST = 5_000


def trend(
    layers: Layers, measure: str = "shares", *, every: str = "year", by: str = "outlet", **options: Any
) -> pd.DataFrame:
    """A measure by outlet and period, gaps shown: every period between the first and the last has a row.

    Usage moves with style rules and topics with events: compare outlets within periods, and read no trend into periods
    whose intervals overlap. The variance is moderated over all outlets and periods together, so that a period of few
    articles has an interval, and a wide one.

    Parameters
    ----------
    layers : Layers
    measure : {"shares", "marking", "article_shares", "rates", "tone"}
    every : {"day", "week", "month", "year"}
        ISO weeks ("2020-W53"). An article whose date is coarser is `undated`.
    by : str
        One column of articles.
    **options
        Those of the measure: referent=, among=, zone=, reading=, since=, until= …

    Returns
    -------
    DataFrame
        The table of the measure, with a column `period` behind the group: sorted by group, then what the measure tells
        apart, then period, `undated` last. A group without an article in a period has n = 0 and says so in its note.

    Raises
    ------
    UsageError
        A measure, period, column or option that does not exist; dates so far apart that they would make more than 5,000
        periods.

    Examples
    --------
    >>> import framing as fr
    >>> layers = fr.annotate(fr.read_corpus("corpus/demo"), "immigration")
    >>> table = fr.trend(layers, "rates", every="month", referent="people without status")
    >>> list(table.columns[:3])
    ['outlet', 'period', 'referent']
    """
    import pandas as pd

    check(measure, MEASURES, "measure")
    check(every, EVERY, "period")
    column = f"period:{every}"
    table = MEASURES[measure](layers, by=[by, column], **options).rename(columns={column: "period"})
    apart = [c for c in ("referent", "term", "label") if c in table.columns]
    groups = table[[by]].drop_duplicates()
    # Periods beyond since= and until=, and of other genres, are no gaps.
    seen = set(table.loc[~table["note"].str.startswith("no articles"), "period"])
    between = pd.DataFrame({"period": list(_periods(seen, every))}, dtype="str")
    kinds = table[apart].drop_duplicates() if apart else pd.DataFrame(index=[0])
    crossed = groups.merge(kinds, how="cross").merge(between, how="cross")
    filled = crossed.merge(table, on=[by, *apart, "period"], how="left")
    silent = filled["note"].isna()
    filled["note"] = filled["note"].mask(silent, "no articles")
    whole = ["n", "of", "articles", "stories"]
    filled[whole] = filled[whole].fillna(0).astype(np.int64)
    return filled[list(table.columns)].astype({"note": "str"})


def _periods(seen: set[str], every: str) -> Iterator[str]:
    """Every period from the first that was seen to the last, and the undated ones."""
    dated = sorted(seen - {UNDATED})
    if dated:
        first, last = _opens(dated[0], every), _opens(dated[-1], every)
        days = {"day": 1, "week": 7, "month": 28, "year": 365}[every]
        if (last - first).days / days > MOST:
            raise UsageError(
                f"every={every!r}: {dated[0]} to {dated[-1]} is more than {MOST:,} periods; narrow it with since= and until="
            )
        day = first
        while day <= last:
            yield _named(day, every)
            day = _next(day, every)
    if UNDATED in seen:
        yield UNDATED


def _opens(period: str, every: str) -> date:
    """The first day of a period."""
    if every == "week":
        return date.fromisocalendar(int(period[:4]), int(period[-2:]), 1)
    return date.fromisoformat(f"{period}-01-01"[:10] if every == "year" else f"{period}-01"[:10])


def _next(day: date, every: str) -> date:
    if every == "year":
        return date(day.year + 1, 1, 1)
    if every == "month":
        return date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return day + timedelta(days=7 if every == "week" else 1)


def _named(day: date, every: str) -> str:
    if every == "week":
        return "{}-W{:02}".format(*day.isocalendar()[:2])
    return day.isoformat()[: {"year": 4, "month": 7, "day": 10}[every]]
