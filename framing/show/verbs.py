"""With which verbs outlets introduce others' words, and what these verbs do to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.show.html import esc, table
from framing.show.spoken import Spoken, share_cell, told
from framing.speakers.cues import introduced
from framing.speakers.verbs import OTHER, STANCES

if TYPE_CHECKING:
    import pandas as pd

MOST_VERBS = 6
EXAMPLES = {
    "neutral": "said, told", "doubting": "claimed", "conceding": "admitted", "insisting": "insisted, argued",
    "vouching": "noted, revealed", "attacking": "blasted, accused", OTHER: "called for",
}  # fmt: skip


def by_verb(spoken: Spoken, cues: pd.DataFrame, stances: pd.DataFrame) -> str:
    """A table of stances with intervals, and each outlet's own verbs."""
    page = spoken.page
    said = introduced(spoken.voices)
    if not len(said):
        return ""
    for what in ("verb", "stance"):
        spoken.gather(what, said, about="who")
    shares = {(row.outlet, row.stance): row for row in stances.itertuples()}
    outlets = [outlet for outlet in page.outlets if shares[outlet, "neutral"].of]
    shown = [s for s in (*STANCES, OTHER) if any(shares[outlet, s].n for outlet in outlets)]
    body = []
    for outlet in outlets:
        cells = []
        for stance in shown:
            row = shares[outlet, stance]
            panel = spoken.panel(
                "stance", outlet, stance, f"attributions with {stance if stance == OTHER else stance + ' verbs'}"
            )
            cells.append(share_cell(page, row, panel) if row.n else '<span class="none">0</span>')
        body.append([page.label(outlet), f"{shares[outlet, 'neutral'].of:,}", *cells, _verbs(spoken, outlet, cues)])
    head = ["Outlet", "attributions", *(f"{esc(s)}<small>{esc(EXAMPLES[s])}</small>" for s in shown), "its verbs"]
    of = told(page, "the attributions that a verb or phrase of saying introduces", "attributions")
    caption = (
        f'Verbs of saying<span class="of">{of} Then the most frequent verbs. “Claimed” doubts what is said, “admitted” makes it '
        "a confession, “noted” vouches for it.</span>"
    )
    return "<h3>With which verbs</h3>" + table(head, body, caption=caption, kind="stack", text=(len(head) - 1,))


def _verbs(spoken: Spoken, outlet: str, cues: pd.DataFrame) -> str:
    rows = list(cues[(cues["outlet"] == outlet) & (cues["n"] > 0)].itertuples())[:MOST_VERBS]
    links = [
        f"{esc(row.verb)}&nbsp;"
        + spoken.page.ledger.link(
            f"{row.n:,}", spoken.panel("verb", outlet, row.verb, f"attributions with “{row.verb}”")
        )
        for row in rows
    ]
    return ", ".join(links)
