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
