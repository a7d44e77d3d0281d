"""Do two outlets name a referent differently: difference, interval, q over all pairs shown, and the sentence to say it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any, Unpack

import numpy as np

from framing.counting import Filters, Selection, check, select
from framing.differences import LEVEL_Q, can_differ, difference, difference_p, false_discovery
from framing.errors import UsageError
from framing.estimates import Estimate, moderated_share
from framing.groups import DERIVED, WIRE, stands_above
from framing.layers import Layers
from framing.notes import imprecision
from framing.referents import AMONG, count_marked, count_terms, known_referents, markable, terms_of
from framing.sums import Ints
from framing.tallies import Tally

if TYPE_CHECKING:
    import pandas as pd

MARKING: dict[str, Sequence[str]] = {"referent": [], "term": [""], "label": [""]}
SIDES = ("target", "reference")
COUNTED = ("n", "of", "share", "articles")


def contrasts(
    layers: Layers,
    *,
    by: str = "outlet",
    referent: str | None = None,
    among: str = "marked",
    target: str = "",
    reference: str = "",
    only: Sequence[str] = (),
    **filters: Unpack[Filters],
) -> pd.DataFrame:
    """Every pair of outlets and every term: how far apart their shares are, and how surely.

    The difference is the target's share less the reference's. q is the p-value after Benjamini and Hochberg over all
    rows of this table, so a table of fewer questions has more power: ask for one referent, or one target. Ranked is
    only what has q < .05; all else is "not distinguishable", which does not say that it is equal.

    Parameters
    ----------
    layers : Layers
    by : str
        One column of articles, whose values are compared: not the voice or the zone (one article has them all), and no
        column above the outlet (its outlets are the unit: show a dot for each).
    referent : str, optional
        Only this one.
    among : {"marked", "all", "marking"}
        Shares of the terms among the names that mark the referent, or among all its names; or the share of names that
        mark it at all (one row a pair).
    target, reference : str
        Only pairs with this one as target or as reference.
    only : list of str, optional
        Only pairs of these: fewer questions, more power. Choose them by size, never by result.
    **filters
        As in `framing.shares`.

    Returns
    -------
    DataFrame
        target, reference, referent, term, label, among; n_target, of_target, share_target, articles_target and the same
        of the reference; difference, low, high (MOVER on the two intervals, 95 %), p (whole articles shuffled, see
        `framing.differences.difference_p`), q, note.

    Raises
    ------
    UsageError
        A column, referent, outlet or filter that does not exist or cannot be compared.

    References
    ----------
    `framing.differences`: Zou & Donner 2008, Robinson 1982, Rao & Scott 1992, Benjamini & Hochberg 1995.

    Examples
    --------
    >>> import framing as fr
    >>> layers = fr.annotate(fr.read_corpus("corpus/demo"), "immigration")
    >>> table = fr.contrasts(layers, referent="people without status")
    >>> bool((table["q"].dropna() >= table["p"].dropna()).all())
    True
    """
    import pandas as pd

    check(among, (*AMONG, "marking"), "choice of among")
    if by in ("voice", "zone") or stands_above(layers.articles, by):
        raise UsageError(
            f"by={by!r} cannot be contrasted: "
            + ("one article has them all" if by in DERIVED else "outlets are its unit; compare by='outlet'")
        )
    chosen = select(layers, by, **filters)
    pairs, names = _pairs(chosen, target, reference, only)
    tables = []
    for name in (markable if among == "marking" else known_referents)(layers, referent):
        if among == "marking":
            counted, terms = count_marked(chosen, name), MARKING | {"referent": [name]}
        else:
            counted, terms = count_terms(chosen, name, among), terms_of(layers, name, among)
        if terms["term"]:
            tables.append(_compare(counted, terms, pairs, names).assign(among=among))
    if not tables:
        raise UsageError(f"among={among!r}: the lexicon has no such names to compare")
    table = pd.concat(tables, ignore_index=True)
    table["q"] = false_discovery(table["p"].to_numpy())
    table["note"] = [note(row) for row in table.to_dict("records")]
    sides = [f"{column}_{side}" for side in SIDES for column in COUNTED]
    first = ["target", "reference", "referent", "term", "label", "among", *sides]
    return table[[*first, "difference", "low", "high", "p", "q", "note"]]


def _pairs(chosen: Selection, target: str, reference: str, only: Sequence[str]) -> tuple[Ints, list[str]]:
    """The pairs to compare, as rows of the groups; the wire is nobody's wording."""
    (by,) = chosen.by
    names = chosen.groups[by].tolist()
    known = [name for name in names if name != WIRE]
    for value in (target, reference, *only):
        if value:
            check(value, known, by)
    known = [name for name in known if not only or name in only]
    pairs = [
        (a, b)
        for pair in combinations(known, 2)
        for a, b in (pair, pair[::-1])
        if (not target or a == target) and (not reference or b == reference) and (target or reference or a == pair[0])
    ]
    at = {name: i for i, name in enumerate(names)}
    return np.array([(at[a], at[b]) for a, b in pairs], np.int64).reshape(-1, 2), names


def _compare(counted: Tally, terms: Mapping[str, Any], pairs: Ints, names: list[str]) -> pd.DataFrame:
    import pandas as pd

    sums = counted.sums()
    estimate = moderated_share(sums)
    width = counted.shape[1]
    blocks = []
    for t in range(width):
        one = Estimate(*(values[:, t] for values in estimate))
        x = np.zeros(len(counted.m), np.int64)
        x[counted.unit[counted.term == t]] = counted.x[counted.term == t]
        block: dict[str, Any] = {"target": [names[a] for a, _ in pairs], "reference": [names[b] for _, b in pairs]}
        block |= {column: values[t] for column, values in terms.items()}
        for side, at in (("target", pairs[:, 0]), ("reference", pairs[:, 1])):
            block |= {f"n_{side}": sums.x[at, t], f"of_{side}": sums.m[at], f"share_{side}": one.value[at]}
            block |= {f"articles_{side}": sums.n[at], f"effective_{side}": one.effective[at]}
            block |= {f"df_{side}": one.df[at], f"width_{side}": one.high[at] - one.low[at]}
        bounds = one.value, *(np.where(sums.n < 2, np.nan, values) for values in (one.low, one.high))
        first, second = (tuple(values[at] for values in bounds) for at in pairs.T)
        block |= dict(zip(("difference", "low", "high"), difference(first, second), strict=True))
        blocks.append(pd.DataFrame(block | {"p": difference_p(counted.group, counted.m, x, pairs, one)}))
    return pd.concat(blocks, ignore_index=True)


def note(row: Mapping[str, Any]) -> str:
    """What may be said of a pair: why there is no comparison, or whether they differ, and which share is imprecise."""
    if silent := [row[side] for side in SIDES if row[f"of_{side}"] == 0]:
        return f"no mentions in {' and '.join(silent)}"
    if single := [row[side] for side in SIDES if row[f"articles_{side}"] < 2]:
        return f"one article in {' and '.join(single)}"
    if row["q"] < LEVEL_Q:
        said = "higher" if row["difference"] > 0 else "lower"
    elif not can_differ(row["articles_target"], row["articles_reference"]):
        said = f"not distinguishable: {row['articles_target']} against {row['articles_reference']} articles cannot be"
    else:
        said = "not distinguishable"
    vague = [
        f"{row[side]} imprecise"
        for side in SIDES
        if imprecision(row[f"width_{side}"], row[f"effective_{side}"], row[f"df_{side}"])
    ]
    return "; ".join([said, *vague])


def contrast_sentence(row: Mapping[str, Any]) -> str:
    """One row of `contrasts` as a sentence that claims no more than it may.

    Examples
    --------
    >>> row = {"target": "Courier", "reference": "Herald", "referent": "people without status", "among": "marked",
    ...        "term": "illegal immigrant", "n_target": 62, "of_target": 70, "n_reference": 3, "of_reference": 55,
    ...        "share_target": 62 / 70, "share_reference": 3 / 55, "difference": 62 / 70 - 3 / 55, "low": 0.71,
    ...        "high": 0.9, "q": 0.001, "articles_target": 20, "articles_reference": 18}
    >>> print(contrast_sentence(row))
    Courier used “illegal immigrant” for 62 of 70 marked names of people without status, Herald for 3 of 55: more \
often, by 83 points [71, 90], q = .001.
    """
    marking = row["among"] == "marking"
    names = ("marked names of " if row["among"] == "marked" else "names of ") + row["referent"]
    if silent := [row[side] for side in SIDES if row[f"of_{side}"] == 0]:
        return f"{' and '.join(silent)} had no {names}: nothing to compare."
    verb, again = ("marked", "") if marking else (f"used “{row['term']}” for", " for")
    start = (
        f"{row['target']} {verb} {row['n_target']} of {row['of_target']} {names}, "
        f"{row['reference']}{again} {row['n_reference']} of {row['of_reference']}"
    )
    if single := [row[side] for side in SIDES if row[f"articles_{side}"] < 2]:
        return f"{start}: one article in {' and '.join(single)}, so counts only."
    sign = -1 if row["difference"] < 0 else 1
    low, high = sorted((sign * row["low"], sign * row["high"]))
    amount = f"{sign * row['difference'] * 100:.0f} points [{low * 100:.0f}, {high * 100:.0f}]"
    q = "q < .001" if row["q"] < 0.0005 else f"q = {row['q']:.3f}".replace("0.", ".")
    if row["q"] < LEVEL_Q:
        return f"{start}: {'more' if sign > 0 else 'less'} often, by {amount}, {q}."
    return f"{start}: not distinguishable (difference {amount}, {q})."
