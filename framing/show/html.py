"""Text as a page may show it: escaped at the source, without characters that reorder or steer; numbers as people read them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from framing.text import count as count

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip
# Controls, and the marks that reorder what is displayed after them.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufff9-\ufffc\ufeff]")
_MARKS = re.compile("([\u0300-\u036f]{3})[\u0300-\u036f]+")


class Html(str):
    """HTML that a notebook shows as such."""

    def _repr_html_(self) -> str:
        return str(self)


def clean(text: str, *, most: int = 400) -> str:
    """Text for display: one line, without control and reordering characters, at most so many characters.

    Examples
    --------
    >>> clean("abc\u202egnp.exe\\n\\nnext"), clean("abcdefgh", most=5)
    ('abcgnp.exe next', 'abcd…')
    """
    text = " ".join(_MARKS.sub(r"\1", _UNSEEN.sub("", text.replace("\n", " "))).split())
    text = text.encode("utf-8", "replace").decode("utf-8")
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def esc(text: str, *, most: int = 400) -> str:
    """Text as HTML.

    Examples
    --------
    >>> esc('<b>"x"</b>')
    '&lt;b&gt;&quot;x&quot;&lt;/b&gt;'
    """
    return escape(clean(text, most=most))


def bdi(text: str, *, most: int = 200) -> str:
    """Text of others inside ours: its direction stays its own."""
    return f"<bdi>{esc(text, most=most)}</bdi>"


def percent(share: float) -> str:
    """A share as per cent; nothing measured is a dash, and little is not nothing.

    Examples
    --------
    >>> percent(0.614), percent(0.002), percent(0.0), percent(float("nan"))
    ('61 %', '<1 %', '0 %', '–')
    """
    if share != share:
        return "–"
    if 0 < share < 0.005:
        return "<1 %"
    return f"{100 * share:.0f} %"


def interval(low: float, high: float) -> str:
    """A 95 % interval of a share, in per cent.

    Examples
    --------
    >>> interval(0.4512, 0.8)
    '45–80'
    """
    return "" if low != low or high != high else f"{100 * low:.0f}–{100 * high:.0f}"


def signed(value: float) -> str:
    """A valence with its sign.

    Examples
    --------
    >>> signed(0.125), signed(-0.2), signed(float("nan"))
    ('+.12', '−.20', '–')
    """
    if value != value:
        return "–"
    size = f"{abs(value):.2f}"
    return ("−" if value < 0 and float(size) else "+" if float(size) else "") + size.removeprefix("0")


def day(published: str) -> str:
    """A date of any precision in words.

    Examples
    --------
    >>> day("2017-03-22"), day("2017-03"), day("2017"), day("")
    ('22 March 2017', 'March 2017', '2017', 'no date')
    """
    if not published:
        return "no date"
    year, month, date = [*published.split("-"), "", ""][:3]
    return " ".join(part for part in (date.lstrip("0"), MONTHS[int(month) - 1] if month else "", year) if part)


def listed(items: Sequence[str], *, last: str = "and") -> str:
    """Items as a sentence lists them.

    Examples
    --------
    >>> listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"], last="or")
    ('a', 'a and b', 'a, b or c')
    """
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def table(
    head: Sequence[str], rows: Sequence[Sequence[str]], *, caption: str, kind: str = "", text: Sequence[int] = ()
) -> str:
    """A table of HTML cells: the first of a row is its header; it scrolls in a box of its own, or stacks on phones.

    Parameters
    ----------
    head : sequence of HTML
        One a column.
    rows : sequence of sequences of HTML
        A row of one cell is a heading over the rows that follow.
    caption : HTML
    kind : str
        A class of page.css: "stack" where a row becomes a block on a phone.
    text : sequence of int
        Columns that hold text, which begins at the left; numbers end at the right.
    """
    sides = [' class="t"' if i in text else "" for i in range(len(head))]
    titles = "".join(f'<th scope="col"{side}>{cell}</th>' for cell, side in zip(head, sides, strict=True))
    labels = [re.sub(r"<[^>]+>", " ", cell).strip() for cell in head]
    body: list[str] = []
    for row in rows:
        if len(row) == 1:
            body.append(
                f'</tbody><tbody><tr class="over"><th colspan="{len(head)}" scope="rowgroup">{row[0]}</th></tr>'
            )
            continue
        cells = zip(labels[1:], sides[1:], row[1:], strict=True)
        data = "".join(f'<td{side} data-label="{label}">{cell}</td>' for label, side, cell in cells)
        body.append(f'<tr><th scope="row">{row[0]}</th>{data}</tr>')
    lines = "\n".join(body)
    name = re.sub(r"<[^>]+>", " ", caption.partition("<span")[0]).strip()
    # Who reads by keyboard scrolls a box by the links in it; a box without links must take the focus itself.
    focus = "" if "<a " in lines else f' tabindex="0" role="region" aria-label="{name}"'
    return (
        f'<div class="scroll"{focus}><table class="{kind}"><caption>{caption}</caption><thead><tr>{titles}</tr></thead>'
        f"<tbody>{lines}</tbody></table></div>"
    ).replace("<tbody></tbody>", "")
