"""Rows of words: an attribution cut into reported words and quotations."""

from __future__ import annotations

from typing import NamedTuple

from framing.voices import cues
from framing.voices.governed import NAMING
from framing.voices.kinds import is_clause, leans, set_off, titled
from framing.voices.phrases import phrase_before
from framing.voices.speakers import People
from framing.voices.tokens import Q, Tokens
from framing.voices.types import Attribution, Range

Span = tuple[int, int]
NOWHERE = -1, -1


class Said(NamedTuple):
    """An attribution with its speaker, kept for quotations that go on without a cue; spans as in Words."""

    attribution_id: int  # -1: nobody's
    speaker: str
    named: Span = NOWHERE
    cue: Span = NOWHERE
    cue_class: str = ""


class Words(NamedTuple):
    """One row before its offsets are taken back to the article; spans are of the text of the batch."""

    span: Span
    voice: str
    kind: str
    said: Said
    rule: str


_NOBODY = Said(-1, "")


def attributed(t: Tokens, found: Attribution, people: People, serial: int) -> Said:
    named, speaker = NOWHERE, ""
    if found.speaker:
        named = span_of(t, found.speaker)
        speaker = people.resolve(t.words(*_antecedent(t, found.speaker)), t.words(*found.role) if found.role else "")
    return Said(serial, speaker, named, span_of(t, found.cue), found.cue_class)


def _antecedent(t: Tokens, words: Range) -> Range:
    """For "who": the noun phrase it belongs to."""
    a = words[0]
    if t.low[a] not in cues.RELATIVES or not t.low[a - 1]:
        return words
    end = a - (t.low[a - 1] == ",")
    first = phrase_before(t, end, max(0, end - 12))
    return (first, end) if first < end else words


def span_of(t: Tokens, tokens: Range) -> Span:
    return t.start[tokens[0]], t.end[tokens[1] - 1]


def cut(t: Tokens, found: Attribution, said: Said, done: set[int]) -> list[Words]:
    """The rows of an attribution: quotations at its edges stand alone, those inside lie in the reported words."""
    rows: list[Words] = []
    for x, y in found.contents:
        if t.quotations.find(1, x, y) < 0:
            _report(t, x, y, found, said, rows)
        else:
            _cut_at_quotations(t, x, y, found, said, rows, done)
    if found.rule == "cue after" and "direct" in [row.kind for row in rows]:
        # A piece of a sentence in marks that the cue only breaks is as direct as the piece before it.
        return [row._replace(kind="direct") if row.kind == "partial" else row for row in rows]
    return rows


def _report(t: Tokens, x: int, y: int, found: Attribution, said: Said, rows: list[Words]) -> None:
    if x < y and not (y - x == 1 and t.low[x] in ("that", "and")):
        voice = "reported" if said.cue_class == "saying" else "own"
        rows.append(Words((t.start[x], t.end[y - 1]), voice, "reported", said, found.rule))


def _cut_at_quotations(
    t: Tokens, x: int, y: int, found: Attribution, said: Said, rows: list[Words], done: set[int]
) -> None:
    inside = t.quoted(x, y)
    done.update(inside)
    while x < y and t.low[x] == Q and (x + 1 == y or is_clause(t, x)):
        rows.append(_quotation(t, x, said, found.rule))
        inside.remove(x)
        x += 1
        while x < y and not t.low[x][0].isalnum() and t.low[x] != Q:
            x += 1
    if inside and inside[-1] == y - 1 and _named_by(t, found, x, y):
        rows.extend(_quotation(t, k, said, found.rule, named=True) for k in inside)
        return
    if y - 1 > x and t.low[y - 1] == Q and is_clause(t, y - 1) and not leans(t, y - 1):
        rows.append(_quotation(t, y - 1, said, found.rule))
        inside.remove(y - 1)
        y -= 1
        while y > x and not t.low[y - 1][0].isalnum() and t.low[y - 1] != Q:
            y -= 1
    _report(t, x, y, found, said, rows)
    rows.extend(_quotation(t, k, said, found.rule, inside=True) for k in inside)


def _named_by(t: Tokens, found: Attribution, x: int, y: int) -> bool:
    """ "called the plan “…”": the words are the quotation's; what is so named is the outlet's phrase."""
    frame = cues.VERBS.get(t.low[found.cue[0]])
    if frame is None or frame.lemma not in NAMING or (found.cue[1] - found.cue[0] > 1 and frame.lemma != "sum"):
        return False
    if y - x > (16 if t.low[y - 2] == "as" else 7):
        return False
    return all(t.low[k] not in cues.AUXILIARIES and (t.low[k] != "that" or k == y - 2) for k in range(x, y - 1))


def _quotation(t: Tokens, k: int, said: Said, rule: str, *, inside: bool = False, named: bool = False) -> Words:
    span = (t.start[k], t.end[k])
    previous = t.low[k - 1]
    if previous in ("called", "titled", "entitled", "dubbed") and titled(t, k):
        return own_marks(span, "title")
    kind = set_off(t, k) if inside else ""
    if kind == "title" or (kind and (said.cue_class != "saying" or previous == "so-called")):
        return own_marks(span, kind)
    kind = "direct" if is_clause(t, k) and not leans(t, k) and not named else "partial"
    return Words(span, "quoted", kind, said, rule)


def own_marks(span: Span, kind: str) -> Words:
    """The row of marks that the outlet sets around its own words."""
    return Words(span, "own", kind, _NOBODY, "set off")
