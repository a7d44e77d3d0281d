"""Attributions of a unit: the cue, who speaks, and the words attributed, in marks or not."""

from __future__ import annotations

from typing import NamedTuple

from framing.voices import cues
from framing.voices.phrases import (
    apposition_before,
    content_end,
    is_adverb,
    phrase_after,
    phrase_before,
    skip_adjuncts,
    verb_start,
)
from framing.voices.tokens import Q, Tokens

Range = tuple[int, int]
_BREAKS = frozenset([",", "\u2014", "-", Q])
_ENDS = frozenset([".", ",", ";", "\u2014", "?", "!", ")"])


class Attribution(NamedTuple):
    """Ranges of tokens; `contents` in order, empty where only quotations elsewhere can belong to it."""

    cue: Range
    speaker: Range | None
    role: Range | None
    contents: tuple[Range, ...]
    cue_class: str
    rule: str


def attributions(t: Tokens, a: int, b: int) -> list[Attribution]:
    """The attributions between tokens a and b, in order; none lies inside the words of another."""
    before: list[Attribution] = []
    after: list[Attribution] = []
    floor = a
    for i in range(a, b):
        if t.low[i] == "according" and i + 1 < b and t.low[i + 1] == "to":
            found = _according(t, i, floor, b)
        elif (frame := cues.VERBS.get(t.low[i])) and not (t.capital(i) and i > a and frame.form != "ing"):
            found = _verb(t, i, frame, floor, a, b)
        else:
            continue
        if found is None:
            continue
        if found.contents and found.contents[0][0] < found.cue[0]:
            before.append(found)
            floor = max(found.cue[1], found.speaker[1] if found.speaker else 0, found.contents[-1][1])
        else:
            after.append(found)
    return _without_nested(before, after)


def _without_nested(before: list[Attribution], after: list[Attribution]) -> list[Attribution]:
    """Words attributed by a closing "…, he said" are whole; of those that begin behind a cue the first is kept."""
    kept = list(before)
    taken = [r for found in before for r in found.contents]
    edges = sorted(
        (found.speaker or found.cue)[0] if found.speaker and found.speaker[0] < found.cue[0] else found.cue[0]
        for found in before
    )
    for found in after:
        if any(x <= found.cue[0] < y for x, y in taken):
            continue
        contents = []
        for x, y in found.contents:
            stop = min([y, *(e for e in edges if e > x)])
            contents.append((x, stop))
        taken.extend(contents)
        kept.append(found._replace(contents=tuple(contents)))
    return sorted(kept, key=lambda f: f.cue)


def _according(t: Tokens, i: int, floor: int, b: int) -> Attribution | None:
    """Words before or around "according to X"."""
    end = phrase_after(t, i + 2, b)
    while end < b and t.low[end] in cues.PREPOSITIONS and end < i + 20:
        end = phrase_after(t, end + 1, b)
    speaker = (i + 2, end)
    if end == i + 2:
        return None
    if i == floor or (i == floor + 1 and not t.low[floor][0].isalnum()):
        start = end + 1 if end < b and t.low[end] == "," else end
        contents = ((start, _without_stop(t, start, b)),) if start < b else ()
        return Attribution((i, i + 2), speaker, None, contents, "saying", "according to") if contents else None
    left = (_skip_opening(t, floor, i), i - 1 if t.low[i - 1] in _BREAKS and t.low[i - 1] != Q else i)
    contents = [left] if left[1] > left[0] else []
    if end + 1 < b and t.low[end] == "," and t.low[i - 1] == "," and not _is_cue(t, end + 1):
        contents.append((end + 1, _without_stop(t, end + 1, b)))
    return Attribution((i, i + 2), speaker, None, tuple(contents), "saying", "according to") if contents else None


def _is_cue(t: Tokens, k: int) -> bool:
    return t.low[k] in cues.VERBS


def _without_stop(t: Tokens, start: int, end: int) -> int:
    while end > start and t.low[end - 1] in (".", "?", "!", ",", ":", ";", "\u2014"):
        end -= 1
    return end


def _skip_opening(t: Tokens, k: int, end: int) -> int:
    """Past "But", "And", commas and dashes at the head of a unit or behind another attribution."""
    while k < end and (
        t.low[k] in ("but", "and", "yet", "so", "still", "meanwhile")
        or not (t.low[k][0].isalnum() or t.low[k] == Q or t.low[k] in "$[(")
    ):
        k += 1
    return k


def _verb(t: Tokens, i: int, frame: cues.Frame, floor: int, a: int, b: int) -> Attribution | None:
    start, be = verb_start(t, i, floor)
    previous = t.low[start - 1] if start > floor else ""
    if "l" in frame.governs or "q" in frame.governs:
        if found := _closing(t, i, start, frame, floor, b):
            return found
    if (
        previous in ("to", "'")
        or previous in cues.DETERMINERS
        or previous in cues.PREPOSITIONS - {"by", "after", "before", "while", "despite"}
    ):
        return None
    if be and frame.form == "past":
        return None
    if not _verbal(t, i, start, frame, previous):
        return None
    speaker, role = _subject(t, start, floor, a, frame)
    if speaker is None and frame.form != "ing":
        return None
    governed = _governed(t, i, frame, b)
    if governed is None:
        return None
    cue_end, first, clause = governed
    end = _without_stop(t, first, content_end(t, first, b, clause=clause))
    if end <= first:
        return None
    return Attribution((i, cue_end), speaker, role, ((first, end),), frame.cue_class, "cue before")


def _verbal(t: Tokens, i: int, start: int, frame: cues.Frame, previous: str) -> bool:
    """Whether the form is a verb here: "claims" after a name, not after an adjective or possessive."""
    if frame.form == "ing":
        return start < i or previous in ("", ",", Q, "\u2014", "-", "and", "while", "by", "after", "before", "who")
    if previous.endswith("'s") or previous.endswith("s'"):
        return False
    if frame.form == "base":
        if start < i:
            return True
        return previous in ("they", "we", "i", "you", "who", "people") or (
            previous.endswith("s") and not previous.endswith("ss")
        )
    if frame.form == "s" and start == i:
        return (
            previous in cues.PRONOUNS
            or previous in ("that", "which", ",", "poll", "report", "one")
            or t.capital(start - 1)
            or not previous.endswith("s")
        )
    return True


def _subject(t: Tokens, start: int, floor: int, a: int, frame: cues.Frame) -> tuple[Range | None, Range | None]:
    """The noun phrase in front of a verb group, and the apposition between them."""
    if start <= floor:
        return None, None
    previous = t.low[start - 1]
    if frame.form == "ing" and previous in (",", Q, "\u2014", "-", "and", "while", "by", "after", "before"):
        return _head_of_unit(t, a, start), None
    if previous == ",":
        name = apposition_before(t, start - 1, floor)
        return (name, (name[1] + 1, start - 1)) if name else (None, None)
    if previous in ("and", "but", "or"):
        return _head_of_unit(t, a, start), None
    first = phrase_before(t, start, floor)
    return ((first, start), None) if first < start else (None, None)


def _head_of_unit(t: Tokens, a: int, stop: int) -> Range | None:
    """The subject of the unit: the phrase before its first verb."""
    k = a
    while k < stop and not (t.low[k] in cues.AUXILIARIES or (t.low[k] in cues.VERBS and not t.capital(k))):
        k += 1
    start, _ = verb_start(t, k, a)
    first = phrase_before(t, start, a)
    return (first, start) if first < start else None


def _closing(t: Tokens, i: int, start: int, frame: cues.Frame, floor: int, b: int) -> Attribution | None:
    """ "…, he said" and "…, said X": words in front of the cue, and behind it where it only interrupts them."""
    if frame.form not in ("past", "s", "base") or start <= floor:
        return None
    speaker: Range | None
    role: Range | None = None
    if t.low[start - 1] in _BREAKS and (found := _inverted(t, i, start, floor, b)):
        edge, speaker, role, after = found
    else:
        speaker, role = _subject(t, start, floor, floor, frame)
        if speaker is None or t.low[start - 1] == "and":
            return None
        edge, after = speaker[0], i + 1
    if edge <= floor or t.low[edge - 1] not in _BREAKS:
        return None
    quoted = t.low[edge - 1] == Q
    if "q" in frame.governs and not quoted:
        return None
    if "r" in frame.governs and after == i + 1:
        after = phrase_after(t, after, b) if after < b and t.low[after] not in _ENDS else after
    stop = skip_adjuncts(t, after, b)
    if not quoted and stop < b and t.low[stop] not in _ENDS and t.low[stop] != Q:
        return None
    left = (_skip_opening(t, floor, edge), edge if quoted else edge - 1)
    if left[1] <= left[0]:
        return None
    contents = [left]
    if more := _resumed(t, stop, b, quoted):
        contents.append(more)
    return Attribution((i, i + 1), speaker, role, tuple(contents), frame.cue_class, "cue after")


def _resumed(t: Tokens, k: int, b: int, quoted: bool) -> Range | None:
    """The rest of words that "he said" interrupts."""
    while k < b and t.low[k] in (",", ":", "\u2014", "."):
        k += 1
    if k >= b:
        return None
    if quoted:
        return (k, k + 1) if t.low[k] == Q else None
    word = t.low[k]
    if word in ("who", "which", "according", "where", "when", "as") or (
        word in cues.VERBS and cues.VERBS[word].form == "ing"
    ):
        return None
    if word in ("and", "but") and k + 1 < b and (t.low[k + 1] in cues.VERBS or is_adverb(t.low[k + 1])):
        return None
    return k, _without_stop(t, k, content_end(t, k, b, clause=True))


def _inverted(t: Tokens, i: int, start: int, floor: int, b: int) -> tuple[int, Range, Range | None, int] | None:
    """ "said X, title": where the attribution begins, X, the title, and where it ends."""
    if start < i or i + 1 >= b or t.low[i + 1] in cues.CLAUSE_STARTS - {"he", "she", "they", "i", "we"}:
        return None
    end = phrase_after(t, i + 1, b)
    if end == i + 1 or t.low[i + 1] in cues.TIMES or t.low[i + 1] in cues.PREPOSITIONS:
        return None
    if (
        end < b
        and t.low[end] not in _ENDS | {Q, ":"}
        and t.low[end] not in cues.TIMES | cues.PREPOSITIONS | cues.RELATIVES | cues.SUBORDINATORS
    ):
        return None
    quoted = t.low[start - 1] == Q
    if (
        not quoted
        and end < b
        and t.low[end] not in _ENDS
        and not quoted
        and t.low[end] not in cues.TIMES | cues.PREPOSITIONS
    ):
        return None
    role, after = None, end
    if end + 1 < b and t.low[end] == "," and t.low[end + 1] not in (Q, "and", "but") and not _is_cue(t, end + 1):
        stop = end + 1
        while (
            stop < b
            and t.low[stop] not in (".", Q, ";", ":", "\u2014")
            and not (t.low[stop] == "," and _is_cue(t, min(stop + 1, b - 1)))
        ):
            stop += 1
        if t.low[stop - 1] == ",":
            stop -= 1
        role, after = (end + 1, stop), stop
    return start, (i + 1, end), role, after


def _governed(t: Tokens, i: int, frame: cues.Frame, b: int) -> tuple[int, int, bool] | None:
    """End of the cue, first token of its words, and whether they are a clause; None where it governs nothing here."""
    k, g = i + 1, frame.governs
    if k >= b:
        return None
    if "r" in g and (found := _told(t, k, b)):
        return (i + 1, *found)
    word = t.low[k]
    if word in g and len(word) > 1 and k + 1 < b:
        return k + 1, k + 1, False
    if word == "to":
        return (i + 1, k, False) if "t" in g else None
    if shown := _shown(t, k, b):
        return i + 1, *shown
    k = skip_adjuncts(t, k, b) if frame.cue_class == "saying" else k
    if k > i + 1 and k < b:
        if shown := _shown(t, k, b):
            return i + 1, *shown
        word = t.low[k]
    if k >= b or word in _ENDS or word in cues.PREPOSITIONS or word in cues.SUBORDINATORS or word == "(":
        return None
    if "n" in g:
        return (
            i + 1,
            k,
            frame.lemma
            in ("say", "add", "note", "argue", "claim", "suggest", "think", "believe", "hope", "insist", "tell"),
        )
    return None


def _shown(t: Tokens, k: int, b: int) -> tuple[int, bool] | None:
    """A clause or quotation that shows itself: "that …", "whether …", “…”, "he …", after a comma or colon too."""
    if t.low[k] in (",", ":") and k + 1 < b and (t.low[k + 1] == Q or t.low[k] == ":"):
        return k + 1, True
    if t.low[k] == Q:
        return k, True
    if t.low[k] == "," and "that" in t.low[k + 1 : min(k + 20, b)]:
        return None
    return (k, True) if t.low[k] in cues.CLAUSE_STARTS else None


def _told(t: Tokens, k: int, b: int) -> tuple[int, bool] | None:
    """Past whoever was told: "told reporters on Tuesday that …"."""
    for m in range(k, min(k + 16, b)):
        word = t.low[m]
        if word in ("that", "whether", Q) and m > k:
            return m, True
        if word in (".", ";"):
            return None
        if word == "to" and m > k:
            return m, False
        if word in (":",):
            return m + 1, True
    if t.low[k] in cues.LISTENERS:
        k = skip_adjuncts(t, k + 1, b)
        return (k, True) if k < b and t.low[k] not in _ENDS else None
    return None
