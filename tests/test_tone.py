"""Tone, on the small corpus of measure_cases: valences are counted by hand."""

from __future__ import annotations

import numpy as np
import pytest
from measure_cases import SMALL, article, layers_of

import framing as fr


@pytest.fixture(scope="module")
def small():
    return layers_of(SMALL)


def row(table, outlet):
    (found,) = table[table["outlet"] == outlet].to_dict("records")
    return found


def test_tone_is_the_mean_of_own_sentences_that_name_somebody(small):
    # Own body sentences of the Courier: -.5 and .25 hold a mention; 0 holds only a part of a proper name.
    found = row(fr.tone(small), "Courier")
    assert (found["n"], found["of"], found["articles"]) == (2, 3, 2)
    assert found["valence"] == pytest.approx((-0.5 + 0.25) / 2)


def test_all_sentences_can_be_asked_for(small):
    found = row(fr.tone(small, about="all"), "Courier")
    assert (found["n"], found["of"]) == (3, 3)
    assert found["valence"] == pytest.approx((-0.5 + 0.25 + 0.0) / 3)


def test_masked_tone_reads_the_other_column(small):
    # In these layers the masked valence is half of the plain one.
    assert row(fr.tone(small, masked=True), "Courier")["valence"] == pytest.approx((-0.5 + 0.25) / 4)


def test_readings_and_referents_choose_the_sentences(small):
    assert row(fr.tone(small, reading="wording"), "Courier")["valence"] == pytest.approx((-0.5 + 0.25 - 0.2) / 3)
    assert row(fr.tone(small, reading="all"), "Courier")["n"] == 4
    found = row(fr.tone(small, zone="headline", referent="barrier"), "Courier")
    assert (found["n"], found["valence"], found["note"]) == (1, -0.6, "one article")


def test_an_outlet_without_such_sentences_is_not_neutral(small):
    found = row(fr.tone(small), "Echo")
    assert (found["n"], found["of"], found["note"]) == (0, 1, "no sentences")
    assert np.isnan(found["valence"])


def test_sentences_weigh_alike_and_articles_are_the_unit():
    # Two articles, 3 and 1 sentences: mean (3 · .4 - .4) / 4 = .2; the interval has 1 degree of freedom.
    name = "A {fence} again."
    layers = layers_of(
        [
            article("a", "Courier", *[("body", "own", name, 0.4)] * 3),
            article("b", "Courier", ("body", "own", name, -0.4)),
        ]
    )
    found = row(fr.tone(layers), "Courier")
    assert found["valence"] == pytest.approx(0.2)
    # Residuals 3 · .4 - 3 · .2 = .6 and -.4 - .2 = -.6: 2/1 · (.36 + .36) / 4 sentences, over 4; t with 1 df 12.7.
    reach = 12.706205 * np.sqrt(2 * 0.72 / 4 / 4)
    assert (found["low"], found["high"]) == (max(-1, 0.2 - reach), min(1, 0.2 + reach))
    assert "1 degree of freedom" in found["note"]


def test_unscored_sentences_are_left_out():
    layers = layers_of(
        [article("a", "Courier", ("body", "own", "A {fence}.", float("nan")), ("body", "own", "A {wall}.", 0.5))]
    )
    found = row(fr.tone(layers), "Courier")
    assert (found["n"], found["of"], found["valence"]) == (1, 1, 0.5)


def test_an_unknown_choice_is_refused(small):
    with pytest.raises(fr.UsageError, match="unknown choice of about 'mention'.*Did you mean 'mentions'"):
        fr.tone(small, about="mention")
