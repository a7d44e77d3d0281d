"""What needs the whole corpus: lines that recur in an outlet's pages, and articles that are copies of each other.

Both are gathered from counts that add up, so that a corpus may be surveyed in parts.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from framing.text import WORD, fold

if TYPE_CHECKING:
    from framing.corpus import Corpus

# A line that a site prints on every page stands in several of its articles; a sentence of news does not.
RECURS_IN = 3
LONGEST_LINE = 200
# Paragraphs of at least this many words make the text of an article; shorter ones are often furniture.
LONG_PARAGRAPH = 15


@dataclass(frozen=True)
class Survey:
    """Facts about a corpus that no single article shows.

    Attributes
    ----------
    recurring : dict
        Outlet -> the folded lines that stand in at least three of its articles (copies counted once).
    clusters : dict
        article_id -> the article_id of the first article with the same text, itself for most.
    """

    recurring: Mapping[str, frozenset[str]] = field(default_factory=dict)
    clusters: Mapping[str, str] = field(default_factory=dict)

    @property
    def sha256(self) -> str:
        """Hash of all it says, for the manifest of a run."""
        lines = [f"{outlet}\t{line}" for outlet in sorted(self.recurring) for line in sorted(self.recurring[outlet])]
        copies = [f"{key}\t{value}" for key, value in sorted(self.clusters.items()) if key != value]
        return hashlib.sha256("\n".join([*lines, "", *copies]).encode("utf-8", "surrogatepass")).hexdigest()


def line_key(line: str) -> str:
    """A line as it is compared: folded, white space squeezed."""
    return " ".join(fold(line).split())


def text_key(text: str) -> str:
    """Hash of the words of an article's long paragraphs: equal for copies with other furniture or typography.

    A text without long paragraphs is compared whole.
    """
    paragraphs = [WORD.findall(line) for line in fold(text).split("\n")]
    words = [p for p in paragraphs if len(p) >= LONG_PARAGRAPH] or paragraphs
    return hashlib.sha256("\n".join(" ".join(p) for p in words).encode("utf-8", "surrogatepass")).hexdigest()


def _opening(text: str) -> str:
    """The words of the first long paragraph, which copies share; nothing where there is none."""
    paragraphs = (WORD.findall(line) for line in fold(text).split("\n"))
    return " ".join(next((words for words in paragraphs if len(words) >= LONG_PARAGRAPH), []))


def _text_keys(texts: Sequence[str]) -> list[str]:
    """By text: what copies and only they share; nobody's copy is told by its opening and not read to its end."""
    openings = [_opening(text) for text in texts]
    met = Counter(openings)
    return [text_key(text) if met[key] > 1 else key for text, key in zip(texts, openings, strict=True)]


def survey(corpus: Corpus) -> Survey:
    """Gather recurring lines by outlet and clusters of copies.

    Parameters
    ----------
    corpus : Corpus

    Returns
    -------
    Survey
        Independent of the order of the articles but for which copy is called the first.

    Examples
    --------
    >>> import framing as fr
    >>> len(fr.survey(fr.read_corpus("corpus/demo")).clusters) > 48
    True
    """
    articles = corpus.articles
    keys = _text_keys(articles["text"].tolist())
    first: dict[str, str] = {}
    clusters = {
        article_id: first.setdefault(key, article_id)
        for article_id, key in zip(articles["article_id"], keys, strict=True)
    }
    # One page a cluster and outlet: a copied page must not make its own lines recur.
    pages = {
        (outlet, cluster): text
        for outlet, cluster, text in zip(articles["outlet"], clusters.values(), articles["text"], strict=True)
    }
    recurring = {}
    for outlet, group in groupby(sorted(pages), key=lambda page: page[0]):
        counts: Counter[str] = Counter()
        for page in group:
            lines = (line.strip() for line in fold(pages[page]).split("\n"))
            counts.update({" ".join(line.split()) for line in lines if 0 < len(line) <= LONGEST_LINE})
        recurring[outlet] = frozenset(line for line, n in counts.items() if n >= RECURS_IN and line)
    return Survey(recurring, clusters)
