"""What every reader hands on: rows with their place, still under the source's own column names."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Row(NamedTuple):
    """One row of a source, or one text file.

    `given_in` is the file and place where the columns stand, for a text file its row in the index; `article_id` is
    the one that the article gets where the source names none.
    """

    source_file: str
    place: str
    article_id: str
    cells: dict[str, Any]
    given_in: tuple[str, str]


@dataclass
class Table:
    """The rows of one source under its own column names; `name` is "" for a folder of text files.

    `types` names the columns that a Parquet file does not store as text, and the type that they have.
    """

    name: str
    columns: list[str]
    rows: list[Row] = field(default_factory=list)
    types: dict[str, str] = field(default_factory=dict)

    def add(self, place: str, number: int, stem: str, cells: dict[str, Any]) -> None:
        self.rows.append(Row(self.name, place, f"{stem}:{number}", cells, (self.name, place)))
