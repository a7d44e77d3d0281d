"""Can these outlets be compared: what they are, how much there is of each, when it was printed, what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.schema import WIRE
from framing.show.html import Html, bdi, count, day, esc, listed, table
from framing.show.page import Page

if TYPE_CHECKING:
    import pandas as pd

# Outlets whose median dates lie further apart than this (days) are compared over different periods.
APART = 183
# Below this many articles an outlet says little, whatever the interval.
FEW = 8
MOST_NOTES, MOST_OPEN = 6, 15


def compare(page: Page) -> Html:
    """The section on sizes, genres, dates, copies and what was skipped; warnings first."""
    warnings = "".join(f'<p class="warn"><b>{head}</b> {text}</p>' for head, text in _warnings(page))
    return Html(f'<section class="part">{warnings}{_sizes(page)}{_left_out(page)}{_reading(page)}</section>')


def _mine(page: Page) -> pd.DataFrame:
    articles = page.layers.articles
    return articles.assign(home=articles["article_id"].map(page.home))


def _sizes(page: Page) -> str:
    articles = _mine(page)
    words = page.layers.words[page.layers.words["zone"] == "body"].groupby("article_id")["n"].sum()
    rows = []
    for outlet in page.outlets:
        inside = articles[articles["home"] == outlet]
        dates = sorted(date for date in inside["published"] if date)
        undated = f" ({len(inside) - len(dates):,} without a date)" if dates and len(dates) < len(inside) else ""
        span = f"{day(dates[0])} – {day(dates[-1])}" if dates and dates[0] != dates[-1] else day("".join(dates[:1]))
        producers = sorted(set(inside["producer"]) - {"", outlet})
        rows.append([
            page.label(outlet), f"{len(inside):,}", f"{int(words.reindex(inside['article_id']).sum()):,}", span + undated,
            esc(listed(sorted({genre or 'not given' for genre in inside['genre']}))),
            bdi(listed(producers[:3]) + (" and others" if len(producers) > 3 else "")) if producers else "",
        ])  # fmt: skip
    head = ["Outlet", "articles", "words in the body", "published", "genre", "made by others"]
    html = table(head, rows, caption="What is compared", kind="stack", text=(3, 4, 5))
    return (
        html
        if len(rows) <= MOST_OPEN
        else f"<details><summary>Sizes and dates of {len(rows)} outlets</summary>{html}</details>"
    )


def _warnings(page: Page) -> list[tuple[str, str]]:
    articles = _mine(page)
    counted = articles[articles["home"].notna()]
    found = []
    if page.single:
        genres = sorted({genre or "not given" for genre in counted["genre"]})
        one = len(counted) == 1
        text = "One text is described in counts." if one else "One text an outlet is compared text by text, in counts."
        if len(genres) > 1:
            text += f" The texts are of different genres ({esc(listed(genres))}): a release is written to other rules than news."
        found.append(("Too few for shares.", text))
    elif len({outlet for outlet in page.outlets if outlet != WIRE}) < 2:
        found.append(("One outlet.", "No comparison is possible; the numbers describe it alone."))
    elif counted["genre"].nunique() > 1:
        found.append(
            (
                "Genres differ.",
                f"Counted together: {esc(listed(sorted(set(counted['genre']))))}. Opinion and releases name and tone otherwise than news.",
            )
        )
    found += _periods(counted[counted["home"] != WIRE])
    few = [bdi(o) for o in page.outlets if o != WIRE and (counted["home"] == o).sum() < FEW]
    if few and not page.single:
        shown = listed(few) if len(few) <= MOST_NOTES else f"{len(few)} outlets"
        found.append(("Few articles.", f"{shown}: fewer than {FEW}. Their intervals are wide, and say so."))
    return found + _asked_for(page)


def _periods(counted: pd.DataFrame) -> list[tuple[str, str]]:
    """Whether the outlets' articles come from different times."""
    import pandas as pd

    dates = pd.to_datetime(counted["published"].where(counted["published"].str.len() == 10, ""), errors="coerce")
    middle = dates.groupby(counted["home"]).median().dropna()
    if len(middle) < 2 or (middle.max() - middle.min()).days <= APART:
        return []
    first, last = middle.idxmin(), middle.idxmax()
    return [(
        "Periods differ.",
        f"Half of {bdi(first)}’s articles are older than {day(str(middle.min())[:10])}, half of {bdi(last)}’s younger than "
        f"{day(str(middle.max())[:10])}. Usage moves with style rules: compare within years (parameters <code>since</code> "
        "and <code>until</code>).",
    )]  # fmt: skip


def _asked_for(page: Page) -> list[tuple[str, str]]:
    """Searches and languages that make the numbers artefacts, as far as the corpus tells."""
    found = []
    articles, notices = page.layers.articles, page.layers.notices
    queries = sorted({str(query) for query in articles["query"].dropna()} - {""}) if "query" in articles.columns else []
    if queries:
        found.append((
            "Found by searching.",
            f"These articles were found with {listed([f'“{esc(query, most=120)}”' for query in queries[:3]])}. Where a search "
            "names a term, its shares and rates are artefacts of the search.",
        ))  # fmt: skip
    language = notices[notices["kind"] == "language"]
    if len(language):
        more = f" ({count(len(language) - 1, 'more notice')} like it)" if len(language) > 1 else ""
        found.append(("Language.", f"{esc(str(language['message'].iloc[0]))}{more}"))
    return found


def _left_out(page: Page) -> str:
    """Outlets and articles that do not count, and why."""
    lines = []
    reasons: dict[str, list[str]] = {}
    for outlet, why in page.silent.items():
        reasons.setdefault(why, []).append(outlet)
    for why, outlets in reasons.items():
        names = listed([bdi(o) for o in outlets[:12]] + ([f"{len(outlets) - 12} more"] if len(outlets) > 12 else []))
        lines.append(f"{names}: {esc(why)}.")
    if page.others:
        lines.append(
            f"{count(len(page.others), 'outlet')} with fewer names are left to <code>tables/</code>: "
            f"{listed([bdi(o) for o in page.others[:12]] + ['…'] * (len(page.others) > 12))}. They count in every interval and q."
        )
    articles = _mine(page)
    other = articles[articles["home"].isna() & ~articles["outlet"].isin(page.silent)]
    if len(other):
        genres = other["genre"].replace("", "without a genre").value_counts()
        kinds = listed([f"{n:,} {esc(genre)}" for genre, n in sorted(genres.items())])
        lines.append(
            f"{count(len(other), 'article')} of the outlets above not counted (other genre or dates, or a second copy): {kinds}."
        )
    wire = articles[articles["home"] == WIRE]
    if len(wire):
        copies = articles[articles["cluster"].isin(set(wire["cluster"]))]
        lines.append(
            f"{count(wire['cluster'].nunique(), 'text')} printed by several outlets ({count(len(copies), 'copy', 'copies')}) set "
            f"aside as {WIRE}, counted once: nobody’s own wording."
        )
    return "".join(f'<p class="note">{line}</p>' for line in lines)


def _reading(page: Page) -> str:
    """What reading the source skipped and noticed."""
    skipped, notices = page.layers.skipped, page.layers.notices
    if not len(skipped) and not len(notices):
        return '<p class="note">Nothing was skipped in reading the source.</p>'
    lines = [f"{esc(r.source_file)} {esc(r.place)}: {esc(r.reason)}" for r in skipped.head(MOST_NOTES).itertuples()]
    for kind, mine in notices.groupby("kind", sort=True):
        first = mine.iloc[0]
        example = f"{esc(first['source_file'])} {esc(first['place'])}: {esc(first['message'])}"
        lines.append(f"{count(len(mine), 'notice')} ({esc(str(kind))}), for example {example}")
    items = "".join(f"<li>{line}</li>" for line in lines)
    more = f" The first {MOST_NOTES} are listed." if len(skipped) > MOST_NOTES else ""
    return (
        f"<details><summary>{count(len(skipped), 'row')} skipped, {count(len(notices), 'notice')} from reading</summary>"
        f'<p class="note">A notice costs no article.{more} All are in <code>tables/skipped.csv</code> and '
        f'<code>tables/notices.csv</code>.</p><ul class="small">{items}</ul></details>'
    )
