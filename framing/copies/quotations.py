"""The quotations and sentences of a corpus as words that can be compared between articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.layers import Layers
from framing.spans import locate
from framing.spelling import alike
from framing.survey.shingles import word_hash
from framing.text import WORD, fold

if TYPE_CHECKING:
    import pandas as pd

MARKED = ("direct", "partial")
# Words that any two speeches share; what is left of a passage must say something.
LIGHT = frozenset(
    """a about after all also am an and any are as at back be because been before being but by can could did do does doing
    done down every for from get getting go goes going gone good got had has have having he her here him his how i if in
    into is it its just know let like lot lots made make makes making many may me more most much must my need no not now of
    off on one only or other our out over people said same say see she should so some something still such sure take than
    that the their them then there these they thing things think this those through time to too try trying up us very want
    was way we well were what when where which who why will with would year years yes you your
    it's that's we're they're i'm you're he's she's there's don't doesn't didn't can't won't isn't aren't wasn't we've i've
    they've we'll i'll they'll let's america american americans country united states president""".split()
)
QUOTATION, PARAGRAPH = "quotation", "paragraph"
# Sentences of fewer words are printed twice by chance.
LONG_SENTENCE = 12


class Spoken(NamedTuple):
    """A quotation or a sentence, and its words.

    Attributes
    ----------
    article_id, start, end, voice, speaker
        Of the row of the voices or sentences table.
    kind : str
        "quotation" or "paragraph" (a sentence without quotation marks).
    statement : int
        Spans of an article with the same number belong together: parts of one quotation, neighbouring sentences.
    starts, ends, hashes, weighty : arrays
        By word: its place in the text of the article; a hash in which two spellings are alike; whether it is none of the
        light words of the language.
    """

    article_id: str
    start: int
    end: int
    voice: str
    speaker: str
    kind: str
    statement: int
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    hashes: NDArray[np.uint64]
    weighty: NDArray[np.bool_]


def quotations(layers: Layers) -> list[Spoken]:
    """Everything in quotation marks in the body that is somebody's speech; of nested quotations, the outer one."""
    found: list[Spoken] = []
    for part in layers.parts("articles", "zones", "voices"):
        rows = _in_body(part, part.voices[part.voices["kind"].isin(MARKED)])
        rows = rows.sort_values(["article_id", "start", "end"], ascending=[True, True, False], kind="stable")
        inside = rows["start"] < rows.groupby("article_id")["end"].transform(
            lambda ends: ends.cummax().shift(fill_value=0)
        )
        found += _spoken(part, rows[~inside], QUOTATION, rows.loc[~inside, "attribution_id"])
    return found


def sentences(layers: Layers) -> list[Spoken]:
    """The longer sentences of the body without quotation marks."""
    found: list[Spoken] = []
    for part in layers.parts("articles", "zones", "sentences", "voices"):
        rows = part.sentences[part.sentences["zone"] == "body"].reset_index(drop=True)
        speech = part.voices[part.voices["kind"].isin(MARKED)]
        holding = {
            *locate(rows, speech["article_id"], speech["start"]),
            *locate(rows, speech["article_id"], speech["end"] - 1),
        }
        rows = rows.assign(speaker="")[~rows.index.isin(holding)]
        long = [spoken for spoken in _spoken(part, rows, PARAGRAPH, rows.index) if len(spoken.hashes) >= LONG_SENTENCE]
        found += long
    return found


def _in_body(layers: Layers, rows: pd.DataFrame) -> pd.DataFrame:
    if not len(rows):
        return rows
    zone = np.array(locate(layers.zones, rows["article_id"], rows["start"]), np.int64)
    return rows[layers.zones["zone"].to_numpy()[zone] == "body"]


def _spoken(layers: Layers, rows: pd.DataFrame, kind: str, statements: Sequence[int]) -> Iterator[Spoken]:
    texts = dict(zip(layers.articles["article_id"], layers.articles["text"], strict=True))
    columns = (rows[column].tolist() for column in ("article_id", "start", "end", "voice", "speaker"))
    for (article_id, start, end, voice, speaker), statement in zip(zip(*columns, strict=True), statements, strict=True):
        words = list(WORD.finditer(fold(texts[article_id][start:end])))
        yield Spoken(
            article_id, start, end, voice, speaker, kind, int(statement),
            np.array([start + word.start() for word in words], np.int32),
            np.array([start + word.end() for word in words], np.int32),
            np.array([_hash(word.group()) for word in words], np.uint64),
            np.array([word.group() not in LIGHT for word in words], np.bool_),
        )  # fmt: skip


@lru_cache(maxsize=100_000)
def _hash(word: str) -> int:
    return word_hash(alike(word))
