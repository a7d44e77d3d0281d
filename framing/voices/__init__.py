"""Whose words: quoted and reported speech with who said it; the rest is the outlet's own.

Marks become spans (marks), each outermost quotation one token (tokens); verbs and phrases of saying find what they govern
(cues, phrases, reported); quotations take their kind and speaker from there or from what stands around them
(quoted); words that name a speaker become the name they stand for (speakers).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import Any, NamedTuple

import numpy as np

from framing.pieces import Index, Pieces, encode, offsets
from framing.voices.assign import assign
from framing.voices.marks import find_marks
from framing.voices.pairs import find_blocks, quotations
from framing.voices.plain import Plain, plain
from framing.voices.quoted import Said, Span
from framing.voices.runs import find_runs, runs_between
from framing.voices.tokens import BLANKS, Tokens, Unit, each_article, tokenize
from framing.voices.units import find_units

Sentence = tuple[int, int, str]


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
    changed = np.array([page.text is not text for page, text in zip(pages, straight, strict=True)], np.bool_)
    rows: list[list[Voice]] = [[] for _ in pages]
    for which in (np.flatnonzero(~changed), np.flatnonzero(changed)):
        some = which.tolist()
        if not some:
            continue
        texts = [pages[i].text for i in some]
        # An article whose plain text is not the straightened one is split on white space anew.
        here = encode(texts) if changed[some[0]] else _chosen(pieces, which, texts)
        found = _rows(here, [pages[i] for i in some], [articles[i] for i in some], [sentences[i] for i in some])
        for i, of_article in zip(some, found, strict=True):
            rows[i] = of_article
    return rows


def _chosen(pieces: Pieces, which: Index, texts: Sequence[str]) -> Pieces:
    if len(which) == len(pieces.opens):
        return pieces
    opens = pieces.opens[which]
    return pieces.within(opens, opens + np.fromiter(map(len, texts), np.int32, len(texts)))


def _rows(
    pieces: Pieces, pages: Sequence[Plain], articles: Sequence[Any], sentences: Sequence[Sequence[Sentence]]
) -> Iterator[list[Voice]]:
    """The rows of articles whose plain texts are the spans of `pieces`."""
    closes = pieces.opens + np.fromiter((len(page.text) for page in pages), np.int32, len(pages))
    blocks = find_blocks(pieces)
    printed = [page.printed(article.text) for page, article in zip(pages, articles, strict=True)]
    t = tokenize(pieces, closes, quotations(pieces.text, blocks, find_marks(pieces, printed)))
    units, runs = _units(t, pieces, pages, sentences), find_runs(t)
    shift = np.repeat(pieces.opens, np.diff(blocks.first))
    spans = list(zip((blocks.starts - shift).tolist(), (blocks.ends - shift).tolist(), strict=True))
    edges = [*(edge - BLANKS for edge in t.edges), len(t.low)]
    for i, here in enumerate(each_article(t, pieces.opens.tolist(), [page.text for page in pages])):
        mine = runs_between(runs, edges[i], edges[i + 1])
        found, roles = assign(here, mine, units[i], articles[i], spans[blocks.first[i] : blocks.first[i + 1]])
        rows = [_voice(pages[i], articles[i].text, roles, *words) for words in found]
        rows.sort(key=lambda row: (row[0], -row[1]))
        yield rows


def _units(
    t: Tokens, pieces: Pieces, pages: Sequence[Plain], sentences: Sequence[Sequence[Sentence]]
) -> list[list[Unit]]:
    """By article: its units, with tokens counted from the blanks before it."""
    placed = [
        [(page.place(start), page.place(end)) for start, end, _ in row] if page.kept else [s[:2] for s in row]
        for page, row in zip(pages, sentences, strict=True)
    ]
    first = offsets([len(row) for row in placed])
    bounds = np.fromiter(chain.from_iterable(chain.from_iterable(placed)), np.int32, 2 * int(first[-1])).reshape(-1, 2)
    bounds += np.repeat(pieces.opens, np.diff(first))[:, None]
    fresh = np.zeros(len(bounds) + 1, np.bool_)
    fresh[first] = True
    found = find_units(t, bounds[:, 0], bounds[:, 1], fresh[:-1])
    cuts = np.searchsorted(found.sentence, first).tolist()
    shift = np.repeat(np.array(t.edges) - BLANKS, np.diff(cuts))
    zones = [zone for row in sentences for _, _, zone in row]
    named = [zones[k] for k in found.sentence.tolist()]
    units = list(zip((found.first - shift).tolist(), (found.stop - shift).tolist(), named, strict=True))
    return [units[a:b] for a, b in pairwise(cuts)]


def _voice(
    page: Plain, text: str, roles: Mapping[str, str], span: Span, voice: str, kind: str, said: Said, rule: str
) -> Voice:
    serial, (speaker, role), named, cue, cue_class, _ = said
    start, end = _back(page, span)
    named_start, named_end = _back(page, named) if named else (None, None)
    cue_start, cue_end = _back(page, cue) if cue else (None, None)
    return Voice(
        start, end, voice, kind, serial, speaker, named_start, named_end, roles.get(speaker, role),
        text[cue_start:cue_end] if cue else "", cue_start, cue_end, cue_class, rule,
    )  # fmt: skip


def _back(page: Plain, span: Span) -> Span:
    return (page.original(span[0]), page.original_end(span[1])) if page.kept else span
