"""Zones: what on a page is headline, deck, byline, dateline, caption, list, page furniture, and what is the article itself.

A page is read line by line. First each line is judged by itself; then by where it stands: before the body begins, in
a list, after the body ends. Body is the default: what no rule claims was written to be read.
"""

from __future__ import annotations

import re
from numbers import Integral
from typing import Any, NamedTuple

from framing import furniture
from framing.survey import line_key
from framing.text import straighten

# The head of a page is looked for in this many lines; pasted pages have fewer above their text.
HEAD_LINES = 20
# So many words may stand before a byline or a dateline and still be headline, deck and captions.
HEAD_WORDS = 130
# A line of this many words is a paragraph, whatever mark ends it.
LONG_PARAGRAPH = 25
SHORTEST_LIST = 5
# What follows the end mark of a release, or the heading "About the author", is set aside in at most so many lines.
CLOSING_LINES = 8
# Longer lines are no furniture, and are not folded: a page of one line stays cheap.
LONGEST_KEY = 800

Label = tuple[str, str]
Found = dict[int, Label]
BODY: Label = ("body", "default")


class Line(NamedTuple):
    """A line with words on it, straightened, without surrounding white space."""

    start: int
    text: str
    key: str
    words: int
    block: int
    body_like: bool


def find_zones(article: Any, recurring: frozenset[str]) -> list[tuple[int, int, str, str]]:
    """Say for every part of a page what it is, and by which rule.

    Precision comes first: a line that no rule claims is body. White space belongs to the span before it.

    Parameters
    ----------
    article : named tuple
        A row of the articles table; read are text, headline, headline_end, byline.
    recurring : frozenset of str
        Folded lines that stand in at least three pages of the outlet (`Survey.recurring`).

    Returns
    -------
    list of (start, end, zone, rule)
        In order, without gap or overlap, over the whole text; nothing for an empty text.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> text = "Ferries sail again\\n\\nBy Ana Brill\\n\\nPORT ELLIS \u2014 The boats left at six.\\n\\nShare this article"
    >>> page = SimpleNamespace(text=text, headline="", headline_end=None, byline="")
    >>> [zone for _, _, zone, _ in find_zones(page, frozenset())]
    ['headline', 'byline', 'dateline', 'body', 'boilerplate']
    """
    text = article.text
    if not text:
        return []
    laid = int(article.headline_end) if isinstance(article.headline_end, Integral) else 0
    lines = _lines(straighten(text), laid)
    dateline_at, dateline_end = _dateline(lines)
    found = _label(lines, recurring, article.headline or "", article.byline or "", bool(laid), dateline_at)
    marks: list[tuple[int, Label]] = [(0, ("headline", "headline column"))] if laid else []
    for i, line in enumerate(lines):
        if i == dateline_at and i not in found:
            marks += [(line.start, ("dateline", "dateline pattern")), (line.start + dateline_end, BODY)]
        else:
            marks.append((line.start, found.get(i, BODY)))
    return _tile(marks, len(text))


def _tile(marks: list[tuple[int, Label]], length: int) -> list[tuple[int, int, str, str]]:
    """Spans from each mark to the next of another label; the first begins the text."""
    kept = [mark for i, mark in enumerate(marks) if i == 0 or mark[1] != marks[i - 1][1]] or [(0, BODY)]
    starts = [0, *(start for start, _ in kept[1:]), length]
    return [(a, b, *label) for a, b, (_, label) in zip(starts, starts[1:], kept, strict=False)]


def _lines(text: str, place: int) -> list[Line]:
    """The lines with words from a place on; `block` counts the empty lines before."""
    lines, block = [], 0
    for raw in text[place:].split("\n"):
        stripped = raw.strip()
        if stripped:
            words = len(stripped.split())
            key = line_key(stripped) if len(stripped) <= LONGEST_KEY else ""
            start = place + len(raw) - len(raw.lstrip())
            lines.append(Line(start, stripped, key, words, block, _body_like(stripped, words)))
        else:
            block += 1
        place += len(raw) + 1
    return lines


_ITEM = re.compile(r"(?:[\u2022\u25cf\u25aa\u2023*\u2014-]|\d{1,2}[.)])\s*\S")


def _body_like(line: str, words: int) -> bool:
    """Whether a line looks written to be read: a sentence, a long paragraph, an item, a lead-in, a quotation."""
    return furniture.is_sentence(line) or words >= LONG_PARAGRAPH or line[-1] == ":" or line[0] in "\"'`" or bool(_ITEM.match(line))


def _dateline(lines: list[Line]) -> tuple[int, int]:
    """The first paragraph that begins with a dateline, among the first lines, and where in it the dateline ends."""
    before = 0
    for i, line in enumerate(lines[:HEAD_LINES]):
        end = furniture.dateline(line.text) if line.words >= 8 else 0
        if end and not _is_acronym(line.text[:end], lines[:HEAD_LINES]):
            return i, end
        before += line.words
        if before > HEAD_WORDS:
            break
    return -1, 0


def _is_acronym(place: str, lines: list[Line]) -> bool:
    """Whether a short word in capitals before a dash comes again in capitals: then it is a name, not a town."""
    name = re.fullmatch(r"([A-Z.]{2,5})[\s\u2014-]+", place)
    if not name:
        return False
    return sum(len(re.findall(rf"\b{re.escape(name[1])}\b", line.text[:2000])) for line in lines) > 1


def _label(lines: list[Line], recurring: frozenset[str], headline: str, byline: str, laid: bool, dateline_at: int) -> Found:
    """All labels but the dateline's; earlier rules win."""
    found = {i: label for i, line in enumerate(lines) if (label := _alone(line, recurring))}
    if headline and not laid:
        found |= _headline_column(lines, line_key(headline))
    for section in (_contact_block, _under_headings, _after_end_mark):
        found |= section(lines, found)
    found |= _repeated_captions(lines, found)
    body = _body_begins(lines, found, dateline_at, bool(headline))
    found |= _head(lines, found, body, headline, byline)
    found |= _headline_again(lines, found, line_key(headline))
    found |= _lists(lines, found, body)
    found |= _tail(lines, found, body, recurring, byline)
    return found


def _alone(line: Line, recurring: frozenset[str]) -> Label | None:
    """What a line is by its own words, wherever it stands."""
    rule = furniture.phrase(line.key, line.words)
    if rule:
        return "boilerplate", rule
    if furniture.credit(line.key, line.words):
        return "boilerplate", "photo credit"
    if rule := furniture.caption(line.key, line.words):
        return "caption", rule
    if furniture.is_byline(line.text, line.words):
        return "byline", "byline pattern"
    if rule := furniture.is_menu(line.key, line.words):
        return "boilerplate", rule
    if line.key in recurring and not furniture.is_sentence(line.text) and not furniture.is_date(line.key, line.words):
        return "boilerplate", "recurring line"
    return None


def _headline_column(lines: list[Line], headline: str) -> Found:
    for i, line in enumerate(lines[:HEAD_LINES]):
        if line.key == headline:
            return {i: ("headline", "headline column")}
    return {}


def _contact_block(lines: list[Line], found: Found) -> Found:
    """Short lines that stand directly over or under a contact line of a press release."""
    blocks = {lines[i].block for i, (_, rule) in found.items() if rule == "phrase: release"}
    return {
        i: ("boilerplate", "contact block")
        for i, line in enumerate(lines)
        if line.block in blocks and i not in found and not line.body_like and line.words <= 12
    }


_LINK_HEADINGS = re.compile(r"(?:related|associated|more|most|top|recommended|trending|see|read|editors|you)\b")


def _under_headings(lines: list[Line], found: Found) -> Found:
    """Links under a heading of links, and the lines that close a page under "About the author"."""
    more: Found = {}
    read = next((i for i, line in enumerate(lines) if line.body_like and i not in found), len(lines))
    for i, (_, rule) in found.items():
        if rule == "phrase: about the author" and len(lines) - i <= CLOSING_LINES:
            more |= {j: ("boilerplate", "about the author") for j in range(i + 1, len(lines)) if j not in found}
        elif i > read and rule == "phrase: related" and lines[i].words <= 4 and _LINK_HEADINGS.match(lines[i].key):
            for j in range(i + 1, len(lines)):
                if j in found or lines[j].body_like or lines[j].words > 16 or lines[j].block > lines[i].block + 1:
                    break
                more[j] = ("boilerplate", "under a heading of links")
    return more


_END_MARK = re.compile(r"(?:# ?){3,}|-+ ?30 ?-+|- ?ends? ?-")


def _after_end_mark(lines: list[Line], found: Found) -> Found:
    """What follows the end mark of a release: who sends it, and where to reach them."""
    marks = [i for i, (_, rule) in found.items() if rule == "phrase: release" and _END_MARK.fullmatch(lines[i].key)]
    if not marks or len(lines) - max(marks) > CLOSING_LINES:
        return {}
    return {i: ("boilerplate", "after the end mark") for i in range(max(marks) + 1, len(lines)) if i not in found}


def _repeated_captions(lines: list[Line], found: Found) -> Found:
    """A line printed twice running, the second time perhaps with its credit: a caption of a gallery."""
    more: Found = {}
    for i, (line, following) in enumerate(zip(lines, lines[1:], strict=False)):
        twice = 5 <= line.words <= 60 and line.key and following.key.startswith(line.key)
        if twice and i not in found and found.get(i + 1, ("caption", ""))[0] == "caption":
            more |= {i: ("caption", "caption repeated"), i + 1: ("caption", "caption repeated")}
    return more


def _body_begins(lines: list[Line], found: Found, dateline_at: int, headlined: bool) -> int:
    """Index of the first line of the body: after the last byline or date of the head, at a dateline, or the first sentence."""
    if dateline_at >= 0:
        return dateline_at
    after, before, read = 0, 0, False
    for i, line in enumerate(lines[:HEAD_LINES]):
        if found.get(i, BODY)[0] == "byline" or (not read and furniture.is_date(line.key, line.words)):
            after = i + 1
        elif i not in found:
            before += line.words
            read = read or line.body_like
        if before > HEAD_WORDS:
            break
    free = [i for i in range(after, len(lines)) if i not in found and not furniture.is_date(lines[i].key, lines[i].words)]
    # A headline may be a question; a first line that asks one, with more below, is taken for it.
    if not headlined and after == 0 and len(free) > 1 and lines[free[0]].key[-1:] in ("?", "!") and lines[free[0]].words <= 20:
        free = free[1:]
    if not any(lines[i].body_like for i in free[:HEAD_LINES]):
        return free[1] if len(free) > 1 and not headlined else (free[0] if free else len(lines))
    return next(i for i in free if lines[i].body_like)


_PLACE = re.compile(r"[A-Z][\w.' -]{2,30}, (?:[A-Z]{2}|[A-Z][a-z]{2,15}\.?)")


def _head(lines: list[Line], found: Found, body: int, headline: str, byline: str) -> Found:
    """What stands before the body: headline, deck, byline and dates, captions, and the rest."""
    free = [i for i in range(body) if i not in found]
    dates = {i for i in free if furniture.is_date(lines[i].key, lines[i].words)}
    signed = {lines[i].block for i in dates} | {lines[i].block for i in range(body) if found.get(i, BODY)[0] == "byline"}
    names = {" ".join(name.split()) for name in re.split(r",| and |;", line_key(byline)) if name.strip()}
    more: Found = {i: ("byline", "date line") for i in dates}
    for i in free:
        if i not in dates and lines[i].key in names:
            more[i] = ("byline", "byline column")
    if not headline:
        titles = [i for i in free if i not in more and not lines[i].text.endswith((".", ":")) and 2 <= lines[i].words <= 30]
        title = next((i for i in titles if lines[i].words >= 4 and lines[i].block not in signed), None)
        title = title if title is not None else next((i for i in titles if lines[i].words >= 4), titles[0] if titles else None)
        if title is not None:
            more[title] = ("headline", "position: first line")
    for i in free:
        if i not in more:
            more[i] = _in_head(lines, found, i, signed)
    return more


def _in_head(lines: list[Line], found: Found, i: int, signed: set[int]) -> Label:
    """What a line of the head is that is neither headline nor date nor a known name."""
    line = lines[i]
    if line.block in signed and line.words <= 6 and not line.body_like:
        return "byline", "beside the byline"
    if _PLACE.fullmatch(line.text) and line.words <= 5:
        return "dateline", "place line"
    if line.body_like and found.get(i + 1, BODY)[1] == "photo credit":
        return "caption", "before a photo credit"
    return ("deck", "position: under the headline") if line.words >= 5 else ("boilerplate", "position: before the body")


def _headline_again(lines: list[Line], found: Found, headline: str) -> Found:
    """A headline that comes again, in capitals or not."""
    keys = {lines[i].key for i, (zone, _) in found.items() if zone == "headline"} | ({headline} if headline else set())
    return {
        i: ("headline", "headline repeated")
        for i, line in enumerate(lines)
        if line.key in keys and line.words >= 3 and found.get(i, BODY)[0] != "headline"
    }


_SMALL = frozenset("of the and for in de a an to on at del la el los las y with & by".split())
_VERBS = frozenset(
    "is are was were be has have had will would must should could can may do does did said says say wants want calls call".split()
)
_BODIES = re.compile(
    r"\b(?:coalition|cent(?:er|re)|association|alliance|union|committee|project|institute|church|council|network|league|university|school|federation|"
    r"foundation|workers?|society|clinic|group|fund|action|rev|dr|sen|rep|prof|professor|mayor|director|president|pastor|attorney|student|justice|law)\b"
)


def _names_somebody(line: Line) -> bool:
    """Whether a short line is a name, of a person or a body, without a verb."""
    words = [w for w in re.findall(r"[^\W\d_][\w.'&-]*", line.text) if w.lower() not in _SMALL]
    if line.body_like or not 1 <= line.words <= 18 or not words or not _VERBS.isdisjoint(line.key.split()):
        return False
    return sum(w[0].isupper() for w in words) >= 0.5 * len(words)


def _lists(lines: list[Line], found: Found, body: int) -> Found:
    """Runs of names after a lead-in that ends with a colon, or of names most of which are offices and bodies."""
    more: Found = {}
    i = body
    while i < len(lines):
        run = []
        while i < len(lines) and i not in found and _names_somebody(lines[i]):
            run.append(i)
            i += 1
        led = bool(run) and run[0] > 0 and lines[run[0] - 1].text.endswith(":")
        bodies = sum(bool(_BODIES.search(lines[j].key)) for j in run)
        if len(run) >= SHORTEST_LIST and (led or bodies >= 0.5 * len(run)):
            more |= {j: ("list", "run of names") for j in run}
        i += not run
    return more


_REACH = re.compile(r"\S@\S+\.\w|(?:^|\s)@\w|\bwww\.|https?:|\(?\b\d{3}\)?[ .-]\d{3,4}[ .-]?\d{0,4}\b")
_SAYS = re.compile(r"\b(?:said|says|told|asked|added|wrote)\b")
_WORKS = re.compile(
    r"[^.]{3,60}\b(?:is|was|covers?|writes?|reports?|serves?|has|can be|teaches|directs|joined|contributed|worked)\b.*\b(?:columnist|reporter|editor|"
    r"correspondent|writer|author|professor|fellow|host|analyst|contributor|director|president|journalist|scholar|lawyer|attorney|covers|writes|"
    r"reports|senator|congress\w*|producer|founder|for the|reached|twitter|book)\b"
)


def _tail(lines: list[Line], found: Found, body: int, recurring: frozenset[str], byline: str) -> Found:
    """What stands after the body: notes on the author, ways to reach the paper, recurring sentences, loose lines."""
    names = [name for name in re.split(r",| and |;", line_key(byline)) if name.strip()]
    names += [re.sub(r"^\W*by:? ", "", lines[i].key) for i, (zone, rule) in found.items() if rule == "byline pattern"]
    names = [" ".join(name.split()[:2]) for name in names if len(name.split()) >= 2]
    more: Found = {}
    for i in range(len(lines) - 1, body, -1):
        label = found.get(i) or _closing(lines[i], recurring, names)
        if label is None:
            break
        if i not in found:
            more[i] = label
    return more


def _closing(line: Line, recurring: frozenset[str], names: list[str]) -> Label | None:
    """What a line is that stands after the body, or nothing if the body ends with it."""
    if line.key in recurring:
        return "boilerplate", "recurring line"
    if line.words <= 60 and (line.key.startswith(tuple(names)) if names else False) and _WORKS.match(line.key):
        return "boilerplate", "note on the author"
    if line.words <= 25 and _REACH.search(line.text[:400]) and not _SAYS.search(line.key):
        return "boilerplate", "contact line"
    if not line.body_like and line.words <= 14 and not _SAYS.search(line.key):
        return "boilerplate", "position: after the body"
    return None
