"""Names and titles as print has them: runs of capitals, what stands before a name, what stands behind it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from framing.voices import cues
from framing.voices.given_names import HE, SHE
from framing.voices.spellings import is_adverb
from framing.voices.tokens import Tokens

HONORIFICS = {
    "mr": "he", "mrs": "she", "ms": "she", "miss": "she", "mx": "", "dr": "", "sir": "he", "lord": "he", "lady": "she",
    "dame": "she", "rev": "", "hon": "",
}  # fmt: skip
SHORT = {"gov": "governor", "sen": "senator", "rep": "representative", "prof": "professor", "gen": "general",
          "lt": "lieutenant", "sgt": "sergeant", "capt": "captain", "col": "colonel", "supt": "superintendent",
          "sens": "senators", "reps": "representatives", "det": "detective", "adm": "admiral", "maj": "major"}  # fmt: skip
TITLES = frozenset([*HONORIFICS, *SHORT]) | frozenset(
    """mayor sheriff chief president vice governor senator representative congressman congresswoman councilman councilwoman
    councilmember councilor assemblyman assemblywoman commissioner judge justice secretary director spokesman spokeswoman spokesperson
    professor reverend pastor father bishop archbishop cardinal rabbi imam captain lieutenant sergeant colonel general major officer
    deputy detective agent superintendent chairman chairwoman chair chairperson speaker minister prime chancellor king queen prince
    princess pope attorney lawyer counsel analyst economist coach undersecretary ambassador administrator inspector marshal constable
    admiral co-founder founder executive ceo strategist pollster donor activist author actor actress former candidate nominee reporter
    correspondent columnist host editor anchor democrat republican leader whip member gop frontrunner
    """.split()
)
_ORGANISATION = frozenset(
    """department office agency alliance center centre committee commission council county city state university college school board
    bureau association coalition union court house senate congress party campaign administration institute foundation network project
    times post journal news press fund group company corporation inc league federation society service services authority ministry
    embassy church bank club army force guard patrol police conference today tribune herald borders states york justice
    """.split()
)
_SEX_OF_TITLES = {
    **dict.fromkeys("congressman councilman assemblyman spokesman chairman king prince pope father".split(), "he"),
    **dict.fromkeys(
        "congresswoman councilwoman assemblywoman spokeswoman chairwoman queen princess actress".split(), "she"
    ),
}
_SEX_OF_NAMES = dict.fromkeys(HE - SHE, "he") | dict.fromkeys(SHE - HE, "she")
# Spellings whose reading is kept in a process.
MOST_KEPT = 1 << 14
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
NAME_PARTICLES = frozenset("de la van von der den del di da bin al el le du".split())


def split_titles(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Titles in lower case, and the name behind the last of them.

    >>> split_titles("Los Angeles Police Chief Charlie Beck".split())
    (['chief'], ['Charlie', 'Beck'])
    """
    bare = [word.lower().rstrip(".") for word in words]
    at = [k for k, word in enumerate(bare) if word in TITLES]
    if at and is_surname(words, at[-1]):
        at.pop()
    return [bare[k] for k in at], _person(words[at[-1] + 1 if at else 0 :])


def is_surname(words: Sequence[str], k: int) -> bool:
    """Whether a title is the last name of somebody: "Mr. King", "Ada King"."""
    if not 0 < k == len(words) - 1:
        return False
    return words[k - 1].lower().rstrip(".") in HONORIFICS or _sex(words[k - 1]) != ""


def _person(words: Sequence[str]) -> list[str]:
    """A name without the two or more words of office or house in front of its given name ("White House Aide Mary Brook")."""
    if len(words) > 3 and not _sex(words[0]) and not is_organisation(" ".join(words[2:])):
        given = (k for k in range(2, len(words) - 1) if _sex(words[k]) or words[k][1:2] == ".")
        return list(words[next(given, 2 if words[0] == "of" else 0) :])
    return list(words)


@lru_cache(maxsize=MOST_KEPT)
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


@lru_cache(maxsize=MOST_KEPT)
def titles_in(role: str) -> list[str]:
    """The titles among the words of a role, by which its bearer may be called later.

    Examples
    --------
    >>> titles_in("director of the clinic, a former sgt.")
    ['director', 'former', 'sergeant']
    """
    words = [SHORT.get(word.rstrip("."), word) for word in role.lower().replace(",", " ").split()]
    return [word for word in words if word in TITLES or word in ("pastor", "superintendent", "grower")]


def title_of(words: Sequence[str]) -> str:
    """What stands in front of a name as a role: "Police Chief" -> "police chief"; honorifics are none."""
    kept = [
        w for w in words if w.lower().rstrip(".") not in HONORIFICS and w.lower() not in ("the", "and", "but", "former")
    ]
    if not kept:
        return ""
    generic = TITLES | {"police", "fire", "school", "board", "state", "district", "deputy", "city", "superintendent"}
    low = [w.lower() if w.lower().rstrip(".") in generic else w for w in kept]
    return " ".join(SHORT.get(w.rstrip("."), w) if len(low) == 1 else w for w in low)


def beside(t: Tokens, k: int) -> str:
    """The apposition that begins at k: ", director of …," or ", who studies …,"."""
    word = t.low[k]
    if word != "who" and not (word in ("the", "a", "an") or (word.isalpha() and not t.capital(k))):
        return ""
    if (
        word in cues.VERBS
        or word in cues.AUXILIARIES
        or (word != "who" and word in cues.SUBORDINATORS | cues.PRONOUNS | cues.PREPOSITIONS)
    ):
        return ""
    end = k
    while end - k < 20 and t.low[end] not in ("", ",", ".", ";", ":", "(", "\u2014"):
        end += 1
    if (
        end - k > 18
        or not t.low[end]
        or (word != "who" and any(t.finite[m] for m in range(k, end) if t.low[m] != "based"))
    ):
        return ""
    return clean_role(t.words(k, end))


def runs_of(tokens: Sequence[str]) -> list[tuple[int, int]]:
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


class Run(NamedTuple):
    """What a run of capitalised words says by itself."""

    titles: tuple[str, ...]
    name: tuple[str, ...]
    whole: str
    last: str  # the last word of the name, in lower case
    role: str  # what stands in front of the name
    honoured: str  # "he" or "she" by a title
    given: str  # the same by the given name
    organisation: bool


@lru_cache(maxsize=MOST_KEPT)
def read_run(words: str) -> Run:
    """Read a run of capitalised words.

    Examples
    --------
    >>> read_run("Police Chief Mary Brook")[1:]
    (('Mary', 'Brook'), 'Mary Brook', 'brook', 'police chief', '', 'she', False)
    """
    printed = words.split()
    titles, name = split_titles(printed)
    if not name:
        return Run(tuple(titles), (), "", "", "", "", "", False)
    role = title_of(printed[: len(printed) - len(name)])
    honours = [known for title in titles if (known := HONORIFICS.get(title) or _SEX_OF_TITLES.get(title, ""))]
    honoured = honours[-1] if honours else ""
    whole = " ".join(name)
    return Run(
        tuple(titles), tuple(name), whole, name[-1].lower(), role, honoured, _sex(name[0]), is_organisation(whole)
    )  # fmt: skip


def _sex(given: str) -> str:
    bare = given.lower()
    if not bare.isascii():
        bare = "".join(c for c in unicodedata.normalize("NFD", bare) if not unicodedata.combining(c))
    return _SEX_OF_NAMES.get(bare, "")


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
    for a, b in runs_of(tokens):
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
