"""Every occurrence of some words, with what stands around it."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from framing.errors import UsageError
from framing.layers import Layers
from framing.spans import locate
from framing.text import WORD, fold

if TYPE_CHECKING:
    import pandas as pd

# What may stand inside a word without being seen.
_UNSEEN = "[\u00ad\u200b-\u200d\u2060\ufeff]*"
# Between two words: a hyphen, or white space with at most one line break.
_GAP = r"(?:-|[^\S\n]+|[^\S\n]*\n[^\S\n]*)"
COLUMNS = ("article_id", "outlet", "published", "left", "node", "right", "start", "end", "zone", "voice")


def concordance(layers: Layers, pattern: str, *, window: int = 8) -> pd.DataFrame:
    """Every occurrence of a word or phrase in the texts, everywhere: to read, not to count.

    Whole words, whatever their case, typography or line breaks, with a hyphen or a space between them. It looks at
    texts, not at mentions: nothing is excluded, whatever the zone, voice, genre or copy.

    Parameters
    ----------
    layers : Layers
    pattern : str
        Words; `*` at a word's end stands for any ending: "illegal alien*".
    window : int
        Words shown on each side.

    Returns
    -------
    DataFrame
        In corpus order: article_id, outlet, published, left, node, right (as printed, white space squeezed in left and
        right), start, end (of the node in the text), zone, voice.

    Raises
    ------
    UsageError
        A pattern without a word, or with `*` anywhere but at a word's end; a window below 0.

    Examples
    --------
    >>> import framing as fr
    >>> layers = fr.annotate(fr.read_corpus("corpus/demo"), "immigration")
    >>> table = fr.concordance(layers, "illegal alien*", window=3)
    >>> bool(table["node"].str.lower().str.startswith("illegal").all())
    True
    """
    import pandas as pd

    if window < 0:
        raise UsageError(f"window {window}: how many words to show on each side, 0 or more")
    wanted = compiled(pattern)
    rows = []
    for article in layers.articles[["article_id", "outlet", "published", "text"]].itertuples(index=False):
        for match in wanted.finditer(fold(article.text)):
            start, end = match.span()
            left, right = _around(article.text, start, end, window)
            rows.append((*article[:3], left, article.text[start:end], right, start, end))
    table = pd.DataFrame(rows, columns=list(COLUMNS[:8])).astype(
        dict.fromkeys(COLUMNS[:6], "str") | {"start": "Int32", "end": "Int32"}
    )
    zone = locate(layers.zones, table["article_id"], table["start"])
    return table.assign(
        zone=layers.zones["zone"].to_numpy()[zone] if zone else "", voice=_voices(layers, table)
    ).astype({"zone": "str", "voice": "str"})


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of words as a regular expression over folded text.

    Examples
    --------
    >>> found = compiled("illegal alien*").finditer("illegal-aliens, illegal alienation, an alien, illegal\\nalien's")
    >>> [match.group() for match in found]
    ['illegal-aliens', 'illegal alienation', "illegal\\nalien's"]
    """
    words = re.split(r"[\s-]+", fold(unicodedata.normalize("NFC", pattern)).strip(" -"))
    if not all(re.fullmatch(r"[^\W_](?:[\w']*\w)?\*?", word) for word in words):
        raise UsageError(f"pattern {pattern!r}: write words, with * only at a word's end, as in 'illegal alien*'")
    return re.compile(r"(?<![^\W_])" + _GAP.join(map(_word, words)) + r"(?![^\W_])")


def _word(word: str) -> str:
    stem = _UNSEEN.join(_letter(c) for c in word.rstrip("*"))
    return stem + (rf"(?:{_UNSEEN}\w|'\w)*" if word.endswith("*") else "")


def _letter(letter: str) -> str:
    """A letter, composed or followed by its combining marks."""
    parts = unicodedata.normalize("NFD", letter)
    return re.escape(letter) if parts == letter else f"(?:{re.escape(letter)}|{re.escape(parts)})"


def _around(text: str, start: int, end: int, window: int) -> tuple[str, str]:
    """So many words before and after, as printed, on one line."""
    # A word of news has 5 letters; 40 places a word reach far enough, and a long text is not scanned for each node.
    reach = 40 * (window + 1)
    before = [match.start() for match in WORD.finditer(text, max(0, start - reach), start)]
    after = [match.end() for match in WORD.finditer(text, end, min(len(text), end + reach))]
    first = before[-window] if 0 < window <= len(before) else (max(0, start - reach) if window else start)
    last = after[window - 1] if 0 < window <= len(after) else (min(len(text), end + reach) if window else end)
    return " ".join(text[first:start].split()), " ".join(text[end:last].split())


def _voices(layers: Layers, table: pd.DataFrame) -> list[str]:
    """Whose words each node is: those of the innermost voice around its start."""
    spans: dict[str, list[tuple[int, int, str]]] = {}
    voices = layers.voices[layers.voices["article_id"].isin(table["article_id"])]
    for article, start, end, voice in zip(*(voices[c] for c in ("article_id", "start", "end", "voice")), strict=True):
        spans.setdefault(article, []).append((start, end, voice))
    found = []
    for article, at in zip(table["article_id"], table["start"], strict=True):
        around = [
            (end - start, i, voice) for i, (start, end, voice) in enumerate(spans.get(article, [])) if start <= at < end
        ]
        found.append(min(around)[2] if around else "own")
    return found
