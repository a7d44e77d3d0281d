"""Reports that are not as a run left them: edited by hand (one line names file and field), or being written."""

from __future__ import annotations

import json

import pytest

from framing.cli import main
from framing.errors import FramingError, LockError
from framing.project.history import COLUMNS, read_history
from framing.project.site import write_index
from framing.project.verify import verify_reports
from framing.publish import lock, unwritten

WHOLE = {
    "title": "How the city is named", "finding": "Two names.", "articles": 57, "outlets": 8, "dates": ["2021", "2023-06"],
    "notebook": {"name": "corpus"}, "outputs": {},
}  # fmt: skip
GONE = object()


@pytest.fixture
def reports(tmp_path):
    """A folder of one report whose manifest says what is given."""

    def write(**given):
        manifest = {name: value for name, value in (WHOLE | given).items() if value is not GONE}
        (tmp_path / "city").mkdir(exist_ok=True)
        (tmp_path / "city/manifest.json").write_text(json.dumps(manifest))
        return tmp_path

    return write


def test_a_whole_manifest_has_its_place_in_the_index(reports):
    assert "57 articles of 8 outlets, 2021 to June 2023." in write_index(reports()).read_text(encoding="utf-8")
    assert "57 articles of 8 outlets.</p>" in write_index(reports(dates=[])).read_text(encoding="utf-8")


@pytest.mark.parametrize("field", sorted(WHOLE.keys() - {"outputs"}))
def test_a_field_that_is_missing_is_named(reports, field):
    with pytest.raises(FramingError, match=f"city/manifest.json: '{field}' is missing; delete the file and make"):
        write_index(reports(**{field: GONE}))


@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [
        ("title", None, "text"), ("title", 5, "text"), ("title", {"en": "x"}, "text"),
        ("finding", ["x"], "text"), ("finding", True, "text"),
        ("articles", "57", "a whole number"), ("articles", None, "a whole number"), ("articles", 5.5, "a whole number"),
        ("articles", True, "a whole number"), ("articles", {"used": 5}, "a whole number"),
        ("outlets", [8], "a whole number"), ("outlets", -1, "a whole number"), ("outlets", float("inf"), "a whole number"),
        ("dates", None, "a list of"), ("dates", "2021", "a list of"), ("dates", [2021, 2022], "a list of"), ("dates", ["2021-W05-1", "2022"], "a list of"), ("dates", {}, "a list of"),
        ("dates", ["2021"], "a list of"), ("dates", ["2021-99", "2022"], "a list of"), ("dates", ["2021", "\ud800"], "a list of"),
        ("notebook", "corpus", "a table"), ("notebook", None, "a table"),
    ],
)  # fmt: skip
def test_a_field_of_another_kind_is_named_in_one_line(reports, capsys, field, value, kind):
    folder = reports(**{field: value})
    for used in (write_index, verify_reports):
        with pytest.raises(FramingError, match=f"city/manifest.json: {field} = .* is not {kind}.*; delete the file"):
            used(folder)
    assert main(["verify", str(folder)]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_a_value_without_end_is_cut(reports):
    with pytest.raises(FramingError) as told:
        write_index(reports(articles="7" * 100_000))
    assert len(str(told.value)) < 300


def test_what_a_manifest_of_tables_says_is_no_report(reports):
    given = dict.fromkeys(("title", "finding", "notebook", "outlets", "dates"), GONE)
    assert "No report yet" in write_index(reports(**given, articles={"used": 5})).read_text(encoding="utf-8")


COUNTS = dict.fromkeys(COLUMNS, "x") | {"came": "1", "gone": "0", "rewritten": "0", "moved": "2", "compared": "90"}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"moved": "many"}, "moved = 'many' is no count"), ({"came": ""}, "came = '' is no count"),
        ({"compared": "-1"}, "compared = '-1' is no count"), ({"compared": "٣"}, "compared = '٣' is no count"),
        ({"compared": ""}, "came = '1' is given, but compared is not"),
    ],
)  # fmt: skip
def test_a_cell_of_the_history_that_is_no_count_is_named(tmp_path, given, said):
    rows = [COUNTS, COUNTS | given]
    lines = [",".join(COLUMNS), *(",".join(row[column] for column in COLUMNS) for row in rows)]
    (tmp_path / "history.csv").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(FramingError, match=f"history.csv, row 3: {said}; mend it"):
        read_history(tmp_path)


def test_what_a_run_may_be_writing_is_not_verified(reports, capsys):
    folder = reports()
    assert main(["verify", str(folder)]) == 0
    assert not (folder / ".lock").exists(), "nothing is made in a folder that is only read"
    with lock(folder):
        assert main(["verify", str(folder)]) == 4
    assert ".lock: another run is at work in this folder" in capsys.readouterr().err
    with unwritten(folder):
        assert main(["verify", str(folder)]) == 0
        with pytest.raises(LockError), lock(folder):
            pass
