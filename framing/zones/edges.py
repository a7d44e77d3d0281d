"""The edges of a page: what stands before the body begins and after it ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from framing.lines import line_key
from framing.zones.lines import Line, is_date

# The head of a page is looked for in this many lines; pasted pages have fewer above their text.
HEAD_LINES = 20
# So many words may stand before a byline or a dateline and still be headline, deck and captions.
HEAD_WORDS = 130

Label = tuple[str, str]
Found = dict[int, Label]
NONE: Label = ("", "")


def body_begins(lines: Sequence[Line], found: Found, dateline_at: int, headlined: bool) -> int:
    """Index of the first line of the body: at a dateline, or the first sentence after the last byline or date of the head."""
    if dateline_at >= 0:
        return dateline_at
    after = _signature_ends(lines, found)
    head = range(after, min(len(lines), after + 2 * HEAD_LINES))
    # Most pages are read no further than their second free line.
    free = (i for i in head if i not in found and not is_date(lines[i].key, lines[i].words))
    first, second = next(free, None), next(free, None)
    if first is None:
        return len(lines)
    # A headline may be a question; a first line that asks one, with more below, is taken for it.
    asks = lines[first].text[-1] in "?!" and lines[first].words <= 20
    opening = [first] if second is None else [first, second]
    if not headlined and after == 0 and second is not None and asks:
        opening, second = [second], next(free, None)
        opening += [] if second is None else [second]
    written = next((i for i in chain(opening, free) if lines[i].body_like), None)
    if written is not None:
        return written
    # No sentence in sight: a page without marks. Its first line may be a headline, no more.
    return opening[1] if len(opening) > 1 and not headlined else opening[0]


def _signature_ends(lines: Sequence[Line], found: Found) -> int:
    """The line after the last byline of the head, or the last date that stands before anything written to be read."""
    after, words, read = 0, 0, False
    for i, line in enumerate(lines[:HEAD_LINES]):
        if found.get(i, NONE)[0] == "byline" or (not read and is_date(line.key, line.words)):
            after = i + 1
        elif i not in found:
            words += line.words
            read = read or line.body_like
        if words > HEAD_WORDS:
            break
    return after


def head(lines: Sequence[Line], found: Found, body: int, headline: str, byline: str) -> Found:
    """Label what stands before the body: headline, deck, byline and dates, captions, and the rest."""
    free = [i for i in range(body) if i not in found]
    more: Found = {i: ("byline", "date line") for i in free if is_date(lines[i].key, lines[i].words)}
    signed = {lines[i].block for i in more} | {lines[i].block for i in range(body) if found.get(i, NONE)[0] == "byline"}
    names = {line_key(byline), *_names(byline)}
    more |= {i: ("byline", "byline column") for i in free if i not in more and lines[i].key in names}
    rest = [i for i in free if i not in more]
    title = None if headline else _title(lines, rest, signed)
    for i in rest:
        more[i] = ("headline", "position: first line") if i == title else _in_head(lines, found, i, signed)
    return more


def _title(lines: Sequence[Line], free: list[int], signed: set[int]) -> int | None:
    """The line of the head that reads as its headline: the first of four words and more outside the byline's block, or the first."""
    fit = [i for i in free if lines[i].text[-1] not in ".:" and 2 <= lines[i].words <= 30]
    long = [i for i in fit if lines[i].words >= 4]
    return next((i for i in long if lines[i].block not in signed), next(iter([*long, *fit]), None))


_PLACE = re.compile(r"[A-Z][\w.' -]{2,30}, (?:[A-Z]{2}|[A-Z][a-z]{2,15}\.?)")


def _in_head(lines: Sequence[Line], found: Found, i: int, signed: set[int]) -> Label:
    """What a line of the head is that is neither headline nor date nor a known name."""
    line = lines[i]
    if line.block in signed and line.words <= 6 and not line.body_like:
        return "byline", "beside the byline"
    if _PLACE.fullmatch(line.text) and line.words <= 5:
        return "dateline", "place line"
    if line.body_like and found.get(i + 1, NONE)[1] == "photo credit":
        return "caption", "before a photo credit"
    return ("deck", "position: under the headline") if line.words >= 5 else ("boilerplate", "position: before the body")


def _names(byline: str) -> list[str]:
    """The names in a byline, folded."""
    return [" ".join(name.split()) for name in re.split(r",| and |;", line_key(byline)) if name.strip()]


_MAIL_OR_PHONE = re.compile(r"\w@[\w.-]{1,80}\.\w|\(?\b\d{3}\)?[ .-]\d{3,4}[ .-]?\d{0,4}\b")
_LINK = re.compile(r"(?:^|\s)@\w|\bwww\.|https?:")
# Speech, or a post on a network, printed as part of the story.
_SAYS = re.compile(r"\b(?:said|says|told|asked|added|wrote|tweeted)\b|\u2014 .*\(@\w")
_OFFICES = (
    r"(?:columnist|reporter|editor|correspondent|writer|author|professor|fellow|host|analyst|contributor|director|president|journalist|scholar|"
    r"lawyer|attorney|founder|chairman|chief|producer|critic|commentator)"
)
_WORKS = re.compile(
    rf".{{0,60}}\b(?:is|was|are|covers?|writes?|reports?|serves?|can be|teaches|directs|joined|worked|follow)\b.*\b(?:{_OFFICES}|covers?|writes?|"
    r"reports?|senator|congress\w*|expert|for the|reached|twitter|book|completing)\b"
)
# The name of a writer that no byline told us, with an office said at once.
_SOMEBODY = re.compile(
    rf"[A-Z][\w.'-]+ (?:[A-Z][\w.'-]*,? ){{1,3}}(?:(?<=, )[^.]{{0,160}}, )?(?:is|was) (?:[\w'&.-]+ ){{0,8}}{_OFFICES}\b"
)
_SIGNED_OFF = re.compile(r"\u2014 ?[A-Z][\w.'-]+(?:,? (?:and |[A-Z])[\w.'-]*){1,16}")


_CONTRIBUTED = re.compile(r"[A-Z].{3,80} contributed(?: (?:reporting|from [A-Z]\w+))?\.?")


def tail(lines: Sequence[Line], found: Found, body: int, recurring: frozenset[str], byline: str) -> Found:
    """Label what stands after the body, from the end of the page upwards to the first line that belongs to the article."""
    names = _names(byline)
    for i, (_, rule) in found.items():
        if rule == "byline pattern":
            names += _names(re.sub(r"^\W*by:? ", "", lines[i].text, flags=re.IGNORECASE))
    writers = tuple(name for name in names if " " in name)
    more: Found = {}
    for i in range(len(lines) - 1, body, -1):
        label = found.get(i) or _closing(lines[i], recurring, writers)
        if label is None or label[0] == "body":
            break
        if i not in found:
            more[i] = label
    return more


def _closing(line: Line, recurring: frozenset[str], writers: tuple[str, ...]) -> Label | None:
    """What a line is that stands after the body, or nothing if the body ends with it."""
    if line.key in recurring:
        return "boilerplate", "recurring line"
    if is_date(line.key, line.words):
        return "byline", "date line"
    if _SIGNED_OFF.fullmatch(line.text):
        return "byline", "signed off"
    if line.words <= 12 and _CONTRIBUTED.fullmatch(line.text):
        return "boilerplate", "contributed"
    rule = _aside(line, writers)
    return ("boilerplate", rule) if rule and not _SAYS.search(line.key) else None


def _aside(line: Line, writers: tuple[str, ...]) -> str:
    """By which rule a line that nobody speaks in may stand after the body, or nothing."""
    somebody = line.words <= 70 and (_is_about(line, writers) or _SOMEBODY.match(line.text.lstrip("\u2014-\u2022* ")))
    if somebody:
        return "note on the author"
    if (line.words <= 32 and _MAIL_OR_PHONE.search(line.text)) or (line.words <= 12 and _LINK.search(line.text)):
        return "contact line"
    return "position: after the body" if not line.body_like and line.words <= 14 else ""


# Lines in which a page may introduce its writer before it begins.
INTRODUCTION = 4


def introductions(lines: Sequence[Line], found: Found, byline: str) -> Found:
    """The note on a writer of the byline that stands before the body."""
    short = [i for i, line in enumerate(lines[:INTRODUCTION]) if i not in found and line.words <= 40]
    if not byline or not short:
        return {}
    writers = tuple(name for name in _names(byline) if " " in name)
    return {
        i: ("boilerplate", "note on the author")
        for i in short
        if _is_about(lines[i], writers) and not _SAYS.search(lines[i].key)
    }


def _is_about(line: Line, writers: tuple[str, ...]) -> bool:
    """Whether a line begins with a writer's name and says what the writer does."""
    key = line.key.lstrip("\u2014-\u2022* ")
    writer = next((name for name in writers if key.startswith(name)), "")
    return bool(writer) and bool(_WORKS.match(key, len(writer)))
