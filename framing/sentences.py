"""Sentences: the decisions of Punkt (Kiss & Strunk 2006) with an abbreviation list of our own.

Punkt learns abbreviations from a corpus; a corpus-dependent sentence could not be reproduced batch by batch, so the
list is fixed here. Everything else is Punkt's: a full stop ends a sentence unless it ends an abbreviation, an
ellipsis or an initial; after an abbreviation only a word that often begins sentences says otherwise.
nltk's tokenizer with `ABBREVIATIONS` and `STARTERS` as its parameters is the oracle in the tests.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from framing.text import paragraphs, straighten

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
_CANDIDATE = re.compile(rf"[.?!](?=(?P<after>{_NOT_IN_WORD}|\s+(?P<next>\S+)))")
_TOKEN = re.compile(
    rf"""{_RUN}|(?=[^("`{{\[:;&\#*@)}}\]\-,])\S+?(?=\s|$|{_NOT_IN_WORD}|{_RUN}|,(?=$|\s|{_NOT_IN_WORD}|{_RUN}))|\S"""
)
_CLOSING = re.compile(r"""["')\]}]+?(?:\s+|(?=--)|$)""", re.MULTILINE)
_NUMBER = re.compile(r"^-?[.,]?\d[\d,.-]*\.?$")
_INITIAL = re.compile(r"^[^\W\d]\.$")
_SPACE = " \t\n\r\x0b\x0c"


def find_sentences(text: str, zones: Sequence[tuple[int, int, str, str]]) -> list[tuple[int, int, str]]:
    """Sentences of an article, none across a zone or a paragraph.

    Parameters
    ----------
    text : str
        The article's text, as given.
    zones : list of (start, end, zone, rule)
        Tiling the text.

    Returns
    -------
    list of (start, end, zone)
        In order, without surrounding white space.

    Examples
    --------
    >>> text = "He came to the U.S. in May. She said no!"
    >>> [text[a:b] for a, b, _ in find_sentences(text, [(0, len(text), "body", "")])]
    ['He came to the U.S. in May.', 'She said no!']
    """
    straight = straighten(text)
    return [
        (start + lead + a, start + lead + b, zone)
        for start, end, zone, _ in zones
        for lead, stop in paragraphs(straight[start:end])
        for a, b in punkt_spans(straight[start + lead : start + stop])
    ]


def punkt_spans(text: str) -> list[tuple[int, int]]:
    """Punkt's sentences of one paragraph of straightened text, closing marks kept with their sentence."""
    spans, shift = [], 0
    pieces = list(_pieces(text))
    for i, (start, end) in enumerate(pieces):
        start += shift
        shift = 0
        following = pieces[i + 1] if i + 1 < len(pieces) else None
        closing = _CLOSING.match(text[following[0] : following[1]]) if following else None
        if following and closing:
            end = following[0] + len(closing.group().rstrip())
            shift = closing.end()
        if closing or start < end:
            spans.append((start, end))
    return spans


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match, context in _candidates(text):
        if _breaks(context):
            yield start, match.end()
            start = match.start("next") if match["next"] else match.end()
    yield start, len(text.rstrip())


def _candidates(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Each final mark with the word before it and what follows; of several in one word only the last."""
    word, waiting = (0, 0), None
    for match in _CANDIDATE.finditer(text):
        before = text[word[1] : match.start()]
        space = max((before.rfind(c) for c in _SPACE), default=-1)
        here = (word[1] + space + 1 if space > 0 else word[0], match.start())
        if waiting and word[1] <= here[0]:
            yield waiting, text[word[0] : word[1]] + waiting.group() + waiting["after"]
        waiting, word = match, here
    if waiting:
        yield waiting, text[word[0] : word[1]] + waiting.group() + waiting["after"]


@lru_cache(maxsize=1 << 17)
def _breaks(context: str) -> bool:
    """Whether a sentence ends inside this context: at any of its tokens but the last."""
    tokens = _TOKEN.findall(context)
    return any(_ends_sentence(token, following) for token, following in zip(tokens, tokens[1:], strict=False))


def _ends_sentence(token: str, following: str) -> bool:
    if token in (".", "?", "!"):
        return True
    if not token.endswith("."):
        return False
    kind = token[:-1].lower()
    initial, number = bool(_INITIAL.match(token)), bool(_NUMBER.match(token))
    ellipsis = bool(re.match(r"\.\.+$", token))
    abbreviation = not token.endswith("..") and (kind in ABBREVIATIONS or kind.split("-")[-1] in ABBREVIATIONS)
    ends = not token.endswith("..") and not abbreviation
    upper = following[:1].isupper()
    # Punkt's orthographic heuristic with nothing learned: punctuation or a small letter cannot begin a sentence.
    cannot_begin = following in {";", ":", ",", ".", "!", "?"} or following[:1].islower()
    if (abbreviation or ellipsis) and not initial:
        word = following.lower()
        return upper and (word if word.removesuffix(".") in ABBREVIATIONS else word.removesuffix(".")) in STARTERS
    if initial or number:
        return ends and not cannot_begin and not (initial and upper)
    return ends
