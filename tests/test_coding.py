"""Coding: samples with known chances, sheets and files that come back as they went out."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from measure_cases import article, layers_of, use

import framing as fr
from framing import cli
from framing.coding.sampling import _even, _proportional
from framing.coding.validity import error_sentences
from framing.places import shipped

WITHOUT = "people without status"
LEVELS = ("nominal", "ordinal", "interval", "ratio")


# --- samples ---


@pytest.fixture(scope="module")
def sample(demo_layers):
    return fr.draw_sample(demo_layers, n=150, referent=WITHOUT)


@pytest.mark.parametrize("what", ["mentions", "attributions", "sentences", "missed"])
def test_a_sample_marks_what_is_printed_and_its_chances_add_up(demo_layers, what):
    drawn = fr.draw_sample(demo_layers, what=what, n=60)
    texts = dict(zip(demo_layers.articles["article_id"], demo_layers.articles["text"], strict=True))
    assert len(drawn) == 60
    for row in drawn.itertuples():
        marked = row.text[row.text.index("[[") + 2 : row.text.rindex("]]")]
        assert marked == " ".join(texts[row.article_id][row.start : row.end].split())
    strata = drawn.groupby("stratum").agg(of=("of", "first"), drawn=("drawn", "first"), n=("item", "size"))
    assert (strata["drawn"] == strata["n"]).all()
    assert (strata["n"] <= strata["of"]).all()
    assert drawn["outlet"].value_counts().drop("(wire)", errors="ignore").min() >= 3


def test_the_strata_of_the_mentions_are_all_mentions(demo_layers, sample):
    strata = sample.drop_duplicates("stratum")
    everyone = fr.shares(demo_layers, referent=WITHOUT, among="all", reading="all")
    set_aside = demo_layers.mentions.query("referent == @WITHOUT and zone == 'body' and excluded != ''")
    genre = demo_layers.articles.set_index("article_id")["genre"]
    aside = (set_aside["article_id"].map(genre) == "news").sum()
    assert strata["of"].sum() == everyone["n"].sum() + aside


def test_the_same_seed_draws_the_same_items_whatever_the_order(demo_layers, sample):
    order = np.random.default_rng(3).permutation(len(demo_layers.mentions))
    turned = replace(demo_layers, mentions=demo_layers.mentions.iloc[order].reset_index(drop=True))
    again = fr.draw_sample(turned, n=150, referent=WITHOUT)
    pd.testing.assert_frame_equal(sample, again)
    other = fr.draw_sample(demo_layers, n=150, referent=WITHOUT, seed=1)
    assert set(zip(other["article_id"], other["start"], strict=True)) != set(
        zip(sample["article_id"], sample["start"], strict=True)
    )


def test_missed_sentences_stand_beside_a_name_and_hold_none():
    lines = ["The {wall} stands.", "It is long.", "It is old.", "It is grey."]
    layers = layers_of([article("a", "Courier", *(("body", "own", line, 0.0) for line in lines))])
    drawn = fr.draw_sample(layers, what="missed", n=9)
    assert drawn["text"].tolist() == ["The wall stands. [[It is long.]] It is old."]
    assert drawn["referent"].tolist() == ["barrier"]


@given(st.lists(st.integers(1, 50), min_size=1, max_size=6), st.integers(1, 80))
@settings(max_examples=60)
def test_items_are_dealt_out_whole_and_to_none_more_than_it_has(sizes, n):
    sizes = np.array(sizes)
    even = _even(sizes, n)
    assert even.sum() == min(n, sizes.sum())
    assert (even <= sizes).all()
    quota = min(n, int(sizes.sum()))
    if quota:
        take = _proportional(sizes, quota)
        assert take.sum() <= quota
        assert (take <= sizes).all()
        if quota >= len(sizes):
            assert take.min() >= 1


@pytest.mark.parametrize(
    "given, message",
    [({"what": "mention"}, "unknown what 'mention'.*Did you mean 'mentions'"), ({"n": 0}, "n is 0"), ({"reading": "claim"}, "reading"),
     ({"referent": "wal"}, "unknown referent")],
)  # fmt: skip
def test_a_wrong_argument_is_named(given, message):
    with pytest.raises(fr.UsageError, match=message):
        fr.draw_sample(layers_of([use("a", "Courier", alien=1)]), **given)


# --- files ---


@pytest.fixture
def folder(sample, tmp_path):
    return fr.write_sample(sample, tmp_path / "codes")


def code_sheet(folder: Path, name: str, code) -> Path:
    """A coder's sheet: what `code` says of each row of the key."""
    key = pd.read_csv(folder / "key.csv", keep_default_na=False)
    rows = [{"item": row.item, **code(row)} for row in key.itertuples()]
    pd.DataFrame(rows).to_csv(folder / f"{name}.csv", index=False)
    return folder / f"{name}.csv"


def as_measured(row) -> dict[str, str]:
    return {"term": row.term, "voice": row.voice}


def test_the_key_comes_back_as_it_was_drawn(sample, folder):
    key = fr.read_codes(folder).key
    pd.testing.assert_frame_equal(key, sample, check_dtype=False)


def test_a_blind_sheet_tells_no_outlet(sample, tmp_path):
    blind = fr.write_sample(sample, tmp_path, blind=True)
    text = (blind / "sheet.csv").read_text(encoding="utf-8")
    assert "outlet" not in text.splitlines()[0]
    assert not any(outlet in text for outlet in ("Courier", "Herald", "Tribune"))
    assert all(
        "outlet" not in task["data"] for task in json.loads((blind / "label-studio.json").read_text(encoding="utf-8"))
    )


def test_label_studio_has_a_task_an_item_with_the_names_of_its_referent(sample, folder, demo_layers):
    tasks = json.loads((folder / "label-studio.json").read_text(encoding="utf-8"))
    assert [task["data"]["item"] for task in tasks] == sample["item"].tolist()
    names = demo_layers.terms.loc[demo_layers.terms["referent"] == WITHOUT, "term"].tolist()
    assert [choice["value"] for choice in tasks[0]["data"]["terms"]] == [*names, "none"]
    view = ElementTree.parse(folder / "label-studio.xml").getroot()
    assert {c.get("name"): c.get("value") for c in view.iter("Choices")} == {"term": "$terms", "voice": None}
    exported = pd.DataFrame(
        {"item": sample["item"], "text": "x", "term": sample["term"], "voice": "own", "annotator": "ann@x"}
    )
    exported.to_csv(folder / "project-1.csv", index=False)
    assert set(fr.read_codes(folder).codes["coder"]) == {"ann@x"}


def test_of_what_is_missed_label_studio_takes_several_names(demo_layers, tmp_path):
    missed = fr.draw_sample(demo_layers, what="missed", n=6, referent=WITHOUT)
    fr.write_sample(missed, tmp_path)
    view = ElementTree.parse(tmp_path / "label-studio.xml").getroot()
    assert {c.get("name"): c.get("choice") for c in view.iter("Choices")} == {"term": "multiple", "voice": "single"}
    # As Label Studio's own converter writes two choices, and one.
    cells = ['{"choices":["overstayer","illegal alien"]}', *["none"] * (len(missed) - 1)]
    pd.DataFrame({"item": missed["item"], "term": cells, "voice": "own"}).to_csv(tmp_path / "ann.csv", index=False)
    codes = fr.read_codes(tmp_path).codes
    assert codes.query("code == 'term'")["value"].tolist()[:2] == ["illegal alien; overstayer", "none"]


def test_a_sample_without_names_is_read_with_its_corpus_too(demo_layers, tmp_path, capsys):
    from framing.cli import main

    spoken = fr.draw_sample(demo_layers, what="attributions", n=6)
    fr.write_sample(spoken, tmp_path)
    pd.DataFrame({"item": spoken["item"], "voice": spoken["voice"], "speaker": "Ann Lee"}).to_csv(
        tmp_path / "ann.csv", index=False
    )
    assert main(["agree", str(tmp_path), "--corpus", "corpus/demo"]) == 0
    said = capsys.readouterr().out
    assert "errors:" in said and "No names are coded, so there are no shares to correct" in said


def test_inceptions_file_marks_what_is_coded_and_is_read_back(sample, folder):
    file = ElementTree.parse(folder / "inception.xmi")
    text = next(e for e in file.iter() if e.tag.endswith("Sofa")).get("sofaString").encode("utf-16-le")
    found = [e for e in file.iter() if e.tag.endswith("}Coded")]
    assert [e.get("item") for e in found] == sample["item"].tolist()
    for element, row in zip(found, sample.itertuples(), strict=True):
        words = text[2 * int(element.get("begin")) : 2 * int(element.get("end"))].decode("utf-16-le")
        assert f"[[{words}]]" in row.text
        element.set("term", row.term)
        element.set("voice", row.voice)
    file.write(folder / "ann.xmi", encoding="utf-8")
    codes = fr.read_codes(folder).codes
    assert codes.query("code == 'term'")["value"].tolist() == sample["term"].tolist()
    assert set(codes["coder"]) == {"ann"}


def test_places_in_inceptions_file_are_those_of_java():
    from framing.coding.tools import xmi

    row = {"item": "m1", "referent": "", "text": "A \U0001f600 saw [[two]] of them."}
    root = ElementTree.fromstring(xmi(pd.DataFrame([row]), ["term"]))
    coded = next(e for e in root.iter() if e.tag.endswith("}Coded"))
    # "A ", two units for the face, " saw ".
    assert (coded.get("begin"), coded.get("end")) == (str(2 + 2 + 5), str(2 + 2 + 5 + 3))


def test_the_codebook_has_the_lexicons_definitions_and_lookalikes(folder):
    page = (folder / "codebook.html").read_text(encoding="utf-8")
    referent = fr.read_lexicon("immigration").referents[0]
    assert referent.definition.split(".")[0] in page
    assert all(f"<dt>{term.term}</dt>" in page for term in referent.terms)
    assert "Not so:" in page
    assert "<script" not in page


@pytest.mark.parametrize(
    "row, message",
    [
        ({"item": "mentions-0-999", "term": "none", "voice": "own"}, r"ann.csv:2: item 'mentions-0-999' is not in key.csv"),
        ({"item": "mentions-0-001", "term": "ilegal alien", "voice": "own"}, r"ann.csv:2: term 'ilegal alien'; known: .*Did you mean 'illegal alien'"),
        ({"item": "mentions-0-001", "term": "none", "voice": "qoted"}, r"ann.csv:2: voice 'qoted'; known: own, quoted, reported.*Did you mean 'quoted'"),
    ],
)  # fmt: skip
def test_a_slip_of_the_pen_is_refused_with_its_place(folder, row, message):
    pd.DataFrame([row]).to_csv(folder / "ann.csv", index=False)
    with pytest.raises(fr.InputError, match=message):
        fr.read_codes(folder)


def test_a_sheet_without_its_key_is_refused(folder, tmp_path):
    sheet = code_sheet(folder, "ann", as_measured)
    alone = tmp_path / "elsewhere"
    alone.mkdir()
    (alone / "ann.csv").write_bytes(sheet.read_bytes())
    with pytest.raises(fr.InputError, match="no key beside the sheet"):
        fr.read_codes(alone / "ann.csv")
    with pytest.raises(fr.InputError, match="there is a sample already"):
        fr.write_sample(fr.read_codes(folder).key, folder)


def test_the_commands_close_the_loop(tmp_path, capsys):
    to = tmp_path / "codes"
    assert (
        cli.main(
            ["sample", str(shipped("corpus/demo")), "--n", "40", "--referent", WITHOUT, "--blind", "--to", str(to)]
        )
        == 0
    )
    assert "40 mentions of 6 outlets" in capsys.readouterr().out
    for coder in ("ann", "bo"):
        code_sheet(to, coder, as_measured)
    assert cli.main(["agree", str(to), "--corpus", str(shipped("corpus/demo"))]) == 0
    out = capsys.readouterr().out
    assert "corrected" in out and "NaN" not in out
    # Both coders agree everywhere, and the table says why alpha has no interval.
    assert "no disagreement in 40 items: no interval" in out
    assert "No outlet’s coded sample shows an error" in out
    assert cli.main(["agree", str(to / "ann.csv"), str(to / "bo.csv"), "--json"]) == 0
    read = json.loads(capsys.readouterr().out)
    assert {row["code"] for row in read["agreement"]} == {"term", "voice"}
    assert cli.main(["agree", str(tmp_path / "nowhere")]) == 3


def test_items_are_counted_by_their_name(tmp_path, capsys):
    given = [str(shipped("corpus/demo")), "--n", "12", "--what", "missed", "--referent", WITHOUT]
    assert cli.main(["sample", *given, "--to", str(tmp_path)]) == 0
    assert capsys.readouterr().out.startswith("12 sentences of ")


def test_agree_says_nothing_of_sheets_that_nobody_has_coded(demo_layers, tmp_path, capsys):
    folder = fr.write_sample(fr.draw_sample(demo_layers, n=10), tmp_path / "smp")
    assert cli.main(["agree", str(folder)]) == 3
    assert "no item is coded yet" in capsys.readouterr().err


def test_too_little_coded_for_an_interval_is_no_clean_bill():
    row = {"what": "mentions", "code": "voice", "value": "own", "outlet": "Courier"}
    unknown = pd.DataFrame([row | {"error": 0.0, "low": float("nan"), "high": float("nan")}])
    for table in (unknown, unknown[:0]):
        assert error_sentences(table) == ["Too little is coded to say how large an error is in any outlet."]
    assert error_sentences(unknown.assign(low=-0.1, high=0.1))[0].startswith("No outlet’s coded sample")
