"""Over time: how an outlet's names for a referent move, with the periods in which it was silent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from framing.charts.time import BAND, chart_trend
from framing.charts.wide import figure_size, frame_of
from framing.counting.groups import UNDATED
from framing.schema import WIRE
from framing.show.figures import figure
from framing.show.html import Html, bdi, count, esc, interval, percent, table
from framing.show.ledger import Panel
from framing.show.page import Page
from framing.trend import trend

if TYPE_CHECKING:
    import pandas as pd

# Outlets in the chart, those with most names in dated articles; names that have one.
MOST_BANDS, MOST_TERMS, FEWEST_PERIODS = 8, 2, 3


def followed(page: Page) -> pd.DataFrame:
    """The shares of the first referent's names year by year; no row where nothing is named.

    Parameters
    ----------
    page : Page
    """
    view: dict[str, Any] = {**page.view, "reading": page.reading}
    found = trend(page.layers, "shares", every="year", referent=page.referents[0] if page.referents else None, **view)
    return found if page.referents else found.head(0)


def times(page: Page, course: pd.DataFrame) -> Html:
    """The section on time.

    Parameters
    ----------
    page : Page
    course : DataFrame
        Of `followed`: shares by outlet, of the page's first referent, under its view and reading.
    """
    dated = course[(course["period"] != UNDATED) & course["outlet"].isin(page.outlets) & (course["outlet"] != WIRE)]
    heard = dated.groupby("outlet", sort=False)["of"].sum()
    outlets = [outlet for outlet in sorted(heard.index, key=lambda o: (-int(heard[o]), o)) if heard[outlet]][
        :MOST_BANDS
    ]
    periods = dated.loc[dated["of"] > 0, "period"].nunique()
    if page.single or periods < FEWEST_PERIODS or not outlets:
        fall = f"Names fall in {count(periods, 'period')}" if periods else "No names with a date"
        return Html(f"<p>{fall}: no course over time to show.</p>")
    used = dated.groupby("term", sort=False)["n"].sum()
    terms = [term for term in sorted(used.index, key=lambda t: (-int(used[t]), t)) if used[term]][:MOST_TERMS]
    kept = course[course["outlet"].isin(outlets)]
    parts = "".join(_chart(page, kept, term, i, outlets) for i, term in enumerate(terms))
    return Html(
        '<section class="part"><h3>Over time</h3><p class="stand">Usage moves with style rules and topics with events: outlets whose articles lie '
        "in different years differ for that alone. Compare them within a period. Where intervals overlap there is "
        f"no change to speak of.</p>{parts}</section>"
    )


def _chart(page: Page, course: pd.DataFrame, term: str, number: int, outlets: list[str]) -> str:
    """One name in every outlet, as a chart and as a table."""
    rows = course[course["term"] == term]
    place = {outlet: i for i, outlet in enumerate(outlets)}
    rows = rows.iloc[rows["outlet"].map(place).argsort(kind="stable")]
    height = BAND * len(outlets)
    shown = {(row.outlet, row.period): _panel(page, row) for row in rows[rows["n"] > 0].itertuples()}
    links = {key: f"#{panel.id}" for key, panel in shown.items() if panel is not None}
    svg = figure(
        lambda ax: chart_trend(rows, links=links, ax=ax), rows=len(outlets), name=f"times-{number}",
        alt=f"Share of “{term}” by outlet and period; the table below has the same numbers",
        size=figure_size(height), frame=frame_of(height),
    )  # fmt: skip
    body = [
        _cells(page, row, shown.get((outlet, row.period)))
        for outlet in outlets
        for row in rows[rows["outlet"] == outlet].itertuples()
        if row.of
    ]
    what = f"“{esc(term)}”"
    head = ["Outlet", "period", "share", "n", "articles"]
    caption = f'{what} by period<span class="of">Of the names that mark {esc(str(rows["referent"].iloc[0]))}; 95&nbsp;% interval over articles; periods without such names are left out of this table.</span>'
    return (
        f'<figure class="wide"><figcaption>{what}<span class="of">share of the names that mark '
        f"{esc(str(rows['referent'].iloc[0]))}, by period</span></figcaption>{svg}</figure><details><summary>The same as a table</summary>"
        f"{table(head, body, caption=caption, kind='stack', text=(1,))}</details>"
    )


def _panel(page: Page, row: Any) -> Panel | None:
    return page.in_period(row.outlet, row.referent, row.term, "" if row.period == UNDATED else row.period)


def _cells(page: Page, row: Any, panel: Panel | None) -> list[str]:
    bounds = f"<small>{interval(row.low, row.high)}</small>" if row.low == row.low else ""
    share = f'<span class="{"vague" if row.note else "sure"}">{percent(row.share)}{bounds}</span>'
    n = page.ledger.link(f"{row.n:,} of {row.of:,}", panel)
    return [bdi(row.outlet), esc(row.period), share, n, f"{row.articles:,}"]
