"""Forms: the spellings of a name as a small language of words, compiled to matchers.

    illegal alien            both words, in the plural and the possessive, with space, hyphen or line break between
    deport*                  any ending
    (papers|a visa)          one of these
    [who are]                may be missing; [a|b] one of these or none
    {person}                 one of the group `person`
    <5>                      up to five more words of the same sentence

Nothing else means anything: no regular expressions. The head of a name is its first word; a gap never runs over another
word of the head's group (in "people who hire workers illegally" the people are not here illegally), nor over
quotation marks, a colon, a dash or a bracket.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from framing.text import fold, straighten

GAP_LIMIT = 8
LETTER = r"[^\W_]"
WORD_END = rf"(?!{LETTER})"
# Words of a name touch by white space or a hyphen, never over a blank line. Marks may set one of them off.
_SPACE = r"(?!\s*\n\s*\n)\s+"
JOIN = rf"(?:-\n?|[\"']{{0,2}}{_SPACE}[\"'`]{{0,2}})"
_GAP_JOIN = rf"(?:-|{_SPACE})"
# A full stop inside a gap belongs to an abbreviation: "the U.S.", "Mr.".
_TITLE = "(?:mr|mrs|ms|dr|st|sen|rep|gov|gen|jan|feb|aug|sept|oct|nov|dec|no)"
_GAP_WORD = rf"(?:{LETTER}(?:\.{LETTER})+\.?|(?i:{_TITLE})\.|[$#]?{LETTER}+(?:['.,&/]{LETTER}+)*%?),?"

_REMEMBERED = 1 << 14

_PIECE = re.compile(r"\s+|[()\[\]|]|\{[^{}]*\}|<[^<>]*>|[^\s()\[\]|{}<>]+|.")
_WORD = re.compile(rf"{LETTER}+(?:['.&]{LETTER}+)*\.?\*?")
# Words with no plural or possessive of their own.
_UNINFLECTED = frozenset(
    """a an the of to in on at by for from with without into onto over under across through since before after
    who whom whose that which this these those there here is are was were be been being am has have had do does did
    not no nor and or but if as than so now then still also already ever never currently recently
    i me my we us our you your he him his she her it its they them their
    may might can could will would shall should must illegally unlawfully""".split()
)


class Word(NamedTuple):
    """One word; `prefix` where it stands for all words that begin so."""

    text: str
    prefix: bool


class Gap(NamedTuple):
    """Up to `most` further words."""

    most: int


class Choice(NamedTuple):
    """One of several sequences, or none of them if `optional`."""

    options: tuple[Nodes, ...]
    optional: bool
    group: bool


Nodes = tuple[Word | Gap | Choice, ...]


def parse_form(text: str, groups: Mapping[str, Choice]) -> Nodes:
    """Read one form.

    Parameters
    ----------
    text : str
        As a lexicon has it.
    groups : mapping
        The lexicon's groups, read by `parse_group`.

    Raises
    ------
    ValueError
        What is wrong with the form, to be completed with file and term.

    Examples
    --------
    >>> parse_form("illegal alien", {})
    (Word(text='illegal', prefix=False), Word(text='alien', prefix=False))
    """
    text = unicodedata.normalize("NFC", straighten(text))
    pieces = [piece for piece in _PIECE.findall(text) if not piece.isspace()][::-1]
    nodes = _options(pieces, groups, "")[0]
    _check(nodes)
    return nodes


def parse_group(words: list[str], groups: Mapping[str, Choice]) -> Choice:
    """Read a word group; its entries are forms without gaps."""
    options = tuple(parse_form(word, groups) for word in words)
    if any(isinstance(node, Gap) for option in options for node in option):
        raise ValueError("a group cannot hold a gap")
    return Choice(options, optional=False, group=True)


def _options(pieces: list[str], groups: Mapping[str, Choice], closing: str) -> tuple[Nodes, ...]:
    """Sequences up to the closing bracket; `pieces` is a stack."""
    options: list[list[Word | Gap | Choice]] = [[]]
    while pieces:
        piece = pieces.pop()
        if piece == closing:
            if not all(options):
                raise ValueError("an alternative is empty")
            return tuple(tuple(option) for option in options)
        if piece == "|" and closing:
            options.append([])
        elif piece in ("(", "["):
            inner = _options(pieces, groups, ")" if piece == "(" else "]")
            options[-1].append(Choice(inner, optional=piece == "[", group=False))
        else:
            options[-1] += _leaf(piece, groups)
    if closing:
        raise ValueError(f"{closing!r} is missing")
    return (tuple(options[0]),)


def _leaf(piece: str, groups: Mapping[str, Choice]) -> list[Word | Gap | Choice]:
    if piece.startswith("{") and piece.endswith("}"):
        if piece[1:-1] not in groups:
            raise ValueError(f"group {piece!r} is not defined; known: {', '.join(groups) or 'none'}")
        return [groups[piece[1:-1]]]
    if piece.startswith("<") and piece.endswith(">"):
        if not (piece[1:-1].isdecimal() and 1 <= int(piece[1:-1]) <= GAP_LIMIT):
            raise ValueError(f"the gap {piece!r} is not a number from <1> to <{GAP_LIMIT}>")
        return [Gap(int(piece[1:-1]))]
    words: list[Word | Gap | Choice] = []
    # A hyphen is a space that may be printed as a hyphen: "self-(declared|styled)".
    for part in [part for part in piece.split("-") if part] or [piece]:
        if not _WORD.fullmatch(part):
            raise ValueError(f"{piece!r} is not a word; forms are words, * ( | ) [ ] {{group}} and <gap>, nothing else")
        if part.endswith("*") and len(part) < 4:
            raise ValueError(f"{piece!r} is too short: * needs three letters before it")
        words.append(Word(part.rstrip("*"), part.endswith("*")))
    return words


def _check(nodes: Nodes, *, inner: bool = False) -> None:
    if not nodes:
        raise ValueError("the form is empty")
    if not any(is_needed(node) for node in nodes):
        raise ValueError("nothing in the form is certain: it needs a word outside [ ]")
    for i, node in enumerate(nodes):
        if isinstance(node, Gap) and not (
            any(map(is_needed, nodes[:i])) and (inner or any(map(is_needed, nodes[i + 1 :])))
        ):
            raise ValueError("a gap needs a word before and after it that is always there")
        if isinstance(node, Gap) and isinstance(nodes[i - 1], Gap):
            raise ValueError("two gaps follow each other")
        if isinstance(node, Choice) and not node.group:
            for option in node.options:
                _check(option, inner=True)


def is_needed(node: Word | Gap | Choice) -> bool:
    """Whether each match of a form has words for this part of it."""
    return isinstance(node, Word) or (isinstance(node, Choice) and not node.optional)


def inflected(word: Word) -> list[str]:
    """The spellings that a word of a form stands for: itself and its plural.

    Examples
    --------
    >>> inflected(Word("family", False)), inflected(Word("woman", False)), inflected(Word("who", False))
    (['family', 'families'], ['woman', 'women'], ['who'])
    """
    text = word.text
    low = text.lower()
    if word.prefix or low in _UNINFLECTED or not low[-1].isalpha() or (low.endswith("s") and not low.endswith("ss")):
        return [text]
    if low == "person":
        return [text, text + "s", text[:2] + "ople"]
    if low.endswith("child"):
        return [text, text + "ren"]
    if low.endswith("man") and not low.endswith(("human", "german", "roman")):
        return [text, text[:-2] + "en"]
    if low.endswith("y") and low[-2:-1] not in "aeiou":
        return [text, text[:-1] + "ies"]
    return [text, text + ("es" if low.endswith(("ss", "x", "z", "ch", "sh")) else "s")]


def as_regex(nodes: Nodes, *, case: bool) -> str:
    """The regular expression of a form, for folded text, or for straightened text where capitals count.

    With `case` a capital letter stands for a capital only, a small letter for both.
    """
    head = next(node for node in nodes if is_needed(node))
    avoid = rf"(?!{_node_regex(head, case)}{WORD_END})" if isinstance(head, Choice) and head.group else ""
    return _sequence_regex(nodes, case, avoid)


def _sequence_regex(nodes: Nodes, case: bool, avoid: str) -> str:
    first = next(i for i, node in enumerate(nodes) if is_needed(node))
    parts = []
    for i, node in enumerate(nodes):
        if isinstance(node, Gap):
            parts.append(rf"(?:{_GAP_JOIN}{avoid}{_GAP_WORD}){{0,{node.most}}}?")
            continue
        here = _node_regex(node, case, avoid)
        if i < first:
            parts.append(f"(?:{here}{JOIN})?")
        elif i == first:
            parts.append(here)
        else:
            parts.append(f"{JOIN}{here}" if is_needed(node) else f"(?:{JOIN}{here})?")
    return "".join(parts)


@lru_cache(maxsize=_REMEMBERED)
def _node_regex(node: Word | Choice | Gap, case: bool, avoid: str = "") -> str:
    if isinstance(node, Word):
        return _words_regex([node], case)
    assert isinstance(node, Choice)
    single = [option[0] for option in node.options if len(option) == 1 and isinstance(option[0], Word)]
    # Longer options first: an alternation takes the first that fits.
    several = sorted((o for o in node.options if not (len(o) == 1 and isinstance(o[0], Word))), key=len, reverse=True)
    options = [_sequence_regex(option, case, avoid) for option in several]
    if single:
        options.append(_words_regex([w for w in single if isinstance(w, Word)], case))
    return options[0] if len(options) == 1 else f"(?:{'|'.join(options)})"


def _words_regex(words: list[Word], case: bool) -> str:
    spellings = [(spelling, word.prefix) for word in words for spelling in inflected(word)]
    return any_word(spellings if case else [(fold(spelling), prefix) for spelling, prefix in spellings], case=case)


def any_word(spellings: Iterable[tuple[str, bool]], *, case: bool = False) -> str:
    """Several words as one regular expression that shares their beginnings."""
    tree: dict[str, dict] = {}
    for spelling, prefix in spellings:
        units = [_letter(c, case) for c in spelling]
        # The full stop of "U.S." may be missing, or may be the sentence's.
        units[-1:] = [r"\.?"] if spelling.endswith(".") else units[-1:]
        node = tree
        for unit in units + [LETTER + "*"] * prefix:
            node = node.setdefault(unit, {})
        node[""] = {}
    return _tree_regex(tree) + WORD_END


def _letter(c: str, case: bool) -> str:
    if case and c.islower() and len(c.upper()) == 1:
        return f"[{c}{c.upper()}]"
    return re.escape(c)


def _tree_regex(tree: dict[str, dict]) -> str:
    branches = [unit + _tree_regex(rest) for unit, rest in tree.items() if unit]
    if not branches:
        return ""
    # Brackets cost most of the time that it takes to compile a pattern: "s?" has none.
    bare = len(branches) == 1 and (branches[0] in tree or "" not in tree)
    body = branches[0] if bare else f"(?:{'|'.join(branches)})"
    return body + "?" if "" in tree else body
