"""Do the intervals hold what they promise, and do the tests find no more than they should?

    python benchmarks/coverage.py [CORPORA]

Prints the figures and writes them as section "Intervals" of benchmarks/RESULTS.md (two minutes at the default of 400
corpora a cell; a coverage of .95 is then known to ± .01).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from simulation import (
    ARTICLES,
    OUTLETS,
    SCENARIOS,
    Corpus,
    Scenario,
    copies_coverage,
    difference_coverage,
    mean_coverage,
    rate_coverage,
    rejected,
    share_coverage,
    shuffled,
)

from framing.differences import difference_p, false_discovery

ALLSIDES = Path(__file__).parents[2] / "shared" / "data" / "allsides_immigration.jsonl.gz"
RESULTS = Path(__file__).with_name("RESULTS.md")
USUAL, LONG, SHORT = Scenario(), Scenario(lengths="long"), Scenario(lengths="short")
MEANS = {
    "articles alike": (np.zeros(OUTLETS), np.full(OUTLETS, 0.3)),
    "articles differ": (np.full(OUTLETS, 0.15), np.full(OUTLETS, 0.3)),
    "articles differ much": (np.full(OUTLETS, 0.3), np.full(OUTLETS, 0.3)),
    "outlets of unequal spread": (np.linspace(0.05, 0.4, OUTLETS), np.linspace(0.2, 0.5, OUTLETS)),
}
RATES = {
    "20 in 10,000, Poisson": (0.002, 1e6, 1.0),
    "20 in 10,000, bursts": (0.002, 1.0, 1.0),
    "20 in 10,000, a third of articles": (0.002, 1.0, 0.3),
    "3 in 10,000, bursts": (0.0003, 1.0, 1.0),
    "3 in 10,000, a fifth of articles": (0.0003, 1.0, 0.2),
    "100 in 10,000, bursts": (0.01, 1.0, 1.0),
}
# Two outlets without a difference in shares: alike, and unlike in all else.
NULL = {
    "3 against 3": ((USUAL, 3), (USUAL, 3)),
    "5 against 5": ((USUAL, 5), (USUAL, 5)),
    "10 against 30": ((USUAL, 10), (USUAL, 30)),
    "30 against 30": ((USUAL, 30), (USUAL, 30)),
    "30 against 30, share .05": ((Scenario(0.05), 30), (Scenario(0.05), 30)),
    "10 long against 60 short": ((LONG, 10), (SHORT, 60)),
    "10 short against 60 long": ((SHORT, 10), (LONG, 60)),
    "8 of rho .7 against 60 of rho .05": ((Scenario(rho=0.7), 8), (Scenario(rho=0.05), 60)),
    "30 of rho .7 against 30 of rho .05": ((Scenario(0.1, 0.7), 30), (Scenario(0.1, 0.05), 30)),
}
PLANTED = {
    "5 against 5, .1 and .7": ((Scenario(0.1), 5), (Scenario(0.7), 5)),
    "10 against 10, .1 and .5": ((Scenario(0.1), 10), (Scenario(0.5), 10)),
    "30 against 30, .1 and .5": ((Scenario(0.1), 30), (Scenario(0.5), 30)),
    "30 against 30, .1 and .3": ((Scenario(0.1), 30), (Scenario(0.3), 30)),
    "100 against 100, .1 and .2": ((Scenario(0.1), 100), (Scenario(0.2), 100)),
}


def main(corpora: int) -> None:
    """Run everything, print it and write it down."""
    shares = {name: [share_coverage(s, n, corpora=corpora) for n in ARTICLES] for name, s in SCENARIOS.items()}
    story = {
        f"an unmarked story is half of it, {n} articles": [
            share_coverage([Scenario(lengths="one story")] * OUTLETS, n, corpora=corpora)
        ]
        for n in (10, 100)
    }
    copies = {
        name: [copies_coverage(n, grouped=grouped, corpora=corpora) for n in (30, 100)]
        for name, grouped in (("copies as articles of their own", False), ("copies as one unit", True))
    }
    parts = [
        f"`python benchmarks/coverage.py`: {corpora} corpora of {OUTLETS} outlets a cell, nominal 95 %. Scenarios are defined in "
        "benchmarks/simulation.py.",
        _table("Shares (moderated Wilson)", ("scenario", *(f"n = {n}" for n in ARTICLES)), shares, summary=True),
        _table("Wire copies", ("a third of articles printed four times", "n = 30", "n = 100"), copies),
        _table("What breaks it: articles that are not independent and not marked so", ("scenario", "coverage"), story),
        _table(
            "Differences of shares .2 apart (MOVER)",
            ("lower share", *(f"n = {n}" for n in ARTICLES[1:])),
            {f"{p}": [difference_coverage(p, n, corpora=corpora) for n in ARTICLES[1:]] for p in (0.1, 0.3, 0.5)},
        ),
        _table(
            "Mean valence (moderated t)",
            ("scenario", *(f"n = {n}" for n in ARTICLES)),
            {name: [mean_coverage(*given, n, corpora=corpora) for n in ARTICLES] for name, given in MEANS.items()},
            summary=True,
        ),
        _table(
            "Rates (moderated Garwood)",
            ("scenario", *(f"n = {n}" for n in ARTICLES)),
            {name: [rate_coverage(*given, n, corpora=corpora) for n in ARTICLES] for name, given in RATES.items()},
            summary=True,
        ),
        _table(
            "False positives: shuffled labels",
            ("scenario", "pairs with p < .05", "corpora with a q < .05"),
            {
                f"{name}, {n} articles": shuffled(SCENARIOS[name], n, corpora=corpora)
                for name in ("share .2, rho .3", "share .05, rho .7", "outlets differ", "long features")
                for n in (5, 30)
            },
        ),
        _table(
            "False positives: equal shares",
            ("two of six outlets: p < .05", "the larger p (ours)", "shuffling alone", "design effect alone"),
            {name: rejected(*pair, corpora=2 * corpora) for name, pair in NULL.items()},
        ),
        _table(
            "Power: planted differences",
            ("two of six outlets", "p < .05", "p < .001"),
            {
                name: [rejected(*pair, corpora=corpora, level=level).both for level in (0.05, 0.001)]
                for name, pair in PLANTED.items()
            },
        ),
    ]
    if ALLSIDES.exists():
        parts.append(_table(*real_articles(corpora)))
    write_section("Intervals", "\n\n".join(parts))


def real_articles(corpora: int) -> tuple[str, tuple[str, ...], dict[str, list[float]]]:
    """Real articles with their outlets' labels dealt out at random: as many findings as promised, or more?"""
    import framing as fr
    from framing.counting import select
    from framing.referents import count_terms

    chosen = select(fr.annotate(fr.read_corpus(ALLSIDES)))
    counted = count_terms(chosen, "people without status", "marked")
    sizes = np.bincount(counted.group)
    large = np.flatnonzero(sizes >= 10)
    pairs = np.array([(a, b) for a in range(len(large)) for b in range(a)])
    kept = np.isin(counted.group, large)
    rng = np.random.default_rng(1)
    rows = {}
    for t in np.argsort(-np.bincount(counted.term, counted.x, counted.shape[1]), kind="stable")[:4]:
        x = np.zeros(len(counted.m), np.int64)
        x[counted.unit[counted.term == t]] = counted.x[counted.term == t]
        group = np.searchsorted(large, counted.group[kept])
        below, some = [], []
        for _ in range(corpora):
            dealt = Corpus(rng.permutation(group), counted.m[kept], x[kept])
            p = difference_p(*dealt, pairs, dealt.shares())
            below.append((p < 0.05).mean())
            some.append((false_discovery(p) < 0.05).any())
        name = chosen.layers.terms.query("referent == 'people without status' and marked")["term"].iloc[t]
        rows[name] = [float(np.mean(below)), float(np.mean(some))]
    title = f"False positives: labels of {len(large)} outlets shuffled over {kept.sum()} real articles"
    return title, ("term", "pairs with p < .05", "shuffles with a q < .05"), rows


def _table(title: str, head: Sequence[str], rows: dict[str, Iterable[float]], *, summary: bool = False) -> str:
    """A Markdown table, printed as it is made."""
    found = {name: [float(value) for value in values] for name, values in rows.items()}
    if summary:
        columns = list(zip(*found.values(), strict=True))
        found |= {"**mean**": [float(np.mean(c)) for c in columns], "**worst**": [min(c) for c in columns]}
    lines = [f"### {title}", "", " | ".join(head), "|".join("-" * len(head))]
    lines += [
        " | ".join([name, *(f"{value:.3f}".lstrip("0") or "0" for value in values)]) for name, values in found.items()
    ]
    text = "\n".join([*lines[:2], *(f"| {line} |" if "-|" not in line else f"|{line}|" for line in lines[2:])])
    print(text + "\n", flush=True)
    return text


def write_section(name: str, body: str) -> None:
    """Put a section into RESULTS.md in place of its older self; the others stay."""
    old = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else "# Measured\n"
    without = re.sub(rf"\n## {re.escape(name)}\n.*?(?=\n## |\Z)", "", old, flags=re.DOTALL)
    RESULTS.write_text(f"{without.rstrip()}\n\n## {name}\n\n{body.strip()}\n", encoding="utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 400)
