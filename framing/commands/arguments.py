"""What several commands take: a source and how to read it, NAME=VALUE pairs, and progress on a terminal."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from framing.errors import UsageError
from framing.places import shipped
from framing.text import count

DEMO = "the demo corpus"


def one_line(text: str) -> str:
    """Control characters shown escaped, so that a message stays one line and cannot steer a terminal."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def new_command(commands: Any, name: str, run: Callable[[argparse.Namespace], int | None], text: str) -> Any:
    command = commands.add_parser(name, help=text, description=text, allow_abbrev=False)
    command.set_defaults(run=run)
    return command


def add_source(command: Any, *, optional: bool = False) -> None:
    what = "a folder, or a CSV, JSONL or Parquet file"
    if optional:
        command.add_argument("source", nargs="?", default="", help=f"{what}; default: {DEMO}")
    else:
        command.add_argument("source", help=what)
    reading = command.add_argument_group("reading")
    reading.add_argument(
        "--format",
        default="",
        help="overrules what the content says: text, csv, csv2 (with ;), tsv, jsonl, json, parquet",
    )
    reading.add_argument(
        "--column", action="append", default=[], metavar="NAME=COLUMN", help="which column holds what: text=body"
    )
    reading.add_argument("--encoding", default="", help="of text files that are not UTF-8")
    reading.add_argument("--date-format", default="", help="of dates that could be read in two ways: %%d/%%m/%%Y")
    reading.add_argument(
        "--limit",
        action="append",
        default=[],
        metavar="NAME=N",
        help="raise a limit that a message names: article_chars=9000000",
    )


def pairs(values: Sequence[str], option: str) -> dict[str, str]:
    """NAME=VALUE arguments as a dict."""
    pairs = [value.partition("=") for value in values]
    if wrong := [name for name, sign, _ in pairs if not (name and sign)]:
        raise UsageError(f"{option} {wrong[0]!r}: write NAME=VALUE")
    return {name.strip(): value for name, _, value in pairs}


def reading(options: argparse.Namespace) -> dict[str, Any]:
    return {
        "format": options.format,
        "columns": pairs(options.column, "--column"),
        "encoding": options.encoding,
        "date_format": options.date_format,
        "limits": {name: number(value, f"--limit {name}") for name, value in pairs(options.limit, "--limit").items()},
    }


def number(value: str, option: str) -> int:
    if not value.isdecimal():
        raise UsageError(f"{option}: {value!r} is no whole number")
    return int(value)


def read(options: argparse.Namespace) -> Any:
    from framing.reading import read_corpus

    corpus = read_corpus(options.source or shipped("corpus/demo"), max_skipped=options.max_skipped, **reading(options))
    notices = corpus.notices
    doubts = notices[(notices["kind"] == "language") & (notices["source_file"] != "")].to_dict("records")
    if doubts:
        print(one_line(f"framing: {doubted(doubts)}; 'framing check' tells more"), file=sys.stderr)
    return corpus


def doubted(doubts: Sequence[Mapping[Any, str]]) -> str:
    """Notices of articles that are hardly English, in one line: how many, and the first."""
    first = doubts[0]
    where = f"{first['source_file']} {first['place']}".strip()
    return f"{count(len(doubts), 'article')} in doubt whether English, the first: {where}: {first['message']}"


def add_max_skipped(command: Any) -> None:
    command.add_argument(
        "--max-skipped",
        type=float,
        default=0.1,
        metavar="SHARE",
        help="stop where more rows than this are unusable (.1)",
    )


def add_proposal(command: Any, name: str) -> None:
    command.add_argument("--to", default="", metavar="FILE", help=f"write it as CSV, to be mended and kept as {name}")
    command.add_argument("--json", action="store_true", help="as JSON")


def propose(table: Any, options: argparse.Namespace) -> bool:
    """Write or print a proposal as asked; whether it was asked for."""
    from framing.proposals.proposed import write_proposal

    if options.to:
        write_proposal(table, options.to)
        print(f"{count(len(table), 'row')}: {options.to}")
    if options.json:
        print(table.to_json(orient="records", force_ascii=False, indent=1))
    return bool(options.to or options.json)


def show_progress(done: int, of: int) -> None:
    """A line that overwrites itself, on terminals only."""
    if sys.stderr.isatty():
        print(f"\r{done:,} of {count(of, 'article')}", end="\n" if done == of else "", file=sys.stderr, flush=True)
