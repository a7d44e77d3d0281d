"""The tables of names: which name, in whose words, in how many articles; each number opens its passages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from framing.counting import READINGS
from framing.differences import LEVEL_Q
from framing.schema import WIRE
from framing.show.html import esc, interval, listed, percent, table
from framing.show.ledger import Panel
from framing.show.page import VOICE_WORDS, Page

if TYPE_CHECKING:
    import pandas as pd

MOST_TERMS, MOST_DIFFERENCES = 8, 12
RATES = " Articles and rates: body, with 95&nbsp;% intervals over articles."


def used_terms(shares: pd.DataFrame, page: Page) -> list[str]:
    """Marked terms that the page's outlets use: those that some outlet uses most, then by their share in the mean outlet.

    Each outlet weighs the same here, so that one with few articles does not lose its own name to another's third.
    """
    rows = shares[shares["outlet"].isin(page.outlets) & (shares["n"] > 0)]
    mean = (rows["share"].groupby(rows["term"]).sum() / max(1, rows["outlet"].nunique())).to_dict()
    most = {_first(mine) for _, mine in rows[rows["outlet"] != WIRE].groupby("outlet")}
    return sorted(mean, key=lambda term: (term not in most, -mean[term], term))


def _first(rows: pd.DataFrame) -> str:
    return str(min(rows.itertuples(), key=lambda row: (-row.n, row.term)).term)


def has_bare(marking: pd.DataFrame) -> bool:
    """Whether anybody used a name that leaves the contested thing out."""
    return int(marking["of"].sum()) > int(marking["n"].sum())


def marked_terms(page: Page, referent: str) -> tuple[str, ...]:
    """The terms of a referent that mark the contested thing."""
    terms = page.layers.terms
    return tuple(terms.loc[(terms["referent"] == referent) & terms["marked"], "term"])


def among(page: Page, referent: str) -> str:
    """What a share of a referent's names is a share of."""
    terms = page.layers.terms
    bare = (terms["referent"] == referent) & ~terms["marked"]
    return "the names that mark it" if bare.any() else "all names for it"


def shares_table(page: Page, referent: str, mine: Mapping[str, pd.DataFrame]) -> str:
    """Outlets down, the two shares across: how many names mark it at all, and of those which."""
    shares, marking = mine["shares"], mine["marking"]
    terms = used_terms(shares, page)
    if not terms:
        return ""
    bare, others = has_bare(marking), terms[MOST_TERMS:]
    head = ["Outlet", "mark it" if bare else "names", *(f"“{esc(t)}”" for t in terms[:MOST_TERMS])]
    head += ["other names"] if others else []
    marks = {row.outlet: row for row in (marking if len(marking) else shares).itertuples()}
    by_outlet = {
        outlet: {row.term: row for row in rows.itertuples()} for outlet, rows in shares.groupby("outlet", sort=False)
    }
    body = []
    for outlet in page.outlets:
        mark, rows = marks[outlet], by_outlet[outlet]
        cells = [page.label(outlet)]
        if bare and mark.of:
            cells.append(_share(page, outlet, mark, marked_terms(page, referent)))
        else:
            cells.append(_names(page, outlet, referent, mark.of, ()))
        cells += [_share(page, outlet, rows[term], (term,)) for term in terms[:MOST_TERMS]]
        if others:
            n = sum(rows[term].n for term in others)
            cells.append(_names(page, outlet, referent, n, tuple(others)) if n else "")
        body.append(cells)
    caption = f'Which name<span class="of">Share, 95&nbsp;% interval, n of {among(page, referent)}; body, {page.reading}</span>'
    return table(head, body, caption=caption, kind="stack")


def _names(page: Page, outlet: str, referent: str, n: int, terms: Sequence[str]) -> str:
    panel = page.names(outlet, referent, terms=terms, voices=READINGS[page.reading], zones=("body",))
    return page.ledger.link(f"{n:,}", panel) if n else '<span class="none">no mentions</span>'


def _share(page: Page, outlet: str, row: Any, terms: Sequence[str]) -> str:
    """A share as STATISTICS § 3 lets a report say it."""
    if not row.of:
        return '<span class="none">–</span>'
    panel = page.names(outlet, row.referent, terms=terms, voices=READINGS[page.reading], zones=("body",))
    if row.articles == 1:
        return f"{page.ledger.link(f'{row.n:,} of {row.of:,}', panel)}<small>one article</small>"
    value = page.ledger.link(percent(row.share), panel)
    small = f"{interval(row.low, row.high)}<br>{row.n:,}&nbsp;of&nbsp;{row.of:,}"
    return f'<span class="{"vague" if row.note else "sure"}">{value}<small>{small}</small></span>'


def differences_table(page: Page, pairs: pd.DataFrame) -> str:
    """The differences that were found, the largest first; those that were not are in the tables beside the page."""
    found = pairs[(pairs["q"] < LEVEL_Q) & pairs["target"].isin(page.outlets) & pairs["reference"].isin(page.outlets)]
    body: list[list[str]] = []
    over = ("", "")
    for row in sorted(found.itertuples(), key=_largest_first)[:MOST_DIFFERENCES]:
        sides = [
            (row.target, row.share_target, row.n_target, row.of_target),
            (row.reference, row.share_reference, row.n_reference, row.of_reference),
        ]
        low, high = (row.low, row.high) if row.difference > 0 else (-row.high, -row.low)
        more, less = sides if row.difference > 0 else sides[::-1]
        if over != (row.term, more[0]):
            over = row.term, more[0]
            body.append([f"{_linked(page, row, *more)} <b>“{esc(row.term)}”</b>, more often than"])
        q = "&lt;&nbsp;.001" if row.q < 0.0005 else f"{row.q:.3f}"[1:]
        points = f"{100 * abs(row.difference):.0f}"
        body.append([page.label(less[0]), _linked(page, row, *less, name=False), points, interval(low, high), q])
    if not body:
        return ""
    left = len(found) > MOST_DIFFERENCES
    caption = (
        f'Differences found<span class="of">{len(found):,} of {len(pairs):,} comparisons have q &lt; .05'
        f"{f'; the largest {MOST_DIFFERENCES} are shown' * left}. All: <code>tables/contrasts.csv</code></span>"
    )
    return table(
        ["Outlet", "its share", "points apart", "95&nbsp;% interval", "q"], body, caption=caption, kind="stack"
    )


def _largest_first(row: Any) -> tuple[Any, ...]:
    more = row.target if row.difference > 0 else row.reference
    return -round(max(row.share_target, row.share_reference), 9), more, row.term, -abs(row.difference), row.target


def _linked(page: Page, row: Any, outlet: str, share: float, n: int, of: int, *, name: bool = True) -> str:
    panel = page.names(outlet, row.referent, terms=(row.term,), voices=READINGS[page.reading], zones=("body",))
    number = f"{page.ledger.link(percent(share), panel)}<small>{n:,}&nbsp;of&nbsp;{of:,}</small>"
    return f"{f'{page.label(outlet)} ' * name}{number}"


def voices_table(page: Page, referent: str, mine: Mapping[str, pd.DataFrame]) -> str:
    """Each name and outlet: own, reported and quoted words beside each other, the headline apart."""
    head = ["Name and outlet", "own words", "reported", "quoted", "headline", "deck, caption"]
    if not page.single:
        head += ["articles that use it<small>of those that name them</small>", "per 10,000 words"]
    used = {(row.outlet, row.term): row for row in mine["article_shares"].itertuples()}
    rates = {(row.outlet, row.term): row for row in mine["rates"].itertuples()}
    body: list[list[str]] = []
    for term, label, marked in _terms(page, referent):
        rows = []
        for outlet in page.outlets:
            cells = [_cell(page, outlet, referent, term, *place) for place in PLACES]
            if any(cells):
                panel = page.names(outlet, referent, terms=(term,), voices=READINGS[page.reading], zones=("body",))
                extra = [] if page.single else [_articles(used[outlet, term]), _rate(page, rates[outlet, term], panel)]
                rows.append([page.label(outlet), *cells, *extra])
        if rows:
            what = esc(label) if marked else "leaves it out"
            body += [[f'“{esc(term)}” <span class="small">{what}</span>'], *rows]
    if not body:
        return ""
    caption = (
        'In whose words<span class="of">Names by voice in the body; headlines, decks and captions apart, since others '
        f"write them. Rows without a name are left out.{'' if page.single else RATES}</span>"
    )
    return table(head, body, caption=caption, kind="stack")


# Voice and zones of each column of names.
PLACES = (("own", "body"), ("reported", "body"), ("quoted", "body"), ("", "headline"), ("", "deck caption"))


def _terms(page: Page, referent: str) -> list[tuple[str, str, bool]]:
    """Terms of a referent that are used, marked ones first, the most used first."""
    rows = page.mentions[(page.mentions["referent"] == referent) & (page.mentions["excluded"] == "")]
    n = rows["term"].value_counts()
    mine = page.layers.terms[page.layers.terms["referent"] == referent]
    terms = [(row.term, row.label, bool(row.marked)) for row in mine.itertuples() if row.term in n.index]
    return sorted(terms, key=lambda t: (not t[2], -int(n[t[0]]), t[0]))


def _cell(page: Page, outlet: str, referent: str, term: str, voice: str, zones: str) -> str:
    panel = page.names(outlet, referent, terms=(term,), voices=(voice,) if voice else (), zones=tuple(zones.split()))
    if panel is None:
        return ""
    # Of a single text the table itself says whose words these are.
    speakers = (
        sorted({row.about for row in panel.rows if row.about})
        if page.single and voice in ("reported", "quoted")
        else []
    )
    return page.ledger.link(f"{panel.n:,}", panel) + (
        f"<small>{esc(listed(speakers), most=80)}</small>" if speakers else ""
    )


def _articles(row: Any) -> str:
    if row.of < 2:
        return f"{row.n:,} of {row.of:,}" if row.of else ""
    return f"{row.n:,} of {row.of:,}<small>{percent(row.share)}, {interval(row.low, row.high)}</small>"


def _rate(page: Page, row: Any, panel: Panel | None) -> str:
    bounds = f"{row.low:.0f}–{row.high:.0f}" if row.low == row.low else ""
    number = page.ledger.link(f"{row.rate_per_10k:.1f}", panel)
    return f"{number}<small>{bounds}<br>{row.n:,}&nbsp;of&nbsp;{row.of:,} words</small>" if row.n else ""


def compact_table(page: Page, referent: str) -> str:
    """Outlets down, names across, and in each cell how often, in whose words and where."""
    terms = _terms(page, referent)
    body = []
    for outlet in page.outlets:
        cells = [_places(page, outlet, referent, term) for term, _, _ in terms[:MOST_TERMS]]
        if any(cells):
            body.append([page.label(outlet), *cells])
    head = [
        "Outlet",
        *(
            f"“{esc(t)}”<small>{esc(label) if marked else 'leaves it out'}</small>"
            for t, label, marked in terms[:MOST_TERMS]
        ),
    ]
    left = len(terms) - MOST_TERMS
    caption = esc(referent[:1].upper() + referent[1:])
    caption += f'<span class="of">{left} more names in <code>tables/shares.csv</code></span>' if left > 0 else ""
    return table(head, body, caption=caption, kind="stack", text=range(1, len(head)))


def _places(page: Page, outlet: str, referent: str, term: str) -> str:
    """How often an outlet uses a name, by voice and place, each number with its passages."""
    said = []
    for voice, zones in PLACES:
        if number := _cell(page, outlet, referent, term, voice, zones):
            link, speakers, names = number.partition("<small>")
            said.append(f"{link}&nbsp;{VOICE_WORDS[voice] if voice else zones.replace(' ', ' or ')}{speakers}{names}")
    # Names of speakers stand on lines of their own, so that what follows them begins one too.
    return "".join(f"<div>{part}</div>" for part in said) if "<small>" in "".join(said) else ", ".join(said)
