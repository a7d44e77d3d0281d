"""Names, against people: the demo corpus's gold, real news on immigration, five real pages."""

import gzip
import json
import re
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from test_mentions import DEMO, SHARED, mentions_of, voice

import framing as fr


def test_the_demo_corpus_names_are_found_as_people_marked_them():
    gold = pd.read_csv(DEMO / "gold/mentions.csv", keep_default_na=False)
    voices = pd.read_csv(DEMO / "gold/voices.csv", keep_default_na=False)
    zones = pd.read_csv(DEMO / "gold/zones.csv", keep_default_na=False)
    coded = {*zip(gold.referent, gold.term, strict=True)} | {("people without status", "foreign national")}
    columns = ["start", "end", "referent", "term", "excluded", "voice", "zone"]
    expected, found = set(), set()
    for path in sorted((DEMO / "articles").glob("*.txt")):
        text, key = path.read_text(encoding="utf-8").strip("\n"), f"articles/{path.name}"
        spoken = [gold_voice(row) for row in voices[voices.file == key].itertuples()]
        mentions = mentions_of(text, zones=tiled(text, zones[zones.file == key]), voices=spoken)
        found |= {(key, *(getattr(m, c) for c in columns)) for m in mentions if (m.referent, m.term) in coded}
        expected |= {(key, *row) for row in gold[gold.file == key][columns].itertuples(index=False)}
    assert len(expected) == len(gold) > 400
    right = len(expected & found)
    assert right / len(expected | found) >= 0.98, sorted(expected ^ found)


def gold_voice(row):
    whose = {"direct": "quoted", "partial": "quoted", "reported": "reported"}.get(row.kind, "own")
    return voice(row.start, row.end, whose, row.kind, row.speaker)


def tiled(text, rows):
    """The gold's zones with body between them."""
    tiles, place = [], 0
    for row in rows.sort_values("start").itertuples():
        tiles += [(place, row.start, "body", "")] * (place < row.start) + [(row.start, row.end, row.zone, "")]
        place = row.end
    return tiles + [(place, len(text), "body", "")] * (place < len(text))


@pytest.fixture(scope="module")
def immigration_mentions():
    """Per article of the AllSides file: leaning, words, mentions."""
    with gzip.open(SHARED / "allsides_immigration.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return [(row["leaning"], len(row["text"].split()), mentions_of(row["text"])) for row in rows]


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="../shared is absent")
@pytest.mark.parametrize(
    "pattern, left, center, right",
    [
        (r"illegal[ -]aliens?", 30, 39, 423),
        (r"illegal[ -]immigrants?", 303, 618, 2426),
        (r"undocumented[ -](im)?migrants?", 744, 595, 176),
        (r"\bamnesty", 287, 302, 1228),
        (r"\bdreamers?\b", 354, 675, 563),
    ],
)
def test_the_known_directions_of_the_immigration_file(immigration_mentions, pattern, left, center, right):
    # Occurrences per million words, whole text, as found by plain search; here in counted mentions of any term.
    words, n = Counter(), Counter()
    for leaning, size, mentions in immigration_mentions:
        words[leaning] += size
        n[leaning] += sum(not m.excluded and re.search(pattern, m.text, re.IGNORECASE) is not None for m in mentions)
    measured = [n[side] / words[side] * 1e6 for side in ("left", "center", "right")]
    assert measured == pytest.approx([left, center, right], rel=0.08, abs=3)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="../shared is absent")
def test_the_five_real_pages():
    layers = fr.annotate(fr.read_corpus(SHARED / "articles"), "immigration")
    files = layers.articles.set_index("article_id")["source_file"].map(lambda name: Path(name).name)
    mentions = layers.mentions.assign(file=layers.mentions["article_id"].map(files))
    counted, aside = mentions[mentions["excluded"] == ""], mentions[mentions["excluded"] != ""]
    gold = json.loads((SHARED / "gold/articles.json").read_text(encoding="utf-8"))
    names = [(page["file"], name) for page in gold for name in page["names"]]
    assert len(names) == 14
    for file, name in names:
        inside = counted[(counted.file == file) & (counted.start >= name["start"]) & (counted.start < name["end"])]
        whole = " in the country" in name["label"] or " without " in name["label"]
        assert len(inside) == 1, name["text"]
        assert not whole or inside.end.iloc[0] == name["end"], name["text"]
    for page in gold:
        for name in page["not_names"]:
            assert counted[
                (counted.file == page["file"]) & (counted.start < name["end"]) & (counted.end > name["start"])
            ].empty
    release, statement = (aside[aside.file.str.startswith(number)] for number in ("002", "004"))
    assert set(release["text"]) == {"Immigrant"} and set(release["excluded"]) == {"name"}
    assert Counter(statement["excluded"])["list"] >= 7
    assert (
        not counted[counted.file.str[:3].isin(["002", "004"])]
        .query("referent == 'people without status'")["marked"]
        .any()
    )
