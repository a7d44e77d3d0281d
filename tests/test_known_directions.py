"""What outlets are known to do with the names of people without status must come out of real articles."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

import framing as fr

ARTICLES = Path(__file__).parents[2] / "shared" / "data" / "allsides_immigration.jsonl.gz"
OUTLETS = {
    "Washington Times": 40,
    "Fox News": 40,
    "Breitbart News": 38,
    "CNN (Web News)": 40,
    "Politico": 40,
    "Vox": 30,
}


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    left = dict(OUTLETS)
    file = tmp_path_factory.mktemp("articles") / "some.jsonl"
    with gzip.open(ARTICLES, "rt", encoding="utf-8") as lines, file.open("w", encoding="utf-8") as some:
        for line in lines:
            outlet = json.loads(line)["outlet"]
            if left.get(outlet):
                left[outlet] -= 1
                some.write(line)
    assert not any(left.values())
    return fr.contrasts(fr.annotate(fr.read_corpus(file), "immigration"), referent="people without status")


@pytest.mark.shared
@pytest.mark.skipif(not ARTICLES.exists(), reason="../shared is absent: no real articles to try this on")
@pytest.mark.parametrize(
    "term, more, less",
    [
        ("illegal immigrant", "Washington Times", "CNN (Web News)"),
        ("illegal immigrant", "Washington Times", "Politico"),
        ("illegal immigrant", "Washington Times", "Vox"),
        ("illegal immigrant", "Fox News", "Vox"),
        ("undocumented immigrant", "CNN (Web News)", "Washington Times"),
        ("undocumented immigrant", "Politico", "Washington Times"),
        ("unauthorized immigrant", "Vox", "Fox News"),
        ("illegal alien", "Breitbart News", "CNN (Web News)"),
    ],
)
def test_a_known_direction_is_found_between_outlets(table, term, more, less):
    pair = table[(table["term"] == term) & table["target"].isin([more, less]) & table["reference"].isin([more, less])]
    (row,) = pair.to_dict("records")
    assert row["q"] < 0.05
    assert (row["difference"] > 0) == (row["target"] == more)
