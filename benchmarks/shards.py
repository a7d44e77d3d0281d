"""How `framing measure` grows: time and peak memory by articles and workers, for the section "Shards" of RESULTS.md.

    python benchmarks/shards.py 4000 8000 --workers 1 2

The corpus is the AllSides sample, repeated with new ids; each repetition sets a number into every line, or all would be
copies of the first.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path

SAMPLE = Path(__file__).parents[2] / "shared/data/allsides_sample.jsonl.gz"


def write_corpus(place: Path, size: int) -> None:
    """So many articles as JSON Lines."""
    with gzip.open(SAMPLE, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    with place.open("w", encoding="utf-8") as out:
        for number, row in enumerate(islice(cycle(rows), size)):
            turn = number // len(rows)
            text = row["text"].replace("\n", f" {turn}\n") if turn else row["text"]
            out.write(json.dumps({**row, "id": f"{row['id']}-{turn}", "text": text}) + "\n")


def run(size: int, workers: int, batch: int) -> str:
    """One row of the table; peak memory is that of the largest process."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "corpus.jsonl")
        write_corpus(source, size)
        command = [sys.executable, "-m", "framing", "measure", str(source), "--to", str(Path(folder, "out"))]
        command += ["--workers", str(workers), "--batch", str(batch), "--max-skipped", "1"]
        child = f"import resource, subprocess; subprocess.run({command!r}, check=True, stdout=subprocess.DEVNULL); "
        child += "u = resource.getrusage(resource.RUSAGE_CHILDREN); print(u.ru_utime + u.ru_stime, u.ru_maxrss)"
        found = subprocess.run([sys.executable, "-c", child], check=True, capture_output=True, text=True).stdout
    seconds, peak = (float(value) for value in found.split())
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return f"| {size:,} | {batch:,} | {workers} | {seconds:.0f} | {1000 * seconds / size:.1f} | {peak / unit:,.0f} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="+")
    parser.add_argument("--workers", type=int, nargs="+", default=[1])
    parser.add_argument("--batch", type=int, default=2_000)
    options = parser.parse_args()
    print("| articles | batch | workers | CPU s | ms an article | peak MB of the largest process |\n|-|-|-|-|-|-|")
    for size in options.sizes:
        for workers in options.workers:
            print(run(size, workers, options.batch), flush=True)


if __name__ == "__main__":
    main()
