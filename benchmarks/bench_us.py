"""Our own job: from a Parquet file to every table, in a process of its own.

python bench_us.py ARTICLES.parquet
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time

import framing as fr


def main(articles: str) -> None:
    """Read, annotate, write; print seconds of processor and clock, peak memory and what came out."""
    cpu, wall = time.process_time(), time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        layers = fr.annotate(fr.read_corpus(articles), "immigration", to=folder)
    took = {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}
    kinds = layers.voices["kind"]
    found = {
        "tokens": float(layers.words["n"].sum()), "sentences": float(len(layers.sentences)),
        "terms": float(len(layers.mentions)), "quotations": float((kinds != "reported").sum()),
        "valence": float(layers.sentences["valence"].sum()),
    }  # fmt: skip
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({**took, "megabytes": megabytes, "found": found}))


if __name__ == "__main__":
    main(*sys.argv[1:])
