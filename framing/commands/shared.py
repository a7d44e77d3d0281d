"""`framing shared`: quotations and paragraphs that several outlets print."""

from __future__ import annotations

import argparse
from typing import Any

from framing.commands.arguments import add_max_skipped, add_source, new_command, one_line, read


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
    print(f"{passages:,} passages in {articles:,} articles of {outlets:,} outlets")
    texts = dict(zip(layers.articles["article_id"], layers.articles["text"], strict=True))
    for row in table.itertuples(index=False):
        words = " ".join(texts[row.article_id][row.start : row.end].split())
        who = f"{row.outlet[:16]:16} {row.speaker[:20] or row.kind:20}"
        print(one_line(f"{row.passage:>4} {row.words:>4}  {who}  {words[:90]}"))
