"""`framing diff`: what changed between two reports, or between two days."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from framing.commands.arguments import new_command, one_line
from framing.text import count

if TYPE_CHECKING:
    from framing.project.changes import Changes


def add(commands: Any) -> None:
    command = new_command(
        commands, "diff", _diff, "Articles that came and went, and numbers that moved beyond their interval."
    )
    command.add_argument("before", help="the folder of a report, or a day: 2026-11-01")
    command.add_argument("after", help="the folder of another, or a later day")
    command.add_argument("--reports", default="reports", metavar="DIR", help="whose days they are (reports)")
    command.add_argument("--only", default="", metavar="NAME", help="of days: this report alone")
    command.add_argument("--json", action="store_true", help="as JSON")


def _diff(options: argparse.Namespace) -> None:
    from framing.project.changes import diff_reports, pairs_of

    pairs = pairs_of(options.before, options.after, to=options.reports, only=options.only)
    found = {name: diff_reports(*folders) for name, folders in pairs.items()}
    if options.json:
        print(json.dumps({name: _as_json(changes) for name, changes in found.items()}, ensure_ascii=False, indent=1))
        return
    for name, changes in found.items():
        for row in changes.articles.itertuples():
            print(one_line(f"{row.change:10} {row.outlet}  {row.published:10}  {row.article_id}  {row.headline[:80]}"))
        for row in changes.numbers.itertuples():
            print(
                one_line(
                    f"moved      {row.table}: {row.what}: {row.measure} {row.before:.3g} [{row.low:.3g}, {row.high:.3g}] -> {row.after:.3g}"
                )
            )
        came, gone, rewritten = (changes.count(kind) for kind in ("came", "gone", "rewritten"))
        moved = f"{len(changes.numbers):,} of {count(changes.compared, 'number')} moved beyond their interval"
        print(one_line(f"{name}: {count(came, 'article')} came, {gone:,} gone, {rewritten:,} rewritten; {moved}"))


def _as_json(changes: Changes) -> dict[str, Any]:
    tables = {"articles": changes.articles, "numbers": changes.numbers}
    return {name: table.to_dict("records") for name, table in tables.items()} | {"compared": changes.compared}
