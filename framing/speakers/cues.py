"""With which verbs outlets introduce others' words: "said", or "claimed" and "admitted"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Unpack

import numpy as np

from framing.counting import Filters, Selection, check, select
from framing.counting.notes import Scale
from framing.counting.tallies import tally, tidy, tidy_heard
from framing.estimates import moderated_share
from framing.layers import Layers
from framing.schema import SPEECH
from framing.spans import locate
from framing.speakers.verbs import OTHER, STANCES, verb_of

if TYPE_CHECKING:
    import pandas as pd

CUES = Scale(nothing="no attributions with a verb", effective="effective attributions")


def cues(
    layers: Layers, *, by: str | Sequence[str] = "outlet", tell: str = "verb", **filters: Unpack[Filters]
) -> pd.DataFrame:
    """Of all attributions that a verb or phrase introduces, the share of each verb, or of what verbs do.

    "Said" hands words on; "claimed" doubts them, "admitted" makes them a confession, "insisted" an argument, "noted"
    vouches for them, "blasted" makes them an attack. A share says how often an outlet chose such a verb, not whether
    it was deserved: somebody may have confessed.

    Parameters
    ----------
    layers, by
        As in `framing.shares`.
    tell : {"verb", "stance"}
        What is told apart: the verb in its dictionary form, or its stance: neutral, doubting, conceding, insisting,
        vouching, attacking (`framing.speakers.verbs` lists the verbs of each), other verbs.
    **filters
        As in `framing.shares`, save `reading`: attributions of every voice count.

    Returns
    -------
    DataFrame
        The group columns, verb and stance, or stance; n (attributions), of (all attributions of the group that have a
        verb or phrase), share, low, high, articles, stories, note. A verb that a group does not use has no row; each
        stance has one in every group.

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
    >>> fr.cues(layers, by="outlet").query("outlet == 'Courier'")["verb"].iloc[0]
    'say'
    """
    import pandas as pd

    check(tell, ("verb", "stance"), "choice of what to tell")
    check(filters.get("reading", "all"), ("all",), "reading of attributions")
    filters["reading"] = "all"
    chosen = select(layers, by, **filters)
    parts = layers.parts("articles", "zones", "voices")
    found = pd.concat([_introduced(replace(chosen, layers=part)) for part in parts], ignore_index=True)
    stance_of = dict(zip(found["verb"], found["stance"], strict=True))
    known = sorted(stance_of) if tell == "verb" else [*STANCES, OTHER]
    labels = {"verb": known, "stance": [stance_of[verb] for verb in known]} if tell == "verb" else {"stance": known}
    article, group = found["article"].to_numpy(), found["group"].to_numpy()
    code = np.asarray(pd.Index(known).get_indexer(found[tell]), np.int64)
    counted = tally(chosen, (article, group, 1), (article, group, code, 1), terms=len(known))
    if tell == "verb":
        return tidy_heard(chosen, counted, moderated_share, labels, value="share", scale=CUES)
    return tidy(chosen, counted, moderated_share(counted.sums), labels, value="share", scale=CUES)


def _introduced(chosen: Selection) -> pd.DataFrame:
    """The attributions that count, each once where it begins: article, group, verb and stance."""
    layers = chosen.layers
    voices = introduced(layers.voices[layers.voices["article_id"].isin(chosen.ids)])
    zone = np.array(locate(layers.zones, voices["article_id"], voices["start"]), np.int64)
    voices = voices.assign(zone=layers.zones["zone"].to_numpy()[zone])
    at, article, group = chosen.find(voices)
    return voices[["verb", "stance"]].iloc[at].assign(article=article, group=group)


def introduced(voices: pd.DataFrame) -> pd.DataFrame:
    """Of a table of voices, the first row of each attribution that a verb introduces, with its verb and stance."""
    said = voices[voices["kind"].isin(SPEECH) & (voices["cue_class"] == "saying")]
    said = said[said["cue"].str.contains(r"[^\W\d_]", regex=True)].drop_duplicates(["article_id", "attribution_id"])
    pairs = [verb_of(cue) for cue in said["cue"]]
    return said.assign(verb=[verb for verb, _ in pairs], stance=[stance for _, stance in pairs])
