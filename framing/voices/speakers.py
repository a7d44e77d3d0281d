"""Who: from the words that name a speaker here to the name they stand for and what the text says of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from framing.voices import cues
from framing.voices.tokens import Q, Tokens

TITLES = frozenset(
    """mr mrs ms miss mx dr sir dame lord lady mayor sheriff chief president vice governor gov senator sen sens representative rep reps
    congressman congresswoman councilman councilwoman councilmember councilor assemblyman assemblywoman commissioner judge justice
    secretary director spokesman spokeswoman spokesperson professor prof rev reverend pastor father bishop archbishop cardinal rabbi imam
    imam captain capt lieutenant lt sergeant sgt colonel col general gen major maj officer deputy detective det agent superintendent supt
    chairman chairwoman chair chairperson speaker minister prime chancellor king queen prince princess pope attorney
    lawyer counsel analyst economist coach undersecretary ambassador administrator inspector marshal constable admiral adm
    co-founder founder executive ceo strategist pollster donor activist author actor actress former rancher teacher student
    leader whip candidate nominee reporter correspondent columnist host editor anchor democrat republican
    """.split()
)
_HONORIFICS = {"mr": "he", "mrs": "she", "ms": "she", "miss": "she", "sir": "he", "lord": "he", "lady": "she", "dame": "she",
               "congressman": "he", "congresswoman": "she", "councilman": "he", "councilwoman": "she", "spokesman": "he",
               "spokeswoman": "she", "chairwoman": "she", "king": "he", "queen": "she", "father": "he"}  # fmt: skip
_ORGANISATION = frozenset(
    """department office agency alliance center centre committee commission council county city state university college school board
    bureau association coalition union court house senate congress party campaign administration institute foundation network project
    times post journal news press police fund group company corporation inc league federation society service services authority
    ministry embassy church bank club party army force guard patrol police conference press today tribune herald
    """.split()
)
_PARTICLES = frozenset("de la van von der den del di da bin al el ben le du".split())
_NAME = re.compile(
    r"(?<![\w'])(?:[^\W\d_a-z][\w'\-]*\.?|[A-Z]\.)(?: (?:[A-Z]\.(?:[A-Z]\.)*|de|la|van|von|der|den|del|di|da|bin|al|el|[^\W\d_a-z][\w'\-]*)){1,5}"
)


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
        self.pronoun: dict[str, str] = {}
        self.titled: dict[str, str] = {}
        self.last: dict[str, str] = {}
        self.recent = ""
        for m in _NAME.finditer(t.text):
            self._meet(m.group().split())

    def _meet(self, words: list[str]) -> None:
        """Take down a run of capitalised words as a name, without its titles."""
        if words[-1].endswith("'s"):
            words = [*words[:-1], words[-1][:-2]]
        titles, name = split_titles(words)
        if not name:
            return
        whole = " ".join(name)
        if len(name) > 1:
            self.full.setdefault(name[-1].lower(), whole)
            for word in name[:-1]:
                if is_organisation(whole):
                    self.full.setdefault(word.lower(), whole)
        else:
            whole = self.full.get(name[0].lower(), whole)
        for title in titles:
            self.titled.setdefault(title, whole)
            if title in _HONORIFICS:
                self.pronoun.setdefault(whole, _HONORIFICS[title])

    def name(self, words: str) -> str:
        """The full name for a name's words; without a longer form in the article, themselves."""
        titles, name = split_titles(words.split())
        if not name:
            return ""
        whole = " ".join(name)
        return whole if len(name) > 1 else self.full.get(whole.lower(), whole)

    def resolve(self, words: str, role: str) -> Speaker:
        """Who the words in front of or behind a cue stand for; nobody known gives an empty name."""
        low = words.lower()
        if low in ("i", "we", "you", "who", "that", "which", "it", "one", "those", "this", "these"):
            return Speaker("", "")
        if low in ("he", "she", "they"):
            name = self._meant(low)
            return Speaker(name, self.roles.get(name, ""))
        name, title = self._inside(words)
        if not name:
            name = self._described(low)
        role = role or title
        if role and name and len(role) < 160:
            self.roles.setdefault(name, role)
        self.note(name)
        return Speaker(name, self.roles.get(name, ""))

    def note(self, name: str) -> None:
        """Remember who was spoken of."""
        self.recent = name or self.recent
        if name:
            for pronoun in ("he", "she", "they"):
                if self.pronoun.get(name, pronoun) == pronoun:
                    self.last[pronoun] = name

    def _meant(self, pronoun: str) -> str:
        name = self.last.get(pronoun, "")
        if name and pronoun in ("he", "she"):
            if is_organisation(name) or not name[:1].isupper():
                return ""
            self.pronoun.setdefault(name, pronoun)
            self.note(name)
        return name

    def _inside(self, words: str) -> tuple[str, str]:
        """The name in a noun phrase, and the description in front of it."""
        tokens = [w.rstrip(",") for w in words.split()]
        runs = _capital_runs(tokens)
        for a, b in reversed(runs):
            titles, name = split_titles(tokens[a:b])
            if name and not (
                len(runs) > 1 and a > 0 and tokens[a - 1].lower() in ("of", "for", "in", "at", "to", "with", "from")
            ):
                before = " ".join(tokens[: b - len(name)])
                whole = self.name(" ".join(name))
                if whole.endswith("'s"):
                    whole = whole[:-2]
                return whole, re.sub(r"^(?:the|a|an) ", "", before, flags=re.I)
        return "", ""

    def _described(self, low: str) -> str:
        """Nouns: "the sheriff" is the one sheriff named; "advocates" stand for themselves."""
        bare = low[4:] if low.startswith("the ") else low
        if bare in TITLES and bare in self.titled:
            return self.titled[bare]
        if low.startswith("the ") and bare in self.full and is_organisation(self.full[bare]):
            return self.full[bare]
        return low


def split_titles(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Titles in lower case, and the name behind the last of them.

    >>> split_titles("Los Angeles Police Chief Charlie Beck".split())
    (['chief'], ['Charlie', 'Beck'])
    """
    titles, at = [], 0
    for k, word in enumerate(words):
        bare = word.lower().rstrip(".")
        if bare in TITLES:
            titles.append(bare)
            at = k + 1
    return titles, list(words[at:])


def is_organisation(name: str) -> bool:
    """Whether a name is an organisation's by one of its words or by being an abbreviation."""
    words = name.lower().split()
    return bool(_ORGANISATION.intersection(words)) or (len(words) == 1 and name.isupper() and len(name) > 1)


def _capital_runs(tokens: Sequence[str]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for k, word in enumerate(tokens):
        capital = word[:1].isupper() and (k > 0 or word.lower() not in cues.DETERMINERS)
        if capital or (
            runs
            and runs[-1][1] == k
            and word.lower() in _PARTICLES | {"&", "and"}
            and k + 1 < len(tokens)
            and tokens[k + 1][:1].isupper()
        ):
            if runs and runs[-1][1] == k:
                runs[-1] = (runs[-1][0], k + 1)
            else:
                runs.append((k, k + 1))
    return runs


def person_at_head(t: Tokens, a: int, b: int) -> str:
    """The capitalised words a unit begins with, which a pronoun may mean later."""
    k = a
    while k < b and k < a + 12 and t.low[k] != Q and (t.capital(k) or t.low[k] in ("the", "of")):
        k += 1
    return t.words(a, k)
