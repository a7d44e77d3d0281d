"""Every occurrence of some words, with what stands around it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.counting import check
from framing.errors import UsageError
from framing.layers import Layers
from framing.lots import lot
from framing.spans import locate
from framing.text import WORD, fold

if TYPE_CHECKING:
    import pandas as pd

# What may stand inside a word without being seen.
_UNSEEN = "[\u00ad\u200b-\u200d\u2060\ufeff]*"
# Between two words: a hyphen, or white space with at most one line break.
_GAP = r"(?:-|[^\S\n]+|[^\S\n]*\n[^\S\n]*)"
COLUMNS = ("article_id", "outlet", "published", "left", "node", "right", "start", "end", "zone", "voice")


SIDES = ("L1", "L2", "L3", "R1", "R2", "R3")
KEYS = (*SIDES, "node", "outlet", "date")


def concordance(
    layers: Layers,
    pattern: str,
    *,
    window: int = 8,
    sort: Sequence[str] = (),
    sample: int = 0,
    seed: int = 0,
    within: str = "",
) -> pd.DataFrame:
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
    sort : list of str
        Keys, the first one first: "L1" to "L3" and "R1" to "R3" (the words to the left and right), "node", "outlet",
        "date". Default: corpus order.
    sample : int
        Only so many lines, drawn without looking: those with the smallest hash of seed, article and place. 0: all.
    seed : int
        Another seed draws other lines.
    within : {"", "sentence"}
        Whether left and right end with the sentence.

    Returns
    -------
    DataFrame
        In corpus order, or sorted: article_id, outlet, published, left, node, right (as printed, white space squeezed in left and
        right), start, end (of the node in the text), zone, voice.

    Raises
    ------
    UsageError
        A pattern without a word, or with `*` anywhere but at a word's end; a window below 0; a key that does not
        exist.

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
    sort = (sort,) if isinstance(sort, str) else tuple(sort)
    for key in sort:
        check(key, KEYS, "key to sort by")
    check(within, ("", "sentence"), "choice of within")
    wanted = compiled(pattern)
    rows = []
    for article in layers.articles[["article_id", "outlet", "published", "text"]].itertuples(index=False):
        for match in wanted.finditer(fold(article.text)):
            rows.append((*article[:3], article.text[match.start() : match.end()], *match.span()))
    table = pd.DataFrame(rows, columns=["article_id", "outlet", "published", "node", "start", "end"]).astype(
        dict.fromkeys(("article_id", "outlet", "published", "node"), "str") | {"start": "Int32", "end": "Int32"}
    )
    if sample < 0:
        raise UsageError(f"sample {sample}: how many lines to draw, 0 for all")
    if sample:
        lots = [lot(seed, *place) for place in zip(table["article_id"], table["start"], strict=True)]
        table = table.loc[sorted(np.argsort(np.array(lots, object), kind="stable")[:sample])].reset_index(drop=True)
    texts = layers.articles.set_index("article_id")["text"]
    bounds = _bounds(layers, table, texts, within)
    shown = [_around(texts[a], *span, window, *bound) for a, span, bound in _placed(table, bounds)]
    zone = locate(layers.zones, table["article_id"], table["start"])
    table = table.assign(
        left=[left for left, _ in shown],
        right=[right for _, right in shown],
        zone=layers.zones["zone"].to_numpy()[zone] if zone else "",
        voice=_voices(layers, table),
    ).astype(dict.fromkeys(("left", "right", "zone", "voice"), "str"))[list(COLUMNS)]
    return table.iloc[_order(table, texts, bounds, sort)].reset_index(drop=True) if sort else table


def _placed(table: pd.DataFrame, bounds: Sequence[tuple[int, int]]) -> Iterator[tuple[str, tuple[int, int], Any]]:
    """Article, span and bounds of each line."""
    spans = zip(table["start"], table["end"], strict=True)
    return zip(table["article_id"], spans, bounds, strict=True)


def _bounds(layers: Layers, table: pd.DataFrame, texts: pd.Series, within: str) -> list[tuple[int, int]]:
    """What the words around each node may not leave: its text, or its sentence."""
    whole = [(0, len(texts[article])) for article in table["article_id"]]
    if not within:
        return whole
    rows = locate(layers.sentences, table["article_id"], table["start"])
    spans = list(zip(layers.sentences["start"], layers.sentences["end"], strict=True))
    ends = zip(rows, whole, table["end"], strict=True)
    return [(spans[i][0], max(spans[i][1], end)) if i >= 0 else text for i, text, end in ends]


def _order(
    table: pd.DataFrame, texts: pd.Series, bounds: Sequence[tuple[int, int]], sort: Sequence[str]
) -> Sequence[int]:
    """The rows by some keys; of equals, the earlier in the corpus."""
    columns: dict[str, list[str]] = {
        "node": [fold(node) for node in table["node"]],
        "outlet": [outlet.lower() for outlet in table["outlet"]],
        # What has no date stands last.
        "date": [published or "~" for published in table["published"]],
    }
    if set(sort) & set(SIDES):
        near = [_around(texts[a], *span, 3, *bound) for a, span, bound in _placed(table, bounds)]
        words = [[WORD.findall(fold(side)) for side in sides] for sides in near]
        for place in (1, 2, 3):
            columns[f"L{place}"] = [left[-place] if len(left) >= place else "" for left, _ in words]
            columns[f"R{place}"] = [right[place - 1] if len(right) >= place else "" for _, right in words]
    return sorted(range(len(table)), key=lambda i: tuple(columns[key][i] for key in sort))


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


def _around(text: str, start: int, end: int, window: int, low: int, high: int) -> tuple[str, str]:
    """So many words before and after, as printed, on one line, between two bounds."""
    # A word of news has 5 letters; 40 places a word reach far enough, and a long text is not scanned for each node.
    reach = 40 * (window + 1)
    low, high = max(low, start - reach), min(high, end + reach)
    before = [match.start() for match in WORD.finditer(text, low, start)]
    after = [match.end() for match in WORD.finditer(text, end, high)]
    first = before[-window] if 0 < window <= len(before) else (low if window else start)
    last = after[window - 1] if 0 < window <= len(after) else (high if window else end)
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
