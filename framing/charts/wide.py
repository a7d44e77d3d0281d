"""The layout of wide charts: names at the left, numbers at the right, a scale above, what it means below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from framing.charts import INK, MUTED, RULE, SMALL, shortened

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# In points: all together, names, numbers; above and below the rows.
WIDTH, LABEL, NUMBER, HEAD, FOOT = 660, 152, 130, 26, 20
LONGEST = 21


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


def new_axes(height: float) -> Axes:
    """Axes of a figure that a notebook shows."""
    import matplotlib.pyplot as plt

    return plt.figure(figsize=figure_size(height)).add_axes(frame_of(height))


def lay_names(ax: Axes, names: Sequence[str], *, at: float = 0.0) -> None:
    """Names of the rows as plain text, at the left."""
    ax.set_ylim(max(1, len(names)) - 0.5, -0.5)
    ax.set_yticks([])
    for side in ax.spines.values():
        side.set_visible(False)
    for i, name in enumerate(names):
        ax.text(-LABEL / (WIDTH - LABEL - NUMBER), i - at / 4, shortened(name, LONGEST), transform=ax.get_yaxis_transform(),
                va="center", size=SMALL, color=INK, parse_math=False)  # fmt: skip


def lay_numbers(ax: Axes, said: Sequence[str], *, size: float = SMALL) -> None:
    """What stands at the right of each row."""
    right = 1 + NUMBER / (WIDTH - LABEL - NUMBER)
    for i, number in enumerate(said):
        ax.text(right, i, number, transform=ax.get_yaxis_transform(), ha="right", va="center", size=size, color=INK)


def lay_scale(ax: Axes, ticks: Sequence[float], names: Sequence[str]) -> None:
    """Ticks and their names, above."""
    ax.xaxis.tick_top()
    ax.set_xticks(ticks, names, size=10, color=MUTED)
    ax.tick_params(axis="x", length=0, pad=2)
    ax.grid(axis="x", color=RULE, linewidth=0.8)
    ax.set_axisbelow(True)


def lay_foot(ax: Axes, left: str, right: str, numbers: str) -> None:
    """What the two sides and the numbers mean, below the rows."""
    edge = 1 + NUMBER / (WIDTH - LABEL - NUMBER)
    for place, side, text in ((0.0, "left", left), (1.0, "right", right), (edge, "right", numbers)):
        if text:
            ax.annotate(text, (place, 0), (0, -4), xycoords="axes fraction", textcoords="offset points", ha=side, va="top",
                        size=9.5, color=MUTED, parse_math=False)  # fmt: skip
