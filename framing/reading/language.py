"""Whether a text is English: a cheap answer that is given only where it is safe."""

from __future__ import annotations

import re

SAMPLE = 2_000  # characters: some 330 words, enough for shares
FEWEST_WORDS = 20
# Half of all running English words are among the hundred commonest; these do not occur as often in its neighbours.
_WORDS = """
the of and to a that is was for on it with as be by at he this from are have not but has an they said or who his
her she their will were we you i had would been which there its if all can what when about more after than one
no out up into do so some could my your our them him these
"""
FUNCTION_WORDS = frozenset(_WORDS.split())
ENGLISH, FOREIGN = 0.2, 0.12  # shares of function words: see `tests/test_reading.py`
_OTHER_SCRIPT = re.compile("[\u0370-\u1cff\u2e80-\ud7ff\uf900-\ufdff\ufe70-\ufefe]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_ASCII = bytes(range(128))
_ENGLISH_NAMES = ("en", "eng", "english")


def language_of(text: str) -> tuple[str, str]:
    """The language of a text, and what to tell the reader.

    "en" where the commonest English words make up a fifth of at least 20 words; "" where that cannot be said. The
    message is empty unless the text is clearly not English: another script, or hardly any of those words.

    Examples
    --------
    >>> language_of("short text")
    ('', '')
    >>> language_of("\\u975e\\u6cd5\\u79fb\\u6c11")
    ('', 'not in Latin script: 100 % of its letters')
    """
    sample = text[:SAMPLE]
    # Characters that are not ASCII are few: the pattern sees no others.
    rest = sample.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")
    if others := len(_OTHER_SCRIPT.findall(rest)):
        share = others / (others + len(_LATIN.findall(sample)))
        if share > 0.3:
            return "", f"not in Latin script: {share:.0%} of its letters".replace("%", " %")
    words = sample.lower().split()
    if len(words) < FEWEST_WORDS:
        return "", ""
    share = sum(map(FUNCTION_WORDS.__contains__, words)) / len(words)
    if share >= ENGLISH:
        return "en", ""
    if share < FOREIGN:
        return "", f"does not look English: {share:.0%} common English words".replace("%", " %")
    return "", ""


def named_language(value: str) -> tuple[str, str]:
    """The language that a column names, and what to tell the reader.

    Examples
    --------
    >>> named_language("en-US"), named_language("de")
    (('en', ''), ('de', "language 'de': lexicon and tone are for English"))
    """
    name = value.strip().casefold()
    if re.split(r"[-_ ;(]", name)[0] in _ENGLISH_NAMES:
        return "en", ""
    return value.strip(), f"language '{value.strip()[:40]}': lexicon and tone are for English"
