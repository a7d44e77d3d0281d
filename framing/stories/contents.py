"""Within a story: what one outlet carries and another does not, and whether it could have been there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from statistics import median
from typing import TYPE_CHECKING, NamedTuple, Unpack

from framing.counting import Filters, check, select
from framing.errors import UsageError
from framing.stories.items import KINDS, Occurrence, by_story, occurrences

if TYPE_CHECKING:
    import pandas as pd

    from framing.layers import Layers

COLUMNS = {
    "story": "str", "kind": "str", "item": "str", "outlet": "str", "n": "int64", "articles": "int64", "words": "int64",
    "first_date": "str", "note": "str", "article_id": "str", "start": "Int32", "end": "Int32",
}  # fmt: skip
# An outlet with less than this share of the words of those that carry a thing had less room for it.
ROOM = 0.5
EARLIER, SHORTER, FEWER = "earlier than those that carry it", "much shorter", "fewer articles"


class Told(NamedTuple):
    """What an outlet printed of a story: its articles, the words of their bodies, first and last date, if these are days."""

    articles: int
    words: int
    first: str
    last: str
    dated: bool


# A story, the outlet of each of its articles, what each outlet printed, and what they hold.
StoryTold = tuple[str, dict[str, str], dict[str, Told], list[Occurrence]]


def story_contents(layers: Layers, *, story: str = "", **filters: Unpack[Filters]) -> pd.DataFrame:
    """For each story that several outlets tell: which speakers, quotations, terms and figures each of them carries.

    Absence is not omission: a thing may have been said after an article was written, may not have fitted, or may stand in
    an article that the corpus does not hold. For every row without an occurrence `note` says what could account for it;
    an empty note says only that length, number of articles and dates do not.

    Parameters
    ----------
    layers : Layers
        With stories: a column of the corpus, or an accepted `stories.csv` (see `propose_stories`).
    story : str, optional
        This story alone.
    **filters
        genre, since, until and copies as in `framing.shares`. The body counts, in every voice.

    Returns
    -------
    DataFrame
        story, kind (speaker, quotation, term, figure), item, outlet; n (times in the outlet's articles on the story),
        articles and words (what the outlet printed on the story: articles, words of their bodies), first_date (of these),
        note (where n is 0: "earlier than those that carry it", "much shorter", "fewer articles"), and the first
        occurrence: article_id, start, end (empty where n is 0). Every outlet of the story has a row for each item. Speakers
        are those with a name; figures are numbers with their noun.

    Raises
    ------
    UsageError
        No article has a story, or not the one that is asked for.

    Examples
    --------
    >>> import framing as fr
    >>> layers = fr.annotate(fr.read_corpus("corpus/demo"))
    >>> table = fr.story_contents(layers, story="flood")
    >>> table.loc[table["item"] == "86 cots", ["outlet", "n"]].values.tolist()
    [['Courier', 0], ['Herald', 0], ['Ledger', 1], ['Tribune', 0]]
    """
    return contents_of(stories_told(layers, story=story, **filters))


def contents_of(stories: Sequence[StoryTold]) -> pd.DataFrame:
    """As `story_contents`, of stories as `stories_told` found them."""
    import pandas as pd

    rows = []
    for name, outlets, told, found in stories:
        by_item = _by_item(found)
        for (kind, item), places in by_item.items():
            held = defaultdict(list)
            for place in places:
                held[outlets[place.article_id]].append(place)
            for outlet in sorted(told):
                mine = held.get(outlet, [])
                note = "" if mine else _note(told, outlet, sorted(held))
                first = min(mine)[:3] if mine else ("", None, None)
                rows.append((name, kind, item, outlet, len(mine), *told[outlet][:3], note, *first))
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def places_of(stories: Sequence[StoryTold]) -> pd.DataFrame:
    """Every occurrence that `story_contents` counts, of stories as `stories_told` found them.

    Returns
    -------
    DataFrame
        story, kind, item, outlet, article_id, start, end, about (the kind again, for a list of passages).
    """
    import pandas as pd

    rows = [
        (name, kind, item, outlets[place.article_id], *place[:3], kind)
        for name, outlets, _, found in stories
        for (kind, item), places in _by_item(found).items()
        for place in places
    ]
    return pd.DataFrame(rows, columns=["story", "kind", "item", "outlet", "article_id", "start", "end", "about"])


def stories_told(layers: Layers, *, story: str = "", **filters: Unpack[Filters]) -> list[StoryTold]:
    """Each story that several outlets tell: the outlet of each article, what each outlet printed, what they hold."""
    articles = layers.articles[layers.articles["story"] != ""]
    if not len(articles):
        raise UsageError("no article has a story; 'framing stories SOURCE --to stories.csv' proposes them")
    if story:
        check(story, sorted(set(articles["story"])), "story")
    chosen = select(layers, "outlet", **filters)
    names = chosen.groups["outlet"].tolist()
    home = {article: names[k] for article, k in zip(chosen.ids, chosen.base.tolist(), strict=True)}
    words = layers.words[layers.words["zone"] == "body"].groupby("article_id")["n"].sum().to_dict()
    articles = articles[articles["article_id"].isin(home) & (articles["story"].isin([story]) if story else True)]
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    held = by_story(layers, dict(zip(articles["article_id"], articles["story"], strict=True)))
    found = []
    for name, mine in articles.groupby("story", sort=True):
        outlets = {article: home[article] for article in mine["article_id"]}
        if len(set(outlets.values())) > 1:
            found.append((str(name), outlets, _told(mine, outlets, words), occurrences(held[str(name)], texts)))
    return found


def _told(articles: pd.DataFrame, outlets: Mapping[str, str], words: Mapping[str, int]) -> dict[str, Told]:
    """What each outlet printed of a story."""
    n: Counter[str] = Counter()
    size: Counter[str] = Counter()
    days: dict[str, list[str]] = defaultdict(list)
    for row in articles.itertuples(index=False):
        outlet = outlets[row.article_id]
        n[outlet] += 1
        size[outlet] += int(words.get(row.article_id, 0))
        days[outlet].append(row.published)
    exact = {outlet: all(len(day) == len("2017-03-22") for day in found) for outlet, found in days.items()}
    return {o: Told(n[o], size[o], min(filter(None, days[o]), default=""), max(days[o]), exact[o]) for o in n}


def _by_item(found: Sequence[Occurrence]) -> dict[tuple[str, str], list[Occurrence]]:
    """Occurrences by kind and item as it is shown, in the order of kinds; two items shown alike are told apart by number."""
    by_key: dict[tuple[str, str], list[Occurrence]] = defaultdict(list)
    for place in found:
        by_key[place.kind, place.key].append(place)
    items: dict[tuple[str, str], list[Occurrence]] = {}
    for kind, key in sorted(by_key, key=lambda pair: (KINDS.index(pair[0]), pair[1])):
        shown = name = by_key[kind, key][0].shown
        more = 2
        while (kind, name) in items:
            name, more = f"{shown} ({more})", more + 1
        items[kind, name] = by_key[kind, key]
    return items


def _note(told: Mapping[str, Told], outlet: str, having: Sequence[str]) -> str:
    """What could account for an absence: the day, the room, the number of articles."""
    mine, others = told[outlet], [told[other] for other in having]
    said = []
    # A date that is not known to the day says nothing about before and after.
    if all(one.dated for one in (mine, *others)) and mine.last < min(other.first for other in others):
        said.append(EARLIER)
    if mine.words < ROOM * median(other.words for other in others):
        said.append(SHORTER)
    if mine.articles < min(other.articles for other in others):
        said.append(FEWER)
    return "; ".join(said)
