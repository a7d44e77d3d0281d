"""The referents of a lexicon and their terms, and how often articles use them: what every measure of names counts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from framing.counting import Selection, check
from framing.counting.tallies import Tally, tally
from framing.errors import UsageError
from framing.layers import Layers
from framing.sums import Ints

AMONG = ("marked", "all")
KINDS_OF_NAME = ("term", "label")


def known_referents(layers: Layers, referent: str | None) -> list[str]:
    """The referents of the lexicon, or the one asked for, if there is such a one."""
    return list(layers.rivals) if referent is None else [check(referent, layers.rivals, "referent")]


def markable(layers: Layers, referent: str | None) -> list[str]:
    """The referents that can be named without marking them."""
    able = [name for name, terms in layers.rivals.items() if not all(marked for _, _, marked in terms)]
    names = [name for name in known_referents(layers, referent) if name in able]
    if referent is not None and not names:
        raise UsageError(f"referent {referent!r} has no unmarked name; these have: {', '.join(able)}")
    return names


def terms_of(layers: Layers, referent: str, among: str) -> dict[str, Sequence[str]]:
    """The terms of a referent in the order of the lexicon, as columns."""
    terms = [(term, label) for term, label, marked in layers.rivals[referent] if marked or among == "all"]
    return {"referent": [referent] * len(terms), "term": [t for t, _ in terms], "label": [label for _, label in terms]}


def labels_of(layers: Layers, referent: str, among: str) -> dict[str, Sequence[str]]:
    """The parts of the labels of a referent's terms, each once, in the order of the lexicon, as columns."""
    labels = list(
        dict.fromkeys(part for label in terms_of(layers, referent, among)["label"] for part in parts_of(label))
    )
    return {"referent": [referent] * len(labels), "label": labels}


def parts_of(label: str) -> list[str]:
    """What a label says, one by one.

    Examples
    --------
    >>> parts_of("document, act-described"), parts_of("")
    (['document', 'act-described'], [''])
    """
    return [part.strip() for part in label.split(",")]


def count_terms(chosen: Selection, referent: str, among: str) -> Tally:
    """Mentions of each term of a referent among all its (marked) names, by article."""
    article, group, term, n = mentions_of(chosen, referent, among)
    terms = len(terms_of(chosen.layers, referent, among)["term"])
    return tally(chosen, (article, group, n), (article, group, term, n), terms=terms, squares=n)


def count_labels(chosen: Selection, referent: str, among: str) -> Tally:
    """Mentions whose term's label has each part, among all (marked) names of a referent, by article."""
    labels = labels_of(chosen.layers, referent, among)["label"]
    has = [parts_of(label) for label in terms_of(chosen.layers, referent, among)["label"]]
    holds = np.array([[label in parts for label in labels] for parts in has], bool).reshape(len(has), len(labels))

    article, group, term, n = mentions_of(chosen, referent, among)
    at, label = np.nonzero(holds[term])
    amounts = article[at], group[at], label, n[at]
    return tally(chosen, (article, group, n), amounts, terms=len(labels), squares=n[at])


def count_marked(chosen: Selection, referent: str) -> Tally:
    """Names that mark a referent among all its names, by article."""
    article, group, term, n = mentions_of(chosen, referent, "all")
    marks = np.array([marked for _, _, marked in chosen.layers.rivals[referent]], np.bool_)[term]
    amounts = article[marks], group[marks], np.zeros(marks.sum(), np.int64), n[marks]
    return tally(chosen, (article, group, n), amounts, terms=1, squares=n[marks])


def mentions_of(chosen: Selection, referent: str, among: str) -> tuple[Ints, Ints, Ints, Ints]:
    """Article, group and term of the mentions of a referent that count, and how many."""
    # By term of the lexicon: its number among those asked for, or -1.
    asked = [
        name == referent and (marked or among == "all")
        for name, terms in chosen.layers.rivals.items()
        for *_, marked in terms
    ]
    number = np.where(asked, np.cumsum(asked) - 1, -1)
    article, group, term, n = chosen.named
    here = number[term] >= 0
    return article[here], group[here], number[term[here]], n[here]
