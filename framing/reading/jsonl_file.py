"""JSON Lines, and JSON files that hold one article or a list of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from framing.errors import InputError
from framing.reading.decoding import decode, lines
from framing.reading.notes import Notes, escaped
from framing.reading.options import Options, way_out
from framing.reading.rows import Table

_PIECES = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[{]|[\]}]', re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")
_KINDS = {
    str: "text",
    int: "a number",
    float: "a number",
    bool: "true or false",
    list: "a list",
    dict: "an object",
    type(None): "null",
}


class _Refused(ValueError):
    """What JSON must not hold here: field, value and reason."""


def kind_of(value: object) -> str:
    """What a JSON value is, in words.

    Examples
    --------
    >>> kind_of(1.5), kind_of(None)
    ('a number', 'null')
    """
    return _KINDS.get(type(value), type(value).__name__)


def read_jsonl(name: str, stem: str, data: bytes, options: Options, notes: Notes) -> Table:
    """Objects of a JSON Lines file, one a line; a line that is none is skipped and reported."""
    table = Table(name, [])
    columns: dict[str, None] = {}
    for number, article in objects(name, lines(name, data, options.encoding), options, notes):
        columns.update(dict.fromkeys(article))
        table.add(f"line {number}", number, stem, article)
    table.columns = list(columns)
    return table


def objects(name: str, source: Iterable[str], options: Options, notes: Notes) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of some lines with their numbers."""
    for number, line in enumerate(source, 1):
        if line.strip() and (article := _parse(name, f"line {number}", line, options, notes)) is not None:
            yield number, article


def read_json(name: str, stem: str, data: bytes, options: Options, notes: Notes) -> Table:
    """The objects of a JSON list, or one object."""
    text = decode(name, data, options.encoding)
    _check_depth(name, "", text, options)
    try:
        whole = json.loads(text, object_pairs_hook=_no_twins, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        reason = error.args[-1] if isinstance(error, _Refused) else f"is not JSON: {error}"
        raise InputError(f"{name}: {reason}; for one object a line use --format jsonl") from None
    table = Table(name, [])
    columns: dict[str, None] = {}
    for number, item in enumerate(whole if isinstance(whole, list) else [whole], 1):
        if not isinstance(item, dict):
            notes.skip(name, f"item {number}", "", item, f"{kind_of(item)}, not an object")
            continue
        columns.update(dict.fromkeys(item))
        table.add(f"item {number}", number, stem, _without_surrogates(name, f"item {number}", text, item, notes))
    table.columns = list(columns)
    return table


def _parse(name: str, place: str, line: str, options: Options, notes: Notes) -> dict[str, Any] | None:
    """One line as an object, or None and a skipped row."""
    _check_depth(name, place, line, options)
    try:
        article = json.loads(line, object_pairs_hook=_no_twins, parse_constant=_no_constant)
    except _Refused as refused:
        notes.skip(name, place, *refused.args)
        return None
    except (ValueError, RecursionError) as error:
        notes.skip(name, place, "", line.strip()[:100], f"not JSON: {error}")
        return None
    if not isinstance(article, dict):
        notes.skip(name, place, "", line.strip()[:100], f"{kind_of(article)}, not an object")
        return None
    return _without_surrogates(name, place, line, article, notes)


def _check_depth(name: str, place: str, text: str, options: Options) -> None:
    """Refuse what is nested too deeply before the parser climbs into it."""
    limit = options.limits["json_depth"]
    if text.count("[") + text.count("{") <= limit:
        return
    depth = 0
    for match in _PIECES.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(match[0], 0)
        if depth > limit:
            where = f"{name}, {place}" if place else name
            raise InputError(f"{where}: nested deeper than json_depth={limit}; {way_out('json_depth', 10 * limit)}")


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys are all different: which of two values is meant cannot be known."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [key for key, _ in pairs]
        twin = next(key for key in names if names.count(key) > 1)
        raise _Refused(twin, "", f"the key '{escaped(twin)}' occurs twice")
    return found


def _no_constant(constant: str) -> Any:
    raise _Refused("", constant, f"{constant} is not JSON")


def _without_surrogates(name: str, place: str, source: str, article: dict[str, Any], notes: Notes) -> dict[str, Any]:
    """The object with U+FFFD for each half of a character, which no file can hold."""
    if "\\u" not in source:
        return article
    for key, value in article.items():
        if isinstance(value, str) and _SURROGATE.search(value):
            article[key] = _SURROGATE.sub("\ufffd", value)
            notes.tell(name, place, "encoding", f"{escaped(key)}: half a character (a lone surrogate) became U+FFFD")
    return article
