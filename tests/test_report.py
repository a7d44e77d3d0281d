"""The report: what a run leaves behind, and what it refuses."""

import hashlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pages import built

from framing.cli import main
from framing.errors import FramingError, LockError, UsageError
from framing.publish import lock, publish, put, slug
from framing.report import build_report

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def report():
    return built() / "demo"


# --- what a run leaves behind ---


def test_a_report_is_a_page_with_tables_figures_and_a_manifest_that_knows_every_file(report):
    manifest = json.loads((report / "manifest.json").read_text(encoding="utf-8"))
    files = {p.relative_to(report).as_posix() for p in report.rglob("*") if p.is_file()} - {"manifest.json"}
    assert {"index.html", "tables/shares.csv", "tables/passages.csv", "figures/voices.svg"} <= files
    assert set(manifest["outputs"]) == files
    for name, value in manifest["outputs"].items():
        assert hashlib.sha256((report / name).read_bytes()).hexdigest() == value
    assert manifest["lexicon"]["name"] == "immigration" and len(manifest["source"]) > 50
    assert "Who says" in (report.parent / "index.html").read_text(encoding="utf-8")


def test_equal_inputs_give_equal_bytes_whatever_hash_seed_time_zone_and_locale(report, tmp_path):
    strange = {**os.environ, "PYTHONHASHSEED": "77", "TZ": "Asia/Tokyo", "LC_ALL": "C", "HOME": str(tmp_path)}
    command = [
        sys.executable,
        "-m",
        "framing",
        "report",
        str(ROOT / "corpus/demo"),
        "--to",
        str(tmp_path),
        "--name",
        "demo",
    ]
    done = subprocess.run(command, env=strange, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    again = json.loads((tmp_path / "demo/manifest.json").read_text(encoding="utf-8"))
    assert again == json.loads((report / "manifest.json").read_text(encoding="utf-8"))


def test_no_output_names_this_machine_its_user_or_a_time(report):
    secrets = {str(Path.home()), str(ROOT), "/tmp", str(report.parent)} - {"/"}
    files = [p for p in report.parent.rglob("*") if p.suffix in (".html", ".json", ".csv", ".svg")]
    assert len(files) > 10
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert not [secret for secret in secrets if secret in text], path


# --- what it refuses ---


@pytest.mark.parametrize(
    "parameters, said",
    [
        ({"outlest": "Courier"}, "Did you mean 'outlets'?"),
        ({"layers": "elsewhere"}, "unknown parameter 'layers'"),
        ({"seed": "three"}, "parameter seed: 'three' is not a whole number"),
        ({"outlets": "Curier"}, "Did you mean 'Courier'?"),
        ({"referents": ["people with status"]}, "Did you mean 'people without status'?"),
        ({"order_by": "sectoin"}, "Did you mean 'section'?"),
        ({"since": "March"}, "date 'March'"),
        ({"until": "1999"}, "no article is left"),
    ],
)
def test_a_wrong_parameter_stops_the_run_and_names_the_nearest(
    demo, demo_layers, tmp_path, monkeypatch, parameters, said
):
    monkeypatch.setattr(sys.modules["framing.annotate"], "annotate", lambda *_, **__: demo_layers)
    monkeypatch.setattr("framing.report.run", lambda *_: pytest.fail("a kernel was started"))
    with pytest.raises(UsageError) as error:
        build_report(demo, to=tmp_path, parameters=parameters)
    assert said in str(error.value) and "\n" not in str(error.value)


def test_a_second_run_is_told_which_lock_is_held(demo, tmp_path):
    with lock(tmp_path), pytest.raises(LockError, match=r"\.lock: another run"):
        build_report(demo, to=tmp_path)


def test_a_run_that_fails_leaves_the_last_report_as_it_was(demo, demo_layers, tmp_path, monkeypatch):
    monkeypatch.setattr(sys.modules["framing.annotate"], "annotate", lambda *_, **__: demo_layers)
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo/index.html").write_text("yesterday's")

    def fail(*_):
        raise FramingError("notebook 'comparative', cell 5: ValueError: no")

    monkeypatch.setattr("framing.report.run", fail)
    with pytest.raises(FramingError, match="cell 5"):
        build_report(demo, to=tmp_path, name="demo")
    assert [p.name for p in (tmp_path / "demo").iterdir()] == ["index.html"]
    assert (tmp_path / "demo/index.html").read_text() == "yesterday's"


@pytest.mark.parametrize("call", ["fsync", "replace"])
@pytest.mark.parametrize("k", range(1, 7))
def test_when_the_kth_call_fails_every_file_is_the_old_or_the_new_one(tmp_path, monkeypatch, call, k):
    built_now, place = tmp_path / "built", tmp_path / "place"
    for folder, word in ((built_now, "new"), (place, "old")):
        (folder / "tables").mkdir(parents=True)
        for name in ("index.html", "tables/a.csv"):
            (folder / name).write_text(word)
    real, calls = getattr(os, call), []

    def failing(*arguments):
        calls.append(1)
        if len(calls) == k:
            raise OSError(28, "No space left on device")
        return real(*arguments)

    monkeypatch.setattr(os, call, failing)
    try:
        publish(built_now, place, {})
    except OSError:
        pass
    monkeypatch.undo()
    texts = [(place / name).read_text() for name in ("tables/a.csv", "index.html")]
    assert texts in (["old", "old"], ["new", "old"], ["new", "new"])
    assert not list(place.rglob("*.draft"))
    publish(built_now, place, {})
    assert (place / "index.html").read_text() == "new" and (place / "manifest.json").is_file()


def test_an_unchanged_file_is_not_touched_and_a_stale_one_goes(tmp_path):
    built_now, place = tmp_path / "built", tmp_path / "place"
    (built_now / "tables").mkdir(parents=True)
    (built_now / "index.html").write_text("same")
    (built_now / "tables/b.csv").write_text("b")
    publish(built_now, place, {})
    os.utime(place / "index.html", (1, 1))
    (built_now / "tables/b.csv").unlink()
    publish(built_now, place, {})
    assert (place / "index.html").stat().st_mtime == 1
    assert not (place / "tables/b.csv").exists()


def test_a_name_never_becomes_a_path():
    assert [slug(name) for name in ("../../etc", "a/b", "", ".hidden")] == ["etc", "a-b", "report", "hidden"]


def test_two_names_that_lose_letters_stay_two_folders():
    names = ["x" * 300, "x" * 299, "新聞", "記事", "é"]
    assert len({slug(name) for name in names}) == len(names)
    assert all(len(slug(name)) <= 80 and slug(name).isascii() for name in names)


def test_a_half_written_draft_is_never_seen(tmp_path, monkeypatch):
    put(tmp_path / "a", b"old")
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError(30, "read-only")))
    with pytest.raises(OSError):
        put(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"old" and len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("write", ["report", "measure", "sample"])
def test_nothing_is_written_among_the_articles_where_the_next_run_would_read_it(tmp_path, monkeypatch, capsys, write):
    (tmp_path / "a.txt").write_text("---\noutlet: Courier\n---\nThe council met on Monday.\n")
    monkeypatch.chdir(tmp_path)
    assert main([write, ".", "--to", "made/here"]) == 2
    said = capsys.readouterr().err
    assert "made/here: lies among the articles of '.'" in said and said.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_report_is_not_named_as_a_file_beside_it(demo, tmp_path):
    with pytest.raises(UsageError, match="'Index.html': beside the reports lies a file of that name"):
        build_report(demo, to=tmp_path, name="Index.html")
    assert list(tmp_path.iterdir()) == []


def test_a_report_that_is_asked_to_end_leaves_nothing_behind(tmp_path):
    (tmp_path / "tmp").mkdir()
    run = subprocess.Popen(
        [sys.executable, "-m", "framing", "report", str(ROOT / "corpus/demo"), "--to", str(tmp_path / "to")],
        env={**os.environ, "TMPDIR": str(tmp_path / "tmp")}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    while not list((tmp_path / "tmp").iterdir()) and run.poll() is None:
        time.sleep(0.02)
    run.terminate()
    assert (run.communicate(timeout=120)[1], run.returncode) == ("framing: interrupted\n", 130)
    assert list((tmp_path / "tmp").iterdir()) == []
