"""Where in a batch a name of a lexicon may begin: decided per distinct piece, looked up for all pieces in arrays.

The answer errs on one side only: a place that it leaves out begins no name, one that it gives may begin none.
"""

from __future__ import annotations

import string
from collections.abc import Sequence
from itertools import chain, repeat
from typing import Any, NamedTuple

import numpy as np

from framing.mentions.matching import Scanner
from framing.mentions.page import RUN, is_plain, make_page
from framing.pieces import Bools, Index, Ints, Pieces, offsets
from framing.spans import ascending
from framing.text import fold


class Lists(NamedTuple):
    """Lists of whole numbers, one after another."""

    first: Ints  # by list, and one more: the index of its first number
    numbers: Ints

    @classmethod
    def of(cls, lists: Sequence[Sequence[int]]) -> Lists:
        return cls(offsets([len(some) for some in lists]), np.array([*chain.from_iterable(lists)], np.int32))

    def of_each(self, asked: Index | Ints) -> tuple[Index, Ints]:
        """Of all numbers of some lists: which of those asked for each belongs to, and the number."""
        count = self.first[asked + 1] - self.first[asked]
        index = np.arange(count.sum()) + np.repeat(self.first[asked] - offsets(count)[:-1], count)
        return np.repeat(np.arange(len(asked)), count), self.numbers[index]


class Beginnings(NamedTuple):
    """What the words of a piece can do in a name; arrays by id of a piece."""

    last: Ints  # the number of its last word among `words` if a name can begin with it, else 0
    lead: Ints  # the number of its first word if a name can go on with it, else 0
    inside: Bools  # whether a name can begin with a word and go on with the next, both in the piece
    plain: Bools  # whether the piece needs no preparation: composed letters, nothing invisible
    parts: Lists  # the parts of names that its words can begin
    words: list[str]  # by number; 0 is every other word


def read_beginnings(distinct: Sequence[str], scanner: Scanner) -> Beginnings:
    """Look up the words of each distinct piece."""
    size = len(distinct)
    plain = np.fromiter(map(str.isascii, distinct), np.bool_, size)
    for i in np.flatnonzero(~plain).tolist():
        plain[i] = is_plain(distinct[i])
    bare = list(map(str.strip, distinct, repeat(string.punctuation)))
    lead = fold("\n".join(bare)).split("\n") if bare else []
    # By piece that is more or less than one word: its runs of letters and digits, as the page has them.
    several = {
        i: RUN.findall(lead[i] if plain[i] else make_page(bare[i]).folded)
        for i in np.flatnonzero(~plain | ~np.fromiter(map(str.isalnum, bare), np.bool_, size)).tolist()
    }
    last = lead.copy()
    for i, words in several.items():
        lead[i], last[i] = (words[0], words[-1]) if words else ("", "")
    known = ["", *sorted(scanner.known({*lead, *chain.from_iterable(several.values())}))]
    number = {word: i for i, word in enumerate(known)}
    # By number of a word: whether a name can begin with it, or go on with it.
    begins, goes_on = (np.array([*map(can, known)], np.bool_) for can in (scanner.begins, scanner.goes_on))
    inside = np.zeros(size, np.bool_)
    inside[[i for i, words in several.items() if any(map(scanner.matchers, words, words[1:]))]] = True
    of_last, of_lead = (np.fromiter(map(number.get, words, repeat(0)), np.int32, size) for words in (last, lead))
    more = [(i, number[word]) for i, words in several.items() for word in words[1:] if word in number]
    parts = _parts(of_lead, np.array(more, np.int32).reshape(-1, 2), [scanner.parts(word) for word in known])
    return Beginnings(
        np.where(begins[of_last], of_last, 0), np.where(goes_on[of_lead], of_lead, 0), inside, plain, parts, known
    )


def _parts(lead: Ints, more: Ints, parts: Sequence[Sequence[int]]) -> Lists:
    """By piece: the parts that its words can begin, from its first word, and from rows of a piece and a further word."""
    piece = np.append(np.arange(len(lead)), more[:, 0])
    nth, part = Lists.of(parts).of_each(np.append(lead, more[:, 1]))
    order = np.argsort(piece[nth], kind="stable")
    return Lists(np.searchsorted(piece[nth[order]], np.arange(len(lead) + 1)).astype(np.int32), part[order])


def find_candidates(
    pieces: Pieces, found: Beginnings, scanner: Scanner, sentences: Sequence[Sequence[Sequence[Any]]]
) -> Index:
    """The indices of the pieces in which a name may begin.

    By the words of each piece and the first of the next, and by the words that follow in the sentence: one for each
    part that the name must have. `sentences` are those of each article.
    """
    at = np.flatnonzero(found.last[pieces.ids])
    # By such piece: its last word and the next piece's first as one number; behind the last piece stands nothing.
    pair = found.last[pieces.ids[at]].astype(np.int64) * len(found.words)
    pair += np.append(found.lead[pieces.ids], 0)[at + 1]
    pairs, nth = np.unique(pair, return_inverse=True)
    words = (divmod(number, len(found.words)) for number in pairs.tolist())
    forms = [scanner.asked(found.words[a], found.words[b]) for a, b in words]
    sure = np.array([() in asked for asked in forms], np.bool_)[nth]
    some = np.flatnonzero(~sure & np.array([bool(asked) for asked in forms], np.bool_)[nth])
    some = some[_have_all(pieces, found.parts, at[some], _ends(pieces, at[some], sentences), forms, nth[some])]
    return ascending(np.concatenate([at[sure], at[some], np.flatnonzero(found.inside[pieces.ids])]))


def _ends(pieces: Pieces, at: Index, sentences: Sequence[Sequence[Sequence[Any]]]) -> Index:
    """By piece at some indices: that of the first piece behind its sentence; without a sentence, behind its article."""
    opens = np.repeat(pieces.opens, [len(row) for row in sentences])
    starts, ends = (
        np.fromiter((span[side] for row in sentences for span in row), np.int32, len(opens)) + opens for side in (0, 1)
    )
    # A sentence may end inside a piece: what the last of its words begins lies in that of its last character.
    place = pieces.ends[at] - 1
    # Before the first sentence stands one that holds nothing.
    end = np.append(ends, 0)[np.searchsorted(starts, place, "right") - 1]
    behind = pieces.first[np.searchsorted(pieces.first, at, "right")]
    return np.where(end > place, np.searchsorted(pieces.starts, end), behind)


def _have_all(
    pieces: Pieces, parts: Lists, at: Index, ends: Index, forms: Sequence[Sequence[Sequence[int]]], nth: Index
) -> Bools:
    """By span of pieces, from `at` to `ends`: whether for one of its `forms`, the nth, each part asked for is there."""
    # By index of a piece: whether one of the spans holds it.
    held = np.cumsum(np.bincount(at, minlength=len(pieces.ids) + 1) - np.bincount(ends, minlength=len(pieces.ids) + 1))
    index = np.flatnonzero(held[:-1] > 0)
    of, part = parts.of_each(pieces.ids[index])
    # Part and place as one number: in order, the next of a part behind a place is found by bisection.
    size = len(pieces.ids) + 1
    there = np.sort(part.astype(np.int64) * size + index[of])
    span, form = Lists.of([range(a, b) for a, b in zip(*_bounds(forms), strict=True)]).of_each(nth)
    asking, asked = Lists.of([*chain.from_iterable(forms)]).of_each(form)
    from_, to = (asked.astype(np.int64) * size + places[span[asking]] for places in (at, ends))
    lacking = np.searchsorted(there, from_) == np.searchsorted(there, to)
    complete = np.bincount(asking, lacking, len(form)) == 0
    return np.bincount(span, complete, len(at)) > 0


def _bounds(forms: Sequence[Sequence[Sequence[int]]]) -> tuple[list[int], list[int]]:
    """Laid one after another, where the forms of each pair begin and end."""
    first = offsets([len(asked) for asked in forms]).tolist()
    return first[:-1], first[1:]
