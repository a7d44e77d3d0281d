"""Noun phrases, adjuncts and clause ends around a cue, by position and small words alone; all ranges are of tokens."""

from __future__ import annotations

from framing.voices import cues
from framing.voices.tokens import Q, Tokens

MOST_WORDS_OF_NAME = 14
_ENDS = frozenset([".", ",", ";", ":", "!", "?", ")", "(", "\u2014", "-", "\u2026", Q])
_APPOSED = 40
_ADJUNCT_HEADS = frozenset(
    "in on at during after to via through before with for from upon when as while by about".split()
)
_CLOSERS_OF_CONTENT = frozenset(
    "but which while whereas though although even said says saying compared who where".split()
)
# After "and" or "but" these carry on the speaker's sentence, not the content.
_MORE = frozenset("also then later even has have had".split())


def is_adverb(word: str) -> bool:
    """Whether a word may stand between a subject and its verb."""
    return word in cues.ADVERBS or (word.endswith("ly") and word not in cues.NOT_ADVERBS)


def verb_start(t: Tokens, i: int, floor: int) -> tuple[int, bool]:
    """First token of the verb group that ends at i, and whether a form of "be" stands in it."""
    j, be = i, False
    while j > floor:
        word = t.low[j - 1]
        if word in cues.BE:
            be = True
        elif word in ("'", '"') or not (word in cues.AUXILIARIES or is_adverb(word)):
            break
        j -= 1
    return j, be


def phrase_before(t: Tokens, end: int, floor: int) -> int:
    """First token of the noun phrase that ends before `end`."""
    j = end
    if j > floor and t.low[j - 1] in cues.PRONOUNS | cues.RELATIVES:
        return j - 1
    while j > floor and end - j < MOST_WORDS_OF_NAME:
        word = t.low[j - 1]
        if word in _ENDS and not (word == "-" and t.start[j] == t.end[j - 1]):
            break
        if word in cues.SUBORDINATORS or word in cues.AUXILIARIES or word in cues.PRONOUNS or word == "that":
            if not (word in ("and", "&") and j - 1 > floor and j < end and t.capital(j) and t.capital(j - 2)):
                break
        if word in cues.VERBS and not t.capital(j - 1) and cues.VERBS[word].form in ("past", "ing") and j < end:
            break
        j -= 1
    while j < end and (is_adverb(t.low[j]) or t.low[j] in ("'", "yet", "still", "meanwhile", "]")):
        j += 1
    if j < end and t.low[j] in cues.PREPOSITIONS:
        j = _after_opening_phrase(t, j, end)
    return j


def _after_opening_phrase(t: Tokens, j: int, end: int) -> int:
    """Skip "On Tuesday" or "In Iowa" where a name or a determiner begins the subject behind it."""
    for k in range(j + 2, end):
        if t.low[k] in cues.DETERMINERS and t.low[k - 1] not in cues.PREPOSITIONS:
            return k
    return j + 1 if end - j < 3 else max(j + 1, end - 2)


def phrase_after(t: Tokens, start: int, ceiling: int) -> int:
    """End of the noun phrase that begins at `start` ("said X": X ends at a comma, a time, a preposition but "of")."""
    k = start
    if k < ceiling and t.low[k] in cues.PRONOUNS:
        return k + 1
    while k < ceiling and k - start < MOST_WORDS_OF_NAME:
        word = t.low[k]
        if word in _ENDS or word in cues.TIMES or word in cues.RELATIVES:
            break
        if word in cues.SUBORDINATORS and word not in ("and", "&"):
            break
        if word in cues.PREPOSITIONS and word not in ("of", "for") and k > start:
            break
        if word in cues.VERBS and not t.capital(k) and cues.VERBS[word].form in ("past", "ing") and k > start:
            break
        k += 1
    return k


def apposition_before(t: Tokens, comma: int, floor: int) -> tuple[int, int] | None:
    """For ", title," that closes at `comma`: the range of the name before it, or None."""
    for k in range(comma - 1, max(floor, comma - _APPOSED), -1):
        word = t.low[k]
        if word in (";", Q, "\u2014") or (word == "." and k > floor):
            return None
        if word != ",":
            continue
        first = phrase_before(t, k, floor)
        if first < k and (t.capital(k - 1) or t.low[first] in cues.DETERMINERS):
            if k + 1 < comma and t.capital(k - 1) and t.low[k - 1] in cues.MONTHS | cues.WEEKDAYS:
                return None
            return first, k
    return None


def skip_adjuncts(t: Tokens, k: int, ceiling: int) -> int:
    """Past "on Tuesday", "in a statement", "last week": the first token that is not an adjunct of the verb."""
    while k < ceiling:
        word = t.low[k]
        if word in cues.TIMES and not (word in ("this", "last", "next") and not _time_follows(t, k + 1, ceiling)):
            k += 1
        elif is_adverb(word) and word not in ("all", "both", "only"):
            k += 1
        elif word in _ADJUNCT_HEADS and (end := _adjunct_end(t, k, ceiling)):
            k = end
        else:
            break
    return k


def _time_follows(t: Tokens, k: int, ceiling: int) -> bool:
    return k < ceiling and (t.low[k] in cues.TIMES or t.low[k] in cues.MONTHS)


def _adjunct_end(t: Tokens, k: int, ceiling: int) -> int:
    """End of a prepositional phrase after the cue, or 0 where it is not one or its end is not clear."""
    for m in range(k + 1, min(k + 22, ceiling)):
        word = t.low[m]
        if word in ("that", Q) and m > k + 1:
            return m
        if word in (",", ".", ";", ":", "\u2014", "?"):
            return m
    if ceiling - k <= 22:
        return ceiling
    return 0


def content_end(t: Tokens, start: int, ceiling: int, *, clause: bool) -> int:
    """Where the words attributed end: the sentence, or where its own account goes on."""
    k = start + 1
    while k < ceiling:
        word = t.low[k]
        following = t.low[k + 1] if k + 1 < ceiling else ""
        if word == ";" or (word in (",", "\u2014") and _leaves(t, k + 1, ceiling, clause)):
            return k
        if word in (".", "?", "!") and k + 1 == ceiling:
            return k
        if word in ("and", "but") and following in cues.VERBS and cues.VERBS[following].form == "past":
            if "l" in cues.VERBS[following].governs:
                return k
        if word == "according" and following == "to":
            return k
        k += 1
    return ceiling


def _leaves(t: Tokens, k: int, ceiling: int, clause: bool) -> bool:
    """Whether what begins behind a comma is no longer part of the content."""
    if k >= ceiling:
        return True
    word = t.low[k]
    frame = cues.VERBS.get(word)
    if frame and frame.form == "ing" and frame.cue_class != "other":
        return True
    if word == "according" or word in ("but", "which", "compared", "said"):
        return True
    if word in ("and", "but"):
        after = (
            t.low[k + 2]
            if t.low[min(k + 1, ceiling - 1)] in _MORE and k + 2 < ceiling
            else t.low[min(k + 1, ceiling - 1)]
        )
        if after in cues.VERBS and cues.VERBS[after].form != "base":
            return True
    if clause:
        return False
    if word in _CLOSERS_OF_CONTENT or word in cues.PRONOUNS or word in ("the", "a", "an", "and", "with", "as"):
        return True
    return t.capital(k)
