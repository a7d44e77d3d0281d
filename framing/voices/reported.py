"""Attributions of a unit: the cue, who speaks, and the words attributed, in marks or not."""

from __future__ import annotations

from collections.abc import Sequence

from framing.voices import cues
from framing.voices.closing import according_to, as_said_by, closing, in_poll
from framing.voices.governed import NAMING, governed
from framing.voices.nouns import noun_cue, passive
from framing.voices.phrases import content_end, skip_adjuncts
from framing.voices.subjects import has_verb, head_of_unit, of_infinitive, of_participle, subject
from framing.voices.tokens import PIECE, Q, Tokens
from framing.voices.types import Attribution, Cue, without_stop

_ARTICLES = frozenset("the a an his her its their our my your no every".split())
NOT_BEFORE_VERB = _ARTICLES | (cues.PREPOSITIONS - {"by", "after", "before", "while", "despite"}) | {"to", "'", "'s"}
_SUBORDINATE = frozenset("while although though as when if since because".split())
_HEAD_OF_CLAUSE = frozenset(["and", "but", "even", ",", "yet", "\u2014"])

# What parts a verb from its subject.
_PARTED = frozenset([",", "\u2014", ")", Q, PIECE])

# Tokens of a headline.
LONGEST_TITLE = 25
# Verbs that are speech in an infinitive too, whatever they govern ("to question the cost"); "to report a burglary" is a deed.
_SPEAKING_OF = frozenset(
    "point portray talk discuss question deny explain mention argue note declare refute accuse remind stress call tell".split()
)


def attributions(t: Tokens, near: Sequence[Cue], a: int, b: int) -> list[Attribution]:
    """The attributions between tokens a and b, in order; none lies inside the words of another.

    Parameters
    ----------
    t : Tokens
    near : list of Cue
        Those of the cues between a and b that can attribute anything.
    """
    before: list[Attribution] = []
    behind: list[Attribution] = []
    floor = a
    for cue in near:
        found = _attribution(t, cue, floor, a, b)
        if found is None:
            continue
        if found.contents[0][0] < found.cue[0]:
            before.append(found)
            floor = max(found.cue[1], found.speaker[1] if found.speaker else 0, found.contents[-1][1])
        else:
            behind.append(found)
    return _without_nested(before, behind) if len(before) + len(behind) > 1 else before or behind


def _attribution(t: Tokens, cue: Cue, floor: int, a: int, b: int) -> Attribution | None:
    """The attribution by a cue; words in front of it begin at `floor` or behind."""
    i, frame = cue.at, cue.frame
    word = t.low[i]
    found = None
    if frame:
        if not t.capitals[i] or i == a or frame.form == "ing" or _title_case(t, a, b):
            found = _verb(t, cue, frame, floor, a, b)
        if found is None and frame.form == "past" and frame.cue_class == "saying":
            found = as_said_by(t, i, floor, b)
    elif word in cues.PASSIVES:
        found = passive(t, i, a, b)
    elif word == "according" and i + 1 < b and t.low[i + 1] == "to":
        found = according_to(t, i, floor, b)
    elif word in cues.POLLS and floor == a:
        found = in_poll(t, i, a, b)
    return noun_cue(t, i, a, b) if found is None and word in cues.NOUN_CLASS else found


def _without_nested(before: list[Attribution], behind: list[Attribution]) -> list[Attribution]:
    """Words before "…, he said" are whole; of those that begin behind a cue, the first are kept."""
    kept = list(before)
    taken = [words for found in before for words in found.contents]
    edges = [_edge(found) for found in before]
    claims = [_edge(found) for found in behind if found.cue_class == "saying"]
    for found in behind:
        x, y = found.contents[0]
        if any(a <= found.cue[0] < b or a <= x < b for a, b in taken):
            continue
        # What somebody says inside what somebody thinks or does is a claim of its own.
        ends = edges if found.cue_class == "saying" else edges + claims
        y = min([y, *(edge for edge in ends if edge > x)])
        if y > x:
            taken.append((x, y))
            kept.append(found._replace(contents=((x, y),)))
    return sorted(kept, key=lambda found: found.cue)


def _edge(found: Attribution) -> int:
    """Where an attribution begins: its speaker or its cue."""
    return min(found.cue[0], found.speaker[0]) if found.speaker else found.cue[0]


def _is_clause(t: Tokens, first: int, end: int, clause: bool) -> bool:
    """Whether words attributed are a clause or quotation."""
    word = t.low[first]
    return word == Q or word in cues.CLAUSE_STARTS or (clause and has_verb(t, first, end))


def _parted(frame: cues.Frame, previous: str, helped: bool) -> bool:
    """Whether the subject of a verb of saying may stand further in front: "the judges who ruled that it may not, for
    instance, said …", "joked about it, cited …"; participles ("a blog, called …", "asked about it") stand beside theirs."""
    participle = frame.form == "past" and (helped or frame.lemma in NAMING or frame.lemma in ("ask", "tell"))
    return previous in _PARTED and frame.cue_class == "saying" and not participle


def _title_case(t: Tokens, a: int, b: int) -> bool:
    """Whether a unit is a headline with capitals, where a verb has one too."""
    return b - a < LONGEST_TITLE and 3 * sum(t.capitals[a:b]) > 2 * sum(t.low[k][0].isalpha() for k in range(a, b))


def _verb(t: Tokens, cue: Cue, frame: cues.Frame, floor: int, a: int, b: int) -> Attribution | None:
    """The attribution by a verb: words before it, or what it governs."""
    i, start = cue.at, max(cue.start, min(floor, cue.at))
    if frame.form == "past" and t.be.find(1, start, i) >= 0:
        return passive(t, i, a, b) if t.low[i] in cues.PASSIVES else None
    if cue.closes and start > floor and (found := closing(t, cue, frame, floor, b)):
        return found
    # Right behind what another attributes, a form in -ing begins anew.
    if not cue.governs and (start > floor or frame.form != "ing"):
        return None
    infinitive = cue.infinitive and start > floor
    words = governed(t, i, frame, b)
    comma = i + 1 if words else skip_adjuncts(t, i + 1, b)
    if words is None and (comma >= b or t.low[comma] != "," or "l" not in frame.governs):
        return None
    speaker, role = of_infinitive(t, start - 1, a) if infinitive else subject(t, start, floor, a, frame)
    if speaker is None and words and floor == a < start and _parted(frame, t.low[start - 1], start < i):
        speaker, role = head_of_unit(t, a, start)
    asked = speaker is None and t.low[i] == "asked" and start <= a + 1
    if speaker is None and frame.form != "ing" and not asked:
        return None
    head = speaker[0] if speaker and speaker[0] < i else start
    if words is None and head > a and t.low[head - 1] == "as":
        words = i + 1, comma + 1, True  # "As Smith noted on Monday, …"
    if words is None:
        return None
    cue_end, first, clause = words
    relative = asked or (speaker is not None and t.low[speaker[0]] in cues.RELATIVES)
    bounded = (
        first != i + 2
        and head > a
        and t.low[head - 1] in _SUBORDINATE
        and (head - 1 == a or t.low[head - 2] in _HEAD_OF_CLAUSE)
    )
    end = content_end(t, first, b, clause=clause and not asked, relative=relative)
    if bounded and head - 1 <= a + 2 and "," in t.low[first:end]:
        end = t.low.index(",", first, end)
    if speaker is None and frame.form == "ing" and start <= a + 1:
        speaker, role, end = of_participle(t, first, end, b)
    end = without_stop(t, first, end)
    if end <= first or (infinitive and not (frame.lemma in _SPEAKING_OF or _is_clause(t, first, end, clause))):
        return None
    return Attribution((i, cue_end), speaker, role, ((first, end),), frame.cue_class, "cue before")
