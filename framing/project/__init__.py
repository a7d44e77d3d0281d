"""A project of reports: `framing.toml` read and checked, before anything is made."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from framing.errors import FramingError, InputError, nearest
from framing.notebooks import checked, notebook_file
from framing.places import PROJECT, lexicon_names
from framing.publish import OWN_FILES, slug, within
from framing.reading.options import options
from framing.reading.table import check_columns
from framing.report import check_coded

# The folder of a project's reports that holds their earlier editions.
HISTORY = "history"

_READING = {"format": str, "columns": dict, "encoding": str, "date_format": str, "limits": dict}
_PROJECT = {"to": str, "corpora": dict, "lexicons": dict, "reports": dict}
_CORPUS = {"source": str, **_READING, "max_skipped": float}
_LEXICON = {"file": str}
_REPORT = {"corpus": str, "lexicon": str, "notebook": str, "parameters": dict, "codes": str}
_KINDS = {str: "text", dict: "a table", float: "a number"}


@dataclass(frozen=True)
class Source:
    """A corpus of a project: where it lies and how it is read."""

    path: Path
    reading: Mapping[str, Any] = field(default_factory=dict)
    max_skipped: float = 0.1


@dataclass(frozen=True)
class Planned:
    """A report of a project: what it is made from; `codes` is a folder of coded sheets, or None."""

    name: str
    corpus: str
    lexicon: str
    notebook: str
    parameters: Mapping[str, Any]
    codes: Path | None = None


@dataclass(frozen=True)
class Project:
    """A checked project file.

    Attributes
    ----------
    to : Path
        The folder of the reports.
    corpora : dict
        Name to Source.
    lexicons : dict
        Name to what `read_lexicon` takes: a shipped name, or the path of a file.
    reports : tuple of Planned
        In the order of the file.
    """

    to: Path
    corpora: Mapping[str, Source]
    lexicons: Mapping[str, str | Path]
    reports: tuple[Planned, ...]

    def chosen(self, only: Iterable[str] = ()) -> tuple[Planned, ...]:
        """Some reports by name; all where none is named.

        Raises
        ------
        InputError
            There is no such report.
        """
        names = {report.name for report in self.reports}
        wanted = set(only)
        for name in sorted(wanted - names):
            raise InputError(f"unknown report {name!r}; the project has: {_listed(names)}.{nearest(name, names)}")
        return tuple(report for report in self.reports if not wanted or report.name in wanted)


def read_project(file: str | Path = PROJECT) -> Project:
    """Read a project file: corpora, lexicons, and the reports that are made of them.

    Nothing in it is guessed or left over: a key or a name that is not known is an error, before any article is read.
    docs/schedule.md shows a whole file.

    Parameters
    ----------
    file : str or Path
        TOML; paths in it start from its folder.

    Returns
    -------
    Project

    Raises
    ------
    InputError
        The file is missing or something in it is wrong; the table, the key, the value and the nearest name are told.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> file = pathlib.Path(tempfile.mkdtemp(), "framing.toml")
    >>> _ = file.write_text('[corpora.city]\\nsource = "articles"\\n[reports.city]\\ncorpus = "city"\\n')
    >>> read_project(file).reports[0].notebook
    'comparative'
    """
    file = Path(file)
    raw = _load(file)
    try:
        return _project(raw, file.parent)
    except FramingError as error:
        raise InputError(f"{file.name}: {error}") from None


def _load(file: Path) -> dict[str, Any]:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise InputError(
            f"{file}: cannot be read ({error.strerror}); docs/schedule.md shows one to begin with"
        ) from None
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(f"{file.name}:{line}: not UTF-8 (byte {error.start}); save the file as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{file.name}: not valid TOML: {error}") from None
    except RecursionError:
        raise InputError(
            f"{file.name}: lists or tables nested too deeply to be read; nothing in it needs that"
        ) from None


def _project(raw: Mapping[str, Any], folder: Path) -> Project:
    _check("the file", raw, _PROJECT)
    corpora = {name: _source(name, table, folder) for name, table in _tables(raw, "corpora")}
    lexicons: dict[str, str | Path] = {name: name for name in lexicon_names()}
    for name, table in _tables(raw, "lexicons"):
        if name in lexicon_names():
            raise InputError(f"[lexicons.{name}]: {name!r} is a lexicon that ships; choose another name")
        _check(f"[lexicons.{name}]", table, _LEXICON, required=["file"])
        lexicons[name] = folder / table["file"]
    reports = tuple(_report(name, table, corpora, lexicons, folder) for name, table in _tables(raw, "reports"))
    if not reports:
        raise InputError("names no report; add a table [reports.NAME] with corpus = NAME")
    _check_folders([report.name for report in reports])
    to = folder / raw.get("to", "reports")
    _check_apart(to, corpora, reports)
    return Project(to, corpora, lexicons, reports)


def _check_apart(to: Path, corpora: Mapping[str, Source], reports: Iterable[Planned]) -> None:
    """Nothing that is written lies among what is read: the next run would read it."""
    written = [to, *(to / report.name for report in reports)]
    for name, source in corpora.items():
        if any(within(place, source.path) for place in written):
            raise InputError(
                f"[corpora.{name}]: the reports ({to}) would lie among its articles; change 'to' or 'source'"
            )
    for report in reports:
        if report.codes and any(within(place, report.codes) for place in written):
            raise InputError(
                f"[reports.{report.name}]: the reports ({to}) would lie among its codes; change 'to' or 'codes'"
            )


def _source(name: str, table: Mapping[str, Any], folder: Path) -> Source:
    where = f"[corpora.{name}]"
    _check(where, table, _CORPUS, required=["source"])
    reading = {key: table[key] for key in _READING if key in table}
    for key, kind in (("columns", str), ("limits", int)):
        for inner, value in reading.get(key, {}).items():
            if type(value) is not kind:
                raise InputError(
                    f"{where} {key}: {inner} = {value!r} is no {'name' if kind is str else 'whole number'}"
                )
    try:
        check_columns(reading.get("columns", {}))
        options(**{"format": "", "columns": None, "encoding": "", "date_format": "", "limits": None, **reading})
    except FramingError as error:
        raise InputError(f"{where}: {error}") from None
    max_skipped = float(table.get("max_skipped", 0.1))
    if not 0 <= max_skipped <= 1:
        raise InputError(f"{where} max_skipped: {max_skipped} is no share between 0 and 1")
    return Source(folder / table["source"], reading, max_skipped)


def _report(
    name: str, table: Mapping[str, Any], corpora: Iterable[str], lexicons: Mapping[str, str | Path], folder: Path
) -> Planned:
    where = f"[reports.{name}]"
    _check(where, table, _REPORT, required=["corpus"])
    corpus, lexicon = table["corpus"], table.get("lexicon", "immigration")
    for what, value, known in (("corpus", corpus, corpora), ("lexicon", lexicon, lexicons)):
        if value not in known:
            raise InputError(f"{where}: unknown {what} {value!r}; known: {_listed(known)}.{nearest(value, known)}")
    notebook = table.get("notebook", "comparative")
    try:
        parameters = checked(notebook_file(notebook), table.get("parameters", {}))
        check_coded(notebook, table.get("codes", ""))
    except FramingError as error:
        raise InputError(f"{where}: {error}") from None
    _check_referents(where, parameters.get("referents", []), lexicons[lexicon])
    codes = folder / table["codes"] if "codes" in table else None
    return Planned(name, corpus, lexicon, notebook, parameters, codes)


def _check_referents(where: str, referents: Iterable[str], lexicon: str | Path) -> None:
    """Every referent in the lexicon; a lexicon that cannot be read is told of its reports alone, when they are made."""
    from framing.lexicon import read_lexicon

    try:
        known = [referent.id for referent in read_lexicon(lexicon).referents] if referents else []
    except FramingError:
        return
    for name in referents:
        if name not in known:
            raise InputError(
                f"{where} parameters.referents: unknown referent {name!r}; known: {_listed(known)}.{nearest(name, known)}"
            )


def _tables(raw: Mapping[str, Any], key: str) -> list[tuple[str, Mapping[str, Any]]]:
    """The tables below a key, by name."""
    for name, table in raw.get(key, {}).items():
        if not isinstance(table, dict):
            raise InputError(f"[{key}]: {name} = {table!r} is no table; write [{key}.{name}]")
    return list(raw.get(key, {}).items())


def _check(where: str, table: Mapping[str, Any], keys: Mapping[str, type], required: Iterable[str] = ()) -> None:
    """Every key known and of its type, nothing required missing or empty."""
    for key, value in table.items():
        if key not in keys:
            raise InputError(f"{where}: unknown key {key!r}; it has: {', '.join(keys)}.{nearest(key, keys)}")
        kind = keys[key]
        fits = isinstance(value, (int, float) if kind is float else kind) and not isinstance(value, bool)
        if not fits or value == "":
            raise InputError(f"{where}: {key} = {value!r} is not {_KINDS[kind]}")
        if isinstance(value, str) and "\0" in value:
            raise InputError(f"{where}: {key} = {value!r} holds a null character; no path or name does")
    for key in required:
        if key not in table:
            raise InputError(f"{where}: {key!r} is missing")


def _check_folders(names: Iterable[str]) -> None:
    """A report's name is its folder, on every system."""
    seen: dict[str, str] = {}
    for name in names:
        if slug(name) != name:
            raise InputError(f"[reports.{name}]: a report's name is its folder; choose one such as {slug(name)!r}")
        if name.casefold() == HISTORY:
            raise InputError(f"[reports.{name}]: that folder holds earlier editions; choose another name")
        if name.casefold() in OWN_FILES:
            raise InputError(f"[reports.{name}]: beside the reports lies a file of that name; choose another name")
        if name.casefold() in seen:
            raise InputError(f"[reports.{name}]: differs from {seen[name.casefold()]!r} in capitals alone; rename one")
        seen[name.casefold()] = name


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "none"
