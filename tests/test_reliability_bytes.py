"""Equal bytes under every variation, and nothing private in any of them: RELIABILITY § 3."""

import getpass
import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

from projects import DAY, command, copy_of, prints

from framing.project.build import build_project

ROOT = Path(__file__).resolve().parents[1]


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
