"""`speakers.csv`: reading it, joining it, drafting it, and what types change in a measure."""

import dataclasses
import json
import shutil
import tomllib
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from measure_cases import article, layers_of

import framing as fr
from framing import cli
from framing.errors import InputError, UsageError
from framing.export import csv_text
from framing.proposals.same_person import put_together, read_name
from framing.proposals.speaker_kinds import kind_of
from framing.schema import NOT_NAMED, TABLES, frame
from framing.shards import measure
from framing.text import fold

CASES = tomllib.loads((Path(__file__).parent / "cases" / "speakers.toml").read_text(encoding="utf-8"))
PAGE = "outlet,text\nCourier,“We will stay open all night” said Mayor Ann Lee.\n"
GOOD = "speaker,name,type,note\nLEE,Ann Lee,Local,the mayor\nAnn Lee,,,\nAnyone,(not named),,\n"


def params(kind):
    return [pytest.param(case, id=case.get("label", case.get("text", ""))) for case in CASES[kind]]


def put(folder, text, name="speakers.csv"):
    (folder / "news.csv").write_text(PAGE, encoding="utf-8")
    (folder / name).write_text(text, encoding="utf-8")
    return folder


# ---------------------------------------------------------------- the file


@pytest.mark.parametrize("case", params("bad"))
def test_a_bad_file_is_refused_with_its_place(tmp_path, case):
    with pytest.raises(InputError) as error:
        fr.read_corpus(put(tmp_path, case["text"]))
    message = str(error.value)
    assert message.startswith("speakers.csv") and case["expect"] in message and "\n" not in message


def test_no_utf_8_is_refused(tmp_path):
    put(tmp_path, "")
    (tmp_path / "speakers.csv").write_bytes("speaker,type\nInés Calloway,advocacy\n".encode("latin-1"))
    with pytest.raises(InputError, match="speakers.csv, line 2"):
        fr.read_corpus(tmp_path)


def test_names_and_types_are_filled_in_and_suggested_types_get_their_spelling(tmp_path):
    table = fr.read_corpus(put(tmp_path, GOOD)).speaker_types
    assert table[["speaker", "name", "type"]].to_numpy().tolist() == [
        ["LEE", "Ann Lee", "local"], ["Ann Lee", "Ann Lee", "local"], ["Anyone", NOT_NAMED, ""]]  # fmt: skip


def test_the_file_is_no_article_and_its_hash_is_a_source(tmp_path):
    corpus = fr.read_corpus(put(tmp_path, GOOD))
    assert corpus.articles["source_file"].tolist() == ["news.csv"]
    assert set(corpus.notices["source_file"]) == {"news.csv"}
    assert set(corpus.files) == {"news.csv", "speakers.csv"}
    assert set(fr.annotate(corpus).about["files"]) == {"news.csv", "speakers.csv"}


def test_a_corpus_of_one_file_has_it_beside_that_file(tmp_path):
    put(tmp_path, GOOD, "news.csv.speakers.csv")
    corpus = fr.read_corpus(tmp_path / "news.csv")
    assert len(corpus.speaker_types) == 3 and set(corpus.files) == {"news.csv", "news.csv.speakers.csv"}
    assert len(fr.read_corpus(tmp_path)) == 1  # and the folder does not take it for articles


def test_a_type_that_is_nearly_a_suggested_one_is_told(tmp_path):
    notices = fr.read_corpus(put(tmp_path, "speaker,type\nLee,fedral\nRay,advocacy for\n")).notices
    (row,) = notices[notices["source_file"] == "speakers.csv"].itertuples()
    assert (row.place, row.kind) == ("row 2", "type") and "Did you mean 'federal'?" in row.message


def test_measure_keeps_the_types_and_makes_new_tables_when_one_changes(tmp_path):
    (tmp_path / "corpus").mkdir()
    source, to = put(tmp_path / "corpus", GOOD), tmp_path / "out"
    assert not measure(source, to=to).unchanged and measure(source, to=to).unchanged
    assert fr.Layers.open(to).speaker_types["type"].tolist() == ["local", "local", ""]
    assert "Ann Lee,mayor,local," in (to / "speakers.csv").read_text(encoding="utf-8")
    put(source, GOOD.replace("Local", "state"))
    assert not measure(source, to=to).unchanged
    assert fr.Layers.open(to).speaker_types["type"].tolist() == ["state", "state", ""]
    # What was measured holds a table of the same name, which is no list of speakers.
    assert len(fr.read_corpus(to).speaker_types) == 0


def test_types_beside_a_single_file_are_part_of_what_a_run_is_made_from(tmp_path):
    put(tmp_path, GOOD, "news.csv.speakers.csv")
    source, to = tmp_path / "news.csv", tmp_path / "out"
    assert not measure(source, to=to).unchanged and measure(source, to=to).unchanged
    put(tmp_path, GOOD.replace("Local", "state"), "news.csv.speakers.csv")
    assert not measure(source, to=to).unchanged


def test_a_corpus_is_not_measured_into_itself(tmp_path):
    with pytest.raises(UsageError, match="whose speakers.csv would be overwritten"):
        measure(put(tmp_path, GOOD), to=tmp_path)
    assert (tmp_path / "speakers.csv").read_text(encoding="utf-8") == GOOD


def test_layers_in_parts_keep_the_types():
    first = with_types([("Lee", "Ann Lee", "local", "")])
    joined = fr.Layers.concat([first, heard()])
    assert joined.speaker_types["name"].tolist() == ["Ann Lee"]


@settings(max_examples=50)
@given(st.lists(st.tuples(*[st.text(st.characters(codec="utf-8"), max_size=9)] * 2), max_size=6))
def test_what_is_written_is_read_again(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("law")
    plain = [(" ".join(a.split()), " ".join(b.split())) for a, b in rows]
    kept = [(a, b) for a, b in plain if a and a.isprintable() and b.isprintable() and not a.startswith("'")]
    kept = list({fold(a): (a, b) for a, b in kept if b[:1] != "'"}.values())
    table = frame("speaker_types", [(a, a, "local", b) for a, b in kept])
    put(folder, csv_text(table))
    assert fr.read_corpus(folder).speaker_types.to_dict("records") == table.to_dict("records")


# ---------------------------------------------------------------- by type


def heard():
    """Ann Lee 6 + 4 words in two spellings, Bo Ray 3, nobody 3, "Anyone" 2; the Herald has 5 of Ray's."""
    return layers_of(
        [
            article("a", "Courier", ("body", "quoted Ann Lee", "“We will build it here now,”", 0.0)),
            article("b", "Courier", ("body", "reported LEE", "they would not wait", 0.0), ("body", "quoted Bo Ray", "“Not in Port-Ellis.”", 0.0)),
            article("c", "Courier", ("body", "quoted", "“Nobody asked us.”", 0.0), ("body", "reported Anyone", "it rained", 0.0)),
            article("d", "Herald", ("body", "quoted Bo Ray", "“It was late and cold.”", 0.0)),
            article("e", "Echo", ("body", "own", "Nobody spoke.", 0.0)),
        ]
    )  # fmt: skip


def with_types(rows):
    return dataclasses.replace(heard(), speaker_types=frame("speaker_types", rows))


TYPED = [("lee", "Ann Lee", "local", ""), ("Ann Lee", "Ann Lee", "local", ""), ("Anyone", NOT_NAMED, "", ""),
         ("Cy Dee", "Cy Dee", "court", "")]  # fmt: skip


def test_words_are_counted_by_type():
    table = fr.speakers(with_types(TYPED), who="type")
    assert table["type"].tolist() == ["local", "court", "(no type given)", "(not named)"] * 3
    courier = table[table["outlet"] == "Courier"]
    assert courier["n"].tolist() == [6 + 4, 0, 3, 3 + 2]
    assert courier["share"].tolist() == [10 / 18, 0, 3 / 18, 5 / 18]
    assert table[table["outlet"] == "Herald"]["n"].tolist() == [0, 0, 5, 0]
    echo = table[table["outlet"] == "Echo"]
    assert echo["of"].tolist() == [0] * 4 and echo["share"].isna().all()
    assert set(echo["note"]) == {"no attributed words"}


def test_spellings_of_one_name_are_one_speaker():
    table = fr.speakers(with_types(TYPED)).query("outlet == 'Courier'")
    assert table[["speaker", "type", "n"]].to_numpy().tolist() == [
        ["Ann Lee", "local", 10], ["(not named)", "(not named)", 5], ["Bo Ray", "(no type given)", 3]]  # fmt: skip


def test_without_the_file_nothing_is_put_together():
    table = fr.speakers(heard()).query("outlet == 'Courier'")
    assert dict(zip(table["speaker"], table["n"], strict=True)) == {
        "Ann Lee": 6, "LEE": 4, "Bo Ray": 3, "(not named)": 3, "Anyone": 2}  # fmt: skip
    assert list(table.columns)[:3] == ["outlet", "speaker", "role"]


@settings(max_examples=25)
@given(
    st.dictionaries(st.sampled_from(["Ann Lee", "LEE", "Bo Ray", "Anyone"]), st.sampled_from(["local", "state", ""]))
)
def test_shares_by_type_sum_to_one_whatever_is_typed(types):
    table = fr.speakers(with_types([(s, s, t, "") for s, t in types.items()]), who="type")
    sums = (
        table[table["of"] > 0].groupby("outlet")[["n", "of", "share"]].agg({"n": "sum", "of": "first", "share": "sum"})
    )
    assert (sums["n"] == sums["of"]).all() and sums["share"].round(9).tolist() == [1, 1]


# ---------------------------------------------------------------- the draft


@pytest.mark.parametrize("case", params("same"))
def test_spellings_of_one_person_are_put_together(case):
    words = case.get("words", range(10, 0, -1))
    found = put_together(list(zip(case["spellings"], words, strict=False)))
    names = [found[spelling][0] if not found[spelling][1].startswith("could") else "" for spelling in case["spellings"]]
    assert names == case["expect"]


GIVEN = st.sampled_from(["Ann", "Anna", "Bo", "Al", "Mary"])
NAMES = st.builds(
    lambda title, given, middle, surname, suffix: " ".join(p for p in (title, given, middle, surname, suffix) if p),
    st.sampled_from(["", "Mr.", "Mayor", "Ms."]), GIVEN | st.just(""), st.sampled_from(["", "J.", "K."]),
    st.sampled_from(["Lee", "Ray"]), st.sampled_from(["", "Jr."]),
)  # fmt: skip


@given(st.lists(NAMES, unique=True, max_size=12))
def test_two_given_names_or_surnames_are_never_one(spellings):
    found = put_together([(spelling, 1) for spelling in spellings])
    for spelling in spellings:
        mine, other = read_name(spelling), read_name(found[spelling][0])
        assert mine.surname == other.surname and mine.suffix == other.suffix
        assert not mine.given or mine.given == other.given or len(mine.given) == 1 and other.given[0] == mine.given


ODD = st.lists(st.sampled_from(["Ms.", "Lund", "Robert", "the", "there's", "King", "king", "R.", "Jr.", "ICE", "US", "Mayor", "of", "Lund’s", "-"]),
               min_size=1, max_size=4).map(" ".join)  # fmt: skip


@given(st.lists(NAMES | ODD, unique_by=fold, max_size=12))
def test_a_name_stands_for_itself(spellings):
    """Else the draft could not be read as `speakers.csv`."""
    found = {fold(s): fold(name) for s, (name, _) in put_together([(s, 1) for s in spellings]).items()}
    assert len(found) == len(spellings)
    assert all(found.get(name, name) == name for name in found.values())


@given(st.permutations(["Ann Lee", "LEE", "Bo Ray", "Mr. Ray", "Al Ray", "Ann J. Lee"]))
def test_the_order_of_spellings_is_irrelevant(spellings):
    words = {spelling: len(spelling) for spelling in spellings}
    assert put_together(list(words.items())) == put_together(sorted(words.items()))


@pytest.mark.parametrize("case", params("kind"))
def test_the_type_that_a_role_points_to(case):
    assert kind_of(case["text"]) == case["expect"]


def test_a_draft_has_most_words_first_and_nobody_last():
    table = fr.propose_speakers(heard())
    assert table.columns.tolist() == ["speaker", "name", "type", "role", "words", "articles", "outlets", "note"]
    assert table[["speaker", "name", "words", "articles", "outlets"]].to_numpy().tolist() == [
        ["Bo Ray", "Bo Ray", 3 + 5, 2, 2], ["Ann Lee", "Ann Lee", 6, 1, 1], ["LEE", "LEE", 4, 1, 1],
        ["Anyone", NOT_NAMED, 2, 1, 1]]  # fmt: skip


def test_rows_of_a_person_are_kept_and_new_ones_come_below():
    table = fr.propose_speakers(
        with_types([("Nobody Here", "Nobody Here", "court", "gone"), ("Bo Ray", "Bob Ray", "mine", "!")])
    )
    assert table.head(2)[["speaker", "name", "type", "words", "note"]].to_numpy().tolist() == [
        ["Nobody Here", "Nobody Here", "court", 0, "gone"], ["Bo Ray", "Bob Ray", "mine", 8, "!"]]  # fmt: skip
    assert sorted(table["speaker"][2:]) == ["Ann Lee", "Anyone", "LEE"]


def test_a_draft_can_be_read_as_it_is(tmp_path, capsys):
    folder = tmp_path / "demo"
    shutil.copytree(Path("corpus/demo"), folder, ignore=shutil.ignore_patterns("marked", "gold", "speakers.csv"))
    assert cli.main(["speakers", str(folder), "--to", str(folder / "speakers.csv"), "--json"]) == 0
    shown = pd.DataFrame(json.loads(capsys.readouterr().out))[["speaker", "name", "type"]].astype("str")
    read = fr.read_corpus(folder).speaker_types[["speaker", "name", "type"]]
    assert len(shown) > 80 and read.equals(shown)


# ---------------------------------------------------------------- the demo's own


def test_the_demo_types_hold_nearly_all_words(demo_layers):
    table = fr.speakers(demo_layers, who="type", genre="all")
    unknown = table[table["type"] == "(no type given)"]["n"].sum()
    assert list(demo_layers.speaker_types.columns) == list(TABLES["speaker_types"])
    assert unknown <= 0.05 * table["n"].sum()


def test_the_demo_habits_of_hearing_are_found(demo_layers):
    """README of the demo: the Courier hears federal and police most, the Herald those affected; Ledger and Tribune alike."""
    shares = fr.speakers(demo_layers, who="type").pivot(index="type", columns="outlet", values="share")
    force = shares.loc["federal"] + shares.loc["police"]
    assert force["Courier"] > force[["Herald", "Ledger", "Tribune", "Meridian"]].max()
    near = shares.loc[["affected person", "faith"]].sum()
    assert near["Herald"] > near[["Courier", "Ledger", "Tribune", "Meridian"]].max()
    assert shares.loc["expert", "Meridian"] > shares.loc["expert"].drop("Meridian").max()


def test_the_draft_of_the_demo_does_not_fall_below_its_floor(demo_layers):
    """Against the table typed by hand: of the draft's types, right ones; of the words typed by hand, right ones."""
    known = demo_layers.speaker_types.set_index("speaker")
    bare = dataclasses.replace(demo_layers, speaker_types=frame("speaker_types", []))
    draft = fr.propose_speakers(bare)
    draft = draft[draft["speaker"].isin(known.index[known["type"] != ""])]
    right = draft["type"].to_numpy() == known.loc[draft["speaker"], "type"].to_numpy()
    offered = (draft["type"] != "").to_numpy()
    assert len(draft) >= 75
    assert (right & offered).sum() >= 0.95 * offered.sum()
    assert draft["words"][right].sum() >= 0.85 * draft["words"].sum()
    same = draft["name"].to_numpy() == known.loc[draft["speaker"], "name"].to_numpy()
    assert same.mean() >= 0.9
