"""Which of many lines a rule about single lines may claim: one pass of RE2 over all of them before Python looks at a few.

The rules are Python patterns, with backtracking; loosened for RE2 they accept every line that the rule does, and few others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import reduce

from framing import furniture, lines

_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")
_TIMES = re.compile(r"(?<=[.\]])\{\d+,\d*\}")
_UNIT = re.compile(r"\\.|\[|\]|[^\\\[\]]+")
# Python's letters and digits are not only ASCII's, RE2's are.
_OTHERS = r"\x{80}-\x{10ffff}"


def suspects(keys: Sequence[str]) -> list[bool]:
    """By folded line: whether it may be furniture by its words, a photo credit, or a caption.

    Examples
    --------
    >>> suspects(["share this article", "the boats left at six."])
    [True, False]
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    # Half a surrogate pair is no text to Arrow: the mark of a lost character stands for it, which no rule names either.
    known = "\n".join(keys).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    encoded = pa.array(known.split("\n")[: len(keys)], pa.string())
    # One after another: RE2's automaton for all of them at once would be too large to be fast.
    found: list[bool] = reduce(pc.or_, (pc.match_substring_regex(encoded, rule) for rule in _RULES)).to_pylist()
    return found


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


_RULES = [
    rf"^[\[*\x{{2022}}\x{{2014}} ]*(?:{loosened(furniture.PATTERN)})$",
    f"^(?:{loosened(lines.CREDIT)})$",
    f"^(?:{loosened(lines.CAPTION)}|close )",
    "|".join(f"(?:{loosened(pattern)})" for pattern in lines.CREDITED),
]
