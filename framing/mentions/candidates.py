"""Where in a batch a name of a lexicon may begin: decided per distinct piece, looked up for all pieces in arrays.

The answer errs on one side only: a place that it leaves out begins no name, one that it gives may begin none.
"""

from __future__ import annotations

import string
from collections.abc import Sequence
from itertools import chain, repeat
from typing import Any, NamedTuple

import numpy as np

from framing.mentions.matching import Ask, Scanner
from framing.mentions.page import RUN, is_plain, make_page
from framing.pieces import Bools, Index, Ints, Pieces, offsets
from framing.spans import ascending, on_one_axis
from framing.text import fold


class Lists(NamedTuple):
    """Lists of whole numbers, one after another."""

    first: Ints  # by list, and one more: the index of its first number
    numbers: Index | Ints

    @classmethod
    def of(cls, lists: Sequence[Sequence[int]]) -> Lists:
        return cls(offsets([len(some) for some in lists]), np.array([*chain.from_iterable(lists)], np.int32))

    @classmethod
    def by(cls, owner: Index | Ints, numbers: Index | Ints, count: int) -> Lists:
        """From numbers of which each says the list that it is of, of so many."""
        order = np.argsort(owner, kind="stable")
        return cls(offsets(np.bincount(owner, minlength=count)), numbers[order])

    def only(self, chosen: Bools) -> Lists:
        """The same lists with those of all their numbers that are chosen."""
        return Lists(offsets(chosen)[self.first], self.numbers[chosen])

    def of_each(self, asked: Index | Ints) -> tuple[Index, Ints]:
        """Of all numbers of some lists: which of those asked for each belongs to, and the number."""
        count = self.first[asked + 1] - self.first[asked]
        index = np.arange(count.sum()) + np.repeat(self.first[asked] - offsets(count)[:-1], count)
        return np.repeat(np.arange(len(asked)), count), self.numbers[index]


class Beginnings(NamedTuple):
    """What the words of a piece can do in a name; arrays by id of a piece."""

    last: Ints  # the number of its last word among `words` if a name can begin with it, else 0
    lead: Ints  # the number of its first word if a name can go on with it, else 0
    inner: Lists  # pairs of neighbouring words inside it that a name may begin with, each as one number
    plain: Bools  # whether the piece needs no preparation: composed letters, nothing invisible
    parts: Lists  # the parts of names that its words can begin
    words: list[str]  # by number; 0 is every other word


class Trials(NamedTuple):
    """Which forms may begin in which pieces, in order of the pieces."""

    at: Index  # by trial: the index of the piece
    form: Ints  # by trial: the number of the form


def read_beginnings(distinct: Sequence[str], scanner: Scanner) -> Beginnings:
    """Look up the words of each distinct piece."""
    words, owner, plain = _words(distinct)
    known = ["", *sorted(scanner.known(set(words)))]
    number = {word: i for i, word in enumerate(known)}
    numbers = np.fromiter(map(number.get, words, repeat(0)), np.int32, len(words))
    # By number of a word: whether a name can begin with it, or go on with it.
    begins, goes_on = (np.array([*map(can, known)], np.bool_) for can in (scanner.begins, scanner.goes_on))
    first, second = np.where(begins[numbers], numbers, 0), np.where(goes_on[numbers], numbers, 0)
    # Of several values set at one place numpy keeps the last.
    last, lead = np.zeros((2, len(distinct)), np.int32)
    last[owner], lead[owner[::-1]] = first, second[::-1]
    pair = np.flatnonzero((owner[1:] == owner[:-1]) & (first[:-1] > 0))
    inner = Lists.by(owner[pair], first[pair].astype(np.int64) * len(known) + second[pair + 1], len(distinct))
    nth, part = Lists.of([scanner.parts(word) for word in known]).of_each(numbers)
    return Beginnings(last, lead, inner, plain, Lists.by(owner[nth], part, len(distinct)), known)


def _words(distinct: Sequence[str]) -> tuple[list[str], Index, Bools]:
    """The words of all pieces as the page has them, those of a piece in order; by word its piece; by piece whether it is plain."""
    plain = np.fromiter(map(str.isascii, distinct), np.bool_, len(distinct))
    for i in np.flatnonzero(~plain).tolist():
        plain[i] = is_plain(distinct[i])
    bare = list(map(str.strip, distinct, repeat(string.punctuation)))
    folded = fold("\n".join(bare)).split("\n") if bare else []
    one = plain & np.fromiter(map(str.isalnum, bare), np.bool_, len(distinct))
    single, several = np.flatnonzero(one).tolist(), np.flatnonzero(~one).tolist()
    runs = [RUN.findall(folded[i] if plain[i] else make_page(bare[i]).folded) for i in several]
    owner = np.append(single, np.repeat(several, [len(words) for words in runs])).astype(np.intp)
    return [*map(folded.__getitem__, single), *chain.from_iterable(runs)], owner, plain


def find_candidates(
    pieces: Pieces, found: Beginnings, scanner: Scanner, sentences: Sequence[Sequence[Sequence[Any]]]
) -> Trials:
    """The pieces in which a name may begin, and by which of its forms.

    By two neighbouring words, the second perhaps the next piece's, and by the words around them: of all that a form must have
    there, what is rarest in the batch. `sentences` are those of each article.
    """
    at, pair = _pairs(pieces, found)
    pairs, nth = np.unique(pair, return_inverse=True)
    words = (divmod(number, len(found.words)) for number in pairs.tolist())
    forms = Lists.of([[m.order for m in scanner.matchers(found.words[a], found.words[b])] for a, b in words])
    some = np.flatnonzero(np.diff(forms.first)[nth])
    at = at[some]
    of, form = forms.of_each(nth[some])
    part, scope = _rarest(pieces, found.parts, scanner.asked)
    kept = _have(pieces, found.parts, part[form], *_reach(pieces, at, sentences)[:, scope[form], of])
    trials = ascending(at[of[kept]] * len(part) + form[kept])
    return Trials(*divmod(trials, len(part)))


def _pairs(pieces: Pieces, found: Beginnings) -> tuple[Index, Index]:
    """Two neighbouring words that a name may begin with, as one number: in which piece the first stands, and the number."""
    at = np.flatnonzero((found.last > 0)[pieces.ids])
    # Behind the last piece stands nothing, with the id -1.
    following = np.append(found.lead, 0)[np.append(pieces.ids, -1)[at + 1]]
    across = found.last[pieces.ids[at]].astype(np.int64) * len(found.words) + following
    holding = np.flatnonzero((np.diff(found.inner.first) > 0)[pieces.ids])
    of, inside = found.inner.of_each(pieces.ids[holding])
    return np.append(at, holding[of]), np.append(across, inside)


def _rarest(pieces: Pieces, parts: Lists, asked: Sequence[Sequence[Ask]]) -> Ints:
    """By form: the part and the scope of what it asks for that is rarest in the batch; a part of -1 where it asks for nothing."""
    often = np.repeat(np.bincount(pieces.ids, minlength=len(parts.first) - 1), np.diff(parts.first))
    count = np.bincount(parts.numbers, often, 1 + max((ask.part for asks in asked for ask in asks), default=0)).tolist()
    return np.array([min(asks, key=lambda ask: count[ask.part], default=(-1, 0)) for asks in asked], np.int32).T


def _reach(pieces: Pieces, at: Index, sentences: Sequence[Sequence[Sequence[Any]]]) -> Index:
    """By bound, scope and piece at some indices: the first piece of the scope, and the first one behind it."""
    # Before the first sentence stands one that holds nothing.
    starts, ends = (np.append(bounds, np.int32(0)) for bounds in on_one_axis(sentences, pieces.opens)[:2])
    article = np.searchsorted(pieces.first, at, "right")
    # Without a sentence, the article. A sentence may begin or end inside a piece.
    low, high = pieces.first[article - 1], pieces.first[article]
    first, last = (
        np.searchsorted(starts[:-1], place, "right") - 1 for place in (pieces.starts[at], pieces.ends[at] - 1)
    )
    begins = np.where(ends[first] > pieces.starts[at], np.searchsorted(pieces.ends, starts[first], "right"), low)
    behind = np.where(ends[last] >= pieces.ends[at], np.searchsorted(pieces.starts, ends[last]), high)
    return np.stack([[at, begins, low], [behind, behind, high]])


def _have(pieces: Pieces, parts: Lists, part: Ints, low: Index, high: Index) -> Bools:
    """By trial: whether a piece from `low` to `high` begins its part; part -1 is everywhere."""
    parts = parts.only(np.isin(parts.numbers, ascending(part)))
    index = np.flatnonzero((np.diff(parts.first) > 0)[pieces.ids])
    of, begun = parts.of_each(pieces.ids[index])
    # Part and place as one number: in order, the next of a part from a place on is found by bisection.
    size = len(pieces.ids) + 1
    there = np.append(np.sort(begun.astype(np.int64) * size + index[of]), np.iinfo(np.int64).max)
    from_, to = (part.astype(np.int64) * size + places for places in (low, high))
    return (part < 0) | (there[np.searchsorted(there, from_)] < to)
