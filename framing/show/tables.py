"""The tables beside a page: what it shows in part, in full."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from framing.export import csv_text
from framing.show.page import Page

if TYPE_CHECKING:
    import pandas as pd

FOLDER = Path("out/tables")
# Characters of a sentence on each side of a name: real sentences end before, a text without full stops would be
# written out once for each of its names.
CONTEXT = 1_000


def save(page: Page, tables: Mapping[str, pd.DataFrame]) -> None:
    """Write tables as CSV, with every passage that the page's numbers count, what was skipped, and what was noticed.

    Parameters
    ----------
    page : Page
    tables : mapping
        File name (without its ending) to table.
    """
    more = {"passages": _passages(page), "skipped": page.layers.skipped, "notices": page.layers.notices}
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, table in {**tables, **more}.items():
        (FOLDER / f"{name}.csv").write_text(csv_text(table), encoding="utf-8", newline="\n")


def _passages(page: Page) -> pd.DataFrame:
    """Every match in the articles that count, with its sentence; set-aside ones with their reason."""
    articles = page.layers.articles.set_index("article_id")
    rows = page.mentions
    texts = articles["text"].to_dict()
    starts, ends = rows["left"].clip(lower=rows["start"] - CONTEXT), rows["right"].clip(upper=rows["end"] + CONTEXT)
    sentence = [texts[a][start:end] for a, start, end in zip(rows["article_id"], starts, ends, strict=True)]
    facts = {
        column: rows["article_id"].map(articles[column]) for column in ("published", "headline", "source_file", "place")
    }
    table = rows.assign(**facts, sentence=sentence)
    columns = ["outlet", "published", "headline", "referent", "term", "marked", "text", "voice", "speaker", "zone", "excluded",
               "sentence", "article_id", "start", "end", "source_file", "place"]  # fmt: skip
    return table[columns]
