"""Rows of the voices table: those of a batch as columns, those of an article one by one."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from framing.pieces import Index, Ints, offsets
from framing.voices.plain import Plain
from framing.voices.quoted import NOWHERE, Span, Words

_NUMBERS = ("start", "end", "attribution_id", "speaker_start", "speaker_end", "cue_start", "cue_end")


class Voice(NamedTuple):
    """One span of somebody's words; DESIGN's columns of voices without article_id, None for absent offsets."""

    start: int
    end: int
    voice: str
    kind: str
    attribution_id: int | None
    speaker: str
    speaker_start: int | None
    speaker_end: int | None
    role: str
    cue: str
    cue_start: int | None
    cue_end: int | None
    cue_class: str
    rule: str


class Voices(Sequence[list[Voice]]):
    """The rows of a batch.

    Attributes
    ----------
    first : array
        By article, and one more: its first row.
    columns : dict
        By name, in the order of `Voice`: a list of texts, or an array of numbers in which -1 is nothing.
    """

    def __init__(self, first: Ints, columns: dict[str, list[str] | Ints]) -> None:
        self.first, self.columns = first, columns

    @property
    def article(self) -> Index:
        """By row: the number of its article."""
        return np.repeat(np.arange(len(self)), np.diff(self.first))

    def __len__(self) -> int:
        return len(self.first) - 1

    def __getitem__(self, i: Any) -> Any:
        """The rows of one article."""
        i = range(len(self))[i]
        rows = slice(self.first[i], self.first[i + 1])
        here = (values[rows] for values in self.columns.values())
        printed = [row if isinstance(row, list) else [None if n < 0 else n for n in row.tolist()] for row in here]
        return list(map(Voice, *printed))


class Spoken(NamedTuple):
    """What was found in one article."""

    words: list[Words]
    roles: dict[str, str]  # what it says of those who are named
    opening: int  # the place where it begins in the text of its batch
    page: Plain
    text: str  # as given


def lay_rows(spoken: Iterable[Spoken]) -> Voices:
    """The rows of articles in order of place, a longer one before those inside it.

    Each article's are taken apart at once, so that tuples of the whole batch need not be kept.
    """
    columns: dict[str, Any] = {name: array("i") if name in _NUMBERS else [] for name in Voice._fields}
    sizes, openings = [], []
    for article in spoken:
        sizes.append(len(article.words))
        openings.append(0 if article.page.kept else article.opening)
        for column, values in zip(columns.values(), _columns(article), strict=False):
            column.extend(values)
    first = offsets(sizes)
    opening = np.repeat(np.array(openings, np.int32), sizes)
    for name in _NUMBERS:
        places = np.array(columns[name], np.int32)
        columns[name] = places if name == "attribution_id" else np.where(places < 0, -1, places - opening)
    return Voices(first, columns)


def _columns(article: Spoken) -> Iterator[Iterable[Any]]:
    """What the rows of an article have in the columns of the table; places are those of its batch, or as given."""
    words, roles, opening, page, text = article
    if not words:
        return
    words.sort(key=lambda row: (row.span[0], -row.span[1]))
    spans, voices, kinds, said, rules = zip(*words, strict=True)
    numbers, speakers, named, cues, classes = zip(*said, strict=True)
    if page.kept:
        spans, named, cues = (tuple(_given(page, opening, span) for span in column) for column in (spans, named, cues))
        opening = 0
    yield from zip(*spans, strict=True)
    yield from (voices, kinds, numbers, speakers)
    yield from zip(*named, strict=True)
    yield from ([roles.get(name, "") for name in speakers], [text[a - opening : b - opening] for a, b in cues])
    yield from zip(*cues, strict=True)
    yield from (classes, rules)


def _given(page: Plain, opening: int, span: Span) -> Span:
    """A span of the batch as one of the article as given."""
    return span if span == NOWHERE else (page.original(span[0] - opening), page.original_end(span[1] - opening))
