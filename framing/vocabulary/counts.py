"""How often articles use each word, and two sides of a contrast of all of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from framing.counting import Selection
from framing.counting.groups import DERIVED, stands_above
from framing.counting.tallies import Tally, tally, together
from framing.differences import design_effect_p, two_sided
from framing.errors import UsageError
from framing.estimates import LEVEL, Estimate, burst
from framing.layers import Layers
from framing.sums import Floats, Ints, Sums, add_up
from framing.vocabulary.sequences import Items
from framing.vocabulary.sides import over_parts

# Shuffling is asked only where the other test leaves it a say; words shuffled at once.
ASKED, AT_ONCE = 0.05, 200
# Words are numbered as they come; their number is known at the end.
MOST_WORDS = 1 << 31


def one_column(layers: Layers, by: str) -> None:
    """Refuse what cannot be compared word by word: several columns, the voice or zone, a column above the outlet."""
    if not isinstance(by, str):
        raise UsageError(f"by={by!r}: one column whose values are compared, such as 'outlet'")
    if by in ("voice", "zone") or stands_above(layers.articles, by):
        why = (
            "outlets are its unit" if by not in DERIVED else "one article has them all; choose with reading= and zone="
        )
        raise UsageError(f"by={by!r} cannot be compared: {why}; compare by='outlet'")


@dataclass(frozen=True, eq=False)
class WordCounts:
    """Words of articles (or clusters of copies) by group.

    Attributes
    ----------
    words : array of str
        By number of a word.
    tally : Tally
        Its bases are all items of an article, its terms the words.
    """

    words: NDArray[np.object_]
    tally: Tally

    def only(self, kept: Ints) -> WordCounts:
        """Some words, in their order; the bases hold all."""
        place = np.full(max(len(self.words), 1), -1, np.int64)
        place[kept] = np.arange(len(kept))
        word = place[self.tally.term]
        some = word >= 0
        entries = {name: getattr(self.tally, name)[some] for name in ("unit", "x", "squares")}
        shape = self.tally.shape[0], len(kept)
        return WordCounts(self.words[kept], replace(self.tally, term=word[some], shape=shape, **entries))

    def ranges(self) -> Ints:
        """By group and word: articles with the word."""
        cell = self.tally.group[self.tally.unit] * len(self.words) + self.tally.term
        shape = self.tally.shape[0], len(self.words)
        return np.bincount(cell, minlength=shape[0] * shape[1]).reshape(shape)

    def contrast(self, mine: Sequence[int], theirs: Sequence[int], least: int) -> Contrast:
        """Two sides, each of some groups; only words in so many articles of the two together are compared."""
        side = np.full(self.tally.shape[0], -1, np.int64)
        side[list(mine)], side[list(theirs)] = 0, 1
        of = side[self.tally.group]
        entry = of[self.tally.unit] >= 0
        ranges = np.bincount(self.tally.term[entry], minlength=len(self.words))
        kept = np.flatnonzero(ranges >= least)
        kept = kept[np.argsort(self.words[kept], kind="stable")]
        place = np.full(len(self.words), -1, np.int64)
        place[kept] = np.arange(len(kept))
        unit = np.flatnonzero(of >= 0)
        row = np.full(len(of), -1, np.int64)
        row[unit] = np.arange(len(unit))
        compared = entry & (place[self.tally.term] >= 0)
        return Contrast(
            words=self.words[kept],
            side=of[unit],
            m=self.tally.m[unit],
            unit=row[self.tally.unit[compared]],
            word=place[self.tally.term[compared]],
            n=self.tally.x[compared],
            left_out=int(((ranges > 0) & (ranges < least)).sum()),
        )


@dataclass(frozen=True, eq=False)
class Contrast:
    """Two sides and the words that are compared; a pair holds the target first.

    Attributes
    ----------
    words : array of str (W,)
    side, m : arrays (units,)
        0 or 1, and all items of each article or cluster.
    unit, word, n : arrays (entries,)
        How often which unit has which word.
    left_out : int
        Words in too few articles to be compared.
    """

    words: NDArray[np.object_]
    side: Ints
    m: Ints
    unit: Ints
    word: Ints
    n: Ints
    left_out: int

    @cached_property
    def sums(self) -> Sums:
        return add_up(self.side, self.m, self.unit, self.word, self.n, shape=(2, len(self.words)))

    @cached_property
    def ranges(self) -> Ints:
        """By side and word: articles with the word."""
        cell = self.side[self.unit] * len(self.words) + self.word
        return np.bincount(cell, minlength=2 * len(self.words)).reshape(2, len(self.words))

    def widen(self, level: float) -> Floats:
        """By side and word: what to divide counts by, so that intervals of this level hold for articles."""
        return burst(self.sums, level=level)[3]

    def p(self) -> Floats:
        """By word: p of its two rates, whose units are articles; NaN where a side has fewer than two.

        The larger of two, as in `framing.differences.difference_p`; where the test of the dispersion is above .05 by
        itself, it is the one.
        """
        if self.sums.n.min() < 2 or not len(self.words):
            return np.full(len(self.words), np.nan)
        rate, effect, df, _ = burst(self.sums, level=LEVEL)
        size = self.sums.m[:, None] / effect
        # A word's two rates as two groups, which are a pair.
        flat = Estimate(*(np.ravel(a) for a in (rate, rate, rate, size, df)))
        p = design_effect_p(flat, np.arange(2 * len(self.words)).reshape(2, -1).T)
        asked = np.flatnonzero(p < ASKED)
        for first in range(0, len(asked), AT_ONCE):
            some = asked[first : first + AT_ONCE]
            p[some] = np.maximum(p[some], self._shuffled(some))
        return p

    def _shuffled(self, words: Ints) -> Floats:
        """p of some words when whole articles are shuffled between the sides."""
        place = np.full(len(self.words), -1, np.int64)
        place[words] = np.arange(len(words))
        entry = np.flatnonzero(place[self.word] >= 0)
        x = np.zeros((len(words), len(self.m)), np.int64)
        x[place[self.word[entry]], self.unit[entry]] = self.n[entry]
        beyond = self.m.sum() * x - x.sum(axis=1)[:, None] * self.m
        seen = np.abs(beyond[:, self.side == 0].sum(axis=1))
        drawn = np.full(len(words), int((self.side == 0).sum()))
        return two_sided(np.ones_like(beyond), beyond, drawn, seen)


def count_words(selection: Selection, items: Items) -> WordCounts:
    """Count the items of every article in its group, part by part."""
    counted = []
    over_parts(selection, lambda tokens: counted.append(tallied(selection, *items.of(tokens))))
    return joined(selection, counted, items.numbers.words)


def tallied(selection: Selection, item: Ints, article: Ints, group: Ints) -> Tally:
    """Some items that stand in some articles and groups, each counted once and once in the base."""
    return tally(selection, (article, group, 1), (article, group, item, 1), terms=MOST_WORDS)


def joined(selection: Selection, counted: list[Tally], words: list[str]) -> WordCounts:
    """The counts of all batches, and the words in the order of their numbers."""
    none = np.zeros(0, np.int64)
    whole = together(selection, counted or [tallied(selection, none, none, none)])
    return WordCounts(np.array(words, object), whole)
