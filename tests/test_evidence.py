"""The page as a file, and the passages behind its numbers."""

import csv
import re
from pathlib import Path

import pytest
from pages import built

from framing.render import faults

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def report():
    return built() / "demo"


@pytest.fixture(scope="module")
def html(report):
    return (report / "index.html").read_text(encoding="utf-8")


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
    images = re.findall(r'<span role="img" aria-label="[^"]+"></span>\s*<svg aria-hidden="true" ', html)
    assert len(images) == html.count("<svg ") > 10


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
        assert min(contrast(scheme["ink"], scheme[ground]) for ground in ("mark", "quoted", "reported")) >= 4.5
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
    found = re.findall(r'<div class="panel[^"]*" id="(p-\w+)".*?<h3>(.*?)</h3>(.*?)</div></div>', html, re.DOTALL)
    return {name: (heading, body) for name, heading, body in found}


def test_every_number_opens_as_many_passages_as_it_says(html):
    panels = panels_of(html)
    checked = 0
    for target, number in re.findall(r'<a class="n"[^>]*href="#(p-\w+)">([\d,]+)</a>', html):
        heading, body = panels[target]
        if "words of" in heading:
            continue  # words are counted there, passages shown
        n = int(re.search(r"([\d,]+) (?:passages?|in all)", body)[1].replace(",", ""))
        if re.search(r"\((speaker|quotation|term|figure); ", heading):  # a cell of a story opens all sides
            assert int(number.replace(",", "")) in (n, *map(int, re.findall(r"</a>: (\d+)</li>", body))), heading
            continue
        assert n == int(number.replace(",", "")), heading
        if "in all" in body:
            assert sum(int(part) for part in re.findall(r"</a>: (\d+)</li>", body)) == n
        else:
            shown = len(re.findall(r"<li>", body))
            assert shown == n or (0 < shown <= 20 and f"{shown} of them drawn by lot" in body)
        checked += 1
    assert checked > 150


def test_every_share_opens_the_names_that_it_counts(html):
    panels = panels_of(html)
    shares = re.findall(r'href="#(p-\w+)">[\d<]+ %</a><small>[^<]*<br>([\d,]+)&nbsp;of', html)
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


def test_a_figure_beside_the_page_links_to_the_panels_on_it(report, html):
    links = [
        link
        for path in (report / "figures").glob("*.svg")
        for link in re.findall(r'<a [^>]*href="([^"]+)"', path.read_text())
    ]
    assert len(links) > 20
    assert all(link.removeprefix("../index.html#") in panels_of(html) for link in links)
