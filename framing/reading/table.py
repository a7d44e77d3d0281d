"""Which column is what: synonyms, the mapping in use, and whether the tables of one folder agree. One place for all formats."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from statistics import median

from framing.errors import InputError, UsageError, nearest
from framing.reading.notes import Notes, escaped, listed
from framing.reading.rows import Table
from framing.schema import TABLES

# The first that a table has is used; its others pass through under their own names.
SYNONYMS: dict[str, tuple[str, ...]] = {
    "article_id": ("article_id", "id", "doc_id"),
    "outlet": ("outlet", "source", "media_name", "publication", "publisher", "hostname", "newspaper"),
    "producer": ("producer",),
    "genre": ("genre",),
    "published": ("published", "date", "publish_date", "publication_date", "pub_date", "date_publish"),
    "headline": ("headline", "title"),
    "headline_end": ("headline_end",),
    "text": ("text", "maintext", "body", "content", "article"),
    "byline": ("byline", "author", "authors"),
    "section": ("section",),
    "url": ("url",),
    "story": ("story",),
    "cluster": ("cluster",),
    "language": ("language",),
}
# Words that also name other things (a senate, a kind of page, a number): taken where their cells read like an article.
_NEED_PROSE = ("body", "content", "article")
PROSE_WORDS, PROSE_SAMPLE = 5, 200
# What reading fills in itself: a column of this name is the source's own and passes through as given_….
_OURS = ("date_precision", "source_file", "place", "sha256")
# Without these a second table would be filled with nothing, unseen.
_MUST_AGREE = ("article_id", "outlet", "published", "headline")


def roles_of(table: Table, columns: Mapping[str, str], notes: Notes) -> dict[str, str]:
    """Which of a table's columns plays which role; `columns` overrules. The mapping is told as a notice.

    Raises
    ------
    InputError
        No column for the text, a column that was asked for and does not exist, or one that does not hold text.
    UsageError
        `columns` names a role that does not exist.
    """
    by_fold = {column.strip().casefold(): column for column in table.columns}
    roles = {role: _asked(table, role, wanted, by_fold) for role, wanted in columns.items()}
    for role, names in SYNONYMS.items():
        free = [by_fold[name] for name in names if name in by_fold and by_fold[name] not in roles.values()]
        for column in free if role not in roles else ():
            if column.strip().casefold() not in _NEED_PROSE or _reads_like_prose(table, column):
                roles[role] = column
                break
    if "text" not in roles:
        raise InputError(_no_text(table, by_fold))
    for role in ("text", "headline", "outlet"):
        if (kind := table.types.get(roles.get(role, ""))) is not None:
            raise InputError(f"{table.name}: column '{roles[role]}' ({role}) is of type {kind}, expected text (string)")
    tell_roles(table, roles, notes)
    return {role: roles[role] for role in SYNONYMS if role in roles}


def tell_roles(table: Table, roles: Mapping[str, str], notes: Notes) -> None:
    """Say which column was taken for what, and which pass through."""
    renamed = [f"{role} from '{escaped(column)}'" for role, column in roles.items() if column != role]
    same = [role for role, column in roles.items() if column == role]
    parts = [", ".join(renamed)] if renamed else []
    parts += [f"as named: {', '.join(same)}"] if same else []
    parts += [f"passed through: {listed(others, 20)}"] if (others := passing(table, roles).values()) else []
    notes.tell(table.name, "", "columns", "; ".join(parts))


def passing(table: Table, roles: Mapping[str, str]) -> dict[str, str]:
    """The source's other columns, and the names that they get."""
    used = set(roles.values())
    if {"sha256", "headline_end", "source_file"} <= set(table.columns):
        used |= set(_OURS)  # a table that we wrote: they are filled in anew
    others = [column for column in table.columns if column not in used]
    return {column: f"given_{column}" if column in TABLES["articles"] else column for column in others}


def check_agreement(found: Iterable[tuple[Table, Mapping[str, str]]]) -> None:
    """Tables of one folder have the same main columns, or the one that lacks some is named."""
    found = list(found)
    for role in _MUST_AGREE:
        having = [(table, roles[role]) for table, roles in found if role in roles]
        lacking = [table for table, roles in found if role not in roles]
        if having and lacking:
            other, column = having[0]
            raise InputError(
                f"{lacking[0].name}: no column for {role}, which {other.name} has as '{escaped(column)}'; "
                f"columns found: {listed(lacking[0].columns, 20)}. Add it, even if empty, or read the files apart"
            )


def check_columns(roles: Iterable[str]) -> None:
    """Refuse a role that no column plays."""
    for role in roles:
        if role not in SYNONYMS:
            raise UsageError(f"unknown column '{role}'; known: {', '.join(SYNONYMS)}.{nearest(role, SYNONYMS)}")


def _asked(table: Table, role: str, wanted: str, by_fold: Mapping[str, str]) -> str:
    """The column that the caller names for a role."""
    check_columns([role])
    column = wanted if wanted in table.columns else by_fold.get(wanted.strip().casefold())
    if column is None:
        found = listed(table.columns, 20)
        raise InputError(
            f"{table.name or 'text files'}: no column '{escaped(wanted)}' for {role}; columns found: {found}.{nearest(wanted, table.columns)}"
        )
    return column


def _reads_like_prose(table: Table, column: str) -> bool:
    cells = [row.cells.get(column) for row in table.rows[:PROSE_SAMPLE]]
    lengths = [len(cell.split()) for cell in cells if isinstance(cell, str) and cell.strip()]
    return bool(lengths) and median(lengths) >= PROSE_WORDS


def _no_text(table: Table, by_fold: Mapping[str, str]) -> str:
    """The message for a table without a text, with the nearest candidate."""
    message = f"{table.name}: no column for text; columns found: {listed(table.columns, 20)}."
    weak = [by_fold[name] for name in _NEED_PROSE if name in by_fold]
    near = nearest("text", by_fold)
    if weak:
        return f"{message} '{weak[0]}' does not read like articles (under {PROSE_WORDS} words); if it is meant: --column text={weak[0]}"
    return f"{message}{near} Name it: --column text=NAME"
