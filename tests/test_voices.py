"""Whose words: cases by hand, the law of typography, hostile marks. Floors on gold: test_voices_gold.py."""

import sys
import tomllib
from bisect import bisect_left
from collections import defaultdict
from itertools import pairwise, product
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.pieces import encode
from framing.sentences import find_sentences, split_sentences
from framing.text import straighten
from framing.voices import find_all_voices, find_voices
from framing.voices.likely import Near
from framing.voices.marks import find_marks
from framing.voices.pairs import find_blocks, quotations
from framing.voices.plain import plain
from framing.voices.reported import attributions
from framing.voices.tokens import BLANKS, tokenize
from framing.voices.units import find_units

CASES = tomllib.loads((Path(__file__).parent / "cases" / "voices.toml").read_text(encoding="utf-8"))["case"]


def voices(text, *, genre="news", producer="", zone="body"):
    article = SimpleNamespace(text=text, genre=genre, producer=producer, headline="")
    zones = [(0, len(text), zone, "test")]
    return find_voices(article, zones, find_sentences(text, zones))


def as_param(case):
    marks = [pytest.mark.xfail(strict=True)] if case.get("known_failure") else []
    return pytest.param(case, id=case["label"], marks=marks)


@pytest.mark.parametrize("case", [as_param(case) for case in CASES])
def test_voices_case(case):
    found = voices(
        case["text"], genre=case.get("genre", "news"), producer=case.get("producer", ""), zone=case.get("zone", "body")
    )
    if not case.get("attitude"):
        found = [row for row in found if row.kind != "reported" or row.voice == "reported"]
    assert [[row.kind, case["text"][row.start : row.end], row.speaker] for row in found] == case["expect"]
    if case.get("same_attribution"):
        assert len({row.attribution_id for row in found}) == 1
    if "voices" in case:
        assert [row.voice for row in found] == case["voices"]


def test_a_row_says_where_its_speaker_and_cue_stand():
    text = "“We are open,” Ms. Brook said. Ada Brook is director of the clinic."
    (row,) = voices(text)
    assert text[row.speaker_start : row.speaker_end] == "Ms. Brook"
    assert text[row.cue_start : row.cue_end] == row.cue == "said"
    assert (row.speaker, row.cue_class, row.voice) == ("Ada Brook", "saying", "quoted")


@pytest.mark.parametrize(
    "text, role",
    [
        ("“No,” said Ada Brook, the director of the clinic.", "director of the clinic"),
        ("Police Chief Ada Brook said it was late.", "police chief"),
        ("Ms. Brook said it was late.", ""),
        ("It was late, Gov. Ada Brook said.", "governor"),
    ],
)
def test_a_role_is_what_the_text_says_of_the_speaker(text, role):
    assert voices(text)[0].role == role


def test_furniture_holds_no_voices():
    assert voices("“We are open,” said Ada Brook.", zone="boilerplate") == []


# ---- marks


STYLES = {
    "curly": ("“", "”"),
    "tex": ("``", "''"),
    "twin": ("''", "''"),
    "guillemets": ("«", "»"),
    "spaced guillemets": ("«\u00a0", "\u00a0»"),
    "low": ("„", "“"),
}
SENTENCES = (
    "[We are open,] said Ada Brook, director of the clinic.",
    "Karl Amund said the jail was [full to the roof] and loud.",
    "[Who pays?] she asked. [Nobody knows.]",
    "The county's so-called [open] clinic isn't new.",
    "Officials said that it would close.",
    "She called it [a hard day,] adding that it was over.",
    "They handed out [Know Your Rights] cards in the '90s.",
    "[The first day was quiet,] he said, [and the second was not.]",
    "It stayed open, according to the workers' union.",
    "A second nurse came in March.",
)


def typeset(marked, style):
    """The text in one typography, and for each of its characters the place in the straight text."""
    opening, closing = STYLES.get(style, ('"', '"'))
    pieces, back = [], []
    for place, char in enumerate(marked):
        piece = opening if char == "[" else closing if char == "]" else char
        pieces.append(piece)
        back += [place] * len(piece)
    return "".join(pieces), [*back, len(marked)]


def in_straight(rows, back):
    return [
        (back[row.start], back[row.end - 1], row.voice, row.kind, row.attribution_id, row.speaker, row.cue)
        for row in rows
    ]


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=7), st.sampled_from(["\n\n", " "]))
def test_typography_changes_nothing(sentences, gap):
    marked = gap.join(sentences)
    text, back = typeset(marked, "straight")
    expected = in_straight(voices(text), back)
    for style in STYLES:
        text, back = typeset(marked, style)
        assert in_straight(voices(text), back) == expected, style


@given(st.text(alphabet="\"'“”‘’«»„`` aB.,s\n", max_size=60))
def test_any_marks_give_spans_inside_the_text(text):
    page = plain(text, straighten(text))
    pieces = encode([page.text])
    spans = quotations(page.text, find_blocks(pieces), find_marks(pieces, [page.printed(text)]))
    for start, end in spans:
        assert 0 <= page.original(start) < page.original_end(end) <= len(text)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    for row in voices(text):
        assert 0 <= row.start < row.end <= len(text)


@given(st.lists(st.lists(st.sampled_from(SENTENCES), max_size=3), min_size=1, max_size=4))
def test_articles_of_a_batch_do_not_know_each_other(batch):
    texts = [typeset(" ".join(sentences), style)[0] for sentences, style in zip(batch, STYLES, strict=False)]
    articles = [SimpleNamespace(text=text, genre="news", producer="", headline="") for text in texts]
    pieces = encode(texts)
    found = find_all_voices(pieces, articles, split_sentences(pieces, [[(0, len(text), "body", "")] for text in texts]))
    assert list(found) == [voices(text) for text in texts]


def tokens_of(text):
    return tokenize(encode([text]), np.array([len(text)]), [])


def test_initials_are_one_token_only_before_a_capital():
    tokens = {
        text: list(tokens_of(text).low[BLANKS:-BLANKS])
        for text in ("J. Edgar", "J.Edgar", "J. edgar", "J.  Edgar", "U.S. J.\nEdgar")
    }
    assert tokens == {
        "J. Edgar": ["j.", "edgar"],
        "J.Edgar": ["j.", "edgar"],
        "J. edgar": ["j", ".", "edgar"],
        "J.  Edgar": ["j", ".", "edgar"],
        "U.S. J.\nEdgar": ["u.s.", "j", ".", "edgar"],
    }


def test_a_unit_is_cut_where_it_is_longer_than_any_sentence():
    text = "word " * 650
    units = find_units(tokens_of(text), np.array([0]), np.array([len(text)]), np.array([True]))
    assert (units.first - BLANKS).tolist() == [0, 300, 600]
    assert (units.stop - BLANKS).tolist() == [300, 600, 650]
    assert units.sentence.tolist() == [0, 0, 0]


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5))
def test_rows_are_in_order_and_every_attribution_has_one_speaker_and_cue(sentences):
    text, _ = typeset("\n\n".join(sentences), "curly")
    rows = voices(text)
    assert [row.start for row in rows] == sorted(row.start for row in rows)
    told = defaultdict(set)
    for row in rows:
        if row.attribution_id is not None:
            told[row.attribution_id].add((row.speaker, row.cue_start))
    assert all(len(who) == 1 for who in told.values())


@pytest.mark.parametrize(
    "piece",
    [
        '"',
        "“",
        "“”",
        "“a” ",
        "'a s' ",
        '" a ',
        "he said ",
        ", he said",
        "( ",
        "he said:\n\n",
        "Abc ",
        'A: I "b\n\n',
        "“a\n\n",
        "5'10\" ",
    ],
)
def test_work_grows_with_the_text_and_not_with_its_square(piece):
    # Counted, not timed: lines executed on a text and on one four times as long; squared work would be sixteenfold.
    assert lines_run(piece * 1200) < 8 * lines_run(piece * 300)


def lines_run(text):
    count = 0

    def tracer(frame, event, arg):
        nonlocal count
        if "voices" not in frame.f_code.co_filename:
            return None
        count += 1
        return tracer

    article = SimpleNamespace(text=text, genre="interview", producer="", headline="")
    zones = [(0, len(text), "body", "test")]
    sentences = find_sentences(text, zones)
    before = sys.gettrace()
    sys.settrace(tracer)
    try:
        find_voices(article, zones, sentences)
    finally:
        sys.settrace(before)
    return count


def test_a_quotation_longer_than_any_is_not_trusted():
    # 700 times five characters is 3,500, over the limit of 3,000 in one paragraph.
    text = "He said “" + "and  " * 700 + "” and “yes.”"
    assert [text[row.start : row.end] for row in voices(text) if row.kind in ("direct", "partial")] == ["“yes.”"]


CLAUSES = (
    ["", "It was late,", "“No,”", "In a poll", "It was late, he said, and", "It was late, according to Ada"],
    ["", "Ada Brook", "the mayor", "he", "polls", "a letter", "Brook's", "to", "Brook, the mayor,"],
    ["", "also", "has", "was"],
    "said says saying told asked claims report plans urge expected according clear call poll".split(),
    [".", "", ", Ada Brook", "that it was late", "the plan", "to Ada", "for it", "“No”", "lately"],
)


def test_no_cue_that_the_arrays_leave_out_attributes_anything():
    texts = [" ".join(filter(None, words)) for words in product(*CLAUSES)]
    pieces = encode(texts)
    spans = quotations(pieces.text, find_blocks(pieces), find_marks(pieces, texts))
    t = tokenize(pieces, pieces.opens + np.array([len(text) for text in texts]), spans)
    first, stop = np.array(t.edges), np.array([*t.edges[1:], len(t.low)]) - BLANKS
    near = Near(t, first, stop)
    likely, whole = near.rows(near.likely()), near.rows(near.at >= 0)
    assert 0 < len(likely) < 0.8 * len(whole)
    every = [cue._replace(closes=cue.frame is not None and "l" in cue.frame.governs) for cue in whole]
    for a, b in zip(first.tolist(), stop.tolist(), strict=True):
        some, more = (cues[bisect_left(cues, (a,)) : bisect_left(cues, (b,))] for cues in (likely, every))
        assert attributions(t, some, a, b) == attributions(t, more, a, b), t.low[a:b]
