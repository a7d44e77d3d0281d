"""`framing speakers`: who speaks in a corpus, as a draft of its `speakers.csv`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from framing.commands.arguments import add_max_skipped, add_source, new_command, one_line, read

MOST = 40


def add(commands: Any) -> None:
    command = new_command(
        commands,
        "speakers",
        _speakers,
        "Who speaks, most words first: a draft of speakers.csv for a person to correct.",
    )
    add_source(command, optional=True)
    add_max_skipped(command)
    command.add_argument(
        "--to", default="", metavar="FILE.csv", help="write the draft; rows of a speakers.csv are kept"
    )
    command.add_argument("--json", action="store_true", help="as JSON")


def _speakers(options: argparse.Namespace) -> None:
    from framing.annotate import annotate
    from framing.export import csv_text
    from framing.proposals import propose_speakers
    from framing.publish import put

    table = propose_speakers(annotate(read(options)))
    if options.to:
        place = Path(options.to)
        place.parent.mkdir(parents=True, exist_ok=True)
        put(place, csv_text(table).encode())
    if options.json:
        print(table.to_json(orient="records", force_ascii=False, indent=1))
    elif options.to:
        typed = int((table["type"] != "").sum())
        print(f"{len(table):,} speakers, {typed:,} with a type; {options.to}: correct name and type")
    else:
        for row in table.head(MOST).itertuples(index=False):
            stands = "" if row.name == row.speaker else f" = {row.name}"
            print(one_line(f"{row.words:>7,}  {row.type:15} {(row.speaker + stands)[:48]:48}  {row.role[:48]}"))
        print(f"{len(table):,} speakers; --to FILE.csv writes all", file=sys.stderr)
