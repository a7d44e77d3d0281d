"""What the spelling of a piece of text decides alone: its tokens, and what each of them can be.

Decided once for each distinct piece of a batch and looked up for all its pieces.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.pieces import Ints, offsets
from framing.voices import cues

_SHORT = frozenset(
    "Mr Mrs Ms Dr Sen Rep Gov Gen Lt Col Sgt Rev St Jr Sr Prof Capt Supt Sens Reps Lt.Gov Maj Adm Det Cpl Hon Fr Insp No".split()
)
_TOKEN = re.compile(
    rf"(?:[DIR]-)?(?:[A-Za-z]\.){{2,}}|\b[A-Z]\.(?= ?[A-Z])|(?:{'|'.join(map(re.escape, sorted(_SHORT)))})\."
    r"|\d[\d,.]*\d|\w+(?:['&\-]\w+)*|[^\w\s]"
)
_NOT_NAMES = (
    cues.DETERMINERS | cues.PRONOUNS | cues.PREPOSITIONS | cues.SUBORDINATORS | cues.MONTHS | cues.WEEKDAYS | cues.AUXILIARIES
    | frozenset("q a if yes no not also however still then there here what how why".split())
)  # fmt: skip
_CUES = cues.VERBS.keys() | cues.PASSIVES | cues.NOUN_CLASS.keys() | cues.POLLS | {"according"}
# Where a noun phrase, read backwards from its verb or forwards from "said", can end; where words attributed can.
ENDS = frozenset([".", ",", ";", ":", "!", "?", ")", "(", "\u2014", "-", "\u2026"])
STOPS = cues.SUBORDINATORS | cues.AUXILIARIES | cues.PRONOUNS
_BEHIND = ENDS | cues.TIMES | cues.RELATIVES | cues.SUBORDINATORS | cues.PREPOSITIONS | cues.PRONOUNS | cues.DETERMINERS
_LEAVING = frozenset("; , \u2014 and but according because after while when until although though during".split())
_MARKS = frozenset([";", "\u2014", ".", ",", "-", "("])
_LISTED = _BEHIND | STOPS | _NOT_NAMES | _CUES | _LEAVING | _MARKS | cues.PAST | cues.ADVERBS | cues.NOT_ADVERBS


class Traits(NamedTuple):
    """What a token can be by its spelling."""

    capital: bool
    name: bool  # a word of a name
    cue: bool  # a verb or noun that attributes
    finite: bool  # a finite verb
    be: bool  # a form of "be"
    helping: bool  # an auxiliary or adverb before a verb
    before: bool  # the end of a noun phrase, read backwards
    behind: bool  # the end of a noun phrase, read forwards
    leaving: bool  # the end of words attributed
    mark: bool  # the border of an apposition
    worded: bool  # a letter or digit first
    quotation: bool


# A quotation ends phrases on either side.
QUOTATION = Traits(False, False, False, False, False, False, True, True, False, True, False, True)
# What stands between articles ends them too.
BLANK = Traits(False, False, False, False, False, False, True, True, False, False, False, False)


class Spellings(NamedTuple):
    """The tokens of distinct pieces, laid end to end."""

    first: Ints  # by piece, and one more: its first token
    start: Ints  # by token: where it begins in its piece
    end: Ints
    word: Ints  # by token: its number among `words`
    words: list[str]  # by distinct token: in lower case
    traits: NDArray[np.bool_]  # by distinct token: the columns of Traits


def spell(pieces: Sequence[str]) -> Spellings:
    """Split distinct pieces into tokens.

    Examples
    --------
    >>> found = spell(["said.", "McKay's", "J.", "J. E"])
    >>> found.words, found.first.tolist()
    (['said', '.', "mckay's", 'j', 'j.'], [0, 2, 3, 5, 6])
    """
    # By piece: how many tokens it has. Most are a word, many of the rest a word and a stop.
    tokens, starts, ends = list[str](), list[int](), list[int]()
    count = []
    for piece in pieces:
        if piece.isalpha():
            tokens.append(piece)
            starts.append(0)
            ends.append(len(piece))
            count.append(1)
            continue
        spans = _split(piece)
        count.append(len(spans))
        for a, b in spans:
            tokens.append(piece[a:b])
            starts.append(a)
            ends.append(b)
    numbers: dict[str, int] = {}
    word = [numbers.setdefault(token, len(numbers)) for token in tokens]
    # U+0130 is the only character whose lower case is longer.
    words = [token.replace("\u0130", "i").lower() for token in numbers]
    # There are far fewer different traits than tokens.
    different: dict[Traits, int] = {}
    which = [different.setdefault(_traits(*token), len(different)) for token in zip(numbers, words, strict=True)]
    traits = np.array(list(different), np.bool_).reshape(-1, len(Traits._fields))[np.array(which, np.intp)]
    start, end, number = (np.array(column, np.int32) for column in (starts, ends, word))
    return Spellings(offsets(count), start, end, number, words, traits)


def _split(piece: str) -> list[tuple[int, int]]:
    """The tokens of a piece; the letter behind a space in it only shows what follows."""
    size = len(piece)
    if piece[:-1].isalpha() and (piece[-1] == "," or (piece[-1] == "." and size > 2 and piece[:-1] not in _SHORT)):
        return [(0, size - 1), (size - 1, size)]
    spans = [m.span() for m in _TOKEN.finditer(piece)]
    return spans[:-1] if " " in piece else spans


def _traits(token: str, word: str) -> Traits:
    capital = token[0].isupper()
    if word in _LISTED:
        return _of_listed(word, capital)
    finite = not capital and word.endswith("ed") and len(word) > 4
    return _of_other(capital, finite, word.endswith("ly") and not capital, word[0].isalnum())


@cache
def _of_other(capital: bool, finite: bool, adverb: bool, worded: bool) -> Traits:
    return Traits(capital, capital, False, finite, False, adverb, False, False, False, False, worded, False)


@cache
def _of_listed(word: str, capital: bool) -> Traits:
    frame = cues.VERBS.get(word)
    participle = frame is not None and not capital and frame.form in ("past", "ing")
    return Traits(
        capital,
        capital and word not in _NOT_NAMES,
        word in _CUES,
        _finite(word, capital),
        word in cues.BE,
        word in cues.AUXILIARIES or is_adverb(word),
        word in ENDS or word in STOPS or participle,
        word in _BEHIND or participle,
        word in _LEAVING,
        word in _MARKS,
        word[0].isalnum(),
        False,
    )


def is_adverb(word: str) -> bool:
    """Whether a word may stand between a subject and its verb."""
    return word in cues.ADVERBS or (word.endswith("ly") and word not in cues.NOT_ADVERBS)


def _finite(word: str, capital: bool) -> bool:
    """Whether a word is a finite verb, by its form."""
    if word in cues.AUXILIARIES or word in cues.PAST:
        return True
    frame = cues.VERBS.get(word)
    if frame is not None:
        return not capital and frame.form in ("past", "s") and word not in cues.NOUNS
    return word.endswith("ed") and len(word) > 4 and not capital
