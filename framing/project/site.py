"""The pages of a folder of reports: the index with the history of each, and what changed from one edition to the next."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from framing.places import PACKAGE
from framing.project import HISTORY
from framing.project.changes import Changes
from framing.project.history import CHANGES, Row, read_history, rows_of
from framing.publish import INDEX, LIST, MANIFEST, put, read_report
from framing.show.html import bdi, count, day, esc, listed, table

CSP = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
# Rows that a page shows; `framing diff` prints all.
MOST_SHOWN = 60


def write_index(folder: str | Path) -> Path:
    """Write `index.html`, which lists every finished report below a folder with its question, finding and history.

    Parameters
    ----------
    folder : str or Path

    Returns
    -------
    Path

    Raises
    ------
    FramingError
        A report's manifest or the history was written by hand and cannot be used.
    """
    folder = Path(folder)
    rows = read_history(folder)
    found = {path.parent.name: read_report(path.parent) for path in sorted(folder.glob(f"*/{MANIFEST}"))}
    items = "".join(
        _item(name, manifest) + _history(name, rows_of(rows, name))
        for name, manifest in found.items()
        if "title" in manifest
    )
    all_rows = f'<p class="note">All editions: <a href="{LIST}">{LIST}</a>.</p>\n' if rows else ""
    put(folder / INDEX, _page("Reports", f"{items or '<p>No report yet.</p>'}{all_rows}").encode())
    return folder / INDEX


def changes_page(title: str, before: str, after: str, changes: Changes) -> str:
    """The page on what changed between two editions of a report.

    Parameters
    ----------
    title : str
        The report's.
    before, after : str
        The editions.
    changes : Changes
    """
    parts = [
        f"<p>{bdi(title)}</p>\n",
        f'<p class="stand">Edition of {esc(after)}, compared with that of {esc(before)}.</p>\n',
    ]
    parts.append(f"<p>{_said(_counts(changes), changes.compared)}</p>\n")
    parts.append(
        '<p class="note">A number moved beyond its interval where it now lies outside the interval that it had. This tells '
        "where to look; it is no test: of many numbers some move by chance.</p>\n"
    )
    parts += ["<h2>Articles</h2>\n", _articles(changes), "<h2>Numbers</h2>\n", _numbers(changes)]
    return _page("What changed", "".join(parts))


def _page(heading: str, body: str) -> str:
    css = (PACKAGE / "template" / "report" / "page.css").read_text(encoding="utf-8")
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta http-equiv="Content-Security-Policy" content="{CSP}">\n'
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{heading}</title>\n<style>\n{css}</style>\n</head>\n<body>\n<main>\n"
        f'<p class="kicker">How outlets name, source and tone the same events</p>\n<h1>{heading}</h1>\n'
        f"{body}</main>\n</body>\n</html>\n"
    )


def _item(name: str, manifest: dict[str, Any]) -> str:
    dates = manifest["dates"]
    span = f", {day(dates[0])} to {day(dates[-1])}" if dates else ""
    size = f"{count(manifest['articles'], 'article')} of {count(manifest['outlets'], 'outlet')}{span}"
    return (
        f'<h2><a href="{esc(name)}/index.html">{bdi(manifest["title"])}</a></h2>\n<p class="stand">{esc(name)}: {size}.</p>\n'
        f"<p>{esc(manifest['finding'], most=600)}</p>\n"
    )


def _history(name: str, rows: list[Row]) -> str:
    """The box on what changed since last time, and all editions."""
    if not rows:
        return ""
    if len(rows) == 1:
        return f'<p class="note">First edition: {esc(rows[0]["edition"])}.</p>\n'
    lines = [
        [
            _link(name, row),
            row["articles"],
            row["came"],
            row["gone"],
            row["rewritten"],
            row["moved"],
            esc(row["because"]),
        ]
        for row in reversed(rows)
    ]
    head = ["edition", "articles", "came", "gone", "rewritten", "numbers moved", "made anew because of"]
    editions = table(head, lines, caption=f"Editions of {esc(name)}", text=(6,))
    return f"{_box(name, rows[-2], rows[-1])}<details><summary>History: {count(len(rows), 'edition')}</summary>\n{editions}</details>\n"


def _box(name: str, before: Row, now: Row) -> str:
    """What changed since last time; the last edition may have been deleted by who wanted the room."""
    if not now["compared"]:
        return ""
    said = _said({change: int(now[change]) for change in ("came", "gone", "rewritten", "moved")}, int(now["compared"]))
    return (
        f'<div class="box"><p><b>What changed since {esc(before["edition"])}:</b> {said} '
        f'<a href="{_place(name, now)}">See them</a></p></div>\n'
    )


def _place(name: str, row: Row) -> str:
    return f"{HISTORY}/{esc(name)}/{esc(row['edition'])}/{CHANGES}"


def _link(name: str, row: Row) -> str:
    if not row["compared"]:
        return esc(row["edition"])
    return f'<a href="{_place(name, row)}">{esc(row["edition"])}</a>'


def _counts(changes: Changes) -> dict[str, int]:
    return {name: changes.count(name) for name in ("came", "gone", "rewritten")} | {"moved": len(changes.numbers)}


def _said(counts: dict[str, int], compared: int) -> str:
    """One sentence: what came, went, was rewritten, moved."""
    kinds = {"came": "came", "gone": "gone", "rewritten": "rewritten"}
    articles = [f"{count(counts[kind], 'article')} {word}" for kind, word in kinds.items() if counts[kind]]
    moved = f"{counts['moved']:,} of {count(compared, 'number')} moved beyond {'its' if compared == 1 else 'their'} interval"
    return f"{listed(articles) or 'the same articles'}; {moved}."


def _articles(changes: Changes) -> str:
    shown = changes.articles.head(MOST_SHOWN)
    rows = [
        [esc(row.change), bdi(row.outlet), esc(row.published), bdi(row.headline), esc(row.article_id)]
        for row in shown.itertuples()
    ]
    if not rows:
        return "<p>None came, went or was rewritten.</p>\n"
    caption = f"{len(rows)} of {count(len(changes.articles), 'article')}"
    return table(["change", "outlet", "published", "headline", "id"], rows, caption=caption, text=(1, 2, 3, 4))


def _numbers(changes: Changes) -> str:
    rows = [
        [
            bdi(row.what),
            esc(row.table),
            esc(row.measure),
            *(f"{x:.3g}" for x in (row.before, row.low, row.high, row.after)),
        ]
        for row in changes.numbers.head(MOST_SHOWN).itertuples()
    ]
    if not rows:
        return f"<p>None of {count(changes.compared, 'number')} moved beyond its interval.</p>\n"
    caption = f"{len(rows)} of {count(len(changes.numbers), 'number')} that moved"
    head = ["what", "table", "measure", "before", "low", "high", "now"]
    return table(head, rows, caption=caption, text=(1, 2))
