"""Who: from the words that name a speaker here to the name they stand for and what the text says of its bearer."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from framing.voices import cues
from framing.voices.given_names import HE, SHE
from framing.voices.phrases import phrase_before, verb_start
from framing.voices.subjects import finite
from framing.voices.tokens import Tokens

HONORIFICS = {
    "mr": "he", "mrs": "she", "ms": "she", "miss": "she", "mx": "", "dr": "", "sir": "he", "lord": "he", "lady": "she",
    "dame": "she", "rev": "", "hon": "",
}  # fmt: skip
_SHORT = {"gov": "governor", "sen": "senator", "rep": "representative", "prof": "professor", "gen": "general",
          "lt": "lieutenant", "sgt": "sergeant", "capt": "captain", "col": "colonel", "supt": "superintendent",
          "sens": "senators", "reps": "representatives", "det": "detective", "adm": "admiral", "maj": "major"}  # fmt: skip
TITLES = frozenset([*HONORIFICS, *_SHORT]) | frozenset(
    """mayor sheriff chief president vice governor senator representative congressman congresswoman councilman councilwoman
    councilmember councilor assemblyman assemblywoman commissioner judge justice secretary director spokesman spokeswoman spokesperson
    professor reverend pastor father bishop archbishop cardinal rabbi imam captain lieutenant sergeant colonel general major officer
    deputy detective agent superintendent chairman chairwoman chair chairperson speaker minister prime chancellor king queen prince
    princess pope attorney lawyer counsel analyst economist coach undersecretary ambassador administrator inspector marshal constable
    admiral co-founder founder executive ceo strategist pollster donor activist author actor actress former candidate nominee reporter
    correspondent columnist host editor anchor democrat republican leader whip member gop frontrunner
    """.split()
)
_HE_TITLES = frozenset("congressman councilman assemblyman spokesman chairman king prince pope father".split())
_SHE_TITLES = frozenset(
    "congresswoman councilwoman assemblywoman spokeswoman chairwoman queen princess actress".split()
)
_ORGANISATION = frozenset(
    """department office agency alliance center centre committee commission council county city state university college school board
    bureau association coalition union court house senate congress party campaign administration institute foundation network project
    times post journal news press fund group company corporation inc league federation society service services authority ministry
    embassy church bank club army force guard patrol police conference today tribune herald borders states york justice
    """.split()
)
_PARTICLES = frozenset("de la van von der den del di da bin al el le du of the for and &".split())
_NAME_PARTICLES = frozenset("de la van von der den del di da bin al el le du".split())
_DOCUMENTS = frozenset("statement release letter memo tweet post email e-mail message note video".split())
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
        for a, b in _capital_runs(t):
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
        if role := _title(words[: len(words) - len(name)]):
            self._describe(whole, role)
        elif len(name) > 1 and b < len(t.low) and t.low[b] == ",":
            self._describe(whole, _beside(t, b + 1))

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
                bare = _SHORT.get(word.rstrip("."), word)
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
        stop = next((k for k in range(a, min(a + 24, b)) if finite(t, k)), min(a + 8, b))
        for x, y in _capital_runs(t, a, stop):
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
            self.last["it"] = self._described(t.words(first, start).lower())

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
        name = self._inside(words) or self._described(low)
        if role and name and not is_organisation(name):
            self._describe(name, clean_role(role))
        self.note(name)
        return Speaker(name, self.roles.get(name, ""))

    def _inside(self, words: str) -> str:
        """The name in a noun phrase: the first person's, or the organisation's it begins with."""
        tokens = [word.rstrip(",") for word in words.split()]
        best = ""
        for a, b in _runs_of(tokens):
            run = list(tokens[a:b])
            possessive = run[-1].endswith("'s")
            titles, name = split_titles(run)
            if not name or name[-1].lower() in cues.MONTHS or name[-1].lower() in cues.WEEKDAYS:
                continue
            if possessive and b < len(tokens):
                continue
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

    def _described(self, low: str) -> str:
        """Nouns: "the sheriff" is the one sheriff named; "advocates" stand for themselves."""
        bare = low.removeprefix("the ")
        if bare != low and bare in _DOCUMENTS and self.last.get("person"):
            return self.last["person"]
        if bare in self.titled:
            return self.titled[bare]
        if bare != low and bare in self.full and is_organisation(self.full[bare]):
            return self.full[bare]
        if bare != low and bare in _ACRONYM_BODIES and len(self.acronyms) == 1:
            return next(iter(self.acronyms))
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
    """Whether a name is an organisation's by one of its words, or by being an abbreviation."""
    words = name.lower().split()
    return bool(_ORGANISATION.intersection(words)) or (len(words) == 1 and name.isupper() and len(name) > 1)


def clean_role(role: str) -> str:
    """A title or apposition without its article and without what follows a comma or relative clause."""
    words = role.split()
    if words and words[0].lower() in ("the", "a", "an", "its", "his", "her", "their", "whose"):
        words = words[1:]
    for k, word in enumerate(words):
        if k and (word in ("whose", "and") or words[k - 1].endswith(",")):
            words = words[:k]
            break
    return " ".join(words).rstrip(",") if len(words) <= 16 else ""


def _title(words: Sequence[str]) -> str:
    """What stands in front of a name as a role: "Police Chief" -> "police chief"; honorifics are none."""
    kept = [
        w for w in words if w.lower().rstrip(".") not in HONORIFICS and w.lower() not in ("the", "and", "but", "former")
    ]
    if not kept:
        return ""
    generic = TITLES | {"police", "fire", "school", "board", "state", "district", "deputy", "city", "superintendent"}
    low = [w.lower() if w.lower().rstrip(".") in generic else w for w in kept]
    return " ".join(_SHORT.get(w.rstrip("."), w) if len(low) == 1 else w for w in low)


def _beside(t: Tokens, k: int) -> str:
    """The apposition that begins at k: ", director of …," or ", who studies …,"."""
    word = t.low[k] if k < len(t.low) else ""
    if word != "who" and not (word in ("the", "a", "an") or (word.isalpha() and not t.capital(k))):
        return ""
    if (
        word in cues.VERBS
        or word in cues.AUXILIARIES
        or (word != "who" and word in cues.SUBORDINATORS | cues.PRONOUNS | cues.PREPOSITIONS)
    ):
        return ""
    end = k
    while end < len(t.low) and end - k < 20 and t.low[end] not in (",", ".", ";", ":", "(", "\u2014"):
        end += 1
    if (
        end - k > 18
        or end >= len(t.low)
        or (word != "who" and any(finite(t, m) for m in range(k, end) if t.low[m] != "based"))
    ):
        return ""
    return clean_role(t.words(k, end))


def _capital_runs(t: Tokens, a: int = 0, b: int | None = None) -> Iterator[tuple[int, int]]:
    """Runs of capitalised tokens with single spaces between them; "de", "van" may stand inside."""
    b = len(t.low) if b is None else b
    k = a
    while k < b:
        if not _is_name_word(t, k):
            k += 1
            continue
        end = k + 1
        while end < b and t.start[end] - t.end[end - 1] == 1 and t.text[t.start[end] - 1] == " ":
            if _is_name_word(t, end):
                end += 1
            elif t.low[end] in _NAME_PARTICLES and end + 1 < b and _is_name_word(t, end + 1):
                end += 2
            else:
                break
            if t.low[end - 1].endswith("'s"):
                break
        yield k, end
        k = end


def _is_name_word(t: Tokens, k: int) -> bool:
    return t.capital(k) and t.low[k] not in _NOT_NAMES and k not in t.quotation


_NOT_NAMES = (
    cues.DETERMINERS | cues.PRONOUNS | cues.PREPOSITIONS | cues.SUBORDINATORS | cues.MONTHS | cues.WEEKDAYS | cues.AUXILIARIES
    | frozenset("q a if yes no not also however still then there here what how why".split())
)  # fmt: skip


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
