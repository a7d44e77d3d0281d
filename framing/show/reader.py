"""One story, read side by side: the articles of several outlets, with voices shaded and names marked in the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from framing.schema import SPEECH, WIRE
from framing.show.html import Html, count, day, esc
from framing.show.page import Page
from framing.spans import flatten

if TYPE_CHECKING:
    import pandas as pd

# Articles beside each other, and characters of one that are shown: the page stays small whatever the corpus.
MOST_ARTICLES, MOST_TEXT = 4, 9_000
QUIET = ("boilerplate", "caption", "list")


def reader(page: Page) -> Html:
    """The articles of one story next to each other, one an outlet, as they were printed.

    Quoted and reported words are shaded and underlined, names are marked, page furniture is small and grey. It shows what
    each outlet wrote of the same event; what an article lacks may never have been known to it.

    Parameters
    ----------
    page : Page
        Its `story`; empty: the one that most of the page's outlets tell, of equals the one with most names.
    """
    articles = page.layers.articles
    mine = articles[(articles["story"] != "") & articles["article_id"].isin(page.home)]
    mine = mine.assign(outlet=mine["article_id"].map(page.home))
    mine = mine[mine["outlet"].isin([outlet for outlet in page.outlets if outlet != WIRE])]
    chosen = _chosen(page, mine)
    if not chosen:
        return Html("<p>A column <code>story</code> says which articles tell the same event.</p>")
    rows = mine[mine["story"] == chosen].sort_values(["published", "article_id"]).drop_duplicates("outlet")
    shown = sorted(rows.itertuples(), key=lambda row: page.outlets.index(row.outlet))[:MOST_ARTICLES]
    columns = "".join(_article(page, row) for row in shown)
    others = len(rows) - len(shown)
    more = f" {count(others, 'other outlet')} told it too." if others else ""
    return Html(
        f'<section class="part"><h3>One story: {esc(chosen)}</h3><p class="key">In {count(len(shown), "article")}, the first of each '
        f"outlet, as printed.{more} {_legend()}</p>"
        f'<div class="reader wide">{columns}</div></section>'
    )


def _chosen(page: Page, mine: pd.DataFrame) -> str:
    if page.story:
        return page.story if page.story in set(mine["story"]) else ""
    outlets = mine.groupby("story")["outlet"].nunique()
    names = page.mentions.loc[page.mentions["excluded"] == "", "article_id"].value_counts()
    held = mine["article_id"].map(names).fillna(0).groupby(mine["story"]).sum()
    told = sorted(outlets[outlets > 1].index, key=lambda s: (-int(outlets[s]), -float(held[s]), s))
    return str(told[0]) if told else ""


def _legend() -> str:
    return (
        'Shading: <span class="v-quoted">quoted words</span>, <span class="v-reported">reported words</span>, '
        "<mark>a name of the lexicon</mark>; all the rest is the outlet’s own."
    )


def _article(page: Page, row: Any) -> str:
    text = row.text[:MOST_TEXT]
    cut = (
        f'<p class="note">… {count(len(row.text) - len(text), "more character")}</p>'
        if len(row.text) > len(text)
        else ""
    )
    body = "".join(_paragraph(*part) for part in _paragraphs(text, _tiles(page, row.article_id, len(text))))
    return (
        f'<article tabindex="0" aria-label="{esc(row.outlet)}"><h3>{page.label(row.outlet)}</h3>'
        f'<p class="src">{day(row.published)}</p>{body}{cut}</article>'
    )


class Tile(NamedTuple):
    """A stretch of text of one zone, one voice ("" for the outlet's own) and one name, or none."""

    start: int
    end: int
    zone: str
    voice: str
    name: str


def _tiles(page: Page, article_id: str, length: int) -> list[Tile]:
    """The text cut wherever zone, voice or name change."""
    layers = page.layers
    zones = _spans(layers.zones, article_id)
    voices = [row for row in _spans(layers.voices, article_id) if row.kind in SPEECH and row.voice != "own"]
    names = [row for row in _spans(page.mentions, article_id) if row.excluded == ""]
    layered = [
        flatten([(min(row.start, length), min(row.end, length), i) for i, row in enumerate(rows)], length)
        for rows in (zones, voices, names)
    ]
    edges = sorted({edge for found in layered for start, end, _ in found for edge in (start, end)})
    tiles = []
    for start, end in zip(edges, edges[1:], strict=False):
        zone, voice, name = (next(i for a, b, i in found if a <= start < b) for found in layered)
        said = voices[voice].voice if voice >= 0 else ""
        tiles.append(Tile(start, end, zones[zone].zone, said, names[name].term if name >= 0 else ""))
    return tiles


def _spans(table: pd.DataFrame, article_id: str) -> list[Any]:
    return list(table[table["article_id"] == article_id].itertuples())


def _paragraphs(text: str, tiles: Sequence[Tile]) -> list[tuple[str, str]]:
    """The lines of a text as (zone, HTML), in the zone that most of each has."""
    lines: list[tuple[str, str]] = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        inside = [
            t._replace(start=max(t.start, start), end=min(t.end, end)) for t in tiles if t.start < end and t.end > start
        ]
        if line.strip() and inside:
            zone = max(inside, key=lambda tile: tile.end - tile.start).zone
            lines.append((zone, "".join(_piece(text, tile) for tile in inside)))
        start = end + 1
    return lines


def _piece(text: str, tile: Tile) -> str:
    part = text[tile.start : tile.end]
    said = esc(part, most=MOST_TEXT)
    # Cleaning trims; the spaces at the joints are kept.
    said = " " * part[:1].isspace() + said + " " * (part[-1:].isspace() and bool(said))
    said = f'<mark title="{esc(tile.name)}">{said}</mark>' if tile.name else said
    return f'<span class="v-{tile.voice}">{said}</span>' if tile.voice else said


def _paragraph(zone: str, html: str) -> str:
    if zone == "headline":
        return f'<p class="headline"><bdi>{html}</bdi></p>'
    return f'<p class="{"quiet" if zone in QUIET else zone}"><bdi>{html}</bdi></p>'
