"""Which words set an outlet apart from others: how much more it uses them, and how surely."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Unpack

import numpy as np

from framing.association import PRIOR, log_likelihood, log_ratio, log_ratio_bounds, nearest_to_0, weighted_log_odds
from framing.counting import Filters, Selection, check, select
from framing.counting.groups import comparable
from framing.counting.notes import disagreement
from framing.differences import LEVEL_Q, can_differ, false_discovery
from framing.errors import UsageError
from framing.estimates import LEVEL
from framing.layers import Layers
from framing.schema import REST
from framing.vocabulary.counts import Contrast, WordCounts, count_words, one_column
from framing.vocabulary.sequences import Items

if TYPE_CHECKING:
    import pandas as pd

SIDES = ("target", "reference")
COUNTED = ("n", "of", "range", "articles")


def keyness(
    layers: Layers,
    *,
    target: str | Sequence[str] = "",
    reference: str = "",
    by: str = "outlet",
    pairs: bool = False,
    longest: int = 1,
    least: int = 5,
    prior: float = PRIOR,
    **filters: Unpack[Filters],
) -> pd.DataFrame:
    """The words that set outlets apart: each against the rest, against a named reference, or pair by pair.

    Read the `score` (weighted log-odds) as an order, `log_ratio` as the size of the difference in doublings, its
    interval and q as how sure it is. It says which words differ, not why: topics, names of places and reporters, and
    house style set outlets apart before any frame does. Read the words in their lines (`concordance`).

    Parameters
    ----------
    layers : Layers
    target : str or list of str
        Only this outlet, or these; default: each in turn.
    reference : str
        What it is compared with; default: all others together, `(rest)`, never itself.
    by : str
        One column of articles, as in `framing.contrasts`.
    pairs : bool
        Every pair instead (with `target` or `reference`: those with it).
    longest : {1, 2, 3}
        Words alone, or also fixed sequences of up to so many words ("illegal immigrants"), whose words are then not
        counted again: see `framing.vocabulary.sequences.Items`.
    least : int
        Words in fewer articles of the two together are not compared. They stay in every denominator, and one row
        without a word counts them.
    prior : float
        Words of the informative Dirichlet prior, with the shares of both parts together.
    **filters
        As in `framing.shares`: the wording of the body by default. `reading="claim"` is the outlet's own voice alone.

    Returns
    -------
    DataFrame
        Contrast by contrast, by falling score: target, reference, word; n_target, of_target (all words), range_target
        (articles with the word), articles_target (all articles), and the same of the reference; score, log_ratio, low,
        high (95 %, the counts divided by their dispersion over articles), conservative (the bound nearer to 0, for all
        words of the contrast at once; 0 if the interval holds 0), log_likelihood (signed G²), p, q, note. A word that
        the target never uses has n_target = 0 and says so.

        p takes whole articles as units: the larger of a test with the dispersion over articles and, where that is
        below .05, of shuffled articles (`framing.differences`). q is p after Benjamini and Hochberg over this table.
        The interval is another method: where q is below .05 and the interval holds 0, note says that they disagree.

    Raises
    ------
    UsageError
        A column, outlet, filter or number that does not exist or cannot be compared.

    References
    ----------
    Monroe, Colaresi & Quinn (2008) for the score, eqs 15 to 22; Hardie (2014) and Evert (2022) for the log ratio and its
    conservative bound; Dunning (1993) for G². Bounds: `framing.estimates.burst`.

    Examples
    --------
    >>> import framing as fr
    >>> layers = fr.annotate(fr.read_corpus("corpus/demo"), "immigration")
    >>> table = fr.keyness(layers, target="Courier", reading="claim")
    >>> bool((table["n_target"].sum() == table["of_target"]).all())
    True
    """
    import pandas as pd

    _checked(layers, by, longest, least)
    chosen = select(layers, by, **filters)
    counted = count_words(chosen, Items(chosen, longest))
    sides = _sides(chosen, [target] if isinstance(target, str) and target else list(target), reference, pairs)
    tables = [_compared(counted, *side, least=least, prior=prior) for side in sides]
    none = _compared(counted, "", "", [], [], least=least, prior=prior).head(0)
    table = pd.concat(tables, ignore_index=True) if tables else none
    table["q"] = false_discovery(table["p"].to_numpy())
    asked = int(table["p"].notna().sum())
    table["note"] = [_note(row, least, asked) for row in table.to_dict("records")]
    return table.drop(columns="rare").astype({"note": "str"})


def _checked(layers: Layers, by: str, longest: int, least: int) -> None:
    one_column(layers, by)
    if longest not in (1, 2, 3):
        raise UsageError(f"longest={longest!r}: 1 for words alone, 2 or 3 for sequences of up to so many words")
    if least < 2:
        raise UsageError(f"least={least!r}: a word of one article tells outlets apart nowhere; 2 articles or more")


def _sides(
    chosen: Selection, targets: Sequence[str], reference: str, pairs: bool
) -> list[tuple[str, str, Sequence[int], Sequence[int]]]:
    """What is compared: name and groups of the target and of the reference."""
    (by,) = chosen.by
    names = chosen.groups[by].tolist()
    groups = {name: names.index(name) for name in comparable(names, by)}
    for value in (*targets, *filter(None, [reference])):
        check(value, groups, by)
    if reference in targets:
        raise UsageError(f"target and reference are both {reference!r}")
    found: list[tuple[str, str, Sequence[int], Sequence[int]]] = []
    for name, at in groups.items():
        others = [other for other in groups if other != name]
        if (targets and name not in targets) or name == reference or not others:
            continue
        if reference:
            found.append((name, reference, [at], [groups[reference]]))
        elif pairs:
            found += [(name, o, [at], [groups[o]]) for o in others if targets or groups[o] > at]
        else:
            found.append((name, REST, [at], [groups[o] for o in others]))
    return found


def _compared(
    counted: WordCounts,
    target: str,
    reference: str,
    mine: Sequence[int],
    theirs: Sequence[int],
    *,
    least: int,
    prior: float,
) -> pd.DataFrame:
    """One contrast, by falling score; the rare words last, in one row."""
    import pandas as pd

    contrast = counted.contrast(mine, theirs, least)
    (x, y), (n, m) = contrast.sums.x, contrast.sums.m
    score = weighted_log_odds(x, n, y, m, prior=prior)[1]
    low, high = _bounds(contrast, 1 - LEVEL)
    columns: dict[str, Any] = {
        "score": score, "log_ratio": log_ratio(x, n, y, m), "low": low, "high": high,
        "conservative": nearest_to_0(*_bounds(contrast, (1 - LEVEL) / max(len(x), 1))),
        "log_likelihood": log_likelihood(x, n, y, m), "p": contrast.p(),
    }  # fmt: skip
    order = np.lexsort((contrast.words, -np.nan_to_num(score)))
    table = pd.DataFrame({name: np.append(values[order], np.nan) for name, values in columns.items()})
    for i, side in enumerate(SIDES):
        n_all = contrast.sums.m[i]
        table[f"n_{side}"] = np.append(contrast.sums.x[i][order], n_all - contrast.sums.x[i].sum())
        table[f"of_{side}"] = n_all
        table[f"range_{side}"] = np.append(contrast.ranges[i][order], 0)
        table[f"articles_{side}"] = contrast.sums.n[i]
    table["word"] = [*contrast.words[order], ""]
    table["rare"] = [*[0] * len(x), contrast.left_out]
    sides = [f"{name}_{side}" for side in SIDES for name in COUNTED]
    table = table.assign(target=target, reference=reference)[["target", "reference", "word", *sides, *columns, "rare"]]
    return table.astype(dict.fromkeys(("target", "reference", "word"), "str"))


def _bounds(contrast: Contrast, alpha: float) -> tuple[Any, Any]:
    """Bounds of the log ratio, from counts divided by what their dispersion over articles leaves of them."""
    (x, y), (n, m) = contrast.sums.x, contrast.sums.m
    first, second = contrast.widen(1 - alpha)
    several = contrast.sums.n.min() >= 2
    low, high = log_ratio_bounds(x / first, n / first, y / second, m / second, alpha=alpha)
    return (low, high) if several else (np.full(len(x), np.nan), np.full(len(x), np.nan))


def _note(row: dict[str, Any], least: int, asked: int) -> str:
    """Why a word is not compared, or whether its rates differ; and where it is never used."""
    none = [row[side] for side in SIDES if not row[f"of_{side}"]]
    if none:
        return f"no words in {' and '.join(none)}"
    if not row["word"]:
        return f"{row['rare']:,} words in fewer than {least} articles, not compared"
    silent = [row[side] for side in SIDES if not row[f"n_{side}"]]
    absent = [f"absent from {' and '.join(silent)}"] if silent else []
    sizes = [row[f"articles_{side}"] for side in SIDES]
    if min(sizes) < 2:
        few = [row[side] for side, size in zip(SIDES, sizes, strict=True) if size < 2]
        return "; ".join([f"fewer than two articles in {' and '.join(few)}", *absent])
    said = "more" if row["log_ratio"] > 0 else "less"
    if not row["q"] < LEVEL_Q:
        cannot = f": {sizes[0]} against {sizes[1]} articles cannot be" * (not can_differ(*sizes))
        said = f"not distinguishable{cannot}"
    return "; ".join(filter(None, [said, *absent, disagreement(row, f"{asked:,}")]))
