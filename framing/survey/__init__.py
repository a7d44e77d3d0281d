"""What needs the whole corpus: lines that recur in an outlet's pages, and articles that are copies of each other.

Both are gathered from what is known of each article by itself, so that a corpus may be surveyed in parts.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from framing.corpus import LineZone
from framing.survey.alike import compared, copied, in_common
from framing.survey.candidates import Articles, Places, candidates
from framing.survey.clusters import EXACT, Copy, clustered
from framing.survey.gathered import Gathered, gather

if TYPE_CHECKING:
    import pandas as pd

    from framing.corpus import Corpus

# A line that a site prints on every page stands in several of its articles; a sentence of news does not.
RECURS_IN = 3
# Lines that are counted at once: above it, merging counts them in shares, so that memory stays bounded.
LINES_AT_ONCE = 2_000_000


@dataclass(frozen=True)
class Survey:
    """Facts about a corpus that no single article shows.

    Attributes
    ----------
    recurring : dict
        Outlet -> the folded lines that stand in at least three of its articles (copies counted once).
    clusters : dict
        article_id -> the article_id of the first article of its cluster, for every later copy.
    copies : dict
        article_id -> what it is a copy of, of which kind, and how much they share; for the same articles.
    lines : tuple of LineZone
        Lines whose zone a person has given in `zones.csv`.
    """

    recurring: Mapping[str, frozenset[str]] = field(default_factory=dict)
    clusters: Mapping[str, str] = field(default_factory=dict)
    copies: Mapping[str, Copy] = field(default_factory=dict)
    lines: tuple[LineZone, ...] = ()

    @property
    def sha256(self) -> str:
        """Hash of all it says, for the manifest of a run."""
        lines = [f"{outlet}\t{line}" for outlet in sorted(self.recurring) for line in sorted(self.recurring[outlet])]
        copies = [f"{key}\t{self.clusters[key]}\t{copy}" for key, copy in sorted(self.copies.items())]
        given = ["", *("\t".join(map(str, line)) for line in self.lines)] if self.lines else []
        return hashlib.sha256("\n".join([*lines, "", *copies, *given]).encode("utf-8", "surrogatepass")).hexdigest()

    def share_of(self, articles: pd.DataFrame) -> Survey:
        """What concerns some articles: the lines of their outlets, and which of them are copies."""
        outlets, ids = sorted(set(articles["outlet"])), [i for i in articles["article_id"] if i in self.copies]
        return Survey(
            {outlet: self.recurring[outlet] for outlet in outlets if outlet in self.recurring},
            {article_id: self.clusters[article_id] for article_id in ids},
            {article_id: self.copies[article_id] for article_id in ids},
            self.lines,
        )

    def marked(self, articles: pd.DataFrame) -> pd.DataFrame:
        """Some articles with what they are copies of.

        Returns
        -------
        DataFrame
            With the columns cluster (article_id of the first article of the cluster, its own where there is no other),
            copy_of and copy_kind ("" for the first), overlap (share of the shorter one's own words that both have).
        """
        ids = articles["article_id"].tolist()
        copies = [self.copies.get(article_id, Copy("", "", np.nan)) for article_id in ids]
        table = articles.assign(
            cluster=[self.clusters.get(article_id, article_id) for article_id in ids],
            copy_of=[copy.of for copy in copies],
            copy_kind=[copy.kind for copy in copies],
            overlap=np.array([copy.overlap for copy in copies], np.float64),
        )
        return table.astype(dict.fromkeys(("cluster", "copy_of", "copy_kind"), "str"))


def survey(corpus: Corpus) -> Survey:
    """Gather recurring lines by outlet and clusters of copies, exact, near and syndicated.

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
    >>> sorted(fr.survey(fr.read_corpus("corpus/demo")).clusters)
    ['herald-bill', 'ledger-bill']
    """
    return replace(merge([gather(corpus.articles)]), lines=corpus.lines)


def merge(parts: Iterable[Gathered]) -> Survey:
    """The survey of a corpus from its parts, whatever the cut.

    Parameters
    ----------
    parts : iterable of Gathered
        In corpus order. It is gone through several times, so it must not be an iterator; its parts may be read anew
        each time.
    """
    numbers: dict[str, int] = {}
    known = []
    for part in parts:
        # By article: the number of its outlet; names would take ten times as much.
        outlets = np.array([numbers.setdefault(outlet, len(numbers)) for outlet in part.outlets], np.int32)
        known.append((part.texts, part.pages, outlets, part.sizes, part.known_by, len(part.hashes)))
    if not known:
        return Survey()
    *columns, lines = zip(*known, strict=True)
    texts, pages, outlets, sizes, known_by = (np.concatenate(arrays) for arrays in columns)
    # One page a text and outlet: a copied page must not make its own lines recur.
    counted = _first(pages) == np.arange(len(pages))
    starts = np.cumsum([0, *(len(here) for here, *_ in known)])
    first, copies = _copies(Articles(parts, starts, texts, outlets, sizes, known_by))
    often = _often(parts, starts, counted, 1 + sum(lines) // LINES_AT_ONCE)
    return Survey(_recurring(parts, starts, counted, often), *_named(parts, starts, first, copies))


def _copies(articles: Articles) -> tuple[Places, dict[int, Copy]]:
    """By place: the first article of each one's cluster; what each copy is a copy of."""
    pairs, likely = candidates(articles)
    found = copied(articles, pairs, *compared(articles, pairs, likely))
    first, copies = clustered(*found, articles.texts, articles.outlets, partial(in_common, articles))
    same = _first(articles.texts)
    for copy in np.flatnonzero(same != np.arange(len(same))).tolist():
        of = int(same[copy])
        first[copy], copies[copy] = first[of], Copy(of, EXACT, 1.0)
    return first, copies


def _first(keys: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Of each key, where it comes first."""
    _, first, key = np.unique(keys, return_index=True, return_inverse=True)
    return np.asarray(first[key.reshape(-1)], np.int64)


def _named(
    parts: Iterable[Gathered], starts: NDArray[Any], first: Places, copies: Mapping[int, Copy]
) -> tuple[dict[str, str], dict[str, Copy]]:
    """Clusters and copies by article_id, in corpus order."""
    found = np.array(sorted(copies), np.int64)
    wanted = np.unique(np.concatenate([found, first[found], [copies[i].of for i in found.tolist()]]).astype(np.int64))
    names: dict[Any, str] = {}
    for part, start in zip(parts, starts, strict=False):
        ids = part.ids
        here = wanted[np.searchsorted(wanted, start) : np.searchsorted(wanted, start + len(ids))].tolist()
        names |= {i: ids[i - start] for i in here}
    return (
        {names[i]: names[of] for i, of in zip(found.tolist(), first[found].tolist(), strict=True)},
        {names[i]: copies[i]._replace(of=names[copies[i].of]) for i in found.tolist()},
    )


def _often(
    parts: Iterable[Gathered], starts: NDArray[Any], counted: NDArray[np.bool_], shares: int
) -> NDArray[np.uint64]:
    """Hashes of lines that recur, in rising order; few enough to look at the lines themselves."""
    found = []
    for share in range(shares):
        hashes = []
        for part, start in zip(parts, starts, strict=False):
            every = part.hashes
            hashes.append(every[counted[part.line_of + start] & (every % np.uint64(shares) == share)])
        values, n = np.unique(np.concatenate(hashes), return_counts=True)
        found.append(values[n >= RECURS_IN])
    return np.sort(np.concatenate(found))


def _recurring(
    parts: Iterable[Gathered], starts: NDArray[Any], counted: NDArray[np.bool_], often: NDArray[np.uint64]
) -> dict[str, frozenset[str]]:
    """Exact counts of the lines that their hashes point to."""
    counts: Counter[tuple[str, str]] = Counter()
    if not len(often):
        return {}
    for part, start in zip(parts, starts, strict=False):
        line_of = part.line_of
        hashes = part.hashes
        known = often.take(often.searchsorted(hashes), mode="clip") == hashes
        at = np.flatnonzero(counted[line_of + start] & known).tolist()
        if at:
            outlets, lines = part.outlets, part.lines
            counts.update((outlets[line_of[i]], lines[i]) for i in at)
    lines_of: dict[str, set[str]] = {}
    for (outlet, line), n in sorted(counts.items()):
        if n >= RECURS_IN:
            lines_of.setdefault(outlet, set()).add(line)
    return {outlet: frozenset(found) for outlet, found in lines_of.items()}
