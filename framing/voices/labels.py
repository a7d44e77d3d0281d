"""Speech without marks: answers of an interview, turns of a transcript, a block quotation after "he said:"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from framing.spans import covering
from framing.voices import cues
from framing.voices.names import is_organisation
from framing.voices.nouns import whose
from framing.voices.phrases import phrase_after, verb_start
from framing.voices.speakers import People
from framing.voices.spellings import is_adverb
from framing.voices.subjects import has_verb, subject
from framing.voices.tokens import Tokens
from framing.voices.types import Range

_LABEL = re.compile(
    r"(Q|A|[A-Z][A-Z.'\-]+(?: [A-Z][A-Z.'\-]+){0,3}|[A-Z]\w+(?: [A-Z][\w.'\-]+){1,2})(?: ?:|\.(?=\s+[A-Z])) ?"
)
_FIRST_PERSON = re.compile(r"\b(?:I|I'm|I've|I'd|my|me)\b")
_NOT_SPEAKERS = frozenset(
    "UPDATE RELATED PHOTO PHOTOS VIDEO WATCH READ NOTE CORRECTION MORE WASHINGTON THE ICYMI POLL PS".split()
)
# "Read Brook's full letter:", but not "Watch the full debate:".
_DOCUMENTS = frozenset(
    "statement letter post message email e-mail memo note tweet rant response release remarks text".split()
)
_WHOLE = frozenset("full entire complete entirety".split())
_SHOWN = frozenset("watch listen hear see".split())
# "It rained. — Ada Brook (@adabrook) May 4, 2016": a post pasted into an article, with its signature.
_SIGNATURE = re.compile(
    r" ?(?:\u2014|\u2013|--) ?([^\n(\u2014\u2013]{2,50}?) ?\(@\w+\) (?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}, \d{4}"
)
# Characters of a post; what is longer is a paragraph that quotes one.
_LONGEST_POST = 600


class Turn(NamedTuple):
    """A paragraph somebody speaks, marks or not: a span of the text of the batch and who."""

    start: int
    end: int
    speaker: str
    rule: str


def turns(t: Tokens, article: Any, opening: int, blocks: Sequence[tuple[int, int]], people: People) -> list[Turn]:
    """Paragraphs that a label gives to a person; those of a questioner and of the outlet's own answers are left out.

    "A:" is the outlet's answer in a news story, and a person's in an interview: where the genre says so, or where
    most answers speak of themselves as "I".
    """
    labelled = [(a, b, m) for a, b in blocks if (m := _LABEL.match(t.text, a, min(b, a + 60)))]
    if len(labelled) < 3:
        return []
    answers = [(a, b, m) for a, b, m in labelled if m.group(1) == "A"]
    spoken: list[Turn] = []
    if answers and (article.genre == "interview" or _personal(t, answers, people.tokens)):
        who = _interviewee(t.text[opening : blocks[-1][1]], article, people, labelled[0][0] - opening)
        spoken = [Turn(m.end(), b, who, "answer") for a, b, m in answers]
    counts = Counter(m.group(1) for _, _, m in labelled)
    for _, b, m in labelled:
        label = m.group(1)
        if label in ("Q", "A") or label in _NOT_SPEAKERS or ":" not in m.group():
            continue
        if (
            label.isupper()
            and (counts[label] > 1 or len(counts) > 1)
            or (article.genre == "interview" and counts[label] > 1)
        ):
            name = people.name(label.title() if label.isupper() else label)
            spoken.append(Turn(m.end(), b, name, "transcript"))
    return sorted(spoken)


def posts(t: Tokens, blocks: Sequence[tuple[int, int]], people: People) -> list[Turn]:
    """The posts pasted into an article: what stands in a paragraph before a signature with handle and date."""
    found: list[Turn] = []
    if not blocks or t.text.find("(@", blocks[0][0], blocks[-1][1]) < 0:
        return found
    for a, b in blocks:
        m = _SIGNATURE.search(t.text, max(a, b - 100), b)
        if m and m.end() == b and 0 < m.start() - a <= _LONGEST_POST:
            found.append(Turn(a, m.start(), people.name(m.group(1)) or m.group(1), "post"))
    return found


def _personal(t: Tokens, answers: list[tuple[int, int, re.Match[str]]], tokens: Range) -> bool:
    """Whether at least half of the answers say "I" outside quotation marks."""
    marked = t.quoted(*tokens)
    starts, ends = [t.start[k] for k in marked], [t.end[k] for k in marked]
    own = 0
    for a, b, _ in answers:
        own += any(covering(starts, ends, m.start()) < 0 for m in _FIRST_PERSON.finditer(t.text, a, b))
    return len(answers) > 1 and 2 * own >= len(answers)


def _interviewee(text: str, article: Any, people: People, first: int) -> str:
    """The person an interview's headline names, or the only one named before the first question."""
    head = text.partition("\n")[0] + " " + getattr(article, "headline", "")
    named = [name for name in people.full.values() if name in people.gender or name in people.roles]
    named = named or [name for name in people.full.values() if not is_organisation(name)]
    in_head = {name for name in named if name.split()[-1] in head}
    if len(in_head) == 1:
        return in_head.pop()
    before = {name for name in named if name in text[:first]}
    return before.pop() if len(before) == 1 else ""


def announced(t: Tokens, a: int, b: int) -> tuple[int, Range | None, Range | None] | None:
    """What announces a paragraph to come, and whose words it will be: "he wrote:", "According to Brook:", "Brook's full letter:"."""
    if t.low[b - 1] != ":":
        return None
    if t.low[a] == "according" and t.low[a + 1] == "to":
        end = phrase_after(t, a + 2, b - 1)
        return None if has_verb(t, end, b - 1) else (a, (a + 2, end), None)
    for i in range(b - 2, max(a, b - 10), -1):
        frame = cues.VERBS.get(t.low[i])
        if frame and frame.cue_class == "saying" and "l" in frame.governs and frame.form in ("past", "s", "ing"):
            start, _ = verb_start(t, i, a)
            if _announces(t, i, a, b):
                return i, *subject(t, start, a, a, frame)
        if t.low[i] in _DOCUMENTS and t.low[a] not in _SHOWN and not _WHOLE.isdisjoint(t.low[a:b]):
            return i, whose(t, i, a + (t.low[a] == "read")), None
    return None


def _announces(t: Tokens, i: int, a: int, b: int) -> bool:
    """Whether nothing but when, where and to whom stands between a verb of saying and the colon."""
    k = i + 1
    if t.low[i] in cues.NOUNS and not all(t.capital(m) for m in range(a, i)):
        return False  # "Fox News reports:", but not "the town breaks its rules:"
    if t.low[i - 1].endswith(("'s", "s'")) or "that" in t.low[k : b - 2]:
        return False
    told = "r" in cues.VERBS[t.low[i]].governs
    return b - k <= 2 or told or t.low[k] in cues.PREPOSITIONS or t.low[k] in cues.TIMES or is_adverb(t.low[k])
