"""Whom the words beside a cue can name, by these words alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from framing.voices import cues
from framing.voices.names import MOST_KEPT, Run, is_organisation, read_run
from framing.voices.spellings import is_adverb

# Words of a phrase that names somebody; a longer one is a clause that was taken for one.
LONGEST_PHRASE = 16
_NOBODY = frozenset(
    """i we you who whom that which one those this these others the a an and or but any some many most few more another each
    someone somebody everyone everybody nobody something anything neither there here what how why far little less least best
    well rather sometimes meanwhile myself""".split()
)
# Nobody is meant, whatever follows: "any fair-minded critic".
_NONE_IN_PARTICULAR = frozenset("any anyone anybody no nobody".split())
_PRONOUN = {
    **dict.fromkeys("he his him himself".split(), "he"), **dict.fromkeys("she her herself".split(), "she"),
    **dict.fromkeys("it its itself".split(), "it"), **dict.fromkeys("they their them themselves".split(), "they"),
}  # fmt: skip
_DATES = cues.TIMES | cues.MONTHS
_PARTICLES = frozenset("de la van von der den del di da bin al el le du of the for and &".split())


def _runs_of(tokens: Sequence[str]) -> list[tuple[int, int]]:
    """Capitalised runs of a few words, organisations' "of" and "for" included."""
    runs: list[tuple[int, int]] = []
    for k, word in enumerate(tokens):
        joins = bool(runs) and runs[-1][1] == k
        capital = word[:1].isupper() and (k > 0 or word.lower() not in cues.DETERMINERS)
        inner = joins and word.lower() in _PARTICLES and k + 1 < len(tokens) and tokens[k + 1][:1].isupper()
        if word.lower() in ("of", "for", "the", "and") and inner:
            inner = is_organisation(" ".join(tokens[runs[-1][0] : k + 2])) or word.lower() == "for"
        if capital or inner:
            if joins and not tokens[k - 1].endswith(("'s", ",")):
                runs[-1] = (runs[-1][0], k + 1)
            else:
                runs.append((k, k + 1))
    return runs


class Named(NamedTuple):
    """A name in a noun phrase and where in it."""

    run: Run
    heads: bool  # the phrase begins with it
    opens: bool  # with it or its article
    free: bool  # no preposition or article stands before it


def _read_names(words: str) -> tuple[Named, ...] | None:
    """The names in a noun phrase that may be who speaks; None for words that name nobody."""
    tokens = words.split()
    if len(tokens) > LONGEST_PHRASE or _DATES.issuperset(words.lower().split()):
        return None
    if words.islower():
        return ()
    tokens = [word.rstrip(",") for word in tokens]
    found = []
    for a, b in _runs_of(tokens):
        run = read_run(" ".join(tokens[a:b]))
        if not run.name or run.last in cues.MONTHS or run.last in cues.WEEKDAYS:
            continue
        # "the Trump administration", "a Brook aide", "Brook's aide": the name is not the one who speaks.
        if b < len(tokens) and (tokens[b - 1].endswith("'s") or _modifies(tokens, b)):
            continue
        before = tokens[a - 1].lower() if a else ""
        opens = a == 0 or (a == 1 and before in ("the", "a", "an"))
        found.append(Named(run, a == 0, opens, before not in ("of", "for", "in", "at", "the", "with", "from", "by")))
    return tuple(found)


class Phrase(NamedTuple):
    """Whom a noun phrase can name by its words alone."""

    words: str  # without a conjunction in front
    low: str
    unless_known: bool  # it names nobody but where the article has it as a name
    pronoun: str  # he, she, it or they
    names: tuple[Named, ...]


_NOBODY_NAMED = Phrase("", "", True, "", ())


@lru_cache(maxsize=MOST_KEPT)
def read_phrase(words: str) -> Phrase:
    """Read the words beside a cue: "any critic", "separately", "39%", "we'll" name no one.

    Examples
    --------
    >>> read_phrase("but he'll").pronoun, read_phrase("any critic").low, len(read_phrase("Mayor Ada Brook").names)
    ('he', '', 1)
    """
    first, _, rest = words.partition(" ")
    if rest and first.lower() in ("and", "or", "but"):
        words = rest
    low = words.lower()
    first, _, rest = low.partition(" ")
    # "he'll" is "he".
    bare = low.partition("'")[0]
    if first in _NONE_IN_PARTICULAR or bare in _NOBODY:
        return _NOBODY_NAMED
    unless_known = not rest and (is_adverb(low) or not any(c.isalpha() for c in low))
    if pronoun := _PRONOUN.get(bare, ""):
        return Phrase(words, low, unless_known, pronoun, ())
    names = _read_names(words)
    return _NOBODY_NAMED if names is None else Phrase(words, low, unless_known, "", names)


def _modifies(tokens: Sequence[str], b: int) -> bool:
    """Whether a noun follows a name, which then only says whose or which."""
    word = tokens[b]
    return (
        word.isalpha()
        and word.islower()
        and not tokens[b - 1].endswith(",")
        and word not in cues.PREPOSITIONS
        and word not in cues.SUBORDINATORS
        and word not in cues.RELATIVES
        and word not in cues.TIMES
        and word not in ("himself", "herself", "themselves", "here", "there")
        and not word.endswith(("ly", "ed"))
    )
