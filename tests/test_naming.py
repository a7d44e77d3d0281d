"""Shares, marking, article shares and rates, counted by hand on the small corpus of measure_cases."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from measure_cases import SMALL, article, layers_of, use

import framing as fr
from framing.counting import select
from framing.counting.groups import stands_above
from framing.counting.notes import imprecision


@pytest.fixture(scope="module")
def small():
    return layers_of(SMALL)


def of(table, **where):
    """The one row of a table where columns have these values."""
    for column, value in where.items():
        table = table[table[column] == value]
    assert len(table) == 1
    return table.iloc[0]


def counts(table, **where):
    row = of(table, **where)
    return row["n"], row["of"]


def test_shares_count_the_wording_of_the_body_in_news_once(small):
    table = fr.shares(small, referent="people")
    assert list(table.columns) == [
        "outlet", "referent", "term", "label", "n", "of", "share", "low", "high", "articles", "stories", "note",
    ]  # fmt: skip
    assert table["outlet"].drop_duplicates().tolist() == ["Courier", "Echo", "Herald", "(wire)"]
    # Courier: a1 alien 2 own and 1 reported, undocumented 1; a2 undocumented 2; the copy a3 and the name do not count.
    assert counts(table, outlet="Courier", term="illegal alien") == (3, 6)
    assert counts(table, outlet="Courier", term="undocumented immigrant") == (3, 6)
    assert counts(table, outlet="Herald", term="illegal alien") == (0, 4)
    assert counts(table, outlet="(wire)", term="illegal alien") == (1, 1)
    row = of(table, outlet="Courier", term="illegal alien")
    assert (row["share"], row["articles"], row["stories"]) == (3 / 6, 2, 2)


def test_a_name_nobody_used_and_a_silent_outlet_keep_their_rows(small):
    table = fr.shares(small)
    assert len(table) == 4 * (2 + 2)
    row = of(table, outlet="Echo", term="illegal alien")
    assert (row["n"], row["of"], row["note"]) == (0, 0, "no mentions")
    assert np.isnan(row["share"])


def test_one_article_has_a_count_and_no_interval(small):
    row = of(fr.shares(small), outlet="Herald", term="undocumented immigrant")
    assert (row["n"], row["of"], row["share"], row["note"]) == (4, 4, 1.0, "one article")
    assert np.isnan(row["low"])
    assert np.isnan(row["high"])


def test_each_reading_counts_its_voices(small):
    expected = {"wording": (3, 6), "claim": (2, 5), "all": (4, 7)}
    for reading, found in expected.items():
        assert counts(fr.shares(small, reading=reading), outlet="Courier", term="illegal alien") == found


def test_by_voice_shows_every_voice_whatever_the_reading(small):
    table = fr.shares(small, by=["outlet", "voice"], reading="claim")
    found = {
        voice: counts(table, outlet="Courier", voice=voice, term="illegal alien")
        for voice in ("own", "reported", "quoted")
    }
    assert found == {"own": (2, 5), "reported": (1, 1), "quoted": (1, 1)}


def test_zones_count_apart(small):
    table = fr.shares(small, by=["outlet", "zone"])
    assert counts(table, outlet="Courier", zone="headline", term="illegal alien") == (1, 1)
    assert counts(fr.shares(small, zone="all"), outlet="Courier", term="illegal alien") == (4, 7)
    assert counts(fr.shares(small, zone="headline"), outlet="Courier", term="wall") == (1, 1)


def test_genres_are_kept_apart(small):
    assert counts(fr.shares(small, genre="opinion"), outlet="Herald", term="illegal alien") == (1, 1)
    assert counts(fr.shares(small, genre="all"), outlet="Herald", term="illegal alien") == (1, 5)
    assert of(fr.shares(small, genre="opinion"), outlet="Echo", term="wall")["note"] == "no articles of genre opinion"


def test_dates_count_where_they_lie_wholly_inside(small):
    # a2 is of 2020 and no month; c1 has no date.
    assert counts(fr.shares(small, until="2019"), outlet="Courier", term="undocumented immigrant") == (1, 4)
    assert counts(fr.shares(small, since="2020"), outlet="Courier", term="undocumented immigrant") == (2, 2)
    assert counts(fr.shares(small, since="2020-02"), outlet="Courier", term="undocumented immigrant") == (0, 0)
    assert counts(fr.shares(small, since="2019-03-02", until="2019-03"), outlet="Courier", term="illegal alien") == (
        3,
        4,
    )
    assert of(fr.shares(small, since="2019"), outlet="Echo", term="wall")["note"] == "no articles in these dates"


def test_copies_count_once_or_each_and_stay_one_unit(small):
    table = fr.shares(small, copies="all")
    # a1 3 of 4, its copy a3 2 of 3, a2 0 of 2, w1 1 of 1.
    row = of(table, outlet="Courier", term="illegal alien")
    assert (row["n"], row["of"], row["articles"]) == (3 + 2 + 0 + 1, 4 + 3 + 2 + 1, 4)
    assert "(wire)" not in set(table["outlet"])
    # An outlet that only has a text and its copy has one unit, hence no interval.
    twice = layers_of([use(a, "Courier", alien=2, undocumented=1, cluster="x") for a in ("a", "b")])
    assert of(fr.shares(twice, copies="all"), term="illegal alien")["note"] == "one article"


def test_the_first_copy_is_the_earliest_whatever_the_order():
    later = use("a", "Courier", alien=5, cluster="x", published="2020-02-02")
    earlier = use("b", "Courier", alien=1, undocumented=1, cluster="x", published="2020-02-01")
    for order in ([later, earlier], [earlier, later]):
        assert counts(fr.shares(layers_of(order)), term="illegal alien") == (1, 2)


def test_an_outlet_with_nothing_but_wire_texts_says_so():
    both = [use(a, outlet, alien=1, cluster="x") for a, outlet in (("a", "Courier"), ("b", "Herald"))]
    table = fr.shares(layers_of([*both, use("c", "Courier", alien=1)]))
    row = of(table, outlet="Herald", term="illegal alien")
    assert (row["n"], row["note"]) == (0, "only texts that several outlets print, see (wire)")
    assert of(table, outlet="(wire)", term="illegal alien")["note"] == "one article; printed by several outlets"


def test_a_group_above_the_outlet_has_the_outlets_as_its_unit():
    # Shares of alien: left A 1/2, B 1/4, C 0/3, D 1/1, mean .4375; right E 0/5.
    given = {"A": (1, 1), "B": (1, 3), "C": (0, 3), "D": (1, 0), "E": (0, 5)}
    layers = layers_of(
        use(f"{outlet}{i}", outlet, alien=a, undocumented=u, leaning="left" if outlet != "E" else "right")
        for outlet, (a, u) in given.items()
        for i in range(3)
    )
    table = fr.shares(layers, by="leaning", referent="people")
    row = of(table, leaning="left", term="illegal alien")
    assert (row["n"], row["of"], row["articles"]) == (9, 30, 12)
    assert row["share"] == pytest.approx((1 / 2 + 1 / 4 + 0 + 1) / 4)
    deviations = np.array([1 / 2, 1 / 4, 0, 1]) - 0.4375
    # t with 3 degrees of freedom; the bounds end with the scale.
    reach = 3.182446 * np.sqrt((deviations**2).sum() / 3 / 4)
    assert (row["low"], row["high"]) == (max(0, 0.4375 - reach), min(1, 0.4375 + reach))
    right = of(table, leaning="right", term="illegal alien")
    assert right["note"] == "mean of 1 outlet, no interval below 4"
    assert np.isnan(right["low"])
    passed_along = fr.shares(layers, by=["leaning", "outlet"], referent="people")
    assert counts(passed_along, leaning="left", outlet="B", term="illegal alien") == (3, 12)
    assert len(passed_along) == 5 * 2


def test_outlets_all_alike_have_a_mean_and_no_interval():
    layers = layers_of(use(f"{o}{i}", o, undocumented=2, leaning="left") for o in "ABCD" for i in range(2))
    row = of(fr.shares(layers, by="leaning"), term="illegal alien")
    assert (row["share"], row["note"]) == (0, "mean of 4 outlets, all alike: no interval")
    assert np.isnan(row["high"])


def test_a_slip_in_a_column_does_not_turn_articles_into_its_unit():
    articles = layers_of(
        use(f"{o}{i:02}", o, leaning="right" if (o, i) == ("A", 0) else "left") for o in "AB" for i in range(20)
    ).articles
    assert stands_above(articles, "leaning")
    assert not stands_above(articles.assign(section=["x", "y"] * 20), "section")


@pytest.mark.parametrize("column", ["genre", "producer", "section", "language", "story", "copy_kind"])
def test_what_an_article_is_has_articles_as_its_unit_even_where_each_outlet_has_one_value(column):
    # Of news A 1 of 2 and B 1 of 4 in each of 3 articles, of opinion C 0 of 3: the mean of outlets would be .375.
    given = {"A": (1, 1, "news"), "B": (1, 3, "news"), "C": (0, 3, "opinion")}
    layers = layers_of(
        use(f"{outlet}{i}", outlet, alien=a, undocumented=u, **{column: value})
        for outlet, (a, u, value) in given.items()
        for i in range(3)
    )
    row = of(fr.shares(layers, by=column, genre="all", referent="people"), term="illegal alien", **{column: "news"})
    assert (row["share"], row["n"], row["of"]) == (6 / 18, 6, 18)
    assert "mean of" not in row["note"]
    pair = of(fr.contrasts(layers, by=column, genre="all", referent="people"), term="illegal alien")
    assert (pair["unit"], pair["units_target"], pair["units_reference"]) == ("article", 6, 3)


def test_a_file_may_be_one_of_several_outlets():
    articles = layers_of(
        use(f"{o}{i}", o, source_file="left.csv" if o != "C" else "right.csv") for o in "ABC" for i in range(2)
    ).articles
    assert stands_above(articles, "source_file")
    assert not stands_above(articles.assign(source_file=articles["outlet"]), "source_file")


def test_marking_counts_names_that_mark_among_all_names(small):
    table = fr.marking(small)
    assert set(table["referent"]) == {"people"}
    assert counts(table, outlet="Courier") == (6, 7)
    assert counts(table, outlet="Herald") == (4, 4)
    assert "term" not in table.columns


def test_article_shares_count_articles(small):
    table = fr.article_shares(small)
    assert counts(table, outlet="Courier", term="illegal alien") == (1, 2)
    assert counts(table, outlet="Courier", term="immigrant") == (1, 2)
    assert counts(table, outlet="Herald", term="undocumented immigrant") == (1, 1)


def test_rates_have_all_words_of_the_reading_below_the_line(small):
    # The Courier's body in news, not quoted: a1 has sentences of 11, 8 and 7 words, a2 one of 9.
    table = fr.rates(small)
    words = 11 + 8 + 7 + 9
    row = of(table, outlet="Courier", term="illegal alien")
    assert (row["n"], row["of"], row["rate_per_10k"]) == (3, words, 10_000 * 3 / words)
    assert of(table, outlet="Echo", term="illegal alien")["rate_per_10k"] == 0


@pytest.mark.parametrize(
    "wrong, message",
    [
        ({"by": "outlets"}, "unknown column 'outlets'.*Did you mean 'outlet'"),
        ({"referent": "peopel"}, "unknown referent 'peopel'; known: people, barrier. Did you mean 'people'"),
        ({"zone": "bodi"}, "unknown zone 'bodi'.*Did you mean 'body'"),
        ({"reading": "claims"}, "unknown reading 'claims'.*Did you mean 'claim'"),
        ({"genre": "opinions"}, "unknown genre 'opinions'.*Did you mean 'opinion'"),
        ({"copies": "frist"}, "unknown choice of copies 'frist'.*Did you mean 'first'"),
        ({"among": "marks"}, "unknown choice of among 'marks'.*Did you mean 'marked'"),
        ({"zones": "body"}, "unknown argument 'zones'.*Did you mean 'zone'"),
        ({"since": "May 2019"}, "date 'May 2019': write YYYY, YYYY-MM or YYYY-MM-DD"),
        ({"by": []}, "name at least one column"),
    ],
)
def test_what_does_not_exist_is_refused_and_the_nearest_named(small, wrong, message):
    with pytest.raises(fr.UsageError, match=message):
        fr.shares(small, **wrong)


@pytest.mark.parametrize(
    "numbers, said",
    [
        ((0.31, 100, 20), "imprecise: interval wider than .30"),
        ((0.29, 29, 20), "imprecise: 29 effective mentions"),
        ((0.29, 100, 7), "imprecise: 7 degrees of freedom"),
        ((0.30, 30, 8), ""),
    ],
)
def test_imprecise_is_what_the_rule_says(numbers, said):
    assert imprecision(*numbers) == said


def test_a_corpus_without_articles_or_mentions_has_words_for_it():
    silent = layers_of([article("a", "Courier", ("body", "own", "It rained.", 0.0))])
    for measure in (fr.shares, fr.marking, fr.article_shares):
        assert set(measure(silent)["note"]) == {"no mentions"}
    assert len(select(silent).ids) == 1


def test_a_story_that_makes_half_of_an_outlet_is_named():
    told = [use(f"a{i}", "Courier", alien=2, undocumented=1, story="raid") for i in range(5)]
    other = [use(f"b{i}", "Courier", undocumented=2, story=f"s{i}") for i in range(5)]
    note = fr.shares(layers_of(told + other), referent="people")["note"].iloc[0]
    assert note.endswith("5 of 10 articles tell one story")
    more = [use("c", "Courier", alien=1, story="t")]
    assert "one story" not in fr.shares(layers_of(told + other + more), referent="people")["note"].iloc[0]
    # Two articles on one story are not yet much.
    assert "one story" not in fr.shares(layers_of(told[:2] + other[:2]), referent="people")["note"].iloc[0]


@pytest.mark.parametrize("column", ["unit", "reason", "headline_end"])
def test_a_column_of_any_name_and_type_groups_articles_as_any_other(demo_layers, column):
    n = len(demo_layers.articles)
    values = pd.Series([1, None] * (n // 2) + [1] * (n % 2), dtype="Int32")
    tables = []
    for name in ("section_of_paper", column):
        articles = demo_layers.articles.assign(**{name: values})
        found = fr.marking(replace(demo_layers, articles=articles), by=name, genre="all")
        tables.append(found.rename(columns={name: "group"}))
    pd.testing.assert_frame_equal(*tables)
    assert set(tables[0]["group"]) == {"", "1"}
