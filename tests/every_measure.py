"""Every public measure, for the laws that all of them obey; and the public names that are none, with why."""

from __future__ import annotations

import pandas as pd

import framing as fr
from framing.coding import Codes
from framing.layers import Layers


def two_outlets(layers: Layers) -> dict[str, str]:
    """The first and the last outlet, for measures of a pair."""
    outlets = sorted(set(layers.articles["outlet"])) or ["Courier"]
    return {"target": outlets[0], "reference": outlets[-1], "referent": "people"}


def coded(layers: Layers) -> Codes:
    """A sample of mentions, coded by somebody who takes every set-aside name for a name."""
    drawn = fr.draw_sample(layers, n=30)
    rows = [("ann", row.item, "term", "immigrant" if row.term == "none" else row.term) for row in drawn.itertuples()]
    rows += [("ann", row.item, "voice", row.voice) for row in drawn.itertuples()]
    return Codes(pd.DataFrame(rows, columns=["coder", "item", "code", "value"]), drawn)


# Every public measure; a name with more than one line is measured in more than one way.
MEASURES = {
    "shares": lambda layers: fr.shares(layers),
    "shares, all names, by leaning": lambda layers: fr.shares(layers, by="leaning", among="all"),
    "shares by voice": lambda layers: fr.shares(layers, by=["outlet", "voice"], copies="all"),
    "shares of labels": lambda layers: fr.shares(layers, of="label", zone="body+headline"),
    "marking": lambda layers: fr.marking(layers, by=["leaning", "outlet"]),
    "article_shares": lambda layers: fr.article_shares(layers, by="period", copies="all"),
    "rates": lambda layers: fr.rates(layers, by=["outlet", "zone"]),
    "keyness": lambda layers: fr.keyness(layers, least=2),
    "keyness of pairs, up to three words": lambda layers: fr.keyness(
        layers, pairs=True, longest=3, least=2, copies="all"
    ),
    "collocates": lambda layers: fr.collocates(layers, term="wall", window=2, least=2),
    "collocates in sentences": lambda layers: fr.collocates(layers, "immigrant*", window=None, least=2, reading="all"),
    "dispersion": lambda layers: fr.dispersion(layers, "illegal alien*"),
    "dispersion by zone and period": lambda layers: fr.dispersion(layers, term="fence", by=["period", "zone"]),
    "places": lambda layers: fr.places(layers, "rain", zone="all"),
    "trend": lambda layers: fr.trend(layers, "shares", every="month"),
    "trend of tone": lambda layers: fr.trend(layers, "tone", every="week", by="leaning"),
    "contrasts": lambda layers: fr.contrasts(layers, copies="all"),
    "contrasts within stories": lambda layers: fr.contrasts(layers, within="story", among="all"),
    "contrasts of leanings": lambda layers: fr.contrasts(layers, by="leaning"),
    "robustness": lambda layers: fr.robustness(layers, **two_outlets(layers), term="illegal alien"),
    "robustness of tone": lambda layers: fr.robustness(layers, **two_outlets(layers)),
    "tone": lambda layers: fr.tone(layers, reading="wording"),
    "tone, masked": lambda layers: fr.tone(layers, about="all", masked=True, by="leaning"),
    "speakers": lambda layers: fr.speakers(layers, zone="all"),
    "speakers, by type": lambda layers: fr.speakers(layers, who="type", by="leaning"),
    "cues": lambda layers: fr.cues(layers, copies="all"),
    "voice_shares": lambda layers: fr.voice_shares(layers, by=["leaning", "outlet"]),
    "sizes": lambda layers: fr.sizes(layers),
    "recounted": lambda layers: fr.recounted(layers),
    "shared": lambda layers: fr.shared(layers),
    "shared_passages": lambda layers: fr.shared_passages(layers),
    "story_contents": lambda layers: fr.story_contents(layers),
    "concordance": lambda layers: fr.concordance(layers, "illegal alien*").drop(columns=["left", "right"]),
    "evidence": lambda layers: fr.evidence(layers, most=2).drop(columns=["headline"]),
    "passages": lambda layers: fr.passages(layers, most=3),
    "draw_sample": lambda layers: fr.draw_sample(layers, n=9),
    "draw_sample, missed": lambda layers: fr.draw_sample(layers, what="missed", n=9),
    "corrected_shares": lambda layers: fr.corrected_shares(layers, coded(layers)),
}
# Public names that are no measure of layers, and why. A new name is a measure until it is entered here.
NO_MEASURE = {
    "reading and looking at inputs": {"read_corpus", "check_corpus", "read_lexicon", "check_lexicon", "read_codes"},
    "making layers": {"survey", "annotate", "annotate_batch"},
    "kinds of things": {
        "Corpus",
        "Layers",
        "Lexicon",
        "Codes",
        "FramingError",
        "InputError",
        "UsageError",
        "LockError",
    },
    "of a table that a measure gave": {
        "contrast_sentence",
        "robustness_sentence",
        "chart_shares",
        "chart_robustness",
        "chart_keyness",
        "chart_dispersion",
        "chart_trend",
    },
    "of codes alone: tests/test_agreement.py": {"agreement", "measure_errors"},
    "lists for a person to look over: tests/test_copies.py, test_stories.py, test_decisions.py, test_speaker_types.py": {
        "copies",
        "labelled",
        "propose_speakers",
        "propose_outlets",
        "propose_stories",
    },
    "writing": {"write_sample", "build_report", "measure"},
    "projects of reports": {"read_project", "build_project", "diff_reports", "verify_reports"},
}
# Lists of passages and of pairs, not of groups.
NO_GROUPS = (
    "shared_passages",
    "story_contents",
    "recounted",
    "contrasts",
    "keyness",
    "places",
    "robustness",
    "concordance",
    "evidence",
    "passages",
    "draw_sample",
)


def name_of(entry: str) -> str:
    """The function of a line of the list."""
    return entry.split(",")[0].split(" ")[0]


def outcome(entry: str, layers: Layers) -> pd.DataFrame:
    """The measure's table, or the line with which it refuses, as a table."""
    try:
        return MEASURES[entry](layers)
    except fr.UsageError as error:
        return pd.DataFrame({"refused": [str(error)]})
