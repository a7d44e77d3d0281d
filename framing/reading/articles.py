"""From rows to articles: what a row must have, what it gets, and which ids may occur twice."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from itertools import islice
from math import isnan
from typing import Any

from framing.errors import InputError
from framing.reading.dates import read_date
from framing.reading.jsonl_file import kind_of
from framing.reading.language import language_of, named_language
from framing.reading.notes import Notes, escaped, has_words, oddities
from framing.reading.options import Options, way_out
from framing.reading.rows import Row, Table
from framing.reading.table import passing
from framing.reading.text_file import one_line_end
from framing.text import count, fold

HEADLINE_LINES, HEADLINE_CHARS = 12, 3_000
# What exports and scripts write where there is no id; real ids must not repeat, and these do.
_NO_ID = frozenset({"empty", "none", "null", "nan", "n/a", "na", "nil", "undefined", "-"})
_PLAIN = ("producer", "genre", "byline", "section", "url", "story", "cluster")
Article = dict[str, Any]


def articles_of(table: Table, roles: Mapping[str, str], options: Options, notes: Notes) -> list[Article]:
    """The articles of a table; a row that cannot be one is skipped with its place, field and reason."""
    return list(stream_articles(table, table.rows, roles, names_outlets(table.rows, roles), options, notes))


def names_outlets(rows: Iterable[Row], roles: Mapping[str, str]) -> bool:
    """Whether any row names its outlet."""
    return "outlet" in roles and any(as_text(row.cells.get(roles["outlet"])) for row in rows)


def stream_articles(
    table: Table, rows: Iterable[Row], roles: Mapping[str, str], named: bool, options: Options, notes: Notes
) -> Iterator[Article]:
    """The articles of the rows of a table, as they come; `named` says whether any row names its outlet."""
    others = passing(table, roles)
    articles = undated = 0
    for row in rows:
        if not (text := _text_of(row, roles, options, notes)):
            continue
        given = {role: as_text(row.cells.get(column)) for role, column in roles.items() if role != "text"}
        if named and not given["outlet"]:
            notes.skip(*row.given_in, "outlet", "", "empty")
            continue
        articles += 1
        undated += not given.get("published")
        article = _article(row, given, text, options, notes)
        article.update({name: as_text(row.cells.get(column), strip=False) for column, name in others.items()})
        yield article
    if articles and not named:
        notes.tell(table.name, "", "outlet", "no outlet is named anywhere: 'unknown' is used")
    if undated:
        notes.tell(table.name, "", "date", f"no date: {undated:,} of {count(articles, 'article')}")


def as_text(value: object, *, strip: bool = True) -> str:
    """A cell as text; null is empty, a list is joined, an object stays JSON.

    Examples
    --------
    >>> as_text(None), as_text(["A. Ray", None, "B. Cole"]), as_text(7)
    ('', 'A. Ray; B. Cole', '7')
    """
    if isinstance(value, str):
        return one_line_end(value).strip() if strip else one_line_end(value)
    if value is None or (isinstance(value, float) and isnan(value)):  # pandas writes NaN for nothing
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple) and all(isinstance(item, str | int | float | None) for item in value):
        return "; ".join(str(item).strip() for item in value if item is not None)
    if isinstance(value, list | tuple | dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _text_of(row: Row, roles: Mapping[str, str], options: Options, notes: Notes) -> str:
    """The text of a row with LF line ends, or "" and a skipped row."""
    value, limit = row.cells.get(roles["text"]), options.limits["article_chars"]
    if value is not None and not isinstance(value, str):
        notes.skip(row.source_file, row.place, "text", value, f"{kind_of(value)}, not text")
        return ""
    if len(value or "") > limit:
        where = ", ".join(part for part in (row.source_file, row.place) if part)
        name = escaped(as_text(row.cells.get(roles.get("article_id", ""))) or row.article_id)
        needed = way_out("article_chars", len(value or ""))
        raise InputError(
            f"{where}, article '{name}': {len(value or '')} characters, the limit is article_chars={limit}; {needed}"
        )
    text = one_line_end(value or "")
    if not has_words(text):
        notes.skip(
            row.source_file,
            row.place,
            "text",
            text.strip(),
            "no words" if text.strip(" \t\n\u00a0\u200b\ufeff") else "empty",
        )
        return ""
    return text


def _article(row: Row, given: Mapping[str, str], text: str, options: Options, notes: Notes) -> Article:
    """One article: the shared columns."""
    published, precision, reason = read_date(given.get("published", ""), options.date_format)
    if reason:
        notes.tell(*row.given_in, "date", f"date '{escaped(given['published'])}' is not read: {reason}")
    headline = given.get("headline", "")
    text, headline_end = _with_headline(text, headline, given.get("headline_end", ""))
    language, doubt = named_language(given["language"]) if given.get("language") else language_of(text)
    for kind, message in [*oddities(text), *([("language", doubt)] if doubt else [])]:
        notes.tell(row.source_file, row.place, kind, message)
    outlet = given.get("outlet") or "unknown"
    article_id = given.get("article_id", "")
    if article_id.lower() in _NO_ID:
        notes.tell(row.source_file, row.place, "article_id", f"'{article_id}' is no id: '{row.article_id}' is used")
        article_id = ""
    return {
        "article_id": article_id or row.article_id,
        "outlet": outlet,
        **{role: given.get(role, "") for role in _PLAIN},
        "producer": given.get("producer") or outlet,
        "published": published, "date_precision": precision,
        "headline": headline, "headline_end": headline_end, "text": text, "language": language,
        "source_file": row.source_file, "place": row.place, "sha256": sha256(text.encode()).hexdigest(),
    }  # fmt: skip


def _with_headline(text: str, headline: str, stored_end: str) -> tuple[str, int | None]:
    """The text with its headline in front, and where that ends; None where the text has it among its first lines."""
    if not headline:
        return text, None
    if stored_end.isdigit() and int(stored_end) == len(headline) and text.startswith(headline + "\n"):
        return text, len(headline)
    wanted = " ".join(fold(headline).split())
    lines = (line.lstrip() for line in text[:HEADLINE_CHARS].split("\n"))
    for line in islice(filter(None, lines), HEADLINE_LINES):
        # Paragraphs are not folded for nothing: their first letter is asked first.
        if len(line) >= len(wanted) and fold(line[0]) == wanted[:1] and " ".join(fold(line).split()) == wanted:
            return text, None
    return f"{headline}\n\n{text}", len(headline)


def without_copies(articles: Iterable[Article], notes: Notes) -> list[Article]:
    """Articles with different ids: a second copy of the same id and text is skipped.

    Raises
    ------
    InputError
        One id stands for two texts: names both places.
    """
    seen: dict[str, Article] = {}
    for article in articles:
        first = seen.setdefault(article["article_id"], article)
        if first is article:
            continue
        skip_copy(article, place_of(first), first["sha256"] == article["sha256"], notes)
    return list(seen.values())


def skip_copy(article: Article, first: str, same: bool, notes: Notes) -> None:
    """Skip a second article of one id, if it has the same text as the first.

    Raises
    ------
    InputError
        It has another text: names both places.
    """
    if not same:
        raise InputError(
            f"{first} and {place_of(article)}: article_id '{escaped(article['article_id'])}' stands for two different "
            "texts; ids must differ (without a column of ids, file and place are used)"
        )
    reason = f"the same article_id and text as {first}"
    notes.skip(article["source_file"], article["place"], "article_id", article["article_id"], reason)


def place_of(article: Article) -> str:
    """Where an article stands, for a message."""
    return " ".join(part for part in (article["source_file"], article["place"]) if part)
