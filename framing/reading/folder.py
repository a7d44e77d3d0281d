"""What a source holds: one file, a zip, or a folder of text files and tables, with or without an index."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import file_digest, sha256
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from framing.errors import InputError, nearest
from framing.reading.articles import Article, articles_of
from framing.reading.csv_file import DELIMITERS, read_csv
from framing.reading.decisions import Decisions, read_decisions, split_decisions
from framing.reading.files import SourceFile, inflate, list_folder, list_zip, open_path
from framing.reading.formats import EXPORTS, READABLE, SUPPORTED, recognise, unsupported
from framing.reading.jsonl_file import read_json, read_jsonl
from framing.reading.notes import Notes, escaped, first_skipped, listed
from framing.reading.options import Options
from framing.reading.parquet_file import read_parquet
from framing.reading.rows import Row, Table
from framing.reading.speakers_file import SPEAKERS, speakers_file
from framing.reading.table import SYNONYMS, check_agreement, roles_of
from framing.reading.text_file import read_text

INDEX = "index.csv"
_ABOUT_FILES = re.compile(r"(?:readme|licen[cs]e|changelog|requirements)\b.*", re.IGNORECASE)
# Tables about a corpus that other parts of the library read; they hold no articles.
_ABOUT_CORPUS = (SPEAKERS,)


class Text(NamedTuple):
    """A text file, its metadata from an index, and where these stand."""

    source: SourceFile
    data: bytes
    cells: dict[str, str]
    given_in: tuple[str, str]


@dataclass
class Reading:
    """What has been read so far: articles, notes, the hash of each file, each table's columns, a person's decisions."""

    options: Options
    notes: Notes = field(default_factory=Notes)
    articles: list[Article] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    columns: dict[str, dict[str, str]] = field(default_factory=dict)
    speaker_types: Any = None
    decisions: Decisions = field(default_factory=Decisions)

    def load(self, source: SourceFile) -> bytes:
        """The bytes of a file, hashed as they lie on the disk."""
        data = source.read()
        self.files[source.name] = sha256(data).hexdigest()
        return data

    def add(self, table: Table, roles: dict[str, str]) -> None:
        self.columns[table.name] = roles
        self.articles += articles_of(table, roles, self.options, self.notes)


def read_source(path: Path, options: Options) -> Reading:
    """Read whatever lies at a path."""
    reading = Reading(options)
    try:
        is_folder = path.is_dir()
    except OSError:  # open_path says what is wrong
        is_folder = False
    if is_folder:
        _read_many(listed_sources(path, options), reading)
    else:
        _read_wanted([open_path(path, options)], reading)
    return reading


def listed_sources(path: Path, options: Options) -> list[SourceFile]:
    """The files of a folder; of the layers that `framing measure` wrote only the articles."""
    sources = list_folder(path, options)
    if {"about.json", "articles.parquet"} <= {source.name for source in sources}:
        return [source for source in sources if source.name == "articles.parquet"]
    return sources


def file_hashes(path: Path, options: Options) -> dict[str, str]:
    """The sha256 of every file that reading a source may look at: what tells that it is the same source.

    Raises
    ------
    InputError
        There is nothing at the path, or it cannot be listed.
    """
    sources = listed_sources(path, options) if path.is_dir() else [open_path(path, options)]
    found = {}
    for source in sources:
        if source.path is not None and not source.litter:
            with source.path.open("rb") as stream:
                found[source.name] = file_digest(stream, "sha256").hexdigest()
    if not path.is_dir() and (typed := speakers_file(path)):
        found[typed.name] = sha256(typed.read_bytes()).hexdigest()
    return found


def _read_many(sources: list[SourceFile], reading: Reading, inside: str = "") -> None:
    """Read the files of a folder or zip: those that an index lists, or else every text file and table."""
    root = root_of(sources, inside)
    decided, sources = split_decisions(sources, root)
    read_decisions(decided, reading.load, reading.decisions)
    index = next((source for source in sources if source.name == root + INDEX), None)
    if index:
        format = reading.options.format if reading.options.format in DELIMITERS else "csv"
        probe = Notes()
        table = read_csv(index.name, "index", reading.load(index), reading.options, probe, format)
        if "file" in (column.casefold() for column in table.columns):
            reading.notes.skipped += probe.skipped
            _read_indexed(table, root, {source.name: source for source in sources}, reading)
            return
        _check_names_files(table, sources, reading.options)
    _read_wanted(wanted_of(sources, root, reading.notes, inside), reading, inside)


def _check_names_files(table: Table, sources: list[SourceFile], options: Options) -> None:
    """An index beside text files that has neither their names nor texts of its own is one with a slip in it."""
    columns = [column.casefold() for column in table.columns]
    holds_text = "text" in options.columns or set(columns) & set(SYNONYMS["text"])
    if not holds_text and any(source.extension == ".txt" and not source.litter for source in sources):
        said = f"no column 'file' that names the text files; columns found: {', '.join(table.columns)}"
        near = nearest("file", columns) or nearest("filename", columns)
        raise InputError(f"{table.name}: {said}; rename the one that does.{near}")


def wanted_of(sources: list[SourceFile], root: str, notes: Notes, inside: str = "") -> list[SourceFile]:
    """The files that could hold articles; the others are told."""
    read_apart = "" if inside else SPEAKERS
    if ignored := [s.name for s in sources if not _is_wanted(s, root) and s.name != read_apart]:
        notes.tell(inside, "", "ignored", f"no articles by their name, not read: {listed(ignored)}")
    return [source for source in sources if _is_wanted(source, root)]


def root_of(sources: list[SourceFile], inside: str) -> str:
    """What the names of a folder's files begin with; a zip of one folder is that folder."""
    if not inside:
        return ""
    parts = [source.name.removeprefix(f"{inside}/").split("/") for source in sources if not source.litter]
    tops = {names[0] if len(names) > 1 else "" for names in parts}
    return f"{inside}/{tops.pop()}/" if len(tops) == 1 and "" not in tops else f"{inside}/"


def _is_wanted(source: SourceFile, root: str) -> bool:
    """Whether a file could hold articles; links within the folder lead to files that are read anyway."""
    name = source.name.removeprefix(root)
    if source.litter or _ABOUT_FILES.fullmatch(PurePosixPath(name).name) or name in _ABOUT_CORPUS:
        return False
    if name.endswith(f".{SPEAKERS}"):  # of a file beside it, which is then read by itself
        return False
    if source.problem.startswith("a link to"):
        return False
    return name.lower().endswith(READABLE + EXPORTS)


def _read_wanted(wanted: list[SourceFile], reading: Reading, inside: str = "") -> None:
    """Read texts and tables in the order of their names; a format that is not read is a skipped file."""
    stems = Counter(source.stem for source in wanted)
    tables: list[tuple[Table, dict[str, str]]] = []
    texts: list[Text] = []
    for source in wanted:
        format, data = _format_of(source, reading.load(source), reading.options)
        if not data:
            reading.notes.skip(source.name, "", "text", "", "empty file (0 bytes)")
        elif format.startswith(":"):
            reading.notes.skip(source.name, "", "", "", unsupported(format[1:]))
        elif format == "zip":
            if inside:
                reading.notes.skip(source.name, "", "", "", unsupported("an archive inside an archive"))
            else:
                _read_many(list_zip(source.name, data, reading.options), reading, inside=source.name)
        elif format == "text":
            texts.append(Text(source, data, {}, (source.name, "")))
        else:
            stem = source.stem if stems[source.stem] == 1 else source.name
            table = _read_table(source, format, stem, data, reading)
            if table.rows:
                tables.append((table, roles_of(table, reading.options.columns, reading.notes)))
    check_agreement(tables)
    for table, roles in tables:
        reading.add(table, roles)
    if texts:
        _add_texts("", texts, reading)


def _format_of(source: SourceFile, data: bytes, options: Options) -> tuple[str, bytes]:
    """The format of a file and its bytes, out of gzip."""
    format = recognise(data, source.extension)
    if format == "gzip":
        data = inflate(source.name, data, options)
        format = recognise(data, source.extension)
        if format in ("gzip", "zip"):
            return ":an archive inside an archive", data
    return (options.format if options.format and format != "zip" else format), data


def _read_table(source: SourceFile, format: str, stem: str, data: bytes, reading: Reading) -> Table:
    """The rows of a table in one of the formats; one without a row counts as a skipped file."""
    options, notes = reading.options, reading.notes
    if format in DELIMITERS:
        table = read_csv(source.name, stem, data, options, notes, format)
    elif format == "parquet":
        table = read_parquet(source.name, stem, data, options)
    else:
        read: Callable[..., Table] = read_json if format == "json" else read_jsonl
        table = read(source.name, stem, data, options, notes)
    if not table.rows and not any(row[0] == source.name for row in notes.skipped):
        notes.skip(source.name, "", "", "", "0 articles")
    return table


def _read_indexed(table: Table, root: str, sources: dict[str, SourceFile], reading: Reading) -> None:
    """Read the text files that an index lists, in the order of their names."""
    column = next(column for column in table.columns if column.casefold() == "file")
    texts: list[Text] = []
    listed_in: dict[str, str] = {}
    for row in table.rows:
        name = row.cells[column].strip().replace("\\", "/")
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or re.match("[A-Za-z]:", name):
            where = f"{table.name}, {row.place}: the file '{escaped(name)}'"
            raise InputError(f"{where} would leave the folder; name files below it")
        source = sources.get(root + str(path))
        if source is None:
            reading.notes.skip(table.name, row.place, "file", name, "no such file" if name else "empty")
            continue
        if source.name in listed_in:
            reason = f"listed already in {listed_in[source.name]}; a file is one article"
            reading.notes.skip(table.name, row.place, "file", name, reason)
            continue
        listed_in[source.name] = row.place
        data = reading.load(source)
        format = recognise(data, ".txt")
        if format.startswith(":") or format in ("gzip", "zip", "parquet"):
            reading.notes.skip(source.name, "", "", "", unsupported(format.removeprefix(":")))
            continue
        cells = {key.casefold(): value for key, value in row.cells.items() if key != column}
        texts.append(Text(source, data, cells, row.given_in))
    _tell_unlisted(table.name, {text.source.name for text in texts}, sources, reading)
    if texts:
        texts.sort(key=lambda text: text.source.name.encode())
        _add_texts(table.name, texts, reading)


def _tell_unlisted(index: str, named: set[str], sources: dict[str, SourceFile], reading: Reading) -> None:
    """Say which text files stand beside those of the index and are not in it."""
    beside = {PurePosixPath(name).parent for name in named}
    names = [
        name
        for name, source in sources.items()
        if name not in named
        and source.extension == ".txt"
        and PurePosixPath(name).parent in beside
        and not source.litter
    ]
    if names:
        reading.notes.tell(index, "", "unlisted", f"text files beside those of the index, not read: {listed(names)}")


def _add_texts(name: str, texts: list[Text], reading: Reading) -> None:
    """Make one table of text files and their metadata: the index's columns, and front matter where these say nothing."""
    stems = Counter(PurePosixPath(text.source.stem).name for text in texts)
    table = Table(name, [])
    columns: dict[str, None] = {}
    for text in texts:
        front = read_text(text.source.name, text.data, reading.options, reading.notes)
        given = {key: value for key, value in text.cells.items() if value or key not in front}
        cells = {**front, **given, "text": front["text"]}
        columns.update(dict.fromkeys(cells))
        short = PurePosixPath(text.source.stem).name
        article_id = short if stems[short] == 1 else text.source.stem
        table.rows.append(Row(text.source.name, "", article_id, cells, text.given_in))
    table.columns = list(columns)
    # The text is the file: `columns` may rename metadata, not the text.
    if column := reading.options.columns.get("text"):
        said = f"text={escaped(column)} tells nothing here: the text of a text file is the file itself"
        reading.notes.tell(name, "", "columns", said)
    asked = {role: column for role, column in reading.options.columns.items() if role != "text"}
    reading.add(table, roles_of(table, asked, reading.notes))


def no_articles(path: Path, reading: Reading) -> InputError:
    """The error for a source that gives no article."""
    skipped = reading.notes.skipped
    if not skipped:
        return InputError(f"{escaped(path.name)}: 0 articles: no file of a kind that is read ({SUPPORTED})")
    if len(skipped) == 1 and not skipped[0][1]:
        return InputError(f"{skipped[0][0]}: {skipped[0][-1]}")
    return InputError(f"{escaped(path.name)}: 0 articles: {first_skipped(skipped)}")
