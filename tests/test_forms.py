"""Forms: what the small language of words stands for, and that nothing else gets through."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.lexicon.check import realisations
from framing.lexicon.forms import GAP_LIMIT, Word, as_regex, inflected, parse_form, parse_group
from framing.mentions.openings import first_words, second_words


@pytest.mark.parametrize(
    "word, spellings",
    [
        ("alien", ["alien", "aliens"]), ("family", ["family", "families"]), ("boy", ["boy", "boys"]),
        ("child", ["child", "children"]), ("woman", ["woman", "women"]), ("human", ["human", "humans"]),
        ("German", ["German", "Germans"]), ("person", ["person", "persons", "people"]), ("crossing", ["crossing", "crossings"]),
        ("church", ["church", "churches"]), ("illegals", ["illegals"]), ("who", ["who"]), ("54", ["54"]), ("process", ["process", "processes"]),
    ],
)  # fmt: skip
def test_a_word_stands_for_its_plural_too(word, spellings):
    assert inflected(Word(word, False)) == spellings


GROUPS = {"person": parse_group(["worker", "child", "foreign national"], {})}


@pytest.mark.parametrize(
    "form, yes, no",
    [
        (
            "illegal alien",
            ["illegal alien", "illegal-aliens", "illegal\naliens"],
            ["illegal, alien", "illegal\n\nalien", "illegalalien"],
        ),
        ("deport*", ["deport", "deportations"], ["depor"]),
        ("path[way] to (citizenship|legal status)", [], []),
        ("[young] worker", ["worker", "young workers"], ["younger worker"]),
        (
            "{person} who <2> stayed",
            ["children who stayed", "foreign nationals who had then stayed"],
            ["workers who had then also stayed"],
        ),
        (
            "{person} <3> here",
            ["workers left here"],
            ["workers left children here", "workers “left” here", "workers; left here"],
        ),
        ("a (b c|d)", ["a b c", "a d"], ["a b", "a c"]),
        ("self-declared town", ["self-declared town", "self declared towns"], ["selfdeclared town"]),
        ("in the U.S. now", ["in the u.s. now", "in the u.s now"], ["in the us now"]),
    ],
)
def test_what_a_form_matches(form, yes, no):
    if form == "path[way] to (citizenship|legal status)":
        # An optional part is a word of its own, not a piece of one.
        assert re.fullmatch(as_regex(parse_form(form, {}), case=False), "path way to legal status")
        return
    pattern = re.compile(as_regex(parse_form(form, GROUPS), case=False))
    assert [text for text in yes if not pattern.fullmatch(text)] == []
    assert [text for text in no if pattern.fullmatch(text)] == []


def test_capitals_count_where_a_form_says_so():
    pattern = re.compile(as_regex(parse_form("DREAMer", {}), case=True))
    assert [text for text in ("DREAMer", "DREAMERS", "Dreamer", "dreamer") if pattern.fullmatch(text)] == [
        "DREAMer",
        "DREAMERS",
    ]


PARTS = st.sampled_from(["worker", "[young]", "(here|far away)", "{person}", "deport*", "family", "U.S.-born"])


@given(st.lists(PARTS, min_size=1, max_size=4))
def test_every_spelling_of_a_form_is_matched_and_begins_with_its_first_words(parts):
    text = " ".join([*parts, "alien"])
    nodes = parse_form(text, GROUPS)
    pattern, first, second = re.compile(as_regex(nodes, case=False)), first_words(nodes), second_words(nodes)
    spellings = [spelling.lower() for spelling in realisations(nodes)]
    assert spellings
    for spelling in spellings:
        assert pattern.fullmatch(spelling), spelling
        words = re.findall(r"[^\W_]+", spelling)
        assert any(words[0] == word or (prefix and words[0].startswith(word)) for word, prefix in first)
        assert second is None or any(words[1] == w or (prefix and words[1].startswith(w)) for w, prefix in second)


@given(st.text(alphabet=r".*+?^$\()[]{}|<>/'-,; ab", max_size=12))
def test_nothing_a_user_writes_becomes_a_regular_expression(text):
    try:
        nodes = parse_form(text, {})
    except ValueError:
        return
    assert re.fullmatch(r"[ab.*'()\[\]|<>\d\- ]*", text)
    assert all(set(word) <= set("ab.' s") for spelling in realisations(nodes) for word in spelling.split())


def test_gaps_are_at_most_eight_words():
    assert GAP_LIMIT == 8
    pattern = re.compile(as_regex(parse_form("came <8> illegally", {}), case=False))
    assert pattern.fullmatch("came " + "on " * 8 + "illegally")
    assert not pattern.fullmatch("came " + "on " * 9 + "illegally")
