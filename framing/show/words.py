"""The words that set outlets apart in their own voice: a chart an outlet, each word opening the lines it stands in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.charts.wide import figure_size, frame_of
from framing.charts.words import ROW, chart_keyness, key_words
from framing.counting import Selection, select
from framing.layers import Layers
from framing.schema import WIRE
from framing.show.figures import figure
from framing.show.html import Html, clean, count, esc, listed, table
from framing.show.ledger import Panel
from framing.show.page import Page
from framing.show.passage import grouped, in_sentences
from framing.vocabulary.keyness import keyness
from framing.vocabulary.sides import TABLES, read_tokens

if TYPE_CHECKING:
    import pandas as pd

# Words on each side of a chart, and outlets that have one; the tables beside the page have all.
MOST_WORDS, MOST_CHARTS = 8, 12
# Lines that a word can open.
MOST_LINES = 20


def keyed(page: Page) -> pd.DataFrame:
    """The words of the outlets with most articles in their own voice, each outlet against all others together.

    Parameters
    ----------
    page : Page
    """
    articles = Counter(page.home.values())
    shown = sorted((o for o in page.outlets if o != WIRE), key=lambda o: (-articles[o], o))[:MOST_CHARTS]
    return keyness(page.layers, target=shown, reading="claim", **page.view)  # type: ignore[arg-type]


def words(page: Page, compared: pd.DataFrame, *, reading: str = "claim") -> Html:
    """The section on words that set outlets apart.

    Parameters
    ----------
    page : Page
    compared : DataFrame
        Of `keyness` by outlet, each against the rest, under this reading and the page's view.
    reading : str
    """
    if page.single:
        return Html("<p>One text an outlet: words cannot be told apart from their topic.</p>")
    outlets = [outlet for outlet in page.outlets if outlet != WIRE]
    if not len(compared):
        return Html("<p>There is no other outlet whose words these could be compared with.</p>")
    found = {
        outlet: key_words(compared, target=outlet, most=MOST_WORDS)
        for outlet in outlets
        if outlet in set(compared["target"])
    }
    told = [outlet for outlet in found if len(found[outlet])]
    lines = _lines(page, {word for outlet in told for word in found[outlet]["word"]}, reading)
    shown, rest = told[:MOST_CHARTS], told[MOST_CHARTS:]
    charts = "".join(_outlet(page, outlet, found[outlet], lines) for outlet in shown)
    more = f'<p class="note">{listed([esc(o) for o in rest])}: in <code>tables/keyness.csv</code>.</p>' if rest else ""
    return Html(f'<section class="part">{_read(compared, found)}{charts}{more}</section>')


def _read(compared: pd.DataFrame, found: Mapping[str, pd.DataFrame]) -> str:
    """How to read the charts, and which outlets have no such word."""
    n = int((compared["word"] != "").sum())
    silent = [outlet for outlet, rows in found.items() if not len(rows)]
    none = (
        f" No word of {listed([esc(o) for o in silent])} has q below .05, which does not say that they write as the others."
        if silent
        else ""
    )
    return (
        '<p class="stand">Words of the body in the outlet’s own voice, neither quoted nor reported, against all other outlets '
        f"together. A word is listed where q is below .05 over all {count(n, 'comparison')}, whole articles being the unit; the "
        "order is that of weighted log-odds, the bar the log ratio with its 95&nbsp;% interval. Topic, place names and house style "
        f"set outlets apart before any frame does: open a word to read its lines.{none}</p>"
    )


def _outlet(page: Page, outlet: str, rows: pd.DataFrame, lines: Mapping[tuple[str, ...], Any]) -> str:
    """An outlet's chart and its table."""
    panels = {word: _panel(page, outlet, word, lines) for word in rows["word"]}
    links = {word: f"#{panel.id}" for word, panel in panels.items() if panel}
    said = "; ".join(f"{row.word} {row.n_target} against {row.n_reference}" for row in rows.itertuples())
    height = ROW * len(rows)
    name = f"words-{page.outlets.index(outlet)}"
    svg = figure(
        lambda ax: chart_keyness(rows, links=links, most=MOST_WORDS, ax=ax), rows=len(rows), name=name,
        alt=f"Words that set {outlet} apart: {said}", size=figure_size(height), frame=frame_of(height),
    )  # fmt: skip
    body = [_word(page, row, panels[row.word]) for row in rows.itertuples()]
    caption = f'{page.label(outlet)}<span class="of">{rows["of_target"].iloc[0]:,} own words in {count(int(rows["articles_target"].iloc[0]), "article")}</span>'
    head = ["Word", "n", "articles", "elsewhere", "times as often", "q"]
    return (
        f'<figure class="wide"><figcaption>{page.label(outlet)}<span class="of">against all others, own voice</span></figcaption>{svg}'
        f"</figure><details><summary>The same as a table, each word with its lines</summary>{table(head, body, caption=caption, kind='stack')}</details>"
    )


def _word(page: Page, row: Any, panel: Panel | None) -> list[str]:
    n = page.ledger.link(f"{row.n_target:,}", panel)
    bounds = [_times(bound) for bound in (row.low, row.high)]
    q = "&lt;.001" if row.q < 0.0005 else f"{row.q:.3f}".removeprefix("0")
    ratio = "never here" if not row.n_target else "only here" if not row.n_reference else _times(row.log_ratio)
    elsewhere = f"{row.n_reference:,}<small>in {row.range_reference:,} of {row.articles_reference:,}</small>"
    part = f"{row.range_target:,} of {row.articles_target:,}"
    return [f"“{esc(row.word)}”", n, part, elsewhere, f"{ratio}<small>{' to '.join(bounds)}</small>", q]


def _times(log_ratio: float) -> str:
    """A log ratio as how many times as often.

    Examples
    --------
    >>> _times(2.0), _times(-1.0), _times(float("inf")), _times(float("-inf"))
    ('4.0', '.50', 'any', '0')
    """
    if not np.isfinite(log_ratio):
        return "any" if log_ratio > 0 else "0"
    times = 2**log_ratio
    return f"{times:,.0f}" if times >= 10 else f"{times:.1f}" if times >= 1 else f"{times:.2f}".removeprefix("0")


def _panel(page: Page, outlet: str, word: str, lines: Mapping[tuple[str, ...], Any]) -> Panel | None:
    mine = lines.get((outlet, word))
    if not mine:
        return None
    return page.ledger.cell(
        ("word", outlet, word), clean(f"{outlet}: “{word}” in its own voice"), mine, most=MOST_LINES
    )


def _lines(page: Page, wanted: set[str], reading: str) -> Mapping[tuple[str, ...], Any]:
    """Where the words stand, single words as they were counted, sequences by their first word: by outlet and word."""
    import pandas as pd

    chosen = select(page.layers, "outlet", reading=reading, **page.view)  # type: ignore[arg-type]
    spans = [span for part in chosen.layers.parts(*TABLES) for span in _spans(chosen, part, wanted)]
    columns = ["article_id", "start", "end", "outlet", "word"]
    found = pd.DataFrame(spans, columns=columns).astype({"start": "int64", "end": "int64"})
    return grouped(in_sentences(found.assign(speaker=""), page.layers.sentences), ("outlet", "word"))


def _spans(chosen: Selection, part: Layers, wanted: set[str]) -> Iterable[tuple[str, int, int, str, str]]:
    names = chosen.groups["outlet"].tolist()
    sequences = {tuple(word.split(" ")) for word in wanted}
    for tokens in read_tokens(chosen, part):
        for sequence in sorted(sequences):
            at = np.flatnonzero(tokens.group >= 0)
            for i, word in enumerate(sequence):
                number = tokens.words.index(word) if word in tokens.words else -1
                at = at[at + i < len(tokens.word)]
                at = at[(tokens.word[at + i] == number) & (tokens.sentence[at + i] == tokens.sentence[at])]
            for first in at.tolist():
                last = first + len(sequence) - 1
                yield (
                    tokens.ids[tokens.article[first]], int(tokens.start[first]), int(tokens.end[last]),
                    names[tokens.group[first]], " ".join(sequence),
                )  # fmt: skip
