"""Who: from the words that name a speaker here to the name they stand for and what the text says of its bearer."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from framing.voices import cues
from framing.voices.names import Run, beside, clean_role, is_organisation, read_run, titles_in
from framing.voices.phrases import phrase_before, verb_start
from framing.voices.runs import Head, Runs, capital_runs, ends_name
from framing.voices.tokens import Tokens
from framing.voices.types import Range
from framing.voices.whom import Named, read_phrase

_DOCUMENTS = frozenset("statement release letter memo tweet post email e-mail message note video".split())
# A finite verb among the words that should name somebody: a clause was taken for them.
_CLAUSE = (cues.AUXILIARIES | cues.PAST) - {"'s", "set", "put", "cut", "hit", "let"}
_NOT_BEFORE_SUBJECTS = frozenset("of for at in by to with".split())
_ACRONYM_BODIES = frozenset("agency department bureau".split())


class People:
    """Everybody named in one article, and who was spoken of last: the memory behind "he" and "the sheriff"."""

    def __init__(self, t: Tokens, runs: Runs, tokens: Range) -> None:
        self.t, self.runs, self.tokens = t, runs, tokens
        self.full: dict[str, str] = {}
        self.roles: dict[str, str] = {}
        self.titled: dict[str, str] = {}
        self.gender: dict[str, str] = {}
        self.last: dict[str, str] = {}
        self.acronyms: set[str] = set()
        self.named = bisect_left(runs.first, tokens[0]), bisect_left(runs.first, tokens[1])
        for k in range(bisect_left(runs.named, self.named[0]), bisect_left(runs.named, self.named[1])):
            self._meet(runs.read[k], runs.stop[runs.named[k]])
        # Sentences and names that were met since somebody last asked who was spoken of.
        self.waiting: list[Head | str] = []

    def _meet(self, run: Run, b: int) -> None:
        """Take down a run of capitalised words as a name, its titles, and an apposition behind it."""
        whole, organisation = run.whole, run.organisation
        if len(run.name) == 1:
            if whole.isupper() and len(whole) > 2:
                self.acronyms.add(whole)
            if not run.titles:
                return
            whole = self.full.get(run.last, whole)
            organisation = is_organisation(whole)
        else:
            self.full.setdefault(run.last, whole)
        if organisation:
            for word in run.name:
                self.full.setdefault(word.lower(), whole)
            return
        if run.honoured:
            self.gender[whole] = run.honoured
        elif run.given:
            self.gender.setdefault(whole, run.given)
        if run.role:
            self._describe(whole, run.role)
        elif len(run.name) > 1 and self.t.low[b] == ",":
            self._describe(whole, beside(self.t, b + 1))

    def _describe(self, whole: str, role: str) -> None:
        if role:
            self.roles.setdefault(whole, role)
            for title in titles_in(role):
                self.titled.setdefault(title, whole)

    def name(self, words: str) -> str:
        """The full name for a name's words; without a longer form in the article, themselves."""
        run = read_run(words)
        return self._whole(run) if run.name else ""

    def hear(self, head: Head) -> None:
        """Go on to a sentence; what it is about is looked for when a pronoun or "the statement" asks."""
        self.waiting.append(head)

    def _recall(self) -> None:
        """Read what was put off, in order."""
        waiting, self.waiting = self.waiting, []
        for met in waiting:
            if isinstance(met, str):
                self._note(met)
            else:
                self._note_subject(met)

    def _note(self, name: str) -> None:
        """Remember who was spoken of."""
        if is_organisation(name) or name[0].islower():
            self.last["it"] = name
            return
        self.last["person"] = name
        gender = self.gender.get(name)
        if gender != "she":
            self.last["he"] = name
        if gender != "he":
            self.last["she"] = name

    def _note_subject(self, head: Head) -> None:
        """Remember whom or what a sentence is about: a later "he", "it" or "the statement" may mean it."""
        a, stop, first_run, last_run, the = head
        t, low = self.t, self.t.low
        for x, y in self._runs(a, stop, first_run, last_run):
            whole = self.full.get(t.text[t.start[y - 1] : t.end[y - 1]].lower(), "")
            if not whole or (x > a and low[x - 1] in _NOT_BEFORE_SUBJECTS) or not ends_name(t, x, y):
                continue
            if not is_organisation(whole):
                self._note(whole)
                return
        if the:
            start, _ = verb_start(t, stop, a)
            first = phrase_before(t, start, a)
            if 0 < start - first <= 4 and low[first] == "the":
                self.last["it"] = self._described(t.words(first, start))

    def _runs(self, a: int, b: int, first: int, stop: int) -> Iterable[Range]:
        """The runs of capitalised words between two tokens, of which a border may cut one."""
        runs = self.runs
        if runs.inner[a] or (first < stop and runs.stop[stop - 1] > b):
            return capital_runs(self.t, a, b)
        return zip(runs.first[first:stop], runs.stop[first:stop], strict=True)

    def resolve(self, words: str, role: str) -> str:
        """Who the words beside a cue stand for; nobody known gives an empty name."""
        phrase = read_phrase(words)
        if phrase.unless_known and phrase.low not in self.full:
            return ""
        if phrase.pronoun:
            self._recall()
            name = self.last.get(phrase.pronoun, "")
            if name and phrase.pronoun in ("he", "she"):
                self.gender.setdefault(name, phrase.pronoun)
                self._note(name)
            return name
        name = self._inside(phrase.names) or self._described(phrase.words)
        if role and name and not is_organisation(name):
            self._recall()
            self._describe(name, clean_role(role))
        if name:
            self.waiting.append(name)
        return name

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
        if bare != low and bare in _DOCUMENTS:
            self._recall()
            if self.last.get("person"):
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
        here = slice(*self.named)
        pairs = zip(runs.first[here], runs.stop[here], strict=True)
        alone = [t.text[t.start[a] : t.end[a]].removesuffix("'s") for a, b in pairs if b == a + 1]
        return self.acronyms.union(word for word in alone if word.isupper() and len(word) > 2 and read_run(word).name)
