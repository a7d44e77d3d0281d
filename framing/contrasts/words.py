"""What may be said of a pair of outlets: the note of a row of `contrasts`, and the row as a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from framing.counting.notes import disagreement, imprecision
from framing.differences import LEVEL_Q, can_differ
from framing.estimates import FEWEST_OUTLETS

SIDES = ("target", "reference")
COUNTED = ("n", "of", "share", "articles", "units")
# The counts of a sentence are added up; where the difference is a mean of others, the two need not agree.
WEIGHED = {"article": "", "story": ", every story weighing alike", "outlet": ", every outlet weighing alike"}


def note(row: Mapping[str, Any], comparisons: int) -> str:
    """What may be said of a pair among so many: why there is no comparison, or whether they differ; what is imprecise."""
    if silent := _silent(row):
        return _unheard(row, silent)
    if why := _too_few(row):
        return why
    if asks := _asks_nothing(row):
        return asks
    if row["q"] < LEVEL_Q:
        said = "higher" if row["difference"] > 0 else "lower"
    elif row["unit"] == "article" and not can_differ(row["units_target"], row["units_reference"]):
        said = f"not distinguishable: {row['units_target']} against {row['units_reference']} articles cannot be"
    else:
        said = "not distinguishable"
    more = (
        [str(row["beside"])]
        if row["unit"] != "article"
        else [
            f"{row[side]} imprecise"
            for side in SIDES
            if imprecision(row[f"width_{side}"], row[f"effective_{side}"], row[f"df_{side}"])
        ]
    )
    return "; ".join(filter(None, [said, disagreement(row, f"{comparisons:,}"), *more]))


def _silent(row: Mapping[str, Any]) -> list[str]:
    """The sides without a mention."""
    if row["unit"] == "story" and row["units_target"] == 0:
        return []
    return [row[side] for side in SIDES if row[f"of_{side}"] == 0]


def _unheard(row: Mapping[str, Any], silent: list[str]) -> str:
    """Why these sides have no mention: where no article of one counts, it is not its silence."""
    reasons: dict[str, list[str]] = {}
    for side in SIDES:
        if row[side] in silent:
            reasons.setdefault(row[f"why_{side}"] or "no mentions", []).append(row[side])
    quiet = reasons.pop("no mentions", [])
    said = [f"no mentions in {' and '.join(quiet)}"] if quiet else []
    return "; ".join(said + [f"{' and '.join(names)}: {why}" for why, names in reasons.items()])


def _too_few(row: Mapping[str, Any]) -> str:
    """Why so few units are not tested, or ""."""
    least = FEWEST_OUTLETS if row["unit"] == "outlet" else 2
    single = [row[side] for side in SIDES if row[f"units_{side}"] < least]
    if not single:
        return ""
    if row["unit"] == "story":
        return f"{row['units_target']} {'story' if row['units_target'] == 1 else 'stories'} told by both"
    what = f"fewer than {least} outlets" if row["unit"] == "outlet" else "one article"
    return f"{what} in {' and '.join(single)}"


def _asks_nothing(row: Mapping[str, Any]) -> str:
    """Where there is nothing to tell apart: a term that neither uses, or both always."""
    used, marking = row["n_target"] + row["n_reference"], row["among"] == "marking"
    if used == 0:
        return "neither marks any" if marking else "neither uses it"
    if used < row["of_target"] + row["of_reference"]:
        return ""
    return "both mark all" if marking else "neither uses another"


def contrast_sentence(row: Mapping[str, Any]) -> str:
    """One row of `contrasts` as a sentence that claims no more than it may.

    Where nothing was found, it ends with the difference that such a comparison finds in 8 of 10 cases.

    Examples
    --------
    >>> import framing as fr
    >>> layers = fr.annotate(fr.read_corpus("corpus/demo"), "immigration")
    >>> table = fr.contrasts(layers, referent="people without status", target="Courier", reference="Herald")
    >>> print(contrast_sentence(table[table["term"] == "illegal immigrant"].iloc[0]).split(",")[0])
    Courier used “illegal immigrant” for 26 of 47 marked names of people without status
    """
    marking = row["among"] == "marking"
    names = ("marked names of " if row["among"] == "marked" else "names of ") + row["referent"]
    if silent := _silent(row):
        if row["note"] != f"no mentions in {' and '.join(silent)}":
            return f"{row['note'][0].upper()}{row['note'][1:]}. Nothing to compare."
        return f"{' and '.join(silent)} had no {names}{_where(row)}: nothing to compare."
    verb, again = ("marked", "") if marking else (f"used “{row['term']}” for", " for")
    if row["unit"] == "story" and row["units_target"] == 0:
        return f"{row['target']} and {row['reference']} tell no story in common in which both name {row['referent']}."
    start = (
        f"{row['target']} {verb} {row['n_target']} of {row['of_target']} {names}, "
        f"{row['reference']}{again} {row['n_reference']} of {row['of_reference']}{_where(row)}"
    )
    if why := _too_few(row):
        return f"{start}: {why}, so counts only."
    if asks := _asks_nothing(row):
        return f"{start}: {asks}."
    sign = -1 if row["difference"] < 0 else 1
    low, high = sorted((sign * row["low"], sign * row["high"]))
    bounds = f" [{low * 100:.0f}, {high * 100:.0f}]" if low == low else ""
    amount = f"{sign * row['difference'] * 100:.0f} points{bounds}{WEIGHED[row['unit']]}"
    q = "q < .001" if row["q"] < 0.0005 else f"q = {row['q']:.3f}".replace("0.", ".")
    q = "; ".join(filter(None, [q, disagreement(row)]))
    if row["q"] < LEVEL_Q:
        return f"{start}: {'more' if sign > 0 else 'less'} often, by {amount}, {q}."
    return f"{start}: not distinguishable (difference {amount}, {q}). {detectable_sentence(row)}"


def _where(row: Mapping[str, Any]) -> str:
    return ", in the stories that both tell" if row["unit"] == "story" else ""


def detectable_sentence(row: Mapping[str, Any]) -> str:
    """How large a difference such a comparison could have shown, as one sentence.

    Examples
    --------
    >>> detectable_sentence({"unit": "article", "units_target": 12, "units_reference": 10, "detectable": 0.412})
    'Asked alone, 12 against 10 articles find a difference of 41 points in 8 of 10 cases; smaller ones they mostly miss.'
    >>> detectable_sentence({"unit": "article", "units_target": 3, "units_reference": 3, "detectable": float("nan")})
    '3 against 3 articles are too few to show even the largest difference in 8 of 10 cases.'
    """
    first, second = row["units_target"], row["units_reference"]
    units = f"{first} stories" if row["unit"] == "story" else f"{first} against {second} {row['unit']}s"
    if row["unit"] == "story" and row["low"] != row["low"]:
        return f"The difference is the same in all {first} stories, so it has no interval."
    if row["detectable"] != row["detectable"]:
        return f"{units} are too few to show even the largest difference in 8 of 10 cases."
    points = f"{100 * row['detectable']:.0f} points"
    return f"Asked alone, {units} find a difference of {points} in 8 of 10 cases; smaller ones they mostly miss."
