"""What is counted over a whole batch is what one counts article by article, word by word."""

import gc
import time
from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.batch import VOICE_NAMES, ZONE_NAMES, lay_tiles, sentence_table, word_table
from framing.collector import paused
from framing.mentions import Mention
from framing.pieces import encode
from framing.spans import locate, most_covering
from framing.text import WORD, straighten
from framing.valence import score
from framing.words import words_before

# Letters, marks inside and around words, a combining accent, a zero-width joiner, a left mark used as apostrophe.
SIGNS = "aB1_ ,.'-’‘\n—€😀\u0301\u200d\u00ad\u00a0é"


def test_words_by_zone_and_voice_by_hand():
    # Headline: 2 words. Body: own "The", "mayor", "said"; quoted "a", "co-op", "won't", "close".
    text = "Plan dies\nThe mayor said “a co-op won’t close.”"
    zones = [(0, 10, "headline"), (10, len(text), "body")]
    voices = [(0, 25, "own"), (25, len(text), "quoted")]
    pieces = encode(["Other words here.", text])
    everything = [[(0, 17, "body")], zones], [[(0, 17, "own")], voices]
    table = word_table(
        pieces, ["x", "y"], lay_tiles(pieces, everything[0], ZONE_NAMES), lay_tiles(pieces, everything[1], VOICE_NAMES)
    )
    assert list(table.itertuples(index=False, name=None)) == [
        ("x", "body", "own", 3),
        ("y", "body", "own", 3),
        ("y", "body", "quoted", 4),
        ("y", "headline", "own", 2),
    ]


def test_an_article_without_words_has_no_row_of_words():
    pieces = encode(["", "One two.", "—"])
    tiles = [[], [(0, 8, "body")], [(0, 1, "body")]], [[], [(0, 8, "own")], [(0, 1, "own")]]
    zones, voices = lay_tiles(pieces, tiles[0], ZONE_NAMES), lay_tiles(pieces, tiles[1], VOICE_NAMES)
    table = word_table(pieces, ["a", "b", "c"], zones, voices)
    assert list(table.itertuples(index=False, name=None)) == [("b", "body", "own", 2)]


def test_sentences_take_place_voice_and_valence_in_their_own_article():
    texts = ["He left.", "She said “it is a very good plan”. Bad immigrants!"]
    spoken = [[(0, 8, "own")], [(0, 9, "own"), (9, 33, "quoted"), (33, 50, "own")]]
    pieces = encode(texts)
    name = Mention(39, 49, "immigrants", *[""] * 3, False, *[""] * 5, True, "")
    bad = name._replace(start=35)
    table = sentence_table(
        pieces,
        ["a", "b"],
        [[(0, 8, "body")], [(0, 34, "body"), (35, 50, "body")]],
        lay_tiles(pieces, spoken, VOICE_NAMES),
        [[], [bad]],
    )
    assert list(table.itertuples(index=False, name=None)) == [
        ("a", 0, 8, "body", "own", 0.0, 0.0),
        ("b", 0, 34, "body", "quoted", score(texts[1][:34])[0], score(texts[1][:34])[0]),
        ("b", 35, 50, "body", "own", score("Bad immigrants!")[0], 0.0),
    ]


@given(st.lists(st.text(st.sampled_from(SIGNS), max_size=20), min_size=1, max_size=4), st.data())
def test_words_before_a_place_are_those_that_begin_before_it(texts, data):
    pieces = encode(texts)
    places = data.draw(st.lists(st.integers(0, len(pieces.text)), max_size=6))
    begins = [word.start() for word in WORD.finditer(straighten("\n".join(texts)))]
    found = words_before(pieces.text, np.array(places, np.int32))
    assert found.tolist() == [sum(begin < place for begin in begins) for place in places]


@given(st.lists(st.integers(1, 4), min_size=1, max_size=8), st.data())
def test_the_value_that_covers_most_is_the_first_of_equals(sizes, data):
    tiles = np.concatenate([[0], np.cumsum(sizes)])
    values = data.draw(st.lists(st.integers(0, 2), min_size=len(tiles), max_size=len(tiles)))
    length = int(tiles[-1]) + 3
    by_place = [values[int(np.searchsorted(tiles, place, "right")) - 1] for place in range(length)]
    spans = data.draw(
        st.lists(
            st.tuples(st.integers(0, length - 1), st.integers(1, length)).filter(lambda s: s[0] < s[1]), max_size=5
        )
    )
    starts, ends = (np.array([span[i] for span in spans], np.int64) for i in (0, 1))
    found = most_covering(tiles, np.array(values), starts, ends)
    # Counter keeps the order of first meeting, and most_common the first of equals.
    assert found.tolist() == [Counter(by_place[a:b]).most_common(1)[0][0] for a, b in spans]


SPANS = st.dictionaries(st.sampled_from("abc"), st.lists(st.integers(1, 4), min_size=1, max_size=5))


@given(SPANS, st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 24)), max_size=6), st.randoms())
def test_a_place_is_located_in_the_span_that_covers_it(sizes, places, chance):
    rows = []
    for article, lengths in sizes.items():
        edges = np.cumsum(lengths)
        # Every second length is a gap, and the first span begins behind one.
        rows += [(article, int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=False)]
    chance.shuffle(rows)
    spans = pd.DataFrame(rows, columns=["article_id", "start", "end"])
    asked = pd.DataFrame(places, columns=["article_id", "place"])
    by_hand = [
        next((i for i, (name, start, end) in enumerate(rows) if name == article and start <= place < end), -1)
        for article, place in places
    ]
    assert locate(spans, asked["article_id"], asked["place"]) == by_hand


def test_a_piece_that_is_cut_everywhere_is_read_once():
    pieces = encode(["a'" * 20_000])
    before = time.process_time()
    assert words_before(pieces.text, np.arange(0, 40_000, dtype=np.int32)).tolist() == [0] + [1] * 39_999
    # Looking through all of it for each cut takes minutes.
    assert time.process_time() - before < 2


def test_the_search_for_cycles_goes_on_after_a_pause_that_failed():
    with pytest.raises(ValueError, match="no"), paused():
        raise ValueError("no")
    assert gc.isenabled()
