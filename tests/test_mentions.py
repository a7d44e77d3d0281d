"""Mentions: what is found, where it stands, whose word it is, and what does not count."""

import re
import tomllib
import unicodedata
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing as fr
from framing.mentions import find_mentions
from framing.mentions.candidates import Trials
from framing.sentences import find_sentences
from framing.voices import Voice

LEXICON = fr.read_lexicon("immigration")
CASES = tomllib.loads((Path(__file__).parent / "cases/mentions.toml").read_text(encoding="utf-8"))["case"]
DEMO = Path(__file__).parents[1] / "corpus/demo"
SHARED = Path(__file__).parents[2] / "shared/data"


def mentions_of(text, *, zones=None, voices=(), lexicon=LEXICON):
    zones = zones or [(0, len(text), "body", "")]
    return find_mentions(SimpleNamespace(text=text), zones, find_sentences(text, zones), list(voices), lexicon)


def voice(start, end, voice="quoted", kind="direct", speaker="Ana Ruiz"):
    return Voice(start, end, voice, kind, 1, speaker, None, None, "", "said", None, None, "saying", "")


def as_param(case):
    marks = [pytest.mark.xfail(strict=True, reason=case["known_failure"])] if "known_failure" in case else []
    return pytest.param(case, id=case["label"], marks=marks)


@pytest.mark.parametrize("case", [as_param(case) for case in CASES])
def test_case(case):
    mentions = mentions_of(case["text"])
    counted = [mention for mention in mentions if not mention.excluded]
    assert [f"{m.text} | {m.term}" for m in counted] == case["found"]
    assert [f"{m.text} | {m.excluded}" for m in mentions if m.excluded] == case.get("set_aside", [])
    for column in ("use", "set_off"):
        if column in case:
            assert getattr(counted[0], column) == case[column]


def test_a_mention_takes_voice_and_speaker_from_the_innermost_speech_around_its_first_word():
    text = "“He told me ‘the illegal aliens left’ and the migrants stayed,” she said of immigrants."
    inner = text.index("‘"), text.index("’") + 1
    voices = [voice(0, text.index("”") + 1), voice(*inner, speaker="Leo Paz")]
    found = [(m.text, m.voice, m.speaker) for m in mentions_of(text, voices=voices)]
    assert found == [
        ("illegal aliens", "quoted", "Leo Paz"), ("migrants", "quoted", "Ana Ruiz"), ("immigrants", "own", ""),
    ]  # fmt: skip


def test_marks_that_set_a_name_off_leave_its_voice_to_whoever_speaks():
    text = "“The ‘sanctuary’ city sued,” she said. So did “sanctuary” states."
    scare = [voice(5, 16, "own", "scare", ""), voice(text.rindex("“"), text.rindex("”") + 1, "own", "scare", "")]
    found = mentions_of(text, voices=[voice(0, text.index("”") + 1), *scare])
    assert [(m.text, m.set_off, m.voice) for m in found] == [
        ("sanctuary’ city", "scare", "quoted"), ("sanctuary” states", "scare", "own"),
    ]  # fmt: skip


def test_the_mark_that_closes_a_british_quotation_is_no_possessive():
    text = "‘We met illegal immigrants’ was all he said of the illegal immigrants’ camp."
    found = mentions_of(text, voices=[voice(0, text.index("’") + 1)])
    assert [(m.text, m.use) for m in found] == [("illegal immigrants", "head"), ("illegal immigrants’", "modifier")]


def test_a_name_that_begins_outside_a_quotation_is_the_outlets():
    text = "It hit immigrants in “the country illegally” twice."
    start = text.index("“")
    found = mentions_of(text, voices=[voice(start, text.index("”") + 1, kind="partial")])
    assert [(m.voice, m.start) for m in found] == [("own", text.index("immigrants"))]


def test_zones_decide_what_counts_and_boilerplate_comes_before_list_before_name_before_word():
    head, body, names, foot = (
        "Migrants arrive\n",
        "The term immigrants is old.\n",
        "Harbor Immigrant Alliance\n",
        "Immigrant news",
    )
    text = head + body + names + foot
    bounds = [0, len(head), len(head + body), len(head + body + names), len(text)]
    labels = ("headline", "body", "list", "boilerplate")
    zones = [(a, b, zone, "") for a, b, zone in zip(bounds, bounds[1:], labels, strict=False)]
    found = [(m.text, m.zone, m.excluded) for m in mentions_of(text, zones=zones)]
    assert found == [
        ("Migrants", "headline", ""), ("immigrants", "body", "word"), ("Immigrant", "list", "list"),
        ("Immigrant", "boilerplate", "boilerplate"),
    ]  # fmt: skip


def test_no_name_reaches_over_a_zone_border():
    text = "It was undocumented immigrants came"
    zones = [(0, 20, "caption", ""), (20, len(text), "body", "")]
    assert [m.text for m in mentions_of(text, zones=zones)] == ["immigrants"]


def test_first_is_the_first_counted_mention_of_each_referent():
    text = "The Office of Immigrant Affairs met. Immigrants and migrants fear raids by ICE and raids at work."
    found = [
        (m.text, m.first)
        for m in mentions_of(text)
        if m.referent in ("people without status", "enforcement operations")
    ]
    assert found == [("Immigrant", False), ("Immigrants", True), ("migrants", False), ("raids", True), ("raids", False)]


def test_the_sign_of_a_composed_letter_does_not_matter(tmp_path):
    path = tmp_path / "names.toml"
    path.write_text(
        'name = "n"\nversion = "1"\nlanguage = "en"\n[[referent]]\nid = "r"\ndefinition = "d"\n'
        '[[referent.term]]\nterm = "emigre"\nlabel = "l"\nforms = ["caf\u00e9"]\n',
        encoding="utf-8",
    )
    lexicon = fr.read_lexicon(path)
    found = [m.text for m in mentions_of("A café, a cafe\u0301, two CAFE\u0301S, a cafe.", lexicon=lexicon)]
    assert found == ["café", "cafe\u0301", "CAFE\u0301S"]


NAMES = [
    "illegal aliens", "undocumented immigrant's", "asylum-seekers", "immigrants in the country illegally", "sanctuary cities",
    "people who crossed the border illegally", "DACA recipients", "illegal immigrant", "the undocumented", "illegals",
]  # fmt: skip
FILLERS = [
    "met near the pier",
    "were said to be",
    "walked home, and",
    "(so they say)",
    "in May;",
    "alien species",
    "twice.",
]
TEXTS = st.lists(st.sampled_from(NAMES + FILLERS), min_size=1, max_size=12).map(" ".join)
# Each maps a character to other characters of the same meaning; law 4 of the design.
TYPOGRAPHY = {
    " ": [" ", "\u00a0", "\u202f", "\n", "  ", "\u00a0\n"], "-": ["-", "\u2010", "\u2011", "\u00ad-"],
    "'": ["'", "\u2019", "\u02bc"], "e": ["e", "\u00ade", "\u200be", "E"], "é": ["é", "e\u0301"],
}  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.randoms(use_true_random=False))
def test_typography_changes_no_mention(text, random):
    varied = [random.choice(TYPOGRAPHY.get(character, [character])) for character in text]
    starts = [sum(map(len, varied[:i])) for i in range(len(varied) + 1)]
    plain = [m for m in one_sentence(text) if not m.excluded]
    other = [m for m in one_sentence("".join(varied)) if not m.excluded]
    assert [(m.term, m.referent, m.marked) for m in other] == [(m.term, m.referent, m.marked) for m in plain]
    for a, b in zip(plain, other, strict=True):
        assert (starts[a.start] <= b.start < starts[a.start + 1], starts[a.end - 1] < b.end <= starts[a.end]) == (
            True,
            True,
        )


def one_sentence(text):
    """Line breaks may end sentences elsewhere; here the names are what is tested."""
    zones = [(0, len(text), "body", "")]
    return find_mentions(SimpleNamespace(text=text), zones, [(0, len(text), "body")], [], LEXICON)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from([*NAMES, *FILLERS, "\n\n", "“", "”", "‘", "’", "é", "İ", "\U0001f600"]), max_size=20).map(
        " ".join
    )
)
def test_mentions_are_what_was_printed_in_order_and_apart(text):
    found = mentions_of(text)
    assert all(text[m.start : m.end] == m.text and m.text for m in found)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))
    assert all("\n\n" not in unicodedata.normalize("NFC", m.text).replace(" ", "") for m in found)
    firsts = Counter(m.referent for m in found if m.first)
    assert set(firsts.values()) <= {1}
    assert set(firsts) == {m.referent for m in found if not m.excluded}


def test_a_text_without_names_has_no_mentions():
    assert mentions_of("") == []
    assert mentions_of("The mayor opened a bridge.") == []


CLIMATE = fr.read_lexicon("climate")
# The words of every example of a lexicon, in and out of marks, with marks that end sentences and cut words.
SALAD = {
    lexicon.name: sorted(
        {
            word
            for referent in lexicon.referents
            for term in referent.terms
            for example in (*term.examples, *term.lookalikes)
            for word in re.sub(r"\[\[|\]\]", "", example).split()
        }
    )
    for lexicon in (LEXICON, CLIMATE)
}
BETWEEN = st.sampled_from([" ", " ", " ", ". ", ", ", '." ', "-", "\u2010", ".)Illegal ", "\u00ad ", "e\u0301 ", "/"])


def every_trial(pieces, beginnings, scanner, sentences):
    places, forms = np.arange(len(pieces.ids)), np.arange(len(scanner.asked))
    return Trials(np.repeat(places, len(forms)), np.tile(forms, len(places)))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([LEXICON, CLIMATE]), st.data())
def test_no_place_that_is_left_out_begins_a_name(lexicon, data):
    examples = [example for referent in lexicon.referents for term in referent.terms for example in term.examples]
    salad = st.lists(st.tuples(st.sampled_from(SALAD[lexicon.name]), BETWEEN).map("".join), max_size=25).map("".join)
    sentences = [re.sub(r"\[\[|\]\]", "", example) for example in examples]
    joined = st.tuples(st.sampled_from(sentences), st.randoms(use_true_random=False)).map(
        lambda pair: re.sub(" ", lambda _: pair[1].choice("    -"), pair[0])
    )
    parts = st.one_of(salad, joined)
    text = data.draw(st.lists(parts, min_size=1, max_size=4).map(" ".join))
    found = mentions_of(text, lexicon=lexicon)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("framing.mentions.find_candidates", every_trial)
        assert mentions_of(text, lexicon=lexicon) == found


def test_the_demo_corpus_has_the_same_names_with_every_place_asked(demo_layers):
    corpus = fr.read_corpus(DEMO)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("framing.mentions.find_candidates", every_trial)
        slow = fr.annotate(corpus, "immigration")
    assert len(slow.mentions) > 300
    pd.testing.assert_frame_equal(slow.mentions, demo_layers.mentions)
