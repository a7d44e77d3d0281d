"""Mentions: every occurrence of a lexicon's names in an article, with where it stands, whose word it is, and whether it counts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache, partial
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from framing.lexicon.forms import LETTER, WORD_END
from framing.lexicon.terms import Lexicon
from framing.mentions.candidates import find_candidates, read_beginnings
from framing.mentions.matching import Match, Span, find_matches, scanner_of
from framing.mentions.page import Page, make_page
from framing.mentions.usage import in_longer_name, is_about_the_word, is_coordinated, is_so_called, use_of
from framing.pieces import Pieces, encode, offsets
from framing.schema import SPEECH
from framing.spans import covering, overlap
from framing.text import fold, lower

Spans = Sequence[Sequence[Any]]
# How far back "the term", "so-called" and "what … calls" are looked for.
_REACH = 60
_OF_MANY = re.compile(rf"'\s{LETTER}")
# Characters around a match in which a listed proper name is looked for.
_LONGEST_NAME = 120


class Mention(NamedTuple):
    """A row of the mentions table, less its article_id."""

    start: int
    end: int
    text: str
    referent: str
    term: str
    label: str
    marked: bool
    use: str
    zone: str
    voice: str
    speaker: str
    set_off: str
    first: bool
    excluded: str


def find_mentions(
    article: Any, zones: Sequence[Any], sentences: Sequence[Any], voices: Sequence[Any], lexicon: Lexicon
) -> list[Mention]:
    """Find every name of a lexicon in an article.

    At each place the longest name of all terms wins; names do not overlap, nor reach over a sentence, a zone or a
    blank line. A name takes zone, voice and speaker from where its first word stands. What is no usage is a mention
    with a reason in `excluded`: "boilerplate", "list" (of signatories), "name" (nested in a longer proper name), "word" (talk about the
    word itself).

    Parameters
    ----------
    article : row of the articles table
        Its `text` is read, nothing else.
    zones : list of (start, end, zone, rule)
        From `find_zones`; they tile the text.
    sentences : list of (start, end, zone)
        From `find_sentences`.
    voices : list of Voice
        From `find_voices`; the shortest span of speech that covers a place wins. Scare quotes and titles are
        the words of whoever speaks around them.
    lexicon : Lexicon

    Returns
    -------
    list of Mention
        In order of place. `use` is "head" or "modifier", `set_off` "scare", "so-called" or "", `first` marks the
        first counted mention of a referent.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> from framing.lexicon import read_lexicon
    >>> text = "Two undocumented immigrants called the Office of Immigrant Affairs."
    >>> article = SimpleNamespace(text=text)
    >>> mentions = find_mentions(article, [(0, 67, "body", "")], [(0, 67, "body")], [], read_lexicon("immigration"))
    >>> [(mention.text, mention.term, mention.excluded) for mention in mentions]
    [('undocumented immigrants', 'undocumented immigrant', ''), ('Immigrant', 'immigrant', 'name')]
    """
    return find_all_mentions(encode([article.text]), [article.text], [zones], [sentences], [voices], lexicon)[0]


def find_all_mentions(
    pieces: Pieces, texts: Sequence[str], zones: Sequence[Spans], sentences: Sequence[Spans],
    voices: Sequence[Spans], lexicon: Lexicon,
) -> list[list[Mention]]:  # fmt: skip
    """Find every name of a lexicon in a batch of articles.

    Parameters
    ----------
    pieces : Pieces
        Of the batch.
    texts, zones, sentences, voices : list
        By article: its text as given, and what `find_mentions` has of it.
    lexicon : Lexicon

    Returns
    -------
    list of lists of Mention
        By article, as `find_mentions` gives them.
    """
    scanner = scanner_of(lexicon)
    beginnings = read_beginnings(pieces.distinct, scanner)
    trials = find_candidates(pieces, beginnings, scanner, sentences)
    # By piece in which some form may begin: where its trials are.
    edges = np.flatnonzero(np.diff(trials.at, prepend=-1, append=-1))
    at, forms = trials.at[edges[:-1]], trials.form.tolist()
    article = np.searchsorted(pieces.first, at, "right") - 1
    opens = pieces.opens[article]
    tried = [forms[a:b] for a, b in pairwise(edges.tolist())]
    spans = list(zip((pieces.starts[at] - opens).tolist(), (pieces.ends[at] - opens).tolist(), tried, strict=True))
    cuts = np.searchsorted(article, np.arange(len(texts) + 1)).tolist()
    # By article: how many of its pieces have letters to compose or something invisible.
    odd = np.diff(offsets(~beginnings.plain[pieces.ids])[pieces.first]).tolist()
    found: list[list[Mention]] = []
    for i, (text, start) in enumerate(zip(texts, pieces.opens.tolist(), strict=True)):
        a, b, place = cuts[i], cuts[i + 1], slice(start, start + len(text))
        if a == b:
            found.append([])
            continue
        page = make_page(text) if odd[i] else Page(lower(pieces.text[place]), pieces.text[place], None, None)
        around = _Surroundings(text, page, zones[i], sentences[i], partial(voices.__getitem__, i))
        found.append(_mentions(around, [(page.place(x), page.place(y), tried) for x, y, tried in spans[a:b]], lexicon))
    return found


def _mentions(around: _Surroundings, spans: list[Span], lexicon: Lexicon) -> list[Mention]:
    """The mentions of a page that begin in some spans of it."""
    found: list[Mention] = []
    for match in find_matches(around.page, spans, lexicon, around.sentence_on_page):
        found.append(_mention(match, around, found[-1] if found else None, lexicon))
    return _with_first(found)


class _Surroundings:
    """What lies around a place: zone, sentence, voice, marks."""

    def __init__(
        self, text: str, page: Page, zones: Sequence[Any], sentences: Sequence[Any], spoken: Callable[[], Sequence[Any]]
    ) -> None:
        self.text, self.page, self.zones, self.sentences = text, page, zones, sentences
        self._zone_bounds = [z[0] for z in zones], [z[1] for z in zones]
        self._sentence_bounds = [s[0] for s in sentences], [s[1] for s in sentences]
        self._spoken = spoken

    # What only a name asks for, not every place where one may begin.
    @cached_property
    def voices(self) -> Sequence[Any]:
        return self._spoken()

    @cached_property
    def _speech(self) -> list[Any]:
        """The shortest first, and of equally long ones the last of the article."""
        spoken = (voice for voice in reversed(self.voices) if voice.kind in SPEECH)
        return sorted(spoken, key=lambda voice: voice.end - voice.start)

    @cached_property
    def _scares(self) -> list[Any]:
        return [voice for voice in self.voices if voice.kind == "scare"]

    @cached_property
    def _closings(self) -> set[int]:
        return {voice.end for voice in self.voices}

    def zone(self, place: int) -> str:
        i = covering(*self._zone_bounds, place)
        return self.zones[i][2] if i >= 0 else "body"

    def sentence(self, place: int) -> tuple[int, int]:
        """The sentence around a place; where there is none, the zone."""
        for spans, bounds in ((self.sentences, self._sentence_bounds), (self.zones, self._zone_bounds)):
            if (i := covering(*bounds, place)) >= 0:
                return spans[i][0], spans[i][1]
        return 0, len(self.text)

    def sentence_on_page(self, place: int) -> tuple[int, int]:
        low, high = self.sentence(self.page.span(place, place + 1)[0])
        return self.page.place(low), self.page.place(high)

    def voice(self, place: int) -> tuple[str, str]:
        """Whose word stands at a place, and who that is."""
        voice = next((voice for voice in self._speech if voice.start <= place < voice.end), None)
        # In the outlet's own voice nobody else speaks, also where it tells of somebody's attitude.
        return (voice.voice, voice.speaker if voice.voice != "own" else "") if voice else ("own", "")

    def set_off(self, start: int, end: int) -> str:
        if any(overlap(voice.start, voice.end, start, end) for voice in self._scares):
            return "scare"
        return "so-called" if is_so_called(self.text[max(0, start - _REACH) : start]) else ""

    def with_possessive(self, start: int, end: int) -> int:
        """The end of a name with its 's or s'; a closing quotation mark is none."""
        folded = self.page.folded
        if folded.startswith("'s", end) and not folded[end + 2 : end + 3].isalnum():
            return end + 2
        closes = self.page.span(end - 1, end)[1] + 1 in self._closings or folded[start - 1 : start] == "'"
        possessive = folded[end - 1] == "s" and _OF_MANY.match(folded, end) is not None
        return end + 1 if possessive and not closes else end


def _mention(match: Match, around: _Surroundings, previous: Mention | None, lexicon: Lexicon) -> Mention:
    term = match.matcher.term
    start, end = around.page.span(match.start, around.with_possessive(match.start, match.end))
    zone, sentence = around.zone(start), around.sentence(start)
    voice, speaker = around.voice(start)
    return Mention(
        start, end, around.text[start:end], match.matcher.referent.id, term.term, term.label, term.marked,
        use_of(around.text, start, end, sentence[1]), zone, voice, speaker, around.set_off(start, end), False,
        _reason(match, around, (start, end), previous, lexicon),
    )  # fmt: skip


def _reason(
    match: Match, around: _Surroundings, span: tuple[int, int], previous: Mention | None, lexicon: Lexicon
) -> str:
    """Why a match is no usage; empty where it is."""
    text, (start, end) = around.text, span
    zone, sentence = around.zone(start), around.sentence(start)
    if zone in ("boilerplate", "list"):
        return zone
    form = match.matcher.form
    own_capital = form.case and form.text[0].isupper()
    nested = not match.matcher.term.proper and in_longer_name(text, start, end, sentence, own_capital=own_capital)
    if zone == "byline" or nested or _is_listed(lexicon, text, start, end, sentence):
        return "name"
    low = max(sentence[0], start - _REACH)
    if is_about_the_word(text[low:start]):
        return "word"
    chained = previous is not None and previous.excluded == "word" and previous.start >= sentence[0]
    return "word" if chained and previous is not None and is_coordinated(text[previous.end : start]) else ""


def _is_listed(lexicon: Lexicon, text: str, start: int, end: int, sentence: tuple[int, int]) -> bool:
    """Whether a match lies in one of the longer names that the lexicon lists."""
    names = _proper_names(lexicon)
    if names is None:
        return False
    low, high = max(sentence[0], start - _LONGEST_NAME), min(sentence[1], end + _LONGEST_NAME)
    return any(
        low + name.start() <= start and end <= low + name.end() and name.end() - name.start() > end - start
        for name in names.finditer(fold(text[low:high]))
    )


@lru_cache(maxsize=8)
def _proper_names(lexicon: Lexicon) -> re.Pattern[str] | None:
    names = [name for referent in lexicon.referents for name in referent.proper_names]
    words = [r"[\s-]+".join(re.escape(word) for word in re.split(r"[\s-]+", fold(name))) for name in names]
    return re.compile(rf"(?<!{LETTER})(?:{'|'.join(words)}){WORD_END}") if words else None


def _with_first(found: list[Mention]) -> list[Mention]:
    seen: set[str] = set()
    for i, mention in enumerate(found):
        if not mention.excluded and mention.referent not in seen:
            seen.add(mention.referent)
            found[i] = mention._replace(first=True)
    return found
