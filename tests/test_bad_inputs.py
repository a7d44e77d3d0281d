"""The 103 bad and hostile inputs of ../shared/bad_inputs.py, each through `check_corpus`."""

import importlib.util
import json
import os
from hashlib import sha256
from pathlib import Path

import pytest

from framing.errors import InputError
from framing.reading import check_corpus, read_corpus

SCRIPT = Path(__file__).resolve().parents[2] / "shared" / "bad_inputs.py"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SCRIPT.exists(), reason="../shared is absent: no bad_inputs.py"),
]
# HTML is not read yet: these want articles from it and get an error that says so.
NOT_READ = {"h04_hidden", "h06_markup_in_term"}
# These need something done while the file is read: tests of their own below.
LIVE = {"x12_permission", "x14_changing"}


def load_script():
    spec = importlib.util.spec_from_file_location("bad_inputs", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CASES = load_script().CASES if SCRIPT.exists() else {}


def as_param(case):
    marks = [pytest.mark.xfail(strict=True, reason="HTML is not read yet")] if case["id"] in NOT_READ else []
    return pytest.param(case, id=case["id"], marks=marks)


def make(case, folder):
    folder.mkdir()
    case["make"](folder)
    return folder


def prints(folder):
    """Every file below a folder and its hash; links as what they point to."""
    found = {}
    for parent, _, names in os.walk(os.fsencode(folder)):
        for name in names:
            path = os.path.join(parent, name)
            found[path] = os.readlink(path) if os.path.islink(path) else sha256(open(path, "rb").read()).hexdigest()
    return found


def outcome_of(source):
    try:
        found = check_corpus(source)
    except InputError as error:
        return "error", str(error), None
    said = json.dumps([found["skipped"], found["notices"]], ensure_ascii=False)
    return ("skip" if found["skipped"] else "ok"), said, found


def check(case, source):
    outcome, said, found = outcome_of(source)
    wanted = "error" if case["outcome"] == "limit" else case["outcome"]
    checks = case["checks"]
    assert outcome in (wanted, *checks.get("allow", [])), said
    assert [name for name in case["names"] if name not in said] == []
    if outcome == "error":
        assert "\n" not in said and said.isprintable() and len(said) < 700
        return
    json.dumps(found).encode()  # what --json prints
    if checks.get("used") is not None:
        assert found["articles"] == checks["used"]
    if "skipped" in checks:
        assert len(found["skipped"]) == checks["skipped"]
    if "notice" in checks:
        assert checks["notice"] in {notice["kind"] for notice in found["notices"]}


def test_all_cases_are_here():
    assert len(CASES) == 103


@pytest.mark.parametrize("case", [as_param(case) for id, case in CASES.items() if id not in LIVE])
def test_bad_input_gets_what_it_should(case, tmp_path):
    folder = make(case, tmp_path / "in")
    before = prints(tmp_path)
    check(case, folder)
    assert prints(tmp_path) == before  # nothing is written, beside the input either


def test_a_file_without_permission_is_named(tmp_path, monkeypatch):
    case = CASES["x12_permission"]
    folder = make(case, tmp_path / "in")
    plain_open = Path.open

    def refuse(path, *rest):  # root may read everything: say what the system says to others
        if path.name == "secret.csv":
            raise PermissionError(13, "Permission denied", str(path))
        return plain_open(path, *rest)

    monkeypatch.setattr(Path, "open", refuse)
    check(case, folder)


def test_a_file_that_grows_while_it_is_read_is_named(tmp_path, monkeypatch):
    case = CASES["x14_changing"]
    folder = make(case, tmp_path / "in")
    plain_fstat = os.fstat

    def grow(number):
        status = plain_fstat(number)
        with open(folder / "a.csv", "a") as stream:
            stream.write("z1,Beta,2026-01-01,Late,The workers met.\n")
        return status

    monkeypatch.setattr("framing.reading.files.os.fstat", grow)
    check(case, folder)


def test_a_file_named_directly_gets_the_same_outcome(tmp_path):
    tried = 0
    for case in CASES.values():
        folder = make(case, tmp_path / case["id"])
        files = list(folder.iterdir())
        if len(files) != 1 or not files[0].is_file() or files[0].is_symlink() or case["id"] in LIVE | NOT_READ:
            continue
        check(case, files[0])
        tried += 1
    assert tried > 80


def test_the_tables_of_every_readable_case_can_be_stored(tmp_path):
    stored = 0
    for case in CASES.values():
        folder = make(case, tmp_path / case["id"])
        try:
            corpus = read_corpus(folder, max_skipped=1)
        except InputError:
            continue
        corpus.articles.to_parquet(tmp_path / f"{case['id']}.parquet")
        again = read_corpus(tmp_path / f"{case['id']}.parquet")
        assert list(again.articles["text"]) == list(corpus.articles["text"])
        stored += 1
    assert stored > 60
