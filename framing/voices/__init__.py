"""Whose words: quoted and reported speech with who said it; the rest is the outlet's own.

Marks become spans (marks), each outermost quotation one token (tokens); verbs and phrases of saying find what they govern
(cues, phrases, reported); quotations take their kind and speaker from there or from what stands around them
(quoted); words that name a speaker become the name they stand for (speakers).
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import numpy as np

from framing.pieces import Bools, Index, Pieces, encode, offsets
from framing.voices.assign import Part, assign
from framing.voices.likely import likely_cues
from framing.voices.marks import find_marks
from framing.voices.pairs import find_blocks, quotations
from framing.voices.plain import Plain, plain
from framing.voices.quoted import Words
from framing.voices.runs import find_heads, find_runs
from framing.voices.tokens import Tokens, tokenize
from framing.voices.units import Units, described, find_units

Sentence = tuple[int, int, str]
_FURNITURE = frozenset(["byline", "dateline", "list", "boilerplate"])


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
        with _uncollected():
            found = list(
                _rows(here, [pages[i] for i in some], [articles[i] for i in some], [sentences[i] for i in some])
            )
        for i, of_article in zip(some, found, strict=True):
            rows[i] = of_article
    return rows


@contextmanager
def _uncollected() -> Iterator[None]:
    """Pause the search for cycles: rows make none, and each search goes through all tuples of the batch."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


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
    runs = find_runs(t, pieces.breaks)
    found, headline, cuts = _units(t, pieces, pages, sentences)
    likely, heads = likely_cues(t, found.first, found.stop), find_heads(t, runs, found.first, found.stop)
    units, cues = described(t, likely, heads, found, headline, pieces.breaks), likely.tolist()
    spans = list(zip(blocks.starts.tolist(), blocks.ends.tolist(), strict=True))
    edges = [*t.edges, len(t.low)]
    for i, (page, article, opening) in enumerate(zip(pages, articles, pieces.opens.tolist(), strict=True)):
        here = spans[blocks.first[i] : blocks.first[i + 1]]
        part = Part(article, opening, (edges[i], edges[i + 1]), units[cuts[i] : cuts[i + 1]], cues, here)
        words, roles = assign(t, runs, part)
        rows = [_voice(page, article.text, opening, roles, row) for row in words]
        rows.sort(key=lambda row: (row[0], -row[1]))
        yield rows


def _units(
    t: Tokens, pieces: Pieces, pages: Sequence[Plain], sentences: Sequence[Sequence[Sentence]]
) -> tuple[Units, Bools, list[int]]:
    """The units that are no furniture, whether each stands in a headline, and where those of each article begin."""
    placed = [
        [(page.place(start), page.place(end), zone) for start, end, zone in row] if page.kept else row
        for page, row in zip(pages, sentences, strict=True)
    ]
    first = offsets([len(row) for row in placed])
    bounds = np.array([place for row in placed for start, end, _ in row for place in (start, end)], np.int32)
    starts, ends = bounds.reshape(-1, 2).T + np.repeat(pieces.opens, np.diff(first))
    fresh = np.zeros(len(starts) + 1, np.bool_)
    fresh[first] = True
    # By sentence.
    zones = [zone for row in placed for _, _, zone in row]
    furniture = np.array([zone in _FURNITURE for zone in zones], np.bool_)
    headline = np.array([zone == "headline" for zone in zones], np.bool_)
    found = find_units(t, starts, ends, fresh[:-1])
    found = found.of(np.flatnonzero(~furniture[found.sentence]))
    return found, headline[found.sentence], np.searchsorted(found.sentence, first).tolist()


def _voice(page: Plain, text: str, opening: int, roles: Mapping[str, str], words: Words) -> Voice:
    span, voice, kind, (serial, speaker, named, cue, cue_class), rule = words
    start, end = span[0] - opening, span[1] - opening
    named_start, named_end = (named[0] - opening, named[1] - opening) if named else (None, None)
    cue_start, cue_end = (cue[0] - opening, cue[1] - opening) if cue else (None, None)
    if page.kept:
        start, end = page.original(start), page.original_end(end)
        if named_start is not None and named_end is not None:
            named_start, named_end = page.original(named_start), page.original_end(named_end)
        if cue_start is not None and cue_end is not None:
            cue_start, cue_end = page.original(cue_start), page.original_end(cue_end)
    return Voice(
        start, end, voice, kind, serial, speaker, named_start, named_end, roles.get(speaker, ""),
        text[cue_start:cue_end] if cue else "", cue_start, cue_end, cue_class, rule,
    )  # fmt: skip
