"""From an executed notebook to one self-contained page: normalised, rendered, checked."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from framing.errors import FramingError
from framing.places import PACKAGE

# A cell with this tag is for readers of the notebook: the page says it in words of its own.
NOTEBOOK_ONLY = "notebook-only"

_TAG = re.compile(r"<([a-zA-Z][\w-]*)((?:\s[^<>]*)?)>")
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_FORBIDDEN = {"script", "iframe", "object", "embed", "link", "base", "form", "img", "video", "audio", "source"}


def normalise(notebook: Any) -> Any:
    """What two equal runs share: cells with their HTML, without ids, counts, times, paths and streams.

    Parameters
    ----------
    notebook : NotebookNode
        Executed.

    Returns
    -------
    NotebookNode
        A new one; cells tagged `notebook-only` are left out.
    """
    from nbformat import v4

    cells = []
    for cell in notebook.cells:
        if NOTEBOOK_ONLY in cell.metadata.get("tags", []):
            continue
        if cell.cell_type == "markdown":
            cells.append(v4.new_markdown_cell(cell.source, id=cell.id))  # the place that the contents link to
        elif cell.cell_type == "code":
            shown = [output.data["text/html"] for output in cell.outputs if "text/html" in output.get("data", {})]
            outputs = [v4.new_output("display_data", {"text/html": html}) for html in shown]
            cells.append(v4.new_code_cell("", outputs=outputs))
    for i, cell in enumerate(cells):
        cell.id = cell.id if cell.cell_type == "markdown" else f"cell-{i}"
    return v4.new_notebook(cells=cells)


def to_html(notebook: Any, *, title: str) -> str:
    """Render a normalised notebook with the report's template.

    Raises
    ------
    FramingError
        The page would load or run something, or a link leads nowhere: a mistake in this package or in a notebook.
    """
    from nbconvert import HTMLExporter
    from nbconvert.exporters.templateexporter import TemplateExporter

    exporter = HTMLExporter(
        template_name="report", extra_template_basedirs=[str(PACKAGE / "template")], exclude_anchor_links=True
    )
    # HTMLExporter's own step after the template parses and rewrites the page for notebooks' images: seconds, and not ours.
    html, _ = TemplateExporter.from_notebook_node(exporter, notebook, resources={"title": escape(title)})
    html = "\n".join(line.rstrip() for line in html.split("\n") if line.strip()) + "\n"
    if wrong := faults(html):
        raise FramingError(f"the page is not published: {'; '.join(wrong[:3])}")
    return html


def faults(html: str) -> list[str]:
    """What a page must not hold: scripts, handlers, loads from elsewhere, doubled ids, links to no place on it.

    Links to other pages (`https:`) and to files beside the page are links, never loads, and pass.

    Examples
    --------
    >>> faults('<p id="a"><a href="#a">here</a></p>')
    []
    >>> faults('<p onclick="x()"><a href="#b">there</a></p>')
    ['attribute onclick in <p>', 'no target for #b']
    """
    found: list[str] = []
    ids: set[str] = set()
    targets: dict[str, None] = {}
    for name, inside in _TAG.findall(html):
        if name.lower() in _FORBIDDEN:
            found.append(f"element <{name}>")
        for attribute, double, single in _ATTRIBUTE.findall(inside):
            value = double or single
            if attribute == "id":
                if value in ids:
                    found.append(f"id {value} twice")
                ids.add(value)
            elif attribute.lower().startswith("on") or attribute in ("src", "srcset", "action", "ping"):
                found.append(f"attribute {attribute} in <{name}>")
            elif attribute in ("href", "xlink:href"):
                if value.startswith("#"):
                    targets[value[1:]] = None
                elif re.match(r"(?!https?:)\s*[a-z][a-z0-9+.-]*:", value, re.IGNORECASE):
                    found.append(f"link {value[:40]}")
    return found + [f"no target for #{target}" for target in targets if target not in ids]
