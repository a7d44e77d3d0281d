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

from framing.lines import Lines
from framing.pieces import Bools, Index, Ints, Pieces, offsets
from framing.text import ENDS, INVISIBLE, ITEM, WORD

Hashes = NDArray[np.uint32]

# Paragraphs of at least this many words make the text of an article; shorter ones are often furniture.
LONG_PARAGRAPH = 15
# With fewer words in long paragraphs than this, or less than half of its words, a text is taken whole: a paragraph of an
# agency makes no copies of two briefs.
FEWEST_WORDS = 50
# Words of a run. Fewer are phrases of the language; more, and every small change costs a copy most of its runs.
RUN = 5
# Random odd numbers: the upper half of the sum of products is as good as a random number of the run.
_FACTORS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F], np.uint64
)
_UNSEEN = re.compile(f"[{INVISIBLE}]")
# By byte: whether it is a letter or digit; those of other alphabets have more than one byte, all of them high.
_LETTER = np.array([code > 127 or chr(code).isalnum() for code in range(256)])
_JOINT = np.array([chr(code) in "'-" for code in range(256)])


class Prints(NamedTuple):
    """What some articles are recognised by.

    Attributes
    ----------
    texts : array
        By article: a hash of the words of its long paragraphs, equal for exact copies. A text with little
        in long paragraphs is taken whole.
    sizes : array
        By article: how many different runs it has.
    runs, own : arrays
        By run, article after article and in rising order in each: its hash; whether it stands outside quotation marks.
    """

    texts: NDArray[np.uint64]
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


def fingerprints(texts: Sequence[str], pieces: Pieces, lines: Lines) -> Prints:
    """Read what articles are recognised by; each by itself.

    Parameters
    ----------
    texts : list of str
    pieces, lines
        Of these texts.

    Returns
    -------
    Prints

    Examples
    --------
    Six words are two runs of five; marks, case and line breaks are no part of them:

    >>> from framing.lines import find_lines
    >>> from framing.pieces import encode
    >>> texts = ["The mayor signed a new order.", "the mayor signed\\na New \\u201corder\\u201d"]
    >>> pieces = encode(texts)
    >>> found = fingerprints(texts, pieces, find_lines(pieces))
    >>> found.sizes.tolist(), bool(found.texts[0] == found.texts[1]), found.own.tolist()
    ([2, 2], True, [True, True, True, False])
    """
    words = _words(pieces, lines)
    first = offsets(np.bincount(words.article[words.in_text], minlength=len(texts))).tolist()
    data = words.hashes[words.in_text].tobytes()
    bounds = zip(first, first[1:], texts, strict=False)
    # A text without a word is known by its marks.
    words_of = [data[8 * a : 8 * b] or text.encode("utf-8", "surrogatepass") for a, b, text in bounds]
    keys = [int.from_bytes(hashlib.blake2b(key, digest_size=16).digest()[:8], "big") for key in words_of]
    at = words.in_runs
    article, runs, own = _runs(words.hashes[at], words.article[at], words.quoted[at])
    return Prints(np.array(keys, np.uint64), np.bincount(article, minlength=len(texts)).astype(np.int32), runs, own)


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


def _words(pieces: Pieces, lines: Lines) -> _Words:
    hashes, first = _spelled(pieces.distinct)
    # By piece, and one more: how many words of the batch stand before it.
    before = offsets(np.diff(first)[pieces.ids])
    count = np.diff(before)
    # By word of the batch: its place among the words of the distinct pieces.
    place = np.arange(before[-1], dtype=np.int32) + np.repeat(first[pieces.ids] - before[:-1], count)
    opens = _paragraphs(pieces, lines)
    return _Words(
        hashes[place],
        np.repeat(np.arange(len(pieces.opens), dtype=np.int32), np.diff(before[pieces.first])),
        np.repeat(_quoted(pieces, lines.first[opens]), count),
        _long(pieces, before, lines.first[:-1]),
        _long(pieces, before, lines.first[opens]),
    )


def _long(pieces: Pieces, before: Ints, begins: Index) -> Bools:
    """By word: whether it stands in a long line or paragraph; all count, where these hold too little of an article.

    `begins` is by block: its first piece.
    """
    words = np.diff(before[np.append(begins, len(pieces.ids))])
    article = np.searchsorted(pieces.first, begins, "right") - 1
    long = words >= LONG_PARAGRAPH
    held, of = np.bincount(article, words * long, len(pieces.opens)), np.diff(before[pieces.first])
    whole = (2 * held < of) | (held < FEWEST_WORDS)
    return np.repeat(long | whole[article], words)


def _spelled(spellings: Sequence[str]) -> tuple[NDArray[np.uint64], Ints]:
    """The words of some spellings as they are compared: their hashes; by spelling, and one more, where its own begin.

    All are laid end to end as bytes, and whatever is in no word becomes a space.
    """
    # What bytes do not tell, other alphabets and words that an underscore begins, is looked for one by one.
    plain = [s if s.isascii() and "_" not in s else " ".join(WORD.findall(_plain(s).lower())) for s in spellings]
    data = ("\n".join(plain) + "\n").encode("utf-8", "surrogatepass").lower()
    codes = np.frombuffer(data, np.uint8)
    letter = _LETTER[codes]
    inside = letter | (codes == ord("_"))
    # A hyphen or an apostrophe between two characters of a word; the last byte is a line break.
    inside[1:-1] |= _JOINT[codes[1:-1]] & inside[:-2] & letter[2:]
    words = np.where(inside, codes, np.uint8(32)).tobytes().split()
    # By byte: how many words begin up to it; at the line break behind a spelling, its own are all counted.
    begun = np.cumsum(np.diff(inside, prepend=False) & inside)
    hashes = np.fromiter(map(crc32, words), np.uint64, len(words))
    return hashes, np.append(0, begun[codes == ord("\n")])[: len(spellings) + 1].astype(np.int32)


def _plain(piece: str) -> str:
    """A piece in composed characters, without those that are not seen."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("", piece))


def _paragraphs(pieces: Pieces, lines: Lines) -> Index:
    """The lines that open a paragraph, as `text.paragraphs` has them."""
    starts, ends = lines.places(pieces)
    full = (ends - starts >= 50) & (ends - starts <= 100)
    (ended,) = _of_distinct(pieces, lines.first[1:] - 1, lambda piece: bool(ENDS.search(piece)))
    item, lower, alnum = _of_distinct(
        pieces,
        lines.first[:-1],
        lambda piece: bool(ITEM.match(f"{piece} x")),
        lambda piece: piece[0].islower(),
        lambda piece: piece[0].isalnum(),
    )
    goes_on = ~ended[:-1] & ~item[1:] & (lower[1:] | full[:-1] & alnum[1:])
    goes_on &= (lines.breaks[1:] == 1) & (lines.span[1:] == lines.span[:-1])
    return np.flatnonzero(np.append(True, ~goes_on)[: len(starts)])


def _of_distinct(pieces: Pieces, index: Index, *tests: Callable[[str], bool]) -> list[Bools]:
    """What holds of the pieces at some indices, looked at once for each distinct one."""
    known, place = np.unique(pieces.ids[index], return_inverse=True)
    spelled = [pieces.distinct[i] for i in known.tolist()]
    return [np.fromiter(map(test, spelled), np.bool_, len(spelled))[place.reshape(-1)] for test in tests]


def _quoted(pieces: Pieces, opening: Index) -> Bools:
    """By piece: whether an odd number of quotation marks stands before its first letter, from its paragraph's beginning.

    `opening` is by paragraph: its first piece.
    """
    # By id: the marks of the piece, and those before its first letter; few pieces have any.
    marks, leading = np.zeros((2, len(pieces.distinct)), np.int32)
    for i, piece in enumerate(pieces.distinct):
        if '"' in piece or "''" in piece:
            marks[i], leading[i] = piece.count('"') + piece.count("''"), _leading(piece)
    count = offsets(marks[pieces.ids])[:-1]
    pieces_of = np.diff(np.append(opening, len(pieces.ids)))
    return (count - np.repeat(count[opening], pieces_of) + leading[pieces.ids]) & 1 == 1


def _leading(piece: str) -> int:
    lead = piece[: next((i for i, letter in enumerate(piece) if letter.isalnum()), len(piece))]
    return lead.count('"') + lead.count("''")
