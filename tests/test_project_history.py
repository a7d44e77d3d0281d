"""What a project remembers: its history, what changed between two days or two reports, and whether all is as it says."""

import csv
import json
import re
import shutil
from pathlib import Path

import pytest
from projects import build, change

from framing.cli import main
from framing.errors import FramingError, InputError, UsageError
from framing.export import csv_text
from framing.project.changes import diff_reports, pairs_of
from framing.project.history import COLUMNS, checked_day, read_history
from framing.project.verify import verify_reports
from framing.publish import MANIFEST
from framing.render import faults

# --- history and what changed ---


def test_every_edition_stands_in_the_history_with_what_changed(second):
    with (second / "reports/history.csv").open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert tuple(rows[0]) == COLUMNS
    assert [(row["report"], row["edition"]) for row in rows] == [
        ("names", "2026-11-20"), ("mine", "2026-11-20"), ("county", "2026-11-20"),
        ("names", "2026-11-21"), ("mine", "2026-11-21"),
    ]  # fmt: skip
    assert [rows[3][name] for name in ("came", "gone", "rewritten", "because")] == ["1", "1", "1", "articles"]
    assert {row["because"] for row in rows[:3]} == {"new"} and rows[0]["came"] == ""


def test_the_index_tells_what_changed_since_last_time_and_links_to_it(second):
    index = (second / "reports/index.html").read_text(encoding="utf-8")
    assert faults(index) == []
    assert "What changed since 2026-11-20:</b> 1 article came, 1 article gone and 1 article rewritten; " in index
    assert "First edition: 2026-11-20" in index and "History: 2 editions" in index
    links = re.findall(r'href="([^"#]+)"', index)
    assert {"history.csv", "names/index.html", "history/names/2026-11-21/changes.html"} <= set(links)
    assert all((second / "reports" / link).is_file() for link in links)
    page = (second / "reports/history/names/2026-11-21/changes.html").read_text(encoding="utf-8")
    assert faults(page) == [] and "compared with that of 2026-11-20" in page
    assert re.search("rewritten.*Herald.*herald-raid", page)


def test_editions_keep_tables_and_manifest_and_no_sentence(second):
    kept = {path.name for path in (second / "reports/history/names/2026-11-20").rglob("*") if path.is_file()}
    assert {"manifest.json", "sizes.csv", "articles.csv"} <= kept and not kept & {"passages.csv", "index.html"}


def test_a_second_edition_of_a_day_has_a_number_and_equal_ones_are_not_kept_twice(project):
    change(project / "county/courier-raid.txt", " the ", " that ")
    build(project, only=["county"], as_of="2026-11-20")
    change(project / "county/courier-raid.txt", " that ", " the ")
    build(project, only=["county"], as_of="2026-11-20")
    build(project, only=["county"], as_of="2026-11-29", force=True)
    rows = [row for row in read_history(project / "reports") if row["report"] == "county"]
    assert [row["edition"] for row in rows] == ["2026-11-20", "2026-11-20-2", "2026-11-20-3"]
    assert rows[0]["outputs_sha256"] == rows[2]["outputs_sha256"]


def test_a_build_that_ended_before_the_history_is_completed_by_the_next(second, tmp_path, no_kernel):
    project = Path(shutil.copytree(second, tmp_path / "project"))
    expected = {p.relative_to(project): p.read_bytes() for p in (project / "reports").rglob("*") if p.is_file()}
    rows = (project / "reports/history.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (project / "reports/history.csv").write_text("".join(rows[:4]), encoding="utf-8")
    (project / "reports/index.html").write_text("old")
    build(project)
    assert {p.relative_to(project): p.read_bytes() for p in (project / "reports").rglob("*") if p.is_file()} == expected


def test_a_history_that_is_not_ours_is_named(project):
    (project / "reports/history.csv").write_text("a,b\n1,2\n")
    with pytest.raises(FramingError, match=r"history\.csv: is not a history of reports"):
        build(project)


def test_days_are_days():
    assert checked_day("2026-02-28") == "2026-02-28" and re.fullmatch(r"\d{4}-\d\d-\d\d", checked_day(""))
    for wrong in ("2026-02-30", "20260228", "today", "2026-2-8"):
        with pytest.raises(UsageError, match="is no day"):
            checked_day(wrong)


# --- diff, by hand ---

SHARES = "outlet,referent,term,label,n,of,share,low,high,articles,stories,note\n"


def report_of(folder, articles, shares):
    (folder / "tables").mkdir(parents=True)
    (folder / MANIFEST).write_text("{}")
    lines = ["article_id,outlet,published,headline,sha256", *articles]
    (folder / "tables/articles.csv").write_text("\n".join(lines) + "\n")
    (folder / "tables/shares.csv").write_text(SHARES + "\n".join(shares) + "\n")
    return folder


def test_diff_by_hand(tmp_path):
    before = report_of(
        tmp_path / "a",
        ["1,A,2021,one,h1", "2,A,2021,two,h2", "3,A,2021,three,h3", "4,A,2021,one,h1"],
        ["A,r,t,l,5,10,0.5,0.3,0.7,2,2,", "A,r,u,l,5,10,0.5,0.3,0.7,2,2,", "A,r,v,l,0,0,,,,0,0,silent", "B,r,t,l,1,2,0.5,0.1,0.9,1,1,"],
    )  # fmt: skip
    after = report_of(
        tmp_path / "b",
        # The first row is gone, so ids that count rows are others now; of two equal texts one is left.
        ["1,A,2021,two,h2", "2,A,2021,three!,h9", "3,A,2021,one,h1", "9,B,2021,nine,h5"],
        ["A,r,t,l,7,10,0.7,0.4,0.9,2,2,", "A,r,u,other label,8,10,0.71,0.4,0.9,2,2,", "A,r,v,l,1,1,1,0.2,1,1,1,", "C,r,t,l,1,2,0.5,0.1,0.9,1,1,"],
    )  # fmt: skip
    found = diff_reports(before, after)
    # .7 lies on the bound of .3 to .7 and .71 beyond it; a share of nothing, and a row that only one has, are not compared.
    assert found.numbers[["what", "measure", "before", "after"]].values.tolist() == [["A, r, u", "share", 0.5, 0.71]]
    assert found.compared == 2
    changes = found.articles[["change", "article_id"]].values.tolist()
    assert sorted(changes) == [["came", "2"], ["came", "9"], ["gone", "3"], ["gone", "4"]]
    back = diff_reports(after, before)
    assert back.count("came") == found.count("gone") and back.count("gone") == found.count("came")


def test_a_report_does_not_differ_from_itself(made):
    found = diff_reports(made / "reports/names", made / "reports/names")
    assert (len(found.articles), len(found.numbers)) == (0, 0)
    with pytest.raises(InputError, match="holds no finished report"):
        diff_reports(made / "reports", made / "city")


def test_two_days_are_what_each_report_said_then(second, capsys):
    reports = str(second / "reports")
    found = pairs_of("2026-11-20", "2026-12-31", to=reports)
    assert {name: (a.name, b.name) for name, (a, b) in found.items()} == {
        "names": ("2026-11-20", "2026-11-21"), "mine": ("2026-11-20", "2026-11-21"),
        "county": ("2026-11-20", "2026-11-20"),
    }  # fmt: skip
    assert main(["diff", "2026-11-20", "2026-11-21", "--reports", reports, "--only", "names"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[-1].startswith("names: 1 article came, 1 gone, 1 rewritten; 0 of ")
    assert main(["diff", "2026-11-20", "2026-11-21", "--reports", reports, "--json"]) == 0
    assert [row["change"] for row in json.loads(capsys.readouterr().out)["mine"]["articles"]] == [
        "rewritten", "came", "gone",
    ]  # fmt: skip
    for wrong, said in (
        (["2020-01-01", "2026-11-21"], "no report has an edition of 2020-01-01 or before; the first in"),
        (["2026-11-20", "2026-11-21", "--only", "name"], "Did you mean 'names'?"),
        (["2026-11-20", reports], "name two folders of reports, or two days"),
    ):
        assert main(["diff", *wrong, "--reports", reports]) == 2
        assert said in capsys.readouterr().err


def test_reports_of_different_notebooks_are_not_compared(tmp_path):
    folders = [report_of(tmp_path / name, [], []) for name in ("outlet", "corpus")]
    for folder in folders:
        whole = {"title": "x", "finding": "x", "articles": 0, "outlets": 0, "dates": []}
        (folder / "manifest.json").write_text(json.dumps(whole | {"notebook": {"name": folder.name}}))
    with pytest.raises(InputError, match="'outlet'.*'corpus'.*no numbers in common"):
        diff_reports(*folders)


def test_a_table_with_a_very_long_cell_is_compared(tmp_path):
    import pandas as pd

    row = {"article_id": "1", "outlet": "A", "published": "", "headline": "x" * 300_000, "sha256": "h"}
    folders = [report_of(tmp_path / name, [], []) for name in "ab"]
    (folders[1] / "tables/articles.csv").write_text(csv_text(pd.DataFrame([row])))
    assert diff_reports(*folders).count("came") == 1


# A part of an edition deleted or damaged; another notebook under the old name.
BEYOND_COMPARING = [
    ("a table deleted", lambda p: (p / "reports/history/county/2026-11-20/tables/articles.csv").unlink()),
    ("a table damaged", lambda p: (p / "reports/history/county/2026-11-20/tables/articles.csv").write_bytes(b"\xff\0,,\n")),
    ("its manifest damaged", lambda p: (p / "reports/history/county/2026-11-20/manifest.json").write_text("[]")),
    ("another notebook", lambda p: change(p / "framing.toml", 'corpus = "county"\nnotebook = "corpus"', 'corpus = "county"\nnotebook = "outlet"\nparameters = { outlet = "Courier" }')),
]  # fmt: skip


@pytest.mark.parametrize("what, do", BEYOND_COMPARING, ids=[what for what, _ in BEYOND_COMPARING])
def test_an_edition_that_cannot_be_compared_costs_no_night(project, what, do):
    do(project)
    change(project / "county/courier-raid.txt", " the ", " that ")
    build(project, only=["county"])
    row = [row for row in read_history(project / "reports") if row["report"] == "county"][-1]
    assert (row["edition"], row["compared"], row["because"]) == ("2026-11-21", "", "")


def test_a_damaged_table_is_not_compared_but_named(project):
    (project / "reports/county/tables/articles.csv").write_bytes(b"\xff\0,,\n")
    with pytest.raises(InputError, match=r"county: tables/articles\.csv is missing or not what the manifest says"):
        diff_reports(project / "reports/county", project / "reports/county")


def test_a_history_that_a_spreadsheet_saved_is_read(project):
    place = project / "reports/history.csv"
    rows = read_history(project / "reports")
    place.write_bytes(b"\xef\xbb\xbf" + place.read_bytes().replace(b"\n", b"\r\n"))
    assert read_history(project / "reports") == rows


# --- verify ---


def test_verify_finds_nothing_where_nothing_is_wrong(made, capsys):
    assert main(["verify", str(made / "framing.toml"), "--only", "county"]) == 0
    assert capsys.readouterr().out.startswith("3 reports, ")
    assert main(["verify", str(made / "reports")]) == 0


WRONG = [
    ("a byte of a table", lambda p: change(p / "reports/mine/tables/sizes.csv", "Courier", "Couriel"), "mine: tables/sizes.csv: is not what"),
    ("a page that is gone", lambda p: (p / "reports/mine/index.html").unlink(), "mine: index.html: is missing"),
    ("a kept table", lambda p: change(p / "reports/history/mine/2026-11-20/tables/sizes.csv", "Courier", "C"), "mine: edition 2026-11-20, tables/sizes.csv"),
    ("a row of the history", lambda p: change(p / "reports/history.csv", read_history(p / "reports")[0]["outputs_sha256"], "0" * 64), "names: edition 2026-11-20: is not what"),
    ("an article", lambda p: change(p / "county/courier-raid.txt", " the ", " that "), "county: articles: changed since"),
    ("a report that was never made", lambda p: change(p / "framing.toml", "[reports.names]", '[reports.x]\ncorpus = "city"\n[reports.names]'), "x: manifest.json: is missing"),
]  # fmt: skip


@pytest.mark.parametrize(
    "what, do, said", WRONG, ids=lambda value: value.replace(" ", "-") if isinstance(value, str) else ""
)
def test_verify_names_what_is_wrong_and_exits_1(project, capsys, monkeypatch, what, do, said):
    do(project)
    monkeypatch.setattr("framing.project.verify._again", lambda *_: [])  # a test of its own
    assert main(["verify", str(project / "framing.toml")]) == 1
    assert said in capsys.readouterr().out


def test_verify_makes_one_report_again_and_sees_what_a_forger_who_knows_hashes_would_hide(project, capsys):
    from hashlib import sha256

    place = project / "reports/county/tables/sizes.csv"
    change(place, "Courier", "Herald")
    manifest = project / "reports/county/manifest.json"
    facts = json.loads(manifest.read_text())
    facts["outputs"]["tables/sizes.csv"] = sha256(place.read_bytes()).hexdigest()
    manifest.write_text(json.dumps(facts))
    assert main(["verify", str(project / "framing.toml"), "--only", "county"]) == 1
    assert "county: tables/sizes.csv: comes out otherwise when made again" in capsys.readouterr().out


def test_verify_says_what_it_needs(tmp_path, capsys):
    assert main(["verify", str(tmp_path)]) == 3
    assert "holds no report" in capsys.readouterr().err
    with pytest.raises(InputError):
        verify_reports(tmp_path / "framing.toml")
