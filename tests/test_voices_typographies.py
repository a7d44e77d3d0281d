"""The law of typography on real news: each development article retyped in six typographies gives the same voices."""

import json
import re

import pytest
from test_voices_gold import SHARED, SPEECH, characters, needs_shared, voices

TYPOGRAPHIES = {
    "curly": "“”",
    "straight": '""',
    "doubled single marks": ("''", "''"),
    "guillemets": "«»",
    "low and high": "„“",
    "British": "‘’",
}
# A single mark that opens and one that closes, apostrophes inside words left out.
INNER = re.compile(r"(?<!\w)[‘'](?=\S)(?:[^“”\"‘’'\n]|(?<=\w)[’'](?=\w))*(?<=\S)[’'](?!\w)")
# What stands for the inner marks until the outer ones are typed: British ones are double.
OPENS, CLOSES = "\ue000", "\ue001"


def turned(text):
    """The single marks inside quotations as signs of their own."""
    typed = list(text)
    for inner in INNER.finditer(text):
        line = text.rfind("\n", 0, inner.start()) + 1
        before = text[line : inner.start()]
        if before.count('"') % 2 or before.rfind("“") > before.rfind("”"):
            typed[inner.start()], typed[inner.end() - 1] = OPENS, CLOSES
    return "".join(typed)


def retyped(text, marks):
    """The text with other marks, and of each of its characters the place in the text."""
    typed, places = [], []
    for i, sign in enumerate(turned(text) if marks == "‘’" else text):
        if sign in '“”"':
            led = i == 0 or text[i - 1] in " \n\t([—-\u00a0'‘"
            opens = sign == "“" or (led and (sign == '"' or text[i + 1 : i + 2].isalnum()))
            sign = marks[0] if opens else marks[1]
        sign = {OPENS: "“", CLOSES: "”"}.get(sign, sign)
        typed.append(sign)
        places += [i] * len(sign)
    return "".join(typed), places


def attributed(text):
    return characters((row.start, row.end) for row in voices(text) if row.kind in SPEECH)


def test_inner_marks_are_double_where_the_outer_ones_are_single():
    typed, places = retyped("“He said ‘no’ to Ada’s plan,” she said.", "‘’")
    assert typed == "‘He said “no” to Ada’s plan,’ she said." and places == list(range(len(typed)))


@pytest.mark.shared
@needs_shared
@pytest.mark.parametrize("name", TYPOGRAPHIES)
def test_typography_changes_no_voice_of_annotated_news(name):
    """F1 of attributed characters against the article as it was printed, over all of PolNeAR's development part."""
    hit = differ = changed = 0
    for line in (SHARED / "gold" / "polnear_dev.jsonl").read_text(encoding="utf-8").splitlines():
        text = json.loads(line)["text"]
        typed, places = retyped(text, TYPOGRAPHIES[name])
        before, after = attributed(text), {places[i] for i in attributed(typed)}
        hit, differ, changed = hit + len(before & after), differ + len(before ^ after), changed + (typed != text)
    assert changed > 20 and 2 * hit / (2 * hit + differ) >= 0.99, 2 * hit / (2 * hit + differ)
