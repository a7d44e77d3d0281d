"""What the papers say is so: examples run, commands are understood, links lead somewhere, no name is left unsaid."""

import doctest
import re
import shlex
import shutil
import tomllib
from pathlib import Path

import pytest

import framing
from framing import cli

ROOT = Path(__file__).resolve().parents[1]
PAPERS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "corpus").rglob("*.md"))]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(text, language):
    return re.findall(rf"^```{language}\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)


def commands(first):
    lines = [line.split("#")[0].strip() for block in blocks(README, "sh") for line in block.splitlines()]
    return [line for line in lines if line.split()[:1] == [first]]


# --- names ---


@pytest.mark.parametrize("name", framing.__all__)
def test_every_public_name_has_a_docstring_with_an_example_that_runs(name):
    thing = getattr(framing, name)
    assert "Examples\n" in (thing.__doc__ or ""), f"{name} has no Examples section"
    examples = doctest.DocTestFinder(recurse=False).find(thing, name, globs={})
    assert sum(len(test.examples) for test in examples) > 0
    # --doctest-modules runs it, since the module that defines it lies in framing/.
    assert thing.__module__.split(".")[0] == "framing"


@pytest.mark.parametrize("name", framing.__all__)
def test_every_public_name_stands_in_the_readme(name):
    assert f"`{name}`" in README or f"fr.{name}(" in README


def test_every_name_of_the_readme_that_looks_like_ours_is_ours():
    called = set(re.findall(r"\bfr\.(\w+)", README))
    assert len(called) > 3 and called <= set(framing.__all__)


# --- the README, run ---


def test_the_readmes_python_runs_and_prints_what_it_says(monkeypatch):
    monkeypatch.chdir(ROOT)
    source = "\n".join(blocks(README, "python"))
    test = doctest.DocTestParser().get_doctest(source, {}, "README.md", "README.md", 0)
    assert len(test.examples) >= 6
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    assert runner.run(test).failed == 0


def test_make_knows_every_target_of_the_readme():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"\bmake (report|test|env|lab|check|bench|clean|\w+)`", README)) | {
        c.split()[1] for c in commands("make")
    }
    assert named >= {"report", "test"}
    assert [target for target in named if not re.search(rf"^{target}:", makefile, flags=re.MULTILINE)] == []


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """The project of the README, built."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "framing.toml").write_text(blocks(README, "toml")[0], encoding="utf-8")
    shutil.copytree(ROOT / "corpus" / "demo", folder / "corpus" / "demo")
    framing.build_project(folder / "framing.toml", as_of="2026-11-01")
    return folder


@pytest.mark.parametrize(
    "line", [line for line in commands("framing") if line.split()[1] in ("build", "diff", "verify")]
)
def test_the_readmes_commands_on_a_project_do_what_they_say(line, project, monkeypatch, capsys):
    monkeypatch.chdir(project)
    assert cli.main(shlex.split(line)[1:]) == 0, capsys.readouterr().err
    assert "names" in capsys.readouterr().out


@pytest.mark.parametrize(
    "line", [line for line in commands("framing") if line.split()[1] not in ("build", "diff", "verify")]
)
def test_the_readmes_commands_do_what_they_say(line, monkeypatch, tmp_path, capsys):
    built = []
    monkeypatch.setattr("framing.report.build_report", lambda corpus, **given: built.append(corpus) or "page")
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "corpus" / "demo", tmp_path / "corpus" / "demo")
    mine = tmp_path / "my-articles"
    mine.mkdir()
    for source in (ROOT / "corpus" / "demo" / "articles").glob("courier-*.txt"):
        (mine / source.name).write_text(
            "---\noutlet: Courier\n---\n" + source.read_text(encoding="utf-8"), encoding="utf-8"
        )
    assert cli.main(shlex.split(line)[1:]) == 0, capsys.readouterr().err
    assert capsys.readouterr().out
    read = 12 if "my-articles" in line else 57
    assert [len(corpus.articles) for corpus in built] == ([read] if line.startswith("framing report") else [])


def test_every_command_stands_in_the_readme():
    shown = cli._parser().format_help()
    offered = re.findall(r"^    (\w+)", shown, flags=re.MULTILINE)
    assert len(offered) >= 5
    assert [name for name in offered if f"framing {name}" not in README] == []


# --- links and facts ---


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_inside_the_project_leads_somewhere(paper):
    links = re.findall(r"\]\(([^)#\s]+)", paper.read_text(encoding="utf-8"))
    inside = [link for link in links if "://" not in link]
    assert [link for link in inside if not (paper.parent / link).exists()] == []


def test_version_and_name_are_the_same_everywhere():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == framing.__version__
    assert f"version: {framing.__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_each_release_opens_with_what_changes_numbers():
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    releases = re.split(r"^## ", changes, flags=re.MULTILINE)[1:]
    assert releases and releases[0].startswith(framing.__version__)
    assert [
        r.split("\n")[0] for r in releases if not r.split("\n", 1)[1].strip().startswith("**Changes your numbers.**")
    ] == []
