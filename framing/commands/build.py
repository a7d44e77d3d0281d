"""`framing build`: the reports of a project, made where something has changed."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from framing.commands.arguments import new_command, one_line
from framing.errors import UsageError
from framing.places import PROJECT

if TYPE_CHECKING:
    from framing.project.build import Built


def add(commands: Any) -> None:
    command = new_command(commands, "build", _build, "The reports of a project, made where something has changed.")
    command.add_argument("project", nargs="?", default=PROJECT, help=f"the project's file ({PROJECT})")
    command.add_argument(
        "--only", action="append", default=[], metavar="NAME", help="this report alone; may be repeated"
    )
    command.add_argument("--force", action="store_true", help="make them even where nothing has changed")
    command.add_argument(
        "--jobs", type=int, default=None, metavar="N", help="reports made at once (one a processor, up to 4)"
    )
    command.add_argument("--as-of", default="", metavar="DAY", help="the day of new editions, as 2026-11-22 (today)")


def _build(options: argparse.Namespace) -> None:
    from framing.project.build import build_project

    if options.jobs is not None and options.jobs < 1:
        raise UsageError(f"--jobs {options.jobs}: at least 1; leave it out for one a processor, up to 4")
    build_project(
        options.project,
        only=options.only,
        force=options.force,
        jobs=options.jobs or 0,
        as_of=options.as_of,
        told=_tell,
    )


def _tell(built: Built) -> None:
    print(one_line(f"{built.name}: {built.state}{f' ({built.because})' * bool(built.because)}"), flush=True)
