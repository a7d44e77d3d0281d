"""Contrasts: what is planted is found, nothing else is ranked, and each sentence claims what it may."""

from __future__ import annotations

import numpy as np
import pytest
from measure_cases import SMALL, article, layers_of, use

import framing as fr


@pytest.fixture(scope="module")
def small():
    return layers_of(SMALL)


@pytest.fixture(scope="module")
def two_sides():
    """Courier: 3 of 4 aliens in each of 12 articles; Herald: none of 4; Post as the Courier, but for 3 articles."""
    return layers_of(
        [use(f"c{i:02}", "Courier", alien=3, undocumented=1, story=f"s{i}") for i in range(12)]
        + [use(f"h{i:02}", "Herald", undocumented=4, immigrant=2, story=f"s{i}") for i in range(12)]
        + [use(f"p{i:02}", "Post", alien=3, undocumented=1) for i in range(3)]
        + [use("s00", "Star", alien=2), article("z00", "Zenith", ("body", "own", "It rained.", 0.0))]
    )


def of(table, **where):
    """The one row of a table where columns have these values."""
    for column, value in where.items():
        table = table[table[column] == value]
    assert len(table) == 1
    return table.iloc[0]


def test_contrasts_find_what_is_planted_and_rank_nothing_else(two_sides):
    table = fr.contrasts(two_sides, referent="people")
    assert len(table) == 10 * 2  # pairs of five outlets, two marked terms
    found = of(table, target="Courier", reference="Herald", term="illegal alien")
    assert (found["n_target"], found["of_target"], found["n_reference"], found["of_reference"]) == (36, 48, 0, 48)
    assert found["difference"] == 0.75
    assert found["low"] < 0.75 < found["high"]
    assert found["q"] < 0.001
    assert found["note"].startswith("higher")
    alike = of(table, target="Courier", reference="Post", term="illegal alien")
    assert (alike["difference"], alike["p"], alike["note"].split(";")[0]) == (0, 1, "not distinguishable")


def test_contrasts_say_why_there_is_nothing_to_say(two_sides):
    table = fr.contrasts(two_sides, referent="people")
    single = of(table, target="Courier", reference="Star", term="illegal alien")
    assert single["note"] == "one article in Star"
    assert np.isnan([single["p"], single["q"], single["low"]]).all()
    silent = of(table, target="Courier", reference="Zenith", term="illegal alien")
    assert silent["note"] == "no mentions in Zenith"
    assert np.isnan(silent["difference"])
    few = layers_of(
        [use(f"{o}{i}", o, alien=4 * (o == "A"), undocumented=4 * (o == "B")) for o in "AB" for i in range(3)]
    )
    row = of(fr.contrasts(few), term="illegal alien", referent="people")
    assert row["note"].startswith("not distinguishable: 3 against 3 articles cannot be")


def test_q_is_over_the_rows_that_are_shown(two_sides):
    wide = fr.contrasts(two_sides, referent="people")
    narrow = fr.contrasts(two_sides, referent="people", only=["Courier", "Herald"])
    assert len(narrow) == 2
    pair = {"target": "Courier", "reference": "Herald", "term": "illegal alien"}
    assert of(narrow, **pair)["p"] == of(wide, **pair)["p"]
    assert of(narrow, **pair)["q"] < of(wide, **pair)["q"]


def test_a_contrast_turned_round_changes_its_sign(two_sides):
    one = of(fr.contrasts(two_sides, target="Courier", reference="Herald"), term="illegal alien")
    other = of(fr.contrasts(two_sides, target="Herald", reference="Courier"), term="illegal alien")
    assert (other["difference"], other["low"], other["high"]) == pytest.approx(
        (-one["difference"], -one["high"], -one["low"])
    )
    assert other["note"].split(";")[0] == "lower"


def test_marking_can_be_contrasted(two_sides):
    row = of(fr.contrasts(two_sides, among="marking", target="Courier", reference="Herald"))
    assert (row["n_target"], row["of_target"], row["n_reference"], row["of_reference"]) == (48, 48, 48, 72)
    assert fr.contrast_sentence(row).startswith(
        "Courier marked 48 of 48 names of people, Herald 48 of 72: more often, by 33 points ["
    )


def test_sentences_claim_no_more_than_they_may(two_sides):
    table = fr.contrasts(two_sides, referent="people")
    said = {
        reference: fr.contrast_sentence(of(table, target="Courier", reference=reference, term="illegal alien"))
        for reference in ("Herald", "Post", "Star", "Zenith")
    }
    start = "Courier used “illegal alien” for 36 of 48 marked names of people"
    assert said["Herald"].startswith(f"{start}, Herald for 0 of 48: more often, by 75 points [")
    assert said["Herald"].endswith("], q < .001.")
    assert said["Post"].startswith(f"{start}, Post for 9 of 12: not distinguishable (difference 0 points [")
    assert said["Star"] == f"{start}, Star for 2 of 2: one article in Star, so counts only."
    assert said["Zenith"] == "Zenith had no marked names of people: nothing to compare."


def test_the_wire_is_no_side_of_a_contrast(small):
    assert "(wire)" not in set(fr.contrasts(small)["target"]) | set(fr.contrasts(small)["reference"])


@pytest.mark.parametrize("by, why", [("voice", "one article has them all"), ("leaning", "outlets are its unit")])
def test_what_is_not_independent_is_not_contrasted(small, by, why):
    with pytest.raises(fr.UsageError, match=why):
        fr.contrasts(small, by=by)


def test_an_unknown_outlet_of_a_contrast_is_refused(small):
    with pytest.raises(fr.UsageError, match="unknown outlet 'Heral'.*Did you mean 'Herald'"):
        fr.contrasts(small, target="Heral")
