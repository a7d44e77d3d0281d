"""Do two outlets name a referent differently: difference, interval, q over all pairs shown, and the sentence to say it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any, Unpack

import numpy as np

from framing.contrasts.over_outlets import compare_groups
from framing.contrasts.paired import compare_stories
from framing.contrasts.words import COUNTED, SIDES, note
from framing.counting import Filters, Selection, check, select
from framing.counting.groups import DERIVED, comparable
from framing.counting.referents import AMONG, count_marked, count_terms, known_referents, markable, terms_of
from framing.counting.tallies import Tally
from framing.differences import difference, difference_p, false_discovery
from framing.errors import UsageError
from framing.estimates import Estimate, moderated_share
from framing.layers import Layers
from framing.power import detectable_difference
from framing.sums import Ints

if TYPE_CHECKING:
    import pandas as pd

MARKING: dict[str, Sequence[str]] = {"referent": [], "term": [""], "label": [""]}


def contrasts(
    layers: Layers,
    *,
    by: str = "outlet",
    referent: str | None = None,
    among: str = "marked",
    target: str = "",
    reference: str = "",
    only: Sequence[str] = (),
    within: str = "",
    **filters: Unpack[Filters],
) -> pd.DataFrame:
    """Every pair of outlets and every term: how far apart their shares are, and how surely.

    The difference is the target's share less the reference's. q is the p-value after Benjamini and Hochberg over all
    rows of this table that ask something (a term that neither uses asks nothing), so a table of fewer questions has
    more power: ask for one referent, or one target. Ranked is only what has q < .05; all else is "not
    distinguishable", which does not say that it is equal: `detectable` says how large a difference would have shown.

    Parameters
    ----------
    layers : Layers
    by : str
        One column of articles, whose values are compared (an empty one is none, nor is `undated`): not the voice or the zone (one article has them all). Of a
        column above the outlet (leaning) the outlet is the unit: means of outlets, a t interval over outlets, and no
        test with fewer than 4 outlets on a side.
    referent : str, optional
        Only this one.
    among : {"marked", "all", "marking"}
        Shares of the terms among the names that mark the referent, or among all its names; or the share of names that
        mark it at all (one row a pair).
    target, reference : str
        Only pairs with this one as target or as reference.
    only : list of str, optional
        Only pairs of these: fewer questions, more power. Choose them by size, never by result.
    within : {"", "story"}
        "story": compare within the stories that both tell, each story one difference, so that what an outlet chose to
        cover does not count as how it words it. The corpus needs a column `story`.
    **filters
        As in `framing.shares`.

    Returns
    -------
    DataFrame
        target, reference, referent, term, label, among; unit ("article", "story" or "outlet"); n_target, of_target,
        share_target, articles_target, units_target and the same of the reference; difference, low, high (95 %: MOVER on
        the two intervals; t over stories or outlets), detectable (the smallest difference that one comparison finds in
        8 of 10 such corpora; NaN: none), p (units shuffled, see `framing.differences.difference_p`), q, note.

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
    check(within, ("", "story"), "choice of within")
    if by in DERIVED and by != "period":
        raise UsageError(f"by={by!r} cannot be contrasted: one article has them all")
    chosen = select(layers, by, **filters)
    if chosen.above and within:
        raise UsageError(f"by={by!r} with within={within!r}: outlets are its unit; compare by='outlet' within stories")
    compare = compare_groups if chosen.above else compare_stories if within else _compare
    pairs, names = _pairs(chosen, target, reference, only)
    tables = []
    for name in (markable if among == "marking" else known_referents)(layers, referent):
        if among == "marking":
            counted, terms = count_marked(chosen, name), MARKING | {"referent": [name]}
        else:
            counted, terms = count_terms(chosen, name, among), terms_of(layers, name, among)
        if terms["term"]:
            blocks = compare(chosen, counted, pairs)
            tables.append(_laid_out(blocks, terms, pairs, names, chosen.why).assign(among=among))
    if not tables:
        raise UsageError(f"among={among!r}: the lexicon has no such names to compare")
    table = pd.concat(tables, ignore_index=True)
    table["q"] = false_discovery(table["p"].to_numpy())
    asked = int(table["p"].notna().sum())
    table["note"] = [note(row, asked) for row in table.to_dict("records")]
    sides = [f"{column}_{side}" for side in SIDES for column in COUNTED]
    first = ["target", "reference", "referent", "term", "label", "among", "unit", *sides]
    texts = dict.fromkeys((*first[:7], "note"), "str")
    return table[[*first, "difference", "low", "high", "detectable", "p", "q", "note"]].astype(texts)


def _pairs(chosen: Selection, target: str, reference: str, only: Sequence[str]) -> tuple[Ints, list[str]]:
    """The pairs to compare, as rows of the groups."""
    (by,) = chosen.by
    names = chosen.groups[by].tolist()
    known = comparable(names, by)
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


def _laid_out(
    blocks: list[dict[str, Any]], terms: Mapping[str, Any], pairs: Ints, names: list[str], why: list[str]
) -> pd.DataFrame:
    """The comparisons of each term as rows: every pair of the first term, then of the next."""
    import pandas as pd

    sides = {side: [names[k] for k in at] for side, at in zip(SIDES, pairs.T, strict=True)}
    sides |= {f"why_{side}": [why[k] for k in at] for side, at in zip(SIDES, pairs.T, strict=True)}
    tables = []
    for t, block in enumerate(blocks):
        table = pd.DataFrame(sides | {column: values[t] for column, values in terms.items()} | block)
        # What neither uses, or both always, asks nothing: it is no test, and would make the others' q larger.
        n, of = (table[f"{column}_target"] + table[f"{column}_reference"] for column in ("n", "of"))
        tables.append(table.assign(p=table["p"].mask((n == 0) | (n == of))))
    return pd.concat(tables, ignore_index=True)


def _compare(chosen: Selection, counted: Tally, pairs: Ints) -> list[dict[str, Any]]:
    """Each term's differences between pairs of outlets, whose articles are independent."""
    sums = counted.sums
    estimate = moderated_share(sums)
    blocks = []
    for t in range(counted.shape[1]):
        one = Estimate(*(values[:, t] for values in estimate))
        x = np.zeros(len(counted.m), np.int64)
        x[counted.unit[counted.term == t]] = counted.x[counted.term == t]
        block: dict[str, Any] = {"unit": "article"}
        for side, at in zip(SIDES, pairs.T, strict=True):
            block |= {f"n_{side}": sums.x[at, t], f"of_{side}": sums.m[at], f"share_{side}": one.value[at]}
            block |= {f"articles_{side}": sums.n[at], f"units_{side}": sums.n[at]}
            block |= {f"effective_{side}": one.effective[at], f"df_{side}": one.df[at]}
            block |= {f"width_{side}": one.high[at] - one.low[at]}
        bounds = one.value, *(np.where(sums.n < 2, np.nan, values) for values in (one.low, one.high))
        first, second = (tuple(values[at] for values in bounds) for at in pairs.T)
        block |= dict(zip(("difference", "low", "high"), difference(first, second), strict=True))
        block["detectable"] = detectable_difference(one, pairs, sums.n)
        blocks.append(block | {"p": difference_p(counted.group, counted.m, x, pairs, one)})
    return blocks
