"""`framing keyness`: the words that set outlets apart."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from framing.commands.arguments import add_max_skipped, add_source, new_command, one_line, read

MOST = 30


def add(commands: Any) -> None:
    command = new_command(commands, "keyness", _keyness, "The words that set an outlet apart from others, with q.")
    add_source(command, optional=True)
    add_max_skipped(command)
    command.add_argument("--target", default="", help="only this outlet; default: each in turn")
    command.add_argument("--reference", default="", help="against this outlet; default: all others together")
    command.add_argument(
        "--reading", default="wording", help="wording, claim (the outlet's own voice) or all (wording)"
    )
    command.add_argument("--longest", type=int, default=1, help="count fixed sequences of up to so many words (1)")
    command.add_argument("--json", action="store_true", help="the whole table as JSON")


def _keyness(options: argparse.Namespace) -> None:
    from framing.annotate import annotate
    from framing.vocabulary.keyness import keyness

    table = keyness(
        annotate(read(options)),
        target=options.target, reference=options.reference, reading=options.reading, longest=options.longest,
    )  # fmt: skip
    if options.json:
        print(table.to_json(orient="records", force_ascii=False, indent=1))
        return
    told = table[table["q"] < 0.05]
    for side, rows in told.groupby("target", sort=False):
        print(one_line(f"{side} against {rows['reference'].iloc[0]}"))
        for row in rows[rows["score"].abs().rank(ascending=False) <= MOST].itertuples():
            said = f"{row.word[:28]:28} {row.note.partition('; its')[0][:24]:24} {row.n_target:>6,} : {row.n_reference:<7,} {row.log_ratio:+6.2f}"
            interval = f"[{row.low:.2f}, {row.high:.2f}]".replace("inf", "∞")
            print(one_line(f"  {said} {interval}  q {'< .001' if row.q < 0.001 else f'{row.q:.3f}'}"))
    n = int((table["word"] != "").sum())
    if not len(table):
        print("There is no other outlet to compare with.", file=sys.stderr)
        return
    print(f"{len(told):,} of {n:,} comparisons have q below .05; n here : there, doublings", file=sys.stderr)
