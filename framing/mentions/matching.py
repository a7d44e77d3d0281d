"""Finding a lexicon's names in a text: the longest name at the earliest place, none over a sentence's end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from framing.lexicon.forms import JOIN, LETTER, WORD_END, as_regex, is_needed
from framing.lexicon.terms import Form, Lexicon, Referent, Term
from framing.mentions.conditions import Nearness
from framing.mentions.openings import Openings, first_words, second_words
from framing.mentions.page import RUN, Page
from framing.mentions.usage import use_of

_FOLLOWING = re.compile(f"{JOIN}({LETTER}+)")
_MARK = re.compile(r"""(?<![^\W_])["'`]+|["'`]+(?![^\W_])""")
# How far from a name the other mark of a pair may stand, with a comma or full stop between.
_OPENING, _CLOSING = re.compile(r"""["'`]\s?$"""), re.compile(r"""[.,;:!?]?["']""")


# Where something that a form asks for must begin: from its first word to the end of the sentence, in the sentence, in the article.
AHEAD, SENTENCE, ARTICLE = range(3)


class Ask(NamedTuple):
    """What a form must have: the number of a part, and where."""

    part: int
    scope: int


@dataclass(frozen=True, eq=False)
class Matcher:
    """One form of one term; compiled when a text first has a word that it can begin with."""

    order: int
    referent: Referent
    term: Term
    form: Form

    @cached_property
    def second(self) -> Openings | None:
        found = second_words(self.form.nodes)
        return None if found is None else Openings.of(found)

    @cached_property
    def asked(self) -> list[tuple[Openings, int]]:
        """What stands around each match: by part, the words that it can begin with, and where."""
        later = [first_words((node,)) for node in self.form.nodes[1:] if is_needed(node)]
        needs = [(words.openings, ARTICLE if words.condition.within == "article" else SENTENCE) for words in self.needs]
        return [*((Openings.of(part), AHEAD) for part in later if part is not None), *needs]

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return re.compile(as_regex(self.form.nodes, case=self.form.case) + WORD_END)

    @cached_property
    def needs(self) -> list[Nearness]:
        return list(map(Nearness, self.form.needs))

    @cached_property
    def not_near(self) -> list[Nearness]:
        return list(map(Nearness, self.form.not_near))


# From where to where, and the numbers of the forms that may begin there.
Span = tuple[int, int, Sequence[int]]


class Match(NamedTuple):
    """Where a form was found on a page."""

    start: int
    end: int
    matcher: Matcher


def find_matches(
    page: Page, spans: Iterable[Span], lexicon: Lexicon, sentence_of: Callable[[int], tuple[int, int]]
) -> Iterator[Match]:
    """The names that begin in some spans of a page, in order and without overlap.

    At each place the longest name wins, and of equally long ones the first of the lexicon.

    Parameters
    ----------
    page : Page
    spans : iterable of (start, end, forms)
        In order; each holds whole words, and the numbers of the forms that may begin with one of them.
    lexicon : Lexicon
    sentence_of : callable
        The bounds of the sentence, or of the zone, that a place of the page lies in; no name reaches beyond them.
    """
    scanner = scanner_of(lexicon)
    free = 0
    for word, forms in ((word, forms) for a, b, forms in spans for word in RUN.finditer(page.folded, a, b)):
        start = word.start()
        if not scanner.begins(word.group()):
            continue
        following = _FOLLOWING.match(page.folded, word.end()) if start >= free else None
        matchers = scanner.matchers(word.group(), following.group(1) if following else "") if start >= free else []
        matchers = [m for m in matchers if m.order in forms]
        # A non-immigrant visa is nobody's name.
        if not matchers or page.folded.endswith("non-", 0, start):
            continue
        low, high = sentence_of(start)
        found = [(end, m) for m in matchers if (end := match_end(page, m, start, low, high))]
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
    near = all(words.holds(page, span, inside=True) for words in matcher.needs)
    return end if near and not any(words.holds(page, span, inside=False) for words in matcher.not_near) else 0


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


class Scanner:
    """All forms of a lexicon by the words they begin with; what two words may begin is looked up once for each pair."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._words: dict[str, list[Matcher]] = {}
        self._prefixes: dict[str, list[Matcher]] = {}
        self._known: dict[tuple[str, str], list[Matcher]] = {}
        self._holding: dict[str, tuple[int, ...]] = {}
        terms = [(referent, term) for referent in lexicon.referents for term in referent.terms]
        forms = [(referent, term, form) for referent, term in terms for form in term.forms]
        self._matchers = [Matcher(order, *form) for order, form in enumerate(forms)]
        for matcher in self._matchers:
            for word, prefix in first_words(matcher.form.nodes) or ():
                (self._prefixes if prefix else self._words).setdefault(word, []).append(matcher)
        self._first = Openings(frozenset(self._words), tuple(self._prefixes))
        self._later = Openings.of(
            set().union(*(second_words(nodes) or () for nodes in {m.form.nodes for m in self._matchers}))
        )

    @cached_property
    def _parts(self) -> dict[Openings, int]:
        """The parts that some form must have beyond its first word, numbered."""
        return {part: i for i, part in enumerate(dict.fromkeys(part for m in self._matchers for part, _ in m.asked))}

    @cached_property
    def asked(self) -> list[list[Ask]]:
        """By form: what it must have."""
        return [[Ask(self._parts[part], scope) for part, scope in m.asked] for m in self._matchers]

    @cached_property
    def _any(self) -> Openings:
        """The words that forms and their parts can begin with."""
        found = [self._first, self._later, *self._parts]
        return Openings(
            frozenset().union(*(some.words for some in found)), tuple({b for some in found for b in some.beginnings})
        )

    def known(self, words: set[str]) -> set[str]:
        """Those of some folded words that can be anything in a form."""
        return (words & self._any.words) | {word for word in words if word.startswith(self._any.beginnings)}

    def parts(self, word: str) -> tuple[int, ...]:
        """The numbers of the parts that a folded word can begin."""
        if word not in self._holding:
            self._holding[word] = tuple(i for part, i in self._parts.items() if part.has(word))
        return self._holding[word]

    def begins(self, word: str) -> bool:
        """Whether some form can begin with a folded word."""
        return self._first.has(word)

    def goes_on(self, word: str) -> bool:
        """Whether a folded word is the second of some form; where any word may follow the first, it need not be."""
        return self._later.has(word)

    def matchers(self, word: str, following: str) -> list[Matcher]:
        """The forms that can begin with these two folded words."""
        # All words that are second of no form are one, or there would be no end of pairs.
        following = following if self.goes_on(following) else ""
        if (word, following) not in self._known:
            found = self._words.get(word, []) + [
                m for prefix, matchers in self._prefixes.items() if word.startswith(prefix) for m in matchers
            ]
            fit = {m.order: m for m in found if m.second is None or m.second.has(following)}
            self._known[word, following] = list(fit.values())
        return self._known[word, following]


@lru_cache(maxsize=8)
def scanner_of(lexicon: Lexicon) -> Scanner:
    """The lexicon compiled, once."""
    return Scanner(lexicon)
