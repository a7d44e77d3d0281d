"""The index of all reports in a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from framing.places import PACKAGE
from framing.publish import MANIFEST, put, read_manifest
from framing.show.html import bdi, count, day, esc

CSP = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def write_index(folder: str | Path) -> Path:
    """Write `index.html`, which lists every finished report below a folder with its question and finding.

    Parameters
    ----------
    folder : str or Path

    Returns
    -------
    Path
    """
    folder = Path(folder)
    found = {path.parent.name: read_manifest(path.parent) for path in sorted(folder.glob(f"*/{MANIFEST}"))}
    items = "".join(_item(name, manifest) for name, manifest in found.items() if "title" in manifest)
    css = (PACKAGE / "template" / "report" / "page.css").read_text(encoding="utf-8")
    html = (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta http-equiv="Content-Security-Policy" content="{CSP}">\n'
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Reports</title>\n<style>\n{css}</style>\n</head>\n<body>\n<main>\n"
        '<p class="kicker">How outlets name, source and tone the same events</p>\n<h1>Reports</h1>\n'
        f"{items or '<p>No report yet.</p>'}</main>\n</body>\n</html>\n"
    )
    put(folder / "index.html", html.encode("utf-8"))
    return folder / "index.html"


def _item(name: str, manifest: dict[str, Any]) -> str:
    dates = manifest.get("dates", [])
    span = f", {day(dates[0])} to {day(dates[-1])}" if dates else ""
    size = f"{count(manifest['articles'], 'article')} of {count(manifest['outlets'], 'outlet')}{span}"
    return (
        f'<h2><a href="{esc(name)}/index.html">{bdi(manifest["title"])}</a></h2>\n<p class="stand">{esc(name)}: {size}.</p>\n'
        f"<p>{esc(manifest['finding'], most=600)}</p>\n"
    )
