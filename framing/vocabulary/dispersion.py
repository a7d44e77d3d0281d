"""How evenly words are spread over the articles of an outlet: a habit of all of them, or a burst in a few."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum
from typing import TYPE_CHECKING, Unpack

import numpy as np

from framing.counting import Filters, Selection, select
from framing.counting.tallies import Scale, Tally, tally, tidy, together
from framing.errors import UsageError
from framing.estimates import moderated_rate
from framing.layers import Layers
from framing.sums import Floats, Ints
from framing.vocabulary.nodes import Nodes
from framing.vocabulary.sides import TABLES, read_tokens

if TYPE_CHECKING:
    import pandas as pd

RATES = Scale(nothing="no words", effective="", most=np.inf)


def dispersion(
    layers: Layers, pattern: str = "", *, term: str = "", by: str | Sequence[str] = "outlet", **filters: Unpack[Filters]
) -> pd.DataFrame:
    """How evenly a word or name is spread over each outlet's articles, beside how often it comes.

    `dp_norm` is 0 where every article has its portion and 1 where one short article has all. A rare word cannot be even:
    read `dp` beside `dp_by_chance`, what it would be if the same occurrences fell anywhere. These describe the articles
    at hand; only the rate has an interval.

    Parameters
    ----------
    layers : Layers
    pattern, term : str
        What is looked for, as in `collocates`.
    by : str or list of str
        As in `framing.shares`, but no column above the outlet.
    **filters
        As in `framing.shares`.

    Returns
    -------
    DataFrame
        A row for every group: the group columns, n (occurrences), of (words), rate_per_10k, low, high (as in
        `framing.rates`), articles and stories (all of the group), range (articles with it), dp, dp_norm, dp_by_chance,
        juilland_d (on rates; it nears 1 with many articles, whatever the word), note. NaN where it does not occur.

    Raises
    ------
    UsageError
        A pattern, term, column or filter that does not exist; a column above the outlet.

    References
    ----------
    Gries, S. Th. (2008). Dispersions and adjusted frequencies in corpora. International Journal of Corpus Linguistics 13,
    403-437. Lijffijt, J. & Gries, S. Th. (2012), ibid. 17, 147-149: DPnorm. Juilland, A. & Chang-Rodríguez, E. (1964).

    Examples
    --------
    >>> import framing as fr
    >>> layers = fr.annotate(fr.read_corpus("corpus/demo"), "immigration")
    >>> table = fr.dispersion(layers, "border*")
    >>> bool((table["range"] <= table["articles"]).all())
    True
    """
    chosen = select(layers, by, **filters)
    if chosen.above:
        raise UsageError(f"by={by!r}: dispersion is over the articles of an outlet; use by='outlet'")
    counted = _counted(chosen, Nodes(layers, pattern, term))
    rate = moderated_rate(counted.sums)
    scaled = rate._replace(**{bound: 1e4 * getattr(rate, bound) for bound in ("value", "low", "high")})
    table = tidy(chosen, counted, scaled, {}, value="rate_per_10k", scale=RATES)
    x = np.zeros(len(counted.m), np.int64)
    x[counted.unit] = counted.x
    parts = [(x[mine], counted.m[mine]) for mine in (counted.group == k for k in range(len(table)))]
    table["range"] = [int((own > 0).sum()) for own, _ in parts]
    for name, measure in (("dp", dp), ("dp_norm", dp_norm), ("dp_by_chance", dp_by_chance), ("juilland_d", juilland_d)):
        table[name] = [measure(own, size) for own, size in parts]
    return table[[*(column for column in table if column != "note"), "note"]]


def _counted(chosen: Selection, nodes: Nodes) -> Tally:
    """Words of each article, and nodes among them."""
    counted = []
    for part in chosen.layers.parts(*TABLES, "mentions"):
        for tokens in read_tokens(chosen, part):
            first, _ = nodes.find(tokens, part)
            at = np.flatnonzero(tokens.group >= 0)
            base = tokens.chosen[at], tokens.group[at], 1
            counted.append(
                tally(chosen, base, (tokens.chosen[first], tokens.group[first], np.zeros_like(first), 1), terms=1)
            )
    none = np.zeros(0, np.int64)
    return together(chosen, counted or [tally(chosen, (none, none, 1), (none, none, none, 1), terms=1)])


def dp(x: Ints, size: Ints) -> float:
    """Gries's deviation of proportions: half of how far the portions of occurrences and of words lie apart.

    Examples
    --------
    2, 1 and 0 in three equal parts: (1/3 + 0 + 1/3) / 2.

    >>> round(dp(np.array([2, 1, 0]), np.array([5, 5, 5])), 6)
    0.333333
    """
    n, m = int(x.sum()), int(size.sum())
    return float(np.abs(x * m - size * n).sum()) / (2 * n * m) if n else np.nan


def dp_norm(x: Ints, size: Ints) -> float:
    """DP over the most that it can be with parts of these sizes.

    Examples
    --------
    >>> round(dp_norm(np.array([2, 1, 0]), np.array([5, 5, 5])), 6)
    0.5
    """
    held = size[size > 0]
    return dp(x, size) / (1 - int(held.min()) / int(held.sum())) if x.any() and len(held) > 1 else np.nan


def dp_by_chance(x: Ints, size: Ints) -> float:
    """The DP expected if each occurrence fell on any word alike: the mean deviation of binomial counts (De Moivre).

    Examples
    --------
    One occurrence in two equal parts always lies wholly in one of them:

    >>> round(dp_by_chance(np.array([1, 0]), np.array([10, 10])), 6)
    0.5
    """
    from scipy.stats import binom

    n = int(x.sum())
    if not n:
        return np.nan
    share = size / size.sum()
    # E|X - np| = 2 v (1 - p) P(X = v) with v = floor(np) + 1.
    v = np.floor(n * share) + 1
    return fsum((2 * v * (1 - share) * binom.pmf(v, n, share)).tolist()) / (2 * n)


def juilland_d(x: Ints, size: Ints) -> float:
    """Juilland's D: 1 less the variation coefficient of the parts' rates over its greatest value.

    Examples
    --------
    >>> round(juilland_d(np.array([0, 4, 3, 2, 1]), np.full(5, 100)), 4)
    0.6464
    """
    held = size > 0
    if not x.any() or held.sum() < 2:
        return np.nan
    rate: Floats = x[held] / size[held]
    mean = fsum(rate.tolist()) / len(rate)
    spread = (fsum(((rate - mean) ** 2).tolist()) / len(rate)) ** 0.5
    return 1 - spread / mean / (len(rate) - 1) ** 0.5


def places(
    layers: Layers, pattern: str = "", *, term: str = "", by: str = "outlet", **filters: Unpack[Filters]
) -> pd.DataFrame:
    """Where in each outlet's articles, laid end to end by date, a word or name stands: what a dispersion plot draws.

    Parameters
    ----------
    layers, pattern, term, by, **filters
        As in `dispersion`.

    Returns
    -------
    DataFrame
        A row for every occurrence, in that order: the group column, article_id, published, place (the portion of the
        group's words that stand before it: 0 to 1). Articles without a date stand last.

    Examples
    --------
    >>> import framing as fr
    >>> layers = fr.annotate(fr.read_corpus("corpus/demo"), "immigration")
    >>> table = fr.places(layers, term="illegal immigrant")
    >>> bool(table["place"].between(0, 1, inclusive="left").all())
    True
    """
    import pandas as pd

    chosen = select(layers, by, **filters)
    (cell, n), (here, within) = _found(chosen, Nodes(layers, pattern, term))
    groups = max(len(chosen.outer), 1)
    dates = layers.articles.set_index("article_id")["published"].replace("", "~").reindex(chosen.ids)
    article, group = np.divmod(cell, groups)
    order = np.lexsort((chosen.ids[article].to_numpy(), dates.to_numpy()[article], group))
    cell, n, group = cell[order], n[order], group[order]
    total = np.bincount(group, n, groups)
    before = np.cumsum(n) - n - (np.cumsum(total) - total)[group]
    row = np.argsort(cell, kind="stable")[np.searchsorted(np.sort(cell), here)]
    order = np.lexsort((within, row))
    row, here, within = row[order], here[order], within[order]
    table = {
        by: chosen.groups[by].to_numpy()[chosen.outer[group[row]]],
        "article_id": chosen.ids.to_numpy()[here // groups],
        "published": dates.replace("~", "").to_numpy()[here // groups],
    }
    place = (before[row] + within) / total[group[row]]
    return pd.DataFrame(table).astype("str").assign(place=place)


def _found(chosen: Selection, nodes: Nodes) -> tuple[Ints, Ints]:
    """Two rows each: cells of article and group with their words; occurrences' cells, and words before them in these."""
    sizes, found = [np.zeros((2, 0), np.int64)], [np.zeros((2, 0), np.int64)]
    for part in chosen.layers.parts(*TABLES, "mentions"):
        for tokens in read_tokens(chosen, part):
            first, _ = nodes.find(tokens, part)
            counts = np.flatnonzero(tokens.group >= 0)
            cell = tokens.chosen[counts] * len(chosen.outer) + tokens.group[counts]
            order = np.argsort(cell, kind="stable")
            cells, start, n = np.unique(cell[order], return_index=True, return_counts=True)
            # By word that counts: how many of its cell stand before it.
            rank = np.empty(len(cell), np.int64)
            rank[order] = np.arange(len(cell)) - np.repeat(start, n)
            at = np.searchsorted(counts, first)
            sizes.append(np.stack([cells, n]))
            found.append(np.stack([cell[at], rank[at]]))
    return np.concatenate(sizes, axis=1), np.concatenate(found, axis=1)
