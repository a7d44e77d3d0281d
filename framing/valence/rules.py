"""VADER's rules for the neighbours of a word, for all words with valence at once.

Every array here is by scored word: a word of the word list that is no booster, in the order of the text.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.pieces import Bools, Ints
from framing.valence.words import BOOST, DAMPENING_PAIRS, IDIOMS, NEGATES, RULES, SIZE, STRENGTH, Floats, Words

NEGATION, CAPITALS, NEVER_SO = -0.74, 0.733, 1.25
# A modifier two or three words away counts a little less.
FADING = {1: 1.0, 2: 0.95, 3: 0.9}

# By the rule numbers of two neighbouring words: the valence of the idiom that they are, and their dampening.
_PAIRS = np.full((SIZE, SIZE), np.nan)
_DAMPENED = np.zeros((SIZE, SIZE))
for _idiom, _value in IDIOMS.items():
    if len(_idiom) == 2:
        _PAIRS[RULES[_idiom[0]], RULES[_idiom[1]]] = _value
for _one, _two in DAMPENING_PAIRS:
    _DAMPENED[RULES[_one], RULES[_two]] = -BOOST
_TRIPLES = {idiom: value for idiom, value in IDIOMS.items() if len(idiom) == 3}


class Neighbours(NamedTuple):
    """The words at one distance."""

    rule: Ints  # their number in RULES, 0 also where the sentence has no word
    upper: Bools  # in capitals
    known: Bools  # in the word list
    open: Bools  # a word outside the word list: only these modify others


class Scored(NamedTuple):
    """Where the scored words stand, what they are worth alone, and their neighbours."""

    sentence: NDArray[np.intp]
    place: NDArray[np.intp]  # among all words of the text
    value: Floats
    shouted: Bools  # in a sentence of which some words are in capitals and some are not
    near: dict[int, Neighbours]  # by distance, -3 to 2; 0 is the word itself


def find_scored(words: Words, ids: Ints, first: Ints, shouted: Bools) -> Scored:
    """The words whose valence counts: in the word list, no boosters, and not the "kind" of "kind of".

    Parameters
    ----------
    words : Words
    ids : array
        By word of the text: its entry in `words`.
    first : array
        By sentence, and one more: the index of its first word.
    shouted : array
        By sentence: whether capitals stand out in it.
    """
    known = ~np.isnan(words.value)
    place = np.flatnonzero((known & (STRENGTH[words.rule] == 0))[ids])
    kind = np.flatnonzero(words.rule[ids[place]] == RULES["kind"])
    kind = kind[place[kind] + 1 < first[np.searchsorted(first, place[kind], "right")]]
    place = np.delete(place, kind[words.rule[ids[place[kind] + 1]] == RULES["of"]])
    sentence = np.searchsorted(first, place, "right") - 1
    low, high = first[sentence], first[sentence + 1]
    near = {}
    for distance in range(-3, 3):
        inside = (place + distance >= low) & (place + distance < high)
        # Beyond the sentence stands the last entry, a word of which nothing is said.
        entry = np.where(inside, ids[np.where(inside, place + distance, 0)], len(words.value) - 1)
        near[distance] = Neighbours(words.rule[entry], words.upper[entry], known[entry], inside & ~known[entry])
    return Scored(sentence, place, words.value[ids[place]], shouted[sentence], near)


def judge(scored: Scored) -> Floats:
    """The valence of each scored word among its neighbours; "but" is not looked at yet."""
    near, before = scored.near, scored.near[-1]
    valence = np.where(_is(near[0], "no") & near[1].known, 0.0, scored.value)
    after_no = _is(before, "no") | _is(near[-2], "no") | (_is(near[-3], "no") & _is(before, "or", "nor"))
    valence = np.where(after_no, scored.value * NEGATION, valence)
    valence = valence + np.where(near[0].upper & scored.shouted, np.where(valence > 0, CAPITALS, -CAPITALS), 0.0)
    for distance in (1, 2, 3):
        word = near[-distance]
        valence = valence + np.where(word.open, _boost(word, valence, scored.shouted) * FADING[distance], 0.0)
        valence = valence * np.where(word.open, _negation(near, distance), 1.0)
    valence = np.where(near[-3].open, _idioms(near, valence), valence)
    least = before.open & _is(before, "least") & ~_is(near[-2], "at", "very")
    return np.where(least, valence * NEGATION, valence)


def _is(word: Neighbours, *words: str) -> Bools:
    return np.isin(word.rule, [RULES[word] for word in words])


def _boost(word: Neighbours, valence: Floats, shouted: Bools) -> Floats:
    """What a booster or dampener adds: away from zero or towards it, more if it is shouted."""
    strength = np.where(valence < 0, -STRENGTH[word.rule], STRENGTH[word.rule])
    loud = word.upper & shouted & (strength != 0)
    return strength + np.where(loud, np.where(valence > 0, CAPITALS, -CAPITALS), 0.0)


def _negation(near: dict[int, Neighbours], distance: int) -> Floats:
    """The factor of a negation at a distance; "never so" strengthens, "without doubt" does neither."""
    word, before, between = near[-distance], near[-1], near[-2]
    factor = np.where(NEGATES[word.rule], NEGATION, 1.0)
    if distance == 1:
        return factor
    so, doubt = _is(before, "so", "this"), _is(before, "doubt")
    never, without = _is(word, "never"), _is(word, "without")
    if distance == 2:
        strong, neither = never & so, without & doubt
    else:
        # As the reference reads: three words away, "so" or "this" before the word is enough without "never".
        strong = (never & _is(between, "so", "this")) | so
        neither = without & (_is(between, "doubt") | doubt)
    return np.where(strong, NEVER_SO, np.where(neither, 1.0, factor))


def _idioms(near: dict[int, Neighbours], valence: Floats) -> Floats:
    """Idioms have a valence of their own; "kind of" and its like dampen what follows."""
    three, two, one, own, next_, last = (near[distance].rule for distance in range(-3, 3))
    # The first idiom found among the words before and at the word; an idiom that begins with it goes before those.
    looked_up = [
        _PAIRS[three, two],
        _triple(three, two, one),
        _PAIRS[two, one],
        _triple(two, one, own),
        _PAIRS[one, own],
    ]
    for found in (*looked_up, _PAIRS[own, next_], _triple(own, next_, last)):
        valence = np.where(np.isnan(found), valence, found)
    return valence + _DAMPENED[three, two] + _DAMPENED[two, one]


def _triple(one: Ints, two: Ints, three: Ints) -> Floats:
    found = np.full(len(one), np.nan)
    for (a, b, c), value in _TRIPLES.items():
        found[(one == RULES[a]) & (two == RULES[b]) & (three == RULES[c])] = value
    return found
