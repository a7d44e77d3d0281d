"""`framing concordance`: every occurrence of some words."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from framing.commands.arguments import add_max_skipped, add_source, new_command, one_line, read
from framing.text import count


def add(commands: Any) -> None:
    command = new_command(
        commands, "concordance", _concordance, "Every occurrence of some words, with what stands around it."
    )
    add_source(command)
    add_max_skipped(command)
    command.add_argument("pattern", help='words, with * at a word\'s end: "illegal alien*"')
    command.add_argument("--window", type=int, default=8, help="words on each side (8)")
    command.add_argument(
        "--sort", action="append", default=[], metavar="KEY", help="L1 to L3, R1 to R3, node, outlet or date"
    )
    command.add_argument("--sample", type=int, default=0, metavar="N", help="only so many lines, drawn by lot")
    command.add_argument("--sentence", action="store_true", help="nothing beyond the sentence")
    command.add_argument("--json", action="store_true", help="as JSON")


def _concordance(options: argparse.Namespace) -> None:
    from framing.annotate import annotate
    from framing.concordance import concordance

    table = concordance(
        annotate(read(options)), options.pattern,
        window=options.window, sort=options.sort, sample=options.sample, within="sentence" if options.sentence else "",
    )  # fmt: skip
    if options.json:
        print(table.to_json(orient="records", force_ascii=False, indent=1))
        return
    for row in table.itertuples(index=False):
        line = f"{row.outlet[:16]:16} {row.published:10} {row.left[-56:]:>56}  {row.node}  {row.right[:56]}"
        print(one_line(line))
    print(f"{count(len(table), 'occurrence')} in {count(table['article_id'].nunique(), 'article')}", file=sys.stderr)
