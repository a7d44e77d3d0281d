"""The examples of docs/statistics.md run, each section has one, and no estimator is left unexplained."""

import doctest
import re
from pathlib import Path

import framing as fr

PAGE = Path(__file__).resolve().parents[1] / "docs" / "statistics.md"


def test_the_examples_of_the_page_print_what_it_says():
    found = doctest.testfile(str(PAGE), module_relative=False)
    assert found.attempted >= 30 and found.failed == 0


def test_every_measure_with_an_estimate_is_explained():
    text = PAGE.read_text(encoding="utf-8")
    headings = " ".join(re.findall(r"^## .*", text, flags=re.MULTILINE))
    measures = {"shares", "marking", "article_shares", "rates", "contrasts", "tone", "keyness", "collocates", "dispersion", "trend"}  # fmt: skip
    assert measures <= set(fr.__all__)
    assert [name for name in sorted(measures) if f"`{name}`" not in headings] == []
