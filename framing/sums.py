"""Integer sums over articles: what the estimators of shares, means and rates need to know, and nothing else.

A unit (an article, or a cluster of copies) of group k has a base m (mentions of the referent, sentences, words) and
amounts x (mentions of a term, summed valence). The sums add over any partition of a corpus: integers are added, floats
are made once, in a fixed order, so that one laptop and a cluster give the same figures to the last digit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


_PLAIN = ("n", "m", "mm", "x", "xx", "xm", "squares")


@dataclass(frozen=True)
class Sums:
    """What the estimators need to know of K groups and T terms, in integers that add.

    Attributes
    ----------
    n, m, mm : arrays (K,)
        Units with a base (m > 0), their bases added, and the squares of the bases.
    x, xx, xm : arrays (K, T)
        Amounts, their squares, and amounts times bases.
    squares : array (K, T)
        The squares of the single values that the amounts are sums of; of a count, the count itself.
    xx_by_m : array (rows, 3)
        Cell (k * T + t), a value of m, and the squares of the amounts in units of that base: makes Σx²/m exact.
    """

    n: Ints
    m: Ints
    mm: Ints
    x: Ints
    xx: Ints
    xm: Ints
    squares: Ints
    xx_by_m: Ints

    def __add__(self, other: Sums) -> Sums:
        added = {name: getattr(self, name) + getattr(other, name) for name in _PLAIN}
        return Sums(**added, xx_by_m=_coalesce(np.concatenate([self.xx_by_m, other.xx_by_m])))

    @property
    def xx_over_m(self) -> Floats:
        """Σx²/m of every cell, added in the order of m."""
        cell, base, squares = self.xx_by_m.T
        return np.asarray(np.bincount(cell, squares / base, self.x.size), np.float64).reshape(self.x.shape)


def add_up(
    group: Ints, m: Ints, unit: Ints, term: Ints, x: Ints, *, shape: tuple[int, int], squares: Ints | None = None
) -> Sums:
    """Add units to the sums of their groups.

    Parameters
    ----------
    group, m : arrays (units,)
        The group of each unit, 0 to K - 1, and its base. Units without a base (m = 0) count for nothing.
    unit, term, x : arrays (entries,)
        Amounts other than 0: which unit, which term, how much. One entry for a unit and a term.
    shape : (K, T)
    squares : array (entries,), optional
        The squares of the single values added in x; without them, x counts things (values of 0 and 1).

    Examples
    --------
    Two articles of one outlet, 3 of 4 and 0 of 5 mentions:

    >>> sums = add_up(*map(np.array, ([0, 0], [4, 5], [0], [0], [3])), shape=(1, 1))
    >>> sums.n.tolist(), sums.m.tolist(), sums.x.tolist(), sums.xm.tolist()
    ([2], [9], [[3]], [[12]])
    """
    k, t = shape
    held = m > 0
    of_groups = {"n": np.ones_like(m), "m": m, "mm": m * m}
    for name, amount in of_groups.items():
        of_groups[name] = np.zeros(k, np.int64)
        np.add.at(of_groups[name], group[held], amount[held])
    cell, base = group[unit] * t + term, m[unit]
    of_cells = {"x": x, "xx": x * x, "xm": x * base, "squares": x if squares is None else squares}
    for name, amount in of_cells.items():
        added = np.zeros(k * t, np.int64)
        np.add.at(added, cell, amount)
        of_cells[name] = added.reshape(shape)
    return Sums(**of_groups, **of_cells, xx_by_m=_coalesce(np.stack([cell, base, x * x], axis=1)))


def _coalesce(rows: Ints) -> Ints:
    """Add the last column over equal pairs of the first two; sorted by them."""
    # As one integer a pair is found in a tenth of the time.
    size = int(rows[:, 1].max(initial=0)) + 1
    keys, at = np.unique(rows[:, 0] * size + rows[:, 1], return_inverse=True)
    added = np.zeros(len(keys), np.int64)
    np.add.at(added, at.reshape(-1), rows[:, 2])
    return np.column_stack([keys // size, keys % size, added]).astype(np.int64)
