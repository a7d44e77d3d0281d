"""Laws that every measure obeys, over random corpora; a public measure that is not on the list fails here."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from every_measure import MEASURES, NO_GROUPS, NO_MEASURE, name_of, outcome
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from measure_cases import TERMS, article, layers_of

import framing as fr
from framing.layers import SPANS, Layers

ESTIMATES = ("share", "rate_per_10k", "valence")


def few(examples: int) -> settings:
    """Few corpora a law, since a measure costs as much on a small one; not made smaller, which would take minutes."""
    return settings(max_examples=examples, phases=(Phase.generate,))


OUTLETS = {"Courier": "left", "Herald": "right", "Echo": "right", "Post": "left", "Star": "right", "Sun": "right"}
sentences = st.tuples(
    st.sampled_from(["body", "body", "body", "headline", "boilerplate"]),
    st.sampled_from(["own", "own", "reported Ann Lee", "quoted Bo Ray", "quoted"]),
    st.lists(st.sampled_from([f"{{{term}}}" for _, term, _, _ in TERMS] + ["{immigrant|name}", "rain"]), min_size=1, max_size=4).map(" and ".join),
    st.sampled_from([-0.8, -0.1234, 0.0, 0.3333, 0.5]),
)  # fmt: skip
articles = st.tuples(
    st.sampled_from(sorted(OUTLETS)),
    st.lists(sentences, min_size=1, max_size=4),
    st.sampled_from(["news", "news", "news", "opinion"]),
    st.sampled_from(["", "2019", "2019-05-03", "2020-01"]),
    st.sampled_from(["", "", "", "same"]),
)


@st.composite
def corpora(draw: st.DrawFn) -> list[dict]:
    drawn = draw(st.lists(articles, min_size=2, max_size=12))
    return [
        article(
            f"a{i}", outlet, *found, genre=genre, published=published, cluster=cluster or f"a{i}",
            leaning=OUTLETS[outlet], story=f"s{i % 3}",
        )
        for i, (outlet, found, genre, published, cluster) in enumerate(drawn)
    ]  # fmt: skip


def dealt(layers: Layers, batches: list[list[str]]) -> Layers:
    """The layers cut into batches of articles, in another order, and joined again."""
    parts = []
    for batch in batches:
        tables = {}
        for name in ("articles", *SPANS):
            table = getattr(layers, name)
            place = pd.Index(batch).get_indexer(table["article_id"])
            order = np.argsort(place, kind="stable")
            tables[name] = table.iloc[order[place[order] >= 0]]
        parts.append(Layers(**tables, terms=layers.terms, skipped=layers.skipped, notices=layers.notices))
    return Layers.concat(parts)


# Measures made of many measures: one corpus each, the others meet the law on four.
HEAVY = [name for name in MEASURES if name_of(name) in ("robustness", "corrected_shares", "draw_sample", "evidence")]


@pytest.mark.parametrize("name", [name for name in MEASURES if name not in HEAVY])
@few(4)
@given(given=corpora(), random=st.randoms(use_true_random=False))
def test_any_cut_in_any_order_gives_the_same_table(name, given, random):
    same_whatever_the_cut(name, given, random)


@pytest.mark.parametrize("name", HEAVY)
@few(1)
@given(given=corpora(), random=st.randoms(use_true_random=False))
def test_any_cut_in_any_order_gives_the_same_table_of_many(name, given, random):
    same_whatever_the_cut(name, given, random)


def same_whatever_the_cut(name, given, random):
    layers = layers_of(given)
    ids = [a["article_id"] for a in given]
    random.shuffle(ids)
    cut = random.randrange(len(ids) + 1)
    whole, cut_up = outcome(name, layers), outcome(name, dealt(layers, [ids[:cut], ids[cut:]]))
    if name == "concordance":  # in corpus order, to be read
        whole, cut_up = (t.sort_values(["article_id", "start"], ignore_index=True) for t in (whole, cut_up))
    pd.testing.assert_frame_equal(whole, cut_up, check_exact=True)


@pytest.mark.parametrize("name", [name for name in MEASURES if name_of(name) not in NO_GROUPS])
@few(3)
@given(given=corpora())
def test_every_group_keeps_its_row_and_nothing_is_nan_not_0(name, given):
    table = outcome(name, layers_of(given))
    if "refused" in table:
        return
    column = table.columns[0]
    groups = {a.get(column) or a["published"][:4] or "undated" for a in given}
    assert groups <= set(table[column])
    for estimate in set(ESTIMATES) & set(table.columns):
        missing = table[estimate].isna()
        assert (table["note"][missing] != "").all()
        assert (table.loc[missing, "n"] == 0).all()
        there = table[~missing]
        assert (there["low"].isna() == there["high"].isna()).all()
        bounded = there.dropna(subset=["low"])
        assert ((bounded["low"] <= bounded[estimate]) & (bounded[estimate] <= bounded["high"])).all()
        assert not np.isinf(bounded[["low", "high"]].to_numpy()).any()
        assert (there["note"][there["low"].isna()] != "").all()


@few(5)
@given(given=corpora())
def test_the_shares_of_a_referent_add_up_to_1(given):
    layers = layers_of(given)
    for table in (
        fr.shares(layers),
        fr.shares(layers, by="leaning", among="all"),
        fr.shares(layers, by=["outlet", "voice"]),
    ):
        groups = [column for column in ("outlet", "leaning", "voice") if column in table.columns]
        sums = table.dropna(subset=["share"]).groupby([*groups, "referent"])["share"].sum()
        assert sums.to_numpy() == pytest.approx(1)


@few(4)
@given(given=corpora())
def test_a_number_is_the_count_of_its_passages(given):
    layers = layers_of(given)
    table = fr.shares(layers, among="all")
    row = table.loc[table["n"].idxmax()]
    found = fr.passages(layers, outlet=row["outlet"], term=row["term"], most=100)
    assert len(found) == row["n"]
    assert (found["of"] == row["n"]).all()
    cells = fr.evidence(layers, most=1)
    voices = fr.shares(layers, by=["outlet", "voice", "zone"], among="all")
    assert cells["of"].sum() == voices["n"].sum()
    assert cells.loc[(cells["zone"] == "body") & (cells["voice"] != "quoted"), "of"].sum() == table["n"].sum()


@few(2)
@given(given=corpora(), random=st.randoms(use_true_random=False))
def test_another_copy_of_an_article_changes_nothing(given, random):
    copied = random.choice(given)
    # A later copy: of equal dates the smaller id is the first.
    later = [*given, copied | {"article_id": "z", "published": copied["published"]}]
    before, after = layers_of(given), layers_of(later)
    for name in ("shares", "marking", "rates", "tone", "speakers"):
        # Copies of a wire text are counted under (wire) either way.
        pd.testing.assert_frame_equal(MEASURES[name](before), MEASURES[name](after), check_exact=True)


@few(3)
@given(given=corpora())
def test_adding_a_silent_outlet_adds_rows_and_changes_no_share(given):
    layers = layers_of(given)
    silent = article("zz", "Zenith", ("body", "own", "It rained.", 0.0), leaning="left", cluster="zz", published="2019")
    table = fr.shares(layers_of([*given, silent]))
    assert (table.loc[table["outlet"] == "Zenith", "note"].isin(["no mentions", "no articles of genre opinion"])).all()
    rest = table[table["outlet"] != "Zenith"]
    if (layers.articles["genre"] == "news").sum() > (layers.articles["genre"] == "opinion").sum():
        pd.testing.assert_series_equal(rest["share"].reset_index(drop=True), fr.shares(layers)["share"])


def test_every_public_measure_is_on_the_list():
    exceptions = set().union(*NO_MEASURE.values())
    assert exceptions <= set(fr._HOME)
    assert set(fr._HOME) - exceptions == {name_of(entry) for entry in MEASURES}


# --- next to nothing: the right words, no NaN, no ranking ---

AGAIN = ("body", "own", "An {illegal alien} and a {wall}.", -0.5)
MEAGRE = {
    "one article": [article("a", "Courier", AGAIN, leaning="left", story="s")],
    "no mention": [article(f"a{i}", "Courier" if i < 3 else "Herald", ("body", "own", "It rained.", 0.0), story=f"s{i % 3}") for i in range(6)],
    "one outlet": [article(f"a{i}", "Courier", AGAIN, AGAIN, leaning="left", story=f"s{i}") for i in range(5)],
    "one article an outlet": [article(o, o, AGAIN, story="s") for o in ("Courier", "Herald")],
    "two articles, and none": [
        article("a", "Courier", AGAIN, story="s"), article("b", "Courier", AGAIN, story="t"),
        article("c", "Herald", ("body", "own", "It rained.", 0.0), story="s"),
    ],
    "all alike": [article(f"{o}{i}", o, AGAIN, AGAIN, story=f"s{i}", leaning="left") for o in ("Courier", "Herald") for i in range(8)],
    "quotations alone": [article(f"{o}{i}", o, ("body", "quoted Ann Lee", "“{illegal alien}”", 0.0), story=f"s{i}") for o in ("Courier", "Herald") for i in range(4)],
}  # fmt: skip
COUNTABLE = {"n", "of", "n_target", "of_target"}


@pytest.mark.parametrize("name", MEASURES)
@pytest.mark.parametrize("corpus", MEAGRE)
def test_next_to_nothing_is_said_in_words_and_ranks_nobody(name, corpus):
    table = outcome(name, layers_of(MEAGRE[corpus]))
    if "refused" in table:
        assert "nan" not in table["refused"][0].lower().split()
        return
    for column in table.select_dtypes(["object", "string"]).columns:
        assert not table[column].isna().any()
        assert not table[column].astype(str).str.contains(r"\bnan\b", case=False).any()
    for column in COUNTABLE & set(table.columns):
        assert table[column].notna().all()
    if "note" in table:
        assert not table["note"].str.contains("higher|lower").any()
    if "q" in table:
        assert not (table["q"] < 0.05).any()
        for row in table.to_dict("records") if "among" in table else []:
            assert "nan" not in fr.contrast_sentence(row)
    if "holds" in table:
        assert not table["holds"].any()
        assert "nan" not in fr.robustness_sentence(table)
        assert not [text for text in fr.chart_robustness(table).texts if "nan" in text.get_text()]
        plt.close("all")
    if name in ("shares", "shares of labels", "marking"):
        one = table.drop_duplicates(table.columns[0])
        assert not [text for text in fr.chart_shares(one).texts if "nan" in text.get_text()]
        plt.close("all")


@pytest.mark.parametrize(
    "name", [n for n in MEASURES if name_of(n) not in ("robustness", "draw_sample", "corrected_shares")]
)
def test_no_article_and_one_article_make_a_table(name):
    one = layers_of([article("a", "Courier", ("body", "own", "A {wall}.", 0.1), leaning="left", published="2019")])
    none = dealt(one, [[]])
    if "refused" in (refused := outcome(name, one)):
        assert name in ("contrasts within stories", "story_contents") and "story" in refused["refused"][0]
        return
    assert list(MEASURES[name](none).columns) == list(MEASURES[name](one).columns)
    assert MEASURES[name](none).empty
