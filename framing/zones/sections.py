"""Sections of a page that a line opens: what stands with a contact line, under a heading of links, after an end mark."""

from __future__ import annotations

import re
from itertools import pairwise, takewhile

from framing.zones.edges import Found
from framing.zones.furniture import is_sentence
from framing.zones.lines import Line

# What follows the end mark of a release, or the heading "About the author", is set aside in at most so many lines.
CLOSING_LINES = 8
# Titles of other stories have no more words.
LONGEST_LINK = 16


def contact_block(lines: list[Line], found: Found) -> Found:
    """Short lines that stand directly over or under a contact line of a press release."""
    blocks = {lines[i].block for i, (_, rule) in found.items() if rule == "phrase: release"}
    if not blocks:
        return {}
    return {
        i: ("boilerplate", "contact block")
        for i, line in enumerate(lines)
        if line.block in blocks and i not in found and not line.body_like and line.words <= 12
    }


_HEADINGS = ("phrase: about the author", "phrase: sign-up", "phrase: editors' note", "phrase: related")


def under_headings(lines: list[Line], found: Found) -> Found:
    """Links under a heading of links, notes under "Editor's note", and what closes a page under a heading of its own."""
    more: Found = {}
    read = next((i for i, line in enumerate(lines) if line.body_like and i not in found), len(lines))
    for i, (_, rule) in found.items():
        if rule not in _HEADINGS:
            continue
        rest = [j for j in range(i + 1, len(lines)) if j not in found]
        if rule == "phrase: about the author" and len(lines) - i <= CLOSING_LINES:
            more |= {j: ("boilerplate", "about the author") for j in rest}
        elif rule == "phrase: sign-up" and lines[i].words <= 8 and not lines[i].body_like and len(lines) - i <= 3:
            more |= {j: ("boilerplate", rule) for j in rest}
        elif rule == "phrase: editors' note" and lines[i].words <= 3 and rest[:1] == [i + 1]:
            more |= {i + 1: ("boilerplate", rule)} if _may_be_link(lines[i + 1]) else {}
        elif rule == "phrase: related" and i > read and (lines[i].words <= 4 or lines[i].text[-1] == ":"):
            more |= {j: ("boilerplate", "under a heading of links") for j in _links(lines, i, found)}
    return more


def _links(lines: list[Line], heading: int, found: Found) -> list[int]:
    """The titles under a heading of links: all, where nothing but short lines follows; else those close below it."""
    rest = range(heading + 1, len(lines))
    if len(rest) <= CLOSING_LINES and all(_may_close(lines[j]) for j in rest):
        return [j for j in rest if j not in found]
    near = takewhile(lambda j: j not in found and _may_be_link(lines[j]) and _close(lines, heading, j), rest)
    return list(near)


def _close(lines: list[Line], heading: int, i: int) -> bool:
    """Whether a line stands in the block of a heading or the next, or is one of a list that begins there."""
    return lines[i].block <= lines[heading].block + 1 or _is_item(lines[i]) and _is_item(lines[heading + 1])


def _is_item(line: Line) -> bool:
    return line.text[0] in "\u2022*-" and not is_sentence(line.text)


def _may_close(line: Line) -> bool:
    """Whether a line may be one of the titles at the end of a page: these ask and shout, but do not state."""
    return line.words <= LONGEST_LINK and line.text[-1] not in '."'


def _may_be_link(line: Line) -> bool:
    """Whether a line may be the title of another story, as such or as an item of a list."""
    return line.words <= LONGEST_LINK and (_is_item(line) or not line.body_like)


_END_MARK = re.compile(r"(?:# ?){3,}|-+ ?30 ?-+|- ?ends? ?-")


def after_end_mark(lines: list[Line], found: Found) -> Found:
    """What follows the end mark of a release: who sends it, and where to reach them."""
    marks = [i for i, (_, rule) in found.items() if rule == "phrase: release" and _END_MARK.fullmatch(lines[i].key)]
    if not marks or len(lines) - max(marks) > CLOSING_LINES:
        return {}
    return {i: ("boilerplate", "after the end mark") for i in range(max(marks) + 1, len(lines)) if i not in found}


def repeated_captions(lines: list[Line], found: Found) -> Found:
    """A line printed twice running, the second time perhaps with its credit: the caption of a gallery."""
    more: Found = {}
    for i, (line, following) in enumerate(pairwise(lines)):
        if not 5 <= line.words <= following.words <= line.words + 12 or not following.key.startswith(line.key or " "):
            continue
        free = i not in found and found.get(i + 1, ("caption", ""))[0] == "caption"
        if free and (not line.body_like or i + 1 in found):
            more |= {i: ("caption", "caption repeated"), i + 1: ("caption", "caption repeated")}
    return more
