"""Which article_ids a stream of articles has brought, in little memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

import numpy as np

from framing.reading.articles import Article, place_of, skip_copy
from framing.reading.notes import Notes

_KEY = np.dtype([("id", "u8"), ("text", "u8"), ("file", "u4"), ("place", "u8")])


class Seen:
    """Which article_ids have occurred, with the hash of their text and their place: 28 bytes an article."""

    def __init__(self) -> None:
        self.known = np.zeros(0, _KEY)
        self.fresh: dict[int, tuple[int, int, int, int]] = {}
        self.files: dict[str, int] = {}

    def once(self, articles: Iterable[Article], notes: Notes) -> Iterator[Article]:
        """The articles less second copies of the same id and text; see `skip_copy`."""
        words = {}
        for article in articles:
            word, _, number = article["place"].partition(" ")
            words[article["source_file"]] = word
            file = self.files.setdefault(article["source_file"], len(self.files))
            entry = (_short(article["article_id"]), int(article["sha256"][:16], 16), file, int(number))
            if (first := self._find(entry[0])) is None:
                self.fresh[entry[0]] = entry
                yield article
                continue
            name = list(self.files)[int(first[2])]
            place = place_of({"source_file": name, "place": f"{words[name]} {first[3]}"})
            skip_copy(article, place, int(first[1]) == entry[1], notes)

    def _find(self, key: int) -> Any:
        """The entry of an id, or None."""
        if len(self.fresh) > 50_000:
            # An array takes a tenth of what a dict does.
            self.known = np.sort(np.concatenate([self.known, np.array(list(self.fresh.values()), _KEY)]), order="id")
            self.fresh = {}
        if key in self.fresh:
            return self.fresh[key]
        at = int(np.searchsorted(self.known["id"], np.uint64(key)))
        return self.known[at] if at < len(self.known) and int(self.known["id"][at]) == key else None


def _short(text: str) -> int:
    return int.from_bytes(sha256(text.encode("utf-8", "surrogatepass")).digest()[:8], "big")
