"""Numbers that count something: "118 cities", "25 per cent", "$1.6 million"; not dates, times, ages, sections or ordinals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from framing.text import straighten

_UNITS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
).split()
_TENS = "thirty forty fifty sixty seventy eighty ninety".split()
WRITTEN = {word: n for n, word in enumerate(_UNITS, 1)} | {word: 30 + 10 * n for n, word in enumerate(_TENS)}
TIMES = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_WORD = "|".join([*_TENS, *reversed(_UNITS)])
_NUMBER = re.compile(
    rf"(?<![\w.,:/-])(?P<money>\$ ?)?(?:(?P<digits>\d{{1,3}}(?:,\d{{3}})+|\d+)(?P<part>\.\d+)?|(?P<word>(?:{_WORD})(?:-(?:{_WORD}))?))"
    rf"(?:[ -](?P<times>{'|'.join(TIMES)})s?\b)?(?P<share> ?%| ?percent\b| per cent\b| percentage points?\b)?(?![\w:/]|-\w|[.,]\d)",
    re.IGNORECASE,
)
_MONTHS = r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
# What stands before a number that numbers something instead of counting it.
_NUMBERED = re.compile(
    rf"(?:\b{_MONTHS}|\b(?:section|article|title|chapter|proposition|prop\.?|no\.?|number|highway|route|interstate|flight|page|room|act|age|aged|part|phase|"
    r"district|ward|level|tier|type|bill|sb|ab|hb|h\.r\.|line)|#|\u00a7)\s*$",
    re.IGNORECASE,
)
_NOT_COUNTED = re.compile(rf"\s*(?:{_MONTHS}\b|[ap]\.?m\b|o'clock|year-olds?\b|years old\b)", re.IGNORECASE)
_NOUN = re.compile(
    r" (?!(?:of|in|on|at|to|and|or|but|by|for|from|with|as|is|are|was|were|who|that|which|than|the|a|an|after|before|when|if|he|she|they|it)\b)[A-Za-z][\w'-]*"
)
_PLURAL = re.compile(r".*(?:[^s'u]s|people|men|women|children|police)$", re.IGNORECASE)
FIRST_YEAR, LAST_YEAR = 1500, 2099
FEWEST, MOST_NOUNS = 3, 4


class Quantity(NamedTuple):
    """A number with what it counts, where it stands."""

    start: int
    end: int
    value: float
    unit: str
    noun: str


def find_quantities(text: str) -> list[Quantity]:
    """Numbers with their noun, in order.

    Parameters
    ----------
    text : str

    Returns
    -------
    list of Quantity
        start and end of number, unit and noun; value ("1.6 million" is 1,600,000); unit ("per cent", "$" or ""); noun, folded
        ("" where a share or a sum names none). One and two count too much to tell anything and are left out, but for
        shares and sums; so are years.

    Examples
    --------
    >>> [(q.value, q.unit, q.noun) for q in find_quantities("On May 25 the list of 118 sanctuary cities fell by ten percent.")]
    [(118, '', 'sanctuary cities'), (10, 'per cent', '')]
    """
    plain = straighten(text)
    return [found for match in _NUMBER.finditer(plain) if (found := _quantity(plain, match))]


def _quantity(text: str, match: re.Match[str]) -> Quantity | None:
    """The quantity that a number is part of, or nothing."""
    value = _value(match)
    end = match.end()
    if match["share"]:
        return Quantity(match.start(), end, value, "per cent", "")
    if match["money"]:
        return Quantity(match.start(), end, value, "$", "")
    bare = not match["times"] and not match["part"]
    year = bare and "," not in (match["digits"] or ",") and FIRST_YEAR <= value <= LAST_YEAR
    if year or value < FEWEST or _NOT_COUNTED.match(text, end) or _NUMBERED.search(text[max(0, match.start() - 14) : match.start()]):  # fmt: skip
        return None
    noun_end = _noun_ends(text, end)
    noun = text[end:noun_end].strip().lower()
    return Quantity(match.start(), noun_end, value, "", noun) if noun else None


def _value(match: re.Match[str]) -> float:
    if match["digits"]:
        value = float(match["digits"].replace(",", "") + (match["part"] or ""))
    else:
        value = float(sum(WRITTEN[word] for word in match["word"].lower().split("-")))
    value *= TIMES[match["times"].lower()] if match["times"] else 1
    return int(value) if value == int(value) else value


def _noun_ends(text: str, place: int) -> int:
    """Where the noun after a number ends: at its first plural, within a few words."""
    end = place
    for word in _nouns(text, place):
        end = word.end()
        if _PLURAL.match(word[0]):
            return end
    # "118 in all": nothing is named; "12 million" of a singular noun ("a 12 percent rise") is.
    return end if end > place and text[place:end].count(" ") == 1 else place


def _nouns(text: str, place: int) -> Iterator[re.Match[str]]:
    for _ in range(MOST_NOUNS):
        match = _NOUN.match(text, place)
        if match is None:
            return
        yield match
        place = match.end()
