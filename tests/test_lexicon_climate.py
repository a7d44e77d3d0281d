"""The second lexicon: the format holds for another subject, and its file keeps its own promises."""

from pathlib import Path

import pytest

import framing as fr
from framing.lexicon.check import matches, mentions_in, misses

CLIMATE = fr.read_lexicon("climate")
TERMS = [(referent, term) for referent in CLIMATE.referents for term in referent.terms]


def found(text):
    return [(m.text, m.term) for m in mentions_in(text, CLIMATE) if not m.excluded]


def test_it_is_whole_and_small():
    assert fr.check_lexicon("climate") == []
    assert 5 <= len(CLIMATE.referents) <= 8 and 25 <= len(TERMS) <= 40
    for referent, term in TERMS:
        assert referent.definition and term.definition and term.label and term.forms, term.term
    assert min(sum(term.marked for term in referent.terms) for referent in CLIMATE.referents) >= 2
    assert sum(any(not term.marked for term in referent.terms) for referent in CLIMATE.referents) >= 4


@pytest.mark.parametrize("referent, term", [pytest.param(r, t, id=f"{r.id} / {t.term}") for r, t in TERMS])
def test_every_example_is_found_and_no_lookalike_is(referent, term):
    assert term.examples and term.lookalikes
    assert [e for e in term.examples if misses(CLIMATE, referent, term, e) is not None] == []
    assert [text for text in term.lookalikes if matches(CLIMATE, referent, term, text)] == []


@pytest.mark.parametrize(
    "text, names",
    [
        # The longest name wins, of whichever referent: a person's name holds the thing's.
        ("Climate change skeptics met.", ["climate skeptic"]),
        ("Climate change met skeptics.", ["climate change"]),
        ("Oil and gas, natural gas and fracked gas are fossil fuels.", ["oil and gas", "natural gas", "fracked gas", "fossil fuel"]),
        ("The carbon tax, a price on carbon, is cap-and-trade to some.", ["carbon tax", "carbon price", "cap and trade"]),
        ("Clean coal is coal.", ["clean coal", "coal"]),
    ],
)  # fmt: skip
def test_names_that_hold_other_names(text, names):
    assert [term for _, term in found(text)] == names


# What must give no marked name of anything.
NOT_NAMES = [
    "The political climate has changed; a new deal on trade is near.", "Hot coals glowed under the grill.",
    "He was raked over the coals.", "Tear gas drifted past the gas station.", "A carbon copy of the tax form.",
    "Skeptics of the merger and deniers of the charge met.", "The greenhouse was warming up.", "A green room, a dream.",
    "Energy drinks sell well.", "The global economy is warming to heating oil.",
]  # fmt: skip


@pytest.mark.parametrize("text", NOT_NAMES)
def test_lookalikes_of_the_whole_lexicon_give_no_marked_mention(text):
    assert [(m.text, m.term) for m in mentions_in(text, CLIMATE) if m.marked and not m.excluded] == []


def test_panels_and_treaties_are_names_and_no_choice():
    text = "The Intergovernmental Panel on Climate Change reported on climate change."
    mentions = [(m.text, m.excluded) for m in mentions_in(text, CLIMATE)]
    assert mentions == [("Climate Change", "name"), ("climate change", "")]


def test_conditions_reach_as_far_as_they_say():
    assert found("Alarmists were wrong.") == []
    assert found("Alarmists were wrong. The climate is what it was.") == [("Alarmists", "climate alarmist")]
    assert found("The plant burns methane gas.") == [("methane gas", "methane gas")]
    assert found("Methane gas rose from the cows.") == []


def test_the_published_counts_are_those_of_the_file():
    readme = (Path(fr.__file__).parent / "lexicons/README.md").read_text(encoding="utf-8")
    part = " ".join(readme[readme.index("## climate") :].split())
    counts = {
        "referents": len(CLIMATE.referents),
        "terms": len(TERMS),
        "forms": sum(len(term.forms) for _, term in TERMS),
        "examples": sum(len(term.examples) for _, term in TERMS),
        "lookalikes": sum(len(term.lookalikes) for _, term in TERMS),
    }
    assert ", ".join(f"{n} {what}" for what, n in counts.items()) in part
    assert [term.term for _, term in TERMS if term.term not in part] == []
    assert f"climate, {CLIMATE.version}" in part and f"version {CLIMATE.version}" in part
