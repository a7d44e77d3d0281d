"""Passages to read: rival names side by side, and where the measures fail in this corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from framing.schema import SPEECH
from framing.show.html import Html, bdi, clean, count, day, esc, percent, signed, table
from framing.show.ledger import draw
from framing.show.page import VOICE_WORDS, Page
from framing.show.passage import Passage, excerpt, grouped

if TYPE_CHECKING:
    import pandas as pd

LINES, RIVALS, EXAMPLES = 10, 2, 3

REASONS = {
    "name": "inside a longer proper name", "list": "in a list of signatories", "boilerplate": "in page furniture",
    "word": "talk about the word itself",
}  # fmt: skip


def side_by_side(page: Page) -> Html:
    """Ten lines of each of the two names used most for the first referent, drawn by lot."""
    if not page.referents:
        return Html("<p>No names, so no passages.</p>")
    names = page.mentions[(page.mentions["excluded"] == "") & (page.mentions["referent"] == page.referents[0])]
    names = names[names["marked"]] if names["marked"].any() else names
    n = names["term"].value_counts()
    terms = sorted(n.index, key=lambda term: (-int(n[term]), term))[:RIVALS]
    columns = [_lines(page, term, names[names["term"] == term]) for term in terms]
    return Html(f'<section class="part"><div class="rivals wide">{"".join(columns)}</div></section>')


def _lines(page: Page, term: str, rows: pd.DataFrame) -> str:
    lots = [draw(page.ledger.seed, *key) for key in zip(rows["article_id"], rows["start"], strict=True)]
    drawn = rows.assign(lot=lots).sort_values("lot").head(LINES)
    items = "".join(_line(page, row) for row in drawn.itertuples())
    part = f"{len(drawn)} of {len(rows):,}, drawn by lot" if len(rows) > len(drawn) else f"all {len(rows):,}"
    return f'<div><h3>“{esc(term)}”</h3><p class="note">{part}</p><ol class="lines">{items}</ol></div>'


def _line(page: Page, row: Any) -> str:
    article = page.texts[row.article_id]
    passage = Passage(row.article_id, row.start, row.end, row.left, row.right, "")
    speaker = f", {bdi(row.speaker, most=40)}" if row.speaker else ""
    where = "" if row.zone == "body" else f", {row.zone}"
    source = f"{page.label(row.outlet)} · {day(article.published)} · {VOICE_WORDS[row.voice]}{speaker}{where}"
    return f'<li>{excerpt(article.text, passage)} <span class="src">{source}</span></li>'


def fails(page: Page) -> Html:
    """What the measures left out or are likely to have got wrong, found in this corpus."""
    parts = [_excluded(page), _swayed(page), _longest(page), _unnamed(page)]
    return Html(f'<section class="part">{"".join(parts)}</section>')


def _excluded(page: Page) -> str:
    """Matches that are no usage, with their reasons; each number opens them."""
    rows = page.mentions[(page.mentions["excluded"] != "") & page.mentions["outlet"].isin(page.outlets)]
    if not len(rows):
        return "<h3>Set aside</h3><p>No match was set aside: none lies in a longer name, a list or page furniture.</p>"
    body = []
    for (outlet, reason), mine in sorted(
        grouped(rows, ("outlet", "excluded")).items(), key=lambda g: (page.outlets.index(g[0][0]), g[0][1])
    ):
        about = REASONS.get(reason, reason)
        panel = page.ledger.cell(("excluded", outlet, reason), clean(f"{outlet}: set aside, {about}"), mine)
        first = min(mine)
        number = page.ledger.link(f"{len(mine):,}", panel)
        body.append(
            [page.label(outlet), esc(about), number, excerpt(page.texts[first.article_id].text, first, reach=45)]
        )
    caption = 'Set aside<span class="of">Matches of the lexicon that are no usage: they count nowhere, and can be read here.</span>'
    return table(["Outlet", "why", "matches", "for example"], body, caption=caption, text=(1, 3))


def _swayed(page: Page) -> str:
    """The own sentences whose valence the names themselves change most."""
    sentences = page.layers.sentences
    mine = sentences[
        (sentences["voice"] == "own") & (sentences["zone"] == "body") & sentences["article_id"].isin(page.home)
    ]
    gap = mine["valence_masked"] - mine["valence"]
    worst = (
        mine.assign(gap=gap)[gap > 0]
        .sort_values(["gap", "article_id", "start"], ascending=[False, True, True])
        .head(EXAMPLES)
    )
    if not len(worst):
        return ""
    items = "".join(
        f'<li>{_sentence(page, row)} <span class="src">{page.label(page.home[row.article_id])}: {signed(row.valence)} with '
        f"the names scored, {signed(row.valence_masked)} with them masked</span></li>"
        for row in worst.itertuples()
    )
    return (
        "<h3>Sentences that the names themselves make cold</h3><p>“Illegal” is a cold word in the list that scores tone, "
        f'whatever the sentence says. These change most when the names are masked.</p><ol class="lines">{items}</ol>'
    )


def _sentence(page: Page, row: Any) -> str:
    text = page.texts[row.article_id].text
    return f"<bdi>{esc(text[row.start : row.end], most=320)}</bdi>"


def _longest(page: Page) -> str:
    """The longest reported clause: where a boundary is most likely wrong."""
    voices = page.layers.voices
    mine = voices[(voices["kind"] == "reported") & voices["article_id"].isin(page.home)]
    if not len(mine):
        return ""
    mine = mine.assign(length=mine["end"] - mine["start"])
    row = next(mine.sort_values(["length", "article_id", "start"], ascending=[False, True, True]).head(1).itertuples())
    source = f"{page.label(page.home[row.article_id])}: {esc(row.speaker) or 'speaker not found'}, “{esc(row.cue)}”"
    return (
        "<h3>The longest reported clause</h3><p>Where reported speech ends is a guess: no mark closes it. The longer a "
        f'clause, the likelier that it ends too late.</p><ol class="lines"><li>{_sentence(page, row)} '
        f'<span class="src">{source}</span></li></ol>'
    )


def _unnamed(page: Page) -> str:
    """How many attributions have nobody to belong to."""
    voices = page.layers.voices
    mine = voices[voices["kind"].isin(SPEECH) & voices["article_id"].isin(page.home)]
    if not len(mine):
        return ""
    none = int((mine["speaker"] == "").sum())
    if not none:
        return f"<h3>Nobody’s words</h3><p>A speaker was found for all of {count(len(mine), 'attributed passage')}.</p>"
    return (
        f"<h3>Nobody’s words</h3><p>{count(none, 'attributed passage')} of {len(mine):,} ({percent(none / len(mine))}) "
        "have no speaker: the text names none, or the rules did not find one.</p>"
    )
