"""How much of the page furniture in real pages is found, and how much of what is found is furniture?

    python benchmarks/furniture.py

gold_furniture.csv holds what a person marked in three draws of 60 articles of the AllSides sample, as offsets into the text
as it is read: furniture, unsure (not scored) or none (an article without any). Counted are characters that are no white space.
Recall is the share of furniture that has the zone boilerplate; precision the share of boilerplate that is furniture.
"""

from __future__ import annotations

import csv
import gzip
import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from framing.pieces import encode
from framing.reading import read_corpus
from framing.survey import survey
from framing.zones import find_all_zones

SAMPLE = Path(__file__).resolve().parents[2] / "shared" / "data" / "allsides_sample.jsonl.gz"
GOLD = Path(__file__).with_name("gold_furniture.csv")
Spans = list[tuple[int, int, str]]


def marked() -> dict[str, dict[str, Spans]]:
    """By draw and article: start, end, what."""
    draws: dict[str, dict[str, Spans]] = defaultdict(lambda: defaultdict(list))
    with GOLD.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            draws[row["draw"]][row["article_id"]].append((int(row["start"]), int(row["end"]), row["what"]))
    return draws


def marked_articles() -> Any:
    """The corpus of the marked articles alone: quick to read, but no line recurs in it."""
    wanted = {article_id for draw in marked().values() for article_id in draw}
    with gzip.open(SAMPLE, "rt", encoding="utf-8") as stream, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "marked.jsonl"
        path.write_text("".join(line for line in stream if json.loads(line)["id"] in wanted), encoding="utf-8")
        return read_corpus(path)


def counted(text: str, zones: Iterable[tuple[int, int, str, str]], gold: Spans) -> Counter[str]:
    """Characters that are hit, missed and extra."""
    found, wanted = [""] * len(text), [""] * len(text)
    for start, end, zone, _ in zones:
        found[start:end] = [zone] * (end - start)
    for start, end, what in gold:
        wanted[start:end] = [what] * (end - start)
    n: Counter[str] = Counter()
    for character, zone, what in zip(text, found, wanted, strict=True):
        if not character.isspace() and what != "unsure":
            ours, theirs = zone == "boilerplate", what == "furniture"
            n["hit" if ours and theirs else "missed" if theirs else "extra" if ours else "rest"] += 1
    return n


def scores(corpus: Any) -> dict[str, dict[str, float]]:
    """Recall and precision of each draw."""
    known = survey(corpus).recurring
    rows = {row.article_id: row for row in corpus.articles.itertuples(index=False)}
    found = {}
    for draw, articles in marked().items():
        pages = [rows[article_id] for article_id in articles]
        pieces = encode([page.text for page in pages])
        zones = find_all_zones(pieces, pages, [known.get(page.outlet, frozenset()) for page in pages])
        n: Counter[str] = sum(
            (counted(p.text, z, articles[p.article_id]) for p, z in zip(pages, zones, strict=True)), Counter()
        )
        found[draw] = {
            "articles": len(pages), "furniture": n["hit"] + n["missed"],
            "recall": round(n["hit"] / (n["hit"] + n["missed"]), 3), "precision": round(n["hit"] / (n["hit"] + n["extra"]), 3),
        }  # fmt: skip
    return found


if __name__ == "__main__":
    for draw, row in scores(read_corpus(SAMPLE)).items():
        print(draw, row)
