"""How a name is used where it stands: as head or modifier, set off, inside a longer name, or as talk about the word."""

from __future__ import annotations

import re

from framing.lexicon.forms import LETTER

_WORD = re.compile(rf"{LETTER}+(?:['\u2019.&]{LETTER}+)*")
_SMALL = frozenset("a an and as at by de del for from in into la nor of on or over the to vs with &".split())
_RUN = rf"(?:[A-Z][\w.&]*|{'|'.join(sorted(_SMALL))})"
_RUN_BEFORE = re.compile(rf"(?<![\w'\u2019.]){_RUN}(?:[ -]{_RUN})*[ -]$")
_RUN_AFTER = re.compile(rf"(?:[ -]{_RUN}(?![\w\u2019']*[\u2019'](?!s\b)\w))+")
# What organisations, laws and programmes are called: next to one of these a capitalised name is part of a longer one.
_BODIES = frozenset(
    """act action administration advocates advocacy affairs agency aid alliance appeals assistance association awareness
    board branch bureau campaign caucus center centre charity church clinic coalition collective college commission
    committee conference convention council defence defense department development directorate division education
    empowerment enforcement engagement federation forum foundation freedom fund group guild heritage initiative
    institute integration justice league legal liaison ministry mission month movement museum network office
    operations organisation organization parade partnership program programme project protection protocols reform
    registry relations relief research resettlement resource resources responsibility rights school section service
    services society solidarity station studies support survey taskforce team trust tribunal union unit united
    university voice voices watch welfare""".split()
)
_HEADED = re.compile(
    r"\b(?:Office|Bureau|Department|Ministry|Coalition|Center|Centre|Council|Committee|Commission|Institute|Alliance"
    rf"|Association|Society|Division|Agency|Board) (?:of|for|on) (?:(?:the|and|[A-Z]{LETTER}*) ){{0,3}}$"
)
_SO_CALLED = re.compile(
    r"(?:\bso-?\s?called|\b(?:what|whom|which)\b[^.;:!?\"\u201c]{1,40}?\b(?:calls?|called|dubs?|dubbed|terms?|termed))"
    r"[\s\"'`\u2018\u201c]*$",
    re.IGNORECASE,
)
_ABOUT_WORD = re.compile(
    r"(?<![\w-])(?:term|word|phrase|label|expression|epithet|slur|moniker)s?(?:,? (?:like|such as|of|as))?[\s,:(\"'`\u2018\u201c]*$",
    re.IGNORECASE,
)
_COORDINATED = re.compile(
    r"[\s\"',`\u2018-\u201d]*(?:and|or|nor|versus|rather than|instead of|with|to|not|but)?(?: the)?[\s\"'`\u2018-\u201d]*"
)
# A name set off by marks may be followed by them; one line break is a space.
_NEXT = re.compile(rf"[\"'\u2019\u201d]{{0,2}}(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*)({LETTER}+)")
_PERSON = re.compile(r"[A-Z][a-z]+ (?:[A-Z]\.? )?[A-Z][a-z]")
# "To deport families", "were deported Monday": a verb is the head.
_VERBS = frozenset(
    "deport deported raid raided expel expelled repatriate repatriated surge flood invade cage caged".split()
)
_BEFORE_VERB = re.compile(
    r"\b(?:to|will|would|can|could|may|should|must|not|was|were|been|be|being|had|has|have)\s$", re.IGNORECASE
)
_LONGEST_TITLE = 300
_HYPHENS = ("-", "\u2010", "\u2011")

# After a singular name these say that it was the head: what follows is no noun.
_NOT_NOUNS = frozenset(
    """a about above after again against ago all already also although always am among an and any anymore are around as
    at away back be became because become becomes been before behind being below between both but by came can cannot
    comes could did do does down during each either enters even ever every except faces feels few first for former found
    from gets goes got had has have he her here him himself his how i if in inside instead into is it its itself just
    knows later least less like lives looks makes many may means might more most must near needs neither never next no
    nor not now of off on once one only onto or other our out outside over own per perhaps rather says seeks seems
    several shall she should since so some something soon still such takes than that the their them then there these it
    they this those though through thus till to today together tomorrow too toward towards under unless until up upon us
    used very via wants was we went were what when where whether which while who whom whose why will with within without
    works would yes yesterday yet you your said told made took left gave ran saw held began kept fell rewards remains
    rises rose dies died tells thinks hopes""".split()
)
_NOUNS_IN_ING = frozenset(
    """housing smuggling processing trafficking hiring sentencing crossing hearing upbringing policing organizing
    organising filing spending training funding bashing sheltering screening holding ruling meeting""".split()
)
_NOUNS_IN_ED = frozenset("shed seed feed need speed breed bed creed".split())
_NOUNS_IN_LY = frozenset("family assembly".split())


def use_of(text: str, start: int, end: int, sentence_end: int) -> str:
    """Whether a name is the head of its phrase or modifies another noun.

    Without a tagger: by what follows. A possessive and a hyphen make a modifier; a plural is a head (but "immigrants
    rights"); a singular is a modifier unless what follows is no noun.

    Examples
    --------
    >>> use_of("illegal immigrant children", 0, 17, 26), use_of("An immigrant who works", 3, 12, 22)
    ('modifier', 'head')
    """
    name = text[start:end].lower().replace("\u2019", "'")
    hyphen_after = text.startswith(_HYPHENS, end) and text[end + 1 : end + 2].isalpha()
    hyphen_before = text.endswith(_HYPHENS, 0, start) and text[start - 2 : start - 1].isalpha()
    if name.endswith(("'s", "s'")) or hyphen_after or hyphen_before:
        return "modifier"
    following = _NEXT.match(text, end, sentence_end)
    if following is None:
        return "head"
    word = following.group(1)
    if word.lower() in ("right", "rights"):
        return "modifier"
    verb = name.split()[-1] in _VERBS and _BEFORE_VERB.search(text[max(0, start - 12) : start])
    if verb or _is_plural(name) or name.endswith(("ing", "ly")):
        return "head"
    if _begins_person(text, following.start(1)):
        return "head"
    return "modifier" if _may_be_noun(word.lower()) else "head"


def _is_plural(name: str) -> bool:
    last = name.split()[-1]
    return last.endswith(("s", "men", "people", "children")) and not last.endswith(("ss", "us"))


def _may_be_noun(word: str) -> bool:
    if word.endswith("ing"):
        return word in _NOUNS_IN_ING
    if word.endswith("ed"):
        return word in _NOUNS_IN_ED
    return word not in _NOT_NOUNS and (not word.endswith("ly") or word in _NOUNS_IN_LY)


def _begins_person(text: str, place: int) -> bool:
    """Two capitalised words in a line that is no title: "immigrant Juan Lopez" names one person twice."""
    return _PERSON.match(text, place) is not None and not is_title(line_around(text, place, place)[1])


def line_around(text: str, start: int, end: int) -> tuple[int, str]:
    """Where the printed line around a span begins, and the line."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    return first, text[first : last if last >= 0 else len(text)]


def is_title(line: str) -> bool:
    """Whether a line is set in title case or in capitals, so that capitals in it say nothing.

    Examples
    --------
    >>> is_title("Mayor Expands Protection for Illegal Aliens"), is_title("The Office of Immigrant Affairs opened a desk.")
    (True, False)
    """
    if len(line) > _LONGEST_TITLE:
        return False
    words = [word for word in _WORD.findall(line) if word.lower() not in _SMALL and not word[0].isdigit()]
    return len(words) > 1 and sum(word[0].isupper() for word in words) >= 0.85 * len(words)


def in_longer_name(text: str, start: int, end: int, sentence: tuple[int, int], *, own_capital: bool) -> bool:
    """Whether a match is nested in a longer capitalised name ("Office of Immigrant Affairs").

    The capital of a sentence's first word, and that of a name which always has one (`own_capital`), prove nothing by
    themselves: there the longer name must hold a word such as "Coalition" or "Rights". In a line set in title case
    only a name that fills the line or its place in an enumeration, or one headed by "Office of", is seen.

    Examples
    --------
    >>> text = "She leads the Coalition for Immigrant Rights of Calder."
    >>> in_longer_name(text, 28, 37, (0, 55), own_capital=False)
    True
    """
    name = text[start:end]
    words = [word for word in _WORD.findall(name) if word.lower() not in _SMALL]
    if not all(word[0].isupper() for word in words):
        return False
    first, line = line_around(text, start, end)
    low, high = max(first, sentence[0]), min(first + len(line), sentence[1])
    before, after = _run_before(text, start, low), _run_after(text, end, high)
    if is_title(line):
        alone = text[first : start - len(" ".join([*before, ""]))].rstrip()[-1:] in ("", ",", ";", "\u2022")
        return _HEADED.search(text[first:start]) is not None or (alone and bool(after) and after[-1].lower() in _BODIES)
    if name.isupper() and len(name) > 5:
        return False
    if {word.lower() for word in _close(before[::-1]) + _close(after)} & _BODIES:
        return True
    if own_capital or _begins(text, start, sentence[0]):
        return False
    if not before and len(after) in (2, 3) and after[0].lower() not in _SMALL:
        return False  # "Border Patrol Agent Ana Ruiz": a person's title
    run_start = start - len(" ".join([*before, ""]))
    beside = [*(before[1:] if _begins(text, run_start, sentence[0]) else before)[-1:], *after[:1]]
    return any(word.lower() not in _SMALL for word in beside)


def _begins(text: str, place: int, sentence_start: int) -> bool:
    """Whether a word is the first of its sentence, or of what stands in marks: there it has a capital anyway."""
    return text[place - 1 : place] in set("\"'`\u2018\u201c") or not any(map(str.isalnum, text[sentence_start:place]))


def _run_before(text: str, start: int, low: int) -> list[str]:
    """Capitalised words, and small ones between them, that touch a name from the left."""
    found = _RUN_BEFORE.search(text[max(low, start - 90) : start])
    words = re.split("[ -]", found.group()[:-1]) if found else []
    while words and words[0].lower() in _SMALL:
        words.pop(0)
    return words


def _run_after(text: str, end: int, high: int) -> list[str]:
    """The same, from the right."""
    found = _RUN_AFTER.match(text[end : min(high, end + 90)])
    words = re.split("[ -]", found.group()[1:]) if found else []
    while words and words[-1].lower() in _SMALL:
        words.pop()
    return words


def _close(words: list[str]) -> list[str]:
    """Words of a run up to an "and": what stands beyond it may be a name of its own."""
    return words[: words.index("and")] if "and" in words else words


def is_about_the_word(before: str) -> bool:
    """Whether what stands before a name says that the word itself is meant ("the term “illegal alien”").

    Examples
    --------
    >>> is_about_the_word("She avoids the phrase \u201c"), is_about_the_word("The word spread among ")
    (True, False)
    """
    return _ABOUT_WORD.search(before) is not None


def is_coordinated(between: str) -> bool:
    """Whether only "and", "or" or a comma, and quotation marks, stand between two names."""
    return _COORDINATED.fullmatch(between) is not None


def is_so_called(before: str) -> bool:
    """Whether a name follows "so-called", or "what the president calls".

    Examples
    --------
    >>> is_so_called("in so-called \u201c"), is_so_called("what critics call ")
    (True, True)
    """
    return _SO_CALLED.search(before) is not None
