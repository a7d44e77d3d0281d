"""The tokens of articles as the other rules read them: each outermost quotation is one token, `Q`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.pieces import Ints, Pieces, offsets
from framing.voices.marks import Quotation
from framing.voices.spellings import QUOTATION, Traits, spell

Unit = tuple[int, int, str]
# A quotation that can be speech of its own, and one that is a piece of the outlet's sentence or a title.
Q = "\u201c\u201d"
PIECE = "\u2018\u2019"
_CAPITALS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


@dataclass(slots=True)
class Tokens:
    """Parallel lists over the tokens of one article.

    What a token can be is a byte each (0 or 1), so that `find` jumps to the next one.
    """

    text: str
    low: list[str]
    start: list[int]
    end: list[int]
    capitals: bytes
    names: bytes
    finite: bytes
    be: bytes
    helping: bytes
    before: bytes
    behind: bytes
    leaving: bytes
    marks: bytes
    cues: list[int]  # the tokens that can be cues
    quotation: dict[int, Quotation]
    marked: list[int]  # the tokens that are quotations

    def capital(self, i: int) -> bool:
        """Whether a token begins with a capital letter."""
        return self.capitals[i] > 0

    def last_mark(self, i: int) -> str:
        """The last character inside a quotation: a stop, a comma, a letter."""
        inside = self.text[self.start[i] + 1 : self.end[i]].rstrip("\"'")
        return inside[-1:]

    def words(self, a: int, b: int) -> str:
        """The words of a range of tokens as printed, with plain spaces."""
        return " ".join(self.text[self.start[a] : self.end[b - 1]].split()) if b > a else ""

    def quoted(self, a: int, b: int) -> list[int]:
        """The quotations among a range of tokens."""
        return self.marked[bisect_left(self.marked, a) : bisect_left(self.marked, b)] if self.marked else []


def tokenize(pieces: Pieces, texts: Sequence[str], outer: Sequence[Sequence[Quotation]]) -> Iterator[Tokens]:
    """Tokens of articles, one after another: only what they are made from is held for all.

    Parameters
    ----------
    pieces : Pieces
        Of the articles, as spans of `pieces.text`.
    texts, outer : lists
        By article: its plain text, and its outermost quotations.
    """
    laid = _lay(pieces, texts, outer)
    columns = {name: column.tobytes() for name, column in zip(Traits._fields, laid.traits.T, strict=True)}
    cues = np.flatnonzero(laid.traits[:, Traits._fields.index("cue")])
    for i, (a, b) in enumerate(pairwise(laid.edges.tolist())):
        marked = dict(zip(_from(laid.quotations, a, b), outer[i], strict=True))
        t = Tokens(
            texts[i], laid.words[laid.kinds[a:b]].tolist(), laid.start[a:b].tolist(), laid.end[a:b].tolist(),
            columns["capital"][a:b], columns["name"][a:b], columns["finite"][a:b], columns["be"][a:b],
            columns["helping"][a:b], columns["before"][a:b], columns["behind"][a:b], columns["leaving"][a:b],
            columns["mark"][a:b], _from(cues, a, b), marked, list(marked),
        )  # fmt: skip
        for k, quotation in marked.items():
            t.low[k] = Q if _speaks(quotation, texts[i], t.low[k - 1] if k else "") else PIECE
        yield t


class _Laid(NamedTuple):
    """The tokens of a batch, laid end to end."""

    edges: NDArray[np.intp]  # by article, and one more: its first token
    start: Ints  # by token: where it begins in its article
    end: Ints
    kinds: Ints  # by token: its number among `words`
    words: NDArray[np.object_]  # by distinct token: in lower case
    traits: NDArray[np.bool_]  # by token: the columns of Traits
    quotations: NDArray[np.intp]  # by quotation: its token


def _lay(pieces: Pieces, texts: Sequence[str], outer: Sequence[Sequence[Quotation]]) -> _Laid:
    sizes = np.fromiter(map(len, outer), np.int32, len(outer))
    closes = pieces.opens + np.fromiter(map(len, texts), np.int32, len(texts))
    # By quotation: its bounds in the text of the batch.
    marks = np.array([(q.start, q.end) for found in outer for q in found], np.int32).reshape(-1, 2)
    marks += np.repeat(pieces.opens, sizes)[:, None]
    # By article, its gaps: from its beginning or a quotation's end to the next quotation or its own end.
    behind = np.cumsum(sizes)
    gaps = pieces.within(np.insert(marks[:, 1], behind - sizes, pieces.opens), np.insert(marks[:, 0], behind, closes))
    gaps = _initials(gaps)
    spelt = spell(gaps.distinct)
    # By piece: how many tokens it has. By token: its number among those of all spellings.
    count = np.diff(spelt.first)[gaps.ids]
    first = offsets(count)
    index = np.arange(first[-1], dtype=np.int32) + np.repeat(spelt.first[gaps.ids] - first[:-1], count)
    base = np.repeat(gaps.starts, count)
    # Each quotation is a token behind those of its gap; behind the last gap of an article is none.
    at = np.delete(first[gaps.first[1:]], behind + np.arange(len(sizes)))
    start = np.insert(base + spelt.start[index], at, marks[:, 0])
    end = np.insert(base + spelt.end[index], at, marks[:, 1])
    kinds = np.insert(spelt.word[index], at, len(spelt.words))
    traits = np.vstack([spelt.traits, np.array([QUOTATION])])[kinds]
    edges = np.append(np.searchsorted(start, pieces.opens), len(start))
    shift = np.repeat(pieces.opens, np.diff(edges))
    words = np.array([*spelt.words, Q], object)
    return _Laid(edges, start - shift, end - shift, kinds, words, traits, at + np.arange(len(at)))


def _from(index: NDArray[np.intp], a: int, b: int) -> list[int]:
    """Those of some numbers in order that lie in a range, counted from its beginning."""
    low, high = np.searchsorted(index, [a, b])
    return (index[low:high] - a).tolist()


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


def _speaks(quotation: Quotation, text: str, previous: str) -> bool:
    """Whether a quotation can stand as speech beside a cue."""
    inside = text[quotation.start + 1 : quotation.end].rstrip("\"'")
    if not inside.strip():
        return False
    set_in = previous in _ABOUT or previous.endswith("'s")
    if inside.rstrip()[-1] not in ",.!?\u2026\u2014-" or (set_in and not inside.strip().count(" ") > 5):
        words = inside.split()
        return not set_in and (len(words) > 3 and (words[0][0].isupper() or not previous.isalpha()) or (len(words) > 7))
    return True
