"""How a corpus was labelled: zones with the rules that found them, and matches that were set aside; each with its passages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.show.html import Html, bdi, clean, esc, percent, table
from framing.show.page import Page
from framing.show.passage import Passage, excerpt, grouped
from framing.show.reading import REASONS

if TYPE_CHECKING:
    import pandas as pd

# Characters of a labelled span that an example shows; rules shown, the most frequent first.
SHOWN, MOST_RULES = 110, 60


def rules(page: Page) -> pd.DataFrame:
    """Zones by the rule that found them: how many spans, articles and characters, the most frequent first."""
    zones = page.layers.zones
    counted = zones.assign(characters=(zones["end"] - zones["start"]).astype("int64"))
    found = counted.groupby(["zone", "rule"], as_index=False).agg(
        n=("start", "size"), articles=("article_id", "nunique"), characters=("characters", "sum")
    )
    return found.sort_values(["n", "zone", "rule"], ascending=[False, True, True], ignore_index=True)


def zoned(page: Page, found: pd.DataFrame) -> Html:
    """Which rule labelled how much, with an example and the spans themselves behind each number.

    Parameters
    ----------
    page : Page
    found : DataFrame
        Of `rules`.
    """
    total = max(1, int(found["characters"].sum()))
    spans = _spans(page)
    body = []
    for row in found.head(MOST_RULES).itertuples():
        mine = spans[row.zone, row.rule]
        panel = page.ledger.cell(("zone", row.zone, row.rule), clean(f"{row.zone}: {row.rule}"), mine)
        body.append([
            f"{esc(row.zone)}<small>{esc(row.rule)}</small>", page.ledger.link(f"{row.n:,}", panel), f"{row.articles:,}",
            percent(row.characters / total), "" if row.rule == "default" else _example(page, min(mine)),
        ])  # fmt: skip
    left = len(found) - len(body)
    caption = (
        'Zones and the rules that found them<span class="of">Most frequent first; each number opens spans drawn by lot. Nothing is '
        f"cut: zones are labels on the text as published.{f' {left} more in tables/rules.csv.' if left > 0 else ''}</span>"
    )
    return Html(
        f'<section class="part">{table(["Zone, rule", "spans", "articles", "of all characters", "for example"], body, caption=caption, text=(4,))}</section>'
    )


def _spans(page: Page) -> dict[tuple[str, ...], list[Passage]]:
    """Zones as passages; of the body its beginning alone, since all of it would be the article."""
    zones = page.layers.zones
    end = zones["end"].where(zones["end"] - zones["start"] <= SHOWN, zones["start"] + SHOWN)
    outlet = zones["article_id"].map(lambda article: page.texts[article].outlet)
    return grouped(
        zones.assign(left=zones["start"], right=zones["end"], end=end, about=outlet), ("zone", "rule"), about="about"
    )


def _example(page: Page, span: Passage) -> str:
    """The first span of a rule: the one of the first article by id."""
    text = clean(page.texts[span.article_id].text[span.start : span.end], most=SHOWN)
    return f"{bdi(text)}<small>{bdi(page.texts[span.article_id].outlet, most=40)}</small>"


def set_aside(page: Page) -> Html:
    """Matches of the lexicon that are no usage, by reason and name, with an example and the passages."""
    rows = page.mentions[page.mentions["excluded"] != ""]
    if not len(rows):
        return Html('<section class="part"><p>No match was set aside.</p></section>')
    found = grouped(rows, ("excluded", "referent", "term"))
    body: list[list[str]] = []
    for reason, n in sorted(rows["excluded"].value_counts().items(), key=lambda pair: (-pair[1], pair[0])):
        about = REASONS.get(reason, reason)
        body.append([f'{esc(about)} <span class="small">{n:,}</span>'])
        mine = {key: spans for key, spans in found.items() if key[0] == reason}
        for key in sorted(mine, key=lambda key: (-len(mine[key]), key)):
            panel = page.ledger.cell(("excluded", *key), clean(f"“{key[2]}” set aside, {about}"), mine[key])
            first = min(mine[key])
            example = excerpt(page.texts[first.article_id].text, first, reach=45)
            body.append(
                [
                    f"“{esc(key[2])}”<small>{esc(key[1])}</small>",
                    page.ledger.link(f"{len(mine[key]):,}", panel),
                    example,
                ]
            )
    kept = len(page.mentions) - len(rows)
    caption = (
        f'Matches that are no usage<span class="of">{len(rows):,} of {len(page.mentions):,} matches; {kept:,} count. '
        "Articles that repeat another are left out.</span>"
    )
    return Html(
        f'<section class="part">{table(["Name", "matches", "for example"], body, caption=caption, text=(2,))}</section>'
    )
