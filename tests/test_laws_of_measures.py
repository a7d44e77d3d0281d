"""Laws that every measure obeys, over random corpora; a public measure that is not on the list fails here."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from measure_cases import TERMS, article, layers_of

import framing as fr
from framing.layers import SPANS, Layers

MEASURES = {
    "shares": lambda layers: fr.shares(layers),
    "shares, all names, by leaning": lambda layers: fr.shares(layers, by="leaning", among="all"),
    "shares by voice": lambda layers: fr.shares(layers, by=["outlet", "voice"], copies="all"),
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
    "tone": lambda layers: fr.tone(layers, reading="wording"),
    "tone, masked": lambda layers: fr.tone(layers, about="all", masked=True, by="leaning"),
    "speakers": lambda layers: fr.speakers(layers, zone="all"),
    "speakers, by type": lambda layers: fr.speakers(layers, who="type", by="leaning"),
    "cues": lambda layers: fr.cues(layers, copies="all"),
    "voice_shares": lambda layers: fr.voice_shares(layers, by=["leaning", "outlet"]),
    "sizes": lambda layers: fr.sizes(layers),
    "evidence": lambda layers: fr.evidence(layers, most=2).drop(columns=["headline"]),
    "passages": lambda layers: fr.passages(layers, most=3),
}
HOMES = (
    "naming",
    "contrasts",
    "keyness",
    "collocates",
    "dispersion",
    "trend",
    "tone",
    "speakers",
    "cues",
    "voiced",
    "coverage",
    "passages",
)
NO_TABLE = {"contrast_sentence"}
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


@pytest.mark.parametrize("name", MEASURES)
@few(4)
@given(given=corpora(), random=st.randoms(use_true_random=False))
def test_any_cut_in_any_order_gives_the_same_table(name, given, random):
    layers = layers_of(given)
    ids = [a["article_id"] for a in given]
    random.shuffle(ids)
    cut = random.randrange(len(ids) + 1)
    pd.testing.assert_frame_equal(
        MEASURES[name](layers), MEASURES[name](dealt(layers, [ids[:cut], ids[cut:]])), check_exact=True
    )


@pytest.mark.parametrize(
    "name",
    [name for name in MEASURES if name.split()[0] not in ("contrasts", "keyness", "evidence", "passages", "places")],
)
@few(3)
@given(given=corpora())
def test_every_group_keeps_its_row_and_nothing_is_nan_not_0(name, given):
    table = MEASURES[name](layers_of(given))
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
    public = {name for name, home in fr._HOME.items() if home in HOMES} - NO_TABLE
    assert public == {name.split(",")[0].split(" ")[0] for name in MEASURES}


@pytest.mark.parametrize("name", MEASURES)
def test_no_article_and_one_article_make_a_table(name):
    one = layers_of([article("a", "Courier", ("body", "own", "A {wall}.", 0.1), leaning="left", published="2019")])
    none = dealt(one, [[]])
    assert list(MEASURES[name](none).columns) == list(MEASURES[name](one).columns)
    assert MEASURES[name](none).empty
