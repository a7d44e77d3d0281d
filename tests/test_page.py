"""What a page says of corpora of every shape, and that text of others is only text on it."""

import csv
import re
from pathlib import Path

import pytest
from pages import built, corpus_of, page_of, some, text_of

from framing.render import faults

SHARED = Path(__file__).resolve().parents[2] / "shared"
COLD = "The illegal immigrants came at night. Two illegal immigrants were held, and illegal aliens fled."
WARM = "The undocumented immigrants came at night. Two undocumented workers were held, and immigrants fled."


@pytest.fixture(scope="module")
def html():
    return (built() / "demo/index.html").read_text(encoding="utf-8")


# --- what a page says ---


def test_the_demo_corpus_habits_are_found_and_the_pair_without_a_difference_is_not_ranked(html):
    said = [text_of(p) for p in re.findall(r'<p class="finding">.*?</p>', html)]
    assert 1 <= len(said) <= 3
    assert "Ledger and Tribune are not distinguishable" in said[-1]
    assert "Courier “illegal immigrant”" in said[0] and "Herald “undocumented" in said[0]


def test_one_outlet_cannot_be_compared_and_that_is_said(tmp_path):
    said = text_of(page_of(corpus_of(some(3, "Post", COLD), tmp_path), tmp_path))
    assert "no comparison is possible" in said and not re.search(r"\bnan\b", said, re.IGNORECASE)


def test_no_name_at_all_is_said_and_is_no_zero_per_cent(tmp_path):
    rows = some(3, "Post", "Plain words about the weather.") + some(3, "Star", "Rain fell on the fields.")
    said = text_of(page_of(corpus_of(rows, tmp_path), tmp_path))
    assert "None of the lexicon’s names occurs" in said and "no mentions" in said
    assert "0 %" not in said.split("Who is heard")[0] and not re.search(r"\bnan\b", said, re.IGNORECASE)


def test_an_outlet_without_mentions_keeps_its_row_without_a_share(tmp_path):
    rows = some(4, "Post", COLD) + some(4, "Star", WARM) + some(4, "Mail", "Rain fell on the fields.")
    html = page_of(corpus_of(rows, tmp_path), tmp_path)
    row = next(r for r in re.findall(r"<tr>.*?</tr>", html) if "Mail" in r and "no mentions" in r)
    assert "%" not in text_of(row)


def test_one_article_an_outlet_is_counted_and_neither_shared_nor_ranked(tmp_path):
    rows = some(1, "Post", COLD, genre="news") + some(1, "Star", WARM, genre="statement")
    said = text_of(page_of(corpus_of(rows, tmp_path), tmp_path))
    assert "These are 2 texts, one an outlet (n = 1 each): not enough articles" in said
    assert "different genres (news and statement)" in said and "95" not in said.split("Method")[0].split("Tone")[0]


def test_one_article_beside_many_gives_its_count_without_an_interval(tmp_path):
    html = page_of(
        corpus_of(some(6, "Post", COLD) + some(1, "Star", COLD.replace("night", "noon")), tmp_path), tmp_path
    )
    row = next(r for r in re.findall(r"<tr>.*?</tr>", html) if "Star" in r and "one article" in r)
    assert "2 of 3 one article" in text_of(row) and "%" not in text_of(row)


def test_outlets_are_sorted_and_coloured_by_leaning_and_never_pooled(tmp_path):
    leanings = (("Acorn", "right", COLD), ("Birch", "left", WARM), ("Cedar", "center", WARM), ("Drift", "left", COLD))
    rows = [
        row for name, leaning, text in leanings for row in some(3, name, f"{text} So {name} wrote.", leaning=leaning)
    ]
    html = page_of(corpus_of(rows, tmp_path), tmp_path)
    table = html[html.index("What is compared") :]
    order = [table.index(name) for name in ("Drift", "Birch", "Cedar", "Acorn")]
    assert order == sorted(order)
    assert 'class="group g0">left' in html and 'class="group g2">right' in html
    assert "no number is pooled over a group" in text_of(html)


def test_what_several_outlets_print_is_set_aside_and_said(tmp_path):
    wire = (
        "A judge ruled on Monday that illegal immigrants may stay while their case is heard in the city’s old court. "
        * 3
    )
    rows = [
        *some(3, "Post", COLD),
        *some(3, "Star", WARM),
        {"outlet": "Post", "text": wire},
        {"outlet": "Star", "text": wire},
    ]
    said = text_of(page_of(corpus_of(rows, tmp_path), tmp_path))
    assert "1 text printed by several outlets (2 copies) set aside as (wire)" in said


def test_a_corpus_found_by_searching_for_the_terms_is_warned_about(tmp_path):
    rows = some(3, "Post", COLD, query='"illegal immigrants" AND border') + some(3, "Star", WARM)
    said = text_of(page_of(corpus_of(rows, tmp_path), tmp_path))
    assert 'Found by searching. These articles were found with “"illegal immigrants" AND border”' in said


# --- text of others ---


def test_nothing_in_the_corpus_can_act_or_reorder_on_the_page(tmp_path):
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    rows = [
        *some(2, f"Post {evil}", f"{COLD} {evil} ]]> --> illegal aliens", title=evil),
        *some(2, "$\\frac{$ _Times {{7*7}}", WARM, title="abc\u202egnp.exe \x1b[31m"),
        *some(2, "javascript:alert(1)", f'“{COLD} </script>,” said Mr. "onload=x" Smith.'),
    ]
    html = page_of(corpus_of(rows, tmp_path), tmp_path)
    assert faults(html) == []
    assert "<script" not in html and "\u202e" not in html and "\x1b" not in html
    assert "$\\frac{$ _Times" in html and ">49<" not in html
    for path in (tmp_path / "out/figures").glob("*.svg"):
        assert faults(path.read_text(encoding="utf-8")) == [], path


def test_cells_that_a_spreadsheet_would_run_begin_with_an_apostrophe(tmp_path):
    rows = [row for lead in ("=cmd|' /c calc'!A1", "+1+1", "-2+3", "@SUM(1)") for row in some(2, lead, COLD)]
    page_of(corpus_of(rows, tmp_path), tmp_path)
    for path in (tmp_path / "out/tables").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert not [c for c in cells if c[:1] in ("=", "+", "@", "\t", "\r")], path
        assert not [c for c in cells if c.startswith("-") and not re.fullmatch(r"-[\d.]+(e-?\d+)?", c)], path


def test_many_outlets_and_names_stay_under_three_megabytes(tmp_path):
    text = " ".join(f"{COLD} {WARM} The raid near the sanctuary city led to deportations {i}." for i in range(4))
    rows = [row for o in range(50) for row in some(2, f"Outlet {o:02}", f"{text} Number {o}.")]
    html = page_of(corpus_of(rows, tmp_path), tmp_path)
    assert len(html.encode()) < 2_900_000
    assert "10 outlets with fewer names are left to tables/" in text_of(html)


# --- the five real pages ---


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared")
def test_the_five_real_pages_show_what_a_reader_should_see(tmp_path):
    from framing.reading import read_corpus

    html = page_of(read_corpus(SHARED / "data/articles"), tmp_path)
    seen = names_table(html)
    assert seen["illegal immigrant", "The Independent"] == {"headline": 1}
    assert seen["illegal alien", "Breitbart"] == {"own words": 2, "headline": 1}
    after_the_noun = [
        n for (term, outlet), n in seen.items() if outlet == "Los Angeles Times" and term.startswith("person ")
    ]
    assert sum(sum(n.values()) for n in after_the_noun) == 3
    said = text_of(html)
    assert "Coalition for a Safe LA for All and Don411: no name that marks people without status" in said
    assert re.search(r"“criminal alien”.*?Los Angeles Times 1 quoted Matthew Albence", said)
    set_aside = said[said.index("Set aside") :]
    assert (
        "Don411 inside a longer proper name" in set_aside and "Coalition for a Safe LA for All in a list" in set_aside
    )
    assert "Charlie Beck" in said and "95 % interval" not in said.split("Method and limits")[0].split("Read it")[0]


def names_table(html):
    """The first table of names as {(term, outlet): {column: n}}."""
    table = html[html.index("Name and outlet") :].split("</table>")[0]
    found, term = {}, ""
    for row in re.findall(r"<tr.*?</tr>", table):
        if "rowgroup" in row:
            term = re.search(r"“(.*?)”", row)[1]
        else:
            outlet = text_of(re.search(r"<th.*?</th>", row)[0])
            cells = re.findall(r'<td data-label="([^"]*)">(.*?)</td>', row)
            found[term, outlet] = {label: int(text_of(cell).split()[0]) for label, cell in cells if text_of(cell)}
    return found


def test_more_single_texts_than_a_sentence_lists_still_make_a_page(tmp_path):
    rows = [row for outlet in "ABCDEFGH" for row in some(1, outlet, f"{COLD} This is text {outlet}.")]
    said = text_of(page_of(corpus_of(rows, tmp_path), tmp_path))
    assert "3 other texts: in the tables below" in said


def test_a_question_is_put_to_those_who_could_answer_it(tmp_path):
    # The Post uses two names and the Star a third: who says each of the Post's is no question.
    rows = some(3, "Post", COLD + " The illegal aliens went north.") + some(3, "Star", WARM)
    assert re.search(r"<h1>Who says “illegal [^<]*undocumented", page_of(corpus_of(rows, tmp_path), tmp_path))
    one = page_of(corpus_of(some(3, "Post", COLD), tmp_path), tmp_path)
    assert "<h1>How does Post name people without status?</h1>" in one
    said = text_of(one)
    assert "Post is the only outlet here: no comparison is possible" in said
    assert "no other outlet whose words" in said and "0 comparisons" not in said


def test_one_text_is_spoken_of_in_the_singular(tmp_path):
    said = text_of(page_of(corpus_of(some(1, "Post", COLD), tmp_path), tmp_path))
    assert "This is one text (n = 1)" in said and "It shows how a text is written" in said
    assert "One text is described in counts." in said and "How the text names people without status" in said
    assert not re.search(r"\b1 (articles|notices|outlets|names|passages|texts|stories)\b", said)
    assert said.count("No story") == 1


def test_where_all_use_one_name_that_is_said_and_not_that_they_cannot_be_compared(tmp_path):
    cold = COLD.replace("illegal aliens", "others")
    rows = some(4, "Post", cold) + some(4, "Star", cold.replace("night", "noon"))
    said = text_of(page_of(corpus_of(rows, tmp_path), tmp_path))
    assert "alone: there is no difference between them to test" in said
    assert "alone: there is no difference to try otherwise" in said
    assert "No two outlets can be compared" not in said
