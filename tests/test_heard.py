"""The page's section on who is heard: its numbers are the measures', and each opens its passages."""

import dataclasses
import re

import pytest
from pages import built, corpus_of, page_of, some, text_of

import framing as fr
from framing.schema import frame

SAID = "“The night was cold,” said Sheriff Carl Brandvold. He claimed that an illegal alien had run. The mayor called."


@pytest.fixture(scope="module")
def section():
    return heard((built() / "demo" / "index.html").read_text(encoding="utf-8"))


def heard(html):
    return html[html.index('id="heard"') : html.index('id="words"')]


def captioned(section, caption):
    """The body rows of a table, cells as text, by their first cell."""
    table = next(t for t in re.findall(r"<table.*?</table>", section, re.DOTALL) if f"<caption>{caption}" in t)
    rows = re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
    cells = [[text_of(c) for c in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)] for row in rows]
    return cells[0], {row[0]: row[1:] for row in cells[1:]}


def test_shares_by_type_are_the_measure_s(section, demo_layers):
    head, rows = captioned(section, "By type of speaker")
    table = fr.speakers(demo_layers, who="type").set_index(["outlet", "type"])
    checked = 0
    for outlet, cells in rows.items():
        if outlet == "(wire)":
            continue
        for type, cell in zip(head[2:], cells[1:], strict=True):
            row = table.loc[(outlet, type)]
            low, high = 100 * max(row.low, 0), 100 * row.high
            expect = f"{100 * row.share:.0f} % {low:.0f}–{high:.0f} · {row.n}" if row.n else "0"
            assert cell == expect, (outlet, type)
            checked += 1
    assert checked >= 40


def test_own_reported_and_quoted_stand_side_by_side_and_sum_to_all_words(section):
    head, rows = captioned(section, "Whose words, in numbers")
    assert head == ["Outlet", "words", "own", "reported", "quoted"] and len(rows) == 6
    for words, *cells in rows.values():
        assert sum(int(cell.split(" · ")[-1].replace(",", "")) for cell in cells) == int(words.replace(",", ""))


def test_every_share_and_verb_opens_a_panel_of_its_own(section):
    html = (built() / "demo" / "index.html").read_text(encoding="utf-8")
    panels = dict(re.findall(r'<div class="panel[^"]*" id="([^"]+)".*?<h3>(.*?)</h3>', html, re.DOTALL))
    tables = re.findall(r"<table.*?</table>", section, re.DOTALL)
    links = [link for table in tables for link in re.findall(r'href="#([^"]+)"', table)]
    assert len(links) > 100 and set(links) <= set(panels)
    numbers = [cell for table in tables for cell in re.findall(r"<td[^>]*>(.*?)</td>", table, re.DOTALL) if "%" in cell]
    assert len(numbers) > 80 and all(
        "<a " in cell for cell in numbers if ">0 %" not in cell and not cell.startswith("0 %")
    )
    assert panels[links[0]] == "Herald: words of the body, own words"


def test_verbs_are_shown_with_what_they_do(tmp_path):
    rows = some(3, "Post", SAID) + some(3, "Star", SAID.replace("claimed", "said"))
    head, verbs = captioned(heard(page_of(corpus_of(rows, tmp_path), tmp_path)), "Verbs of saying")
    assert "doubting claimed" in head
    at = head.index("doubting claimed") - 1
    assert verbs["Post"][at].startswith("50 %") and verbs["Post"][-1] == "claim 3, say 3"
    assert verbs["Star"][at] == "0" and verbs["Star"][-1] == "say 6"


def test_without_speakers_csv_the_way_to_one_is_shown(tmp_path, demo_layers):
    bare = dataclasses.replace(demo_layers, speaker_types=frame("speaker_types", []))
    said = text_of(heard(page_of(bare, tmp_path)))
    assert "framing speakers drafts it" in said and "two spellings are two speakers" in said


def test_single_texts_have_counts_and_no_shares(tmp_path):
    rows = some(1, "Post", SAID) + some(1, "Star", SAID.replace("cold", "warm"))
    section = heard(page_of(corpus_of(rows, tmp_path), tmp_path))
    _, voices = captioned(section, "Whose words, in numbers")
    assert voices["Post"][1:] and all("%" not in cell for row in voices.values() for cell in row)
    assert "95" not in text_of(section)


def test_nobody_heard_is_said(tmp_path):
    rows = some(2, "Post", "It rained on the fields.") + some(2, "Star", "Rain fell.")
    assert "Nobody is quoted or reported" in heard(page_of(corpus_of(rows, tmp_path), tmp_path))
