"""The cues of a batch with what their places decide, in arrays: most words that look like cues stand where none does.

Whether a word is the verb of an attribution is decided here. Every other condition is implied by the rule named beside
it, which is in `reported.py`, `closing.py`, `governed.py` or `nouns.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntFlag, auto
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from framing.pieces import Bools, Index
from framing.voices import closing, cues, governed, nouns, reported, subjects
from framing.voices.tokens import Q, Tokens, last_before, next_at
from framing.voices.types import Cue


class _Is(IntFlag):
    """What a word can be as a cue, and as the word before or behind one."""

    VERB = auto()
    PAST = auto()
    S = auto()
    BASE = auto()
    ING = auto()
    SAYING = auto()
    NOUN_TOO = auto()
    OF_NOUNS = auto()
    BEFORE_ADJUNCT = auto()  # "said on Tuesday that"
    AFTER_WORDS = auto()  # "…, he said"
    WITH_OBJECT = auto()  # somebody told or asked first
    WITH_NOUN = auto()
    WITH_CLAUSE = auto()
    WITH_TO = auto()
    WITH_ING = auto()
    PASSIVE = auto()
    NOUN = auto()
    ACCORDING = auto()
    POLL = auto()
    BREAK = auto()
    BETWEEN = auto()
    AFTER_NAME = auto()
    COMMA = auto()
    TO = auto()
    AND = auto()
    SHOWN = auto()
    STRONG = auto()
    ADJUNCT = auto()
    OPENER = auto()
    BY = auto()
    AS = auto()
    ABOUT = auto()
    NO_OBJECT = auto()
    NOBODY = auto()
    AFTER_PASSIVE = auto()
    AFTER_NOUN = auto()
    NOT_BEFORE_VERB = auto()
    BEFORE_PARTICIPLE = auto()
    NOT_BEFORE_ING = auto()
    PRONOUN = auto()
    CONTRACTED = auto()
    IN = auto()


_FORMS = {"past": _Is.PAST, "s": _Is.S, "base": _Is.BASE, "ing": _Is.ING}
_GOVERNING = {"l": _Is.AFTER_WORDS, "r": _Is.WITH_OBJECT, "o": _Is.WITH_OBJECT, "n": _Is.WITH_NOUN, "c": _Is.WITH_CLAUSE,
              "t": _Is.WITH_TO, "g": _Is.WITH_ING}  # fmt: skip
_CLASSES: dict[_Is, Iterable[str]] = {
    _Is.NOUN_TOO: cues.NOUNS,
    _Is.PASSIVE: cues.PASSIVES,
    _Is.NOUN: cues.NOUN_CLASS,
    _Is.ACCORDING: ["according"],
    _Is.POLL: cues.POLLS,
    _Is.BREAK: closing.BREAKS,
    _Is.BETWEEN: closing.BETWEEN,
    _Is.AFTER_NAME: closing.AFTER_NAME | cues.CLAUSE_STARTS,
    _Is.COMMA: [","],
    _Is.TO: ["to"],
    _Is.AND: ["and"],
    _Is.SHOWN: cues.CLAUSE_STARTS | {Q, ":"},
    _Is.STRONG: cues.CLAUSE_STARTS | cues.DETERMINERS | {Q},
    _Is.ADJUNCT: cues.TIMES | cues.ADJUNCT_HEADS,
    _Is.OPENER: governed.OPENERS,
    _Is.BY: ["by"],
    _Is.AS: ["as"],
    _Is.ABOUT: governed.ABOUT,
    _Is.NO_OBJECT: governed.NOT_OBJECT,
    _Is.NOBODY: governed.ENDS | cues.PREPOSITIONS,
    _Is.AFTER_PASSIVE: nouns.AFTER_PASSIVE,
    _Is.AFTER_NOUN: {"that", "whether"}.union(*cues.NOUN_PREPOSITIONS.values()),
    _Is.NOT_BEFORE_VERB: reported.NOT_BEFORE_VERB,
    _Is.BEFORE_PARTICIPLE: subjects.BEFORE_PARTICIPLE,
    _Is.NOT_BEFORE_ING: cues.PREPOSITIONS | cues.DETERMINERS | cues.VERBS.keys() | cues.PAST,
    _Is.PRONOUN: cues.PRONOUNS | cues.RELATIVES,
    _Is.CONTRACTED: cues.CONTRACTED,
    _Is.IN: ["in", "among"],
}


def _of_verb(frame: cues.Frame) -> int:
    """What a verb can be as a cue."""
    found = _Is.VERB | _FORMS[frame.form]
    for letter in frame.governs & _GOVERNING.keys():
        found |= _GOVERNING[letter]
    if frame.cue_class == "saying":
        found |= _Is.SAYING | _Is.BEFORE_ADJUNCT
    if frame.lemma in governed.BEFORE_ADJUNCT:
        found |= _Is.BEFORE_ADJUNCT
    return found | _Is.OF_NOUNS if frame.lemma in subjects.OF_NOUNS else found


def _codes() -> dict[str, int]:
    found = {word: int(_of_verb(frame)) for word, frame in cues.VERBS.items()}
    for what, words in zip(map(int, _CLASSES), _CLASSES.values(), strict=True):
        for word in words:
            found[word] = found.get(word, 0) | what
    return found


_WORDS = _codes()
# What verbs govern, a bit each.
_BITS = {word: 1 << n for n, word in enumerate(sorted(set[str]().union(*(f.governs for f in cues.VERBS.values()))))}
# By number of a word that the rules know, 0 for any other: what it can be, its frame, what this governs, its own bit.
_NUMBERS = {word: n for n, word in enumerate(dict.fromkeys([*_WORDS, *_BITS]), 1)}
_CODES = np.array([0, *(_WORDS.get(word, 0) for word in _NUMBERS)], np.int64)
_FRAMES = [None, *map(cues.VERBS.get, _NUMBERS)]
_GOVERNS = np.array([sum(_BITS[word] for word in frame.governs) if frame else 0 for frame in _FRAMES], np.int32)
_GOVERNED = np.array([0, *(_BITS.get(word, 0) for word in _NUMBERS)], np.int32)


class Near:
    """Cues with their unit and the words beside them; every array is by cue."""

    def __init__(self, t: Tokens, first: Index, stop: Index) -> None:
        every = np.array(t.cues, np.intp)
        unit = np.searchsorted(first, every, "right") - 1
        inside = (unit >= 0) & (every < np.append(stop, 0)[unit])
        self.t, self.at, unit = t, every[inside], unit[inside]
        self.a, self.b = first[unit], stop[unit]
        numbers = np.fromiter(map(_NUMBERS.get, t.spelt, repeat(0)), np.int16, len(t.spelt))
        columns = (t.helping, t.quotations, t.marks, t.finite, t.capitals)
        helping, quotations, marks, finite, capital = (np.frombuffer(column, np.bool_) for column in columns)
        # Where the verb group begins (phrases.verb_start).
        self.start = np.maximum(self.a, last_before(~helping, self.at) + 1)
        self.head, self.helped = self.start == self.a, self.start < self.at
        self.last = self.at + 1 >= self.b
        # Which distinct token stands before its verb group.
        self.before = t.kinds[self.start - 1]
        self.number, follows = (numbers[t.kinds[k]] for k in (self.at, self.at + 1))
        self.cue, self.next, self.previous = _CODES[self.number], _CODES[follows], _CODES[numbers[self.before]]
        self.first = _CODES[numbers[t.kinds[self.a]]]
        self.phrasal = (_GOVERNS[self.number] & _GOVERNED[follows]) > 0
        # Whether a mark stands before it in its unit, and a finite verb shortly behind it.
        self.quoted, self.broken = (last_before(column, self.start) >= self.a for column in (quotations, marks))
        self.clause_soon = next_at(finite, self.at + 2) < np.minimum(self.at + 8, self.b)
        self.capital, self.capital_before = capital[self.at], capital[self.start - 1]
        self.adverb_next = np.frombuffer(t.adverbs, np.bool_)[self.at + 1]
        self.verbal = self._verbal()
        self.closes = self._closes()

    def likely(self) -> Bools:
        """Whether reported.attributions can find anything by the cue."""
        # nouns.passive, nouns.noun_cue
        room = self.at + 2 < self.b
        be = last_before(np.frombuffer(self.t.be, np.bool_), self.at) >= self.start
        passive = self.is_(_Is.PASSIVE) & be & room & self.has(self.next, _Is.AFTER_PASSIVE)
        noun = self.is_(_Is.NOUN) & room & self.has(self.next, _Is.AFTER_NOUN)
        according = self.is_(_Is.ACCORDING) & ~self.last & self.has(self.next, _Is.TO)
        # closing.in_poll
        poll = self.is_(_Is.POLL) & self.has(self.first, _Is.IN) & (self.at <= self.a + closing.POLL_WITHIN)
        # closing.as_said_by
        said = self.is_(_Is.PAST) & self.is_(_Is.SAYING) & self.has(self.previous, _Is.AS) & self.has(self.next, _Is.BY)
        # reported._verb: a participle behind "be" is passive or nothing; right behind what closes one in -ing begins anew.
        closed = np.maximum.accumulate(np.where(self.closes | according, self.at, -1))
        anew = self.is_(_Is.ING) & (np.append(-1, closed[:-1])[: len(closed)] >= self.a)
        active = ~(be & self.is_(_Is.PAST)) & (self.closes | ((self._governs() | anew) & self._behind()))
        # reported._title_case
        short = self.b - self.a < reported.LONGEST_TITLE
        lower = ~self.capital | (self.at == self.a) | self.is_(_Is.ING) | short
        return (self.is_(_Is.VERB) & lower & active) | said | passive | noun | according | poll

    def rows(self, which: Bools) -> list[Cue]:
        """Some of the cues one by one."""
        infinitive, governs = self._infinitive(), self._governs()
        columns = (self.start, self.closes, self.verbal, infinitive, governs)
        frames = [_FRAMES[number] for number in self.number[which].tolist()]
        places = self.at[which].tolist()
        return list(map(Cue._make, zip(places, frames, *(column[which].tolist() for column in columns), strict=True)))

    def _closes(self) -> Bools:
        """closing.closing: whether the words around the verb group leave room for words in front."""
        beside = self.has(self.next, _Is.BETWEEN) | self.adverb_next | self.last | self.quoted
        inverted = ~self.helped & ~self.last & self.has(self.previous, _Is.BREAK) & ~self.has(self.next, _Is.AFTER_NAME)
        form = ~self.head & ~self.is_(_Is.ING) & ~(self.is_(_Is.BASE) & self.helped)
        straight = self.verbal & ~self.has(self.previous, _Is.AND) & (beside | self.is_(_Is.WITH_OBJECT))
        return self.is_(_Is.AFTER_WORDS) & form & self.broken & (inverted | straight)

    def _infinitive(self) -> Bools:
        return ~self.head & self.has(self.previous, _Is.TO) & self.is_(_Is.BASE) & self.is_(_Is.SAYING)

    def _governs(self) -> Bools:
        """Whether what stands before the verb lets it govern what follows."""
        barred = ~self.head & self.has(self.previous, _Is.NOT_BEFORE_VERB)
        return self._infinitive() | (~barred & self.verbal)

    def _behind(self) -> Bools:
        """governed.governed: whether it can govern the word behind it."""
        saying, listener = self.is_(_Is.SAYING), self.is_(_Is.WITH_OBJECT)
        shown = self.has(self.next, _Is.SHOWN) | self.phrasal
        to = self.has(self.next, _Is.TO) & (saying | listener | self.is_(_Is.WITH_TO))
        told = listener & (~self.has(self.next, _Is.NOBODY) | self.has(self.next, _Is.BY))
        adjunct = self.is_(_Is.BEFORE_ADJUNCT | _Is.AFTER_WORDS) & (self.has(self.next, _Is.ADJUNCT) | self.adverb_next)
        opener = saying & self.has(self.next, _Is.OPENER)
        thing = self.is_(_Is.WITH_NOUN) | (self.is_(_Is.WITH_CLAUSE) & self.clause_soon)
        some = shown | to | told | adjunct | opener | self.is_(_Is.WITH_ING)
        some |= self.is_(_Is.WITH_NOUN) & self.has(self.next, _Is.ABOUT)
        some |= thing & ~self.has(self.next, _Is.NO_OBJECT)
        return self.has(self.next, _Is.COMMA) | (~self.last & some)

    def _verbal(self) -> Bools:
        """Whether the form is a verb: "claims" behind a name, not behind an adjective or possessive."""
        words, noun = self.t.spelt, self.is_(_Is.NOUN_TOO)
        possessive = np.array([word.endswith(("'s", "s'")) for word in words], np.bool_)[self.before]
        shown = ~self.last & (self.has(self.next, _Is.STRONG) | self.phrasal)
        named = self.is_(_Is.S) & self.capital_before & (self.start > self.a + 1)
        # A noun in the singular: the word before must be a plural.
        alone = np.flatnonzero(noun & ~self.is_(_Is.S) & shown)
        shown[alone] = [words[kind].endswith("s") for kind in self.before[alone].tolist()]
        bare = np.where(noun, ~self.head & (shown | named), ~self.head | self.is_(_Is.PAST))
        spoken = ~self.head & self.has(self.previous, _Is.PRONOUN)
        finite = (self.head | ~possessive) & (self.helped | spoken | bare)
        return np.where(self.is_(_Is.ING), self._participle(), finite)

    def _participle(self) -> Bools:
        """Whether a form in -ing attributes: "…, saying", "he's saying", or as a noun's verb "a letter saying that …"."""
        behind_noun = self.is_(_Is.OF_NOUNS) & ~self.last & ~self.head & ~self.has(self.previous, _Is.NOT_BEFORE_ING)
        at = np.flatnonzero(behind_noun & self.is_(_Is.ING))
        behind_noun[at] = [self.t.spelt[kind].isalpha() for kind in self.before[at].tolist()]
        beside = self.has(self.previous, _Is.BEFORE_PARTICIPLE | _Is.CONTRACTED)
        return self.helped | self.head | beside | behind_noun

    def is_(self, what: int) -> Bools:
        return self.has(self.cue, what)

    def has(self, codes: NDArray[np.int64], what: int) -> Bools:
        return (codes & what) > 0


def likely_cues(t: Tokens, first: Index, stop: Index) -> tuple[Index, list[Cue]]:
    """The cues of units that can attribute anything: their tokens, and what their places decide.

    Parameters
    ----------
    t : Tokens
        Of the batch.
    first, stop : array
        By unit: its first token, and the token behind it.
    """
    near = Near(t, first, stop)
    likely = near.likely()
    return near.at[likely], near.rows(likely)
