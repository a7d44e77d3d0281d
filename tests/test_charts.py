"""Charts: every group is drawn where its number says, in the table's order, and text of others is only text."""

import re

import pandas as pd
import pytest
from matplotlib.figure import Figure

from framing.charts import MUTED, chart_shares, chart_tone, chart_voices, figure_size, frame_of
from framing.errors import UsageError
from framing.show.figures import figure

NAN = float("nan")
SHARES = pd.DataFrame(
    [
        ("Courier", "illegal alien", 6, 8, 0.75, 0.6, 0.9, ""),
        ("$\\frac{$", "illegal alien", 1, 10, 0.1, 0.02, 0.5, "imprecise: interval wider than .30"),
        ("_Times", "illegal alien", 3, 4, 0.75, NAN, NAN, "one article"),
        ("Star", "illegal alien", 0, 0, NAN, NAN, NAN, "no mentions"),
        ("Courier", "undocumented immigrant", 2, 8, 0.25, 0.1, 0.4, ""),
    ],
    columns=["outlet", "term", "n", "of", "share", "low", "high", "note"],
)


@pytest.fixture
def axes():
    return Figure().add_axes((0, 0, 1, 1))


def dots(ax):
    return [tuple(point) for point in ax.collections[-1].get_offsets().tolist()]


def test_a_dot_lies_at_its_share_in_the_row_of_its_outlet(axes):
    ax = chart_shares(SHARES, ax=axes)
    assert dots(ax) == [(0.75, 0), (0.1, 1)]
    assert [line.tolist() for line in ax.collections[0].get_segments()] == [[[0.6, 0], [0.9, 0]], [[0.02, 1], [0.5, 1]]]
    assert ax.get_ylim()[0] > ax.get_ylim()[1], "the table's first row stands on top"


def test_what_is_imprecise_single_or_silent_is_drawn_so(axes):
    ax = chart_shares(SHARES, ax=axes)
    texts = [text.get_text() for text in ax.texts]
    assert texts == ["Courier", "$\\frac{$", "_Times", "Star", "75 % of 8", "10 % of 10", "3 of 4", "no names"]
    assert [text.get_color() == MUTED for text in ax.texts[4:]] == [False, True, True, True]
    faces = ax.collections[-1].get_facecolors().tolist()
    assert faces[1] == [1, 1, 1, 1] != faces[0]


def test_a_term_is_drawn_at_its_own_shares_and_the_most_used_by_default(axes):
    assert dots(chart_shares(SHARES, term="undocumented immigrant", ax=axes)) == [(0.25, 0)]
    with pytest.raises(UsageError, match="Did you mean 'illegal alien'"):
        chart_shares(SHARES, term="ilegal alien", ax=axes)


def test_groups_have_their_colours_and_links(axes):
    ax = chart_shares(SHARES, colours={"Courier": "#b8431c"}, links={"Courier": "#p-1"}, ax=axes)
    assert ax.collections[-1].get_urls() == ["#p-1", None]
    assert ax.collections[-1].get_facecolors()[0].tolist() == pytest.approx([0xB8 / 255, 0x43 / 255, 0x1C / 255, 1])


def test_a_name_ends_before_the_dot_at_nothing():
    import matplotlib

    names = ["Washington Times", "American Spectator", "Morning Mountain Gazette"]
    rows = [(name, "alien", 0, 20, 0.0, 0.0, 0.2, "") for name in names]
    table = pd.DataFrame(rows, columns=SHARES.columns)
    with matplotlib.rc_context({"font.family": "DejaVu Sans"}):
        canvas = Figure(figsize=figure_size(3), dpi=72)
        ax = chart_shares(table, ax=canvas.add_axes(frame_of(3)))
        ends = [text.get_window_extent().x1 for text in ax.texts if text.get_ha() == "left"]
    assert len(ends) == 3 and max(ends) < ax.get_window_extent().x0 - 4  # the dot's radius, in points


def test_tone_is_drawn_about_zero(axes):
    rows = [("Courier", 12, -0.25, -0.4, -0.1, ""), ("Star", 0, NAN, NAN, NAN, "no sentences")]
    ax = chart_tone(pd.DataFrame(rows, columns=["outlet", "n", "valence", "low", "high", "note"]), ax=axes)
    assert dots(ax) == [(-0.25, 0)] and ax.get_xlim() == (-0.8, 0.8)
    assert [text.get_text() for text in ax.texts][2:] == ["−.25 in 12", "no names"]


def test_voices_fill_the_bar_from_left_to_right(axes):
    ax = chart_voices(pd.DataFrame({"outlet": ["Post"], "own": [0.7], "reported": [0.1], "quoted": [0.2]}), ax=axes)
    assert [(round(bar.get_x(), 6), round(bar.get_width(), 6)) for bar in ax.patches] == [
        (0, 0.7),
        (0.7, 0.1),
        (0.8, 0.2),
    ]


def test_a_chart_without_axes_makes_a_figure_of_its_own():
    ax = chart_shares(SHARES)
    assert ax.figure.get_size_inches()[1] == pytest.approx((4 * 25 + 26) / 72)


def test_a_figure_is_one_labelled_image_with_text_as_text_and_the_same_bytes_each_time(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    links = {"Courier": "#p-1"}
    html = [
        figure(lambda ax: chart_shares(SHARES, links=links, ax=ax), rows=4, name="shares", alt='75 % < "all"')
        for _ in "12"
    ]
    assert html[0] == html[1]
    image = 'role="img" aria-label="75 % &lt; &quot;all&quot;"'
    assert html[0].startswith(f'<span {image}></span><svg aria-hidden="true" ')
    assert re.findall(r">([^<>\n]+)</text>", html[0])[3:7] == ["Courier", "$\\frac{$", "_Times", "Star"]
    assert 'href="#p-1"' in html[0] and "_blank" not in html[0] and "DejaVu" not in html[0]
    assert "var(--ink)" in html[0] and not re.search(r"#[0-9a-f]{6}\b", html[0])
    alone = (tmp_path / "out/figures/shares.svg").read_text(encoding="utf-8")
    assert alone.startswith(f"<svg {image} ") and "aria-hidden" not in alone
    assert 'href="../index.html#p-1"' in alone and "var(" not in alone and "<dc:date" not in alone


def test_two_charts_on_a_page_share_no_id(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    both = [figure(lambda ax: chart_shares(SHARES, ax=ax), rows=4, name=name, alt="x") for name in ("a", "b")]
    ids = [set(re.findall(r' id="([^"]+)"', html)) for html in both]
    assert all(ids) and not ids[0] & ids[1]
