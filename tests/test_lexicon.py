"""Lexicons: what a file may hold, what is said of mistakes, and that ours keeps its own promises."""

import re
import tomllib
from pathlib import Path

import pytest

import framing as fr
from framing.lexicon.check import matches, mentions_in, misses, unmark

CASES = tomllib.loads((Path(__file__).parent / "cases/lexicons.toml").read_text(encoding="utf-8"))["case"]
IMMIGRATION = fr.read_lexicon("immigration")
TERMS = [(referent, term) for referent in IMMIGRATION.referents for term in referent.terms]

WEATHER = """name = "weather"
version = "1"
language = "en"
title = "Names for weather"

[groups]
size = ["heavy", "torrential"]

[[referent]]
id = "heavy rain"
definition = "Much rain."
proper_names = ["Storm Lake"]

[[referent.term]]
term = "storm"
label = "drama"
forms = ["storm", "{size} rain"]
rules = [{ date = "2019-05", side = "until", by = "The desk", what = "dropped" }]
examples = ["A [[storm]] came."]
lookalikes = ["The stormtroopers came."]

[[referent.term]]
term = "downpour"
label = "plain"
forms = ["downpour"]

[[referent.term]]
term = "rain"
label = "unmarked"
marked = false
forms = ["rain"]

[[referent]]
id = "cold"
definition = "Low temperature."

[[referent.term]]
term = "cold snap"
label = "suddenness"
forms = ["cold snap", "sudden freeze"]
needs = ["weather"]

[[referent.term]]
term = "cold spell"
label = "duration"
forms = ["cold spell"]
"""


@pytest.fixture
def written(tmp_path):
    def write(text, name="names.toml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_users_own_file_is_read_by_its_path(written):
    lexicon = fr.read_lexicon(written(WEATHER))
    assert [(r.id, [(t.term, t.marked) for t in r.terms]) for r in lexicon.referents] == [
        ("heavy rain", [("storm", True), ("downpour", True), ("rain", False)]),
        ("cold", [("cold snap", True), ("cold spell", True)]),
    ]
    assert (lexicon.name, lexicon.version, lexicon.language) == ("weather", "1", "en")
    assert lexicon.referents[0].terms[0].rules[0].date == "2019-05"
    assert fr.check_lexicon(written(WEATHER)) == []


def test_the_hash_is_of_the_files_bytes(written):
    import hashlib

    assert fr.read_lexicon(written(WEATHER)).sha256 == hashlib.sha256(WEATHER.encode()).hexdigest()


@pytest.mark.parametrize("case", [pytest.param(case, id=case["label"]) for case in CASES])
def test_a_mistake_is_named(case, written):
    assert WEATHER.count(case["old"]) == 1
    path = written(WEATHER.replace(case["old"], case["new"]))
    if "only_check" in case:
        fr.read_lexicon(path)
        found = fr.check_lexicon(path)
    else:
        with pytest.raises(fr.InputError) as refused:
            fr.read_lexicon(path)
        found = [str(refused.value)]
    assert found
    assert any(all(words in line for words in case["says"]) for line in found), found
    assert not any("\n" in line for line in found)


def test_check_lists_everything_and_read_tells_how_much_more_there_is(written):
    path = written(WEATHER.replace('label = "drama"', "").replace('version = "1"', ""))
    assert len(fr.check_lexicon(path)) == 2
    with pytest.raises(fr.InputError, match=r"has no 'version' \(and 1 more: framing lexicon check names.toml\)"):
        fr.read_lexicon(path)


def test_unknown_names_and_files_are_refused_with_what_exists(tmp_path, written):
    with pytest.raises(
        fr.InputError, match="unknown lexicon 'imigration'; known: climate, immigration.*Did you mean 'immigration'"
    ):
        fr.read_lexicon("imigration")
    with pytest.raises(fr.InputError, match="no such lexicon file"):
        fr.read_lexicon(tmp_path / "none.toml")
    with pytest.raises(fr.InputError, match="a lexicon is a .toml file"):
        fr.read_lexicon(written("a: b", "names.yaml"))


def test_a_file_in_another_encoding_is_refused_with_its_line(tmp_path):
    path = tmp_path / "names.toml"
    path.write_bytes(WEATHER.replace("Much rain", "Très fort").encode("latin-1"))
    with pytest.raises(fr.InputError, match=r"names.toml:11: not UTF-8"):
        fr.read_lexicon(path)


@pytest.mark.parametrize("referent, term", [pytest.param(r, t, id=f"{r.id} / {t.term}") for r, t in TERMS])
def test_every_example_is_found_and_no_lookalike_is(referent, term):
    assert term.examples and term.lookalikes
    assert [e for e in term.examples if misses(IMMIGRATION, referent, term, e) is not None] == []
    assert [text for text in term.lookalikes if matches(IMMIGRATION, referent, term, text)] == []


def test_the_immigration_lexicon_is_whole():
    assert fr.check_lexicon("immigration") == []
    assert len(IMMIGRATION.referents) >= 12
    for referent, term in TERMS:
        assert referent.definition and term.definition and term.label and term.forms, term.term
    marked = [sum(term.marked for term in referent.terms) for referent in IMMIGRATION.referents]
    assert min(marked) >= 2


def test_its_names_are_those_the_demo_corpus_is_coded_with():
    import csv

    gold = Path(__file__).parents[1] / "corpus/demo/gold/mentions.csv"
    with gold.open(encoding="utf-8", newline="") as file:
        coded = {(row["referent"], row["term"]) for row in csv.DictReader(file)}
    assert len(coded) > 30
    assert coded <= {(referent.id, term.term) for referent, term in TERMS}


# What must not be counted for any marked name of people (LEXICON_IMMIGRATION § 3), beside each term's own lookalikes.
NOT_PEOPLE = [
    "Illegal drugs, illegal dumping and illegal votes were found.", "The car was illegally parked and he was illegally fired.",
    "The judge deemed the order illegal.", "Legal immigrants pay fees.", "She listed undocumented expenses.",
    "Unauthorized disclosure and unauthorized access are fined.", "An immigrant visa and a non-immigrant visa expired.",
    "She brought the case illegally.", "Alien species and an alien planet; Aliens is a film.", "They were alienated from an inalienable right.",
    "The custom is alien to them.", "The Alien and Sedition Acts, the Alien Enemies Act and the Alien Tort Statute are old.",
    "A resident alien and a lawful permanent alien pay taxes.", "The DREAM Act and the Dream Act failed; DreamWorks made a film.",
    "American dreamers daydreamed of a dream.", "He joined the Unaccompanied Alien Children Program.",
    "He attended Camp David in his campaign.", "A blue wave and a heat wave came, and a surge in the polls.", "Nicolas Cage met a caged bird.",
    "Wall Street fell behind a firewall; Wallace met a wall of silence.", "The tax return was returned to sender.",
    "Raiders raid the fund after an air raid.", "Sweeping changes came with an election sweep.",
]  # fmt: skip


@pytest.mark.parametrize("text", NOT_PEOPLE)
def test_lookalikes_of_the_whole_lexicon_give_no_marked_mention(text):
    assert [(m.text, m.term) for m in mentions_in(text, IMMIGRATION) if m.marked and not m.excluded] == []


def test_of_equally_long_names_the_earlier_of_the_lexicon_wins(written):
    lexicon = fr.read_lexicon(written(WEATHER.replace('"downpour"]', '"downpour", "heavy rain"]')))
    assert [m.term for m in mentions_in("Heavy rain, rain and a downpour.", lexicon)] == ["storm", "rain", "downpour"]


def test_marks_of_an_example():
    assert unmark("[[one]] and [[two]]") == ("one and two", [(0, 3), (8, 11)])


def test_the_page_for_scholars_shows_a_lexicon_that_works(written):
    page = (Path(__file__).parents[1] / "docs/lexicons.md").read_text(encoding="utf-8")
    example = re.search(r"```toml\n(.*?)```", page, re.DOTALL).group(1)
    assert fr.check_lexicon(written(example)) == []


def test_the_published_counts_are_those_of_the_file():
    readme = (Path(fr.__file__).parent / "lexicons/README.md").read_text(encoding="utf-8")
    counts = {
        "referents": len(IMMIGRATION.referents),
        "terms": len(TERMS),
        "forms": sum(len(term.forms) for _, term in TERMS),
        "examples": sum(len(term.examples) for _, term in TERMS),
        "lookalikes": sum(len(term.lookalikes) for _, term in TERMS),
    }
    assert ", ".join(f"{n} {what}" for what, n in counts.items()) in readme
    assert [term.term for _, term in TERMS if term.term not in readme] == []
    assert f"version {IMMIGRATION.version}" in readme and IMMIGRATION.licence in readme
