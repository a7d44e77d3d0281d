"""Quotation marks of any typography: which of them may open a quotation, and which may close one.

A mark opens or closes by what stands around it, which its piece of text shows; the direction of curly marks decides
only where that leaves it open and the article uses the mark in one direction.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from framing.pieces import Bools, Ints, Pieces, offsets

# Pieces of text whose marks are kept in a process.
MOST_KEPT = 1 << 14
# An apostrophe between letters is no mark. What begins with a set of characters is searched for fast.
_MARK = re.compile(r"[\"'](?:(?<=\")|(?<![^\W_]')|(?![^\W_]))")
_PRIMES = "\u2032\u2033"
# Words that lost their beginning: the mark before them is an apostrophe.
_ELIDED = re.compile(r"\d0s\b|\d\d\b(?!')|n'|(?:em|tis|twas|til|till|cause|bout|round|cos|fraid)\b", re.I)
_FEET = re.compile(r"\d'\s?\d{1,2}$")
# Brackets, and marks of direction that print nothing.
_OPENING = "([{<\u200b\u200e\u200f\u202a\u202b\u2066\u2067\ufeff"
_CLOSING = ",.;:!?)]}"


class Marks(NamedTuple):
    """By mark that may open or close a quotation, in the order of the text."""

    place: Ints  # in the text of the batch
    double: Bools
    opens: Bools
    closes: Bools


class _Found(NamedTuple):
    """A mark in a piece of text; `asks` where more than the piece decides."""

    place: int
    double: bool
    opens: bool
    closes: bool
    asks: bool


def find_marks(pieces: Pieces, printed: Sequence[str]) -> Marks:
    """The marks of all articles of a batch.

    Parameters
    ----------
    pieces : Pieces
        Whose spans are the articles' plain texts.
    printed : list of str
        By article: the same text before its marks were straightened.
    """
    shown = [
        (i, mark) for i, piece in enumerate(pieces.distinct) if '"' in piece or "'" in piece for mark in _read(piece)
    ]
    # By id: how many marks it has, and the first of them among all. By mark: its columns.
    count = np.bincount(np.array([i for i, _ in shown], np.intp), minlength=len(pieces.distinct))
    columns = np.array([mark for _, mark in shown], np.int32).reshape(-1, len(_Found._fields))
    at = np.flatnonzero(count[pieces.ids])
    times = count[pieces.ids[at]]
    before = offsets(times)
    index = np.arange(before[-1]) + np.repeat(offsets(count)[pieces.ids[at]] - before[:-1], times)
    inside, double, opens, closes, asks = columns[index].T
    place = np.repeat(pieces.starts[at], times) + inside
    article = np.searchsorted(pieces.opens, place, "right") - 1
    local = place - pieces.opens[article]
    opens, closes = opens > 0, closes > 0
    for k in np.flatnonzero(asks).tolist():
        opening = int(pieces.opens[article[k]])
        text = pieces.text[max(opening, int(place[k]) - 8) : int(place[k]) + 2]
        opens[k], closes[k] = _by_context(text, min(8, int(local[k])))
    signs = np.array([ord(printed[a][p]) for a, p in zip(article.tolist(), local.tolist(), strict=True)], np.int32)
    return _directed(Marks(place, double > 0, opens, closes), signs, article)


@lru_cache(maxsize=MOST_KEPT)
def _read(piece: str) -> list[_Found]:
    """The marks of a piece of text, in white space."""
    padded = f"  {piece} "
    found = []
    for m in _MARK.finditer(piece):
        i, mark = m.start(), m.group()
        before = piece[:i]
        asks = mark == '"' and (before in ("'", '"') or (i < 3 and before.isdigit()) or len(piece) == 1)
        found.append(_Found(i, mark == '"', *_by_context(padded, i + 2), asks))
    return found


def _by_context(text: str, i: int) -> tuple[bool, bool]:
    """Whether the mark at a place may open a quotation, and close one."""
    mark, before, after = text[i], text[i - 1] if i else "\n", text[i + 1 : i + 2] or "\n"
    spaced_before, spaced_after = before.isspace() or before in _OPENING, after.isspace()
    if before == "=" or after == ">":
        return False, before != "="  # <post author="@ada">: markup left in a page
    if mark == "'":
        if (
            not spaced_after
            and (spaced_before or before in '"-\u2014/')
            and (after.isalnum() or after in '"[($.\u2026')
        ):
            return not _ELIDED.match(text, i + 1), False
        closes = not before.isspace() and not after.isalnum() and not (before == "n" and text[i - 2 : i - 1] == "'")
        return False, closes
    if spaced_before and not spaced_after:
        return after not in ",;:!?)]}" or before in _OPENING, False
    if not before.isspace() and (spaced_after or after in _CLOSING):
        return False, not (before.isdigit() and _FEET.search(text[max(0, i - 6) : i]))
    if before in "\"'" and not spaced_after and text[i - 2 : i - 1].isspace():
        return True, False
    return not spaced_after or before.isspace(), before != "\n"


def _directed(marks: Marks, signs: Ints, article: Ints) -> Marks:
    """Let a mark that the article uses in one direction decide what its surroundings leave open."""
    kept = ~np.isin(signs, [ord(sign) for sign in _PRIMES]) & (marks.opens | marks.closes)
    opens, closes, double = marks.opens[kept], marks.closes[kept], marks.double[kept]
    curly = ~np.isin(signs[kept], [ord("'"), ord('"')])
    different, sign = np.unique(signs[kept], return_inverse=True)
    # By mark: its kind in its article; then how often that kind opens there, and closes.
    kind = article[kept] * len(different) + sign
    most = (kind.max(initial=0)) + 1
    as_opener, as_closer = (
        np.bincount(kind[alone], minlength=most)[kind] for alone in (opens & ~closes, closes & ~opens)
    )
    opener = curly & (as_opener >= 4 * as_closer) & (as_opener > 0)
    closer = curly & ~opener & (as_closer >= 4 * as_opener) & (as_closer > 0)
    # \u201990s: a mark that closes elsewhere is an apostrophe here.
    return Marks(marks.place[kept], double, opens & ~(closer & (closes | ~double)), closes & ~(opener & opens))
