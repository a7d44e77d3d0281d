"""Keyness where there is nothing to find: shuffled labels of real articles; and how long a contrast takes.

    python benchmarks/statistics_keyness.py [shuffles]

Prints Markdown for RESULTS.md. "Found" is a corpus in which any word of any rank has q < .05.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

import framing as fr
from framing.counting import select
from framing.differences import false_discovery
from framing.vocabulary.counts import WordCounts, count_words
from framing.vocabulary.sequences import Items

ARTICLES = Path(__file__).parents[2] / "shared" / "data" / "allsides_immigration.jsonl.gz"
# How many articles are the target, and how many the reference.
SIZES = ((20, 1400), (40, 1400), (120, 1300), (700, 700), (40, 40), (10, 10), (5, 60))
FURNITURE = ("getty", "images", "newsletter", "subscribe", "inbox", "advertisement", "photograph")


def shuffled(counted: WordCounts, sizes: tuple[int, int], seed: int) -> WordCounts:
    """The same articles, so many of them drawn for one side and so many for the other, whoever wrote them."""
    order = np.random.Generator(np.random.Philox(seed)).permutation(len(counted.tally.m))
    group = np.full(len(order), 2)
    group[order[: sizes[0]]], group[order[sizes[0] : sum(sizes)]] = 0, 1
    return replace(counted, tally=replace(counted.tally, group=group, shape=(3, counted.tally.shape[1])))


def by_length(counted: WordCounts, size: int, seed: int) -> WordCounts:
    """Labels that follow nothing but length: long articles are three times as likely to be the target's."""
    random = np.random.Generator(np.random.Philox(seed))
    long = counted.tally.m > np.median(counted.tally.m)
    drawn = random.permutation(len(long))[: len(long)]
    weight = np.where(long[drawn], 3, 1) / np.where(long[drawn], 3, 1).sum()
    mine = random.choice(drawn, size, replace=False, p=weight)
    group = np.ones(len(long), np.int64)
    group[mine] = 0
    return replace(counted, tally=replace(counted.tally, group=group, shape=(2, counted.tally.shape[1])))


def found(counted: WordCounts) -> tuple[bool, float, int]:
    """Whether any word is told apart; the smallest p times the words; and how many words are compared."""
    contrast = counted.contrast([0], [1], 5)
    p = contrast.p()
    return bool((false_discovery(p) < 0.05).any()), float((p < 0.05).mean()), len(p)


def null_rates(counted: WordCounts, shuffles: int) -> list[str]:
    lines = ["| labels | corpora | words | with any q < .05 | words with p < .05 | CPU s a contrast |", "|-|-|-|-|-|-|"]
    makers = [(f"{a} against {b}", lambda seed, s=(a, b): shuffled(counted, s, seed)) for a, b in SIZES]
    makers.append(("100 against the rest, long articles 3 times as likely", lambda seed: by_length(counted, 100, seed)))
    for name, make in makers:
        begun = time.process_time()
        results = [found(make(seed)) for seed in range(shuffles)]
        took = (time.process_time() - begun) / shuffles
        some, low, words = (np.mean([r[i] for r in results]) for i in range(3))
        lines.append(f"| {name} | {shuffles} | {words:,.0f} | {some:.3f} | {low:.3f} | {took:.2f} |")
        print(lines[-1], file=sys.stderr, flush=True)
    return lines


def main() -> None:
    shuffles = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    layers = fr.annotate(fr.read_corpus(ARTICLES), "immigration")
    chosen = select(layers, "genre", genre="all", copies="all")
    counted = count_words(chosen, Items(chosen))
    print("\n".join(null_rates(counted, shuffles)))
    outlets = layers.articles["outlet"].value_counts()
    outlet = outlets.index[0]
    print("\n| whole calls, 1,524 articles | CPU s | rows | q < .05 |\n|-|-|-|-|")
    for name, options in (
        (f"{outlet}, wording", {"target": outlet}),
        (f"{outlet}, own voice", {"target": outlet, "reading": "claim"}),
        (f"{outlet}, up to three words", {"target": outlet, "longest": 3}),
        (f"each of {len(outlets)} outlets against the rest", {}),
    ):
        begun = time.process_time()
        table = fr.keyness(layers, **options)
        print(f"| {name} | {time.process_time() - begun:.1f} | {len(table):,} | {(table['q'] < 0.05).sum():,} |")
    print(
        "\n| furniture | outlets in whose list it is above the rest (q < .05) | highest rank by score | occurrences |\n|-|-|-|-|"
    )
    up = table[(table["word"] != "") & (table["score"] > 0)]
    rank = up.groupby("target")["score"].rank(ascending=False)
    for word in FURNITURE:
        rows = up[up["word"] == word]
        sure = rows[rows["q"] < 0.05]["target"].tolist()
        best = f"{rank[rows.index].min():.0f}" if len(rows) else "–"
        print(f"| {word} | {', '.join(sure) or 'none'} | {best} | {rows['n_target'].sum():,} |")


if __name__ == "__main__":
    main()
