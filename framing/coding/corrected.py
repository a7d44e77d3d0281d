"""Shares as coded people would have them: the measure's counts, corrected by what a coded sample shows of its errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Unpack

import numpy as np

from framing.coding import Codes
from framing.coding.sampling import NONE
from framing.counting import READINGS, Filters, check, select
from framing.counting.referents import AMONG, count_terms, known_referents, terms_of
from framing.counting.tallies import Tally, tidy
from framing.errors import UsageError
from framing.estimates import Estimate, moderated_share, t_quantile, wilson
from framing.layers import Layers
from framing.sums import Floats

if TYPE_CHECKING:
    import pandas as pd

Z = 1.959963984540054
UNCHECKED = (
    "These measures have not been checked on this corpus: without a coded sample it is not known how often they err in each "
    "outlet, and the intervals do not hold that error."
)


class Correction(NamedTuple):
    """Of one outlet: what to add to each term's count (T,), the variance of each corrected share's error (T,), items coded."""

    added: Floats
    residual: Any
    coded: int


def corrected_shares(
    layers: Layers, codes: Codes, *, referent: str | None = None, among: str = "marked", **filters: Unpack[Filters]
) -> pd.DataFrame:
    """Shares of the terms as people would have coded them, beside the raw ones.

    To each count of the measure is added what the sample shows that it lacks, less what it has too much: each coded
    item speaks for the items of its stratum. Nothing is assumed about errors, not even that they are alike between
    outlets; coders' own errors stay in (read `agreement` first). The interval holds both the draw of the articles and
    that of the coded items. Only names near those found can be corrected for (sample "missed"); what the lexicon
    misses in articles without any name stays unseen.

    Parameters
    ----------
    layers : Layers
    codes : Codes
        Of mentions; with those of a sample "missed" the correction covers names that were not found.
    referent : str, optional
        Only this one; else every referent in the sample.
    among : {"marked", "all"}
        As in `framing.shares`.
    **filters
        As in `framing.shares`; zone, genre, dates and copies must be those of the sample.

    Returns
    -------
    DataFrame
        Rows of `framing.shares` by outlet, then corrected, corrected_low, corrected_high, coded (items coded in the
        outlet); NaN with a note where fewer than two items are coded, or none is a name.

    Raises
    ------
    UsageError
        Codes of other items or another corpus; an unknown referent or filter.

    References
    ----------
    Tenenbein, A. (1970). A double sampling scheme for estimating from binomial data with misclassifications. JASA 65,
    1350-1361. Bachl, M. & Scharkow, M. (2017). Correcting measurement error in content analysis. Communication
    Methods and Measures 11, 87-104.

    Examples
    --------
    >>> import tempfile
    >>> import framing as fr
    >>> layers = fr.annotate(fr.read_corpus("corpus/demo"), "immigration")
    >>> sample = fr.draw_sample(layers, n=40, referent="people without status")
    >>> folder = fr.write_sample(sample, tempfile.mkdtemp())
    >>> sheet = sample[["item", "term", "voice"]].to_csv(folder / "ann.csv", index=False)
    >>> table = fr.corrected_shares(layers, fr.read_codes(folder))

    Coders who always agree with the measure leave the shares as they are:

    >>> bool(table["corrected"].dropna().round(9).equals(table["share"][table["corrected"].notna()].round(9)))
    True
    """
    import pandas as pd

    check(among, AMONG, "choice of among")
    reading = filters.setdefault("reading", "wording")
    check(reading, READINGS, "reading")
    items = _coded_items(codes, READINGS[reading])
    known = [name for name in known_referents(layers, referent) if name in set(items["referent"])]
    if not known:
        raise UsageError("no mention is coded, so there is nothing to correct shares with; draw a sample of mentions")
    chosen = select(layers, "outlet", **filters)
    missing = sorted(set(items["article_id"]) - set(layers.articles["article_id"]))
    if missing:
        raise UsageError(f"codes of other articles than these: {missing[0]!r} is not in the corpus")
    outlets = chosen.groups["outlet"].tolist()
    tables = []
    for name in known:
        terms = terms_of(layers, name, among)
        counted = count_terms(chosen, name, among)
        raw = moderated_share(counted.sums)
        table = tidy(chosen, counted, raw, terms, value="share")
        mine = items[items["referent"] == name]
        per_outlet = [_correction(mine[mine["outlet"] == outlet], list(terms["term"])) for outlet in outlets]
        tables.append(_beside(table, counted, raw, per_outlet))
    return pd.concat(tables, ignore_index=True)


def _coded_items(codes: Codes, voices: tuple[str, ...]) -> pd.DataFrame:
    """Mentions and missed sentences with both codes: the term each counts for, by the measure and by coders' weights."""
    key = codes.key[codes.key["what"].isin(["mentions", "missed"])].set_index("item")
    wide = codes.codes.pivot_table(index=["item", "coder"], columns="code", values="value", aggfunc="first")
    wide = wide.reindex(columns=["term", "voice"]).reset_index()
    wide = wide[wide["item"].isin(key.index) & wide["term"].notna()]
    said: dict[str, dict[str, float]] = {}
    weight = 1 / wide.groupby("item")["coder"].transform("size")
    for item, term, voice, share in zip(wide["item"], wide["term"], wide["voice"], weight, strict=True):
        counts = said.setdefault(item, {})
        for name in term.split("; "):
            if name != NONE and (voice in voices or voice != voice):
                counts[name] = counts.get(name, 0.0) + share
    coded = key.loc[list(said)]
    coded = coded.assign(said=list(said.values()), measured=coded["term"].where(coded["voice"].isin(voices), NONE))
    return coded.assign(number=coded.groupby("stratum")["of"].transform("size"))


def _correction(items: pd.DataFrame, terms: list[str]) -> Correction:
    """What a coded sample of one outlet adds to the counts, and a function that gives the error's variance."""
    measured = np.array([[float(m == term) for term in terms] for m in items["measured"]]).reshape(-1, len(terms))
    coded = np.array([[said.get(term, 0.0) for term in terms] for said in items["said"]]).reshape(-1, len(terms))
    lack = coded - measured
    weight = (items["of"] / items["number"]).to_numpy(float)
    strata = items.drop_duplicates("stratum")
    # Items of a stratum that were not coded: without them there would be nothing to be unsure of.
    scale = float((strata["of"].astype(float) * (strata["of"] - strata["number"]) / strata["number"]).sum())

    def variance(p: Floats) -> Floats:
        beyond = lack - p * lack.sum(axis=1, keepdims=True)
        # One more item that is wrong, so that a sample without an error does not claim that there is none.
        return np.asarray(scale * ((beyond**2).sum(axis=0) + 1) / (len(items) + 2))

    return Correction(weight @ lack, variance, len(items))


def _beside(table: pd.DataFrame, counted: Tally, raw: Estimate, corrections: list[Correction]) -> pd.DataFrame:
    """The table with the corrected shares."""
    sums = counted.sums
    width = counted.shape[1]
    found = np.full((len(corrections) * width, 3), np.nan)
    notes = table["note"].tolist()
    for k, correction in enumerate(corrections):
        rows = slice(k * width, (k + 1) * width)
        counts = np.maximum(sums.x[k] + correction.added, 0)
        if correction.coded < 2 or counts.sum() <= 0 or sums.n[k] < 2:
            why = f"not corrected: {_why_not(correction.coded, counts)}"
            notes[rows] = ["; ".join(filter(None, (note, why))) for note in notes[rows]]
            continue
        found[rows] = np.column_stack(_interval(counts, correction, raw, k))
    columns = dict(zip(("corrected", "corrected_low", "corrected_high"), found.T, strict=True))
    return table.assign(**columns, coded=np.repeat([c.coded for c in corrections], width), note=notes)


def _why_not(coded: int, counts: Floats) -> str:
    if coded < 2:
        return "fewer than two items coded"
    return "one article" if counts.sum() > 0 else "by the codes none is a name"


def _interval(counts: Floats, correction: Correction, raw: Estimate, k: int) -> tuple[Floats, Floats, Floats]:
    """Wilson's interval at the corrected share, on as many mentions as both errors together leave."""
    total = counts.sum()
    p = counts / total
    # A share of 0 or 1 has no variance of its own: half a mention is lent to it.
    lent = (counts + 0.5) / (total + 1)
    spread = lent * (1 - lent)
    variance = spread / raw.effective[k] + correction.residual(p) / total**2
    t = t_quantile(raw.df[k], 0.95)
    low, high = wilson(p, spread / variance * (Z / t) ** 2)
    return p, low, high
