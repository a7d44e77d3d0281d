"""Who is heard: how much of each outlet's text is others' words, whose, and with which verbs they are introduced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from framing.charts import chart_voices
from framing.schema import NOT_NAMED, SPEECH, VOICES
from framing.show.figures import figure
from framing.show.html import Html, bdi, count, esc, percent, table
from framing.show.ledger import Panel
from framing.show.page import VOICE_WORDS, Page
from framing.show.passage import in_sentences
from framing.show.spoken import Spoken, share_cell, told
from framing.show.types import by_type
from framing.show.verbs import by_verb
from framing.spans import locate
from framing.speakers import NO_ROLE, attributed_words
from framing.speakers.typed import NO_TYPE, typed
from framing.speakers.voiced import own_words

if TYPE_CHECKING:
    import pandas as pd

MOST_SPEAKERS = 5


def heard(page: Page, tables: Mapping[str, pd.DataFrame]) -> Html:
    """The section on speakers.

    Parameters
    ----------
    page : Page
    tables : mapping
        By outlet: `voices` of `voice_shares`; `speakers` and `speaker_types` of `speakers`, the second with who="type";
        `cues` and `stances` of `cues`, the second with tell="stance".
    """
    attributed = _attributed(page)
    voices = attributed[attributed["zone"] == "body"]
    if not len(voices):
        return Html("<p>Nobody is quoted or reported in these articles.</p>")
    spoken = Spoken(page, voices.assign(words=attributed_words(page.layers, voices)))
    parts = (
        _balance(spoken, _said(page, attributed), tables["voices"]),
        by_type(spoken, tables["speaker_types"]),
        _speakers(spoken, tables["speakers"]),
        by_verb(spoken, tables["cues"], tables["stances"]),
    )
    return Html(f'<section class="part">{"".join(parts)}</section>')


def _attributed(page: Page) -> pd.DataFrame:
    """Attributed spans of the articles that count, with their outlet, the zone they begin in, their sentence, and who speaks."""
    voices = page.layers.voices
    # As `framing.speakers` counts: a press release that quotes its producer is heard too, a clause of attitude is not.
    mine = voices[voices["kind"].isin(SPEECH) & ((voices["voice"] != "own") | (voices["kind"] != "reported"))]
    mine = typed(page.layers, mine.assign(outlet=mine["article_id"].map(page.home)))
    zone = page.layers.zones["zone"].to_numpy()[list(locate(page.layers.zones, mine["article_id"], mine["start"]))]
    mine = mine.assign(zone=zone)[mine["outlet"].notna()]
    cues = [f"{kind}, “{cue}”" if cue else kind for kind, cue in zip(mine["kind"], mine["cue"], strict=True)]
    named = [f"{who}, {cue}" for who, cue in zip(mine["speaker"], cues, strict=True)]
    return in_sentences(mine.assign(cued=cues, who=named), page.layers.sentences)


def _own(page: Page) -> pd.DataFrame:
    """Sentences of the body that have own words of the outlet, and how many."""
    sentences = page.layers.sentences
    mine = sentences[(sentences["zone"] == "body") & sentences["article_id"].isin(page.home)]
    mine = mine.assign(
        outlet=mine["article_id"].map(page.home), left=mine["start"], right=mine["end"], who="", voice="own"
    )
    mine = mine.assign(words=own_words(page.layers, mine))
    return mine[mine["words"] > 0]


def _said(page: Page, voices: pd.DataFrame) -> pd.DataFrame:
    """Attributed spans with the words of the body that each has by voice: a scare quote inside takes none of them."""
    layers, voices = page.layers, voices[voices["voice"] != "own"]
    speech = replace(layers, voices=layers.voices[layers.voices["kind"].isin(SPEECH)])
    voices = voices.assign(words=attributed_words(speech, voices, zone="body"))
    return voices[voices["words"] > 0]


def _balance(spoken: Spoken, said: pd.DataFrame, shares: pd.DataFrame) -> str:
    """Own, reported and quoted words of each outlet, as a chart and its numbers."""
    import pandas as pd

    page = spoken.page
    rows = {(row.outlet, row.voice): row for row in shares.itertuples()}
    outlets = [outlet for outlet in page.outlets if rows[outlet, "own"].of]
    parts = {voice: [rows[outlet, voice].share for outlet in outlets] for voice in VOICES}
    drawn = pd.DataFrame({"outlet": outlets, **parts})
    told_of = [
        f"{r.outlet} {percent(r.own)} own, {percent(r.reported)} reported, {percent(r.quoted)} quoted"
        for r in drawn.itertuples()
    ]
    # Marked in the text is the span; whole sentences stand for own words.
    spoken.gather("voice", _own(page), about="who", n="words")
    spoken.gather("voice", said, about="who", n="words")
    panels = {(outlet, voice): _panel(spoken, outlet, voice) for outlet in outlets for voice in VOICES}
    links = {key: f"#{panel.id}" for key, panel in panels.items() if panel is not None}
    svg = figure(
        lambda ax: chart_voices(drawn, links=links, ax=ax), rows=len(drawn), name="voices",
        alt=f"Words by voice: {'; '.join(told_of)}",
    )  # fmt: skip
    chart = (
        '<figure><figcaption>Whose words fill the body<span class="of">per cent of words, from left to right: own, reported, '
        f"quoted</span></figcaption>{svg}</figure>"
    )
    body = []
    for outlet in outlets:
        cells = [
            share_cell(page, rows[outlet, voice], panels[outlet, voice]) for voice in ("own", "reported", "quoted")
        ]
        body.append([page.label(outlet), f"{rows[outlet, 'own'].of:,}", *cells])
    caption = f'Whose words, in numbers<span class="of">{told(page, "all words of the body", "words")}</span>'
    numbers = table(["Outlet", "words", "own", "reported", "quoted"], body, caption=caption, kind="stack")
    return f'<div class="pair">{chart}{numbers}</div>'


def _panel(spoken: Spoken, outlet: str, voice: str) -> Panel | None:
    return spoken.panel("voice", outlet, voice, f"words of the body, {VOICE_WORDS[voice]}")


def _speakers(spoken: Spoken, speakers: pd.DataFrame) -> str:
    """A small table an outlet: who is heard longest, side by side."""
    page = spoken.page
    spoken.gather("speaker", about="cued", n="words")
    tables = [_of_outlet(spoken, outlet, speakers[speakers["outlet"] == outlet]) for outlet in page.outlets]
    told = (
        "Spellings of one person count together where <code>speakers.csv</code> says so."
        if len(page.layers.speaker_types)
        else "Speakers are told apart by name: two spellings are two speakers."
    )
    return (
        f'<h3>Whose words: the {MOST_SPEAKERS} heard longest</h3><p class="stand">Words attributed in the body, quoted and '
        f'reported; bars show the share of all attributed words. {told}</p><div class="grid">{"".join(tables)}</div>'
    )


def _of_outlet(spoken: Spoken, outlet: str, rows: pd.DataFrame) -> str:
    page = spoken.page
    ranked = sorted(rows[rows["n"] > 0].itertuples(), key=lambda row: (row.speaker == NOT_NAMED, -row.n, row.speaker))
    if not ranked:
        return f'<div><h4>{page.label(outlet)}</h4><p class="none small">no attributed words</p></div>'
    body = [_speaker(spoken, row) for row in ranked[:MOST_SPEAKERS]]
    if rest := ranked[MOST_SPEAKERS:]:
        words = sum(row.n for row in rest)
        body.append([f'<span class="none">{count(len(rest), "other")}</span>', f'<span class="none">{words:,}</span>'])
    caption = f'{page.label(outlet)}<span class="of">{ranked[0].of:,} attributed words</span>'
    return table(["Speaker", "words"], body, caption=caption)


def _speaker(spoken: Spoken, row: Any) -> list[str]:
    about = [row.role if row.role != NO_ROLE else "", row.type if row.type not in (NO_TYPE, NOT_NAMED) else ""]
    role = f"<small>{esc(' · '.join(part for part in about if part), most=70)}</small>" if any(about) else ""
    bar = f'<span class="bar" style="width:{100 * row.share:.0f}%"></span>'
    panel = spoken.panel("speaker", row.outlet, row.speaker, f"words of {row.speaker}")
    share = "" if spoken.page.single else f"<small>{percent(row.share)}</small>"
    return [
        f"{bdi(row.speaker, most=60)}{role}{bar}",
        f"{spoken.page.ledger.link(f'{row.n:,}', panel)}{share}",
    ]
