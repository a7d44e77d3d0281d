"""Agreement, errors and corrected shares: published values, and the loop closed on the demo with planted errors."""

from __future__ import annotations

import csv
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from measure_cases import article, layers_of

import framing as fr
from framing.coding import Codes
from framing.coding.agreement import krippendorff, value_counts
from framing.coding.corrected import corrected_shares
from framing.coding.validity import error_sentences, measure_errors
from framing.places import shipped

WITHOUT = "people without status"
LEVELS = ("nominal", "ordinal", "interval", "ratio")


# --- alpha, against the literature ---

# Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", section C: four observers, twelve units.
PAPER = """1 2 3 3 2 1 4 1 2 . . .
1 2 3 3 2 2 4 1 2 5 . 3
. 3 3 3 2 3 4 2 2 5 1 .
1 2 3 3 2 4 4 1 2 5 1 ."""
# Wikipedia, "Krippendorff's alpha": three coders, fifteen units.
WIKIPEDIA = """. . . . . 3 4 1 2 1 1 3 3 . 3
1 . 2 1 3 3 4 3 . . . . . . .
. . 2 1 3 4 4 . 2 1 1 3 3 . 4"""


def codes_of(text: str) -> pd.DataFrame:
    rows = [
        (f"c{c}", f"u{u:02}", value)
        for c, line in enumerate(text.splitlines())
        for u, value in enumerate(line.split())
        if value != "."
    ]
    return pd.DataFrame(rows, columns=["coder", "item", "value"])


@pytest.mark.parametrize(
    "text, expected",
    [
        # data/parity.json, "krippendorff", whose origins are the two above.
        (PAPER, {"nominal": 0.743421, "ordinal": 0.815388, "interval": 0.849107, "ratio": 0.797403}),
        (WIKIPEDIA, {"nominal": 0.691358, "interval": 0.810845, "ordinal": 0.806721}),
    ],
)
def test_alpha_gives_the_published_values(text, expected):
    counts, values = value_counts(codes_of(text), "interval")
    for level, alpha in expected.items():
        assert krippendorff(counts, values, level=level) == pytest.approx(alpha, abs=1e-6)


@settings(max_examples=40)
@given(st.lists(st.lists(st.integers(1, 4), min_size=2, max_size=3), min_size=2, max_size=8), st.sampled_from(LEVELS))
def test_alpha_is_1_at_most_and_forgets_who_coded(units, level):
    rows = [(f"c{c}", f"u{u}", str(v)) for u, values in enumerate(units) for c, v in enumerate(values)]
    turned = [(f"c{c}", f"u{u}", str(v)) for u, values in enumerate(units) for c, v in enumerate(values[::-1])]
    one, other = (pd.DataFrame(r, columns=["coder", "item", "value"]) for r in (rows, turned))
    alpha = krippendorff(*value_counts(one, "interval"), level=level)
    assert alpha == pytest.approx(krippendorff(*value_counts(other, "interval"), level=level), nan_ok=True)
    if all(len(set(values)) == 1 for values in units):
        assert np.isnan(alpha) == (len({v for values in units for v in values}) == 1)
        assert np.isnan(alpha) or alpha == 1
    else:
        assert alpha < 1


def test_weights_count_items_so_often():
    counts = np.array([[2, 0], [1, 1], [0, 2]])
    twice = krippendorff(counts, np.arange(2.0), weights=np.array([2.0, 1.0, 1.0]))
    assert twice == pytest.approx(krippendorff(counts[[0, 0, 1, 2]], np.arange(2.0)))


def said(pairs: list[tuple[str, str]], clusters: str) -> Codes:
    rows = [
        (c, f"i{i}", "voice", v) for i, pair in enumerate(pairs) for c, v in zip(("ann", "bo"), pair, strict=True) if v
    ]
    key = pd.DataFrame({"item": [f"i{i}" for i in range(len(pairs))], "what": "mentions", "cluster": list(clusters)})
    return Codes(pd.DataFrame(rows, columns=["coder", "item", "code", "value"]), key)


@pytest.mark.parametrize(
    "pairs, note",
    [
        ([("own", ""), ("", "own")], "no item has two codes"),
        ([("own", "own"), ("own", "own")], "every code is the same: alpha is undefined, since chance would agree too"),
        ([("own", "own"), ("quoted", "quoted")], "no disagreement in 2 items: no interval"),
        ([("own", "own"), ("quoted", "own")], "no interval below 3 articles"),
    ],
)
def test_where_there_is_no_alpha_or_interval_the_table_says_why(pairs, note):
    row = fr.agreement(said(pairs, "ab")).iloc[0]
    assert row["note"] == note
    assert np.isnan([row["low"], row["high"]]).all()


def test_nobody_coded_anything_is_an_empty_table_with_its_columns():
    table = fr.agreement(
        Codes(pd.DataFrame(columns=["coder", "item", "code", "value"]), said([("own", "own")], "a").key)
    )
    assert table.empty
    assert list(table.columns[:4]) == ["what", "code", "level", "n"]


# --- the loop ---


def gold() -> dict[tuple[str, int], dict[str, str]]:
    with open(shipped("corpus/demo") / "gold" / "mentions.csv", encoding="utf-8", newline="") as rows:
        return {(row["file"], int(row["start"])): row for row in csv.DictReader(rows) if row["referent"] == WITHOUT}


def harmed(layers, seed: int = 5):
    """Planted errors: 4 of 10 of the Herald's "undocumented person" are missed, 4 of 10 "illegal immigrant" of the Courier misread."""
    rng = np.random.default_rng(seed)
    mentions = layers.mentions
    outlet = mentions["article_id"].map(layers.articles.set_index("article_id")["outlet"])
    some = rng.random(len(mentions)) < 0.4
    missed = (outlet == "Herald") & (mentions["term"] == "undocumented person") & some
    misread = (outlet == "Courier") & (mentions["term"] == "illegal immigrant") & some
    return replace(
        layers,
        mentions=mentions.assign(
            excluded=mentions["excluded"].mask(missed, "name"),
            term=mentions["term"].mask(misread, "undocumented immigrant"),
        ),
    )


def coded_by_gold(layers, drawn: pd.DataFrame, slips: float, seed: int = 7) -> Codes:
    """Two coders who know the gold, and write "none" in place of a name as often as `slips` says."""
    rng = np.random.default_rng(seed)
    files = dict(zip(layers.articles["article_id"], layers.articles["source_file"], strict=True))
    right = gold()
    rows = []
    for coder in ("ann", "bo"):
        for item in drawn.itertuples():
            answer = right.get((files[item.article_id], item.start))
            name = "none" if answer is None or answer["excluded"] or rng.random() < slips else answer["term"]
            rows += [
                (coder, item.item, "term", name),
                (coder, item.item, "voice", answer["voice"] if answer else item.voice),
            ]
    return Codes(pd.DataFrame(rows, columns=["coder", "item", "code", "value"]), drawn)


@pytest.fixture(scope="module")
def closed(demo_layers):
    layers = harmed(demo_layers)
    drawn = fr.draw_sample(layers, n=170, referent=WITHOUT)
    return layers, coded_by_gold(layers, drawn, 0.0)


def test_planted_errors_of_the_measure_are_found_in_their_outlet(demo_layers, closed):
    layers, codes = closed
    table = measure_errors(codes).set_index(["code", "value", "outlet"])
    genre = layers.articles.set_index("article_id")["genre"]
    for outlet, term in (("Herald", "undocumented person"), ("Courier", "illegal immigrant")):
        body = [
            (m["zone"] == "body") & (m["referent"] == WITHOUT) & (m["article_id"].map(genre) == "news")
            & (m["article_id"].map(layers.articles.set_index("article_id")["outlet"]) == outlet)
            & ~m["article_id"].str.contains("bill")
            for m in (layers.mentions, demo_layers.mentions)
        ]  # fmt: skip
        planted = [
            ((m["term"] == term) & (m["excluded"] == "") & mine).sum() / mine.sum()
            for m, mine in zip((layers.mentions, demo_layers.mentions), body, strict=True)
        ]
        row = table.loc[("term", term, outlet)]
        assert row["low"] <= planted[0] - planted[1] <= row["high"] < 0
        assert row["recall_low"] <= planted[0] / planted[1] <= row["recall_high"] < 1
        assert row["precision"] == 1
    others = table.loc["term"].query("outlet in ['Ledger', 'Tribune']")
    assert (others["error"].abs() < 0.05).all()
    said = " ".join(error_sentences(measure_errors(codes)))
    assert "term “undocumented person” in mentions: too seldom in Herald" in said
    assert "Ledger" not in said and "Tribune" not in said


def test_corrected_shares_hold_the_truth_that_the_harmed_measure_missed(demo_layers, closed):
    layers, codes = closed
    truth = fr.shares(demo_layers, referent=WITHOUT)
    table = corrected_shares(layers, codes)
    pd.testing.assert_series_equal(table["term"], truth["term"])
    known = table["corrected"].notna().to_numpy()
    assert known.sum() >= 5 * 14
    inside = (table["corrected_low"] <= truth["share"] + 1e-9) & (truth["share"] <= table["corrected_high"] + 1e-9)
    assert inside[known].mean() > 0.95
    row = table.query("outlet == 'Courier' and term == 'illegal immigrant'").index[0]
    assert abs(table["corrected"][row] - truth["share"][row]) < 0.5 * abs(table["share"][row] - truth["share"][row])
    assert table["corrected_high"][row] - table["corrected_low"][row] > table["high"][row] - table["low"][row]
    sums = table[known].groupby("outlet")["corrected"].sum()
    assert sums.to_numpy() == pytest.approx(1)


def test_alpha_comes_out_as_planted(demo_layers, closed):
    layers, codes = closed
    slips = 0.1
    alphas, inside = [], 0
    right = codes.codes.query("coder == 'ann' and code == 'term'")["value"]
    shares = right.value_counts(normalize=True)
    # A coder slips to "none" in s of the names: both right (1-s)^2, both "none" s^2, of what is a name.
    name = 1 - shares.get("none", 0)
    coded = (1 - slips) * shares.drop("none", errors="ignore")
    none = 1 - coded.sum()
    expected_agreement = 1 - name * 2 * slips * (1 - slips)
    by_chance = (coded**2).sum() + none**2
    planted = (expected_agreement - by_chance) / (1 - by_chance)
    for seed in range(8):
        row = fr.agreement(coded_by_gold(layers, codes.key, slips, seed)).query("code == 'term'").iloc[0]
        alphas.append(row["alpha"])
        inside += row["low"] <= planted <= row["high"]
    assert np.mean(alphas) == pytest.approx(planted, abs=0.03)
    assert inside >= 6


def test_names_that_were_missed_are_added(demo_layers):
    """Ten articles of the Courier, each with two aliens of which one sentence is not found."""
    given = [
        article(f"a{i}", "Courier", ("body", "own", "An {illegal alien} came.", 0.0), ("body", "own", "Another alien left.", 0.0),
                ("body", "own", "An {undocumented immigrant} came.", 0.0))
        for i in range(10)
    ]  # fmt: skip
    layers = layers_of(given)
    found, missed = (fr.draw_sample(layers, what=what, n=40, referent="people") for what in ("mentions", "missed"))
    rows = [("ann", i, "term", t) for i, t in zip(found["item"], found["term"], strict=True)]
    rows += [("ann", i, "term", "illegal alien") for i in missed["item"]]
    rows += [("ann", i, "voice", "own") for i in [*found["item"], *missed["item"]]]
    codes = Codes(
        pd.DataFrame(rows, columns=["coder", "item", "code", "value"]), pd.concat([found, missed], ignore_index=True)
    )
    row = corrected_shares(layers, codes).query("term == 'illegal alien'").iloc[0]
    # 10 found and 10 missed, of 10 + 10 + 10.
    assert (row["n"], row["of"], row["corrected"]) == (10, 20, pytest.approx(20 / 30))


def test_codes_of_another_corpus_are_refused(closed):
    _, codes = closed
    with pytest.raises(fr.UsageError, match="is not in the corpus"):
        corrected_shares(replace(closed[0], articles=closed[0].articles.iloc[:3]), codes)


def test_speakers_and_valence_are_judged_too(demo_layers):
    parts = []
    rows = []
    for what in ("attributions", "sentences"):
        drawn = fr.draw_sample(demo_layers, what=what, n=40)
        parts.append(drawn)
        for i, item in enumerate(drawn.itertuples()):
            rows.append(("ann", item.item, "voice", item.voice))
            if what == "attributions":
                # Every fifth speaker is somebody else; surnames are enough for the others.
                rows.append(
                    ("ann", item.item, "speaker", "Nobody Else" if i % 5 == 0 else (item.speaker or "none").split()[-1])
                )
            else:
                rows.append(("ann", item.item, "valence", "1"))
    codes = Codes(pd.DataFrame(rows, columns=["coder", "item", "code", "value"]), pd.concat(parts, ignore_index=True))
    table = measure_errors(codes)
    right = table.query("code == 'speaker'")
    assert right["n"].sum() == 40
    wrong = (codes.key.query("what == 'attributions'").reset_index().index % 5 == 0).sum()
    judged = (right["coded"] * right["n"]).sum()
    assert judged == pytest.approx(40 - wrong, abs=3)
    tone = table.query("code == 'valence'")
    assert (tone["coded"] == 0.5).all()
    assert tone["error"].to_numpy() == pytest.approx((tone["measured"] - 0.5).to_numpy())


def test_the_page_shows_corrected_beside_raw_or_says_that_nobody_checked(demo_layers, closed, tmp_path):
    from framing.show import checked, open_page

    page = open_page(closed[0])
    assert "have not been checked on this corpus" in checked(page, "")
    drawn = closed[1].key
    folder = fr.write_sample(drawn, tmp_path / "codes")
    assert "No item has been coded yet" in checked(page, str(folder))
    for coder, rows in closed[1].codes.groupby("coder"):
        rows.pivot(index="item", columns="code", values="value").to_csv(folder / f"{coder}.csv")
    html = checked(page, str(folder))
    assert "no disagreement in 170 items" in html
    assert "too seldom in Herald" in html
    assert html.count("<tr>") > 15 and ">nan" not in html
