"""Passages that several outlets print: the same speech however it is set, cut or spelled, and no phrase of the language."""

import json
from pathlib import Path

import pytest
from pages import corpus_of, text_of

import framing as fr
from framing.cli import main
from framing.show import open_page, same_words
from framing.spelling import alike

ARTICLES = Path(__file__).parents[2] / "shared" / "data" / "articles"
FIRST = "When counties fail to honor the requests of the harbor board, nobody on the quay can be sure of a fair night's work"


def layers_of(tmp_path, *texts, **more):
    """Layers of articles given as (outlet, text)."""
    return fr.annotate(corpus_of([{"outlet": outlet, "text": text, **more} for outlet, text in texts], tmp_path))


def passages_of(tmp_path, *texts):
    layers = layers_of(tmp_path, *texts)
    printed = dict(zip(layers.articles["article_id"], layers.articles["text"], strict=True))
    table = fr.shared_passages(layers)
    return table, [printed[row.article_id][row.start : row.end] for row in table.itertuples()]


OWN = {
    "Courier": "The board met on Monday in the old hall. ",
    "Herald": "It rained when the members arrived, and few came to listen. ",
}


@pytest.mark.parametrize(
    "other",
    [
        FIRST,
        FIRST.replace("honor", "honour").replace("harbor", "harbour").replace("'", "’"),
        FIRST.lower(),
        FIRST.split(", ")[0],
        FIRST.replace("of the harbor board, nobody on the quay", "of the harbor board … nobody on the quay"),
        FIRST.replace(", nobody on the quay can be", ", nobody [there] can be"),
    ],
    ids=["the same", "spelled otherwise", "small letters", "cut short", "an ellipsis", "a word in brackets"],
)
def test_a_quotation_is_one_passage_however_it_is_printed(tmp_path, other):
    texts = [
        ("Courier", f"{OWN['Courier']}“{FIRST},” said Tom Brandt."),
        ("Herald", f'{OWN["Herald"]}Brandt said: "{other}."'),
    ]
    table, printed = passages_of(tmp_path, *texts)
    assert list(table["passage"]) == [1, 1] and list(table["outlet"]) == ["Courier", "Herald"]
    assert set(table["kind"]) == {"quotation"} and all("Brandt" in name for name in table["speaker"])
    assert all(text.lower().startswith("when counties fail to hono") for text in printed)
    assert table["words"].min() >= 10


def test_words_of_a_passage_are_counted_by_hand(tmp_path):
    # 11 words, of which the Herald prints the first 8 and two of its own.
    speech = "Nobody asked the dockers before the bridge was closed again today"
    texts = [("Courier", f"{OWN['Courier']}“{speech},” said Tom Brandt."),
             ("Herald", f"{OWN['Herald']}“Nobody asked the dockers before the bridge was shut, sadly,” said Tom Brandt.")]  # fmt: skip
    table, printed = passages_of(tmp_path, *texts)
    assert table["words"].tolist() == [8, 8]
    assert printed == ["Nobody asked the dockers before the bridge was"] * 2
    rows = fr.shared(layers_of(tmp_path, *texts)).set_index("outlet")
    assert rows.loc["Courier", ["n", "of"]].tolist() == [8, 11] and rows.loc["Herald", ["n", "of"]].tolist() == [8, 10]
    assert rows.loc["Courier", "share"] == pytest.approx(8 / 11)


@pytest.mark.parametrize(
    "one, other",
    [
        ("“It is the president of the United States,” said Ann Lee.", "“He is the president of the United States,” said Ann Lee."),
        ("“That is what we are trying to do,” said Ann Lee.", "“It is what we are trying to do here,” said Ann Lee."),
        ("“We want to make sure that it is good,” said Ann Lee.", "“We want to make sure that it is done,” said Tom Brandt."),
        ("“The old bridge over the Tern,” said Ann Lee.", "“The old bridge over the Tern,” said Tom Brandt."),
        ("She read “The Long Night of the Harbor Bridge Dockers” on the train.", "He read “A Long Night of Sorrow” at home."),
    ],
    ids=["an office", "light words", "eight light words", "too short for two speakers", "titles"],
)  # fmt: skip
def test_a_phrase_is_no_passage(tmp_path, one, other):
    table, _ = passages_of(tmp_path, ("Courier", OWN["Courier"] + one), ("Herald", OWN["Herald"] + other))
    assert not len(table)


def test_the_same_outlet_and_copies_share_nothing(tmp_path):
    text = f"{OWN['Courier']}“{FIRST},” said Tom Brandt."
    twice = [("Courier", text), ("Courier", f"{OWN['Herald']}“{FIRST},” Tom Brandt said again on Tuesday at noon.")]
    assert not len(passages_of(tmp_path, *twice)[0])
    assert not len(passages_of(tmp_path, ("Courier", text), ("Herald", text))[0])  # one text, printed twice


def test_an_agencys_paragraph_in_articles_of_two_outlets_is_a_passage_without_a_speaker(tmp_path):
    line = "The port has shipped grain and timber from its northern quays since the end of the last war."
    second = "Its two cranes were built in the old yard and were moved by barge in a single night."
    texts = [("Courier", f"{OWN['Courier']}\n\n{line} {second}"), ("Herald", f"{OWN['Herald']}\n\n{line} {second}")]
    table, printed = passages_of(tmp_path, *texts)
    assert set(table["kind"]) == {"paragraph"} and table["speaker"].tolist() == ["", ""]
    assert table["passage"].tolist() == [1, 1] and printed == [f"{line} {second}".rstrip(".")] * 2
    # 18 words and 17 words, as printed.
    assert table["words"].tolist() == [len(line.split()) + len(second.split())] * 2
    assert fr.shared(layers_of(tmp_path, *texts))["of"].tolist() == [0, 0]


def test_a_broken_quotation_is_one_passage_on_two_rows(tmp_path):
    first, second = (
        "Nobody asked the dockers before the bridge was closed",
        "and nobody paid them for the empty weeks that followed",
    )
    texts = [("Courier", f"{OWN['Courier']}“{first},” said Tom Brandt, “{second}.”"),
             ("Herald", f"{OWN['Herald']}“{first}, {second},” Tom Brandt said.")]  # fmt: skip
    table, _ = passages_of(tmp_path, *texts)
    assert table["passage"].tolist() == [1, 1, 1] and table["outlet"].tolist() == ["Courier", "Courier", "Herald"]


def test_who_quotes_nobody_keeps_a_row_without_a_share(tmp_path):
    texts = [
        ("Courier", f"{OWN['Courier']}“{FIRST},” said Tom Brandt."),
        ("Mail", "It rained all day on the empty quay."),
    ]
    row = fr.shared(layers_of(tmp_path, *texts)).set_index("outlet").loc["Mail"]
    assert row["n"] == 0 and row["of"] == 0 and row["share"] != row["share"] and row["note"] == "no quoted words"


@pytest.mark.parametrize("word, same", [("labour", "labor"), ("organisation", "organization"), ("analysed", "analyzed"), ("theatres", "theaters"), ("offence", "offense"), ("travelling", "traveling"), ("programmes", "programs"), ("judgement", "judgment"), ("catalogue", "catalog")])  # fmt: skip
def test_two_spellings_are_alike(word, same):
    assert alike(word) == alike(same)


@pytest.mark.parametrize(
    "word, other", [("hour", "her"), ("four", "for"), ("fence", "fens"), ("wise", "wiz"), ("grow", "gray")]
)
def test_other_words_stay_apart(word, other):
    assert alike(word) != alike(other)


def test_every_passage_of_the_demo_is_where_it_says_and_has_two_outlets(demo_layers):
    table = fr.shared_passages(demo_layers)
    texts = dict(zip(demo_layers.articles["article_id"], demo_layers.articles["text"], strict=True))
    assert table["passage"].nunique() >= 18
    assert (table.groupby("passage")["outlet"].nunique() > 1).all()
    for row in table.itertuples():
        from framing.text import count_words

        assert row.words <= count_words(texts[row.article_id][row.start : row.end])


def test_shards_share_what_the_whole_does(demo, demo_layers, tmp_path):
    import pandas as pd

    from framing.shards import measure
    from framing.shards.files import ShardedLayers

    measure("corpus/demo", to=tmp_path, batch=20)
    folders = {tuple(pd.read_parquet(p / "articles.parquet")["article_id"]): p for p in (tmp_path / "shards").iterdir()}
    order = list(demo.articles["article_id"])
    parts = ShardedLayers.of(
        [folders[key] for key in sorted(folders, key=lambda ids: order.index(ids[0]))], demo_layers.terms
    )
    assert len(folders) == 3
    pd.testing.assert_frame_equal(fr.shared_passages(parts), fr.shared_passages(demo_layers))
    pd.testing.assert_frame_equal(fr.shared(parts), fr.shared(demo_layers))


def test_the_page_sets_outlets_side_by_side_and_opens_the_passages(demo_layers):
    page = open_page(demo_layers)
    html = str(same_words(page, fr.shared(demo_layers, **page.view), fr.shared_passages(demo_layers)))
    said = text_of(html)
    assert "How much of it others print too" in said and "absence is not omission" in said
    assert "Grant Holloway" in said and html.count('href="#p-') >= 18
    assert "Taxpayers are told to wait" in page.ledger.html(page.outlets)


def test_the_command_gives_the_table(capsys):
    assert main(["shared", "corpus/demo", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert len({row["passage"] for row in rows}) >= 18 and set(rows[0]) == {
        "passage", "article_id", "outlet", "start", "end", "speaker", "words", "kind",
    }  # fmt: skip
    assert main(["shared", "corpus/demo"]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"{len({row['passage'] for row in rows})} passages in ")
    # Once each: who says it, and below how much of it which outlets print.
    assert said.count("When victims hide, criminals win") == 1
    lines = said.splitlines()
    below = lines[next(i for i, line in enumerate(lines) if "Raymond Ostrow: When victims" in line) + 1]
    assert below.split(": ") == ["      5 words", "City of Port Ellis, Courier, Herald, Ledger, Meridian, Tribune"]


@pytest.mark.shared
def test_the_directors_sentence_is_one_passage_of_two_of_the_five_articles():
    if not ARTICLES.exists():
        pytest.skip("needs ../shared/data, which is not here")
    layers = fr.annotate(fr.read_corpus(ARTICLES))
    table = fr.shared_passages(layers)
    assert len(table) == 2 and set(table["outlet"]) == {"The Independent", "Breitbart"}
    assert table["words"].tolist() == [27, 27] and table["speaker"].str.endswith("Homan").all()
    rows = fr.shared(layers).set_index("outlet")
    # 27 of the 119 words in quotation marks in the one, of the 29 in the other, counted by hand.
    assert rows.loc["The Independent", ["n", "of"]].tolist() == [27, 119]
    assert rows.loc["Breitbart", ["n", "of"]].tolist() == [27, 29]
    assert rows.loc["Los Angeles Times", "n"] == 0
