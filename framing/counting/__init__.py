"""Which articles and spans count, in which group and as which unit: the one place that decides it.

Every measure starts here, so that a number and the passages behind it never disagree.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypedDict, Unpack

import numpy as np
from numpy.typing import NDArray

from framing.counting.groups import (
    DERIVED,
    STORY,
    UNIT,
    Columns,
    combinations,
    crossing,
    factor,
    group_columns,
    keys,
    one_of_each,
    places,
    plain_columns,
    stands_above,
    why,
)
from framing.errors import UsageError, nearest
from framing.layers import Layers
from framing.schema import VOICES, WIRE, ZONES
from framing.spans import numbers
from framing.sums import Ints

if TYPE_CHECKING:
    import pandas as pd

READINGS = {"wording": ("own", "reported"), "claim": ("own",), "all": VOICES}


class Filters(TypedDict, total=False):
    """What counts; every measure takes these by keyword.

    zone : "body" (default), another zone, several joined by a plus ("body+headline"), or "all"
    reading : whose words count. "wording": all but quotations (who chose the words); "claim": own words alone (who
        vouches for them); "all". Where `by` names the voice, all voices count, each in its row
    genre : "main" (default: the corpus's commonest), a genre, or "all"
    since, until : ISO dates or their beginnings ("2017", "2017-03"), inclusive; a date must lie inside at its precision
    copies : "first" (default) counts an outlet's first copy of a text, and sets what several outlets print aside as
        the outlet "(wire)", once; "all" counts each copy where it stands, though copies remain one unit of the interval
    """

    zone: str
    reading: str
    genre: str
    since: str
    until: str
    copies: str


DEFAULTS: Filters = {"zone": "body", "reading": "wording", "genre": "main", "since": "", "until": "", "copies": "first"}


@dataclass(frozen=True, eq=False)
class Selection:
    """The articles that count, in their groups.

    Attributes
    ----------
    layers : Layers
    by : tuple of str
        The group columns of the result.
    groups : DataFrame
        Every group of the corpus, the silent ones too: one row each, columns `by`.
    outer : array (K,)
        For each group that is counted in, its row of `groups`: the same, but where `by` stands above the outlet
        the outlets are counted singly.
    ids : Index
        The article_id of each article that counts.
    base, unit, story : arrays (articles,)
        Code of its combination of article columns, of its cluster, of its story.
    voices, zones : tuples of str
        What counts, and, where `by` names them, what is told apart.
    why : list of str
        For each row of `groups`, why no article of it counts, or "".
    """

    layers: Layers
    by: tuple[str, ...]
    groups: pd.DataFrame
    outer: Ints
    ids: pd.Index
    base: Ints
    unit: Ints
    story: Ints
    voices: tuple[str, ...]
    zones: tuple[str, ...]
    why: list[str]

    @cached_property
    def wire(self) -> NDArray[np.bool_]:
        """By row of `groups`: whether it is of texts that several outlets print."""
        return np.asarray((self.groups == WIRE).any(axis=1), np.bool_)

    @cached_property
    def names(self) -> Columns:
        """The columns of `groups`."""
        return {column: self.groups[column].to_numpy(object) for column in self.by}

    @property
    def above(self) -> bool:
        """Whether the groups hold several outlets, which are then their unit."""
        return len(self.outer) > len(self.groups)

    @cached_property
    def named(self) -> tuple[Ints, Ints, Ints, Ints]:
        """Mentions that count, added up by article, group and term (its number among all `rivals`): these, and how many.

        Found once: a measure asks for one referent after another.
        """
        rivals = self.layers.rivals.items()
        known = {key: i for i, key in enumerate((name, term) for name, terms in rivals for term, *_ in terms)}
        found = []
        for part in self.layers.parts("mentions"):
            used = part.mentions[(part.mentions["excluded"] == "").to_numpy()]
            at, article, group = self.find(used)
            names = zip(*(used[name].to_numpy(object)[at] for name in ("referent", "term")), strict=True)
            term = np.array([known.get(name, -1) for name in names], np.int64)
            found.append((group[term >= 0], article[term >= 0], term[term >= 0], np.ones((term >= 0).sum(), np.int64)))
        return self._added(found, (len(self.ids), len(known)))

    @cached_property
    def worded(self) -> tuple[Ints, Ints, Ints]:
        """Words that count, added up by article and group: these, and how many."""
        found = []
        for part in self.layers.parts("words"):
            at, article, group = self.find(part.words)
            found.append((group, article, np.zeros_like(group), part.words["n"].to_numpy()[at]))
        article, group, _, n = self._added(found, (len(self.ids), 1))
        return article, group, n

    def _added(
        self, parts: Sequence[tuple[Ints, Ints, Ints, Ints]], shape: tuple[int, int]
    ) -> tuple[Ints, Ints, Ints, Ints]:
        """Amounts by group, article and term, added over parts: article, group, term and amount of each sum."""
        articles, terms = (max(1, size) for size in shape)
        keys, sums = [], []
        for group, article, term, n in parts:
            key, at = np.unique((group * articles + article) * terms + term, return_inverse=True)
            keys.append(key)
            sums.append(np.bincount(at.reshape(-1), n, len(key)).astype(np.int64))
        # An article stands in one part only.
        key, n = np.concatenate(keys), np.concatenate(sums)
        return key // terms % articles, key // (terms * articles), key % terms, n

    def find(self, table: pd.DataFrame) -> tuple[Ints, Ints, Ints]:
        """The rows of a table of spans that count: their positions, articles and groups."""
        article = numbers(table["article_id"], self.ids)
        voices, zones = numbers(table["voice"], self.voices), numbers(table["zone"], self.zones)
        at = np.flatnonzero((article >= 0) & (voices >= 0) & (zones >= 0))
        group = self.base[article[at]]
        if "voice" in self.by:
            group = group * len(self.voices) + voices[at]
        if "zone" in self.by:
            group = group * len(self.zones) + zones[at]
        return at, article[at], group


def check(value: str, known: Iterable[str], what: str) -> str:
    """The value itself, if it is known.

    Raises
    ------
    UsageError
        Names what exists and the nearest.

    Examples
    --------
    >>> check("body", ["body", "headline"], "zone")
    'body'
    """
    known = list(dict.fromkeys(known))
    if value in known:
        return value
    shown = ", ".join(known[:12]) + (f" and {len(known) - 12} more" if len(known) > 12 else "")
    raise UsageError(f"unknown {what} {value!r}; known: {shown}.{nearest(str(value), known)}")


def select(layers: Layers, by: str | Sequence[str] = "outlet", **filters: Unpack[Filters]) -> Selection:
    """Decide which articles count and which groups there are; `Filters` says what each argument means.

    Raises
    ------
    UsageError
        An argument, column, zone, reading, genre, date or choice that does not exist; the nearest is named.
    """
    import pandas as pd

    articles = layers.articles
    by = _columns(by, articles)
    choice = _checked(layers, filters)
    told = tuple(column for column in ("voice", "zone") if column in by)
    voices = VOICES if "voice" in told else READINGS[choice["reading"]]
    zones = _zones(layers, choice["zone"], told)
    above = tuple(column for column in by if stands_above(articles, column))
    table = group_columns(articles, (*by, "outlet"), choice["copies"], above)
    reasons = _reasons(table, choice["genre"], choice["since"], choice["until"])
    kept = one_of_each(table, np.flatnonzero(reasons == ""), choice["copies"])
    own = [column for column in by if column not in told]
    inner = [*own, "outlet"] if above and "outlet" not in by else own
    singles = combinations((table, plain_columns(articles, inner)), inner)
    crossed = list(keys(crossing(singles, inner, {"voice": voices, "zone": zones}, told), by))
    groups = list(dict.fromkeys(crossed))
    counted = {column: values[kept] for column, values in table.items()}
    return Selection(
        layers=layers,
        by=by,
        groups=pd.DataFrame(groups, columns=list(by), dtype="str"),
        outer=places(groups, crossed),
        ids=pd.Index(counted["article_id"], dtype="str"),
        base=places(singles, keys(counted, inner)),
        unit=factor(counted[UNIT]),
        story=factor(counted[STORY]),
        voices=voices,
        zones=zones,
        why=why(groups, by, dict(zip(keys(table, own), reasons.tolist(), strict=True)) if own else {}, counted, own),
    )


def _checked(layers: Layers, filters: Filters) -> Filters:
    """The filters with their defaults, or an error that names the nearest."""
    for name in filters:
        check(name, DEFAULTS, "argument")
    choice: Filters = {**DEFAULTS, **filters}
    for zone in choice["zone"].split("+"):
        check(zone, (*ZONES, "all") if "+" not in choice["zone"] else ZONES, "zone")
    check(choice["reading"], READINGS, "reading")
    check(choice["copies"], ("first", "all"), "choice of copies")
    check(choice["genre"], ("main", "all", *sorted(layers.articles["genre"].unique())), "genre")
    for bound in (choice["since"], choice["until"]):
        if not re.fullmatch(r"(\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?)?", bound):
            raise UsageError(f"date {bound!r}: write YYYY, YYYY-MM or YYYY-MM-DD")
    return choice


def _zones(layers: Layers, zone: str, told: Sequence[str]) -> tuple[str, ...]:
    if "zone" in told:
        there = set().union(*(part.words["zone"] for part in layers.parts("words")))
        return tuple(z for z in ZONES if z in there)
    return ZONES if zone == "all" else tuple(zone.split("+"))


def _columns(by: str | Sequence[str], articles: pd.DataFrame) -> tuple[str, ...]:
    by = (by,) if isinstance(by, str) else tuple(by)
    known = [*(column for column in articles.columns if column not in ("text", "sha256")), *DERIVED]
    for column in by:
        check(column, known, "column")
    if not by or len(set(by)) < len(by):
        raise UsageError(f"by={list(by)}: name at least one column, each once")
    return by


def _reasons(table: Columns, genre: str, since: str, until: str) -> NDArray[np.object_]:
    """By article: why it is left out, or ""."""
    if genre == "main":
        genre = main_genre(table)
    reasons = np.full(len(table["genre"]), "", object)
    for bound, sign in [pair for pair in ((since, 1), (until, -1)) if pair[0]]:
        outside = [not _inside(published, bound, sign) for published in table["published"]]
        reasons[np.array(outside, np.bool_)] = "no articles in these dates"
    if genre != "all":
        reasons[table["genre"] != genre] = f"no articles of genre {genre}"
    return reasons


def main_genre(articles: Mapping[str, Iterable[str]]) -> str:
    """The commonest genre of a table of articles; of equals, the first by name.

    Examples
    --------
    >>> main_genre({"genre": ["opinion", "news", "news"]})
    'news'
    """
    counts = Counter(articles["genre"])
    return min(counts, key=lambda genre: (-counts[genre], genre), default="all")


def _inside(published: str, bound: str, sign: int) -> bool:
    """Whether a date, however coarse, lies wholly on the right side of a bound."""
    length = min(len(published), len(bound))
    mine, theirs = published[:length], bound[:length]
    if mine == theirs:
        return len(published) >= len(bound)
    return (mine > theirs) == (sign > 0)
