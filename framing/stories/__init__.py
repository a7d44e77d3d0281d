"""Which articles tell the same event: proposed from their words and dates, for a person to accept."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.text import fold

if TYPE_CHECKING:
    import pandas as pd
    from scipy.sparse import csr_matrix

    from framing.corpus import Corpus
    from framing.layers import Layers

COLUMNS = ("article_id", "story", "similarity", "nearest", "gap", "outlet", "published", "headline")
# News tells what happened first: the lead says which event it is, the rest of a long article is also about others.
LEAD_WORDS, HEADLINE_WEIGHT = 200, 2
# Days between two articles divide their similarity by 1 + days. An unknown day counts as one: similarity halved.
WINDOW, UNKNOWN_DAY = 7, 1
# The middle of the range in which both development sets keep their floor (benchmarks/RESULTS.md, Stories).
THRESHOLD = 0.1
# Pairs that are kept: no mean of a story above the threshold rests on weaker ones.
FLOOR, NEIGHBOURS, BLOCK = 0.02, 40, 1_000
_FIRST_DAY, _LAST_DAY = date(1, 1, 1).toordinal(), date(9999, 12, 31).toordinal()

Ints = NDArray[np.int64]


class Pairs(NamedTuple):
    """Pairs of articles that may tell one event: `left` before `right`, and how similar they are, days counted."""

    left: Ints
    right: Ints
    similarity: NDArray[np.float64]


def propose_stories(corpus: Corpus | Layers, *, threshold: float = THRESHOLD) -> pd.DataFrame:
    """Group articles that tell the same event, by the words of headline and lead and by date.

    A proposal: read it, mend it, and lay it as `stories.csv` (article_id, story) beside the articles, where reading
    takes it into the column `story`. Two articles are as similar as the cosine of their words' TF-IDF weights, divided
    by one more than the days between them; articles more than a week apart are not compared. An article joins a story
    while its mean similarity to all its articles stays at the threshold (average linkage).

    Parameters
    ----------
    corpus : Corpus or Layers
    threshold : float, default 0.1
        Higher proposes fewer and tighter stories.

    Returns
    -------
    DataFrame
        article_id, story (empty for an article alone; else the first day and three words that mark it), similarity (to
        the nearest article of the story, 0 to 1, days counted; NaN alone), nearest (that article), gap (days between
        them; NA where a day is not known), outlet, published, headline. By story, then as in the corpus.

    Raises
    ------
    UsageError
        The threshold is not between 0 and 1.

    References
    ----------
    Allan, J. (ed.) (2002). Topic Detection and Tracking. Kluwer. Words and time together, as there.

    Examples
    --------
    >>> import framing as fr
    >>> table = fr.propose_stories(fr.read_corpus("corpus/demo"))
    >>> table.loc[table["article_id"] == "courier-flood", "nearest"].tolist()
    ['ledger-flood']
    """
    import pandas as pd

    from framing.errors import UsageError

    if not 0 < threshold < 1:
        raise UsageError(f"threshold is {threshold}; it is a share between 0 and 1")
    articles = corpus.articles
    weights, vocabulary = _weights(articles)
    days = np.array([span_of_days(published) for published in articles["published"]], np.int64).reshape(-1, 2)
    pairs = similar_pairs(weights, days)
    groups = linked(pairs, len(articles), threshold)
    nearest = _nearest(pairs, groups, len(articles))
    ids = articles["article_id"].to_numpy(object)
    table = pd.DataFrame({
        "article_id": ids,
        "story": _names(groups, weights, vocabulary, articles["published"].tolist()),
        "similarity": [round(similarity, 4) if at >= 0 else np.nan for at, similarity in nearest],
        "nearest": [ids[at] if at >= 0 else "" for at, _ in nearest],
        "gap": pd.array([_gap(days, i, at) for i, (at, _) in enumerate(nearest)], "Int32"),
        **{name: articles[name].to_numpy(object) for name in ("outlet", "published", "headline")},
    })  # fmt: skip
    order = sorted(range(len(table)), key=lambda i: (groups[i] < 0, groups[i], i))
    return table.iloc[order].reset_index(drop=True)[list(COLUMNS)]


def span_of_days(published: str) -> tuple[int, int]:
    """The first and the last day that a date may mean.

    Examples
    --------
    >>> [b - a for a, b in (span_of_days("2017-03-22"), span_of_days("2017-03"), span_of_days("2017"))]
    [0, 30, 364]
    """
    parts = [int(part) for part in published.split("-") if part]
    if not parts:
        return _FIRST_DAY, _LAST_DAY
    year, month, day = [*parts, 0, 0][:3]
    first = date(year, month or 1, day or 1).toordinal()
    if day:
        return first, first
    following = date(year + (month or 12) // 12, (month or 12) % 12 + 1, 1)
    return first, following.toordinal() - 1


def _weights(articles: pd.DataFrame) -> tuple[csr_matrix, list[str]]:
    """TF-IDF of headline and lead, rows of length 1, and the word of each column."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    leads = [
        fold(f"{(headline + ' . ') * HEADLINE_WEIGHT}{' '.join(text[end:].split(maxsplit=LEAD_WORDS)[:LEAD_WORDS])}")
        for headline, text, end in zip(
            articles["headline"], articles["text"], articles["headline_end"].fillna(0), strict=True
        )
    ]
    vectors = TfidfVectorizer(sublinear_tf=True, stop_words="english", token_pattern=r"[^\W_][\w'-]+", dtype=np.float32)
    try:
        weights = vectors.fit_transform(leads)
    except ValueError:  # not one word but stop words
        from scipy.sparse import csr_matrix

        return csr_matrix((len(articles), 1), dtype=np.float32), [""]
    return weights, vectors.get_feature_names_out().tolist()


def similar_pairs(weights: csr_matrix, days: Ints) -> Pairs:
    """The nearest pairs within the window, block by block, so that memory grows with the articles and not their square.

    Parameters
    ----------
    weights : sparse array (articles, words)
        Rows of length 1.
    days : array (articles, 2)
        First and last day that each may be of.
    """
    exact = days[:, 0] == days[:, 1]
    dated = np.flatnonzero(exact)[np.argsort(days[exact, 0], kind="stable")]
    found = [_block(weights, days, *part) for part in _dated_parts(days, dated)]
    # A day that is not known may be any: these are compared with all.
    vague, all_of = np.flatnonzero(~exact), np.concatenate([np.flatnonzero(~exact), dated])
    found += [
        _block(weights, days, vague[i : i + BLOCK], all_of[j : j + 10 * BLOCK])
        for i in range(0, len(vague), BLOCK)
        for j in range(0, len(all_of), 10 * BLOCK)
    ]
    empty = np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)
    left, right, similarity = (np.concatenate(column) for column in zip(empty, *found, strict=True))
    # A pair may be among the nearest of both.
    low, high = np.minimum(left, right), np.maximum(left, right)
    _, once = np.unique(low * len(days) + high, return_index=True)
    return Pairs(low[once], high[once], similarity[once])


def _dated_parts(days: Ints, dated: Ints) -> Iterator[tuple[Ints, Ints]]:
    """Blocks of articles in order of days, each with those that lie within the window of one of them."""
    by_day = days[dated, 0]
    for start in range(0, len(dated), BLOCK):
        block = dated[start : start + BLOCK]
        low = np.searchsorted(by_day, days[block[0], 0] - WINDOW, "left")
        high = np.searchsorted(by_day, days[block[-1], 0] + WINDOW, "right")
        yield block, dated[low:high]


def _block(weights: csr_matrix, days: Ints, rows: Ints, columns: Ints) -> tuple[Ints, Ints, NDArray[np.float64]]:
    """The nearest of some articles among others: article, other, similarity with the days between them counted."""
    found = (weights[rows] @ weights[columns].T).tocoo()
    left, right = rows[found.row], columns[found.col]
    gap = np.maximum(0, np.maximum(days[left, 0] - days[right, 1], days[right, 0] - days[left, 1]))
    known = (days[left, 0] == days[left, 1]) & (days[right, 0] == days[right, 1])
    # Rounded, so that the last bit, which depends on the block, decides nothing.
    similarity = np.round(found.data / (1.0 + np.where(known, gap, np.maximum(gap, UNKNOWN_DAY))), 6)
    keep = np.flatnonzero((left != right) & (gap <= WINDOW) & (similarity >= FLOOR))
    order = keep[np.lexsort((right[keep], -similarity[keep], left[keep]))]
    left, right, similarity = left[order], right[order], similarity[order]
    rank = np.arange(len(left)) - np.searchsorted(_grouped(left), _grouped(left), "left")
    near = rank < NEIGHBOURS
    return left[near], right[near], similarity[near]


def _grouped(keys: Ints) -> Ints:
    """Numbers that rise with each new key of a run."""
    return np.cumsum(np.concatenate([[0], np.diff(keys) != 0])) if len(keys) else keys


def linked(pairs: Pairs, size: int, threshold: float) -> list[int]:
    """Average linkage over sparse pairs; those not listed are 0. The number of each article's group, -1 alone.

    Examples
    --------
    >>> pairs = Pairs(np.array([0, 1, 3]), np.array([1, 2, 4]), np.array([0.5, 0.3, 0.4]))
    >>> linked(pairs, 6, 0.2)  # 2 is near to 1, but on average .15 from 0 and 1
    [0, 0, -1, 1, 1, -1]
    """
    sums: dict[int, dict[int, float]] = {}
    queue = []
    for a, b, similarity in zip(*(column.tolist() for column in pairs), strict=True):
        sums.setdefault(a, {})[b] = sums.setdefault(b, {})[a] = similarity
        if similarity >= threshold:
            queue.append((-similarity, a, b))
    members = {i: [i] for i in range(size)}
    heapq.heapify(queue)
    new = size
    while queue:
        _, a, b = heapq.heappop(queue)
        if a not in members or b not in members:
            continue
        members[new] = members.pop(a) + members.pop(b)
        near = _merged(sums, a, b)
        for other, total in near.items():
            sums[other][new] = total
            mean = total / (len(members[new]) * len(members[other]))
            if mean >= threshold:
                heapq.heappush(queue, (-mean, other, new))
        sums[new] = near
        new += 1
    return _numbered([group for group in members.values() if len(group) > 1], size)


def _merged(sums: dict[int, dict[int, float]], a: int, b: int) -> dict[int, float]:
    """The neighbours of two groups that become one, which are told of it."""
    near: dict[int, float] = {}
    for old in (a, b):
        for other, total in sums.pop(old).items():
            if other not in (a, b):
                near[other] = near.get(other, 0.0) + total
                del sums[other][old]
    return near


def _numbered(groups: Sequence[list[int]], size: int) -> list[int]:
    """Groups by article, numbered by their first article."""
    number = [-1] * size
    for n, group in enumerate(sorted(groups, key=min)):
        for i in group:
            number[i] = n
    return number


def _nearest(pairs: Pairs, groups: Sequence[int], size: int) -> list[tuple[int, float]]:
    """Of each article, the most similar one of its story and how similar it is; -1 alone."""
    found = [(-1, 0.0)] * size
    for a, b, similarity in zip(*(column.tolist() for column in pairs), strict=True):
        for one, other in ((a, b), (b, a)):
            if groups[one] >= 0 and groups[one] == groups[other] and similarity > found[one][1]:
                found[one] = other, similarity
    return found


def _gap(days: Ints, i: int, j: int) -> int | None:
    """Days between two articles; None where one of them is not known to the day."""
    known = j >= 0 and days[i, 0] == days[i, 1] and days[j, 0] == days[j, 1]
    return abs(int(days[i, 0] - days[j, 0])) if known else None


def _names(groups: Sequence[int], weights: csr_matrix, vocabulary: Sequence[str], published: Sequence[str]) -> Any:
    """The name of each article's story: its first day and the three words that weigh most in it."""
    members: dict[int, list[int]] = {}
    for i, group in enumerate(groups):
        members.setdefault(group, []).append(i)
    names, taken = {-1: ""}, set()
    for group in range(len(members) - (-1 in members)):
        mine = members[group]
        heavy = np.asarray(weights[mine].sum(axis=0)).ravel()
        top = sorted(np.argsort(-heavy, kind="stable")[:3].tolist(), key=lambda word: -heavy[word])
        first = min((published[i] for i in mine if published[i]), default="undated")
        name = base = " ".join([first, *(vocabulary[word] for word in top)])
        more = 2
        while name in taken:
            name, more = f"{base} ({more})", more + 1
        taken.add(name)
        names[group] = name
    return [names[group] for group in groups]
