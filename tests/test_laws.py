"""The laws that every layer and table keeps (DESIGN § 7), on the demo corpus and on what Hypothesis makes of it."""

import hashlib
import os
import random
import re
import subprocess
import sys
from dataclasses import replace

import pandas as pd
import pytest
from demo_gold_path import demo_gold
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.annotate import annotate, annotate_batch
from framing.corpus import Corpus
from framing.export import measures
from framing.layers import SPANS, Layers
from framing.lexicon import read_lexicon
from framing.reading import read_corpus
from framing.schema import conform, frame
from framing.survey import survey

SPAN_TABLES = ("zones", "sentences", "voices", "mentions")
PIECES = st.sampled_from(
    ["illegal aliens", "undocumented immigrants", "“We will stay,” ", "she said", "officials said the plan would fail", ". ", "\n\n",
     "By Ana Brill\n", "'sanctuary' cities", " \U0001f600 ", "\u0130", "e\u0301", "U.S. ", "\"", "''", "’", "immigrants in the country illegally",
     "Sign up for our newsletter\n", "the Office of Immigrant Affairs", "! ", "\u00a0", "\u202e", "\t", "(", "Q: ", "A: "]
)  # fmt: skip


def corpus_of(texts):
    """A corpus of one outlet with these texts."""
    table = pd.DataFrame({"article_id": [f"a{i}" for i in range(len(texts))], "text": texts})
    columns = dict.fromkeys(
        (
            "producer",
            "genre",
            "published",
            "headline",
            "byline",
            "section",
            "url",
            "story",
            "cluster",
            "language",
            "source_file",
            "place",
        ),
        "",
    )
    table = table.assign(outlet="Courier", date_precision="none", headline_end=pd.NA, **columns)
    table["sha256"] = [hashlib.sha256(t.encode("utf-8", "surrogatepass")).hexdigest() for t in texts]
    return Corpus(conform("articles", table), frame("skipped", []), frame("notices", []))


def assert_spans_hold(layers):
    texts = dict(zip(layers.articles["article_id"], layers.articles["text"], strict=True))
    for name in SPAN_TABLES:
        for row in getattr(layers, name).itertuples():
            assert 0 <= row.start < row.end <= len(texts[row.article_id]), (name, row)
    for row in layers.mentions.itertuples():
        assert texts[row.article_id][row.start : row.end] == row.text
    for article_id, text in texts.items():
        zones = layers.zones[layers.zones["article_id"] == article_id]
        edges = [0, *zones["end"]] if len(zones) else [0]
        assert list(zones["start"]) == edges[:-1] and edges[-1] == len(text)


def assert_same(one: Layers, other: Layers, names=("articles", *SPANS)):
    for name in names:
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name))


def test_every_row_of_every_layer_lies_in_its_text_and_zones_tile_it(demo_layers):
    assert len(demo_layers.mentions) > 400 and len(demo_layers.voices) > 400
    assert_spans_hold(demo_layers)


@settings(max_examples=60)
@given(st.lists(PIECES, min_size=1, max_size=25).map("".join))
def test_any_text_gives_spans_that_lie_in_it(text):
    assert_spans_hold(annotate(corpus_of([text])))


def test_every_excluded_mention_has_a_known_reason(demo_layers):
    excluded = demo_layers.mentions.query("excluded != ''")
    assert len(excluded) > 20
    assert set(excluded["excluded"]) <= {"boilerplate", "list", "name", "word"}


def test_words_are_counted_once_wherever_they_stand(demo_layers):
    from framing.text import count_words

    counted = demo_layers.words.groupby("article_id")["n"].sum()
    for row in demo_layers.articles.itertuples():
        assert counted[row.article_id] == count_words(row.text)


@settings(max_examples=8)
@given(st.lists(st.integers(0, 56), max_size=6), st.randoms(use_true_random=False))
def test_any_cut_into_batches_gives_the_same_tables(demo, demo_layers, cuts, chance):
    edges = sorted({0, len(demo), *cuts})
    lexicon, surveyed = read_lexicon("immigration"), survey(demo)
    batches = [demo.articles.iloc[a:b] for a, b in zip(edges, edges[1:], strict=False)]
    chance.shuffle(order := list(range(len(batches))))
    parts = {i: annotate_batch(batches[i], lexicon, surveyed) for i in order}
    assert_same(Layers.concat([parts[i] for i in range(len(batches))]), demo_layers)


def test_the_order_of_articles_changes_no_measure(demo, demo_layers):
    rows = list(range(len(demo)))
    random.Random(7).shuffle(rows)
    shuffled = annotate(replace(demo, articles=demo.articles.iloc[rows].reset_index(drop=True)))
    for name, table in measures(shuffled).items():
        expected = measures(demo_layers)[name]
        keys = [c for c in table.columns if table[c].dtype == "str" and c != "note"]
        pd.testing.assert_frame_equal(
            table.sort_values(keys).reset_index(drop=True), expected.sort_values(keys).reset_index(drop=True), obj=name
        )


def test_a_silent_outlet_keeps_its_row(demo):
    from framing.naming import shares

    silent = demo.articles.iloc[[0]].assign(
        article_id="silent", outlet="Silent", text="Nothing was said here today.", genre="news"
    )
    layers = annotate(replace(demo, articles=pd.concat([demo.articles, silent], ignore_index=True)))
    rows = shares(layers, by="outlet", referent="people without status").query("outlet == 'Silent'")
    assert len(rows) > 5 and set(rows["n"]) == {0} and rows["share"].isna().all()


# One mark of the demo's typography -> the same mark in others; each keeps the number of characters, or says how many more.
TYPOGRAPHIES = {
    "straight": lambda text: re.sub("[“”]", '"', text),
    "low": lambda text: re.sub("[“]", "„", text).replace("”", "“"),
    "guillemets": lambda text: re.sub("[“]", "«", text).replace("”", "»"),
    "no-break spaces": lambda text: re.sub(r"(?<=[a-z]) (?=[a-z])", "\u00a0", text),
    "hyphens": lambda text: re.sub(r"(?<=\w)-(?=\w)", "\u2011", text),
    "curly apostrophes": lambda text: re.sub(r"(?<=\w)'(?=\w)", "’", text),
}


@pytest.mark.parametrize("name", TYPOGRAPHIES)
def test_typography_changes_nothing(demo, demo_layers, name):
    # The Courier and the Herald, in curly marks; the Meridian's single marks and the Tribune's '' are cases of their own.
    chosen = demo.articles[
        demo.articles["outlet"].isin(["Courier", "Herald"]) & (demo.articles["producer"] != "Continental Wire")
    ]
    before = annotate(replace(demo, articles=chosen))
    after = annotate(replace(demo, articles=chosen.assign(text=[TYPOGRAPHIES[name](text) for text in chosen["text"]])))
    assert (after.articles["text"] != before.articles["text"]).any()
    columns = {"mentions": ["text"], "voices": ["speaker", "role", "cue"], "sentences": [], "zones": [], "words": []}
    for table, printed in columns.items():
        pd.testing.assert_frame_equal(
            getattr(after, table).drop(columns=printed),
            getattr(before, table).drop(columns=printed),
            obj=f"{name}: {table}",
        )


@pytest.mark.parametrize("seed", ["0", "4711"])
def test_equal_inputs_give_equal_bytes_whatever_the_hash_seed(tmp_path, demo_layers, seed):
    code = (
        "import sys, framing as fr; from framing.places import shipped;"
        "fr.annotate(fr.read_corpus(shipped('corpus/demo')), to=sys.argv[1])"
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": "C", "TZ": "Asia/Tokyo"}
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "there")], check=True, env=environment)
    demo_layers.save(tmp_path / "here")
    for path in sorted((tmp_path / "here").iterdir()):
        assert path.read_bytes() == (tmp_path / "there" / path.name).read_bytes(), path.name


def test_articles_read_and_skipped_are_all_there_are(tmp_path):
    rows = [
        "id,outlet,date,title,text",
        "1,A,2020-01-01,t,one word",
        "2,,2020-01-01,t,two",
        "3,B,2020-01-01,t,",
        "4,B,2020-01-01,t,four",
    ]
    (tmp_path / "c.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    corpus = read_corpus(tmp_path / "c.csv", max_skipped=1)
    assert (len(corpus), len(corpus.skipped)) == (2, 2)


def test_the_demo_gold_is_recovered(demo_layers):
    floors = {
        "zones": 0.98,
        "quotations": 0.98,
        "mentions": 0.98,
        "mentions' voice": 0.95,
        "speakers of quotations": 0.95,
        "reported": 0.9,
    }
    found = {row["table"]: row for row in demo_gold.recover(demo_layers)}
    assert set(floors) == set(found)
    for name, floor in floors.items():
        assert found[name]["gold"] > 100 and found[name]["recall"] >= floor, (name, found[name]["missed"][:5])
    for name in ("zones", "quotations", "mentions"):
        assert found[name]["precision"] >= 0.98, (name, found[name]["extra"][:5])
