"""Would it hold otherwise: the page's headline finding, recomputed with every choice made differently."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from framing.charts.robustness import chart_robustness, rows_of
from framing.contrasts.words import contrast_sentence
from framing.counting import READINGS
from framing.robustness import BASE, robustness, robustness_sentence, strongest
from framing.show.asked import only_name
from framing.show.figures import figure
from framing.show.html import Html, bdi, esc, table
from framing.show.page import Page

if TYPE_CHECKING:
    import pandas as pd


def otherwise(page: Page, pairs: pd.DataFrame) -> pd.DataFrame:
    """The headline finding of the page over its choices, as `robustness` gives it; no row where nothing was found.

    Parameters
    ----------
    page : Page
    pairs : DataFrame
        Of `compared`.
    """
    found = strongest(pairs)
    if found is None:
        return pairs.head(0)
    filters: Mapping[str, str] = {**page.view, "reading": page.reading}
    return robustness(page.layers, **found, **filters)  # type: ignore[arg-type]


def robust(page: Page, pairs: pd.DataFrame, choices: pd.DataFrame) -> Html:
    """The section: a sentence that says in how many choices the finding holds, and the chart that shows it.

    Parameters
    ----------
    page : Page
    pairs : DataFrame
        Of `compared`.
    choices : DataFrame
        Of `otherwise`.
    """
    if not len(choices):
        return Html(f'<section class="part"><p>{_nothing(page, pairs)}</p></section>')
    first = choices.iloc[0]
    finding = (
        f"{bdi(first['target'])} uses “{esc(first['term'])}” for {esc(first['referent'])} more often than {bdi(first['reference'])}: "
        f"{100 * first['difference']:.0f} points."
    )
    said = robustness_sentence(choices)
    svg = figure(
        lambda ax: chart_robustness(choices, ax=ax), rows=rows_of(len(choices)), name="robustness",
        alt=f"The difference under each choice, with its 95 % interval. {said}",
    )  # fmt: skip
    return Html(
        f'<section class="part"><p>{finding} <b>{esc(said)}</b></p><div class="pair"><figure><figcaption>The same difference, '
        'one choice changed at a time<span class="of">percentage points with 95 % interval; at the right uses of names, '
        f"{bdi(first['target'])}, {bdi(first['reference'])}; hollow: does not hold</span></figcaption>{svg}</figure>"
        f"{_table(page, choices)}</div></section>"
    )


def _nothing(page: Page, pairs: pd.DataFrame) -> str:
    """Why there is no finding to try, and how large one would have had to be."""
    if not page.single and (name := only_name(page)):
        return f"All outlets that mark {esc(page.referents[0])} use “{esc(name)}” alone: there is no difference to try otherwise."
    if not len(pairs):
        return "No two outlets can be compared, so there is no finding to try otherwise."
    row = min(pairs.to_dict("records"), key=lambda r: (r["q"], -abs(r["difference"]), r["target"], r["term"]))
    return f"No two outlets can be told apart, so there is no finding to try otherwise. The nearest to one: {esc(contrast_sentence(row), most=900)}"


def _table(page: Page, choices: pd.DataFrame) -> str:
    """The numbers of the chart; those as reported open their passages, the others are counted on other articles, names or words."""
    body = []
    for row in choices.itertuples():
        bounds = f"<small>{100 * row.low:+.0f} to {100 * row.high:+.0f}</small>" if row.low == row.low else ""
        amount = f"{100 * row.difference:+.0f}{bounds}" if row.difference == row.difference else "–"
        name = f"{row.choice}: {row.value}" if row.value else row.choice
        sides = ((row.target, row.n_target, row.of_target), (row.reference, row.n_reference, row.of_reference))
        counts = [_count(page, row, *side) for side in sides]
        verdict = "holds" if row.holds else "does not hold" if amount != "–" else "nothing to compare"
        body.append([esc(name), *counts, amount.replace("-", "−"), verdict])
    first = choices.iloc[0]
    head = ["Choice", bdi(first["target"]), bdi(first["reference"]), "points", ""]
    caption = 'The choices<span class="of">Each alone; all others as reported.</span>'
    return table(head, body, caption=caption, kind="stack")


def _count(page: Page, row: Any, outlet: str, n: int, of: int) -> str:
    voices = READINGS[page.reading]
    reported = row.choice == BASE
    panel = page.names(outlet, row.referent, terms=(row.term,), voices=voices, zones=("body",)) if reported else None
    return page.ledger.link(f"{n:,} of {of:,}", panel)
