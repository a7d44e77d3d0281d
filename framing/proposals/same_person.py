"""Spellings of one person put together, over a whole corpus; where two people could be meant, neither."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from framing.schema import NOT_NAMED
from framing.text import fold, straighten
from framing.voices.given_names import HE, SHE

TITLES = frozenset(
    """mr mrs ms miss dr sir dame lord lady prof professor rev reverend father pastor bishop archbishop cardinal rabbi imam sister
    president vice presidential candidate senator sen sens congressman congresswoman representative rep reps governor gov mayor
    sheriff chief police judge justice secretary speaker attorney general ambassador chancellor premier prime minister king queen
    prince gen lt col capt captain sgt officer deputy director commissioner superintendent councilman councilwoman councilmember
    councillor alderman assemblyman assemblywoman lawmaker spokesman spokeswoman spokesperson former acting us u.s state
    district federal republican democrat democratic gop sens. majority minority leader whip chairman chairwoman""".split()
)
HE_TITLES, SHE_TITLES = frozenset({"mr", "sir", "lord", "king", "congressman"}), frozenset(
    {"mrs", "ms", "miss", "dame", "lady", "queen", "congresswoman"}
)  # fmt: skip
# A rival of the same surname with fewer words than one in so many, and no given name that is one, is a clause of a
# headline ("Back Trump"), no second person.
RARE = 20
# One word in capitals is an agency's letters up to this length ("ICE"), and a surname above ("GARCETTI").
SHORTEST = 5
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
# Words that stand for nobody in particular: "anyone said" names no speaker.
NOBODY = frozenset(
    """a an the he she it they we i you him her them us his hers its their theirs our my your this that these those who whom whose
    which what there here one ones none nobody no anyone anybody any everyone everybody every each someone somebody some several
    many most few all both another other others either neither much more less such and or but so then still yet now also however
    meanwhile though although perhaps instead yesterday today tomorrow monday tuesday wednesday thursday friday saturday sunday
    story highlights q""".split()
)
_NOT_PERSONS = frozenset(
    """the of for and department office agency administration government house senate congress court council committee center centre
    institute university college school company corporation association alliance union foundation party campaign report poll
    survey statement bill law order press times post news journal network project group service services bureau board commission
    authority ministry embassy police patrol officials county city state states white republicans democrats conservatives
    liberals progressives activists advocates critics opponents supporters lawmakers senators members leaders americans
    immigration customs citizenship homeland security border america enforcement just watched
    clinic hospital church parish district fund league society coalition""".split()
)
_WORD = re.compile(r"[^\W\d_][\w.'\-]*")


class Name(NamedTuple):
    """A spelling taken apart: what tells a person from another."""

    given: str
    middle: str
    surname: str
    suffix: str
    he: bool | None


def is_nobody(spelling: str) -> bool:
    """Whether a spelling names nobody: pronouns, quantifiers, weekdays, no letters at all.

    Examples
    --------
    >>> is_nobody("Anyone"), is_nobody("no one"), is_nobody("25"), is_nobody("some officials")
    (True, True, True, False)
    """
    words = fold(spelling).replace(".", " ").split()
    if spelling.strip() in ("US", "U.S."):
        return False
    return all(word in NOBODY or not any(c.isalpha() for c in word) for word in words)


def read_name(spelling: str) -> Name | None:
    """A person's name in its parts, or None for what is no person by its form.

    Examples
    --------
    >>> read_name("Mayor Eric M. Garcetti's")
    Name(given='eric', middle='m', surname='garcetti', suffix='', he=True)
    >>> read_name("the agency")
    """
    plain = re.sub(r"'s?$", "", straighten(spelling).strip()).replace(",", " ")
    words = [word.rstrip(".").lower() for word in _WORD.findall(plain)]
    cased = _WORD.findall(plain)
    titles = []
    while len(words) > 1 and words[0] in TITLES:
        titles.append(words.pop(0))
        cased.pop(0)
    suffix = words.pop() if len(words) > 1 and words[-1] in SUFFIXES else ""
    if not words or len(words) > 4 or _NOT_PERSONS & set(words) or words[0] in NOBODY | TITLES:
        return None
    if not (titles or all(word[0].isupper() for word in cased)):
        return None
    if len(words) == 1 and cased[0].isupper() and len(words[0]) <= SHORTEST:
        return None
    if len(words) == 1:
        return Name("", "", words[0], suffix, _gender(titles, ""))
    middle = " ".join(word.replace(".", "") for word in words[1:-1])
    return Name(words[0].replace(".", ""), middle, words[-1], suffix, _gender(titles, words[0]))


def _gender(titles: Sequence[str], given: str) -> bool | None:
    """He, she or unknown, by title and given name."""
    if HE_TITLES & set(titles) or given in HE:
        return True
    return False if SHE_TITLES & set(titles) or given in SHE else None


def put_together(spellings: Sequence[tuple[str, int]]) -> dict[str, tuple[str, str]]:
    """For each spelling the name it stands for, and a note where that is not sure.

    Case, titles, possessives, middle initials and "the" are put aside. A surname alone, or with an initial, joins a full
    name where only one fits; two given names are never one person, nor are father and son ("Jr."), and what could be
    two stays by itself.

    Parameters
    ----------
    spellings : sequence of (spelling, words)

    Examples
    --------
    >>> put_together([("Eric Garcetti", 9), ("GARCETTI", 2), ("Ann Lee", 5), ("Bo Lee", 4), ("Lee", 3)])["GARCETTI"]
    ('Eric Garcetti', '')
    >>> put_together([("Ann Lee", 5), ("Bo Lee", 4), ("Lee", 3)])["Lee"]
    ('Lee', 'could be Ann Lee or Bo Lee')
    """
    names = _without_attributes({spelling: read_name(spelling) for spelling, _ in spellings})
    same: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for spelling, words in spellings:
        same[_key(spelling, names[spelling])].append((spelling, words))
    people: dict[str, dict[str, Name]] = defaultdict(dict)
    for key, rows in same.items():
        if name := names[rows[0][0]]:
            people[name.surname][key] = name
    home: dict[str, str] = {}
    could: dict[str, list[str]] = {}
    for key, rows in same.items():
        name = names[rows[0][0]]
        could[key] = _without_rare(_fuller(key, people[name.surname]), names, same) if name else []
        home[key] = could[key][0] if len(could[key]) == 1 else key
    together: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for key, rows in same.items():
        together[home[key]] += rows
    shown = {key: _shown(rows, names) for key, rows in together.items()}
    found: dict[str, tuple[str, str]] = {}
    for key, rows in same.items():
        options = [shown.get(k) or _shown(same[k], names) for k in could[key]] if len(could[key]) > 1 else []
        note = f"could be {_or(sorted(options))}" if options else ""
        for spelling, _ in rows:
            nobody = is_nobody(spelling) or is_nobody(shown[home[key]])
            found[spelling] = (NOT_NAMED, "names nobody") if nobody else (shown[home[key]], note)
    return found


def _without_attributes(names: dict[str, Name | None]) -> dict[str, Name | None]:
    """Names without the words in front of a full name that is known: "Fellow Arizonan John McCain" is John McCain."""
    known = {(name.given, name.surname) for name in names.values() if name and name.given in HE | SHE}

    def plain(name: Name | None) -> Name | None:
        if name is None or not name.middle or len(name.given) == 1 or name.given in HE | SHE:
            return name
        given = name.middle.split()[-1]
        return name._replace(given=given, middle="") if (given, name.surname) in known else name

    return {spelling: plain(name) for spelling, name in names.items()}


def _key(spelling: str, name: Name | None) -> str:
    """What spellings of one kind share."""
    if name is None:
        plain = re.sub(r"'s?$", "", fold(spelling)).replace(".", "")
        return "\0" + " ".join(plain.split()).removeprefix("the ")
    he = "" if name.given else {True: "he", False: "she", None: ""}[name.he]
    return "\t".join((name.surname, name.given, name.middle, name.suffix, he))


def _fuller(key: str, people: dict[str, Name]) -> list[str]:
    """The fullest names that a shorter one of the same surname fits: of each person, one."""
    mine = people[key]
    fitting = {k: name for k, name in people.items() if k != key and _fits(mine, name)}
    # "Donald Trump" is itself short for "Donald J. Trump": one person.
    return [k for k, name in fitting.items() if not any(o != k and _fits(name, other) for o, other in fitting.items())]


def _without_rare(keys: list[str], names: dict[str, Name | None], same: dict[str, list[tuple[str, int]]]) -> list[str]:
    """The full names that could be meant, without those that are rare beside one and begin with no given name."""
    words = {key: sum(n for _, n in same[key]) for key in keys}
    known = {key: (name := names[same[key][0][0]]) is not None and name.given in HE | SHE for key in keys}
    most = max((words[key] for key in keys if known[key]), default=0)
    return [key for key in keys if known[key] or words[key] * RARE > most]


def _fits(short: Name, full: Name) -> bool:
    """Whether a name could be short for a fuller one."""
    if short.surname != full.surname or short.suffix != full.suffix or short[:4] == full[:4] and short.he == full.he:
        return False
    if short.he is not None and full.he is not None and short.he != full.he:
        return False
    if not short.given:
        return bool(full.given) or (short.he is None and full.he is not None)
    if short.given != full.given:
        return len(short.given) == 1 and len(full.given) > 1 and full.given[0] == short.given and _middles(short, full)
    return short.middle != full.middle and _middles(short, full)


def _middles(short: Name, full: Name) -> bool:
    """Whether the middle names of a short form stand in the full one, as words or initials."""
    ours, theirs = short.middle.split(), full.middle.split()
    return len(ours) <= len(theirs) and all(a == b or a == b[0] for a, b in zip(ours, theirs, strict=False))


def _shown(rows: Sequence[tuple[str, int]], names: dict[str, Name | None]) -> str:
    """The spelling of most words with a given name, without titles; capitals alone only where there is nothing else."""

    def rank(row: tuple[str, int]) -> tuple[bool, bool, bool, int, str]:
        name = names[row[0]]
        return not (name and name.given), row[0].isupper(), row[0][:1].islower(), -row[1], row[0]

    best = min(rows, key=rank)[0]
    words = re.sub(r"'s?$", "", straighten(best).strip()).split()
    while len(words) > 1 and names[best] and words[0].lower().rstrip(".") in TITLES:
        words.pop(0)
    return " ".join(words)


def _or(names: Sequence[str]) -> str:
    return " or ".join(names) if len(names) < 4 else f"{', '.join(names[:3])} or {len(names) - 3} more"
