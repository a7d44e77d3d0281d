"""Are the articles that `propose_stories` groups on the same event?

    python benchmarks/stories.py

Prints, for the development sets of ../shared/data that say which articles belong together, how often the nearest article
is one of the same event, and precision, recall and F1 over pairs of articles in one story.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from framing.schema import frame
from framing.stories import propose_stories

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


class Given:
    """Articles as `propose_stories` takes them."""

    def __init__(self, rows: Sequence[dict[str, Any]]) -> None:
        self.articles = frame("articles", [{**dict.fromkeys(frame("articles", []).columns, ""), "headline_end": None, **row} for row in rows])  # fmt: skip


def basil() -> tuple[Given, list[str]]:
    """60 events, three outlets each."""
    rows = [json.loads(line) for line in (DATA / "gold" / "basil_2010_2015.jsonl").read_text("utf-8").splitlines()]
    columns = {"outlet": "outlet", "published": "date", "headline": "title", "text": "text"}
    return Given(
        [{"article_id": str(i)} | {ours: row[theirs] for ours, theirs in columns.items()} for i, row in enumerate(rows)]
    ), [r["triplet"] for r in rows]


def headlines() -> tuple[Given, list[str]]:
    """506 news rounds with a piece from the left, the center and the right; each is dated as its round."""
    rows, gold = [], []
    lines = (DATA / "allsides_headline_stories.jsonl").read_text("utf-8").splitlines()
    # One id stands on two rounds: the line says which.
    for number, line in enumerate(lines):
        story = json.loads(line)
        for i, piece in enumerate(story["articles"]):
            rows.append({
                "article_id": f"{number}-{i}", "outlet": piece["outlet"], "published": story["date"][:10],
                "headline": piece["title"], "text": piece["text"],
            })  # fmt: skip
            gold.append(str(number))
    return Given(rows), gold


def pair_scores(found: Sequence[str], gold: Sequence[str]) -> tuple[float, float, float]:
    """Precision, recall and F1 over pairs of articles in one story; an article alone is in no pair."""
    kept = [(f, g) for f, g in zip(found, gold, strict=True) if f]
    of = lambda keys: sum(n * (n - 1) // 2 for n in Counter(keys).values())  # noqa: E731
    both, ours, theirs = of(kept), of(f for f, _ in kept), of(gold)
    return both / ours, both / theirs, 2 * both / (ours + theirs)


def nearest_is_same(given: Given, gold: Sequence[str]) -> float:
    """How often the most similar article, whatever its story, is one of the same event."""
    # At the lowest threshold all that are compared fall into stories: the nearest is then the nearest of all.
    table = propose_stories(given, threshold=1e-9).set_index("article_id")
    event = dict(zip(given.articles["article_id"], gold, strict=True))
    return float(np.mean([event.get(table["nearest"][i]) == event[i] for i in event]))


def main() -> None:
    out = []
    for name, (given, gold) in (("basil_2010_2015", basil()), ("allsides_headline_stories", headlines())):
        began = time.process_time()
        table = propose_stories(given).set_index("article_id")
        took = time.process_time() - began
        precision, recall, f1 = pair_scores(table["story"].reindex(given.articles["article_id"]).tolist(), gold)
        out.append({
            "set": name, "articles": len(gold), "stories": len(set(gold)), "proposed": table["story"].nunique() - ("" in set(table["story"])),
            "nearest is the same event": round(nearest_is_same(given, gold), 3), "precision": round(precision, 3),
            "recall": round(recall, 3), "F1": round(f1, 3), "CPU s": round(took, 1),
        })  # fmt: skip
    print(pd.DataFrame(out).T.to_string(header=False))


if __name__ == "__main__":
    main()
