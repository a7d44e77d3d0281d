"""Keyness: counted by hand, absent words said, nothing counted twice, nothing found where nothing is."""

from __future__ import annotations

import numpy as np
import pytest
from measure_cases import article, layers_of

import framing as fr
from framing.association import log_likelihood, log_ratio
from framing.counting import select
from framing.layers import Layers
from framing.vocabulary.sequences import Items
from framing.vocabulary.sides import over_parts


def texts(outlet: str, *bodies: str, voice: str = "own") -> list[dict]:
    return [
        article(f"{outlet}{i}", outlet, ("body", voice, body, 0.0), cluster=f"{outlet}{i}")
        for i, body in enumerate(bodies)
    ]


# The Courier has "raid" 3 times in 2 of 2 articles of 5 words; the Herald never, "order" twice in 2 of 4 words.
SMALL = layers_of(
    texts("Courier", "A raid, a raid here.", "Raid at the old mill.") + texts("Herald", "An order.", "Order it.")
)


def rows(table):
    return {row["word"]: row for row in table.to_dict("records")}


def test_keyness_by_hand():
    row = rows(fr.keyness(SMALL, target="Courier", least=2))["raid"]
    assert [row[c] for c in ("n_target", "of_target", "range_target", "articles_target")] == [3, 10, 2, 2]
    assert [row[c] for c in ("n_reference", "of_reference", "range_reference", "articles_reference")] == [0, 4, 0, 2]
    assert row["log_ratio"] == pytest.approx(np.log2((3.5 / 10.5) / (0.5 / 4.5)))
    assert row["log_likelihood"] == pytest.approx(log_likelihood(3, 10, 0, 4).item())
    assert row["low"] < row["log_ratio"] < row["high"] == np.inf


def test_a_word_the_target_never_uses_is_listed_as_absent():
    row = rows(fr.keyness(SMALL, target="Courier", least=2))["order"]
    assert (row["n_target"], row["n_reference"], row["low"]) == (0, 2, -np.inf)
    assert "absent from Courier" in row["note"]
    assert row["score"] < 0


def test_rare_words_are_one_row_and_stay_in_every_denominator():
    table = fr.keyness(SMALL, target="Courier", least=2)
    assert table["n_target"].sum() == 10 and table["n_reference"].sum() == 4
    last = table.iloc[-1]
    # a, here, at, the, old, mill, an, it: each in one article.
    assert last["word"] == "" and last["note"] == "8 words in fewer than 2 articles, not compared"
    assert (last["n_target"], last["n_reference"]) == (7, 2)


def test_the_rest_never_holds_the_target_and_pairs_are_each_once():
    three = layers_of(texts("A", "x y", "x y") + texts("B", "x z", "x z") + texts("C", "x", "x"))
    table = fr.keyness(three, least=2)
    assert table.groupby("target")[["of_target", "of_reference"]].max().to_numpy().tolist() == [[4, 6], [4, 6], [2, 8]]
    assert set(table["reference"]) == {"(rest)"}
    pairs = fr.keyness(three, least=2, pairs=True)[["target", "reference"]].drop_duplicates().to_numpy().tolist()
    assert pairs == [["A", "B"], ["A", "C"], ["B", "C"]]
    named = fr.keyness(three, least=2, reference="B")[["target", "reference"]].drop_duplicates().to_numpy().tolist()
    assert named == [["A", "B"], ["C", "B"]]


def test_sides_swapped_change_every_sign():
    one = rows(fr.keyness(SMALL, target="Courier", least=2))
    other = rows(fr.keyness(SMALL, target="Herald", least=2))
    assert set(one) == set(other) >= {"raid", "order"}
    for word in set(one) - {""}:
        for column in ("score", "log_ratio", "log_likelihood", "conservative"):
            assert one[word][column] == pytest.approx(-other[word][column])
        assert one[word]["p"] == pytest.approx(other[word]["p"])


def test_own_voice_and_quotations_are_counted_apart():
    mixed = layers_of(
        [*texts("A", "A raid.", "A raid."), *texts("B", "A walk.", "A walk.")]
        + [a | {"article_id": a["article_id"] + "q", "cluster": a["cluster"] + "q"} for a in texts("A", "Chaos!", "Chaos!", voice="quoted")]
    )  # fmt: skip
    assert "chaos" not in rows(fr.keyness(mixed, target="A", least=2, reading="claim"))
    assert rows(fr.keyness(mixed, target="A", least=2, reading="all"))["chaos"]["n_target"] == 2


def test_boilerplate_and_captions_are_not_counted():
    given = [
        article(f"a{i}", "A", ("body", "own", "A raid.", 0.0), ("boilerplate", "own", "Subscribe to our newsletter", 0.0),
                ("caption", "own", "Getty Images", 0.0), cluster=f"a{i}")
        for i in range(2)
    ]  # fmt: skip
    found = rows(fr.keyness(layers_of(given + texts("B", "One.", "Two.")), target="A", least=2))
    assert set(found) == {"a", "raid", ""}


def planted(seed: int, rate: float, articles: int = 30) -> Layers:
    """Two outlets that write alike, but for "raid": so many times as often in the first, in a third of its articles."""
    random = np.random.Generator(np.random.Philox(seed))
    words = [f"w{i}" for i in range(60)]
    weights = 1 / np.arange(1, 61)
    given = []
    for outlet in ("A", "B"):
        for i in range(articles):
            drawn = random.choice(words, 80, p=weights / weights.sum()).tolist()
            drawn += ["raid"] * int(random.poisson(rate if outlet == "A" else 0.5))
            given += [article(f"{outlet}{i}", outlet, ("body", "own", " ".join(drawn), 0.0), cluster=f"{outlet}{i}")]
    return layers_of(given)


def test_a_planted_word_is_found_and_it_alone():
    for seed in range(5):
        table = fr.keyness(planted(seed, 3.0), target="A")
        assert table.loc[table["q"] < 0.05, "word"].tolist() == ["raid"]
        assert rows(table)["raid"]["note"] == "more"


def test_where_nothing_was_planted_hardly_anything_is_found():
    found = [bool((fr.keyness(planted(seed, 0.5), target="A")["q"] < 0.05).any()) for seed in range(40)]
    # At most 7 % of corpora, and three standard errors more for 40 of them: .07 + 3 · √(.07 · .93 / 40) = .19.
    assert sum(found) <= 7


def test_one_article_with_many_of_a_word_says_nothing_about_its_outlet():
    burst = layers_of(
        texts("A", "raid " * 40 + "then", *["rain fell then"] * 9) + texts("B", *["rain fell then"] * 9, "a raid then")
    )
    row = rows(fr.keyness(burst, target="A", least=2))["raid"]
    assert row["log_likelihood"] > 15 and row["p"] > 0.05 and row["low"] < 0 and row["conservative"] == 0


def test_three_against_three_cannot_be_told_apart_and_it_says_so():
    three = layers_of(texts("A", *["raid raid"] * 3) + texts("B", *["walk walk"] * 3))
    assert "3 against 3 articles cannot be" in rows(fr.keyness(three, target="A", least=2))["raid"]["note"]
    one = layers_of(texts("A", "raid") + texts("B", *["raid walk"] * 3))
    row = rows(fr.keyness(one, target="A", least=2))["raid"]
    assert row["note"] == "fewer than two articles in A" and np.isnan(row["q"]) and np.isnan(row["low"])


# --- sequences ---

# "white house" 6 times in 6 articles, never apart; "the" stands before many words.
HOUSE = layers_of(
    texts("A", *[f"the white house said {w} and the {w}" for w in ("one", "two", "three", "four", "five", "six")])
    + texts("B", "the end", "the start")
)


def items_of(layers, longest):
    chosen = select(layers, "outlet")
    items = Items(chosen, longest)
    found: list[str] = []

    def see(tokens):
        number, _, _ = items.of(tokens)
        found.extend(items.numbers.words[i] for i in number.tolist())

    over_parts(chosen, see)
    return found


def test_a_fixed_sequence_is_one_item_and_its_words_are_not_counted_again():
    words, pairs = items_of(HOUSE, 1), items_of(HOUSE, 2)
    assert (words.count("white"), words.count("house")) == (6, 6)
    assert (pairs.count("white house"), pairs.count("white"), pairs.count("house")) == (6, 0, 0)
    # Every word belongs to one item: the texts are the same, joined otherwise.
    assert " ".join(pairs) == " ".join(words)
    assert max(item.count(" ") for item in items_of(HOUSE, 3)) == 2
    assert " ".join(items_of(HOUSE, 3)) == " ".join(words)


def test_a_sequence_does_not_run_over_a_sentence_or_a_voice():
    def made(*sentences):
        return [article(f"a{i}", "A", *sentences, cluster=f"a{i}") for i in range(6)]

    apart = layers_of(made(("body", "own", "It was white", 0.0), ("body", "own", "House rules hold", 0.0)))
    assert not {"white house", "was white house"} & set(items_of(apart, 3))
    voices = layers_of(made(("body", "own", "It was white", 0.0), ("body", "quoted", "house", 0.0)))
    assert "house" not in " ".join(items_of(voices, 2))


def test_a_long_sequence_is_compared_as_one_word():
    table = rows(fr.keyness(HOUSE, target="A", longest=2, least=2))
    assert "white house" in table and "white" not in table
    assert sum(row["n_target"] for row in table.values()) == table["white house"]["of_target"]


# --- refusals ---


@pytest.mark.parametrize(
    "options, said",
    [
        ({"target": "Couriel"}, "did you mean 'Courier'"),
        ({"by": "voice"}, "choose with reading= and zone="),
        ({"by": ["outlet"]}, "one column"),
        ({"longest": 4}, "longest=4"),
        ({"least": 1}, "least=1"),
        ({"target": "Courier", "reference": "Courier"}, "are both 'Courier'"),
        ({"zone": "boddy"}, "unknown zone"),
    ],
)
def test_what_cannot_be_compared_is_refused(options, said):
    with pytest.raises(fr.UsageError, match="(?i)" + said):
        fr.keyness(SMALL, **options)


def test_log_ratio_of_equal_rates_is_0():
    assert log_ratio(3, 100, 6, 200, smoothing=0) == pytest.approx(0)


def test_the_terminal_shows_a_bound_without_end_as_the_sign_for_it(capsys):
    from framing import cli

    assert cli.main(["keyness", "--target", "Courier"]) == 0
    out = capsys.readouterr().out
    assert "∞]" in out and "inf" not in out


def test_where_q_is_sure_and_the_interval_is_not_the_note_says_so():
    # Three words are compared, so q of the surest is 3 p; "raid" stands once in 9 (10) of 10 articles, and never in the others.
    def raids(n: int) -> dict:
        given = texts("A", *["raid here now"] * n, *["here now"] * (10 - n)) + texts("B", *["here now"] * 10)
        return rows(fr.keyness(layers_of(given), target="A", reference="B", least=2))["raid"]

    nine, ten = raids(9), raids(10)
    assert nine["q"] == pytest.approx(3 * nine["p"]) and nine["q"] < 0.05
    assert nine["low"] < 0 < nine["log_ratio"]
    assert (
        nine["note"]
        == "more; absent from B; its interval reaches 0: interval and q are two methods, which disagree here"
    )
    assert ten["low"] > 0
    assert ten["note"] == "more; absent from B"
