"""A project of reports: its file, what is made when, and what becomes of a night that fails."""

import json
import re
import shutil
import sys
import tomllib
from pathlib import Path

import pytest
from projects import CITY, build, change, untouched, write_articles

from framing.cli import main
from framing.errors import FramingError, InputError, LockError, UsageError
from framing.project import build as building
from framing.project import read_project
from framing.publish import MANIFEST, lock
from framing.report import build_report

ROOT = Path(__file__).resolve().parents[1]
CASES = tomllib.loads((Path(__file__).parent / "cases/projects.toml").read_text(encoding="utf-8"))["case"]


# --- the file ---


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_project_file_case(case, tmp_path):
    file = tmp_path / "framing.toml"
    file.write_text(case["text"].replace("\\n", "\n").replace("\\ufeff", "\ufeff"), encoding="utf-8")
    if "says" not in case:
        assert len(read_project(file).reports) == 1
        return
    with pytest.raises(InputError) as error:
        read_project(file)
    said = str(error.value)
    assert said.startswith("framing.toml: ") and case["says"] in said and "\n" not in said


def test_there_are_at_least_fifteen_bad_project_files():
    assert sum("says" in case for case in CASES) >= 15


def test_a_file_that_is_missing_or_no_text_is_named(tmp_path):
    with pytest.raises(InputError, match="framing.toml: cannot be read"):
        read_project(tmp_path / "framing.toml")
    (tmp_path / "framing.toml").write_bytes(b"a = 1\nb = '\xff'\n")
    with pytest.raises(InputError, match="framing.toml:2: not UTF-8"):
        read_project(tmp_path / "framing.toml")


# --- what is made, and when ---


def test_nothing_changed_nothing_is_run_and_no_file_is_touched(project, no_kernel):
    before = untouched(project)
    assert build(project) == {"names": "unchanged", "mine": "unchanged", "county": "unchanged"}
    assert untouched(project) == before and len(before) > 30


def test_force_makes_again_and_leaves_every_equal_file_alone(project):
    before = untouched(project / "reports")
    assert build(project, only=["county"], force=True) == {"county": "forced"}
    changed = {path.name for path, when in untouched(project / "reports").items() if before.get(path) != when}
    assert changed <= {"build.log", "reports", "county"}


def names_of_stale(project, monkeypatch):
    """What would be made, and because of what, without making it."""
    made = []
    monkeypatch.setattr(building._Build, "_fill", lambda self, stale, work: made.extend(stale))
    monkeypatch.setattr(building._Build, "_work", lambda self, kernel, work: None)
    with pytest.raises(KeyError):  # no report was made, so there is nothing to tell of it
        build(project)
    return {report.name for report in made}


DEPENDENTS = [
    ("an article", lambda p: change(p / "county/courier-flood.txt", " the ", " that "), {"county"}),
    ("an article more", lambda p: write_articles(p / "city", [*CITY, "ledger-raid"]), {"names", "mine"}),
    ("a lexicon", lambda p: change(p / "mine.toml", "version", "# version\nversion"), {"mine"}),
    ("a parameter", lambda p: change(p / "framing.toml", "[reports.mine]", "[reports.mine]\nparameters.seed = 1"), {"mine"}),
    ("a notebook", lambda p: change(p / "framing.toml", '"mine"\nnotebook = "corpus"', '"mine"'), {"mine"}),
    ("reading", lambda p: change(p / "framing.toml", '"county"', '"county"\nmax_skipped = 0.2'), {"county"}),
    ("a file of a report", lambda p: (p / "reports/names/index.html").write_text("else"), {"names"}),
    ("a report that is gone", lambda p: shutil.rmtree(p / "reports/names"), {"names"}),
]  # fmt: skip


@pytest.mark.parametrize("what, do, expected", DEPENDENTS, ids=lambda value: value if isinstance(value, str) else "")
def test_what_changed_makes_exactly_the_reports_that_depend_on_it(project, monkeypatch, what, do, expected):
    do(project)
    assert names_of_stale(project, monkeypatch) == expected


@pytest.mark.parametrize("what", ["version", "template", "notebook"])
def test_another_version_or_template_makes_every_report_and_another_notebook_its_own(
    project, monkeypatch, tmp_path, what
):
    from framing.project import inputs

    if what == "version":
        monkeypatch.setattr(inputs, "version", lambda name: "99")
    elif what == "template":
        shutil.copytree(inputs.PACKAGE, tmp_path / "framing", ignore=shutil.ignore_patterns("__pycache__"))
        change(tmp_path / "framing/template/report/page.css", "--paper", "--page")
        monkeypatch.setattr(inputs, "PACKAGE", tmp_path / "framing")
    else:
        monkeypatch.setattr(inputs, "notebook_file", lambda name: tmp_path / f"{name}.ipynb")
        (tmp_path / "corpus.ipynb").write_text("another")
        change(project / "framing.toml", '"mine"\nnotebook = "corpus"', '"mine"')
        (tmp_path / "comparative.ipynb").write_bytes((ROOT / "notebooks/comparative.ipynb").read_bytes())
    inputs.code_hash.cache_clear()
    try:
        assert names_of_stale(project, monkeypatch) == {"names", "mine", "county"}
    finally:
        inputs.code_hash.cache_clear()


def test_only_what_is_named_is_made_and_a_wrong_name_tells_the_nearest(project, no_kernel):
    assert build(project, only=["county"]) == {"county": "unchanged"}
    with pytest.raises(
        InputError, match="unknown report 'conty'; the project has: county, mine, names. Did you mean 'c"
    ):
        build(project, only=["conty"])


def test_a_corpus_is_annotated_once_for_all_its_reports(project, monkeypatch):
    module = sys.modules["framing.annotate"]
    real, calls = module.annotate, []
    monkeypatch.setattr(module, "annotate", lambda *a, **k: calls.append(1) or real(*a, **k))
    change(
        project / "framing.toml", '[reports.mine]\ncorpus = "city"\nlexicon = "mine"', '[reports.mine]\ncorpus = "city"'
    )
    build(project, only=["names", "mine"], force=True)
    assert len(calls) == 1


def test_a_project_gives_the_bytes_that_each_report_gives_alone(project):
    page = build_report(project / "city", to=project / "alone", name="names", notebook="corpus")
    both = [json.loads((folder / MANIFEST).read_text()) for folder in (page.parent, project / "reports/names")]
    assert len(both[1].pop("made_from")) == 6
    assert both[0] == both[1]


def test_wrong_choices_are_refused_before_anything_is_made(project, no_kernel):
    for choices, said in (({"jobs": -1}, "jobs=-1: at least 1"), ({"as_of": "2026-13-01"}, "'2026-13-01' is no day")):
        with pytest.raises(UsageError, match=said):
            build(project, **choices)
    with lock(project / "reports"), pytest.raises(LockError, match="another run"):
        build(project)


# --- a night that fails ---


def test_a_failed_report_leaves_its_last_edition_and_the_others_are_made(project):
    before = (project / "reports/county/index.html").read_bytes()
    (project / "county").rename(project / "away")
    (project / "city/courier-flood.txt").write_text("The mayor deported nobody.\n" * 9)
    with pytest.raises(FramingError) as error:
        build(project)
    assert "1 of 3 reports failed, the first: county: " in str(error.value) and "no such file" in str(error.value)
    assert (project / "reports/county/index.html").read_bytes() == before
    log = (project / "reports/build.log").read_text()
    assert "2 made, 0 unchanged, 1 failed" in log and re.search("^county: failed: .*county: no such", log, re.MULTILINE)
    (project / "away").rename(project / "county")
    assert build(project) == {"names": "unchanged", "mine": "unchanged", "county": "unchanged"}
    assert "0 made, 3 unchanged, 0 failed" in (project / "reports/build.log").read_text(), (
        "the log tells of no old failure"
    )


def test_a_kernel_that_is_lost_costs_one_report_and_a_new_one_makes_the_next(project, monkeypatch, capfd):
    real, calls = building.make_page, []

    def failing(notebook, given, layers, saved, work, run):
        calls.append(1)
        if len(calls) == 1:
            dying = work.parent / "dying.ipynb"
            dying.parent.mkdir(parents=True, exist_ok=True)
            source = json.loads(notebook.read_text())
            source["cells"][2]["source"] = ["import os, signal; os.kill(os.getpid(), signal.SIGKILL)"]
            dying.write_text(json.dumps(source))
            work.mkdir(parents=True)
            run(dying, {}, work)
        return real(notebook, given, layers, saved, work, run)

    monkeypatch.setattr(building, "make_page", failing)
    with pytest.raises(FramingError, match="1 of 2 .*names: notebook 'dying': its kernel died"):
        build(project, only=["names", "mine"], force=True, jobs=1)
    assert "Kernel died" not in capfd.readouterr().err, "one line on stderr, the last one"
    assert "mine: made: forced" in (project / "reports/build.log").read_text()


def test_what_should_never_happen_is_logged_with_its_trace(project, monkeypatch):
    monkeypatch.setattr(building, "manifest_of", lambda *_: 1 // 0)
    with pytest.raises(FramingError, match="county: ZeroDivisionError"):
        build(project, only=["county"], force=True)
    assert "in _make" in (project / "reports/build.log").read_text()


# --- the command line ---


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["bild"], "invalid choice: 'bild'"),
        (
            ["diff", "2026-11-20"],
            "the following arguments are required: after; 'framing diff --help' lists what there is",
        ),
        (["build", "--jobs", "many"], "argument --jobs: invalid int value: 'many'"),
        (["build", "--force\nly"], "unrecognized arguments: --force\\nly"),
        ([], "the following arguments are required: COMMAND"),
    ],
)
def test_a_wrong_argument_is_one_line_and_status_2(capsys, arguments, said):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    err = capsys.readouterr().err
    assert ended.value.code == 2
    assert err.startswith("framing: ") and said in err and err.count("\n") == 1


def test_the_commands_say_what_became_of_each_report(project, capsys):
    file = str(project / "framing.toml")
    assert main(["build", file, "--as-of", "2026-11-21"]) == 0
    assert capsys.readouterr().out == "names: unchanged\nmine: unchanged\ncounty: unchanged\n"
    change(project / "framing.toml", "[reports.county]", "[reports.county]\nparameters.sede = 1")
    assert main(["build", file]) == 3
    assert "unknown parameter 'sede'" in capsys.readouterr().err


@pytest.mark.parametrize("log", [b"\xff\xfe", b"2026-11-20 framing build: 0 made, 2 unchanged, 10 failed\n"])
def test_a_run_without_failures_replaces_a_log_that_tells_of_some_or_of_nothing(project, no_kernel, log):
    (project / "reports/build.log").write_bytes(log)
    build(project)
    assert "3 unchanged, 0 failed" in (project / "reports/build.log").read_text(encoding="utf-8")


def test_the_log_is_written_also_where_the_history_cannot_be_read(project):
    change(
        project / "framing.toml",
        "[reports.county]",
        '[reports.gone]\ncorpus = "city"\ncodes = "none"\n[reports.county]',
    )
    (project / "reports/history.csv").write_text("a,b\n1,2\n")
    with pytest.raises(FramingError, match="is not a history"):
        build(project)
    assert "gone: failed: " in (project / "reports/build.log").read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ['{"outputs": null}', '{"outputs": ["x"]}', "[" * 100_000])
def test_a_manifest_of_another_shape_is_named_in_one_line(project, capsys, no_kernel, text):
    (project / "reports/county/manifest.json").write_text(text)
    assert main(["build", str(project / "framing.toml")]) == 1
    said = capsys.readouterr().err
    assert "county/manifest.json: is not a manifest" in said and said.count("\n") == 1
    assert "county: failed" in (project / "reports/build.log").read_text(encoding="utf-8")


def test_a_manifest_that_does_not_say_what_it_was_made_from_is_made_anew(project):
    place = project / "reports/county/manifest.json"
    place.write_text(json.dumps(json.loads(place.read_text(encoding="utf-8")) | {"made_from": ["x"]}))
    assert build(project)["county"] == "articles, lexicon, notebook, parameters, codes, code"


def test_a_file_nested_too_deeply_is_named(tmp_path):
    (tmp_path / "framing.toml").write_text("a = " + "[" * 20_000)
    with pytest.raises(InputError, match="framing.toml: lists or tables nested too deeply"):
        read_project(tmp_path / "framing.toml")
