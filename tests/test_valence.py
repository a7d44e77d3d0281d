"""Valence: the reference implementation, deaf to typography, and neutral where a name is masked."""

import pytest
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from framing.valence import score

REFERENCE = SentimentIntensityAnalyzer()


@pytest.mark.parametrize(
    "text",
    ["Officials praised the brave rescue.", "There is no crisis at the border.", "It isn't cruel, but it is VERY sad!", ""],
)
def test_plain_valence_is_the_reference(text):
    assert score(text)[0] == REFERENCE.polarity_scores(text)["compound"]


def test_a_curly_apostrophe_keeps_a_negation():
    # Unstraightened, the reference does not know "isn’t" and calls the sentence cold.
    assert REFERENCE.polarity_scores("It isn’t cruel.")["compound"] < 0 < score("It isn’t cruel.")[0]


def test_a_masked_name_scores_as_any_word_without_valence():
    text = "Illegal immigrants fear the storm."
    assert score(text, [(0, 18)])[1] == REFERENCE.polarity_scores("Foreign xylophones fear the storm.")["compound"]
    assert score(text, [(0, 18)])[0] < score(text, [(0, 18)])[1]


def test_masking_keeps_capitals_as_capitals():
    # One shouted word among calm ones gives emphasis; masking must not take it away from the others.
    text = "ILLEGAL aliens were HAPPY today."
    assert score(text, [(0, 14)])[1] == REFERENCE.polarity_scores("FOREIGN xylos were HAPPY today.")["compound"]


def test_a_mask_over_nothing_changes_nothing():
    assert len(set(score("A happy day.", []))) == 1


def test_no_masked_word_is_in_the_word_list():
    assert not [word for word in REFERENCE.lexicon if set(word) <= {"x"}]
