"""Do the intervals hold what they promise, and do the tests find no more than they should?

    python benchmarks/coverage.py [CORPORA]

Prints the figures and writes them as section "Intervals" of benchmarks/RESULTS.md (five minutes at the default of 400
corpora a cell; a coverage of .95 is then known to ± .01).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from every_shuffle import COLUMNS, DEPTHS, few_articles, one_mention
from shuffled_labels import real_articles, real_halves, real_rates
from simulation import (
    ARTICLES,
    OUTLETS,
    SCENARIOS,
    Scenario,
    copies_coverage,
    detectable,
    difference_coverage,
    group_rejected,
    mean_coverage,
    paired_coverage,
    rate_coverage,
    rejected,
    share_coverage,
    shuffled,
)

ALLSIDES = Path(__file__).parents[2] / "shared" / "data" / "allsides_immigration.jsonl.gz"
RESULTS = Path(__file__).with_name("RESULTS.md")
PAIRED = (3, 5, 9, 15, 40)
ONE_STORY = "a story is half of it, marked as one unit"
# Figures with the least and the most that they may be.
PROMISED: list[tuple[str, float, float, float]] = []
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

# Two outlets of equal shares; the detectable difference is then added to the first's.
DETECTED = {
    f"{n} against {k}, share {s}{', long' * long}": (
        (Scenario(s, lengths="long" if long else "usual"), n), (Scenario(s, lengths="long" if long else "usual"), k)
    )
    for s, n, k, long in ((0.2, 5, 5, 0), (0.2, 10, 10, 0), (0.2, 30, 30, 0), (0.05, 30, 30, 0), (0.5, 10, 30, 0), (0.2, 30, 30, 1))
}  # fmt: skip


def main(corpora: int) -> None:
    """Run everything, print it and write it down, with the promises and whether they are kept."""
    PROMISED.clear()
    parts = [
        f"`make bench-statistics` (`python benchmarks/coverage.py {corpora}`): {corpora} corpora of {OUTLETS} outlets a cell, nominal "
        "95 %. Scenarios are defined in benchmarks/simulation.py.",
        *intervals(corpora),
        *false_positives(corpora),
        *found(corpora),
    ]
    if ALLSIDES.exists():
        parts += real_sections(corpora)
    write_section("Intervals", "\n\n".join([*parts, promises()]))


def intervals(corpora: int) -> list[str]:
    """How often intervals hold the truth."""
    shares = {name: [share_coverage(s, n, corpora=corpora) for n in ARTICLES] for name, s in SCENARIOS.items()}
    shares[ONE_STORY] = [
        share_coverage([Scenario(lengths="one story")] * OUTLETS, n, corpora=corpora, marked=True) for n in ARTICLES
    ]
    every = [value for row in shares.values() for value in row]
    promised("mean coverage of shares", float(np.mean(every)), 0.93, 0.985)
    promised("worst coverage of shares, n = 2 to 100", min(every), 0.90, 1)
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
    by_n = ("scenario", *(f"n = {n}" for n in ARTICLES))
    differences = {f"{p}": [difference_coverage(p, n, corpora=corpora) for n in ARTICLES[1:]] for p in (0.1, 0.3, 0.5)}
    means = {name: [mean_coverage(*given, n, corpora=corpora) for n in ARTICLES] for name, given in MEANS.items()}
    rates = {name: [rate_coverage(*given, n, corpora=corpora) for n in ARTICLES] for name, given in RATES.items()}
    for of, given, coverage in (
        (means, MEANS["articles differ"], mean_coverage),
        (rates, RATES["20 in 10,000, bursts"], rate_coverage),
    ):
        of[ONE_STORY] = [coverage(*given, n, corpora=corpora, marked=True) for n in ARTICLES]
    paired = {"stories that both tell": [paired_coverage(n, corpora=corpora)[0] for n in PAIRED]}
    return [
        _table("Shares (moderated Wilson)", by_n, shares, summary=True),
        _table("Wire copies", ("a third of articles printed four times", "n = 30", "n = 100"), copies),
        _table("What breaks it: articles that are not independent and not marked so", ("scenario", "coverage"), story),
        _table("Differences of shares .2 apart (MOVER)", ("lower share", *by_n[2:]), differences),
        _table("Differences within stories (moderated t)", ("", *(f"{n} stories" for n in PAIRED)), paired),
        _table("Mean valence (moderated t)", by_n, means, summary=True),
        _table("Rates (moderated Garwood)", by_n, rates, summary=True),
    ]


def false_positives(corpora: int) -> list[str]:
    """How often a difference is found where there is none."""
    dealt = {
        f"{name}, {n} articles": shuffled(SCENARIOS[name], n, corpora=corpora)
        for name in (
            "share .2, rho .3",
            "share .05, rho .7",
            "outlets differ",
            "long features",
            "heavy tail of mentions",
        )
        for n in (5, 30)
    }
    promised("shuffled labels: pairs with p < .05, worst scenario", max(row[0] for row in dealt.values()), 0, 0.065)
    equal = {name: rejected(*pair, corpora=2 * corpora) for name, pair in NULL.items()}
    paired = {"stories that both tell": [paired_coverage(n, corpora=corpora)[1] for n in PAIRED]}
    groups = {f"{n} against {n} outlets": group_rejected(n, corpora=corpora) for n in (4, 6, 12)}
    head = ("two of six outlets: p < .05", "the larger p (ours)", "shuffling alone", "design effect alone")
    return [
        _table("False positives: shuffled labels", ("scenario", "pairs with p < .05", "corpora with a q < .05"), dealt),
        _table("False positives: equal shares", head, equal),
        _table("p of shuffling over the mid-p of every shuffle", ("each outlet", *COLUMNS), few_articles()),
        _table("The same where each article has one mention", ("articles", *DEPTHS), one_mention()),
        _table("False positives: within stories", ("p < .05", *(f"{n} stories" for n in PAIRED)), paired),
        _table(
            "False positives: random halves of outlets that differ", ("p < .05", "outlets (ours)", "articles"), groups
        ),
    ]


def found(corpora: int) -> list[str]:
    """How often a planted difference is found, and whether the smallest that is promised to be found is."""
    planted = {
        name: [rejected(*pair, corpora=corpora, level=level).both for level in (0.05, 0.001)]
        for name, pair in PLANTED.items()
    }
    promised("planted .1 against .5, 30 articles each, found", planted["30 against 30, .1 and .5"][0], 0.95, 1)
    detected = {name: detectable(first, second, corpora=corpora) for name, (first, second) in DETECTED.items()}
    promised("detectable differences found, mean", float(np.mean([row[1] for row in detected.values()])), 0.75, 0.9)
    head = ("two of six outlets", "smallest difference said to be found", "found when planted")
    return [
        _table("Power: planted differences", ("two of six outlets", "p < .05", "p < .001"), planted),
        _table("Power: the difference that a sentence says could have been found (8 of 10)", head, detected),
    ]


def real_sections(corpora: int) -> list[str]:
    """The same on real articles."""
    import framing as fr

    layers = fr.annotate(fr.read_corpus(ALLSIDES))
    title, head, rows = real_articles(layers)
    promised(
        "real articles, shuffled labels: pairs with p < .05, worst term", max(row[0] for row in rows.values()), 0, 0.065
    )
    halves = real_halves(layers, corpora)
    promised(
        "real outlets, random halves of a leaning: p < .05, worst", max(row[0] for row in halves.values()), 0, 0.075
    )
    split = "False positives: outlets of one leaning split at random (the four commonest names)"
    rates = real_rates(layers, corpora)
    promised("real articles, rates by length: worst coverage", min(min(row) for row in rates.values()), 0.9, 1)
    by_length = "Rates of real articles (moderated Garwood), six outlets of short, middle and long ones"
    return [
        _table(title, head, rows),
        _table(split, ("leaning", "p < .05"), halves),
        _table(by_length, ("name", "short third", "middle", "long"), rates),
    ]


def promised(what: str, value: float, low: float, high: float) -> None:
    """Note a figure of the thresholds of the issue."""
    PROMISED.append((what, value, low, high))


def promises() -> str:
    """The thresholds and whether they are kept, as a table."""
    lines = ["### Promises", "", "| figure | measured | promised | kept |", "|-|-|-|-|"]
    lines += [
        f"| {what} | {value:.3f} | {low:g} to {high:g} | {'yes' if low <= value <= high else 'NO'} |"
        for what, value, low, high in PROMISED
    ]
    print("\n".join(lines), flush=True)
    return "\n".join(lines)


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
    """Put a section into RESULTS.md in place of its older self, or at the end; the others stay."""
    old = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else "# Measured\n"
    new = f"\n## {name}\n\n{body.strip()}\n"
    mine = re.compile(rf"\n## {re.escape(name)}\n.*?(?=\n## |\Z)", re.DOTALL)
    text = mine.sub(lambda _: new, old) if mine.search(old) else f"{old.rstrip()}\n{new}"
    RESULTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 400)
