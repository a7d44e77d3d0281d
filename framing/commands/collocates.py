"""`framing collocates`: the words around some words, outlet by outlet."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from framing.commands.arguments import add_max_skipped, add_source, new_command, one_line, read
from framing.errors import UsageError
from framing.text import count

MOST = 12


def add(commands: Any) -> None:
    command = new_command(commands, "collocates", _collocates, "The words around some words, outlet by outlet.")
    add_source(command)
    add_max_skipped(command)
    command.add_argument("pattern", help='words, with * at a word\'s end: "illegal alien*"')
    command.add_argument("--window", type=int, default=5, help="words on each side (5); 0: the whole sentence")
    command.add_argument("--json", action="store_true", help="the whole table as JSON")


def _collocates(options: argparse.Namespace) -> None:
    from framing.annotate import annotate
    from framing.vocabulary.collocates import collocates

    if options.window < 0:
        raise UsageError(f"--window {options.window}: words on each side, 1 or more; 0 for the whole sentence")
    table = collocates(annotate(read(options)), options.pattern, window=options.window or None)
    if options.json:
        print(table.to_json(orient="records", force_ascii=False, indent=1))
        return
    for outlet, rows in table.groupby("outlet", sort=False):
        print(one_line(f"{outlet}: {count(rows['of'].iloc[0], 'word')} beside it"))
        for row in rows[rows["n"] > 0].head(MOST).itertuples():
            print(one_line(f"  {row.collocate[:24]:24} {row.n:>5,} in {row.articles:<5,} G² {row.log_likelihood:8.1f}  npmi {row.npmi:5.2f}  {row.note}"))  # fmt: skip
    print(
        f"{(table['q'] < 0.05).sum():,} of {table['q'].notna().sum():,} differ between outlets (q below .05)",
        file=sys.stderr,
    )
