"""Tone: the valence of the sentences around the names, plain and with the names masked, and what it is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from framing.charts import GROUPS, chart_tone
from framing.show.figures import figure
from framing.show.html import Html, clean, signed, table
from framing.show.ledger import Panel
from framing.show.method import AGREEMENT
from framing.show.page import Page, Passage

if TYPE_CHECKING:
    import pandas as pd


def toned(page: Page, plain: pd.DataFrame, masked: pd.DataFrame) -> Html:
    """The section on tone.

    Parameters
    ----------
    page : Page
    plain, masked : DataFrame
        Of `tone` by outlet, with the lexicon's terms scored and with them masked.
    """
    caution = (
        f'<p class="warn"><b>Read with care.</b> {AGREEMENT} It scores words, not attitudes: a murder trial reads as cold '
        "in every outlet. Compared within one genre only.</p>"
    )
    sentences = _sentences(page)
    if not len(sentences):
        return Html(f'<section class="part">{caution}<p>No sentence in an outlet’s own words holds a name.</p></section>')
    chart = "" if page.single else _chart(page, masked, sentences)
    return Html(f'<section class="part">{caution}{chart}{_table(page, plain, masked, sentences)}</section>')


def _sentences(page: Page) -> pd.DataFrame:
    """Sentences of the body in an outlet's own words that hold a name that counts."""
    names = page.mentions[page.mentions["excluded"] == ""]
    held = set(zip(names["article_id"], names["left"], strict=True))
    sentences = page.layers.sentences
    mine = sentences[(sentences["zone"] == "body") & (sentences["voice"] == "own")]
    mine = mine.assign(outlet=mine["article_id"].map(page.home))
    keep = np.array([key in held for key in zip(mine["article_id"], mine["start"], strict=True)], bool)
    return mine[mine["outlet"].notna().to_numpy() & keep]


def _panel(page: Page, outlet: str, sentences: pd.DataFrame) -> Panel | None:
    rows = sentences[sentences["outlet"] == outlet]
    if not len(rows):
        return None
    passages = [
        Passage(r.article_id, r.start, r.end, r.start, r.end, f"{signed(r.valence)}, masked {signed(r.valence_masked)}")
        for r in rows.itertuples()
    ]
    return page.ledger.cell(("tone", outlet), clean(f"{outlet}: own sentences that hold a name, with their valence"), passages)


def _chart(page: Page, masked: pd.DataFrame, sentences: pd.DataFrame) -> str:
    outlets = [o for o in page.outlets if masked.loc[masked["outlet"] == o, "n"].sum()]
    rows = masked.set_index("outlet").reindex(outlets).reset_index()
    colours = {o: GROUPS[page.colour(o)] for o in outlets if o in page.groups}
    panels = {o: _panel(page, o, sentences) for o in outlets}
    links = {o: f"#{panel.id}" for o, panel in panels.items() if panel}
    said = "; ".join(f"{r.outlet} {signed(r.valence)} in {r.n} sentences" for r in rows.itertuples())
    svg = figure(
        lambda ax: chart_tone(rows, colours=colours, links=links, ax=ax), rows=len(outlets), name="tone",
        alt=f"Mean valence of own sentences around the names, names masked: {said}",
    )  # fmt: skip
    return (
        '<div class="charts"><figure><figcaption>Around the names, names masked<span class="of">mean valence of own '
        f"sentences, −1 to +1</span></figcaption>{svg}</figure></div>"
    )


def _table(page: Page, plain: pd.DataFrame, masked: pd.DataFrame, sentences: pd.DataFrame) -> str:
    with_names = {row.outlet: row for row in plain.itertuples()}
    without = {row.outlet: row for row in masked.itertuples()}
    body = []
    for outlet in page.outlets:
        row, other = with_names[outlet], without[outlet]
        panel = _panel(page, outlet, sentences)
        n = page.ledger.link(f"{row.n:,}", panel) if row.n else '<span class="none">no sentences</span>'
        body.append([page.label(outlet), n, f"{row.articles:,}" if row.n else "", _mean(row, page), _mean(other, page)])
    head = ["Outlet", "sentences", "articles", "valence, names scored", "valence, names masked"]
    caption = (
        'Valence around the names<span class="of">Own words, body, sentences that hold a name of any referent; mean and '
        "95&nbsp;% interval. Not ranked.</span>"
    )
    return table(head, body, caption=caption, kind="stack")


def _mean(row: Any, page: Page) -> str:
    if not row.n:
        return ""
    bounds = "" if page.single or row.low != row.low else f"<small>{signed(row.low)} to {signed(row.high)}</small>"
    return f'<span class="{"vague" if row.note else "sure"}">{signed(row.valence)}{bounds}</span>'
