"""Words that come as one: sequences that recur so often that they are counted as one item, and their words not again."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.counting import Selection
from framing.sums import Floats, Ints
from framing.vocabulary.sides import Numbers, Tokens, over_parts

Bools = NDArray[np.bool_]
# Pairs with this much normalised pointwise mutual information (0 is chance, 1 never apart) are one item, if this many
# articles have them; found by reading what it joins in news: "illegal immigrants", "white house", never "of the".
JOINED, FEWEST = 0.5, 5
SHIFT = 32


class Items:
    """The items of a corpus: its words, or its words and fixed sequences of up to so many words.

    Each word of a text belongs to one item, so that what "illegal immigrants" counts is not counted again under
    "illegal". A sequence lies in one sentence, zone and voice.

    Parameters
    ----------
    selection : Selection
    longest : int
        1 for words alone.

    References
    ----------
    Mikolov, T. et al. (2013). Distributed representations of words and phrases. NIPS 26, § 4: pairs are joined in one
    pass over the corpus after another. Bouma, G. (2009). Normalized (pointwise) mutual information. GSCL.
    """

    def __init__(self, selection: Selection, longest: int = 1) -> None:
        self.numbers = Numbers()
        self.steps: list[dict[int, float]] = []
        for _ in range(1, longest):
            self.steps.append(self._pairs(selection, longest))

    def of(self, tokens: Tokens) -> tuple[Ints, Ints, Ints]:
        """The items of the words that count: the number, article and group of each."""
        item, at, _ = self._walk(tokens)
        return item, tokens.chosen[at], tokens.group[at]

    def _walk(self, tokens: Tokens) -> tuple[Ints, Ints, Bools]:
        """By item: its number, its first word, and whether the next one follows in the same sentence and group."""
        at = np.flatnonzero(tokens.group >= 0)
        item, sentence = self.numbers.of(tokens.words)[tokens.word[at]], tokens.sentence[at]
        same = (np.diff(at) == 1) & (np.diff(sentence) == 0) & (np.diff(tokens.group[at]) == 0)
        follows = np.append(same, np.zeros(min(1, len(at)), bool)) & (sentence >= 0)
        for step in self.steps:
            place = np.flatnonzero(follows)
            worth = np.array([step.get(key, 0.0) for key in _keys(item, place).tolist()], float)
            item, at, follows = self._joined(item, at, follows, _apart(place[worth > 0], worth[worth > 0]))
        return item, at, follows

    def _joined(self, item: Ints, at: Ints, follows: Bools, first: Ints) -> tuple[Ints, Ints, Bools]:
        """One item in place of each of some items and the one that follows it."""
        words = self.numbers.words
        keys, place = np.unique(_keys(item, first), return_inverse=True)
        names = [f"{words[key >> SHIFT]} {words[key & (1 << SHIFT) - 1]}" for key in keys.tolist()]
        item, follows, keep = item.copy(), follows.copy(), np.ones(len(item), bool)
        item[first] = self.numbers.of(names)[place]
        follows[first] = follows[first + 1]
        keep[first + 1] = False
        return item[keep], at[keep], follows[keep]

    def _pairs(self, selection: Selection, longest: int) -> dict[int, float]:
        """The pairs of items to join next, and how strongly they attract each other."""
        seen: list[tuple[Ints, Ints, Ints]] = []
        items: list[tuple[Ints, Ints]] = []

        def see(tokens: Tokens) -> None:
            item, at, follows = self._walk(tokens)
            items.append(np.unique(item, return_counts=True))
            place = np.flatnonzero(follows)
            seen.append(_ranges(_keys(item, place), tokens.chosen[at[place]]))

        over_parts(selection, see)
        long = np.array([word.count(" ") + 1 for word in self.numbers.words], np.int64)
        times = np.zeros(len(long), np.int64)
        for item, n in items:
            times[item] += n
        pair, n, articles = _merged(seen)
        pair, n = pair[articles >= FEWEST], n[articles >= FEWEST]
        first, second = pair >> SHIFT, pair & (1 << SHIFT) - 1
        worth = npmi(n, times[first], times[second], int(times.sum()))
        good = (worth >= JOINED) & (long[first] + long[second] <= longest)
        return dict(zip(pair[good].tolist(), worth[good].tolist(), strict=True))


def npmi(both: Ints, first: Ints, second: Ints, total: int) -> Floats:
    """Normalised pointwise mutual information of words that follow each other.

    Examples
    --------
    Two words that are never apart, and two that meet as chance has it:

    >>> npmi(np.array([4, 4]), np.array([4, 16]), np.array([4, 16]), 64).round(6).tolist()
    [1.0, 0.0]
    """
    return np.log(both / first * (total / second)) / -np.log(both / total) if len(both) else np.zeros(0)


def _keys(item: Ints, place: Ints) -> Ints:
    """A number for each pair of an item and the one that follows it."""
    return np.asarray(item[place] << SHIFT | item[place + 1], np.int64)


def _apart(place: Ints, worth: Floats) -> Ints:
    """Of pairs that may share an item, those that are joined: the stronger of two neighbours, of equals the first.

    Examples
    --------
    In a b c d, "b c" is stronger than "a b" and "c d":

    >>> _apart(np.array([0, 1, 2, 7]), np.array([0.6, 0.9, 0.7, 0.6])).tolist()
    [1, 7]
    """
    taken: list[Ints] = []
    while len(place):
        near = np.append(np.diff(place) == 1, False)
        beaten = near & (np.append(worth[1:], 0.0) > worth)
        beaten |= np.append(False, near[:-1] & (worth[:-1] >= worth[1:]))
        taken.append(place[~beaten])
        # Who lost to a neighbour that lost itself may still be free.
        gone = np.isin(place, np.concatenate([taken[-1] - 1, taken[-1], taken[-1] + 1]))
        place, worth = place[~gone], worth[~gone]
    return np.sort(np.concatenate(taken)) if taken else place


def _ranges(pair: Ints, article: Ints) -> tuple[Ints, Ints, Ints]:
    """Distinct pairs, how often each comes and in how many articles; articles lie in order."""
    order = np.lexsort((article, pair))
    pair, article = pair[order], article[order]
    fresh = np.append(True, np.diff(pair) != 0)[: len(pair)]
    another = fresh | np.append(True, np.diff(article) != 0)[: len(pair)]
    group = np.cumsum(fresh) - 1
    many = int(fresh.sum())
    return pair[fresh], np.bincount(group, minlength=many), np.bincount(group[another], minlength=many)


def _merged(seen: list[tuple[Ints, Ints, Ints]]) -> tuple[Ints, Ints, Ints]:
    """The pairs of several batches, whose articles are different ones, added up."""
    if not seen:
        none = np.zeros(0, np.int64)
        return none, none, none
    pair, n, articles = (np.concatenate(arrays) for arrays in zip(*seen, strict=True))
    keys, at = np.unique(pair, return_inverse=True)
    added = np.zeros((2, len(keys)), np.int64)
    np.add.at(added[0], at, n)
    np.add.at(added[1], at, articles)
    return keys, added[0], added[1]
