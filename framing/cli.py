"""The command line: every command is one function of the library."""

from __future__ import annotations

import argparse
import atexit
import gc
import io
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn

from framing.commands import (
    agree,
    build,
    check,
    collocates,
    concordance,
    copies,
    diff,
    keyness,
    lexicon,
    measure,
    outlets,
    report,
    sample,
    shared,
    speakers,
    stories,
    verify,
    zones,
)
from framing.commands.arguments import one_line
from framing.errors import FramingError, UsageError
from framing.signals import asked_to_end

COMMANDS = (
    report, build, diff, verify, measure, concordance, keyness, collocates, check, copies, shared, stories, outlets, zones, speakers, sample, agree, lexicon,
)  # fmt: skip


def command() -> int:
    """The command of a shell, in a process of its own."""
    # Looking for cycles while packages are imported, or among all that they hold at the end, finds nothing to give
    # back, and takes a seventh of a short command's time.
    gc.set_threshold(200_000, 50, 50)
    atexit.register(gc.freeze)
    return main()


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
        with asked_to_end():
            return int(options.run(options) or 0)
    except FramingError as error:
        print(f"framing: {one_line(str(error))}", file=sys.stderr)
        return error.exit_status
    except KeyboardInterrupt:
        with suppress(OSError):  # the terminal may be gone
            print("framing: interrupted", file=sys.stderr)
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except OSError as error:
        place = f": '{error.filename}'" if error.filename else ""
        print(
            f"framing: {one_line(f'{error.strerror or error}{place}')}; choose another place or mend this one",
            file=sys.stderr,
        )
        return 1


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with an argument as every other mistake is said: in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(UsageError.exit_status, f"framing: {one_line(message)}; '{self.prog} --help' lists what there is\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="framing", description="How news outlets name, source and tone the same events.", allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=f"framing {_version()}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add(commands)
    return parser


def _version() -> str:
    from framing import __version__

    return __version__
