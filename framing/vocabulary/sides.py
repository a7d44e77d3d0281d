"""The words of a corpus, batch by batch, as arrays: what measures of words count.

A word is what `text.WORD` finds, in its normalised form; it lies in the zone, voice and sentence in which it begins,
as in the `words` table, so that the counts of words and their denominators agree.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.annotate import BATCH
from framing.batch import VOICE_NAMES, ZONE_NAMES, lay_tiles, lay_voices
from framing.counting import Selection
from framing.layers import Layers
from framing.pieces import Pieces, encode, offsets
from framing.text import WORD, fold

if TYPE_CHECKING:
    import pandas as pd

Ints = NDArray[np.int64]
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
TABLES = ("articles", "zones", "sentences", "voices")


@dataclass(frozen=True, eq=False)
class Tokens:
    """The words of some articles, in order.

    Attributes
    ----------
    ids : list of str
        The articles.
    words : list of str
        By number of a word: its normalised form.
    word, article, sentence, group : arrays
        By token: its word; its article, as `ids` and as the selection number them; its sentence, -1 for none; its
        group, -1 where it does not count.
    start, end : arrays
        By token: its place in the text of its article.
    """

    ids: list[str]
    words: list[str]
    word: Ints
    article: Ints
    chosen: Ints
    sentence: Ints
    group: Ints
    start: Ints
    end: Ints


class Numbers:
    """Words numbered as they come, whatever the batch."""

    def __init__(self) -> None:
        self.known: dict[str, int] = {}

    def of(self, words: Sequence[str]) -> Ints:
        """The numbers of some words, new ones for those not seen before."""
        return np.array([self.known.setdefault(word, len(self.known)) for word in words], np.int64)

    @property
    def words(self) -> list[str]:
        """By number."""
        return list(self.known)


def normal(word: str) -> str:
    """A word as words are compared: composed, in lower case, with straight apostrophes, without what is not seen.

    Examples
    --------
    >>> normal("Mayor\u2019s"), normal("immi\u00adgrant"), normal("Cafe\u0301")
    ("mayor's", 'immigrant', 'caf\xe9')
    """
    word = fold(word)
    return word if word.isascii() else unicodedata.normalize("NFC", word.translate(_UNSEEN))


def read_tokens(selection: Selection, part: Layers) -> Iterator[Tokens]:
    """The words of the articles that count, at most 2,000 articles at a time.

    Parameters
    ----------
    selection : Selection
        Of the whole corpus.
    part : Layers
        Some of its articles, with `TABLES`.
    """
    articles = part.articles[selection.ids.get_indexer(part.articles["article_id"]) >= 0]
    for first in range(0, len(articles), BATCH):
        yield _tokens(selection, part, articles.iloc[first : first + BATCH])


def _tokens(selection: Selection, part: Layers, articles: pd.DataFrame) -> Tokens:
    import pandas as pd

    ids, texts = articles["article_id"].tolist(), articles["text"].tolist()
    pieces, index = encode(texts), pd.Index(ids)
    opens = pieces.opens.astype(np.int64)
    word, start, end, words = _words(pieces)
    article = np.searchsorted(opens, start, "right") - 1
    chosen, group = _cells(selection, pieces, part, index, start)
    at, row = _placed(index, part.sentences)
    first = opens[row] + part.sentences["start"].to_numpy(np.int64)[at]
    last = opens[row] + part.sentences["end"].to_numpy(np.int64)[at]
    order = np.argsort(first, kind="stable")
    sentence = np.searchsorted(first[order], start, "right") - 1
    inside = (sentence >= 0) & (start < np.append(last[order], 0)[sentence])
    shift = opens[article]
    return Tokens(ids, words, word, article, chosen, np.where(inside, sentence, -1), group, start - shift, end - shift)


def _words(pieces: Pieces) -> tuple[Ints, Ints, Ints, list[str]]:
    """By token: its word and its place in the batch; and the words."""
    numbers = Numbers()
    found = [[(m.start(), m.end(), m.group()) for m in WORD.finditer(piece)] for piece in pieces.distinct]
    inner = np.array([place[:2] for row in found for place in row], np.int64).reshape(-1, 2)
    number = numbers.of([normal(place[2]) for row in found for place in row])
    many = np.array([len(row) for row in found], np.int64)
    before, times = offsets(many).astype(np.int64), many[pieces.ids]
    piece = np.repeat(np.arange(len(pieces.ids)), times)
    flat = before[pieces.ids][piece] + np.arange(len(piece)) - np.repeat(np.cumsum(times) - times, times)
    start = pieces.starts.astype(np.int64)[piece] + inner[flat, 0]
    return number[flat], start, start + inner[flat, 1] - inner[flat, 0], numbers.words


def _placed(index: pd.Index, table: pd.DataFrame) -> tuple[Ints, Ints]:
    """The rows of a table that belong to some articles, and which article each belongs to."""
    row = index.get_indexer(table["article_id"])
    at = np.flatnonzero(row >= 0)
    return at, np.asarray(row[at], np.int64)


def _zones(index: pd.Index, part: Layers) -> list[list[tuple[int, int, str]]]:
    """The zones of each article, in order."""
    zones: list[list[tuple[int, int, str]]] = [[] for _ in index]
    at, row = _placed(index, part.zones)
    spans = part.zones.iloc[at]
    for i, *span in zip(row.tolist(), *(spans[c].tolist() for c in ("start", "end", "zone")), strict=True):
        zones[i].append((span[0], span[1], span[2]))
    return [sorted(spans) for spans in zones]


def _cells(selection: Selection, pieces: Pieces, part: Layers, index: pd.Index, start: Ints) -> tuple[Ints, Ints]:
    """By token: its article in the selection and its group, -1 where it does not count."""
    import pandas as pd

    zones = lay_tiles(pieces, _zones(index, part), ZONE_NAMES)
    at, row = _placed(index, part.voices)
    voices = lay_voices(pieces, row, part.voices.iloc[at])
    # By cell: where it begins; it lies in one article, zone and voice, and reaches to the next.
    cells = np.unique(np.concatenate([zones.starts, voices.starts, pieces.opens]))
    article, zone, voice = (
        np.searchsorted(starts, cells, "right") - 1 for starts in (pieces.opens, zones.starts, voices.starts)
    )
    table = pd.DataFrame(
        {
            "article_id": index[article],
            "zone": np.array(ZONE_NAMES, object)[zones.values[zone]] if len(zones.values) else "",
            "voice": np.array(VOICE_NAMES, object)[voices.values[voice]] if len(voices.values) else "",
        }
    )
    at, chosen, found = selection.find(table)
    group, of = np.full(len(cells), -1, np.int64), np.full(len(cells), -1, np.int64)
    group[at], of[at] = found, chosen
    cell = np.searchsorted(cells, start, "right") - 1
    return of[cell], group[cell]


def over_parts(selection: Selection, see: Callable[[Tokens], None]) -> None:
    """Look at the words of every part of the corpus in turn."""
    for part in selection.layers.parts(*TABLES):
        for tokens in read_tokens(selection, part):
            see(tokens)
