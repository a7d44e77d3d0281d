"""What a part of a corpus gives to its survey: its lines and its texts as hashes, and what copies are known by."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.lines import Lines, find_lines, fold_lines
from framing.pieces import Pieces, encode
from framing.survey.candidates import sampled
from framing.survey.shingles import fingerprints

if TYPE_CHECKING:
    import pandas as pd

LONGEST_LINE = 200
# Articles that are encoded at once.
AT_ONCE = 2_000


class Gathered(NamedTuple):
    """What the survey needs to know of some articles; parts in corpus order add up.

    Attributes
    ----------
    ids, outlets : list of str
        By article.
    texts, pages : arrays
        By article: a hash of its text, and of its text in its outlet.
    sizes, runs, own : arrays
        What copies with changes are known by, as in `shingles.Prints`.
    known_by, sample : arrays
        What copies are looked for by, as in `candidates.sampled`.
    line_of, hashes : arrays
        By line: its article, and a hash of outlet and line.
    lines : list of str
        By line: as `line_key` gives it.
    """

    ids: list[str]
    outlets: list[str]
    texts: NDArray[np.uint64]
    pages: NDArray[np.uint64]
    sizes: NDArray[np.int32]
    runs: NDArray[np.uint32]
    own: NDArray[np.bool_]
    known_by: NDArray[np.int32]
    sample: NDArray[np.uint32]
    line_of: NDArray[np.int32]
    hashes: NDArray[np.uint64]
    lines: list[str]


def gather(articles: pd.DataFrame) -> Gathered:
    """What a part of a corpus gives to its survey.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"article_id": ["a"], "outlet": ["Herald"], "text": ["Sign up\\n\\nSign  up"]})
    >>> gather(articles).lines
    ['sign up']
    """
    parts = [_gathered(articles.iloc[i : i + AT_ONCE]) for i in range(0, len(articles), AT_ONCE)]
    return _joined(parts or [_gathered(articles)])


def _gathered(articles: pd.DataFrame) -> Gathered:
    """As `gather`, of so many articles as are encoded at once."""
    ids, outlets, texts = (articles[column].tolist() for column in ("article_id", "outlet", "text"))
    pieces = encode(texts)
    lines = find_lines(pieces)
    prints = fingerprints(texts, pieces, lines)
    pages = zip(outlets, prints.texts.tolist(), strict=True)
    line_of, folded = _short_lines(pieces, lines)
    return Gathered(
        ids,
        outlets,
        prints.texts,
        np.array([_short_hash(outlet, str(key)) for outlet, key in pages], np.uint64),
        *prints[1:],
        *sampled(prints),
        np.array(line_of, np.int32),
        np.array([_short_hash(outlets[i], line) for i, line in zip(line_of, folded, strict=True)], np.uint64),
        folded,
    )


def _joined(parts: list[Gathered]) -> Gathered:
    """Neighbours as one."""
    if len(parts) == 1:
        return parts[0]
    starts = np.cumsum([0, *(len(part.ids) for part in parts)])
    parts = [p._replace(line_of=(p.line_of + start).astype(np.int32)) for p, start in zip(parts, starts, strict=False)]
    columns: Iterable[tuple[Any, ...]] = zip(*parts, strict=True)
    joined: list[Any] = [
        list(chain.from_iterable(column)) if isinstance(column[0], list) else np.concatenate(column)
        for column in columns
    ]
    return Gathered(*joined)


def _short_lines(pieces: Pieces, lines: Lines) -> tuple[list[int], list[str]]:
    """The different short lines of each page; and by line, its article."""
    folded = fold_lines(pieces, lines, LONGEST_LINE)
    found = dict.fromkeys(pair for pair in zip(lines.span.tolist(), folded, strict=True) if pair[1])
    return [article for article, _ in found], [line for _, line in found]


def _short_hash(*parts: str) -> int:
    return int.from_bytes(hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).digest()[:8], "big")
