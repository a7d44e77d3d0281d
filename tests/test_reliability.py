"""What holds when things go wrong: RELIABILITY § 3, row by row.

| promise | where it is tested |
|---|---|
| nothing lost: read + skipped = in the files | here; each reader in test_reading_*.py, 103 bad inputs in test_bad_inputs.py |
| nothing lost: kill −9 at random moments | here (builds), test_shards.py (measure) |
| nothing lost: the k-th write, fsync, replace fails | here |
| full disk, read-only folder, two runs at once | here |
| equal bytes under every variation | test_reliability_bytes.py; test_report.py, test_shards.py |
| nothing runs that should not | test_reliability_safe.py (imports, hostile inputs), test_page.py, test_evidence.py, test_browser.py (in a browser) |
| offline | conftest.py blocks sockets in every process; test_setup.py |
| rebuilt only when needed | test_project.py |
| verifiable | test_project_history.py |
| private | test_reliability_bytes.py; test_report.py |
"""

import errno
import gzip
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import time
import zipfile
from pathlib import Path

import pytest
from projects import DAY, change, command, copy_of, prints

from framing.project import build as building
from framing.project import read_project
from framing.project.build import build_project
from framing.project.settle import settle
from framing.publish import publish
from framing.reading import check_corpus

KILLS, CHAINS = 20, 4


# --- nothing lost ---

COLUMNS = ["id", "outlet", "date", "text"]
GOOD = [["1", "Courier", "2021-03-09", "The mayor signed."], ["2", "Herald", "2021-03-10", "The council met."]]
BAD = [["3", "Ledger", "2021-03-11", ""], ["4", "", "2021-03-12", "No outlet."]]


def as_csv(folder, rows):
    (folder / "a.csv").write_text("\n".join(",".join(row) for row in [COLUMNS, *rows]) + "\n")


def as_gz(folder, rows):
    as_csv(folder, rows)
    with gzip.open(folder / "a.csv.gz", "wb") as file:
        file.write((folder / "a.csv").read_bytes())
    (folder / "a.csv").unlink()


def as_zip(folder, rows):
    as_jsonl(folder, rows)
    with zipfile.ZipFile(folder / "a.zip", "w") as file:
        file.write(folder / "a.jsonl", "inside/a.jsonl")
    (folder / "a.jsonl").unlink()


def as_tsv(folder, rows):
    (folder / "a.tsv").write_text("\n".join("\t".join(row) for row in [COLUMNS, *rows]) + "\n")


def as_jsonl(folder, rows):
    (folder / "a.jsonl").write_text("".join(json.dumps(dict(zip(COLUMNS, row, strict=True))) + "\n" for row in rows))


def as_json(folder, rows):
    (folder / "a.json").write_text(json.dumps([dict(zip(COLUMNS, row, strict=True)) for row in rows]))


def as_parquet(folder, rows):
    import pandas as pd

    pd.DataFrame(rows, columns=COLUMNS).to_parquet(folder / "a.parquet")


def as_texts(folder, rows):
    for name, outlet, date, text in rows:
        (folder / f"{name}.txt").write_text(f"---\noutlet: {outlet}\ndate: {date}\n---\n{text}")


def as_index(folder, rows):
    lines = ["file,outlet,date", *(f"{name}.txt,{outlet},{date}" for name, outlet, date, _ in rows)]
    (folder / "index.csv").write_text("\n".join(lines) + "\n")
    for name, _, _, text in rows:
        (folder / f"{name}.txt").write_text(text)


@pytest.mark.parametrize("write", [as_csv, as_tsv, as_jsonl, as_json, as_parquet, as_gz, as_zip, as_texts, as_index])
@pytest.mark.parametrize("bad", [0, 1, 2])
def test_what_was_read_and_what_was_skipped_is_what_is_in_the_files(tmp_path, write, bad):
    write(tmp_path, GOOD + BAD[:bad])
    found = check_corpus(tmp_path)
    assert (found["articles"], len(found["skipped"])) == (2, bad)


def test_a_build_killed_at_any_moment_is_completed_by_the_next(yesterday, expected, short):
    seed = random.SystemRandom().randrange(10_000)
    print(f"seed {seed}")
    chance = random.Random(seed)
    landed = 0
    before = {name: value for name, value in prints(yesterday).items() if name.endswith("index.html")}
    for chain in range(CHAINS):
        project = copy_of(yesterday, short / str(chain))
        for _ in range(KILLS // CHAINS):
            quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            run = subprocess.Popen(command(project), env={**os.environ, "TMPDIR": str(short)}, **quiet)
            time.sleep(chance.uniform(0.1, 3))
            landed += run.poll() is None
            run.kill()  # SIGKILL; nothing where it has ended
            run.wait()
            now = prints(project)
            # Every page is whole: yesterday's, or today's.
            assert [n for n in before if now[n] not in (before[n], expected[n])] == [], f"seed {seed}"
        subprocess.run(command(project), check=True, stdout=subprocess.DEVNULL)
        assert prints(project) == expected, f"seed {seed}, chain {chain}"
    assert landed > 0, f"seed {seed}: no kill found a run at work"


class Failing:
    """A file whose write stops half way, as on a full disk."""

    def __init__(self, file, fails):
        self.file, self.fails = file, fails

    def __getattr__(self, name):
        return getattr(self.file, name)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.file.close()

    def write(self, data):
        if self.fails():
            self.file.write(data[: len(data) // 2])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return self.file.write(data)


def let_fail(monkeypatch, call, k):
    """Make the k-th call of a kind fail; whether it was reached."""
    calls = []

    def fails():
        calls.append(1)
        return len(calls) == k

    def refuse(real):
        def replaced(*arguments, **named):
            if fails():
                raise OSError(errno.EIO, os.strerror(errno.EIO), str(arguments[0]))
            return real(*arguments, **named)

        return replaced

    if call == "write":
        opened = Path.open

        def watched(self, mode="r", *arguments, **named):
            file = opened(self, mode, *arguments, **named)
            return Failing(file, fails) if "w" in mode else file

        monkeypatch.setattr(Path, "open", watched)
    else:
        monkeypatch.setattr(os, call, refuse(getattr(os, call)))
    return lambda: len(calls) >= k


@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
def test_whichever_call_of_publishing_fails_every_file_is_the_old_or_the_new_one(tmp_path, monkeypatch, call):
    names = ("index.html", "tables/a.csv", "tables/b.csv")
    for word in ("new", "old"):
        for name in names:
            (tmp_path / word / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / word / name).write_text(f"{word} words of some length")
    for k in range(1, 100):
        place = tmp_path / f"place-{k}"
        publish(tmp_path / "old", place, {})
        with monkeypatch.context() as patch:
            reached = let_fail(patch, call, k)
            try:
                publish(tmp_path / "new", place, {})
            except OSError:
                pass
        assert {(place / name).read_text()[:3] for name in names} <= {"new", "old"}
        manifest = json.loads((place / "manifest.json").read_text())
        if not building.intact(place, manifest):  # it says that all is well: then it is one or the other
            assert len({(place / name).read_text() for name in names}) == 1
        assert not list(place.rglob("*.draft"))
        publish(tmp_path / "new", place, {})
        assert not building.intact(place, json.loads((place / "manifest.json").read_text()))
        if not reached():
            break
    assert 3 < k < 99, "every call was made to fail once"


@pytest.mark.parametrize("call", ["write", "fsync", "replace", "rename"])
def test_whichever_call_of_the_history_fails_the_next_run_completes_it(
    yesterday, expected, tmp_path, monkeypatch, call
):
    unsettled = copy_of(yesterday, tmp_path)
    monkeypatch.setattr(building, "settle", lambda *_: None)
    build_project(unsettled / "framing.toml", as_of=DAY)
    old = (unsettled / "reports/history.csv").read_bytes()
    for k in range(1, 100):
        place = Path(shutil.copytree(unsettled, tmp_path / str(k)))
        project = read_project(place / "framing.toml")
        with monkeypatch.context() as patch:
            reached = let_fail(patch, call, k)
            try:
                settle(project, DAY)
            except OSError:
                assert (place / "reports/history.csv").read_bytes() == old or prints(place)[
                    "reports/history.csv"
                ] == expected["reports/history.csv"]
        settle(project, DAY)
        assert prints(place) == expected
        if not reached():
            break
        shutil.rmtree(place)
    assert 1 < k < 99, "every call was made to fail once"


def test_a_disk_that_takes_no_more_leaves_yesterdays_report_and_one_line(yesterday, expected, short):
    project = copy_of(yesterday, short)
    before = prints(project)
    run = subprocess.run(
        command(project), capture_output=True, text=True, env={**os.environ, "TMPDIR": str(short)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
    )  # fmt: skip
    assert run.returncode == 1 and run.stderr.startswith("framing: ") and run.stderr.count("\n") == 1
    assert prints(project) == before
    subprocess.run(command(project), check=True, stdout=subprocess.DEVNULL)
    assert prints(project) == expected


def test_a_folder_that_cannot_be_written_is_named_in_one_line(yesterday, tmp_path):
    project = copy_of(yesterday, tmp_path)
    (tmp_path / "sealed").mkdir(mode=0o555)
    # Who is root may write everywhere, but not here.
    place = "/proc/reports" if os.geteuid() == 0 else str(tmp_path / "sealed/reports")
    change(project / "framing.toml", '"reports"', f'"{place}"')
    run = subprocess.run(command(project), capture_output=True, text=True)
    assert run.returncode == 1 and place in run.stderr and run.stderr.count("\n") == 1
    (project / "file").write_text("")
    change(project / "framing.toml", f'"{place}"', '"file"')
    run = subprocess.run(command(project), capture_output=True, text=True)
    assert run.returncode == 1 and "file" in run.stderr and run.stderr.count("\n") == 1


def test_of_two_runs_at_once_the_second_ends_with_4_and_names_the_lock(yesterday, expected, short):
    project = copy_of(yesterday, short)
    log = project / "reports/build.log"
    (short / "tmp").mkdir()
    first = subprocess.Popen(
        command(project, "--force"), env={**os.environ, "TMPDIR": str(short / "tmp")}, stdout=subprocess.PIPE, text=True
    )
    # It makes its folder once it holds the lock.
    while not list((short / "tmp").glob("fr-*")) and first.poll() is None:
        time.sleep(0.02)
    try:
        second = subprocess.run(command(project, "--only", "county"), capture_output=True, text=True)
        assert second.returncode == 4 and ".lock: another run is at work in this folder" in second.stderr
        assert second.stderr.count("\n") == 1
    finally:
        first.communicate()
    assert first.returncode == 0 and log.is_file() and prints(project) == expected


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda sent: sent.name)
def test_a_run_that_is_asked_to_end_ends_with_130_one_line_and_nothing_left_behind(yesterday, expected, short, sent):
    project = copy_of(yesterday, short)
    (short / "tmp").mkdir()
    run = subprocess.Popen(
        command(project, "--force"), env={**os.environ, "TMPDIR": str(short / "tmp")}, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, text=True,
        # What starts the tests in the background may have told them to ignore SIGINT, and children inherit that.
        preexec_fn=lambda: signal.signal(sent, signal.SIG_DFL),
    )  # fmt: skip
    while not list((short / "tmp").glob("fr-*/k0.json")) and run.poll() is None:
        time.sleep(0.02)
    run.send_signal(sent)
    said = run.communicate(timeout=120)[1]
    assert (run.returncode, said) == (130, "framing: interrupted\n")
    assert list((short / "tmp").iterdir()) == []
    subprocess.run(command(project), check=True, stdout=subprocess.DEVNULL)
    assert prints(project) == expected
