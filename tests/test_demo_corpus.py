"""The demo corpus is what CODING.md and its README say: counted from the hand-made gold, never by our layers."""

import csv
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

DEMO = Path(__file__).resolve().parents[1] / "corpus" / "demo"
PAPERS = ["Courier", "Herald", "Ledger", "Tribune"]
ON_TOPIC = ["order", "raid", "ruling", "bill", "harvest", "school", "detention", "tuition", "shelter", "arrests"]
PEOPLE = "people without status"
UNMARKED = {"immigrant", "migrant", "newcomer", "noncitizen", "foreign national"}
MARKS = ["“", "‘", '"', "``", "''", "'"]


def rows(name):
    with (DEMO / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


INDEX = {row["file"]: row for row in rows("index.csv")}
TEXTS = {name: (DEMO / name).read_text(encoding="utf-8").removesuffix("\n") for name in INDEX}
ZONES, VOICES, MENTIONS = rows("gold/zones.csv"), rows("gold/voices.csv"), rows("gold/mentions.csv")


def of(table, name):
    return [row for row in table if row["file"] == name]


def bounds(row):
    return int(row["start"]), int(row["end"])


def body(name):
    """The text of a page without what has a zone of its own."""
    inside = bytearray(len(TEXTS[name]))
    for start, end in map(bounds, of(ZONES, name)):
        inside[start:end] = b"\1" * (end - start)
    return "".join(" " if hidden else c for c, hidden in zip(TEXTS[name], inside, strict=True))


def own_wording(outlet):
    """What an outlet calls people without status in its body, outside quotation marks."""
    return Counter(
        m["term"]
        for m in MENTIONS
        if INDEX[m["file"]]["outlet"] == outlet
        and (m["referent"], m["zone"], m["excluded"]) == (PEOPLE, "body", "")
        and m["voice"] != "quoted"
    )


def marking(outlet):
    return Counter({term: n for term, n in own_wording(outlet).items() if term not in UNMARKED})


# --- the files ---


def test_the_files_are_what_the_marks_say():
    check = subprocess.run([sys.executable, DEMO / "strip.py", "--check"], capture_output=True, text=True, check=False)
    assert check.returncode == 0, check.stdout


def test_four_papers_tell_the_same_twelve_stories_ten_of_them_on_the_topic():
    told = {outlet: sorted(r["story"] for r in INDEX.values() if r["outlet"] == outlet) for outlet in PAPERS}
    assert told == dict.fromkeys(PAPERS, sorted([*ON_TOPIC, "ferry", "flood"]))
    assert {row["outlet"] for row in INDEX.values()} == {
        *PAPERS, "Meridian", "City of Port Ellis", "Harbor Immigrant Alliance", "Marrow County Sheriff"
    }  # fmt: skip


def test_the_events_spread_over_three_years():
    assert {row["published"][:4] for row in INDEX.values()} == {"2021", "2022", "2023"}
    assert all(re.fullmatch(r"\d{4}-\d{2}-\d{2}", row["published"]) for row in INDEX.values())


def test_every_shape_of_a_real_page_is_there():
    assert {row["genre"] for row in INDEX.values()} == {"news", "interview", "press release", "statement"}
    assert {z["zone"] for z in ZONES} == {"headline", "deck", "byline", "dateline", "caption", "list", "boilerplate"}
    assert {v["kind"] for v in VOICES} == {"direct", "partial", "reported", "scare", "title"}
    assert {m["excluded"] for m in MENTIONS} == {"", "name", "list", "boilerplate", "word"}
    assert {m["voice"] for m in MENTIONS} == {"own", "quoted", "reported"}


@pytest.mark.parametrize("name", INDEX)
def test_a_page_has_150_to_350_words_of_body_and_a_headline(name):
    assert 150 <= len(body(name).split()) <= 350
    furniture = {"boilerplate", "byline"}  # a release's letterhead and date may come before
    assert next(z["zone"] for z in of(ZONES, name) if z["zone"] not in furniture) == "headline"


def test_the_wire_story_is_the_same_text_in_three_papers():
    wire = [name for name, row in INDEX.items() if row["producer"] == "Continental Wire"]
    assert [INDEX[name]["outlet"] for name in wire] == ["Courier", "Herald", "Ledger"]
    assert len({" ".join(body(name).split()) for name in wire}) == 1
    assert len({TEXTS[name].split("\n")[0] for name in wire}) == 3


# --- the gold ---


@pytest.mark.parametrize("table", [VOICES, MENTIONS], ids=["voices", "mentions"])
def test_every_span_is_where_it_says_it_is(table):
    assert len(table) > 400
    assert [r["text"] for r in table] == [TEXTS[r["file"]][int(r["start"]) : int(r["end"])] for r in table]


def test_zones_do_not_overlap_and_begin_and_end_with_words():
    for name, text in TEXTS.items():
        spans = sorted(map(bounds, of(ZONES, name)))
        assert all(end <= start for (_, end), (start, _) in zip(spans, spans[1:], strict=False)), name
        assert all(text[s:e].strip() for s, e in spans), name


@pytest.mark.parametrize("name", [n for n, row in INDEX.items() if row["story"] in ON_TOPIC])
def test_a_page_on_the_topic_has_five_names_to_count(name):
    assert sum(m["excluded"] == "" for m in of(MENTIONS, name)) >= 5


def test_the_two_other_stories_have_none():
    assert [m["text"] for m in MENTIONS if INDEX[m["file"]]["story"] in ("ferry", "flood") and not m["excluded"]] == []


@pytest.mark.parametrize("name", INDEX)
def test_a_page_has_two_quotations_one_of_them_direct(name):
    kinds = [v["kind"] for v in of(VOICES, name) if v["kind"] in ("direct", "partial")]
    assert len(kinds) >= 2 and "direct" in kinds


@pytest.mark.parametrize("outlet", PAPERS)
def test_each_paper_shows_every_kind_of_attribution(outlet):
    voices = [v for v in VOICES if INDEX[v["file"]]["outlet"] == outlet]
    assert {"direct", "partial", "reported"} <= {v["kind"] for v in voices}
    assert {"scare", "title"} & {v["kind"] for v in voices}
    assert any("\n\n" in v["text"] for v in voices if v["kind"] == "direct")  # over paragraphs
    pieces = Counter((v["file"], v["n"]) for v in voices if v["n"])
    assert max(pieces.values()) > 1  # broken by "she said"
    reported = [v for v in voices if v["kind"] == "reported"]
    assert any(v["text"].startswith("that ") for v in reported) and any(
        not v["text"].startswith("that ") for v in reported
    )
    assert any(v["cue"].lower() == "according to" for v in reported)


def test_every_quotation_mark_stands_inside_a_marked_quotation():
    """Curly, straight and TeX marks; the single ones are left out, which are apostrophes too."""
    seen = 0
    for name, text in TEXTS.items():
        spans = [bounds(v) for v in of(VOICES, name)]
        for mark in re.finditer(r'[“”"]|``|\'\'', text):
            seen += 1
            assert any(start <= mark.start() and mark.end() <= end for start, end in spans), (name, mark.start())
    assert seen > 500


def test_quotations_begin_with_their_marks_but_for_answers_and_reported_speech_has_none():
    for voice in VOICES:
        before = TEXTS[voice["file"]][: int(voice["start"])].rpartition("\n")[2]
        answer = INDEX[voice["file"]]["genre"] == "interview" and before == "A: "
        opens = any(voice["text"].startswith(mark) for mark in MARKS)
        assert (opens or answer) != (voice["kind"] == "reported"), voice


def test_a_name_in_a_quotation_is_quoted():
    spans = {name: [bounds(v) for v in of(VOICES, name) if v["kind"] in ("direct", "partial")] for name in INDEX}
    for m in MENTIONS:
        start, end = bounds(m)
        inside = any(a <= start and end <= b for a, b in spans[m["file"]])
        assert inside == (m["voice"] == "quoted"), m


def test_no_mention_overlaps_another():
    for name in INDEX:
        spans = sorted(map(bounds, of(MENTIONS, name)))
        assert all(end <= start for (_, end), (start, _) in zip(spans, spans[1:], strict=False)), name


# --- the habits that the README states ---


def share(counts, *terms):
    return sum(counts[t] for t in terms) / sum(counts.values())


def test_the_courier_says_illegal_and_the_herald_undocumented_at_least_8_times_in_10():
    assert sum(marking("Courier").values()) >= 40 and sum(marking("Herald").values()) >= 40
    assert share(marking("Courier"), "illegal immigrant", "illegal alien") >= 0.8
    assert share(marking("Herald"), "undocumented immigrant", "undocumented person") >= 0.8


@pytest.mark.parametrize("outlet", ["Ledger", "Tribune"])
def test_ledger_and_tribune_share_one_habit_and_have_no_difference(outlet):
    after = ("person in the country illegally", "person who entered illegally", "person without papers")
    assert share(marking(outlet), *after) == pytest.approx(0.6, abs=0.05)
    assert share(marking(outlet), "undocumented immigrant", "undocumented person") == pytest.approx(0.3, abs=0.05)
    assert share(marking(outlet), "unauthorized immigrant") == pytest.approx(0.1, abs=0.05)


def test_the_city_leaves_status_unnamed_and_the_meridian_writes_irregular():
    assert not marking("City of Port Ellis") and own_wording("City of Port Ellis")
    assert set(marking("Meridian")) == {"irregular migrant", "undocumented immigrant"}


def test_the_courier_never_says_raid_in_its_own_words_and_the_herald_does():
    def raids(outlet):
        wording = [m for m in MENTIONS if m["term"] == "raid" and m["voice"] != "quoted" and m["zone"] == "body"]
        return sum(INDEX[m["file"]]["outlet"] == outlet for m in wording)

    assert raids("Courier") == 0 and raids("Herald") >= 5


def test_readme_and_corrections_say_what_lies_here():
    readme = (DEMO / "README.md").read_text(encoding="utf-8")
    for outlet, pages in Counter(row["outlet"] for row in INDEX.values()).items():
        assert f"**{outlet}** ({pages})" in readme
    assert f"{len(INDEX)} pages" in readme
    corrections = (DEMO / "gold" / "CORRECTIONS.md").read_text(encoding="utf-8")
    assert "| date | file | words | was | is now | reason" in corrections
