"""One story, several outlets: what each of them carries, as a matrix whose cells open both sides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from framing.show.html import Html, bdi, clean, count, day, esc, table
from framing.show.ledger import Panel
from framing.show.page import Page
from framing.show.passage import Passage, grouped, in_sentences
from framing.stories.contents import EARLIER, FEWER, contents_of, places_of, stories_told
from framing.stories.items import KINDS

if TYPE_CHECKING:
    import pandas as pd

MOST_STORIES, MOST_ITEMS, MOST_COLUMNS = 6, 6, 8
PLURALS = {"speaker": "Speakers", "quotation": "Quotations", "term": "Terms", "figure": "Figures"}
CAUTION = (
    '<p class="warn"><b>Absence is not omission.</b> An empty cell says that a thing does not stand in these articles. It may have '
    "been said later, may not have fitted, or may stand in an article that is not in the corpus: small words say where day, length or "
    "number of articles could account for it (earlier, much shorter, fewer: than the articles that carry it). Where none is given, "
    "that is no proof of a choice.</p>"
)


def carried(page: Page) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What the outlets of each story carry, and every place where; empty tables where no article has a story.

    Parameters
    ----------
    page : Page
    """
    if not (page.layers.articles["story"] != "").any():
        none = page.layers.mentions.head(0)
        return none, none
    view: dict[str, Any] = {**page.view}
    stories = stories_told(page.layers, **view)
    return contents_of(stories), places_of(stories)


def told(page: Page, contents: pd.DataFrame, places: pd.DataFrame) -> Html:
    """The section on stories that several outlets tell.

    Parameters
    ----------
    page : Page
    contents : DataFrame
        Of `story_contents`.
    places : DataFrame
        Of `places_of`: every occurrence, so that each cell can be read.
    """
    stories = _largest(contents) if len(contents) else []
    if not stories:
        return Html("<p>No story of these articles is told by two outlets.</p>")
    spans = grouped(in_sentences(places, page.layers.sentences), ("story", "kind", "item", "outlet"), about="about")
    parts = [_story(page, contents[contents["story"] == story], spans) for story in stories]
    left = contents["story"].nunique() - len(stories)
    more = (
        f'<p class="note">{count(left, "more story", "more stories")} in tables/story_contents.csv.</p>' if left else ""
    )
    return Html(f'<section class="part">{CAUTION}{"".join(parts)}{more}</section>')


def _largest(contents: pd.DataFrame) -> list[str]:
    """The stories that most outlets tell; of equals, those with most articles."""
    size = (
        contents.drop_duplicates(["story", "outlet"]).groupby("story").agg(n=("outlet", "size"), of=("articles", "sum"))
    )
    return sorted(size.index, key=lambda story: (-int(size["n"][story]), -int(size["of"][story]), story))[:MOST_STORIES]


def _story(page: Page, rows: pd.DataFrame, spans: Mapping[tuple[str, ...], Sequence[Passage]]) -> str:
    """The matrix of one story: things by outlets."""
    story = str(rows["story"].iloc[0])
    facts = rows.drop_duplicates("outlet").set_index("outlet")
    found = {(row.kind, row.item, row.outlet): row for row in rows.itertuples()}
    known = [outlet for outlet in page.outlets if outlet in facts.index]
    outlets = [*known, *(outlet for outlet in facts.index if outlet not in known)][:MOST_COLUMNS]
    body: list[list[str]] = []
    for kind in KINDS:
        items = _divided(rows[rows["kind"] == kind], outlets)
        if items:
            body.append([PLURALS[kind]])
            body += [[bdi(item, most=90), *(_cell(page, found, spans, (story, kind, item), o, outlets) for o in outlets)] for item in items]  # fmt: skip
    heads = [_head(page, outlet, facts.loc[outlet]) for outlet in outlets]
    others = len(facts) - len(outlets)
    more = f"{count(others, 'more outlet')} in tables/story_contents.csv. " if others else ""
    caption = (
        f'{esc(story)}<span class="of">How often each thing stands in the body of an outlet’s articles on this story; first what some '
        f"carry and others do not. {more}Each number opens the passages of all sides.</span>"
    )
    return table(["In the articles", *heads], body, caption=caption, kind="even")


def _head(page: Page, outlet: str, facts: pd.Series) -> str:
    when = f", {day(facts['first_date'])}" if facts["first_date"] else ""
    return f"{page.label(outlet)}<small>{count(int(facts['articles']), 'article')}, {int(facts['words']):,} words{when}</small>"


def _divided(rows: pd.DataFrame, outlets: Sequence[str]) -> list[str]:
    """The things that divide the outlets most evenly, then those that most of them carry."""
    shown = rows[rows["outlet"].isin(outlets)]
    having = shown[shown["n"] > 0].groupby("item").agg(outlets=("outlet", "size"), n=("n", "sum"))
    of = len(outlets)

    def rank(item: str) -> tuple[int, int, str]:
        n = int(having["outlets"][item])
        return -min(n, of - n), -int(having["n"][item]), item

    return sorted(having.index, key=rank)[:MOST_ITEMS]


def _cell(
    page: Page, found: Mapping[tuple[str, str, str], Any], spans: Mapping[tuple[str, ...], Sequence[Passage]], key: tuple[str, str, str], outlet: str,
    outlets: Sequence[str],
) -> str:  # fmt: skip
    """A number, or a dash with what could account for it; either opens what this outlet and the others print."""
    story, kind, item = key
    order = [outlet, *(other for other in outlets if other != outlet)]
    panels: list[Panel] = [
        page.ledger.cell(("told", *key, other), clean(f"{other}: {item} ({kind}; {story})"), spans[(*key, other)])
        for other in order
        if (*key, other) in spans
    ]
    row = found[kind, item, outlet]
    side = "" if row.n else f"not in {outlet}; in others: "
    both = page.ledger.sum(("told both", *key, outlet), clean(f"{side}{item} ({kind}; {story})"), panels)
    if row.n:
        return page.ledger.link(f"{row.n:,}", both)
    why = f"<small>{esc(row.note.replace(EARLIER, 'earlier').replace(FEWER, 'fewer'))}</small>" if row.note else ""
    return f'<span class="none">{page.ledger.link("–", both)}</span>{why}'
