"""Articles that print another's text are found, whatever was changed in it; two reports of one event are not taken for one."""

import gzip
import json
import random
import sys
import textwrap
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import corpus_of

import framing as fr
from framing.cli import main
from framing.lines import find_lines
from framing.pieces import encode
from framing.show import copied, copies_table, copies_told, open_page
from framing.survey import gather, merge
from framing.survey.alike import compared
from framing.survey.candidates import candidates
from framing.survey.clusters import clustered
from framing.survey.shingles import RUN, _paragraphs, fingerprints
from framing.text import paragraphs

FIRST = "An update on the city's page said that the count had been closed at nine in the evening without any further notice."
LATER = "Officials said late on Tuesday that they were still counting, and that a fuller account would follow in the morning."
TOP = (
    "PORT ELLIS — Families along the north quay woke to the news on Friday, and the bakery on Tern Street opened an hour "
    "early for those who wanted to talk about it.\n\nThe text below was written elsewhere and is printed here because it "
    "concerns the whole of the county.\n\n"
)


def update(text, chance):
    parts = text.split("\n\n")
    parts[chance.randrange(1, len(parts))] = LATER
    return "\n\n".join([*parts[:2], FIRST, *parts[2:]])


def cut(text, chance):
    parts = text.split("\n\n")
    return "\n\n".join(parts[: max(2, round(len(parts) * 0.6))])


def retitle(text, chance):
    return "\n\n".join(["What you should know about it today", *text.split("\n\n")[1:]])


def typeset(text, chance):
    for mark, plain in (("“", '"'), ("”", '"'), ("’", "'"), (" — ", " - "), ("-", "\u2011")):
        text = text.replace(mark, plain)
    return "\n\n".join(textwrap.fill(line, 72) for line in text.split("\n"))


PLANTED = {
    "update": update,
    "local top": lambda text, _: TOP + text,
    "cut at the end": cut,
    "retitled": retitle,
    "re-typeset": typeset,
}


@pytest.mark.parametrize("kind", PLANTED)
def test_planted_copies_of_the_demo_are_all_found_and_no_other_pair(demo, kind):
    chance, known = random.Random(1), fr.survey(demo).clusters
    texts = [PLANTED[kind](text, chance) for text in demo.articles["text"]]
    outlets = [chance.choice(["Echo", outlet]) for outlet in demo.articles["outlet"]]
    rows = demo.articles.assign(article_id=demo.articles["article_id"] + "-copy", outlet=outlets, text=texts)
    found = fr.survey(replace(demo, articles=pd.concat([demo.articles, rows], ignore_index=True))).clusters
    events = defaultdict(set)
    hits = 0
    for article in demo.articles["article_id"]:
        both = {found.get(name, name) for name in (article, f"{article}-copy")}
        hits += len(both) == 1
        for cluster in both:
            events[cluster].add(known.get(article, article))
    assert len(demo) == 57 and hits >= 0.98 * 57
    assert all(len(articles) == 1 for articles in events.values())


def words(seed, n):
    """A text of so many invented words, in sentences and paragraphs."""
    chance = random.Random(seed)
    drawn = ["".join(chance.choices("abcdefghijklmnoprstuvw", k=chance.randint(3, 9))) for _ in range(n)]
    return "\n\n".join(" ".join(drawn[i : i + 40]).capitalize() + "." for i in range(0, n, 40))


def found_of(*articles):
    """What `copies` says of articles given as (outlet, text)."""
    rows = {
        "article_id": [f"a{i}" for i in range(len(articles))],
        "outlet": [o for o, _ in articles],
        "text": [t for _, t in articles],
    }
    table = merge([gather(pd.DataFrame(rows))]).marked(pd.DataFrame(rows))
    return {row.article_id: (row.cluster, row.copy_of, row.copy_kind) for row in table.itertuples() if row.copy_kind}


@pytest.mark.parametrize("at_once", [8_000, 20])
def test_sixty_cuts_of_one_story_are_one_cluster_through_the_whole(at_once, monkeypatch):
    """Each leaves out 7 of 20 paragraphs, so that two of them have .65 of each other on average: less than a copy."""
    # With 20, some of the cuts speak for all of them.
    monkeypatch.setattr(sys.modules["framing.survey.alike"], "ARTICLES_AT_ONCE", at_once)
    chance, whole = random.Random(3), words(5, 800).split("\n\n")
    cuts = [sorted(chance.sample(range(20), 13)) for _ in range(60)]
    printed = [whole, *([whole[i] for i in kept] for kept in cuts)]
    articles = [(f"Outlet {i}", "\n\n".join(parts)) for i, parts in enumerate(printed)]
    found = found_of(*articles)
    assert len(found) == 60 and {cluster for cluster, *_ in found.values()} == {"a0"}


def test_a_text_inside_two_longer_ones_joins_the_same_in_any_order():
    inside = words(7, 240)
    articles = [("A", inside), ("B", f"{inside}\n\n{words(8, 240)}"), ("C", f"{inside}\n\n{words(9, 240)}")]
    together = set()
    for order in ([0, 1, 2], [2, 1, 0], [1, 0, 2]):
        found = found_of(*(articles[i] for i in order))
        clusters = {articles[i][0]: found.get(f"a{k}", (f"a{k}",))[0] for k, i in enumerate(order)}
        together.add(frozenset(outlet for outlet in "BC" if clusters[outlet] == clusters["A"]))
    assert len(together) == 1


def test_two_reports_of_a_speech_are_no_copies_though_most_of_each_is_the_same_quotation():
    speech = "\n\n".join(f"“{paragraph}”" for paragraph in words(0, 400).split("\n\n"))
    reports = [(outlet, f"{words(seed, 160)}\n\n{speech}") for outlet, seed in (("Courier", 1), ("Herald", 2))]
    assert found_of(*reports) == {}
    # The same sentences without marks are one text printed twice, with a local part.
    plain = [(outlet, text.replace("“", "").replace("”", "")) for outlet, text in reports]
    assert found_of(*plain) == {"a1": ("a0", "a0", "near")}


def test_kinds_follow_from_what_each_has_of_the_other():
    text, cut_down = words(0, 400), words(0, 400)[: len(words(0, 400)) // 2]
    found = found_of(
        ("Courier", text), ("Herald", text.upper()), ("Herald", cut_down), ("Courier", cut_down + words(3, 40))
    )
    assert found["a1"] == ("a0", "a0", "exact")
    assert found["a2"] == ("a0", "a0", "syndicated")
    assert found["a3"][2] == "near"


def test_a_digest_of_several_texts_is_a_copy_of_none_and_joins_nothing():
    first, second = words(1, 200), words(2, 200)
    digest = f"{first}\n\n{second}"
    assert found_of(("Courier", first), ("Herald", second), ("Mail", digest)) == {}
    assert found_of(("Courier", first), ("Mail", digest)) == {"a1": ("a0", "a0", "syndicated")}


def test_forms_filled_in_anew_are_no_copies():
    results = [
        f"Harbor {a}, Quay {b}. The goals fell late in the game, as they have all season long."
        for a, b in ((1, 2), (3, 0))
    ]
    assert found_of(("Courier", results[0]), ("Herald", results[1])) == {}


def test_furniture_of_an_outlet_makes_no_copies_however_long_it_is():
    furniture = words(9, 300)
    pages = [("Courier", f"{words(seed, 60 + 40 * seed)}\n\n{furniture}") for seed in range(1, 7)]
    assert found_of(*pages) == {}
    # The same beside one other text alone cannot be told from a text that was taken over.
    assert found_of(*pages[:2]) == {"a1": ("a0", "a0", "near")}


def test_words_without_any_letter_are_copies_only_where_the_marks_are():
    assert found_of(("Courier", "!!!"), ("Herald", "???")) == {}
    assert found_of(("Courier", "!!!"), ("Herald", "!!!")) == {"a1": ("a0", "a0", "exact")}


def test_the_tree_of_a_cluster_goes_along_the_strongest_pairs():
    # 0-2 have most in common, then 1-2: 1 is a copy of 2, though 0 comes first and is like it too.
    pairs, shares = np.array([[0, 1], [0, 2], [1, 2]]), np.array([[0.75] * 2, [0.95] * 2, [0.9] * 2])
    first, copies = clustered(
        pairs, shares, np.arange(3), np.zeros(3, np.int32), lambda texts, _: np.zeros(len(texts), np.int32)
    )
    assert first.tolist() == [0, 0, 0] and copies[1].of == 2 and copies[2].of == 0


@settings(max_examples=40)
@given(st.lists(st.sampled_from(["one two", "Three,", "“four”", "\n", "\n\n", "- five six seven", "eight.", " " * 3, "\u2029", "0.5 nine ten eleven twelve thirteen fourteen fifteen"]), max_size=30))  # fmt: skip
def test_paragraphs_over_arrays_are_those_of_one_text(parts):
    text = " ".join(parts)
    pieces = encode([text, text])
    lines = find_lines(pieces)
    starts = lines.places(pieces)[0][_paragraphs(pieces, lines)].tolist()
    expected = [start for start, _ in paragraphs(text)]
    assert starts == expected + [pieces.opens[1] + start for start in expected]


def test_a_run_counts_once_and_as_own_where_it_stands_outside_marks_anywhere():
    text = "“One two three four five,” she said. One two three four five."
    pieces = encode([text])
    found = fingerprints([text], pieces, find_lines(pieces))
    # 12 words: 8 runs, of which the last is the first once more.
    assert found.sizes.tolist() == [12 - RUN + 1 - 1]
    assert found.own.sum() == 3  # "she said one two three", "said one two three four", and the repeated one


@pytest.mark.parametrize("size", [1, 10, 40])
def test_any_cut_of_the_corpus_gives_the_same_copies(demo, size):
    chance = random.Random(2)
    rows = demo.articles.assign(
        article_id=demo.articles["article_id"] + "-copy", text=[update(t, chance) for t in demo.articles["text"]]
    )
    articles = pd.concat([demo.articles, rows], ignore_index=True)
    whole = merge([gather(articles)])
    assert len(whole.copies) >= 57
    assert merge([gather(articles[i : i + size]) for i in range(0, len(articles), size)]) == whole


def test_memory_shares_and_blocks_change_nothing(demo, monkeypatch):
    chance = random.Random(3)
    rows = demo.articles.assign(
        article_id=demo.articles["article_id"] + "-copy", text=[cut(t, chance) for t in demo.articles["text"]]
    )
    part = [gather(pd.concat([demo.articles, rows], ignore_index=True))]
    whole = merge(part)
    for function, name, size in (
        (candidates, "RUNS_AT_ONCE", 500),
        (candidates, "WAITING", 1_000),
        (compared, "PAIRS_AT_ONCE", 40),
        (compared, "ARTICLES_AT_ONCE", 20),
    ):
        monkeypatch.setattr(sys.modules[function.__module__], name, size)
    assert len(whole.copies) >= 57 and merge(part) == whole


def test_the_order_of_articles_changes_no_cluster(demo):
    chance = random.Random(4)
    rows = demo.articles.assign(
        article_id=demo.articles["article_id"] + "-copy", text=[cut(t, chance) for t in demo.articles["text"]]
    )
    articles = pd.concat([demo.articles, rows], ignore_index=True)

    def members(table):
        found = defaultdict(set)
        for row in merge([gather(table)]).marked(table).itertuples():
            found[row.cluster].add(row.article_id)
        return {frozenset(cluster) for cluster in found.values()}

    assert members(articles) == members(articles.sample(frac=1, random_state=5))


def test_what_counting_copies_would_change_is_the_difference_of_two_tables(demo_layers):
    table = fr.recounted(demo_layers, referent="people without status").set_index(["outlet", "term"])
    row = table.loc[("Herald", "undocumented person")]
    once, each = (fr.shares(demo_layers, referent="people without status", copies=how) for how in ("first", "all"))
    pick = lambda t: t[(t["outlet"] == "Herald") & (t["term"] == "undocumented person")].iloc[0]  # noqa: E731
    assert (row.n, row.of, row.n_all, row.of_all) == (pick(once).n, pick(once).of, pick(each).n, pick(each).of)
    assert row.of_all > row.of and row.change == pytest.approx(row.n_all / row.of_all - row.n / row.of)


def test_the_page_says_which_how_alike_and_what_it_would_change(tmp_path):
    wire = words(1, 200) + "\n\n" + "Illegal aliens were held on Monday. " * 8
    own = "Two undocumented immigrants were heard, the court said. " * 3
    rows = [{"outlet": "Post", "text": wire}, {"outlet": "Star", "text": wire[: len(wire) * 3 // 4] + wire[-150:]}]
    rows += [{"outlet": o, "text": f"{own} {o} wrote {words(i, 30)}"} for i, o in enumerate(["Post", "Star"] * 3)]
    layers = fr.annotate(corpus_of(rows, tmp_path))
    page = open_page(layers)
    assert list(copies_table(page)["article_id"]) == ["a0", "a1"]
    html = str(copied(page))
    assert "set aside as (wire)" in html and "What counting every copy would change" in html
    assert copies_told(layers).startswith("1 article is a copy of another (1 ")
    assert "would change" in copies_told(layers)
    assert (
        copies_told(replace(layers, articles=layers.articles.assign(copy_kind="")))
        == "No article of the corpus is a copy of another."
    )


def test_the_command_gives_the_table(capsys):
    assert main(["copies", "corpus/demo", "--json"]) == 0
    assert [row["article_id"] for row in json.loads(capsys.readouterr().out)] == ["herald-bill", "ledger-bill"]
    assert main(["copies", "corpus/demo"]) == 0
    assert capsys.readouterr().out.startswith("57 articles, 2 copies (2 exact, 0 near, 0 syndicated) in 1 cluster\n")


SHARED = Path(__file__).parents[2] / "shared" / "data"
FILES = ("allsides_sample.jsonl.gz", "allsides_immigration.jsonl.gz", "gold/basil_2010_2015.jsonl", "gold/newswcl50_dev.jsonl",
         "gold/polnear_train.jsonl", "gold/polnear_dev.jsonl")  # fmt: skip
# Every pair that is no exact copy, judged by reading both: all are one text in two versions.
JUDGED = {
    ("BFrVg5oE8Am8B1uc", "xjrYfMwmND5lpDa3"), ("FLLSWnZChuyzKAkO", "KCe9XrMFqhKjfRsr"), ("GZyUw9NsnAKmSEEj", "JqRmGPf459IjNRx0"),
    ("NiBYyv9Ak1vqA32v", "politico_2016-08-08_inside-the-swing-state-trench-wa"), ("WTC5AWayU6nkF6LX", "xsBQMGYtS9jANmxQ"),
    ("breitbart_2016-03-15_the-latest-kasich-scores-all-del", "breitbart_2016-03-15_the-latest-sanders-declares-revo"),
    ("nyt_2015-11-25_golf-courses-forced-to-reach-int", "nyt_2015-11-26_with-fewer-golfers-in-u-s-course"),
    ("nyt_2016-03-04_republicans-have-stake-in-a-deal", "nyt_2016-03-05_polls-suggest-possibility-of-dea"),
    ("nyt_2016-03-15_sanders-advances-agenda-via-side", "nyt_2016-03-16_via-legislative-side-doors-sande"),
    ("ioJUhNLPeWGROCVW", "yUPL7ka8l4qhStbF"),
    ("wash-post_2015-12-12_misinformation-enters-mainstream", "wash-post_2015-12-13_misinformation-enters-mainstream"),
}  # fmt: skip


@pytest.mark.shared
def test_copies_among_real_articles_are_those_that_were_read_and_found_right():
    if not SHARED.exists():
        pytest.skip("needs ../shared/data, which is not here")
    rows = []
    for name in FILES:
        with (gzip.open if name.endswith("gz") else open)(SHARED / name, "rt", encoding="utf-8") as lines:
            rows += [row for row in map(json.loads, lines) if row["text"]]
    articles = pd.DataFrame({"article_id": [f"{i}:{row['id']}" for i, row in enumerate(rows)], "outlet": [r["outlet"] or "" for r in rows],
                             "text": [row["text"] for row in rows]})  # fmt: skip
    assert len(articles) > 10_000
    copies = merge([gather(articles)]).copies
    bare = lambda article: article.split(":", 1)[1]  # noqa: E731
    near = {tuple(sorted((bare(a), bare(copy.of)))) for a, copy in copies.items() if copy.kind != "exact"}
    assert near == JUDGED
    assert sum(copy.kind == "exact" for copy in copies.values()) == 314
