"""Tidy table -> matplotlib Axes: one function a question. Charts only draw; every number in them was estimated before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from framing.errors import UsageError, nearest

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

# Readable on white; a page swaps them for its own, light or dark. Groups differ in lightness too, and are named in words.
INK, MUTED, RULE, ACCENT = "#1a1a1a", "#6b6b6b", "#d9d9d9", "#0b5a8a"
GROUPS = ("#1f6fb5", "#7a6a00", "#b8431c", "#7b4fa3", "#2c7a52")
# A row is as high as a line of text with air; widths in points, which a browser shows as pixels.
WIDTH, ROW, LABEL, NUMBER, SMALL = 340, 25, 124, 84, 12
LONGEST = 16


def chart_shares(
    table: pd.DataFrame,
    *,
    term: str = "",
    colours: Mapping[str, str] | None = None,
    links: Mapping[str, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Each group's share with its interval, as a dot on a line from 0 to 100 %.

    How often a group chose this name where it could have chosen another; groups are in the table's order. A grey,
    hollow dot is imprecise: a wide interval or few articles. Groups without mentions say so.

    Parameters
    ----------
    table : DataFrame
        Of `shares` or `marking` for one grouping column (the first).
    term : str, optional
        Which term to draw where the table has several; default: the one with most mentions.
    colours : mapping, optional
        Group to colour; default: one colour for all.
    links : mapping, optional
        Group to a link that its dot opens, in SVG.
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
    >>> import pandas as pd
    >>> table = pd.DataFrame({"outlet": ["Courier"], "term": ["illegal alien"], "n": [3], "of": [4],
    ...                       "share": [0.75], "low": [0.4], "high": [0.9], "note": [""]})
    >>> [text.get_text() for text in chart_shares(table).texts]
    ['Courier', '75 % of 4']
    """
    rows = one_term(table, term)
    numbers = [_number(row) for row in rows.itertuples()]
    ax = ax or _new_axes(len(rows))
    _dots(ax, rows, "share", numbers, colours or {}, links or {})
    ax.set_xlim(0, 1)
    _scale(ax, [0, 0.5, 1], ["0", "50", "100 %"])
    return ax


def chart_tone(
    table: pd.DataFrame,
    *,
    colours: Mapping[str, str] | None = None,
    links: Mapping[str, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Each group's mean valence with its interval, as a dot about a line at 0.

    Not a measure of stance: the words around a name, as a word list scores them. Groups are in the table's order.

    Parameters
    ----------
    table : DataFrame
        Of `tone` for one grouping column (the first).
    colours, links, ax
        As in `chart_shares`.

    Returns
    -------
    Axes

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"outlet": ["Courier"], "n": [12], "valence": [-0.25], "low": [-0.4], "high": [-0.1],
    ...                       "note": [""]})
    >>> [text.get_text() for text in chart_tone(table).texts]
    ['Courier', '−.25 in 12']
    """
    signs = [f"{value:+.2f}".replace("0.", ".").replace("-", "−") for value in table["valence"]]
    numbers = [f"{sign} in {n:,}" if n else "no names" for sign, n in zip(signs, table["n"], strict=True)]
    ax = ax or _new_axes(len(table))
    _dots(ax, table, "valence", numbers, colours or {}, links or {})
    ax.axvline(0, color=MUTED, linewidth=0.8, zorder=1)
    ax.set_xlim(-0.8, 0.8)
    _scale(ax, [-0.5, 0, 0.5], ["−.5 colder", "0", "warmer +.5"])
    return ax


def chart_voices(
    table: pd.DataFrame, *, links: Mapping[tuple[str, str], str] | None = None, ax: Axes | None = None
) -> Axes:
    """Of each group's words: how many are its own, how many reported, how many quoted, as one bar of three parts.

    Parameters
    ----------
    table : DataFrame
        First column the group, then `own`, `reported` and `quoted` as shares that add to 1.
    links : dict of (str, str) to str, optional
        Where the part of a bar leads, by group and voice.
    ax : Axes, optional
        Drawn into; default: axes of a new figure.

    Returns
    -------
    Axes

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"outlet": ["Courier"], "own": [0.6], "reported": [0.15], "quoted": [0.25]})
    >>> [text.get_text() for text in chart_voices(table).texts]
    ['Courier', '60', '15', '25 %']
    """
    ax = ax or _new_axes(len(table))
    _frame(ax, [str(group) for group in table.iloc[:, 0]])
    voices = {"own": (RULE, INK), "reported": ("#8fb3cc", INK), "quoted": (ACCENT, "#ffffff")}
    for i, row in enumerate(table.to_dict("records")):
        left = 0.0
        for voice, (colour, ink) in voices.items():
            part = row[voice]
            (bar,) = ax.barh(i, part, left=left, color=colour, height=0.62, linewidth=0)
            bar.set_url((links or {}).get((str(table.iloc[i, 0]), voice)))
            if part >= 0.08:
                text = f"{100 * part:.0f}" + (" %" if colour == ACCENT else "")
                ax.text(left + part / 2, i, text, ha="center", va="center", size=11, color=ink, parse_math=False)
            left += part
    # No numbers stand to the right of these bars: they take that room too.
    room = (WIDTH - LABEL - NUMBER) / (WIDTH - LABEL)
    ax.set_xlim(0, room)
    for bar in ax.patches:
        bar.set_clip_on(False)
    _scale(ax, [], [])
    return ax


def one_term(table: pd.DataFrame, term: str) -> pd.DataFrame:
    """The rows of one term; the most used where none is asked for."""
    if "term" not in table.columns:
        return table
    known = list(dict.fromkeys(table["term"]))
    if term and term not in known:
        raise UsageError(f"unknown term {term!r}; the table has: {', '.join(known[:12])}.{nearest(term, known)}")
    if not term:
        used = table.groupby("term", sort=False)["n"].sum()
        term = used.idxmax() if len(used) else ""
    return table[table["term"] == term]


def _number(row: Any) -> str:
    """What stands beside a dot; of one article the count alone."""
    if not row.of:
        return "no names"
    return f"{row.n:,} of {row.of:,}" if row.low != row.low else f"{_percent(row.share)} of {row.of:,}"


def shortened(name: str, most: int) -> str:
    """A name that fits its column.

    Examples
    --------
    >>> shortened("Morning Courier", 10)
    'Morning C…'
    """
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %" if share == 0 or share >= 0.005 else "<1 %"


def _new_axes(rows: int) -> Axes:
    """Axes of a figure that a notebook shows."""
    import matplotlib.pyplot as plt

    return plt.figure(figsize=figure_size(rows)).add_axes(frame_of(rows))


def figure_size(rows: int) -> tuple[float, float]:
    """Inches of a chart with so many rows."""
    return WIDTH / 72, (ROW * max(1, rows) + 26) / 72


def frame_of(rows: int) -> tuple[float, float, float, float]:
    """Where the axes lie in it: names to the left, numbers to the right, the scale above."""
    height = ROW * max(1, rows) + 26
    return LABEL / WIDTH, 2 / height, (WIDTH - LABEL - NUMBER) / WIDTH, ROW * max(1, rows) / height


def _frame(ax: Axes, names: Sequence[str]) -> None:
    """Names of the rows as plain text: neither `$` nor a leading `_` means anything in them."""
    ax.set_ylim(max(1, len(names)) - 0.5, -0.5)
    ax.set_yticks([])
    for side in ax.spines.values():
        side.set_visible(False)
    for i, name in enumerate(names):
        short = shortened(name, LONGEST)
        place = (-LABEL / (WIDTH - LABEL - NUMBER), i)
        ax.text(*place, short, transform=ax.get_yaxis_transform(), va="center", size=SMALL, color=INK, parse_math=False)


def _scale(ax: Axes, ticks: Sequence[float], names: Sequence[str]) -> None:
    ax.xaxis.tick_top()
    ax.set_xticks(ticks, names, size=11, color=MUTED)
    ax.tick_params(axis="x", length=0, pad=2)
    ax.grid(axis="x", color=RULE, linewidth=0.8)
    ax.set_axisbelow(True)


def _dots(
    ax: Axes,
    table: pd.DataFrame,
    estimate: str,
    numbers: Sequence[str],
    colours: Mapping[str, str],
    links: Mapping[str, str],
) -> None:
    """One row a group: a line for the interval, a dot for the value, the number at the right.

    What has no interval (one article) has no dot.
    """
    import numpy as np

    groups = [str(group) for group in table.iloc[:, 0]]
    _frame(ax, groups)
    value, low, high = (table[column].to_numpy(float) for column in (estimate, "low", "high"))
    vague = (table["note"] != "").to_numpy(bool)
    colour = [MUTED if v else colours.get(group, ACCENT) for group, v in zip(groups, vague, strict=True)]
    rows = np.arange(len(groups))
    held = ~np.isnan(low)
    tint = [c for c, h in zip(colour, held, strict=True) if h]
    ax.hlines(rows[held], low[held], high[held], colors=tint, linewidth=np.where(vague, 1.2, 2.4)[held], alpha=0.75)
    dots = rows[held]
    drawn = ax.scatter(
        value[dots], dots, s=42, zorder=3, clip_on=False, linewidth=1.4,
        facecolors=["#ffffff" if vague[i] else colour[i] for i in dots], edgecolors=[colour[i] for i in dots],
    )  # fmt: skip
    drawn.set_urls([links.get(groups[i]) for i in dots])
    right = 1 + NUMBER / (WIDTH - LABEL - NUMBER)
    for i, number in enumerate(numbers):
        ax.text(
            right, i, number, transform=ax.get_yaxis_transform(), ha="right", va="center", size=SMALL,
            color=MUTED if vague[i] else INK, parse_math=False,
        )  # fmt: skip
