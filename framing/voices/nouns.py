"""Attributions without a verb of saying in the active voice: "the claim that …", "calls for …", "is expected to …"."""

from __future__ import annotations

from framing.voices import cues
from framing.voices.phrases import content_end, phrase_after, phrase_before, verb_start
from framing.voices.subjects import head_of_unit
from framing.voices.tokens import Tokens
from framing.voices.types import Attribution, Range

# What can follow "is expected", "was asked"; `passive` says which of them behind which verb.
AFTER_PASSIVE = frozenset("by to as of about whether if that how why what".split())

# What shows that a word in -ed is a verb and not the quality of a noun behind it.
_BEHIND_VERB = cues.DETERMINERS | cues.PREPOSITIONS | cues.PRONOUNS


def noun_cue(t: Tokens, i: int, a: int, b: int) -> Attribution | None:
    """A noun or adjective of saying or attitude with what it says."""
    kind = cues.NOUN_CLASS[t.low[i]]
    k = i + 1
    if k + 1 >= b or not _introduces(t.low[i], t.low[k]):
        return None
    start = k if t.low[k] in ("that", "whether", "to") else k + 1
    clause = t.low[k] in ("that", "whether")
    if clause and kind != "adjective" and _verb_next(t, k + 1, b):
        return None  # a relative clause
    end = content_end(t, start, b, clause=clause)
    while end > start and t.low[end - 1] in (".", ",", "?", "!"):
        end -= 1
    if end <= start:
        return None
    cue_class = "saying" if kind == "saying" else "attitude"
    return Attribution(
        (i, start if not clause and t.low[k] != "to" else i + 1),
        _whose(t, i, a, kind),
        None,
        ((start, end),),
        cue_class,
        "noun",
    )


def _verb_next(t: Tokens, k: int, b: int) -> bool:
    """Whether "that" is a subject: "claims that were made", "a comment that sorely hurt"; not "that undocumented workers leave"."""
    k += not t.finite[k] and t.helping[k]
    if k >= b or not t.finite[k]:
        return False
    if t.low[k] in cues.AUXILIARIES or t.low[k] in cues.PAST or t.low[k] in cues.VERBS:
        return True
    following = t.low[k + 1] if k + 1 < b else "."
    return following in _BEHIND_VERB or not following[0].isalnum()


def _introduces(noun: str, word: str) -> bool:
    return word in cues.NOUN_PREPOSITIONS.get(noun, ()) or (word in ("that", "whether") and noun not in cues.NO_CLAUSE)


def _whose(t: Tokens, i: int, a: int, kind: str) -> Range | None:
    """The possessive in front of a noun ("Smith's claim"), or the subject of "is confident"."""
    if kind == "adjective":
        start, _ = verb_start(t, i, a)
        first = phrase_before(t, start, a) if start < i else start
        return (first, start) if first < start else None
    if owner := whose(t, i, a):
        return owner
    held = kind == "attitude" and t.finite.find(1, a, i) >= 0  # "Brook voiced doubts about …"
    return head_of_unit(t, a, i)[0] if held else None


def whose(t: Tokens, i: int, a: int) -> Range | None:
    """The possessive in front of a noun."""
    for k in range(i - 1, max(a, i - 4) - 1, -1):
        if t.low[k] in ("his", "her", "their", "its", "my", "our"):
            return k, k + 1
        if t.low[k].endswith(("'s", "s'")):
            first = k
            while first > a and t.capital(first - 1) and t.low[first - 1][0].isalpha():
                first -= 1
            return first, k + 1
    return None


def passive(t: Tokens, i: int, a: int, b: int) -> Attribution | None:
    """ "is expected to …", "was described as …", "was accused of …": said by nobody named, or by somebody with "by"."""
    start, be = verb_start(t, i, a)
    if not be or i + 2 >= b:
        return None
    k = i + 1
    word = t.low[i]
    by: Range | None = None
    if t.low[k] == "by":
        end = phrase_after(t, k + 1, b)
        by, k = (k + 1, end), end
        if k + 1 >= b:
            return None
    if t.low[k] == "to" and word not in ("known", "described", "called", "asked", "told", "accused"):
        first = k
    elif t.low[k] in ("as",) and word in ("seen", "viewed", "regarded", "described", "known", "hailed"):
        first = k
    elif t.low[k] == "of" and word == "accused":
        first = k + 1
    elif word in ("asked", "told") and t.low[k] in ("about", "whether", "if", "that", "to", "how", "why", "what"):
        first = k + 1 if t.low[k] == "about" else k
    elif t.low[k] == "that" and word in cues.VERBS and start > a and t.low[start - 1] in ("it", "been"):
        first = k
    else:
        return None
    end = content_end(t, first, b, clause=t.low[first] == "that")
    while end > first and t.low[end - 1] in (".", ",", "?", "!"):
        end -= 1
    cue_class = (
        "saying"
        if word in ("said", "asked", "told", "accused", "described", "alleged", "reported", "revealed", "announced")
        else "other"
    )
    return Attribution((start, k), by, None, ((first, end),), cue_class, "passive") if end > first else None
