"""The report in a real browser: it asks for nothing, runs nothing, fits, and every number opens and closes its passages."""

from urllib.parse import quote

import pytest
from browser import CHROMIUM, DRIVER, Browser
from pages import built, corpus_of, page_of, some, write_page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="needs Debian's chromium and chromium-driver"),
]
WIDER = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
FIRST = "td a.n"


@pytest.fixture(scope="module")
def browser():
    browser = Browser()
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def page():
    return built() / "demo/index.html"


def target(browser):
    return browser.run("return location.hash")


def shown(browser):
    """Headings of the panels that can be seen."""
    script = "return [...document.querySelectorAll('.panel')].filter(p => p.firstChild.offsetHeight).map(p => p.querySelector('h3').textContent)"
    return browser.run(script)


@pytest.mark.parametrize("width", [390, 768, 1280, 1600])
def test_the_page_fits_its_window_and_asks_for_nothing_else(browser, page, width):
    browser.open(page, width)
    assert browser.run(WIDER) == 0
    assert browser.requests() == [page.as_uri()]
    assert browser.logs("browser") == []


@pytest.mark.parametrize("width", [390, 1280])
def test_the_index_fits_and_leads_to_the_report(browser, page, width):
    browser.open(page.parent.parent / "index.html", width)
    assert browser.run(WIDER) == 0
    browser.click("h2 a")
    assert browser.run("return document.title") == browser.run("return document.querySelector('h1').textContent")


@pytest.mark.parametrize("width", [390, 1280])
def test_a_number_opens_its_passages_and_the_way_back_leads_to_it(browser, page, width):
    browser.open(page, width)
    assert shown(browser) == []
    browser.click("td[data-label='own words'] a.n")
    assert len(shown(browser)) == 1
    inside = browser.run(
        "const r = document.querySelector('.panel:target').getBoundingClientRect(); return [r.left, r.right]"
    )
    assert inside[0] >= 0 and inside[1] <= width
    assert browser.run("return document.querySelectorAll('.panel:target mark').length") >= 1
    browser.click(".panel:target .back a")
    assert shown(browser) == [] and target(browser).startswith("#bp-")
    assert browser.run(WIDER) == 0


def test_a_coarse_number_lists_its_parts_and_each_part_opens(browser, page):
    browser.open(page)
    browser.click(FIRST)
    assert " in all, in " in browser.run("return document.querySelector('.panel:target p + h3 + p').textContent")
    browser.click(".panel:target li a")
    assert browser.run("return document.querySelectorAll('.panel:target mark').length") >= 1


def test_the_whole_way_goes_by_keyboard(browser, page):
    browser.open(page)
    browser.run("document.querySelector(arguments[0]).focus()", FIRST)
    ring = browser.run("return getComputedStyle(document.activeElement).outlineStyle")
    browser.press("Enter")
    assert len(shown(browser)) == 1
    browser.press("Tab")
    assert browser.run("return document.activeElement.textContent") == "Back to the number"
    assert "solid" in (ring, browser.run("return getComputedStyle(document.activeElement).outlineStyle"))
    browser.press("Enter")
    assert shown(browser) == []
    assert browser.run("return document.activeElement === document.querySelector(arguments[0])", FIRST)


def test_the_browsers_own_way_back_closes_the_passages_too(browser, page):
    browser.open(page)
    browser.click("td[data-label='own words'] a.n")
    place = browser.run("return scrollY")
    number = "return document.querySelector(\"td[data-label='own words'] a.n\").getBoundingClientRect().top"
    assert len(shown(browser)) == 1 and 0 < browser.run(number) < 900  # the page has not moved beneath the panel
    browser.send("POST", "/back")
    assert shown(browser) == [] and target(browser) == "" and browser.run("return scrollY") == place


def test_a_dot_opens_the_same_passages_as_the_number_in_the_table(browser, page):
    browser.open(page)
    link = browser.run("return document.querySelector('figure svg a').getAttribute('href')")
    assert browser.run("return document.querySelectorAll('td a[href=\"' + arguments[0] + '\"]').length", link) >= 1


def test_all_passages_stand_in_one_list_that_outlet_name_and_voice_narrow(browser, page):
    browser.open(page)
    browser.click("a[href='#evidence']")
    everything = shown(browser)
    assert len(everything) > 100 and browser.run(WIDER) == 0
    browser.click("label:has(#o0)")
    outlet = label(browser, "o0")
    mine = shown(browser)
    assert mine == [heading for heading in everything if heading.startswith(f"{outlet}:")] and 0 < len(mine) < len(
        everything
    )
    browser.run("document.querySelector('#f-quoted').focus()")
    browser.press("Space")
    quoted = shown(browser)
    assert all(", quoted," in heading for heading in quoted)
    browser.click("label:has(#by-outlet-all)")
    assert set(shown(browser)) == {heading for heading in everything if ", quoted," in heading}
    browser.click("label:has(#by-voice-all)")
    browser.click("label:has(#t1)")
    named = shown(browser)
    assert named == [heading for heading in everything if f": “{label(browser, 't1')}”, " in heading] and named
    # What the list is narrowed to holds for the list: a number outside it still opens what it counts.
    browser.click("#evidence .filters .back a")
    assert shown(browser) == []
    browser.run("location.hash = document.querySelector('.panel:not(.t1):not(.sum)').id")
    assert len(shown(browser)) == 1


def label(browser, name):
    return browser.run("return document.querySelector(`label:has(#${arguments[0]})`).textContent", name).strip()


@pytest.mark.parametrize("closed", [".panel.f-quoted li p:last-child", "main details li"])
def test_the_browsers_search_finds_and_opens_what_is_closed(browser, page, closed):
    # A link to words (#:~:text=) looks for them as the browser's search does; no script can start that search itself.
    browser.open(page)
    last = "const found = [...document.querySelectorAll(arguments[0])].at(-1); "
    text = browser.run(f"{last} return found.textContent", closed)
    visible = f"{last} return found.checkVisibility({{contentVisibilityAuto: true}}) && found.offsetHeight > 0"
    assert not browser.run(visible, closed)
    words = quote(" ".join(text.split()[:7]), safe="")
    browser.send("POST", "/url", url="about:blank")
    browser.send("POST", "/url", url=f"{page.as_uri()}#:~:text={words}")
    assert browser.becomes(visible, closed)
    assert browser.becomes("return scrollY > 0") and browser.run(WIDER) == 0


def test_print_is_light_cuts_no_table_and_leaves_out_what_only_a_screen_can_do(browser, page):
    # As wide as a sheet of A4 between its margins; a reader whose screen is dark prints too.
    browser.open(page, 680, media="print", prefers_color_scheme="dark")
    grounds = (
        "return ['body', 'mark', '.v-quoted'].map(s => getComputedStyle(document.querySelector(s)).backgroundColor)"
    )
    assert browser.run(grounds) == ["rgb(255, 255, 255)", "rgb(251, 231, 161)", "rgb(216, 232, 243)"]
    right = "return [...document.querySelectorAll('main table, main svg')].map(e => e.getBoundingClientRect().right)"
    edges = browser.run(right)
    assert len(edges) > 40 and max(edges) <= 680
    hidden = "return ['nav', '#evidence', '.skip'].map(s => document.querySelector(s).offsetHeight)"
    assert browser.run(hidden) == [0, 0, 0]


def test_dark_is_dark_and_print_shows_tables_and_hides_panels(browser, page):
    background = "return getComputedStyle(document.body).backgroundColor"
    browser.open(page)
    light = browser.run(background)
    browser.open(page, prefers_color_scheme="dark")
    assert browser.run(background) != light
    browser.open(page, media="print")
    browser.run("location.hash = document.querySelector('.panel').id")
    assert shown(browser) == []
    assert browser.run(
        "return [...document.querySelectorAll('main table')].every(t => t.closest('.panel') || t.offsetHeight)"
    )


def test_a_hostile_corpus_opens_no_dialog_and_no_connection(browser, tmp_path):
    evil = "<script>alert(1)</script><img src=//x.example/i onerror=alert(2)><a href=javascript:alert(3)>x</a>"
    cold = "The illegal immigrants came. Two undocumented workers were held."
    rows = some(3, f"Post {evil}", f"{cold} {evil}", title=evil) + some(3, "W" * 5000, f"{cold} " + "x" * 3000)
    write_page(page_of(corpus_of(rows, tmp_path), tmp_path), tmp_path / "page.html", title=evil)
    for width in (390, 1280):
        browser.open(tmp_path / "page.html", width)
        assert browser.requests() == [(tmp_path / "page.html").as_uri()]
        assert browser.logs("browser") == []
        assert browser.run(WIDER) == 0
