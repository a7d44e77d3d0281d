"""The files beside a page: its tables in full, as CSV and for LaTeX, and how to cite what it was made with."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.export import csv_text, latex_text
from framing.show.page import Page

if TYPE_CHECKING:
    import pandas as pd

OUT = Path("out")
FOLDER = OUT / "tables"
# Characters of a sentence on each side of a name: real sentences end before, a text without full stops would be
# written out once for each of its names.
CONTEXT = 1_000
# Characters of what a panel counts that stand in `evidence.csv`; its bounds say where the whole is.
LONGEST = 200


def save(page: Page, tables: Mapping[str, pd.DataFrame]) -> None:
    """Write tables as CSV and LaTeX, every passage that the page's numbers count, what was skipped and noticed, and `cite.bib`.

    Called when all numbers of the page have asked for their passages.

    Parameters
    ----------
    page : Page
    tables : mapping
        File name (without its ending) to table.
    """
    more = {
        "passages": _passages(page),
        "evidence": _evidence(page),
        "skipped": page.layers.skipped,
        "notices": page.layers.notices,
    }
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, table in {**tables, **more}.items():
        (FOLDER / f"{name}.csv").write_text(csv_text(table), encoding="utf-8", newline="\n")
    for name, table in tables.items():
        (FOLDER / f"{name}.tex").write_text(latex_text(table), encoding="utf-8", newline="\n")
    for name, text in (("cite.bib", bibtex(page)), ("cite.txt", citation(page))):
        (OUT / name).write_text(text, encoding="utf-8", newline="\n")


def citation(page: Page) -> str:
    """What to cite of a report, as text: the instrument, the lexicon, the corpus, the packages that made the numbers."""
    about, versions = page.layers.about, page.layers.about.get("versions", {})
    packages = ", ".join(f"{name} {version}" for name, version in sorted(versions.items()))
    return (
        f"The framing authors. framing: how news outlets name, source and tone the same events. Version {_version(about)}.\n"
        f"Lexicon: {about.get('lexicon', '')} {about.get('lexicon_version', '')}, sha256 {about.get('lexicon_sha256', '')}.\n"
        f"Corpus: {_corpus(page)}.\nMade with: {packages}.\n"
    )


def bibtex(page: Page) -> str:
    """The same as BibTeX entries: the instrument, the lexicon, the corpus."""
    about = page.layers.about
    name, version = str(about.get("lexicon", "")), str(about.get("lexicon_version", ""))
    ours = {"author": "{The framing authors}"}
    entries = {
        "framing": ours
        | {"title": "{framing: how news outlets name, source and tone the same events}", "version": _version(about)},
        "framing-lexicon": ours
        | {"title": f"{{Lexicon {name}}}", "note": f"Version {version}, sha256 {about.get('lexicon_sha256', '')}"},
        "framing-corpus": {"title": "{Corpus of news articles}", "note": _corpus(page)},
    }
    return "\n".join(
        f"@misc{{{key},\n" + "".join(f"  {field} = {{{value}}},\n" for field, value in fields.items()) + "}\n"
        for key, fields in entries.items()
    )


def _version(about: Mapping[str, Any]) -> str:
    return str(about.get("versions", {}).get("media-framing", ""))


def _corpus(page: Page) -> str:
    """Articles and outlets, and one hash over the hashes of the files they were read from."""
    files = page.layers.about.get("files", {})
    joint = hashlib.sha256("\n".join(sorted(map(str, files.values()))).encode()).hexdigest()
    outlets = page.layers.articles["outlet"].nunique()
    return f"{len(page.layers.articles)} articles of {outlets} outlets, sha256 over its files' hashes {joint}"


def _passages(page: Page) -> pd.DataFrame:
    """Every match in the articles that count, with its sentence; set-aside ones with their reason."""
    articles = page.layers.articles.set_index("article_id")
    rows = page.mentions
    texts = articles["text"].to_dict()
    starts, ends = rows["left"].clip(lower=rows["start"] - CONTEXT), rows["right"].clip(upper=rows["end"] + CONTEXT)
    sentence = [texts[a][start:end] for a, start, end in zip(rows["article_id"], starts, ends, strict=True)]
    facts = {
        column: rows["article_id"].map(articles[column]) for column in ("published", "headline", "source_file", "place")
    }
    table = rows.assign(**facts, sentence=sentence)
    columns = ["outlet", "published", "headline", "referent", "term", "marked", "text", "voice", "speaker", "zone", "excluded",
               "sentence", "article_id", "start", "end", "source_file", "place"]  # fmt: skip
    return table[columns]


def _evidence(page: Page) -> pd.DataFrame:
    """What every panel of the page counts, in full: a number that adds up panels has the rows of all of them."""
    import pandas as pd

    rows = [
        (panel.id, panel.heading, row.article_id, row.start, row.end, row.n, row.about,
         page.texts[row.article_id].text[row.start : min(row.end, row.start + LONGEST)])
        for panel in page.ledger.panels.values()
        for row in sorted(panel.rows, key=lambda row: row[:2])
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["panel", "counts", "article_id", "start", "end", "n", "about", "text"])
