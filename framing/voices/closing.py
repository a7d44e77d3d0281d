"""Words in front of their cue: "…, he said", "…, said X, title", "…, according to X"."""

from __future__ import annotations

from framing.voices import cues
from framing.voices.phrases import content_end, phrase_after, skip_adjuncts
from framing.voices.subjects import has_verb, subject
from framing.voices.tokens import PIECE, Q, Tokens
from framing.voices.types import Attribution, Cue, Range, without_stop

BREAKS = frozenset([",", "\u2014", "-", Q])
_ENDS = frozenset([".", ",", ";", "\u2014", "?", "!", ")"])
AFTER_NAME = _ENDS | cues.TIMES | cues.PREPOSITIONS | cues.RELATIVES | cues.SUBORDINATORS | {Q, ":", "to"}
# What may stand between a cue that closes and the mark behind it.
BETWEEN = _ENDS | BREAKS | cues.TIMES | cues.ADJUNCT_HEADS
# What a source named behind "according to" may go on with: "a poll of nurses out Tuesday".
_INSIDE_SOURCE = cues.PREPOSITIONS | cues.TIMES
# How far into a sentence "in the poll" may stand.
POLL_WITHIN = 8
_WHEN = frozenset("although though when while as since".split())
_OPENINGS = frozenset("but and yet so still meanwhile".split())
_NO_FRAME = cues.Frame("", frozenset(), "", "")


def closing(t: Tokens, cue: Cue, frame: cues.Frame, floor: int, b: int) -> Attribution | None:
    """Words before a cue, and behind it where it only interrupts them."""
    i, start = cue.at, cue.start
    if frame.form == "ing" or (frame.form == "base" and start < i):
        return None
    speaker, role = subject(t, start, floor, floor, frame)
    at_head = speaker is not None and role is not None and _at_head(t, min(speaker[0], role[0]), floor)
    if t.low[start - 1] in BREAKS and not at_head and (inverted := _inverted(t, i, start, b)):
        edge, speaker, role, after = inverted
    elif speaker is None or t.low[start - 1] == "and" or not cue.verbal:
        return None
    else:
        edge, after = min(speaker[0], role[0]) if role else speaker[0], i + 1
    if edge <= floor or not (t.low[edge - 1] in BREAKS or _ends_piece(t, edge - 1)):
        return None
    quoted = t.low[edge - 1] == Q
    if not quoted and t.low[speaker[0]] in cues.RELATIVES:
        return None
    if frame.governs & {"r", "o"} and after == i + 1 and after < b and t.low[after] not in _ENDS:
        after = phrase_after(t, after, b)
    stop = skip_adjuncts(t, after, b)
    if not quoted and stop < b and t.low[stop] not in _ENDS and t.low[stop] not in BREAKS:
        return None
    bare = after == i + 1 or t.low[i + 1] in cues.LISTENERS
    contents = _around(t, floor, edge, stop, b, quoted, bare)
    return Attribution((i, i + 1), speaker, role, contents, frame.cue_class, "cue after") if contents else None


def _ends_piece(t: Tokens, k: int) -> bool:
    """Whether a piece in marks ends with the comma that closes the words attributed: a “hard day,” he said."""
    return t.low[k] == PIECE and t.last_mark(k) == ","


def _at_head(t: Tokens, first: int, floor: int) -> bool:
    return first == floor or t.low[first - 1] == Q


def _around(t: Tokens, floor: int, edge: int, stop: int, b: int, quoted: bool, bare: bool) -> tuple[Range, ...]:
    """The words in front of an attribution and those it interrupts; `bare` where the cue has no long object."""
    left = _left(t, floor, edge if quoted or t.low[edge - 1] == PIECE else edge - 1)
    if left is None:
        return ()
    whole = t.text[t.start[edge - 1] + 1 : t.start[edge - 1] + 2].isupper()
    if quoted and whole and edge - 2 >= floor and not t.low[edge - 2][0].isalnum():
        left = (_quotations_only(t, left[0], edge), edge)
    more = _resumed(t, stop, b, quoted)
    if not (quoted or has_verb(t, *left) or (bare and more and has_verb(t, *more)) or _plain_clause(t, left, edge)):
        return ()
    if not quoted and more and t.low[left[0]] in _WHEN and t.inside.get(more[0], "")[:1].isupper():
        return ()  # "When Brook asked who won, Lund replied, “It rained.”"
    return (left, more) if more else (left,)


def _plain_clause(t: Tokens, left: Range, edge: int) -> bool:
    """Whether words without a verb that we know are a clause all the same, and not a name with its title."""
    if t.low[left[0]] in cues.PREPOSITIONS or t.low[left[0]] == "according":
        return False
    return t.low[left[0]] in cues.PRONOUNS or (
        left[1] - left[0] >= 4 and (t.low[edge] in cues.PRONOUNS or not t.capital(edge))
    )


def _left(t: Tokens, floor: int, stop: int) -> Range | None:
    """The words in front of an attribution, back to the sentence's head, a semicolon or the one before it."""
    start = floor
    for k in range(stop - 1, floor, -1):
        if t.low[k] == ";":
            start = k + 1
            break
    while start < stop and (
        t.low[start] in _OPENINGS or not (t.low[start][0].isalnum() or t.low[start][0] in "\u201c\u2018$[(#")
    ):
        start += 1
    return (start, stop) if stop > start else None


def _quotations_only(t: Tokens, start: int, edge: int) -> int:
    """Quotations in a row before a cue belong together; words before a whole sentence in marks do not belong to it."""
    k = edge - 1
    while k > start and (
        t.low[k - 1] == Q or (t.low[k - 1] in (",", "and", "or") and k - 1 > start and t.low[k - 2] == Q)
    ):
        k -= 1
    return k


def _resumed(t: Tokens, k: int, b: int, quoted: bool) -> Range | None:
    """The rest of words that "he said" interrupts."""
    comma = k < b and t.low[k] in (",", "\u2014")
    while k < b and t.low[k] in (",", ":", "\u2014", "."):
        k += 1
    if k >= b or t.low[k] == Q:
        return (k, k + 1) if k < b else None
    if quoted or not comma:
        return None
    word = t.low[k]
    if word in ("who", "which", "according", "where", "when", "as") or (
        word in cues.VERBS and cues.VERBS[word].form == "ing"
    ):
        return None
    if word in ("and", "but") and k + 1 < b and (t.low[k + 1] in cues.VERBS or t.adverbs[k + 1]):
        return None
    end = without_stop(t, k, content_end(t, k, b, clause=True))
    return (k, end) if end > k else None


def _inverted(t: Tokens, i: int, start: int, b: int) -> tuple[int, Range, Range | None, int] | None:
    """ "said X, title": where the attribution begins, X, the title, and where it ends."""
    if start < i or i + 1 >= b or t.low[i + 1] in cues.CLAUSE_STARTS or t.low[i + 1] in AFTER_NAME:
        return None
    if t.low[i] == "told" and t.low[i + 1] in cues.LISTENERS:
        return None
    end = phrase_after(t, i + 1, b)
    after = _behind_brackets(t, end, b)
    if (
        end == i + 1
        or not cues.AUXILIARIES.isdisjoint(t.low[i + 1 : end])
        or (after < b and t.low[after] not in AFTER_NAME)
    ):
        return None
    if t.low[start - 1] != Q and after < b and (t.low[after] in cues.RELATIVES or t.low[after] in cues.SUBORDINATORS):
        return None
    role = None
    if after + 1 < b and t.low[after] == "," and _title_begins(t, after + 1, b):
        first = stop = after + 1
        while stop < b and t.low[stop] not in (".", Q, ";", ":", "\u2014"):
            if t.low[stop] == "," and stop + 1 < b and t.finite[stop + 1]:
                break
            stop += 1
        stop -= t.low[stop - 1] == ","
        role, after = (first, stop), stop
    return start, (i + 1, end), role, after


def _behind_brackets(t: Tokens, k: int, b: int) -> int:
    """Past a party and state in brackets: "said Rep. Brook (D-Ohio), a leading …"."""
    if k < b and t.low[k] == "(":
        return next((m + 1 for m in range(k + 2, min(k + 9, b)) if t.low[m] == ")"), k)
    return k


def _title_begins(t: Tokens, k: int, b: int) -> bool:
    """Whether a title or clause about the speaker begins behind the comma, and not more of the sentence."""
    if t.low[k] in (Q, "and", "but") or t.finite[k] or t.low[k] in cues.VERBS:
        return False
    return not (t.low[k] in cues.RELATIVES and k + 1 < b and "l" in cues.VERBS.get(t.low[k + 1], _NO_FRAME).governs)


def according_to(t: Tokens, i: int, floor: int, b: int, *, head: int | None = None) -> Attribution | None:
    """Words before, around or behind "according to X", or "as reported by X" with its head at "as"."""
    first = i + 3 if t.adverbs[i + 2] else i + 2
    end = phrase_after(t, first, b)
    while end < b and end < i + 20 and t.low[end] in _INSIDE_SOURCE:
        end = max(end + 1, phrase_after(t, end + 1, b))
    if end == first:
        return None
    speaker, role, after = (first, end), None, end
    if end + 2 < b and t.low[end] == ",":
        stop = end + 1
        while stop < b and t.low[stop] not in (",", ".", ";"):
            stop += 1
        name = next((k for k in range(end + 1, stop) if t.low[k] in cues.RELATIVES), stop)
        titled = t.low[end + 1] in cues.DETERMINERS and not has_verb(t, end + 1, name)
        if (titled or t.low[end + 1] in cues.RELATIVES or _to_stop(t, end + 1, b)) and (i > floor or stop < b - 1):
            role, after = (end + 1, stop), stop
    contents = _of_according(t, i if head is None else head, floor, after, b)
    return Attribution((i, i + 2), speaker, role, contents, "saying", "according to") if contents else None


def as_said_by(t: Tokens, i: int, floor: int, b: int) -> Attribution | None:
    """ "As (first) reported by X, …"."""
    head = i - 2 if t.adverbs[i - 1] else i - 1
    if head < floor or t.low[head] != "as" or i + 2 >= b or t.low[i + 1] != "by":
        return None
    return according_to(t, i, floor, b, head=head)


def in_poll(t: Tokens, i: int, a: int, b: int) -> Attribution | None:
    """ "In the poll, Brook leads": words behind a poll that opens the sentence."""
    comma = next((k for k in range(i + 1, min(i + 12, b)) if t.low[k] == ","), b)
    if t.low[a] not in ("in", "among") or i > a + POLL_WITHIN or comma >= b or has_verb(t, a, comma):
        return None
    stop = without_stop(t, comma + 1, b)
    return (
        Attribution((a, a + 1), (a + 1, comma), None, ((comma + 1, stop),), "other", "poll")
        if stop > comma + 1
        else None
    )


def _to_stop(t: Tokens, k: int, b: int) -> bool:
    """Whether nothing but a title without a verb follows up to the sentence's end."""
    return not has_verb(t, k, b) and "," not in t.low[k:b]


def _of_according(t: Tokens, i: int, floor: int, after: int, b: int) -> tuple[Range, ...]:
    if t.low[i - 1] == "that" and i > floor:
        return ()
    bracket = t.low[i - 1] == "(" and i - 1 == floor
    if i == floor or bracket or t.low[i - 1] in (":", ";", "and", "but"):
        start = after
        while start < b and t.low[start] in ((",", ")") if bracket else (",",)):
            start += 1
        stop = without_stop(t, start, b)
        announces = t.low[b - 1] == ":" and not has_verb(
            t, start, stop
        )  # "According to Brook, writing for the Herald:"
        return ((start, stop),) if stop > start and not announces else ()
    left = _left(t, floor, i - 1 if t.low[i - 1] in (",", "\u2014", "-", "(") else i)
    if left is None or (
        t.low[i - 1] == "," and i - 2 >= floor and "l" in cues.VERBS.get(t.low[i - 2], _NO_FRAME).governs
    ):
        return ()
    if after + 1 < b and t.low[after] == "," and t.low[i - 1] == ",":
        first = t.low[after + 1]
        if (
            first not in AFTER_NAME
            and first not in cues.VERBS
            and (not has_verb(t, *left) or first in cues.AUXILIARIES)
        ):
            return left, (after + 1, without_stop(t, after + 1, b))
    return (left,)
