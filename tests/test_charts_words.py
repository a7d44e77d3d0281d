"""Charts of words and of time, and their sections: every mark lies where its number says, every number opens its lines."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from matplotlib.figure import Figure

import framing as fr
from framing import show
from framing.charts import ACCENT, GROUPS
from framing.charts.time import chart_trend
from framing.charts.words import chart_dispersion, chart_keyness, key_words

NAN, INF = float("nan"), float("inf")
KEYNESS = pd.DataFrame(
    [
        ("Courier", "raid", 8, 0, 5.0, 6.0, 2.0, INF, 0.001, "more; absent from (rest)"),
        ("Courier", "$\\frac{$", 9, 3, 3.0, 1.5, 0.5, 2.5, 0.03, "more"),
        ("Courier", "walk", 4, 3, 0.5, 0.2, -1.0, 1.0, 0.8, "not distinguishable"),
        ("Courier", "order", 1, 40, -4.0, -2.0, -3.0, -1.0, 0.01, "less"),
        ("Courier", "", 90, 90, NAN, NAN, NAN, NAN, NAN, "rare"),
        ("Herald", "walk", 5, 9, 0.5, 0.2, -1.0, 1.0, 0.8, "not distinguishable"),
    ],
    columns=["target", "word", "n_target", "n_reference", "score", "log_ratio", "low", "high", "q", "note"],
).assign(reference="(rest)")


@pytest.fixture
def axes():
    return Figure().add_axes((0, 0, 1, 1))


def test_bars_end_at_their_log_ratio_and_point_to_their_side(axes):
    ax = chart_keyness(KEYNESS, target="Courier", links={"order": "#p-1"}, ax=axes)
    assert [bar.get_width() for bar in ax.patches] == [6.0, 1.5, -2.0]
    colours = [tuple(round(255 * c) for c in bar.get_facecolor()[:3]) for bar in ax.patches]
    assert colours == [tuple(bytes.fromhex(c[1:])) for c in (ACCENT, ACCENT, GROUPS[2])]
    assert [bar.get_url() for bar in ax.patches] == [None, None, "#p-1"]
    texts = [text.get_text() for text in ax.texts]
    assert texts[:6] == ["raid", "$\\frac{$", "order", "8 : 0", "9 : 3", "1 : 40"]
    # A bound at infinity runs to the edge.
    assert ax.collections[0].get_segments()[0][1][0] == ax.get_xlim()[1]


def test_an_outlet_without_a_word_says_so(axes):
    assert "no word has q below .05" in [
        text.get_text() for text in chart_keyness(KEYNESS, target="Herald", ax=axes).texts
    ]
    assert key_words(KEYNESS, most=1)["word"].tolist() == ["raid", "order"]
    with pytest.raises(fr.UsageError, match="Did you mean 'Herald'"):
        chart_keyness(KEYNESS, target="Heralt", ax=axes)


def test_dots_are_hollow_only_where_that_tells_one_from_another(axes):
    rows = [("Courier", "2020", 1, 4, 0.25, 0.1, 0.6, "wide"), ("Courier", "2021", 30, 60, 0.5, 0.4, 0.6, "")]
    columns = ["outlet", "period", "n", "of", "share", "low", "high", "note"]
    table = pd.DataFrame(rows, columns=columns)
    white = {
        name: [bool((face[:3] == 1).all()) for face in chart_trend(part, ax=ax).collections[-1].get_facecolors()]
        for name, part, ax in (("both", table, axes), ("one", table[:1], Figure().add_axes((0, 0, 1, 1))))
    }
    assert white == {"both": [True, False], "one": [False]}
    foot = [text.get_text() for text in chart_trend(table[:1], ax=Figure().add_axes((0, 0, 1, 1))).texts][-1]
    assert "every value is imprecise" in foot


def test_a_stroke_stands_at_each_place(axes):
    places = pd.DataFrame({"outlet": ["A", "A", "C"], "article_id": "x", "published": "", "place": [0.1, 0.4, 0.9]})
    table = pd.DataFrame({"outlet": ["A", "B", "C"], "n": [2, 0, 1], "range": [1, 0, 1], "articles": [4, 2, 3],
                          "dp": [0.5, NAN, 0.7], "dp_by_chance": [0.4, NAN, 0.7]})  # fmt: skip
    ax = chart_dispersion(table, places, ax=axes)
    drawn = sorted(tuple(point) for strokes in ax.collections if len(strokes.get_offsets()) for point in strokes.get_offsets().tolist() if point != [0, 0])  # fmt: skip
    assert drawn == [(0.1, 0), (0.4, 0), (0.9, 2)]
    texts = [text.get_text() for text in ax.texts]
    assert "2 in 1 of 4\nDP 0.50, by chance 0.40" in texts and "0 in 0 of 2" in texts and "does not occur" in texts


def test_no_line_is_drawn_over_a_gap_and_each_value_has_its_n(axes):
    table = pd.DataFrame(
        [("A", "2019", 1, 4, 0.25, 0.1, 0.6, ""), ("A", "2020", 2, 4, 0.5, 0.2, 0.8, "imprecise"), ("A", "2021", 0, 0, NAN, NAN, NAN, "no articles"),
         ("A", "2022", 3, 4, 0.75, NAN, NAN, "one article"), ("A", "undated", 9, 9, 1.0, 0.7, 1.0, "")],
        columns=["outlet", "period", "n", "of", "share", "low", "high", "note"],
    )  # fmt: skip
    ax = chart_trend(table, ax=axes)
    lines = [line.get_xdata().tolist() for line in ax.lines if len(line.get_xdata()) == 2 and set(line.get_xdata()) != {0, 1} or line.get_color() == ACCENT]  # fmt: skip
    assert lines == [[0, 1]]
    (dots,) = [found for found in ax.collections if len(found.get_offsets()) == 4]
    assert dots.get_offsets()[:, 0].tolist() == [0, 1, 3, 4]
    assert [face[:3].tolist() == [1, 1, 1] for face in dots.get_facecolors()] == [False, True, True, False]
    assert [text.get_text() for text in ax.texts][-6:-1] == ["4", "4", "–", "4", "9"]
    assert [text.get_text() for text in ax.get_xticklabels()][-1] == "undated"


def test_the_section_on_words_opens_every_line_that_it_counts(demo_layers, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    page = show.open_page(demo_layers)
    keyness = fr.keyness(demo_layers, reading="claim", **page.view)
    html = show.words(page, keyness)
    told = keyness[keyness["q"] < 0.05]
    assert {"illegal", "aliens"} <= set(told.loc[told["target"] == "Courier", "word"])
    for row in told.itertuples():
        (panel,) = [panel for key, panel in page.ledger.panels.items() if key == ("word", row.target, row.word)]
        assert panel.n == row.n_target and len(panel.rows) == row.n_target and f'href="#{panel.id}"' in html
        texts = demo_layers.articles.set_index("article_id")["text"]
        for passage in panel.rows:
            assert texts[passage.article_id][passage.start : passage.end].lower() == row.word
            assert page.home[passage.article_id] == row.target
    assert "No word of Ledger and Tribune" in re.sub("<[^>]+>", "", html)


def test_the_section_on_time_has_a_chart_and_a_table_a_name(demo_layers, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    page = show.open_page(demo_layers)
    trend = fr.trend(demo_layers, "shares", referent=page.referents[0], reading=page.reading, **page.view)
    html = show.times(page, trend)
    assert html.count("<svg ") == 2 == html.count("<table ")
    assert "Names fall in" in show.times(page, trend[trend["period"] == "2021"])
