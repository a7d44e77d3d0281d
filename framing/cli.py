"""The command line: every command is one function of the library."""

from __future__ import annotations

import argparse
import io
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from framing.errors import FramingError, InputError, UsageError
from framing.places import shipped

DEMO = "the demo corpus"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; a user's mistake is one line on stderr and an exit status.

    Returns
    -------
    int
        0 done, 1 the run failed, 2 usage, 3 bad corpus, lexicon or configuration, 4 another run holds the lock,
        130 interrupted.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal or pipe that cannot show a character shows its code
            stream.reconfigure(errors="backslashreplace")
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options) or 0)
    except FramingError as error:
        print(f"framing: {_one_line(str(error))}", file=sys.stderr)
        return error.exit_status
    except KeyboardInterrupt:
        print("framing: interrupted", file=sys.stderr)
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except OSError as error:
        place = f": '{error.filename}'" if error.filename else ""
        print(
            f"framing: {_one_line(f'{error.strerror or error}{place}')}; choose another place or mend this one",
            file=sys.stderr,
        )
        return 1


def _one_line(text: str) -> str:
    """Control characters shown escaped, so that a message stays one line and cannot steer a terminal."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="framing", description="How news outlets name, source and tone the same events.", allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=f"framing {_version()}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _add_report(commands)
    _add_measure(commands)
    _add_concordance(commands)
    _add_check(commands)
    _add_lexicon(commands)
    return parser


def _version() -> str:
    from framing import __version__

    return __version__


def _command(commands: Any, name: str, run: Callable[[argparse.Namespace], int | None], text: str) -> Any:
    command = commands.add_parser(name, help=text, description=text, allow_abbrev=False)
    command.set_defaults(run=run)
    return command


def _add_source(command: Any, *, optional: bool = False) -> None:
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


def _pairs(values: Sequence[str], option: str) -> dict[str, str]:
    """NAME=VALUE arguments as a dict."""
    pairs = [value.partition("=") for value in values]
    if wrong := [name for name, sign, _ in pairs if not (name and sign)]:
        raise UsageError(f"{option} {wrong[0]!r}: write NAME=VALUE")
    return {name.strip(): value for name, _, value in pairs}


def _reading(options: argparse.Namespace) -> dict[str, Any]:
    return {
        "format": options.format,
        "columns": _pairs(options.column, "--column"),
        "encoding": options.encoding,
        "date_format": options.date_format,
        "limits": {name: _number(value, f"--limit {name}") for name, value in _pairs(options.limit, "--limit").items()},
    }


def _number(value: str, option: str) -> int:
    if not value.isdecimal():
        raise UsageError(f"{option}: {value!r} is no whole number")
    return int(value)


def _read(options: argparse.Namespace) -> Any:
    from framing.reading import read_corpus

    return read_corpus(options.source or shipped("corpus/demo"), max_skipped=options.max_skipped, **_reading(options))


def _add_max_skipped(command: Any) -> None:
    command.add_argument(
        "--max-skipped",
        type=float,
        default=0.1,
        metavar="SHARE",
        help="stop where more rows than this are unusable (.1)",
    )


def _progress(done: int, of: int) -> None:
    """A line that overwrites itself, on terminals only."""
    if sys.stderr.isatty():
        print(f"\r{done:,} of {of:,} articles", end="\n" if done == of else "", file=sys.stderr, flush=True)


def _add_report(commands: Any) -> None:
    command = _command(
        commands, "report", _report, "One self-contained comparative report, with its tables and figures."
    )
    _add_source(command, optional=True)
    _add_max_skipped(command)
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


def _report(options: argparse.Namespace) -> None:
    from framing.report import build_report

    corpus = _read(options)
    page = build_report(
        corpus,
        lexicon=options.lexicon,
        to=options.to,
        name=options.name or _report_name(options),
        notebook=options.notebook,
        parameters=_pairs(options.parameter, "-p"),
        progress=_progress,
    )
    print(f"report: {page}\nindex:  {Path(options.to) / 'index.html'}")


def _report_name(options: argparse.Namespace) -> str:
    """The source's name; another notebook's report lies beside the comparative one, not over it."""
    source = Path(options.source or "demo").name.split(".")[0] or "report"
    one = _pairs(options.parameter, "-p").get("outlet", "") if options.notebook == "outlet" else ""
    extra = [options.notebook, one] if options.notebook != "comparative" else []
    return "-".join(part for part in (source, *extra) if part)


def _add_measure(commands: Any) -> None:
    command = _command(
        commands, "measure", _measure, "Label a corpus and write every table: layers as Parquet, measures as CSV."
    )
    _add_source(command)
    _add_max_skipped(command)
    command.add_argument("--lexicon", default="immigration", help="a shipped name, or a file of your own")
    command.add_argument("--to", required=True, metavar="DIR", help="the folder to write to")
    command.add_argument("--workers", type=int, default=1, metavar="N", help="processes, for more than one batch (1)")
    command.add_argument("--batch", type=int, default=2_000, metavar="N", help="articles labelled at once (2000)")


def _measure(options: argparse.Namespace) -> None:
    from framing.shards import measure

    found = measure(
        options.source,
        to=options.to,
        lexicon=options.lexicon,
        workers=options.workers,
        batch=options.batch,
        progress=_Pace(),
        max_skipped=options.max_skipped,
        reading=_reading(options),
    )
    names = ", ".join(path.name for path in sorted(found.folder.glob("*.csv")))
    done = "unchanged" if found.unchanged else names
    print(f"{found.articles:,} articles, {found.mentions:,} mentions; {options.to}: {done}")


class _Pace:
    """Progress with rate and time left, on terminals only."""

    def __init__(self) -> None:
        self.began = 0.0

    def __call__(self, done: int, of: int) -> None:
        if not sys.stderr.isatty():
            return
        if not of:
            self.began = time.monotonic()
            print(f"\r{done:,} articles read", end="", file=sys.stderr, flush=True)
            return
        rate = done / max(time.monotonic() - self.began, 1e-3)
        minutes, seconds = divmod(round((of - done) / rate), 60)
        line = f"\r{done:,} of {of:,} articles, {rate:,.0f} a second, {minutes}:{seconds:02} left "
        print(line, end="\n" if done == of else "", file=sys.stderr, flush=True)


def _add_concordance(commands: Any) -> None:
    command = _command(
        commands, "concordance", _concordance, "Every occurrence of some words, with what stands around it."
    )
    _add_source(command)
    _add_max_skipped(command)
    command.add_argument("pattern", help='words, with * at a word\'s end: "illegal alien*"')
    command.add_argument("--window", type=int, default=8, help="words on each side (8)")
    command.add_argument("--json", action="store_true", help="as JSON")


def _concordance(options: argparse.Namespace) -> None:
    from framing.annotate import annotate
    from framing.concordance import concordance

    table = concordance(annotate(_read(options)), options.pattern, window=options.window)
    if options.json:
        print(table.to_json(orient="records", force_ascii=False, indent=1))
        return
    for row in table.itertuples(index=False):
        line = f"{row.outlet[:16]:16} {row.published:10} {row.left[-56:]:>56}  {row.node}  {row.right[:56]}"
        print(_one_line(line))
    print(f"{len(table):,} occurrences in {table['article_id'].nunique():,} articles", file=sys.stderr)


def _add_check(commands: Any) -> None:
    command = _command(commands, "check", _check, "What was read from a source, what was skipped and why.")
    _add_source(command)
    command.add_argument("--json", action="store_true", help="as JSON")


def _check(options: argparse.Namespace) -> None:
    from framing.reading import check_corpus

    facts = check_corpus(options.source, **_reading(options))
    if options.json:
        print(json.dumps(facts, ensure_ascii=False, indent=1))
        return
    print(f"{facts['articles']:,} articles, {len(facts['skipped']):,} skipped, {len(facts['notices']):,} notices")
    for outlet, n in facts["outlets"].items():
        print(_one_line(f"  {n:>7,}  {outlet}"))
    for row in facts["skipped"]:
        print(
            _one_line(
                f"skipped  {row['source_file']} {row['place']}: {row['field']} {row['value'][:60]!r}: {row['reason']}"
            )
        )
    for row in facts["notices"]:
        print(_one_line(f"notice   {row['source_file']} {row['place']}: {row['message']}"))


def _add_lexicon(commands: Any) -> None:
    lexicon = commands.add_parser("lexicon", help="Check a lexicon file.", description="Check a lexicon file.")
    actions = lexicon.add_subparsers(metavar="ACTION", required=True)
    command = _command(
        actions, "check", _check_lexicon, "What is wrong with a lexicon, and which entries are shadowed."
    )
    command.add_argument("file", help="a TOML file, or the name of a shipped lexicon")


def _check_lexicon(options: argparse.Namespace) -> int:
    from framing.lexicon_check import check_lexicon

    problems = check_lexicon(options.file)
    for line in problems or [f"{options.file}: nothing wrong"]:
        print(_one_line(line))
    return InputError.exit_status if problems else 0
