"""With which verbs, and whose words: attributions and words counted by hand."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from measure_cases import article, layers_of

import framing as fr
from framing.speakers.verbs import OTHER, STANCES, verb_of


def told(cues):
    """One article of the Courier for each list of cues, one attribution each; the Herald attributes nothing."""
    layers = layers_of(
        [
            *(
                article(f"a{i}", "Courier", *[("body", "reported Ann Lee", "it was late", 0.0) for _ in mine])
                for i, mine in enumerate(cues)
            ),
            article("z", "Herald", ("body", "own", "Nobody spoke here.", 0.0)),
        ]
    )
    said = [cue for mine in cues for cue in mine]
    voices = layers.voices.assign(cue=said, attribution_id=np.arange(len(said), dtype=np.int32))
    return dataclasses.replace(layers, voices=voices.astype({"attribution_id": "Int32", "cue": "str"}))


def test_verbs_are_counted_in_their_dictionary_form():
    table = fr.cues(told([["said", "says", "Claimed", ""], ["admitted", "said", "quipped"]])).query(
        "outlet == 'Courier'"
    )
    rows = table[["verb", "stance", "n", "of"]].to_numpy().tolist()
    # Six have a verb; the most first, then by name.
    assert rows == [
        ["say", "neutral", 3, 6], ["admit", "conceding", 1, 6], ["claim", "doubting", 1, 6], ["quipped", OTHER, 1, 6]]  # fmt: skip
    assert table["share"].tolist() == [3 / 6, 1 / 6, 1 / 6, 1 / 6] and set(table["articles"]) == {2}


def test_each_stance_has_a_row_in_each_outlet():
    table = fr.cues(told([["said", "claims"]]), tell="stance")
    assert table["stance"].tolist() == [*STANCES, OTHER] * 2
    assert table.query("outlet == 'Courier'")["n"].tolist() == [1, 1, 0, 0, 0, 0, 0]
    assert table.query("outlet == 'Herald'")["share"].isna().all()


def test_two_halves_of_one_quotation_are_one_attribution():
    layers = told([["said", "said", "told"]])
    voices = layers.voices.assign(attribution_id=layers.voices["attribution_id"].replace(1, 0))
    table = fr.cues(dataclasses.replace(layers, voices=voices)).query("outlet == 'Courier'")
    assert dict(zip(table["verb"], table["n"], strict=True)) == {"say": 1, "tell": 1}


def test_attitude_and_marks_are_no_verbs_of_saying():
    layers = told([["said", ":", "wants"]])
    voices = layers.voices.assign(cue_class=["saying", "saying", "attitude"])
    assert fr.cues(dataclasses.replace(layers, voices=voices)).query("outlet == 'Courier'")["of"].tolist() == [1]


@pytest.mark.parametrize(
    "cue, expect",
    [
        ("replied", ("reply", "neutral")), ("denying", ("denying", OTHER)), ("conceded", ("concede", "conceding")),
        ("pointed out", ("point out", "vouching")), ("pointed to", ("pointed to", OTHER)), ("slamming", ("slam", "attacking")),
        ("according to", ("according to", "neutral")), ("ACKNOWLEDGES", ("acknowledge", "conceding")), ("noted", ("note", "vouching")),
    ],
)  # fmt: skip
def test_the_stance_of_a_verb(cue, expect):
    assert verb_of(cue) == expect


def test_no_verb_has_two_stances():
    verbs = [verb for listed in STANCES.values() for verb in listed.split()]
    assert len(verbs) > 80 and len(set(verbs)) == len(verbs)


@settings(max_examples=25)
@given(
    st.lists(
        st.lists(st.sampled_from(["said", "claimed", "quipped", "admits"]), min_size=1, max_size=4),
        min_size=1,
        max_size=4,
    )
)
def test_shares_of_verbs_and_of_stances_are_of_the_same_attributions(cues):
    layers = told(cues)
    verbs, stances = (fr.cues(layers, tell=tell).query("outlet == 'Courier'") for tell in ("verb", "stance"))
    by_stance = verbs.groupby("stance")["n"].sum().to_dict()
    assert {row.stance: row.n for row in stances.itertuples() if row.n} == by_stance
    assert stances["share"].sum() == pytest.approx(1) and stances["n"].sum() == sum(map(len, cues))


def test_words_are_counted_by_voice():
    table = fr.voice_shares(
        layers_of(
            [
                article("a", "Courier", ("body", "quoted Ann Lee", "“We will stay.”", 0.0), ("body", "own", "It was cold.", 0.0),
                        ("headline", "quoted", "“Stay”", 0.0)),
                article("b", "Courier", ("body", "reported Bo Ray", "he would not", 0.0), ("body", "own", "It rained", 0.0)),
                article("c", "Echo", ("headline", "own", "A page without a body", 0.0)),
            ]
        )
    )  # fmt: skip
    courier = table.query("outlet == 'Courier'").set_index("voice")
    assert courier["n"].to_dict() == {"own": 3 + 2, "quoted": 3, "reported": 3} and set(courier["of"]) == {11}
    assert courier.loc["own", "share"] == 5 / 11 and set(courier["articles"]) == {2}
    echo = table.query("outlet == 'Echo'")
    assert echo["n"].tolist() == [0, 0, 0] and echo["share"].isna().all()


def test_voices_agree_with_sizes_and_with_speakers(demo_layers):
    words = fr.voice_shares(demo_layers, genre="all", zone="all", copies="all").pivot(
        index="outlet", columns="voice", values="n"
    )
    sizes = fr.sizes(demo_layers).set_index("outlet")
    assert words.drop(index="(wire)", errors="ignore")["own"].to_dict() == sizes["own"].to_dict()
    heard = fr.speakers(demo_layers).groupby("outlet")["of"].first()
    spoken = fr.voice_shares(demo_layers).query("voice != 'own'").groupby("outlet")["n"].sum()
    assert heard["Courier"] == pytest.approx(spoken["Courier"], rel=0.01)


def test_the_voice_is_told_apart_in_any_case():
    layers = told([["said"]])
    with pytest.raises(fr.UsageError, match="each voice has its rows"):
        fr.voice_shares(layers, by=["outlet", "voice"])
    with pytest.raises(fr.UsageError, match="unknown choice of what to tell 'verbs'"):
        fr.cues(layers, tell="verbs")
