"""Sixty errors of the voices, drawn by lot from PolNeAR's development part: where they lie, and what their causes cost.

    python benchmarks/voice_errors.py            # draws: kind, article (its place in the file), start, end, characters
    python benchmarks/voice_errors.py --costs    # what each cause in voice_errors.csv costs in the attributed share
    python benchmarks/voice_errors.py --names    # what all errors together do to the voices of names, on the training part

No text is printed: who has the data reads it there. An attribution is missed or false where none of the other side
overlaps it by half of both together (score.py's matching); a speaker is wrong where the words that name the speaker of a
matched attribution do not overlap. `characters` are those that the error adds to or takes from the attributed text. The
causes in voice_errors.csv were assigned by reading; the draw stays the same while the errors do.
"""

from __future__ import annotations

import csv
import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from framing.annotate import annotate
from framing.corpus import Corpus
from framing.layers import Layers
from framing.schema import SPEECH, frame

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[1] / "shared" / "data" / "gold"
CAUSES = HERE / "voice_errors.csv"
SEED, EACH = 4, 20
KINDS = ("missed", "false", "speaker")


class Error(NamedTuple):
    """One error: the article's place in the file, the span, and the characters that it adds or takes."""

    kind: str
    article: int
    start: int
    end: int
    characters: int


def annotated(part: str) -> tuple[list[dict], Layers]:
    """The gold of a part of PolNeAR, and its texts with their layers."""
    lines = (DATA / f"polnear_{part}.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [json.loads(line) for line in lines]
    blank = dict.fromkeys(
        ("producer", "byline", "section", "url", "story", "cluster", "language", "source_file", "place"), ""
    )
    given = {
        "genre": "news",
        "date_precision": "none",
        "headline": "",
        "headline_end": 0,
        "sha256": "",
        "published": "",
    }
    rows = [
        blank | given | {"article_id": str(i), "outlet": a["outlet"], "text": a["text"]} for i, a in enumerate(gold)
    ]
    empty = {name: frame(name, []) for name in ("skipped", "notices")}
    return gold, annotate(Corpus(frame("articles", rows), **empty))


def read() -> tuple[list[dict], dict[str, list[tuple[set[int], set[int]]]]]:
    """The gold, and of each article what the rules find: characters of content and of the speaker's words."""
    gold, layers = annotated("dev")
    voices = layers.voices
    found: dict[str, list[tuple[set[int], set[int]]]] = defaultdict(list)
    for (article, _), group in voices[voices["kind"].isin(SPEECH)].groupby(
        ["article_id", "attribution_id"], sort=False
    ):
        named = group.dropna(subset=["speaker_start"])
        content = characters(zip(group["start"], group["end"], strict=True))
        found[article].append((content, characters(zip(named["speaker_start"], named["speaker_end"], strict=True))))
    return gold, found


def characters(spans: Iterator[tuple[int, int]]) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}


def errors(gold: list[dict], found: dict[str, list[tuple[set[int], set[int]]]]) -> dict[str, list[Error]]:
    """Every error of each kind, in the order of the file."""
    kinds: dict[str, list[Error]] = {kind: [] for kind in KINDS}
    for number, article in enumerate(gold):
        wanted = [
            tuple(characters((s["start"], s["end"]) for s in a[part]) for part in ("content", "source"))
            for a in article["attributions"]
            if a["content"]
        ]
        mine = found.get(str(number), [])
        pairs = matched([w[0] for w in wanted], [m[0] for m in mine])
        theirs, ours = set().union(*(w[0] for w in wanted)), set().union(*(m[0] for m in mine))
        for i, (content, source) in enumerate(wanted):
            if i not in pairs:
                kinds["missed"].append(error("missed", number, content, len(content - ours)))
            elif source and not source & mine[pairs[i]][1]:
                kinds["speaker"].append(error("speaker", number, content, 0))
        for j, (content, _) in enumerate(mine):
            if j not in pairs.values():
                kinds["false"].append(error("false", number, content, len(content - theirs)))
    return kinds


def error(kind: str, article: int, content: set[int], changed: int) -> Error:
    return Error(kind, article, min(content), max(content) + 1, changed)


def matched(gold: list[set[int]], found: list[set[int]], floor: float = 0.5) -> dict[int, int]:
    """Greedy pairs whose overlap is at least half of both together, as score.py makes them."""
    pairs: dict[int, int] = {}
    for i, wanted in enumerate(gold):
        near = [
            (len(wanted & f) / len(wanted | f), j)
            for j, f in enumerate(found)
            if j not in pairs.values() and wanted & f
        ]
        if near and max(near)[0] >= floor:
            pairs[i] = max(near)[1]
    return pairs


def drawn(kinds: dict[str, list[Error]]) -> list[Error]:
    """The same lot in every run."""
    lot = random.Random(SEED)
    return [one for kind in KINDS for one in sorted(lot.sample(kinds[kind], EACH))]


def costs(kinds: dict[str, list[Error]], total: int) -> None:
    """Of each cause: how many of the drawn, and points of the attributed share, scaled to all errors of its kind."""
    with CAUSES.open(encoding="utf-8", newline="") as file:
        coded = {
            (r["kind"], int(r["article"]), int(r["start"]), int(r["end"])): r["cause"] for r in csv.DictReader(file)
        }
    sums: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for one in drawn(kinds):
        cell = sums[one.kind, coded.get(one[:4], "not read since the rules changed")]
        cell[0] += 1
        cell[1] += one.characters
    print("kind,cause,drawn,share of the kind,points of attributed share")
    for (kind, cause), (n, changed) in sorted(
        sums.items(), key=lambda item: (KINDS.index(item[0][0]), -item[1][0], item[0][1])
    ):
        points = 100 * changed * len(kinds[kind]) / EACH / total * (1 if kind == "false" else -1)
        print(f"{kind},{cause},{n},{n / EACH:.2f},{points:+.2f}")


def names() -> None:
    """Of the lexicon's names, how many stand in attributed words as the coders see it, and as the rules do."""
    gold, layers = annotated("train")
    theirs = [characters((s["start"], s["end"]) for a in g["attributions"] for s in a["content"]) for g in gold]
    spoken = layers.voices[layers.voices["kind"].isin(SPEECH)]
    ours = {a: characters(zip(v["start"], v["end"], strict=True)) for a, v in spoken.groupby("article_id", sort=False)}
    kept = layers.mentions[layers.mentions["excluded"] == ""]
    print("names,n,share attributed by coders,by rules,same voice")
    for marked in (True, False):
        rows = kept[kept["marked"] == marked]
        places = [(a, start) for a, start in zip(rows["article_id"], rows["start"], strict=True)]
        by_coders = [start in theirs[int(a)] for a, start in places]
        by_rules = [start in ours.get(a, ()) for a, start in places]
        same = sum(c == r for c, r in zip(by_coders, by_rules, strict=True))
        n = len(rows)
        label = "marked" if marked else "unmarked"
        print(f"{label},{n},{sum(by_coders) / n:.3f},{sum(by_rules) / n:.3f},{same / n:.3f}")


def main() -> None:
    if "--names" in sys.argv:
        return names()
    gold, found = read()
    kinds = errors(gold, found)
    total = sum(len(article["text"]) for article in gold)
    for kind in KINDS:
        changed = sum(one.characters for one in kinds[kind])
        print(
            f"{kind}: {len(kinds[kind])} errors, {100 * changed / total:.2f} points of attributed share",
            file=sys.stderr,
        )
    if "--costs" in sys.argv:
        return costs(kinds, total)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(Error._fields)
    writer.writerows(drawn(kinds))


if __name__ == "__main__":
    main()
