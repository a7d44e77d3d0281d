"""What outlets are known to do with the names of people without status must come out of real articles."""

from __future__ import annotations

from pathlib import Path

import pytest

import framing as fr

ARTICLES = Path(__file__).parents[2] / "shared" / "data" / "allsides_immigration.jsonl.gz"
REFERENT = "people without status"
OUTLETS = (
    "Washington Times",
    "Fox News",
    "Breitbart News",
    "Townhall",
    "CNN (Web News)",
    "Politico",
    "Vox",
    "The Guardian",
)
# The README of ../shared/data: who writes it more.
MORE = {"illegal alien": "right", "illegal immigrant": "right", "undocumented immigrant": "left"}

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not ARTICLES.exists(), reason="../shared is absent: no real articles to try this on"),
]


@pytest.fixture(scope="module")
def layers():
    return fr.annotate(fr.read_corpus(ARTICLES), "immigration")


@pytest.fixture(scope="module")
def table(layers):
    return fr.contrasts(layers, referent=REFERENT, only=OUTLETS)


@pytest.mark.parametrize(
    "term, more, less",
    [
        ("illegal immigrant", "Washington Times", "CNN (Web News)"),
        ("illegal immigrant", "Washington Times", "Politico"),
        ("illegal immigrant", "Washington Times", "Vox"),
        ("illegal immigrant", "Fox News", "Vox"),
        ("undocumented immigrant", "CNN (Web News)", "Washington Times"),
        ("undocumented immigrant", "Politico", "Washington Times"),
        ("undocumented immigrant", "The Guardian", "Fox News"),
        ("unauthorized immigrant", "Vox", "Fox News"),
        ("illegal alien", "Breitbart News", "CNN (Web News)"),
        ("illegal alien", "Townhall", "Politico"),
    ],
)
def test_a_known_direction_is_found_between_outlets(table, term, more, less):
    pair = table[(table["term"] == term) & table["target"].isin([more, less]) & table["reference"].isin([more, less])]
    (row,) = pair.to_dict("records")
    sign = 1 if row["target"] == more else -1
    assert row["q"] < 0.05
    assert min(sign * row["low"], sign * row["high"]) > 0


@pytest.mark.parametrize("since, until", [("", ""), ("2012", "2014"), ("2015", "2017"), ("2018", "2020")])
@pytest.mark.parametrize("term", list(MORE))
def test_a_known_direction_of_outlets_of_one_leaning_holds_in_every_period(layers, term, since, until):
    found = fr.contrasts(layers, by="leaning", referent=REFERENT, only=("left", "right"), since=since, until=until)
    (row,) = found[found["term"] == term].to_dict("records")
    assert (row["difference"] > 0) == (row["target"] == MORE[term])
    # Few outlets of a leaning mark the status in one period alone: there the direction need not be sure.
    assert since or row["q"] < 0.05


def test_the_left_gave_up_illegal_and_the_right_did_not(layers):
    years = fr.trend(layers, "shares", every="year", by="leaning", referent=REFERENT)
    illegal = years[years["term"].isin(["illegal alien", "illegal immigrant", "illegals", "illegal worker"])]
    n = illegal.groupby(["leaning", "period"])["n"].sum()
    of = illegal.groupby(["leaning", "period"])["of"].first()
    share = n / of
    assert share["left", "2012"] > 0.3 and share["left", "2013"] < 0.3 and share["left", "2018"] < 0.1
    assert min(share["right", year] for year in ("2012", "2013", "2018")) > 0.6


def test_the_strongest_of_them_stands_under_every_choice(layers):
    tried = fr.robustness(
        layers, target="Washington Times", reference="Vox", referent=REFERENT, term="illegal immigrant"
    )
    assert len(tried) > 10
    assert tried["holds"].all()
