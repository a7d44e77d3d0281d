"""The tokens of a batch as the other rules read them: each outermost quotation is one token, `Q`."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from framing.pieces import Bools, Index, Ints, Pieces, offsets
from framing.voices.spellings import BLANK, QUOTATION, Spellings, Traits, bits, spell

# A quotation that can be speech of its own, and one that is a piece of the outlet's sentence or a title.
Q = "\u201c\u201d"
PIECE = "\u2018\u2019"
# Blank tokens before each article and behind the last: no rule that looks a few tokens around sees another article.
BLANKS = 6
_CAPITALS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


@dataclass(slots=True)
class Tokens:
    """Parallel columns over the tokens of a batch, articles one after another with blank tokens between.

    What a token can be is a byte each (0 or 1), so that `find` jumps to the next one.
    """

    text: str
    low: tuple[str, ...]  # like the other tuples of this room: a list of millions is gone through at each collection
    start: memoryview  # in the text of the batch
    end: memoryview
    capitals: bytes
    names: bytes
    finite: bytes
    be: bytes
    helping: bytes
    adverbs: bytes
    adjuncts: bytes
    before: bytes
    behind: bytes
    leaving: bytes
    marks: bytes
    worded: bytes
    quotations: bytes
    cues: tuple[int, ...]  # the tokens that can be cues
    inside: dict[int, str]  # by token that is a quotation: what stands in its marks
    marked: tuple[int, ...]  # these tokens
    edges: list[int]  # by article: its first token
    kinds: Ints  # by token: its number among `spelt`
    spelt: list[str]  # distinct tokens in lower case; blanks and quotations at the end

    def among(self, words: Container[str]) -> Bools:
        """By token: whether it is one of some words."""
        return np.fromiter(map(words.__contains__, self.spelt), np.bool_, len(self.spelt))[self.kinds]

    def capital(self, i: int) -> bool:
        """Whether a token begins with a capital letter."""
        return self.capitals[i] > 0

    def last_mark(self, i: int) -> str:
        """The last character inside a quotation: a stop, a comma, a letter."""
        return self.inside[i][-1:]

    def words(self, a: int, b: int) -> str:
        """The words of a range of tokens as printed, with plain spaces."""
        printed = self.text[self.start[a] : self.end[b - 1]] if b > a else ""
        return printed if printed.isalpha() else " ".join(printed.split())

    def quoted(self, a: int, b: int) -> list[int]:
        """The quotations among a range of tokens."""
        found, k = [], self.quotations.find(1, a, b)
        while k >= 0:
            found.append(k)
            k = self.quotations.find(1, k + 1, b)
        return found


def tokenize(pieces: Pieces, closes: Ints, quotations: Sequence[tuple[int, int]]) -> Tokens:
    """The tokens of a batch.

    Parameters
    ----------
    pieces : Pieces
        Whose spans are the articles' plain texts.
    closes : array
        By article: where it ends in the text of the batch.
    quotations : list of (start, end)
        The outermost ones, in order.
    """
    bounds = np.array(quotations, np.int32).reshape(-1, 2)
    laid = _lay(pieces, closes, bounds)
    # By token: its traits as bits; then by trait the tokens that have it, a byte each.
    traits = np.append(laid.spelt.traits, np.array([bits(BLANK), bits(QUOTATION)], np.uint16))[laid.kinds]
    columns = {name: ((traits & 1 << n) > 0).tobytes() for n, name in enumerate(Traits._fields)}
    cues = np.flatnonzero(np.frombuffer(columns["cue"], np.bool_))
    marked = np.flatnonzero(np.frombuffer(columns["quotation"], np.bool_)).tolist()
    inside = {k: pieces.text[a + 1 : b].rstrip("\"' ") for k, (a, b) in zip(marked, quotations, strict=True)}
    spelt, kinds = [*laid.spelt.words, "", Q, PIECE], laid.kinds
    kinds[[k for k in marked if not _speaks(inside[k], spelt[kinds[k - 1]])]] = len(spelt) - 1
    low = tuple(np.array(spelt, object)[kinds].tolist())
    return Tokens(
        pieces.text, low, laid.start.data, laid.end.data, columns["capital"], columns["name"], columns["finite"],
        columns["be"], columns["helping"], columns["adverb"], columns["adjunct"], columns["before"], columns["behind"],
        columns["leaving"], columns["mark"], columns["worded"], columns["quotation"], tuple(cues.tolist()), inside,
        tuple(marked), np.searchsorted(laid.start, pieces.opens).tolist(), kinds, spelt,
    )  # fmt: skip


def next_at(flags: Bools, places: Index) -> Index:
    """By place: the first token from there on that has a trait; without one, the number of tokens."""
    at = np.append(np.flatnonzero(flags), len(flags))
    return at[np.searchsorted(at, places)]


def last_before(flags: Bools, places: Index) -> Index:
    """By place: the last token before it that has a trait; without one, -1."""
    at = np.append(-1, np.flatnonzero(flags))
    return at[np.searchsorted(at, places) - 1]


class _Laid(NamedTuple):
    """The tokens of a batch, laid end to end."""

    start: Ints  # by token
    end: Ints
    kinds: Ints  # by token: its number among the spelt words; behind these a blank and a quotation
    spelt: Spellings


def _lay(pieces: Pieces, closes: Ints, bounds: Ints) -> _Laid:
    article = np.searchsorted(pieces.opens, bounds[:, 0], "right") - 1
    sizes = np.bincount(article, minlength=len(closes))
    # By article, its gaps: from its beginning or a quotation's end to the next quotation or its own end.
    behind = np.cumsum(sizes)
    final = behind + np.arange(len(sizes))
    gaps = pieces.within(np.insert(bounds[:, 1], behind - sizes, pieces.opens), np.insert(bounds[:, 0], behind, closes))
    gaps = _initials(gaps)
    spelt = spell(gaps.distinct)
    # By piece: how many tokens it has. By token: its number among those of all spellings.
    count = np.diff(spelt.first)[gaps.ids]
    first = offsets(count)
    index = np.arange(first[-1], dtype=np.int32) + np.repeat(spelt.first[gaps.ids] - first[:-1], count)
    base = np.repeat(gaps.starts, count)
    # What is put between, before which token: blanks before each article and behind the last, and the quotations.
    edges = first[np.append(gaps.first[final - sizes], len(gaps.ids))]
    blank = np.repeat(np.arange(len(edges)), BLANKS)
    at = np.append(edges[blank], np.delete(first[gaps.first[1:]], final))
    order = np.lexsort([np.append(blank, article + 0.5), at])
    place = np.append(pieces.opens, closes[-1:] + 1)[blank] - 1
    known = len(spelt.words)
    start, end, kinds = (
        np.insert(column, at[order], np.append(blanks, quoted)[order])
        for column, blanks, quoted in (
            (base + spelt.start[index], place, bounds[:, 0]),
            (base + spelt.end[index], place, bounds[:, 1]),
            (spelt.word[index], np.full(len(blank), known), np.full(len(bounds), known + 1)),
        )
    )
    return _Laid(start, end, kinds, spelt)


def _initials(pieces: Pieces) -> Pieces:
    """The same pieces; an initial before a capital is one token with its stop, so its spelling shows what follows."""
    initial = [i for i, piece in enumerate(pieces.distinct) if piece[-1:] == "." and piece[-2:-1] in _CAPITALS]
    at = np.flatnonzero(np.isin(pieces.ids[:-1], initial))
    spans = pieces.spans()
    at = at[(pieces.starts[at + 1] - pieces.ends[at] == 1) & (spans[at] == spans[at + 1])]
    text, ends = pieces.text, pieces.ends
    at = at[[text[k] == " " and text[k + 1] in _CAPITALS for k in ends[at].tolist()]] if len(at) else at
    spellings = [f"{pieces.distinct[i]} A" for i in pieces.ids[at].tolist()]
    return pieces.respelled(at, spellings)


_ABOUT = frozenset(
    "on in of the a an his her its their for at to with by from called titled dubbed as so-called".split()
)


def _speaks(inside: str, previous: str) -> bool:
    """Whether a quotation can stand as speech beside a cue, by what stands in its marks and the word before them."""
    inside = inside.strip()
    if not inside:
        return False
    set_in = previous in _ABOUT or previous.endswith("'s")
    if inside[-1] in ",.!?\u2026\u2014-" and not set_in:
        return True
    if inside[-1] in ",.!?\u2026\u2014-" and inside.count(" ") > 5:
        return True
    words = inside.split(maxsplit=8)
    return not set_in and (len(words) > 3 and (words[0][0].isupper() or not previous.isalpha()) or (len(words) > 7))
