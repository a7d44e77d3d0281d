"""CSV: the csv module in strict mode, so that a stray quotation mark cannot swallow rows unseen."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator

from framing.errors import InputError
from framing.reading.decoding import lines
from framing.reading.notes import Notes, escaped, listed
from framing.reading.options import Options, way_out
from framing.reading.rows import Table

# Stands for a CR inside a row while the csv module, which would end the row there, reads it: no character of any text.
_CR = "\ufdd0"
DELIMITERS = {"csv": ",", "csv2": ";", "tsv": "\t"}


def read_csv(name: str, stem: str, data: bytes, options: Options, notes: Notes, format: str = "csv") -> Table:
    """Rows of a CSV file; row 1 is the header.

    Raises
    ------
    InputError
        No header, another delimiter, a quotation mark that is never closed, a cell beyond the limit.
    """
    table = Table(name, [])
    for number, cells in records(table, lines(name, data, options.encoding), options, notes, format):
        table.add(f"row {number}", number, stem, cells)
    return table


def records(
    table: Table, source: Iterable[str], options: Options, notes: Notes, format: str
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of some lines with their numbers; the table gets its columns from the header."""
    reader = _Rows(table.name, source, DELIMITERS[format], options)
    before = csv.field_size_limit(options.limits["article_chars"])
    try:
        header = _header(table.name, next(iter(reader), (0, []))[1], DELIMITERS[format])
        table.columns = [column for column in header if column]
        for number, cells in reader:
            if isinstance(cells, str):
                reason = "a stray quotation mark; inside a cell it is doubled"
                notes.skip(table.name, f"row {number}", "", cells, reason)
            elif len(cells) < len(header) or any(cell.strip() for cell in cells[len(header) :]):
                reason = f"{len(cells)} fields, the header has {len(header)}"
                notes.skip(table.name, f"row {number}", "", ",".join(cells[:20]), reason)
            else:
                yield number, {k: v for k, v in zip(header, cells, strict=False) if k}
    finally:
        csv.field_size_limit(before)


class _Rows:
    """Numbered rows of a CSV file: lists of cells, or the line as text where it is malformed; blank lines are counted."""

    def __init__(self, name: str, source: Iterable[str], delimiter: str, options: Options) -> None:
        self.name, self.options = name, options
        self.number, self.first_line = 0, ""
        self.fresh = True
        self.reader = csv.reader(self._remembered(source), delimiter=delimiter, strict=True)

    def _remembered(self, source: Iterable[str]) -> Iterator[str]:
        for line in source:
            if self.fresh:
                self.first_line, self.fresh = line, False
            yield line[:-2].replace("\r", _CR) + line[-2:] if "\r" in line[:-2] else line

    def __iter__(self) -> Iterator[tuple[int, list[str] | str]]:
        while True:
            self.number += 1
            self.fresh, start = True, self.reader.line_num
            try:
                cells: list[str] | str = next(self.reader)
            except StopIteration:
                return
            except csv.Error as error:
                cells = self._malformed(str(error), self.reader.line_num - start)
            if cells and not isinstance(cells, str) and _CR in self.first_line + "".join(cells):
                cells = [cell.replace(_CR, "\n") for cell in cells]
            if cells:
                yield self.number, cells

    def _malformed(self, error: str, span: int) -> str:
        """One line is a row lost, and is handed on to be reported; several may be many rows: that stops."""
        begins = f"{self.name}, row {self.number} (begins '{escaped(self.first_line[:40])}')"
        if "field limit" in error:
            limit = self.options.limits["article_chars"]
            raise InputError(
                f"{begins}: a cell of more than article_chars={limit} characters; {way_out('article_chars', 10 * limit)}"
            )
        if span != 1 or "unexpected end" in error:
            raise InputError(
                f"{begins}: a quotation mark is opened and not closed as CSV wants it; inside a cell it is doubled"
            )
        return self.first_line


def _header(name: str, cells: list[str] | str, delimiter: str) -> list[str]:
    """The column names, trimmed; a column without a name, and pandas' unnamed index, become ""."""
    if not cells or isinstance(cells, str):
        raise InputError(
            f"{name}: empty: no header row" if not cells else f"{name}, row 1: a stray quotation mark in the header"
        )
    if len(cells) == 1:
        for mark, word, format in (
            (";", ";-separated", "csv2"),
            ("\t", "tab-separated", "tsv"),
            (",", "comma-separated", "csv"),
        ):
            if mark in cells[0] and mark != delimiter:
                raise InputError(f"{name}: one column found; the file looks {word}: say so with --format {format}")
    header = [cell.strip() for cell in cells]
    header = ["" if cell.startswith("Unnamed: ") else cell for cell in header]
    twice = [cell for cell, n in Counter(cell.casefold() for cell in header if cell).items() if n > 1]
    if twice:
        raise InputError(
            f"{name}, row 1: the column '{escaped(twice[0])}' occurs twice; columns found: {listed(header, 20)}"
        )
    return header
