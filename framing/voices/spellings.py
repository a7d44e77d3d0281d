"""What the spelling of a piece of text decides alone: its tokens, and what each of them can be.

Decided once for each distinct piece of a batch and looked up for all its pieces.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import count
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.pieces import Ints, offsets
from framing.voices import cues

_SHORT = frozenset(
    "Mr Mrs Ms Dr Sen Rep Gov Gen Lt Col Sgt Rev St Jr Sr Prof Capt Supt Sens Reps Lt.Gov Maj Adm Det Cpl Hon Fr Insp No".split()
)
# Most words are found by the first two; none of the others would match there, or more than they.
_TOKEN = re.compile(
    r"[a-z]{2,}(?![\w'&\-])|[A-Z][a-z]*(?![\w'&\-.])"
    rf"|(?:[DIR]-)?(?:[A-Za-z]\.){{2,}}|\b[A-Z]\.(?= ?[A-Z])|(?:{'|'.join(map(re.escape, sorted(_SHORT)))})\."
    r"|\d[\d,.]*\d|\w+(?:['&\-]\w+)*|[^\w\n]"
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
_ADJUNCTS = cues.TIMES | cues.ADJUNCT_HEADS
_LISTED = (
    _BEHIND | STOPS | _NOT_NAMES | _CUES | _LEAVING | _MARKS | _ADJUNCTS | cues.PAST | cues.ADVERBS | cues.NOT_ADVERBS
)


class Traits(NamedTuple):
    """What a token can be by its spelling."""

    capital: bool = False
    name: bool = False  # a word of a name
    cue: bool = False  # a verb or noun that attributes
    finite: bool = False  # a finite verb
    be: bool = False  # a form of "be"
    helping: bool = False  # an auxiliary or adverb before a verb
    adverb: bool = False
    adjunct: bool = False  # the beginning of when, where or how something was said
    before: bool = False  # the end of a noun phrase, read backwards
    behind: bool = False  # the end of a noun phrase, read forwards
    leaving: bool = False  # the end of words attributed
    mark: bool = False  # the border of an apposition
    worded: bool = False  # a letter or digit first
    quotation: bool = False


# A quotation ends phrases on either side.
QUOTATION = Traits(before=True, behind=True, mark=True, quotation=True)
# What stands between articles ends them too.
BLANK = Traits(before=True, behind=True)


def bits(traits: Traits) -> int:
    """Traits in one number, the first as its lowest bit."""
    return sum(has << n for n, has in enumerate(traits))


class Spellings(NamedTuple):
    """The tokens of distinct pieces, laid end to end."""

    first: Ints  # by piece, and one more: its first token
    start: Ints  # by token: where it begins in its piece
    end: Ints
    word: Ints  # by token: its number among `words`
    words: list[str]  # by distinct token: in lower case
    traits: NDArray[np.uint16]  # by distinct token: its traits as bits


def spell(pieces: Sequence[str]) -> Spellings:
    """Split distinct pieces into tokens.

    Examples
    --------
    >>> found = spell(["said.", "McKay's", "J.", "J. E"])
    >>> [found.words[k] for k in found.word], found.first.tolist()
    (['said', '.', "mckay's", 'j', '.', 'j.'], [0, 2, 3, 5, 6])
    """
    tokens = _TOKEN.findall("\n".join(pieces))
    numbers = dict(zip(dict.fromkeys(tokens), count()))
    word = np.array([*map(numbers.__getitem__, tokens)], np.int32)
    printed = list(numbers)
    # Tokens tile their pieces. By token: where it begins if these stood side by side, and in which of them.
    end = np.cumsum(np.array([*map(len, printed)], np.int32)[word], dtype=np.int32)
    opens = offsets([*map(len, pieces)])
    start = np.append(0, end)[:-1]
    piece = np.searchsorted(opens, start, "right") - 1
    # White space is none, and the letter behind a space only shows what follows an initial.
    blank = np.array([*map(str.isspace, printed)], np.bool_)[word]
    spaced = np.array([" " in spelling for spelling in pieces], np.bool_)
    kept = ~blank & ~(spaced[piece] & (end == opens[piece + 1]))
    first = offsets(np.bincount(piece[kept], minlength=len(pieces)))
    words = _lower(printed)
    inside = opens[piece[kept]]
    return Spellings(first, start[kept] - inside, end[kept] - inside, word[kept], words, _traits(printed, words))


def _lower(tokens: Sequence[str]) -> list[str]:
    # U+0130 is the only character whose lower case is longer.
    return "\n".join(tokens).replace("\u0130", "i").lower().split("\n") if tokens else []


def _traits(printed: Sequence[str], words: Sequence[str]) -> NDArray[np.uint16]:
    """By distinct token: its traits as bits."""
    pairs = zip([token[0].isupper() for token in printed], words, strict=True)
    found = [
        _of_listed(word, big) if word in _LISTED else _of_other(big, word[0].isalnum(), word[-2:], len(word) > 4)
        for big, word in pairs
    ]
    return np.array(found, np.uint16)


@cache
def _of_other(capital: bool, worded: bool, ending: str, long: bool) -> int:
    finite, adverb = ending == "ed" and long and not capital, ending == "ly"
    helping = adverb and not capital
    return bits(Traits(capital, capital, finite=finite, helping=helping, adverb=adverb, adjunct=adverb, worded=worded))


@cache
def _of_listed(word: str, capital: bool) -> int:
    frame = cues.VERBS.get(word)
    participle = frame is not None and not capital and frame.form in ("past", "ing")
    traits = Traits(
        capital,
        capital and word not in _NOT_NAMES,
        word in _CUES,
        _finite(word, capital),
        word in cues.BE,
        word in cues.AUXILIARIES or is_adverb(word),
        is_adverb(word),
        word in _ADJUNCTS or is_adverb(word),
        word in ENDS or word in STOPS or participle,
        word in _BEHIND or participle,
        word in _LEAVING,
        word in _MARKS,
        word[0].isalnum(),
    )
    return bits(traits)


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
