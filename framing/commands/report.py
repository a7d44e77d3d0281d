"""`framing report`: one self-contained report, with its tables and figures."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from framing.commands.arguments import add_max_skipped, add_source, new_command, pairs, read, show_progress


def add(commands: Any) -> None:
    command = new_command(
        commands, "report", _report, "One self-contained comparative report, with its tables and figures."
    )
    add_source(command, optional=True)
    add_max_skipped(command)
    command.add_argument("--lexicon", default="immigration", help="a shipped name, or a file of your own")
    command.add_argument("--to", default="reports", metavar="DIR", help="where reports go (reports)")
    command.add_argument("--name", default="", help="the report's folder; default: the source's name")
    command.add_argument(
        "--notebook",
        default="comparative",
        help="comparative; outlet, a profile of one (-p outlet=NAME); corpus, what it holds",
    )
    command.add_argument(
        "-p", "--parameter", action="append", default=[], metavar="NAME=VALUE", help="a parameter of the notebook"
    )
    command.add_argument(
        "--codes", default="", metavar="DIR", help="coded sheets with their keys: errors by outlet, corrected shares"
    )


def _report(options: argparse.Namespace) -> None:
    from framing.publish import check_outside
    from framing.report import build_report

    if options.source:
        check_outside(options.to, options.source)
    corpus = read(options)
    page = build_report(
        corpus,
        lexicon=options.lexicon,
        to=options.to,
        name=options.name or _report_name(options),
        notebook=options.notebook,
        parameters=pairs(options.parameter, "-p"),
        codes=options.codes,
        progress=show_progress,
    )
    print(f"report: {page}\nindex:  {Path(options.to) / 'index.html'}")


def _report_name(options: argparse.Namespace) -> str:
    """The source's name; another notebook's report lies beside the comparative one, not over it."""
    source = Path(options.source or "demo").name.split(".")[0] or "report"
    one = pairs(options.parameter, "-p").get("outlet", "") if options.notebook == "outlet" else ""
    extra = [options.notebook, one] if options.notebook != "comparative" else []
    return "-".join(part for part in (source, *extra) if part)
