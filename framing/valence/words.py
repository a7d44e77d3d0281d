"""What VADER asks of a word's spelling, decided once for each distinct piece of text.

The word list and the emoji names are read from the installed package (Hutto & Gilbert 2014, MIT); the words with a
rule of their own stand in its code and are restated here, which the tests compare with it.
"""

from __future__ import annotations

import string
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.pieces import Bools, Ints, Pieces, offsets

Floats = NDArray[np.float64]

BOOSTERS = frozenset(
    """
    absolutely amazingly awfully completely considerable considerably decidedly deeply effing enormous enormously
    entirely especially exceptional exceptionally extreme extremely fabulously flipping flippin frackin fracking
    fricking frickin frigging friggin fully fuckin fucking fuggin fugging greatly hella highly hugely incredible
    incredibly intensely major majorly more most particularly purely quite really remarkably so substantially
    thoroughly total totally tremendous tremendously uber unbelievably unusually utter utterly very
    """.split()
)
DAMPENERS = frozenset(
    """
    almost barely hardly kinda kindof kind-of less little marginal marginally occasional occasionally partly scarce
    scarcely slight slightly somewhat sorta sortof sort-of
    """.split()
)
DAMPENING_PAIRS = frozenset([("just", "enough"), ("kind", "of"), ("sort", "of")])
NEGATIONS = frozenset(
    """
    aint arent cannot cant couldnt darent didnt doesnt ain't aren't can't couldn't daren't didn't doesn't dont hadnt
    hasnt havent isnt mightnt mustnt neither don't hadn't hasn't haven't isn't mightn't mustn't neednt needn't never
    none nope nor not nothing nowhere oughtnt shant shouldnt uhuh wasnt werent oughtn't shan't shouldn't uh-uh wasn't
    weren't without wont wouldnt won't wouldn't rarely seldom despite
    """.split()
)
# Idioms whose valence is not that of their words. "badass" of one word, also in VADER's list, is never looked up.
IDIOMS: dict[tuple[str, ...], float] = {
    ("the", "shit"): 3, ("the", "bomb"): 3, ("bad", "ass"): 1.5, ("bus", "stop"): 0, ("yeah", "right"): -2,
    ("kiss", "of", "death"): -1.5, ("to", "die", "for"): 3, ("beating", "heart"): 3.5,
}  # fmt: skip
_NAMED = "no or but this doubt least at".split()

BOOST = 0.293
# Rule number of each word that a rule names; 0 is every other word, 1 a negation by its ending alone ("mustn't've").
_ENDING = 1
RULES = {
    word: number
    for number, word in enumerate(
        sorted({*BOOSTERS, *DAMPENERS, *NEGATIONS, *_NAMED}.union(*DAMPENING_PAIRS, *IDIOMS)), _ENDING + 1
    )
}
SIZE = _ENDING + 1 + len(RULES)


def _by_rule(words: dict[str, float]) -> Floats:
    table = np.zeros(SIZE)
    table[[RULES[word] for word in words]] = list(words.values())
    return table


# By rule number: how much the word strengthens or weakens the words after it, and whether it negates them.
STRENGTH = _by_rule(dict.fromkeys(BOOSTERS, BOOST) | dict.fromkeys(DAMPENERS, -BOOST))
NEGATES = _by_rule(dict.fromkeys(NEGATIONS, 1.0)) > 0
NEGATES[_ENDING] = True


class Words(NamedTuple):
    """Arrays by distinct spelling, and one entry more: the word that stands where a sentence has no word."""

    value: Floats  # valence in the word list, NaN for words outside it
    rule: Ints  # number in RULES
    upper: Bools  # in capitals
    exclamations: Ints
    questions: Ints


def read_words(spellings: Sequence[str]) -> Words:
    """Look up each spelling as VADER does: without punctuation around it, unless next to nothing is left then."""
    size = len(spellings) + 1
    words = [*spellings, ""]
    # Only these have punctuation around them, or in them.
    odd = np.flatnonzero(~np.fromiter(map(str.isalnum, spellings), np.bool_, size - 1)).tolist()
    for i in odd:
        words[i] = _strip(spellings[i])
    low = list(map(str.lower, words))
    rule = np.fromiter(map(RULES.get, low, repeat(0)), np.int32, size)
    rule[[i for i in odd if "n't" in low[i] and not rule[i]]] = _ENDING
    marks = np.zeros((2, size), np.int32)
    for row, mark in zip(marks, "!?", strict=True):
        having = [i for i in odd if mark in spellings[i]]
        row[having] = [spellings[i].count(mark) for i in having]
    return Words(
        np.fromiter(map(_word_list().get, low, repeat(np.nan)), np.float64, size),
        rule, np.fromiter(map(str.isupper, words), np.bool_, size), *marks,
    )  # fmt: skip


def _strip(spelling: str) -> str:
    bare = spelling.strip(string.punctuation)
    return bare if len(bare) > 2 else spelling


def spell_out(spelling: str) -> list[str]:
    """The words of a piece with its emoji named, each set off from what is before it but not from what follows.

    Examples
    --------
    >>> spell_out("what\U0001f600?")
    ['what', 'grinning', 'face?']
    """
    names = _emoji()
    return "".join(f" {names[sign]}" if sign in names else sign for sign in spelling).split()


class Vocabulary(NamedTuple):
    """The words of all pieces of a batch; most pieces are one word, emoji are several.

    `entry` and `width` are by id of a piece: the entry of its first word in `words`, and how many words it is.
    """

    words: Words
    entry: Ints
    width: Ints

    def entries(self, pieces: Pieces) -> tuple[Ints, Ints]:
        """By word of the pieces: its entry in `words`; and by span, and one more: the index of its first word."""
        entries = self.entry[pieces.ids]
        wide = np.flatnonzero((self.width > 1)[pieces.ids])
        more = self.width[pieces.ids[wide]] - 1
        # The further words of these few, each behind the one before it.
        nth = np.arange(more.sum()) - np.repeat(offsets(more)[:-1], more) + 1
        entries = np.insert(entries, np.repeat(wide + 1, more), np.repeat(entries[wide], more) + nth)
        return entries, pieces.first + offsets(more)[np.searchsorted(wide, pieces.first)]


def look_up(distinct: Sequence[str]) -> Vocabulary:
    """The vocabulary of these pieces, with the names of their emoji as words."""
    spellings = list(distinct)
    entry, width = np.arange(len(distinct), dtype=np.int32), np.ones(len(distinct), np.int32)
    signs = _emoji().keys()
    for i, spelling in enumerate(distinct):
        if not spelling.isascii() and not signs.isdisjoint(spelling):
            named = spell_out(spelling)
            entry[i], width[i] = len(spellings), len(named)
            spellings += named
    return Vocabulary(read_words(spellings), entry, width)


@lru_cache(maxsize=1)
def _word_list() -> dict[str, float]:
    return {word: float(value) for word, value in _rows("vader_lexicon.txt")}


@lru_cache(maxsize=1)
def _emoji() -> dict[str, str]:
    # VADER looks up single code points, so that signs made of several are never found.
    return {sign: name for sign, name in _rows("emoji_utf8_lexicon.txt") if len(sign) == 1}


def _rows(name: str) -> list[list[str]]:
    """The first two fields of each line of a file of the package; its analyser is not imported for them."""
    text = files("vaderSentiment").joinpath(name).read_bytes().decode("utf-8")
    return [line.strip().split("\t")[:2] for line in text.split("\n") if line]
