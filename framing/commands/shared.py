"""`framing shared`: quotations and paragraphs that several outlets print."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from framing.commands.arguments import add_max_skipped, add_source, new_command, one_line, read
from framing.text import count

if TYPE_CHECKING:
    import pandas as pd

# Characters of a passage that are printed: enough to know it by.
MOST = 160


def add(commands: Any) -> None:
    command = new_command(commands, "shared", _shared, "Quotations and paragraphs that several outlets print.")
    add_source(command)
    add_max_skipped(command)
    command.add_argument("--json", action="store_true", help="as JSON")


def _shared(options: argparse.Namespace) -> None:
    from framing.annotate import annotate
    from framing.copies.shared import shared_passages

    layers = annotate(read(options))
    table = shared_passages(layers)
    if options.json:
        print(table.to_json(orient="records", force_ascii=False, indent=1))
        return
    passages, articles, outlets = (table[column].nunique() for column in ("passage", "article_id", "outlet"))
    order = ", the most widely printed first" * (passages > 1)
    print(f"{count(passages, 'passage')} in {count(articles, 'article')} of {count(outlets, 'outlet')}{order}")
    texts = dict(zip(layers.articles["article_id"], layers.articles["text"], strict=True))
    groups = [rows for _, rows in table.groupby("passage")]
    for rows in sorted(groups, key=lambda rows: (-rows["outlet"].nunique(), -rows["words"].max())):
        for line in _passage(rows, texts):
            print(one_line(line))


def _passage(rows: pd.DataFrame, texts: dict[str, str]) -> list[str]:
    """A passage as it is printed longest, and on a line below how many of its words which outlets print."""
    longest = rows.loc[rows["words"].idxmax()]
    words = " ".join(texts[longest["article_id"]][longest["start"] : longest["end"]].split())
    said = words if len(words) <= MOST else words[:MOST].rpartition(" ")[0] + " …"
    speaker = longest["speaker"] or ("not named" if longest["kind"] == "quotation" else "own words")
    # A passage may stand in an article in pieces; of several articles of an outlet, the one with most of it.
    printed = rows.groupby(["outlet", "article_id"])["words"].sum().groupby(level=0).max()
    by_length = sorted({-n for n in printed})
    parts = [f"{count(-n, 'word')}: {', '.join(printed.index[printed == -n])}" for n in by_length]
    return [f"{longest['passage']:>4}  {speaker}: {said}", f"{'':6}{'; '.join(parts)}"]
