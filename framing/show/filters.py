"""All passages of a page in one list, to be narrowed by outlet, name and voice and searched with the browser's own search: no script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from framing.show.html import esc

if TYPE_CHECKING:
    from framing.show.ledger import Panel
    from framing.show.page import Page

VOICES = {"own": "own words", "reported": "reported", "quoted": "quoted"}
# Names to choose from: more than a reader looks over are no help.
MOST_NAMES = 24


def used_most(panels: Mapping[tuple[str, ...], Panel]) -> list[str]:
    """The names with most mentions behind a page's numbers, the most frequent first."""
    used: Counter[str] = Counter()
    for key, panel in panels.items():
        if key[0] == "names":
            used[key[3]] += panel.n
    return sorted(used, key=lambda name: (-used[name], name))[:MOST_NAMES]


def classes(key: tuple[str, ...], outlets: Sequence[str], names: Sequence[str]) -> str:
    """The classes of a panel by what it counts: its outlet's number; of a name its number and voice.

    Examples
    --------
    >>> classes(("names", "Herald", "people", "alien", "own", "body"), ["Courier", "Herald"], ["alien"])
    ' o1 t0 f-own'
    >>> classes(("sum", "Herald", "people", "", "", ""), ["Herald"], []), classes(("zone", "list"), ["Courier"], [])
    (' sum', '')
    """
    # What adds up others, or holds their passages once more, is left out of the list.
    if key[0] in ("sum", "told both", "period"):
        return " sum"
    owner = key[-1] if key[0] == "told" else key[1]
    outlet = f" o{outlets.index(owner)}" if owner in outlets else ""
    if key[0] != "names":
        return outlet
    return f"{outlet}{f' t{names.index(key[3])}' if key[3] in names else ''} f-{key[4]}"


def filters(page: Page) -> str:
    """Radio buttons for outlets, names and voices, and the rules that make them work; shown with the whole list."""
    outlets = {f"o{i}": name for i, name in enumerate(page.outlets)}
    names = {f"t{i}": name for i, name in enumerate(used_most(page.ledger.panels))}
    voices = {f"f-{voice}": name for voice, name in VOICES.items()}
    rules = "".join(
        f"#evidence:target:has(#{name}:checked) .panel:not(.{name}){{display:none}}"
        for name in (*outlets, *names, *voices)
    )
    return (
        f"<style>{rules}</style>"
        '<p class="note" id="all-passages"><a href="#evidence">All passages of this page in one list</a>: narrow them by outlet, name and voice, '
        "and search what is left with your browser’s own search. Where the list is closed, that search finds passages too, and opens them.</p>"
        f'<div class="filters">{_choice("Outlet", "by-outlet", outlets.items())}{_choice("Name", "by-name", names.items())}'
        f'{_choice("Names in", "by-voice", voices.items())}<p class="back"><a href="#all-passages">Close the list</a></p></div>'
    )


def _choice(legend: str, group: str, values: Iterable[tuple[str, str]]) -> str:
    buttons = "".join(
        f'<label><input type="radio" name="{group}" id="{name}"{" checked" * (not i)}>{esc(text, most=40)}</label> '
        for i, (name, text) in enumerate([(f"{group}-all", "all"), *values])
    )
    return f"<fieldset><legend>{legend}</legend>{buttons}</fieldset>"
