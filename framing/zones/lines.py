"""What a line of a page is by its own shape: photo credit, caption, byline, date, dateline; and the lines of a text."""

from __future__ import annotations

import re
from itertools import starmap
from typing import NamedTuple

import numpy as np

from framing.lines import Lines, fold_lines
from framing.pieces import Ints, Pieces
from framing.zones.furniture import is_sentence

# A line of this many words is a paragraph, whatever mark ends it.
LONG_PARAGRAPH = 25
# Longer lines are no furniture, and are not folded: a page of one line stays cheap.
LONGEST_KEY = 600
# The most words of a photo credit, and of a caption.
CREDIT_WORDS, CAPTION_WORDS = 14, 110


class Line(NamedTuple):
    """A line with words on it, straightened, without surrounding white space.

    `key` is the line folded as the survey folds it, empty for very long lines; `block` counts the empty lines before it,
    in the whole batch: lines of a page that stand together have the same; `body_like` says that it looks written to be read.
    """

    start: int
    text: str
    key: str
    words: int
    block: int
    body_like: bool


def read_lines(pieces: Pieces, found: Lines, opens: Ints) -> list[Line]:
    """The lines of a batch.

    Parameters
    ----------
    pieces, found
        Of the batch.
    opens : array
        By article: the place in the text of the batch where it begins.
    """
    starts, ends = found.places(pieces)
    texts = [pieces.text[a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]
    words = np.diff(found.first)
    sized = zip(words.tolist(), texts, strict=True)
    like = np.fromiter((n >= LONG_PARAGRAPH or _body_like(line) for n, line in sized), np.bool_)
    # What begins in lower case goes on with the line before it: both were written to be read.
    goes_on = np.fromiter((text[0] in ",;)" or text[0].islower() for text in texts), np.bool_, len(texts))
    like |= goes_on
    like[:-1] |= goes_on[1:] & (found.span[1:] == found.span[:-1])
    blocks = np.cumsum(np.maximum(found.breaks - 1, 0))
    columns = (starts - opens[found.span], texts, fold_lines(pieces, found, LONGEST_KEY), words, blocks, like)
    return list(starmap(Line, zip(*(c if isinstance(c, list) else c.tolist() for c in columns), strict=True)))


_ITEM = re.compile(r"(?:[\u2022\u25cf\u25aa\u2023*\u2014-]|\d{1,2}[.)])\s*\S")


def _body_like(line: str) -> bool:
    """Whether a line is a sentence, a lead-in, the head of a quotation or an item of a list."""
    return is_sentence(line) or line[-1] == ":" or line[0] in "\"'`" or bool(_ITEM.match(line))


_PICTURES = r"getty|ap|afp|epa|upi|zuma(?: ?press)?|shutterstock|istock(?:photo)?|alamy|corbis"
_AGENCY = (
    rf"(?:{_PICTURES}|reuters|associated press|tns|bloomberg|xinhua|nurphoto|magnum|redux|polaris|sipa|(?:the )?washington post|"
    r"(?:the )?new york times|(?:the )?los angeles times|npr|cnn|library of congress|[\w'. -]{2,30} photos?)"
)
_BY_WHOM = r"(?:staff |file |handout |courtesy |[\w' ]{2,20} )?"
_LABEL = rf"\(?{_BY_WHOM}(?:photo(?:graph|s|graphs|grapher)?|image|picture|illustration|video|composite)s?(?: credit| courtesy| illustration)?"
_CREDITS = [
    # A wire or a paper alone on its line may stand under a byline: only houses that sell pictures are credits alone.
    rf"(?:{_PICTURES})(?: (?:images?|photo))?|[\w'-]{{2,20}} photos?|photos?|credit",
    rf"[^.?!]{{2,60}}\s?/\s?[^.?!]{{0,40}}\b{_AGENCY}(?: images?)?(?:[ /][^.?!]{{0,40}})?\)?\.?",
    rf"\(?{_AGENCY}(?: photo)?\s?/\s?[^?!]{{2,60}}",
    rf"(?:{_LABEL}|\(?credit)\s?(?::|by|courtesy of|via|/|\|)\s?[^?!]{{2,80}}",
    r"\(?(?:image|photo|media) (?:copyright|credit|source)\b[^?!]{0,60}|\(?courtesy (?:of|photo)\b[^?!]{0,60}",
    r"(?:enlarge this image )?(?:hide |toggle )?caption [^?!]{2,40}/[^?!]{2,60}",
]
CREDIT = "|".join(f"(?:{pattern})" for pattern in _CREDITS)
_CREDIT = re.compile(CREDIT)
_PHOTO_OF = re.compile(
    r"(?:image|media) copyright [^.]*\bcaption\b|media playback\b.*\bcaption\b|enlarge this image\b.{100}"
)


def credit(key: str, words: int) -> bool:
    """Whether a folded line is a photo credit and nothing else.

    Examples
    --------
    >>> credit("photo: lumen photo", 3), credit("photo editors say so.", 4)
    (True, False)
    """
    return words <= CREDIT_WORDS and bool(_CREDIT.fullmatch(key)) and not _PHOTO_OF.match(key)


CAPTION = (
    r"(?:image|media) (?:copyright|caption)\b.*|hide caption\b.*|enlarge this image\b.*|file ?photo ?[:-].*|file ?[-\u2014] ?(?:in|this)\b.*|"
    r"media playback is unsupported on your device media caption.*|in this [\w ,.-]{4,40} (?:file )?photo\b.*|cover image: .*|image .*\bcredit\b.*|facebook twitter pinterest\b.*|"
    r"[\w.' -]{4,40}/(?:staff|the christian science monitor) .*"
)
_BRACKETED = rf"[(\[][^()\[\]]{{0,80}}\b(?:{_AGENCY}|photo|image|photograph|courtesy|handout|special to)\b[^()\[\]]{{0,60}}[)\]]\W*$"
_SIGNED = r"\[[a-z][\w .'-]{2,40}/[a-z][\w .'-]{2,30}\]$"
_CREDITED = (
    rf"[.!?\"']\s+(?:{_LABEL}\s?(?::|by|courtesy)\s?[^?!]{{2,90}}|ap photo/.{{2,50}}|reuters/.{{2,50}}|"
    r"[^.?!]{2,50}/(?:getty|ap|reuters|afp|epa)\b[^.?!]{0,30})\W*$|\| (?:[\w.' -]{3,40}/){0,2}(?:ap photos?|reuters|getty|afp)\b"
)
_CAPTION = re.compile(CAPTION)
CREDITED = (_BRACKETED, _CREDITED, _SIGNED)
_TAILS = [re.compile(pattern) for pattern in CREDITED]


def caption(line: str, key: str, words: int) -> str:
    """The rule by which a line describes a photograph, or nothing.

    Examples
    --------
    >>> key = "a rowboat lies on sluice lane on thursday. photo: lumen photo"
    >>> caption("", key, 11), caption("", "photo editors say that rowboats sell.", 6)
    ('caption with credit', '')
    """
    if words > CAPTION_WORDS or words < 4:
        return ""
    # Players print their button before the description.
    if _CAPTION.match(key) or re.match(r"CLOSE [A-Z]", line):
        return "caption label"
    tail = key[-220:]
    return "caption with credit" if any(pattern.search(tail) for pattern in _TAILS) else ""


_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues?|wed|thu|thurs?|fri|sat|sun"
_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
)
_DATE_WORD = re.compile(
    rf"{_DAYS}|{_MONTHS}|am|pm|a\.m|p\.m|noon|midnight|e[sd]?t|c[sd]?t|m[sd]?t|p[sd]?t|gmt|bst|utc|at|on|posted|published|updated|"
    r"modified|last|first|created|date|of|the|and|th|st|nd|rd|ago|years?|months?|days?|hours?|minutes?|\d+"
)
_DATE_TOKEN = re.compile(r"\d+|[^\W\d_](?:\.[^\W\d_])+|[^\W\d_]+")
_DATED = re.compile(
    rf"\b\d{{1,4}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}\b|\d+ (?:years?|months?|days?|hours?|minutes?) ago|^(?:posted|updated|published)\b|\b(?:{_MONTHS})\b"
)


def is_date(key: str, words: int) -> bool:
    """Whether a folded line says when the page was published, and nothing else.

    Examples
    --------
    >>> is_date("posted: 03/09/2021 5:48 pm", 4), is_date("march 2021 was wet", 4)
    (True, False)
    """
    key = key.lstrip("\u2014- ")
    if words < 2 and "/" not in key or words > 16 or len(key) > 120:
        return False
    # Most lines fail at their first word.
    dated = all(_DATE_WORD.fullmatch(token.group()) for token in _DATE_TOKEN.finditer(key))
    return dated and any(c.isdigit() for c in key) and bool(_DATED.search(key))


_NAME = r"(?:[A-Z][\w.'-]*|de|da|di|la|del|van|von|der|bin|al|el|reporter|correspondent|editor|staff|writer|columnist|contributor|special)"
_JOINT = r"(?:,? (?:and|&|AND|with|for|of|the|in|on|at|to)|,|/| \||;| \u2014)?"
# What every byline begins with, and the most words that it has.
BYLINE_BEGINS = ("By", "by", "BY", "Written", "Story", "Reported", "Analysis", "Opinion")
BYLINE_WORDS = 25
_BYLINE = re.compile(
    rf"(?:[Bb]y|BY|(?:Written|Story|Reported|Analysis|Opinion) by)[: ] ?{_NAME}(?:{_JOINT} {_NAME}){{0,24}}\W{{0,2}}"
)
_NO_NAME = re.compile(
    rf"by (?:{_DAYS}|{_MONTHS}|noon|then|now|law|contrast|all|default|design|(?:and|the) (?:large|numbers))\b",
    re.IGNORECASE,
)


def is_byline(line: str, words: int) -> bool:
    """Whether a line names who wrote the page: "By" and names in capitals.

    Examples
    --------
    >>> is_byline("By Ana Brill and Sam Oda, Staff Writers", 8), is_byline("By noon the crowd had left", 6)
    (True, False)
    """
    return 2 <= words <= BYLINE_WORDS and bool(_BYLINE.fullmatch(line)) and not _NO_NAME.match(line)


_CITY = r"(?:(?:[A-Z]{2}|Mc[A-Z]|[A-Z]\.|[A-Z]')[A-Z.'-]*)"
_WHERE = rf"{_CITY}(?: (?:{_CITY}|de|del|la))*"
_REGION = r"(?:,? (?:[A-Z][\w.'-]*)(?: [A-Z][\w.'-]*){0,2}){0,2}(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})?"
_PRESS = r"\((?:[A-Z][\w.&' ]{1,30}(?:/[\w ]{2,20})?)\)"
_DASH = r"\s?(?:\u2014|--)+\s*|\s-\s+"
_DATELINE = re.compile(
    rf"(?:{_WHERE}{_REGION}(?:\s?{_PRESS})?|[A-Z][\w.' ]{{2,24}}{_REGION}\s?{_PRESS}|{_PRESS})(?:{_DASH})(?=\S)"
)


def dateline(line: str) -> int:
    """Where the dateline at the head of a paragraph ends; 0 if there is none.

    Examples
    --------
    >>> dateline("PORT ELLIS, Calder \u2014 The mayor left."), dateline("Canneries \u2014 three of them \u2014 closed.")
    (21, 0)
    """
    line, whole = line[:120], len(line)
    found = _DATELINE.match(line) if "-" in line or "\u2014" in line else None
    return found.end() if found and found.end() < whole else 0
