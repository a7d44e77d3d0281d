"""`framing measure`: a corpus labelled, and every table written."""

from __future__ import annotations

import argparse
import sys
import time
from typing import Any

from framing.commands.arguments import add_max_skipped, add_source, new_command, reading
from framing.text import count


def add(commands: Any) -> None:
    command = new_command(
        commands, "measure", _measure, "Label a corpus and write every table: layers as Parquet, measures as CSV."
    )
    add_source(command)
    add_max_skipped(command)
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
        reading=reading(options),
    )
    names = ", ".join(path.name for path in sorted(found.folder.glob("*.csv")))
    done = "unchanged" if found.unchanged else names
    print(f"{count(found.articles, 'article')}, {count(found.mentions, 'mention')}; {options.to}: {done}")


class _Pace:
    """Progress with rate and time left, on terminals only."""

    def __init__(self) -> None:
        self.began = 0.0

    def __call__(self, done: int, of: int) -> None:
        if not sys.stderr.isatty():
            return
        if not of:
            self.began = time.monotonic()
            print(f"\r{count(done, 'article')} read", end="", file=sys.stderr, flush=True)
            return
        rate = done / max(time.monotonic() - self.began, 1e-3)
        minutes, seconds = divmod(round((of - done) / rate), 60)
        line = f"\r{done:,} of {count(of, 'article')}, {rate:,.0f} a second, {minutes}:{seconds:02} left "
        print(line, end="\n" if done == of else "", file=sys.stderr, flush=True)
