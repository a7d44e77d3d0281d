"""Coded sheets in a project: shown in the report, hashed as an input, their slips told in one line."""

import pytest
from projects import CITY, write_articles

import framing as fr
from framing.errors import FramingError
from framing.project import read_project
from framing.project.build import build_project
from framing.project.inputs import made_from
from framing.publish import read_manifest

FILE = '[corpora.city]\nsource = "city"\n[reports.checked]\ncorpus = "city"\ncodes = "codes"\n[reports.plain]\ncorpus = "city"\nnotebook = "corpus"\n'


@pytest.fixture
def project(tmp_path):
    """A corpus of five pages, ten of its mentions coded as they were measured, and two reports that are not yet made."""
    (tmp_path / "framing.toml").write_text(FILE, encoding="utf-8")
    write_articles(tmp_path / "city", CITY)
    layers = fr.annotate(fr.read_corpus(tmp_path / "city"), "immigration")
    sample = fr.draw_sample(layers, what="mentions", n=10)
    fr.write_sample(sample, tmp_path / "codes")
    rows = [f"{row.item},{row.term},{row.voice}" for row in sample.itertuples()]
    (tmp_path / "codes/ann.csv").write_text("\n".join(["item,term,voice", *rows]) + "\n", encoding="utf-8")
    return tmp_path


def inputs(project):
    found = read_project(project / "framing.toml")
    return {report.name: made_from(found, report) for report in found.reports}


def test_a_project_shows_coded_sheets_as_a_report_of_its_own_does(project):
    build_project(project / "framing.toml", only=["checked"])
    made = project / "reports/checked"
    assert "Coders agree so far" in (made / "index.html").read_text(encoding="utf-8")
    alone = fr.build_report(project / "city", codes=project / "codes", to=project / "alone", name="checked").parent
    assert (made / "index.html").read_bytes() == (alone / "index.html").read_bytes()
    assert read_manifest(made)["codes"] == read_manifest(alone)["codes"]
    assert set(read_manifest(made)["codes"]) >= {"ann.csv", "key.csv"}


def test_another_code_changes_the_reports_that_rest_on_it_and_no_others(project):
    before = inputs(project)
    sheet = project / "codes/ann.csv"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace(",own", ",quoted", 1), encoding="utf-8")
    after = inputs(project)
    assert [key for key in before["checked"] if before["checked"][key] != after["checked"][key]] == ["codes"]
    assert before["plain"] == after["plain"] and before["plain"]["codes"] == ""
    text = FILE.replace('codes = "codes"\n', "")
    (project / "framing.toml").write_text(text, encoding="utf-8")
    assert inputs(project)["checked"]["codes"] == ""  # sheets that are named no longer change it too


@pytest.mark.parametrize(
    "file, text, said",
    [
        ("codes/ann.csv", "item,term,voice\nnobody,none,own\n", "ann.csv:2: item 'nobody' is not in key.csv"),
        ("framing.toml", FILE.replace('"codes"', '"cods"'), "cods: no such folder of coded sheets; 'framing sample' makes one"),
    ],
)  # fmt: skip
def test_a_slip_in_the_sheets_costs_that_report_and_is_one_line(project, file, text, said):
    (project / file).write_text(text, encoding="utf-8")
    with pytest.raises(FramingError) as error:
        build_project(project / "framing.toml", only=["checked"])
    assert said in str(error.value) and "\n" not in str(error.value)
    assert not (project / "reports/checked").exists()


def test_a_report_alone_refuses_sheets_that_its_notebook_would_not_show(project):
    with pytest.raises(fr.UsageError, match="the notebook 'corpus' shows no coded sheets"):
        fr.build_report(project / "city", codes=project / "codes", notebook="corpus", to=project / "alone")
    assert not (project / "alone").exists()
