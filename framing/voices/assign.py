"""Goes through an article's sentences: attributions first, then the quotations that no cue governs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any, NamedTuple

from framing.schema import OWN_VOICE_GENRES
from framing.spans import covering
from framing.voices import cues
from framing.voices.kinds import is_clause, set_off
from framing.voices.labels import announced, posts, turns
from framing.voices.phrases import phrase_before
from framing.voices.quoted import Said, Span, Words, attributed, cut, own_marks, span_of
from framing.voices.reported import attributions
from framing.voices.runs import Runs
from framing.voices.speakers import People
from framing.voices.tokens import Q, Tokens
from framing.voices.types import Attribution, Cue, Range, without_stop
from framing.voices.units import Unit

_LABELS = frozenset(
    "opinion video analysis watch photos photo live update updated exclusive map editorial review interview q answers questions map".split()
)
_NOT_SAID = frozenset([Q, "what", "who", "how", "why", "when", "where", "a", "an"])
# What a block quotation may begin with: words left out, a bracket.
_LEFT_OUT = frozenset(["\u2026", ".", "["])
_MOST_LINES = 12


class Part(NamedTuple):
    """What of a batch is one article's."""

    article: Any
    opening: int  # the place where it begins
    tokens: Range
    units: Sequence[Unit]
    likely: Sequence[Cue]  # of the batch
    blocks: Sequence[Span]


def assign(t: Tokens, runs: Runs, part: Part) -> tuple[list[Words], dict[str, str]]:
    """All rows of an article, unit by unit, and what it says of those who are named."""
    assigner = _Assigner(t, runs, part)
    return assigner.rows(), assigner.people.roles


class _Assigner:
    """Goes through the units of one article and remembers who spoke last."""

    def __init__(self, t: Tokens, runs: Runs, part: Part) -> None:
        self.t, self.part = t, part
        self.people = People(t, runs, part.tokens)
        spoken = turns(t, part.article, part.opening, part.blocks, self.people)
        self.turns = sorted(spoken + posts(t, part.blocks, self.people))
        self.last: Said | None = None
        self.quoting = True  # whether they spoke in marks
        self.serial = 0
        self.found: list[Words] = []

    def rows(self) -> list[Words]:
        """The rows, in the order of the units they were found in."""
        t, lines, skip = self.t, 0, 0
        for turn in self.turns:
            self.serial += 1
            said = Said(self.serial, turn.speaker)
            self.found.append(Words((turn.start, turn.end), "quoted", "direct", said, turn.rule))
        starts, ends = [turn.start for turn in self.turns], [turn.end for turn in self.turns]
        for a, b, heading, marked, first, stop, above, below, head in self.part.units:
            start = t.start[a]
            if start < skip or (starts and covering(starts, ends, start) >= 0):
                continue
            if above > lines:
                self.last = None
            if head:
                self.people.hear(head)
            if heading:
                self._headline(a, b)
            done = self._attributions(a, b, self.part.likely[first:stop], marked) if first < stop else ()
            if marked:
                for k in t.quoted(a, b):
                    if k not in done:
                        self.found.append(self._loose(k, a, b))
            lines = below
            if t.low[b - 1] == ":" and (by := announced(t, a, b)):
                skip = self._block(*by, b)
        article = self.part.article
        return [_own(row, article) for row in self.found] if article.genre in OWN_VOICE_GENRES else self.found

    def _attributed(self, found: Attribution) -> Said:
        """Take down who speaks."""
        self.serial += 1
        self.last, self.quoting = attributed(self.t, found, self.people, self.serial), True
        return self.last

    def _headline(self, a: int, b: int) -> None:
        """ "Mayor: we won't help": a name, a colon, and words without marks."""
        t = self.t
        colon = next((k for k in range(a + 1, min(a + 6, b - 2)) if t.low[k] == ":"), 0)
        if not colon or t.low[colon + 1] in _NOT_SAID or t.low[a] in _LABELS:
            return
        if not all(t.capital(k) for k in range(a, colon)):
            return
        found = Attribution(
            (colon, colon + 1), (a, colon), None, ((colon + 1, without_stop(t, colon + 1, b)),), "saying", "headline"
        )
        self.found.extend(cut(t, found, self._attributed(found), set()))

    def _attributions(self, a: int, b: int, near: Sequence[Cue], marked: bool) -> set[int]:
        """The rows of a unit's attributions; returns the quotations that are among them."""
        t, done = self.t, set[int]()
        for found in attributions(t, near, a, b):
            rows = cut(t, found, self._attributed(found), done)
            self.quoting = marked and "direct" in [row.kind for row in rows]
            self.found.extend(rows)
        return done

    def _loose(self, k: int, a: int, b: int) -> Words:
        """A quotation that no cue governs: a name beside it, a continuation, set-off words, or nobody's known."""
        t, last = self.t, self.last
        span = (t.start[k], t.end[k])
        alone = t.worded.find(1, a, b) < 0
        if not alone and (beside := _beside(t, k, a, b)):
            name, role, rule = beside
            self.serial += 1
            speaker = self.people.resolve(t.words(*name), t.words(*role) if role else "")
            self.last, self.quoting = Said(self.serial, speaker, span_of(t, name)), True
            return Words(span, "quoted", "direct", self.last, rule)
        if alone and last:
            if not self.quoting:
                self.serial += 1
                last, self.quoting = last._replace(attribution_id=self.serial), True
                self.last = last
            return Words(span, "quoted", "direct", last, "continued")
        if not alone and (kind := set_off(t, k)) and not (kind == "scare" and _cue_near(t, k, a)):
            return own_marks(span, kind)
        self.serial += 1
        kind = "direct" if is_clause(t, k) else "partial"
        # In a sentence of its own the speaker before is only meant by a pronoun.
        goes_on = alone or any(t.low[m] in ("he", "she", "his", "her") for m in range(a, k))
        said = last._replace(attribution_id=self.serial) if last and goes_on else Said(self.serial, "")
        return Words(span, "quoted", kind, said, "no cue")

    def _block(self, cue: int, named: Range | None, role: Range | None, b: int) -> int:
        """The paragraph behind "he wrote:" as his words, unless marks or a list begin it; returns where it ends."""
        t = self.t
        blocks = self.part.blocks
        at = bisect_left(blocks, (t.end[b - 1], 0))
        here = blocks[at] if at < len(blocks) else None
        if here is None or not t.low[b] or t.start[b] < here[0] or b in t.inside:
            return 0
        if not (t.low[b][0].isalnum() or t.low[b] in _LEFT_OUT):
            return 0
        found = Attribution((cue, cue + 1), named, role, (), "saying", "block quotation")
        end = self._lines(at, t.end[b - 1])
        self.found.append(Words((here[0], end), "quoted", "direct", self._attributed(found), found.rule))
        return end

    def _lines(self, at: int, before: int) -> int:
        """Where a block quotation ends: with its line, or with the last of its lines where blank ones part paragraphs."""
        text, blocks, last = self.t.text, self.part.blocks, at
        if text.count("\n", before, blocks[at][0]) > 1:
            while last + 1 < len(blocks) and text.count("\n", blocks[last][1], blocks[last + 1][0]) == 1:
                last += 1
        return blocks[last if last - at < _MOST_LINES else at][1]


def _own(row: Words, article: Any) -> Words:
    """In a release or statement the producer's own quotations are its own voice."""
    speaker = row.said.speaker.lower()
    if row.kind in ("direct", "partial") and speaker:
        producer = article.producer.lower()
        if speaker in producer or producer in speaker or speaker.split()[-1] in producer.split():
            return row._replace(voice="own")
    return row


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
