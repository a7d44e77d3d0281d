"""Finding a lexicon's names in a text: the longest name at the earliest place, none over a sentence's end."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from typing import NamedTuple

from framing.forms import JOIN, LETTER, WORD_END, Opening, any_word, as_regex, first_words, is_needed, second_words
from framing.terms import Condition, Form, Lexicon, Referent, Term
from framing.text import fold, straighten
from framing.usage import use_of

_FOLLOWING = re.compile(f"{JOIN}({LETTER}+)")
RUN = re.compile(f"{LETTER}+")
_WORDS = re.compile(rf"{LETTER}+(?:['.-]{LETTER}+)*")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
# A letter with its marks, or a run of what has none and needs none.
_CLUSTER = re.compile("[\\x00-\\x7f]+(?![\u0300-\u036f])|[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+")
_MARK = re.compile(r"""(?<![^\W_])["'`]+|["'`]+(?![^\W_])""")
# What stands farther off than this many characters is in no sentence with a name.
_FAR = 1_000
_LONG_WORD = 30
# How far from a name the other mark of a pair may stand, with a comma or full stop between.
_OPENING, _CLOSING = re.compile(r"""["'`]\s?$"""), re.compile(r"""[.,;:!?]?["']""")


class Page(NamedTuple):
    """A text made ready: folded and straightened; `starts` and `ends` lead back to it where characters were joined."""

    folded: str
    cased: str
    starts: list[int] | None
    ends: list[int] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a match lies in the text as given."""
        return (start, end) if self.starts is None or self.ends is None else (self.starts[start], self.ends[end - 1])

    def place(self, place: int) -> int:
        """Where a place of the text as given lies here."""
        return place if self.starts is None else bisect_left(self.starts, place)


@dataclass(frozen=True, eq=False)
class Matcher:
    """One form of one term; compiled when a text first has a word that it can begin with."""

    order: int
    referent: Referent
    term: Term
    form: Form

    @cached_property
    def second(self) -> set[Opening] | None:
        return second_words(self.form.nodes)

    @cached_property
    def certain(self) -> list[tuple[frozenset[str], tuple[str, ...]]]:
        """By later part that each match has: the words that it can begin with, and the beginnings of such words."""
        parts = [first_words((node,)) for node in self.form.nodes[1:] if is_needed(node)]
        return [
            (frozenset(word for word, prefix in part if not prefix), tuple(word for word, prefix in part if prefix))
            for part in parts
            if part is not None
        ]

    def fits_among(self, words: set[str]) -> bool:
        """Whether folded words hold one for each certain part; much cheaper to ask than the regex."""
        for known, beginnings in self.certain:
            if known.isdisjoint(words) and not (beginnings and any(word.startswith(beginnings) for word in words)):
                return False
        return True

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return re.compile(as_regex(self.form.nodes, case=self.form.case) + WORD_END)

    @cached_property
    def needs(self) -> list[tuple[re.Pattern[str], Condition]]:
        return [(any_of(condition), condition) for condition in self.form.needs]

    @cached_property
    def not_near(self) -> list[tuple[re.Pattern[str], Condition]]:
        return [(any_of(condition), condition) for condition in self.form.not_near]


class Match(NamedTuple):
    """Where a form was found on a page."""

    start: int
    end: int
    matcher: Matcher


def make_page(text: str) -> Page:
    """Prepare a text: composed letters, without soft hyphens and zero-width characters, folded.

    Examples
    --------
    >>> page = make_page("il\u00adlegal caf\u0065\u0301s")
    >>> page.folded, page.span(0, 7)
    ('illegal caf\xe9s', (0, 8))
    """
    if is_plain(text):
        return Page(fold(text), straighten(text), None, None)
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for cluster in _CLUSTER.finditer(text):
        start, end = cluster.span()
        if cluster.group().isascii():
            letters.append(cluster.group())
            starts += range(start, end)
            ends += range(start + 1, end + 1)
            continue
        composed = _INVISIBLE.sub("", unicodedata.normalize("NFC", cluster.group()))
        letters.append(composed)
        starts += [start] * len(composed)
        ends += [end] * len(composed)
    plain = "".join(letters)
    return Page(fold(plain), straighten(plain), starts, ends)


def is_plain(text: str) -> bool:
    """Whether a text has composed letters and nothing invisible, so that a page of it has its offsets."""
    return text.isascii() or (unicodedata.is_normalized("NFC", text) and not _INVISIBLE.search(text))


def find_matches(
    page: Page, spans: Iterable[tuple[int, int]], lexicon: Lexicon, sentence_of: Callable[[int], tuple[int, int]]
) -> Iterator[Match]:
    """The names that begin in some spans of a page, in order and without overlap.

    At each place the longest name wins, and of equally long ones the first of the lexicon.

    Parameters
    ----------
    page : Page
    spans : iterable of (start, end)
        In order; each holds whole words.
    lexicon : Lexicon
    sentence_of : callable
        The bounds of the sentence, or of the zone, that a place of the page lies in; no name reaches beyond them.
    """
    scanner = scanner_of(lexicon)
    free = 0
    for word in chain.from_iterable(scanner.beginnings.finditer(page.folded, *span) for span in spans):
        start = word.start()
        following = _FOLLOWING.match(page.folded, word.end()) if start >= free else None
        matchers = scanner.matchers(word.group(), following.group(1) if following else "") if start >= free else []
        # A non-immigrant visa is nobody's name.
        if not matchers or page.folded.endswith("non-", 0, start):
            continue
        low, high = sentence_of(start)
        words = set(RUN.findall(page.folded, start, high))
        found = [(end, m) for m in matchers if m.fits_among(words) and (end := match_end(page, m, start, low, high))]
        if found:
            end, matcher = max(found, key=lambda pair: (pair[0], -pair[1].order))
            yield Match(start, end, matcher)
            free = end


def match_end(page: Page, matcher: Matcher, start: int, low: int, high: int) -> int:
    """Where a form ends that begins here and whose conditions hold; 0 if there is none."""
    found = matcher.regex.match(page.cased if matcher.form.case else page.folded, start, high)
    if found is None or not _paired(page.folded, start, found.end()):
        return 0
    end = found.end()
    if matcher.form.head and use_of(page.cased, start, end, high) == "modifier":
        return 0
    span = (start, end, low, high)
    # What a name needs may be part of it ("border" of "border fence"); what it must not be near to stands outside.
    near = all(
        _holds(page, words, condition, span) or words.search(page.cased, start, end)
        for words, condition in matcher.needs
    )
    return end if near and not any(_holds(page, words, condition, span) for words, condition in matcher.not_near) else 0


def _paired(folded: str, start: int, end: int) -> bool:
    """Whether quotation marks inside a match belong to it: the other of each pair inside too, or right beside it."""
    marks = list(_MARK.finditer(folded, start, end))
    if not marks:
        return True
    opening = [folded[mark.start() - 1].isspace() for mark in marks]
    before = _OPENING.search(folded, max(0, start - 2), start) is not None
    after = _CLOSING.match(folded, end) is not None
    depth = int(before and not opening[0])
    for opens in opening:
        depth += 1 if opens else -1
        if depth < 0:
            return False
    return depth == 0 or (depth == 1 and after)


def _holds(page: Page, words: re.Pattern[str], condition: Condition, span: tuple[int, int, int, int]) -> bool:
    """Whether one of a condition's words stands within its reach, outside the name itself."""
    start, end, low, high = span
    if condition.within == "article":
        return _stands_in(words, page.cased)
    far = _FAR if condition.within == "sentence" else _LONG_WORD * condition.within
    low, high = max(low, start - far), min(high, end + far)
    if condition.within != "sentence":
        before = [word.start() for word in _WORDS.finditer(page.cased, low, start)]
        after = [word.end() for word in _WORDS.finditer(page.cased, end, high)]
        low = before[-condition.within] if len(before) >= condition.within else low
        high = after[condition.within - 1] if len(after) >= condition.within else high
    earlier = condition.side != "after" and words.search(page.cased, low, start)
    return bool(earlier or (condition.side != "before" and words.search(page.cased, end, high)))


@lru_cache(maxsize=64)
def _stands_in(words: re.Pattern[str], text: str) -> bool:
    """Asked for each name of an article, answered once."""
    return words.search(text) is not None


class Scanner:
    """All forms of a lexicon by the words they begin with; what two words may begin is looked up once for each pair."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._words: dict[str, list[Matcher]] = {}
        self._prefixes: dict[str, list[Matcher]] = {}
        self._known: dict[tuple[str, str], list[Matcher]] = {}
        terms = [(referent, term) for referent in lexicon.referents for term in referent.terms]
        forms = [(referent, term, form) for referent, term in terms for form in term.forms]
        for order, (referent, term, form) in enumerate(forms):
            matcher = Matcher(order, referent, term, form)
            for word, prefix in first_words(form.nodes) or ():
                (self._prefixes if prefix else self._words).setdefault(word, []).append(matcher)
        words = [(word, False) for word in sorted(self._words)] + [(word, True) for word in sorted(self._prefixes)]
        self.beginnings = re.compile(rf"(?<!{LETTER}){any_word(words)}")
        later = set().union(
            *(m.second or () for found in [*self._words.values(), *self._prefixes.values()] for m in found)
        )
        self._later = frozenset(word for word, prefix in later if not prefix)
        self._beginnings, self._later_beginnings = (
            tuple(self._prefixes),
            tuple(word for word, prefix in later if prefix),
        )

    def begins(self, word: str) -> bool:
        """Whether some form can begin with a folded word."""
        return word in self._words or word.startswith(self._beginnings)

    def goes_on(self, word: str) -> bool:
        """Whether a folded word is the second of some form; where any word may follow the first, it need not be."""
        return word in self._later or word.startswith(self._later_beginnings)

    def matchers(self, word: str, following: str) -> list[Matcher]:
        """The forms that can begin with these two folded words."""
        if (word, following) not in self._known:
            found = self._words.get(word, []) + [
                m for prefix, matchers in self._prefixes.items() if word.startswith(prefix) for m in matchers
            ]
            fit = {m.order: m for m in found if m.second is None or _fits(following, m.second)}
            self._known[word, following] = list(fit.values())
        return self._known[word, following]


def _fits(word: str, openings: set[Opening]) -> bool:
    return (word, False) in openings or any(prefix and word.startswith(text) for text, prefix in openings)


@lru_cache(maxsize=8)
def scanner_of(lexicon: Lexicon) -> Scanner:
    """The lexicon compiled, once."""
    return Scanner(lexicon)


def any_of(condition: Condition) -> re.Pattern[str]:
    """Any of a condition's words; a capital letter in them stands for a capital (ICE, not ice)."""
    words = "|".join(as_regex(nodes, case=True) for nodes in condition.words)
    return re.compile(rf"(?<!{LETTER})(?:{words}){WORD_END}")
