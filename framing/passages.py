"""From a number to the sentences that it counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Unpack

import numpy as np

from framing.counting import Filters, check, select
from framing.counting.referents import known_referents
from framing.layers import Layers
from framing.lots import lot
from framing.schema import VOICES
from framing.spans import locate

if TYPE_CHECKING:
    import pandas as pd

CELL = ("referent", "term", "outlet", "voice", "zone")
COLUMNS = (
    "article_id", "outlet", "published", "headline", "zone", "voice", "speaker", "referent", "term", "sentence_start",
    "sentence_end", "before", "node", "after", "start", "end", "of",
)  # fmt: skip


def passages(
    layers: Layers,
    *,
    outlet: str = "",
    referent: str = "",
    term: str = "",
    voice: str = "",
    most: int = 20,
    seed: int = 0,
    **filters: Unpack[Filters],
) -> pd.DataFrame:
    """The sentences behind a number: a sample of the mentions that a measure counts, drawn without looking.

    The mentions are those of `framing.shares` under the same arguments, so `of` is the n of its row. The sample is
    the mentions with the smallest hash of seed, article and place: the same whatever the order of the corpus.

    Parameters
    ----------
    layers : Layers
    outlet, referent, term, voice : str
        Only these; "" for any. An outlet is as `framing.shares` shows it, "(wire)" included. A voice overrules the
        reading.
    most : int
        How many passages at most.
    seed : int
        Another seed draws other passages.
    **filters
        As in `framing.shares`.

    Returns
    -------
    DataFrame
        In the order of the hash: article_id, outlet, published, headline, zone, voice, speaker, referent, term,
        sentence_start, sentence_end, before, node, after (the sentence in three parts, as printed), start, end (of the
        node in the text), of (mentions drawn from).

    Raises
    ------
    UsageError
        An outlet, referent, term, voice or filter that does not exist; the nearest is named.

    Examples
    --------
    >>> import framing as fr
    >>> layers = fr.annotate(fr.read_corpus("corpus/demo"), "immigration")
    >>> table = fr.passages(layers, term="illegal alien", most=3)
    >>> len(table) <= 3
    True
    """
    found = _counted(layers, {**filters, "reading": "all"} if voice else filters)
    known = {
        "outlet": [*layers.articles["outlet"], *found["outlet"]],
        "referent": known_referents(layers, None),
        "term": layers.terms["term"],
        "voice": VOICES,
    }
    for column, value in (("outlet", outlet), ("referent", referent), ("term", term), ("voice", voice)):
        if value:
            found = found[found[column] == check(value, known[column], column)]
    return _shown(layers, _drawn(found, (), most, seed))


def evidence(layers: Layers, *, most: int = 20, seed: int = 0, **filters: Unpack[Filters]) -> pd.DataFrame:
    """The passages of every cell at once: referent, term, outlet, voice and zone, each with at most so many.

    Every number of `framing.shares`, by whatever groups, is a sum of such cells: `of` says how many mentions each has.

    Parameters
    ----------
    layers : Layers
    most, seed
        As in `passages`, for each cell.
    **filters
        As in `framing.shares`; all zones and voices are taken unless they are named.

    Returns
    -------
    DataFrame
        As `passages`, sorted by cell.

    Examples
    --------
    >>> import framing as fr
    >>> layers = fr.annotate(fr.read_corpus("corpus/demo"), "immigration")
    >>> table = evidence(layers, most=1)
    >>> not table.duplicated(["referent", "term", "outlet", "voice", "zone"]).any()
    True
    """
    found = _counted(layers, {"zone": "all", "reading": "all", **filters})
    return _shown(layers, _drawn(found, CELL, most, seed))


def _counted(layers: Layers, filters: Filters) -> pd.DataFrame:
    """The mentions that count, with the outlet that they count for."""
    chosen = select(layers, "outlet", **filters)
    at, _, group = chosen.find(layers.mentions)
    outlets = chosen.groups["outlet"].to_numpy()[group]
    mentions = layers.mentions.iloc[at].assign(outlet=outlets)
    return mentions[mentions["excluded"] == ""]


def _drawn(mentions: pd.DataFrame, cell: Sequence[str], most: int, seed: int) -> pd.DataFrame:
    """Of each cell, the mentions with the smallest hash, and how many there are."""
    keys = [lot(seed, article, start) for article, start in zip(mentions["article_id"], mentions["start"], strict=True)]
    ordered = mentions.assign(_key=np.array(keys, object)).sort_values([*cell, "_key"], kind="stable")
    if not cell:
        return ordered.head(most).assign(of=len(ordered))
    groups = ordered.groupby(list(cell), sort=False)
    return ordered.assign(of=groups["_key"].transform("size"))[(groups.cumcount() < most).to_numpy()]


def _shown(layers: Layers, mentions: pd.DataFrame) -> pd.DataFrame:
    """Mentions with their sentence, in three parts."""
    articles = layers.articles.set_index("article_id").loc[mentions["article_id"]]
    starts, ends = (mentions[column].to_numpy(int) for column in ("start", "end"))
    at = np.array(locate(layers.sentences, mentions["article_id"], mentions["start"]), int)
    bounds = (layers.sentences[column].to_numpy(int) for column in ("start", "end"))
    # A mention outside any sentence is its own; one that runs over a sentence's end takes what it needs.
    first, last = (np.where(at >= 0, np.append(b, 0)[at], own) for b, own in zip(bounds, (starts, ends), strict=True))
    last = np.maximum(last, ends)
    table = mentions.assign(
        **{column: articles[column].to_numpy() for column in ("published", "headline")},
        sentence_start=first,
        sentence_end=last,
        before=[text[a:b] for text, a, b in zip(articles["text"], first, starts, strict=True)],
        node=[text[a:b] for text, a, b in zip(articles["text"], starts, ends, strict=True)],
        after=[text[a:b] for text, a, b in zip(articles["text"], ends, last, strict=True)],
    )
    texts = ("outlet", "published", "headline", "before", "node", "after")
    return table[list(COLUMNS)].astype(dict.fromkeys(texts, "str")).reset_index(drop=True)
