"""Contrasts: what is planted is found, nothing else is ranked, and each sentence claims what it may."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
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


@pytest.mark.parametrize(
    "given, why",
    [
        ({"by": "voice"}, "one article has them all"),
        ({"by": "leaning", "within": "story"}, "outlets are its unit"),
        ({"within": "section"}, "unknown choice of within 'section'"),
    ],
)
def test_what_is_not_independent_is_not_contrasted(small, given, why):
    with pytest.raises(fr.UsageError, match=why):
        fr.contrasts(small, **given)


def test_an_unknown_outlet_of_a_contrast_is_refused(small):
    with pytest.raises(fr.UsageError, match="unknown outlet 'Heral'.*Did you mean 'Herald'"):
        fr.contrasts(small, target="Heral")


# --- what asks nothing, and what could have been found ---


def test_a_term_that_neither_uses_leaves_the_family(two_sides):
    table = fr.contrasts(two_sides, only=["Courier", "Herald"])
    # Two terms of people are used; of the barrier nobody has a name at all.
    assert table["p"].notna().sum() == 2
    p = sorted(table["p"].dropna())
    # Benjamini and Hochberg over two rows, not over four.
    assert sorted(table["q"].dropna()) == pytest.approx([min(p[0] * 2, p[1]), p[1]])
    layers = layers_of([use(f"{o}{i}", o, undocumented=2, immigrant=i) for o in "AB" for i in range(4)])
    rows = fr.contrasts(layers, referent="people")
    assert rows["note"].str.split(";").str[0].tolist() == ["neither uses it", "neither uses another"]
    assert rows[["p", "q"]].isna().all(axis=None)
    assert (rows["difference"] == 0).all()
    assert fr.contrast_sentence(rows.iloc[0]) == (
        "A used “illegal alien” for 0 of 8 marked names of people, B for 0 of 8: neither uses it."
    )


def test_where_nothing_was_found_the_sentence_says_what_could_have_been(two_sides):
    row = of(fr.contrasts(two_sides, target="Courier", reference="Post"), term="illegal alien")
    assert row["detectable"] > 0.3
    assert fr.contrast_sentence(row).endswith(
        f"Asked alone, 12 against 3 articles find a difference of {100 * row['detectable']:.0f} points in 8 of 10 cases; "
        "smaller ones they mostly miss."
    )
    few = layers_of([use(f"{o}{i}", o, alien=i, undocumented=2) for o in "AB" for i in range(3)])
    row = of(fr.contrasts(few), term="illegal alien", referent="people")
    assert np.isnan(row["detectable"])
    assert fr.contrast_sentence(row).endswith(
        "3 against 3 articles are too few to show even the largest difference in 8 of 10 cases."
    )


# --- the same stories ---


def told(outlet, story, alien, undocumented):
    return use(f"{outlet}-{story}-{alien}", outlet, alien=alien, undocumented=undocumented, story=story)


def test_within_stories_each_story_is_one_difference():
    # Courier less Herald: .5 - 0, 1 - .25, .75 - .25; the Courier tells "four" alone, and twice "three".
    layers = layers_of([
        told("Courier", "one", 1, 1), told("Courier", "two", 3, 0), told("Courier", "three", 2, 0),
        told("Courier", "three", 1, 1), told("Courier", "four", 4, 0),
        told("Herald", "one", 0, 2), told("Herald", "two", 1, 3), told("Herald", "three", 1, 3),
    ])  # fmt: skip
    row = of(fr.contrasts(layers, referent="people", within="story"), term="illegal alien")
    assert row["difference"] == pytest.approx((0.5 + 0.75 + 0.5) / 3, abs=1e-6)
    assert (row["unit"], row["units_target"], row["units_reference"]) == ("story", 3, 3)
    assert (row["n_target"], row["of_target"], row["articles_target"]) == (1 + 3 + 3, 2 + 3 + 4, 4)
    # One pair of outlets, so nothing to moderate with: t with 2 degrees of freedom, whose variance is that of the three.
    values = np.array([0.5, 0.75, 0.5])
    reach = 4.302653 * np.sqrt(values.var(ddof=1) / 3)
    assert row["high"] == pytest.approx(min(1, values.mean() + reach), abs=1e-4)
    # Three stories one way: 2 of 8 turns of signs.
    assert row["p"] == pytest.approx(2 / 8)
    assert np.isnan(row["detectable"])
    assert fr.contrast_sentence(row).startswith(
        "Courier used “illegal alien” for 7 of 9 marked names of people, Herald for 2 of 10, in the stories that both tell: "
    )


def test_what_an_outlet_covers_is_not_how_it_words_it():
    # Both call crime stories by one name and court stories by the other; the Courier just has more crime.
    layers = layers_of(
        [told("Courier", f"crime{i}", 4, 0) for i in range(12)] + [told("Courier", f"court{i}", 0, 4) for i in range(3)]
        + [told("Herald", f"crime{i}", 4, 0) for i in range(3)] + [told("Herald", f"court{i}", 0, 4) for i in range(12)]
    )  # fmt: skip
    assert of(fr.contrasts(layers), term="illegal alien", referent="people")["q"] < 0.05
    row = of(fr.contrasts(layers, within="story"), term="illegal alien", referent="people")
    assert row["difference"] == 0
    assert row["note"].startswith("not distinguishable; 6 stories told by both")


def test_stories_that_nobody_shares_say_so(two_sides):
    apart = layers_of([told("A", "one", 1, 0), told("B", "two", 1, 1)])
    with pytest.raises(fr.UsageError, match="no story is told by two of these outlets"):
        fr.contrasts(apart, within="story")
    row = of(
        fr.contrasts(two_sides, within="story", target="Courier", reference="Post"),
        term="illegal alien",
        referent="people",
    )
    assert row["note"] == "0 stories told by both"
    assert fr.contrast_sentence(row) == "Courier and Post tell no story in common in which both name people."


# --- groups of outlets ---


def leanings(left, right, articles=6):
    """Outlets whose articles all have so many of ten names alien."""
    return layers_of([
        use(f"{side}{k}-{i}", f"{side}{k}", alien=n, undocumented=10 - n, leaning=side)
        for side, shares in (("left", left), ("right", right)) for k, n in enumerate(shares) for i in range(articles)
    ])  # fmt: skip


def test_groups_differ_by_their_outlets():
    from scipy.stats import t

    left, right = np.array([0.1, 0.2, 0.2, 0.3, 0.1]), np.array([0.6, 0.8, 0.7, 0.9])
    row = of(fr.contrasts(leanings((10 * left).round().astype(int).tolist(), (10 * right).round().astype(int).tolist()), by="leaning"),
             term="illegal alien", referent="people")  # fmt: skip
    assert (row["unit"], row["units_target"], row["units_reference"], row["articles_target"]) == ("outlet", 5, 4, 30)
    assert row["difference"] == pytest.approx(left.mean() - right.mean())
    parts = left.var(ddof=1) / 5, right.var(ddof=1) / 4
    df = sum(parts) ** 2 / (parts[0] ** 2 / 4 + parts[1] ** 2 / 3)
    assert row["high"] == pytest.approx(left.mean() - right.mean() + t.ppf(0.975, df) * np.sqrt(sum(parts)), rel=1e-6)
    # Without .1 of the left, or .6 of the right, it is largest, without .3 or .9 smallest.
    most = left.mean() - np.mean([0.7, 0.8, 0.9])
    least = left.mean() - np.mean([0.6, 0.7, 0.8])
    assert row["note"] == f"lower; without any one outlet −{-100 * most:.0f} to −{-100 * least:.0f} points"


def test_fewer_than_four_outlets_are_not_tested():
    row = of(fr.contrasts(leanings([1, 2, 3], [6, 7, 8, 9]), by="leaning"), term="illegal alien", referent="people")
    assert row["note"] == "fewer than 4 outlets in left"
    assert np.isnan([row["p"], row["q"], row["low"], row["high"]]).all()


def test_random_halves_of_a_leaning_do_not_differ_more_than_promised():
    # Outlets that differ much, with many articles each: articles as units would call most halves different.
    rng = np.random.default_rng(4)
    shares = rng.integers(0, 11, 12)
    found = []
    for _ in range(10):
        order = rng.permutation(12)
        layers = leanings(shares[order[:6]].tolist(), shares[order[6:]].tolist(), articles=2)
        found.append(of(fr.contrasts(layers, by="leaning"), term="illegal alien", referent="people")["p"] < 0.05)
    assert sum(found) <= 2


def test_labels_add_terms_up_with_one_interval(small):
    layers = layers_of([use("a", "Courier", alien=3, undocumented=1), use("b", "Courier", undocumented=4)])
    labels, terms = fr.shares(layers, of="label"), fr.shares(layers)
    # Each label has one term here, so both say the same.
    pd.testing.assert_frame_equal(labels, terms.drop(columns="term"))
    both = replace(layers, terms=layers.terms.assign(label=["names status, first", "names status", "", "", ""]))
    row = of(fr.shares(both, of="label", referent="people"), label="names status")
    assert (row["n"], row["of"], row["share"]) == (8, 8, 1)
    assert of(fr.shares(both, of="label", referent="people"), label="first")["n"] == 3
    with pytest.raises(fr.UsageError, match="unknown choice of of 'labels'"):
        fr.shares(layers, of="labels")
