"""What was left out and what a reader should know: the two records that every reader writes to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

MOST_SHOWN = 80
# Characters in which nearly every text shows a word.
HEAD = 200
_WORD = re.compile(r"[^\W\d_]")
_URL = re.compile(r"(?:https?://|www\.)\S+")
_CONTROL = frozenset(map(chr, [*range(9), 11, *range(13, 32), *range(0x7F, 0x85), *range(0x86, 0xA0)]))
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_GREEK_CYRILLIC = frozenset(map(chr, [*range(0x370, 0x400), *range(0x400, 0x530)]))
_LEADS = frozenset(map(chr, range(0xC2, 0xF5)))
# Bytes of ASCII that say nothing of a text: all but control characters and those that begin markup.
_USUAL = bytes(code for code in range(128) if chr(code) not in _CONTROL | {"<", "&"})
# UTF-8 read as Windows-1252 and encoded again: a lead byte's character, then one to three continuation bytes'.
_MOJIBAKE = re.compile(
    "[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
    "\u2013\u2014\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]{1,3}"
)
_MIXED = re.compile("[A-Za-z][\u0370-\u03ff\u0400-\u052f]|[\u0370-\u03ff\u0400-\u052f][A-Za-z]")
_MARKUP = re.compile(
    r"</?(?:a|b|blockquote|br|div|em|figure|h[1-6]|i|iframe|img|li|ol|p|script|span|strong|style|table|td|tr|ul)\b[^<>]{0,999}>"
    r"|&(?:nbsp|quot|amp|lt|gt|apos|[lr][sd]quo|[mn]dash|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});",
    re.IGNORECASE,
)


@dataclass
class Notes:
    """Rows for the tables `skipped` and `notices`, in the order in which they were found."""

    skipped: list[tuple[str, str, str, str, str]] = field(default_factory=list)
    notices: list[tuple[str, str, str, str]] = field(default_factory=list)

    def skip(self, source_file: str, place: str, name: str, value: object, reason: str) -> None:
        self.skipped.append((source_file, place, name, escaped(value), reason))

    def tell(self, source_file: str, place: str, kind: str, message: str) -> None:
        self.notices.append((source_file, place, kind, message))


def escaped(value: object) -> str:
    """A value as it may be printed: one line, control and direction characters escaped, at most 80 characters.

    Examples
    --------
    >>> escaped("b1\\nERROR \\u202efake")
    'b1\\\\nERROR \\\\u202efake'
    """
    # A lone surrogate counts as unprintable, so repr escapes it too; the cut comes first, values can be megabytes.
    text = repr(str(value)[: MOST_SHOWN + 1])[1:-1]
    return text if len(text) <= MOST_SHOWN else text[: MOST_SHOWN - 1] + "…"


def listed(names: Iterable[str], most: int = 8) -> str:
    """Names in one line, the first few and how many more.

    Examples
    --------
    >>> listed(["a", "b", "c"], most=2)
    'a, b and 1 more'
    """
    names = [escaped(name) for name in names]
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def first_skipped(skipped: list[tuple[str, str, str, str, str]]) -> str:
    """What a message says of skipped rows: how many, and the first."""
    source_file, place, name, value, reason = skipped[0]
    where = ", ".join(part for part in (source_file, place, name, f"'{value}'" if value else "") if part)
    return f"{len(skipped)} skipped, the first: {where}: {reason}"


def has_words(text: str) -> bool:
    """Whether a text holds a letter outside web addresses."""
    # Cut at a space, no address is cut.
    return any(
        _WORD.search(_URL.sub(" ", part) if "://" in part or "www." in part else part)
        for part in (text[:HEAD].rpartition(" ")[0], text)
    )


def oddities(text: str) -> list[tuple[str, str]]:
    """What looks wrong with the characters of a text, as (kind, message); the text itself stays as it is.

    Kinds: `control` (control and direction characters), `mojibake` (doubly encoded), `mixed_script` (a word of two
    alphabets), `markup` (tags or entities of HTML), `encoding` (replacement characters).

    Examples
    --------
    >>> oddities("a caf\\u00c3\\u00a9")
    [('mojibake', "looks double-encoded: 'Ã©'; decode the source as it was written")]
    """
    found = []
    # Every test asks the few strange characters first: one pass over the text instead of one a test.
    characters = set(text.encode("utf-8", "surrogatepass").translate(None, _USUAL).decode("utf-8", "surrogatepass"))
    if strange := sorted(characters & (_CONTROL | _BIDI)):
        names = ", ".join(f"U+{ord(c):04X}" for c in strange)
        found.append(("control", f"holds control characters: {names[:200]}"))
    if not text.isascii():
        if characters & _LEADS and (match := _doubly_encoded(text)):
            found.append(
                ("mojibake", f"looks double-encoded: '{escaped(match[0])}'; decode the source as it was written")
            )
        if characters & _GREEK_CYRILLIC and (match := _MIXED.search(text)):
            found.append(
                ("mixed_script", f"mixes alphabets in the word {_word_around(text, match)}; no term matches it")
            )
        if "\ufffd" in characters:
            found.append(("encoding", f"{text.count(chr(0xFFFD))} characters were lost before (U+FFFD)"))
    if ("<" in characters or "&" in characters) and (match := _MARKUP.search(text)):
        found.append(("markup", f"holds markup: '{escaped(match[0])}'; it is counted as text"))
    return found


def _word_around(text: str, match: re.Match[str]) -> str:
    """The word that a match lies in, in ASCII, so that the strange letter shows."""
    before = re.search(r"\w*$", text[max(0, match.start() - 20) : match.start()])
    after = re.match(r"\w*", text[match.end() : match.end() + 20])
    return ascii((before[0] if before else "") + match[0] + (after[0] if after else ""))


def _doubly_encoded(text: str) -> re.Match[str] | None:
    """The first run of characters that is UTF-8 again once written as Windows-1252."""
    for match in _MOJIBAKE.finditer(text):
        # The five bytes that Windows-1252 leaves undefined pass through as they are.
        raw = b"".join(c.encode("latin-1") if ord(c) < 256 else c.encode("cp1252") for c in match[0])
        for length in range(len(raw), 1, -1):
            try:
                raw[:length].decode("utf-8")
                return match
            except UnicodeDecodeError:
                continue
    return None
