"""Keyness of real articles: the known words are found, page furniture is not, in less time than promised."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

import framing as fr

ARTICLES = Path(__file__).parents[2] / "shared" / "data" / "allsides_immigration.jsonl.gz"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not ARTICLES.exists(), reason="../shared is absent: no real articles to try this on"),
]
FURNITURE = {"images", "subscribe", "inbox", "advertisement", "photograph", "facebook", "twitter", "comments"}


@pytest.fixture(scope="module")
def layers():
    return fr.annotate(fr.read_corpus(ARTICLES), "immigration")


@pytest.mark.parametrize(
    "outlet, known",
    [
        ("Washington Times", {"illegal", "amnesty", "mr"}),
        ("Vox", set()),
        ("New York Times - News", {"mr", "overhaul"}),
    ],
)
def test_an_outlets_own_words(layers, outlet, known):
    begun = time.process_time()
    table = fr.keyness(layers, target=outlet, reading="claim")
    assert time.process_time() - begun < 20
    told = set(table.loc[(table["q"] < 0.05) & (table["score"] > 0), "word"])
    assert told and known <= told
    assert told & FURNITURE == set()
