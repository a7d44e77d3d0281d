"""From articles to layers: batch by batch, and the one join that gives each mention its zone, voice and speaker."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.corpus import Corpus
from framing.layers import Layers
from framing.lexicon import Lexicon, read_lexicon
from framing.mentions import find_mentions
from framing.schema import TABLES, frame
from framing.sentences import find_sentences
from framing.spans import flatten, overlap
from framing.survey import Survey, survey
from framing.text import WORD
from framing.valence import score
from framing.voices import find_voices
from framing.zones import find_zones

if TYPE_CHECKING:
    import pandas as pd

BATCH = 2_000
Tiles = list[tuple[int, int, str]]


def annotate(
    corpus: Corpus,
    lexicon: str | Path | Lexicon = "immigration",
    *,
    to: str | Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Layers:
    """Label a corpus: zones, sentences, voices, mentions, words, valence.

    Parameters
    ----------
    corpus : Corpus
        From `read_corpus`.
    lexicon : str, Path or Lexicon
        The name of a shipped lexicon, or a file of your own.
    to : str or Path, optional
        A folder to write the tables to, as Parquet.
    progress : callable, optional
        Called after each batch with articles done and articles in all.

    Returns
    -------
    Layers
        The same whatever the batches: each article is labelled by itself, with what `survey` knows of the whole.

    Raises
    ------
    InputError
        The lexicon cannot be read.

    Examples
    --------
    >>> import framing as fr
    >>> layers = fr.annotate(fr.read_corpus("corpus/demo"), "immigration")
    >>> set(layers.mentions["voice"]) <= {"own", "quoted", "reported"}
    True
    """
    lexicon = lexicon if isinstance(lexicon, Lexicon) else read_lexicon(lexicon)
    surveyed = survey(corpus)
    parts = []
    for start in range(0, max(1, len(corpus)), BATCH):
        parts.append(annotate_batch(corpus.articles.iloc[start : start + BATCH], lexicon, surveyed))
        if progress:
            progress(min(start + BATCH, len(corpus)), len(corpus))
    layers = Layers.concat(parts)
    layers = Layers(
        **{name: getattr(layers, name) for name in ("articles", "zones", "sentences", "voices", "mentions", "words", "terms")},
        skipped=corpus.skipped,
        notices=corpus.notices,
        about=_about(corpus, lexicon, surveyed),
    )
    if to is not None:
        layers.save(to)
    return layers


def annotate_batch(articles: pd.DataFrame, lexicon: Lexicon, survey: Survey) -> Layers:
    """Label some articles; knows of no others but through `survey`.

    Parameters
    ----------
    articles : DataFrame
        Rows of a corpus's articles table.
    lexicon : Lexicon
    survey : Survey
        Of the whole corpus.

    Returns
    -------
    Layers
        Without skipped, notices and about, which belong to the corpus.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.read_corpus("corpus/demo")
    >>> layers = annotate_batch(corpus.articles.head(2), fr.read_lexicon("immigration"), fr.survey(corpus))
    >>> len(layers.articles), set(layers.zones["article_id"]) == set(layers.articles["article_id"])
    (2, True)
    """
    rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in ("zones", "sentences", "voices", "mentions", "words")}
    for article in articles.itertuples(index=False):
        for name, found in _label(article, lexicon, survey).items():
            rows[name] += [(article.article_id, *row) for row in found]
    clusters = [survey.clusters.get(article_id, article_id) for article_id in articles["article_id"]]
    terms = [(r.id, t.term, t.label, t.marked) for r in lexicon.referents for t in r.terms]
    return Layers(
        articles=articles.assign(cluster=clusters).astype({"cluster": "str"}).reset_index(drop=True),
        **{name: frame(name, found) for name, found in rows.items()},
        terms=frame("terms", terms),
        skipped=frame("skipped", []),
        notices=frame("notices", []),
    )


def _label(article: Any, lexicon: Lexicon, survey: Survey) -> dict[str, Sequence[tuple[Any, ...]]]:
    """All layers of one article, as rows without the article_id."""
    zones = find_zones(article, survey.recurring.get(article.outlet, frozenset()))
    sentences = find_sentences(article.text, zones)
    voices = find_voices(article, zones, sentences)
    mentions = find_mentions(article, zones, sentences, voices, lexicon)
    tiles = voice_tiles(voices, len(article.text))
    return {
        "zones": zones,
        "sentences": list(_judge(article.text, sentences, tiles, mentions)),
        "voices": voices,
        "mentions": mentions,
        "words": _count(article.text, zones, tiles),
    }


def voice_tiles(voices: Sequence[Any], length: int) -> Tiles:
    """The text tiled by whose words they are: the innermost voice, and the outlet's own elsewhere.

    Examples
    --------
    >>> voice_tiles([], 5)
    [(0, 5, 'own')]
    """
    tiles = flatten([(v.start, v.end, i) for i, v in enumerate(voices)], length) if length else []
    return [(start, end, voices[i].voice if i >= 0 else "own") for start, end, i in tiles]


def _judge(text: str, sentences: Sequence[Any], tiles: Tiles, mentions: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    """Each sentence with the voice of most of its characters and its valence."""
    starts = [start for start, _, _ in tiles]
    for start, end, zone in sentences:
        share: Counter[str] = Counter()
        for a, b, voice in tiles[bisect_right(starts, start) - 1 :]:
            if a >= end:
                break
            share[voice] += overlap(a, b, start, end)
        names = [(m.start - start, m.end - start) for m in mentions if start <= m.start and m.end <= end]
        yield start, end, zone, share.most_common(1)[0][0], *score(text[start:end], names)


def _count(text: str, zones: Sequence[Any], tiles: Tiles) -> list[tuple[str, str, int]]:
    """Words by zone and voice; a word lies where it begins."""
    zone_starts, tile_starts = [z[0] for z in zones], [t[0] for t in tiles]
    counts: Counter[tuple[str, str]] = Counter()
    for word in WORD.finditer(text):
        zone = zones[bisect_right(zone_starts, word.start()) - 1][2]
        counts[zone, tiles[bisect_right(tile_starts, word.start()) - 1][2]] += 1
    return [(zone, voice, n) for (zone, voice), n in sorted(counts.items())]


def _about(corpus: Corpus, lexicon: Lexicon, surveyed: Survey) -> dict[str, Any]:
    """What a result depends on, for the manifest."""
    packages = ("media-framing", "numpy", "pandas", "pyarrow", "vaderSentiment")
    return {
        "lexicon": lexicon.name,
        "lexicon_version": lexicon.version,
        "lexicon_sha256": lexicon.sha256,
        "lexicon_language": lexicon.language,
        "survey_sha256": surveyed.sha256,
        "files": dict(corpus.files),
        "versions": {name: version(name) for name in packages},
        "tables": {name: list(columns) for name, columns in TABLES.items()},
    }
