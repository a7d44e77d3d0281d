"""The notebooks: source only, short, light to start, and able to run on the demo corpus."""

import ast
import subprocess
import sys

import nbformat
import pytest
from pages import page_of, text_of

from framing.errors import UsageError
from framing.notebooks import checked, declared, notebook_file, run
from framing.places import shipped

NOTEBOOKS = sorted(shipped("notebooks").glob("*.ipynb"))
# A list of parameters is a declaration: one a line, so that papermill and people can read it.
MOST_CELLS, MOST_LINES = 12, 8
PARAMETERS = {
    "layers",
    "referents",
    "outlets",
    "genre",
    "since",
    "until",
    "reading",
    "order_by",
    "seed",
    "title",
    "story",
}


def code(notebook):
    return [cell for cell in nbformat.read(notebook, as_version=4).cells if cell.cell_type == "code"]


def test_there_are_notebooks():
    assert [path.stem for path in NOTEBOOKS] == ["comparative", "corpus", "outlet"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_committed_as_source_alone_with_ids_that_stay(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert set(notebook.metadata) == {"kernelspec", "language_info"} and set(notebook.metadata.language_info) == {
        "name"
    }
    assert all(not cell.outputs and cell.execution_count is None for cell in code(path))
    assert all(set(cell.metadata) <= {"tags"} for cell in notebook.cells)
    assert all(cell.id.isalpha() for cell in notebook.cells), "ids are words, never drawn at random"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_short_and_defines_no_function(path):
    cells = code(path)
    assert len(cells) <= MOST_CELLS
    for cell in cells:
        assert "parameters" in cell.metadata.get("tags", []) or len(cell.source.split("\n")) <= MOST_LINES, cell.id
        kinds = (ast.FunctionDef, ast.ClassDef, ast.Lambda)
        assert not [node for node in ast.walk(ast.parse(cell.source)) if isinstance(node, kinds)], cell.id


def test_the_comparative_notebook_declares_its_parameters_plainly():
    notebook = notebook_file("comparative")
    assert set(declared(notebook)) == PARAMETERS
    from papermill import inspect_notebook

    assert set(inspect_notebook(str(notebook))) == PARAMETERS, "papermill reads the same"


def test_parameters_become_the_type_of_their_default():
    given = {"outlets": "Courier, Herald", "referents": '["a, b"]', "seed": "7", "since": "2021"}
    fit = checked(notebook_file("comparative"), given)
    assert fit == {"referents": ["a, b"], "outlets": ["Courier", "Herald"], "since": "2021", "seed": 7}
    for wrong in ({"seed": 1.5}, {"seed": True}, {"outlets": [1]}, {"title": 3}, {"seed": ""}):
        with pytest.raises(UsageError, match="is not"):
            checked(notebook_file("comparative"), wrong)


def test_an_unknown_notebook_names_the_nearest():
    with pytest.raises(UsageError, match="Did you mean 'comparative'"):
        notebook_file("comparativ")


def test_a_notebook_starts_without_heavy_packages():
    heavy = ("nltk", "seaborn", "sklearn", "matplotlib.pyplot", "papermill", "nbconvert", "IPython")
    script = f"import sys, framing.show; print([name for name in {heavy} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True).stdout.strip() == "[]"


def test_the_comparative_notebook_runs_on_the_demo_corpus_with_other_parameters(demo_layers, tmp_path):
    html = page_of(
        demo_layers, tmp_path, outlets=["Courier", "Herald"], referents=["expulsion"], since="2022", reading="claim",
        order_by="outlet", seed=5, title="A question of <mine>",
    )  # fmt: skip
    said = text_of(html)
    assert (
        "A question of <mine>" in said
        and "drawn by lot with seed 5" in said
        and "Ledger" not in said.split("Tone")[0][500:]
    )
    assert "neither reported nor quoted" in said


def test_a_cell_that_fails_is_named_in_one_line(tmp_path):
    from framing.errors import FramingError

    cells = [
        nbformat.v4.new_code_cell("x = 1", id="a"),
        nbformat.v4.new_code_cell("raise ValueError('no\\nway')", id="b"),
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "bad.ipynb")
    with pytest.raises(FramingError, match="notebook 'bad', cell 1: ValueError: no way"):
        run(tmp_path / "bad.ipynb", {}, tmp_path)
