"""Charts over time: a measure period by period, with its gaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.charts import ACCENT, MUTED, RULE, one_term
from framing.charts.wide import LABEL, NUMBER, WIDTH, lay_foot, lay_names, lay_scale, new_axes
from framing.counting.groups import UNDATED

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

# Points that an outlet takes; periods under which counts are written out, where there are more they are bars; width of a
# character of a period.
BAND, MOST_NUMBERS, CHARACTER = 68, 22, 8
ESTIMATES = {"share": (0.0, 1.0), "rate_per_10k": (0.0, np.inf), "valence": (-1.0, 1.0)}


def chart_trend(
    table: pd.DataFrame, *, term: str = "", links: Mapping[tuple[str, str], str] | None = None, ax: Axes | None = None
) -> Axes:
    """A measure period by period, a band an outlet: dots with their intervals, and no line where there was no article.

    Under each period stands how many mentions (sentences, words) its value rests on; hollow dots are imprecise, where some are not.

    Parameters
    ----------
    table : DataFrame
        Of `trend`.
    term : str, optional
        Which term, where the table has several; default: the one with most mentions.
    links : dict of (str, str) to str, optional
        Where a dot leads, by outlet and period.
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
    # Where every value is imprecise, a hollow dot tells none from another: words say it once.
    vague = (rows["note"] != "") & bool((rows.loc[rows["of"] > 0, "note"] == "").any())
    rows = rows.assign(vague=vague)
    ax = ax or new_axes(BAND * max(1, len(names)))
    lay_names(ax, names, at=0.42)
    for i, name in enumerate(names):
        mine = rows[rows.iloc[:, 0] == name].reset_index(drop=True)
        _band(ax, mine, estimate, (least, most), i, [(links or {}).get((name, period)) for period in mine["period"]])
    ax.set_xlim(-0.6, max(len(periods), 1) - 0.4)
    last = len(periods) - (UNDATED in periods)
    longest = max(map(len, periods[:last]), default=1)
    step = -(-len(periods) * longest * CHARACTER // (WIDTH - LABEL - NUMBER))
    # The undated column is named at the end, in the room of the last periods.
    room = last - (step if UNDATED in periods else 0)
    shown = [*(i for i in range(0, last, step) if i <= room), *range(last, len(periods))]
    lay_scale(ax, shown, [periods[i] for i in shown])
    ax.grid(False)
    said = "hollow: imprecise" if vague.any() else "every value is imprecise" if (rows["note"] != "").any() else ""
    lay_foot(
        ax, "; ".join(filter(None, ["n under each value", said, "no line over a period without articles"])), "", ""
    )
    return ax


def _band(
    ax: Axes, rows: pd.DataFrame, estimate: str, ends: tuple[float, float], band: int, urls: Sequence[str | None]
) -> None:
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
    dated = (rows["period"] != UNDATED).to_numpy(bool)
    for a, b in zip(held, held[1:], strict=False):
        if b == a + 1 and dated[b]:
            ax.plot([a, b], up(rows[estimate].iloc[[a, b]]), color=ACCENT, linewidth=1.2, zorder=2)
    bounded = held[rows["low"].notna().to_numpy()[held]]
    ax.vlines(
        bounded, up(rows["low"].iloc[bounded]), up(rows["high"].iloc[bounded]), colors=ACCENT, linewidth=2.2, alpha=0.4
    )
    faces = ["#ffffff" if hollow else ACCENT for hollow in rows["vague"].iloc[held]]
    dots = ax.scatter(
        held, up(rows[estimate].iloc[held]), s=26, facecolors=faces, edgecolors=ACCENT, linewidth=1.2, zorder=3
    )
    dots.set_urls([urls[i] for i in held.tolist()])
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
