"""Where a table has no number, or a sentence adds counts up, the words beside it are true."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from measure_cases import layers_of, use

import framing as fr
from framing.coding import Codes
from framing.estimates import moderated_rate, moderated_share
from framing.show.opening import _by_group
from framing.sums import add_up

PAIR = {"target": "A", "reference": "B", "referent": "people", "term": "illegal alien"}


def group(outlet, size, **columns):
    """So many articles of an outlet, one name each: the outlet's first letter says which."""
    return [
        use(f"{outlet}{i}", outlet, alien=1 if outlet == "A" else 0, undocumented=1, **columns) for i in range(size)
    ]


def first_row(table):
    return table[table["term"] == "illegal alien"].iloc[0]


def test_articles_that_do_not_count_are_no_silence_of_their_outlet():
    # B has three press releases full of names, which do not count among news; C has news without a name.
    released = group("B", 3, genre="press release")
    layers = layers_of([*group("A", 4), *released, use("c0", "C")])
    row = first_row(fr.contrasts(layers, target="A", reference="B", referent="people"))
    assert row["note"] == "B: no articles of genre news"
    assert fr.contrast_sentence(row) == "B: no articles of genre news. Nothing to compare."
    row = first_row(fr.contrasts(layers, target="B", reference="C", referent="people"))
    assert row["note"] == "no mentions in C; B: no articles of genre news"
    assert fr.contrast_sentence(row) == "No mentions in C; B: no articles of genre news. Nothing to compare."
    row = first_row(fr.contrasts(layers, target="A", reference="C", referent="people"))
    assert fr.contrast_sentence(row) == "C had no marked names of people: nothing to compare."


def test_robustness_of_nothing_does_not_speak_of_a_difference():
    layers = layers_of([*group("A", 4), *group("B", 4, genre="interview")])
    said = fr.robustness_sentence(fr.robustness(layers, **PAIR, genre="news"))
    assert said == "As computed here there is nothing to compare (B: no articles of genre news)."


def test_a_missing_value_is_no_group_and_an_undated_article_no_period():
    # Of the section of four articles nothing is known: no table compares "nothing" with the rest.
    told = [use(f"x{i}", "A", alien=1, section=s, published=d) for i, (s, d) in enumerate(
        [("", "2020"), ("", ""), ("", "2020"), ("", ""), ("World", "2021"), ("World", "2021"), ("Local", ""), ("Local", "2020")]
    )]  # fmt: skip
    layers = layers_of(told)
    assert set(map(tuple, fr.contrasts(layers, by="section")[["target", "reference"]].to_numpy())) == {
        ("Local", "World")
    }
    assert set(map(tuple, fr.contrasts(layers, by="period")[["target", "reference"]].to_numpy())) == {("2020", "2021")}
    assert set(fr.keyness(layers, by="section", least=2)["target"]) == {"Local", "World"}
    # The groups without a value keep their row in tables of shares: 4 of all 8 articles.
    rows = fr.shares(layers, by="section", referent="people").query("term == 'illegal alien'")
    assert rows.set_index("section")["of"].to_dict() == {"": 4, "Local": 2, "World": 2}


def test_what_is_compared_in_marking_is_not_a_term():
    layers = layers_of([use(f"{o}{i}", o, alien=1) for o in "AB" for i in range(3)])
    row = fr.contrasts(layers, among="marking", referent="people").iloc[0]
    assert row["note"].split(";")[0] == "both mark all"
    assert fr.contrast_sentence(row) == "A marked 3 of 3 names of people, B 3 of 3: both mark all."
    layers = layers_of([use(f"{o}{i}", o, immigrant=1) for o in "AB" for i in range(3)])
    row = fr.contrasts(layers, among="marking", referent="people").iloc[0]
    assert fr.contrast_sentence(row) == "A marked 0 of 3 names of people, B 0 of 3: neither marks any."


def test_a_mean_over_stories_says_so_beside_counts_that_point_elsewhere():
    # A: 18 of 20 in one story, none of 1 in the seven others: 18 of 27. B: 1 of 20 there and 1 of 1 in the others: 8 of 27.
    told = [use("a0", "A", alien=18, undocumented=2, story="s0"), use("b0", "B", alien=1, undocumented=19, story="s0")]
    for i in range(1, 8):
        told += [use(f"a{i}", "A", undocumented=1, story=f"s{i}"), use(f"b{i}", "B", alien=1, story=f"s{i}")]
    row = first_row(fr.contrasts(layers_of(told), within="story", referent="people"))
    assert (row["n_target"], row["of_target"], row["n_reference"], row["of_reference"]) == (18, 27, 8, 27)
    assert np.isclose(row["difference"], (0.85 - 7) / 8, atol=1e-6)
    said = fr.contrast_sentence(row)
    assert "18 of 27 marked names of people, B for 8 of 27" in said
    assert "77 points [" in said
    assert ", every story weighing alike, q = " in said


def test_no_row_of_keyness_or_collocates_is_empty_without_a_reason():
    layers = layers_of([*group("A", 3), *group("B", 3, genre="interview")])
    table = fr.keyness(layers, genre="news")
    assert dict(zip(table["target"], table["note"], strict=True)) == {"A": "no words in (rest)", "B": "no words in B"}
    # B has the node twice, each beside other words than A: no word stands beside it in three articles.
    near = fr.collocates(layers_of(group("A", 2)), term="illegal alien", window=1)
    assert near["collocate"].tolist() == [""]
    assert near["note"].tolist() == ["no word stands near it in 3 articles"]


def test_shares_are_not_corrected_for_the_reason_that_is_given():
    layers = layers_of(group("A", 4))
    codes = pd.DataFrame(
        [("ann", f"i{i}", "term", "(none)") for i in range(4)], columns=["coder", "item", "code", "value"]
    )
    key = pd.DataFrame(
        {"item": [f"i{i}" for i in range(4)], "what": "mentions", "article_id": [f"A{i}" for i in range(4)], "outlet": "A",
         "referent": "people", "term": ["illegal alien", "undocumented immigrant"] * 2, "voice": "own",
         "stratum": ["x", "y"] * 2, "of": 4, "cluster": list("abcd")}
    )  # fmt: skip
    table = fr.corrected_shares(layers, Codes(codes, key))
    assert table["corrected"].isna().all()
    assert table["note"].str.endswith("not corrected: by the codes none is a name").all()


def opens(*counts):
    """What a page of many outlets opens with, where outlet i uses "illegal alien" and its rival so many times."""
    layers = layers_of([use(f"x{i}", f"P{i}", alien=a, undocumented=b) for i, (a, b) in enumerate(counts)])
    names = [f"P{i}" for i in range(len(counts))]
    page = SimpleNamespace(groups={}, referents=["people"])
    return _by_group(page, fr.shares(layers, referent="people"), names).partition(" <span")[0].strip()


def test_a_tie_is_no_lead_of_the_name_that_the_lexicon_lists_first():
    assert opens((5, 5), (6, 6)) == "No name for people leads in any outlet: others come as often."
    assert opens((8, 2), (5, 5), (2, 9), (9, 1)) == (
        "“illegal alien” is the name for people used most by 2 of 4 outlets. "
        "Where another leads, it is most often “undocumented immigrant” (1). In 1 outlet several names come equally often."
    )


@pytest.mark.parametrize("n", [7, 9, 12, 40])
@pytest.mark.parametrize("m, x", [(2, 1), (3, 1), (5, 1), (10, 2), (7, 3), (300, 1), (600, 7)])
def test_whether_articles_spread_does_not_hang_on_rounding(n, m, x):
    # All alike, so there is no spread to see: 8 degrees of freedom, those of the pooled effect.
    units = np.arange(n)
    alike = add_up(0 * units, np.full(n, m), units, 0 * units, np.full(n, x), shape=(1, 1))
    assert moderated_share(alike).df.item() == 8
    assert moderated_rate(alike).df.item() == 8
    # One mention moved from one article to another is a spread, however long the articles are.
    moved = add_up(
        0 * units,
        np.full(n, 1000 * m),
        units,
        0 * units,
        np.array([500 * x + 1, 500 * x - 1] + [500 * x] * (n - 2)),
        shape=(1, 1),
    )
    assert moderated_share(moved).df.item() == 8 + n - 1


def test_where_q_is_sure_and_the_interval_is_not_the_note_says_so():
    # 3 of 6 articles use the term, and none of 9: C(6,3)/C(15,3) = 20/455 of the ways, p = q = .044, but 50 points [-0, 84].
    used = [use(f"a{i}", "A", alien=int(i < 3), undocumented=int(i >= 3)) for i in range(6)]
    table = fr.contrasts(layers_of(used + [use(f"b{i}", "B", undocumented=1) for i in range(9)]), referent="people")
    row = first_row(table)
    assert row["q"] == pytest.approx(20 / 455)
    assert row["low"] < 0 < row["high"]
    odd = "its interval reaches 0: interval and q are two methods, which disagree here"
    assert row["note"].startswith(f"higher; {odd}")
    assert fr.contrast_sentence(row).endswith(f" often, by 50 points [-0, 84], q = .044; {odd}.")


def test_where_the_interval_is_sure_and_q_is_not_the_note_says_why():
    # Alien in all 4 articles of A, none of B, 2 of 4 elsewhere: of A and B 2 of 70 ways, C(6,4)/C(8,4) = .2 and more of the others.
    some = {"A": 4, "B": 0, "C": 2, "D": 2, "E": 2, "F": 2}
    layers = layers_of(use(f"{o}{i}", o, **{"alien" if i < k else "undocumented": 1}) for o, k in some.items() for i in range(4))  # fmt: skip
    row = first_row(fr.contrasts(layers, referent="people"))  # of A and B
    # 15 pairs, two terms: of 30 comparisons the two of A and B come first.
    assert (row["p"], row["q"]) == pytest.approx((2 / 70, 2 / 70 * 30 / 2))
    assert row["low"] > 0
    odd = "its interval excludes 0, but not after correction for"
    assert row["note"].startswith(f"not distinguishable; {odd} 30 comparisons; A imprecise")
    assert f", q = .429; {odd} all comparisons). 4 against 4 " in fr.contrast_sentence(row)
    alone = first_row(fr.contrasts(layers, referent="people", only=["A", "B"]))
    assert alone["note"].split("; ")[:2] == ["higher", "A imprecise"]


def test_few_articles_whose_interval_is_sure_say_that_the_methods_disagree():
    # All 3 of A against none of 3 of B: the two ends of 20 ways, p = q = .1.
    three = layers_of(
        use(f"{o}{i}", o, alien=int(o == "A"), undocumented=int(o == "B")) for o in "AB" for i in range(3)
    )
    row = first_row(fr.contrasts(three, referent="people"))
    assert (row["p"], row["q"]) == pytest.approx((0.1, 0.1))
    assert row["low"] > 0
    assert "cannot be; its interval excludes 0: interval and q are two methods, which disagree here" in row["note"]
