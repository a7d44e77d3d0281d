"""For every test: no network, plain Hypothesis settings, the demo corpus, a small project built once."""

import os
import runpy
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

OFFLINE = Path(__file__).parent / "offline"
# The hook is set here for this process, and by PYTHONPATH for every Python that a test starts.
runpy.run_path(str(OFFLINE / "sitecustomize.py"))
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(OFFLINE), os.environ.get("PYTHONPATH", "")]))

# The same examples in every run, so that a failure belongs to the change at hand; nothing is timed.
settings.register_profile("framing", deadline=None, derandomize=True, database=None)
settings.load_profile("framing")


def pytest_collection_modifyitems(items):
    """Marked tests say so in the JUnit file, where .ci/run looks for skipped ones."""
    for item in items:
        item.user_properties += [("marked", name) for name in ("shared", "browser") if item.get_closest_marker(name)]


@pytest.fixture(scope="session")
def demo():
    from framing.places import shipped
    from framing.reading import read_corpus

    return read_corpus(shipped("corpus/demo"))


@pytest.fixture(scope="session")
def demo_layers(demo):
    from framing.annotate import annotate

    return annotate(demo, "immigration")


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """The project of projects.py, built once; tests that change something take a copy."""
    from projects import write_project

    from framing.project.build import build_project

    folder = write_project(tmp_path_factory.mktemp("project"))
    build_project(folder / "framing.toml", as_of="2026-11-20", jobs=2)
    return folder


@pytest.fixture
def project(made, tmp_path):
    return Path(shutil.copytree(made, tmp_path / "project"))


@pytest.fixture(scope="session")
def second(made, tmp_path_factory):
    """The next day: of the city one article came, one is gone, one was rewritten."""
    from projects import build, change, copy_of, write_articles

    project = copy_of(made, tmp_path_factory.mktemp("second"))
    write_articles(project / "city", ["courier-flood", "courier-raid", "herald-flood", "herald-raid", "ledger-raid"])
    change(project / "city/herald-raid.txt", " the ", " that ")
    build(project)
    return project


@pytest.fixture(scope="session")
def yesterday(made, tmp_path_factory):
    """The project built, and then one article of it rewritten."""
    from projects import change, copy_of

    folder = copy_of(made, tmp_path_factory.mktemp("yesterday"))
    change(folder / "county/courier-raid.txt", " the ", " that ")
    return folder


@pytest.fixture(scope="session")
def expected(yesterday, tmp_path_factory):
    """What a clean run makes of yesterday's project."""
    from projects import build, copy_of, prints

    folder = copy_of(yesterday, tmp_path_factory.mktemp("clean"))
    build(folder)
    return prints(folder)


@pytest.fixture
def no_kernel(monkeypatch):
    from framing.project import build as building

    monkeypatch.setattr(building, "Kernel", lambda *_: pytest.fail("a kernel was started"))


@pytest.fixture
def short():
    """A folder with a short name, for all that a killed run leaves: sockets have short names."""
    folder = Path(tempfile.mkdtemp(prefix="k"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
