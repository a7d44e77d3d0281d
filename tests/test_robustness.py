"""Robustness: a finding that hangs on one choice is caught, one that does not holds; chart, sentence and page say the same."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from measure_cases import article, layers_of, use

import framing as fr
from framing.robustness import WINDOW, strongest, windowed
from framing.show import otherwise, robust
from framing.valence import score


def told(outlet: str, aliens: int, quoted: int, headline: str = "It rained.", n: int = 14):
    """Articles with one undocumented immigrant each in own words, and aliens in own and in quoted words."""
    body = [("body", "own", "An {illegal alien} came.", -0.5)] * aliens + [
        ("body", "own", "An {undocumented immigrant} left.", 0.5)
    ]
    body += [("body", "quoted Ann Lee", "“An {illegal alien}”", 0.0)] * quoted
    return [
        article(f"{outlet}{i:02}", outlet, ("headline", "own", headline, 0.0), *body, story=f"s{i}") for i in range(n)
    ]


@pytest.fixture(scope="module")
def quoting():
    """The Courier quotes the word that the Herald does not have: a difference only where quotations count."""
    return layers_of([*told("Courier", 0, 3), *told("Herald", 0, 0)])


PAIR = {"target": "Courier", "reference": "Herald", "referent": "people", "term": "illegal alien"}


def test_a_finding_that_hangs_on_the_reading_says_so(quoting):
    table = fr.robustness(quoting, **PAIR, reading="all")
    base = table.iloc[0]
    assert (base["choice"], base["holds"], base["difference"]) == ("as reported", True, 0.75)
    readings = table[table["choice"] == "reading"].set_index("value")
    assert not readings["holds"].any()
    assert (readings["difference"] == 0).all()
    assert fr.robustness_sentence(table) == (
        "It holds in 4 of 7 other choices; not with reading: wording or reading: claim; "
        "with lexicon without: undocumented immigrant nothing is left to compare."
    )
    assert not fr.robustness(quoting, **PAIR).iloc[0]["holds"]
    assert fr.robustness_sentence(fr.robustness(quoting, **PAIR)).startswith(
        "As computed here the difference is not sure"
    )


def test_a_finding_that_hangs_on_nothing_holds_in_all():
    layers = layers_of([*told("Courier", 3, 1), *told("Herald", 0, 1)])
    table = fr.robustness(layers, **PAIR)
    # Two readings, headline, copies, all names, same stories; the one other name that anybody uses.
    assert table["choice"].tolist() == [
        "as reported", "reading", "reading", "zone", "copies", "compared with", "articles", "lexicon without"
    ]  # fmt: skip
    # Without the only rival nothing is left to choose between.
    assert table["holds"].tolist() == [True] * 7 + [False]
    assert fr.robustness_sentence(table) == (
        "It holds in 6 of 7 other choices; with lexicon without: undocumented immigrant nothing is left to compare."
    )


def test_every_choice_is_the_measures_own_number(demo_layers):
    pair = {
        "target": "Courier",
        "reference": "Herald",
        "referent": "people without status",
        "term": "illegal immigrant",
    }
    table = fr.robustness(demo_layers, **pair).set_index(["choice", "value"])
    headline = fr.shares(demo_layers, referent=pair["referent"], zone="body+headline").set_index(["outlet", "term"])
    row = table.loc[("zone", "with headline")]
    share = headline["share"]
    assert row["difference"] == pytest.approx(share["Courier", pair["term"]] - share["Herald", pair["term"]])
    body, head = (fr.shares(demo_layers, referent=pair["referent"], zone=zone)["n"] for zone in ("body", "headline"))
    assert headline["n"].tolist() == (body + head).tolist()
    without = table.loc[("lexicon without", "illegal alien")]
    shares = fr.shares(demo_layers, referent=pair["referent"]).set_index(["outlet", "term"])
    n, alien, of = (
        shares[c]["Courier", t] for c, t in (("n", pair["term"]), ("n", "illegal alien"), ("of", pair["term"]))
    )
    assert (without["n_target"], without["of_target"]) == (n, of - alien)
    assert ("articles", "same stories only") in table.index


def test_tone_has_its_own_choices(demo_layers):
    table = fr.robustness(demo_layers, target="Courier", reference="Herald", referent="people without status")
    plain = fr.tone(demo_layers, referent="people without status").set_index("outlet")["valence"]
    assert table["difference"].iloc[0] == pytest.approx(plain["Courier"] - plain["Herald"])
    masked = fr.tone(demo_layers, referent="people without status", masked=True).set_index("outlet")["valence"]
    found = table.set_index(["choice", "value"])["difference"]
    assert found["names scored", "masked"] == pytest.approx(masked["Courier"] - masked["Herald"])
    assert ("tone of", "10 words each side") in found.index


def test_windows_are_words_around_the_name(demo_layers):
    windows = windowed(demo_layers, "people without status").sentences
    texts = dict(zip(demo_layers.articles["article_id"], demo_layers.articles["text"], strict=True))
    mentions = demo_layers.mentions.query("referent == 'people without status' and excluded == ''")
    assert len(windows) == len(mentions) > 100
    for window, mention in list(zip(windows.itertuples(), mentions.itertuples(), strict=True))[:40]:
        text = texts[window.article_id]
        assert window.start <= mention.start and mention.end <= window.end
        assert len(text[window.start : mention.start].replace("-", " ").split()) <= WINDOW + 3
        span = mention.start - window.start, mention.end - window.start
        assert (window.valence, window.valence_masked) == pytest.approx(score(text[window.start : window.end], [span]))


def test_the_headline_finding_is_the_surest_of_the_largest(demo_layers):
    pairs = fr.contrasts(demo_layers, referent="people without status")
    found = strongest(pairs)
    assert found == {
        "target": "Herald", "reference": "Courier", "referent": "people without status", "term": "undocumented person",
        "among": "marked",
    }  # fmt: skip
    assert strongest(pairs.assign(q=0.5)) is None
    assert strongest(pairs.head(0)) is None


@pytest.mark.parametrize(
    "given, message",
    [({"target": "Courrier"}, "unknown outlet 'Courrier'.*Courier"), ({"term": "wall"}, "unknown term 'wall'")],
)
def test_what_does_not_exist_is_refused(quoting, given, message):
    with pytest.raises(fr.UsageError, match=message):
        fr.robustness(quoting, **PAIR | given)


def test_zones_can_be_joined_and_a_wrong_one_is_named(quoting):
    with pytest.raises(fr.UsageError, match="unknown zone 'headlin'.*Did you mean 'headline'"):
        fr.shares(quoting, zone="body+headlin")
    with pytest.raises(fr.UsageError, match="unknown zone 'all'"):
        fr.shares(quoting, zone="body+all")


def test_the_chart_names_each_choice_and_marks_what_does_not_hold(quoting):
    table = fr.robustness(quoting, **PAIR, reading="all")
    ax = fr.chart_robustness(table)
    said = [text.get_text() for text in ax.texts]
    assert "reading: claim (does not hold)" in said
    assert said[:3] == ["as reported", "+75", "42/56, 0/14"]
    hollow = [bool((dot.get_facecolor()[0, :3] == 1).all()) for dot in ax.collections]
    assert hollow == (~table["holds"]).tolist()
    # A name stands .27 above the middle of its row: the lines at 0 and at the reported value leave it alone.
    upright = [line.get_ydata() for line in ax.lines if len(set(line.get_xdata())) == 1]
    assert len(upright) >= 2 * len(table)
    assert all((float(top) + 0.5) % 1 > 0.4 and bottom - top < 0.6 for top, bottom in upright)


def test_a_choice_without_a_difference_is_drawn_without_a_dot():
    layers = layers_of([*told("Courier", 3, 0), *told("Herald", 0, 0)])
    table = fr.robustness(layers, **PAIR, zone="headline")
    assert np.isnan(table["difference"].iloc[0])
    assert "none" in [text.get_text() for text in fr.chart_robustness(table).texts]
    assert not table["holds"].iloc[0]


def test_the_page_says_whether_it_would_hold(demo_layers, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    page = fr_page(demo_layers)
    pairs = shown(page)
    choices = otherwise(page, pairs)
    html = robust(page, pairs, choices)
    assert fr.robustness_sentence(choices) in html
    assert "nan" not in html.lower().replace("financ", "")
    assert html.count("<tr>") == len(choices) + 1
    few = pairs.assign(q=0.5)
    assert "No two outlets can be told apart" in robust(page, few, otherwise(page, few))
    assert "8 of 10 cases" in robust(page, few, otherwise(page, few))
    assert "No two outlets can be compared" in robust(page, pairs.head(0), pairs.head(0))


def fr_page(layers):
    from framing.show import open_page

    return open_page(layers)


def shown(page) -> pd.DataFrame:
    from framing.show import compared

    return compared(page)


def test_one_article_each_is_no_finding():
    layers = layers_of([use("a", "Courier", alien=3), use("b", "Herald", undocumented=3)])
    table = fr.robustness(layers, **PAIR)
    assert not table["holds"].any()
    assert table["low"].isna().all()
