"""How each outlet names each referent: charts and tables, each number with its passages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from framing.charts import GROUPS, chart_shares
from framing.counting import READINGS
from framing.show.figures import figure
from framing.show.html import Html, count, esc, interval, listed, percent, table
from framing.show.page import Page

if TYPE_CHECKING:
    import pandas as pd

# Columns of the table of shares; charts a referent; referents with charts.
MOST_TERMS, MOST_CHARTS, MOST_CHARTED = 6, 3, 4
# Below this many names in all a chart shows nothing that the table does not.
FEWEST_NAMES = 12

MEASURES = ("shares", "marking", "article_shares", "rates")

READING_WORDS = {
    "wording": "the outlet's wording (own and reported words; what stands in quotation marks is set apart)",
    "claim": "the outlet's own words (neither reported nor quoted)",
    "all": "all words, quoted ones too",
}


def naming(page: Page, tables: Mapping[str, pd.DataFrame]) -> Html:
    """The section on names: a part for each referent of the page.

    Parameters
    ----------
    page : Page
    tables : mapping
        `shares`, `marking`, `article_shares` and `rates` by outlet, as their measures return them.
    """
    if not page.referents:
        return Html("<p>No term of the lexicon occurs in these articles: there are <b>no mentions</b> to compare.</p>")
    parts = []
    for i, referent in enumerate(page.referents):
        mine = {name: _of(tables[name], referent) for name in MEASURES}
        charts = "" if page.single or i >= MOST_CHARTED else _charts(page, referent, mine, i)
        shares = "" if page.single else _shares_table(page, referent, mine)
        parts.append(
            f'<section class="part"><h3 id="referent-{i}">{esc(referent[:1].upper() + referent[1:])}</h3>'
            f"{_lead(page, referent, mine)}{charts}{shares}{_voices_table(page, referent, mine)}</section>"
        )
    return Html(f"{_key(page)}{''.join(parts)}{_rest(page)}")


def _of(rows: pd.DataFrame, referent: str) -> pd.DataFrame:
    return rows[rows["referent"] == referent]


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
        "number opens the passages that it counts.</p>"
    )


def used_terms(shares: pd.DataFrame, page: Page) -> list[str]:
    """Marked terms that the page's outlets use, the most used first."""
    rows = shares[shares["outlet"].isin(page.outlets)]
    n = rows.groupby("term", sort=False)["n"].sum()
    return sorted((t for t in n.index if n[t]), key=lambda t: (-int(n[t]), t))


def _lead(page: Page, referent: str, mine: Mapping[str, pd.DataFrame]) -> str:
    """What is counted, in a sentence."""
    rows = page.mentions[(page.mentions["referent"] == referent) & (page.mentions["excluded"] == "")]
    marked, bare = rows[rows["marked"]], rows[~rows["marked"]]
    about = count(len(rows), "name") + f" in {count(rows['article_id'].nunique(), 'article')}, everywhere and in all voices"
    if len(bare):
        bare_terms = listed([f"“{esc(t)}”" for t in _common(bare)], last="or")
        about += f": {len(marked):,} mark the contested thing, {len(bare):,} leave it out ({bare_terms})"
    return f'<p class="stand">{about}.</p>'


def _common(rows: pd.DataFrame) -> list[str]:
    n = rows["term"].value_counts()
    return sorted(n.index, key=lambda t: (-int(n[t]), t))[:3]


def _charts(page: Page, referent: str, mine: Mapping[str, pd.DataFrame], number: int) -> str:
    """A chart for the share that mark it at all, and one for each of the names used most."""
    shares, marking = mine["shares"], mine["marking"]
    terms = used_terms(shares, page)
    outlets = [o for o in page.outlets if int(shares.loc[shares["outlet"] == o, "of"].max() or 0)]
    if len(terms) < 2 or len(outlets) < 2 or shares["n"].sum() < FEWEST_NAMES:
        return ""
    figures = []
    if _has_bare(marking):
        said = "mark the contested thing at all"
        figures.append(_chart(page, marking, outlets, said, "of all names", f"r{number}-marking"))
    for i, term in enumerate(terms[:MOST_CHARTS]):
        rows = shares[shares["term"] == term]
        figures.append(_chart(page, rows, outlets, f"“{term}”", "of the names that mark it", f"r{number}-term{i}", term))
    return f'<div class="charts">{"".join(figures)}</div>'


def _chart(page: Page, rows: pd.DataFrame, outlets: list[str], what: str, of: str, name: str, term: str = "") -> str:
    by_outlet = rows.set_index("outlet").reindex(outlets).reset_index()
    referent = str(rows["referent"].iloc[0])
    voices = READINGS[page.reading]
    links = {}
    for outlet in outlets:
        terms = (term,) if term else _marked_terms(page, referent)
        panel = page.names(outlet, referent, terms=terms, voices=voices, zones=("body",))
        if panel is not None:
            links[outlet] = f"#{panel.id}"
    colours = {o: GROUPS[page.colour(o)] for o in outlets if o in page.groups}
    said = [f"{r.outlet} {percent(r.share)} of {r.of}" for r in by_outlet.itertuples() if r.of]
    alt = f"{what}, share {of}: {'; '.join(said)}"
    svg = figure(
        lambda ax: chart_shares(by_outlet, term=term, colours=colours, links=links, ax=ax), rows=len(outlets), name=name, alt=alt
    )
    for outlet, target in links.items():
        svg = svg.replace(f'xlink:href="{target}"', f'xlink:href="{target}" aria-label="{esc(outlet)}: passages"', 1)
    return f'<figure><figcaption>{esc(what)}<span class="of">share {of}</span></figcaption>{svg}</figure>'


def _has_bare(marking: pd.DataFrame) -> bool:
    """Whether anybody used a name that leaves the contested thing out."""
    return int(marking["of"].sum()) > int(marking["n"].sum())


def _marked_terms(page: Page, referent: str) -> tuple[str, ...]:
    terms = page.layers.terms
    return tuple(terms.loc[(terms["referent"] == referent) & terms["marked"], "term"])


def _shares_table(page: Page, referent: str, mine: Mapping[str, pd.DataFrame]) -> str:
    """Outlets down, the two shares across: how many names mark it at all, and of those which."""
    shares, marking = mine["shares"], mine["marking"]
    terms = used_terms(shares, page)[:MOST_TERMS]
    if not terms:
        return ""
    bare = _has_bare(marking)
    head = ["Outlet", "Names", *(["mark it"] if bare else []), *(f"“{esc(t)}”" for t in terms)]
    total = marking if len(marking) else shares
    by_outlet = {o: rows for o, rows in shares.groupby("outlet", sort=False)}
    marks = {row.outlet: row for row in total.itertuples()}
    voices = READINGS[page.reading]
    body = []
    for outlet in page.outlets:
        mark = marks[outlet]
        cells = [page.label(outlet), _number(page, mark.of, page.names(outlet, referent, voices=voices, zones=("body",)))]
        if bare:
            panel = page.names(outlet, referent, terms=_marked_terms(page, referent), voices=voices, zones=("body",))
            cells.append(_share(page, mark, panel))
        rows = {row.term: row for row in by_outlet[outlet].itertuples()}
        for term in terms:
            cells.append(_share(page, rows[term], page.names(outlet, referent, terms=(term,), voices=voices, zones=("body",))))
        body.append(cells)
    caption = f'Which name<span class="of">Share, 95 % interval, n of the names that mark it; body, {page.reading}</span>'
    return table(head, body, caption=caption, kind="stack")


def _number(page: Page, n: int, panel: Any) -> str:
    return page.ledger.link(f"{n:,}", panel) if n else '<span class="none">no mentions</span>'


def _share(page: Page, row: Any, panel: Any) -> str:
    """A share as STATISTICS § 3 lets a report say it."""
    if not row.of:
        return '<span class="none">no mentions</span>'
    if row.articles == 1:
        return f"{page.ledger.link(f'{row.n:,} of {row.of:,}', panel)}<small>one article</small>"
    value = page.ledger.link(percent(row.share), panel)
    small = f"{interval(row.low, row.high)} · {row.n:,} of {row.of:,}"
    return f'<span class="{"vague" if row.note else "sure"}">{value}<small>{small}</small></span>'


def _voices_table(page: Page, referent: str, mine: Mapping[str, pd.DataFrame]) -> str:
    """Each name and outlet: own, reported and quoted words beside each other, the headline apart."""
    head = ["Name and outlet", "own words", "reported", "quoted", "headline", "deck, caption"]
    if not page.single:
        head += ["articles", "per 10,000 words"]
    used = {(row.outlet, row.term): row for row in mine["article_shares"].itertuples()}
    rates = {(row.outlet, row.term): row for row in mine["rates"].itertuples()}
    body: list[list[str]] = []
    for term, label, marked in _terms(page, referent):
        rows = []
        for outlet in page.outlets:
            cells = [_cell(page, outlet, referent, term, voice, "body") for voice in ("own", "reported", "quoted")]
            cells += [_cell(page, outlet, referent, term, "", "headline"), _cell(page, outlet, referent, term, "", "deck caption")]
            if any(cells):
                extra = [] if page.single else [_articles(used[outlet, term]), _rate(rates[outlet, term])]
                rows.append([page.label(outlet), *cells, *extra])
        if rows:
            what = esc(label) if marked else "leaves it out"
            body += [[f'“{esc(term)}” <span class="small">{what}</span>'], *rows]
    if not body:
        return ""
    caption = (
        'In whose words<span class="of">Names by voice in the body; headlines, decks and captions apart, since others '
        "write them. Rows without a name are left out.</span>"
    )
    return table(head, body, caption=caption, kind="stack")


def _terms(page: Page, referent: str) -> list[tuple[str, str, bool]]:
    """Terms of a referent, marked ones first, each as often as the page's outlets use it."""
    rows = page.mentions[(page.mentions["referent"] == referent) & (page.mentions["excluded"] == "")]
    n = rows["term"].value_counts()
    mine = page.layers.terms[page.layers.terms["referent"] == referent]
    terms = [(row.term, row.label, bool(row.marked)) for row in mine.itertuples() if row.term in n.index]
    return sorted(terms, key=lambda t: (not t[2], -int(n[t[0]]), t[0]))


def _cell(page: Page, outlet: str, referent: str, term: str, voice: str, zones: str) -> str:
    panel = page.names(outlet, referent, terms=(term,), voices=(voice,) if voice else (), zones=tuple(zones.split()))
    return page.ledger.link(f"{panel.n:,}", panel) if panel else ""


def _articles(row: Any) -> str:
    return f"{row.n:,} of {row.of:,}<small>{percent(row.share)}</small>" if row.of else ""


def _rate(row: Any) -> str:
    return f"{row.rate_per_10k:.1f}" if row.n else ""


def _rest(page: Page) -> str:
    """Referents that the page leaves to the tables beside it."""
    kept = page.mentions[page.mentions["excluded"] == ""]
    n = kept["referent"].value_counts()
    rest = [f"{esc(r)} ({n[r]:,})" for r in sorted(n.index, key=lambda r: (-int(n[r]), r)) if r not in page.referents]
    silent = sorted(set(page.layers.terms["referent"]) - set(n.index))
    said = f"<p class=\"note\">Named less, in <code>tables/</code> only: {listed(rest)}.</p>" if rest else ""
    if silent:
        said += f'<p class="note">No mentions at all: {esc(listed(silent))}.</p>'
    return said
