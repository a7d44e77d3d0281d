"""Who is heard: whose words an outlet prints, and how many of them, by speaker, role and type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Unpack

import numpy as np

from framing.counting import Filters, Selection, check, select
from framing.counting.notes import Scale
from framing.counting.tallies import tidy, tidy_heard
from framing.estimates import moderated_share
from framing.layers import Layers
from framing.pieces import offsets
from framing.schema import NOT_NAMED, SPEECH
from framing.spans import ascending, innermost, locate, numbers
from framing.speakers.told import Told
from framing.speakers.typed import NO_TYPE, typed
from framing.sums import Ints
from framing.text import straighten
from framing.words import words_before

if TYPE_CHECKING:
    import pandas as pd

# Articles whose words are counted at once.
AT_ONCE = 2_000
NO_ROLE = "(no role given)"
WHO = ("speaker", "role", "type", "kind")
WORDS = Scale(nothing="no attributed words", effective="effective words")


def speakers(
    layers: Layers, *, by: str | Sequence[str] = "outlet", who: str = "speaker", **filters: Unpack[Filters]
) -> pd.DataFrame:
    """Of all words an outlet attributes to somebody, quoted or reported, the share of each speaker.

    It says whose words are printed and how many, not whether they are believed. Speakers are told apart by the name
    that the article gives them: two spellings are two speakers, unless the corpus has a `speakers.csv` that says for
    whom they stand, and of which type that is (docs/speakers.md).

    Parameters
    ----------
    layers, by
        As in `framing.shares`.
    who : {"speaker", "role", "type", "kind"}
        What is told apart: the name, what the text says of the person, the type that `speakers.csv` gives, or the kind
        of attribution (direct, partial, reported).
    **filters
        As in `framing.shares`, save `reading`: attributed words of every voice count.

    Returns
    -------
    DataFrame
        The group columns, speaker, role (the one given most often) and type, or role, or type, or kind; n (words
        attributed; where voices nest, to the innermost), of (all attributed words of the group), share, low, high,
        articles, stories, note. Only who is heard has a row; "(not named)" is whoever the text does not name; a group
        that attributes nothing keeps one row. Types are few and chosen by a person: each of them has a row in each
        group, in the order of `speakers.csv`, with "(no type given)" and "(not named)" last.

    Raises
    ------
    UsageError
        A column or filter that does not exist; the nearest is named.

    References
    ----------
    Interval: `framing.estimates.moderated_share`, with the article as unit.

    Examples
    --------
    >>> import framing as fr
    >>> layers = fr.annotate(fr.read_corpus("corpus/demo"), "immigration")
    >>> table = fr.speakers(layers, by="outlet", who="kind")
    >>> set(table["kind"]) <= {"direct", "partial", "reported", ""}
    True
    """
    check(who, WHO, "choice of who")
    chosen = _chosen(layers, by, filters)
    found = Told()
    types: dict[str, str] = {}
    for heard in _parts(chosen):
        found.add(heard, heard[who].replace("", NO_ROLE) if who == "role" else heard[who])
        types |= (
            dict(zip(*(heard[c].to_numpy(object) for c in ("speaker", "type")), strict=True))
            if who == "speaker"
            else {}
        )
    known = _types(layers) if who == "type" else sorted(found.names)
    labels: dict[str, Sequence[str]] = {who: known}
    if who == "speaker":
        labels |= {"role": found.role_of(known), "type": [types[name] for name in known]}
    counted = found.tally(chosen, known)
    if who == "type":
        return tidy(chosen, counted, moderated_share(counted.sums), labels, value="share", scale=WORDS)
    return tidy_heard(chosen, counted, moderated_share, labels, value="share", scale=WORDS)


def spoken(layers: Layers, by: str | Sequence[str] = "outlet", **filters: Unpack[Filters]) -> pd.DataFrame:
    """The voices that count: their article and group, their words, and who speaks, as `framing.speakers.typed` names it."""
    import pandas as pd

    return pd.concat(_parts(_chosen(layers, by, filters)), ignore_index=True)


def _chosen(layers: Layers, by: str | Sequence[str], filters: Filters) -> Selection:
    check(filters.get("reading", "all"), ("all",), "reading of attributed words")
    filters["reading"] = "all"
    return select(layers, by, **filters)


def _parts(chosen: Selection) -> Iterator[pd.DataFrame]:
    for part in chosen.layers.parts("articles", "zones", "voices"):
        yield _heard(replace(chosen, layers=part))


def _types(layers: Layers) -> list[str]:
    """Every type that `speakers.csv` gives, in its order, and the two rows of who has none."""
    given = [type for type in dict.fromkeys(layers.speaker_types["type"]) if type]
    return [*given, NO_TYPE, NOT_NAMED]


def _heard(chosen: Selection) -> pd.DataFrame:
    """Of one part of the layers, the voices that count and have words."""
    layers = chosen.layers
    voices = layers.voices[["article_id", "start", "end", "voice", "kind", "speaker", "role"]]
    # Clauses of attitude ("wants", "fears") stand in the table with the outlet's own voice: nobody is heard in them.
    spoken = voices["kind"].isin(SPEECH) & ~((voices["kind"] == "reported") & (voices["voice"] == "own"))
    voices = voices[spoken & voices["article_id"].isin(chosen.ids)]
    zone = np.array(locate(layers.zones, voices["article_id"], voices["start"]), np.int64)
    voices = voices.assign(zone=layers.zones["zone"].array.take(zone), words=attributed_words(layers, voices))
    at, article, group = chosen.find(voices)
    found = voices[["speaker", "role", "kind", "words"]].iloc[at].assign(article=article, group=group)
    return typed(layers, found[found["words"] > 0])


def attributed_words(layers: Layers, voices: pd.DataFrame, *, zone: str = "") -> Ints:
    """How many words each of some voices has for itself, in one zone or in all: where voices nest, the innermost has them."""
    import pandas as pd

    articles = pd.Index(layers.articles["article_id"])
    at = ascending(numbers(voices["article_id"], articles))
    # By row of all voices: which of those articles it is in, or -1, since the words of one are others' where they nest.
    article = numbers(layers.voices["article_id"], articles[at])
    bounds = layers.voices[["start", "end"]].to_numpy(np.int32)
    words = np.zeros(len(article), np.int64)
    for low in range(0, len(at), AT_ONCE):
        rows = np.flatnonzero((article >= low) & (article < low + AT_ONCE))
        texts = _straight(layers, articles[at[low : low + AT_ONCE]], zone)
        opens = offsets([len(text) + 1 for text in texts])
        edges, owner = innermost(*(bounds[rows] + opens[article[rows] - low, None]).T)
        held = np.flatnonzero(owner >= 0)
        # A word belongs where it begins, as in the table of words.
        begun = words_before("\n".join(texts), edges)
        np.add.at(words, rows[owner[held]], begun[held + 1] - begun[held])
    return words[layers.voices.index.get_indexer(voices.index)]


def _straight(layers: Layers, ids: pd.Index, zone: str) -> list[str]:
    """The texts of some articles straightened, blank outside one zone where one is named."""
    import pandas as pd

    places = pd.Index(layers.articles["article_id"]).get_indexer(ids)
    texts = [straighten(text) for text in layers.articles["text"].iloc[places].to_numpy(object)]
    if not zone:
        return texts
    kept = layers.zones[(layers.zones["zone"] == zone) & layers.zones["article_id"].isin(ids)]
    blank = [[" "] * len(text) for text in texts]
    for article, start, end in zip(ids.get_indexer(kept["article_id"]), kept["start"], kept["end"], strict=True):
        blank[article][start:end] = texts[article][start:end]
    return ["".join(signs) for signs in blank]
