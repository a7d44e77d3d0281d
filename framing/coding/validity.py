"""What the measures get wrong on this corpus, outlet by outlet, from a coded sample.

The sample is random within strata (`framing.coding.sampling`), so an item speaks for `of / coded` items of its stratum. Coders
who disagree weigh alike: an item that one of two calls a name counts half.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from framing.coding import Codes
from framing.coding.sampling import NONE
from framing.estimates import moderated_share, t_quantile, wilson
from framing.sums import Floats, add_up

if TYPE_CHECKING:
    import pandas as pd

Z2 = 1.959963984540054**2


def measure_errors(codes: Codes) -> pd.DataFrame:
    """How often a measure is wrong in each outlet: precision, recall, and how far it moves a share.

    An error that is the same everywhere shifts all outlets alike; one that differs between outlets fakes a
    difference, or hides one. So read the column `error` down the outlets before any contrast.

    Parameters
    ----------
    codes : Codes
        Of `read_codes`.

    Returns
    -------
    DataFrame
        what, code, value, outlet; n (items coded), of (items they speak for), measured, coded (the share of these that
        the measure, or people, gave the value; of valence the mean on -1 to 1), error (measured less coded), low, high
        (95 %), precision (of what the measure calls so, people do), precision_low, precision_high, recall (of what
        people call so, the measure does; of names it leaves out what the sample "missed" would show), recall_low,
        recall_high, articles, note.

    References
    ----------
    Agresti, A. & Min, Y. (2005). Simple improved confidence intervals for comparing matched proportions. Statistics in
    Medicine 24, 729-740. Clusters: `framing.estimates.moderated_share`.

    Examples
    --------
    >>> import pandas as pd
    >>> given = pd.DataFrame([("ann", f"i{i}", "voice", v) for i, v in enumerate(["own", "own", "quoted"])],
    ...                      columns=["coder", "item", "code", "value"])
    >>> key = pd.DataFrame({"item": ["i0", "i1", "i2"], "what": "mentions", "outlet": "Courier", "cluster": list("abc"),
    ...                     "stratum": "s", "of": 30, "voice": ["own", "quoted", "quoted"]})
    >>> table = measure_errors(Codes(given, key))
    >>> table[["value", "n", "of", "measured", "coded", "precision", "recall"]].round(2).to_dict("records")[0]
    {'value': 'own', 'n': 3, 'of': 30, 'measured': 0.33, 'coded': 0.67, 'precision': 1.0, 'recall': 0.5}
    """
    import pandas as pd

    rows: list[dict[str, Any]] = []
    for (what, code), part in _judged(codes).groupby(["what", "code"], sort=True):
        if code == "valence":
            rows += _means(part, {"what": what, "code": code, "value": ""})
            continue
        values = sorted({*part["measured"], *(v for said in part["said"] for v in said)} - {""})
        if code == "speaker":
            part, values = _same_speaker(part), ["right"]
        for value in values:
            rows += _of_value(part, str(value), {"what": what, "code": code, "value": value})
    names = ["what", "code", "value", "outlet", "n", "of", "measured", "coded", "error", "low", "high"]
    names += [f"{one}{end}" for one in ("precision", "recall") for end in ("", "_low", "_high")] + ["articles", "note"]
    return pd.DataFrame(rows, columns=names)


def _judged(codes: Codes) -> pd.DataFrame:
    """One row a coded item and code: what the measure says, what coders said with its weight, how many items it stands for."""
    key = codes.key.set_index("item")
    given = codes.codes.groupby(["item", "code"], sort=True)["value"].agg(list).reset_index()
    table = given.join(key[["what", "outlet", "cluster", "stratum", "of"]], on="item")
    table["measured"] = [key.at[item, code] for item, code in zip(given["item"], given["code"], strict=True)]
    table["said"] = [_weights(values) for values in given["value"]]
    coded = table.groupby(["what", "code", "stratum"])["item"].transform("size")
    return table.assign(weight=table["of"] / coded)


def _weights(values: list[str]) -> dict[str, float]:
    """What coders said, each weighing alike; several names of one sentence are each there."""
    said: dict[str, float] = {}
    for value in values:
        for part in value.split("; "):
            said[part] = said.get(part, 0.0) + 1 / len(values)
    return said


def _same_speaker(part: pd.DataFrame) -> pd.DataFrame:
    """Speakers as right or wrong: names that share their last word are one."""

    def last(name: str) -> str:
        return name.casefold().split()[-1] if name.split() else NONE

    hits = [
        sum(weight for name, weight in said.items() if last(name) == last(measured))
        for said, measured in zip(part["said"], part["measured"], strict=True)
    ]
    return part.assign(measured="right", said=[{"right": hit} for hit in hits])


def _of_value(part: pd.DataFrame, value: str, about: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of one value: an outlet each."""
    measured = (part["measured"] == value).to_numpy(float)
    coded = np.array([said.get(value, 0.0) for said in part["said"]])
    outlets, group = np.unique(part["outlet"].astype(str), return_inverse=True)
    effect = _design_effect(part, np.abs(measured - coded) > 0.5, group, len(outlets))
    rows = []
    for k, outlet in enumerate(outlets):
        mine = group == k
        w, m, c = part["weight"].to_numpy()[mine], measured[mine], coded[mine]
        size = w.sum() ** 2 / (w**2).sum() / effect[k]
        row = about | {"outlet": outlet, "n": int(mine.sum()), "of": round(w.sum())}
        row |= {"measured": w @ m / w.sum(), "coded": w @ c / w.sum()}
        row |= dict(
            zip(("error", "low", "high"), _matched(w @ (m * (1 - c)), w @ ((1 - m) * c), w.sum(), size), strict=True)
        )
        both = w @ (m * np.minimum(c, 1))
        for name, base in (("precision", w * m), ("recall", w * np.minimum(c, 1))):
            row |= _right(name, both, base, effect[k])
        articles = part["cluster"][mine].nunique()
        row |= {"articles": articles, "note": "one article: no interval" if articles < 2 else ""}
        if articles < 2:
            row |= dict.fromkeys([name for name in row if name.endswith(("low", "high"))], np.nan)
        rows.append(row)
    return rows


def _design_effect(part: pd.DataFrame, wrong: np.ndarray, group: np.ndarray, outlets: int) -> Floats:
    """How much less items of the same articles say than as many from as many articles, by outlet."""
    unit, at = np.unique(part["outlet"].astype(str) + "\t" + part["cluster"].astype(str), return_inverse=True)
    owner, m, x = (np.zeros(len(unit), np.int64) for _ in range(3))
    owner[at] = group
    np.add.at(m, at, 1)
    np.add.at(x, at, wrong.astype(np.int64))
    used = np.flatnonzero(x)
    found = moderated_share(add_up(owner, m, used, 0 * used, x[used], shape=(outlets, 1)))
    return np.asarray(np.bincount(group, minlength=outlets) / found.effective[:, 0])


def _matched(too_many: float, too_few: float, of: float, size: float) -> tuple[float, float, float]:
    """The difference of two shares of the same items; half an item is added to each cell, so that none is certain."""
    error = (too_many - too_few) / of
    b, c = too_many / of * size + 0.5, too_few / of * size + 0.5
    centre = (b - c) / (size + 2)
    reach = np.sqrt(Z2 * ((b + c) / (size + 2) - centre**2) / (size + 2))
    return error, max(-1.0, min(error, centre - reach)), min(1.0, max(error, centre + reach))


def _right(name: str, both: float, base: Floats, effect: float) -> dict[str, float]:
    """Precision or recall with its Wilson interval."""
    of = base.sum()
    if of == 0:
        return dict.fromkeys((name, f"{name}_low", f"{name}_high"), np.nan)
    share = min(1.0, both / of)
    low, high = wilson(np.array(share), np.array(of**2 / (base**2).sum() / effect))
    return {name: share, f"{name}_low": float(low), f"{name}_high": float(high)}


def _means(part: pd.DataFrame, about: dict[str, Any]) -> list[dict[str, Any]]:
    """Valence: the measure's mean less the coders', whose five steps are laid on -1 to 1; t over articles."""
    rows = []
    for outlet, mine in part.groupby("outlet", sort=True):
        coded = np.array([sum(float(value) * weight for value, weight in said.items()) / 2 for said in mine["said"]])
        measured, w = mine["measured"].to_numpy(float), mine["weight"].to_numpy(float)
        row = about | {"outlet": outlet, "n": len(mine), "of": round(w.sum()), "measured": w @ measured / w.sum()}
        error = float(w @ (measured - coded) / w.sum())
        beyond = mine.assign(beyond=w * (measured - coded - error)).groupby("cluster")["beyond"].sum().to_numpy()
        g = len(beyond)
        row |= {"coded": w @ coded / w.sum(), "error": error, "articles": g}
        if g < 2 or not (beyond**2).sum() > 0:
            rows.append(row | {"note": "one article: no interval" if g < 2 else "all alike: no interval"})
            continue
        reach = float(t_quantile(np.array(g - 1.0), 0.95)) * np.sqrt(g / (g - 1) * (beyond**2).sum()) / w.sum()
        rows.append(row | {"low": error - reach, "high": error + reach, "note": ""})
    return rows


def error_sentences(table: pd.DataFrame) -> list[str]:
    """One sentence for each code and value whose error surely differs from nothing in an outlet, and one where none does.

    Parameters
    ----------
    table : DataFrame
        Of `measure_errors`.

    Examples
    --------
    >>> import pandas as pd
    >>> row = {"what": "mentions", "code": "voice", "value": "own", "error": 0.1, "low": 0.04, "high": 0.16}
    >>> error_sentences(pd.DataFrame([row | {"outlet": "Courier"}, row | {"outlet": "Herald", "low": -0.1}]))
    ['voice “own” in mentions: too often in Courier (by 10 points).']
    """
    sure = table[(table["low"] > 0) | (table["high"] < 0)]
    said = []
    for (what, code, value), rows in sure.groupby(["what", "code", "value"], sort=False):
        name = f"{code} “{value}”" if value else code
        scale, unit = (1, "") if code == "valence" else (100, " points")
        digits = 2 if code == "valence" else 0
        more, less = ("too warm", "too cold") if code == "valence" else ("too often", "too seldom")
        parts = [
            f"{more if row.error > 0 else less} in {row.outlet} (by {abs(row.error) * scale:.{digits}f}{unit})"
            for row in rows.sort_values(["error", "outlet"], ascending=[False, True]).itertuples()
        ]
        said.append(f"{name} in {what}: {', '.join(parts)}.")
    if table["low"].isna().all():  # nothing coded, or too little for an interval: that is no clean bill
        return ["Too little is coded to say how large an error is in any outlet."]
    return said or [
        "No outlet’s coded sample shows an error that surely differs from nothing; how large one could be, the intervals say."
    ]
