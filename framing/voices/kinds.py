"""What a quotation is by its words and its neighbours: a clause of its own, a piece, a title, or marks that set off."""

from __future__ import annotations

import re
from functools import lru_cache

from framing.voices import cues
from framing.voices.tokens import Tokens

_FINITE = frozenset(
    "is are was were am has have had will would can could should may might must do does did shall "
    "isn't aren't wasn't weren't don't doesn't didn't won't can't".split()
)
_STARTS_CLAUSE = (
    cues.CLAUSE_STARTS | cues.DETERMINERS | frozenset("and but so if when because while let's i'm it's".split())
)
_WORD = re.compile(r"[\w$][\w'\-]*")
_TITLE_NOUNS = frozenset(
    "book film movie song show series program programme directive leaflet pamphlet report play novel album episode article "
    "column essay documentary podcast called titled entitled exhibition campaign event conference named poem slogan handbook guide brochure manual newsletter magazine plan".split()
)
_SMALL = frozenset("a an the of for and or in on to at by with from your our my as is".split())


def inner(t: Tokens, k: int) -> str:
    """The words between the marks."""
    return t.text[t.start[k] : t.end[k]].strip("\"' ")


@lru_cache(maxsize=16)
def _words(said: str) -> list[str]:
    """The words of a quotation, which is asked about several times in a row."""
    return _WORD.findall(said)


def is_clause(t: Tokens, k: int) -> bool:
    """Whether a quotation makes a clause of its own."""
    said = inner(t, k)
    words = _words(said)
    if len(words) < 2:
        return bool(words) and words[0][0].isupper() and said[-1] in "!?."
    first, big = words[0].lower(), words[0][0].isupper()
    if first in _FINITE or first in ("to", "who", "which", "as", "of", "for", "not"):
        return big
    if big and (len(words) > 3 or said[-1] in ".!?,"):
        return True
    if len(words) > 8 or first in _STARTS_CLAUSE or first.endswith(("'s", "'re", "'m", "'ve", "'ll")):
        return any(w in _FINITE or w.endswith(("n't", "'re", "'ve", "'ll", "'m", "'d")) for w in map(str.lower, words))
    return False


def leans(t: Tokens, k: int) -> bool:
    """Whether the outlet's own clause runs into the quotation: "called it a “…”"."""
    if not inner(t, k)[:1].islower():
        return False
    return (
        t.low[k - 1] in cues.DETERMINERS - {"that"}
        or t.low[k - 1] in cues.PREPOSITIONS
        or t.low[k - 1] in ("to", "be")
        or t.low[k - 1] in cues.AUXILIARIES
    )


def set_off(t: Tokens, k: int) -> str:
    """`title` or `scare` where the marks are the outlet's own, else nothing."""
    words = _words(inner(t, k))
    previous = t.low[k - 1]
    if previous == "so-called":
        return "scare"
    if titled(t, k):
        return "title"
    following = t.text[t.end[k] : t.end[k] + 2] if t.low[k + 1] else ""
    modifies = previous in ("a", "an", "the") or (following[:1] == " " and following[1:].isalpha())
    if (
        len(words) <= (5 if previous in ("a", "an") and following[1:].isalpha() else 3)
        and modifies
        and not is_clause(t, k)
    ):
        return "scare"
    return ""


def titled(t: Tokens, k: int) -> bool:
    """Whether a quotation is written like a title, and stands where one does."""
    words = _words(inner(t, k))
    big = [w for w in words if w.lower() not in _SMALL]
    if len(words) < 2 or len(big) < 2 or not words[0][0].isupper():
        return False
    if not all(w[0].isupper() or w[0].isdigit() for w in big):
        return False
    previous = t.low[k - 1]
    aired = previous == "on" or previous.endswith("'s")  # "on NBC's “Meet the Press.”"
    return aired or any(t.low[j] in _TITLE_NOUNS for j in range(k - 5, k)) or inner(t, k)[-1] not in ".!?"
