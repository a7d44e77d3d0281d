"""Who is heard by type of speaker: officials, advocates, affected people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.charts import GROUPS, chart_shares
from framing.schema import NOT_NAMED, WIRE
from framing.show.figures import figure
from framing.show.html import clean, esc, listed, percent, table
from framing.show.spoken import Spoken, share_cell, told
from framing.speakers.typed import NO_TYPE

if TYPE_CHECKING:
    import pandas as pd

MOST_TYPES, MOST_CHARTS = 8, 6
UNTYPED = (NO_TYPE, NOT_NAMED)
NONE = '<span class="none">0</span>'


def by_type(spoken: Spoken, types: pd.DataFrame) -> str:
    """Charts of the types heard longest, and a table of all."""
    page = spoken.page
    rows = types[types["outlet"].isin(page.outlets)]
    n = rows.groupby("type", sort=False)["n"].sum()
    known = sorted((t for t in n.index if n[t] and t not in UNTYPED), key=lambda t: (-int(n[t]), t))
    if not known:
        return (
            '<p class="note">By type (federal, advocacy, affected person …) speakers are shown where the corpus has a '
            "<code>speakers.csv</code>; <code>framing speakers</code> drafts it.</p>"
        )
    spoken.gather("type", about="who", n="words")
    shown = [*known[:MOST_TYPES], *(t for t in UNTYPED if n.get(t, 0))]
    left = [f"{esc(t)} ({n[t]:,} words)" for t in known[MOST_TYPES:]]
    rest = f'<p class="note">In <code>tables/speaker_types.csv</code> only: {listed(left)}.</p>' if left else ""
    charts = "" if page.single else _charts(spoken, rows, known[:MOST_CHARTS])
    return (
        '<h3>Which kinds of speakers</h3><p class="stand">Attributed words, quoted and reported, in the body. '
        "Who is of which type, a person wrote into the corpus’s <code>speakers.csv</code>. Much-quoted officials may be where "
        f"the news was made: compare outlets on the same events.</p>{charts}{_table(spoken, rows, shown)}{rest}"
    )


def _charts(spoken: Spoken, rows: pd.DataFrame, types: list[str]) -> str:
    heard = rows[rows["of"] > 0]
    outlets = [outlet for outlet in spoken.page.outlets if outlet != WIRE and (heard["outlet"] == outlet).any()]
    if len(outlets) < 2:
        return ""
    figures = [_chart(spoken, heard[heard["type"] == t], outlets, t, i) for i, t in enumerate(types)]
    return f'<div class="charts">{"".join(figures)}</div>'


def _chart(spoken: Spoken, rows: pd.DataFrame, outlets: list[str], type: str, number: int) -> str:
    page = spoken.page
    drawn = rows.set_index("outlet").reindex(outlets).reset_index()
    panels = {outlet: spoken.panel("type", outlet, type, _heading(type)) for outlet in outlets}
    links = {outlet: f"#{panel.id}" for outlet, panel in panels.items() if panel is not None}
    colours = {outlet: GROUPS[page.colour(outlet)] for outlet in outlets if outlet in page.groups}
    said = "; ".join(f"{row.outlet} {percent(row.share)} of {row.of}" for row in drawn.itertuples())
    svg = figure(
        lambda ax: chart_shares(drawn, colours=colours, links=links, ax=ax), rows=len(outlets), name=f"type{number}",
        alt=f"Share of attributed words, {type}: {said}",
    )  # fmt: skip
    return (
        f'<figure><figcaption>{esc(_capital(type))}<span class="of">share of attributed words</span></figcaption>{svg}'
        "</figure>"
    )


def _table(spoken: Spoken, rows: pd.DataFrame, types: list[str]) -> str:
    page = spoken.page
    cells = {(row.outlet, row.type): row for row in rows.itertuples()}
    body = []
    for outlet in page.outlets:
        mine = [cells[outlet, type] for type in types]
        if not mine[0].of:
            body.append([page.label(outlet), '<span class="none">no attributed words</span>', *[""] * len(types)])
            continue
        shares = [
            share_cell(page, row, spoken.panel("type", outlet, row.type, _heading(row.type))) if row.n else NONE
            for row in mine
        ]
        body.append([page.label(outlet), f"{mine[0].of:,}", *shares])
    caption = f'By type of speaker<span class="of">{told(page, "attributed words", "words")}</span>'
    return table(["Outlet", "attributed words", *(esc(t) for t in types)], body, caption=caption, kind="stack")


def _heading(type: str) -> str:
    return clean(f"words of speakers {type}" if type in UNTYPED else f"words of speakers of type {type}")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
