"""Goes through an article's sentences: attributions first, then the quotations that no cue governs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from framing.schema import OWN_VOICE_GENRES
from framing.spans import covering
from framing.voices import cues
from framing.voices.kinds import is_clause, set_off
from framing.voices.labels import announced, posts, turns
from framing.voices.phrases import phrase_before
from framing.voices.quoted import Said, Span, Words, attributed, cut, own_marks, span_of
from framing.voices.reported import attributions
from framing.voices.runs import Runs
from framing.voices.speakers import People, Speaker
from framing.voices.tokens import BLANKS, Q, Tokens, Unit
from framing.voices.types import Attribution, Range, without_stop

_LABELS = frozenset(
    "opinion video analysis watch photos photo live update updated exclusive map editorial review interview q answers questions map".split()
)
_NOT_SAID = frozenset([Q, "what", "who", "how", "why", "when", "where", "a", "an"])
# What a block quotation may begin with: words left out, a bracket.
_LEFT_OUT = frozenset(["\u2026", ".", "["])
_MOST_LINES = 12
_FURNITURE = ("byline", "dateline", "list", "boilerplate")


def assign(
    t: Tokens, runs: Runs, units: Sequence[Unit], article: Any, blocks: Sequence[Span]
) -> tuple[list[Words], dict[str, str]]:
    """All rows of an article, unit by unit, and what it says of those who are named."""
    assigner = _Assigner(t, runs, units, article, blocks)
    return assigner.rows(), assigner.people.roles


class _Assigner:
    """Goes through the units of one article and remembers who spoke last."""

    def __init__(self, t: Tokens, runs: Runs, units: Sequence[Unit], article: Any, blocks: Sequence[Span]) -> None:
        self.t, self.units, self.article, self.blocks = t, units, article, blocks
        self.people = People(t, runs)
        self.turns = sorted(turns(t, article, blocks, self.people) + posts(t, blocks, self.people))
        self.last: Said | None = None
        self.serial = 0
        self.found: list[Words] = []

    def rows(self) -> list[Words]:
        """The rows, in the order of the units they were found in."""
        t, last_end, skip = self.t, 0, 0
        for turn in self.turns:
            self.serial += 1
            said = Said(self.serial, Speaker(turn.speaker, ""), None, None, "")
            self.found.append(Words((turn.start, turn.end), "quoted", "direct", said, turn.rule))
        starts, ends = [turn.start for turn in self.turns], [turn.end for turn in self.turns]
        for a, b, zone in self.units:
            start = t.start[a]
            if zone in _FURNITURE or start < skip or (starts and covering(starts, ends, start) >= 0):
                continue
            if t.worded.find(1, a, b) >= 0:
                if self.last and "\n" in t.text[last_end:start]:
                    self.last = None
                self.people.note_subject(a, b)
            if zone == "headline" or a == BLANKS:
                self._headline(a, b)
            self._unit(a, b)
            last_end = t.end[b - 1]
            if t.low[b - 1] == ":" and (by := announced(t, a, b)):
                skip = self._block(*by, b)
        return [_own(row, self.article) for row in self.found] if self.article.genre in OWN_VOICE_GENRES else self.found

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
        self.last = attributed(t, found, self.people, self.serial)
        self.found.extend(cut(t, found, self.last, set()))

    def _unit(self, a: int, b: int) -> None:
        t = self.t
        done: set[int] = set()
        for attribution in attributions(t, a, b):
            self.serial += 1
            said = attributed(t, attribution, self.people, self.serial)
            rows = cut(t, attribution, said, done)
            self.last = said._replace(quoting=any(row.kind == "direct" for row in rows))
            self.found.extend(rows)
        for k in t.quoted(a, b) if t.quotations.find(1, a, b) >= 0 else ():
            if k not in done:
                row, self.last, self.serial = _loose(self.t, k, a, b, self.last, self.people, self.serial)
                self.found.append(row)

    def _block(self, cue: int, named: Range | None, role: Range | None, b: int) -> int:
        """The paragraph behind "he wrote:" as his words, unless marks or a list begin it; returns where it ends."""
        t = self.t
        at = bisect_left(self.blocks, (t.end[b - 1], 0))
        here = self.blocks[at] if at < len(self.blocks) else None
        if here is None or not t.low[b] or t.start[b] < here[0] or b in t.inside:
            return 0
        if not (t.low[b][0].isalnum() or t.low[b] in _LEFT_OUT):
            return 0
        self.serial += 1
        found = Attribution((cue, cue + 1), named, role, (), "saying", "block quotation")
        self.last = attributed(t, found, self.people, self.serial)
        end = self._lines(at, t.end[b - 1])
        self.found.append(Words((here[0], end), "quoted", "direct", self.last, found.rule))
        return end

    def _lines(self, at: int, before: int) -> int:
        """Where a block quotation ends: with its line, or with the last of its lines where blank ones part paragraphs."""
        text, blocks, last = self.t.text, self.blocks, at
        if text.count("\n", before, blocks[at][0]) > 1:
            while last + 1 < len(blocks) and text.count("\n", blocks[last][1], blocks[last + 1][0]) == 1:
                last += 1
        return blocks[last if last - at < _MOST_LINES else at][1]


def _own(row: Words, article: Any) -> Words:
    """In a release or statement the producer's own quotations are its own voice."""
    speaker = row.said.speaker.name.lower()
    if row.kind in ("direct", "partial") and speaker:
        producer = article.producer.lower()
        if speaker in producer or producer in speaker or speaker.split()[-1] in producer.split():
            return row._replace(voice="own")
    return row


def _loose(
    t: Tokens, k: int, a: int, b: int, last: Said | None, people: People, serial: int
) -> tuple[Words, Said | None, int]:
    """A quotation that no cue governs: a name beside it, a continuation, set-off words, or nobody's known."""
    span = (t.start[k], t.end[k])
    alone = t.worded.find(1, a, b) < 0
    if not alone and (beside := _beside(t, k, a, b)):
        name, role, rule = beside
        serial += 1
        speaker = people.resolve(t.words(*name), t.words(*role) if role else "")
        said = Said(serial, speaker, span_of(t, name), None, "")
        return Words(span, "quoted", "direct", said, rule), said, serial
    if alone and last:
        if not last.quoting:
            serial += 1
            last = last._replace(attribution_id=serial, quoting=True)
        return Words(span, "quoted", "direct", last, "continued"), last, serial
    if not alone and (kind := set_off(t, k)) and not (kind == "scare" and _cue_near(t, k, a)):
        return own_marks(span, kind), last, serial
    serial += 1
    kind = "direct" if is_clause(t, k) else "partial"
    # In a sentence of its own the speaker before is only meant by a pronoun.
    goes_on = alone or any(t.low[m] in ("he", "she", "his", "her") for m in range(a, k))
    said = last._replace(attribution_id=serial) if last and goes_on else Said(serial, Speaker("", ""), None, None, "")
    return Words(span, "quoted", kind, said, "no cue"), last, serial


def _cue_near(t: Tokens, k: int, a: int) -> bool:
    """Whether a verb of saying stands shortly before a quotation that it does not govern: "ads attacking him as a “…”"."""
    if t.low[k - 1] != "as" and not (t.low[k - 1] in ("a", "an", "the") and t.low[k - 2] == "as"):
        return False
    frames = (cues.VERBS.get(t.low[m]) for m in range(max(a, k - 6), k))
    return any(frame is not None and frame.cue_class != "other" for frame in frames)


def _beside(t: Tokens, k: int, a: int, b: int) -> tuple[Range, Range | None, str] | None:
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
