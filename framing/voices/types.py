"""What the rules of this room hand to each other."""

from __future__ import annotations

from typing import NamedTuple

from framing.voices.tokens import Tokens

Range = tuple[int, int]
_STOPS = frozenset([".", "?", "!", ",", ":", ";", "\u2014", "-"])


class Attribution(NamedTuple):
    """Ranges of tokens: the cue, the words that name the speaker, a title beside them, and the words attributed."""

    cue: Range
    speaker: Range | None
    role: Range | None
    contents: tuple[Range, ...]
    cue_class: str
    rule: str


def without_stop(t: Tokens, start: int, end: int) -> int:
    """The end of words without the punctuation that closes them."""
    while end > start and t.low[end - 1] in _STOPS:
        end -= 1
    return end
