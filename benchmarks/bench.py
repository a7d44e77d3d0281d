"""How fast we are beside what others do with the same work: `make bench`.

    python benchmarks/bench.py [--articles 20000] [--runs 5] [--growth 1000,10000,100000] [--million] [--peers DIR]

Makes the corpus, sets up the peers in an environment of their own (thrown away; --peers keeps it), times everybody in
turns in the same runs, and writes section "Speed" of benchmarks/RESULTS.md and benchmarks/speed.svg.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import bench_corpus
import bench_page
from bench_peers import JOBS

HERE = Path(__file__).parent
# Distribution of each peer; each is installed by itself, so that one that fails costs no other.
PEERS = (
    "pyarrow",
    "nltk",
    "vaderSentiment",
    "scikit-learn",
    "google-re2",
    "spacy",
    "textacy",
    "scattertext",
    "pycorpdiff",
    "conc",
)
NEEDS = {
    "nltk loop": "nltk", "vaderSentiment": "vaderSentiment", "sklearn CountVectorizer": "scikit-learn", "RE2 terms": "google-re2",
    "pyarrow counts": "pyarrow", "spaCy PhraseMatcher": "spacy", "textacy quotations": "textacy", "scattertext": "scattertext",
    "pycorpdiff": "pycorpdiff", "conc": "conc",
}  # fmt: skip


def set_up(folder: Path) -> tuple[Path, dict[str, str]]:
    """The peers' Python, and the versions of those that installed."""
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        for name in PEERS:
            print(f"installing {name}", file=sys.stderr)
            subprocess.run(
                [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", name], capture_output=True
            )
    listed = subprocess.run(
        [str(python), "-m", "pip", "list", "--format=json"], check=True, capture_output=True, text=True, env=_plain()
    )
    versions = {row["name"].lower(): row["version"] for row in json.loads(listed.stdout)}
    return python, {name: versions[name.lower()] for name in PEERS if name.lower() in versions}


def _plain() -> dict[str, str]:
    """The environment without what points to our own packages."""
    return {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}


def timed(command: list[str], *, ours: bool = False) -> dict[str, Any]:
    """What a job printed; a job that cannot run says why in the last line of its error."""
    env = {**os.environ, "PYTHONPATH": str(HERE.parent)} if ours else _plain()
    done = subprocess.run(command, capture_output=True, text=True, env=env)
    if done.returncode:
        return {"error": (done.stderr.strip().splitlines() or ["ended without a word"])[-1][:140]}
    return json.loads(done.stdout.strip().splitlines()[-1])


def race(
    python: Path, versions: dict[str, str], articles: Path, settings: Path, runs: int
) -> tuple[dict[str, list[Any]], dict[str, str]]:
    """Everybody in turns, run after run; who fails in the first run is left out and said."""
    found: dict[str, list[Any]] = {bench_page.OURS: [], **{name: [] for name in JOBS}}
    missing = {name: "does not install" for name, needs in NEEDS.items() if needs not in versions}
    for i in range(runs):
        for name in [name for name in found if name not in missing]:
            ours = name == bench_page.OURS
            job = [str(python), str(HERE / "bench_peers.py"), name, str(articles), str(settings)]
            result = timed([sys.executable, str(HERE / "bench_us.py"), str(articles)] if ours else job, ours=ours)
            if "error" in result:
                missing[name] = result["error"]
                continue
            found[name].append(result)
            print(f"run {i + 1}: {name} {result['cpu']:.2f} s", file=sys.stderr)
    return {name: results for name, results in found.items() if name not in missing}, missing


def main(arguments: list[str] | None = None) -> int:
    """Run, write, and say how much was found to be comparable."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--growth", default="1000,10000,100000", help="sizes, by commas; empty for none")
    parser.add_argument("--million", action="store_true", help="one million articles too")
    parser.add_argument("--peers", default="", help="an environment to keep for the peers")
    parser.add_argument("--note", default="", help="said of the machine: busy, shared")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="framing-bench-") as temporary:
        folder = Path(temporary)
        python, versions = set_up(Path(options.peers) if options.peers else folder / "peers")
        settings, articles = bench_corpus.settings(folder), bench_corpus.make(options.articles, folder)
        runs, missing = race(python, versions, articles, settings, options.runs)
        growth = []
        for n in [int(size) for size in options.growth.split(",") if size] + [1_000_000] * options.million:
            path = bench_corpus.make(n, folder)
            growth.append({"n": n, **timed([sys.executable, str(HERE / "bench_us.py"), str(path)], ours=True)})
    terms = f"{options.articles:,} of {bench_corpus.source()[0]}, {options.runs} runs, everybody in turns"
    facts = {
        "Articles": terms,
        "Machine": f"{os.cpu_count()} cores, Python {platform.python_version()}{'; ' * bool(options.note)}{options.note}",
        "Versions": ", ".join(f"{name} {version}" for name, version in versions.items()),
        "Time": "of the processor, of one process; the peers' imports and reading are left out, ours are in, and its writing of Parquet",
    }
    bench_page.put(bench_page.section(runs, [g for g in growth if "error" not in g], facts, missing))
    bench_page.chart(runs, options.articles)
    return 0


if __name__ == "__main__":
    sys.exit(main())
