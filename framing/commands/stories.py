"""`framing stories`: which articles tell the same event, proposed for a person to accept."""

from __future__ import annotations

import argparse
from typing import Any

from framing.commands.arguments import add_max_skipped, add_proposal, add_source, new_command, one_line, propose, read


def add(commands: Any) -> None:
    command = new_command(
        commands,
        "stories",
        _stories,
        "Which articles tell the same event: a proposal to mend and to lay as stories.csv.",
    )
    add_source(command)
    add_max_skipped(command)
    add_proposal(command, "stories.csv")


def _stories(options: argparse.Namespace) -> None:
    from framing.stories import propose_stories

    table = propose_stories(read(options))
    if propose(table, options):
        return
    told = table[table["story"] != ""]
    for story, rows in told.groupby("story", sort=False):
        print(one_line(str(story)))
        for row in rows.itertuples(index=False):
            title = (row.headline or row.article_id)[:70]
            print(one_line(f"  {row.similarity:.2f}  {row.outlet[:24]:24}  {row.published:10}  {title}"))
    alone = len(table) - len(told)
    print(f"articles: {len(told):,} in stories ({told['story'].nunique():,}), {alone:,} alone")
