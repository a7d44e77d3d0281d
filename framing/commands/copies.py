"""`framing copies`: which articles print another's text."""

from __future__ import annotations

import argparse
from typing import Any

from framing.commands.arguments import add_max_skipped, add_source, new_command, one_line, read
from framing.text import count


def add(commands: Any) -> None:
    command = new_command(commands, "copies", _copies, "Which articles print another's text, and how much of it.")
    add_source(command)
    add_max_skipped(command)
    command.add_argument("--json", action="store_true", help="as JSON")


def _copies(options: argparse.Namespace) -> None:
    from framing.copies import KINDS, copies

    corpus = read(options)
    table = copies(corpus)
    if options.json:
        print(table.to_json(orient="records", force_ascii=False, indent=1))
        return
    kinds = ", ".join(f"{(table['kind'] == kind).sum():,} {kind}" for kind in KINDS)
    print(
        f"{count(len(corpus), 'article')}, {count(len(table), 'copy', 'copies')} ({kinds}) in {count(table['cluster'].nunique(), 'cluster')}"
    )
    outlets = dict(zip(corpus.articles["article_id"], corpus.articles["outlet"], strict=True))
    for row in table.itertuples(index=False):
        pair = f"{outlets[row.article_id]} {row.article_id} of {outlets[row.of]} {row.of}"
        print(one_line(f"{row.kind:10} {row.overlap:4.2f}  {pair}"))
