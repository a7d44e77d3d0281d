"""Copies on the page of a corpus: which texts stand in it more than once, how that is known, and what it would change."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from framing.copies import KINDS, recounted
from framing.layers import Layers
from framing.show.html import Html, bdi, count, day, esc, listed, percent, table
from framing.show.opening import FEWEST_NAMES
from framing.show.page import Page
from framing.survey.clusters import NEAR, SYNDICATED

if TYPE_CHECKING:
    import pandas as pd

MOST_CLUSTERS, MOST_CHANGES = 12, 8
MEANINGS = {
    "exact": "the same words in the long paragraphs",
    NEAR: "most of it the same: updates, twins, other headlines",
    SYNDICATED: "one prints most of the other’s text, shortened or with a part of its own",
}


def copied(page: Page) -> Html:
    """Texts that stand in the corpus more than once, how alike they are, and what counting each copy would change."""
    articles = page.layers.articles
    clusters = articles[articles["cluster"].isin(set(articles.loc[articles["copy_kind"] != "", "cluster"]))]
    if not len(clusters):
        return Html('<section class="part"><p>No text stands here twice.</p></section>')
    groups = sorted((rows for _, rows in clusters.groupby("cluster", sort=True)), key=lambda rows: -len(rows))
    body = [_cluster(rows) for rows in groups[:MOST_CLUSTERS]]
    left = len(groups) - len(body)
    kinds = articles["copy_kind"].value_counts()
    said = "; ".join(f"{kinds[kind]:,} {kind} ({MEANINGS[kind]})" for kind in KINDS if kind in kinds)
    caption = (
        f'{count(len(groups), "text")} printed more than once<span class="of">Copies: {said}'
        f"{f'; {left} more texts in tables/copies.csv' if left else ''}.</span>"
    )
    head = ["Text", "copies", "outlets", "how alike", "counted"]
    return Html(f'<section class="part">{table(head, body, caption=caption, text=(2, 3, 4))}{_changes(page)}</section>')


def _cluster(rows: pd.DataFrame) -> list[str]:
    """A text, who prints it, how much the copies share, and what is done with it."""
    first = rows[rows["copy_kind"] == ""].iloc[0]
    outlets = Counter(rows["outlet"])
    names = listed([bdi(o, most=40) + (f" ({k}×)" if k > 1 else "") for o, k in sorted(outlets.items())])
    title = bdi(first["headline"] or first["article_id"], most=90)
    kinds = [kind for kind in KINDS if kind in set(rows["copy_kind"])]
    least = f"<small>at least {percent(rows['overlap'].min())} of the shorter</small>" if kinds != ["exact"] else ""
    treated = "set aside as (wire)" if len(outlets) > 1 else "the first counts"
    return [f"{title}<small>{day(first['published'])}</small>", f"{len(rows):,}", names, listed(kinds) + least, treated]


def _changes(page: Page) -> str:
    """The shares that counting every copy would change most."""
    changed = _largest(recounted(page.layers, **page.view))  # type: ignore[arg-type]
    if not len(changed):
        return "<p>Counting every copy where it stands would change no share by a point.</p>"
    body = [
        [bdi(row.outlet, most=60), f"“{esc(row.term)}”<small>{esc(row.referent)}</small>",
         f"{percent(row.share)}<small>{row.n:,} of {row.of:,}</small>",
         f"{percent(row.share_all)}<small>{row.n_all:,} of {row.of_all:,}</small>"]
        for row in changed.head(MOST_CHANGES).itertuples()
    ]  # fmt: skip
    caption = (
        f'What counting every copy would change<span class="of">{count(len(changed), "share")} of at least {FEWEST_NAMES} names '
        "that mark by a point and more, the largest changes first</span>"
    )
    return table(["Outlet", "name", "counted once", "each copy"], body, caption=caption, text=(1,))


def _largest(table: pd.DataFrame) -> pd.DataFrame:
    size = table["change"].abs()
    order = table.assign(size=size).sort_values(["size", "outlet", "term"], ascending=[False, True, True])
    return order[(order["size"] >= 0.01) & (order["of"] >= FEWEST_NAMES)]


def copies_told(layers: Layers, **view: Any) -> str:
    """One sentence for the box on method: how many copies there are, and what counting them would change.

    Parameters
    ----------
    layers : Layers
    **view
        Genre and dates, as `Page.view` has them.
    """
    kinds = layers.articles["copy_kind"].replace("", None).value_counts()
    n = int(kinds.sum())
    if not n:
        return "No article of the corpus is a copy of another."
    what = listed([f"{kinds[kind]:,} {kind}" for kind in KINDS if kind in kinds])
    changed = _largest(recounted(layers, **view))
    effect = "change no share by a point"
    if len(changed):
        top = changed.iloc[0]
        effect = (
            f"change {count(len(changed), 'share')} by a point and more, most of all that of “{esc(top['term'])}” in "
            f"{bdi(top['outlet'])} ({percent(top['share'])} to {percent(top['share_all'])})"
        )
    return f"{count(n, 'article is a copy', 'articles are copies')} of another ({what}); counting each would {effect}."


def copies_table(page: Page) -> pd.DataFrame:
    """Every article of a text that stands in the corpus more than once, with what it is a copy of."""
    articles = page.layers.articles
    twice = articles["cluster"].isin(set(articles.loc[articles["copy_kind"] != "", "cluster"]))
    columns = [
        "cluster",
        "article_id",
        "copy_kind",
        "copy_of",
        "overlap",
        "outlet",
        "published",
        "headline",
        "source_file",
        "place",
    ]
    return articles.loc[twice, columns].rename(columns={"copy_kind": "kind", "copy_of": "of"})
