"""How each outlet names each referent: what is counted, charts of the main ones, and their tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from framing.charts import GROUPS, chart_shares
from framing.counting import READINGS
from framing.schema import WIRE
from framing.show.figures import figure
from framing.show.html import Html, count, esc, listed, percent
from framing.show.name_tables import (
    among,
    compact_table,
    differences_table,
    has_bare,
    marked_terms,
    shares_table,
    used_terms,
    voices_table,
)
from framing.show.page import Page

if TYPE_CHECKING:
    import pandas as pd

MEASURES = ("shares", "marking", "article_shares", "rates")
# Charts of the first referent, and of others; below so many names one compact table says all there is.
MOST_FIRST, MOST_CHARTS, FEWEST_NAMES = 9, 3, 30
# With more outlets than this, charts are of as many names as those of the other referents: each has a line an outlet.
MANY_OUTLETS = 20

READING_WORDS = {
    "wording": "the outlet’s wording: its own and its reported words; what stands in quotation marks is set apart",
    "claim": "the outlet’s own words, neither reported nor quoted",
    "all": "all words, quoted ones too",
}


def naming(page: Page, tables: Mapping[str, pd.DataFrame]) -> Html:
    """The section on names: in full for the referents with many names, in one table each for the others.

    Parameters
    ----------
    page : Page
    tables : mapping
        `shares`, `marking`, `article_shares` and `rates` by outlet, as their measures return them; `contrasts` of
        `show.compared`.
    """
    if not page.referents:
        return Html("<p>No lexicon term occurs in these articles: there are <b>no mentions</b> to compare.</p>")
    full, compact = [], []
    for i, referent in enumerate(page.referents):
        mine = {name: tables[name][tables[name]["referent"] == referent] for name in MEASURES}
        head = esc(referent[:1].upper() + referent[1:])
        if i and len(_rows(page, referent)) < FEWEST_NAMES:
            compact.append(compact_table(page, referent))
            continue
        figures = "" if page.single else _charts(page, mine, i)
        shares = "" if page.single else shares_table(page, referent, mine)
        shares += differences_table(page, tables["contrasts"]) if not i else ""
        full.append(
            f'<section class="part"><h3>{head}</h3>{_lead(page, referent)}{figures}{shares}'
            f"{voices_table(page, referent, mine)}</section>"
        )
    more = (
        f'<section class="part"><h3>Named less often</h3><details><summary>{count(len(compact), "more referent")}, too seldom for '
        'shares to say much: counts, in whose words and where</summary><p class="note">Outlets without a name are left out.</p>'
        f"{''.join(compact)}</details></section>"
    )
    return Html(f"{_key(page)}{''.join(full)}{more if compact else ''}{_rest(page)}")


def _key(page: Page) -> str:
    """How to read what follows."""
    if page.single:
        return (
            '<p class="key">Counts of names in single texts. Each number opens the passages that it counts. One text '
            "says how that text names somebody, not how its outlet does: no shares, intervals or rankings.</p>"
        )
    return (
        f'<p class="key">Counted in the body of the articles, in {READING_WORDS[page.reading]}. A share is a choice among '
        "names that mark the same thing. Lines are 95&nbsp;% intervals over articles; grey and hollow: imprecise. Each "
        f"number opens the passages that it counts.</p>{_groups_key(page)}"
    )


def _groups_key(page: Page) -> str:
    """The colours of groups of outlets, in words."""
    shown = dict.fromkeys(page.groups[outlet] for outlet in page.outlets if outlet in page.groups)
    if not shown:
        return ""
    marks = {page.groups[outlet]: page.colour(outlet) for outlet in page.groups}
    items = " ".join(f'<span class="group g{marks[group]}">{esc(group)}</span>' for group in shown)
    return (
        f'<p class="key">Outlets are sorted and coloured by {esc(page.order_by)}: {items}. The outlet is the unit: no number is '
        "pooled over a group.</p>"
    )


def _rows(page: Page, referent: str) -> pd.DataFrame:
    return page.mentions[(page.mentions["referent"] == referent) & (page.mentions["excluded"] == "")]


def _lead(page: Page, referent: str) -> str:
    """What is counted, in a sentence."""
    rows = _rows(page, referent)
    bare = rows[~rows["marked"]]
    about = (
        f"{count(len(rows), 'name')} in {count(rows['article_id'].nunique(), 'article')}, everywhere and in all voices"
    )
    if len(bare):
        n = bare["term"].value_counts()
        common = sorted(n.index, key=lambda t: (-int(n[t]), t))[:3]
        said = listed([f"“{esc(term)}”" for term in common], last="or")
        about += f": {len(rows) - len(bare):,} mark the contested thing, {len(bare):,} leave it out ({said})"
    return f'<p class="stand">{about}.</p>'


def _charts(page: Page, mine: Mapping[str, pd.DataFrame], number: int) -> str:
    """A chart for the share that mark it at all, and one for each of the names used most."""
    shares, marking = mine["shares"], mine["marking"]
    terms = used_terms(shares, page)
    outlets = [o for o in page.outlets if o != WIRE and int(shares.loc[shares["outlet"] == o, "of"].max() or 0)]
    if len(terms) < 2 or len(outlets) < 2:
        return ""
    figures = []
    if has_bare(marking):
        figures.append(_chart(page, marking, outlets, "Names that mark it at all", f"r{number}-marking"))
    most = MOST_CHARTS if number or len(outlets) > MANY_OUTLETS else MOST_FIRST
    for i, term in enumerate(terms[: most - len(figures)]):
        rows = shares[shares["term"] == term]
        figures.append(_chart(page, rows, outlets, f"“{term}”", f"r{number}-term{i}", term))
    return f'<div class="charts">{"".join(figures)}</div>'


def _chart(page: Page, rows: pd.DataFrame, outlets: list[str], what: str, name: str, term: str = "") -> str:
    by_outlet = rows.set_index("outlet").reindex(outlets).reset_index()
    referent = str(rows["referent"].iloc[0])
    terms = (term,) if term else marked_terms(page, referent)
    panels = {o: page.names(o, referent, terms=terms, voices=READINGS[page.reading], zones=("body",)) for o in outlets}
    links = {outlet: f"#{panel.id}" for outlet, panel in panels.items() if panel is not None}
    colours = {outlet: GROUPS[page.colour(outlet)] for outlet in outlets if outlet in page.groups}
    of = f"of {among(page, referent)}" if term else "of all names"
    said = [f"{row.outlet} {percent(row.share)} of {row.of}" for row in by_outlet.itertuples() if row.of]
    svg = figure(
        lambda ax: chart_shares(by_outlet, term=term, colours=colours, links=links, ax=ax), rows=len(outlets), name=name,
        alt=f"{what}, share {of}: {'; '.join(said)}",
    )  # fmt: skip
    return f'<figure><figcaption>{esc(what)}<span class="of">share {of}</span></figcaption>{svg}</figure>'


def _rest(page: Page) -> str:
    """Referents that the page leaves to the tables beside it, and those that nobody named."""
    kept = page.mentions[page.mentions["excluded"] == ""]
    n = kept["referent"].value_counts()
    rest = [f"{esc(r)} ({n[r]:,})" for r in sorted(n.index, key=lambda r: (-int(n[r]), r)) if r not in page.referents]
    silent = sorted(set(page.layers.terms["referent"]) - set(n.index))
    said = f'<p class="note">In <code>tables/</code> only: {listed(rest)}.</p>' if rest else ""
    if silent:
        said += f'<p class="note">No mentions at all: {esc(listed(silent), most=900)}.</p>'
    return said
