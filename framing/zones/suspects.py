"""Which of many lines a rule about single lines may claim: one pass of RE2 over all of them before Python looks at a few.

The rules are Python patterns, with backtracking; loosened for RE2 they accept every line that the rule does, and few others.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import numpy as np

from framing.pieces import Ints
from framing.zones import furniture, lines

# Words of a line up to which phrases are sought together.
STEPS = (12, 20, 30, 45, furniture.MOST_WORDS)
# A line may be a photo credit or a caption; the bits below are those of the phrases, step by step.
PICTURE = 1 << len(STEPS)
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")
_TIMES = re.compile(r"(?<=[.\]])\{\d+,\d*\}")
_UNIT = re.compile(r"\\.|\[|\]|[^\\\[\]]+")
# Python's letters and digits are not only ASCII's, RE2's are.
_OTHERS = r"\x{80}-\x{10ffff}"


def suspects(keys: Sequence[str], words: Ints) -> Ints:
    """By folded line: what it may be by its words, as bits: the phrases of a step, a photo credit or a caption.

    `words` is by line: how many it has.

    Examples
    --------
    >>> suspects(["advertisement", "share this article", "the boats left at six."], np.array([1, 3, 5])).tolist()
    [1, 2, 0]
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    encoded = _encoded(keys)
    found = np.zeros(len(keys), np.int32)
    # One after another, and short lines alone where a rule wants these: RE2's automaton for all would be too large to be fast.
    for bit, most, rule in _RULES:
        fit = words <= most
        hit = pc.match_substring_regex(encoded.filter(pa.array(fit)), rule)
        found[fit] |= bit * hit.to_numpy(zero_copy_only=False)
    return found


@cache
def phrases(suspect: int) -> list[furniture.Phrase]:
    """The phrases that a line may be, by its bits."""
    return [phrase for phrase in furniture.PHRASES if suspect >> bisect_left(STEPS, phrase.most) & 1]


def _encoded(keys: Sequence[str]) -> Any:
    """Lines as an Arrow array."""
    import pyarrow as pa

    try:
        return pa.array(keys, pa.string())
    except UnicodeEncodeError:
        # Half a surrogate pair is no text to Arrow: what stands for unknown characters does for it, which no rule names either.
        known = (key.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for key in keys)
        return pa.array(list(known), pa.string())


def loosened(pattern: str) -> str:
    r"""A pattern for RE2 that matches wherever Python's does: no word bounds, no counts of characters, wider classes.

    Examples
    --------
    >>> loosened(r"\bby .{2,30}[\w']")
    "by .*[\\w\\x{80}-\\x{10ffff}']"
    """
    pattern = _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), pattern.replace(r"\b", ""))
    units = []
    inside = False
    for unit in _UNIT.findall(_TIMES.sub("*", pattern)):
        inside = unit == "[" or (inside and unit != "]")
        if unit in (r"\w", r"\d"):
            unit = unit + _OTHERS if inside else f"[{unit}{_OTHERS}]"
        units.append(unit)
    return "".join(units)


def _by_step() -> Iterator[tuple[int, int, str]]:
    """The phrases of furniture as a few rules, each with its bit and the most words of its lines."""
    for step, most in enumerate(STEPS):
        parts = [loosened(phrase.pattern.pattern) for phrase in phrases(1 << step)]
        yield 1 << step, most, rf"^[\[*\x{{2022}}\x{{2014}} ]*(?:{'|'.join(f'(?:{part})' for part in parts)})$"


_RULES = [
    *_by_step(),
    (PICTURE, lines.CREDIT_WORDS, f"^(?:{loosened(lines.CREDIT)})$"),
    (PICTURE, lines.CAPTION_WORDS, f"^(?:{loosened(lines.CAPTION)}|close )"),
    (PICTURE, lines.CAPTION_WORDS, "|".join(f"(?:{loosened(pattern)})" for pattern in lines.CREDITED)),
]
