"""The layers of a batch that go through arrays: sentences with their voice and valence, and counts of words.

Places here are those of the text of the batch; the tables have each article's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from framing.pieces import Index, Ints, Pieces
from framing.schema import SPEECH, TABLES, VOICES, ZONES, frame, names_of
from framing.spans import ascending, innermost, most_covering, numbers, on_one_axis
from framing.valence import scores
from framing.words import words_before

if TYPE_CHECKING:
    import pandas as pd

    from framing.voices.rows import Voices

Spans = Sequence[Sequence[Any]]
# In alphabetical order, which is that of the rows of an article in the words table.
ZONE_NAMES, VOICE_NAMES = sorted(ZONES), sorted(VOICES)


class Tiles(NamedTuple):
    """Spans that tile the batch, each reaching to the next: zones, or voices."""

    starts: Ints  # by tile
    values: Ints  # by tile: the number of its name among the names


def lay_tiles(pieces: Pieces, tiles: Sequence[Spans], names: Sequence[str]) -> Tiles:
    """The tiles of all articles on one axis.

    Parameters
    ----------
    pieces : Pieces
        Of the batch.
    tiles : list of lists of (start, end, name, ...)
        By article: spans without gap or overlap over its text.
    names : list of str
        `ZONE_NAMES` or `VOICE_NAMES`.

    Examples
    --------
    >>> from framing.pieces import encode
    >>> lay_tiles(encode(["One.", "Two."]), [[(0, 4, "body")], [(0, 2, "list"), (2, 4, "body")]], ZONE_NAMES)
    Tiles(starts=array([0, 5, 7], dtype=int32), values=array([0, 7, 0], dtype=int32))
    """
    number = {name: i for i, name in enumerate(names)}
    starts = [place + tile[0] for place, row in zip(pieces.opens.tolist(), tiles, strict=True) for tile in row]
    values = [number[tile[2]] for row in tiles for tile in row]
    return Tiles(np.array(starts, np.int32), np.array(values, np.int32))


def lay_voices(pieces: Pieces, article: Index, voices: pd.DataFrame) -> Tiles:
    """Whose words all articles are, on one axis: those of the innermost speech, and elsewhere the outlet's own.

    Marks that only set words off change nothing: a scare quote inside a quotation is still the speaker's.

    Parameters
    ----------
    pieces : Pieces
        Of the batch.
    article : array
        By row: the number of its article in the batch.
    voices : DataFrame
        Rows of the voices table.

    Examples
    --------
    >>> from framing.pieces import encode
    >>> nobody = frame("voices", [])
    >>> lay_voices(encode(["One.", "Two."]), np.zeros(0, int), nobody).values.tolist() == [VOICE_NAMES.index("own")]
    True
    """
    spoken = np.flatnonzero(voices["kind"].isin(SPEECH))
    starts, ends = (
        voices[column].to_numpy(np.int32)[spoken] + pieces.opens[article[spoken]] for column in ("start", "end")
    )
    edges, owner = innermost(starts, ends)
    # Where no span lies, at -1, and before the first one stands the outlet's own.
    said = np.append(numbers(voices["voice"], VOICE_NAMES)[spoken], VOICE_NAMES.index("own"))
    values = said[np.append(np.full(len(pieces.opens[:1]), -1), owner)]
    return Tiles(np.append(pieces.opens[:1], edges), values)


def span_table(name: str, article_ids: Sequence[str], spans: Sequence[Spans]) -> pd.DataFrame:
    """One of the shared tables from the rows of each article, which lack the article_id."""
    article = np.repeat(np.arange(len(spans)), [len(row) for row in spans])
    rows, columns = [*chain.from_iterable(spans)], [column for column in TABLES[name] if column != "article_id"]
    return frame(
        name,
        {"article_id": names_of(article_ids, article)}
        | {column: [row[i] for row in rows] for i, column in enumerate(columns)},
    )


def voice_table(article_ids: Sequence[str], voices: Voices) -> pd.DataFrame:
    """The voices table of a batch."""
    return frame("voices", {"article_id": names_of(article_ids, voices.article)} | voices.columns)


def sentence_table(
    pieces: Pieces, article_ids: Sequence[str], sentences: Sequence[Spans], voices: Tiles, mentions: Sequence[Spans]
) -> pd.DataFrame:
    """The sentences with the voice of most of their characters and their valence, plain and without the names.

    Parameters
    ----------
    pieces : Pieces
        Of the batch.
    article_ids : list of str
        By article.
    sentences : list of lists of (start, end, zone)
        By article.
    voices : Tiles
        Values number `VOICE_NAMES`.
    mentions : list of lists of Mention
        By article; their words count as words without valence in `valence_masked`.
    """
    starts, ends, article = on_one_axis(sentences, pieces.opens)
    hidden = on_one_axis(mentions, pieces.opens)
    valence, masked = scores(pieces, (starts, ends), masked=(hidden[0], hidden[1]))
    shift = pieces.opens[article]
    return frame(
        "sentences",
        {
            "article_id": names_of(article_ids, article),
            "start": starts - shift,
            "end": ends - shift,
            "zone": [zone for row in sentences for _, _, zone in row],
            "voice": names_of(VOICE_NAMES, most_covering(voices.starts, voices.values, starts, ends)),
            "valence": valence,
            "valence_masked": masked,
        },
    )


def word_table(pieces: Pieces, article_ids: Sequence[str], zones: Tiles, voices: Tiles) -> pd.DataFrame:
    """Words by article, zone and voice; a word lies where it begins.

    Parameters
    ----------
    pieces, article_ids
        As for `sentence_table`.
    zones, voices : Tiles
        Values number `ZONE_NAMES` and `VOICE_NAMES`.
    """
    # By cell: where it begins; a cell lies in one article, one zone and one voice, and reaches to the next.
    cells = ascending(np.concatenate([zones.starts, voices.starts, pieces.opens]))
    counted = np.diff(words_before(pieces.text, np.append(cells, len(pieces.text))))
    cells, counted = cells[counted > 0], counted[counted > 0]
    article, zone, voice = (
        np.searchsorted(starts, cells, "right") - 1 for starts in (pieces.opens, zones.starts, voices.starts)
    )
    shape = len(article_ids), len(ZONE_NAMES), len(VOICE_NAMES)
    row = np.ravel_multi_index((article, zones.values[zone], voices.values[voice]), shape)
    rows, of = np.unique(row, return_inverse=True)
    article, zone, voice = np.unravel_index(rows, shape)
    columns = {
        "article_id": names_of(article_ids, article),
        "zone": names_of(ZONE_NAMES, zone),
        "voice": names_of(VOICE_NAMES, voice),
        "n": np.bincount(of, counted, len(rows)),
    }
    return frame("words", columns)
