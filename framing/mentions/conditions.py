"""What must, or must not, stand near a name: conditions of a lexicon, compiled when a text first has one of their words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

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
        whole = self.condition.within == "article"
        if not self.openings.meet(page.words(0, len(page.folded)) if whole else page.words(low, high)):
            return False
        return self._is_near(page.cased, span) or (inside and self.regex.search(page.cased, start, end) is not None)

    def _is_near(self, cased: str, span: tuple[int, int, int, int]) -> bool:
        """Whether one of the words stands outside the name, within its reach."""
        start, end, low, high = span
        within, side = self.condition.within, self.condition.side
        if within == "article":
            return _stands_in(self.regex, cased)
        far = _FAR if within == "sentence" else _LONG_WORD * within
        low, high = max(low, start - far), min(high, end + far)
        if within != "sentence":
            before = [word.start() for word in _WORDS.finditer(cased, low, start)]
            after = [word.end() for word in _WORDS.finditer(cased, end, high)]
            low = before[-within] if len(before) >= within else low
            high = after[within - 1] if len(after) >= within else high
        earlier = side != "after" and self.regex.search(cased, low, start)
        return bool(earlier or (side != "before" and self.regex.search(cased, end, high)))


@lru_cache(maxsize=64)
def _stands_in(words: re.Pattern[str], text: str) -> bool:
    """Asked for each name of an article, answered once."""
    return words.search(text) is not None
