"""What a page is about: which outlets, which referents, in which order, and the passages behind its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from framing.counting import READINGS, check, main_genre, select
from framing.errors import UsageError
from framing.layers import Layers
from framing.schema import WIRE
from framing.show.asked import question
from framing.show.html import bdi, clean, esc, listed
from framing.show.ledger import Ledger, Panel
from framing.show.passage import grouped, in_sentences, writer
from framing.show.room import GROUPING, by_use, capped, groups_of, most_names, ordered, place

if TYPE_CHECKING:
    import pandas as pd

# Passages of a name in one year: they stand in the panels of the name too.
FEW = 5


@dataclass(frozen=True, eq=False)
class Page:
    """The choices of one page, from which all its parts are made.

    Attributes
    ----------
    layers : Layers
        Of the outlets asked for.
    outlets : list of str
        Shown, in this order, `(wire)` last: those with articles that count, or the ones with most names of them.
    others : list of str
        With articles that count, left to the tables beside the page.
    silent : dict
        Outlet without an article that counts, and why.
    groups : dict
        Outlet to its group (leaning …), where the corpus has such a column.
    referents : list of str
        Shown in full, in order.
    view : dict
        Genre and dates, for every measure.
    single : bool
        No outlet has more than one text: counts only.
    home : dict
        Article that counts, and the outlet it counts for.
    texts : dict
        Each article's row, by its article_id.
    """

    layers: Layers
    outlets: list[str]
    others: list[str]
    silent: dict[str, str]
    groups: dict[str, str]
    order_by: str
    referents: list[str]
    view: dict[str, str]
    reading: str
    single: bool
    home: dict[str, str]
    texts: dict[str, Any]
    title: str
    story: str
    ledger: Ledger

    @cached_property
    def mentions(self) -> pd.DataFrame:
        """Mentions in the articles that count, excluded ones too, with their outlet and their sentence's bounds."""
        found = self.layers.mentions
        found = found.assign(outlet=found["article_id"].map(self.home))
        return in_sentences(found[found["outlet"].notna()], self.layers.sentences)

    @cached_property
    def cells(self) -> dict[tuple[str, str], list[tuple[str, str, str, Panel]]]:
        """The finest cells of names that count: (outlet, referent) to their term, voice, zone and panel."""
        kept = self.mentions[self.mentions["excluded"] == ""]
        kept = kept[kept["outlet"].isin(self.outlets) & kept["referent"].isin(self.referents)]
        found = grouped(kept, ("outlet", "referent", "term", "voice", "zone"))
        cells: dict[tuple[str, str], list[tuple[str, str, str, Panel]]] = {}
        for key in sorted(found):
            outlet, referent, term, voice, zone = key
            heading = clean(f"{outlet}: “{term}”, {VOICE_WORDS[voice]}, {zone}")
            panel = self.ledger.cell(("names", *key), heading, found[key])
            cells.setdefault((outlet, referent), []).append((term, voice, zone, panel))
        return cells

    def names(
        self,
        outlet: str,
        referent: str,
        *,
        terms: Sequence[str] = (),
        voices: Sequence[str] = (),
        zones: Sequence[str] = (),
    ) -> Panel | None:
        """The panel of the names of a referent in an outlet, of some terms, voices and zones; of all, where none is named."""
        fitting = [
            panel
            for term, voice, zone, panel in self.cells.get((outlet, referent), [])
            if (not terms or term in terms) and (not voices or voice in voices) and (not zones or zone in zones)
        ]
        if not fitting:
            return None
        what = f"“{terms[0]}”" if len(terms) == 1 else referent
        where = listed([VOICE_WORDS[v] for v in voices] or ["all voices"])
        key = ("sum", outlet, referent, "|".join(terms), "|".join(voices), "|".join(zones))
        return self.ledger.sum(key, clean(f"{outlet}: {what}, {where}"), fitting)

    def in_period(self, outlet: str, referent: str, term: str, period: str) -> Panel | None:
        """The panel of a name in the page's reading and the body, in the articles of a year."""
        rows = self.mentions
        rows = rows[(rows["outlet"] == outlet) & (rows["referent"] == referent) & (rows["term"] == term)]
        rows = rows[(rows["excluded"] == "") & (rows["zone"] == "body") & rows["voice"].isin(READINGS[self.reading])]
        held = [self.texts[article].published[:4] == period for article in rows["article_id"]]
        found = grouped(rows[held], ("term",)).get((term,))
        heading = clean(f"{outlet}: “{term}”, {period or 'no date'}")
        return self.ledger.cell(("period", outlet, referent, term, period), heading, found, most=FEW) if found else None

    def label(self, outlet: str) -> str:
        """An outlet's name as HTML, with its group in words and colour."""
        group = self.groups.get(outlet, "")
        mark = f' <span class="group g{self.colour(outlet)}">{esc(group)}</span>' if group else ""
        return f"{bdi(outlet, most=60)}{mark}"

    def colour(self, outlet: str) -> int:
        """Which of the page's colours an outlet's group has."""
        known = sorted(set(self.groups.values()), key=place)
        return known.index(self.groups[outlet]) % 5 if outlet in self.groups else 0


VOICE_WORDS = {"own": "own words", "reported": "reported", "quoted": "quoted"}


def open_page(
    layers: Layers,
    *,
    referents: Sequence[str] = (),
    outlets: Sequence[str] = (),
    genre: str = "main",
    since: str = "",
    until: str = "",
    reading: str = "wording",
    order_by: str = "",
    seed: int = 0,
    title: str = "",
    story: str = "",
) -> Page:
    """Settle what a page shows, from the parameters of its notebook.

    Parameters
    ----------
    layers : Layers
    referents, outlets : sequence of str
        Empty: the referents with most names; all outlets.
    genre, since, until, reading : str
        As in every measure. Where no outlet has more than one text, "main" is every genre.
    order_by : str
        A column that groups outlets; empty: `leaning`, where the corpus has it.
    seed : int
        Which passages are drawn.
    title, story : str
        Empty: a question made of the two names that are used most; the story that most outlets tell.

    Returns
    -------
    Page

    Raises
    ------
    UsageError
        An outlet, referent, genre, reading, date, column or story that does not exist; the nearest is named.
    """
    articles = layers.articles
    for outlet in outlets:
        check(outlet, sorted(set(articles["outlet"])), "outlet")
    for referent in referents:
        check(referent, list(dict.fromkeys(layers.terms["referent"])), "referent")
    check(reading, READINGS, "reading")
    if order_by:
        check(order_by, [c for c in articles.columns if c not in ("text", "sha256")], "column")
    if story:
        check(story, sorted(set(articles["story"]) - {""}), "story")
    layers = _only(layers, outlets)
    single = bool(layers.articles["outlet"].value_counts().max() == 1) if len(layers.articles) else True
    genre = "all" if genre == "main" and single else genre
    view = {"genre": genre, "since": since, "until": until}
    chosen = select(layers, "outlet", **view)  # type: ignore[arg-type]
    if not len(chosen.ids):
        raise UsageError(f"no article is left with genre={genre!r}, since={since!r}, until={until!r}")
    if genre == "main":
        view["genre"] = main_genre(layers.articles)
    names = list(chosen.groups["outlet"])
    home = {article: names[k] for article, k in zip(chosen.ids, chosen.base.tolist(), strict=True)}
    kept = layers.mentions[layers.mentions["article_id"].isin(home) & (layers.mentions["excluded"] == "")]
    kept = kept.assign(outlet=kept["article_id"].map(home))
    wanted = list(referents) or by_use(kept, layers.terms)
    groups = groups_of(layers.articles, order_by)
    here = [name for name, why in zip(names, chosen.why, strict=True) if not why]
    shown = most_names(here, kept, wanted)
    texts = {row.article_id: row for row in _with_headlines(layers).itertuples(index=False)}
    return Page(
        layers=layers, outlets=ordered(shown, groups, kept, wanted), others=[name for name in here if name not in shown],
        silent={name: why for name, why in zip(names, chosen.why, strict=True) if why}, groups=groups,
        order_by=order_by or (GROUPING if groups else ""), referents=wanted if referents else capped(kept, shown, wanted),
        view=view, reading=reading, single=single, home=home, texts=texts, title=title or question(kept, wanted, [name for name in here if name != WIRE]),
        story=story, ledger=Ledger(seed, writer(texts)),
    )  # fmt: skip


def _with_headlines(layers: Layers) -> pd.DataFrame:
    """The articles; one without a headline of its own takes the first line that is labelled as one."""
    zones = layers.zones[layers.zones["zone"] == "headline"].drop_duplicates("article_id").set_index("article_id")
    texts = layers.articles.set_index("article_id")["text"]
    lines = {
        article: texts[article][row.start : row.end]
        for article, row in zip(zones.index, zones.itertuples(), strict=True)
    }
    pairs = zip(layers.articles["article_id"], layers.articles["headline"], strict=True)
    return layers.articles.assign(headline=[headline or lines.get(article, "") for article, headline in pairs])


def _only(layers: Layers, outlets: Sequence[str]) -> Layers:
    """The layers of some outlets; of all, where none is named."""
    from dataclasses import replace

    if not outlets:
        return layers
    articles = layers.articles[layers.articles["outlet"].isin(outlets)].reset_index(drop=True)
    ids = set(articles["article_id"])
    spans: dict[str, Any] = {}
    for name in ("zones", "sentences", "voices", "mentions", "words"):
        table = getattr(layers, name)
        spans[name] = table[table["article_id"].isin(ids)].reset_index(drop=True)
    return replace(layers, articles=articles, **spans)
