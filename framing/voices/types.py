"""What the rules of this room hand to each other."""

from __future__ import annotations

from typing import NamedTuple

from framing.voices.cues import Frame
from framing.voices.tokens import Tokens

Range = tuple[int, int]
_STOPS = frozenset([".", "?", "!", ",", ":", ";", "\u2014", "-"])


class Cue(NamedTuple):
    """A token that can attribute, and what its place in its sentence decides of it as a verb."""

    at: int
    frame: Frame | None  # of a verb
    start: int  # where its verb group begins
    closes: bool  # whether words may stand in front of it: "…, he said"
    verbal: bool  # whether the form is a verb here
    infinitive: bool  # "to say"
    governs: bool  # whether what stands before it lets it govern what follows


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
