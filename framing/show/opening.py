"""The head of a page: the question, what was found in one to three computed sentences, and where to go on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from framing.contrasts import contrasts
from framing.differences import LEVEL_Q
from framing.schema import WIRE
from framing.show.asked import only_name
from framing.show.html import Html, bdi, count, day, esc, interval, listed, percent
from framing.show.page import VOICE_WORDS, Page

if TYPE_CHECKING:
    import pandas as pd

# Outlets that a sentence can list; outlets with fewer marked names are not described by the one they use most.
MOST_LISTED, FEWEST_NAMES = 6, 5
# Outlets whose name is ranked in words; the rest is in the tables.
MOST_RANKED = 3

PLACES = {"left": "on the left", "center": "in the center", "centre": "in the centre", "right": "on the right"}

PARTS = {
    "compare": "Can these be compared?", "naming": "Names", "robust": "Would it hold otherwise?", "heard": "Who is heard",
    "words": "Words", "tone": "Tone", "passages": "One event", "fails": "Where this fails", "method": "Method, limits, provenance",
}  # fmt: skip


def compared(page: Page) -> pd.DataFrame:
    """The pairs of `contrasts` that can be tested, of the page's first referent; none where texts are single."""
    referent = page.referents[0] if page.referents else None
    table = contrasts(page.layers, by="outlet", referent=referent, reading=page.reading, **page.view)  # type: ignore[arg-type]
    return table[table["q"].notna() & (not page.single) & (referent is not None)].reset_index(drop=True)


def opening(page: Page, shares: pd.DataFrame, pairs: pd.DataFrame) -> Html:
    """Title, what the page rests on, findings, contents.

    Parameters
    ----------
    page : Page
    shares : DataFrame
        Of `shares` by outlet.
    pairs : DataFrame
        Of `compared`.
    """
    found = "".join(f'<p class="finding">{sentence}</p>' for sentence in findings(page, shares, pairs))
    return Html(
        f'<header><p class="kicker">How outlets name, source and tone the same events</p><h1>{esc(page.title)}</h1>'
        f'<p class="stand">{basis(page)}</p>{found}{contents(PARTS)}</header>'
    )


def contents(parts: Mapping[str, str]) -> str:
    """Links to the parts of a page, by the ids of their headings."""
    links = "".join(f'<li><a href="#{name}">{text}</a></li>' for name, text in parts.items())
    return f'<nav class="contents" aria-label="Contents"><ol>{links}</ol></nav>'


def basis(page: Page) -> str:
    """What a page rests on: articles, outlets, dates, lexicon."""
    articles = page.layers.articles
    mine = articles[articles["article_id"].isin(page.home)]
    dates = sorted(date for date in mine["published"] if date)
    ends = [day(date) for date in dict.fromkeys(dates[:1] + dates[-1:])]
    span = f", {' to '.join(ends)}" if ends else ""
    outlets = [outlet for outlet in (*page.outlets, *page.others) if outlet != WIRE]
    kind = "" if page.view["genre"] in ("all", "") else f" of genre {esc(page.view['genre'])}"
    what = f"{count(len(mine), 'article')}{kind} of {count(len(outlets), 'outlet')}{span}"
    return f"{what}; lexicon {esc(str(page.layers.about.get('lexicon', '')))} {esc(str(page.layers.about.get('lexicon_version', '')))}."


def findings(page: Page, shares: pd.DataFrame, pairs: pd.DataFrame) -> list[str]:
    """One to three sentences, as HTML, that say no more than the numbers allow."""
    if not page.referents:
        return ["None of the lexicon’s names occurs in these articles: there are no mentions to compare."]
    if page.single:
        return _text_by_text(page)
    first = shares[(shares["referent"] == page.referents[0]) & shares["outlet"].isin(page.outlets)]
    named = [
        outlet for outlet in page.outlets if outlet != WIRE and first.loc[first["outlet"] == outlet, "of"].max() > 0
    ]
    if not named:
        return [f"None of these outlets marks {esc(page.referents[0])} in its wording; what they leave out is below."]
    if len(named) == 1:
        return [_alone(page, named[0])]
    said = [_by_group(page, first, named) if len(named) > MOST_LISTED else _each(page, first, named)]
    if name := only_name(page):
        said.append(f"All that mark it use “{esc(name)}” alone: there is no difference between them to test.")
    return [sentence for sentence in (*said, _ranked(page, pairs), _alike(pairs)) if sentence]


def _alone(page: Page, outlet: str) -> str:
    """Why one outlet is compared with no other."""
    if sum(name != WIRE for name in page.outlets) == 1:
        return f"{bdi(outlet)} is the only outlet here: no comparison is possible."
    return f"Only {bdi(outlet)} names {esc(page.referents[0])} in words that mark it: no comparison is possible."


def _top(rows: pd.DataFrame) -> Any:
    """The row of the name used most; of equals, the first by name."""
    return min(rows.itertuples(), key=lambda row: (-row.n, row.term))


def _leader(rows: pd.DataFrame) -> str:
    """The name used most, or "" where several are."""
    most = rows.loc[rows["n"] == rows["n"].max(), "term"].tolist()
    return str(most[0]) if len(most) == 1 else ""


def _each(page: Page, first: pd.DataFrame, named: Sequence[str]) -> str:
    """Each outlet and the name it uses most."""
    parts = []
    for outlet in named:
        top = _top(first[first["outlet"] == outlet])
        bounds = f", {interval(top.low, top.high)}" if top.low == top.low else ""
        share = (
            f"{percent(top.share)} of {top.of:,}{bounds}"
            if top.articles > 1
            else f"{top.n:,} of {top.of:,}, one article"
        )
        panel = page.names(outlet, page.referents[0], terms=(top.term,), voices=_voices(page), zones=("body",))
        ties = _near(page, first[(first["outlet"] == outlet) & (first["term"] != top.term)], top)
        parts.append(f"{bdi(outlet)} “{esc(top.term)}” ({page.ledger.link(share, panel)}){ties}")
    return (
        f"For {esc(page.referents[0])}, the name each uses most where it marks them: {listed(parts)} "
        '<span class="small">share of names that mark it, n, 95 % interval</span>'
    )


def _near(page: Page, others: pd.DataFrame, top: Any) -> str:
    """The names that lie inside the interval of the one used most: it does not lead."""
    alike = sorted(others.loc[others["n"] == top.n, "term"])
    if alike:
        return f", as often as {listed([f'“{esc(term)}”' for term in alike])}"
    near = others[(others["share"] >= top.low) & (others["n"] > 0)].sort_values(["n", "term"], ascending=[False, True])
    if not len(near):
        return ""
    second = near.iloc[0]
    more = f" and {count(len(near) - 1, 'other name')}" if len(near) > 1 else ""
    share = _linked(page, second["outlet"], second["term"], second["share"])
    return f", hardly ahead of “{esc(second['term'])}” ({share}){more}"


def _voices(page: Page) -> tuple[str, ...]:
    from framing.counting import READINGS

    return tuple(READINGS[page.reading])


def _by_group(page: Page, first: pd.DataFrame, named: Sequence[str]) -> str:
    """How many outlets (of each group) use the leading name most: outlets counted, never pooled."""
    enough = [outlet for outlet in named if first.loc[first["outlet"] == outlet, "of"].max() >= FEWEST_NAMES]
    tops = {outlet: _leader(first[first["outlet"] == outlet]) for outlet in enough}
    common = Counter(top for top in tops.values() if top)
    if not common:
        return f"No name for {esc(page.referents[0])} leads in any outlet: others come as often." if enough else ""
    term = min(common, key=lambda t: (-common[t], t))
    leads = [other for other in sorted(common, key=lambda t: (-common[t], t)) if other != term][:1]
    parts: list[str] = []
    for group in dict.fromkeys(page.groups.get(outlet, "") for outlet in enough):
        inside = [outlet for outlet in enough if page.groups.get(outlet, "") == group]
        n = sum(tops[outlet] == term for outlet in inside)
        where = f" {PLACES[group]}" if group in PLACES else f" ({esc(group)})" * bool(group)
        parts.append(f"{n} of {len(inside)}{' outlets' * (not parts)}{where}")
    rival = f" Where another leads, it is most often “{esc(leads[0])}” ({common[leads[0]]})." if leads else ""
    even = sum(not top for top in tops.values())
    rival += f" In {count(even, 'outlet')} several names come equally often." if even else ""
    return (
        f"“{esc(term)}” is the name for {esc(page.referents[0])} used most by {listed(parts)}.{rival} "
        f'<span class="small">Outlets with at least {FEWEST_NAMES} names that mark it</span>'
    )


def _ranked(page: Page, pairs: pd.DataFrame) -> str:
    """For each outlet the name that it surely uses more often than most others do; the clearest outlets first."""
    sure = pairs[pairs["q"] < LEVEL_Q]
    if not len(sure):
        text = "No two outlets can be ranked: no difference has q below .05, which does not say that they write alike."
        return text if len(pairs) else ""
    below: dict[tuple[str, str], list[tuple[str, float]]] = {}
    uses: dict[tuple[str, str], tuple[int, float]] = {}
    for row in sure.itertuples():
        sides = [(row.target, row.n_target, row.share_target), (row.reference, row.n_reference, row.share_reference)]
        (more, n, high), (less, _, low) = sides if row.difference > 0 else sides[::-1]
        uses[row.term, more] = n, high
        below.setdefault((row.term, more), []).append((less, low))
    ranked = sorted(below, key=lambda key: (-len(below[key]), -uses[key][0], key))
    clearest = {outlet: (term, outlet) for term, outlet in reversed(ranked)}
    shown = [key for key in ranked if clearest[key[1]] == key][:MOST_RANKED]
    parts = [_more(page, *key, uses[key][1], below[key]) for key in shown]
    tested = count(len(pairs), "comparison")
    return f'{"; ".join(parts)} <span class="small">q &lt; .05 for each, over {tested} of all pairs and names</span>'


def _more(page: Page, term: str, outlet: str, share: float, others: list[tuple[str, float]]) -> str:
    # Links are made only for what is shown: each is a panel of the page.
    ordered = sorted(others, key=lambda pair: (pair[1], pair[0]))
    told = ordered if len(ordered) <= 4 else ordered[:3]
    shown = [f"{bdi(name)} ({_linked(page, name, term, low)})" for name, low in told]
    shown += [f"{len(ordered) - 3} others"] * (len(ordered) > 4)
    return f"{bdi(outlet)} uses “{esc(term)}” more often ({_linked(page, outlet, term, share)}) than {listed(shown)}"


def _linked(page: Page, outlet: str, term: str, share: float) -> str:
    """A share of the first referent's names as a link to the names that it counts."""
    panel = page.names(outlet, page.referents[0], terms=(term,), voices=_voices(page), zones=("body",))
    return page.ledger.link(percent(share).replace(" ", "&nbsp;"), panel)


def _alike(pairs: pd.DataFrame) -> str:
    """Pairs without a difference in any name: few enough to list, else how many."""
    if not len(pairs) or not (pairs["q"] < LEVEL_Q).any():
        return ""
    least = pairs.groupby(["target", "reference"], sort=False)["q"].min()
    alike = [pair for pair, q in least.items() if q >= LEVEL_Q]
    if not alike:
        return ""
    caution = "Not distinguishable is not alike."
    if len(alike) > 2:
        return f"{len(alike):,} of {len(least):,} pairs of outlets are not distinguishable in any name. {caution}"
    names = listed([f"{bdi(a)} and {bdi(b)}" for a, b in alike])
    return f"{names} are not distinguishable in any of these names. {caution}"


def _text_by_text(page: Page) -> list[str]:
    """What each single text calls whom, in counts."""
    referent = page.referents[0]
    rows = page.mentions[(page.mentions["referent"] == referent) & (page.mentions["excluded"] == "")]
    marking = set(rows.loc[rows["marked"], "outlet"])
    named = [outlet for outlet in page.outlets if outlet in marking]
    # Links are made only for what is shown: each is a panel of the page.
    shown = named if len(named) <= MOST_LISTED else named[: MOST_LISTED - 1]
    said = [f"{bdi(outlet)}: {'; '.join(_counts(page, outlet, referent))}." for outlet in shown]
    if len(named) > len(shown):
        said.append(f"{len(named) - len(shown)} other texts: in the tables below.")
    if silent := [bdi(outlet) for outlet in page.outlets if outlet not in marking]:
        shown = silent if len(silent) <= MOST_LISTED else [f"{len(silent)} texts"]
        said.append(f"{listed(shown)}: no name that marks {esc(referent)}.")
    n = len(page.home)
    texts = "This is one text (n = 1)" if n == 1 else f"These are {n} texts, one an outlet (n = 1 each)"
    which, shows = ("the text", "It shows") if n == 1 else ("each text", "They show")
    return [
        f"How {which} names {esc(referent)}, where it marks them. {' '.join(said)}",
        f"{texts}: not enough articles for a share, an interval or a ranking. {shows} how a text is written, not how its "
        "outlet writes.",
    ]


def _counts(page: Page, outlet: str, referent: str) -> list[str]:
    """The marked names of a referent in one text: how often, in whose words, where."""
    rows = page.mentions[(page.mentions["outlet"] == outlet) & (page.mentions["referent"] == referent)]
    rows = rows[(rows["excluded"] == "") & rows["marked"]]
    parts = []
    for term in sorted(set(rows["term"]), key=lambda t: (-(rows["term"] == t).sum(), t)):
        mine = rows[rows["term"] == term]
        link = page.ledger.link(f"{len(mine)}×", page.names(outlet, referent, terms=(term,)))
        spots = zip(mine["voice"], mine["zone"], strict=True)
        places = Counter(VOICE_WORDS[voice] if zone == "body" else zone for voice, zone in spots)
        where = listed([place if len(places) == 1 else f"{n} {place}" for place, n in places.most_common()])
        parts.append(f"“{esc(term)}” {link} ({where})")
    return parts
