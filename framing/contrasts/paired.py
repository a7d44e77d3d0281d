"""Two outlets on the same stories: each story that both tell is one difference."""

from __future__ import annotations

from typing import Any

import numpy as np

from framing.counting import Selection
from framing.counting.tallies import Tally
from framing.errors import UsageError
from framing.estimates import moderated_mean, t_quantile
from framing.power import LEVEL_P, POWER
from framing.sums import Floats, Ints, add_up

# Differences are added as integers: millionths of a share.
MILLIONTHS = 1_000_000
# Up to so many stories every turn of signs is tried; beyond, t alone is as good.
MOST_TURNED = 14
# Five stories that all lean one way have p = 2/32.
FEWEST_STORIES = 6


def compare_stories(chosen: Selection, counted: Tally, pairs: Ints) -> list[dict[str, Any]]:
    """Each term's differences between pairs of outlets, within the stories that both tell.

    Every story weighs alike, however long either outlet writes on it. The interval is t over stories, its variance
    moderated over pairs; p is the larger of t's and that of turning the signs of whole stories. Never MOVER: shares of
    the same stories are not independent.

    Parameters
    ----------
    chosen, counted : Selection, Tally
        Mentions by article.
    pairs : array (P, 2)

    Raises
    ------
    UsageError
        No story is told by two outlets.

    References
    ----------
    Smyth, G. K. (2004): `framing.estimates.moderated_mean`. Fisher, R. A. (1935). The Design of Experiments, § 21.
    """
    told, mentions, uses = _by_story(chosen, counted)
    shared = [np.flatnonzero((mentions[a] > 0) & (mentions[b] > 0)) for a, b in pairs]
    if np.unique(np.stack([chosen.story, chosen.base]), axis=1).shape[1] == len(np.unique(chosen.story)):
        raise UsageError("within='story': no story is told by two of these outlets; give the articles a column 'story'")
    return [_block(pairs, shared, mentions, uses[:, :, t], told) for t in range(counted.shape[1])]


def _by_story(chosen: Selection, counted: Tally) -> tuple[Ints, Ints, Ints]:
    """Articles and mentions (K, stories) and uses (K, stories, T)."""
    k, terms = counted.shape
    size = int(chosen.unit.max(initial=0)) + 1
    story_of = np.zeros(size, np.int64)
    story_of[chosen.unit] = chosen.story
    stories = int(chosen.story.max(initial=0)) + 1
    story = story_of[counted.key % size]
    told, mentions = np.zeros((k, stories), np.int64), np.zeros((k, stories), np.int64)
    np.add.at(told, (counted.group, story), counted.m > 0)
    np.add.at(mentions, (counted.group, story), counted.m)
    uses = np.zeros((k, stories, terms), np.int64)
    np.add.at(uses, (counted.group[counted.unit], story[counted.unit], counted.term), counted.x)
    return told, mentions, uses


def _block(pairs: Ints, shared: list[Ints], mentions: Ints, uses: Ints, told: Ints) -> dict[str, Any]:
    """The comparisons of one term."""
    beyond = [
        np.rint(MILLIONTHS * (uses[a][s] / mentions[a][s] - uses[b][s] / mentions[b][s])).astype(np.int64)
        for (a, b), s in zip(pairs, shared, strict=True)
    ]
    block: dict[str, Any] = {"unit": "story"}
    for side, at in zip(("target", "reference"), pairs.T, strict=True):
        n, of, articles = (
            np.array([int(values[k][s].sum()) for k, s in zip(at, shared, strict=True)], np.int64)
            for values in (uses, mentions, told)
        )
        with np.errstate(invalid="ignore"):
            block |= {f"n_{side}": n, f"of_{side}": of, f"share_{side}": n / of, f"articles_{side}": articles}
        block[f"units_{side}"] = np.array([len(s) for s in shared], np.int64)
    value, low, high, detectable, p = stories_differ(beyond, len(pairs))
    block |= {"difference": value, "low": low, "high": high, "detectable": detectable, "p": p}
    return block | {"beside": [_beside(values) for values in beyond]}


def _beside(values: Ints) -> str:
    alike = len(values) > 1 and (values == values[0]).all()
    return f"{len(values)} stories told by both" + ", all alike: no interval" * bool(alike)


def stories_differ(beyond: list[Ints], pairs: int) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """Mean difference of each pair, its bounds, what it could find, and p."""
    from framing.special import stdtr

    x = np.concatenate([*beyond, np.zeros(0, np.int64)])
    group = np.repeat(np.arange(pairs), [len(values) for values in beyond])
    units = np.arange(len(x))
    sums = add_up(group, np.ones_like(x), units, np.zeros_like(units), x, shape=(pairs, 1), squares=x * x)
    mean = moderated_mean(sums)
    value, high, df = (values[:, 0] for values in (mean.value, mean.high, mean.df))
    with np.errstate(invalid="ignore", divide="ignore"):
        error = (high - value) / t_quantile(df, 1 - LEVEL_P)
        p = 2 * stdtr(df, -np.abs(value) / error)
    p = np.maximum(p, [turned_p(values) for values in beyond])
    detectable = (t_quantile(df, 1 - LEVEL_P) + t_quantile(df, 2 * POWER - 1)) * error / MILLIONTHS
    few = (sums.n < 2) | np.array([len(values) == 0 or bool((values == values[0]).all()) for values in beyond])
    reach = np.where(few, np.nan, high - value)
    p = np.where(sums.n < 2, np.nan, p)
    detectable = np.where(few | (sums.n < FEWEST_STORIES) | (detectable > 1), np.nan, detectable)
    return value / MILLIONTHS, *((np.clip((value + s * reach) / MILLIONTHS, -1, 1)) for s in (-1, 1)), detectable, p


def turned_p(values: Ints) -> float:
    """Two-sided p of a sum when the sign of each part is a coin's; 0 where there are too many parts to try all.

    Examples
    --------
    Five stories that all lean one way: 2 of 32 turns. Parts of 0 have no sign.

    >>> turned_p(np.array([4, 4, 4, 4, 4])), turned_p(np.array([1, -1, 0]))
    (0.0625, 1.0)
    """
    parts = np.abs(values[values != 0])
    if len(parts) > MOST_TURNED:
        return 0.0
    sums = np.zeros(1, np.int64)
    for part in parts:
        sums = np.concatenate([sums + part, sums - part])
    return float((np.abs(sums) >= abs(int(values.sum()))).mean())
