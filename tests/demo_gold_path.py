"""The benchmark's comparison with the demo gold, for tests to use."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

import demo_gold  # noqa: E402, F401
