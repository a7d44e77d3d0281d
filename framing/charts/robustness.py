"""One finding over its choices as a chart: whether it depends on one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from framing.charts import ACCENT, INK, LABEL, MUTED, NUMBER, WIDTH, figure_size, frame_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

# A choice takes two lines: its name above, its dot below.
LINES = 1.55


def chart_robustness(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Each choice's difference with its interval, under the finding as reported, whose value is the dotted line.

    A filled dot holds (same sign, sure), a hollow grey one does not, and says so in words. At 0 the two are alike.

    Parameters
    ----------
    table : DataFrame
        Of `robustness`.
    ax : Axes, optional
        Drawn into; default: axes of a new figure.

    Returns
    -------
    Axes

    Examples
    --------
    >>> import pandas as pd
    >>> row = {"term": "illegal alien", "n_target": 9, "of_target": 12, "n_reference": 2, "of_reference": 14}
    >>> table = pd.DataFrame([row | {"choice": "as reported", "value": "", "difference": 0.6, "low": 0.3, "high": 0.8,
    ...                       "holds": True}])
    >>> [text.get_text() for text in chart_robustness(table).texts]
    ['as reported', '+60', '9/12, 2/14']
    """
    ax = ax or _new_axes(len(table))
    points = bool(table["term"].iloc[0])
    left, right = -LABEL / (WIDTH - LABEL - NUMBER), 1 + NUMBER / (WIDTH - LABEL - NUMBER)
    for i, row in enumerate(table.itertuples()):
        held = bool(row.holds)
        colour, width = (ACCENT, 2.4) if held else (MUTED, 1.2)
        name = f"{row.choice}: {row.value}" if row.value else row.choice
        place: dict[str, Any] = {"transform": ax.get_yaxis_transform(), "va": "center", "parse_math": False}
        ax.text(left, i - 0.27, name + " (does not hold)" * (not held), size=11, color=INK, weight="bold" if not i else "normal", **place)  # fmt: skip
        ax.text(left, i + 0.2, _value(row.difference, points), size=12.5, color=INK if held else MUTED, **place)
        counts = f"{row.n_target:,}/{row.of_target:,}, {row.n_reference:,}/{row.of_reference:,}" if points else f"{row.n_target:,}, {row.n_reference:,}"  # fmt: skip
        ax.text(right, i + 0.2, counts, size=10.5, color=MUTED, ha="right", **place)
        ax.plot([row.low, row.high], [i + 0.2] * 2, color=colour, linewidth=width, alpha=0.75)
        ax.scatter([row.difference], [i + 0.2], s=42, zorder=3, clip_on=False, linewidth=1.4,
                   facecolors=[colour if held else "#ffffff"], edgecolors=[colour])  # fmt: skip
    _axis(ax, table, points)
    return ax


def rows_of(choices: int) -> int:
    """How many rows of the usual height so many choices need."""
    return max(1, round(LINES * choices))


def _axis(ax: Axes, table: pd.DataFrame, points: bool) -> None:
    """From left of all intervals and 0 to right of them, 0 and the reported value marked."""
    import numpy as np

    known = table[["difference", "low", "high"]].to_numpy(float)
    most = float(np.nanmax(np.append(np.abs(known), 0.05)))
    low, high = min(0.0, float(np.nanmin(np.append(known, 0)))), max(0.0, float(np.nanmax(np.append(known, 0))))
    ax.set_xlim(low - 0.06 * most, high + 0.06 * most)
    ax.set_ylim(len(table) - 0.4, -0.6)
    ax.set_yticks([])
    for side in ax.spines.values():
        side.set_visible(False)
    base = float(table["difference"].iloc[0])
    # A line stops above its dot: the name that stands there is as long as it is.
    for i in range(len(table)):
        ax.plot([0, 0], [i - 0.04, i + 0.46], color=INK, linewidth=0.9, zorder=0)
        if base == base:
            ax.plot([base, base], [i - 0.04, i + 0.46], color=MUTED, linewidth=1, linestyle=(0, (1, 2)), zorder=0)
    ticks = [0.0, base] if base == base and abs(base) > 0.15 * most else [0.0]
    ax.xaxis.tick_top()
    ax.set_xticks(ticks, ["0" if tick == 0 else _value(tick, points) for tick in ticks], size=11, color=MUTED)
    ax.tick_params(axis="x", length=0, pad=2)


def _value(difference: float, points: bool) -> str:
    if difference != difference:
        return "none"
    said = f"{100 * difference:+.0f}" if points else f"{difference:+.2f}".replace("0.", ".")
    return said.replace("-", "−")


def _new_axes(choices: int) -> Axes:
    """Axes of a figure that a notebook shows."""
    import matplotlib.pyplot as plt

    rows = rows_of(choices)
    return plt.figure(figsize=figure_size(rows)).add_axes(frame_of(rows))
