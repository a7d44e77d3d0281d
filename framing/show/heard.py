"""Who is heard: how much of each outlet's text is others' words, whose, and with which verbs they are introduced."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from framing.charts import chart_voices
from framing.schema import SPEECH
from framing.show.figures import figure
from framing.show.html import Html, bdi, clean, count, esc, percent, table
from framing.show.ledger import Panel
from framing.show.page import Page
from framing.show.passage import Passage, grouped, in_sentences
from framing.spans import locate
from framing.speakers import NO_ROLE, NOT_NAMED

if TYPE_CHECKING:
    import pandas as pd

MOST_SPEAKERS, MOST_CUES = 5, 6


def heard(page: Page, speakers: pd.DataFrame) -> Html:
    """The section on speakers.

    Parameters
    ----------
    page : Page
    speakers : DataFrame
        Of `speakers` by outlet.
    """
    voices = _voices(page)
    if not len(voices):
        return Html("<p>Nobody is quoted or reported in these articles.</p>")
    return Html(
        f'<section class="part">{_balance(page)}{_speakers(page, speakers, voices)}{_cues(page, voices)}</section>'
    )


def _voices(page: Page) -> pd.DataFrame:
    """Attributed spans of the articles that count, with their outlet and sentence."""
    voices = page.layers.voices
    mine = voices[voices["kind"].isin(SPEECH)]
    mine = mine.assign(outlet=mine["article_id"].map(page.home), speaker=mine["speaker"].replace("", NOT_NAMED))
    zone = page.layers.zones["zone"].to_numpy()[list(locate(page.layers.zones, mine["article_id"], mine["start"]))]
    mine = mine[zone == "body"]
    return in_sentences(mine[mine["outlet"].notna()], page.layers.sentences)


def _balance(page: Page) -> str:
    """Own, reported and quoted words of each outlet, as a chart and its numbers."""
    words = page.layers.words[page.layers.words["zone"] == "body"]
    n = words.assign(outlet=words["article_id"].map(page.home)).pivot_table(
        index="outlet", columns="voice", values="n", aggfunc="sum", fill_value=0
    )
    n = n.reindex(index=page.outlets, columns=["own", "reported", "quoted"], fill_value=0)
    shares = n.div(n.sum(axis=1).where(lambda total: total > 0, 1), axis=0).reset_index()
    said = [
        f"{r.outlet} {percent(r.own)} own, {percent(r.reported)} reported, {percent(r.quoted)} quoted"
        for r in shares.itertuples()
    ]
    svg = figure(
        lambda ax: chart_voices(shares, ax=ax),
        rows=len(shares),
        name="voices",
        alt=f"Words by voice: {'; '.join(said)}",
    )
    return (
        '<div class="charts"><figure><figcaption>Whose words fill the body<span class="of">per cent of words: own (light), '
        f"reported (middle), quoted (dark)</span></figcaption>{svg}</figure></div>"
    )


def _speakers(page: Page, speakers: pd.DataFrame, voices: pd.DataFrame) -> str:
    """A small table an outlet: who is heard longest, side by side."""
    cues = [f"{kind}, “{cue}”" if cue else kind for kind, cue in zip(voices["kind"], voices["cue"], strict=True)]
    spans = grouped(voices.assign(about=cues), ("outlet", "speaker"), about="about")
    tables = [_of_outlet(page, outlet, speakers[speakers["outlet"] == outlet], spans) for outlet in page.outlets]
    return (
        f'<h3>Whose words: the {MOST_SPEAKERS} heard longest</h3><p class="stand">Words attributed in the body, quoted and '
        "reported; bars show the share of all attributed words. Speakers are told apart by name: two spellings are two "
        f'speakers.</p><div class="grid">{"".join(tables)}</div>'
    )


def _of_outlet(page: Page, outlet: str, rows: pd.DataFrame, spans: Mapping[tuple[str, ...], list[Passage]]) -> str:
    ranked = sorted(rows[rows["n"] > 0].itertuples(), key=lambda row: (row.speaker == NOT_NAMED, -row.n, row.speaker))
    if not ranked:
        return f'<div><h4>{page.label(outlet)}</h4><p class="none small">no attributed words</p></div>'
    body = [_speaker(page, outlet, row, spans.get((outlet, row.speaker))) for row in ranked[:MOST_SPEAKERS]]
    if rest := ranked[MOST_SPEAKERS:]:
        words = sum(row.n for row in rest)
        body.append([f'<span class="none">{count(len(rest), "other")}</span>', f'<span class="none">{words:,}</span>'])
    caption = f'{page.label(outlet)}<span class="of">{ranked[0].of:,} attributed words</span>'
    return table(["Speaker", "words"], body, caption=caption)


def _speaker(page: Page, outlet: str, row: Any, spans: list[Passage] | None) -> list[str]:
    role = f"<small>{esc(row.role, most=60)}</small>" if row.role and row.role != NO_ROLE else ""
    bar = f'<span class="bar" style="width:{100 * row.share:.0f}%"></span>'
    number = page.ledger.link(f"{row.n:,}", _panel(page, outlet, row.speaker, spans))
    share = "" if page.single else f"<small>{percent(row.share)}</small>"
    return [f"{bdi(row.speaker, most=60)}{role}{bar}", f"{number}{share}"]


def _panel(page: Page, outlet: str, speaker: str, spans: list[Passage] | None) -> Panel | None:
    heading = clean(f"{outlet}: words of {speaker}")
    return page.ledger.cell(("speaker", outlet, speaker), heading, spans) if spans else None


def _cues(page: Page, voices: pd.DataFrame) -> str:
    """Which verbs introduce others' words; verbs other than "said" can judge."""
    body = []
    for outlet in page.outlets:
        cues = voices.loc[(voices["outlet"] == outlet) & (voices["cue"] != "")].drop_duplicates(
            ["article_id", "attribution_id"]
        )
        n = cues["cue"].str.lower().value_counts()
        top = sorted(n.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_CUES]
        said = ", ".join(f"{esc(cue)} {number}" for cue, number in top)
        if said:
            body.append([page.label(outlet), f"{len(cues):,}", said])
    if not body:
        return ""
    caption = (
        'With which words<span class="of">Attributions with a verb or phrase of saying, the most frequent ones.</span>'
    )
    return table(["Outlet", "attributions", "verbs and phrases"], body, caption=caption, text=(2,))
