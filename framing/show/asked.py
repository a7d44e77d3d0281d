"""What a page asks: its title, and whether there is a difference to ask about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from framing.counting import READINGS
from framing.schema import WIRE

if TYPE_CHECKING:
    import pandas as pd

    from framing.show.page import Page


def question(kept: pd.DataFrame, referents: Sequence[str], outlets: Sequence[str]) -> str:
    """The question that two rival names put to the reader; of one outlet, how it names whom it names most.

    The rivals are the name used most and, of the names that another outlet prefers, the one used most: who says it is
    no question where one outlet says both.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [("A", "illegal alien")] * 3 + [("A", "illegal immigrant")] * 2 + [("B", "undocumented person")]
    >>> kept = pd.DataFrame(rows, columns=["outlet", "term"]).assign(referent="people", marked=True)
    >>> question(kept, ["people"], ["A", "B"])
    'Who says “illegal alien”, and who says “undocumented person”?'
    >>> question(kept, ["people"], ["A"])
    'How does A name people?'
    """
    one = outlets[0] if len(outlets) == 1 else ""
    if one:
        return f"How does {one} name {referents[0]}?" if referents else f"How does {one} name, source and tone events?"
    first = kept[(kept["referent"] == (referents or [""])[0]) & kept["marked"]]
    counts = first["term"].value_counts()
    ranked = sorted(counts.index, key=lambda t: (-counts[t], t))
    if len(ranked) < 2:
        return "How do these outlets name, source and tone the same events?"
    preferred = {_most_used(terms) for _, terms in first.groupby("outlet")["term"]}
    rivals = [term for term in ranked[1:] if term in preferred] or ranked[1:]
    return f"Who says “{ranked[0]}”, and who says “{rivals[0]}”?"


def _most_used(terms: pd.Series) -> str:
    counts = terms.value_counts()
    return min(counts.index, key=lambda t: (-counts[t], t))


def only_name(page: Page) -> str:
    """The one name that all outlets use where they mark the page's first referent, in its reading; "" where they differ."""
    rows = page.mentions
    rows = rows[(rows["referent"] == (page.referents or [""])[0]) & rows["marked"] & (rows["excluded"] == "")]
    rows = rows[(rows["zone"] == "body") & rows["voice"].isin(READINGS[page.reading]) & (rows["outlet"] != WIRE)]
    rows = rows[rows["outlet"].isin(page.outlets)]
    alike = rows["outlet"].nunique() > 1 and rows["term"].nunique() == 1
    return str(rows["term"].iloc[0]) if alike else ""
