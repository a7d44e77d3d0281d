"""Names and titles as print has them: runs of capitals, what stands before a name, what stands behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from framing.voices import cues
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
# Tokens of a name with its titles.
LONGEST_NAME = 9
_PARTICLES = frozenset("de la van von der den del di da bin al el le du of the for and &".split())
_NAME_PARTICLES = frozenset("de la van von der den del di da bin al el le du".split())


def split_titles(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Titles in lower case, and the name behind the last of them.

    >>> split_titles("Los Angeles Police Chief Charlie Beck".split())
    (['chief'], ['Charlie', 'Beck'])
    """
    titles, at = [], 0
    for k, word in enumerate(words):
        bare = word.lower().rstrip(".")
        honoured = k == len(words) - 1 and k > 0 and words[k - 1].lower().rstrip(".") in HONORIFICS
        if bare in TITLES and not honoured:
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
        or (word != "who" and any(t.finite[m] for m in range(k, end) if t.low[m] != "based"))
    ):
        return ""
    return clean_role(t.words(k, end))


def capital_runs(t: Tokens, a: int = 0, b: int | None = None) -> Iterator[tuple[int, int]]:
    """Runs of capitalised tokens with single spaces between them; "de", "van" may stand inside."""
    names, low, start = t.names, t.low, t.start
    b = len(low) if b is None else b
    k = names.find(1, a, b)
    while k >= 0:
        end = k + 1
        while end < b and end - k < LONGEST_NAME and start[end] - t.end[end - 1] == 1 and t.text[start[end] - 1] == " ":
            if names[end]:
                end += 1
            elif low[end] in _NAME_PARTICLES and end + 1 < b and names[end + 1]:
                end += 2
            else:
                break
            if low[end - 1].endswith("'s"):
                break
        yield k, end
        k = names.find(1, end, b)


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
