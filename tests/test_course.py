"""The course: each notebook runs on the demo corpus, and each exercise has an answer that is true."""

import ast
import contextlib
import doctest
import io
import re

import nbformat
import pytest

from framing.places import shipped

COURSE = sorted(shipped("notebooks").glob("course/*.ipynb"))
ANSWER = re.compile(r"<details><summary>Answer</summary>\n(.*?)</details>", re.S)
MOST_CELLS, MOST_LINES = 12, 10


def cells(path, kind):
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == kind]


def ran(path):
    """The names that a notebook leaves, its last expressions shown as a reader sees them."""
    names = {"__name__": "__main__"}
    with contextlib.redirect_stdout(io.StringIO()):
        for cell in cells(path, "code"):
            *body, last = ast.parse(cell.source).body
            exec(compile(ast.Module(body, []), path.stem, "exec"), names)
            shown = isinstance(last, ast.Expr)
            code = compile(
                ast.Expression(last.value) if shown else ast.Module([last], []), path.stem, "eval" if shown else "exec"
            )
            if (value := eval(code, names)) is not None:
                print(repr(value))
    return names


def answers(path):
    return [found for cell in cells(path, "markdown") for found in ANSWER.findall(cell.source)]


def test_the_course_has_five_notebooks():
    assert [path.stem[:2] for path in COURSE] == ["1-", "2-", "3-", "4-", "5-"]


@pytest.mark.parametrize("path", COURSE, ids=lambda path: path.stem)
def test_a_notebook_of_the_course_is_source_alone_short_and_shows_a_method_failing(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    code = cells(path, "code")
    assert all(not cell.outputs and cell.execution_count is None for cell in code)
    assert len(code) <= MOST_CELLS and all(cell.id.isalpha() for cell in notebook.cells)
    assert all(len(cell.source.split("\n")) <= MOST_LINES or "lexicon.write_text" in cell.source for cell in code)
    headings = [line for cell in cells(path, "markdown") for line in cell.source.split("\n") if line.startswith("## ")]
    assert any(line.startswith("## A method that fails") for line in headings) and headings[-1] == "## Exercises"
    assert len(answers(path)) == 3


@pytest.mark.parametrize("path", COURSE, ids=lambda path: path.stem)
def test_a_notebook_of_the_course_runs_and_its_answers_are_true(path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = ran(path)
    parser, said = doctest.DocTestParser(), io.StringIO()
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    for number, answer in enumerate(answers(path), 1):
        test = parser.get_doctest(re.sub("^```.*$", "", answer, flags=re.M), names, f"exercise {number}", None, 0)
        assert test.examples
        test.globs = names
        runner.run(test, out=said.write, clear_globs=False)
    assert not runner.failures, said.getvalue()
