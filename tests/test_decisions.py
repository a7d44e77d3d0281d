"""What a person decided, in tables beside the articles: what they do, what reading says of them, what is refused."""

import json
import tomllib
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from reading_files import ROWS, as_csv, as_jsonl, as_zip, messages, put

import framing as fr
from framing import cli
from framing.annotate import annotate
from framing.errors import InputError, UsageError
from framing.proposals.outlets import propose_outlets
from framing.reading import check_corpus, read_batches, read_corpus

CASES = tomllib.loads((Path(__file__).parent / "cases" / "decisions.toml").read_text(encoding="utf-8"))["case"]
STORIES = "article_id,story\na1,order\na2,order\nzz,order\n"
OUTLETS = "outlet,name,n,why\nHerald,The Courier,1,hand\nCourier,The Courier,2,hand\nGazette,The Gazette,0,hand\n"


def columns(corpus, *names):
    return corpus.articles[list(names)].values.tolist()


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize("case", [pytest.param(case, id=case["label"]) for case in CASES])
def test_a_mistake_in_a_table_of_decisions_is_named(case, tmp_path):
    put(tmp_path, articles__csv=as_csv(ROWS))
    content = case["bytes"].encode("latin-1") if "bytes" in case else case["content"].encode()
    (tmp_path / case["file"]).write_bytes(content)
    for read in (check_corpus, lambda folder: list(read_batches(folder))):
        with pytest.raises(InputError) as error:
            read(tmp_path)
        said = str(error.value)
        assert [part for part in case["says"] if part not in said] == [] and "\n" not in said


# ---------------------------------------------------------------- what they do


@pytest.mark.parametrize("name, write", [("articles__csv", as_csv), ("articles__jsonl", as_jsonl)])
def test_stories_and_outlets_are_read_and_told(tmp_path, name, write):
    put(tmp_path, stories__csv=STORIES, outlets__csv=OUTLETS, **{name: write(ROWS)})
    corpus = read_corpus(tmp_path)
    assert columns(corpus, "article_id", "outlet", "producer", "story") == [
        ["a1", "The Courier", "The Courier", "order"],
        ["a2", "The Courier", "The Courier", "order"],
        ["a3", "The Courier", "The Courier", ""],
    ]
    assert messages(corpus, "decided") == [
        "outlets renamed: Courier → The Courier (2), Herald → The Courier (1); not in this corpus: Gazette",
        "story given to 2 articles; not in this corpus: zz",
    ]
    assert set(corpus.files) == {name.replace("__", "."), "stories.csv", "outlets.csv"}
    assert "ignored" not in list(corpus.notices["kind"])


def test_batches_are_decided_like_the_whole(tmp_path):
    put(
        tmp_path,
        articles__csv=as_csv(ROWS),
        stories__csv=STORIES,
        outlets__csv=OUTLETS,
        zones__csv="line,zone\nx,body\n",
    )
    whole, batches = read_corpus(tmp_path), read_batches(tmp_path, size=2)
    pd.testing.assert_frame_equal(pd.concat(batches, ignore_index=True), whole.articles)
    assert batches.notices == list(whole.notices.itertuples(index=False, name=None))
    assert batches.files == whole.files and tuple(batches.decisions.lines) == whole.lines


def test_a_story_of_the_table_replaces_one_of_the_index_and_an_empty_one_takes_it_away(tmp_path):
    rows = [{**row, "story": "old"} for row in ROWS]
    put(tmp_path, articles__csv=as_csv(rows), stories__csv="Article_ID,Story\na1,new\na2,\n")
    corpus = read_corpus(tmp_path)
    assert list(corpus.articles["story"]) == ["new", "", "old"]
    assert messages(corpus, "decided") == ["story given to 2 articles, 2 of them in place of another"]


def test_a_producer_of_its_own_keeps_its_name(tmp_path):
    rows = [{**ROWS[0], "producer": "Wire Desk"}]
    corpus = read_corpus(put(tmp_path, articles__csv=as_csv(rows), outlets__csv="outlet,name\nCourier,The Courier\n"))
    assert columns(corpus, "outlet", "producer") == [["The Courier", "Wire Desk"]]


def test_the_tables_stand_beside_an_index_or_in_a_zip(tmp_path):
    index = "file,id,outlet\na.txt,a1,Courier\n"
    members = {"index.csv": index, "a.txt": ROWS[0]["text"], "stories.csv": STORIES}
    folder = tmp_path / "folder"
    folder.mkdir()
    for name, content in members.items():
        (folder / name).write_text(content)
    (tmp_path / "a.zip").write_bytes(as_zip({f"mine/{name}": content for name, content in members.items()}))
    for source in (folder, tmp_path / "a.zip"):
        assert columns(read_corpus(source), "article_id", "story") == [["a1", "order"]]


PAGE = "Ferries sail again\n\nThe boats left at six.\n\nStay with the Harbor Desk\n\nThe captain waved.\n\nHarbor Desk notes"


def zones_of(folder, table, outlet="Courier"):
    rows = [{"id": "a1", "outlet": outlet, "title": "", "text": PAGE}]
    put(folder, articles__csv=as_csv(rows), zones__csv=table)
    layers = annotate(read_corpus(folder))
    text = layers.articles["text"][0]
    assert [text[row.start : row.end] for row in layers.zones.itertuples()] and layers.zones["end"].iloc[-1] == len(
        text
    )
    return {text[row.start : row.end].strip(): (row.zone, row.rule) for row in layers.zones.itertuples()}


def test_a_line_of_the_table_overrules_every_rule(tmp_path):
    found = zones_of(
        tmp_path, "line,zone,outlet\nstay with THE harbor desk,boilerplate,\nHarbor Desk no*,body,Courier\n"
    )
    assert found["Stay with the Harbor Desk"] == ("boilerplate", "table")
    assert found["Harbor Desk notes"] == ("body", "table")  # without it: furniture after the body


def test_a_line_of_the_table_is_for_its_outlet_and_the_whole_line(tmp_path):
    found = zones_of(tmp_path, "line,zone,outlet\nStay with the Harbor Desk,boilerplate,Herald\nHarbor,caption,\n")
    assert "table" not in {rule for _, rule in found.values()}


def test_measure_reads_the_table_too(tmp_path):
    put(
        tmp_path,
        articles__csv=as_csv([{"id": "a1", "outlet": "Courier", "text": PAGE}]),
        zones__csv="line,zone\nStay*,deck\n",
    )
    out = tmp_path.with_name(f"{tmp_path.name}-out")
    assert cli.main(["measure", str(tmp_path), "--to", str(out)]) == 0
    zones = pd.read_parquet(out / "zones.parquet")
    assert zones.loc[zones["rule"] == "table", "zone"].tolist() == ["deck"]


# ---------------------------------------------------------------- what is proposed


def propose(*names):
    table = propose_outlets(SimpleNamespace(articles=pd.DataFrame({"outlet": names})))
    return {row.outlet: (row.name, row.why) for row in table.itertuples(index=False)}


def test_names_of_one_outlet_are_proposed_with_the_reason():
    assert propose("Herald", "Herald", "HERALD", "The Herald", "herald.example", "Herald Online", "www.herald.com") == {
        "HERALD": ("Herald", "case and typography"),
        "The Herald": ("Herald", "“The”"),
        "Herald Online": ("Herald", "“online”"),
        "www.herald.com": ("Herald", "case and typography, domain"),
    }


@pytest.mark.parametrize("names", [
    ("Evening Star", "Morning Star"), ("Herald", "Herald (Opinion)"), ("NA", "N"), ("Theatre Week", "atre Week"), ("Sun 4", "Sun 5"),
    ("News", "The"), ("Fox Business", "Fox"), ("Newsday", "day"),
])  # fmt: skip
def test_names_of_two_outlets_stay_apart(names):
    assert propose(*names) == {}


def test_a_proposal_written_is_read_back_as_it_is(tmp_path):
    rows = [{**ROWS[0], "outlet": name, "id": name} for name in ("@Times", "@Times ", "@times", "-Post")]
    put(tmp_path, articles__csv=as_csv(rows))
    target = tmp_path / "outlets.csv"
    assert cli.main(["outlets", str(tmp_path), "--to", str(target)]) == 0
    assert target.read_text().splitlines()[1].startswith("'@times,'@Times,1,")
    assert sorted(set(read_corpus(tmp_path).articles["outlet"])) == ["-Post", "@Times"]


def test_a_proposal_is_never_written_over_decisions(tmp_path, capsys):
    put(tmp_path, articles__csv=as_csv(ROWS), stories__csv=STORIES)
    for command in ("stories", "zones", "outlets"):
        assert cli.main([command, str(tmp_path), "--to", str(tmp_path / "stories.csv")]) == UsageError.exit_status
        assert "may hold decisions" in capsys.readouterr().err
    assert (tmp_path / "stories.csv").read_text() == STORIES


def test_zones_lists_what_is_set_aside_most_frequent_first(tmp_path, capsys):
    texts = [
        f"The boats left at {n}.\n\nAdvertisement\n\nThe captain waved.\n\nShare this article" for n in ("six", "ten")
    ]
    rows = [{"id": str(i), "outlet": "Courier", "text": text + "\n\nADVERTISEMENT" * i} for i, text in enumerate(texts)]
    put(tmp_path, articles__csv=as_csv(rows))
    assert cli.main(["zones", str(tmp_path), "--json"]) == 0
    table = json.loads(capsys.readouterr().out)
    assert [(row["line"], row["zone"], row["n"], row["articles"]) for row in table] == [
        ("Advertisement", "boilerplate", 3, 2),
        ("Share this article", "boilerplate", 2, 2),
    ]
    first = table[0]
    assert texts[0][first["start"] : first["end"]] == "Advertisement" and first["outlet"] == "Courier"


def test_a_table_of_all_lines_changes_no_zone_but_names_itself(demo, demo_layers, tmp_path):
    # What is set aside is what was set aside; datelines stand inside a paragraph, and no table of lines reaches them.
    import shutil

    from framing.places import shipped
    from framing.proposals.proposed import write_proposal

    shutil.copytree(shipped("corpus/demo"), tmp_path / "demo")
    table = fr.labelled(demo_layers)
    write_proposal(table[table["zone"] != "dateline"], tmp_path / "demo" / "zones.csv")
    again = annotate(read_corpus(tmp_path / "demo"))
    assert (again.zones["rule"] == "table").sum() > 200

    def by_character(layers):
        return [zone for row in layers.zones.itertuples() for zone in [row.zone] * (row.end - row.start)]

    assert by_character(again) == by_character(demo_layers)


# ---------------------------------------------------------------- what looks wrong in the whole

ENGLISH = "The mayor signed an order in the old hall on Tuesday, and the people clapped for a long time before they went home in the rain."
GERMAN = "Der Bürgermeister hat am Dienstag in der alten Halle einen Erlass unterschrieben, und die Leute haben lange dazu geklatscht und gerufen."


def odd(folder, rows, kind):
    corpus = read_corpus(put(folder, a__csv=as_csv(rows)))
    return [row.message for row in corpus.notices.itertuples() if row.kind == kind and not row.source_file]


def test_one_day_for_all_is_told(tmp_path):
    rows = [{"outlet": "A", "date": "2021-03-09", "text": f"The mayor signed order {i}."} for i in range(20)]
    assert odd(tmp_path, rows, "date") == ["all 20 dated articles are of one day, 2021-03-09: the day of a download?"]
    rows[0]["date"] = "2021-03-10"
    assert odd(tmp_path, rows, "date") == []


def test_one_day_for_an_outlet_is_told(tmp_path):
    rows = [{"outlet": "A", "date": "2021-03-09", "text": f"The mayor signed order {i}."} for i in range(20)]
    rows += [
        {"outlet": "B", "date": f"2021-03-{i + 1:02}", "text": f"The sheriff signed order {i}."} for i in range(20)
    ]
    assert odd(tmp_path, rows, "date") == ["all 20 articles of 'A' are of one day, 2021-03-09: the day of a download?"]


def test_a_date_years_after_all_others_is_told(tmp_path):
    rows = [
        {"outlet": "A", "date": f"2021-03-{i % 28 + 1:02}", "text": f"The mayor signed order {i}."} for i in range(100)
    ]
    rows[7]["date"] = "2031-03-01"
    assert odd(tmp_path, rows, "date") == [
        "1 of 100 articles are dated 2031 or later, all others 2021 or earlier: is that the future?"
    ]
    rows[7]["date"] = "2024-03-01"
    assert odd(tmp_path, rows, "date") == []


def test_an_outlet_in_another_language_is_told(tmp_path):
    rows = [
        {"outlet": name, "date": "", "text": f"{text} {i}"}
        for name, text in (("A", ENGLISH), ("B", GERMAN))
        for i in range(3)
    ]
    assert odd(tmp_path, rows, "language") == [
        "3 of 3 articles of 'B' do not look English, as others of the corpus do: its counts are not comparable"
    ]
