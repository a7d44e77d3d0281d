"""Articles in batches, without holding the corpus: tables on the disk go row by row, everything else is read whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import file_digest
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.reading.articles import Article, names_outlets, stream_articles
from framing.reading.csv_file import DELIMITERS, records
from framing.reading.decisions import Decisions, read_decisions, split_decisions
from framing.reading.decoding import decoded, refuse_other_marks
from framing.reading.files import SourceFile, open_path, raw_lines
from framing.reading.folder import INDEX, listed_sources, wanted_of
from framing.reading.formats import recognise, unsupported
from framing.reading.jsonl_file import objects
from framing.reading.notes import Notes
from framing.reading.options import Options
from framing.reading.parquet_file import parquet_rows
from framing.reading.rows import Row, Table
from framing.reading.seen import Seen
from framing.reading.speakers_file import read_speaker_types
from framing.reading.table import PROSE_SAMPLE, check_agreement, passing, roles_of
from framing.reading.whole import watched

if TYPE_CHECKING:
    from framing.reading.folder import Reading

HEAD = 1 << 16  # bytes by which a format is recognised
FORMATS = (*DELIMITERS, "jsonl", "parquet")


@dataclass
class Stream:
    """A table on the disk that can be read row by row, as often as asked."""

    source: SourceFile
    format: str
    stem: str
    table: Table
    roles: dict[str, str] = field(default_factory=dict)

    def rows(self, options: Options, notes: Notes) -> Iterator[Row]:
        """Its rows, with a note of each that is none."""
        table = self.table
        word = "line" if self.format == "jsonl" else "row"
        for number, cells in self._numbered(options, notes):
            yield Row(table.name, f"{word} {number}", f"{self.stem}:{number}", cells, (table.name, f"{word} {number}"))

    def _numbered(self, options: Options, notes: Notes) -> Iterator[tuple[int, dict[str, Any]]]:
        if self.format == "parquet":
            return parquet_rows(self.table, self.source.path, options)
        lines = decoded(self.source.name, raw_lines(self.source, options))
        if self.format == "jsonl":
            return objects(self.source.name, lines, options, notes)
        return records(self.table, lines, options, notes, self.format)

    def scan(self, options: Options) -> bool:
        """Learn the columns and the first rows; whether there is any row."""
        rows = self.rows(options, Notes())
        self.table.rows = list(islice(rows, PROSE_SAMPLE))
        if self.format == "jsonl":  # each line may bring a new one
            columns: dict[str, None] = {}
            for row in chain(self.table.rows, rows):
                columns.update(dict.fromkeys(row.cells))
            self.table.columns = list(columns)
        return bool(self.table.rows)


def open_streams(path: Path, options: Options, notes: Notes) -> tuple[list[Stream], list[SourceFile]] | None:
    """The tables of a source and those of a person's decisions, if it holds nothing but tables that go row by row."""
    if options.encoding.lower().replace("_", "-") not in ("", "utf-8", "utf8"):
        return None
    if path.is_dir():
        decided, sources = split_decisions(listed_sources(path, options), "")
        if any(source.name == INDEX for source in sources):
            return None
        wanted = wanted_of(sources, "", notes)
    else:
        decided, wanted = [], [open_path(path, options)]
    stems = Counter(source.stem for source in wanted)
    streams = []
    for source in wanted:
        format = _format_of(source, options)
        if format.startswith(":") or format == "empty":
            reason = unsupported(format[1:]) if format.startswith(":") else "empty file (0 bytes)"
            notes.skip(source.name, "", *(("", "") if format.startswith(":") else ("text", "")), reason)
        elif format in FORMATS:
            stem = source.stem if stems[source.stem] == 1 else source.name
            streams.append(Stream(source, format, stem, Table(source.name, [])))
        else:
            return None
    return streams, decided


def _format_of(source: SourceFile, options: Options) -> str:
    """The format of a file by its first bytes; "" where only the whole tells."""
    if source.path is None:
        return ""
    head = b""
    with source.path.open("rb") as stream:
        start = stream.read(HEAD)
    if not start:
        return "empty"
    packed = start[:2] == b"\x1f\x8b"
    for line in raw_lines(source, options) if packed else (start,):
        head += line
        if len(head) >= HEAD:
            break
    format = recognise(head, source.extension)
    if format.startswith(":") or format in ("gzip", "zip") or packed and format == "parquet":
        return format if format.startswith(":") and not packed else ""
    format = options.format or format
    if format != "parquet":
        refuse_other_marks(source.name, head)
        if b"\n" not in head:
            return ""
    return format


class Batches:
    """The articles of a source, batch by batch, in corpus order; go through it once.

    Attributes
    ----------
    skipped, notices : list
        Rows of the tables of these names; complete after the last batch.
    files : dict
        Each source file, and the sha256 of its bytes.
    rows : int
        Articles handed on so far.
    speaker_types : DataFrame
        As of a `Corpus`; there from the first batch on.
    decisions : Decisions
        What a person decided in tables beside the articles; known when the first batch comes.
    """

    def __init__(self, source: str | Path, size: int, max_skipped: float, options: Options) -> None:
        self.source, self.size, self.max_skipped, self.options = source, size, max_skipped, options
        self.skipped: list[tuple[str, ...]] = []
        self.speaker_types: Any = None
        self.notices: list[tuple[str, ...]] = []
        self.files: dict[str, str] = {}
        self.rows, self.decisions = 0, Decisions()

    def __iter__(self) -> Iterator[Any]:
        from framing.reading import articles_frame, check_skipped

        notes = Notes()
        streams = open_streams(Path(self.source), self.options, notes)
        if streams is None:
            articles, names = self._whole(notes)
        else:
            articles, names = self._streamed(*streams, notes)
        while batch := list(islice(articles, self.size)):
            self.rows += len(batch)
            table = [articles_frame(batch, names)]
            # Whoever asked for the table alone decides how long it is held.
            batch.clear()
            yield table.pop()
        check_skipped(self.source, self.rows, notes, self.max_skipped)
        self.skipped, self.notices = list(notes.skipped), list(notes.notices)

    def _whole(self, notes: Notes) -> tuple[Iterator[Article], list[str]]:
        from framing.reading import read_articles

        reading: Reading = read_articles(self.source, self.options)
        notes.skipped[:], notes.notices[:] = reading.notes.skipped, reading.notes.notices
        self.files, self.speaker_types, self.decisions = reading.files, reading.speaker_types, reading.decisions
        return iter(reading.articles), list(dict.fromkeys(chain.from_iterable(reading.articles)))

    def _streamed(
        self, streams: list[Stream], decided: list[SourceFile], notes: Notes
    ) -> tuple[Iterator[Article], list[str]]:
        from framing.reading.folder import no_articles

        for source in (*decided, *(stream.source for stream in streams)):
            self.files[source.name] = _digest(source)
        read_decisions(decided, SourceFile.read, self.decisions)
        self.speaker_types = read_speaker_types(Path(self.source), self.files, notes)
        filled = [stream for stream in streams if stream.scan(self.options)]
        for stream in filled:
            stream.roles = roles_of(stream.table, self.options.columns, notes)
        check_agreement((stream.table, stream.roles) for stream in filled)
        others: dict[str, None] = {}
        for stream in filled:
            others.update(dict.fromkeys(passing(stream.table, stream.roles).values()))

        def articles() -> Iterator[Article]:
            seen = Seen()
            parsed, made, told = Notes(), Notes(), Notes()
            found = chain.from_iterable(_articles(stream, self.options, parsed, made) for stream in streams)
            empty = True
            for article in watched(seen.once(found, notes), self.decisions, told):
                empty = False
                yield article
            notes.skipped[:] = [*parsed.skipped, *made.skipped, *notes.skipped]
            notes.notices[:] = [*parsed.notices, *notes.notices, *made.notices, *told.notices]
            if empty:
                from framing.reading.folder import Reading

                raise no_articles(Path(self.source), Reading(self.options, notes))

        return articles(), list(others)


def _articles(stream: Stream, options: Options, parsed: Notes, made: Notes) -> Iterator[Article]:
    """The articles of one table."""
    if not stream.table.rows:
        before = len(parsed.skipped)
        for _ in stream.rows(options, parsed):
            pass
        if len(parsed.skipped) == before:
            parsed.skip(stream.source.name, "", "", "", "0 articles")
        return
    # Most tables tell in the rows that were looked at.
    named = names_outlets(chain(stream.table.rows, stream.rows(options, Notes())), stream.roles)
    yield from stream_articles(stream.table, stream.rows(options, parsed), stream.roles, named, options, made)


def _digest(source: SourceFile) -> str:
    assert source.path is not None
    with source.path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def read_batches(
    source: str | Path, *, size: int = 2_000, max_skipped: float = 0.1, options: Mapping[str, Any] | None = None
) -> Batches:
    """Read articles batch by batch: JSON Lines, CSV and Parquet row by row; other sources are read whole first.

    Parameters
    ----------
    source, max_skipped
        As for `read_corpus`.
    size : int, default 2,000
        Articles in a batch.
    options : dict, optional
        The other arguments of `read_corpus`: format, columns, encoding, date_format, limits.

    Returns
    -------
    Batches
        An iterable of articles tables; afterwards it says what was skipped, as a `Corpus` does.

    Raises
    ------
    InputError
        While it is gone through: what `read_corpus` raises.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "a.csv"
    >>> _ = path.write_text("outlet,text\\nCourier,The mayor signed.\\nHerald,The sheriff refused.\\n")
    >>> [batch["outlet"].tolist() for batch in read_batches(path, size=1)]
    [['Courier'], ['Herald']]
    """
    from framing.errors import UsageError
    from framing.reading.options import options as checked

    if not 0 <= max_skipped <= 1:
        raise UsageError(f"max_skipped is {max_skipped}; it is a share between 0 and 1")
    given = {"format": "", "columns": None, "encoding": "", "date_format": "", "limits": None, **(options or {})}
    return Batches(source, size, max_skipped, checked(**given))
