"""The referents of a lexicon and their terms, and how often articles use them: what every measure of names counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from framing.counting import Selection, check
from framing.errors import UsageError
from framing.layers import Layers
from framing.sums import Ints
from framing.tallies import Tally, count_parts, tally

if TYPE_CHECKING:
    import pandas as pd

AMONG = ("marked", "all")


def known_referents(layers: Layers, referent: str | None) -> list[str]:
    """The referents of the lexicon, or the one asked for, if there is such a one."""
    known = list(dict.fromkeys(layers.terms["referent"]))
    return known if referent is None else [check(referent, known, "referent")]


def markable(layers: Layers, referent: str | None) -> list[str]:
    """The referents that can be named without marking them."""
    able = [name for name in known_referents(layers, None) if not _terms(layers, name)["marked"].all()]
    names = [name for name in known_referents(layers, referent) if name in able]
    if referent is not None and not names:
        raise UsageError(f"referent {referent!r} has no unmarked name; these have: {', '.join(able)}")
    return names


def terms_of(layers: Layers, referent: str, among: str) -> dict[str, Sequence[str]]:
    """The terms of a referent in the order of the lexicon, as columns."""
    terms = _terms(layers, referent)
    if among == "marked":
        terms = terms[terms["marked"]]
    return {column: terms[column].tolist() for column in ("referent", "term", "label")}


def _terms(layers: Layers, referent: str) -> pd.DataFrame:
    return layers.terms_by_referent[referent]


def count_terms(chosen: Selection, referent: str, among: str) -> Tally:
    """Mentions of each term of a referent among all its (marked) names, by article."""
    terms = len(terms_of(chosen.layers, referent, among)["term"])

    def count(part: Selection) -> Tally:
        article, group, term = mentions_of(part, referent, among)
        return tally(part, (article, group, 1), (article, group, term, 1), terms=terms)

    return count_parts(chosen, ["mentions"], count)


def count_marked(chosen: Selection, referent: str) -> Tally:
    """Names that mark a referent among all its names, by article."""
    marked = _terms(chosen.layers, referent)["marked"].to_numpy()

    def count(part: Selection) -> Tally:
        article, group, term = mentions_of(part, referent, "all")
        marks = marked[term]
        return tally(
            part, (article, group, 1), (article[marks], group[marks], np.zeros(marks.sum(), np.int64), 1), terms=1
        )

    return count_parts(chosen, ["mentions"], count)


def mentions_of(chosen: Selection, referent: str, among: str) -> tuple[Ints, Ints, Ints]:
    """Article, group and term of each mention of a referent that counts."""
    import pandas as pd

    article, group, named = chosen.named
    if referent not in named:
        return article[:0], group[:0], np.zeros(0, np.int64)
    at, used = named[referent]
    term = pd.Index(terms_of(chosen.layers, referent, among)["term"]).get_indexer(used)
    at, term = at[term >= 0], term[term >= 0]
    return article[at], group[at], np.asarray(term, np.int64)
