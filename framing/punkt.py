"""What Punkt (Kiss & Strunk 2006) asks of a piece of text: does a sentence end in it, at it, or before the next.

Punkt learns abbreviations from a corpus; a corpus-dependent sentence could not be reproduced batch by batch, so the
list is fixed here. Everything else is Punkt's: a full stop ends a sentence unless it ends an abbreviation, an
ellipsis or an initial; after an abbreviation only a word that often begins sentences says otherwise.
nltk's tokenizer with `ABBREVIATIONS` and `STARTERS` as its parameters is the oracle in the tests.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

# Lower case, without the final full stop, as Punkt keeps them.
ABBREVIATIONS = frozenset(
    """
    mr mrs ms mx dr prof rev fr hon st sr jr esq gen lt col maj capt cmdr cpl sgt pvt adm brig gov lt.gov sen sens rep
    reps pres supt det insp pfc amb atty messrs mme mlle dist
    u.s u.k u.n e.u u.a.e u.s.a u.s.c u.s.s.r d.c n.y n.j n.c n.d n.h n.m s.c s.d r.i w.va l.a p.r b.c
    ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa penn
    tenn tex va vt wash wis wyo
    jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thurs fri
    inc co corp ltd bros plc llc l.l.c l.p cos assn dept univ natl intl est ave blvd rd hwy ft mt
    a.m p.m e.g i.e vs v etc al cf viz approx no nos vol pp ed eds fig figs sec secs art op cit
    ph.d m.d j.d b.a m.a b.s m.s m.b.a d.d.s r.n a.k.a
    """.split()
)
# Words that begin sentences: after "U.S." or "p.m." they say that the full stop ended one.
STARTERS = frozenset(
    """
    the a an he she it they we i you his her their our its this that these those there here in on at by for from with
    but and or so if when while as after before since although though because however meanwhile still yet also then
    what who why how where some many most no not one two last earlier asked under according
    """.split()
)

_NOT_IN_WORD = r"""[)";}\]*:@'({\[?!]"""
_RUN = r"(?:-{2,}|\.{2,}|(?:\.\s){2,}\.)"
_TOKEN = re.compile(
    rf"""{_RUN}|(?=[^("`{{\[:;&\#*@)}}\]\-,])\S+?(?=\s|$|{_NOT_IN_WORD}|{_RUN}|,(?=$|\s|{_NOT_IN_WORD}|{_RUN}))|\S"""
)
# A final mark that has more of its piece behind it: Punkt looks at the last one, and at one that begins the piece.
_LEADING = re.compile(rf"[.?!]{_NOT_IN_WORD}")
_INNER = re.compile(rf".*[.?!](?={_NOT_IN_WORD})", re.DOTALL)
_CLOSING = re.compile(r"""["')\]}]+(?=--|$)""")
# What a piece has that says anything at all: a final mark, or nothing but marks that may close a sentence before it.
TELLS = re.compile(rf"[.?!]|^{_CLOSING.pattern}")
_NUMBER = re.compile(r"^-?[.,]?\d[\d,.-]*\.?$")
_INITIAL = re.compile(r"^[^\W\d]\.$")
_ELLIPSIS = re.compile(r"\.\.+$")


class Shape(NamedTuple):
    """What the spelling of a piece says of the sentences that end in it."""

    marked: bool  # it ends with a final mark
    leads: bool  # it goes on after a final mark that begins it: a sentence ends there whatever follows
    inner: int  # where a sentence ends that another mark in it ends ("yes.)" at 4), or 0
    inner_closing: int  # how many closing marks follow there
    closing: int  # how many begin the piece: alone, they belong to the sentence before


# How a token says whether a sentence ends at it; what follows decides all but the first two.
NEVER, ALWAYS, BEFORE_STARTER, INITIAL, NUMBER = range(5)
MARKS = ".?!"
# Answers of each kind that are kept in a process: with four times as many, a long run filled memory and was no faster.
_REMEMBERED = 1 << 14


@lru_cache(maxsize=_REMEMBERED)
def shape(piece: str) -> Shape | None:
    """The shape of a piece, or None where no sentence ends in it and none before it takes marks from it.

    Examples
    --------
    >>> shape('yes.")')
    Shape(marked=False, leads=False, inner=4, inner_closing=2, closing=0)
    >>> shape("well-known")
    """
    last = _INNER.match(piece)
    inner = last.end() if last and ends_inside(piece[: last.end() + 1]) else 0
    leads = piece[0] in MARKS and bool(_LEADING.match(piece))
    inner = 0 if leads and inner == 1 else inner
    found = Shape(piece[-1] in MARKS, leads, inner, closing(piece[inner:]) if inner else 0, closing(piece))
    return found if any(found) else None


def closing(rest: str) -> int:
    """How many marks at the beginning of a piece, or of what is left of it, still belong to the sentence before.

    Examples
    --------
    >>> closing('")'), closing('"--and'), closing('"So')
    (2, 1, 0)
    """
    found = _CLOSING.match(rest)
    return found.end() if found else 0


@lru_cache(maxsize=_REMEMBERED)
def ending(piece: str) -> int:
    """How a piece that ends with a final mark ends, if another follows."""
    # Most are a word and its mark, one token or two: no need to look for more.
    if piece[:-1].isalpha():
        return _kind(piece) if piece[-1] == "." else ALWAYS
    tokens = _TOKEN.findall(piece)
    return ALWAYS if _ends_between(tokens) else _kind(tokens[-1])


@lru_cache(maxsize=_REMEMBERED)
def ends_inside(piece: str) -> bool:
    """Whether a sentence ends at a token of this piece that is not its last."""
    return _ends_between(_TOKEN.findall(piece))


@lru_cache(maxsize=_REMEMBERED)
def goes_on(kind: int, following: str) -> bool:
    """Whether the sentence goes on over a token of this kind, by the first token of the piece that follows."""
    return not _ends(kind, _TOKEN.findall(following)[0])


def _ends_between(tokens: list[str]) -> bool:
    return any(_ends(_kind(token), following) for token, following in zip(tokens, tokens[1:], strict=False))


def _kind(token: str) -> int:
    """Of which kind a token is."""
    if token in tuple(MARKS):
        return ALWAYS
    if not token.endswith("."):
        return NEVER
    kind = token[:-1].lower()
    doubled = token.endswith("..")
    initial = bool(_INITIAL.match(token))
    abbreviation = not doubled and (kind in ABBREVIATIONS or kind.split("-")[-1] in ABBREVIATIONS)
    if (abbreviation or _ELLIPSIS.match(token)) and not initial:
        return BEFORE_STARTER
    if doubled or abbreviation:
        return NEVER
    return INITIAL if initial else NUMBER if _NUMBER.match(token) else ALWAYS


def _ends(kind: int, following: str) -> bool:
    """Whether a sentence ends at a token of a kind before the token that follows."""
    if kind in (NEVER, ALWAYS):
        return kind == ALWAYS
    upper = following[:1].isupper()
    if kind == BEFORE_STARTER:
        word = following.lower()
        return upper and (word if word.removesuffix(".") in ABBREVIATIONS else word.removesuffix(".")) in STARTERS
    # Punkt's orthographic heuristic with nothing learned: punctuation or a small letter cannot begin a sentence.
    begins = following not in (";", ":", ",", ".", "!", "?") and not following[:1].islower()
    return begins and not (kind == INITIAL and upper)
