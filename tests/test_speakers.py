"""Who is heard, and what is in the corpus: words counted by hand."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest
from measure_cases import SMALL, article, layers_of

import framing as fr
from framing.schema import frame


@pytest.fixture(scope="module")
def heard():
    """Lee 6 + 4 words, Ray 3, nobody 3, in three articles of two outlets."""
    return layers_of(
        [
            article("a", "Courier", ("body", "quoted Ann Lee", "“We will build it here now,”", 0.0), ("body", "own", "It rained.", 0.0)),
            article("b", "Courier", ("body", "reported Ann Lee", "they would not wait", 0.0), ("body", "quoted Bo Ray", "“Not in Port-Ellis.”", 0.0)),
            article("c", "Courier", ("body", "quoted", "“Nobody asked us.”", 0.0), ("headline", "quoted Bo Ray", "“No”", 0.0)),
            article("d", "Herald", ("body", "own", "Nobody spoke.", 0.0)),
        ]
    )  # fmt: skip


def test_words_are_counted_by_speaker(heard):
    table = fr.speakers(heard)
    courier = table[table["outlet"] == "Courier"]
    assert courier["speaker"].tolist() == ["Ann Lee", "(not named)", "Bo Ray"]  # the most first, then by name
    assert courier["n"].tolist() == [6 + 4, 3, 3]
    assert set(courier["of"]) == {16}
    assert courier["share"].tolist() == [10 / 16, 3 / 16, 3 / 16]
    assert courier["role"].tolist() == ["chief", "", "chief"]
    assert set(courier["articles"]) == {3}


def test_an_outlet_that_quotes_nobody_keeps_a_row(heard):
    (row,) = fr.speakers(heard).query("outlet == 'Herald'").to_dict("records")
    assert (row["speaker"], row["n"], row["of"], row["note"]) == ("", 0, 0, "no attributed words")
    assert np.isnan(row["share"])


def test_roles_kinds_and_zones_can_be_asked_for(heard):
    kinds = fr.speakers(heard, who="kind").query("outlet == 'Courier'").set_index("kind")["n"]
    assert kinds.to_dict() == {"direct": 6 + 3 + 3, "reported": 4}
    roles = fr.speakers(heard, who="role").query("outlet == 'Courier'").set_index("role")["n"]
    assert roles.to_dict() == {"chief": 6 + 4 + 3, "(no role given)": 3}
    everywhere = fr.speakers(heard, zone="all")
    assert everywhere.query("speaker == 'Bo Ray'")["n"].tolist() == [4]


def test_nested_words_belong_to_the_innermost_voice(heard):
    # In article a, two of Lee's six words ("build it") are somebody else's, and scare quotes are nobody's.
    text = heard.articles.set_index("article_id").loc["a", "text"]
    inner = heard.voices.iloc[0].to_dict()
    added = [
        inner | {"start": text.index("build"), "end": text.index(" here"), "speaker": "Cy Dee"},
        inner
        | {"start": text.index("now"), "end": text.index("now") + 3, "speaker": "", "kind": "scare", "voice": "own"},
    ]
    voices = frame("voices", pd.concat([heard.voices, pd.DataFrame(added)]).to_dict("records"))
    table = fr.speakers(dataclasses.replace(heard, voices=voices)).query("outlet == 'Courier'").set_index("speaker")
    assert table["n"].to_dict() == {"Ann Lee": 3 + 4, "(not named)": 3, "Bo Ray": 3, "Cy Dee": 2}


def test_attributed_words_are_one_reading(heard):
    with pytest.raises(fr.UsageError, match="unknown reading of attributed words 'claim'"):
        fr.speakers(heard, reading="claim")


def test_sizes_count_everything():
    table = fr.sizes(layers_of(SMALL)).set_index("outlet")
    assert table.index.tolist() == ["Courier", "Echo", "Herald"]
    courier = table.loc["Courier"]
    # a1, a2, a3, w1; stories raid, order, fall; a3 repeats a1; w1 is printed by the Herald too.
    assert (courier["articles"], courier["stories"], courier["copies"], courier["wire"]) == (4, 3, 1, 1)
    assert (courier["first"], courier["last"], courier["undated"]) == ("2019-03-02", "2020", 0)
    assert (courier["quoted"], courier["reported"]) == (5, 8)
    assert courier["words"] == courier["own"] + 5 + 8
    assert (courier["genres"], courier["producers"]) == ("news 4", "Courier 3, Wire 1")
    assert table.loc["Herald", "genres"] == "news 2, opinion 1"
    assert (table.loc["Echo", "first"], table.loc["Echo", "undated"], table.loc["Echo", "words"]) == ("", 1, 4)


def test_sizes_can_be_asked_by_year():
    table = fr.sizes(layers_of(SMALL), by="period").set_index("period")
    assert table["articles"].to_dict() == {"2019": 6, "2020": 1, "undated": 1}
