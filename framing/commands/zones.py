"""`framing zones`: which lines are no body, by which rule, the most frequent first."""

from __future__ import annotations

import argparse
from typing import Any

from framing.commands.arguments import add_max_skipped, add_proposal, add_source, new_command, one_line, propose, read
from framing.text import count

MOST = 40


def add(commands: Any) -> None:
    command = new_command(
        commands, "zones", _zones, "Which lines are page furniture, headline or caption, most frequent first; "
        "a table to mend and to lay as zones.csv.",
    )  # fmt: skip
    add_source(command)
    add_max_skipped(command)
    add_proposal(command, "zones.csv")


def _zones(options: argparse.Namespace) -> None:
    from framing.annotate import annotate
    from framing.proposals.labelled import labelled

    table = labelled(annotate(read(options)))
    if propose(table, options):
        return
    for row in table.head(MOST).itertuples(index=False):
        where = row.outlet or count(row.outlets, "outlet")
        print(one_line(f"{row.n:>7,}  {row.zone:11}  {row.rule:28}  {row.line[:60]}  ({where})"))
    rules = table.groupby(["zone", "rule"], sort=True)["n"].sum().sort_values(ascending=False, kind="stable")
    print(
        f"{count(len(table), 'line')}, the first {min(MOST, len(table))} shown; --to FILE.csv or --json has all. By rule:"
    )
    for (zone, rule), n in rules.items():
        print(one_line(f"{n:>7,}  {zone:11}  {rule}"))
    print(f"{count(table['n'].sum(), 'line')} set aside by {count(len(rules), 'rule')}")
