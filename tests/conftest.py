"""For every test: no network, plain Hypothesis settings, the demo corpus."""

import os
import runpy
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
