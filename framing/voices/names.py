"""Names and titles as print has them: runs of capitals, what stands before a name, what stands behind it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from framing.voices import cues
from framing.voices.given_names import HE, SHE
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
