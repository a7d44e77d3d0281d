"""How fast copies are found, and with how much memory, for the section "Copies" of RESULTS.md.

    python benchmarks/copies.py 10000 100000

Articles of bench_corpus.py, batch by batch as `framing measure` surveys them: beyond the source's 8,137, each has every third
word from another. With --paragraphs each is made of the paragraphs of two instead, so that it shares half of its text with some
twenty others, which no real corpus does. One in fifty is a planted copy: its last third cut off, under another outlet's name.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import bench_corpus

BATCH, PLANTED = 2_000, 50


def articles(n: int, paragraphs: bool) -> Iterator[tuple[str, str, str]]:
    """(article_id, outlet, text), made as they are asked for."""
    _, texts = bench_corpus.source()
    draw = random.Random(bench_corpus.SEED)
    draw.shuffle(texts)
    before = ("", "", "")
    for i in range(n):
        outlet, text = texts[i % len(texts)]
        if i >= len(texts):
            (outlet, first), (_, second) = draw.choice(texts), draw.choice(texts)
            crossed = _paragraphs if paragraphs else _words
            text = crossed(first, second) or first
        made = (f"a{i:07}", outlet, text)
        if i % PLANTED == PLANTED - 1:
            made = (f"{before[0]}-copy", "Echo", before[2][: len(before[2]) * 2 // 3])
        yield made
        before = made


def _paragraphs(first: str, second: str) -> str:
    return "\n\n".join(p for p in (first.split("\n\n")[::2] + second.split("\n\n")[1::2]) if p.strip())


def _words(first: str, second: str) -> str:
    words, others = first.split(" "), second.split()
    places = range(0, min(len(words), 3 * len(others)), 3)
    words[: 3 * len(places) : 3] = others[: len(places)]
    return " ".join(words)


def survey(n: int, paragraphs: bool) -> str:
    """One row of the table."""
    import pandas as pd

    from framing.shards.files import GatheredParts, keep_part, survey_part
    from framing.survey import merge

    with tempfile.TemporaryDirectory() as folder:
        places, gathered, batch = [], 0.0, []
        for i, row in enumerate(articles(n, paragraphs), 1):
            batch.append(row)
            if i % BATCH == 0 or i == n:
                table = pd.DataFrame(batch, columns=["article_id", "outlet", "text"])
                columns = {name: "" for name in ("producer", "genre", "published", "date_precision", "headline", "byline", "section",
                           "url", "story", "cluster", "language", "source_file", "place", "sha256")}  # fmt: skip
                places.append(keep_part(table.assign(headline_end=pd.NA, **columns), Path(folder)))
                began = time.process_time()
                survey_part(str(places[-1]))
                gathered += time.process_time() - began
                places[-1].unlink()
                batch = []
        began = time.process_time()
        copies = merge(GatheredParts(places)).copies
        merged = time.process_time() - began
    planted = {f"{article}-copy" for article in (f"a{i:07}" for i in range(PLANTED - 2, n, PLANTED))}
    found = sum(
        name in copies or any(copy.of == name for copy in copies.values()) for name in sorted(planted - set(copies))
    )
    found += len(planted & set(copies))
    rate = n / (gathered + merged)
    ms = f"{1000 * gathered / n:.2f} | {1000 * merged / n:.2f} | {rate:,.0f}"
    return f"| {n:,} | {ms} | {_peak():,.0f} | {found:,} of {len(planted):,} | {len(copies) - found:,} |"


def _peak() -> float:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="+")
    parser.add_argument("--paragraphs", action="store_true", help="cross paragraphs, not words")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(survey(options.sizes[0], options.paragraphs))
        return
    head = "articles | reading each, ms | comparing, ms an article | articles a second | peak MB | planted copies found | other pairs"
    print(f"| {head} |\n|{'-|' * 7}", flush=True)
    for size in options.sizes:
        more = ["--paragraphs"] * options.paragraphs
        subprocess.run([sys.executable, __file__, str(size), "--one", *more], check=True)


if __name__ == "__main__":
    main()
