"""How the numbers came about, what they are worth, and what they rest on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from framing.places import PACKAGE
from framing.show.copied import copies_told
from framing.show.filters import filters
from framing.show.html import Html, bdi, count, esc, listed
from framing.show.page import Page

# What benchmarks/layers.py measured against people's annotations; benchmarks/RESULTS.md says with which data.
MEASURED: dict[str, str] = json.loads((PACKAGE / "measured.json").read_text(encoding="utf-8"))
AGREEMENT = f"Valence is a word list’s (VADER). Its agreement with people: {MEASURED['sentence valence']}."

LIMITS = (
    "These articles are what the corpus holds, not what the outlets printed. An interval is about an outlet’s choices on "
    "this topic in this period, of which these articles are a sample; it does not hold the errors of the measures.",
    "A name is counted where the lexicon knows its form. What nobody listed is not seen, and irony, denial and talk about "
    "a word are seen only in their plainest forms.",
    "In reported speech the noun is usually the reporter’s, so wording counts reported words as the outlet’s. Where a "
    "speaker’s own term is repeated without quotation marks, that is wrong.",
    "The page shows differences of naming, sourcing and tone. What they mean is for the reader to argue.",
)

METHOD = (
    "The text of each article is kept as published; zones (headline, caption, page furniture …), sentences, voices and "
    "names are laid over it. Only the body counts, headlines stand apart. A voice is <i>own</i>, <i>quoted</i> (in quotation "
    "marks) or <i>reported</i> (attributed without them). A name that is no usage is set aside with its reason.",
    "Shares have Wilson intervals on the names that the articles are effectively worth, since names in one article resemble "
    "each other; means have t intervals with moderated variance; the unit is the article, copies count once. Two outlets "
    "are ranked only where <i>q</i> (Benjamini–Hochberg over all pairs and names) is below .05. Imprecise: an interval wider "
    "than 30 points, fewer than 30 effective names, or fewer than 8 degrees of freedom.",
)


def method(page: Page) -> Html:
    """The box on method with the measured error rates, and the limits."""
    rates = "".join(f"<dt>{esc(what)}</dt><dd>{esc(rate)}</dd>" for what, rate in MEASURED.items())
    measured = (
        f'<h3>How well it reads</h3><dl class="facts">{rates}</dl><p>Measured on texts that others coded, not on this corpus: '
        "before a figure is published, a sample of its passages should be read.</p>"
    )
    text = "".join(f"<p>{paragraph}</p>" for paragraph in METHOD)
    limits = "".join(f"<li>{limit}</li>" for limit in LIMITS)
    drawn = f"<p>{copies_told(page.layers, **page.view)} Passages are drawn by lot with seed {page.ledger.seed}.</p>"
    return Html(f'<div class="box">{text}{drawn}{measured}</div><h3>Limits</h3><ul>{limits}</ul>')


def provenance(page: Page, parameters: Mapping[str, Any]) -> Html:
    """What the page was made from: corpus, lexicon, versions, parameters, and how to cite it."""
    about = page.layers.about
    files = about.get("files", {})
    versions = about.get("versions", {})
    given = ", ".join(f"{name}={value!r}" for name, value in parameters.items())
    lexicon = f"{about.get('lexicon', '')} {about.get('lexicon_version', '')}".strip()
    facts = {
        "Corpus": f"{count(len(page.layers.articles), 'article')} from {count(len(files), 'file')}",
        "Lexicon": f"{esc(lexicon)}, sha256 <code>{esc(str(about.get('lexicon_sha256', ''))[:16])}</code>",
        "Survey": f"sha256 <code>{esc(str(about.get('survey_sha256', ''))[:16])}</code>",
        "Versions": esc(", ".join(f"{name} {version}" for name, version in sorted(versions.items()))),
        "Parameters": f"<code>{esc(given, most=600)}</code>",
        "Files": "<code>manifest.json</code> beside this page has the sha256 of every source file and every output",
        "Tables": listed(
            [f"<code>{name}</code>" for name in ("tables/*.csv", "tables/*.tex", "figures/*.svg", "figures/*.png")]
        )
        + ". A text cell that a spreadsheet would take for a formula begins with an apostrophe",
        "Cite": f"framing {esc(str(versions.get('media-framing', '')))}, lexicon {esc(lexicon)}: {bdi(page.title)} "
        "(<code>cite.txt</code>, <code>cite.bib</code>)",
    }
    items = "".join(f"<dt>{name}</dt><dd>{text}</dd>" for name, text in facts.items())
    return Html(f'<dl class="facts">{items}</dl>')


def evidence(page: Page) -> Html:
    """The panels that the page's numbers open; made last, when all numbers have asked."""
    return Html(
        '<section id="evidence" class="wide" aria-label="Passages behind the numbers">'
        '<p class="note">Every linked number above opens the passages that it counts. <code>tables/evidence.csv</code> has all of them: '
        "<code>panel</code> ends the address that a number opens, <code>n</code> adds up to the number.</p>"
        f"{filters(page)}"
        f"{page.ledger.html(page.outlets)}</section>"
    )
