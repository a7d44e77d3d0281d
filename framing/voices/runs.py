"""Runs of capitalised words in a batch: what can be a name with its titles, found in arrays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from framing.pieces import Bools, Index, Ints, offsets
from framing.spans import ascending
from framing.voices.names import NAME_PARTICLES, TITLES, Run, is_surname, read_run
from framing.voices.tokens import Tokens, last_before, next_at

# Tokens of a name with its titles.
LONGEST_NAME = 9
# Characters of a line that can be a headline.
_LONGEST_HEADLINE = 200


class Runs(NamedTuple):
    """By run, in order."""

    first: tuple[int, ...]  # its first token
    stop: tuple[int, ...]  # the token behind it
    named: tuple[int, ...]  # the runs of several words that name somebody
    read: tuple[Run, ...]  # by such run: what it says, without "'s"
    inner: bytes  # by token: whether it stands in a run, but not first


def find_runs(t: Tokens, breaks: Ints) -> Runs:
    """The runs of capitalised tokens with single spaces between them; "de", "van" may stand inside.

    Parameters
    ----------
    t : Tokens
        Of the batch.
    breaks : array
        By line break: its place.
    """
    inner = _inner(t)
    outer, later = np.flatnonzero(~inner), np.flatnonzero(inner)
    first = np.flatnonzero(np.frombuffer(t.names, np.bool_) & ~inner)
    stop = outer[np.searchsorted(outer, first, "right")]
    # A possessive ends a run where it is neither its first word nor its last.
    ending = later[[t.low[k].endswith("'s") for k in later.tolist()]]
    ending = ending[inner[ending + 1]]
    broken = stop - first > LONGEST_NAME
    broken[np.searchsorted(first, ending) - 1] = True
    if broken.any():
        spans = zip(first[broken].tolist(), stop[broken].tolist(), strict=True)
        parts = np.array([part for a, b in spans for part in capital_runs(t, a, b)], np.intp).reshape(-1, 2)
        first, stop = np.append(first[~broken], parts[:, 0]), np.append(stop[~broken], parts[:, 1])
        order = np.argsort(first)
        first, stop = first[order], stop[order]
    several = np.flatnonzero(stop - first > 1)
    read = np.empty(len(several), object)
    read[:] = _read(t, first[several], stop[several])
    named = np.array([run.name != () for run in read], np.bool_)
    # In a headline a run can be a whole clause.
    unsure = np.flatnonzero([run.name != () and run.honoured == run.given == "" for run in read])
    named[unsure] = ~_in_title_case(t.text, breaks, np.asarray(t.start)[first[several[unsure]]])
    return Runs(
        tuple(first.tolist()), tuple(stop.tolist()), tuple(several[named].tolist()), tuple(read[named].tolist()),
        inner.tobytes(),
    )  # fmt: skip


def _read(t: Tokens, first: Index, stop: Index) -> list[Run]:
    """What runs of several words say, with the office before one: "Secretary of State Mary Brook"."""
    title, capital = t.among(TITLES), np.frombuffer(t.capitals, np.bool_)
    office = t.among(["of"])[first - 1] & title[first - 2] & capital[first - 2]
    starts, ends = np.asarray(t.start)[first - 2 * office], np.asarray(t.end)[stop - 1]
    spans = zip(starts.tolist(), ends.tolist(), strict=True)
    return [read_run(t.text[a:b].removesuffix("'s")) for a, b in spans]


def _in_title_case(text: str, breaks: Ints, places: Ints) -> Bools:
    """By place: whether most words of its line are capitalised, as in a headline."""
    line, edges = np.searchsorted(breaks, places), np.concatenate([[-1], breaks, [len(text)]])
    lines = ascending(line)
    lines = lines[edges[lines + 1] - edges[lines] <= _LONGEST_HEADLINE + 1]
    found = np.zeros(len(edges), np.bool_)
    found[lines] = [_is_headline(text[edges[k] + 1 : edges[k + 1]].split()) for k in lines.tolist()]
    return found[line]


def _is_headline(words: Sequence[str]) -> bool:
    return len(words) > 3 and 3 * sum(word[0].isupper() for word in words) > 2 * len(words)


# The first token of a sentence; where its first verb stands, or is looked for no longer; the first run of capitals between
# these and the one behind the last; whether "the" may begin the phrase before that verb.
Head = tuple[int, int, int, int, bool]


def find_heads(t: Tokens, runs: Runs, first: Index, stop: Index) -> list[Head | None]:
    """By unit: its head, where names or "the" stand in it.

    Parameters
    ----------
    t : Tokens
    runs : Runs
        Of the batch.
    first, stop : array
        By unit: its first token, and the token behind it.
    """
    finite, helping = np.frombuffer(t.finite, np.bool_), np.frombuffer(t.helping, np.bool_)
    verb = next_at(finite, first)
    stop = np.where(verb < np.minimum(first + 24, stop), verb, np.minimum(first + 8, stop))
    # By unit: where its verb group begins; whether "the" is one of the four tokens before.
    start = np.maximum(first, last_before(~helping, stop) + 1)
    the = offsets(t.among(["the"]))
    led = the[start] > the[np.maximum(first, start - 4)]
    a, b = np.searchsorted(runs.first, first), np.searchsorted(runs.first, stop)
    inner = np.frombuffer(runs.inner, np.bool_)[first]
    rows = zip(*(column.tolist() for column in (first, stop, a, b, led, led | inner | (a < b))), strict=True)
    return [row[:-1] if row[-1] else None for row in rows]


def _inner(t: Tokens) -> Bools:
    """By token: whether it goes on with the run of the token before it."""
    name, start, end = np.frombuffer(t.names, np.bool_), np.asarray(t.start), np.asarray(t.end)
    led = np.zeros_like(name)
    between = np.flatnonzero(name[:-2] & ~name[1:-1] & name[2:]) + 1
    led[between] = [t.low[k] in NAME_PARTICLES for k in between.tolist()]
    joins = np.append(False, name[:-1]) & (name | led) & (start - np.append(0, end[:-1]) == 1)
    at = np.flatnonzero(joins)
    joins[at] = [t.text[k] == " " for k in (start[at] - 1).tolist()]
    return joins | np.append(False, (joins & led)[:-1])


def ends_name(t: Tokens, a: int, b: int) -> bool:
    """Whether a run ends with a name: not with a possessive, nor with a title that is nobody's surname."""
    last = t.low[b - 1]
    return not last.endswith("'s") and (last.rstrip(".") not in TITLES or is_surname(t.low[a:b], b - a - 1))


def capital_runs(t: Tokens, a: int, b: int) -> Iterator[tuple[int, int]]:
    """The runs between two tokens, one by one."""
    names, low, start = t.names, t.low, t.start
    k = names.find(1, a, b)
    while k >= 0:
        end = k + 1
        while end < b and end - k < LONGEST_NAME and start[end] - t.end[end - 1] == 1 and t.text[start[end] - 1] == " ":
            if names[end]:
                end += 1
            elif low[end] in NAME_PARTICLES and end + 1 < b and names[end + 1]:
                end += 2
            else:
                break
            if low[end - 1].endswith("'s"):
                break
        yield k, end
        k = names.find(1, end, b)
