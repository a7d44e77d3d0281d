"""`framing check`: what was read from a source, and what was skipped."""

from __future__ import annotations

import argparse
import json
from typing import Any

from framing.commands.arguments import add_source, doubted, new_command, one_line, reading
from framing.text import count


def add(commands: Any) -> None:
    command = new_command(commands, "check", _check, "What was read from a source, what was skipped and why.")
    add_source(command)
    command.add_argument("--json", action="store_true", help="as JSON")


def _check(options: argparse.Namespace) -> None:
    from framing.reading import check_corpus

    facts = check_corpus(options.source, **reading(options))
    if options.json:
        print(json.dumps(facts, ensure_ascii=False, indent=1))
        return
    read, notices = count(facts["articles"], "article"), count(len(facts["notices"]), "notice")
    print(f"{read}, {len(facts['skipped']):,} skipped, {notices}")
    for outlet, n in facts["outlets"].items():
        print(one_line(f"  {n:>7,}  {outlet}"))
    for row in facts["skipped"]:
        print(
            one_line(
                f"skipped  {row['source_file']} {row['place']}: {row['field']} {row['value'][:60]!r}: {row['reason']}"
            )
        )
    doubts = [row for row in facts["notices"] if row["kind"] == "language" and row["source_file"]]
    for row in facts["notices"]:
        if row not in doubts:
            where = f"{row['source_file']} {row['place']}".strip()
            print(one_line(f"notice   {where}{': ' * bool(where)}{row['message']}"))
    if doubts:
        print(one_line(f"notice   {doubted(doubts)}; --json lists all"))
