"""What a source holds: one file, a zip, or a folder of text files and tables, with or without an index."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath

from framing.errors import InputError
from framing.reading.articles import Article, articles_of
from framing.reading.csv_file import DELIMITERS, read_csv
from framing.reading.files import SourceFile, inflate, list_folder, list_zip, open_path
from framing.reading.formats import EXPORTS, READABLE, SUPPORTED, recognise, unsupported
from framing.reading.jsonl_file import read_json, read_jsonl
from framing.reading.notes import Notes, listed
from framing.reading.options import Options
from framing.reading.parquet_file import read_parquet
from framing.reading.rows import Row, Table
from framing.reading.table import check_agreement, roles_of
from framing.reading.text_file import read_text

INDEX = "index.csv"
_ABOUT_FILES = re.compile(r"(?:readme|licen[cs]e|changelog|requirements)\b.*", re.I)
# Tables about a corpus that other parts of the library read; they hold no articles.
_ABOUT_CORPUS = ("outlets.csv", "speakers.csv")


@dataclass
class Reading:
    """What has been read so far: articles, notes, the hash of each file, and each table's columns."""

    options: Options
    notes: Notes = field(default_factory=Notes)
    articles: list[Article] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    columns: dict[str, dict[str, str]] = field(default_factory=dict)

    def load(self, source: SourceFile) -> bytes:
        """The bytes of a file, hashed as they lie on the disk."""
        data = source.read()
        self.files[source.name] = sha256(data).hexdigest()
        if not data:
            raise InputError(f"{source.name}: empty file (0 bytes)")
        return data

    def add(self, table: Table, roles: dict[str, str]) -> None:
        if table.columns:
            self.columns[table.name] = roles
        self.articles += articles_of(table, roles, self.options, self.notes)


def read_source(path: Path, options: Options) -> Reading:
    """Read whatever lies at a path."""
    reading = Reading(options)
    if path.is_dir():
        sources = list_folder(path, options)
        if {"about.json", "articles.parquet"} <= {source.name for source in sources}:
            # The layers that `framing measure` wrote: the other tables are no articles.
            sources = [source for source in sources if source.name == "articles.parquet"]
        _read_many(sources, reading)
    else:
        source = open_path(path, options)
        _read_one(source, reading.load(source), reading)
    return reading


def _read_one(source: SourceFile, data: bytes, reading: Reading) -> None:
    """Read the one file that was named; what it is not is an error."""
    format, data = _format_of(source, data, reading.options)
    if format == "zip":
        _read_many(list_zip(source.name, data, reading.options), reading, inside=source.name)
    elif format == "text":
        _add_texts([(source, {}, (source.name, ""))], reading, {source.name: data})
    else:
        table = _read_table(source, format, source.stem, data, reading)
        reading.add(table, roles_of(table, reading.options.columns, reading.notes))


def _read_many(sources: list[SourceFile], reading: Reading, inside: str = "") -> None:
    """Read the files of a folder or zip: those that an index lists, or else every text file and table."""
    root = f"{inside}/" if inside else ""
    index = next((source for source in sources if source.name == root + INDEX), None)
    if index and not index.problem:
        probe = Notes()
        table = read_csv(index.name, "index", reading.load(index), reading.options, probe)
        if "file" in (column.casefold() for column in table.columns):
            reading.notes.skipped += probe.skipped
            _read_indexed(table, root, {source.name: source for source in sources}, reading)
            return
    wanted, ignored = [], []
    for source in sources:
        (wanted if _is_wanted(source, root) else ignored).append(source)
    if ignored:
        names = listed(source.name for source in ignored)
        reading.notes.tell(inside, "", "ignored", f"{len(ignored)} files are no articles by their name: {names}")
    _read_wanted(wanted, reading, inside)


def _is_wanted(source: SourceFile, root: str) -> bool:
    """Whether a file could hold articles; links within the folder lead to files that are read anyway."""
    name = source.name.removeprefix(root)
    if source.litter or _ABOUT_FILES.fullmatch(PurePosixPath(name).name) or name in _ABOUT_CORPUS:
        return False
    if source.problem.startswith("a link to"):
        return False
    return name.lower().endswith(READABLE + EXPORTS)


def _read_wanted(wanted: list[SourceFile], reading: Reading, inside: str) -> None:
    """Read texts and tables in the order of their names; a format that is not read is a skipped file."""
    stems = Counter(source.stem for source in wanted)
    tables: list[tuple[Table, dict[str, str]]] = []
    texts: list[tuple[SourceFile, dict[str, str], tuple[str, str]]] = []
    loaded: dict[str, bytes] = {}
    for source in wanted:
        format, data = _format_of(source, reading.load(source), reading.options, within=True)
        if format.startswith(":"):
            reading.notes.skip(source.name, "", "", "", unsupported(format[1:]))
        elif format == "zip":
            if inside:
                reading.notes.skip(source.name, "", "", "", "an archive inside an archive is not opened")
            else:
                _read_many(list_zip(source.name, data, reading.options), reading, inside=source.name)
        elif format == "text":
            texts.append((source, {}, (source.name, "")))
            loaded[source.name] = data
        else:
            stem = source.stem if stems[source.stem] == 1 else source.name
            table = _read_table(source, format, stem, data, reading)
            tables.append((table, roles_of(table, reading.options.columns, reading.notes)))
    check_agreement(tables)
    for table, roles in tables:
        reading.add(table, roles)
    _add_texts(texts, reading, loaded)


def _format_of(source: SourceFile, data: bytes, options: Options, *, within: bool = False) -> tuple[str, bytes]:
    """The format of a file and its bytes, out of gzip; one that is not read is an error unless it lies in a folder."""
    format = recognise(data, source.extension)
    if format == "gzip":
        data = inflate(source.name, data, options)
        if not data:
            raise InputError(f"{source.name}: empty file (0 bytes) in gzip")
        format = recognise(data, source.extension)
        if format in ("gzip", "zip"):
            raise InputError(f"{source.name}: an archive inside an archive is not opened; unpack it first")
    if options.format and format != "zip":
        return options.format, data
    if format.startswith(":") and not within:
        raise InputError(f"{source.name}: {unsupported(format[1:])}")
    return format, data


def _read_table(source: SourceFile, format: str, stem: str, data: bytes, reading: Reading) -> Table:
    """The rows of a table in one of the formats; one without a row is an error."""
    options, notes = reading.options, reading.notes
    if format in DELIMITERS:
        table = read_csv(source.name, stem, data, options, notes, format)
    elif format == "parquet":
        table = read_parquet(source.name, stem, data, options)
    else:
        read: Callable[..., Table] = read_json if format == "json" else read_jsonl
        table = read(source.name, stem, data, options, notes)
    if not table.rows:
        mine = [row for row in notes.skipped if row[0] == source.name]
        raise InputError(f"{source.name}: 0 articles{first_skipped(mine)}")
    return table


def first_skipped(skipped: list[tuple[str, str, str, str, str]]) -> str:
    """The end of a message that nothing could be read: how many rows were skipped, and the first."""
    if not skipped:
        return ""
    source_file, place, name, value, reason = skipped[0]
    where = ", ".join(part for part in (source_file, place, name, f"'{value}'" if value else "") if part)
    return f"; {len(skipped)} skipped, the first: {where}: {reason}"


def _read_indexed(table: Table, root: str, sources: dict[str, SourceFile], reading: Reading) -> None:
    """Read the text files that an index lists."""
    column = next(column for column in table.columns if column.casefold() == "file")
    texts = []
    listed_names = set()
    for row in table.rows:
        name = row.cells[column].strip().replace("\\", "/")
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or re.match("[A-Za-z]:", name):
            raise InputError(f"{table.name}, {row.place}: the file '{listed([name])}' would leave the folder; name files below it")
        source = sources.get(root + str(path))
        if source is None:
            reading.notes.skip(table.name, row.place, "file", name, "no such file" if name else "empty")
            continue
        listed_names.add(source.name)
        cells = {key.casefold(): value for key, value in row.cells.items() if key != column and value}
        texts.append((source, cells, row.given_in))
    beside = {str(PurePosixPath(name).parent) for name in listed_names}
    unlisted = [
        name for name, source in sources.items()
        if name.endswith(".txt") and name not in listed_names and str(PurePosixPath(name).parent) in beside
        and _is_wanted(source, root)
    ]  # fmt: skip
    if unlisted:
        reading.notes.tell(table.name, "", "unlisted", f"{len(unlisted)} text files are not in the index: {listed(unlisted)}")
    texts.sort(key=lambda text: text[0].name.encode())
    _add_texts(texts, reading, {}, [column.casefold() for column in table.columns if column.casefold() != "file"], table.name)


def _add_texts(
    texts: Iterable[tuple[SourceFile, dict[str, str], tuple[str, str]]],
    reading: Reading,
    loaded: dict[str, bytes],
    columns: Iterable[str] = (),
    name: str = "",
) -> None:
    """Make one table of text files and their metadata: front matter, and the index's columns before it."""
    texts = list(texts)
    if not texts:
        return
    names = Counter(PurePosixPath(source.stem).name for source, _, _ in texts)
    keys = dict.fromkeys(columns)
    table = Table(name, [])
    for source, cells, given_in in texts:
        data = loaded.get(source.name) or reading.load(source)
        front = read_text(source.name, data, reading.options, reading.notes)
        cells = {**front, **cells, "text": front["text"]}
        keys.update(dict.fromkeys(cells))
        short = PurePosixPath(source.stem).name
        article_id = short if names[short] == 1 else source.stem
        table.rows.append(Row(source.name, "", article_id, cells, given_in))
    table.columns = list(keys)
    # The text is the file: `columns` may rename metadata, not the text.
    columns_asked = {role: column for role, column in reading.options.columns.items() if role != "text"}
    reading.add(table, roles_of(table, columns_asked, reading.notes))


def no_articles(path: Path, reading: Reading) -> InputError:
    """The error for a source that gives no article."""
    if reading.notes.skipped:
        return InputError(f"{path.name}: 0 articles{first_skipped(reading.notes.skipped)}")
    return InputError(f"{path.name}: 0 articles: no file of a kind that is read ({SUPPORTED})")
