"""Whether a finding depends on a choice: the same difference, recomputed over a declared set of choices."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, Unpack

import numpy as np

from framing.contrasts import contrasts
from framing.contrasts.words import LEVEL_Q
from framing.counting import DEFAULTS, READINGS, Filters, check
from framing.counting.referents import AMONG, known_referents, terms_of
from framing.differences import difference
from framing.errors import UsageError
from framing.layers import Layers
from framing.pieces import encode
from framing.power import LEVEL_P
from framing.schema import frame
from framing.text import WORD
from framing.tone import tone
from framing.valence import scores

if TYPE_CHECKING:
    import pandas as pd

BASE = "as reported"
# Words on each side of a name whose tone is taken in place of the sentence's.
WINDOW = 10
COLUMNS = (
    "choice", "value", "target", "reference", "referent", "term", "n_target", "of_target", "n_reference",
    "of_reference", "difference", "low", "high", "holds", "note",
)  # fmt: skip


class Choice(NamedTuple):
    """One way to compute the finding: what is chosen, how, and what it computes."""

    choice: str
    value: str
    compute: Callable[[], Mapping[str, Any]]


def robustness(
    layers: Layers,
    *,
    target: str,
    reference: str,
    referent: str,
    term: str = "",
    among: str = "marked",
    **filters: Unpack[Filters],
) -> pd.DataFrame:
    """One finding, recomputed with every choice of the method made differently, one at a time.

    A finding that holds only under one reading, or only while one name stands in the lexicon, is a finding about
    that choice. That it holds under all says that it does not hang on these; other choices (the corpus, the words of
    the lexicon themselves) are not tried.

    Parameters
    ----------
    layers : Layers
    target, reference : str
        The two outlets.
    referent : str
        Who or what is named.
    term : str
        The finding is how often this name is used; "": it is the tone around the referent.
    among : {"marked", "all"}
        As in `framing.shares`.
    **filters
        As the finding was made; each is changed in turn.

    Returns
    -------
    DataFrame
        choice, value ("as reported" first), target, reference, referent, term, n_target, of_target, n_reference,
        of_reference, difference (shares, or valence), low, high (95 %), holds (same sign and p < .05 of this
        comparison alone; of tone, an interval without 0), note.

    Raises
    ------
    UsageError
        An outlet, referent, term or filter that does not exist; the nearest is named.

    References
    ----------
    Simonsohn, U., Simmons, J. P. & Nelson, L. D. (2020). Specification curve analysis. Nature Human Behaviour 4,
    1208-1214.

    Examples
    --------
    >>> import framing as fr
    >>> layers = fr.annotate(fr.read_corpus("corpus/demo"), "immigration")
    >>> table = fr.robustness(layers, target="Courier", reference="Herald", referent="people without status",
    ...                       term="illegal immigrant")
    >>> fr.robustness_sentence(table)
    'It holds in all 13 other choices that were tried.'
    """
    import pandas as pd

    check(among, AMONG, "choice of among")
    for outlet in (target, reference):
        check(outlet, sorted(set(layers.articles["outlet"])), "outlet")
    if target == reference:
        raise UsageError(f"target and reference are both {target!r}; name two outlets")
    known_referents(layers, referent)
    pair = {"target": target, "reference": reference, "referent": referent, "term": term}
    if term:
        check(term, terms_of(layers, referent, among)["term"], "term")
        choices = list(_of_names(layers, pair, among, filters))
    else:
        choices = list(_of_tone(layers, pair, filters))
    rows: list[dict[str, Any]] = []
    for choice in choices:
        found = choice.compute()
        first = rows[0] if rows else found
        holds = bool(found["sure"] and found["difference"] * first["difference"] > 0)
        rows.append({"choice": choice.choice, "value": choice.value, **pair, **found, "holds": holds})
    return pd.DataFrame(rows)[list(COLUMNS)]


def _of_names(layers: Layers, pair: Mapping[str, str], among: str, filters: Filters) -> Iterator[Choice]:
    """The choices of a finding on names."""

    def found(layers: Layers = layers, among: str = among, within: str = "", **changed: str) -> dict[str, Any]:
        return _of_shares(layers, pair, among, within, {**filters, **changed})  # type: ignore[typeddict-item]

    yield Choice(BASE, "", found)
    yield from _filters_changed(layers, filters, "wording", found)
    other = "all" if among == "marked" else "marked"
    yield Choice("compared with", f"{other} names", partial(found, among=other))
    told = layers.articles[layers.articles["outlet"].isin([pair["target"], pair["reference"]])]
    if told[told["story"] != ""].groupby("story")["outlet"].nunique().gt(1).any():
        yield Choice("articles", "same stories only", partial(found, within="story"))
    used = set(layers.mentions.loc[layers.mentions["article_id"].isin(told["article_id"]), "term"])
    for name in terms_of(layers, pair["referent"], among)["term"]:
        if name != pair["term"] and name in used:
            kept = layers.terms[layers.terms["term"] != name].reset_index(drop=True)
            yield Choice("lexicon without", name, partial(found, replace(layers, terms=kept)))


def _of_tone(layers: Layers, pair: Mapping[str, str], filters: Filters) -> Iterator[Choice]:
    """The choices of a finding on tone."""

    def found(layers: Layers = layers, about: str = "mentions", masked: bool = False, **changed: str) -> dict[str, Any]:
        return _of_valence(layers, pair, about, masked, {**filters, **changed})  # type: ignore[typeddict-item]

    yield Choice(BASE, "", found)
    yield Choice("names scored", "masked", partial(found, masked=True))
    windows = partial(found, windowed(layers, pair["referent"]), "all")
    yield Choice("tone of", f"{WINDOW} words each side", windows)
    yield Choice("tone of", "words, names masked", partial(windows, masked=True))
    yield from _filters_changed(layers, filters, "claim", found)


def _filters_changed(
    layers: Layers, filters: Filters, reading: str, found: Callable[..., dict[str, Any]]
) -> Iterator[Choice]:
    """Each filter as it could have been chosen otherwise."""
    given = {**DEFAULTS, "reading": reading, **filters}
    for other in READINGS:
        if other != given["reading"]:
            yield Choice("reading", other, partial(found, reading=other))
    zone, said = ("body+headline", "with headline") if given["zone"] == "body" else ("body", "body")
    yield Choice("zone", said, partial(found, zone=zone))
    copies = "all" if given["copies"] == "first" else "first"
    yield Choice("copies", {"all": "each counts", "first": "first counts"}[copies], partial(found, copies=copies))
    if given["genre"] != "all" and layers.articles["genre"].nunique() > 1:
        yield Choice("genre", "all", partial(found, genre="all"))


def _of_shares(layers: Layers, pair: Mapping[str, str], among: str, within: str, filters: Filters) -> dict[str, Any]:
    """The difference of two shares of one term."""
    sides = {side: pair[side] for side in ("target", "reference")}
    table = contrasts(layers, referent=pair["referent"], among=among, within=within, **sides, **filters)
    row = table[table["term"] == pair["term"]].iloc[0]
    counts = {f"{column}_{side}": row[f"{column}_{side}"] for side in sides for column in ("n", "of")}
    bounds = {column: row[column] for column in ("difference", "low", "high", "note")}
    return {**counts, **bounds, "sure": row["p"] < LEVEL_P}


def _of_valence(layers: Layers, pair: Mapping[str, str], about: str, masked: bool, filters: Filters) -> dict[str, Any]:
    """The difference of two means of valence."""
    referent = None if about == "all" else pair["referent"]
    table = tone(layers, by="outlet", about=about, referent=referent, masked=masked, **filters).set_index("outlet")
    sides = [table.loc[pair[side]] for side in ("target", "reference")]
    one, other = ([np.array(side[column], float) for column in ("valence", "low", "high")] for side in sides)
    value, low, high = (float(bound) for bound in difference((*one,), (*other,)))  # type: ignore[arg-type]
    counts = {
        f"{c}_{side}": row[c] for side, row in zip(("target", "reference"), sides, strict=True) for c in ("n", "of")
    }
    notes = [f"{side.name}: {side['note']}" for side in sides if side["note"]]
    return counts | {
        "difference": value,
        "low": low,
        "high": high,
        "sure": low > 0 or high < 0,
        "note": "; ".join(notes),
    }


def windowed(layers: Layers, referent: str) -> Layers:
    """The layers with a window of words around each mention of a referent in place of the sentences.

    Names of the referent stand masked in `valence_masked`; a window may reach over a sentence's end, and two may share words.
    """
    mentions = layers.mentions
    mentions = mentions[(mentions["referent"] == referent) & (mentions["excluded"] == "")]
    texts = dict(zip(layers.articles["article_id"], layers.articles["text"], strict=True))
    rows, cut = [], []
    for row in mentions.itertuples():
        text = texts[row.article_id]
        before = [match.start() for match in WORD.finditer(text, 0, row.start)][-WINDOW:]
        after = [match.end() for match, _ in zip(WORD.finditer(text, row.end), range(WINDOW), strict=False)]
        start, end = min([*before, row.start]), max([*after, row.end])
        cut.append((text[start:end], row.start - start, row.end - start))
        rows.append((row.article_id, start, end, row.zone, row.voice))
    pieces = encode([text for text, _, _ in cut])
    opens = pieces.opens[: len(cut)]
    lengths, low, high = np.array([(len(text), a, b) for text, a, b in cut], np.int32).reshape(-1, 3).T
    plain, without = scores(pieces, (opens, opens + lengths), masked=(opens + low, opens + high))
    scored = [(*row, v, m) for row, v, m in zip(rows, plain.tolist(), without.tolist(), strict=True)]
    return replace(layers, sentences=frame("sentences", scored))


def strongest(pairs: pd.DataFrame) -> dict[str, str] | None:
    """The headline finding of a table of contrasts: the sure difference that is largest even at its nearer bound.

    Parameters
    ----------
    pairs : DataFrame
        Of `contrasts` between outlets.

    Returns
    -------
    dict or None
        target (who uses the term more), reference, referent, term, among; None where no two outlets are told apart.
    """
    sure = pairs[(pairs["q"] < LEVEL_Q) & pairs["low"].notna() & (pairs["term"] != "")]
    if not len(sure):
        return None
    nearer = sure[["low", "high"]].abs().min(axis=1)
    order = sure.assign(nearer=nearer).sort_values(
        ["nearer", "target", "reference", "term"], ascending=[False, True, True, True], kind="stable"
    )
    row = order.iloc[0]
    more, less = ("target", "reference") if row["difference"] > 0 else ("reference", "target")
    return {"target": row[more], "reference": row[less]} | {c: row[c] for c in ("referent", "term", "among")}


def robustness_sentence(table: pd.DataFrame) -> str:
    """In how many choices a finding holds, and in which it does not.

    Parameters
    ----------
    table : DataFrame
        Of `robustness`.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [("as reported", "", 0.3, True), ("reading", "claim", 0.2, True), ("copies", "each counts", 0.1, False)]
    >>> robustness_sentence(pd.DataFrame(rows, columns=["choice", "value", "difference", "holds"]))
    'It holds in 1 of 2 other choices; not with copies: each counts.'
    """
    others = table[table["choice"] != BASE]
    n, of = int(others["holds"].sum()), len(others)
    first = table.iloc[0]
    if first["difference"] != first["difference"]:
        return f"As computed here there is nothing to compare ({first['note']})."
    if not first["holds"]:
        return f"As computed here the difference is not sure; it is, to the same side, in {n} of {of} other choices."
    if n == of:
        return f"It holds in all {of} other choices that were tried."
    empty = others["difference"].isna()
    failed, left = _listed(others[~others["holds"] & ~empty]), _listed(others[empty])
    said = [f"not with {failed}"] if failed else []
    said += [f"with {left} nothing is left to compare"] if left else []
    return f"It holds in {n} of {of} other choices; {'; '.join(said)}."


def _listed(choices: pd.DataFrame) -> str:
    names = [f"{choice}: {value}" for choice, value in zip(choices["choice"], choices["value"], strict=True)]
    return ", ".join(names[:-1]) + " or " + names[-1] if len(names) > 1 else "".join(names)
