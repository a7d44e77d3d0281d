"""How outlets name a referent: shares of its rival terms, how often it is marked at all, in how many articles, how often."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Unpack

import numpy as np

from framing.counting import Filters, Selection, check, select
from framing.counting.notes import Scale
from framing.counting.referents import (
    AMONG,
    KINDS_OF_NAME,
    count_labels,
    count_marked,
    count_terms,
    known_referents,
    labels_of,
    markable,
    mentions_of,
    terms_of,
)
from framing.counting.tallies import Tally, as_table, columns_of, tally
from framing.estimates import Estimate, moderated_rate, moderated_share
from framing.layers import Layers

if TYPE_CHECKING:
    import pandas as pd

ARTICLES = Scale(effective="articles")
RATES = Scale(nothing="no words", effective="", most=np.inf)


def shares(
    layers: Layers,
    *,
    by: str | Sequence[str] = "outlet",
    referent: str | None = None,
    among: str = "marked",
    of: str = "term",
    **filters: Unpack[Filters],
) -> pd.DataFrame:
    """Of all names that mark a referent, the share of each rival term: what an outlet calls somebody.

    A choice among alternatives: it does not rise because an outlet covers the topic more. It says which words were
    chosen, not why, and it does not hold the error of the lexicon. The interval is about the outlet's choices, of
    which these articles are a sample; its unit is the article.

    Parameters
    ----------
    layers : Layers
        From `annotate`.
    by : str or list of str
        Columns of the articles, "voice", "zone", "period" (the year) or "period:month", ":week", ":day". A column of your
        own above the outlet (leaning) has the outlet as its unit: the mean of its outlets' shares, with a t interval over
        outlets where there are 4 or more; genre, section, language and the like are of the article, which is their unit.
    referent : str, optional
        Only this one.
    among : {"marked", "all"}
        Whether unmarked names ("immigrants") belong to the alternatives.
    of : {"term", "label"}
        Shares of each term, or of all terms whose label says the same, with an interval of their own: "in the country
        illegally" and "without papers" are both act-described. A label of two parts ("document, act-described")
        counts for each, so shares of labels may add up to more than 1.
    **filters
        zone, reading, genre, since, until, copies: see `framing.counting.Filters`. The default is the outlet's
        wording (all but quotations) in the body of the commonest genre, copies once.

    Returns
    -------
    DataFrame
        A row for every group of the corpus and every term (or label): the group columns, referent, term, label, n (mentions of
        the term), of (mentions of the referent), share (n / of; NaN where nothing was mentioned), low, high (95 %),
        articles and stories (that name the referent), note (why an estimate is imprecise or withheld).

    Raises
    ------
    UsageError
        A column, referent or filter that does not exist; the nearest is named.

    References
    ----------
    Intervals: `framing.estimates.moderated_share`.

    Examples
    --------
    >>> import framing as fr
    >>> layers = fr.annotate(fr.read_corpus("corpus/demo"), "immigration")
    >>> table = fr.shares(layers, by="outlet")
    >>> bool((table["n"] <= table["of"]).all())
    True
    """
    check(among, AMONG, "choice of among")
    chosen = select(layers, by, **filters)
    check(of, KINDS_OF_NAME, "choice of of")
    count, names = (count_terms, terms_of) if of == "term" else (count_labels, labels_of)
    return _joined(
        chosen, (_shares_of(chosen, name, among, count, names) for name in known_referents(layers, referent))
    )


def _shares_of(
    chosen: Selection,
    referent: str,
    among: str,
    count: Callable[[Selection, str, str], Tally],
    names: Callable[[Layers, str, str], Mapping[str, Sequence[str]]],
) -> dict[str, Any]:
    terms = names(chosen.layers, referent, among)
    counted = count(chosen, referent, among)
    return columns_of(chosen, counted, moderated_share(counted.sums), terms, value="share")


def marking(
    layers: Layers, *, by: str | Sequence[str] = "outlet", referent: str | None = None, **filters: Unpack[Filters]
) -> pd.DataFrame:
    """Of all names of a referent, the share that marks it at all.

    Style rules replaced contested terms largely by silence ("immigrants"), so this belongs beside `shares`.

    Parameters
    ----------
    layers, by, referent, **filters
        As in `shares`.

    Returns
    -------
    DataFrame
        The group columns, referent, n (marked names), of (all names), share, low, high, articles, stories, note.
        Referents without an unmarked name are left out: all their names mark.

    Raises
    ------
    UsageError
        As in `shares`; also a referent that has no unmarked name.

    Examples
    --------
    >>> import framing as fr
    >>> layers = fr.annotate(fr.read_corpus("corpus/demo"), "immigration")
    >>> table = fr.marking(layers, by="outlet")
    >>> list(table.columns[:4])
    ['outlet', 'referent', 'n', 'of']
    """
    chosen = select(layers, by, **filters)
    names = markable(layers, referent)
    return _joined(chosen, [_marking_of(chosen, name) for name in names] or [_no_marking(chosen)])


def _marking_of(chosen: Selection, referent: str) -> dict[str, Any]:
    counted = count_marked(chosen, referent)
    return columns_of(chosen, counted, moderated_share(counted.sums), {"referent": [referent]}, value="share")


def _no_marking(chosen: Selection) -> dict[str, Any]:
    none = np.zeros(0, np.int64)
    counted = tally(chosen, (none, none, 1), (none, none, none, 1), terms=0)
    return columns_of(chosen, counted, moderated_share(counted.sums), {"referent": []}, value="share")


def article_shares(
    layers: Layers, *, by: str | Sequence[str] = "outlet", referent: str | None = None, **filters: Unpack[Filters]
) -> pd.DataFrame:
    """Of the articles that name a referent, the share that uses each term at least once: the content analyst's unit.

    Shares of one referent may add up to more than 1, since an article may use several terms. Long articles use more.

    Parameters
    ----------
    layers, by, referent, **filters
        As in `shares`.

    Returns
    -------
    DataFrame
        The group columns, referent, term, label, n (articles with the term), of (articles with any name of the
        referent), share, low, high (Wilson on articles), articles, stories, note. Copies that count each
        (`copies="all"`) are one in n and of.

    Raises
    ------
    UsageError
        As in `shares`.

    Examples
    --------
    >>> import framing as fr
    >>> layers = fr.annotate(fr.read_corpus("corpus/demo"), "immigration")
    >>> table = fr.article_shares(layers, by="outlet")
    >>> bool((table["of"] <= len(layers.articles)).all())
    True
    """
    chosen = select(layers, by, **filters)
    tables = []
    for name in known_referents(layers, referent):
        counted = count_terms(chosen, name, "all").presence()
        terms = terms_of(layers, name, "all")
        tables.append(columns_of(chosen, counted, _wilson(counted), terms, value="share", scale=ARTICLES))
    return _joined(chosen, tables)


def _wilson(counted: Tally) -> Estimate:
    from framing.estimates import wilson

    sums = counted.sums
    with np.errstate(invalid="ignore"):
        share = sums.x / sums.m[:, None]
    size = np.broadcast_to(sums.m[:, None], share.shape).astype(float)
    return Estimate(share, *wilson(share, size), size, np.full(share.shape, np.inf))


def rates(
    layers: Layers, *, by: str | Sequence[str] = "outlet", referent: str | None = None, **filters: Unpack[Filters]
) -> pd.DataFrame:
    """How often each term comes in 10,000 words.

    It rises when an outlet simply covers the topic more; for the choice of words read `shares`.

    Parameters
    ----------
    layers, by, referent, **filters
        As in `shares`; words are counted in the same zone and reading as the mentions.

    Returns
    -------
    DataFrame
        The group columns, referent, term, label, n (mentions), of (words), rate_per_10k, low, high (Garwood's
        interval for the moderated dispersion), articles, stories, note.

    Raises
    ------
    UsageError
        As in `shares`.

    Examples
    --------
    >>> import framing as fr
    >>> layers = fr.annotate(fr.read_corpus("corpus/demo"), "immigration")
    >>> table = fr.rates(layers, by="outlet")
    >>> table["rate_per_10k"].round(6).equals((10_000 * table["n"] / table["of"]).round(6))
    True
    """
    chosen = select(layers, by, **filters)
    tables = []
    for name in known_referents(layers, referent):
        terms = terms_of(layers, name, "all")
        counted = _count_in_words(chosen, name, len(terms["term"]))
        per_word = moderated_rate(counted.sums)
        scaled = per_word._replace(**{bound: 1e4 * getattr(per_word, bound) for bound in ("value", "low", "high")})
        tables.append(columns_of(chosen, counted, scaled, terms, value="rate_per_10k", scale=RATES))
    return _joined(chosen, tables)


def _count_in_words(chosen: Selection, referent: str, terms: int) -> Tally:
    """Mentions of each term, with the article's words as their base."""
    article, group, term, n = mentions_of(chosen, referent, "all")
    return tally(chosen, chosen.worded, (article, group, term, n), terms=terms, squares=n)


def _joined(chosen: Selection, tables: Iterable[dict[str, Any]]) -> pd.DataFrame:
    """The columns of single referents, one after another, as one table."""
    columns = list(tables)
    joined = {name: np.concatenate([one[name] for one in columns]) for name in columns[0]}
    return as_table(chosen, joined, [name for name in ("referent", "term", "label") if name in joined])
