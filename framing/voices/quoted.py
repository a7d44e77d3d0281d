"""Rows of words: attributions cut into reported words and quotations, and quotations that no cue governs."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from framing.schema import OWN_VOICE_GENRES
from framing.voices import cues
from framing.voices.governed import NAMING
from framing.voices.labels import block_cue, turns
from framing.voices.marks import Quotation
from framing.voices.phrases import phrase_before, verb_start
from framing.voices.reported import attributions
from framing.voices.speakers import People, Speaker
from framing.voices.subjects import subject
from framing.voices.tokens import Q, Tokens
from framing.voices.types import Attribution, without_stop

Span = tuple[int, int]
_FINITE = frozenset(
    "is are was were am has have had will would can could should may might must do does did shall "
    "isn't aren't wasn't weren't don't doesn't didn't won't can't".split()
)
_STARTS_CLAUSE = (
    cues.CLAUSE_STARTS | cues.DETERMINERS | frozenset("and but so if when because while let's i'm it's".split())
)
_WORD = re.compile(r"[\w$][\w'\-]*")
_TITLE_NOUNS = frozenset(
    "book film movie song show series program programme directive leaflet pamphlet report play novel album episode article "
    "column essay documentary podcast called titled entitled exhibition campaign event conference named poem slogan handbook guide brochure manual newsletter magazine plan".split()
)
_LABELS = frozenset(
    "opinion video analysis watch photos photo live update updated exclusive map editorial review interview q answers questions map".split()
)
_NOT_SAID = frozenset([Q, "what", "who", "how", "why", "when", "where", "a", "an"])
_FURNITURE = ("byline", "dateline", "list", "boilerplate")
_SMALL = frozenset("a an the of for and or in on to at by with from your our my as is".split())


class Words(NamedTuple):
    """One row before its offsets are taken back to the article; spans are of the plain text."""

    span: Span
    voice: str
    kind: str
    attribution_id: int | None
    speaker: str
    named: Span | None
    role: str
    cue: Span | None
    cue_class: str
    rule: str


class _Said(NamedTuple):
    """An attribution with its speaker, kept for quotations that go on without a cue."""

    attribution_id: int
    speaker: Speaker
    named: Span | None
    cue: Span | None
    cue_class: str


def assign(t: Tokens, article: Any, blocks: list[Span], outer: list[Quotation]) -> list[Words]:
    """All rows of an article, unit by unit."""
    return _Assigner(t, article, blocks, outer).rows()


class _Assigner:
    """Goes through the units of one article and remembers who spoke last."""

    def __init__(self, t: Tokens, article: Any, blocks: list[Span], outer: list[Quotation]) -> None:
        self.t, self.article, self.blocks = t, article, blocks
        self.people = People(t)
        self.turns = turns(t, article, blocks, outer, self.people)
        self.last: _Said | None = None
        self.serial = 0
        self.found: list[Words] = []

    def rows(self) -> list[Words]:
        """The rows, in the order of the units they were found in."""
        t, last_end, skip = self.t, 0, 0
        for turn in self.turns:
            self.serial += 1
            said = _Said(self.serial, Speaker(turn.speaker, ""), None, None, "")
            self.found.append(_words((turn.start, turn.end), "quoted", "direct", said, turn.rule))
        for a, b, zone in t.units:
            if zone in _FURNITURE or t.start[a] < skip or self._in_turn(t.start[a]):
                continue
            alone = _only_quotations(t, a, b)
            if t.text.count("\n", last_end, t.start[a]) and not alone:
                self.last = None
            if not alone:
                self.people.note_subject(a, b)
            if zone == "headline" or a == 0:
                self._headline(a, b)
            self._unit(a, b)
            last_end = t.end[b - 1]
            if t.low[b - 1] == ":" and (cue := block_cue(t, a, b)) > 0:
                skip = self._block(cue, a, b)
        roles = self.people.roles
        return [_own(row._replace(role=roles.get(row.speaker, row.role)), self.article) for row in self.found]

    def _in_turn(self, place: int) -> bool:
        return any(turn.start <= place < turn.end for turn in self.turns)

    def _headline(self, a: int, b: int) -> None:
        """ "Mayor: we won't help": a name, a colon, and words without marks."""
        t = self.t
        colon = next((k for k in range(a + 1, min(a + 6, b - 2)) if t.low[k] == ":"), 0)
        if not colon or t.low[colon + 1] in _NOT_SAID or t.low[a] in _LABELS:
            return
        if not all(t.capital(k) for k in range(a, colon)):
            return
        self.serial += 1
        found = Attribution(
            (colon, colon + 1), (a, colon), None, ((colon + 1, without_stop(t, colon + 1, b)),), "saying", "headline"
        )
        self.last = _said(t, found, self.people, self.serial)
        self.found.extend(_cut(t, found, self.last, set()))

    def _unit(self, a: int, b: int) -> None:
        done: set[int] = set()
        for attribution in attributions(self.t, a, b):
            self.serial += 1
            self.last = _said(self.t, attribution, self.people, self.serial)
            self.found.extend(_cut(self.t, attribution, self.last, done))
        for k in range(a, b):
            if k in self.t.quotation and k not in done:
                row, self.last, self.serial = _loose(self.t, k, a, b, self.last, self.people, self.serial)
                self.found.append(row)

    def _block(self, cue: int, a: int, b: int) -> int:
        """The paragraph behind "he wrote:" as his words, unless marks or a list begin it; returns where it ends."""
        t = self.t
        here = next((block for block in self.blocks if block[0] >= t.end[b - 1]), None)
        if here is None or b >= len(t.low) or t.start[b] < here[0] or b in t.quotation or not t.low[b][0].isalnum():
            return 0
        start, _ = verb_start(t, cue, a)
        named, role = subject(t, start, a, a, cues.VERBS[t.low[cue]])
        self.serial += 1
        found = Attribution((cue, cue + 1), named, role, (), "saying", "block quotation")
        self.last = _said(t, found, self.people, self.serial)
        self.found.append(_words(here, "quoted", "direct", self.last, found.rule))
        return here[1]


def _own(row: Words, article: Any) -> Words:
    """In a release or statement the producer's own quotations are its own voice."""
    if row.kind in ("direct", "partial") and article.genre in OWN_VOICE_GENRES and row.speaker:
        producer = article.producer.lower()
        if (
            row.speaker.lower() in producer
            or producer in row.speaker.lower()
            or row.speaker.lower().split()[-1] in producer.split()
        ):
            return row._replace(voice="own")
    return row


def _said(t: Tokens, found: Attribution, people: People, serial: int) -> _Said:
    named = _span(t, found.speaker) if found.speaker else None
    role = t.words(*found.role) if found.role else ""
    speaker = people.resolve(t.words(*_antecedent(t, found.speaker)), role) if found.speaker else Speaker("", "")
    return _Said(serial, speaker, named, _span(t, found.cue), found.cue_class)


def _antecedent(t: Tokens, words: tuple[int, int]) -> tuple[int, int]:
    """For "who": the noun phrase it belongs to."""
    a, b = words
    if t.low[a] not in cues.RELATIVES or not a:
        return words
    end = a - (t.low[a - 1] == ",")
    first = phrase_before(t, end, max(0, end - 12))
    return (first, end) if first < end else words


def _span(t: Tokens, tokens: tuple[int, int]) -> Span:
    return t.start[tokens[0]], t.end[tokens[1] - 1]


def _cut(t: Tokens, found: Attribution, said: _Said, done: set[int]) -> list[Words]:
    """The rows of an attribution: quotations at its edges stand alone, those inside lie in the reported words."""
    rows = []
    for x, y in found.contents:
        inside = [k for k in range(x, y) if k in t.quotation]
        done.update(inside)
        while x < y and t.low[x] == Q and (x + 1 == y or is_clause(t, x)):
            rows.append(_quotation(t, x, said, found.rule))
            inside.remove(x)
            x += 1
            while x < y and not t.low[x][0].isalnum() and t.low[x] != Q:
                x += 1
        if inside and inside[-1] == y - 1 and _named_by(t, found, x, y):
            rows.append(_quotation(t, inside.pop(), said, found.rule, named=True))
            continue
        if y - 1 > x and t.low[y - 1] == Q and is_clause(t, y - 1) and not _leans(t, y - 1):
            rows.append(_quotation(t, y - 1, said, found.rule))
            inside.remove(y - 1)
            y -= 1
            while y > x and not t.low[y - 1][0].isalnum() and t.low[y - 1] != Q:
                y -= 1
        if x < y and not (y - x == 1 and t.low[x] in ("that", "and")):
            voice = "reported" if said.cue_class == "saying" else "own"
            rows.append(_words(_span(t, (x, y)), voice, "reported", said, found.rule))
        rows.extend(_quotation(t, k, said, found.rule, inside=True) for k in inside)
    if any(row.kind == "direct" for row in rows):
        return [_whole(row, found) for row in rows]
    return rows


def _whole(row: Words, found: Attribution) -> Words:
    """A piece of a sentence in marks that the cue only breaks is as direct as the piece before it."""
    return row._replace(kind="direct") if row.kind == "partial" and found.rule == "cue after" else row


def _named_by(t: Tokens, found: Attribution, x: int, y: int) -> bool:
    """ "called the plan “…”": the words are the quotation's; what is so named is the outlet's phrase."""
    frame = cues.VERBS.get(t.low[found.cue[0]])
    if frame is None or frame.lemma not in NAMING or (found.cue[1] - found.cue[0] > 1 and frame.lemma != "sum"):
        return False
    if y - x > (16 if t.low[y - 2] == "as" else 7):
        return False
    return all(t.low[k] not in cues.AUXILIARIES and (t.low[k] != "that" or k == y - 2) for k in range(x, y - 1))


def _words(span: Span, voice: str, kind: str, said: _Said, rule: str) -> Words:
    return Words(
        span,
        voice,
        kind,
        said.attribution_id,
        said.speaker.name,
        said.named,
        said.speaker.role,
        said.cue,
        said.cue_class,
        rule,
    )


def _quotation(t: Tokens, k: int, said: _Said, rule: str, *, inside: bool = False, named: bool = False) -> Words:
    span = (t.start[k], t.end[k])
    if t.low[k - 1] in ("called", "titled", "entitled", "dubbed") and titled(t, k, _WORD.findall(inner(t, k))):
        return Words(span, "own", "title", None, "", None, "", None, "", "set off")
    if (
        inside
        and (kind := set_off(t, k))
        and (kind == "title" or said.cue_class != "saying" or t.low[k - 1] == "so-called")
    ):
        return Words(span, "own", kind, None, "", None, "", None, "", "set off")
    kind = "direct" if is_clause(t, k) and not _leans(t, k) and not named else "partial"
    return _words(span, "quoted", kind, said, rule)


def inner(t: Tokens, k: int) -> str:
    """The words between the marks."""
    return t.text[t.start[k] : t.end[k]].strip("\"' ")


def is_clause(t: Tokens, k: int) -> bool:
    """Whether a quotation makes a clause of its own."""
    words = _WORD.findall(inner(t, k))
    if len(words) < 2:
        return bool(words) and words[0][0].isupper() and inner(t, k)[-1] in "!?."
    low = [w.lower() for w in words]
    finite = any(w in _FINITE or w.endswith(("n't", "'re", "'ve", "'ll", "'m", "'d")) for w in low)
    if low[0] in _FINITE or low[0] in ("to", "who", "which", "as", "of", "for", "not"):
        return words[0][0].isupper()
    if words[0][0].isupper() and (len(words) > 3 or inner(t, k)[-1] in ".!?,"):
        return True
    return (
        finite
        and (low[0] in _STARTS_CLAUSE or low[0].endswith(("'s", "'re", "'m", "'ve", "'ll")))
        or (finite and len(low) > 8)
    )


def _leans(t: Tokens, k: int) -> bool:
    """Whether the outlet's own clause runs into the quotation: "called it a “…”"."""
    if not k or not inner(t, k)[:1].islower():
        return False
    return (
        t.low[k - 1] in cues.DETERMINERS - {"that"}
        or t.low[k - 1] in cues.PREPOSITIONS
        or t.low[k - 1] in ("to", "be")
        or t.low[k - 1] in cues.AUXILIARIES
    )


def set_off(t: Tokens, k: int) -> str:
    """`title` or `scare` where the marks are the outlet's own, else nothing."""
    words = _WORD.findall(inner(t, k))
    previous = t.low[k - 1] if k else ""
    if previous == "so-called":
        return "scare"
    if titled(t, k, words):
        return "title"
    following = t.text[t.end[k] : t.end[k] + 2]
    modifies = previous in ("a", "an", "the") or (following[:1] == " " and following[1:].isalpha())
    if (
        len(words) <= (5 if previous in ("a", "an") and following[1:].isalpha() else 3)
        and modifies
        and not is_clause(t, k)
    ):
        return "scare"
    return ""


def titled(t: Tokens, k: int, words: list[str]) -> bool:
    """Whether a quotation is written like a title, and stands where one does."""
    big = [w for w in words if w.lower() not in _SMALL]
    if len(words) < 2 or len(big) < 2 or not words[0][0].isupper():
        return False
    if not all(w[0].isupper() or w[0].isdigit() for w in big):
        return False
    return any(t.low[j] in _TITLE_NOUNS for j in range(max(0, k - 5), k)) or inner(t, k)[-1] not in ".!?"


def _only_quotations(t: Tokens, a: int, b: int) -> bool:
    return all(t.low[k] == Q or not t.low[k][0].isalnum() for k in range(a, b))


def _loose(
    t: Tokens, k: int, a: int, b: int, last: _Said | None, people: People, serial: int
) -> tuple[Words, _Said | None, int]:
    """A quotation that no cue governs: a name beside it, a continuation, set-off words, or nobody's known."""
    span = (t.start[k], t.end[k])
    alone = _only_quotations(t, a, b)
    if not alone and (beside := _beside(t, k, a, b)):
        name, role, rule = beside
        serial += 1
        speaker = people.resolve(t.words(*name), t.words(*role) if role else "")
        said = _Said(serial, speaker, _span(t, name), None, "")
        return _words(span, "quoted", "direct", said, rule), said, serial
    if alone and last:
        return _words(span, "quoted", "direct", last, "continued"), last, serial
    if not alone and (kind := set_off(t, k)) and not (kind == "scare" and _cue_near(t, k, a)):
        return Words(span, "own", kind, None, "", None, "", None, "", "set off"), last, serial
    serial += 1
    kind = "direct" if is_clause(t, k) else "partial"
    said = last._replace(attribution_id=serial) if last else _Said(serial, Speaker("", ""), None, None, "")
    return _words(span, "quoted", kind, said, "no cue"), last, serial


def _cue_near(t: Tokens, k: int, a: int) -> bool:
    """Whether a verb of saying stands shortly before a quotation that it does not govern: "ads attacking him as a “…”"."""
    if t.low[k - 1] != "as" and not (t.low[k - 1] in ("a", "an", "the") and t.low[k - 2] == "as"):
        return False
    frames = (cues.VERBS.get(t.low[m]) for m in range(max(a, k - 6), k))
    return any(frame is not None and frame.cue_class != "other" for frame in frames)


def _beside(t: Tokens, k: int, a: int, b: int) -> tuple[tuple[int, int], tuple[int, int] | None, str] | None:
    """A name beside a quotation without a verb: "X: “…”", "“…,” X, title.", "“…” — X"."""
    if k - 1 > a and t.low[k - 1] == ":":
        first = phrase_before(t, k - 1, a)
        if first < k - 1:
            return (first, k - 1), None, "colon"
    m = k + 1
    dash = m < b and t.low[m] in ("\u2014", "-")
    m += dash
    if m < b and t.capital(m) and (dash or k == a):
        end = m
        while end < b and t.low[end] not in (",", ".", ";", "(", Q):
            end += 1
        if end < b and t.low[end] == "," and end - m < 6:
            stop = end + 1
            while stop < b and t.low[stop] not in (".", Q):
                stop += 1
            return (m, end), (end + 1, stop), "name beside"
        if dash and end - m < 6:
            return (m, end), None, "name beside"
    return None
