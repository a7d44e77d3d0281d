"""What an article is recognised by in other articles: the words of its long paragraphs, and its runs of five words.

Furniture, typography and line breaks change neither. A run knows whether it stands outside quotation marks, since two
reporters quote the same sentences and still write two articles.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from framing.pieces import Bools, Ints, Pieces, encode, offsets
from framing.text import ENDS, INVISIBLE, ITEM, WORD
from framing.words import MARKS

Hashes = NDArray[np.uint32]

# Paragraphs of at least this many words make the text of an article; shorter ones are often furniture.
LONG_PARAGRAPH = 15
# With fewer words in long paragraphs than this, or less than half of its words, a text is taken whole: a paragraph of an
# agency makes no copies of two briefs.
FEWEST_WORDS = 50
# Words of a run. Fewer are phrases of the language; more, and every small change costs a copy most of its runs.
RUN = 5
# Articles that are read at once.
AT_ONCE = 2_000
# Random odd numbers: the upper half of the sum of products is as good as a random number of the run.
_FACTORS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F], np.uint64
)
_UNSEEN = re.compile(f"[{INVISIBLE}]")


class Prints(NamedTuple):
    """What some articles are recognised by.

    Attributes
    ----------
    texts : array of hexadecimal digits
        By article: a hash of the words of its long paragraphs, equal for exact copies. A text with little
        in long paragraphs is taken whole.
    sizes : array
        By article: how many different runs it has.
    runs, own : arrays
        By run, article after article and in rising order in each: its hash; whether it stands outside quotation marks.
    """

    texts: NDArray[np.bytes_]
    sizes: Ints
    runs: Hashes
    own: Bools


class _Words(NamedTuple):
    """The words of a batch, in order: their hash, their article, whether quotation marks are open, what they count for."""

    hashes: NDArray[np.uint64]
    article: Ints
    quoted: Bools
    in_text: Bools
    in_runs: Bools


def fingerprints(texts: Sequence[str]) -> Prints:
    """Read what articles are recognised by; each by itself.

    Parameters
    ----------
    texts : list of str

    Returns
    -------
    Prints

    Examples
    --------
    Six words are two runs of five; marks, case and line breaks are no part of them:

    >>> found = fingerprints(["The mayor signed a new order.", "the mayor signed\\na New \u201corder\u201d"])
    >>> found.sizes.tolist(), bool(found.texts[0] == found.texts[1]), found.own.tolist()
    ([2, 2], True, [True, True, True, False])
    """
    parts = [_fingerprints(texts[i : i + AT_ONCE]) for i in range(0, len(texts), AT_ONCE)] or [_fingerprints([])]
    return Prints(*(np.concatenate(arrays) for arrays in zip(*parts, strict=True)))


def _fingerprints(texts: Sequence[str]) -> Prints:
    words = _words(encode(texts))
    first = np.searchsorted(words.article[words.in_text], np.arange(len(texts) + 1)).tolist()
    data = words.hashes[words.in_text].tobytes()
    bounds = zip(first, first[1:], texts, strict=False)
    # A text without a word is known by its marks.
    keys = [data[8 * a : 8 * b] or text.encode("utf-8", "surrogatepass") for a, b, text in bounds]
    keys = [hashlib.blake2b(key, digest_size=16).hexdigest().encode() for key in keys]
    at = words.in_runs
    article, runs, own = _runs(words.hashes[at], words.article[at], words.quoted[at])
    return Prints(np.array(keys, "S32"), np.bincount(article, minlength=len(texts)).astype(np.int32), runs, own)


def _runs(hashes: NDArray[np.uint64], article: Ints, quoted: Bools) -> tuple[Ints, Hashes, Bools]:
    """Each different run of an article once: its article, its hash, whether it stands outside quotation marks somewhere."""
    mixed = mix(hashes)
    n = len(mixed)
    marked = np.zeros(n, np.bool_)
    for i in range(RUN):
        marked |= quoted[i : n + i]
    # Article, hash and mark as one integer: sorted, the first of equal ones is the unquoted one.
    keys = article[:n].astype(np.uint64) << np.uint64(33) | mixed >> np.uint64(32) << np.uint64(1) | marked
    keys = np.sort(keys[article[:n] == article[RUN - 1 :][:n]])
    keys = keys[np.append(True, keys[1:] >> np.uint64(1) != keys[:-1] >> np.uint64(1))[: len(keys)]]
    return (keys >> np.uint64(33)).astype(np.int32), (keys >> np.uint64(1)).astype(np.uint32), keys & np.uint64(1) == 0


def mix(hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """By run of words, given by their hashes: its own, of which the upper half is good."""
    n = max(len(hashes) - RUN + 1, 0)
    mixed = np.zeros(n, np.uint64)
    for i, factor in enumerate(_FACTORS):
        mixed += hashes[i : n + i] * factor
    return mixed


def word_hash(word: str) -> int:
    """The hash of a word, the same in every process."""
    return crc32(word.encode("utf-8", "surrogatepass"))


def _words(pieces: Pieces) -> _Words:
    spelled = [_spelled(piece) for piece in pieces.distinct]
    hashes = np.array([word_hash(word) for words in spelled for word in words], np.uint64)
    first = offsets([len(words) for words in spelled])
    # By word of the batch: its piece, and its place among the words of the distinct pieces.
    count = np.diff(first)[pieces.ids]
    piece = np.repeat(np.arange(len(pieces.ids), dtype=np.int32), count)
    place = np.arange(len(piece), dtype=np.int32) + np.repeat(first[pieces.ids] - offsets(count)[:-1], count)
    line, begins = _lines(pieces)
    paragraph, opens = _paragraphs(pieces, line, begins)
    article = pieces.spans()
    return _Words(
        hashes[place],
        article[piece],
        _quoted(pieces, begins[opens][paragraph])[piece],
        _long(line, piece, article)[piece],
        _long(paragraph, piece, article)[piece],
    )


def _long(block: Ints, piece: Ints, article: Ints) -> Bools:
    """By piece: whether it stands in a long line or paragraph; all count, where these hold too little of an article."""
    long = (np.bincount(block[piece], minlength=len(block)) >= LONG_PARAGRAPH)[block]
    words, of = (
        np.bincount(article[piece], long[piece], minlength=len(block)),
        np.bincount(article[piece], minlength=len(block)),
    )
    return long | ((2 * words < of) | (words < FEWEST_WORDS))[article]


def _spelled(piece: str) -> list[str]:
    """The words of a piece as they are compared."""
    if piece.isascii() and (bare := piece.strip(MARKS)).isalnum():
        return [bare.lower()]
    plain = piece if piece.isascii() else unicodedata.normalize("NFC", _UNSEEN.sub("", piece))
    return WORD.findall(plain.lower())


def _lines(pieces: Pieces) -> tuple[Ints, Ints]:
    """By piece, the number of its line among those that are not empty; by such a line, its first piece."""
    breaks = np.bincount(np.searchsorted(pieces.starts, pieces.breaks), minlength=len(pieces.ids) + 1)[:-1]
    opens = breaks > 0
    opens[:1] = True
    return np.cumsum(opens).astype(np.int32) - 1, np.flatnonzero(opens).astype(np.int32)


def _paragraphs(pieces: Pieces, line: Ints, begins: Ints) -> tuple[Ints, Ints]:
    """By piece, its paragraph, as `text.paragraphs` has them; by paragraph, its first line."""
    last = np.append(begins[1:], len(line))[: len(begins)] - 1
    lead, tail = pieces.ids[begins], pieces.ids[last]
    length = pieces.ends[last] - pieces.starts[begins]
    ended = _of_distinct(pieces, tail, lambda piece: bool(ENDS.search(piece)))
    item = _of_distinct(pieces, lead, lambda piece: bool(ITEM.match(f"{piece} x")))
    lower = _of_distinct(pieces, lead, lambda piece: piece[0].islower())
    alnum = _of_distinct(pieces, lead, lambda piece: piece[0].isalnum())
    full = (length >= 50) & (length <= 100)
    goes_on = ~ended[:-1] & ~item[1:] & (lower[1:] | full[:-1] & alnum[1:])
    goes_on &= (
        np.searchsorted(pieces.breaks, pieces.starts[begins][1:])
        - np.searchsorted(pieces.breaks, pieces.ends[last][:-1])
        == 1
    )
    goes_on &= pieces.spans()[begins][1:] == pieces.spans()[begins][:-1]
    opens = np.append(True, ~goes_on)[: len(begins)]
    return (np.cumsum(opens).astype(np.int32) - 1)[line], np.flatnonzero(opens).astype(np.int32)


def _of_distinct(pieces: Pieces, ids: Ints, holds: Callable[[str], bool]) -> Bools:
    """What holds of pieces, looked at once for each distinct one."""
    known, place = np.unique(ids, return_inverse=True)
    return np.array([holds(pieces.distinct[i]) for i in known.tolist()], np.bool_)[place.reshape(-1)]


def _quoted(pieces: Pieces, opening: Ints) -> Bools:
    """By piece: whether an odd number of quotation marks stands before its first letter, from its paragraph's beginning."""
    marks = np.array([piece.count('"') + piece.count("''") for piece in pieces.distinct], np.int32)
    before = [_leading(piece) if n else 0 for piece, n in zip(pieces.distinct, marks.tolist(), strict=True)]
    count = offsets(marks[pieces.ids])[:-1]
    return (count - count[opening] + np.array(before, np.int32)[pieces.ids]) % 2 == 1


def _leading(piece: str) -> int:
    lead = piece[: next((i for i, letter in enumerate(piece) if letter.isalnum()), len(piece))]
    return lead.count('"') + lead.count("''")
