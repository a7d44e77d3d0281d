"""Marks that open and close -> quotations, paragraph by paragraph, so that one stray mark costs one quotation.

Where double marks only alternate, pairs are taken from arrays; the other paragraphs, and those that such a one leaves
open, are gone through mark by mark.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from framing.pieces import Bools, Index, Ints, Pieces, paragraphs
from framing.voices.marks import Marks

# In one paragraph; the longest of the annotated news that we read has 1,900 characters. Beyond, a closing mark is
# more likely a stray one. Over paragraphs each opening mark is evidence of its own.
LONGEST = 3000
MOST_PARAGRAPHS = 12
Role = tuple[int, str, bool, bool]  # place, mark, may open, may close


class Blocks(NamedTuple):
    """The paragraphs of a batch."""

    starts: Ints  # by paragraph, in the text of the batch
    ends: Ints
    first: Index  # by article, and one more: its first paragraph


def find_blocks(pieces: Pieces) -> Blocks:
    """The paragraphs of all articles of a batch."""
    first = paragraphs(pieces)
    blocks = Blocks(pieces.starts[first[:-1]], pieces.ends[first[1:] - 1], np.searchsorted(first[:-1], pieces.first))
    return blocks


class Quotation(NamedTuple):
    """A span of the plain text between quotation marks, marks included; `pieces` are its paragraphs."""

    start: int
    end: int
    pieces: tuple[tuple[int, int], ...]
    mark: str
    closed: bool
    sure: bool = True


def quotations(text: str, blocks: Blocks, marks: Marks) -> list[tuple[int, int]]:
    """The outermost quotations of a batch, in order.

    A quotation that never closes ends with its paragraph; one that opens again at the head of the next paragraphs
    runs over them.
    """
    block = np.searchsorted(blocks.starts, marks.place, "right") - 1
    opening, closing, hard = _alternating(block, marks)
    found, walked = _walk(text, blocks, marks, block, hard)
    plain = ~np.isin(block[opening], walked)
    pairs = zip(marks.place[opening][plain].tolist(), (marks.place[closing][plain] + 1).tolist(), strict=True)
    return _outermost(sorted([*found, *pairs], key=lambda span: (span[0], -span[1])))


def _alternating(block: Index, marks: Marks) -> tuple[Index, Index, Index]:
    """The marks that open and close by turns, and the paragraphs where they do more than that."""
    double = np.flatnonzero(marks.double)
    of = block[double]
    fresh = np.append(True, of[1:] != of[:-1])[: len(of)]
    # By double mark: whether it is the first, third … of its paragraph.
    odd = (np.arange(len(of)) - np.maximum.accumulate(np.where(fresh, np.arange(len(of)), 0))) % 2 == 0
    last = np.append(of[1:] != of[:-1], True)[: len(of)]
    wrong = (marks.opens[double] != odd) | (marks.closes[double] == odd) | (last & odd)
    ahead = double[np.minimum(np.arange(len(of)) + 1, len(of) - 1)] if len(of) else double
    wrong |= odd & (marks.place[ahead] - marks.place[double] >= LONGEST)
    single: Bools = ~marks.double & marks.opens
    hard = np.union1d(of[wrong], block[single])
    plain = odd & ~np.isin(of, hard)
    return double[plain], ahead[plain], hard


def _walk(
    text: str, blocks: Blocks, marks: Marks, block: Index, hard: Index
) -> tuple[list[tuple[int, int]], list[int]]:
    """The quotations of the paragraphs that ask for more than arrays, and which paragraphs these were."""
    found: list[Quotation] = []
    walked: list[int] = []
    stops = blocks.first[np.searchsorted(blocks.first, hard, "right")].tolist()
    places, opens, closes = marks.place.tolist(), marks.opens.tolist(), marks.closes.tolist()
    mark = ['"' if double else "'" for double in marks.double.tolist()]
    first = np.searchsorted(block, np.arange(len(blocks.starts) + 1)).tolist()
    for k, stop in zip(hard.tolist(), stops, strict=True):
        waiting: Quotation | None = None
        while k < stop and (waiting or not walked or k > walked[-1]):
            here = slice(first[k], first[k + 1])
            roles = list(zip(places[here], mark[here], opens[here], closes[here], strict=True))
            waiting = _paragraph(text, int(blocks.starts[k]), int(blocks.ends[k]), roles, waiting, found)
            walked.append(k)
            k = k + 1 if waiting else stop
        if waiting and waiting.sure:
            found.append(waiting)
    return [(q.start, q.end) for q in found], walked


def _paragraph(
    text: str,
    start: int,
    end: int,
    roles: list[Role],
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
    doubles, left = _pair_doubles(text, [r for r in roles if r[1] == '"'])
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


def _closes_late(waiting: Quotation, roles: list[Role]) -> int:
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


def _pair_doubles(text: str, roles: list[Role]) -> tuple[list[tuple[int, int]], list[int]]:
    """Pairs of double marks, innermost first, and the opening marks that found no partner."""
    pairs: list[tuple[int, int]] = []
    stack: list[int] = []
    for place, _, opens, closes in roles:
        if closes and (stack or not opens):
            if stack:
                pairs.append((stack.pop(), place))
        elif opens:
            stack.append(place)
    if len(stack) == 2 and text[stack[1] - 2] in ".!?" and not any(stack[0] < role[0] < stack[1] for role in roles):
        # 'It rained. "Brook meant …': the space stands on the wrong side of the closing mark.
        pairs.append((stack[0], stack[1]))
        stack = []
    return pairs, stack


def _pair_singles(
    text: str, roles: list[Role], doubles: list[tuple[int, int]]
) -> tuple[list[tuple[int, int]], list[int]]:
    """Pairs of single marks; a mark behind an s or n with a word to follow closes only for want of a better one."""
    pairs: list[tuple[int, int]] = []
    outer = _outermost(sorted((a, b + 1) for a, b in doubles))
    pending: dict[int, int] = {}
    fallback: dict[int, int] = {}
    at = 0
    for place, _, opens, _closes in roles:
        while at < len(outer) and outer[at][1] <= place:
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


def _outermost(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those of spans in order that lie in no other."""
    outer: list[tuple[int, int]] = []
    for span in spans:
        if not outer or span[0] >= outer[-1][1]:
            outer.append(span)
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
