"""Layers: what is known about the articles, as tables of spans beside the untouched text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.errors import InputError
from framing.schema import conform

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

SPANS = ("zones", "sentences", "voices", "mentions", "words")
NAMES = ("articles", *SPANS, "terms", "skipped", "notices")


def row_group(name: str) -> int:
    """Rows of a table that are written at once, always as many: equal tables give equal bytes."""
    return 2_000 if name == "articles" else 20_000


def to_arrow(table: pd.DataFrame) -> pa.Table:
    """A table as it is written: without an index."""
    import pyarrow as pa

    return pa.Table.from_pandas(table, preserve_index=False)


@dataclass(frozen=True, eq=False)
class Layers:
    """The tables of one annotated corpus; columns as `schema.TABLES` says.

    Every measure takes this first. `terms` lists all terms of the lexicon, so that a name nobody used keeps its
    row; `about` says which lexicon, which versions, which corpus files.

    Examples
    --------
    >>> import framing as fr
    >>> layers = fr.annotate(fr.read_corpus("corpus/demo"), "immigration")
    >>> layers.zones.query("article_id == 'courier-flood'")["zone"].head(3).tolist()
    ['headline', 'deck', 'byline']
    """

    articles: pd.DataFrame
    zones: pd.DataFrame
    sentences: pd.DataFrame
    voices: pd.DataFrame
    mentions: pd.DataFrame
    words: pd.DataFrame
    terms: pd.DataFrame
    skipped: pd.DataFrame
    notices: pd.DataFrame
    about: dict[str, Any] = field(default_factory=dict)

    def __repr__(self) -> str:
        sizes = ", ".join(
            f"{len(getattr(self, name)):,} {name}" for name in ("articles", "sentences", "voices", "mentions")
        )
        return f"Layers: {sizes}; lexicon {self.about.get('lexicon', '')} {self.about.get('lexicon_version', '')}"

    @cached_property
    def terms_by_referent(self) -> dict[str, pd.DataFrame]:
        """The terms of each referent, in the order of the lexicon."""
        return {str(name): terms for name, terms in self.terms.groupby("referent", sort=False)}

    def parts(self, *tables: str) -> Iterator[Layers]:
        """What measures count one after another and add up: here, all at once; on disk, shard by shard.

        Parameters
        ----------
        *tables : str
            The tables that are looked at; others may be empty.
        """
        yield self

    @classmethod
    def concat(cls, parts: Sequence[Layers]) -> Layers:
        """Join the layers of consecutive batches; what is said of the whole comes from the first."""
        import pandas as pd

        first = parts[0]
        joined = {
            name: pd.concat([getattr(part, name) for part in parts], ignore_index=True) for name in ("articles", *SPANS)
        }
        rest = {f.name: getattr(first, f.name) for f in fields(cls) if f.name not in joined}
        return cls(**joined, **rest)

    def told(self, skipped: pd.DataFrame, notices: pd.DataFrame, about: dict[str, Any]) -> Layers:
        """The same layers with what is said of the whole corpus."""
        return replace(self, skipped=skipped, notices=notices, about=about)

    def save(self, folder: str | Path) -> None:
        """Write each table as `<name>.parquet` into a folder, and `about.json` last."""
        import pyarrow.parquet as pq

        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        for name in NAMES:
            pq.write_table(to_arrow(getattr(self, name)), folder / f"{name}.parquet", row_group_size=row_group(name))
        text = json.dumps(self.about, ensure_ascii=False, indent=1, sort_keys=True)
        (folder / "about.json").write_text(text + "\n", encoding="utf-8")

    @classmethod
    def open(cls, folder: str | Path) -> Layers:
        """Read what `save` wrote.

        Raises
        ------
        InputError
            The folder does not hold the tables of a finished run.
        """
        import pandas as pd

        folder = Path(folder)
        if not (folder / "about.json").is_file():
            raise InputError(
                f"{folder}: holds no annotated corpus (about.json is missing); make one with 'framing measure'"
            )
        tables = {name: conform(name, pd.read_parquet(folder / f"{name}.parquet")) for name in NAMES}
        return cls(**tables, about=json.loads((folder / "about.json").read_text(encoding="utf-8")))
