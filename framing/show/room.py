"""What a page has room for, and in which order: outlets by their group, referents by how contested they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from framing.schema import WIRE

if TYPE_CHECKING:
    import pandas as pd

# Shown in full; the tables beside the page have the rest.
MOST_OUTLETS, MOST_REFERENTS, MOST_CELLS = 40, 12, 1_000
# Columns of a corpus that group its outlets, and the order of values that have one.
GROUPING = "leaning"
ORDER = ("left", "lean left", "left-center", "center-left", "center", "centre", "mixed", "right-center", "center-right",
         "lean right", "right")  # fmt: skip


def by_use(kept: pd.DataFrame, terms: pd.DataFrame) -> list[str]:
    """The lexicon's first referent with rival names in use, then the others by how contested and how frequent they are."""
    named = set(kept["referent"])
    lexicon = [referent for referent in dict.fromkeys(terms["referent"]) if referent in named]
    marked = kept[kept["marked"]]
    uses = marked.groupby(["referent", "term"]).size()
    beside, rivals = {}, {}
    for referent in lexicon:
        n = uses.get(referent, default=uses.head(0))
        beside[referent], rivals[referent] = int(n.sum() - n.max()) if len(n) else 0, len(n)
    first = [referent for referent in lexicon if rivals[referent] > 1][:1]
    all_names = kept["referent"].value_counts()
    rest = [referent for referent in lexicon if referent not in first]
    return [*first, *sorted(rest, key=lambda r: (-beside[r], -int(all_names[r]), r))]


def most_names(here: list[str], kept: pd.DataFrame, referents: list[str]) -> list[str]:
    """The outlets that a page can show: all, or those with most names of the first referent."""
    n = kept.loc[kept["referent"] == (referents or [""])[0], "outlet"].value_counts()
    return sorted(here, key=lambda outlet: (outlet != WIRE, -int(n.get(outlet, 0)), outlet))[:MOST_OUTLETS]


def capped(kept: pd.DataFrame, outlets: list[str], referents: list[str]) -> list[str]:
    """As many referents as a page can show."""
    kept = kept[kept["outlet"].isin(outlets)]
    cells = kept.drop_duplicates(["referent", "outlet", "term", "voice", "zone"])["referent"].value_counts()
    total = np.cumsum([int(cells.get(referent, 0)) for referent in referents])
    fit = int((total <= MOST_CELLS).sum())
    return referents[: max(1, min(fit, MOST_REFERENTS))]


def groups_of(articles: pd.DataFrame, order_by: str) -> dict[str, str]:
    """Each outlet's commonest value of the column that groups outlets."""
    column = order_by or GROUPING
    if column not in articles.columns or column == "outlet":
        return {}
    values = articles.assign(value=articles[column].fillna("").astype(str))
    counts = values[values["value"] != ""].groupby(["outlet", "value"]).size()
    return {outlet: rows.droplevel(0).idxmax() for outlet, rows in counts.groupby(level=0)}


def place(group: str) -> tuple[int, str]:
    low = group.lower()
    return (ORDER.index(low) if low in ORDER else len(ORDER), group)


def ordered(here: list[str], groups: dict[str, str], kept: pd.DataFrame, referents: list[str]) -> list[str]:
    """Outlets by group, then by how often they use the leading name of the first referent; the wire last."""
    first = kept[(kept["referent"] == (referents or [""])[0]) & kept["marked"]]
    leading = first["term"].value_counts()
    term = min(leading.index, key=lambda t: (-leading[t], t), default="")
    of = first["outlet"].value_counts()
    n = first.loc[first["term"] == term, "outlet"].value_counts()
    share = {outlet: n.get(outlet, 0) / of[outlet] if outlet in of else -1.0 for outlet in here}
    return sorted(here, key=lambda o: (o == WIRE, *place(groups.get(o, "")), -share[o], o))
