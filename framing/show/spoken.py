"""The passages behind the numbers of attributed words, and how such a number is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from framing.show.html import clean, interval, percent
from framing.show.ledger import WEIGHT, Panel
from framing.show.page import Page
from framing.show.passage import Passage, grouped

if TYPE_CHECKING:
    import pandas as pd

# Passages of one number at most, and bytes that all these passages may take, whatever the number of outlets, for about
# so many numbers an outlet: the passages of names must keep their place on the page.
MOST, BUDGET, NUMBERS = 8, 450_000, 30


@dataclass(frozen=True, eq=False)
class Spoken:
    """The attributed spans of a page's articles that count: with outlet, speaker, type, and their sentence."""

    page: Page
    voices: pd.DataFrame
    gathered: dict[tuple[str, str, str], list[Passage]] = field(default_factory=dict)

    def gather(self, what: str, spans: pd.DataFrame | None = None, *, about: str, n: str = "") -> None:
        """Lay spans out by outlet and the values of a column; `about` stands beside each passage, `n` is what it adds."""
        found = grouped(self.voices if spans is None else spans, ("outlet", what), about=about, n=n)
        for (outlet, value), passages in found.items():
            self.gathered.setdefault((what, outlet, value), []).extend(passages)

    def panel(self, what: str, outlet: str, value: str, heading: str) -> Panel | None:
        """The panel of what was gathered, if there is any."""
        passages = self.gathered.get((what, outlet, value))
        if not passages:
            return None
        most = max(1, min(MOST, BUDGET // (WEIGHT * NUMBERS * len(self.page.outlets))))
        return self.page.ledger.cell((what, outlet, value), clean(f"{outlet}: {heading}"), passages, most=most)


def told(page: Page, of: str, unit: str) -> str:
    """What the numbers of a table are; single texts have counts alone."""
    what = f"N {unit}" if page.single else f"Share of {of}, 95&nbsp;% interval, n {unit}"
    return f"{what}; a number opens the passages."


def share_cell(page: Page, row: Any, panel: Panel | None) -> str:
    """A share with its interval and n as a table shows it; of single texts the count alone."""
    if not row.of:
        return '<span class="none">–</span>'
    if page.single or row.low != row.low:
        return page.ledger.link(f"{row.n:,}", panel)
    value = page.ledger.link(percent(row.share), panel)
    return (
        f'<span class="{"vague" if row.note else "sure"}">{value}'
        f"<small>{interval(row.low, row.high)}&nbsp;· {row.n:,}</small></span>"
    )
