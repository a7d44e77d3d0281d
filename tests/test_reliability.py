"""What holds when things go wrong: RELIABILITY § 3, row by row.

| promise | where it is tested |
|---|---|
| nothing lost: read + skipped = in the files | here; each reader in test_reading_*.py, 103 bad inputs in test_bad_inputs.py |
| nothing lost: kill −9 at random moments | here (builds), test_shards.py (measure) |
| nothing lost: the k-th write, fsync, replace fails | here |
| full disk, read-only folder, two runs at once | here |
| equal bytes under every variation | here; test_report.py, test_shards.py |
| nothing runs that should not | here (imports, hostile inputs), test_page.py, test_evidence.py, test_browser.py (in a browser) |
| offline | conftest.py blocks sockets in every process; test_setup.py |
| rebuilt only when needed | test_project.py |
| verifiable | test_project.py |
| private | here; test_report.py |
"""

import ast
import errno
import getpass
import importlib.util
import json
import os
import random
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from pages import corpus_of, page_of
from projects import change, prints, write_project

from framing.errors import FramingError, InputError
from framing.project import build as building
from framing.project import read_project
from framing.project.build import build_project
from framing.project.settle import settle
from framing.publish import publish
from framing.reading import check_corpus, read_corpus
from framing.render import faults

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = ROOT.parent / "shared" / "bad_inputs.py"
KILLS, CHAINS = 20, 4
DAY = "2026-11-21"


def command(project, *more):
    return [sys.executable, "-m", "framing", "build", str(project / "framing.toml"), "--as-of", DAY, *more]


@pytest.fixture
def short():
    """A folder with a short name, for all that a killed run leaves: sockets have short names."""
    folder = Path(tempfile.mkdtemp(prefix="k"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def yesterday(tmp_path_factory):
    """A project built, and then one article of it rewritten."""
    folder = write_project(tmp_path_factory.mktemp("yesterday"))
    build_project(folder / "framing.toml", as_of="2026-11-20")
    change(folder / "county/courier-raid.txt", " the ", " that ")
    return folder


@pytest.fixture(scope="module")
def expected(yesterday, tmp_path_factory):
    """What a clean run makes of it."""
    folder = Path(shutil.copytree(yesterday, tmp_path_factory.mktemp("clean") / "project"))
    build_project(folder / "framing.toml", as_of=DAY)
    return prints(folder)


def copy_of(project, folder):
    return Path(shutil.copytree(project, folder / "project"))


# --- nothing lost ---

COLUMNS = ["id", "outlet", "date", "text"]
GOOD = [["1", "Courier", "2021-03-09", "The mayor signed."], ["2", "Herald", "2021-03-10", "The council met."]]
BAD = [["3", "Ledger", "2021-03-11", ""], ["4", "", "2021-03-12", "No outlet."]]


def as_csv(folder, rows):
    (folder / "a.csv").write_text("\n".join(",".join(row) for row in [COLUMNS, *rows]) + "\n")


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


@pytest.mark.parametrize("write", [as_csv, as_tsv, as_jsonl, as_json, as_parquet, as_texts, as_index])
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
        assert second.returncode == 4 and ".lock: another run writes to this folder" in second.stderr
        assert second.stderr.count("\n") == 1
    finally:
        first.communicate()
    assert first.returncode == 0 and log.is_file() and prints(project) == expected


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM], ids=lambda sent: sent.name)
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
    said = run.communicate()[1]
    assert (run.returncode, said) == (130, "framing: interrupted\n")
    assert list((short / "tmp").iterdir()) == []
    subprocess.run(command(project), check=True, stdout=subprocess.DEVNULL)
    assert prints(project) == expected


# --- equal bytes ---

STRANGE = f"""
import os, runpy, time
runpy.run_path({str(ROOT / "tests/offline/sitecustomize.py")!r})
clock, scan, listed = time.time, os.scandir, os.listdir
time.time = lambda: clock() + 400_000_000
os.listdir = lambda *a: listed(*a)[::-1]

class Backwards:
    def __init__(self, entries): self.entries = iter(entries)
    def __iter__(self): return self
    def __next__(self): return next(self.entries)
    def __enter__(self): return self
    def __exit__(self, *_): pass
    def close(self): pass

os.scandir = lambda *a: Backwards(sorted(scan(*a), key=lambda entry: os.fsencode(entry.name), reverse=True))
"""


def test_two_builds_give_the_same_bytes_whatever_is_around_them(yesterday, expected, short):
    project = copy_of(yesterday, short)
    (short / "strange").mkdir()
    (short / "strange/sitecustomize.py").write_text(STRANGE)
    for path in (project / "city").iterdir():  # files made in another order, at another time
        os.utime(path, (1, 1))
    strange = {
        "PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join([str(short / "strange"), str(ROOT)]), "PYTHONHASHSEED": "4242",
        "TZ": "Pacific/Chatham", "LC_ALL": "C", "HOME": str(short), "TMPDIR": str(short), "OMP_NUM_THREADS": "3",
        "ARROW_DEFAULT_MEMORY_POOL": "system", "MPLBACKEND": "svg", "LANG": "tr_TR.UTF-8", "COLUMNS": "40",
    }  # fmt: skip
    options = {"env": strange, "cwd": short, "stdout": subprocess.DEVNULL, "preexec_fn": lambda: os.umask(0o077)}
    shutil.rmtree(project / "reports/county")
    subprocess.run(command(project, "--force", "--jobs", "1"), check=True, **options)
    found = prints(project)
    assert found == expected and sum(name.endswith(".html") for name in found) > 4


def test_a_cold_kernel_a_warm_one_and_several_give_the_same_bytes(tmp_path):
    """Two notebooks with figures, in one kernel one after the other and back; and each in its own."""
    source = ROOT / "corpus/demo"
    lines = ["[corpora.demo]", f"source = '{source}'"]
    for name, notebook in (("a", "comparative"), ("b", "outlet"), ("c", "comparative")):
        given = "outlet = 'Courier'" if notebook == "outlet" else "seed = 3"
        lines += [f"[reports.{name}]", "corpus = 'demo'", f"notebook = '{notebook}'", f"parameters = {{ {given} }}"]
    found = []
    for jobs in (1, 3):
        (tmp_path / str(jobs)).mkdir()
        (tmp_path / f"{jobs}/framing.toml").write_text("\n".join(lines))
        build_project(tmp_path / f"{jobs}/framing.toml", jobs=jobs, as_of=DAY)
        found.append(prints(tmp_path / str(jobs)))
    assert found[0] == found[1] and sum(name.endswith(".svg") for name in found[0]) > 5
    pages = [found[0][f"reports/{name}/index.html"] for name in "ac"]
    assert pages[0] == pages[1], "what ran before a notebook leaves no trace in it"


def test_the_day_changes_the_history_and_its_pages_alone(yesterday, expected, tmp_path):
    project = copy_of(yesterday, tmp_path)
    build_project(project / "framing.toml", as_of="2031-01-01")
    other = prints(project)
    same = {name for name in expected if other.get(name) == expected[name]}
    assert {n for n in expected if n not in same} == {
        "reports/index.html", "reports/history.csv",
        *(n for n in expected if n.startswith(f"reports/history/county/{DAY}/")),
    }  # fmt: skip


# --- nothing runs that should not ---


def test_our_code_has_no_pickle_eval_shell_or_loader_that_runs_what_it_reads():
    wrong = []
    files = sorted((ROOT / "framing").rglob("*.py"))
    assert len(files) > 100
    for path in files:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
            elif isinstance(node, ast.Call):
                names = [ast.unparse(node.func), *(f"{k.arg}={ast.unparse(k.value)}" for k in node.keywords if k.arg)]
            elif isinstance(node, ast.Attribute):
                names = [ast.unparse(node)]
            wrong += [f"{path.name}:{node.lineno} {name}" for name in names if forbidden(name)]
    # The C library's own malloc_trim, which gives memory back and reads nothing of anybody's.
    assert [place for place in wrong if not (place.startswith("workers.py:") and "ctypes" in place)] == []


FORBIDDEN = ("pickle", "cPickle", "dill", "joblib", "shelve", "marshal", "yaml", "nltk.data", "nltk.download", "os.system", "eval", "exec",
             "pd.eval", "pd.read_pickle", "socket", "urllib.request", "requests", "http.client", "ctypes")  # fmt: skip


def forbidden(name):
    if name in ("shell=True", "allow_pickle=True"):
        return True
    return any(name == bad or name.startswith(f"{bad}.") for bad in FORBIDDEN)


def test_what_is_forbidden_is_seen():
    for name in ("pickle.load", "yaml", "eval", "shell=True", "nltk.data.find", "nltk.data"):
        assert forbidden(name)
    for name in ("literal_eval", "ast.literal_eval", "evaluate", "executor", "nltk", "shell=False", "re.compile"):
        assert not forbidden(name)


HOSTILE = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "javascript:alert(1)", "\"><svg onload=alert(1)>",
    "]]><script>", "<!--", "</style><script>alert(1)</script>", "{{ 7*7 }}{% import os %}", "$(touch x)`touch x`", "../../../x",
    "=HYPERLINK(\"http://x.example\")", "\u202egnp.exe", "<base href=//x.example>", "http://x.example/i.png", "&lt;script&gt;",
]  # fmt: skip


def test_a_page_of_hostile_words_runs_nothing_and_writes_nowhere_else(tmp_path):
    rows = [
        {"outlet": f"Post {evil}", "title": evil, "author": evil, "text": f"The illegal immigrants came. {evil} said {evil}.", "section": evil}
        for evil in HOSTILE
    ]  # fmt: skip
    html = page_of(corpus_of(rows, tmp_path), tmp_path, title=HOSTILE[0])
    assert faults(html) == [] and "alert(1)" in html
    assert {path.name for path in tmp_path.iterdir()} == {"corpus.jsonl", "layers", "out"}


@pytest.mark.shared
@pytest.mark.skipif(not SCRIPT.exists(), reason="../shared is absent: no bad_inputs.py")
def test_every_hostile_input_that_can_be_read_gives_a_page_that_runs_nothing(tmp_path):
    spec = importlib.util.spec_from_file_location("bad_inputs", SCRIPT)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    pages = 0
    # Two need something done while the file is read, one is there for its size.
    apart = {"x12_permission", "x14_changing", "x24_many_files"}
    for case in (case for name, case in script.CASES.items() if name[0] in "hx" and name not in apart):
        folder = tmp_path / case["id"]
        folder.mkdir()
        case["make"](folder)
        try:
            corpus = read_corpus(folder, max_skipped=1)
        except (InputError, FramingError):
            continue
        (tmp_path / f"page-{case['id']}").mkdir()
        html = page_of(corpus, tmp_path / f"page-{case['id']}")
        assert faults(html) == [], case["id"]
        pages += 1
    assert pages > 3


# --- private ---


def test_nothing_that_a_build_writes_names_this_machine_its_user_or_its_folders(yesterday):
    secrets = {str(Path.home()), str(ROOT), tempfile.gettempdir(), str(yesterday), socket.gethostname()} - {"/", ""}
    user = getpass.getuser()
    secrets |= {f"/{user}/", f"{user}@"}
    files = [path for path in (yesterday / "reports").rglob("*") if path.is_file()]
    assert len(files) > 30
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert not [secret for secret in secrets if secret in text], path


def test_what_is_in_the_environment_stays_there(yesterday, tmp_path):
    project = copy_of(yesterday, tmp_path)
    environment = {**os.environ, "FRAMING_SECRET": "xyzzy-4711", "HOME": "/home/xyzzy-4711", "USER": "xyzzy-4711"}
    subprocess.run(command(project, "--force"), check=True, env=environment, stdout=subprocess.DEVNULL)
    assert not [path for path in (project / "reports").rglob("*") if path.is_file() and b"xyzzy" in path.read_bytes()]
