"""How far coders agree: Krippendorff's alpha, with an interval whose unit is the article."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from framing.coding import Codes
from framing.counting import check
from framing.errors import UsageError
from framing.sums import Floats, Ints

if TYPE_CHECKING:
    import pandas as pd

# How the values of each code are compared.
LEVELS = {"term": "nominal", "voice": "nominal", "speaker": "nominal", "valence": "interval"}
DRAWS, FEWEST_ARTICLES = 1_000, 3


def agreement(codes: Codes, *, seed: int = 0) -> pd.DataFrame:
    """Krippendorff's alpha of each code: 1 is agreement in all, 0 what chance alone would give, below 0 worse.

    It says how reliably people see what the codebook describes, not whether the measure sees it: for that there is
    `measure_errors`. Customary: rely on .80 and more, tentative conclusions from .667 on (Krippendorff 2004).

    Parameters
    ----------
    codes : Codes
        Of `read_codes`, from two coders or more.
    seed : int
        Of the bootstrap.

    Returns
    -------
    DataFrame
        what, code, level (how values are compared), n (items with two codes or more), of (items), coders, alpha, low,
        high (95 %, articles drawn with replacement 1,000 times), articles, note (why there is no alpha, or no
        interval).

    References
    ----------
    Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability. University of Pennsylvania, Annenberg School.

    Examples
    --------
    >>> import pandas as pd
    >>> from framing.coding import Codes
    >>> given = pd.DataFrame([(c, f"i{i}", "voice", v) for c, said in {"ann": "ooqq", "bo": "ooqo"}.items()
    ...                       for i, v in enumerate(said)], columns=["coder", "item", "code", "value"])
    >>> key = pd.DataFrame({"item": [f"i{i}" for i in range(4)], "what": "mentions", "cluster": list("abcd")})
    >>> table = agreement(Codes(given, key))

    Eight values, 5 o and 3 q: 2 pairs that disagree, of 2 · 5 · 3 / 7 that would by chance.

    >>> table["alpha"].round(4).item(), round(1 - 2 / (2 * 5 * 3 / 7), 4)
    (0.5333, 0.5333)
    """
    import pandas as pd

    about = codes.key.set_index("item")
    found = codes.codes.assign(
        what=codes.codes["item"].map(about["what"]), cluster=codes.codes["item"].map(about["cluster"])
    )
    rows = [
        {"what": what, "code": code, "level": LEVELS[code], **_row(part, LEVELS[code], seed)}
        for (what, code), part in found.groupby(["what", "code"], sort=True)
    ]
    columns = ["what", "code", "level", "n", "of", "coders", "alpha", "low", "high", "articles", "note"]
    return pd.DataFrame(rows, columns=columns)


def _row(part: pd.DataFrame, level: str, seed: int) -> dict[str, object]:
    """Alpha of one code."""
    counts, values = value_counts(part, level)
    several = counts.sum(axis=1) >= 2
    article = part.drop_duplicates("item").sort_values("item")["cluster"].to_numpy()[several]
    row = {"n": int(several.sum()), "of": len(counts), "coders": part["coder"].nunique(), "articles": len(set(article))}
    if not several.any():
        return row | {"alpha": np.nan, "low": np.nan, "high": np.nan, "note": "no item has two codes"}
    kept = counts[several]
    alpha = krippendorff(kept, values, level=level)
    low, high = _bootstrap(kept, values, level, article, seed)
    if np.isnan(alpha):
        said = "every code is the same: alpha is undefined, since chance would agree too"
    elif alpha == 1:
        said, low, high = f"no disagreement in {len(kept)} items: no interval", np.nan, np.nan
    elif row["articles"] < FEWEST_ARTICLES:
        said, low, high = f"no interval below {FEWEST_ARTICLES} articles", np.nan, np.nan
    else:
        said = ""
    return row | {"alpha": alpha, "low": low, "high": high, "note": said}


def value_counts(part: pd.DataFrame, level: str = "nominal") -> tuple[Ints, Floats]:
    """How often each item got each value: array (items, values), items in order; and the values as numbers.

    Parameters
    ----------
    part : DataFrame
        coder, item, value, of one code.
    level : str
        Values of nominal codes are numbered; all others must be numbers.
    """
    import pandas as pd

    try:
        value = part["value"] if level == "nominal" else part["value"].astype(float)
    except ValueError as error:
        raise UsageError(f"{error}: codes compared as {level} must be numbers") from None
    table = pd.crosstab(part["item"], value)
    numbers = np.arange(table.shape[1]) if level == "nominal" else table.columns.to_numpy()
    return table.to_numpy(np.int64), np.asarray(numbers, float)


def krippendorff(counts: Ints, values: Floats, *, level: str = "nominal", weights: Floats | None = None) -> float:
    """Krippendorff's alpha from how often each item got each value.

    Parameters
    ----------
    counts : array (items, values)
        How many coders gave the item the value; items with fewer than two codes count for nothing.
    values : array (values,)
        The values as numbers, ascending.
    level : {"nominal", "ordinal", "interval", "ratio"}
        How two values differ: at all; by the values between them; by their distance; by their distance over their sum.
    weights : array (items,), optional
        How often each item counts.

    Returns
    -------
    float
        NaN where there is one value only.

    Examples
    --------
    >>> float(krippendorff(np.array([[2, 0], [0, 2]]), np.arange(2.0)))
    1.0
    """
    check(level, tuple(_METRICS), "level")
    weight = np.ones(len(counts)) if weights is None else weights
    paired = counts.sum(axis=1)
    kept = paired >= 2
    counts, weight, paired = counts[kept].astype(float), weight[kept], paired[kept]
    scaled = counts * (weight / np.maximum(paired - 1, 1))[:, None]
    # o_ck of the paper: pairs of values within items, each item's pairs over its coders less one.
    coincidences = scaled.T @ counts - np.diag(scaled.sum(axis=0))
    margin = coincidences.sum(axis=1)
    distance = _METRICS[level](values, margin)
    by_chance = float((np.outer(margin, margin) * distance).sum())
    if by_chance == 0:
        return float("nan")
    return 1 - (margin.sum() - 1) * float((coincidences * distance).sum()) / by_chance


def _nominal(values: Floats, margin: Floats) -> Floats:
    return 1.0 - np.eye(len(values))


def _ordinal(values: Floats, margin: Floats) -> Floats:
    between = np.cumsum(margin) - margin / 2
    return np.asarray((between[:, None] - between[None, :]) ** 2)


def _interval(values: Floats, margin: Floats) -> Floats:
    return np.asarray((values[:, None] - values[None, :]) ** 2)


def _ratio(values: Floats, margin: Floats) -> Floats:
    total = values[:, None] + values[None, :]
    return np.asarray(((values[:, None] - values[None, :]) / np.where(total == 0, 1, total)) ** 2)


_METRICS: dict[str, Callable[[Floats, Floats], Floats]] = {
    "nominal": _nominal, "ordinal": _ordinal, "interval": _interval, "ratio": _ratio,
}  # fmt: skip


def _bootstrap(counts: Ints, values: Floats, level: str, article: np.ndarray, seed: int) -> tuple[float, float]:
    """Percentiles of alpha when articles are drawn anew, all items of an article together."""
    names, at = np.unique(article.astype(str), return_inverse=True)
    rng = np.random.default_rng(seed)
    drawn = rng.multinomial(len(names), np.full(len(names), 1 / len(names)), size=DRAWS)
    alphas = np.array([krippendorff(counts, values, level=level, weights=row[at].astype(float)) for row in drawn])
    known = alphas[np.isfinite(alphas)]
    if len(known) < DRAWS / 2:
        return np.nan, np.nan
    low, high = np.quantile(known, [0.025, 0.975])
    return float(low), float(high)
