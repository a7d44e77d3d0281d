"""The evidence law: for numbers drawn from pages as they are shown, the passages in the CSV beside them are as many."""

import csv
import random
import re
from html import unescape
from pathlib import Path

import pytest
from pages import built, page_of

from framing.annotate import annotate
from framing.reading import read_corpus
from framing.show.html import percent

ARTICLES = Path(__file__).resolve().parents[2] / "shared/data/articles"
DRAWN = 200
LINK = re.compile(r'<a (?:class="n"|tabindex="-1")[^>]* href="#(p-\w+)"[^>]*>(.*?)</a>(.{0,160})', re.DOTALL)
# What stands beside a share says what it is a share of, and how many it counts.
BESIDE = re.compile(
    r"<small>[^<]*<br>([\d,]+) of|<small>[^<]*· ([\d,]+)</small>|<small>(?:[^<]*· )?([\d,]+) of [\d,]+(?: words)?</small>"
    r'|(?:<small>[^<]*</small>)?</td><td data-label="words">([\d,]+)</td>'
)


class Evidence:
    """A page's panels and the rows of the CSV beside it."""

    def __init__(self, html, tables):
        self.main, _, panels = html.partition('<div class="panels">')
        found = re.findall(r'<div class="panel[^"]*" id="(p-\w+)".*?<h3>(.*?)</h3>(.*?)</div></div>', panels, re.DOTALL)
        self.panels = {name: (unescape(heading), body) for name, heading, body in found}
        self.rows = {}
        with (tables / "evidence.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                self.rows.setdefault(row["panel"], []).append(row)
        with (tables / "shares.csv").open(encoding="utf-8", newline="") as file:
            self.shares = [
                (row["outlet"], row["term"], row["n"], percent(float(row["share"] or "nan")))
                for row in csv.DictReader(file)
            ]

    def parts(self, panel):
        """The panels that hold a number's passages: its own, or those that it lists, which say how many each has."""
        listed = re.findall(r'<li><a href="#(p-\w+)">.*?</a>: ([\d,]+)</li>', self.panels[panel][1])
        assert all(len(self.rows[part]) == as_number(n) for part, n in listed)
        return [part for part, _ in listed] or [panel]

    def stated(self, panel):
        """What the panel itself says that it counts: words where it counts words, else passages."""
        return as_number(re.search(r"([\d,]+) (?:words? in|passages?|in all)", self.panels[panel][1])[1])

    def count(self, panels):
        return sum(int(row["n"]) for panel in panels for row in self.rows[panel])

    def numbers(self):
        """Every number that is a link, with its panel and what is written after it; a dash is none, it opens other sides."""
        for panel, text, after in LINK.findall(self.main):
            text = unescape(re.sub(r"<[^>]+>", "", text)).strip().replace("\xa0", " ")
            if re.match(r"[<\d]", text) and "<bdi>" not in text:
                yield panel, text, unescape(after).replace("\xa0", " ")


def as_number(text):
    return int(text.replace(",", ""))


def numerator(text, after):
    """How many a number says it counts; of a share, what stands beside it."""
    if found := re.fullmatch(r"([\d,]+)×?", text) or re.match(r"([\d,]+) of [\d,]+$", text):
        return as_number(found[1])
    found = BESIDE.match(after)
    return found and as_number(next(filter(None, found.groups())))


def held(page, panel, text, after):
    """Whether the CSV has as many as a number says, under the panel's filter."""
    parts = page.parts(panel)
    assert {row["counts"] for part in parts for row in page.rows[part]} <= {page.panels[part][0] for part in parts}
    n = page.count(parts)
    assert page.stated(panel) == n, (panel, text)
    heading = page.panels[panel][0]
    if re.search(r"\((speaker|quotation|term|figure); ", heading):  # a story's cell opens its own side first
        n = page.count(parts[:1])
    if whole := re.match(r"(\S+ %) of ([\d,]+)", text):
        return percent(n / as_number(whole[2])) == whole[1]
    said = numerator(text, after)
    if said is None:  # a share in a sentence, of the referent that the sentence is about: the measure says how many
        (said,) = {
            as_number(n)
            for outlet, term, n, share in page.shares
            if heading.startswith(f"{outlet}: “{term}”") and share == text
        }
    return said == n


@pytest.fixture(scope="module")
def demo_page():
    folder = built() / "demo"
    return Evidence((folder / "index.html").read_text(encoding="utf-8"), folder / "tables")


@pytest.fixture(scope="module")
def outlet_page(demo_layers, tmp_path_factory):
    folder = tmp_path_factory.mktemp("outlet")
    return Evidence(
        page_of(demo_layers, folder, notebook="outlet", outlet="Herald", reading="claim"), folder / "out/tables"
    )


@pytest.fixture(scope="module")
def real_page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("articles")
    return Evidence(page_of(annotate(read_corpus(ARTICLES), "immigration"), folder), folder / "out/tables")


def test_every_bar_and_dot_that_counts_something_opens_its_passages(demo_page):
    folder = built() / "demo"
    with (folder / "tables/voices.csv").open(encoding="utf-8", newline="") as file:
        parts = sum(int(row["n"]) > 0 for row in csv.DictReader(file))
    with (folder / "tables/tone_masked.csv").open(encoding="utf-8", newline="") as file:
        tones = sum(row["low"] != "" and row["outlet"] != "(wire)" for row in csv.DictReader(file))
    links = {
        path.stem: re.findall(r'<a [^>]*href="../index.html#(p-\w+)"', path.read_text(encoding="utf-8"))
        for path in (folder / "figures").glob("*.svg")
    }
    assert len(links["voices"]) == parts == 18 and len(links["tone"]) == tones > 2
    assert {name for name, found in links.items() if not found} == {"robustness"}  # each dot a count of its own
    assert all(demo_page.count(demo_page.parts(panel)) > 0 for found in links.values() for panel in found)


def drawn(pages):
    """Two hundred numbers of some pages, as many as there are of a page that has fewer than its part."""
    seed = random.SystemRandom().randrange(10_000)
    print(f"seed {seed}")
    every = [(page, *number) for page in pages for number in page.numbers()]
    return seed, random.Random(seed).sample(every, DRAWN)


@pytest.mark.shared
@pytest.mark.skipif(not ARTICLES.exists(), reason="needs ../shared")
def test_two_hundred_drawn_numbers_of_three_reports_have_as_many_passages_in_the_csv(demo_page, outlet_page, real_page):
    seed, numbers = drawn([demo_page, outlet_page, real_page])
    wrong = [
        (text, page.panels[panel][0]) for page, panel, text, after in numbers if not held(page, panel, text, after)
    ]
    assert wrong == [], f"seed {seed}"
    assert len({id(page) for page, *_ in numbers}) == 3


def test_every_number_of_the_demo_has_as_many_passages_in_the_csv(demo_page):
    numbers = list(demo_page.numbers())
    wrong = [
        (text, demo_page.panels[panel][0]) for panel, text, after in numbers if not held(demo_page, panel, text, after)
    ]
    assert wrong == [] and len(numbers) > 300
