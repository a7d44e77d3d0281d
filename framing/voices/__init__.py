"""Whose words: quoted and reported speech with who said it; the rest is the outlet's own.

Marks become spans (marks), each outermost quotation one token (tokens); verbs and phrases of saying find what they govern
(cues, phrases, reported); quotations take their kind and speaker from there or from what stands around them
(quoted); words that name a speaker become the name they stand for (speakers).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np

from framing.pieces import Bools, Index, Pieces, encode, offsets
from framing.voices.assign import Part, assign
from framing.voices.likely import likely_cues
from framing.voices.marks import find_marks
from framing.voices.pairs import find_blocks, quotations
from framing.voices.plain import Plain, plain
from framing.voices.rows import Spoken, Voice, Voices, lay_rows
from framing.voices.runs import find_heads, find_runs
from framing.voices.tokens import Tokens, tokenize
from framing.voices.units import Units, described, find_units

Sentence = tuple[int, int, str]
_FURNITURE = frozenset(["byline", "dateline", "list", "boilerplate"])


def find_voices(
    article: Any, zones: Sequence[tuple[int, int, str, str]], sentences: Sequence[tuple[int, int, str]]
) -> list[Voice]:
    """Find the words of others in one article, and the marks that set off the outlet's own."""
    return find_all_voices(encode([article.text]), [article], [sentences])[0]


def find_all_voices(
    pieces: Pieces, articles: Sequence[Any], sentences: Sequence[Sequence[tuple[int, int, str]]]
) -> Voices:
    """Find them in all articles of a batch.

    Parameters
    ----------
    pieces : Pieces
        Of the batch.
    articles, sentences : lists
        By article: the row of the articles table, and what `split_sentences` found.

    Returns
    -------
    Voices
        By article, as `find_voices` gives them, and all as columns.
    """
    bounds = zip(pieces.opens.tolist(), [len(article.text) for article in articles], strict=True)
    straight = [pieces.text[start : start + length] for start, length in bounds]
    pages = [plain(article.text, text) for article, text in zip(articles, straight, strict=True)]
    changed = np.array([page.text is not text for page, text in zip(pages, straight, strict=True)], np.bool_)
    straightened, others = np.flatnonzero(~changed), np.flatnonzero(changed)
    told = list(zip(pages, articles, sentences, strict=True))
    # An article whose plain text is not the straightened one is split on white space anew.
    groups = (
        _spoken(partial(_chosen, pieces, straightened), [told[i] for i in straightened.tolist()]),
        _spoken(encode, [told[i] for i in others.tolist()]),
    )
    return lay_rows(next(groups[i]) for i in changed.tolist())


def _chosen(pieces: Pieces, which: Index, texts: Sequence[str]) -> Pieces:
    if len(which) == len(pieces.opens):
        return pieces
    opens = pieces.opens[which]
    return pieces.within(opens, opens + np.fromiter(map(len, texts), np.int32, len(texts)))


def _spoken(
    split: Callable[[Sequence[str]], Pieces], told: Sequence[tuple[Plain, Any, Sequence[Sentence]]]
) -> Iterator[Spoken]:
    """What is found in some articles, of which the plain text, the row and the sentences are told."""
    pages, articles, sentences = zip(*told, strict=True)
    pieces = split([page.text for page in pages])
    closes = pieces.opens + np.fromiter((len(page.text) for page in pages), np.int32, len(pages))
    blocks = find_blocks(pieces)
    printed = [page.printed(article.text) for page, article in zip(pages, articles, strict=True)]
    t = tokenize(pieces, closes, quotations(pieces.text, blocks, find_marks(pieces, printed)))
    runs = find_runs(t, pieces.breaks)
    found, headline, cuts = _units(t, pieces, pages, sentences)
    (likely, cues), heads = likely_cues(t, found.first, found.stop), find_heads(t, runs, found.first, found.stop)
    units = described(t, likely, heads, found, headline, pieces.breaks)
    spans = list(zip(blocks.starts.tolist(), blocks.ends.tolist(), strict=True))
    edges = [*t.edges, len(t.low)]
    for i, (page, article, opening) in enumerate(zip(pages, articles, pieces.opens.tolist(), strict=True)):
        here = spans[blocks.first[i] : blocks.first[i + 1]]
        part = Part(article, opening, (edges[i], edges[i + 1]), units[cuts[i] : cuts[i + 1]], cues, here)
        yield Spoken(*assign(t, runs, part), opening, page, article.text)


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
