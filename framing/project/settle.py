"""After the reports of a build: new editions into the history, the index, and the log of the run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from framing.errors import FramingError
from framing.project import Project
from framing.project.changes import Changes, diff_reports
from framing.project.history import (
    COMPARED,
    Row,
    content_of,
    folder_of,
    keep_edition,
    next_edition,
    read_history,
    rows_of,
    write_history,
)
from framing.project.inputs import made_before
from framing.project.site import changes_page, write_index
from framing.publish import LOG, put, read_report


def settle(project: Project, day: str) -> None:
    """Keep an edition of every report that says something new, and write the history and the index.

    All reports of the project are looked at, also those that this run did not make: a run that was killed may have
    put a report in place and not come as far as this.

    Parameters
    ----------
    project : Project
    day : str
        The name of new editions.
    """
    rows = read_history(project.to)
    for report in project.reports:
        manifest = read_report(project.to / report.name)
        own = rows_of(rows, report.name)
        if (
            "title" in manifest
            and made_before(manifest)
            and (not own or own[-1]["outputs_sha256"] != content_of(manifest))
        ):
            rows.append(_edition(project.to, report.name, manifest, own, day))
    if rows:
        write_history(project.to, rows)
    write_index(project.to)


def _edition(to: Path, name: str, manifest: Mapping[str, Any], own: Sequence[Row], day: str) -> Row:
    """Keep one edition; its row of the history."""
    edition = next_edition(own, day)
    row = {
        "report": name,
        "edition": edition,
        "articles": str(manifest["articles"]),
        "outlets": str(manifest["outlets"]),
        **dict.fromkeys(COMPARED, ""),
        "because": "" if own else "new",
        "finding": manifest["finding"],
        "outputs_sha256": content_of(manifest),
    }
    last = folder_of(to, name, own[-1]["edition"]) if own else None
    changes = _compared(last, to / name) if last else None
    page = ""
    if changes and last:
        before = made_before(read_report(last))
        row["because"] = ", ".join(
            thing for thing, value in made_before(manifest).items() if before.get(thing) != value
        )
        counts = {kind: str(changes.count(kind)) for kind in ("came", "gone", "rewritten")}
        row |= {**counts, "moved": str(len(changes.numbers)), "compared": str(changes.compared)}
        page = changes_page(manifest["title"], last.name, edition, changes)
    keep_edition(to / name, folder_of(to, name, edition), page.encode())
    return row


def _compared(last: Path, now: Path) -> Changes | None:
    """What changed, where the two can be compared.

    Who wants the room back may delete old editions, or a part of one; another notebook has other numbers. The history
    goes on without the comparison.
    """
    try:
        return diff_reports(last, now)
    except FramingError:
        return None


def write_log(to: Path, done: Sequence[Any], traces: Mapping[str, str]) -> None:
    """Write what the run did, report by report, with the time; a run that did nothing leaves a log without failures alone.

    Parameters
    ----------
    to : Path
        The folder of the reports.
    done : list of Built
    traces : mapping
        Name of a report to the trace of what should never happen.
    """
    states = Counter(built.state for built in done)
    place = to / LOG
    if set(states) == {"unchanged"} and place.is_file() and b", 0 failed\n" in place.read_bytes():
        return
    now = datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
    counts = ", ".join(f"{states[state]} {state}" for state in ("made", "unchanged", "failed"))
    lines = [f"{now} framing build: {counts}"]
    lines += [f"{built.name}: {built.state}{': ' * bool(built.because)}{built.because}" for built in done]
    lines += [f"\n{name}:\n{trace}" for name, trace in traces.items()]
    put(place, ("\n".join(lines) + "\n").encode("utf-8", "backslashreplace"))
