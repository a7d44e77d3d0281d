"""The editions of a project's reports: what each said on its day, kept beside the reports, and listed in `history.csv`."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from framing.errors import FramingError, UsageError
from framing.export import guarded
from framing.project import HISTORY
from framing.publish import LIST, MANIFEST, put, read_manifest, sha256, sync

COLUMNS = (
    "report", "edition", "articles", "outlets", "came", "gone", "rewritten", "moved", "compared", "because", "finding",
    "outputs_sha256",
)  # fmt: skip
# What an edition says of the one before it; empty where they were not compared.
COMPARED = ("came", "gone", "rewritten", "moved", "compared")
CHANGES = "changes.html"
# The sentences behind the numbers: most of a report's bytes, and no number of its own.
NOT_KEPT = ("tables/passages.csv", "tables/evidence.csv")
Row = dict[str, str]


def checked_day(as_of: str) -> str:
    """A day as `2026-11-22`; today where nothing is given.

    Raises
    ------
    UsageError
        It is no day.

    Examples
    --------
    >>> checked_day("2026-11-22")
    '2026-11-22'
    """
    if not as_of:
        return date.today().isoformat()
    if not is_day(as_of):
        raise UsageError(f"--as-of: {as_of!r} is no day; write it as 2026-11-22")
    return as_of


def is_day(text: str) -> bool:
    """Whether a text is a day of the calendar, written as ISO 8601 has it."""
    try:
        return re.fullmatch(r"\d{4}-\d\d-\d\d", text) is not None and bool(date.fromisoformat(text))
    except ValueError:
        return False


def read_history(to: Path) -> list[Row]:
    """The rows of `history.csv`, oldest first; none where there is no history.

    Raises
    ------
    FramingError
        The file is not one of ours.
    """
    place = to / LIST
    if not place.is_file():
        return []
    try:
        # A spreadsheet that saves it puts a byte-order mark first.
        rows = list(csv.DictReader(io.StringIO(place.read_bytes().decode("utf-8-sig"))))
        if rows and tuple(rows[0]) != COLUMNS or any(None in row.values() or None in row for row in rows):
            raise ValueError
    except (ValueError, csv.Error):
        raise FramingError(f"{place}: is not a history of reports; move it away, and a new one is begun") from None
    for number, row in enumerate(rows, start=2):
        for column in COMPARED:
            if not re.fullmatch("[0-9]{1,15}" if row["compared"] else "", row[column]):
                what = "no count" if row["compared"] else "given, but compared is not"
                raise FramingError(
                    f"{place}, row {number}: {column} = {row[column]!r:.80} is {what}; mend it, or move the file away"
                )
    return rows


def write_history(to: Path, rows: Sequence[Row]) -> None:
    """Put `history.csv` in place."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows({column: str(guarded(row[column])) for column in COLUMNS} for row in rows)
    put(to / LIST, text.getvalue().encode())


def content_of(manifest: Mapping[str, Any]) -> str:
    """One hash of all files of a report: equal where two editions say the same."""
    return sha256(json.dumps(manifest.get("outputs", {}), sort_keys=True).encode())


def rows_of(rows: Sequence[Row], report: str) -> list[Row]:
    """The editions of one report, oldest first."""
    return [row for row in rows if row["report"] == report]


def folder_of(to: Path, report: str, edition: str) -> Path:
    """Where an edition is kept."""
    return to / HISTORY / report / edition


def next_edition(rows: Sequence[Row], day: str) -> str:
    """The name of a new edition: its day, with a number from the second of a day on.

    Examples
    --------
    >>> next_edition([], "2026-11-22"), next_edition([{"edition": "2026-11-22"}], "2026-11-22")
    ('2026-11-22', '2026-11-22-2')
    """
    used = {row["edition"] for row in rows}
    names = [day, *(f"{day}-{n}" for n in range(2, len(used) + 3))]
    return next(name for name in names if name not in used)


def edition_on(rows: Sequence[Row], day: str) -> Row | None:
    """What a report said on a day: the last edition of that day or before it.

    Examples
    --------
    >>> rows = [{"edition": "2026-11-20"}, {"edition": "2026-11-22"}, {"edition": "2026-11-22-2"}]
    >>> edition_on(rows, "2026-11-21"), edition_on(rows, "2026-11-22")
    ({'edition': '2026-11-20'}, {'edition': '2026-11-22-2'})
    """
    until = [row for row in rows if row["edition"][:10] <= day]
    return max(until, key=lambda row: (row["edition"][:10], rows.index(row)), default=None)


def kept(manifest: Mapping[str, Any]) -> dict[str, str]:
    """The files of a report that its editions keep beside the manifest, with their hashes."""
    outputs = manifest.get("outputs", {}).items()
    return {name: value for name, value in outputs if name.startswith("tables/") and name not in NOT_KEPT}


def keep_edition(report: Path, place: Path, page: bytes) -> None:
    """Keep a published report's manifest and tables, with a page on what changed; all of it or nothing.

    Parameters
    ----------
    report : Path
        Its folder.
    place : Path
        From `folder_of`; what a killed run left there is replaced.
    page : bytes
        None for the first edition.
    """
    draft = place.with_name(f".{place.name}.draft")
    for stale in (draft, place):
        shutil.rmtree(stale, ignore_errors=True)
    (draft / "tables").mkdir(parents=True)
    for name in kept(read_manifest(report)):
        (draft / name).write_bytes((report / name).read_bytes())
    if page:
        (draft / CHANGES).write_bytes(page)
    (draft / MANIFEST).write_bytes((report / MANIFEST).read_bytes())
    sync(*(path for path in sorted(draft.rglob("*")) if path.is_file()), draft / "tables", draft)
    os.rename(draft, place)
    sync(place.parent)
