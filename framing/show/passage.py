"""A stretch of an article behind a number: its sentence, what is marked in it, and how it is written on a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from framing.show.html import bdi, day, esc
from framing.spans import locate

if TYPE_CHECKING:
    import pandas as pd

# Characters of a long sentence that are shown on each side of what counts.
EXCERPT = 170


class Passage(NamedTuple):
    """A stretch of an article with the part that counts, what is known of it, and what it adds to a number: one, or its words."""

    article_id: str
    start: int
    end: int
    left: int
    right: int
    about: str
    n: int = 1


def in_sentences(spans: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Spans with the bounds of the sentences that each begins and ends in, in columns left and right."""
    first = np.array(locate(sentences, spans["article_id"], spans["start"]), np.int64)
    last = np.array(locate(sentences, spans["article_id"], spans["end"] - 1), np.int64)
    start, end = spans["start"].to_numpy(np.int64), spans["end"].to_numpy(np.int64)
    if len(sentences):
        start = np.where(first >= 0, sentences["start"].to_numpy(np.int64)[first], start)
        end = np.where(last >= 0, sentences["end"].to_numpy(np.int64)[last], end)
    return spans.assign(left=start, right=end)


def grouped(
    spans: pd.DataFrame, columns: Sequence[str], *, about: str = "speaker", n: str = ""
) -> dict[tuple[str, ...], list[Passage]]:
    """Spans with their sentences as passages, by the values of some columns; `n` is the column of what each adds."""
    found: dict[tuple[str, ...], list[Passage]] = {}
    keys = zip(*(spans[column].tolist() for column in columns), strict=True)
    parts = zip(
        *(spans[column].tolist() for column in ("article_id", "start", "end", "left", "right", about, *[n] * bool(n))),
        strict=True,
    )
    for key, part in zip(keys, parts, strict=True):
        found.setdefault(key, []).append(Passage(*part))
    return found


def writer(texts: Mapping[str, Any]) -> Callable[[Passage], str]:
    """A function that gives a passage as a list item: date, headline, who speaks, and the sentence with the part marked."""

    def write(passage: Passage) -> str:
        article = texts[passage.article_id]
        title = bdi(article.headline or passage.article_id, most=90)
        about = f" · {esc(passage.about, most=80)}" if passage.about else ""
        return f'<li><p class="src">{day(article.published)} · {title}{about}</p><p>{excerpt(article.text, passage)}</p></li>'

    return write


def excerpt(text: str, passage: Passage, *, reach: int = EXCERPT) -> str:
    """The sentence as HTML with the part that counts marked; long ones are cut between words at both sides."""
    before, after = text[passage.left : passage.start], text[passage.end : passage.right]
    if len(before) > reach:
        before = "… " + before[-reach:].partition(" ")[2]
    if len(after) > reach:
        after = after[:reach].rpartition(" ")[0] + " …"
    # Each part is cleaned by itself; the spaces at the joints are kept.
    lead = esc(before) + " " * before[-1:].isspace()
    tail = " " * after[:1].isspace() + esc(after)
    return f"<bdi>{lead}<mark>{esc(text[passage.start : passage.end])}</mark>{tail}</bdi>"
