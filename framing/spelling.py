"""British and American spellings of a word as one, for comparing what two papers print of the same speech."""

from __future__ import annotations

import re

# What differs -> what both become. The result need not be a word: it is compared, never shown.
_ALIKE = (
    (re.compile(r"(?<=[a-z]{3})our"), "or"),  # honour
    (re.compile(r"(?<=[a-z]{2})([iy])s(?=e|ing|ation)"), r"\1z"),  # organise, analyse
    (re.compile(r"(?<=[a-z]{2})tre(?=s?$)"), "ter"),  # centre
    (re.compile(r"(?<=[a-z]{2})ence(?=s?$)"), "ense"),  # defence
    (re.compile(r"(?<=[a-z])ll(?=ed|ing|er|or)"), "l"),  # travelled
    (re.compile(r"(?<=[a-z])ogue(?=s?$)"), "og"),  # dialogue
    (re.compile(r"(?<=dg)em(?=ent)"), "m"),  # judgement
    (re.compile(r"(?<=gram)me(?=s?$)"), ""),  # programme
    (re.compile(r"^grey"), "gray"),
)


def alike(word: str) -> str:
    """A folded word in a form that both spellings share.

    Examples
    --------
    >>> alike("honour") == alike("honor"), alike("organised") == alike("organized"), alike("centre") == alike("center")
    (True, True, True)
    >>> alike("four") == alike("for")
    False
    """
    for pattern, same in _ALIKE:
        word = pattern.sub(same, word)
    return word
