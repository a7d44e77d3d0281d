"""Tone: the valence of the sentences around the names, plain and with the names masked, and what it is worth."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.charts import GROUPS, chart_tone
from framing.schema import WIRE
from framing.show.figures import figure
from framing.show.html import Html, clean, signed, table
from framing.show.ledger import Panel
from framing.show.method import AGREEMENT
from framing.show.page import Page
from framing.show.passage import grouped

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
        f"in every outlet.{_mixed(page)}</p>"
    )
    sentences = _sentences(page)
    if not len(sentences):
        return Html(
            f'<section class="part">{caution}<p>No sentence in an outlet’s own words holds a name.</p></section>'
        )
    panels = _panels(page, sentences)
    chart = "" if page.single else _chart(page, masked, panels)
    numbers = _table(page, plain, masked, panels)
    shown = f'<div class="pair">{chart}{numbers}</div>' if chart else numbers
    return Html(f'<section class="part">{caution}{shown}</section>')


def _mixed(page: Page) -> str:
    """A word on genres, which differ in tone by themselves."""
    articles = page.layers.articles
    genres = set(articles.loc[articles["article_id"].isin(page.home), "genre"])
    return " These texts are of several genres: their tone is not comparable." * (len(genres) > 1)


def _sentences(page: Page) -> pd.DataFrame:
    """Sentences of the body in an outlet's own words that hold a name that counts."""
    names = page.mentions[page.mentions["excluded"] == ""]
    held = set(zip(names["article_id"], names["left"], strict=True))
    sentences = page.layers.sentences
    mine = sentences[(sentences["zone"] == "body") & (sentences["voice"] == "own")]
    mine = mine.assign(outlet=mine["article_id"].map(page.home))
    keep = np.array([key in held for key in zip(mine["article_id"], mine["start"], strict=True)], bool)
    return mine[mine["outlet"].notna().to_numpy() & keep]


def _panels(page: Page, sentences: pd.DataFrame) -> dict[str, Panel]:
    """Each outlet's sentences, with their valence."""
    scores = zip(sentences["valence"], sentences["valence_masked"], strict=True)
    about = [f"{signed(plain)}, masked {signed(masked)}" for plain, masked in scores]
    spans = sentences.assign(left=sentences["start"], right=sentences["end"], about=about)
    found = grouped(spans, ("outlet",), about="about")
    heading = "own sentences that hold a name, with their valence"
    return {
        outlet: page.ledger.cell(("tone", outlet), clean(f"{outlet}: {heading}"), found[outlet,])
        for outlet in page.outlets
        if (outlet,) in found
    }


def _chart(page: Page, masked: pd.DataFrame, panels: Mapping[str, Panel]) -> str:
    outlets = [o for o in page.outlets if o != WIRE and masked.loc[masked["outlet"] == o, "n"].sum()]
    rows = masked.set_index("outlet").reindex(outlets).reset_index()
    colours = {o: GROUPS[page.colour(o)] for o in outlets if o in page.groups}
    links = {outlet: f"#{panel.id}" for outlet, panel in panels.items()}
    said = "; ".join(f"{r.outlet} {signed(r.valence)} in {r.n} sentences" for r in rows.itertuples())
    svg = figure(
        lambda ax: chart_tone(rows, colours=colours, links=links, ax=ax), rows=len(outlets), name="tone",
        alt=f"Mean valence of own sentences around the names, names masked: {said}",
    )  # fmt: skip
    return (
        '<figure><figcaption>Around the names, names masked<span class="of">mean valence of own '
        f"sentences, −1 to +1</span></figcaption>{svg}</figure>"
    )


def _table(page: Page, plain: pd.DataFrame, masked: pd.DataFrame, panels: Mapping[str, Panel]) -> str:
    with_names = {row.outlet: row for row in plain.itertuples()}
    without = {row.outlet: row for row in masked.itertuples()}
    body = []
    for outlet in page.outlets:
        row, other = with_names[outlet], without[outlet]
        n = page.ledger.link(f"{row.n:,}", panels.get(outlet)) if row.n else '<span class="none">no sentences</span>'
        body.append([page.label(outlet), n, f"{row.articles:,}" if row.n else "", _mean(row, page), _mean(other, page)])
    head = ["Outlet", "sentences", "articles", "valence, names scored", "valence, names masked"]
    what = "mean" if page.single else "mean and 95&nbsp;% interval"
    caption = (
        'Valence around the names<span class="of">Own words, body, sentences that hold a name of any referent; '
        f"{what}. Not ranked.</span>"
    )
    return table(head, body, caption=caption, kind="stack")


def _mean(row: Any, page: Page) -> str:
    if not row.n:
        return ""
    bounds = "" if page.single or row.low != row.low else f"<small>{signed(row.low)} to {signed(row.high)}</small>"
    return f'<span class="{"vague" if row.note else "sure"}">{signed(row.valence)}{bounds}</span>'
