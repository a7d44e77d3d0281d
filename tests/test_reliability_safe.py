"""Nothing runs that should not: what our code may not call, and pages of hostile words: RELIABILITY § 3."""

import ast
import importlib.util
from pathlib import Path

import pytest
from pages import corpus_of, page_of

from framing.errors import FramingError, InputError
from framing.reading import read_corpus
from framing.render import faults

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = ROOT.parent / "shared" / "bad_inputs.py"


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
