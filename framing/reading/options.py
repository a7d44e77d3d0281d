"""What a reader may be told: format, columns, encoding, date format and limits, checked before any file is opened."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import dataclass, field

from framing.errors import UsageError, nearest
from framing.reading.dates import check_format

FORMATS = ("text", "csv", "csv2", "tsv", "jsonl", "json", "parquet")
# What a file may be before it is refused: far above real corpora, far below what stops a laptop.
LIMITS = {
    "article_chars": 5_000_000,
    "file_bytes": 2_000_000_000,
    "inflated_bytes": 4_000_000_000,
    "inflation": 100,  # times its compressed size; news texts shrink to a quarter
    "json_depth": 50,
    "files": 2_000_000,
}
# Below this size a file may inflate as it likes.
FREE_BYTES = 16_000_000


@dataclass(frozen=True)
class Options:
    """The choices of one reading."""

    format: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    encoding: str = ""
    date_format: str = ""
    limits: Mapping[str, int] = field(default_factory=lambda: LIMITS)


def options(
    format: str, columns: Mapping[str, str] | None, encoding: str, date_format: str, limits: Mapping[str, int] | None
) -> Options:
    """Check the choices of a caller.

    Raises
    ------
    UsageError
        An unknown format, encoding or limit, or a date format that cannot be used.
    """
    if format and format not in FORMATS:
        raise UsageError(f"unknown format '{format}'; known: {', '.join(FORMATS)}.{nearest(format, FORMATS)}")
    if encoding:
        try:
            codecs.lookup(encoding)
        except LookupError:
            raise UsageError(f"unknown encoding '{encoding}'; common ones: utf-8, cp1252, latin-1, utf-16") from None
    if date_format:
        check_format(date_format)
    for name, value in (limits or {}).items():
        if name not in LIMITS:
            raise UsageError(f"unknown limit '{name}'; known: {', '.join(LIMITS)}.{nearest(name, LIMITS)}")
        if value < 1:
            raise UsageError(f"limit {name} is {value}; it must be at least 1")
    return Options(format, dict(columns or {}), encoding, date_format, {**LIMITS, **(limits or {})})


def way_out(name: str, needed: int) -> str:
    """How a limit is raised: the end of the message that names it."""
    return f"raise it with --limit {name}={needed} (limits={{'{name}': {needed}}}) if this is meant"
