"""`framing verify`: whether reports are what their manifests say."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from framing.commands.arguments import new_command, one_line
from framing.places import PROJECT
from framing.text import count


def add(commands: Any) -> None:
    command = new_command(
        commands, "verify", _verify, "Take every hash of the reports again, and make one of a project's reports again."
    )
    command.add_argument(
        "target", nargs="?", default="", help=f"a project's file, or a folder of reports ({PROJECT}, or else reports)"
    )
    command.add_argument("--only", default="", metavar="NAME", help="the report that is made again (the first)")


def _verify(options: argparse.Namespace) -> int:
    from framing.project.verify import verify_reports

    found = verify_reports(options.target or (PROJECT if Path(PROJECT).is_file() else "reports"), only=options.only)
    for difference in found.differences:
        print(one_line(f"{difference.report}: {difference.what}: {difference.problem}"))
    again = f", {found.again} made again" if found.again else ""
    print(
        one_line(
            f"{count(found.reports, 'report')}, {count(found.files, 'file')}{again}: {count(len(found.differences), 'difference')}"
        )
    )
    return 1 if found.differences else 0
