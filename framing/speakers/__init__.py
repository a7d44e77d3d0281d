"""Who is heard: whose words an outlet prints, and how many of them, by speaker, role and type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Unpack

import numpy as np

from framing.counting import Filters, Selection, check, select
from framing.counting.notes import Scale
from framing.counting.tallies import tally, tidy, tidy_heard
from framing.estimates import moderated_share
from framing.layers import Layers
from framing.schema import NOT_NAMED, SPEECH
from framing.spans import flatten, locate
from framing.speakers.typed import NO_TYPE, typed
from framing.sums import Ints
from framing.text import WORD, straighten

if TYPE_CHECKING:
    import pandas as pd

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
    import pandas as pd

    check(who, WHO, "choice of who")
    chosen, heard = spoken(layers, by, **filters)
    names = heard[who].replace("", NO_ROLE) if who == "role" else heard[who]
    known = _types(layers) if who == "type" else sorted(set(names))
    labels: dict[str, Sequence[str]] = {who: known}
    if who == "speaker":
        labels["role"] = _roles(names, heard["role"], known)
        type_of = dict(zip(names, heard["type"], strict=True))
        labels["type"] = [type_of[name] for name in known]
    article, group, words = (heard[column].to_numpy() for column in ("article", "group", "words"))
    code = pd.Index(known).get_indexer(names)
    counted = tally(
        chosen, (article, group, words), (article, group, np.asarray(code, np.int64), words), terms=len(known)
    )
    if who == "type":
        return tidy(chosen, counted, moderated_share(counted.sums()), labels, value="share", scale=WORDS)
    return tidy_heard(chosen, counted, moderated_share, labels, value="share", scale=WORDS)


def spoken(
    layers: Layers, by: str | Sequence[str] = "outlet", **filters: Unpack[Filters]
) -> tuple[Selection, pd.DataFrame]:
    """The voices that count: their article and group, their words, and who speaks, as `framing.speakers.typed` names it."""
    import pandas as pd

    check(filters.get("reading", "all"), ("all",), "reading of attributed words")
    filters["reading"] = "all"
    chosen = select(layers, by, **filters)
    parts = layers.parts("articles", "zones", "voices")
    return chosen, pd.concat([_heard(replace(chosen, layers=part)) for part in parts], ignore_index=True)


def _types(layers: Layers) -> list[str]:
    """Every type that `speakers.csv` gives, in its order, and the two rows of who has none."""
    given = [type for type in dict.fromkeys(layers.speaker_types["type"]) if type]
    return [*given, NO_TYPE, NOT_NAMED]


def _heard(chosen: Selection) -> pd.DataFrame:
    """Of one part of the layers, the voices that count and have words."""
    layers = chosen.layers
    # Clauses of attitude ("wants", "fears") stand in the table with the outlet's own voice: nobody is heard in them.
    spoken = layers.voices["kind"].isin(SPEECH) & ~(
        (layers.voices["kind"] == "reported") & (layers.voices["voice"] == "own")
    )
    voices = layers.voices[spoken & layers.voices["article_id"].isin(chosen.ids)]
    zone = np.array(locate(layers.zones, voices["article_id"], voices["start"]), np.int64)
    voices = voices.assign(zone=layers.zones["zone"].to_numpy()[zone], words=attributed_words(layers, voices))
    at, article, group = chosen.find(voices)
    found = voices[["speaker", "role", "kind", "words"]].iloc[at].assign(article=article, group=group)
    return typed(layers, found[found["words"] > 0])


def attributed_words(layers: Layers, voices: pd.DataFrame) -> Ints:
    """How many words each of some voices has for itself: where voices nest, the innermost has them."""
    import pandas as pd

    wanted = set(voices["article_id"])
    texts = {
        a: straighten(text)
        for a, text in zip(layers.articles["article_id"].tolist(), layers.articles["text"].tolist(), strict=True)
        if a in wanted
    }
    # By row of the voices, those of one article side by side.
    code, known = pd.factorize(layers.voices["article_id"])
    order = np.argsort(code, kind="stable")
    rows, starts, ends = order.tolist(), layers.voices["start"].tolist(), layers.voices["end"].tolist()
    cuts = np.searchsorted(code[order], np.arange(len(known) + 1)).tolist()
    words = np.zeros(len(code), np.int64)
    for article_id, low, high in zip(known, cuts, cuts[1:], strict=False):
        if article_id in wanted:
            text = texts[article_id]
            spans = [(starts[row], ends[row], row) for row in rows[low:high]]
            for start, end, row in flatten(spans, len(text)):
                if row >= 0:
                    words[row] += len(WORD.findall(text[start:end]))
    return words[layers.voices.index.get_indexer(voices.index)]


def _roles(names: pd.Series, roles: pd.Series, known: Sequence[str]) -> list[str]:
    """The role given most often to each speaker; of equals, the first by name."""
    given: dict[str, Counter[str]] = {name: Counter() for name in known}
    for name, role in zip(names, roles, strict=True):
        if role:
            given[name][role] += 1
    return [min(given[name], key=lambda role: (-given[name][role], role), default="") for name in known]
