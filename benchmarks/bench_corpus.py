"""The corpus that everything is timed on: made anew at each run, the same every time, outside the project.

python benchmarks/bench_corpus.py 1000000 FOLDER    one file alone, for `framing measure`
"""

from __future__ import annotations

import csv
import gzip
import json
import random
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ALLSIDES = ROOT.parent / "shared" / "data" / "allsides_sample.jsonl.gz"
DEMO = ROOT / "corpus" / "demo"
SEED = 20_261_122
ROWS = 2_000


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


def articles(n: int) -> Iterator[tuple[str, str]]:
    """(outlet, text) of n articles: the source's in a fixed shuffle; beyond its size, paragraphs of two are crossed."""
    _, texts = source()
    draw = random.Random(SEED)
    draw.shuffle(texts)
    yield from texts[:n]
    for _ in range(n - len(texts)):
        (outlet, first), (_, second) = draw.choice(texts), draw.choice(texts)
        parts = [p for p in (first.split("\n\n")[::2] + second.split("\n\n")[1::2]) if p.strip()]
        yield outlet, "\n\n".join(parts) or first


def make(n: int, folder: Path) -> Path:
    """A Parquet file of n articles, written as they are made: a million takes no more memory than the source."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    path, made = folder / f"articles-{n}.parquet", articles(n)
    schema = pa.schema([(name, pa.string()) for name in ("article_id", "outlet", "published", "text")])
    with pq.ParquetWriter(path, schema) as file:
        for start in range(0, n, ROWS):
            outlets, texts = zip(*islice(made, ROWS), strict=True)
            numbers = range(start, start + len(texts))
            published = [f"20{12 + i % 9}-0{1 + i % 9}-15" for i in numbers]
            file.write_table(pa.table([[f"a{i:07}" for i in numbers], outlets, published, texts], schema=schema))
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


if __name__ == "__main__":
    print(make(int(sys.argv[1]), Path(sys.argv[2])))
