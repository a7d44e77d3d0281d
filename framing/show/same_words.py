"""Whose words several outlets print: how much of what each quotes is shared, and the passages side by side."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from framing.copies.quotations import QUOTATION
from framing.schema import WIRE
from framing.show.html import Html, bdi, clean, count, esc, interval, listed, percent, table
from framing.show.page import Page
from framing.show.passage import Passage, grouped, in_sentences

if TYPE_CHECKING:
    import pandas as pd

MOST_PASSAGES, MOST_COLUMNS, FIRST_WORDS = 20, 8, 9


def same_words(page: Page, shares: pd.DataFrame, passages: pd.DataFrame) -> Html:
    """The section on shared passages.

    Parameters
    ----------
    page : Page
    shares : DataFrame
        Of `shared` by outlet.
    passages : DataFrame
        Of `shared_passages`.
    """
    mine = passages[passages["article_id"].isin(page.texts)]
    if not len(mine):
        return Html("<p>No quotation and no paragraph stands in articles of two outlets here.</p>")
    return Html(
        f'<section class="part"><h3>Words that several outlets print</h3>{_shares(page, shares, mine)}{_passages(page, mine)}</section>'
    )


def _shares(page: Page, shares: pd.DataFrame, mine: pd.DataFrame) -> str:
    """How much of what an outlet quotes another prints too; the largest share first."""
    shown = shares[shares["outlet"].isin(page.outlets) & (shares["of"] > 0)]
    quoted = mine[mine["kind"] == QUOTATION].assign(outlet=mine["article_id"].map(page.home))
    places = grouped(in_sentences(quoted, page.layers.sentences), ("outlet",), n="words")
    body = []
    for row in sorted(shown.itertuples(), key=lambda row: (row.outlet == WIRE, -row.share, row.outlet)):
        bounds = interval(row.low, row.high)
        heading = clean(f"{row.outlet}: words of quotations that others print too")
        spans = places.get((row.outlet,), [])
        panel = page.ledger.cell(("shared in", row.outlet), heading, spans) if spans and row.n else None
        share = page.ledger.link(percent(row.share), panel) + (f"<small>{bounds}</small>" if bounds else "")
        body.append([page.label(row.outlet), share, f"{row.n:,}", f"{row.of:,}", f"{row.articles:,}", esc(row.note)])
    bounds = "" if page.single else ", 95&nbsp;% interval"
    caption = (
        f'How much of it others print too<span class="of">share of all words in quotation marks in the body{bounds}; '
        "shared with the outlets of this corpus, no others</span>"
    )
    return table(
        ["Outlet", "shared", "words", "of", "articles", "note"], body, caption=caption, kind="stack", text=(5,)
    )


def _passages(page: Page, mine: pd.DataFrame) -> str:
    """The passages that most outlets print, a column an outlet, or a list where these are many."""
    groups = sorted((rows for _, rows in mine.groupby("passage", sort=True)), key=_rank)
    shown = groups[:MOST_PASSAGES]
    places = grouped(in_sentences(mine, page.layers.sentences), ("passage",))
    printed = {outlet for rows in shown for outlet in rows["outlet"]}
    columns = sorted(printed) if len(printed) <= MOST_COLUMNS else []
    body = [_row(page, rows, columns, places[(rows["passage"].iloc[0],)]) for rows in shown]
    left = len(groups) - len(shown)
    more = f"; {left:,} more in tables/shared_passages.csv" if left else ""
    caption = (
        f'The same words in several outlets<span class="of">{count(len(groups), "passage")}, the most widely printed first'
        f"{more}. Shared words of each outlet; a dash is none in this corpus, and absence is not omission.</span>"
    )
    head = ["Speaker", "begins", *([bdi(c, most=30) for c in columns] or ["outlets"])]
    return table(head, body, caption=caption, kind="stack", text=(1, *(() if columns else (2,))))


def _rank(rows: pd.DataFrame) -> tuple[int, int, int]:
    return -rows["outlet"].nunique(), -int(rows["words"].max()), int(rows["passage"].iloc[0])


def _row(page: Page, rows: pd.DataFrame, columns: list[str], places: list[Passage]) -> list[str]:
    longest = max(rows.itertuples(), key=lambda row: (row.words, row.article_id))
    names = Counter(name for name in rows["speaker"] if name)
    speaker = min(names, key=lambda name: (-names[name], name), default="")
    said = bdi(speaker, most=60) if speaker else '<span class="none">not named</span>'
    if longest.kind != QUOTATION:
        said = '<span class="none">own words</span>'
    words = page.texts[longest.article_id].text[longest.start : longest.end].split()
    begins = clean(" ".join(words[:FIRST_WORDS]), most=90) + (" …" if len(words) > FIRST_WORDS else "")
    panel = page.ledger.cell(("shared", str(longest.passage)), clean(f"{speaker or 'Printed'}: {begins}"), places)
    link = page.ledger.link(f"<bdi>{esc(begins)}</bdi>", panel)
    return [said, link, *_outlets(rows, columns)]


def _outlets(rows: pd.DataFrame, columns: list[str]) -> list[str]:
    """How many shared words each outlet prints; twice in an outlet counts as the longer."""
    article: Any = rows.groupby(["outlet", "article_id"])["words"].sum()
    words = article.groupby(level=0).max()
    if columns:
        return [f"{int(words[outlet]):,}" if outlet in words else "–" for outlet in columns]
    return [listed([f"{bdi(outlet, most=40)} {int(n):,}" for outlet, n in words.items()])]
