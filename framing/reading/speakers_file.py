"""`speakers.csv`: who the speakers of a corpus are, as a person wrote it down beside the articles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from framing.errors import InputError, nearest
from framing.reading.csv_file import read_csv
from framing.reading.notes import Notes, escaped, listed
from framing.reading.options import options
from framing.schema import NOT_NAMED, SPEAKER_TYPES, frame
from framing.text import fold

if TYPE_CHECKING:
    import pandas as pd

SPEAKERS = "speakers.csv"
COLUMNS = ("speaker", "name", "type", "note")
NEEDED = ("speaker", "type")
# Far above any name; a longer cell is text that slipped into the wrong column.
LONGEST = {"speaker": 300, "name": 300, "type": 60, "note": 2_000}
_GUARDED = "=+-@\t\r\uff1d\uff0b\uff0d\uff20"


class Row(NamedTuple):
    """A row of the file, and where it stands."""

    place: str
    speaker: str
    name: str
    type: str
    note: str


def speakers_file(source: Path) -> Path | None:
    """Where the speakers of a source are typed: in its folder, or beside the file under its name with `.speakers.csv`."""
    if not source.is_dir():
        place = source.with_name(f"{source.name}.{SPEAKERS}")
    elif (source / "about.json").is_file() and (source / "articles.parquet").is_file():
        return None  # what `framing measure` wrote: the measure of that name, no list of speakers
    else:
        place = source / SPEAKERS
    return place if place.is_file() else None


def read_speaker_types(source: Path, files: dict[str, str], notes: Notes) -> pd.DataFrame:
    """The table `speaker_types` of a source, empty where nobody typed its speakers; its hash goes into `files`.

    Raises
    ------
    InputError
        The file cannot be used: names the file, the row, the field, the value and the way out.
    """
    place = speakers_file(source)
    if place is None:
        return frame("speaker_types", [])
    data = place.read_bytes()
    files[place.name] = sha256(data).hexdigest()
    return frame("speaker_types", [row[1:] for row in _checked(place.name, _rows(place.name, data), notes)])


def _rows(file: str, data: bytes) -> list[Row]:
    """The rows as they stand, without blank ones."""
    notes = Notes()
    table = read_csv(file, "", data, options("", None, "", "", None), notes)
    for _, place, _, value, reason in notes.skipped:
        raise InputError(f"{file}, {place}: '{value}': {reason}")
    columns = {column.casefold(): column for column in table.columns}
    for needed in NEEDED:
        if needed not in columns:
            found = f"columns found: {listed(table.columns, 20)}.{nearest(needed, columns)}"
            raise InputError(f"{file}, row 1: no column '{needed}'; {found}")
    rows = []
    for row in table.rows:
        cells = {name: _cell(file, row.place, name, row.cells.get(columns.get(name, ""), "")) for name in COLUMNS}
        if any(cells.values()):
            rows.append(Row(row.place, **cells))
    return rows


def _cell(file: str, place: str, name: str, value: str) -> str:
    """A cell on one line; the apostrophe that keeps a spreadsheet from running it is taken off again."""
    value = " ".join(value.split())
    if len(value) > LONGEST[name]:
        raise InputError(
            f"{file}, {place}, {name}: '{escaped(value[:40])}…' has {len(value):,} characters, at most {LONGEST[name]} make "
            "sense; is a quotation mark or a comma out of place?"
        )
    return value[1:] if value[:1] == "'" and value[1:2] in _GUARDED and len(value) > 1 else value


def _checked(file: str, rows: list[Row], notes: Notes) -> list[Row]:
    """The rows with the name each speaker stands for, one a speaker."""
    kept: dict[str, Row] = {}
    for row in rows:
        if not row.speaker:
            raise InputError(
                f"{file}, {row.place}, speaker: empty, but the row says name '{escaped(row.name)}', type "
                f"'{escaped(row.type)}'; write the speaker as `framing speakers` shows it, or take the row out"
            )
        row = row._replace(name=row.name or row.speaker, type=_known(row.type))
        if row.name == NOT_NAMED and row.type:
            raise InputError(
                f"{file}, {row.place}, type: '{escaped(row.type)}' for '{escaped(row.speaker)}', whose name is {NOT_NAMED}; "
                "leave the type empty, or write who it is"
            )
        first = kept.setdefault(fold(row.speaker), row)
        if first[2:4] != row[2:4]:
            said = [f"name '{escaped(r.name)}', type '{escaped(r.type)}' ({r.place})" for r in (first, row)]
            raise InputError(
                f"{file}, {row.place}, speaker: '{escaped(row.speaker)}' stands twice: {said[0]}; {said[1]}; keep one row"
            )
    _check_names(file, kept)
    _tell_slips(file, kept.values(), notes)
    types = {fold(row.name): row.type for row in kept.values() if row.type}
    return [row._replace(type=types.get(fold(row.name), "")) for row in kept.values()]


def _known(type: str) -> str:
    """A suggested type in its own spelling."""
    return next((known for known in SPEAKER_TYPES if fold(known) == fold(type)), type)


def _check_names(file: str, kept: Mapping[str, Row]) -> None:
    """A name has one type, and stands for nobody else."""
    typed: dict[str, Row] = {}
    for row in kept.values():
        other = kept.get(fold(row.name), row)
        if fold(other.name) != fold(row.name):
            raise InputError(
                f"{file}, {row.place}, name: '{escaped(row.name)}' itself stands for '{escaped(other.name)}' ({other.place}); "
                "write the last name in both rows"
            )
        if row.type:
            first = typed.setdefault(fold(row.name), row)
            if first.type != row.type:
                raise InputError(
                    f"{file}, {row.place}, type: '{escaped(row.type)}', but '{escaped(row.name)}' is "
                    f"'{escaped(first.type)}' in {first.place}; a name has one type"
                )


def _tell_slips(file: str, rows: Iterable[Row], notes: Notes) -> None:
    """Types are free, so one that is nearly a suggested one is told, not refused."""
    for row in rows:
        own = row.type not in SPEAKER_TYPES and not row.type.startswith(tuple(f"{known} " for known in SPEAKER_TYPES))
        if row.type and own and (near := nearest(row.type, SPEAKER_TYPES)):
            notes.tell(file, row.place, "type", f"type '{escaped(row.type)}' is a type of its own.{near}")
