"""Have people checked the measures on this corpus: agreement, errors by outlet, raw and corrected shares side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from framing.coding import read_codes
from framing.coding.agreement import agreement
from framing.coding.corrected import UNCHECKED, corrected_shares
from framing.coding.validity import error_sentences, measure_errors
from framing.show.html import Html, esc, interval, percent, table
from framing.show.page import Page

if TYPE_CHECKING:
    import pandas as pd


# Where a report's coded sheets lie while its notebook runs.
CODES = "codes"


def checked(page: Page, codes: str = "") -> Html:
    """The section on errors: what coded samples show, or that there is none.

    Parameters
    ----------
    page : Page
    codes : str
        A folder of coded sheets with their keys, as `read_codes` takes it; default: those that the report was given.
    """
    codes = codes or CODES * Path(CODES).is_dir()
    if not codes:
        return Html(f'<section class="part"><p class="warn">{esc(UNCHECKED)}</p></section>')
    read = read_codes(codes)
    if not len(read.codes):
        return Html(f'<section class="part"><p class="warn">No item has been coded yet. {esc(UNCHECKED)}</p></section>')
    sentences = "".join(f"<li>{esc(said)}</li>" for said in error_sentences(measure_errors(read)))
    shown = ""
    if (read.codes["code"] == "term").any():
        filters = {**page.view, "reading": page.reading}
        shares = corrected_shares(page.layers, read, **filters)  # type: ignore[arg-type]
        shown = _shares(page, shares[shares["outlet"].isin(page.outlets)])
    return Html(f'<section class="part"><p>{_agreement(agreement(read))}</p><ul>{sentences}</ul>{shown}</section>')


def _agreement(found: pd.DataFrame) -> str:
    """Alpha of each code, in a sentence each."""
    said = []
    for row in found.itertuples():
        bounds = f" [{row.low:.2f}, {row.high:.2f}]" if row.low == row.low else ""
        alpha = f"alpha {row.alpha:.2f}{bounds}" if row.alpha == row.alpha else "no alpha"
        note = f" ({row.note})" if row.note else ""
        said.append(f"{row.code} of {row.what}: {alpha} over {row.n:,} items, {row.coders} coders{note}")
    return esc("Coders agree so far: " + "; ".join(said) + ".", most=1200)


def _shares(page: Page, shares: pd.DataFrame) -> str:
    """Raw and corrected shares of the names that are used."""
    used = shares[shares["corrected"].notna() & ((shares["n"] > 0) | (shares["corrected"] >= 0.005))]
    if not len(used):
        return ""
    body: list[list[str]] = []
    for outlet in page.outlets:
        rows = used[used["outlet"] == outlet]
        body += [[page.label(outlet)]] * bool(len(rows))
        for row in rows.itertuples():
            raw = f"{percent(row.share)}<small>{interval(row.low, row.high)}</small>"
            better = f"{percent(row.corrected)}<small>{interval(row.corrected_low, row.corrected_high)}</small>"
            body.append([f"“{esc(row.term)}”", f"{row.n:,} of {row.of:,}", raw, better, f"{row.coded:,}"])
    head = ["Name", "n", "as measured", "corrected", "items coded"]
    caption = (
        'Shares as measured, and corrected for the errors that coders found<span class="of">Per cent with 95 % interval; the corrected '
        "interval holds the draw of the coded items too.</span>"
    )
    return table(head, body, caption=caption, kind="stack")
