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
from framing.schema import VOICES

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
    return tidy(chosen, counted, moderated_share(counted.sums()), {"voice": VOICES}, value="share", scale=WORDS)


def _counted(chosen: Selection) -> Tally:
    """Words of each article, and of each voice in it."""
    import pandas as pd

    words = chosen.layers.words
    at, article, group = chosen.find(words)
    voice = np.asarray(pd.Index(VOICES).get_indexer(words["voice"].iloc[at]), np.int64)
    n = words["n"].to_numpy()[at]
    return tally(chosen, (article, group, n), (article, group, voice, n), terms=len(VOICES))
