"""Pages for tests: the notebook's cells run in this process on given layers, and one report built in full per session."""

import ast
import contextlib
import functools
import html as html_module
import json
import os
import re
import tempfile
from pathlib import Path

from framing.annotate import annotate
from framing.corpus import Corpus
from framing.notebooks import notebook_file
from framing.reading import read_corpus
from framing.render import normalise, to_html
from framing.report import build_report

NOTEBOOK = notebook_file("comparative")


def corpus_of(rows, tmp_path):
    """A corpus of rows: dicts of outlet, text and what else is known."""
    path = tmp_path / "corpus.jsonl"
    lines = [json.dumps({"id": f"a{i}", "date": "2022-03-01", "title": "", **row}) for i, row in enumerate(rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_corpus(path)


def some(n, outlet, text, **more):
    """So many articles of one outlet, told apart by their last sentence."""
    places = (
        "the mill",
        "the harbor",
        "the chapel",
        "the bridge",
        "the ferry",
        "the school",
        "the court",
        "the market",
    )
    return [{"outlet": outlet, "text": f"{text} It happened near {places[i % 8]} {i}.", **more} for i in range(n)]


def cells(notebook="comparative"):
    return json.loads(notebook_file(notebook).read_text(encoding="utf-8"))["cells"]


def page_of(source, tmp_path, *, notebook="comparative", **parameters):
    """What a notebook shows of a corpus or of layers, as HTML, without a kernel."""
    layers = annotate(source, "immigration") if isinstance(source, Corpus) else source
    layers.save(tmp_path / "layers")
    shown = []
    names = {"display": lambda *parts: shown.extend(parts)}
    with contextlib.chdir(tmp_path):
        for cell in cells(notebook):
            if cell["cell_type"] == "markdown":
                title = "".join(cell["source"]).removeprefix("## ")
                shown.append(f'<div id="{cell["id"]}"><h2>{title}</h2></div>')
                continue
            tree = ast.parse("".join(cell["source"]))
            last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
            exec(compile(tree, "cell", "exec"), names)
            if "parameters" in cell["metadata"].get("tags", []):
                names.update(parameters)
            value = eval(compile(ast.Expression(last.value), "cell", "eval"), names) if last else None
            shown += [] if value is None else [value]
    return "\n".join(map(str, shown))


def text_of(html):
    """What a reader sees of HTML: tags taken out, white space made one space."""
    plain = re.sub(r"<[^>]+>", " ", re.sub(r"<style.*?</style>", "", html, flags=re.DOTALL))
    return re.sub(r" (?=[.,;:)])", "", " ".join(html_module.unescape(plain).split()))


def write_page(html, path, *, title=""):
    """What a notebook shows as the page that a reader opens."""
    from nbformat import v4

    output = v4.new_output("display_data", {"text/html": html})
    notebook = normalise(v4.new_notebook(cells=[v4.new_code_cell("", outputs=[output])]))
    path.write_text(to_html(notebook, title=title), encoding="utf-8")


@functools.cache
def built():
    """The folder of a report of the demo corpus, built once."""
    folder = Path(tempfile.mkdtemp(prefix="framing-tests-"))
    build_report(
        "corpus/demo" if os.path.isdir("corpus/demo") else NOTEBOOK.parents[1] / "corpus/demo", to=folder, name="demo"
    )
    return folder
