"""Whose words: quoted and reported speech with who said it; the rest is the outlet's own.

Marks become spans (marks), each outermost quotation one token (tokens); verbs and phrases of saying find what they govern
(cues, phrases, reported); quotations take their kind and speaker from there or from what stands around them
(quoted); words that name a speaker become the name they stand for (speakers).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.pieces import Pieces, encode
from framing.voices.assign import assign
from framing.voices.marks import Quotation, quotations
from framing.voices.plain import Plain, plain
from framing.voices.quoted import Words
from framing.voices.tokens import Tokens, tokenize
from framing.voices.units import find_units


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
    return find_all_voices(encode([article.text]), [article], [sentences])[0]


def find_all_voices(
    pieces: Pieces, articles: Sequence[Any], sentences: Sequence[Sequence[tuple[int, int, str]]]
) -> list[list[Voice]]:
    """Find them in all articles of a batch.

    Parameters
    ----------
    pieces : Pieces
        Of the batch.
    articles, sentences : lists
        By article: the row of the articles table, and what `split_sentences` found.
    """
    bounds = zip(pieces.opens.tolist(), [len(article.text) for article in articles], strict=True)
    straight = [pieces.text[start : start + length] for start, length in bounds]
    pages = [plain(article.text, text) for article, text in zip(articles, straight, strict=True)]
    marked = [quotations(page, article.text) for page, article in zip(pages, articles, strict=True)]
    changed = np.array([page.text != text for page, text in zip(pages, straight, strict=True)], np.bool_)
    rows: list[list[Voice]] = [[] for _ in pages]
    for which in (np.flatnonzero(~changed), np.flatnonzero(changed)):
        if not len(which):
            continue
        some, texts = which.tolist(), [pages[i].text for i in which]
        # An article whose plain text is not the straightened one is split on white space anew.
        here = encode(texts) if changed[some].any() else _chosen(pieces, which, texts)
        for i, t in zip(some, tokenize(here, texts, [outermost(marked[i][0]) for i in some]), strict=True):
            rows[i] = _rows(pages[i], articles[i], t, marked[i][1], sentences[i])
    return rows


def _chosen(pieces: Pieces, which: NDArray[np.intp], texts: Sequence[str]) -> Pieces:
    opens = pieces.opens[which]
    return pieces.within(opens, opens + np.fromiter(map(len, texts), np.int32, len(texts)))


def _rows(
    page: Plain, article: Any, t: Tokens, blocks: list[tuple[int, int]], sentences: Sequence[tuple[int, int, str]]
) -> list[Voice]:
    here = [(page.place(start), page.place(end), zone) for start, end, zone in sentences] if page.kept else sentences
    rows = [_row(page, article, words) for words in assign(t, find_units(t, here), article, blocks)]
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
