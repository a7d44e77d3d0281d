"""What is in the corpus, outlet by outlet: whether the parts can be compared at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.counting import select
from framing.layers import Layers
from framing.schema import VOICES
from framing.spans import numbers

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "articles", "stories", "words", *VOICES, "first", "last", "undated", "genres", "producers", "copies", "wire",
)  # fmt: skip
# Genres and producers that a cell names.
MOST_LISTED = 4


def sizes(layers: Layers, *, by: str | Sequence[str] = "outlet") -> pd.DataFrame:
    """How much each group holds: articles, words, dates, genres, producers, copies.

    Read it before any comparison: outlets of other genres, other years or other stories are not alike. Everything is
    counted here, whatever measures leave out.

    Parameters
    ----------
    layers : Layers
    by : str or list of str
        Columns of the articles, or "period".

    Returns
    -------
    DataFrame
        The group columns; articles, stories (articles without one count each), words (in all zones), own, quoted,
        reported (words by voice, adding up to words), first, last (dates, "" where none is known), undated
        (articles), genres and producers (with their articles, commonest first), copies (articles that repeat another
        of the group), wire (articles whose text another outlet prints too).

    Raises
    ------
    UsageError
        A column that does not exist; the nearest is named.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.read_corpus("corpus/demo")
    >>> table = fr.sizes(fr.annotate(corpus, "immigration"), by="outlet")
    >>> int(table["articles"].sum()) == len(corpus)
    True
    """
    import pandas as pd

    chosen = select(layers, by, zone="all", reading="all", genre="all", copies="all")
    looked_at = layers.articles[["article_id", "outlet", "cluster", "published", "genre", "producer"]]
    articles = looked_at.astype(object).set_index("article_id").loc[chosen.ids]
    unit = articles["cluster"].where(articles["cluster"] != "", articles.index)
    wire = articles.groupby(unit)["outlet"].transform("nunique") > 1
    words = _words(chosen.layers, chosen.ids)
    group = chosen.outer[chosen.base]
    rows = []
    for i in range(len(chosen.groups)):
        of = group == i
        dates = sorted(date for date in articles["published"][of] if date)
        row: dict[str, Any] = {"articles": int(of.sum()), "stories": len(set(chosen.story[of]))}
        row |= {"words": int(words[of].sum())} | {v: int(words[of, j].sum()) for j, v in enumerate(VOICES)}
        row |= {
            "first": dates[0] if dates else "",
            "last": dates[-1] if dates else "",
            "undated": int(of.sum()) - len(dates),
        }
        row |= {f"{column}s": _listed(articles[column][of]) for column in ("genre", "producer")}
        rows.append(row | {"copies": int(of.sum()) - len(set(unit[of])), "wire": int(wire[of].sum())})
    return pd.concat([chosen.groups, pd.DataFrame(rows, columns=list(COLUMNS))], axis=1)


def _words(layers: Layers, ids: pd.Index) -> Any:
    """Words of each article by voice: an array (articles, voices)."""
    words = np.zeros((len(ids), len(VOICES)), np.int64)
    for part in layers.parts("words"):
        article, voice = numbers(part.words["article_id"], ids), numbers(part.words["voice"], VOICES)
        np.add.at(words, (article, voice), part.words["n"].to_numpy())
    return words


def _listed(values: pd.Series) -> str:
    """Values with their counts, commonest first."""
    counts = sorted(Counter(values).items(), key=lambda pair: (-pair[1], pair[0]))
    named = [f"{value or 'none'} {n:,}" for value, n in counts[:MOST_LISTED]]
    more = len(counts) - MOST_LISTED
    return ", ".join(named) + (f" and {more} more" if more > 0 else "")
