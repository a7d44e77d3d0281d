"""Which words stand around some words, how strongly they are drawn there, and where outlets differ in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Unpack

import numpy as np
from numpy.typing import NDArray

from framing.association import attraction, log_likelihood, log_ratio
from framing.counting import Filters, Selection, select
from framing.counting.groups import comparable
from framing.counting.tallies import Tally
from framing.differences import LEVEL_Q, false_discovery
from framing.errors import UsageError
from framing.estimates import moderated_rate
from framing.layers import Layers
from framing.sums import Ints
from framing.vocabulary.counts import WordCounts, joined, one_column, tallied
from framing.vocabulary.nodes import Nodes
from framing.vocabulary.sides import TABLES, Numbers, Tokens, read_tokens

if TYPE_CHECKING:
    import pandas as pd

ATTRACTION = ("pmi", "npmi", "t", "mi3")


def collocates(
    layers: Layers,
    pattern: str = "",
    *,
    term: str = "",
    window: int | None = 5,
    by: str = "outlet",
    least: int = 3,
    **filters: Unpack[Filters],
) -> pd.DataFrame:
    """The words around a word or name, outlet by outlet: what it is talked of with.

    Sorted by `log_likelihood`, the evidence that a word comes more often near the node than elsewhere in the same
    outlet; `pmi` and `npmi` say how strong the bond is (rare words come first), `t` favours frequent words, `mi3` lies
    between. None of them is a test. Whether outlets differ is said by q alone, whose unit is the article.

    Parameters
    ----------
    layers : Layers
    pattern : str
        The node: words, with `*` at a word's end for any ending, as in `concordance`.
    term : str
        Instead of a pattern, a term of the lexicon: its mentions that are usage.
    window : int or None
        Words on each side; None: the whole sentence. Nothing reaches over the end of a sentence. A word between two
        nodes counts once; the words of a node are nobody's collocates.
    by : str
        One column of articles, as in `keyness`.
    least : int
        Words near the node in fewer articles of the corpus are left out of the table, not of its bases.
    **filters
        As in `framing.shares`; node and collocate must both count.

    Returns
    -------
    DataFrame
        A row for every group and collocate, and one without a collocate for a group without the node: the group,
        collocate, n (near the node), of (all words near the node), rate_per_10k (of those), low, high (as in
        `framing.rates`), articles (that have both), log_likelihood (signed G²), pmi, npmi, t, mi3 (NaN where they never
        meet), log_ratio and q (the rate near the node against that of all other groups; see `keyness`), note.

    Raises
    ------
    UsageError
        A pattern, term, column or filter that does not exist; a window below 1.

    References
    ----------
    Evert, S. (2008). Corpora and collocations. In Lüdeling & Kytö (eds), Corpus Linguistics. Measures:
    `framing.association`.

    Examples
    --------
    >>> import framing as fr
    >>> layers = fr.annotate(fr.read_corpus("corpus/demo"), "immigration")
    >>> table = fr.collocates(layers, term="illegal immigrant", window=4)
    >>> bool((table["n"] <= table["of"]).all())
    True
    """
    import pandas as pd

    one_column(layers, by)
    if window is not None and window < 1:
        raise UsageError(f"window={window!r}: how many words on each side, 1 or more; None for the whole sentence")
    chosen = select(layers, by, **filters)
    near, everywhere = _counted(chosen, Nodes(layers, pattern, term), window)
    kept = np.flatnonzero(np.bincount(near.tally.term, minlength=len(near.words)) >= least)
    kept = kept[np.argsort(near.words[kept], kind="stable")]
    table = pd.DataFrame(_columns(chosen, near.only(kept), everywhere.only(kept)))
    table["q"] = false_discovery(table.pop("p").to_numpy(float))
    table["note"] = [_note(row, pattern or term, least) for row in table.to_dict("records")]
    # In the order of the groups, the strongest first.
    order = np.lexsort((table["collocate"], -table["log_likelihood"].fillna(-np.inf), table.pop("row")))
    return (
        table.drop(columns="several")
        .iloc[order]
        .reset_index(drop=True)
        .astype(dict.fromkeys((by, "collocate", "note"), "str"))
    )


def _counted(chosen: Selection, nodes: Nodes, window: int | None) -> tuple[WordCounts, WordCounts]:
    """The words near a node, and all words but the nodes' own."""
    numbers = Numbers()
    near: list[Tally] = []
    everywhere: list[Tally] = []
    for part in chosen.layers.parts(*TABLES, "mentions"):
        for tokens in read_tokens(chosen, part):
            word = numbers.of(tokens.words)[tokens.word]
            around, inside = surroundings(tokens, *nodes.find(tokens, part), window)
            counts = (tokens.group >= 0) & ~inside
            for counted, which in ((near, around & counts), (everywhere, counts)):
                counted.append(tallied(chosen, word[which], tokens.chosen[which], tokens.group[which]))
    return joined(chosen, near, numbers.words), joined(chosen, everywhere, numbers.words)


def surroundings(
    tokens: Tokens, first: Ints, last: Ints, window: int | None
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which words stand around nodes (first to last word), in the same sentence; and which belong to nodes."""
    sentence, size = tokens.sentence, len(tokens.word)
    inside = np.zeros(size + 1, np.int64)
    np.add.at(inside, first, 1)
    np.add.at(inside, last + 1, -1)
    belongs = np.cumsum(inside[:size]) > 0
    if window is None:
        return np.isin(sentence, sentence[first]) & (sentence >= 0), belongs
    around = np.zeros(size, bool)
    for step in range(1, window + 1):
        for place, node in ((first - step, first), (last + step, last)):
            there = (place >= 0) & (place < size)
            place, node = place[there], node[there]
            around[place[(sentence[place] == sentence[node]) & (sentence[node] >= 0)]] = True
    return around, belongs


def _columns(chosen: Selection, near: WordCounts, everywhere: WordCounts) -> dict[str, Any]:
    """The columns of the table: groups with the node by words, others once."""
    sums, whole = near.tally.sums, everywhere.tally.sums
    group, word = np.nonzero((sums.m > 0)[:, None] & np.ones(sums.x.shape, bool))
    alone = np.flatnonzero(~np.isin(np.arange(len(sums.m)), group))
    row = np.append(group, alone)

    def spread(values: Any, rest: float) -> Any:
        """By cell, and for groups without a cell."""
        return np.append(np.asarray(values)[group, word], np.full(len(alone), rest))

    rate = moderated_rate(sums)
    one = (sums.n < 2)[:, None] & np.ones(sums.x.shape, bool)
    names = chosen.groups[chosen.by[0]].to_numpy()
    columns: dict[str, Any] = {"row": row, chosen.by[0]: names[row]}
    columns["collocate"] = [*near.words[word], *[""] * len(alone)]
    columns |= {"n": spread(sums.x, 0).astype(np.int64), "of": sums.m[row]}
    columns["rate_per_10k"] = spread(1e4 * rate.value, np.nan)
    columns |= {b: spread(np.where(one, np.nan, 1e4 * getattr(rate, b)), np.nan) for b in ("low", "high")}
    columns["articles"] = spread(near.ranges(), 0).astype(np.int64)
    rest = whole.m[:, None] - sums.m[:, None]
    columns["log_likelihood"] = spread(log_likelihood(sums.x, sums.m[:, None], whole.x - sums.x, rest), np.nan)
    for measure in ATTRACTION:
        values = np.full(sums.x.shape, np.nan)
        for k in np.flatnonzero(sums.m):
            values[k] = attraction(measure, sums.x[k], np.full(sums.x.shape[1], sums.m[k]), whole.x[k], int(whole.m[k]))
        columns[measure] = spread(values, np.nan)
    ratio, p = _against_others(near, names, chosen.by[0], sums.x.shape)
    return columns | {"log_ratio": spread(ratio, np.nan), "p": spread(p, np.nan), "several": sums.n[row]}


def _against_others(near: WordCounts, names: Any, by: str, shape: tuple[int, ...]) -> tuple[Any, Any]:
    """Each group against all others but the wire: log ratio of the rates near the node, and p."""
    ratio, p = np.full(shape, np.nan), np.full(shape, np.nan)
    outlets = np.flatnonzero(np.isin(names, comparable(names.tolist(), by))).tolist()
    for k in outlets:
        others = [i for i in outlets if i != k]
        contrast = near.contrast([k], others, 0)
        (x, y), (n, m) = contrast.sums.x, contrast.sums.m
        if n and m:
            ratio[k], p[k] = log_ratio(x, n, y, m), contrast.p()
    return ratio, p


def _note(row: dict[str, Any], node: str, least: int) -> str:
    """What may be said of a collocate in a group."""
    if not row["of"]:
        return f"no “{node}”, or no word beside it"
    if not row["collocate"]:
        return f"no word stands near it in {least} articles"
    said = ["never near it"] if not row["n"] else []
    if row["several"] < 2:
        said.append("one article")
    elif row["q"] < LEVEL_Q:
        said.append("more than others" if row["log_ratio"] > 0 else "less than others")
    return "; ".join(said)
