"""Who: from the words that name a speaker here to the name they stand for and what the text says of its bearer."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from framing.voices import cues
from framing.voices.names import (
    SHORT,
    TITLES,
    Named,
    Run,
    beside,
    clean_role,
    is_organisation,
    read_phrase,
    read_run,
)
from framing.voices.phrases import phrase_before, verb_start
from framing.voices.runs import Runs, capital_runs, last_of
from framing.voices.spellings import is_adverb
from framing.voices.tokens import Tokens

_DOCUMENTS = frozenset("statement release letter memo tweet post email e-mail message note video".split())
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
# Characters of a line that can be a headline.
_LONGEST_HEADLINE = 200
# A finite verb among the words that should name somebody: a clause was taken for them.
_CLAUSE = (cues.AUXILIARIES | cues.PAST) - {"'s", "set", "put", "cut", "hit", "let"}
_ACRONYM_BODIES = frozenset("agency department bureau".split())


class Speaker(NamedTuple):
    """The name that words stand for, and what the text says of its bearer."""

    name: str
    role: str


class People:
    """Everybody named in one article, and who was spoken of last: the memory behind "he" and "the sheriff"."""

    def __init__(self, t: Tokens, runs: Runs) -> None:
        self.t, self.runs = t, runs
        self.full: dict[str, str] = {}
        self.roles: dict[str, str] = {}
        self.titled: dict[str, str] = {}
        self.gender: dict[str, str] = {}
        self.last: dict[str, str] = {}
        self.acronyms: set[str] = set()
        for r in runs.several:
            self._meet(runs.first[r], runs.stop[r])

    def _meet(self, a: int, b: int) -> None:
        """Take down a run of capitalised words as a name, its titles, and an apposition behind it."""
        t = self.t
        office = t.low[a - 1] == "of" and t.capital(a - 2) and t.low[a - 2] in TITLES  # "Secretary of State Mary Brook"
        run = read_run(t.text[t.start[a - 2 if office else a] : t.end[b - 1]].removesuffix("'s"))
        if not run.name or (not run.honoured and not run.given and self._in_title_case(a)):
            return
        whole = run.whole
        if len(run.name) == 1:
            if whole.isupper() and len(whole) > 2:
                self.acronyms.add(whole)
            whole = self.full.get(run.last, whole)
            if not run.titles:
                return
        else:
            self.full.setdefault(run.last, whole)
        if is_organisation(whole):
            for word in run.name:
                self.full.setdefault(word.lower(), whole)
            return
        if run.honoured:
            self.gender[whole] = run.honoured
        elif run.given:
            self.gender.setdefault(whole, run.given)
        if run.role:
            self._describe(whole, run.role)
        elif len(run.name) > 1 and t.low[b] == ",":
            self._describe(whole, beside(t, b + 1))

    def _in_title_case(self, a: int) -> bool:
        """Whether most words of a token's line are capitalised: a headline, where a run can be a whole clause."""
        text, start = self.t.text, self.t.start[a]
        first, stop = text.rfind("\n", 0, start) + 1, text.find("\n", start)
        stop = stop if stop >= 0 else len(text)
        if stop - first > _LONGEST_HEADLINE:
            return False
        words = text[first:stop].split()
        return len(words) > 3 and 3 * sum(word[0].isupper() for word in words) > 2 * len(words)

    def _describe(self, whole: str, role: str) -> None:
        if role:
            self.roles.setdefault(whole, role)
            for word in role.lower().replace(",", " ").split():
                bare = SHORT.get(word.rstrip("."), word)
                if bare in TITLES or bare in ("pastor", "superintendent", "grower"):
                    self.titled.setdefault(bare, whole)

    def name(self, words: str) -> str:
        """The full name for a name's words; without a longer form in the article, themselves."""
        run = read_run(words)
        return self._whole(run) if run.name else ""

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
        for x, last in self._runs(a, stop):
            if x > a and t.low[x - 1] in ("of", "for", "at", "in", "by", "to", "with"):
                continue
            whole = self.full.get(last, "")
            if whole and not is_organisation(whole):
                self.note(whole)
                return
        if "the" not in t.low[a:stop]:
            return
        start, _ = verb_start(t, stop, a)
        first = phrase_before(t, start, a)
        if 0 < start - first <= 4 and t.low[first] == "the":
            self.last["it"] = self._described(t.words(first, start))

    def _runs(self, a: int, b: int) -> Iterable[tuple[int, str]]:
        """Where runs of capitalised words between two tokens begin, and the last word of each."""
        t, runs = self.t, self.runs
        r = bisect_left(runs.first, a)
        stop = bisect_left(runs.first, b, r)
        if runs.inner[a] or (stop > r and runs.stop[stop - 1] > b):
            return [(x, last_of(t.text[t.start[x] : t.end[y - 1]], y - x)) for x, y in capital_runs(t, a, b)]
        return zip(runs.first[r:stop], runs.last[r:stop], strict=True)

    def resolve(self, words: str, role: str) -> Speaker:
        """Who the words beside a cue stand for; nobody known gives an empty name."""
        first, _, rest = words.partition(" ")
        if rest and first.lower() in ("and", "or", "but"):
            words = rest
        low = words.lower()
        if self._nobody(low):
            return Speaker("", "")
        # "he'll" is "he".
        if low := _PRONOUN.get(low.partition("'")[0], ""):
            name = self.last.get(low, "")
            if name and low in ("he", "she"):
                self.gender.setdefault(name, low)
                self.note(name)
            return Speaker(name, self.roles.get(name, ""))
        phrase = read_phrase(words)
        if phrase is None:
            return Speaker("", "")
        name = self._inside(phrase) or self._described(words)
        if role and name and not is_organisation(name):
            self._describe(name, clean_role(role))
        self.note(name)
        return Speaker(name, self.roles.get(name, ""))

    def _nobody(self, low: str) -> bool:
        """Whether words name no one: "any critic", "separately", "39%", "we'll"."""
        first, _, rest = low.partition(" ")
        if first in _NONE_IN_PARTICULAR or low.partition("'")[0] in _NOBODY:
            return True
        return not rest and low not in self.full and (is_adverb(low) or not any(c.isalpha() for c in low))

    def _inside(self, phrase: Sequence[Named]) -> str:
        """The name in a noun phrase: the first person's, or the organisation's it begins with."""
        best = ""
        for named in phrase:
            whole = self._whole(named.run)
            if not is_organisation(whole) and (named.free or not best):
                if " " in whole or named.heads or (named.run.titles and not best):
                    return whole
            if not best and named.opens:
                best = whole
        return best

    def _whole(self, run: Run) -> str:
        whole = run.whole.removesuffix("'s")
        if len(run.name) > 1:
            known = self.full.get(run.last, "")
            return known if known.endswith(whole) else whole
        return self.full.get(whole.lower(), whole)

    def _described(self, words: str) -> str:
        """Nouns: "the sheriff" is the one sheriff named; "advocates" stand for themselves."""
        low = words.lower()
        if not _CLAUSE.isdisjoint(low.split()[2:]):
            return ""
        bare = low.removeprefix("the ")
        if bare != low and bare in _DOCUMENTS and self.last.get("person"):
            return self.last["person"]
        if bare in self.titled:
            return self.titled[bare]
        if bare != low and bare in self.full and is_organisation(self.full[bare]):
            return self.full[bare]
        if bare != low and bare in _ACRONYM_BODIES and len(acronyms := self._acronyms()) == 1:
            return acronyms.pop()
        if low in self.full and words[0].isupper():
            return self.full[low]
        first = words.split()[0]
        return words if first.lower() in self.full or first.isupper() else words[0].lower() + words[1:]

    def _acronyms(self) -> set[str]:
        """Abbreviations that stand alone, or behind a title."""
        t, runs = self.t, self.runs
        pairs = zip(runs.first, runs.stop, strict=True)
        alone = [t.text[t.start[a] : t.end[a]].removesuffix("'s") for a, b in pairs if b == a + 1]
        return self.acronyms.union(word for word in alone if word.isupper() and len(word) > 2 and read_run(word).name)
