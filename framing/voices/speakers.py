"""Who: from the words that name a speaker here to the name they stand for and what the text says of its bearer."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from framing.voices import cues
from framing.voices.given_names import HE, SHE
from framing.voices.names import (
    HONORIFICS,
    SHORT,
    TITLES,
    beside,
    capital_runs,
    clean_role,
    is_organisation,
    runs_of,
    split_titles,
    title_of,
)
from framing.voices.phrases import phrase_before, verb_start
from framing.voices.tokens import Tokens

_HE_TITLES = frozenset("congressman councilman assemblyman spokesman chairman king prince pope father".split())
_SHE_TITLES = frozenset(
    "congresswoman councilwoman assemblywoman spokeswoman chairwoman queen princess actress".split()
)
_DOCUMENTS = frozenset("statement release letter memo tweet post email e-mail message note video".split())
# Words of a phrase that names somebody; a longer one is a clause that was taken for one.
LONGEST_PHRASE = 16
_NOBODY = frozenset("i we you who that which one those this these others".split())
_ACRONYM_BODIES = frozenset("agency department bureau".split())


class Speaker(NamedTuple):
    """The name that words stand for, and what the text says of its bearer."""

    name: str
    role: str


class People:
    """Everybody named in one article, and who was spoken of last: the memory behind "he" and "the sheriff"."""

    def __init__(self, t: Tokens) -> None:
        self.t = t
        self.full: dict[str, str] = {}
        self.roles: dict[str, str] = {}
        self.titled: dict[str, str] = {}
        self.gender: dict[str, str] = {}
        self.last: dict[str, str] = {}
        self.acronyms: dict[str, None] = {}
        for a, b in capital_runs(t):
            self._meet(a, b)

    def _meet(self, a: int, b: int) -> None:
        """Take down a run of capitalised words as a name, its titles, and an apposition behind it."""
        t = self.t
        words = t.words(a, b).split()
        words[-1] = words[-1].removesuffix("'s")
        titles, name = split_titles(words)
        if not name:
            return
        whole = " ".join(name)
        if len(name) == 1:
            if whole.isupper() and len(whole) > 2:
                self.acronyms[whole] = None
            whole = self.full.get(whole.lower(), whole)
            if not titles:
                return
        else:
            self.full.setdefault(name[-1].lower(), whole)
        if is_organisation(whole):
            for word in name:
                self.full.setdefault(word.lower(), whole)
            return
        self._sex(whole, name[0], titles)
        if role := title_of(words[: len(words) - len(name)]):
            self._describe(whole, role)
        elif len(name) > 1 and b < len(t.low) and t.low[b] == ",":
            self._describe(whole, beside(t, b + 1))

    def _sex(self, whole: str, given: str, titles: Sequence[str]) -> None:
        for title in titles:
            known = HONORIFICS.get(title) or ("he" if title in _HE_TITLES else "she" if title in _SHE_TITLES else "")
            if known:
                self.gender[whole] = known
        bare = "".join(c for c in unicodedata.normalize("NFD", given.lower()) if not unicodedata.combining(c))
        if whole not in self.gender and (bare in HE) != (bare in SHE):
            self.gender[whole] = "he" if bare in HE else "she"

    def _describe(self, whole: str, role: str) -> None:
        if role:
            self.roles.setdefault(whole, role)
            for word in role.lower().replace(",", " ").split():
                bare = SHORT.get(word.rstrip("."), word)
                if bare in TITLES or bare in ("pastor", "superintendent", "grower"):
                    self.titled.setdefault(bare, whole)

    def name(self, words: str) -> str:
        """The full name for a name's words; without a longer form in the article, themselves."""
        titles, name = split_titles(words.split())
        return self._whole(name, titles) if name else ""

    def note(self, name: str) -> None:
        """Remember who was spoken of."""
        if not name:
            return
        if is_organisation(name) or name[0].islower():
            self.last["it"] = name
            return
        self.last["person"] = name
        for pronoun in ("he", "she"):
            if self.gender.get(name, pronoun) == pronoun:
                self.last[pronoun] = name

    def note_subject(self, a: int, b: int) -> None:
        """Remember whom or what a sentence is about: a later "he", "it" or "the statement" may mean it."""
        t = self.t
        stop = t.finite.find(1, a, min(a + 24, b))
        stop = stop if stop >= 0 else min(a + 8, b)
        for x, y in capital_runs(t, a, stop):
            words = t.words(x, y).split()
            if words[-1].endswith("'s") or (x > a and t.low[x - 1] in ("of", "for", "at", "in", "by", "to", "with")):
                continue
            _, name = split_titles(words)
            whole = self.full.get(name[-1].lower(), "") if name else ""
            if whole and not is_organisation(whole):
                self.note(whole)
                return
        start, _ = verb_start(t, stop, a)
        first = phrase_before(t, start, a)
        if 0 < start - first <= 4 and t.low[first] == "the":
            self.last["it"] = self._described(t.words(first, start))

    def resolve(self, words: str, role: str) -> Speaker:
        """Who the words beside a cue stand for; nobody known gives an empty name."""
        low = words.lower()
        if low in _NOBODY:
            return Speaker("", "")
        if low in ("he", "she", "it", "they"):
            name = self.last.get(low, "")
            if name and low in ("he", "she"):
                self.gender.setdefault(name, low)
                self.note(name)
            return Speaker(name, self.roles.get(name, ""))
        bare = low.split()
        if len(bare) > LONGEST_PHRASE or all(word in cues.TIMES or word in cues.MONTHS for word in bare):
            return Speaker("", "")
        name = self._inside(words) or self._described(words)
        if role and name and not is_organisation(name):
            self._describe(name, clean_role(role))
        self.note(name)
        return Speaker(name, self.roles.get(name, ""))

    def _inside(self, words: str) -> str:
        """The name in a noun phrase: the first person's, or the organisation's it begins with."""
        tokens = [word.rstrip(",") for word in words.split()]
        best = ""
        for a, b in runs_of(tokens):
            run = list(tokens[a:b])
            possessive = run[-1].endswith("'s")
            titles, name = split_titles(run)
            if not name or name[-1].lower() in cues.MONTHS or name[-1].lower() in cues.WEEKDAYS:
                continue
            if possessive and b < len(tokens):
                continue
            if b < len(tokens) and _modifies(tokens, b):
                continue  # "the Trump administration", "a Brook aide": the name is not the one who speaks
            whole = self._whole(name, titles)
            if not is_organisation(whole) and (len(whole.split()) > 1 or a == 0 or not best):
                if (
                    a == 0
                    or tokens[a - 1].lower() not in ("of", "for", "in", "at", "the", "with", "from", "by")
                    or not best
                ):
                    if len(whole.split()) > 1 or titles or a == 0:
                        return whole
            if not best and (a == 0 or (a == 1 and tokens[0].lower() in ("the", "a", "an"))):
                best = whole
        return best

    def _whole(self, name: Sequence[str], titles: Sequence[str]) -> str:
        whole = " ".join(name).removesuffix("'s")
        if len(name) > 1:
            known = self.full.get(name[-1].lower(), "")
            return known if known.endswith(whole) else whole
        return self.full.get(whole.lower(), whole)

    def _described(self, words: str) -> str:
        """Nouns: "the sheriff" is the one sheriff named; "advocates" stand for themselves."""
        low = words.lower()
        bare = low.removeprefix("the ")
        if bare != low and bare in _DOCUMENTS and self.last.get("person"):
            return self.last["person"]
        if bare in self.titled:
            return self.titled[bare]
        if bare != low and bare in self.full and is_organisation(self.full[bare]):
            return self.full[bare]
        if bare != low and bare in _ACRONYM_BODIES and len(self.acronyms) == 1:
            return next(iter(self.acronyms))
        first = words.split()[0]
        return words if first.lower() in self.full or first.isupper() else words[0].lower() + words[1:]


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
        and not word.endswith("ly")
    )
