"""Tables for a paper: CSV without formulas, LaTeX without surprises, figures at print size, something to cite."""

import re
import struct

import pandas as pd
import pytest
from pages import built

from framing.export import MOST_PRINTED, csv_text, latex_text

FORMULAS = ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "＝1"]


@pytest.fixture(scope="module")
def report():
    return built() / "demo"


@pytest.mark.parametrize("text", FORMULAS)
def test_a_cell_that_a_spreadsheet_would_run_begins_with_an_apostrophe(text):
    assert f"'{text}" in csv_text(pd.DataFrame({"outlet": [text]})).replace("\r\n", "\n")


def test_latex_escapes_what_latex_would_read():
    said = latex_text(pd.DataFrame({"outlet": ["A & B_c 5% $x {y} #1 \\input~^"], "n": [1], "share": [float("nan")]}))
    assert r"A \& B\_c 5\% \$x \{y\} \#1 \textbackslash input" in said and r" & 1 & -- \\" in said


def test_latex_leaves_out_rows_of_nothing_and_says_how_many_it_does_not_print():
    n = MOST_PRINTED + 5
    table = pd.DataFrame({"outlet": [f"o{i}" for i in range(2 * n)], "n": [i % 2 for i in range(2 * n)]})
    lines = latex_text(table).split("\n")
    assert lines[0] == f"% the first {MOST_PRINTED} of {n} rows"
    assert sum(line.endswith(r"& 1 \\") for line in lines) == MOST_PRINTED and not any(
        r"& 0 \\" in line for line in lines
    )


def test_a_report_has_its_measures_for_latex_and_its_figures_at_print_size(report):
    assert {path.stem for path in (report / "tables").glob("*.tex")} >= {"shares", "marking", "contrasts", "tone"}
    figures = {path.stem for path in (report / "figures").glob("*.svg")}
    assert figures and figures == {path.stem for path in (report / "figures").glob("*.png")}
    for path in (report / "figures").glob("*.png"):
        width, _ = struct.unpack(">II", path.read_bytes()[16:24])
        assert width >= 900, "three inches at 300 dots"


def test_a_report_says_how_to_cite_it(report):
    entries = re.findall(
        r"@misc\{([\w-]+),\n((?:  \w+ = \{.*\},\n)+)\}\n", (report / "cite.bib").read_text(encoding="utf-8")
    )
    assert [key for key, _ in entries] == ["framing", "framing-lexicon", "framing-corpus"]
    said = (report / "cite.txt").read_text(encoding="utf-8")
    assert (
        "57 articles of 8 outlets" in said and "immigration 1.0.0" in said and re.search(r"sha256 [0-9a-f]{64}\.", said)
    )
