"""A newcomer's machine: what is declared, what is locked, what make offers, and that nothing of ours names a machine."""

import ast
import re
import socket
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from rattler import Channel, MatchSpec

ROOT = Path(__file__).resolve().parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]
CONDA_NAMES = {"matplotlib": "matplotlib-base", "nbconvert": "nbconvert-core", "build": "python-build"}
FROM_PYPI = {"axe-core-python"}


def declared(*extras):
    wanted = PROJECT["dependencies"] + [line for extra in extras for line in PROJECT["optional-dependencies"][extra]]
    return [Requirement(line) for line in wanted]


def tracked():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


# --- environment.yml ---


def environment():
    return yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))


def test_the_conda_environment_asks_for_the_same_packages_and_bounds_as_pyproject():
    ours = {
        CONDA_NAMES.get(r.name, r.name.lower()): str(r.specifier)
        for r in declared("lab", "test")
        if r.name not in FROM_PYPI
    }
    specs = [MatchSpec(line) for line in environment()["dependencies"] if isinstance(line, str)]
    theirs = {spec.name.normalized: spec for spec in specs}
    assert str(theirs.pop("python").version) == PROJECT["requires-python"]
    assert theirs.pop("pip").version is None
    assert {name: str(spec.version) for name, spec in theirs.items()} == ours


def test_the_conda_environment_uses_conda_forge_alone_and_this_checkout():
    assert [Channel(name).name for name in environment()["channels"]] == ["conda-forge", "nodefaults"]
    from_pip = [str(r) for r in declared("lab", "test") if r.name in FROM_PYPI]
    assert [line for line in environment()["dependencies"] if isinstance(line, dict)] == [{"pip": [*from_pip, "-e ."]}]
    assert len(from_pip) == len(FROM_PYPI)


# --- requirements.lock ---

LOCKED = [Requirement(line) for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()]


def test_the_lock_holds_one_exact_version_a_line_and_nothing_else():
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    assert len(lines) > 50
    assert [line for line in lines if not re.fullmatch(r"[a-z0-9-]+==[0-9][\w.]*( ; [^#;]+)?", line)] == []


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
def test_the_lock_satisfies_every_bound_of_pyproject(python):
    here = {**default_environment(), "python_version": python, "python_full_version": f"{python}.9"}
    versions = {r.name: next(iter(r.specifier)).version for r in LOCKED if not r.marker or r.marker.evaluate(here)}
    wanted = declared("lab", "test")
    assert len(wanted) > 10
    assert [str(r) for r in wanted if not r.specifier.contains(versions.get(canonicalize_name(r.name), "0"))] == []


def test_every_package_that_is_imported_is_declared_and_the_other_way_round():
    runtime, tests = (
        {canonicalize_name(r.name) for r in declared()},
        {canonicalize_name(r.name) for r in declared("test")},
    )
    imported = {folder: {d for name in imports(folder) for d in distributions(name)} for folder in ("framing", "tests")}
    assert imported["framing"] - runtime == set()
    assert runtime - imported["framing"] == {"ipykernel"}  # the notebook's kernel is started, never imported
    # Parts of what pytest, papermill and build are made of.
    assert imported["tests"] - tests - {"packaging", "pyyaml"} == set()


def imports(folder):
    """The first part of the name of every module that a folder's files import, or whose data they read."""
    names = set()
    for path in (ROOT / folder).rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        names |= set(re.findall(r"\bfiles\(\"(\w+)\"\)", source))
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module.split(".")[0])
    return (
        names
        - set(sys.stdlib_module_names)
        - {"framing", *(path.stem for folder in ("tests", "benchmarks") for path in (ROOT / folder).glob("*.py"))}
    )


def distributions(name, known=packages_distributions()):  # noqa: B008
    return {canonicalize_name(d) for d in known.get(name, [name])}


# --- the wheel (.ci/run builds it, installs it elsewhere and runs it) ---


def test_the_wheel_takes_along_every_folder_that_the_package_looks_for():
    wheel = PYPROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
    places = {path: wheel["sources"].get(path.split("/")[0], "") for path in wheel["only-include"]}
    assert [path for path in places if not (ROOT / path).exists()] == []
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "framing").rglob("*.py"))
    looked_for = set(re.findall(r"shipped\(\"([\w/]+)\"\)", code))
    assert looked_for >= {"notebooks", "corpus/demo"}
    assert [name for name in looked_for if not any(path.startswith(name) for path in places)] == []
    assert all(there == f"framing/shipped/{path.split('/')[0]}" for path, there in places.items() if path != "framing")


# --- Makefile ---


@pytest.mark.parametrize("target", ["report", "test", "env", "lab", "check", "bench", "clean"])
def test_make_knows(target):
    dry = subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, text=True)
    assert dry.returncode == 0, dry.stderr


def fake_python(folder, name, body):
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    (folder / name).chmod(0o755)


OLD = f"""case "$2" in *version_info*) echo 3.9;; *) exec '{sys.executable}' "$@";; esac"""
BARE = f"""case "$2" in *ensurepip*) exit 1;; *) exec '{sys.executable}' "$@";; esac"""


def make_env(tmp_path, **variables):
    """`make env` in an empty checkout that finds no program but the shell's own and what lies in tmp_path/bin."""
    checkout, tools = tmp_path / "checkout", tmp_path / "bin"
    checkout.mkdir()
    tools.mkdir(exist_ok=True)
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        (checkout / name).write_bytes((ROOT / name).read_bytes())
    for name in ("sh", "make", "cat", "cksum", "rm", "id"):
        found = subprocess.run(["sh", "-c", f"command -v {name}"], capture_output=True, text=True).stdout.strip()
        (tools / name).symlink_to(found)
    return subprocess.run(
        ["make", "-n", "env"], cwd=checkout, env={"PATH": str(tools), **variables}, capture_output=True, text=True
    )


@pytest.mark.parametrize(
    "body, says",
    [(None, "no Python was found"), (OLD, "python3 is Python 3.9"), (BARE, "python3 has no venv")],
    ids=["no Python", "an old Python", "a Python without venv"],
)
def test_a_python_that_will_not_do_gets_one_plain_line(tmp_path, body, says):
    if body:
        fake_python(tmp_path / "bin", "python3", body)
    run = make_env(tmp_path)
    assert run.returncode != 0 and run.stdout == ""
    assert len(run.stderr.splitlines()) == 1
    assert says in run.stderr and "Python 3.11 or newer" in run.stderr and "PYTHON=" in run.stderr


def test_an_old_python_is_passed_over_where_a_newer_one_is_there(tmp_path):
    fake_python(tmp_path / "bin", "python3", OLD)
    fake_python(tmp_path / "bin", "python3.12", f"exec '{sys.executable}' \"$@\"")
    assert f'"{sys.executable}" -m venv .venv' in make_env(tmp_path).stdout


@pytest.mark.parametrize("variable", ["VIRTUAL_ENV", "CONDA_PREFIX"])
def test_the_active_environment_is_respected(tmp_path, variable):
    active = tmp_path / "active"
    active.mkdir()
    fake_python(active / "bin", "python", f"exec '{sys.executable}' \"$@\"")
    run = make_env(tmp_path, **{variable: str(active)})
    assert f"{active}/bin/python" in run.stdout and ".venv" not in run.stdout
    # A conda environment keeps its own versions.
    assert ("requirements.lock" in run.stdout) == (variable == "VIRTUAL_ENV")


def test_the_base_environment_of_conda_is_left_alone(tmp_path):
    fake_python(tmp_path / "bin", "python3", f"exec '{sys.executable}' \"$@\"")
    run = make_env(tmp_path, CONDA_PREFIX=str(tmp_path), CONDA_DEFAULT_ENV="base")
    assert "-m venv .venv" in run.stdout


# --- every file ---


def test_no_file_names_a_package_index_or_a_place_on_a_machine():
    # Written in pieces, so that this file holds none of them.
    hosts = ["pypi" + ".org", "python" + "hosted", "index" + "-url", "find" + "-links"]
    places = [f"{place}/" for place in (Path.home(), ROOT, ROOT.parent / "shared") if place != place.parent]
    found = []
    files = tracked()
    assert len(files) > 50
    for path in files:
        text = path.read_bytes().decode("utf-8", errors="ignore")
        found += [
            f"{path.name}: {word}" for word in [*hosts, *places] if re.search(r"(?<![\w.])" + re.escape(word), text)
        ]
    assert found == []


def test_the_test_run_reaches_no_network():
    with pytest.raises(RuntimeError, match="tests are offline"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(RuntimeError, match="tests are offline"):
        socket.getaddrinfo("example.org", 80)


def test_a_python_that_a_test_starts_reaches_no_network_either():
    code = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "tests are offline" in run.stderr


def test_this_machines_own_addresses_stay_open():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()
