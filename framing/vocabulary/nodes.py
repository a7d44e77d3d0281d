"""Where some words stand that one asks about: a pattern, or a term of the lexicon as it was found."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from framing.concordance import compiled
from framing.counting import check
from framing.errors import UsageError
from framing.layers import Layers
from framing.text import fold
from framing.vocabulary.sides import Tokens

Ints = NDArray[np.int64]


class Nodes:
    """What is looked for, checked once.

    Parameters
    ----------
    layers : Layers
    pattern : str
        Words, with `*` at a word's end for any ending.
    term : str
        A term of the lexicon: its mentions that are usage.

    Raises
    ------
    UsageError
        Neither or both are given, a pattern without a word, a term that the lexicon does not have.
    """

    def __init__(self, layers: Layers, pattern: str, term: str) -> None:
        if bool(pattern) == bool(term):
            raise UsageError(
                "name what to look for: either a pattern of words ('illegal alien*') or term= of the lexicon"
            )
        self.pattern = compiled(pattern) if pattern else None
        self.term = check(term, layers.terms["term"], "term") if term else ""

    def find(self, tokens: Tokens, layers: Layers) -> tuple[Ints, Ints]:
        """First and last token of each node that counts, in order; of nodes that overlap, the first."""
        article, start, end = self._in_texts(tokens, layers) if self.pattern else self._mentioned(tokens, layers)
        key, far = tokens.article << 32, np.int64(1) << 32
        first = np.searchsorted(key + tokens.end, article * far + start, "right")
        last = np.searchsorted(key + tokens.start, article * far + end, "left") - 1
        good = first <= last
        first, last = first[good], last[good]
        counts = tokens.group[first] >= 0
        return first[counts], last[counts]

    def _in_texts(self, tokens: Tokens, layers: Layers) -> tuple[Ints, Ints, Ints]:
        assert self.pattern is not None
        texts = layers.articles.set_index("article_id")["text"]
        found = [
            (i, *match.span())
            for i, article in enumerate(tokens.ids)
            for match in self.pattern.finditer(fold(texts[article]))
        ]
        return _columns(found)

    def _mentioned(self, tokens: Tokens, layers: Layers) -> tuple[Ints, Ints, Ints]:
        import pandas as pd

        mine = layers.mentions[(layers.mentions["term"] == self.term) & (layers.mentions["excluded"] == "")]
        article = pd.Index(tokens.ids).get_indexer(mine["article_id"])
        places = zip(article.tolist(), mine["start"].tolist(), mine["end"].tolist(), strict=True)
        return _columns(sorted(place for place in places if place[0] >= 0))


def _columns(found: Sequence[tuple[int, ...]]) -> tuple[Ints, Ints, Ints]:
    table = np.array(found, np.int64).reshape(-1, 3)
    return table[:, 0], table[:, 1], table[:, 2]
