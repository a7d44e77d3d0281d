"""Whose words fill the articles: own, reported and quoted, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Unpack

import numpy as np

from framing.counting import Filters, Selection, check, select
from framing.counting.tallies import Scale, Tally, count_parts, tally, tidy
from framing.errors import UsageError
from framing.estimates import moderated_share
from framing.layers import Layers
from framing.pieces import offsets
from framing.schema import SPEECH, VOICES
from framing.spans import innermost
from framing.sums import Ints
from framing.text import WORD, straighten

if TYPE_CHECKING:
    import pandas as pd

WORDS = Scale(nothing="no words", effective="effective words")


def voice_shares(layers: Layers, *, by: str | Sequence[str] = "outlet", **filters: Unpack[Filters]) -> pd.DataFrame:
    """Of all words, the share of each voice: the outlet's own, reported, quoted.

    How much of an article is attributed to somebody. It says nothing of who that is: `framing.speakers` does.

    Parameters
    ----------
    layers, by
        As in `framing.shares`; `by` cannot name the voice, which always has its rows.
    **filters
        As in `framing.shares`, save `reading`: words of every voice count.

    Returns
    -------
    DataFrame
        The group columns, voice, n (words), of (all words of the group), share, low, high, articles, stories, note.

    Raises
    ------
    UsageError
        A column or filter that does not exist; the nearest is named.

    References
    ----------
    Interval: `framing.estimates.moderated_share`, with the article as unit.

    Examples
    --------
    >>> import framing as fr
    >>> layers = fr.annotate(fr.read_corpus("corpus/demo"), "immigration")
    >>> table = fr.voice_shares(layers, by="outlet").query("outlet == 'Courier'")
    >>> table["voice"].tolist(), round(float(table["share"].sum()), 9)
    (['own', 'quoted', 'reported'], 1.0)
    """
    if "voice" in ([by] if isinstance(by, str) else by):
        raise UsageError("by='voice': each voice has its rows in any case; take it out of `by`")
    check(filters.get("reading", "all"), ("all",), "reading of voices")
    filters["reading"] = "all"
    chosen = select(layers, by, **filters)
    counted = count_parts(chosen, ("words",), _counted)
    return tidy(chosen, counted, moderated_share(counted.sums), {"voice": VOICES}, value="share", scale=WORDS)


def _counted(chosen: Selection) -> Tally:
    """Words of each article, and of each voice in it."""
    import pandas as pd

    words = chosen.layers.words
    at, article, group = chosen.find(words)
    voice = np.asarray(pd.Index(VOICES).get_indexer(words["voice"].iloc[at]), np.int64)
    n = words["n"].to_numpy()[at]
    return tally(chosen, (article, group, n), (article, group, voice, n), terms=len(VOICES))


def own_words(layers: Layers, sentences: pd.DataFrame) -> Ints:
    """How many words of each of some sentences are the outlet's own, as `voice_shares` counts them.

    Parameters
    ----------
    layers : Layers
    sentences : DataFrame
        Rows of `layers.sentences`.
    """
    wanted = set(sentences["article_id"])
    # Marks that only set words off change nothing: a scare quote inside a quotation is still the speaker's.
    speech = layers.voices[layers.voices["kind"].isin(SPEECH) & layers.voices["article_id"].isin(wanted)]
    voices = speech.groupby("article_id", sort=False).indices
    bounds, others = speech[["start", "end"]].to_numpy(np.int64), (speech["voice"] != "own").to_numpy(bool)
    rows = layers.articles[layers.articles["article_id"].isin(wanted)]
    found = np.zeros(len(sentences), np.int64)
    places = sentences.groupby("article_id", sort=False).indices
    for article_id, text in zip(rows["article_id"], rows["text"], strict=True):
        mine, spans = sentences.iloc[places[article_id]], voices.get(article_id, np.zeros(0, np.int64))
        edges, owner = innermost(*bounds[spans].T)
        # By word: where it begins, and whether the stretch that it begins in is somebody else's.
        starts = np.array([word.start() for word in WORD.finditer(straighten(text))], np.int64)
        stretch = np.searchsorted(edges, starts, side="right") - 1
        taken = np.append(others[spans][owner] & (owner >= 0), False)[stretch]
        before = offsets(~taken)
        ends, begins = (np.searchsorted(starts, mine[column].to_numpy(np.int64)) for column in ("end", "start"))
        found[places[article_id]] = before[ends] - before[begins]
    return found
