"""Putting finished files in place: one writer a folder, each file whole or not there, the manifest last."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO, Any

from framing.errors import FramingError, LockError, UsageError

MANIFEST = "manifest.json"
LOCK = ".lock"
# What lies beside the reports of a folder: no report's folder can have such a name.
INDEX, LIST, LOG = "index.html", "history.csv", "build.log"
OWN_FILES = (INDEX, LIST, LOG)


def sha256(data: bytes) -> str:
    """The hash by which a manifest knows a file."""
    return hashlib.sha256(data).hexdigest()


def slug(name: str) -> str:
    """A name as a folder can bear it, everywhere: letters, digits, dot, hyphen, underscore; at most 80 of them.

    Where letters had to go, a hash of the name keeps two names apart.

    Examples
    --------
    >>> slug("../My articles (2019)"), slug("...")
    ('My-articles-2019', 'report')
    >>> slug("\u65b0\u805e") != slug("\u8a18\u4e8b")
    True
    """
    plain = re.sub(r"[^\w.-]+", "-", name, flags=re.ASCII).strip("-._")[:80] or "report"
    if any(c.isalnum() and not c.isascii() for c in name) or len(name) > 80:
        return f"{plain[:71]}-{sha256(name.encode('utf-8', 'surrogatepass'))[:8]}"
    return plain


def within(place: Path, folder: Path) -> bool:
    """Whether a place is a folder or lies in it, whatever links lead there."""
    return folder.resolve() in (place.resolve(), *place.resolve().parents)


def check_outside(to: str | Path, source: str | Path) -> None:
    """Refuse to write among the articles: the next run would read what this one wrote.

    Raises
    ------
    UsageError
        The folder to write to lies in the source.
    """
    if Path(source).is_dir() and within(Path(to), Path(source)):
        raise UsageError(
            f"{to}: lies among the articles of {str(source)!r}, and would be read as some of them; name a folder elsewhere with --to"
        )


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Hold a folder for one writer; released by the system when the process ends, however it ends.

    Raises
    ------
    LockError
        Another run holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / LOCK
    with place.open("a+b") as handle:
        _hold(handle, place)
        yield


@contextmanager
def unwritten(folder: Path) -> Iterator[None]:
    """Hold a folder against writers while it is read; nothing is made in it, and several may read at once.

    Raises
    ------
    LockError
        A run writes to it.
    """
    place = folder / LOCK
    if not place.is_file():  # a copy of reports, to which no run has written
        yield
        return
    with place.open("rb") as handle:
        _hold(handle, place, shared=True)
        yield


def _hold(handle: IO[bytes], place: Path, *, shared: bool = False) -> None:
    try:
        _lock(handle, shared)
    except OSError:
        raise LockError(f"{place}: another run is at work in this folder; wait for it, or choose another") from None


def _lock(handle: IO[bytes], shared: bool) -> None:
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        handle.seek(0)
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    else:
        fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)


def put(place: Path, data: bytes) -> None:
    """Write a file so that a reader sees the old bytes or the new ones, never a part; equal bytes are left alone.

    Raises
    ------
    OSError
        The disk is full or the folder cannot be written; the old file is intact.
    """
    if place.is_file() and place.read_bytes() == data:
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_name(f".{place.name}.draft")
    try:
        with draft.open("wb") as handle:
            handle.write(data)
            handle.flush()
            os.fsync(handle.fileno())
        os.replace(draft, place)
    finally:
        draft.unlink(missing_ok=True)
    sync(place.parent)


def sync(*places: Path) -> None:
    """Make files, and renames in folders, last through a power cut, where the system lets folders be opened."""
    for place in places:
        try:
            handle = os.open(place, os.O_RDONLY)
        except OSError:
            continue
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def publish(built: Path, target: Path, manifest: dict[str, Any]) -> None:
    """Move a built folder's files to where readers find them; `manifest.json`, with their hashes, comes last.

    Parameters
    ----------
    built : Path
        A folder that holds what is to be published and nothing else.
    target : Path
        Made where it does not exist. What an earlier manifest lists and this one does not is removed at the end.
    manifest : dict
        What the files were made from; `outputs` is added.
    """
    files = sorted(path for path in built.rglob("*") if path.is_file())
    # Tables and figures first, the page after them: the page is what links to them.
    files.sort(key=lambda path: (path.suffix == ".html", path.relative_to(built).as_posix()))
    contents = {path.relative_to(built).as_posix(): path.read_bytes() for path in files}
    before = read_manifest(target).get("outputs", {})
    for name, data in contents.items():
        put(target / name, data)
    outputs = {name: sha256(data) for name, data in sorted(contents.items())}
    text = json.dumps({**manifest, "outputs": outputs}, ensure_ascii=False, indent=1, sort_keys=True)
    put(target / MANIFEST, (text + "\n").encode())
    for name in sorted(set(before) - set(outputs)):
        stale = target / name
        # A manifest is a file like any other: never follow it out of its folder.
        if stale.is_file() and target.resolve() in stale.resolve().parents:
            stale.unlink()


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a published folder; empty where there is none.

    Raises
    ------
    FramingError
        The file is there and is not one of ours.
    """
    place = folder / MANIFEST
    if not place.is_file():
        return {}
    try:
        found = json.loads(place.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or not isinstance(found.get("outputs", {}), dict):
        raise FramingError(f"{place}: is not a manifest of a report; move it away or choose another folder with --to")
    return found


def read_report(folder: Path) -> dict[str, Any]:
    """The manifest of a folder; of a report's, what is said of the report is there and of its kind.

    Raises
    ------
    FramingError
        The manifest was written by hand and cannot be used; the field and its value are named.
    """
    found = read_manifest(folder)
    if found.keys() & {"title", "finding", "notebook"}:  # what `framing measure` writes has none of these
        for field, (fits, kind) in _FIELDS.items():
            if field not in found or not fits(found[field]):
                said = f"{field} = {found[field]!r:.80} is not {kind}" if field in found else f"{field!r} is missing"
                raise FramingError(f"{folder / MANIFEST}: {said}; delete the file and make the report again")
    return found


def _is_count(value: Any) -> bool:
    return type(value) is int and value >= 0


def _are_dates(value: Any) -> bool:
    """None, or the first and the last."""
    return isinstance(value, list) and len(value) in (0, 2) and all(_is_date(day) for day in value)


def _is_date(day: Any) -> bool:
    """A day, a month or a year of the calendar."""
    try:
        return re.fullmatch("[0-9]{4}(-[0-9]{2}){0,2}", day) is not None and bool(
            date.fromisoformat(f"{day}-01-01"[:10])
        )
    except (TypeError, ValueError):
        return False


_TEXT = (lambda value: isinstance(value, str), "text")
_COUNT = (_is_count, "a whole number")
_FIELDS = {
    "title": _TEXT, "finding": _TEXT, "articles": _COUNT, "outlets": _COUNT,
    "dates": (_are_dates, "a list of the first and the last date"),
    "notebook": (lambda value: isinstance(value, dict), "a table"),
}  # fmt: skip
