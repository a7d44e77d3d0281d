"""The names of one outlet in full: in whose words and where they stand, and year by year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from framing.counting import READINGS
from framing.show.html import Html, esc, interval, percent, table
from framing.show.ledger import Panel
from framing.show.name_tables import PLACES
from framing.show.page import Page
from framing.show.profile import Profile

if TYPE_CHECKING:
    import pandas as pd


def in_whose_words(profile: Profile, tables: Mapping[str, pd.DataFrame]) -> Html:
    """Each name of the outlet by voice and place: own, reported, quoted, headline; articles that use it, rate."""
    page = profile.page
    used = {
        (row.referent, row.term): row for row in tables["article_shares"].itertuples() if row.outlet == profile.outlet
    }
    rates = {(row.referent, row.term): row for row in tables["rates"].itertuples() if row.outlet == profile.outlet}
    body: list[list[str]] = []
    for referent in page.referents:
        n: dict[str, int] = {}
        for term, _, _, panel in page.cells.get((profile.outlet, referent), []):
            n[term] = n.get(term, 0) + panel.n
        body += [[esc(referent[:1].upper() + referent[1:])]] if n else []
        for term in sorted(n, key=lambda term: (-n[term], term)):
            row, rate = used[referent, term], rates[referent, term]
            cells = [_place(page, profile.outlet, referent, term, *place) for place in PLACES]
            body.append(
                [
                    f"“{esc(term)}”",
                    *cells,
                    f"{row.n:,} of {row.of:,}" if row.n else "",
                    _rate(page, rate),
                ]
            )
    head = [
        "Name",
        "own words",
        "reported",
        "quoted",
        "headline",
        "deck, caption",
        "articles that use it",
        "per 10,000 words",
    ]
    caption = (
        'Names by voice and place<span class="of">Body by voice; headlines, decks and captions apart, since others write them. '
        "Articles: those that use the name, of those that name the referent.</span>"
    )
    return Html(
        f'<section class="part">{table(head, body, caption=caption, kind="stack") if body else "<p>No names.</p>"}</section>'
    )


def _place(page: Page, outlet: str, referent: str, term: str, voice: str, zones: str) -> str:
    panel = page.names(outlet, referent, terms=(term,), voices=(voice,) if voice else (), zones=tuple(zones.split()))
    return page.ledger.link(f"{panel.n:,}", panel) if panel else ""


def _rate(page: Page, row: Any) -> str:
    panel = page.names(row.outlet, row.referent, terms=(row.term,), voices=READINGS[page.reading], zones=("body",))
    number = page.ledger.link(f"{row.rate_per_10k:.1f}", panel)
    return f"{number}<small>{row.n:,}&nbsp;of&nbsp;{row.of:,} words</small>" if row.n else ""


def by_year(profile: Profile, shares: pd.DataFrame, sizes: pd.DataFrame) -> Html:
    """The names of the first referent, year by year: usage moves with style rules.

    Parameters
    ----------
    profile : Profile
    shares, sizes : DataFrame
        Of `shares` and `sizes` by outlet and period.
    """
    if not profile.page.referents:
        return Html("<p>No names to follow.</p>")
    referent = profile.page.referents[0]
    rows = shares[(shares["outlet"] == profile.outlet) & (shares["referent"] == referent)]
    n = rows.groupby("term", sort=False)["n"].sum()
    terms = sorted((term for term in n.index if n[term]), key=lambda term: (-int(n[term]), term))[:4]
    held = sizes[sizes["outlet"] == profile.outlet].set_index("period")
    body = []
    for period in sorted(set(rows["period"])):
        cells = rows[rows["period"] == period].set_index("term")
        size = held.loc[period] if period in held.index else None
        line = [
            esc(period) or "no date",
            f"{int(size['articles']):,}" if size is not None else "0",
            f"{int(cells['of'].max()):,}",
        ]
        panels = {term: profile.page.in_period(profile.outlet, referent, term, period) for term in terms}
        body.append([*line, *(_year(profile.page, cells.loc[term], panels[term]) for term in terms)])
    if not terms:
        return Html(f"<p>No name that marks {esc(referent)} in any year.</p>")
    head = ["Year", "articles", "names", *(f"“{esc(term)}”" for term in terms)]
    said = "the name" if len(terms) == 1 else f"the {len(terms)} names"
    caption = (
        f'{esc(referent[:1].upper() + referent[1:])}<span class="of">Articles of all genres; share of the names that mark it, 95&nbsp;% '
        f"interval over articles, n; {said} used most over all years.</span>"
    )
    return Html(f'<section class="part">{table(head, body, caption=caption, kind="stack")}</section>')


def _year(page: Page, row: Any, panel: Panel | None) -> str:
    if not row["of"]:
        return '<span class="none">–</span>'
    bounds, counts = interval(row["low"], row["high"]), f"{int(row['n']):,} of {int(row['of']):,}"
    one = row["articles"] == 1
    small = "one article" if one else f"{bounds}{' · ' * bool(bounds)}{counts}"
    number = page.ledger.link(counts if one else percent(row["share"]), panel)
    return f'<span class="{"vague" if row["note"] else "sure"}">{number}<small>{small}</small></span>'
