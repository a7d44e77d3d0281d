"""Articles that print another's text: which, of what kind, and what counting each of them would change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Unpack

from framing.corpus import Corpus
from framing.counting import Filters
from framing.layers import Layers
from framing.naming import shares
from framing.survey.clusters import EXACT, NEAR, SYNDICATED

if TYPE_CHECKING:
    import pandas as pd

KINDS = (EXACT, NEAR, SYNDICATED)


def copies(given: Corpus | Layers) -> pd.DataFrame:
    """The articles that are copies of another, and of which.

    A copy has at least .7 of its own words (runs of five, outside quotation marks and in long paragraphs) from another
    article, or another .7 of its words from it. Two reports of one event that quote the same speech are none. Texts of
    fewer than 84 words are compared word for word only.

    Parameters
    ----------
    given : Corpus or Layers

    Returns
    -------
    DataFrame
        A row for each copy but the first article of its cluster: article_id; cluster (article_id of the first); kind:
        "exact" (the same words in the long paragraphs), "near" (each has most of the other, or both are of one outlet:
        updates, twins in print and on the web, other headlines) or "syndicated" (one outlet prints most of another's
        text, shortened or with a part of its own); of (the article that it has most in common with); overlap (of the
        shorter one's own words, the share that both have: 0 to 1).

    References
    ----------
    Broder, A. (1997). On the resemblance and containment of documents. Proceedings of Compression and Complexity of
    Sequences 1997, 21-29: containment of one text's runs of words in another's.

    Examples
    --------
    >>> import framing as fr
    >>> fr.copies(fr.read_corpus("corpus/demo")).to_dict("records")[0]
    {'article_id': 'herald-bill', 'cluster': 'courier-bill', 'kind': 'exact', 'of': 'courier-bill', 'overlap': 1.0}
    """
    from framing.survey import survey

    articles = given.articles if isinstance(given, Layers) else survey(given).marked(given.articles)
    names = {"copy_kind": "kind", "copy_of": "of"}
    found = articles[articles["copy_kind"] != ""].rename(columns=names)
    return found[["article_id", "cluster", "kind", "of", "overlap"]].reset_index(drop=True)


def recounted(
    layers: Layers, *, by: str | Sequence[str] = "outlet", referent: str | None = None, **filters: Unpack[Filters]
) -> pd.DataFrame:
    """What counting every copy would change: the shares of `framing.shares`, counted once and counted each time.

    Parameters
    ----------
    layers, by, referent, **filters
        As in `framing.shares`; `copies` is what is compared.

    Returns
    -------
    DataFrame
        The group columns, referent, term, label; n, of, share (the first copy of an outlet, what several outlets print
        set aside), n_all, of_all, share_all (each copy where it stands) and change (share_all - share; NaN where one
        of them is of nothing). Without the row "(wire)", which has no counterpart.

    Raises
    ------
    UsageError
        As in `framing.shares`.

    Examples
    --------
    >>> import framing as fr
    >>> layers = fr.annotate(fr.read_corpus("corpus/demo"), "immigration")
    >>> table = fr.recounted(layers)
    >>> bool((table["of_all"] >= table["of"]).all()), "(wire)" in set(table["outlet"])
    (True, False)
    """
    first: Filters = {**filters, "copies": "first"}
    every: Filters = {**filters, "copies": "all"}
    once, each = (shares(layers, by=by, referent=referent, **choice) for choice in (first, every))
    groups = [by] if isinstance(by, str) else list(by)
    keys = [*groups, "referent", "term", "label"]
    values = ["n", "of", "share"]
    table = once[[*keys, *values]].merge(each[[*keys, *values]], on=keys, suffixes=("", "_all"), how="inner")
    return table.assign(change=table["share_all"] - table["share"])
