"""Samples for people to code: mentions, attributions, sentences, and sentences where a name may have been missed.

Every sample is random with known probabilities, so that what coders find in it speaks for all items of the corpus
(`framing.coding.validity`). It is stratified by outlet, and within an outlet by what the measure says of the item.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Unpack

import numpy as np

from framing.counting import Filters, Selection, check, select
from framing.counting.referents import known_referents
from framing.errors import UsageError
from framing.layers import Layers
from framing.schema import SPEECH
from framing.spans import locate
from framing.sums import Ints

if TYPE_CHECKING:
    import pandas as pd

NONE, RARE = "none", "(rare)"
# Strata that would have fewer items than this are drawn together: one item says nothing of a stratum.
FEWEST = 2
COLUMNS = (
    "item", "what", "outlet", "article_id", "cluster", "start", "end", "text", "referent", "term", "voice", "speaker",
    "valence", "choices", "stratum", "of", "drawn",
)  # fmt: skip


def draw_sample(
    layers: Layers,
    *,
    what: str = "mentions",
    n: int = 200,
    referent: str | None = None,
    seed: int = 0,
    **filters: Unpack[Filters],
) -> pd.DataFrame:
    """Draw items for people to code, as many from each outlet, and from all that the measure says of them.

    Errors that differ between outlets fake a difference, so every outlet is coded alike often. The items are those
    with the smallest hash of seed, article and place: the same whatever the order of the corpus, in a random order.

    Parameters
    ----------
    layers : Layers
    what : {"mentions", "attributions", "sentences", "missed"}
        Names found, the excluded ones too; spans of others' words; all sentences; or sentences beside one that names
        a referent, which do not name it themselves as far as the lexicon knows: what it misses is found there.
    n : int
        How many items at most.
    referent : str, optional
        Only mentions of this one, or sentences near it.
    seed : int
        Another seed draws other items.
    **filters
        zone, genre, since, until, copies: see `framing.counting.Filters`; every voice is drawn.

    Returns
    -------
    DataFrame
        item, what, outlet, article_id, cluster, start, end, text (the item between [[ and ]] in its sentence, with the
        sentences before and after), referent; what the measure says: term ("none" where it sets a name aside, or
        found none), voice, speaker, valence; choices (the terms of the referent, with semicolons); stratum, of (items in the stratum), drawn (how many of them are here).

    Raises
    ------
    UsageError
        A choice, referent or filter that does not exist; a reading; nothing to draw from.

    Examples
    --------
    >>> import framing as fr
    >>> layers = fr.annotate(fr.read_corpus("corpus/demo"), "immigration")
    >>> sample = fr.draw_sample(layers, what="mentions", n=60)
    >>> len(sample), bool(sample["text"].str.contains("[[", regex=False).all())
    (60, True)
    """
    check(what, tuple(_ITEMS), "what")
    if n < 1:
        raise UsageError(f"n is {n}: how many items to draw, 1 or more")
    check(filters.get("reading", "all"), ("all",), "reading of a sample")
    filters["reading"] = "all"
    chosen = select(layers, "outlet", **filters)
    items = _ITEMS[what](chosen, known_referents(layers, referent))
    if not len(items):
        raise UsageError(f"what={what!r}: there is nothing to draw from under these filters")
    drawn = _drawn(items, n, seed).assign(what=what)
    number = len(str(len(drawn)))
    drawn["item"] = [f"{what}-{seed}-{i:0{number}}" for i in range(1, len(drawn) + 1)]
    cluster = layers.articles.set_index("article_id")["cluster"].loc[drawn["article_id"]].to_numpy()
    drawn = drawn.assign(text=_in_context(layers, drawn), cluster=np.where(cluster != "", cluster, drawn["article_id"]))
    terms = layers.terms.groupby("referent")["term"].agg("; ".join)
    drawn["choices"] = drawn["referent"].map(terms).fillna("")
    return drawn[list(COLUMNS)].reset_index(drop=True)


def _mentions(chosen: Selection, referents: list[str]) -> pd.DataFrame:
    at, _, group = chosen.find(chosen.layers.mentions)
    found = chosen.layers.mentions.iloc[at].assign(outlet=chosen.groups["outlet"].to_numpy()[group])
    found = found[found["referent"].isin(referents)]
    term = found["term"].mask(found["excluded"] != "", NONE)
    return found.assign(term=term, valence=np.nan, stratum=found["referent"] + ": " + term + ", " + found["voice"])


def _attributions(chosen: Selection, referents: list[str]) -> pd.DataFrame:
    voices = chosen.layers.voices
    voices = voices[voices["kind"].isin(SPEECH) & (voices["voice"] != "own")]
    zone = np.array(locate(chosen.layers.zones, voices["article_id"], voices["start"]), np.int64)
    voices = voices.assign(zone=chosen.layers.zones["zone"].to_numpy()[zone])
    at, _, group = chosen.find(voices)
    found = voices.iloc[at].assign(outlet=chosen.groups["outlet"].to_numpy()[group])
    return found.assign(referent="", term="", valence=np.nan, stratum=found["kind"])


def _sentences(chosen: Selection, referents: list[str]) -> pd.DataFrame:
    at, _, group = chosen.find(chosen.layers.sentences)
    found = chosen.layers.sentences.iloc[at].assign(outlet=chosen.groups["outlet"].to_numpy()[group])
    return found.assign(referent="", term="", speaker="", stratum=found["voice"])


def _missed(chosen: Selection, referents: list[str]) -> pd.DataFrame:
    """For each referent, the sentences beside one that names it, less those that name it."""
    import pandas as pd

    sentences = chosen.layers.sentences.sort_values(["article_id", "start"], kind="stable", ignore_index=True)
    at, _, group = chosen.find(sentences)
    outlet = np.full(len(sentences), "", object)
    outlet[at] = chosen.groups["outlet"].to_numpy()[group]
    mentions = chosen.layers.mentions
    held = np.array(locate(sentences, mentions["article_id"], mentions["start"]), np.int64)
    near = []
    for referent in referents:
        mine = (mentions["referent"] == referent).to_numpy()
        named = held[mine & (mentions["excluded"] == "").to_numpy() & (held >= 0)]
        beside = np.setdiff1d(np.concatenate([named - 1, named + 1]), held[mine])
        beside = beside[(beside >= 0) & (beside < len(sentences))]
        article = sentences["article_id"].to_numpy()
        kept = [i for i in beside.tolist() if outlet[i] and article[i] in (article[j] for j in _around(i, named))]
        near.append(sentences.iloc[kept].assign(outlet=outlet[kept], referent=referent, stratum=referent))
    return pd.concat(near).assign(term=NONE, speaker="", valence=np.nan)


def _around(i: int, named: Ints) -> list[int]:
    """The sentences beside one that are among the named."""
    at = np.searchsorted(named := np.unique(named), [i - 1, i + 1])
    return [j for j, k in zip((i - 1, i + 1), at.tolist(), strict=True) if k < len(named) and named[k] == j]


_ITEMS = {"mentions": _mentions, "attributions": _attributions, "sentences": _sentences, "missed": _missed}


def _drawn(items: pd.DataFrame, n: int, seed: int) -> pd.DataFrame:
    """As many items of each outlet, spread over its strata, in the order of their hash."""
    places = zip(items["article_id"], items["start"], items["referent"], strict=True)
    key = [hashlib.sha256(f"{seed}\t{a}\t{s}\t{r}".encode("utf-8", "surrogatepass")).hexdigest() for a, s, r in places]
    items = items.assign(_key=np.array(key, object)).sort_values("_key", kind="stable", ignore_index=True)
    outlets = items["outlet"].value_counts().sort_index()
    quota = dict(zip(outlets.index, _even(outlets.to_numpy(np.int64), n).tolist(), strict=True))
    stratum = items["stratum"].to_numpy(object)
    taken = np.zeros(len(items), bool)
    sizes, drawn = np.zeros(len(items), np.int64), np.zeros(len(items), np.int64)
    for outlet, rows in items.groupby("outlet").indices.items():
        pooled = _pooled(stratum[rows], quota[outlet])
        stratum[rows] = pooled
        names, code, size = np.unique(pooled.astype(str), return_inverse=True, return_counts=True)
        take = _proportional(size, quota[outlet])
        for s in range(len(names)):
            inside = rows[code == s]
            taken[inside[: take[s]]] = True
            sizes[inside], drawn[inside] = size[s], take[s]
    return items.assign(stratum=items["outlet"] + ": " + stratum, of=sizes, drawn=drawn)[taken]


def _even(sizes: Ints, n: int) -> Ints:
    """n dealt out evenly, to none more than it has; of equals, the first get what is left over.

    Examples
    --------
    >>> _even(np.array([2, 9, 9]), 13).tolist()
    [2, 6, 5]
    """
    dealt = np.zeros_like(sizes)
    while (left := min(n, int(sizes.sum())) - int(dealt.sum())) > 0:
        open_ = np.flatnonzero(dealt < sizes)
        each, more = divmod(left, len(open_))
        step = np.full(len(open_), each) + (np.arange(len(open_)) < more)
        dealt[open_] = np.minimum(sizes[open_], dealt[open_] + step)
    return dealt


def _pooled(stratum: np.ndarray, quota: int) -> np.ndarray:
    """The strata of an outlet, those too small for a quota put together."""
    names, code, size = np.unique(stratum.astype(str), return_inverse=True, return_counts=True)
    rare = size * quota / len(stratum) < FEWEST
    return np.where(rare[code] & (rare.sum() > 1), RARE, names[code]).astype(object)


def _proportional(size: Ints, quota: int) -> Ints:
    """A quota dealt out by size: whole items, none without one while there are enough, none more than it has.

    Examples
    --------
    >>> _proportional(np.array([70, 25, 5]), 10).tolist(), _proportional(np.array([98, 2]), 10).tolist()
    ([7, 2, 1], [9, 1])
    """
    exact = size * quota / size.sum()
    take = np.maximum(np.floor(exact).astype(np.int64), quota >= len(size))
    while take.sum() > quota:
        take[np.argmax(take - exact)] -= 1
    for s in np.argsort(-(exact - take), kind="stable")[: quota - int(take.sum())]:
        take[s] += 1
    return np.minimum(take, size)


def _in_context(layers: Layers, items: pd.DataFrame) -> list[str]:
    """Each item between [[ and ]], in its sentence, with the sentences before and after."""
    texts = dict(zip(layers.articles["article_id"], layers.articles["text"], strict=True))
    sentences = layers.sentences.sort_values(["article_id", "start"], kind="stable", ignore_index=True)
    articles, starts, ends = (sentences[c].to_numpy() for c in ("article_id", "start", "end"))
    first = locate(sentences, items["article_id"], items["start"])
    last = locate(sentences, items["article_id"], items["end"] - 1)
    found = []
    places = zip(items["article_id"], items["start"], items["end"], first, last, strict=True)
    for article, start, end, i, j in places:
        text = texts[article]
        # A voice may begin or end between sentences: then a hundred characters stand for the neighbours.
        low = starts[i - (i > 0 and articles[i - 1] == article)] if i >= 0 else max(0, start - 100)
        more = j >= 0 and j + 1 < len(ends) and articles[j + 1] == article
        high = max(ends[j + more], end) if j >= 0 else min(len(text), end + 100)
        said = " ".join(f"{text[low:start]}[[{text[start:end]}]]{text[end:high]}".split())
        found.append(said.encode("utf-8", "replace").decode("utf-8"))
    return found


def masked(text: str, outlet: str) -> str:
    """A text in which an outlet's name does not tell whose it is.

    Examples
    --------
    >>> masked("A spokesman told the Courier that [[illegals]] had come.", "Courier")
    'A spokesman told the [outlet] that [[illegals]] had come.'
    """
    return re.sub(rf"(?<!\w){re.escape(outlet)}(?!\w)", "[outlet]", text, flags=re.IGNORECASE) if outlet else text
