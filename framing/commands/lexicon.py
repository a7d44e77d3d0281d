"""`framing lexicon check`: what is wrong with a lexicon."""

from __future__ import annotations

import argparse
from typing import Any

from framing.commands.arguments import new_command, one_line
from framing.errors import InputError


def add(commands: Any) -> None:
    lexicon = commands.add_parser("lexicon", help="Check a lexicon file.", description="Check a lexicon file.")
    actions = lexicon.add_subparsers(metavar="ACTION", required=True)
    command = new_command(
        actions, "check", _check_lexicon, "What is wrong with a lexicon, and which entries are shadowed."
    )
    command.add_argument("file", help="a TOML file, or the name of a shipped lexicon")


def _check_lexicon(options: argparse.Namespace) -> int:
    from framing.lexicon.check import check_lexicon

    problems = check_lexicon(options.file)
    for line in problems or [f"{options.file}: nothing wrong"]:
        print(one_line(line))
    return InputError.exit_status if problems else 0
