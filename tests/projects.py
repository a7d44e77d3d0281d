"""Small projects for tests: two corpora of some pages of the demo, three reports without figures; conftest.py has them built."""

import hashlib
import shutil
import sys
from pathlib import Path

from framing.project.build import build_project

ROOT = Path(__file__).resolve().parents[1]
DAY = "2026-11-21"
CITY = ["courier-flood", "courier-raid", "herald-flood", "herald-raid", "ledger-flood"]
FILE = """
to = "reports"
[corpora.city]
source = "city"
[corpora.county]
source = "county"
[lexicons.mine]
file = "mine.toml"
[reports.names]
corpus = "city"
notebook = "corpus"
[reports.mine]
corpus = "city"
lexicon = "mine"
notebook = "corpus"
[reports.county]
corpus = "county"
notebook = "corpus"
"""


def write_articles(folder, names):
    """Pages of the demo corpus with an index of these alone."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [f"{name}.txt,{name.split('-')[0].title()},2021-03-09,news" for name in names]
    (folder / "index.csv").write_text("file,outlet,published,genre\n" + "\n".join(rows) + "\n", encoding="utf-8")
    for name in names:
        shutil.copy(ROOT / f"corpus/demo/articles/{name}.txt", folder)


def write_project(folder):
    """The whole, not yet built."""
    (folder / "framing.toml").write_text(FILE)
    write_articles(folder / "city", CITY)
    write_articles(folder / "county", CITY[:2])
    shutil.copy(ROOT / "framing/lexicons/immigration.toml", folder / "mine.toml")
    return folder


def prints(folder, *, without=(".lock", "build.log")):
    """The hash of every file below a folder."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name not in without)
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def change(path, old, new):
    """Replace the first of some words in a file that has them."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def copy_of(project, folder):
    return Path(shutil.copytree(project, folder / "project"))


def build(project, **choices):
    """What became of each report."""
    found = build_project(project / "framing.toml", **{"as_of": DAY, **choices})
    return {built.name: built.because or built.state for built in found}


def command(project, *more):
    return [sys.executable, "-m", "framing", "build", str(project / "framing.toml"), "--as-of", DAY, *more]


def untouched(folder):
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.name != ".lock"}
