"""The corpus that everything is timed on: made anew at each run, the same every time, outside the project."""

from __future__ import annotations

import csv
import gzip
import json
import random
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ALLSIDES = ROOT.parent / "shared" / "data" / "allsides_sample.jsonl.gz"
DEMO = ROOT / "corpus" / "demo"
SEED = 20_261_122


def source() -> tuple[str, list[tuple[str, str]]]:
    """Where the texts are from, and (outlet, text) of each: real articles where they lie beside the checkout."""
    if ALLSIDES.exists():
        with gzip.open(ALLSIDES, "rt", encoding="utf-8") as file:
            rows = [json.loads(line) for line in file]
        return "AllSides articles of ../shared", [
            (row["outlet"] or "unknown", row["text"]) for row in rows if row["text"]
        ]
    with (DEMO / "index.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return "the demo corpus, recombined", [
        (row["outlet"], (DEMO / row["file"]).read_text(encoding="utf-8")) for row in rows
    ]


def make(n: int, folder: Path) -> Path:
    """A Parquet file of n articles: the source's in a fixed shuffle; beyond its size, paragraphs of two are crossed."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = folder / f"articles-{n}.parquet"
    _, texts = source()
    draw = random.Random(SEED)
    draw.shuffle(texts)
    made = texts[:n]
    while len(made) < n:
        (outlet, first), (_, second) = draw.choice(texts), draw.choice(texts)
        parts = [p for p in (first.split("\n\n")[::2] + second.split("\n\n")[1::2]) if p.strip()]
        made.append((outlet, "\n\n".join(parts) or first))
    columns = {
        "article_id": [f"a{i:07}" for i in range(n)], "outlet": [outlet for outlet, _ in made],
        "published": [f"20{12 + i % 9}-0{1 + i % 9}-15" for i in range(n)], "text": [text for _, text in made],
    }  # fmt: skip
    pq.write_table(pa.table(columns), path, row_group_size=2_000)
    return path


def settings(folder: Path) -> Path:
    """What the peers are given beside the texts: spellings of our lexicon's terms, and our abbreviations for Punkt."""
    from framing.lexicon import read_lexicon
    from framing.lexicon.check import realisations
    from framing.lexicon.forms import Gap
    from framing.punkt import ABBREVIATIONS, STARTERS

    terms: dict[str, None] = {}
    for referent in read_lexicon("immigration").referents:
        for term in referent.terms:
            for form in term.forms:
                if not any(isinstance(node, Gap) for node in form.nodes):
                    # The shortest spelling is the singular one, without what may be missing.
                    terms[min(realisations(form.nodes), key=lambda spelling: (len(spelling), spelling)).lower()] = None
    path = folder / "settings.json"
    given = {"terms": sorted(terms), "abbreviations": sorted(ABBREVIATIONS), "starters": sorted(STARTERS)}
    path.write_text(json.dumps(given), encoding="utf-8")
    return path
