"""All passages of a page in one list, to be narrowed by outlet and voice and searched with the browser's own search: no script."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from framing.show.html import esc

if TYPE_CHECKING:
    from framing.show.page import Page

VOICES = {"own": "own words", "reported": "reported", "quoted": "quoted"}


def classes(key: tuple[str, ...], outlets: list[str]) -> str:
    """The classes of a panel by what it counts: its outlet's number, and the voice of names.

    Examples
    --------
    >>> classes(("names", "Herald", "people", "alien", "own", "body"), ["Courier", "Herald"])
    ' o1 f-own'
    >>> classes(("sum", "Herald", "people", "", "", ""), ["Courier", "Herald"]), classes(("zone", "list"), ["Courier"])
    (' sum', '')
    """
    if key[0] in ("sum", "told both"):
        return " sum"
    name = key[-1] if key[0] == "told" else key[1]
    outlet = f" o{outlets.index(name)}" if name in outlets else ""
    return outlet + (f" f-{key[4]}" if key[0] == "names" else "")


def filters(page: Page) -> str:
    """Radio buttons for outlets and voices, and the rules that make them work; shown with the whole list."""
    outlets = {f"o{i}": name for i, name in enumerate(page.outlets)}
    voices = {f"f-{voice}": name for voice, name in VOICES.items()}
    rules = "".join(
        f"#evidence:has(#{name}:checked) .panel:not(.{name}){{display:none}}" for name in (*outlets, *voices)
    )
    return (
        f"<style>{rules}</style>"
        '<p class="note" id="all-passages"><a href="#evidence">All passages of this page in one list</a>: narrow them by outlet and voice, and search them '
        "with your browser’s own search.</p>"
        f'<div class="filters">{_choice("Outlet", "by-outlet", outlets.items())}{_choice("Names in", "by-voice", voices.items())}'
        '<p class="back"><a href="#all-passages">Close the list</a></p></div>'
    )


def _choice(legend: str, group: str, values: Iterable[tuple[str, str]]) -> str:
    buttons = "".join(
        f'<label><input type="radio" name="{group}" id="{name}"{" checked" * (not i)}>{esc(text, most=40)}</label> '
        for i, (name, text) in enumerate([(f"{group}-all", "all"), *values])
    )
    return f"<fieldset><legend>{legend}</legend>{buttons}</fieldset>"
