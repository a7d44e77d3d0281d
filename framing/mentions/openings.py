"""Which words a form can begin with, and which can come second: what is asked of a text before any pattern."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from framing.lexicon.forms import LETTER, Choice, Gap, Nodes, Word, inflected
from framing.text import fold

# A word, and whether any ending may follow.
Opening = tuple[str, bool]
_LETTERS = re.compile(f"{LETTER}+")
_REMEMBERED = 1 << 14


class Openings(NamedTuple):
    """Folded words, and beginnings of words."""

    words: frozenset[str]
    beginnings: tuple[str, ...]

    @classmethod
    def of(cls, found: Iterable[Opening]) -> Openings:
        """From words that say whether any ending may follow."""
        found = list(found)
        return cls(frozenset(w for w, prefix in found if not prefix), tuple(w for w, prefix in found if prefix))

    def has(self, word: str) -> bool:
        """Whether a folded word is one of these."""
        return word in self.words or word.startswith(self.beginnings)

    def meet(self, words: frozenset[str]) -> bool:
        """Whether one of some folded words is one of these.

        Examples
        --------
        >>> Openings.of([("alien", False), ("deport", True)]).meet(frozenset({"deportation", "now"}))
        True
        """
        return not self.words.isdisjoint(words) or (
            bool(self.beginnings) and any(word.startswith(self.beginnings) for word in words)
        )


def first_words(nodes: Nodes) -> frozenset[Opening] | None:
    """The words that a match can begin with, each up to its first mark; None where any word may stand, or none."""
    if not nodes or isinstance(nodes[0], Gap):
        return None
    node, rest = nodes[0], nodes[1:]
    if isinstance(node, Word):
        return _spelled(node)
    found = _first_of(node)
    return _united([found, first_words(rest)]) if node.optional else found


@lru_cache(maxsize=_REMEMBERED)
def _first_of(node: Choice) -> frozenset[Opening] | None:
    """Of each option the first word that is certain stands in it, so that what follows the choice cannot be first."""
    return _united(map(first_words, node.options))


def second_words(nodes: Nodes) -> frozenset[Opening] | None:
    """The words that can follow the first one; None where any word may stand, or none."""
    if not nodes or isinstance(nodes[0], Gap):
        return None
    node, rest = nodes[0], nodes[1:]
    if isinstance(node, Word):
        return first_words(rest) if _is_run(node) else None
    # Options of one word are all followed by the same.
    single = [option[0] for option in node.options if len(option) == 1 and isinstance(option[0], Word)]
    found = [second_words(option + rest) for option in node.options if not (len(option) == 1 and option[0] in single)]
    found += [first_words(rest) if all(map(_is_run, single)) else None] * bool(single)
    return _united([*found, second_words(rest)] if node.optional else found)


@lru_cache(maxsize=_REMEMBERED)
def _spelled(word: Word) -> frozenset[Opening]:
    return frozenset((_letters(spelling), word.prefix) for spelling in inflected(word))


@lru_cache(maxsize=_REMEMBERED)
def _is_run(word: Word) -> bool:
    """Whether a word is letters and digits alone, so that the next run of them is the next word's."""
    return _letters(word.text) == fold(word.text)


def _letters(spelling: str) -> str:
    beginning = _LETTERS.match(fold(spelling))
    assert beginning is not None
    return beginning.group()


def _united(sets: Iterable[frozenset[Opening] | None]) -> frozenset[Opening] | None:
    found = list(sets)
    return None if None in found else frozenset().union(*(one for one in found if one is not None))
