"""Who is heard: how much of each outlet's text is others' words, whose, and with which verbs they are introduced."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from framing.charts import chart_voices
from framing.schema import SPEECH
from framing.show.figures import figure
from framing.show.html import Html, bdi, clean, count, esc, percent, table
from framing.show.ledger import Panel
from framing.show.page import Page, Passage, in_sentences
from framing.spans import locate
from framing.speakers import NOT_NAMED

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
    said = [f"{r.outlet} {percent(r.own)} own, {percent(r.reported)} reported, {percent(r.quoted)} quoted" for r in shares.itertuples()]
    svg = figure(lambda ax: chart_voices(shares, ax=ax), rows=len(shares), name="voices", alt=f"Words by voice: {'; '.join(said)}")
    return (
        '<div class="charts"><figure><figcaption>Whose words fill the body<span class="of">per cent of words: own (light), '
        f"reported (middle), quoted (dark)</span></figcaption>{svg}</figure></div>"
    )


def _speakers(page: Page, speakers: pd.DataFrame, voices: pd.DataFrame) -> str:
    spans = {key: rows for key, rows in voices.groupby(["outlet", "speaker"], sort=False)}
    body: list[Sequence[str]] = []
    for outlet in page.outlets:
        rows = speakers[(speakers["outlet"] == outlet) & (speakers["n"] > 0)]
        if not len(rows):
            continue
        total = f'{int(rows["of"].max()):,} attributed words'
        body.append([f'{page.label(outlet)} <span class="small">{total}</span>'])
        ranked = sorted(rows.itertuples(), key=lambda row: (row.speaker == NOT_NAMED, -row.n, row.speaker))
        for row in ranked[:MOST_SPEAKERS]:
            body.append(_speaker(page, outlet, row, spans.get((outlet, row.speaker))))
        rest = ranked[MOST_SPEAKERS:]
        if rest:
            words = sum(row.n for row in rest)
            body.append([f'<span class="none">{count(len(rest), "other")}</span>', "", f"{words:,}", ""])
    head = ["Speaker", "role in the text", "words", "of attributed words" if not page.single else "of all words attributed"]
    caption = (
        f'Whose words, the {MOST_SPEAKERS} heard longest<span class="of">Quoted and reported words in the body. Speakers '
        "are told apart by name within an article; nothing links two names of one person.</span>"
    )
    return table(head, body, caption=caption, kind="text")


def _speaker(page: Page, outlet: str, row: Any, spans: pd.DataFrame | None) -> list[str]:
    name = bdi(row.speaker, most=60)
    panel = _panel(page, outlet, row.speaker, spans)
    share = percent(row.share) if not page.single else f"{row.of:,}"
    return [name, esc(row.role, most=70), page.ledger.link(f"{row.n:,}", panel), share]


def _panel(page: Page, outlet: str, speaker: str, spans: pd.DataFrame | None) -> Panel | None:
    if spans is None:
        return None
    heading = clean(f"{outlet}: words of {speaker}")
    about = [f"{kind}, “{cue}”" if cue else kind for kind, cue in zip(spans["kind"], spans["cue"], strict=True)]
    columns = [spans[c].tolist() for c in ("article_id", "start", "end", "left", "right")]
    return page.ledger.cell(
        ("speaker", outlet, speaker), heading, [Passage(*row) for row in zip(*columns, about, strict=True)]
    )


def _cues(page: Page, voices: pd.DataFrame) -> str:
    """Which verbs introduce others' words; verbs other than "said" can judge."""
    body = []
    for outlet in page.outlets:
        cues = voices.loc[(voices["outlet"] == outlet) & (voices["cue"] != "")].drop_duplicates(["article_id", "attribution_id"])
        n = cues["cue"].str.lower().value_counts()
        top = sorted(n.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_CUES]
        said = ", ".join(f"{esc(cue)} {number}" for cue, number in top)
        if said:
            body.append([page.label(outlet), f"{len(cues):,}", said])
    if not body:
        return ""
    caption = 'With which words<span class="of">Attributions with a verb or phrase of saying, the most frequent ones.</span>'
    return table(["Outlet", "attributions", "verbs and phrases"], body, caption=caption, kind="text")
