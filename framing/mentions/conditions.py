"""What must, or must not, stand near a name: conditions of a lexicon, compiled when a text first has one of their words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice

from framing.lexicon.forms import LETTER, WORD_END, as_regex
from framing.lexicon.terms import Condition
from framing.mentions.openings import Openings, first_words
from framing.mentions.page import Page

_WORDS = re.compile(rf"{LETTER}+(?:['.-]{LETTER}+)*")
# What stands farther off than this many characters is in no sentence with a name.
_FAR = 1_000
_LONG_WORD = 30


@dataclass(frozen=True, eq=False)
class Nearness:
    """A condition, its words as one pattern, and the words that a match of the pattern can begin with."""

    condition: Condition

    @cached_property
    def openings(self) -> Openings:
        return Openings.of(opening for nodes in self.condition.words for opening in first_words(nodes) or ())

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """Any of the condition's words; a capital letter in them stands for a capital (ICE, not ice)."""
        words = "|".join(as_regex(nodes, case=True) for nodes in self.condition.words)
        return re.compile(rf"(?<!{LETTER})(?:{words}){WORD_END}")

    def holds(self, page: Page, span: tuple[int, int, int, int], *, inside: bool) -> bool:
        """Whether one of the words stands within reach of a name.

        Parameters
        ----------
        page : Page
        span : (start, end, low, high)
            Of the name, and of the sentence around it.
        inside : bool
            Whether words of the name itself count too.
        """
        start, end, low, high = span
        if self.condition.within == "article":
            near = _stands_in(self.regex, page.cased)
        elif not self.openings.meet(page.words(low, high)):
            return False
        else:
            near = self._is_near(page.cased, span)
        return near or (inside and self.regex.search(page.cased, start, end) is not None)

    def _is_near(self, cased: str, span: tuple[int, int, int, int]) -> bool:
        """Whether one of the words stands outside the name, within its reach."""
        start, end, low, high = span
        side = self.condition.side
        earlier = side != "after" and self.regex.search(cased, self._from(cased, low, start), start)
        return bool(earlier or (side != "before" and self.regex.search(cased, end, self._to(cased, end, high))))

    def _from(self, cased: str, low: int, start: int) -> int:
        """Where that begins which is near before a name."""
        within = self.condition.within
        if not isinstance(within, int):
            return max(low, start - _FAR)
        low = max(low, start - _LONG_WORD * within)
        words = [word.start() for word in _WORDS.finditer(cased, low, start)]
        return words[-within] if len(words) >= within else low

    def _to(self, cased: str, end: int, high: int) -> int:
        """Where that ends which is near behind a name."""
        within = self.condition.within
        if not isinstance(within, int):
            return min(high, end + _FAR)
        high = min(high, end + _LONG_WORD * within)
        words = [word.end() for word in islice(_WORDS.finditer(cased, end, high), within)]
        return words[-1] if len(words) == within else high


@lru_cache(maxsize=64)
def _stands_in(words: re.Pattern[str], text: str) -> bool:
    """Asked for each name of an article, answered once."""
    return words.search(text) is not None
