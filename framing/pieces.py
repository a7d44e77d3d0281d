"""A batch of articles as flat arrays: split on white space in one go, each distinct piece of text kept once.

What depends on the spelling of a piece is decided once for each distinct piece and looked up by id; what depends on
its neighbours is arithmetic on arrays. A law holds throughout: offsets are code points, never bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from framing.spans import ascending
from framing.text import straighten, wraps

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]
Index = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Pieces:
    """The pieces of some spans of a text (articles, or what `within` was given), in the order of the spans.

    Attributes
    ----------
    text : str
        All articles of the batch, straightened, a line break between them.
    opens : array
        By span: the place in `text` where it begins.
    first : array
        By span, and one more: the index of its first piece; the pieces of span i are first[i] to first[i + 1].
    ids : array
        By piece: its number among `distinct`.
    starts, ends : array
        By piece: the places in `text` where it begins and ends.
    distinct : list of str
        By id: the spelling; an id need not occur.
    breaks : array
        By line break of `text`, those between articles among them: its place.
    tabs : array
        By tab, vertical tab, form feed and return of `text`: its place. All other white space is spaces.
    """

    text: str
    opens: Ints
    first: Ints
    ids: Ints
    starts: Ints
    ends: Ints
    distinct: Sequence[str]
    breaks: Ints
    tabs: Ints

    def spans(self) -> Ints:
        """By piece: the number of the span that it lies in."""
        return np.repeat(np.arange(len(self.opens), dtype=np.int32), np.diff(self.first))

    def within(self, starts: Ints, ends: Ints) -> Pieces:
        """The pieces of other spans of the same text; a piece across the border of a span is cut there.

        Parameters
        ----------
        starts, ends : array
            By span, in the order of the text; the spans do not overlap.
        """
        low = np.searchsorted(self.ends, starts, "right")
        count = np.where(starts < ends, np.searchsorted(self.starts, ends, "left") - low, 0)
        first = offsets(count)
        # By piece of the result: its index here, counting on from the first piece of its span.
        index = np.arange(first[-1], dtype=np.int32) + np.repeat((low - first[:-1]).astype(np.int32), count)
        found = replace(
            self,
            opens=_ints(starts),
            first=first,
            ids=self.ids[index],
            starts=self.starts[index],
            ends=self.ends[index],
        )
        # Only the first and the last piece of a span can stick out; its own arrays were just made and may be written.
        some = np.flatnonzero(count)
        head, tail = first[some], first[some + 1] - 1
        early, late = found.starts[head] < starts[some], found.ends[tail] > ends[some]
        found.starts[head[early]] = starts[some][early]
        found.ends[tail[late]] = ends[some][late]
        cut = ascending(np.concatenate([head[early], tail[late]]))
        places = zip(found.starts[cut].tolist(), found.ends[cut].tolist(), strict=True)
        return found.respelled(cut, [self.text[a:b] for a, b in places])

    def respelled(self, index: NDArray[np.integer], spellings: Iterable[str]) -> Pieces:
        """The same pieces with other spellings for those at the given indices."""
        if not len(index):
            return self
        fresh: dict[str, int] = {}
        ids = self.ids.copy()
        ids[index] = [fresh.setdefault(spelling, len(self.distinct) + len(fresh)) for spelling in spellings]
        return replace(self, ids=ids, distinct=[*self.distinct, *fresh])


def encode(texts: Sequence[str]) -> Pieces:
    """Split a batch of articles on white space.

    Parameters
    ----------
    texts : list of str
        At most some thousands, as given: they are straightened here, which keeps every offset.

    Returns
    -------
    Pieces
        Whose spans are the articles: place p of article i is place opens[i] + p of the batch.

    Examples
    --------
    >>> pieces = encode(["She said no. \U0001f600", "No, she said."])
    >>> pieces.distinct
    ['She', 'said', 'no.', '\U0001f600', 'No,', 'she', 'said.']
    >>> pieces.starts.tolist(), pieces.first.tolist(), pieces.opens.tolist()
    ([0, 4, 9, 13, 15, 19, 23], [0, 4, 7], [0, 15])
    """
    # One by one: a single emoji makes every character of a string four bytes wide.
    text = "\n".join(map(straighten, texts))
    opens = offsets(np.fromiter((len(text) + 1 for text in texts), np.int32, len(texts)))[:-1]
    # Eight spaces behind: every piece has white space after it, and eight bytes can be read from where any begins.
    data = text.encode("utf-8", "surrogatepass") + 8 * b" "
    codes = np.frombuffer(data, np.uint8)
    # uint8 arithmetic wraps: only tab, line feed, vertical tab, form feed and return are less than 5 after the shift.
    control = codes - np.uint8(9) < 5
    marks = _ints(np.flatnonzero(control))
    breaking = codes[marks] == 10
    # Places in the bytes where white space begins or ends; with white space put around, pieces and gaps alternate.
    space = np.ones(len(codes) + 2, np.bool_)
    np.logical_or(control, codes == 32, out=space[1:-1])
    edges = np.flatnonzero(space[1:] != space[:-1]).astype(np.int32)
    starts, ends = np.ascontiguousarray(edges[::2]), np.ascontiguousarray(edges[1::2])
    ids, distinct = _number(data, starts, ends)
    if not text.isascii():
        # By piece: how many code points fewer than bytes stand in it; white space has none of them.
        surplus = (ends - starts) - _lengths(distinct)[ids]
        before = offsets(surplus)
        marks = marks - before[np.searchsorted(starts, marks)]
        starts, ends = starts - before[:-1], ends - before[1:]
    first = np.append(np.searchsorted(starts, opens), len(starts))
    return Pieces(
        text, opens, _ints(first), ids, _ints(starts), _ints(ends), distinct, marks[breaking], marks[~breaking]
    )


def _number(data: bytes, starts: Ints, ends: Ints) -> tuple[Ints, list[str]]:
    """Number the pieces by their bytes: those of at most 7 bytes first, each group as it first appears."""
    size = ends - starts
    short, long = np.flatnonzero(size < 8), np.flatnonzero(size >= 8)
    ids = np.empty(len(starts), np.int32)
    ids[short] = found = _number_short(data, starts[short], size[short])
    ids[long] = _number_long(data, starts[long], ends[long]) + (found.max(initial=-1) + 1)
    # By id: the piece where it first appears; of several values set at one place numpy keeps the last.
    seen = np.empty(ids.max(initial=-1) + 1, np.int32)
    seen[ids[::-1]] = np.arange(len(ids) - 1, -1, -1, dtype=np.int32)
    return ids, _spellings(data, starts, seen)


def _spellings(data: bytes, starts: Ints, chosen: Ints) -> list[str]:
    """Some pieces as text: each with the white space behind it, laid end to end, decoded and split again in one go."""
    import pyarrow as pa

    if not len(chosen):
        return []
    bounds = np.append(starts, _ints(np.array([len(data)])))
    pieces = pa.Array.from_buffers(pa.binary(), len(starts), [None, pa.py_buffer(bounds), pa.py_buffer(data)])
    laid = pieces.take(pa.array(chosen))
    size = int((np.diff(bounds)[chosen]).sum())
    return laid.buffers()[2].slice(0, size).to_pybytes().decode("utf-8", "surrogatepass").split()


def _number_short(data: bytes, starts: Ints, size: Ints) -> Ints:
    """Pieces of at most 7 bytes: these and their count are one integer, and integers are numbered fast."""
    import pyarrow as pa

    # By byte of the data but the last 7: it and those that follow, as one integer.
    following = np.ndarray(len(data) - 7, "<u8", data, strides=(1,))
    keep = np.array([(1 << 8 * n) - 1 for n in range(8)], np.uint64)
    key = (following[starts] & keep[size]) | (size.astype(np.uint64) << np.uint64(56))
    return pa.array(key).dictionary_encode().indices.to_numpy()


def _number_long(data: bytes, starts: Ints, ends: Ints) -> Ints:
    """Longer pieces, through Arrow's binary arrays: piece, what lies between, piece, and so on."""
    import pyarrow as pa

    edges = np.append(np.stack([starts, ends], axis=1).ravel(), _ints(ends[-1:]))
    buffers = [None, pa.py_buffer(edges), pa.py_buffer(data)]
    between = pa.Array.from_buffers(pa.binary(), max(len(edges) - 1, 0), buffers)
    return between.take(pa.array(np.arange(0, len(between), 2))).dictionary_encode().indices.to_numpy()


def paragraphs(pieces: Pieces) -> Index:
    """The paragraphs of all spans of a batch; a span begins one, an empty line, and a line break that is no wrapping.

    Returns
    -------
    array
        By paragraph, and one more: the index of its first piece.

    Examples
    --------
    >>> paragraphs(encode(["A headline\\n\\nThe safety of this\\ncity came first.\\nSecond.", "Next."])).tolist()
    [0, 2, 9, 10, 11]
    """
    # By line break: the first piece behind it. One that is met twice has an empty line before it.
    heads, count = np.unique(np.searchsorted(pieces.starts, pieces.breaks, "right"), return_counts=True)
    # By piece, and one more: whether a paragraph begins with it.
    begins = np.zeros(len(pieces.ids) + 1, np.bool_)
    begins[pieces.first] = True
    inside = ~begins[heads]
    heads, count = heads[inside], count[inside]
    begins[heads] = True
    single = heads[count == 1]
    begins[single[_wrapped(pieces, np.flatnonzero(begins), single)]] = False
    return np.flatnonzero(begins)


def _wrapped(pieces: Pieces, lines: Index, heads: Index) -> Bools:
    """Of lines that follow another without an empty one between, which only go on with it."""
    at = np.searchsorted(lines, heads)
    starts, ends = pieces.starts[lines[at - 1]], pieces.ends[heads - 1]
    # The line as printed, with the white space that it begins with.
    begins = pieces.breaks[np.searchsorted(pieces.breaks, pieces.starts[heads]) - 1] + 1
    stops = pieces.ends[lines[at + 1] - 1]
    text, rows = pieces.text, zip(*(column.tolist() for column in (starts, ends, begins, stops)), strict=True)
    return np.array([wraps(text[a:b], text[c:d]) for a, b, c, d in rows], np.bool_)


def offsets(sizes: ArrayLike) -> Ints:
    """Where things of these sizes, laid end to end, begin; and where the last one ends.

    Examples
    --------
    >>> offsets([3, 0, 2]).tolist()
    [0, 3, 3, 5]
    """
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)


def _lengths(spellings: Sequence[str]) -> Ints:
    return np.fromiter(map(len, spellings), np.int32, len(spellings))


def _ints(values: NDArray[np.integer]) -> Ints:
    return values.astype(np.int32, copy=False)
