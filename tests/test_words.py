"""Collocates, dispersion, places: counted by hand; the same whatever the batches."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from measure_cases import SMALL, article, layers_of

import framing as fr
from framing.counting import select
from framing.vocabulary.dispersion import dp, dp_by_chance, dp_norm, juilland_d
from framing.vocabulary.sides import read_tokens


def body(article_id, outlet, *sentences, **columns):
    spans = [("body", "own", sentence, 0.0) for sentence in sentences]
    return article(article_id, outlet, *spans, cluster=article_id, **columns)


def test_the_words_of_a_batch_are_the_words_table(demo_layers):
    chosen = select(demo_layers, ["outlet", "voice", "zone"], genre="all", copies="all")
    at, _, group = chosen.find(demo_layers.words)
    expected = np.bincount(group, demo_layers.words["n"].to_numpy()[at], len(chosen.groups))
    (tokens,) = read_tokens(chosen, demo_layers)
    assert len(tokens.word) > 10_000
    assert np.bincount(tokens.group[tokens.group >= 0], minlength=len(chosen.groups)).tolist() == expected.tolist()
    texts = demo_layers.articles.set_index("article_id")["text"]
    for i in range(0, len(tokens.word), 997):
        printed = texts[tokens.ids[tokens.article[i]]][tokens.start[i] : tokens.end[i]]
        assert printed.lower().replace("\u2019", "'") == tokens.words[tokens.word[i]]


WORDS = {
    "keyness": lambda layers: fr.keyness(layers, target="Courier", longest=3, least=2),
    "collocates": lambda layers: fr.collocates(layers, term="illegal immigrant", window=4),
    "dispersion": lambda layers: fr.dispersion(layers, "border*"),
    "places": lambda layers: fr.places(layers, "border*"),
}


@pytest.mark.parametrize("name", WORDS)
def test_batches_of_three_articles_give_the_same_table(name, demo_layers, monkeypatch):
    whole = WORDS[name](demo_layers)
    assert len(whole) > 5
    monkeypatch.setattr("framing.vocabulary.sides.BATCH", 3)
    pd.testing.assert_frame_equal(WORDS[name](demo_layers), whole, check_exact=True)


# --- collocates ---

PLAIN = layers_of(
    [
        body("a1", "Courier", "The tall wall stands here.", "A tall man came."),
        body("a2", "Courier", "One tall wall, one small wall.", "Far from it a wall."),
        body("b1", "Herald", "The wall is small.", "A small wall fell."),
        body("b2", "Herald", "A small wall."),
        body("c1", "Echo", "It rained."),
    ]
)


def collocate(table, outlet, word):
    (row,) = table[(table["outlet"] == outlet) & (table["collocate"] == word)].to_dict("records")
    return row


def test_collocates_by_hand():
    # Courier, one word each side of "wall": the nearest are tall, stands, tall, one, small, a.
    table = fr.collocates(PLAIN, "wall", window=1, least=1)
    row = collocate(table, "Courier", "tall")
    assert (row["n"], row["of"], row["articles"]) == (2, 6, 2)
    # 9 + 11 words, 4 of them nodes: 16, with tall 3 times; 2 of 6 near where 6 · 3 / 16 are expected.
    assert row["pmi"] == pytest.approx(np.log2(2 * 16 / (6 * 3)))
    assert row["t"] == pytest.approx((2 - 6 * 3 / 16) / np.sqrt(2))
    assert row["mi3"] == pytest.approx(np.log2(2**3 * 16 / (6 * 3)))
    other = collocate(table, "Herald", "tall")
    assert (other["n"], other["note"]) == (0, "never near it") and np.isnan(other["pmi"])
    assert row["log_ratio"] == pytest.approx(np.log2((2.5 / 6.5) / (0.5 / (other["of"] + 0.5))))


def test_a_silent_outlet_keeps_a_row():
    rows = fr.collocates(PLAIN, "wall", window=1, least=1)
    (echo,) = rows[rows["outlet"] == "Echo"].to_dict("records")
    assert (echo["collocate"], echo["n"], echo["of"]) == ("", 0, 0) and "no “wall”" in echo["note"]


def test_nothing_reaches_over_a_sentence_and_a_word_between_two_nodes_counts_once():
    table = fr.collocates(PLAIN, "wall", window=9, least=1)
    # a2: "one tall . one small ." and "far from it a ."; a1: "the tall . stands here", never "a tall man came".
    assert collocate(table, "Courier", "a")["n"] == 1
    assert collocate(table, "Courier", "one")["n"] == 2
    assert set(table[(table["n"] > 0) & (table["outlet"] == "Courier")]["collocate"]) == {
        "the", "tall", "stands", "here", "one", "small", "far", "from", "it", "a",
    }  # fmt: skip
    sentences = fr.collocates(PLAIN, "wall", window=None, least=1)
    pd.testing.assert_series_equal(sentences["n"], table["n"])


def test_a_term_is_its_mentions_and_others_words_do_not_count():
    found = fr.collocates(layers_of(SMALL), term="illegal alien", window=2, least=1)
    courier = found[(found["outlet"] == "Courier") & (found["n"] > 0)]
    # a1: "The . met an . and an", and in reported speech "that one . had come"; not the quotation's "no" and "was".
    assert dict(zip(courier["collocate"], courier["n"], strict=True)) == {
        "the": 1, "met": 1, "an": 2, "and": 1, "that": 1, "one": 1, "had": 1, "come": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    "arguments, options, said",
    [
        ((), {}, "either a pattern"),
        (("wall",), {"term": "wall"}, "either a pattern"),
        ((), {"term": "wal"}, "did you mean 'wall'"),
        (("w*ll",), {}, "only at a word's end"),
        (("wall",), {"window": 0}, "window=0"),
        (("wall",), {"by": "zone"}, "cannot be compared"),
    ],
)
def test_a_mistake_is_named(arguments, options, said):
    with pytest.raises(fr.UsageError, match="(?i)" + said.replace("*", r"\*")):
        fr.collocates(layers_of(SMALL), *arguments, **options)


# --- dispersion ---


def test_published_dispersions():
    # Wordless, tests of dispersion: Gries 2008 and Lijffijt & Gries 2012; Juilland's D of 0, 4, 3, 2, 1 (Lyne 1985).
    assert dp_norm(np.array([2, 1, 0]), np.array([1, 1, 1])) == pytest.approx(0.5)
    assert juilland_d(np.array([0, 4, 3, 2, 1]), np.array([7] * 5)) == pytest.approx(0.6464, abs=5e-5)


def test_dp_by_hand_with_parts_of_unequal_size():
    # 1 of 4 and 3 of 4 occurrences in parts of 1/10 and 9/10: (.15 + .15) / 2; the smallest part is 1/10.
    x, size = np.array([1, 3]), np.array([10, 90])
    assert dp(x, size) == pytest.approx(0.15)
    assert dp_norm(x, size) == pytest.approx(0.15 / 0.9)


def test_dp_by_chance_is_the_mean_of_every_way_to_place_two_words():
    # Two occurrences in parts of 1/4 and 3/4: 2 and 0 with 1/16, 1 and 1 with 6/16, 0 and 2 with 9/16.
    ways = [(2, 0, 1 / 16), (1, 1, 6 / 16), (0, 2, 9 / 16)]
    size = np.array([25, 75])
    assert dp_by_chance(np.array([1, 1]), size) == pytest.approx(
        sum(p * dp(np.array([a, b]), size) for a, b, p in ways)
    )


def test_dispersion_of_each_outlet():
    table = fr.dispersion(PLAIN, "wall").set_index("outlet")
    # Courier: 1 of 9 words and 3 of 11; Herald: 2 of 8 and 1 of 3.
    assert table[["n", "of", "articles", "range"]].to_numpy().tolist() == [[4, 20, 2, 2], [0, 2, 1, 0], [3, 11, 2, 2]]
    assert table.loc["Courier", "dp"] == pytest.approx(9 / 20 - 1 / 4)
    assert np.isnan(table.loc["Echo", "dp"]) and table.loc["Echo", "rate_per_10k"] == 0
    assert table.loc["Courier", "rate_per_10k"] == pytest.approx(1e4 * 4 / 20)


def test_places_lie_where_the_words_do_and_articles_by_date():
    layers = layers_of(
        [
            body("late", "A", "wall a b c", published="2020-02-01"),
            body("early", "A", "a wall b wall", published="2019"),
            body("undated", "A", "b a", published=""),
        ]
    )
    table = fr.places(layers, "wall")
    assert table["article_id"].tolist() == ["early", "early", "late"]
    assert table["place"].tolist() == [0.1, 0.3, 0.4]
