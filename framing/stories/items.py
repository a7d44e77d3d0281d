"""What the articles of a story hold that can be told apart: named speakers, quotations, terms and figures, with their places."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from framing.stories.quantities import find_quantities
from framing.text import WORD, fold

if TYPE_CHECKING:
    import pandas as pd

    from framing.layers import Layers

KINDS = ("speaker", "quotation", "term", "figure")
# Shorter quotations are single words set off, which two writers may choose without each other.
FEWEST_WORDS = 4
# A quotation is another's if so much of the shorter one stands in the longer: cut short, an ellipsis, honour and honor.
ALIKE, GRAM = 0.6, 3
# Numbers up to here, and round ones below a hundred, are the same figure only with the same noun.
COMMON, ROUND = 20, 100
LONGEST = 90


class Occurrence(NamedTuple):
    """One place of one thing."""

    article_id: str
    start: int
    end: int
    kind: str
    key: str
    shown: str


class Story(NamedTuple):
    """The layers of the articles of one story, body alone."""

    zones: pd.DataFrame
    voices: pd.DataFrame
    mentions: pd.DataFrame


def by_story(layers: Layers, story_of: Mapping[str, str]) -> dict[str, Story]:
    """The layers of each story; `story_of` names the articles that count."""
    parts: dict[str, dict[str, pd.DataFrame]] = {}
    bodies = layers.zones[layers.zones["zone"] == "body"]
    mentions = layers.mentions
    mentions = mentions[(mentions["excluded"] == "") & (mentions["zone"] == "body")]
    for name, table in (("zones", bodies), ("voices", layers.voices), ("mentions", mentions)):
        story = table["article_id"].map(story_of)
        parts[name] = {str(key): rows for key, rows in table[story.notna()].groupby(story)}
    tables = [(parts[name], getattr(layers, name).head(0)) for name in Story._fields]
    return {story: Story(*(part.get(story, none) for part, none in tables)) for story in set(story_of.values())}


def occurrences(story: Story, texts: Mapping[str, str]) -> list[Occurrence]:
    """Speakers, quotations, terms and figures in the body of the articles of one story.

    What is the same has the same `key`: names by their last word where that is one person's in the story, quotations by
    their words, terms by referent and term, figures by number, unit and, for common numbers, noun.
    """
    voices = _inside(story.voices, story.zones)
    found = [*_speakers(voices), *_quotations(voices, texts), *_figures(story.zones, texts)]
    found += [
        Occurrence(m.article_id, m.start, m.end, "term", f"{m.referent}\t{m.term}", m.term)
        for m in story.mentions.itertuples(index=False)
    ]
    return sorted(found)


def _inside(spans: pd.DataFrame, zones: pd.DataFrame) -> pd.DataFrame:
    """The spans that begin in one of some zones."""
    from framing.spans import locate

    return spans[np.array(locate(zones, spans["article_id"], spans["start"]), np.int64) >= 0]


def _speakers(voices: pd.DataFrame) -> Iterator[Occurrence]:
    """Whoever is quoted or reported by name; the last word of a name stands for the full one where only one ends so."""
    named = voices[voices["speaker"].str.contains(r"[A-Z]") & (voices["voice"] != "own")]
    full = {fold(name): name for name in sorted(set(named["speaker"]))}
    ends: dict[str, set[str]] = defaultdict(set)
    for key in full:
        ends[key.split()[-1]].add(key)
    for row in named.drop_duplicates(["article_id", "speaker", "attribution_id"]).itertuples(index=False):
        key = fold(row.speaker)
        longer = ends[key.split()[-1]] - {key.split()[-1]}
        key = next(iter(longer)) if len(longer) == 1 else key
        yield Occurrence(row.article_id, row.start, row.end, "speaker", key, full[key])


def _quotations(voices: pd.DataFrame, texts: Mapping[str, str]) -> list[Occurrence]:
    """Words in quotation marks; those that are mostly the same words are one quotation, named by the longest."""
    quoted = [row for row in voices.itertuples(index=False) if row.kind in ("direct", "partial")]
    words = [tuple(w[0] for w in WORD.finditer(fold(texts[row.article_id][row.start : row.end]))) for row in quoted]
    kept = [i for i, mine in enumerate(words) if len(mine) >= FEWEST_WORDS]
    kept.sort(key=lambda i: (-len(words[i]), words[i], quoted[i].article_id, quoted[i].start))
    heads: list[tuple[int, frozenset[tuple[str, ...]]]] = []
    by_gram: dict[tuple[str, ...], list[int]] = defaultdict(list)
    found = []
    for i in kept:
        grams = frozenset(words[i][j : j + GRAM] for j in range(len(words[i]) - GRAM + 1))
        shared = Counter(head for gram in grams for head in by_gram[gram])
        head = next((h for h, n in sorted(shared.items()) if n >= ALIKE * len(grams)), None)
        if head is None:
            head = len(heads)
            heads.append((i, grams))
            for gram in grams:
                by_gram[gram].append(head)
        first = quoted[heads[head][0]]
        text = " ".join(texts[first.article_id][first.start : first.end].split())
        shown = text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"
        row = quoted[i]
        found.append(
            Occurrence(row.article_id, row.start, row.end, "quotation", " ".join(words[heads[head][0]]), shown)
        )
    return found


def _figures(bodies: pd.DataFrame, texts: Mapping[str, str]) -> Iterator[Occurrence]:
    """Numbers with their noun; a figure is named by number and unit, with the nouns that it is printed with."""
    found = []
    for row in bodies.itertuples(index=False):
        for quantity in find_quantities(texts[row.article_id][row.start : row.end]):
            found.append((row.article_id, row.start + quantity.start, row.start + quantity.end, quantity))
    nouns: dict[tuple[Any, ...], Counter[str]] = defaultdict(Counter)
    for *_, quantity in found:
        nouns[_figure(quantity)][quantity.noun] += 1
    for article_id, start, end, quantity in found:
        key = _figure(quantity)
        yield Occurrence(article_id, start, end, "figure", "\t".join(map(str, key)), _named(key, nouns[key]))


def _figure(quantity: Any) -> tuple[Any, ...]:
    """What makes two figures the same."""
    value = quantity.value
    common = not quantity.unit and (value <= COMMON or (value < ROUND and value % 10 == 0))
    return f"{value:,}", quantity.unit, quantity.noun.split()[-1] if common else ""


def _named(key: Sequence[str], nouns: Iterable[str]) -> str:
    """A figure as a table shows it."""
    value, unit, _ = key
    if unit:
        return f"${value}" if unit == "$" else f"{value} {unit}"
    return f"{value} {', '.join(sorted(set(nouns))[:3])}"
