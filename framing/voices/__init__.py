"""Whose words: quoted and reported speech with who said it; the rest is the outlet's own.

Marks become spans (marks), each outermost quotation one token (tokens); verbs and phrases of saying find what they govern
(cues, phrases, reported); quotations take their kind and speaker from there or from what stands around them
(quoted); words that name a speaker become the name they stand for (speakers).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from framing.voices.assign import assign
from framing.voices.marks import Quotation, quotations
from framing.voices.plain import Plain, plain
from framing.voices.quoted import Words
from framing.voices.tokens import tokenize


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


def find_voices(
    article: Any, zones: Sequence[tuple[int, int, str, str]], sentences: Sequence[tuple[int, int, str]]
) -> list[Voice]:
    """Find the words of others in one article, and the marks that set off the outlet's own."""
    page = plain(article.text)
    marked, blocks = quotations(page, article.text)
    outer = outermost(marked)
    here = [(page.place(start), page.place(end), zone) for start, end, zone in sentences]
    tokens = tokenize(page.text, outer, here)
    rows = [_row(page, article, words) for words in assign(tokens, article, blocks, outer)]
    return sorted(rows, key=lambda row: (row.start, -row.end))


def outermost(marked: Sequence[Quotation]) -> list[Quotation]:
    """The quotations that lie in no other."""
    outer: list[Quotation] = []
    for quotation in marked:
        if not outer or quotation.start >= outer[-1].end:
            outer.append(quotation)
    return outer


def _row(page: Plain, article: Any, words: Words) -> Voice:
    def back(span: tuple[int, int] | None) -> tuple[int | None, int | None]:
        return (page.original(span[0]), page.original_end(span[1])) if span else (None, None)

    start, end = back(words.span)
    cue_start, cue_end = back(words.cue)
    assert start is not None and end is not None
    cue = article.text[cue_start:cue_end] if words.cue else ""
    return Voice(
        start, end, words.voice, words.kind, words.attribution_id, words.speaker, *back(words.named), words.role,
        cue, cue_start, cue_end, words.cue_class, words.rule,
    )  # fmt: skip
