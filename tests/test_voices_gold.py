"""Whose words, against people: the demo corpus's gold, five real pages, PolNeAR and BASIL."""

import json
from collections import Counter, defaultdict
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from framing.places import shipped
from framing.sentences import find_sentences
from framing.voices import find_voices

SHARED = Path(__file__).parents[2] / "shared" / "data"
SPEECH = ("direct", "partial", "reported")
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is absent")


def voices(text):
    article = SimpleNamespace(text=text, genre="news", producer="", headline="")
    zones = [(0, len(text), "body", "test")]
    return find_voices(article, zones, find_sentences(text, zones))


def overlap(row, start, end):
    return (min(row.end, end) - max(row.start, start)) / (max(row.end, end) - min(row.start, start))


def test_demo_quotations_are_found_with_kind_and_speaker(demo_layers):
    """Floor .98 of the demo corpus's gold in each kind, and of its speakers (reported ones too)."""
    gold = pd.read_csv(shipped("corpus/demo") / "gold" / "voices.csv", keep_default_na=False)
    sources = dict(zip(demo_layers.articles.article_id, demo_layers.articles.source_file, strict=True))
    rows = defaultdict(list)
    for row in demo_layers.voices.itertuples():
        rows[Path(sources[row.article_id]).name].append(row)
    of, found, speakers = Counter(), Counter(), Counter()
    for wanted in gold.itertuples():
        same = [
            row
            for row in rows[Path(wanted.file).name]
            if row.kind == wanted.kind and overlap(row, wanted.start, wanted.end) > 0.5
        ]
        of[wanted.kind] += 1
        found[wanted.kind] += bool(same)
        speakers["n"] += bool(same) and wanted.kind in SPEECH
        speakers["right"] += bool(same) and wanted.kind in SPEECH and agrees(same[0].speaker, wanted.speaker)
    assert of == {"direct": 267, "reported": 144, "partial": 23, "scare": 14, "title": 8}
    assert all(found[kind] >= 0.98 * of[kind] for kind in of), (found, of)
    assert speakers["right"] >= 0.97 * speakers["n"], speakers


def agrees(found, wanted):
    found, wanted = found.lower().removeprefix("the "), wanted.lower().removeprefix("the ")
    return found == wanted or bool(found) and bool(wanted) and (found in wanted or wanted in found)


@pytest.mark.shared
@needs_shared
def test_every_quotation_of_the_five_pages_has_its_speaker():
    gold = json.loads((SHARED / "gold" / "articles.json").read_text(encoding="utf-8"))
    counts = Counter()
    for page in gold:
        text = (SHARED / "articles" / page["file"]).read_text(encoding="utf-8")
        rows = voices(text)
        for quote in page["quotes"]:
            near = [
                row
                for row in rows
                if 2 * (min(row.end, quote["end"]) - max(row.start, quote["start"])) > quote["end"] - quote["start"]
            ]
            if quote["kind"] == "speech":
                who = [row.speaker for row in near if row.kind in ("direct", "partial")]
                counts["speech"] += 1
                counts["right"] += any(name in quote["speaker"] for name in who)
            else:
                counts["set off"] += 1
                counts["own"] += bool(near) and not any(row.kind in SPEECH for row in near)
    assert counts == {"speech": 20, "right": 20, "set off": 3, "own": 3}


def characters(spans):
    return {i for start, end in spans for i in range(start, end)}


@pytest.mark.shared
@needs_shared
def test_attributed_characters_of_annotated_news_do_not_fall_below_their_floor():
    """Precision and recall over 60 articles of PolNeAR's development part (every attribution, attitude too)."""
    lines = (SHARED / "gold" / "polnear_dev.jsonl").read_text(encoding="utf-8").splitlines()[:60]
    hit = extra = missed = 0
    for article in map(json.loads, lines):
        gold = characters((s["start"], s["end"]) for a in article["attributions"] for s in a["content"])
        found = characters((row.start, row.end) for row in voices(article["text"]) if row.kind in SPEECH)
        hit, extra, missed = hit + len(gold & found), extra + len(found - gold), missed + len(gold - found)
    precision, recall = hit / (hit + extra), hit / (hit + missed)
    assert 2 * precision * recall / (precision + recall) >= 0.857


@pytest.mark.shared
@needs_shared
def test_attributed_shares_of_articles_follow_the_coders():
    """Correlation over PolNeAR's training part (840 articles), the median gap, and the largest gap of an outlet."""
    rows = []
    for line in (SHARED / "gold" / "polnear_train.jsonl").read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        gold = characters((s["start"], s["end"]) for a in article["attributions"] for s in a["content"])
        found = characters((row.start, row.end) for row in voices(article["text"]) if row.kind in SPEECH)
        rows.append((article["outlet"], len(gold) / len(article["text"]), len(found) / len(article["text"])))
    shares = pd.DataFrame(rows, columns=["outlet", "gold", "found"])
    gap = shares["found"] - shares["gold"]
    assert len(shares) == 840
    assert shares["gold"].corr(shares["found"]) >= 0.885
    assert gap.abs().median() <= 0.04
    assert gap.groupby(shares["outlet"]).mean().abs().max() <= 0.04


@pytest.mark.shared
@needs_shared
def test_phrases_seen_inside_quotations_lie_in_somebodys_voice():
    lines = (SHARED / "gold" / "basil_2010_2015.jsonl").read_text(encoding="utf-8").splitlines()
    counts = Counter()
    for article in map(json.loads, lines):
        rows = [row for row in voices(article["text"]) if row.kind in SPEECH]
        spoken = characters((row.start, row.end) for row in rows)
        marked = characters((row.start, row.end) for row in rows if row.kind != "reported")
        for span in article["spans"]:
            if span["start"] is None:
                continue
            here = set(range(span["start"], span["end"]))
            quoted = span["in_quote"] == "yes"
            counts["quoted" if quoted else "other"] += 1
            counts["found"] += quoted and 2 * len(here & spoken) > len(here)
            counts["kept"] += not quoted and 2 * len(here & marked) <= len(here)
    assert counts["found"] >= 0.98 * counts["quoted"]
    assert counts["kept"] >= 0.965 * counts["other"]
