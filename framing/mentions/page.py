"""A text made ready for finding names in it: folded, its letters composed, and the way back to each offset."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

from framing.lexicon.forms import LETTER
from framing.text import fold, straighten

RUN = re.compile(f"{LETTER}+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
# A letter with its marks, or a run of what has none and needs none.
_CLUSTER = re.compile("[\\x00-\\x7f]+(?![\u0300-\u036f])|[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+")


class Page(NamedTuple):
    """A text made ready: folded and straightened; `starts` and `ends` lead back to it where characters were joined."""

    folded: str
    cased: str
    starts: list[int] | None
    ends: list[int] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a match lies in the text as given."""
        return (start, end) if self.starts is None or self.ends is None else (self.starts[start], self.ends[end - 1])

    def place(self, place: int) -> int:
        """Where a place of the text as given lies here."""
        return place if self.starts is None else bisect_left(self.starts, place)

    def words(self, low: int, high: int) -> frozenset[str]:
        """The different folded words between two places."""
        return _words(self.folded, low, high)


@lru_cache(maxsize=16)
def _words(folded: str, low: int, high: int) -> frozenset[str]:
    """Asked for each name of a sentence, answered once."""
    return frozenset(RUN.findall(folded, low, high))


def make_page(text: str) -> Page:
    """Prepare a text: composed letters, without soft hyphens and zero-width characters, folded.

    Examples
    --------
    >>> page = make_page("il\u00adlegal caf\u0065\u0301s")
    >>> page.folded, page.span(0, 7)
    ('illegal caf\xe9s', (0, 8))
    """
    if is_plain(text):
        return Page(fold(text), straighten(text), None, None)
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for cluster in _CLUSTER.finditer(text):
        start, end = cluster.span()
        if cluster.group().isascii():
            letters.append(cluster.group())
            starts += range(start, end)
            ends += range(start + 1, end + 1)
            continue
        composed = _INVISIBLE.sub("", unicodedata.normalize("NFC", cluster.group()))
        letters.append(composed)
        starts += [start] * len(composed)
        ends += [end] * len(composed)
    plain = "".join(letters)
    return Page(fold(plain), straighten(plain), starts, ends)


def is_plain(text: str) -> bool:
    """Whether a text has composed letters and nothing invisible, so that a page of it has its offsets."""
    return text.isascii() or (unicodedata.is_normalized("NFC", text) and not _INVISIBLE.search(text))
