"""The profile of one outlet: what its page is about, and how it stands among all others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from framing.counting import READINGS, check
from framing.differences import LEVEL_Q
from framing.errors import UsageError
from framing.layers import Layers
from framing.schema import WIRE
from framing.show.html import Html, bdi, count, esc, interval, listed, percent, table
from framing.show.name_tables import marked_terms, used_terms
from framing.show.opening import basis, contents
from framing.show.page import Page, open_page

if TYPE_CHECKING:
    import pandas as pd

PARTS = {
    "against": "Against all others", "voices": "In whose words", "heard": "Who is heard", "tone": "Tone", "years": "By year",
    "passages": "Passages", "fails": "Where this fails", "method": "Method and limits", "provenance": "Provenance",
}  # fmt: skip
# Referents told in the opening; others' shares count from this many names, fewer are chance.
MOST_TOLD, FEWEST_NAMES = 2, 5


@dataclass(frozen=True, eq=False)
class Profile:
    """One outlet and the rest.

    Attributes
    ----------
    outlet : str
    page : Page
        Of the outlet alone: its articles, its names, its passages. The measures still hold all outlets.
    all : Page
        Of all outlets, with the same choices.
    """

    outlet: str
    page: Page
    all: Page

    @property
    def title(self) -> str:
        return self.page.title

    @property
    def others(self) -> list[str]:
        """The other outlets with articles that count."""
        return [outlet for outlet in self.all.outlets + self.all.others if outlet not in (self.outlet, WIRE)]


def open_outlet(layers: Layers, *, outlet: str = "", title: str = "", **choices: Any) -> Profile:
    """Settle what the profile of an outlet shows.

    Parameters
    ----------
    layers : Layers
    outlet : str
        Empty: the one with most articles that count.
    title : str
        Empty: made of the outlet's name.
    **choices
        As in `open_page`, save the outlets.

    Returns
    -------
    Profile

    Raises
    ------
    UsageError
        As in `open_page`; an outlet without an article that counts.
    """
    if outlet:
        check(outlet, sorted(set(layers.articles["outlet"])), "outlet")
    everyone = open_page(layers, **choices)
    homes = list(everyone.home.values())
    names = sorted(set(homes) - {WIRE}, key=lambda name: (-homes.count(name), name))
    outlet = outlet or (names[0] if names else "")
    if outlet not in names:
        raise UsageError(
            f"outlet {outlet!r} has {everyone.silent.get(outlet, 'no article that counts')}; known: {', '.join(names)}."
        )
    mine = {article: home for article, home in everyone.home.items() if home == outlet}
    title = title or f"How does {outlet} name, source and tone what it reports?"
    # The measures get all layers; a list of one outlet and its articles alone make every part speak of it.
    page = replace(everyone, outlets=[outlet], others=[], home=mine, title=title, single=len(mine) == 1)
    return Profile(outlet, page, everyone)


def profile_opening(profile: Profile, tables: Mapping[str, pd.DataFrame]) -> Html:
    """Title, what the page rests on, what was found, contents."""
    # A link that is not shown has no way back to it: only what is told is written.
    named = [
        referent for referent in profile.page.referents if _names(profile, tables["shares"], referent) >= FEWEST_NAMES
    ]
    told = [_told(profile, tables, referent) for referent in named[:MOST_TOLD]] or [
        f"No referent has {FEWEST_NAMES} names that mark it in the wording of {bdi(profile.outlet)}: too few for a share."
    ]
    lines = "".join(f'<p class="finding">{sentence}</p>' for sentence in told)
    others = (
        f"beside {count(len(profile.others), 'other outlet')}"
        if profile.others
        else "alone: there is no other outlet to compare"
    )
    return Html(
        f'<header><p class="kicker">Profile of one outlet</p><h1>{esc(profile.title)}</h1>'
        f'<p class="stand">{basis(profile.page)} Shown {others}.</p>{lines}{contents(PARTS)}</header>'
    )


def _names(profile: Profile, shares: pd.DataFrame, referent: str) -> int:
    """How many names that mark a referent the outlet's wording has."""
    mine = shares[(shares["outlet"] == profile.outlet) & (shares["referent"] == referent)]
    return int(mine["of"].max()) if len(mine) else 0


def _told(profile: Profile, tables: Mapping[str, pd.DataFrame], referent: str) -> str:
    """Its leading name for a referent, its share, and where the other outlets lie."""
    shares = tables["shares"][tables["shares"]["referent"] == referent]
    mine = shares[shares["outlet"] == profile.outlet]
    top = min(mine.itertuples(), key=lambda row: (-row.n, row.term))
    panel = profile.page.names(
        profile.outlet, referent, terms=(top.term,), voices=tuple(READINGS[profile.page.reading]), zones=("body",)
    )  # fmt: skip
    number = profile.page.ledger.link(_plain(top), panel)
    rest = _range(profile, shares[shares["term"] == top.term])
    return f"For {esc(referent)} {bdi(profile.outlet)} writes “{esc(top.term)}” most ({number}){'; ' if rest else ''}{rest}."


def _plain(row: Any) -> str:
    """A share as STATISTICS lets a page say it: of one article the count alone."""
    bounds = interval(row.low, row.high)
    return (
        f"{percent(row.share)} of {row.of:,}{', ' * bool(bounds)}{bounds}"
        if row.articles > 1
        else f"{row.n:,} of {row.of:,}, one article"
    )


def _range(profile: Profile, rows: pd.DataFrame) -> str:
    """The others' lowest and highest share of a name, outlet by outlet: never pooled."""
    rest = [row for row in rows.itertuples() if row.outlet in profile.others and row.of >= FEWEST_NAMES]
    if not rest:
        return ""
    ranked = sorted(rest, key=lambda row: (row.share, row.outlet))
    low, high = ranked[0], ranked[-1]
    if low.share == high.share:
        return (
            f"the {len(ranked)} others each {percent(low.share)}"
            if len(ranked) > 1
            else f"{bdi(low.outlet)} {percent(low.share)}"
        )
    return f"the others {percent(low.share)} ({bdi(low.outlet)}) to {percent(high.share)} ({bdi(high.outlet)})"


def against(profile: Profile, tables: Mapping[str, pd.DataFrame]) -> Html:
    """Each referent's names in the outlet, beside the range of the other outlets and the tested pairs."""
    parts = [_against(profile, tables, referent) for referent in profile.page.referents]
    key = (
        f'<p class="key">Share of the names that mark a referent, in the body, {esc(profile.page.reading)}. Others: outlets with at least '
        f"{FEWEST_NAMES} such names, each for itself. <i>Surely more or less</i>: other outlets from which it differs with q &lt; "
        ".05 (Benjamini–Hochberg over all rows of <code>tables/contrasts.csv</code>); the others are not distinguishable, which is not alike."
        "</p>"
    )
    few = {referent: _names(profile, tables["shares"], referent) for referent in profile.page.referents}
    said = listed([f"{esc(referent)} ({n})" for referent, n in few.items() if n < FEWEST_NAMES])
    note = (
        f'<p class="note">Fewer than {FEWEST_NAMES} names that mark it here, too few for a share: {said}.</p>'
        if said
        else ""
    )
    if not parts:
        note = "<p>No names.</p>"
    return Html(f'<section class="part">{key if any(parts) else ""}{"".join(parts)}{note}</section>')


def _against(profile: Profile, tables: Mapping[str, pd.DataFrame], referent: str) -> str:
    shares, marking, pairs = (
        tables[name][tables[name]["referent"] == referent] for name in ("shares", "marking", "contrasts")
    )
    if _names(profile, shares, referent) < FEWEST_NAMES:
        return ""
    body = []
    if len(marking) and int(marking["of"].sum()) > int(marking["n"].sum()):
        body.append(
            _row(profile, marking, referent, "<i>marks it at all</i>", marked_terms(profile.page, referent), None)
        )
    everyone = replace(profile.page, outlets=[profile.outlet, *profile.others])
    own = shares[shares["outlet"] == profile.outlet].set_index("term")["n"]
    for term in sorted(used_terms(shares, everyone), key=lambda term: -int(own[term])):
        rows, tested = shares[shares["term"] == term], pairs[pairs["term"] == term]
        body.append(
            _row(profile, rows, referent, f"“{esc(term)}”<small>{esc(rows['label'].iloc[0])}</small>", (term,), tested)
        )
    head = ["Name", "here", "others, lowest", "median", "highest", "surely more than", "surely less than"]
    return table(head, body, caption=esc(referent[:1].upper() + referent[1:]), kind="stack")


def _row(
    profile: Profile, rows: pd.DataFrame, referent: str, name: str, terms: Sequence[str], tested: pd.DataFrame | None
) -> list[str]:
    """One name: the outlet's share, the others' lowest, median and highest, and the pairs that are told apart."""
    (mine,) = rows[rows["outlet"] == profile.outlet].itertuples()
    voices = tuple(READINGS[profile.page.reading])
    panel = profile.page.names(profile.outlet, referent, terms=terms, voices=voices, zones=("body",))
    here = '<span class="none">–</span>'
    if mine.of:
        bounds, counts = interval(mine.low, mine.high), f"{mine.n:,} of {mine.of:,}"
        one = mine.articles == 1
        number = profile.page.ledger.link(counts if one else percent(mine.share), panel)
        small = "one article" if one else f"{bounds}{' · ' * bool(bounds)}{counts}"
        here = f'<span class="{"vague" if mine.note else "sure"}">{number}<small>{small}</small></span>'
    rest = rows[rows["outlet"].isin(profile.others) & (rows["of"] >= FEWEST_NAMES)].sort_values(["share", "outlet"])
    ends = ["", "", ""]
    if len(rest):
        low, high = rest.iloc[0], rest.iloc[-1]
        ends = [f"{percent(low['share'])}<small>{bdi(low['outlet'], most=40)}</small>", percent(float(rest["share"].median())),
                f"{percent(high['share'])}<small>{bdi(high['outlet'], most=40)}</small>"]  # fmt: skip
    if tested is None:
        return [name, here, *ends, "", ""]
    sure = tested[tested["q"] < LEVEL_Q]
    n = int(tested["q"].notna().sum())
    sides = [int((sure["difference"] > 0).sum()), int((sure["difference"] < 0).sum())]
    return [name, here, *ends, *(f"{side} of {n}" if side else "" for side in sides)]
