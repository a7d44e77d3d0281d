"""The noun phrase that is the subject of a verb, and whether a range has a verb."""

from __future__ import annotations

from framing.voices import cues
from framing.voices.phrases import apposition_before, phrase_after, phrase_before, verb_start
from framing.voices.tokens import Q, Tokens
from framing.voices.types import Range

BEFORE_PARTICIPLE = frozenset(
    ["", ",", Q, "\u2014", "-", "and", "while", "by", "after", "before", "who", "but", "when"]
)
OF_NOUNS = frozenset("say show suggest claim argue allege warn indicate accuse urge criticize oppose support".split())
_LEADING = frozenset(
    """lead leads led leading leave leaves left leaving prompt prompts prompted prompting cause causes caused causing force forces forced
    forcing allow allows allowed allowing drive drives drove driving enable enables enabled want wants wanted ask asks asked urge
    urges urged tell tells told invite invited for""".split()
)
_CLAUSE_ENDS = frozenset([",", ";", "\u2014", Q, ")", "to"])
_APPOSED = frozenset([",", "\u2014", "-", ")"])


def subject(t: Tokens, start: int, floor: int, a: int, frame: cues.Frame) -> tuple[Range | None, Range | None]:
    """The noun phrase in front of a verb group, and the title or clause beside it."""
    if start <= floor:
        return head_of_unit(t, a, start) if frame.form == "ing" else (None, None)
    previous = t.low[start - 1]
    if frame.form == "ing" and previous in BEFORE_PARTICIPLE:
        return head_of_unit(t, a, start)
    if previous in _APPOSED:
        return _apposed(t, start, floor)
    if previous in ("and", "but", "or", "then"):
        return head_of_unit(t, a, start)
    first = phrase_before(t, start, floor)
    if frame.form == "ing" and frame.lemma in OF_NOUNS:
        # "Neighbours got a letter saying …": the noun is the letter.
        first = next((k for k in range(start - 1, first, -1) if t.low[k] in cues.DETERMINERS), first)
    return ((first, start), None) if first < start else (None, None)


def _apposed(t: Tokens, start: int, floor: int) -> tuple[Range | None, Range | None]:
    """ "X, title, said" and "the title, X, said": the name is X."""
    name = apposition_before(t, start - 1, floor)
    if name is None:
        return None, None
    beside = (name[1] + 1, start - 1)
    if not t.capital(name[1] - 1) and beside[1] - beside[0] <= 5 and t.capital(beside[1] - 1):
        if all(t.capital(k) or t.low[k] == "the" for k in range(*beside)):
            return beside, name
    return name, beside


def head_of_unit(t: Tokens, a: int, stop: int) -> tuple[Range | None, Range | None]:
    """The subject of the sentence: the phrase before its first verb."""
    k = a
    while (k := t.finite.find(1, k + 1, stop)) >= 0:
        start, _ = verb_start(t, k, a)
        if start > a and t.low[start - 1] in cues.RELATIVES:
            first = phrase_before(t, start - 1 - (t.low[start - 2] == ","), a)
            if first < start - 2:
                return (first, start - 1 - (t.low[start - 2] == ",")), (start - 1, stop)
            continue
        if start > a and t.low[start - 1] in _APPOSED:
            name, beside = _apposed(t, start, a)
            if name:
                return name, beside
            continue
        first = phrase_before(t, start, a)
        if first < start:
            return (first, start), None
    end = phrase_after(t, a, stop)
    return ((a, end), None) if end > a and t.low[a] not in cues.PREPOSITIONS else (None, None)


def of_infinitive(t: Tokens, to: int, a: int) -> tuple[Range | None, Range | None]:
    """Who speaks in an infinitive: whom another leads to it, or the subject of the verb before it."""
    for k in range(to - 1, max(a, to - 9), -1):
        if t.low[k] in _LEADING and k < to - 1:
            return (k + 1, to), None
        if t.low[k] in _CLAUSE_ENDS:
            break
    k = t.finite.rfind(1, a, to)
    start, _ = verb_start(t, k, a) if k > a else (a, False)
    first = phrase_before(t, start, a)
    return ((first, start), None) if first < start else head_of_unit(t, a, to)


def of_participle(t: Tokens, first: int, end: int, b: int) -> tuple[Range | None, Range | None, int]:
    """Who speaks where a participle opens the sentence: "Citing costs, Brook …"; and where its words end."""
    for k in range(first, min(end + 1, b - 1)):
        marked = k in t.inside and t.last_mark(k) == ","
        if marked or t.low[k] == ",":
            name, role = head_of_unit(t, k + 1, b)
            if name and min(name[0], role[0] if role else name[0]) == k + 1:
                return name, role, k + marked
    return None, None, end


def has_verb(t: Tokens, a: int, b: int) -> bool:
    """Whether a range looks like a clause: a finite verb outside relative clauses."""
    k = a
    while k < b:
        word = t.low[k]
        if word in cues.RELATIVES and k > a and t.low[k - 1] == ",":
            while k < b and t.low[k] != ",":
                k += 1
        elif word == Q or word in cues.AUXILIARIES or word in cues.PAST:
            return True
        elif k > a and t.low[k - 1] not in cues.DETERMINERS:
            frame = cues.VERBS.get(word)
            if (frame and frame.form != "ing" and word not in cues.NOUNS) or (word.endswith("ed") and len(word) > 4):
                return True
        k += 1
    return False
