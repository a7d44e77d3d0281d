"""Passages that several outlets print in articles of their own: the same quotation, the same paragraph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple, Unpack

import numpy as np

from framing.copies.quotations import QUOTATION, Spoken, quotations, sentences
from framing.counting import Filters, check, select
from framing.counting.tallies import Scale, tally, tidy
from framing.estimates import moderated_share
from framing.layers import Layers
from framing.survey.shingles import RUN, mix

if TYPE_CHECKING:
    import pandas as pd

Mask = np.ndarray[Any, np.dtype[np.bool_]]

COLUMNS = ("passage", "article_id", "outlet", "start", "end", "speaker", "words", "kind")
# Words in a row that make two quotations one passage, and how many of them are none of the light words: of any two
# speakers; of one; and where that is the whole of one of the quotations.
ENOUGH, OF_ONE, WHOLE = (8, 5), (6, 3), (5, 3)
# A run that stands in more quotations than this is a slogan or a title, not a passage of one speech.
MOST_PRINTED = 100
WORDS = Scale(nothing="no quoted words", effective="effective words")


def shared_passages(layers: Layers) -> pd.DataFrame:
    """Quotations and paragraphs that different outlets print in articles that are otherwise not copies.

    Two quotations are one passage where they have eight words in a row in common, five of them more than function words;
    six and three where the speaker has the same surname; five where they are all of one of the quotations. Spelling (honour, honor), marks, and what was cut or left out make no difference. Own sentences are one
    passage where at least twelve words are all the same: a press release, an agency's paragraph. That several outlets
    print the same words says that they had one source, not which of them had it first.

    Parameters
    ----------
    layers : Layers

    Returns
    -------
    DataFrame
        A row for each place: passage (its number, as they come in the corpus), article_id, outlet, start, end (from the
        first to the last shared word), speaker (as the article has it; "" for own sentences), words (shared ones
        between these places), kind ("quotation" or "paragraph").

    Examples
    --------
    >>> import framing as fr
    >>> layers = fr.annotate(fr.read_corpus("corpus/demo"), "immigration")
    >>> table = fr.shared_passages(layers)
    >>> bool((table.groupby("passage")["outlet"].nunique() > 1).all())
    True
    """
    import pandas as pd

    rows: list[tuple[Any, ...]] = []
    homes = _homes(layers)
    for spoken, linked in (_linked(quotations(layers), homes), _linked(sentences(layers), homes)):
        rows += _rows(spoken, linked, homes)
    order = {article_id: i for i, article_id in enumerate(layers.articles["article_id"])}
    rows.sort(key=lambda row: (order[row[1]], row[3]))
    numbers: dict[Any, int] = {}
    rows = [(numbers.setdefault(row[0], len(numbers) + 1), *row[1:]) for row in rows]
    rows.sort(key=lambda row: (row[0], order[row[1]], row[3]))
    types = {column: "str" if column in ("article_id", "outlet", "speaker", "kind") else "int64" for column in COLUMNS}
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(types)


def shared(layers: Layers, *, by: str | Sequence[str] = "outlet", **filters: Unpack[Filters]) -> pd.DataFrame:
    """Of all quoted words of an outlet, the share that another outlet prints too.

    Read it as how much of what is quoted is common stock (statements, hearings, agencies), against what an outlet was
    told alone. It depends on which outlets the corpus holds: a quotation is shared with those that are there.

    Parameters
    ----------
    layers, by
        As in `framing.shares`.
    **filters
        As in `framing.shares`, save `reading` and `zone`: words in quotation marks in the body are counted. Passages
        are looked for in the whole corpus, whatever is filtered.

    Returns
    -------
    DataFrame
        The group columns, n (quoted words in shared passages), of (all quoted words), share, low, high, articles,
        stories, note. An outlet that quotes nobody keeps its row.

    Raises
    ------
    UsageError
        A column or filter that does not exist; the nearest is named.

    References
    ----------
    Interval: `framing.estimates.moderated_share`, with the article as unit.

    Examples
    --------
    >>> import framing as fr
    >>> layers = fr.annotate(fr.read_corpus("corpus/demo"), "immigration")
    >>> table = fr.shared(layers, by="outlet")
    >>> bool((table["n"] <= table["of"]).all())
    True
    """
    import pandas as pd

    check(filters.get("reading", "all"), ("all",), "reading of quoted words")
    check(filters.get("zone", "body"), ("body",), "zone of quoted words")
    filters["reading"] = "all"
    chosen = select(layers, by, **filters)
    spoken, links = _linked(quotations(layers), _homes(layers))
    columns = {"article_id": [s.article_id for s in spoken], "voice": [s.voice for s in spoken], "zone": "body"}
    at, article, group = chosen.find(pd.DataFrame(columns))
    words = np.array([len(s.hashes) for s in spoken], np.int64)[at]
    common = np.array([links.words[i].sum() if i in links.words else 0 for i in range(len(spoken))], np.int64)[at]
    some, zero = words > 0, common > 0
    base = article[some], group[some], words[some]
    counted = tally(chosen, base, (article[zero], group[zero], np.zeros(zero.sum(), np.int64), common[zero]), terms=1)
    return tidy(chosen, counted, moderated_share(counted.sums), {}, value="share", scale=WORDS)


def _rows(spoken: Sequence[Spoken], links: _Links, homes: dict[str, tuple[str, str]]) -> list[tuple[Any, ...]]:
    """The places of passages; neighbouring sentences of one are one place."""
    rows: list[tuple[Any, ...]] = []
    last: Spoken | None = None
    for i in sorted(links.words):
        s, at = spoken[i], np.flatnonzero(links.words[i])
        key, end, words = (s.kind, links.passage[i]), int(s.ends[at[-1]]), len(at)
        goes_on = last is not None and (last.article_id, last.statement + 1) == (s.article_id, s.statement)
        if s.kind != QUOTATION and goes_on:
            before = rows.pop()
            rows.append((*before[:4], end, "", before[6] + words, s.kind))
        else:
            rows.append(
                (key, s.article_id, homes[s.article_id][0], int(s.starts[at[0]]), end, s.speaker, words, s.kind)
            )
        last = s
    return rows


class _Links(NamedTuple):
    """By span that shares something: which of its words are shared, and the passage, known by its first span."""

    words: dict[int, Mask]
    passage: dict[int, int]


def _homes(layers: Layers) -> dict[str, tuple[str, str]]:
    """Of each article, its outlet and its cluster."""
    articles = layers.articles
    clusters = articles["cluster"].where(articles["cluster"] != "", articles["article_id"])
    return dict(zip(articles["article_id"], zip(articles["outlet"], clusters, strict=True), strict=True))


def _linked(spoken: list[Spoken], homes: dict[str, tuple[str, str]]) -> tuple[list[Spoken], _Links]:
    """Which spans share words with a span of another outlet, in an article that is no copy."""
    words: dict[int, Mask] = {}
    first: dict[int, int] = {}
    for (a, b), places in _meetings(spoken, homes).items():
        masks = [_mask(spoken[span], {place[k] for place in places}) for k, span in enumerate((a, b))]
        if _one_passage((spoken[a], spoken[b]), masks):
            for span, mask in zip((a, b), masks, strict=True):
                words[span] = words.get(span, False) | mask
            _join(first, a, b)
    statements: dict[tuple[str, int], int] = {}
    for span in sorted(words):
        key = spoken[span].article_id, spoken[span].statement
        before = (key[0], key[1] - 1) if spoken[span].kind != QUOTATION else key
        if before in statements:
            _join(first, statements[before], span)
        statements[key] = span
    return spoken, _Links(words, {span: _root(first, span) for span in words})


def _meetings(
    spoken: Sequence[Spoken], homes: dict[str, tuple[str, str]]
) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """Pairs of spans of two outlets, and the words at which a run that both have begins in each."""
    found: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    home = [homes[s.article_id] for s in spoken]
    for places in _same_runs(spoken):
        outlets, clusters = ({home[span][k] for span, _ in places} for k in (0, 1))
        if min(len(outlets), len(clusters)) < 2:
            continue
        for (a, i), (b, j) in combinations(places, 2):
            if home[a][0] != home[b][0] and home[a][1] != home[b][1]:
                found[a, b].append((i, j))
    return found


def _same_runs(spoken: Sequence[Spoken]) -> list[list[tuple[int, int]]]:
    """Runs that several spans have: the span and the word at which it begins. A sentence is one run, as a whole."""
    if spoken and spoken[0].kind != QUOTATION:
        whole: dict[bytes, list[tuple[int, int]]] = defaultdict(list)
        for i, s in enumerate(spoken):
            whole[s.hashes.tobytes()].append((i, 0))
        return [places for places in whole.values() if 1 < len(places) <= MOST_PRINTED]
    runs = [mix(s.hashes) >> np.uint64(32) for s in spoken]
    sizes = [len(r) for r in runs]
    hashes = np.concatenate([*runs, np.empty(0, np.uint64)])
    span = np.repeat(np.arange(len(spoken)), sizes)
    word = np.arange(len(hashes)) - np.repeat(np.cumsum([0, *sizes])[:-1], sizes)
    order = np.argsort(hashes, kind="stable")
    ordered = hashes[order]
    edges = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)])
    bounds = [*edges.tolist(), len(order)]
    groups = [order[a:b] for a, b in zip(bounds, bounds[1:], strict=False) if 1 < b - a <= MOST_PRINTED]
    return [list(zip(span[group].tolist(), word[group].tolist(), strict=True)) for group in groups]


def _mask(spoken: Spoken, places: Iterable[int]) -> Mask:
    """The words of a span that the runs at some places hold; of a sentence, all."""
    mask = np.zeros(len(spoken.hashes), np.bool_)
    for place in places:
        mask[place : place + RUN if spoken.kind == QUOTATION else None] = True
    return mask


def _one_passage(pair: tuple[Spoken, Spoken], masks: Sequence[Mask]) -> bool:
    """Whether what two spans have in common is more than a phrase of the language."""
    if pair[0].kind != QUOTATION:
        return True
    stretches = [_longest(spoken, mask) for spoken, mask in zip(pair, masks, strict=True)]
    enough = [ENOUGH]
    if _same_speaker(*pair):
        enough += [OF_ONE, WHOLE][: 1 + any(mask.all() for mask in masks)]
    return any(all(n >= words and heavy >= weighty for n, heavy in stretches) for words, weighty in enough)


def _longest(spoken: Spoken, mask: Mask) -> tuple[int, int]:
    """The words of the longest stretch, and how many of them are weighty."""
    edges = np.flatnonzero(np.diff(mask.astype(np.int8), prepend=0, append=0))
    return max((int(end - start), int(spoken.weighty[start:end].sum())) for start, end in edges.reshape(-1, 2))


def _same_speaker(a: Spoken, b: Spoken) -> bool:
    """Whether two quotations are of one name, as far as its last word tells."""
    one, other = (s.speaker.casefold().split()[-1:] for s in (a, b))
    return bool(one) and one == other


def _root(first: dict[int, int], span: int) -> int:
    while first.setdefault(span, span) != span:
        span = first[span]
    return span


def _join(first: dict[int, int], a: int, b: int) -> None:
    low, high = sorted((_root(first, a), _root(first, b)))
    first[high] = low
