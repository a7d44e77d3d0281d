"""What changed between two reports: articles that came and went, and numbers that left their interval."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from framing.errors import InputError, UsageError, nearest
from framing.project.history import edition_on, folder_of, is_day, kept, read_history, rows_of
from framing.project.inputs import intact
from framing.publish import MANIFEST, read_report

if TYPE_CHECKING:
    import pandas as pd

# As long as an article may be: a table may hold one as its headline.
LONGEST_CELL = 5_000_000
Key = tuple[str, ...]
Number = tuple[str, float, float, float]  # its column, the estimate, low, high


class Changes(NamedTuple):
    """What `diff_reports` found.

    Attributes
    ----------
    articles : DataFrame
        change (came, gone, rewritten), article_id, outlet, published, headline.
    numbers : DataFrame
        table, what (the row's group columns), measure, before, low, high, after: those that moved beyond their
        interval, the farthest first.
    compared : int
        How many numbers both reports have.
    """

    articles: pd.DataFrame
    numbers: pd.DataFrame
    compared: int

    def count(self, change: str) -> int:
        """How many articles came, are gone, or were rewritten."""
        return int((self.articles["change"] == change).sum())


def diff_reports(before: str | Path, after: str | Path) -> Changes:
    """Compare two reports: which articles came and went, and which numbers moved beyond their interval.

    A number moved beyond its interval where the later estimate lies outside the earlier one's interval. That tells
    where to look; it is no test: two reports share most of their articles, of many numbers some move by chance, and a
    changed lexicon or other parameters move them too.

    Parameters
    ----------
    before, after : str or Path
        Folders of reports, or of editions below `history/`.

    Returns
    -------
    Changes
        articles, numbers, compared.

    Raises
    ------
    InputError
        A folder does not hold a finished report, a table is not what its manifest says, or the two are made by different notebooks.

    Examples
    --------
    >>> import tempfile
    >>> import framing as fr
    >>> page = fr.build_report("corpus/demo", to=tempfile.mkdtemp(), notebook="corpus")
    >>> found = diff_reports(page.parent, page.parent)
    >>> len(found.articles), len(found.numbers)
    (0, 0)
    """
    import pandas as pd

    folders = [_report(Path(before)), _report(Path(after))]
    kinds = [read_report(folder).get("notebook", {}).get("name", "") for folder in folders]
    if kinds[0] != kinds[1]:
        raise InputError(
            f"{folders[0]} is made by the notebook {kinds[0]!r}, {folders[1]} by {kinds[1]!r}: they have no numbers in common; "
            "compare two editions of one report, or two reports of one notebook"
        )
    articles = _articles(*(_rows(folder / "tables" / "articles.csv") for folder in folders))
    old, new = (dict(_numbers(folder)) for folder in folders)
    both = sorted(old.keys() & new.keys())
    moved = [(key, old[key], new[key][1]) for key in both if not old[key][2] <= new[key][1] <= old[key][3]]
    moved.sort(key=lambda row: (-abs(row[2] - row[1][1]) / (row[1][3] - row[1][2] or 1), row[0]))
    rows = [
        (key[0], ", ".join(key[1:]), measure, value, low, high, now) for key, (measure, value, low, high), now in moved
    ]
    return Changes(
        pd.DataFrame(articles, columns=["change", "article_id", "outlet", "published", "headline"]),
        pd.DataFrame(rows, columns=["table", "what", "measure", "before", "low", "high", "after"]),
        len(both),
    )


def _report(folder: Path) -> Path:
    if not (folder / MANIFEST).is_file() or not (folder / "tables" / "articles.csv").is_file():
        raise InputError(f"{folder}: holds no finished report (manifest.json, tables/articles.csv)")
    for name in intact(folder, {"outputs": kept(read_report(folder))}):
        raise InputError(
            f"{folder}: {name} is missing or not what the manifest says; 'framing verify' lists all such files"
        )
    return folder


def _rows(place: Path) -> list[dict[str, str]]:
    before = csv.field_size_limit(LONGEST_CELL)
    try:
        with place.open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))
    finally:
        csv.field_size_limit(before)


def _articles(before: list[dict[str, str]], after: list[dict[str, str]]) -> list[Key]:
    """Articles by outlet and text first: where ids count rows, one more row renames all that follow."""
    old, new = _by_text(before), _by_text(after)
    gone = {row["article_id"]: row for key, row in old.items() if key not in new}
    came = {row["article_id"]: row for key, row in new.items() if key not in old}
    found = [("rewritten", came[name]) for name in came if name in gone]
    found += [("came", row) for name, row in came.items() if name not in gone]
    found += [("gone", row) for name, row in gone.items() if name not in came]
    facts = ("article_id", "outlet", "published", "headline")
    return [(change, *(row[fact] for fact in facts)) for change, row in found]


def _by_text(rows: list[dict[str, str]]) -> dict[tuple[str, str, int], dict[str, str]]:
    """Articles by outlet, text, and how often that outlet had printed it before."""
    seen: Counter[tuple[str, str]] = Counter()
    found = {}
    for row in rows:
        key = row["outlet"], row["sha256"]
        found[*key, seen[key]] = row
        seen[key] += 1
    return found


def _numbers(folder: Path) -> Iterator[tuple[Key, Number]]:
    """Every estimate with an interval, by its table and group columns."""
    for place in sorted((folder / "tables").glob("*.csv")):
        rows = _rows(place) if place.name not in ("passages.csv", "evidence.csv") else []
        columns = list(rows[0]) if rows else []
        if "low" not in columns or "high" not in columns:
            continue
        # Group columns, then counts, then the estimate and its bounds.
        groups = [name for name in columns[: columns.index("low")] if name != "label"]
        first = next(i for i, name in enumerate(groups) if name == "n" or name.startswith("n_"))
        measure = columns[columns.index("low") - 1]
        for row in rows:
            cells = row[measure], row["low"], row["high"]
            if all(cells):
                value, low, high = map(float, cells)
                yield (place.stem, *(row[name] for name in groups[:first])), (measure, value, low, high)


def between_days(to: str | Path, before: str, after: str, *, only: str = "") -> dict[str, tuple[Path, Path]]:
    """The folders of what each report of a project said on two days.

    Parameters
    ----------
    to : str or Path
        The folder of the reports.
    before, after : str
        Days, as 2026-11-22; a day without a new edition stands for the last one before it.
    only : str
        One report; all that existed on both days where it is empty.

    Raises
    ------
    UsageError
        No edition is that old, or there is no such report.
    """
    to = Path(to)
    rows = read_history(to)
    names = list(dict.fromkeys(row["report"] for row in rows))
    if only and only not in names:
        raise UsageError(f"unknown report {only!r}; the history has: {', '.join(names)}.{nearest(only, names)}")
    found = {}
    for name in [only] if only else names:
        sides = [edition_on(rows_of(rows, name), day) for day in (before, after)]
        if sides[0] and sides[1]:
            found[name] = folder_of(to, name, sides[0]["edition"]), folder_of(to, name, sides[1]["edition"])
    if not found:
        first = rows[0]["edition"] if rows else "none"
        raise UsageError(f"no report has an edition of {min(before, after)} or before; the first in {to}: {first}")
    return found


def pairs_of(before: str, after: str, *, to: str | Path, only: str = "") -> dict[str, tuple[Path, Path]]:
    """What the two arguments of `framing diff` name: two folders, or two days of a project's reports.

    Raises
    ------
    UsageError
        A day and a folder.
    """
    days = [is_day(before), is_day(after)]
    if all(days):
        return between_days(to, before, after, only=only)
    if any(days):
        raise UsageError(f"{before} and {after}: name two folders of reports, or two days")
    return {Path(after).name: (Path(before), Path(after))}
