"""The page on a corpus itself: how much of what, from when, printed how often, and what reading it skipped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from framing.layers import Layers
from framing.show.html import Html, bdi, clean, count, day, esc, listed, percent, table
from framing.show.opening import contents
from framing.show.page import Page, open_page

if TYPE_CHECKING:
    import pandas as pd

PARTS = {
    "sizes": "Sizes", "years": "Dates", "copies": "Copies", "zones": "Zones", "exclusions": "Set aside",
    "reading": "Reading", "method": "Method and limits", "provenance": "Provenance",
}  # fmt: skip
MOST_OUTLETS, MOST_LINES, MOST_YEARS = 40, 12, 12
SIZES = ("outlet", "articles", "words", "dates", "genres", "producers", "copies", "printed by others too")


def open_holdings(layers: Layers, *, seed: int = 0, title: str = "") -> Page:
    """A page of every genre, date and voice of the corpus.

    Parameters
    ----------
    layers : Layers
    seed : int
        Which passages are drawn.
    title : str
        Empty: "What is in this corpus?"
    """
    return open_page(layers, genre="all", reading="all", seed=seed, title=title or "What is in this corpus?")


def holdings_opening(page: Page, sizes: pd.DataFrame) -> Html:
    """Title, the corpus in two sentences, contents.

    Parameters
    ----------
    page : Page
    sizes : DataFrame
        Of `sizes` by outlet.
    """
    words, undated = int(sizes["words"].sum()), int(sizes["undated"].sum())
    dates = sorted(date for date in page.layers.articles["published"] if date)
    span = f", {' to '.join(day(date) for date in dict.fromkeys((dates[0], dates[-1])))}" if dates else ""
    n = len(page.layers.articles)
    first = f"{count(n, 'article')} of {count(len(sizes), 'outlet')}, {words:,} words{span}."
    facts = [
        f"{undated:,} without a date" if undated else "", f"{count(int(sizes['copies'].sum()), 'copy', 'copies')} within an outlet",
        f"{count(int((page.layers.mentions['excluded'] != '').sum()), 'match', 'matches')} of the lexicon set aside",
        f"{count(len(page.layers.skipped), 'row')} skipped in reading",
    ]  # fmt: skip
    second = f"{_outside(page)}; {listed([fact for fact in facts if fact])}."
    return Html(
        f'<header><p class="kicker">The corpus itself</p><h1>{esc(page.title)}</h1>'
        f'<p class="finding">{first}</p><p class="finding">{second}</p>{contents(PARTS)}</header>'
    )


def _outside(page: Page) -> str:
    """How much of the text is no body."""
    zones = page.layers.zones
    length = (zones["end"] - zones["start"]).astype("int64")
    total, furniture = int(length.sum()), int(length[zones["zone"] == "boilerplate"].sum())
    body = int(length[zones["zone"] == "body"].sum())
    return (
        f"{percent(body / total)} of the characters are body, {percent(furniture / total)} page furniture"
        if total
        else "There is no text"
    )


def sized(sizes: pd.DataFrame) -> Html:
    """Each outlet's articles, words, dates, genres, producers and copies."""
    shown = sizes.sort_values(["articles", "outlet"], ascending=[False, True]).head(MOST_OUTLETS)
    body = []
    for row in shown.itertuples():
        span = f"{day(row.first)} – {day(row.last)}" if row.first != row.last else day(row.first)
        undated = f"<small>{row.undated:,} without a date</small>" if row.undated and row.first else ""
        body.append([
            bdi(row.outlet, most=60), f"{row.articles:,}", f"{row.words:,}", span + undated, esc(row.genres or "not given"),
            bdi(row.producers, most=90), f"{row.copies:,}" if row.copies else "", f"{row.wire:,}" if row.wire else "",
        ])  # fmt: skip
    left = len(sizes) - len(shown)
    caption = f'What there is<span class="of">{f"{left} smaller outlets are in tables/sizes.csv" if left else "All zones and genres; copies counted"}</span>'
    html = table([name.capitalize() for name in SIZES], body, caption=caption, kind="stack", text=(3, 4, 5))
    return Html(f'<section class="part">{html}</section>')


def dated(page: Page, years: pd.DataFrame) -> Html:
    """Articles by outlet and year: whether outlets can be compared over the same time.

    Parameters
    ----------
    page : Page
    years : DataFrame
        Of `sizes` by outlet and period.
    """
    known = sorted(set(years["period"]) - {""})
    shown = known[-MOST_YEARS:]
    n = years.groupby(["outlet", "period"])["articles"].sum().to_dict()
    order = years.groupby("outlet")["articles"].sum()
    outlets = sorted(order.index, key=lambda outlet: (-int(order[outlet]), outlet))[:MOST_OUTLETS]
    earlier, undated = known[: -len(shown)] if shown else [], "" in set(years["period"])
    head = ["Outlet", *(["before"] if earlier else []), *shown, *(["no date"] if undated else [])]
    columns = [*([earlier] if earlier else []), *([year] for year in shown), *([[""]] if undated else [])]
    body = [
        [bdi(outlet, most=60), *(_number(sum(int(n.get((outlet, year), 0)) for year in column)) for column in columns)]
        for outlet in outlets
    ]
    precision = page.layers.articles["date_precision"].value_counts()
    said = listed(
        [f"{int(precision[kind]):,} by {kind}" for kind in ("day", "month", "year") if kind in precision] or ["none"]
    )
    caption = f'Articles by year<span class="of">Dates known: {said}. An empty cell holds no article.</span>'
    return Html(f'<section class="part">{table(head, body, caption=caption)}</section>')


def _number(n: int) -> str:
    return f"{n:,}" if n else ""


def read(page: Page) -> Html:
    """What reading the source skipped and noticed, by reason, with examples."""
    skipped, notices = page.layers.skipped, page.layers.notices
    parts = ["<p>Nothing was skipped: every article of the files is here.</p>"]
    if len(skipped):
        parts = [_kinds(skipped.assign(message=skipped["reason"]), "field", "Rows skipped", "skipped")]
    parts += [_kinds(notices, "kind", "Notices", "notices")] if len(notices) else ["<p>No notices.</p>"]
    return Html(f'<section class="part">{"".join(parts)}</section>')


def _kinds(rows: Any, column: str, what: str, name: str) -> str:
    groups = sorted(rows.groupby(column, sort=True), key=lambda group: (-len(group[1]), group[0]))
    body = [
        [esc(str(kind)) or "–", f"{len(mine):,}", f"{esc(mine['source_file'].iloc[0])} {esc(mine['place'].iloc[0])}: "
         f"{esc(clean(mine['message'].iloc[0]), most=300)}"] for kind, mine in groups[:MOST_LINES]
    ]  # fmt: skip
    caption = f'{what}<span class="of">{len(rows):,} in all, in full in <code>tables/{name}.csv</code>.</span>'
    return table([column.capitalize(), "n", "for example"], body, caption=caption, text=(2,))
