"""Quotation marks of any typography -> spans of quotation, in linear time.

A mark opens or closes by what stands around it; the direction of curly marks decides only where that leaves it open
and the article uses the mark in one direction. Marks are paired paragraph by paragraph, so that one stray mark costs
one quotation.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from framing.text import paragraphs
from framing.voices.plain import Plain

# In one paragraph; the longest of the annotated news that we read has 1,900 characters. Beyond, a closing mark is
# more likely a stray one. Over paragraphs each opening mark is evidence of its own.
LONGEST = 3000
MOST_PARAGRAPHS = 12

# An apostrophe between letters is no mark. What begins with a set of characters is searched for fast.
_MARK = re.compile(r"[\"'](?:(?<=\")|(?<![^\W_]')|(?![^\W_]))")
_PRIMES = "\u2032\u2033"
# Words that lost their beginning: the mark before them is an apostrophe.
_ELIDED = re.compile(r"\d0s\b|\d\d\b(?!')|n'|(?:em|tis|twas|til|till|cause|bout|round|cos|fraid)\b", re.I)
_FEET = re.compile(r"\d'\s?\d{1,2}$")
_OPENING, _BEFORE = "([{<", "([{<-\u2014/|*_"
_CLOSING = ",.;:!?)]}"


class Quotation(NamedTuple):
    """A span of the plain text between quotation marks, marks included; `pieces` are its paragraphs."""

    start: int
    end: int
    pieces: tuple[tuple[int, int], ...]
    mark: str
    closed: bool
    sure: bool = True


def quotations(page: Plain, article: str) -> tuple[list[Quotation], list[tuple[int, int]]]:
    """All quotations of an article, nested ones after the one around them, and its paragraphs.

    Offsets are those of the plain text. A quotation that never closes ends with its paragraph; one that opens again
    at the head of the next paragraphs runs over them.
    """
    text = page.text
    blocks = paragraphs(text)
    roles = _roles(page, article)
    found: list[Quotation] = []
    waiting: Quotation | None = None
    at = 0
    for start, end in blocks:
        here = []
        while at < len(roles) and roles[at][0] < end:
            here.append(roles[at])
            at += 1
        if here or waiting:
            waiting = _paragraph(text, start, end, here, waiting, found)
    if waiting and waiting.sure:
        found.append(waiting)
    return sorted(found, key=lambda q: (q.start, -q.end)), blocks


def _roles(page: Plain, article: str) -> list[tuple[int, str, bool, bool]]:
    """(place, mark, may open, may close) of every mark that may do either."""
    text, places = page.text, []
    votes: Counter[tuple[str, str]] = Counter()
    for m in _MARK.finditer(text):
        i, mark = m.start(), m.group()
        before = text[i - 1] if i else "\n"
        after = text[i + 1] if i + 1 < len(text) else "\n"
        printed = article[page.original(i)]
        if printed in _PRIMES:
            continue
        opens, closes = _by_context(text, i, mark, before, after)
        if opens != closes and printed not in "\"'":
            votes[printed, "opens" if opens else "closes"] += 1
        if opens or closes:
            places.append((i, mark, opens, closes, printed))
    return [(i, mark, *_directed(mark, opens, closes, printed, votes)) for i, mark, opens, closes, printed in places]


def _by_context(text: str, i: int, mark: str, before: str, after: str) -> tuple[bool, bool]:
    spaced_before, spaced_after = before.isspace() or before in _OPENING, after.isspace()
    if mark == "'":
        if (
            not spaced_after
            and (spaced_before or before in '"-\u2014/')
            and (after.isalnum() or after in '"[($.\u2026')
        ):
            return not _ELIDED.match(text, i + 1), False
        closes = not before.isspace() and not after.isalnum() and not (before == "n" and text[i - 2 : i - 1] == "'")
        return False, closes
    if spaced_before and not spaced_after:
        return after not in ",;:!?)]}" or before in _OPENING, False
    if not before.isspace() and (spaced_after or after in _CLOSING):
        return False, not (before.isdigit() and _FEET.search(text[max(0, i - 6) : i]))
    if before in "\"'" and not spaced_after and text[i - 2 : i - 1].isspace():
        return True, False
    return not spaced_after or before.isspace(), True


def _directed(mark: str, opens: bool, closes: bool, printed: str, votes: Counter[tuple[str, str]]) -> tuple[bool, bool]:
    """Let a mark that the article uses in one direction decide what its surroundings leave open."""
    if printed in "\"'":
        return opens, closes
    as_opener, as_closer = votes[printed, "opens"], votes[printed, "closes"]
    if as_opener >= 4 * as_closer and as_opener > 0:
        if closes and opens:
            return True, False
    elif as_closer >= 4 * as_opener and as_closer > 0:
        # ’90s: a mark that closes elsewhere is an apostrophe here.
        if opens and (closes or mark == "'"):
            return False, closes
    return opens, closes


def _paragraph(
    text: str,
    start: int,
    end: int,
    roles: list[tuple[int, str, bool, bool]],
    waiting: Quotation | None,
    found: list[Quotation],
) -> Quotation | None:
    """Pair the marks of one paragraph; returns the quotation that its end leaves open."""
    if waiting and not (roles and roles[0][0] == start and roles[0][1] == waiting.mark and roles[0][2]):
        late = _closes_late(waiting, roles)
        if late:
            pieces = (*waiting.pieces, (start, late + 1))
            found.append(waiting._replace(end=late + 1, pieces=pieces, closed=True))
        elif waiting.sure:
            found.append(waiting)
        roles = [role for role in roles if role[0] > late]
        waiting = None
    doubles, left = _pair_doubles([r for r in roles if r[1] == '"'])
    doubles = [(a, b) for a, b in doubles if b - a < LONGEST]
    singles, left_single = _pair_singles(text, [r for r in roles if r[1] == "'"], doubles)
    pairs = [(a, b, '"') for a, b in doubles] + [(a, b, "'") for a, b in singles if b - a < LONGEST]
    tail = _open_end(text, (start, end), pairs, left, left_single)
    if waiting:
        return _continue(waiting, start, end, pairs, tail, found)
    found.extend(Quotation(a, b + 1, ((a, b + 1),), mark, True) for a, b, mark in pairs)
    return _left_open(tail, end, pairs) if tail else None


def _left_open(tail: tuple[int, str], end: int, pairs: list[tuple[int, int, str]]) -> Quotation:
    """A quotation that goes to its paragraph's end; with others of its kind inside, only if the next goes on."""
    sure = not any(a > tail[0] and mark == tail[1] for a, _, mark in pairs)
    return Quotation(tail[0], end, ((tail[0], end),), tail[1], False, sure)


def _closes_late(waiting: Quotation, roles: list[tuple[int, str, bool, bool]]) -> int:
    """Where a quotation left open ends in a paragraph that does not open it again: at a first mark that only closes."""
    first = next((role for role in roles if role[1] == waiting.mark), None)
    if waiting.mark == '"' and first and first[3] and not first[2] and first[0] - waiting.start < LONGEST:
        return first[0]
    return 0


def _continue(
    waiting: Quotation,
    start: int,
    end: int,
    pairs: list[tuple[int, int, str]],
    tail: tuple[int, str] | None,
    found: list[Quotation],
) -> Quotation | None:
    """A quotation whose marks open again at this paragraph's head: closed here, or open still."""
    rest = [p for p in pairs if p[0] != start]
    found.extend(Quotation(a, b + 1, ((a, b + 1),), mark, True) for a, b, mark in rest)
    closing = next((b for a, b, mark in pairs if a == start and mark == waiting.mark), None)
    if closing is not None:
        pieces = (*waiting.pieces, (start, closing + 1))
        found.append(Quotation(waiting.start, closing + 1, pieces, waiting.mark, True))
        return _left_open(tail, end, pairs) if tail else None
    whole = Quotation(waiting.start, end, (*waiting.pieces, (start, end)), waiting.mark, False)
    if tail and tail[0] == start and len(whole.pieces) < MOST_PARAGRAPHS:
        return whole
    if waiting.sure:
        found.append(waiting)
    return None


def _pair_doubles(roles: list[tuple[int, str, bool, bool]]) -> tuple[list[tuple[int, int]], list[int]]:
    """Pairs of double marks, innermost first, and the opening marks that found no partner."""
    pairs: list[tuple[int, int]] = []
    stack: list[int] = []
    for place, _, opens, closes in roles:
        if closes and (stack or not opens):
            if stack:
                pairs.append((stack.pop(), place))
        elif opens:
            stack.append(place)
    return pairs, stack


def _pair_singles(
    text: str, roles: list[tuple[int, str, bool, bool]], doubles: list[tuple[int, int]]
) -> tuple[list[tuple[int, int]], list[int]]:
    """Pairs of single marks; a mark behind an s or n with a word to follow closes only for want of a better one."""
    pairs: list[tuple[int, int]] = []
    outer = _outermost(doubles)
    pending: dict[int, int] = {}
    fallback: dict[int, int] = {}
    at = 0
    for place, _, opens, _closes in roles:
        while at < len(outer) and outer[at][1] < place:
            at += 1
        region = at if at < len(outer) and outer[at][0] < place else -1
        if opens:
            if region in pending and region in fallback:
                pairs.append((pending[region], fallback.pop(region)))
            pending[region] = place
        elif region in pending:
            weak = text[place - 1] in "snz" and text[place + 1 : place + 2] == " "
            if weak:
                fallback.setdefault(region, place)
            else:
                pairs.append((pending.pop(region), place))
                fallback.pop(region, None)
    pairs.extend((pending.pop(region), place) for region, place in fallback.items())
    return pairs, [place for region, place in pending.items() if region == -1]


def _outermost(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    outer: list[tuple[int, int]] = []
    for a, b in sorted(pairs):
        if not outer or a > outer[-1][1]:
            outer.append((a, b))
    return outer


def _open_end(
    text: str, block: tuple[int, int], pairs: list[tuple[int, int, str]], left: list[int], left_single: list[int]
) -> tuple[int, str] | None:
    """The mark whose quotation this paragraph leaves open: only the last one, or one at its very head."""
    last = max((b for _, b, mark in pairs if mark == '"'), default=-1)
    start, end = block
    if left and left[-1] > last and end - left[-1] < LONGEST:
        return left[-1], '"'
    if left and left[0] == start and end - start < LONGEST:
        return start, '"'
    last = max((b for _, b, _ in pairs), default=-1)
    # A single mark left open is an apostrophe, but at the head of a paragraph.
    if left_single and left_single[-1] > last and text[left_single[-1] - 1 : left_single[-1]] in ("", "\n"):
        return left_single[-1], "'"
    return None
