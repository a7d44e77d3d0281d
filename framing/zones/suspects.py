"""Which of many lines a rule about single lines may claim: one pass of RE2 over all of them before Python looks at a few.

The rules are Python patterns, with backtracking; loosened for RE2 they accept every line that the rule does, and few others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from framing.pieces import Bools, Ints
from framing.zones import furniture, lines

# Words of a line up to which phrases are sought together.
STEPS = (12, 20, 30, 45)
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")
_TIMES = re.compile(r"(?<=[.\]])\{\d+,\d*\}")
_UNIT = re.compile(r"\\.|\[|\]|[^\\\[\]]+")
# Python's letters and digits are not only ASCII's, RE2's are.
_OTHERS = r"\x{80}-\x{10ffff}"


def suspects(keys: Sequence[str], words: Ints) -> Bools:
    """By folded line: whether it may be furniture by its words, a photo credit, or a caption.

    `words` is by line: how many it has.

    Examples
    --------
    >>> suspects(["share this article", "the boats left at six."], np.array([3, 5])).tolist()
    [True, False]
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    encoded = _encoded(keys)
    found = np.zeros(len(keys), np.bool_)
    # One after another, and short lines alone where a rule wants these: RE2's automaton for all would be too large to be fast.
    for most, rule in _RULES:
        fit = words <= most
        hit = pc.match_substring_regex(encoded.filter(pa.array(fit)), rule)
        found[fit] |= hit.to_numpy(zero_copy_only=False)
    return found


def _encoded(keys: Sequence[str]) -> Any:
    """Lines as an Arrow array."""
    import pyarrow as pa

    try:
        return pa.array(keys, pa.string())
    except UnicodeEncodeError:
        # Half a surrogate pair is no text to Arrow: a mark stands for it, which no rule names either.
        return pa.array([key.encode("utf-8", "replace").decode() for key in keys], pa.string())


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


def _phrases() -> Iterator[tuple[int, str]]:
    """The phrases of furniture as a few rules: each holds those for lines of up to so many words."""
    above = 0
    for most in (*STEPS, furniture.MOST_WORDS):
        parts = [loosened(pattern) for words, pattern in furniture.PATTERNS if above < words <= most]
        yield most, rf"^[\[*\x{{2022}}\x{{2014}} ]*(?:{'|'.join(f'(?:{part})' for part in parts)})$"
        above = most


_RULES = [
    *_phrases(),
    (lines.CREDIT_WORDS, f"^(?:{loosened(lines.CREDIT)})$"),
    (lines.CAPTION_WORDS, f"^(?:{loosened(lines.CAPTION)}|close )"),
    (lines.CAPTION_WORDS, "|".join(f"(?:{loosened(pattern)})" for pattern in lines.CREDITED)),
]
