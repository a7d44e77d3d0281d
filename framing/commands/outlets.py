"""`framing outlets`: which names may be one outlet's, proposed for a person to accept."""

from __future__ import annotations

import argparse
from typing import Any

from framing.commands.arguments import add_max_skipped, add_proposal, add_source, new_command, one_line, propose, read
from framing.text import count


def add(commands: Any) -> None:
    command = new_command(
        commands, "outlets", _outlets, "Which names may be one outlet's: a proposal to mend and to lay as outlets.csv."
    )
    add_source(command)
    add_max_skipped(command)
    add_proposal(command, "outlets.csv")


def _outlets(options: argparse.Namespace) -> None:
    from framing.proposals.outlets import propose_outlets

    corpus = read(options)
    table = propose_outlets(corpus)
    if propose(table, options):
        return
    for row in table.itertuples(index=False):
        print(one_line(f"{row.n:>7,}  {row.outlet} → {row.name}  ({row.why})"))
    outlets = corpus.articles["outlet"].nunique()
    print(f"{count(outlets, 'outlet')}, {len(table):,} that may be another's name")
