"""Attributed words added up by who is told apart: an archive's voices are counted part by part and held as few numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.counting import Selection
from framing.counting.tallies import Tally, tally
from framing.sums import Ints

if TYPE_CHECKING:
    import pandas as pd

Small = NDArray[np.int32]
HALF, LOW = np.int64(32), np.int64((1 << 32) - 1)


class Told:
    """What the parts of a corpus say of some names (speakers, roles, types, kinds).

    Attributes
    ----------
    names, roles : dict
        Each that occurs, and its code, in order of occurrence.
    bases : list of arrays (group, article, words)
        By group and article: all words.
    amounts : list of arrays (group, article, code, words, squares)
        By group, article and name: its words, and the squares of those of each voice added up.
    given : list of arrays (name and role, n)
        By name and role, in one integer: how many voices.
    """

    def __init__(self) -> None:
        self.names: dict[str, int] = {}
        self.roles: dict[str, int] = {}
        self.bases: list[tuple[Small, Small, Ints]] = []
        self.amounts: list[tuple[Small, Small, Small, Ints, Ints]] = []
        self.given: list[tuple[Ints, Ints]] = []

    def add(self, heard: pd.DataFrame, names: pd.Series) -> None:
        """Add the voices of a part, each under a name."""
        code, role = _coded(names, self.names), _coded(heard["role"], self.roles)
        article, group, words = (heard[column].to_numpy(np.int64) for column in ("article", "group", "words"))
        key, (total,) = _summed(group << HALF | article, words)
        self.bases.append((*_halves(key), total))
        place = np.searchsorted(key, group << HALF | article)
        pair, sums = _summed(place << HALF | code, words, words * words)
        at, name = _halves(pair)
        groups, articles, _ = self.bases[-1]
        self.amounts.append((groups[at], articles[at], name, sums[0], sums[1]))
        self.given.append(np.unique(code << HALF | role, return_counts=True))

    def tally(self, selection: Selection, known: Sequence[str]) -> Tally:
        """The words of each of some names; asked once, since what was added is let go on the way."""
        group, article, words = (np.concatenate(columns) for columns in zip(*self.bases, strict=True))
        nothing = np.zeros(0, np.int64)
        base = tally(selection, (article, group.astype(np.int64), words), (nothing,) * 4, terms=len(known))
        place = {name: i for i, name in enumerate(known)}
        term = np.array([place[name] for name in self.names], np.int32)
        group, article, code, x, squares = (np.concatenate(columns) for columns in zip(*self.amounts, strict=True))
        self.amounts.clear()
        return _with_amounts(base, selection, (article, group, term[code]), x, squares)

    def role_of(self, known: Sequence[str]) -> list[str]:
        """The role given most often to each of some names; of equals, the first by name."""
        pair, n = (np.concatenate(columns) for columns in zip(*self.given, strict=True))
        pair, (n,) = _summed(pair, n)
        names, roles = np.array(list(self.names), object), np.array(list(self.roles), object)
        code, role = _halves(pair)
        rank = np.argsort(np.argsort(roles))
        # Each name's last in this order is the one given most often, and of these the first by name.
        order = np.lexsort((-rank[role], n, code))
        order = order[(roles[role] != "")[order]]
        found = dict.fromkeys(known, "") | dict(zip(names[code[order]], roles[role[order]], strict=True))
        return [found[name] for name in known]


def _with_amounts(bases: Tally, selection: Selection, of: tuple[Ints, Ints, Ints], x: Ints, squares: Ints) -> Tally:
    """A tally of bases with amounts that were added up by article, group and term; those of copies become one.

    Parameters
    ----------
    bases : Tally
        Of every article and group that has an amount.
    selection : Selection
    of : (article, group, term)
        Of each amount.
    x, squares : arrays
        The amounts, and the squares of their single values, added up.
    """
    article, group, term = of
    size = int(selection.unit.max(initial=0)) + 1
    unit = np.searchsorted(bases.key, group.astype(np.int64) * size + selection.unit[article])
    key = term.astype(np.int64) * len(bases.key) + unit
    order = np.argsort(key, kind="stable")
    key = key[order]
    first = np.flatnonzero(np.append(True, key[1:] != key[:-1])[: len(key)])
    terms, units = np.divmod(key[first], max(len(bases.key), 1))
    return replace(
        bases,
        unit=units,
        term=terms,
        x=np.add.reduceat(x[order], first),
        squares=np.add.reduceat(squares[order], first),
    )


def _coded(values: pd.Series, codes: dict[str, int]) -> Ints:
    """The code of each value; new ones follow."""
    import pandas as pd

    at, distinct = pd.factorize(values)
    return np.array([codes.setdefault(value, len(codes)) for value in distinct.tolist()], np.int64)[at]


def _halves(key: Ints) -> tuple[Small, Small]:
    return (key >> HALF).astype(np.int32), (key & LOW).astype(np.int32)


def _summed(key: Ints, *amounts: Ints) -> tuple[Ints, list[Ints]]:
    """Each key once, in rising order, and its amounts added."""
    order = np.argsort(key, kind="stable")
    key = key[order]
    first = np.flatnonzero(np.append(True, key[1:] != key[:-1])[: len(key)])
    return key[first], [np.add.reduceat(amount[order], first) for amount in amounts]
