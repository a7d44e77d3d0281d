"""Sums of outlets, for the tests of estimates and of differences."""

from __future__ import annotations

import numpy as np

from framing.estimates import Estimate
from framing.sums import Sums, add_up


def sums_of(*outlets: list[tuple[int, int]]) -> Sums:
    """Sums of outlets given as lists of articles (x, m)."""
    rows = np.array([(k, x, m) for k, articles in enumerate(outlets) for x, m in articles], np.int64).reshape(-1, 3)
    used = np.flatnonzero(rows[:, 1])
    return add_up(rows[:, 0], rows[:, 2], used, 0 * used, rows[used, 1], shape=(len(outlets), 1))


def column(estimate: Estimate) -> Estimate:
    return Estimate(*(values[:, 0] for values in estimate))
