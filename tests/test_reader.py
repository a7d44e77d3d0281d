"""One story side by side: every word as printed, voices shaded and names marked where the tables have them."""

import html as htmllib
import re
from dataclasses import replace

import numpy as np
import pytest

from framing import UsageError, show
from framing.batch import VOICE_NAMES, lay_voices
from framing.pieces import encode
from framing.show.reader import MOST_ARTICLES


def words(text):
    return text.split()


def columns(said):
    """The articles of a reader: outlet and HTML without its head."""
    found = re.findall(
        r'<article tabindex="0" aria-label="([^"]*)">.*?</h3><p class="src">.*?</p>(.*?)</article>', said, re.S
    )
    return {outlet: body for outlet, body in found}


def plain(said):
    return htmllib.unescape(re.sub(r"<[^>]+>", "", said.replace("</p>", "\n")))


@pytest.fixture(scope="module")
def arrests(demo_layers):
    page = show.open_page(demo_layers, story="arrests")
    return page, columns(show.reader(page))


def test_the_articles_stand_as_printed_one_an_outlet_in_the_order_of_the_page(arrests):
    page, found = arrests
    assert list(found) == [outlet for outlet in page.outlets if outlet in found] and len(found) == MOST_ARTICLES
    articles = page.layers.articles
    for outlet, body in found.items():
        (text,) = articles.loc[(articles["outlet"] == outlet) & (articles["story"] == "arrests"), "text"]
        assert words(plain(body)) == words(text)


def test_every_name_is_marked_and_every_attributed_word_is_shaded(arrests):
    page, found = arrests
    layers = page.layers
    for outlet, body in found.items():
        (article,) = layers.articles[
            (layers.articles["outlet"] == outlet) & (layers.articles["story"] == "arrests")
        ].itertuples()
        names = layers.mentions[
            (layers.mentions["article_id"] == article.article_id) & (layers.mentions["excluded"] == "")
        ]
        marked = " ".join(words(plain("\n".join(re.findall(r"<mark[^>]*>(.*?)</mark>", body, re.S)))))
        assert marked == " ".join(words(" ".join(names["text"])))
        voices = layers.voices[layers.voices["article_id"] == article.article_id]
        for voice in ("quoted", "reported"):
            laid = lay_voices(encode([article.text]), np.zeros(len(voices), int), voices)
            bounds = zip(laid.starts, [*laid.starts[1:], len(article.text)], laid.values, strict=True)
            tiles = [(start, end) for start, end, said in bounds if VOICE_NAMES[said] == voice]
            shaded = re.findall(rf'<span class="v-{voice}">(.*?)</span>', body, re.S)
            assert tiles and words(plain("".join(shaded)).replace(" ", "")) == words(
                re.sub(r"\s", "", "".join(article.text[start:end] for start, end in tiles))
            )


def test_the_story_that_most_outlets_tell_is_the_default_and_an_unknown_one_is_named(demo_layers):
    assert "One story: " in show.reader(show.open_page(demo_layers))
    with pytest.raises(UsageError, match="arrests"):
        show.open_page(demo_layers, story="arrest")


def test_without_stories_it_says_what_is_missing(demo_layers):
    bare = demo_layers.articles.assign(story="")
    page = show.open_page(replace(demo_layers, articles=bare))
    assert "A column <code>story</code>" in show.reader(page)
