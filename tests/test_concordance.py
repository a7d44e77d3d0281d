"""The concordance finds words as print has them, and only words."""

from __future__ import annotations

import pytest
from measure_cases import SMALL, article, layers_of

import framing as fr


def nodes(pattern, text, **options):
    layers = layers_of([article("a", "Courier", ("body", "own", text, 0.0))])
    return fr.concordance(layers, pattern, **options)["node"].tolist()


@pytest.mark.parametrize(
    "pattern, text, expected",
    [
        ("illegal alien", "An Illegal Alien, an ILLEGAL\u00a0alien.", ["Illegal Alien", "ILLEGAL\u00a0alien"]),
        ("illegal alien", "illegal-alien, illegal\u2011alien, illegal\nalien", ["illegal-alien", "illegal\u2011alien", "illegal\nalien"]),
        ("illegal alien", "illegal\n\nalien; illegal, alien; illegal aliens", []),
        ("alien", "aliens alienate; the alien\u2019s home; anti-alien", ["alien", "alien"]),
        ("alien*", "aliens alienate; the alien\u2019s home", ["aliens", "alienate", "alien\u2019s"]),
        ("illegal* alien*", "illegally alienated", ["illegally alienated"]),
        ("na\u00efve", "NAI\u0308VE nai\u0308ve naive", ["NAI\u0308VE", "nai\u0308ve"]),
        ("immigrant", "immi\u00adgrant immi\u200bgrant", ["immi\u00adgrant", "immi\u200bgrant"]),
        ("don't", "Don\u2019t!", ["Don\u2019t"]),
        ("a.c", "abc a.c", None),
        ("*", "anything", None),
        ("*alien", "alien", None),
        ("ali*en", "alien", None),
        ("", "alien", None),
    ],
)  # fmt: skip
def test_a_pattern_finds_words(pattern, text, expected):
    if expected is None:
        with pytest.raises(fr.UsageError, match="with \\* only at a word's end"):
            nodes(pattern, text)
    else:
        assert nodes(pattern, text) == expected


def test_every_node_is_where_it_says_it_is_with_its_zone_and_voice():
    layers = layers_of(SMALL)
    table = fr.concordance(layers, "illegal alien*", window=2)
    texts = layers.articles.set_index("article_id")["text"]
    assert len(table) == 10
    for row in table.itertuples():
        assert texts[row.article_id][row.start : row.end] == row.node
    assert table["zone"].tolist() == ["headline"] + ["body"] * 9
    assert table["voice"].tolist() == ["own"] * 3 + ["quoted", "reported"] + ["own"] * 5
    assert table.loc[2, ["left", "right"]].tolist() == ["met an", "and an"]


def test_the_window_is_counted_in_words():
    layers = layers_of([article("a", "Courier", ("body", "own", "One two, three\nfour alien five - six.", 0.0))])
    shown = {w: fr.concordance(layers, "alien", window=w).loc[0, ["left", "right"]].tolist() for w in (0, 1, 3, 9)}
    assert shown == {
        0: ["", ""],
        1: ["four", "five"],
        3: ["two, three four", "five - six."],
        9: ["One two, three four", "five - six."],
    }


def test_nothing_found_is_an_empty_table_with_its_columns():
    table = fr.concordance(layers_of(SMALL), "unicorn")
    assert table.empty
    assert list(table.columns) == [
        "article_id", "outlet", "published", "left", "node", "right", "start", "end", "zone", "voice",
    ]  # fmt: skip


def test_a_window_below_0_is_refused():
    with pytest.raises(fr.UsageError, match="window -1"):
        fr.concordance(layers_of(SMALL), "alien", window=-1)
    with pytest.raises(fr.UsageError, match="sample -3"):
        fr.concordance(layers_of(SMALL), "alien", sample=-3)


LINES = layers_of(
    [
        article(
            "a", "Courier", ("body", "own", "One alien rests. Then an alien came, said Bo.", 0.0), published="2020"
        ),
        article("b", "Herald", ("body", "own", "Every ALIEN left; each alien ate.", 0.0), published="2019-02"),
        article("c", "Echo", ("body", "own", "alien", 0.0), published=""),
    ]
)


@pytest.mark.parametrize(
    "sort, expected",
    [
        ([], ["One", "an", "Every", "each", ""]),
        (["L1"], ["", "an", "each", "Every", "One"]),
        (["R1"], ["", "each", "an", "Every", "One"]),
        ("outlet", ["One", "an", "", "Every", "each"]),
        (["date", "R1"], ["each", "Every", "an", "One", ""]),
        (["L3", "R2"], ["", "Every", "One", "each", "an"]),
    ],
)
def test_lines_are_sorted_by_the_usual_keys(sort, expected):
    # L3 of "an" is "rests", of "each" "alien", of the others nothing, which comes first.
    table = fr.concordance(LINES, "alien", window=1, sort=sort)
    assert table["left"].tolist() == expected


def test_the_order_of_lines_does_not_depend_on_the_window():
    keys = ["L2", "R3"]
    narrow, wide = (fr.concordance(LINES, "alien", window=w, sort=keys) for w in (0, 8))
    assert narrow["start"].tolist() == wide["start"].tolist()


def test_a_sample_is_the_same_whatever_the_order_of_the_corpus():
    some = fr.concordance(LINES, "alien", sample=3, seed=1)
    turned = layers_of([article(i, "X", ("body", "own", t, 0.0)) for i, t in [("c", "alien"), ("b", "Every ALIEN left; each alien ate."), ("a", "One alien rests. Then an alien came, said Bo.")]])  # fmt: skip
    again = fr.concordance(turned, "alien", sample=3, seed=1)
    assert set(zip(some["article_id"], some["start"], strict=True)) == set(zip(again["article_id"], again["start"], strict=True))  # fmt: skip
    assert len(some) == 3 and len(fr.concordance(LINES, "alien", sample=99)) == 5
    drawn = {tuple(fr.concordance(LINES, "alien", sample=2, seed=seed)["start"]) for seed in range(8)}
    assert len(drawn) > 1


def test_left_and_right_may_end_with_the_sentence():
    layers = layers_of([article("a", "A", ("body", "own", "It rained.", 0.0), ("body", "own", "An alien came.", 0.0))])
    (row,) = fr.concordance(layers, "alien", within="sentence").to_dict("records")
    assert (row["left"], row["right"]) == ("An", "came.")
    (row,) = fr.concordance(layers, "alien").to_dict("records")
    assert row["left"] == "It rained. An"


@pytest.mark.parametrize("options, said", [({"sort": ["L4"]}, "unknown key to sort by 'L4'"), ({"within": "line"}, "choice of within")])  # fmt: skip
def test_an_unknown_key_is_refused(options, said):
    with pytest.raises(fr.UsageError, match=said):
        fr.concordance(LINES, "alien", **options)
