"""The report: what a run leaves behind, what it refuses, what a page says, and the passages behind its numbers."""

import csv
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pages import built, corpus_of, page_of, some, text_of

from framing.errors import FramingError, LockError, UsageError
from framing.publish import lock, publish, put, slug
from framing.render import faults
from framing.report import build_report

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
COLD = "The illegal immigrants came at night. Two illegal immigrants were held, and illegal aliens fled."
WARM = "The undocumented immigrants came at night. Two undocumented workers were held, and immigrants fled."


@pytest.fixture(scope="module")
def report():
    return built() / "demo"


@pytest.fixture(scope="module")
def html(report):
    return (report / "index.html").read_text(encoding="utf-8")


# --- what a run leaves behind ---


def test_a_report_is_a_page_with_tables_figures_and_a_manifest_that_knows_every_file(report):
    manifest = json.loads((report / "manifest.json").read_text(encoding="utf-8"))
    files = {p.relative_to(report).as_posix() for p in report.rglob("*") if p.is_file()} - {"manifest.json"}
    assert {"index.html", "tables/shares.csv", "tables/passages.csv", "figures/voices.svg"} <= files
    assert set(manifest["outputs"]) == files
    for name, value in manifest["outputs"].items():
        assert hashlib.sha256((report / name).read_bytes()).hexdigest() == value
    assert manifest["lexicon"]["name"] == "immigration" and len(manifest["source"]) > 50
    assert "Who says" in (report.parent / "index.html").read_text(encoding="utf-8")


def test_equal_inputs_give_equal_bytes_whatever_hash_seed_time_zone_and_locale(report, tmp_path):
    strange = {**os.environ, "PYTHONHASHSEED": "77", "TZ": "Asia/Tokyo", "LC_ALL": "C", "HOME": str(tmp_path)}
    command = [
        sys.executable,
        "-m",
        "framing",
        "report",
        str(ROOT / "corpus/demo"),
        "--to",
        str(tmp_path),
        "--name",
        "demo",
    ]
    done = subprocess.run(command, env=strange, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    again = json.loads((tmp_path / "demo/manifest.json").read_text(encoding="utf-8"))
    assert again == json.loads((report / "manifest.json").read_text(encoding="utf-8"))


def test_no_output_names_this_machine_its_user_or_a_time(report):
    secrets = {str(Path.home()), str(ROOT), "/tmp", str(report.parent)} - {"/"}
    files = [p for p in report.parent.rglob("*") if p.suffix in (".html", ".json", ".csv", ".svg")]
    assert len(files) > 10
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert not [secret for secret in secrets if secret in text], path


# --- what it refuses ---


@pytest.mark.parametrize(
    "parameters, said",
    [
        ({"outlest": "Courier"}, "Did you mean 'outlets'?"),
        ({"layers": "elsewhere"}, "unknown parameter 'layers'"),
        ({"seed": "three"}, "parameter seed: 'three' is not a whole number"),
        ({"outlets": "Curier"}, "Did you mean 'Courier'?"),
        ({"referents": ["people with status"]}, "Did you mean 'people without status'?"),
        ({"order_by": "sectoin"}, "Did you mean 'section'?"),
        ({"since": "March"}, "date 'March'"),
        ({"until": "1999"}, "no article is left"),
    ],
)
def test_a_wrong_parameter_stops_the_run_and_names_the_nearest(
    demo, demo_layers, tmp_path, monkeypatch, parameters, said
):
    monkeypatch.setattr(sys.modules["framing.annotate"], "annotate", lambda *_, **__: demo_layers)
    monkeypatch.setattr("framing.report.run", lambda *_: pytest.fail("a kernel was started"))
    with pytest.raises(UsageError) as error:
        build_report(demo, to=tmp_path, parameters=parameters)
    assert said in str(error.value) and "\n" not in str(error.value)


def test_a_second_run_is_told_which_lock_is_held(demo, tmp_path):
    with lock(tmp_path), pytest.raises(LockError, match=r"\.lock: another run"):
        build_report(demo, to=tmp_path)


def test_a_run_that_fails_leaves_the_last_report_as_it_was(demo, demo_layers, tmp_path, monkeypatch):
    monkeypatch.setattr(sys.modules["framing.annotate"], "annotate", lambda *_, **__: demo_layers)
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo/index.html").write_text("yesterday's")

    def fail(*_):
        raise FramingError("notebook 'comparative', cell 5: ValueError: no")

    monkeypatch.setattr("framing.report.run", fail)
    with pytest.raises(FramingError, match="cell 5"):
        build_report(demo, to=tmp_path, name="demo")
    assert [p.name for p in (tmp_path / "demo").iterdir()] == ["index.html"]
    assert (tmp_path / "demo/index.html").read_text() == "yesterday's"


@pytest.mark.parametrize("call", ["fsync", "replace"])
@pytest.mark.parametrize("k", range(1, 7))
def test_when_the_kth_call_fails_every_file_is_the_old_or_the_new_one(tmp_path, monkeypatch, call, k):
    built_now, place = tmp_path / "built", tmp_path / "place"
    for folder, word in ((built_now, "new"), (place, "old")):
        (folder / "tables").mkdir(parents=True)
        for name in ("index.html", "tables/a.csv"):
            (folder / name).write_text(word)
    real, calls = getattr(os, call), []

    def failing(*arguments):
        calls.append(1)
        if len(calls) == k:
            raise OSError(28, "No space left on device")
        return real(*arguments)

    monkeypatch.setattr(os, call, failing)
    try:
        publish(built_now, place, {})
    except OSError:
        pass
    monkeypatch.undo()
    texts = [(place / name).read_text() for name in ("tables/a.csv", "index.html")]
    assert texts in (["old", "old"], ["new", "old"], ["new", "new"])
    assert not list(place.rglob("*.draft"))
    publish(built_now, place, {})
    assert (place / "index.html").read_text() == "new" and (place / "manifest.json").is_file()


def test_an_unchanged_file_is_not_touched_and_a_stale_one_goes(tmp_path):
    built_now, place = tmp_path / "built", tmp_path / "place"
    (built_now / "tables").mkdir(parents=True)
    (built_now / "index.html").write_text("same")
    (built_now / "tables/b.csv").write_text("b")
    publish(built_now, place, {})
    os.utime(place / "index.html", (1, 1))
    (built_now / "tables/b.csv").unlink()
    publish(built_now, place, {})
    assert (place / "index.html").stat().st_mtime == 1
    assert not (place / "tables/b.csv").exists()


def test_a_name_never_becomes_a_path():
    assert [slug(name) for name in ("../../etc", "a/b", "", ".hidden", "x" * 300)] == [
        "etc",
        "a-b",
        "report",
        "hidden",
        "x" * 80,
    ]


def test_a_half_written_draft_is_never_seen(tmp_path, monkeypatch):
    put(tmp_path / "a", b"old")
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError(30, "read-only")))
    with pytest.raises(OSError):
        put(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"old" and len(list(tmp_path.iterdir())) == 1


# --- the page as a file ---


def test_the_page_is_self_contained_and_says_so_first(html):
    head = html.index("<head>")
    assert (
        html[head:]
        .split("\n")[1]
        .startswith('<meta http-equiv="Content-Security-Policy" content="default-src \'none\';')
    )
    assert faults(html) == []
    assert len(html) < 3_000_000


@pytest.mark.parametrize(
    "bad, said",
    [
        ("<script>1</script>", "element <script>"),
        ('<a href="javascript:alert(1)">x</a>', "link javascript"),
        ('<svg onload="x()"></svg>', "attribute onload"),
        ('<img src="https://x.example/i.png">', "element <img>"),
        ('<a href="#nowhere">x</a>', "no target"),
        ('<p id="a"></p><p id="a"></p>', "id a twice"),
    ],
)
def test_a_page_that_loads_runs_or_leads_nowhere_is_not_published(bad, said):
    assert any(said in fault for fault in faults(bad))


def test_headings_go_down_one_level_at_a_time_and_headers_have_a_scope(html):
    main = html.split('<div class="panels">')[0]
    levels = [int(level) for level in re.findall(r"<h([1-6])", main)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in zip(levels, levels[1:], strict=False))
    assert len(re.findall(r"<th[ >]", main)) == len(re.findall(r'<th[^>]* scope="', main)) > 50
    assert all('aria-label="' in svg for svg in re.findall(r"<svg [^>]*>", html))


def test_what_is_displayed_has_enough_contrast_in_light_dark_and_print():
    css = (ROOT / "framing/template/report/page.css").read_text(encoding="utf-8")
    schemes = [
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})", block))
        for block in re.findall(r":root \{(.*?)\}", css, re.DOTALL)
    ]
    light, dark, printed = schemes
    checked = 0
    for scheme in (light, {**light, **dark}, {**light, **printed}):
        for ink in ("ink", "muted", "accent", "warn", *(f"group-{i}" for i in range(5))):
            for ground in ("paper", "panel"):
                assert contrast(scheme[ink], scheme[ground]) >= 4.5, (ink, ground, scheme[ink])
                checked += 1
        assert contrast(scheme["ink"], scheme["mark"]) >= 4.5
    assert checked == 54


def contrast(first, second):
    """The ratio of WCAG 2.1: (L1 + .05) / (L2 + .05)."""

    def light(colour):
        digits = colour[1:] if len(colour) == 7 else "".join(2 * c for c in colour[1:])
        parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(first), light(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


# --- evidence ---


def panels_of(html):
    found = re.findall(r'<section class="panel" id="(p-\w+)".*?<h3>(.*?)</h3>(.*?)</section>', html, re.DOTALL)
    return {name: (heading, body) for name, heading, body in found}


def test_every_number_opens_as_many_passages_as_it_says(html):
    panels = panels_of(html)
    checked = 0
    for target, number in re.findall(r'<a class="n"[^>]*href="#(p-\w+)">([\d,]+)</a>', html):
        heading, body = panels[target]
        if "words of" in heading:
            continue  # words are counted there, passages shown
        n = int(re.search(r"([\d,]+) (?:passages?|in all)", body)[1].replace(",", ""))
        assert n == int(number.replace(",", "")), heading
        if "in all" in body:
            assert sum(int(part) for part in re.findall(r"</a>: (\d+)</li>", body)) == n
        else:
            assert len(re.findall(r"<li>", body)) == min(n, 20)
        checked += 1
    assert checked > 150


def test_every_share_opens_the_names_that_it_counts(html):
    panels = panels_of(html)
    shares = re.findall(r'href="#(p-\w+)">[\d<]+ %</a><small>[^<]*· ([\d,]+)&nbsp;of', html)
    assert len(shares) > 20
    for target, number in shares:
        heading, body = panels[target]
        assert re.search(r"([\d,]+) (?:passages?|in all)", body)[1] == number, heading


def test_a_share_rests_on_the_passages_in_the_table_beside_the_page(report, html):
    with (report / "tables/passages.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if not row["excluded"]]
    with (report / "tables/shares.csv").open(encoding="utf-8") as file:
        shares = [row for row in csv.DictReader(file) if int(row["n"])]
    assert len(shares) > 30
    for share in shares:
        same = [
            r
            for r in rows
            if (r["outlet"], r["referent"], r["term"]) == (share["outlet"], share["referent"], share["term"])
        ]
        assert sum(r["zone"] == "body" and r["voice"] != "quoted" for r in same) == int(share["n"])


def test_the_passages_of_a_cell_are_those_that_the_library_draws(html, demo_layers):
    from framing.passages import passages

    _, body = next(p for p in panels_of(html).values() if p[0] == "Herald: “undocumented person”, own words, body")
    drawn = passages(demo_layers, outlet="Herald", term="undocumented person", voice="own", most=20)
    marked = re.findall(r"<mark>(.*?)</mark>", body)
    assert len(marked) == len(drawn) and sorted(marked) == sorted(drawn["node"])


def test_each_passage_of_a_name_is_written_in_one_panel(html):
    panels_with = {}
    for name, (heading, body) in panels_of(html).items():
        if heading.endswith((", body", ", headline")):
            for line in re.findall(r"<li><p class.*?</li>", body, re.DOTALL):
                panels_with.setdefault((heading.split(":")[0], line), set()).add(name)
    assert len(panels_with) > 100 and all(len(names) == 1 for names in panels_with.values())


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


def test_a_figure_beside_the_page_links_to_the_panels_on_it(report, html):
    links = [
        link
        for path in (report / "figures").glob("*.svg")
        for link in re.findall(r'<a [^>]*href="([^"]+)"', path.read_text())
    ]
    assert len(links) > 20
    assert all(link.removeprefix("../index.html#") in panels_of(html) for link in links)


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
