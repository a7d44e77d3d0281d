"""From a number to its sentences."""

from __future__ import annotations

import hashlib

import pytest
from measure_cases import SMALL, layers_of, use

import framing as fr


@pytest.fixture(scope="module")
def small():
    return layers_of(SMALL)


def test_passages_show_the_sentence_around_each_mention(small):
    table = fr.passages(small, outlet="Courier", term="illegal alien")
    assert len(table) == 3  # as many as fr.shares counts: two own, one reported
    assert set(table["of"]) == {3}
    reported = table[table["voice"] == "reported"].iloc[0]
    assert (reported["before"], reported["node"], reported["after"]) == (
        "She said that one ",
        "illegal alien",
        " had come.",
    )
    assert (reported["article_id"], reported["speaker"], reported["published"]) == ("a1", "Ann Lee", "2019-03-02")
    texts = small.articles.set_index("article_id")["text"]
    for row in table.itertuples():
        whole = texts[row.article_id][row.sentence_start : row.sentence_end]
        assert row.before + row.node + row.after == whole
        assert texts[row.article_id][row.start : row.end] == row.node


def test_a_voice_overrules_the_reading(small):
    (row,) = fr.passages(small, term="illegal alien", voice="quoted").to_dict("records")
    assert row["speaker"] == "Ann Lee"


def test_the_sample_is_the_smallest_hashes_and_moves_with_the_seed():
    layers = layers_of([use(f"a{i}", "Courier", alien=5) for i in range(10)])
    every = fr.passages(layers, most=100)
    assert len(every) == 50
    keys = [
        hashlib.sha256(f"7\t{a}\t{s}".encode()).hexdigest()
        for a, s in zip(every["article_id"], every["start"], strict=True)
    ]
    expected = [k for _, k in sorted(zip(keys, zip(every["article_id"], every["start"], strict=True), strict=True))][
        :20
    ]
    drawn = fr.passages(layers, seed=7)
    assert list(zip(drawn["article_id"], drawn["start"], strict=True)) == expected
    assert set(drawn["of"]) == {50}
    other = fr.passages(layers, seed=8)
    assert list(zip(other["article_id"], other["start"], strict=True)) != expected


def test_evidence_has_every_cell_with_its_count(small):
    cells = fr.evidence(small, most=1).set_index(["term", "outlet", "voice", "zone"])["of"].to_dict()
    assert cells == {
        ("wall", "Courier", "own", "headline"): 1,
        ("illegal alien", "(wire)", "own", "body"): 1,
        ("illegal alien", "Courier", "own", "body"): 2,
        ("illegal alien", "Courier", "own", "headline"): 1,
        ("illegal alien", "Courier", "quoted", "body"): 1,
        ("illegal alien", "Courier", "reported", "body"): 1,
        ("immigrant", "Courier", "own", "body"): 1,
        ("undocumented immigrant", "Courier", "own", "body"): 3,
        ("undocumented immigrant", "Herald", "own", "body"): 3,
        ("undocumented immigrant", "Herald", "reported", "body"): 1,
    }


def test_what_nobody_said_has_no_passages(small):
    table = fr.passages(small, outlet="Echo")
    assert table.empty
    assert "of" in table.columns


@pytest.mark.parametrize(
    "wrong, message",
    [
        ({"outlet": "Couriers"}, "unknown outlet 'Couriers'.*Did you mean 'Courier'"),
        ({"term": "ilegal alien"}, "unknown term 'ilegal alien'.*Did you mean 'illegal alien'"),
        ({"voice": "quote"}, "unknown voice 'quote'.*Did you mean 'quoted'"),
    ],
)
def test_what_does_not_exist_is_refused(small, wrong, message):
    with pytest.raises(fr.UsageError, match=message):
        fr.passages(small, **wrong)
