"""Charts of words: what sets an outlet apart, and where words stand in its articles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from framing.charts import ACCENT, GROUPS, INK, MUTED, RULE, SMALL, shortened
from framing.charts.wide import LONGEST, lay_foot, lay_names, lay_numbers, lay_scale, new_axes
from framing.counting import check
from framing.differences import LEVEL_Q
from framing.schema import REST

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

# Points that a row takes.
ROW = 22


def key_words(table: pd.DataFrame, *, target: str = "", most: int = 12) -> pd.DataFrame:
    """The words of one contrast that are told apart, at most so many on each side: by falling score.

    Parameters
    ----------
    table : DataFrame
        Of `keyness`.
    target : str
        Which outlet; default: the first of the table.
    most : int

    Raises
    ------
    UsageError
        The table has no such target.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"target": "A", "word": ["raid", "said", "visa", "walk"], "score": [3.0, 0.2, -2, -4],
    ...                       "q": [0.001, 0.9, 0.04, 0.01]})
    >>> key_words(table, most=1)["word"].tolist()
    ['raid', 'walk']
    """
    targets = list(dict.fromkeys(table["target"]))
    target = check(target, targets, "target") if target else next(iter(targets), "")
    rows = table[(table["target"] == target) & (table["q"] < LEVEL_Q)].sort_values(
        "score", ascending=False, kind="stable"
    )
    above = rows["score"] > 0
    place = np.arange(len(rows))
    return rows[(above & (place < most)) | (~above & (place >= len(rows) - most))].reset_index(drop=True)


def chart_keyness(
    table: pd.DataFrame,
    *,
    target: str = "",
    most: int = 12,
    links: Mapping[str, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """The words that set an outlet apart, as bars from a middle: to the right it uses them more, to the left less.

    A bar ends at the log ratio and its line is the 95 % interval over articles, which runs to the edge where a word is
    never used. Only words with q below .05, by falling score.

    Parameters
    ----------
    table : DataFrame
        Of `keyness`.
    target : str, optional
        Which outlet, where the table has several; default: the first.
    most : int
        Words on each side at most.
    links : mapping, optional
        Word to a link that its bar opens, in SVG.
    ax : Axes, optional
        Drawn into; default: axes of a new figure.

    Returns
    -------
    Axes

    Raises
    ------
    UsageError
        The table has no such target.

    Examples
    --------
    >>> import framing as fr
    >>> layers = fr.annotate(fr.read_corpus("corpus/demo"), "immigration")
    >>> ax = chart_keyness(fr.keyness(layers, target="Courier"))
    >>> bool(ax.get_xlim()[0] < 0 < ax.get_xlim()[1])
    True
    """
    rows = key_words(table, target=target, most=most)
    ax = ax or new_axes(ROW * max(1, len(rows)))
    lay_names(ax, [str(word) for word in rows["word"]])
    value, low, high = (rows[c].to_numpy(float) for c in ("log_ratio", "low", "high"))
    ends = np.abs([2.0, *value, *low[np.isfinite(low)], *high[np.isfinite(high)]])
    reach = min(float(np.ceil(ends.max())), 10.0)
    ax.set_xlim(-reach, reach)
    place = np.arange(len(rows))
    colours = np.where(value > 0, ACCENT, GROUPS[2]).tolist()
    bars = ax.barh(place, value, color=colours, height=0.6, alpha=0.85, zorder=2)
    for bar, word in zip(bars, rows["word"], strict=True):
        bar.set_url((links or {}).get(str(word)))
    ax.hlines(place, low.clip(-reach, reach), high.clip(-reach, reach), colors=INK, linewidth=1.1, zorder=3)
    ax.axvline(0, color=MUTED, linewidth=0.8, zorder=4)
    lay_numbers(ax, [f"{row.n_target:,} : {row.n_reference:,}" for row in rows.itertuples()])
    ticks = [t for t in range(-8, 9, 2) if abs(t) <= reach]
    lay_scale(ax, ticks, ["equal" if not t else f"{2**t}×" if t > 0 else f"1/{2**-t}" for t in ticks])
    who = rows if len(rows) else table
    mine, theirs = (str(who[side].iloc[0]) if len(who) else "" for side in ("target", "reference"))
    lay_foot(
        ax,
        f"◀ more in {'all others' if theirs == REST else shortened(theirs, LONGEST)}",
        f"more in {shortened(mine, LONGEST)} ▶",
        "n here : there",
    )
    if not len(rows):
        ax.text(0, 0, "no word has q below .05", ha="center", va="center", size=SMALL, color=MUTED)
    return ax


def chart_dispersion(table: pd.DataFrame, places: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Where in each outlet's articles, laid end to end by date, a word stands: a stroke for every occurrence.

    At the right: occurrences, articles that have it of all articles, and DP, 0 where it is spread evenly, with what DP
    would be by chance.

    Parameters
    ----------
    table : DataFrame
        Of `dispersion`, by one column; drawn in its order.
    places : DataFrame
        Of `places` under the same arguments.
    ax : Axes, optional
        Drawn into; default: axes of a new figure.

    Returns
    -------
    Axes

    Examples
    --------
    >>> import framing as fr
    >>> layers = fr.annotate(fr.read_corpus("corpus/demo"), "immigration")
    >>> ax = chart_dispersion(fr.dispersion(layers, "border*"), fr.places(layers, "border*"))
    >>> len(ax.texts) >= 2 * layers.articles["outlet"].nunique()
    True
    """
    import seaborn

    names = [str(name) for name in table.iloc[:, 0]]
    ax = ax or new_axes(ROW * 1.25 * max(1, len(names)))
    seaborn.stripplot(
        x=places["place"], y=places.iloc[:, 0], order=names, orient="h", jitter=False, marker="|", size=13, linewidth=0.9,
        color=ACCENT, alpha=0.7, ax=ax, legend=False,
    )  # fmt: skip
    ax.set(xlabel="", ylabel="")
    lay_names(ax, names)
    ax.hlines(np.arange(len(names)), 0, 1, colors=RULE, linewidth=0.8, zorder=0)
    ax.set_xlim(0, 1)
    for i, n in enumerate(table["n"]):
        if not n:
            ax.text(0.5, i, "does not occur", ha="center", va="center", size=10, color=MUTED)
    said = [
        f"{row.n:,} in {row.range:,} of {row.articles:,}" + (f"\nDP {row.dp:.2f}, by chance {row.dp_by_chance:.2f}" if row.n else "")
        for row in table.itertuples()
    ]  # fmt: skip
    lay_numbers(ax, said, size=9.5)
    lay_scale(ax, [0, 0.5, 1], ["first words", "half of all words", "last"])
    lay_foot(ax, "by date, articles end to end", "", "n in articles")
    return ax
