"""Noun phrases, adjuncts and clause ends around a cue, by position and small words alone; all ranges are of tokens."""

from __future__ import annotations

from framing.voices import cues
from framing.voices.spellings import ENDS, STOPS
from framing.voices.tokens import PIECE, Q, Tokens

MOST_WORDS_OF_NAME = 14
_ENDS = ENDS | {Q, ""}
_APPOSED = 40
_CLOSERS_OF_CLAUSE = frozenset("which compared said says saying according".split())
_CLOSERS_OF_PHRASE = frozenset(
    "but which while whereas though although even who where the a an and with as after when because before his her "
    "their it's".split()
)
_COORDINATORS = frozenset("and but while though although whereas even".split())
# After "and" or "but" these carry on the speaker's sentence, not the content.
_SPEAKING = frozenset("say tell add argue insist think believe acknowledge maintain contend write tweet".split())
_MORE = frozenset("also then later even has have had is was".split())
_FRESH = cues.PRONOUNS | cues.DETERMINERS
_HEADS = cues.PRONOUNS | cues.RELATIVES


def verb_start(t: Tokens, i: int, floor: int) -> tuple[int, bool]:
    """First token of the verb group that ends at i, and whether a form of "be" stands in it."""
    start = t.helping.rfind(0, floor, i) + 1 or min(floor, i)
    return start, t.be.find(1, start, i) >= 0


def phrase_before(t: Tokens, end: int, floor: int) -> int:
    """First token of the noun phrase that ends before `end`."""
    j = end
    if j > floor and t.low[j - 1] in _HEADS:
        return j - 1
    lowest = max(floor, end - MOST_WORDS_OF_NAME)
    while j > lowest:
        j = t.before.rfind(1, lowest, j) + 1 or lowest
        if j == lowest:
            break
        word = t.low[j - 1]
        if word in _ENDS and not (word == "-" and j < end and t.start[j] == t.end[j - 1]):
            break
        if word == PIECE and j < end and t.last_mark(j - 1) == ",":
            break
        if word in STOPS and not (
            word in ("and", "&") and j - 1 > floor and j < end and t.capital(j) and t.capital(j - 2)
        ):
            break
        if word in cues.VERBS and not t.capital(j - 1) and cues.VERBS[word].form in ("past", "ing") and j < end:
            break
        j -= 1
    while j < end and (
        (t.adverbs[j] and not (j == end - 1 and t.capital(j))) or t.low[j] in ("'", "yet", "still", "meanwhile", "]")
    ):
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
    highest = min(ceiling, start + MOST_WORDS_OF_NAME)
    while (k := t.behind.find(1, k, highest)) >= 0:
        word = t.low[k]
        if word in _ENDS or word in cues.TIMES or word in cues.RELATIVES:
            break
        if word in cues.SUBORDINATORS and word not in ("and", "&"):
            break
        if word in cues.PREPOSITIONS and word not in ("of", "for") and k > start:
            break
        if (
            k > start
            and word in _FRESH
            and t.low[k - 1] not in cues.PREPOSITIONS
            and t.low[k - 1] not in cues.DETERMINERS
        ):
            break
        if word in cues.VERBS and not t.capital(k) and cues.VERBS[word].form in ("past", "ing") and k > start:
            break
        k += 1
    return k if k >= 0 else max(start, highest)


_PARTNER = {",": ",", "\u2014": "\u2014", "-": "-", ")": "("}


def apposition_before(t: Tokens, closing: int, floor: int) -> tuple[int, int] | None:
    """For ", title," or "(Ohio)" or "\u2014 …\u2014" that closes at `closing`: the range of the name before it, or None."""
    partner = _PARTNER[t.low[closing]]
    k, lowest = closing, max(floor, closing - _APPOSED) + 1
    while (k := t.marks.rfind(1, lowest, k)) >= 0:
        word = t.low[k]
        if (
            word in (";", Q)
            or (word == "\u2014" and partner != "\u2014")
            or (word == "." and t.low[k + 1] not in (",", ")"))
        ):
            return None
        if word != partner or k + 1 == closing:
            continue
        end = k
        if t.low[k - 1] == ")":
            end = next((m for m in range(k - 2, max(floor, k - 8), -1) if t.low[m] == "("), k)
        first = phrase_before(t, end, floor)
        if end != k and first < end:
            return first, k
        if first < k and (
            t.capital(k - 1) or t.capital(first) or t.low[first] in cues.DETERMINERS or t.low[first] == "whose"
        ):
            if (
                (t.low[first] in ("a", "an", "the") or not (t.capital(first) or t.low[first] == "whose"))
                and first > floor + 1
                and t.low[first - 1] == ","
                and t.capital(first - 2)
            ):
                continue
            if first > floor + 1 and t.low[first - 1] in ("of", "from") and t.low[first - 2] == ",":
                continue  # "X, an attorney with Y, which …, said", "X, 22, of Z, said": the name is further left
            if t.low[k - 1] in cues.MONTHS or t.low[k - 1] in cues.WEEKDAYS:
                return None
            return first, k
    return None


def skip_adjuncts(t: Tokens, k: int, ceiling: int) -> int:
    """Past "on Tuesday", "in a statement", "last week": the first token that is not an adjunct of the verb."""
    while k < ceiling and t.adjuncts[k]:
        word = t.low[k]
        if word in cues.TIMES and not (word in ("this", "last", "next") and not _time_follows(t, k + 1, ceiling)):
            k += 1
        elif t.adverbs[k] and word not in ("all", "both", "only"):
            k += 1
        elif (
            word in cues.ADJUNCT_HEADS
            and k + 1 < ceiling
            and (t.low[k + 1] in cues.WEEKDAYS or t.low[k + 1] in cues.MONTHS)
        ):
            k += 2
        elif word in cues.ADJUNCT_HEADS and (end := _adjunct_end(t, k, ceiling)):
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
        if m > k + 2 and _begins_anew(t, m):
            return m
    if ceiling - k <= 22:
        return ceiling
    return 0


def _begins_anew(t: Tokens, m: int) -> bool:
    """Whether a subject begins that the phrase before it cannot hold: "in a statement the group …"."""
    before = t.low[m - 1]
    if t.low[m] in ("he", "she", "they", "it"):
        return before not in cues.SUBORDINATORS and before not in cues.RELATIVES
    return (
        t.low[m] in ("the", "his", "her", "their")
        and before.isalpha()
        and not (
            before in cues.PREPOSITIONS
            or before in cues.DETERMINERS
            or before in cues.SUBORDINATORS
            or before in cues.VERBS
            or before in cues.AUXILIARIES
            or before.endswith(("ed", "ing"))
        )
    )


def content_end(t: Tokens, start: int, ceiling: int, *, clause: bool, relative: bool = False) -> int:
    """Where the words attributed end: with the sentence, or where the outlet's own account goes on.

    A clause ("that …") goes on over commas, a noun phrase or infinitive rarely does; words inside a relative
    clause ("the man, who said …, was") end where the sentence's own verb follows.
    """
    k = start + 1
    while (k := t.leaving.find(1, k, ceiling)) >= 0:
        word = t.low[k]
        if word == ";" or (word in (",", "\u2014") and _leaves(t, k + 1, ceiling, clause, relative)):
            return k
        if word in ("and", "but") and _new_verb(t, k + 1, ceiling, clause):
            return k
        if word == "according" and k > start + 1 and k + 1 < ceiling and t.low[k + 1] == "to":
            return k
        if not clause and word in ("because", "while", "although", "though") and k > start + 1:
            return k
        k += 1
    return ceiling


def _new_verb(t: Tokens, k: int, ceiling: int, clause: bool) -> bool:
    """Whether "and" or "but" goes on with another verb of the speaker: "… and added that …"."""
    while k < ceiling and (t.adverbs[k] or t.low[k] in _MORE):
        k += 1
    if k >= ceiling:
        return False
    word = t.low[k]
    frame = cues.VERBS.get(word)
    if frame and frame.form == "past" and ("l" in frame.governs or not clause):
        return True
    if frame and frame.form in ("ing", "s") and frame.cue_class == "saying" and word not in cues.NOUNS:
        return True
    if word in ("he", "she", "they") and k + 1 < ceiling:
        following = cues.VERBS.get(t.low[k + 1])
        return following is not None and following.form != "base" and following.cue_class == "saying"
    return not clause and ((word.endswith("ed") and len(word) > 4) or word in cues.PAST) and not t.capital(k)


def _leaves(t: Tokens, k: int, ceiling: int, clause: bool, relative: bool) -> bool:
    """Whether what begins behind a comma is no longer part of the content."""
    if k >= ceiling:
        return True
    word = t.low[k]
    frame = cues.VERBS.get(word)
    if frame and frame.form == "ing" and (frame.cue_class != "other" or not clause):
        return True
    if word in ("which", "who") and _embedded(t, k, ceiling):
        return False
    if word in _CLOSERS_OF_CLAUSE or (frame and frame.form == "past" and "l" in frame.governs):
        return True
    if relative and (
        word in cues.AUXILIARIES or (frame and frame.form in ("past", "s")) or word in cues.PAST or word.endswith("ed")
    ):
        return True
    if word in _COORDINATORS and (_new_verb(t, k + 1, ceiling, clause) or _speaks_soon(t, k + 1, ceiling)):
        return True
    if word == "but":
        # "…, but that …" and "…, but would close" go on; "…, but he …" may be anybody's.
        finite = k + 1 < ceiling and t.finite[k + 1] and t.low[k + 1] not in cues.VERBS
        return not (clause and (finite or (k + 1 < ceiling and t.low[k + 1] == "that")))
    if clause:
        return False
    if word in _CLOSERS_OF_PHRASE or word in cues.PRONOUNS or (word.endswith("ed") and len(word) > 4):
        return True
    return t.capital(k) and not (k > 1 and t.capital(k - 2))


def _embedded(t: Tokens, k: int, ceiling: int) -> bool:
    """Whether a relative clause closes again before the content's own verb: ", which …, will be …"."""
    comma = next((m for m in range(k, ceiling) if t.low[m] == ","), ceiling)
    return comma + 1 < ceiling and (t.low[comma + 1] in cues.AUXILIARIES or t.low[comma + 1] in cues.PAST)


def _speaks_soon(t: Tokens, k: int, ceiling: int) -> bool:
    """Whether the clause behind a conjunction attributes by itself: ", while Smith said …"."""
    for m in range(k, min(k + 9, ceiling)):
        word = t.low[m]
        if word in (",", ";", "that", Q):
            return False
        frame = cues.VERBS.get(word)
        if frame and frame.lemma in _SPEAKING and frame.form in ("past", "s") and m > k:
            return True
    return False
