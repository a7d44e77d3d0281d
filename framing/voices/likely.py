"""Which cues can attribute anything, decided in arrays: most words that look like cues stand where none does.

Every condition here is implied by the rule named beside it, for a sentence in which nothing was attributed yet; the
rules themselves are in `reported.py`, `closing.py`, `governed.py` and `nouns.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntFlag, auto

import numpy as np

from framing.pieces import Bools, Index, Ints
from framing.voices import closing, cues, governed, nouns, reported, subjects
from framing.voices.tokens import Q, Tokens, last_before


class _Is(IntFlag):
    """What a word can be as a cue, and as the word before or behind one."""

    VERB = auto()
    PAST = auto()
    S = auto()
    BASE = auto()
    ING = auto()
    AFTER_WORDS = auto()  # "…, he said"
    WITH_OBJECT = auto()  # somebody told or asked first
    SAYING = auto()
    NOUN_TOO = auto()
    OF_NOUNS = auto()
    PASSIVE = auto()
    NOUN = auto()
    ACCORDING = auto()
    POLL = auto()
    BETWEEN = auto()
    BREAK = auto()
    ADVERB = auto()
    COMMA = auto()
    TO = auto()
    NO_OBJECT = auto()
    STRONG = auto()
    AFTER_PASSIVE = auto()
    AFTER_NOUN = auto()
    NOT_BEFORE_VERB = auto()
    BEFORE_PARTICIPLE = auto()
    PRONOUN = auto()
    IN = auto()


def _codes() -> dict[str, int]:
    found: dict[str, int] = {}
    forms = {"past": _Is.PAST, "s": _Is.S, "base": _Is.BASE, "ing": _Is.ING}

    def add(words: Iterable[str], what: int) -> None:
        for word in words:
            found[word] = found.get(word, 0) | what

    for word, frame in cues.VERBS.items():
        add([word], _Is.VERB | forms[frame.form])
        add([word] if "l" in frame.governs else (), _Is.AFTER_WORDS)
        add([word] if not frame.governs.isdisjoint("ro") else (), _Is.WITH_OBJECT)
        add([word] if frame.cue_class == "saying" else (), _Is.SAYING)
        add([word] if frame.lemma in subjects.OF_NOUNS else (), _Is.OF_NOUNS)
        add(frame.governs, _Is.STRONG)
    add(cues.NOUNS, _Is.NOUN_TOO)
    add(cues.PASSIVES, _Is.PASSIVE)
    add(cues.NOUN_CLASS, _Is.NOUN)
    add(["according"], _Is.ACCORDING)
    add(cues.POLLS, _Is.POLL)
    add(closing.BETWEEN, _Is.BETWEEN)
    add(closing.BREAKS, _Is.BREAK)
    add(cues.ADVERBS, _Is.ADVERB)
    add([","], _Is.COMMA)
    add(["to"], _Is.TO)
    add(governed.ENDS - {","}, _Is.NO_OBJECT)
    add(cues.CLAUSE_STARTS | cues.DETERMINERS | {Q}, _Is.STRONG)
    add(nouns.AFTER_PASSIVE, _Is.AFTER_PASSIVE)
    add({"that", "whether"}.union(*cues.NOUN_PREPOSITIONS.values()), _Is.AFTER_NOUN)
    add(reported.NOT_BEFORE_VERB, _Is.NOT_BEFORE_VERB)
    add(subjects.BEFORE_PARTICIPLE, _Is.BEFORE_PARTICIPLE)
    add(cues.PRONOUNS | cues.RELATIVES, _Is.PRONOUN)
    add(["in", "among"], _Is.IN)
    return found


_CODES = _codes()


class _Near:
    """Cues with their unit and the words beside them; every array is by cue."""

    def __init__(self, t: Tokens, at: Index, a: Index, b: Index) -> None:
        codes = np.array([_CODES.get(word, 0) for word in t.spelt], np.int32)[t.kinds]
        flags = [np.frombuffer(column, np.bool_) for column in (t.helping, t.be, t.quotations, t.capitals)]
        helping, be, quotations, capital = flags
        self.at, self.a, self.b = at, a, b
        # Where the verb group begins (phrases.verb_start).
        self.start = np.maximum(a, last_before(~helping, at) + 1)
        self.be = last_before(be, at) >= self.start
        self.head = self.start == a
        self.cue, self.next, self.previous, self.first = (codes[k] for k in (at, at + 1, self.start - 1, a))
        self.quoted = last_before(quotations, self.start) >= a
        self.capital, self.capital_before = capital[at], capital[self.start - 1]
        # -ly makes an adverb (spellings.is_adverb); of a word with a capital `helping` does not say so.
        self.adverb_next = helping[at + 1] | capital[at + 1]

    def can(self) -> Bools:
        """Whether reported.attributions can find anything by the cue."""
        last = self.at + 1 >= self.b
        # nouns.passive, nouns.noun_cue
        room = self.at + 2 < self.b
        passive = self.is_(_Is.PASSIVE) & self.be & room & self.has(self.next, _Is.AFTER_PASSIVE)
        noun = self.is_(_Is.NOUN) & room & self.has(self.next, _Is.AFTER_NOUN)
        # reported._verb: a participle behind "be" is passive or nothing.
        active = ~(self.be & self.is_(_Is.PAST)) & (self.closes(last) | self.governs(last))
        # reported._title_case
        lower = ~self.capital | (self.at == self.a) | self.is_(_Is.ING) | (self.b - self.a < reported.LONGEST_TITLE)
        verb = self.is_(_Is.VERB) & lower & active
        according = self.is_(_Is.ACCORDING) & ~last & self.has(self.next, _Is.TO)
        # closing.in_poll
        poll = self.is_(_Is.POLL) & self.has(self.first, _Is.IN) & (self.at <= self.a + closing.POLL_WITHIN)
        return verb | passive | noun | according | poll

    def closes(self, last: Bools) -> Bools:
        """closing.closing and its `_may_close`."""
        helped = self.start < self.at
        beside = last | self.has(self.next, _Is.BETWEEN | _Is.ADVERB) | self.has(self.previous, _Is.BREAK)
        form = ~self.head & ~self.is_(_Is.ING) & ~(self.is_(_Is.BASE) & helped)
        return self.is_(_Is.AFTER_WORDS) & form & (beside | self.is_(_Is.WITH_OBJECT) | self.adverb_next | self.quoted)

    def governs(self, last: Bools) -> Bools:
        """What stands before the verb (reported.NOT_BEFORE_VERB, subjects.verbal), and behind it (governed.governed)."""
        infinitive = ~self.head & self.has(self.previous, _Is.TO) & self.is_(_Is.BASE) & self.is_(_Is.SAYING)
        barred = ~self.head & self.has(self.previous, _Is.NOT_BEFORE_VERB)
        behind = np.where(last, self.has(self.next, _Is.COMMA), ~self.has(self.next, _Is.NO_OBJECT))
        return (infinitive | (~barred & self.verbal(last))) & behind

    def verbal(self, last: Bools) -> Bools:
        """subjects.verbal"""
        helped = self.start < self.at
        behind_pronoun = ~self.head & self.has(self.previous, _Is.PRONOUN)
        participle = helped | self.head | self.has(self.previous, _Is.BEFORE_PARTICIPLE) | self.is_(_Is.OF_NOUNS)
        named = self.is_(_Is.S) & self.capital_before & (self.start > self.a + 1)
        noun = (~last & self.has(self.next, _Is.STRONG)) | named
        bare = np.where(self.is_(_Is.NOUN_TOO), ~self.head & noun, ~self.head | self.is_(_Is.PAST))
        return behind_pronoun | np.where(self.is_(_Is.ING), participle, helped | bare)

    def is_(self, what: int) -> Bools:
        return self.has(self.cue, what)

    def has(self, codes: Ints, what: int) -> Bools:
        return (codes & what) > 0


def likely_cues(t: Tokens, first: Index, stop: Index) -> Index:
    """The cues of units that can attribute anything.

    Parameters
    ----------
    t : Tokens
        Of the batch.
    first, stop : array
        By unit: its first token, and the token behind it.
    """
    every = np.array(t.cues, np.intp)
    unit = np.searchsorted(first, every, "right") - 1
    inside = (unit >= 0) & (every < np.append(stop, 0)[unit])
    at, unit = every[inside], unit[inside]
    return at[_Near(t, at, first[unit], stop[unit]).can()]
