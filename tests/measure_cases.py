"""Layers made by hand, for the tests of the measures: a person counts what is in them.

A sentence is written as (zone, voice, text, valence); a mention in it as {term} or, where it is no usage,
{term|reason}. The speaker follows the voice: "quoted Ann Lee".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import framing.schema
from framing.layers import Layers
from framing.text import count_words

TERMS = [
    ("people", "illegal alien", "illegality", True),
    ("people", "undocumented immigrant", "paperwork", True),
    ("people", "immigrant", "", False),
    ("barrier", "wall", "strength", True),
    ("barrier", "fence", "modesty", True),
]
REFERENT = {term: (referent, label, marked) for referent, term, label, marked in TERMS}


def article(article_id: str, outlet: str, *sentences: tuple[str, str, str, float], **columns: str) -> dict[str, Any]:
    """An article to be; columns are those of the articles table."""
    return {"article_id": article_id, "outlet": outlet, "sentences": sentences, **columns}


def layers_of(articles: Iterable[dict[str, Any]]) -> Layers:
    """Layers as `annotate` would make them, if it found exactly what is written."""
    rows: dict[str, list[Any]] = {
        name: [] for name in ("articles", "zones", "sentences", "voices", "mentions", "words")
    }
    for given in articles:
        given = dict(given)
        text = ""
        for zone, whose, marked, valence in given.pop("sentences"):
            voice, _, speaker = whose.partition(" ")
            start = len(text)
            mentions, plain = _unmark(marked, start)
            text += plain
            place = given["article_id"], start, len(text)
            rows["zones"].append((*place, zone, "hand"))
            rows["sentences"].append((*place, zone, voice, valence, valence / 2))
            if voice != "own":
                kind = "direct" if voice == "quoted" else "reported"
                rows["voices"].append(
                    (
                        *place,
                        voice,
                        kind,
                        0,
                        speaker,
                        None,
                        None,
                        "chief" if speaker else "",
                        "said",
                        None,
                        None,
                        "saying",
                        "",
                    )
                )
            rows["words"].append((given["article_id"], zone, voice, count_words(plain)))
            rows["mentions"] += [
                (
                    given["article_id"],
                    a,
                    b,
                    text[a:b],
                    REFERENT[t][0],
                    t,
                    *REFERENT[t][1:],
                    "head",
                    zone,
                    voice,
                    speaker,
                    "",
                    False,
                    out,
                )
                for a, b, t, out in mentions
            ]
            text += "\n"
        empty = dict.fromkeys(framing.schema.TABLES["articles"], "")
        genre = {"genre": "news", "producer": given["outlet"], "published": "2020-05-01", "headline_end": 0}
        rows["articles"].append(empty | genre | {"text": text} | given)
    tables = {name: framing.schema.frame(name, found) for name, found in rows.items()}
    empty = {name: framing.schema.frame(name, []) for name in ("skipped", "notices")}
    return Layers(**tables, terms=framing.schema.frame("terms", TERMS), **empty)


def _unmark(marked: str, start: int) -> tuple[list[tuple[int, int, str, str]], str]:
    mentions, plain = [], ""
    for piece in re.split(r"(\{[^}]*\})", marked):
        term, _, reason = piece.strip("{}").partition("|")
        if piece.startswith("{"):
            mentions.append((start + len(plain), start + len(plain) + len(term), term, reason))
        plain += term if piece.startswith("{") else piece
    return mentions, plain


def use(
    article_id: str, outlet: str, *, alien: int = 0, undocumented: int = 0, immigrant: int = 0, **columns: str
) -> dict[str, Any]:
    """An article that uses each term of "people" so many times, one sentence each, in its own voice."""
    times = ("illegal alien", alien), ("undocumented immigrant", undocumented), ("immigrant", immigrant)
    sentences = [("body", "own", f"It was the {{{term}}} again.", 0.0) for term, n in times for _ in range(n)]
    return article(article_id, outlet, *sentences, ("body", "own", "Nothing else happened.", 0.0), **columns)


# Three outlets and a wire text. Counted by hand; body, news, each outlet's wording (not quoted):
#   Courier: a1 alien 3, undocumented 1; a2 alien 0, undocumented 2, immigrant 1     -> alien 3 of 6 marked, 6 of 7 marked
#   Herald:  b1 alien 0, undocumented 4; b2 (opinion) is of another genre            -> alien 0 of 4
#   Echo:    c1 names nobody                                                        -> 0 of 0
#   (wire):  w1, w2 are one text, printed by Courier and Herald: alien 1            -> 1 of 1
#   copies:  a3 is a copy of a1 within the Courier                                  -> counts once
SMALL = [
    article(
        "a1", "Courier",
        ("headline", "own", "A {illegal alien} at the {wall}", -0.6),
        ("body", "own", "The {illegal alien} met an {illegal alien} and an {undocumented immigrant}.", -0.5),
        ("body", "quoted Ann Lee", "“No {illegal alien} was here.”", 0.1),
        ("body", "reported Ann Lee", "She said that one {illegal alien} had come.", -0.2),
        ("body", "own", "The Office of {immigrant|name} Affairs was closed.", 0.0),
        leaning="left", story="raid", cluster="a1", published="2019-03-02",
    ),
    article(
        "a2", "Courier",
        ("body", "own", "Each {undocumented immigrant} and {undocumented immigrant} is an {immigrant}.", 0.25),
        leaning="left", story="order", cluster="a2", published="2020",
    ),
    article(
        "a3", "Courier",
        ("body", "own", "The {illegal alien} met an {illegal alien} and an {undocumented immigrant}.", -0.5),
        leaning="left", story="raid", cluster="a1", published="2019-03-04",
    ),
    article(
        "b1", "Herald",
        ("body", "own", "{undocumented immigrant} {undocumented immigrant} {undocumented immigrant}.", 0.0),
        ("body", "reported", "One {undocumented immigrant} was seen, officials said.", 0.3),
        leaning="right", story="raid", cluster="b1", published="2019-04-01",
    ),
    article(
        "b2", "Herald",
        ("body", "own", "I dread the {illegal alien}.", -0.7),
        leaning="right", story="raid", cluster="b2", genre="opinion", published="2019-04-02",
    ),
    article("c1", "Echo", ("body", "own", "It rained all day.", 0.0), leaning="right", story="", cluster="c1", published=""),
    article(
        "w1", "Courier", ("body", "own", "A {illegal alien} fell.", -0.4),
        leaning="left", story="fall", cluster="w1", producer="Wire", published="2019-05-02",
    ),
    article(
        "w2", "Herald", ("body", "own", "A {illegal alien} fell.", -0.4),
        leaning="right", story="fall", cluster="w1", producer="Wire", published="2019-05-01",
    ),
]  # fmt: skip
