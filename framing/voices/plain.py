"""The plain text of an article: straightened, each quotation mark one character, and the way back to its offsets.

Two characters for one mark (`` '' ‘‘ ’’) and the spaces inside guillemets are typography: they are taken out before
anything is decided and put back at the end, so that the same article in another typography gives the same spans.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

# Of three apostrophes in a row two are one double mark: the outer two of "'''word" and of "word'''".
_TWIN = re.compile(r"(?<!')''(?!')|(?<!')''(?='\S)|(?<=')''(?!')")
_GAP = re.compile(r"(?<=[«‹])[ \u00a0\u202f\u2009](?=\S)|(?<=\S)[ \u00a0\u202f\u2009](?=[»›])")


class Plain(NamedTuple):
    """Plain text; `kept[i]` is the place in the article of its character i (empty: the same place)."""

    text: str
    kept: list[int]
    twins: frozenset[int]

    def printed(self, text: str) -> str:
        """What was printed for each character of the plain text."""
        return "".join([text[i] for i in self.kept[:-1]]) if self.kept else text

    def original(self, place: int) -> int:
        """Where in the article a character of the plain text stands."""
        return self.kept[place] if self.kept else place

    def original_end(self, end: int) -> int:
        """Where in the article a span of the plain text ends."""
        if not self.kept or not end:
            return end
        last = self.kept[end - 1]
        return last + 2 if last in self.twins else last + 1

    def place(self, original: int) -> int:
        """The place in the plain text of a place in the article."""
        return bisect_left(self.kept, original) if self.kept else original


def plain(text: str, straight: str) -> Plain:
    """Make the plain text of an article from it as given and straightened.

    Examples
    --------
    >>> from framing.text import straighten
    >>> text = "He said ``yes'' and \u00ab\u00a0non\u00a0\u00bb."
    >>> page = plain(text, straighten(text))
    >>> page.text
    'He said "yes" and "non".'
    >>> page.original(8), page.original_end(13), page.place(15)
    (8, 15, 13)
    """
    if "`" in straight:
        straight = straight.replace("`", "'")
    twins = [m.start() for m in _TWIN.finditer(straight)] if "''" in straight else []
    gaps = [m.start() for m in _GAP.finditer(text)] if "«" in text or "»" in text or "‹" in text else []
    if not twins and not gaps:
        return Plain(straight, [], frozenset())
    drop = {*gaps, *(i + 1 for i in twins)}
    doubled = set(twins)
    kept = [i for i in range(len(straight)) if i not in drop]
    made = "".join(['"' if i in doubled else straight[i] for i in kept])
    return Plain(made, [*kept, len(text)], frozenset(twins))
