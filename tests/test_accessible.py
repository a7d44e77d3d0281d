"""axe-core finds nothing wrong with any page that we make: light, dark, on a phone, panels open, hostile words in it."""

import pandas as pd
import pytest
from browser import CHROMIUM, DRIVER, Browser
from pages import built, corpus_of, page_of, write_page
from test_bad_inputs import CASES, LIVE, make
from test_reliability_safe import HOSTILE

from framing.errors import InputError
from framing.places import shipped
from framing.project.changes import Changes
from framing.project.site import changes_page
from framing.reading import read_corpus
from framing.report import build_report

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="needs Debian's chromium and chromium-driver"),
]
# Both colour schemes, a desk and a phone, in as few runs as that takes.
LOOKS = [(1280, "light"), (390, "dark")]
looks = pytest.mark.parametrize("width, scheme", LOOKS)


@pytest.fixture(scope="module")
def browser():
    browser = Browser()
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    """The profile of an outlet, the page on the corpus, and on what changed."""
    folder = tmp_path_factory.mktemp("reports")
    build_report(shipped("corpus/demo"), to=folder, name="outlet", notebook="outlet", parameters={"outlet": "Herald"})
    build_report(shipped("corpus/demo"), to=folder, name="corpus", notebook="corpus")
    came = pd.DataFrame([("came", "a1", "Herald", "2021-03-09", "Flood")], columns=CAME)
    moved = pd.DataFrame([("shares", "Herald, alien", "share", 0.2, 0.1, 0.3, 0.5)], columns=MOVED)
    (folder / "changes").mkdir()
    page = changes_page("Who says what?", "2021-03-09", "2021-03-10", Changes(came, moved, 120))
    (folder / "changes/index.html").write_text(page, encoding="utf-8")
    return folder


CAME = ["change", "article_id", "outlet", "published", "headline"]
MOVED = ["table", "what", "measure", "before", "low", "high", "after"]


@looks
def test_nothing_is_wrong_with_the_comparative_report(browser, width, scheme):
    browser.open(built() / "demo/index.html", width, prefers_color_scheme=scheme)
    assert browser.audit() == []


@looks
def test_nothing_is_wrong_with_an_open_panel_and_with_the_filters(browser, reports, width, scheme):
    for place, within in (("td a.n", ".panel:target"), ("a[href='#evidence']", "#evidence .filters")):
        browser.open(reports / "outlet/index.html", width, prefers_color_scheme=scheme)
        browser.click(place)
        assert browser.audit(within) == []


@looks
@pytest.mark.parametrize("name", ["outlet", "corpus", "changes", ""])
def test_nothing_is_wrong_with_the_other_pages(browser, reports, name, width, scheme):
    browser.open(reports / name / "index.html", width, prefers_color_scheme=scheme)
    assert browser.audit() == []


@pytest.mark.shared
@pytest.mark.skipif(not CASES, reason="../shared is absent: no bad_inputs.py")
def test_nothing_is_wrong_with_or_done_by_a_page_of_every_hostile_input(browser, tmp_path):
    rows = [
        {"outlet": f"Post {evil}", "title": evil, "text": f"The illegal immigrants came. {evil} said {evil}."}
        for evil in HOSTILE
    ]
    read = 0
    # One of them is there for its many files, some for their size.
    for name, case in CASES.items():
        if name in LIVE | {"x24_many_files"}:
            continue
        try:
            found = read_corpus(make(case, tmp_path / name), max_skipped=1).articles
        except InputError:
            continue
        found = found[found["text"].str.len() < 50_000]
        rows += [{"outlet": f"{r.outlet} {name[:3]}", "title": r.headline, "text": r.text} for r in found.itertuples()]
        read += 1
    assert read > 60 and len(rows) > 250
    write_page(page_of(corpus_of(rows, tmp_path), tmp_path), tmp_path / "page.html", title=HOSTILE[0])
    for width, scheme in LOOKS:
        browser.open(tmp_path / "page.html", width, prefers_color_scheme=scheme)
        assert browser.requests() == [(tmp_path / "page.html").as_uri()]
        assert browser.logs("browser") == []
        assert browser.audit() == []


def test_axe_core_sees_what_is_wrong(browser, tmp_path):
    wrong = (
        '<main><h1>a</h1><table><tr><td>b</table><p style="color:#aaa;background:#fff">pale</p><a href="#x"></a></main>'
    )
    (tmp_path / "wrong.html").write_text(f"<!doctype html><title>x</title>{wrong}", encoding="utf-8")
    browser.open(tmp_path / "wrong.html")
    assert {"color-contrast", "html-has-lang", "link-name"} <= {rule for _, rule, _ in browser.audit()}
