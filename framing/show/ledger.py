"""From each number of a page to the passages that it counts, without a script: links to panels on the same page.

The finest cells (referent, term, outlet, voice, zone) hold passages, each written once; a coarser number links to a
panel that lists its cells.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

from framing.show.filters import classes, used_most
from framing.show.html import count, esc

# Passages of one cell at most; bytes that all panels may take, so that a page stays under 3 MB whatever the corpus.
MOST, BUDGET = 20, 2_000_000
# Bytes of a passage as a rule, of a panel without its passages, and of a line in it.
WEIGHT, FRAME, LINE = 440, 400, 100


@dataclass
class Panel:
    """What one number opens: passages of its own, the first `most` of them on the page, or the cells that it adds up."""

    id: str
    heading: str
    n: int
    rows: list[Any] = field(default_factory=list)
    cells: list[Panel] = field(default_factory=list)
    most: int = MOST

    @property
    def words(self) -> int:
        """What its passages add up to: as many as they are, where passages are counted and not their words."""
        return sum(row.n for row in self.rows)


@dataclass
class Ledger:
    """The panels that a page's numbers have asked for, in the order of asking.

    Attributes
    ----------
    seed : int
        Which passages are drawn where a cell has more than can be shown.
    write : callable
        A passage as HTML.
    panels : dict
        By key.
    """

    seed: int
    write: Callable[[Any], str]
    panels: dict[tuple[str, ...], Panel] = field(default_factory=dict)
    linked: set[str] = field(default_factory=set)

    def cell(self, key: tuple[str, ...], heading: str, rows: Iterable[Any], *, most: int = MOST) -> Panel:
        """The panel of a finest cell, of which `most` are shown; rows are tuples that begin with article_id and start, and say what each adds (n)."""
        if key not in self.panels:
            drawn = sorted(rows, key=lambda row: draw(self.seed, row[0], row[1]))
            self.panels[key] = Panel(anchor(key), heading, len(drawn), rows=drawn, most=most)
        return self.panels[key]

    def sum(self, key: tuple[str, ...], heading: str, cells: list[Panel]) -> Panel:
        """The panel of a number that adds up cells; one cell needs no list."""
        if len(cells) == 1:
            return cells[0]
        if key not in self.panels:
            self.panels[key] = Panel(anchor(key), heading, sum(cell.n for cell in cells), cells=cells)
        return self.panels[key]

    def link(self, text: str, panel: Panel | None) -> str:
        """A number as a link to its panel; a number that counts nothing is no link."""
        if panel is None or not panel.n:
            return text
        # The way back is to where the panel was first asked for.
        mark = "" if panel.id in self.linked else f' id="b{panel.id}"'
        self.linked.add(panel.id)
        return f'<a class="n"{mark} href="#{panel.id}">{text}</a>'

    def html(self, outlets: list[str]) -> str:
        """All panels, with classes for the filters of these outlets; as many passages a cell as fit the budget."""
        written = {row: self.write(row) for panel in self.panels.values() for row in panel.rows[: panel.most]}
        sizes = {row: len(text.encode()) for row, text in written.items()}
        most = next((k for k in range(MOST, 1, -1) if self._weight(sizes, k) <= BUDGET), 1)
        note = "" if most == MOST else (
            f'<p class="note">A panel shows at most {count(most, "passage")} so that this page stays small; '
            "<code>tables/evidence.csv</code> has all.</p>"
        )  # fmt: skip
        names = used_most(self.panels)
        marked = ((panel, classes(key, outlets, names)) for key, panel in self.panels.items())
        panels = "".join(self._panel(panel, written, most, marks) for panel, marks in marked)
        return f'{note}<div class="panels">{panels}</div>'

    def _weight(self, sizes: Mapping[Any, int], most: int) -> int:
        """Bytes of all panels, about, with so many passages in each."""
        return sum(
            FRAME + LINE * len(panel.cells) + sum(sizes[row] for row in panel.rows[: min(most, panel.most)])
            for panel in self.panels.values()
        )

    def _panel(self, panel: Panel, written: Mapping[Any, str], most: int, marks: str) -> str:
        back = f"b{panel.id}" if panel.id in self.linked else "content"
        if panel.cells:
            items = [f'<li><a href="#{cell.id}">{escape(cell.heading)}</a>: {cell.n:,}</li>' for cell in panel.cells]
            what = f"<p>{panel.n:,} in all, in {count(len(panel.cells), 'part')}:</p><ul>{''.join(items)}</ul>"
        else:
            shown = panel.rows[: min(most, panel.most)]
            part = "" if len(shown) == panel.n else f", {len(shown)} of them drawn by lot (seed {self.seed})"
            passages = "\n".join(written[row] for row in sorted(shown, key=lambda row: row[:2]))
            words = f"{count(panel.words, 'word')} in " if panel.words != panel.n else ""
            what = f'<p class="many">{words}{count(panel.n, "passage")}{part}</p><ol>{passages}</ol>'
        return (
            # Closed, it is still found by the browser's search, which opens it.
            f'<div class="panel{marks}" id="{panel.id}"><div hidden="until-found">'
            f'<p class="back"><a href="#{back}">Back to the number</a></p>'
            f"<h3>{esc(panel.heading)}</h3>{what}</div></div>\n"
        )


def anchor(key: tuple[str, ...]) -> str:
    """The id of a panel: from what it counts, so that it stays the same in every build.

    Examples
    --------
    >>> anchor(("cell", "Courier")) == anchor(("cell", "Courier"))
    True
    """
    return f"p-{hashlib.sha256(repr(key).encode('utf-8', 'replace')).hexdigest()[:10]}"


def draw(seed: int, article_id: str, start: int) -> str:
    """The lot of a passage, the same as in `framing.passages`: the smallest are shown, whatever order they come in.

    Examples
    --------
    >>> draw(0, "a", 1) == draw(0, "a", 1), draw(0, "a", 1) == draw(1, "a", 1)
    (True, False)
    """
    return hashlib.sha256(f"{seed}\t{article_id}\t{start}".encode("utf-8", "surrogatepass")).hexdigest()
