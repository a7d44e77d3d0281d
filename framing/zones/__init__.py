"""Zones: what on a page is headline, deck, byline, dateline, caption, list, page furniture, and what is the article itself.

A page is read line by line. First each line is judged by itself; then by where it stands: before the body begins, in
a list, after the body ends. Body is the default: what no rule claims was written to be read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from numbers import Integral
from typing import Any

import numpy as np

from framing.corpus import LineZone
from framing.lines import Lines, find_lines, line_key
from framing.pieces import Ints, Pieces, encode
from framing.zones import furniture
from framing.zones.edges import HEAD_LINES, HEAD_WORDS, NONE, Found, Label, body_begins, head, introductions, tail
from framing.zones.furniture import MENU_WORDS, is_sentence
from framing.zones.lines import (
    BYLINE_BEGINS,
    BYLINE_WORDS,
    LONGEST_KEY,
    Line,
    caption,
    credit,
    dateline,
    is_byline,
    is_date,
    read_lines,
)
from framing.zones.lists import lists
from framing.zones.sections import after_end_mark, contact_block, repeated_captions, under_headings
from framing.zones.suspects import PICTURE, phrases, suspects

Zone = tuple[int, int, str, str]

LONG_HEADING = 7
# Lines whose label is kept for when they come again.
KEPT = 10_000
BODY: Label = ("body", "default")
INLINE: Label = ("boilerplate", "links inside a sentence")
# The rule of a line whose zone stands in the corpus's own table.
TABLE = "table"


def find_zones(article: Any, recurring: frozenset[str]) -> list[tuple[int, int, str, str]]:
    """Say for every part of a page what it is, and by which rule.

    Precision comes first: a line that no rule claims is body. White space belongs to the span before it.

    Parameters
    ----------
    article : named tuple
        A row of the articles table; read are text, headline, headline_end, byline, outlet.
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
    >>> page = SimpleNamespace(text=text, headline="", headline_end=None, byline="", outlet="")
    >>> [zone for _, _, zone, _ in find_zones(page, frozenset())]
    ['headline', 'byline', 'dateline', 'body', 'boilerplate']
    """
    return find_all_zones(encode([article.text]), [article], [recurring])[0]


def find_all_zones(
    pieces: Pieces, articles: Sequence[Any], recurring: Sequence[frozenset[str]], given: Sequence[LineZone] = ()
) -> list[list[Zone]]:
    """Zones of a batch of articles, each as `find_zones` gives them; `recurring` is by article.

    `given` are the lines of `zones.csv`: they overrule every rule.
    """
    found, lines = _lines(pieces, np.array([_laid(article) for article in articles], np.int32))
    alone = _all_alone(found, lines, recurring)
    # By article, and one more: its first line.
    first = np.searchsorted(found.span, np.arange(len(articles) + 1)).tolist()
    zones = []
    for article, known, own, a, b in zip(articles, recurring, alone, first, first[1:], strict=False):
        page = lines[a:b]
        decided = _given(article.outlet, page, given) if given else {}
        zones.append(_zones(article, page, {i - a: label for i, label in own.items()}, known, decided))
    return zones


def _lines(pieces: Pieces, laid: Ints) -> tuple[Lines, list[Line]]:
    """The lines of a batch without the headlines that the reader laid before the texts; `laid` is by article: their lengths."""
    ends = np.append(pieces.opens[1:] - 1, len(pieces.text))
    texts = pieces.within(pieces.opens + laid, ends) if laid.any() else pieces
    found = find_lines(texts)
    return found, read_lines(texts, found, pieces.opens)


def _all_alone(found: Lines, lines: Sequence[Line], recurring: Sequence[frozenset[str]]) -> list[Found]:
    """By article, what lines of the batch are by themselves; only those are looked at of which a rule may hold."""
    articles, words = found.span.tolist(), np.diff(found.first)
    keys = [line.key for line in lines]
    suspect = suspects(keys, words)
    asked = (suspect > 0) | np.fromiter((key in recurring[i] for key, i in zip(keys, articles, strict=True)), np.bool_)
    short = np.flatnonzero(words <= BYLINE_WORDS).tolist()
    asked[[i for i in short if lines[i].text.startswith(BYLINE_BEGINS) or _may_be_menu(lines[i])]] = True
    alone: list[Found] = [{} for _ in recurring]
    for i in np.flatnonzero(asked).tolist():
        if label := _alone(lines[i], int(suspect[i]), recurring[articles[i]]):
            alone[articles[i]][i] = label
    return alone


def _may_be_menu(line: Line) -> bool:
    return line.words <= MENU_WORDS and not is_sentence(line.text)


def _given(outlet: str, lines: list[Line], given: Sequence[LineZone]) -> Found:
    """The lines of a page whose zone a person has given; the outlet's own rows and whole lines come before others."""
    mine = [row for row in given if row.outlet in ("", outlet)]
    whole = {row.line: row.zone for row in sorted(mine) if not row.begins}
    starts = sorted((row for row in mine if row.begins), key=lambda row: (row.outlet == "", -len(row.line), row.line))
    found: Found = {}
    for i, line in enumerate(lines):
        key = line.key or line_key(line.text[:LONGEST_KEY])
        zone = whole.get(key) or next((row.zone for row in starts if key.startswith(row.line)), "")
        if zone:
            found[i] = zone, TABLE
    return found


def _laid(article: Any) -> int:
    """Where the headline ends that the reader laid before the text; 0 if it laid none."""
    return int(article.headline_end) if isinstance(article.headline_end, Integral) else 0


def _zones(article: Any, lines: list[Line], alone: Found, recurring: frozenset[str], given: Found) -> list[Zone]:
    """The zones of one page; `alone` is what lines are by themselves."""
    if not article.text:
        return []
    dateline_at, dateline_end = _dateline(lines)
    found = _labels(lines, recurring, article, alone | given, dateline_at) | given
    marks: list[tuple[int, Label]] = [(0, ("headline", "headline column"))] if _laid(article) else []
    # Where a zone may begin: at a line that some rule claims, and after it.
    turns = {0, *found, *(i + 1 for i in found), dateline_at, dateline_at + 1}
    linked = (i for i, line in enumerate(lines) if "MORE" in line.text) if "MORE" in article.text else ()
    for i in sorted(turns.union(linked)):
        if not 0 <= i < len(lines):
            continue
        line, label = lines[i], found.get(i, BODY)
        if i == dateline_at and i not in found:
            marks += [(line.start, ("dateline", "dateline pattern")), (line.start + dateline_end, BODY)]
        else:
            marks.append((line.start, label))
        if label == BODY:
            links = furniture.inline(line.text)
            marks += [mark for a, b in links for mark in ((line.start + a, INLINE), (line.start + b, BODY))]
    return _tile(marks, len(article.text))


def _tile(marks: list[tuple[int, Label]], length: int) -> list[tuple[int, int, str, str]]:
    """Spans from each mark to the next of another label; the first begins the text."""
    kept = [mark for i, mark in enumerate(marks) if i == 0 or mark[1] != marks[i - 1][1]] or [(0, BODY)]
    starts = [0, *(start for start, _ in kept[1:]), length]
    return [(a, b, *label) for a, b, (_, label) in zip(starts, starts[1:], kept, strict=False)]


def _dateline(lines: list[Line]) -> tuple[int, int]:
    """The first paragraph that begins with a dateline, among the first lines, and where in it the dateline ends."""
    before = 0
    for i, line in enumerate(lines[:HEAD_LINES]):
        end = dateline(line.text) if line.words >= 8 else 0
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


def _labels(lines: list[Line], recurring: frozenset[str], article: Any, alone: Found, dateline_at: int) -> Found:
    """All labels but the dateline's; earlier rules win, and the headline of the column before those of single lines."""
    headline, byline = line_key(article.headline or ""), article.byline or ""
    found: Found = {} if _laid(article) else _headline_column(lines, headline)
    found |= {i: label for i, label in alone.items() if i not in found}
    for section in (contact_block, under_headings, after_end_mark, repeated_captions):
        found |= section(lines, found)
    found |= introductions(lines, found, byline)
    body = body_begins(lines, found, dateline_at, bool(headline))
    body = min([body, *(i for i, (zone, _) in found.items() if zone == "body")])
    found |= _under_outlet(lines, found, body, line_key(article.outlet))
    found |= head(lines, found, body, headline, byline)
    found |= _headline_again(lines, found, headline)
    found |= lists(lines, found, body)
    found |= _links_in_capitals(lines, found, body)
    found |= tail(lines, found, body, recurring, byline)
    return found


def _alone(line: Line, suspect: int, recurring: frozenset[str]) -> Label | None:
    """What a line is by its own words, wherever it stands; `suspect` is what it may be."""
    if suspect and (label := _by_words(line.text, line.key, line.words, suspect)):
        return label
    if is_byline(line.text, line.words):
        return "byline", "byline pattern"
    if rule := furniture.menu(line.key, line.words):
        return "boilerplate", rule
    # A sentence that recurs may be a story printed again with changes: only the page's end is believed (edges.tail).
    if line.key in recurring and not is_sentence(line.text) and not is_date(line.key, line.words):
        return "boilerplate", "recurring line"
    return None


@lru_cache(maxsize=KEPT)
def _by_words(text: str, key: str, words: int, suspect: int) -> Label | None:
    """What a line is by the words of the rules; sites print the same lines again and again."""
    if rule := furniture.phrase(key, words, phrases(suspect)):
        return "boilerplate", rule
    if not suspect & PICTURE:
        return None
    if credit(key, words):
        return "boilerplate", "photo credit"
    rule = caption(text, key, words)
    return ("caption", rule) if rule else None


def _under_outlet(lines: list[Line], found: Found, body: int, outlet: str) -> Found:
    """A short line before the body, and under it the outlet's name: who wrote it, even where pages of that writer recur."""
    at = next((i for i in range(body) if outlet and lines[i].key == outlet), 0)
    named = at > 0 and 2 <= lines[at - 1].words <= 4 and not lines[at - 1].body_like
    free = [i for i in (at - 1, at) if found.get(i, NONE)[1] in ("", "recurring line")]
    return {i: ("byline", "over the outlet's name") for i in free} if named else {}


def _headline_column(lines: list[Line], headline: str) -> Found:
    """The line among the first that is the headline of the column."""
    at = next((i for i, line in enumerate(lines[:HEAD_LINES]) if headline and line.key == headline), None)
    return {} if at is None else {at: ("headline", "headline column")}


def _headline_again(lines: list[Line], found: Found, headline: str) -> Found:
    """A headline that comes again, in capitals or not."""
    keys = {lines[i].key for i, (zone, _) in found.items() if zone == "headline"} | ({headline} if headline else set())
    again = [i for i, line in enumerate(lines) if line.key in keys and line.words >= 3] if keys else []
    return {i: ("headline", "headline repeated") for i in again if found.get(i, NONE)[0] != "headline"}


def _links_in_capitals(lines: list[Line], found: Found, body: int) -> Found:
    """Headlines of other stories between paragraphs: whole lines in capitals, longer than headings within a story are."""
    return {
        i: ("boilerplate", "link in capitals")
        for i in range(body + 1, len(lines))
        if not lines[i].body_like and lines[i].words >= LONG_HEADING and i not in found and lines[i].text.isupper()
    }
