"""A chart as SVG inside a page: text as text, in the page's colours, light and dark; and as a file beside it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.charts import ACCENT, GROUPS, INK, MUTED, RULE, figure_size, frame_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_EMPTY = re.compile(r"<g>\s*</g>|<g/>|<defs>\s*</defs>|<g>\s*(<(?:text|path)[^<>]*(?:/>|>[^<>]*</text>))\s*</g>")
# Dots an inch of a journal's page.
PRINT = 300
_COLOURS = {
    INK: "var(--ink)", MUTED: "var(--muted)", RULE: "var(--rule)", ACCENT: "var(--accent)", "#ffffff": "var(--paper)",
    "#8fb3cc": "var(--middle)", **{colour: f"var(--group-{i})" for i, colour in enumerate(GROUPS)},
}  # fmt: skip


def figure(
    draw: Callable[[Axes], Axes],
    *,
    rows: int,
    name: str,
    alt: str,
    size: tuple[float, float] | None = None,
    frame: tuple[float, float, float, float] | None = None,
) -> str:
    """Draw a chart, keep it as `out/figures/<name>.svg` and, at print size, `.png`, and give it as HTML.

    Parameters
    ----------
    draw : callable
        Draws into the axes it is given.
    rows : int
        Rows of the chart.
    name : str
        Of the file; unique on a page.
    alt : str
        What the chart shows, in a sentence: read out instead of it.
    size, frame : tuples, optional
        Inches of the figure and where the axes lie in it, where they are not those of `rows` in framing.charts.
    """
    import matplotlib
    from matplotlib.figure import Figure

    # A fixed salt makes the ids inside the SVG the same in every build, and different from the other charts'.
    settings: dict[Any, Any] = {"svg.fonttype": "none", "svg.hashsalt": name, "font.family": "DejaVu Sans"}
    with matplotlib.rc_context(settings):
        canvas = Figure(figsize=size or figure_size(rows), facecolor="none")
        draw(canvas.add_axes(frame or frame_of(rows), facecolor="none"))
        out = io.StringIO()
        canvas.savefig(out, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
        place = Path("out/figures") / f"{name}.svg"
        place.parent.mkdir(parents=True, exist_ok=True)
        canvas.savefig(place.with_suffix(".png"), dpi=PRINT, facecolor="white", metadata={"Software": None})
    text = _plain(out.getvalue())
    image = f'role="img" aria-label="{escape(alt)}"'
    # The file lies beside the page that has the panels.
    alone = text.replace("<svg ", f"<svg {image} ", 1).replace('<a xlink:href="#', '<a xlink:href="../index.html#')
    place.write_text(alone + "\n", encoding="utf-8", newline="\n")
    # An image holds no links. For who reads by keyboard or ear it is what it states: the same links stand in the table below.
    hidden = (
        _themed(text).replace("<a xlink:href", '<a tabindex="-1" href').replace("<svg ", '<svg aria-hidden="true" ', 1)
    )
    return f"<span {image}></span>{hidden}"


def _plain(svg: str) -> str:
    """Without prologue, metadata and comments, with ids of its own only where something refers to them."""
    svg = svg[svg.index("<svg ") :]
    svg = re.sub(r"<metadata>.*?</metadata>|<!--.*?-->|<style.*?</style>", "", svg, flags=re.DOTALL)
    svg = re.sub(r'<path d="[^"]*" style="fill: none"/>| target="_blank"| transform="rotate\(-0 [^"]*"', "", svg)
    used = set(re.findall(r"#([\w-]+)", svg))
    svg = re.sub(r' id="([^"]+)"', lambda found: found[0] if found[1] in used else "", svg)
    for _ in range(3):  # as deep as groups nest around nothing or around one thing
        svg = _EMPTY.sub(r"\1", svg)
    return re.sub(r"\s*\n\s*", "\n", svg).strip()


def _themed(svg: str) -> str:
    """In the colours and typefaces of the page."""
    for colour, name in _COLOURS.items():
        svg = svg.replace(colour, name)
    svg = svg.replace("font-family: 'DejaVu Sans'; ", "")
    return re.sub(r'(<svg [^>]*?) width="[^"]*"| height="[^"]*pt"', lambda found: found[1] or "", svg)
