"""Charts of words: what sets an outlet apart, where words stand in it, and how a measure moves over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.charts import ACCENT, GROUPS, INK, MUTED, RULE, SMALL, one_term, shortened
from framing.counting import check
from framing.differences import LEVEL_Q
from framing.groups import REST, UNDATED

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

# In points: a row of words, of places, of a trend; all together, names, numbers; above and below the rows.
ROW, BAND, WIDTH, LABEL, NUMBER, HEAD, FOOT = 22, 68, 660, 152, 130, 26, 20
# Periods under which counts are written out, where there are more they are bars; width of a character of a period.
MOST_NUMBERS, CHARACTER = 22, 8
LONGEST = 21
ESTIMATES = {"share": (0.0, 1.0), "rate_per_10k": (0.0, np.inf), "valence": (-1.0, 1.0)}


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
    ax = ax or _new_axes(ROW * max(1, len(rows)))
    _frame(ax, [str(word) for word in rows["word"]])
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
    _numbers(ax, [f"{row.n_target:,} : {row.n_reference:,}" for row in rows.itertuples()])
    ticks = [t for t in range(-8, 9, 2) if abs(t) <= reach]
    _scale(ax, ticks, ["equal" if not t else f"{2**t}×" if t > 0 else f"1/{2**-t}" for t in ticks])
    who = rows if len(rows) else table
    mine, theirs = (str(who[side].iloc[0]) if len(who) else "" for side in ("target", "reference"))
    _foot(
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
    ax = ax or _new_axes(ROW * 1.25 * max(1, len(names)))
    seaborn.stripplot(
        x=places["place"], y=places.iloc[:, 0], order=names, orient="h", jitter=False, marker="|", size=13, linewidth=0.9,
        color=ACCENT, alpha=0.7, ax=ax, legend=False,
    )  # fmt: skip
    ax.set(xlabel="", ylabel="")
    _frame(ax, names)
    ax.hlines(np.arange(len(names)), 0, 1, colors=RULE, linewidth=0.8, zorder=0)
    ax.set_xlim(0, 1)
    for i, n in enumerate(table["n"]):
        if not n:
            ax.text(0.5, i, "does not occur", ha="center", va="center", size=10, color=MUTED)
    said = [
        f"{row.n:,} in {row.range:,} of {row.articles:,}" + (f"\nDP {row.dp:.2f}, by chance {row.dp_by_chance:.2f}" if row.n else "")
        for row in table.itertuples()
    ]  # fmt: skip
    _numbers(ax, said, size=9.5)
    _scale(ax, [0, 0.5, 1], ["first words", "half of all words", "last"])
    _foot(ax, "by date, articles end to end", "", "n in articles")
    return ax


def chart_trend(table: pd.DataFrame, *, term: str = "", ax: Axes | None = None) -> Axes:
    """A measure period by period, a band an outlet: dots with their intervals, and no line where there was no article.

    Under each period stands how many mentions (sentences, words) its value rests on; hollow dots are imprecise.

    Parameters
    ----------
    table : DataFrame
        Of `trend`.
    term : str, optional
        Which term, where the table has several; default: the one with most mentions.
    ax : Axes, optional
        Drawn into; default: axes of a new figure.

    Returns
    -------
    Axes

    Raises
    ------
    UsageError
        The table has no such term.

    Examples
    --------
    >>> import framing as fr
    >>> layers = fr.annotate(fr.read_corpus("corpus/demo"), "immigration")
    >>> ax = chart_trend(fr.trend(layers, "rates", every="month", referent="people without status"))
    >>> ax.texts[0].get_text() in set(layers.articles["outlet"])
    True
    """
    rows = one_term(table, term)
    estimate = next(name for name in ESTIMATES if name in rows.columns)
    least, most = ESTIMATES[estimate]
    if not np.isfinite(most):
        most = float(np.nanmax([*rows[estimate], 1e-9])) * 1.25
    names, periods = list(dict.fromkeys(rows.iloc[:, 0])), list(dict.fromkeys(rows["period"]))
    ax = ax or _new_axes(BAND * max(1, len(names)))
    _frame(ax, names, at=0.42)
    for i, name in enumerate(names):
        _band(ax, rows[rows.iloc[:, 0] == name].reset_index(drop=True), estimate, (least, most), i)
    ax.set_xlim(-0.6, max(len(periods), 1) - 0.4)
    last = len(periods) - (UNDATED in periods)
    longest = max(map(len, periods[:last]), default=1)
    step = -(-len(periods) * longest * CHARACTER // (WIDTH - LABEL - NUMBER))
    # The undated column is named at the end, in the room of the last periods.
    room = last - (step if UNDATED in periods else 0)
    shown = [*(i for i in range(0, last, step) if i <= room), *range(last, len(periods))]
    _scale(ax, shown, [periods[i] for i in shown])
    ax.grid(False)
    _foot(ax, "n under each value; no line over a period without articles", "", "")
    return ax


def _band(ax: Axes, rows: pd.DataFrame, estimate: str, ends: tuple[float, float], band: int) -> None:
    """One outlet: its scale, values, intervals and counts, in the strip from `band` - .5 to `band` + .5."""
    top, bottom = band - 0.42, band + 0.2
    right = 1 + 4 / (WIDTH - LABEL - NUMBER)

    def up(values: Any) -> Any:
        return bottom - (np.clip(np.asarray(values, float), *ends) - ends[0]) / (ends[1] - ends[0]) * (bottom - top)

    for value in (ends[0], ends[1]) if estimate != "valence" else (ends[0], 0.0, ends[1]):
        ax.axhline(float(up(value)), color=RULE, linewidth=0.7, zorder=0)
        ax.text(right, float(up(value)), _named(value, estimate), transform=ax.get_yaxis_transform(), va="center", size=9,
                color=MUTED)  # fmt: skip
    held = np.flatnonzero(rows[estimate].notna())
    vague = (rows["note"] != "").to_numpy(bool)
    dated = (rows["period"] != UNDATED).to_numpy(bool)
    for a, b in zip(held, held[1:], strict=False):
        if b == a + 1 and dated[b]:
            ax.plot([a, b], up(rows[estimate].iloc[[a, b]]), color=ACCENT, linewidth=1.2, zorder=2)
    bounded = held[rows["low"].notna().to_numpy()[held]]
    ax.vlines(
        bounded, up(rows["low"].iloc[bounded]), up(rows["high"].iloc[bounded]), colors=ACCENT, linewidth=2.2, alpha=0.4
    )
    faces = ["#ffffff" if vague[i] else ACCENT for i in held]
    ax.scatter(held, up(rows[estimate].iloc[held]), s=26, facecolors=faces, edgecolors=ACCENT, linewidth=1.2, zorder=3)
    _counts(ax, rows, "of" if estimate == "share" else "n", band)


def _counts(ax: Axes, rows: pd.DataFrame, column: str, band: int) -> None:
    """What each value rests on: numbers, or bars where there is no room for them."""
    n = rows[column].to_numpy()
    if len(n) <= MOST_NUMBERS:
        for i, (number, of) in enumerate(zip(n, rows["of"], strict=True)):
            ax.text(i, band + 0.36, f"{number:,}" if of else "–", ha="center", va="center", size=8.5, color=MUTED)
        return
    most = max(int(n.max(initial=0)), 1)
    ax.vlines(np.arange(len(n)), band + 0.44, band + 0.44 - 0.16 * n / most, colors=MUTED, linewidth=2)
    right = 1 + 4 / (WIDTH - LABEL - NUMBER)
    ax.text(
        right, band + 0.36, f"n up to {most:,}", transform=ax.get_yaxis_transform(), va="center", size=9, color=MUTED
    )


def _named(value: float, estimate: str) -> str:
    if estimate == "share":
        return f"{100 * value:.0f} %"
    return f"{value:.0f} per 10,000" if estimate == "rate_per_10k" else f"{value:+.0f}" if value else "0"


def figure_size(height: float) -> tuple[float, float]:
    """Inches of a chart whose rows take so many points."""
    return WIDTH / 72, (height + HEAD + FOOT) / 72


def frame_of(height: float) -> tuple[float, float, float, float]:
    """Where the axes lie in it: names to the left, numbers to the right, the scale above, what it means below."""
    return (
        LABEL / WIDTH,
        FOOT / (height + HEAD + FOOT),
        (WIDTH - LABEL - NUMBER) / WIDTH,
        height / (height + HEAD + FOOT),
    )


def _new_axes(height: float) -> Axes:
    import matplotlib.pyplot as plt

    return plt.figure(figsize=figure_size(height)).add_axes(frame_of(height))


def _frame(ax: Axes, names: Sequence[str], *, at: float = 0.0) -> None:
    """Names of the rows as plain text, at the left."""
    ax.set_ylim(max(1, len(names)) - 0.5, -0.5)
    ax.set_yticks([])
    for side in ax.spines.values():
        side.set_visible(False)
    for i, name in enumerate(names):
        ax.text(-LABEL / (WIDTH - LABEL - NUMBER), i - at / 4, shortened(name, LONGEST), transform=ax.get_yaxis_transform(),
                va="center", size=SMALL, color=INK, parse_math=False)  # fmt: skip


def _numbers(ax: Axes, said: Sequence[str], *, size: float = SMALL) -> None:
    right = 1 + NUMBER / (WIDTH - LABEL - NUMBER)
    for i, number in enumerate(said):
        ax.text(right, i, number, transform=ax.get_yaxis_transform(), ha="right", va="center", size=size, color=INK)


def _scale(ax: Axes, ticks: Sequence[float], names: Sequence[str]) -> None:
    ax.xaxis.tick_top()
    ax.set_xticks(ticks, names, size=10, color=MUTED)
    ax.tick_params(axis="x", length=0, pad=2)
    ax.grid(axis="x", color=RULE, linewidth=0.8)
    ax.set_axisbelow(True)


def _foot(ax: Axes, left: str, right: str, numbers: str) -> None:
    """What the two sides and the numbers mean, below the rows."""
    edge = 1 + NUMBER / (WIDTH - LABEL - NUMBER)
    for place, side, text in ((0.0, "left", left), (1.0, "right", right), (edge, "right", numbers)):
        if text:
            ax.annotate(text, (place, 0), (0, -4), xycoords="axes fraction", textcoords="offset points", ha=side, va="top",
                        size=9.5, color=MUTED, parse_math=False)  # fmt: skip
