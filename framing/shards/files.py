"""The files of a large run: parts of the source, their share of the survey, shards of layers, and the tables made of them."""

from __future__ import annotations

import io
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import file_digest, sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.annotate import annotate_batch
from framing.layers import NAMES, SPANS, Layers, row_group, to_arrow
from framing.lexicon import Lexicon
from framing.publish import put, sync
from framing.schema import conform, frame
from framing.shards.workers import give_back
from framing.survey import Survey
from framing.survey.gathered import Gathered, gather

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

PARTED = ("articles", *SPANS)
# What the standard measures look at in articles; of each article of a corpus no more is held at once.
LIGHT = ("article_id", "outlet", "producer", "genre", "published", "story", "cluster")
# What merging looks at article by article.
MAPPED = {"runs": np.uint32, "own": np.bool_}

# Rows of shards that are counted at once; an article has a text, and weighs more.
AT_ONCE, WEIGHT = 200_000, 80


def digest(path: Path) -> str:
    """The sha256 of a file."""
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def keep_part(articles: pd.DataFrame, folder: Path) -> Path:
    """Lay some articles on the disk, under the hash of their content."""
    import pyarrow.parquet as pq

    bytes_ = io.BytesIO()
    pq.write_table(to_arrow(articles), bytes_)
    data = bytes_.getvalue()
    place = folder / f"{sha256(data).hexdigest()}.parquet"
    if not place.exists():
        put(place, data)
    return place


def read_part(place: str | Path, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """What `keep_part` laid down."""
    import pandas as pd

    return pd.read_parquet(place, columns=None if columns is None else list(columns))


def survey_part(place: str) -> None:
    """Gather a part's share of the survey, beside it: runs as they are in memory, so that those of one article can be
    read; all else packed."""
    target = Path(place).with_suffix(".npz")
    if target.exists():
        return
    found = gather(conform("articles", read_part(place)))
    arrays = {name: _packed(value) if isinstance(value, list) else value for name, value in found._asdict().items()}
    for name in MAPPED:
        put(target.with_suffix(f".{name}"), arrays.pop(name).tobytes())
    bytes_ = io.BytesIO()
    np.savez(bytes_, **arrays)
    put(target, bytes_.getvalue())
    give_back()


def _packed(texts: list[str]) -> Any:
    return np.frombuffer(json.dumps(texts).encode(), np.uint8)


class GatheredParts:
    """The surveys of some parts, read anew each time that they are gone through."""

    def __init__(self, places: Sequence[Path]) -> None:
        self.places = places

    def __iter__(self) -> Iterator[Any]:
        return (_Kept(place.with_suffix(".npz")) for place in self.places)


class _Kept:
    """A `Gathered` on the disk: a column is read each time that it is asked for, the others are not."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def __getattr__(self, name: str) -> Any:
        if name not in Gathered._fields:
            raise AttributeError(name)
        if name in MAPPED:
            return np.memmap(self.place.with_suffix(f".{name}"), MAPPED[name], "r")
        with np.load(self.place, allow_pickle=False) as arrays:
            found = arrays[name]
        return json.loads(found.tobytes()) if name in ("ids", "outlets", "lines") else found


@lru_cache(maxsize=1)
def _known(lexicon: Lexicon) -> Lexicon:
    """Equal lexicons as one object, so that what was compiled for it is found again."""
    return lexicon


def annotate_part(place: str, surveyed: Survey, lexicon: Lexicon, target: str) -> dict[str, str]:
    """Make the shard of a part, unless it is there; the hashes of its tables."""
    shard = Path(target)
    if not shard.exists():
        draft = shard.with_name(f".{shard.name[:40]}.{os.getpid()}")
        _draft_part(place, surveyed, lexicon, draft)
        try:
            os.rename(draft, shard)
        except OSError:  # another worker was faster
            shutil.rmtree(draft)
        sync(shard.parent)
        give_back()
    return {name: digest(shard / f"{name}.parquet") for name in PARTED}


def _draft_part(place: str, surveyed: Survey, lexicon: Lexicon, draft: Path) -> None:
    layers = annotate_batch(conform("articles", read_part(place)), _known(lexicon), surveyed)
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    write_tables(layers, draft, PARTED)
    sync(*draft.iterdir(), draft)


@dataclass(frozen=True, eq=False)
class ShardedLayers(Layers):
    """Layers that lie in shards on the disk: of articles what measures look at, and the tables only part by part."""

    folders: tuple[Path, ...] = ()

    @classmethod
    def of(cls, folders: Sequence[Path], terms: pd.DataFrame) -> ShardedLayers:
        """The layers of some shards, in order."""
        import pandas as pd

        light = [read_part(folder / "articles.parquet", LIGHT) for folder in folders]
        empty = {name: frame(name, []) for name in NAMES if name not in ("articles", "terms")}
        return cls(articles=pd.concat(light, ignore_index=True), terms=terms, **empty, folders=tuple(folders))

    def parts(self, *tables: str) -> Iterator[Layers]:
        """Shards that lie side by side, as many as fit in memory at once."""
        empty = {name: getattr(self, name) for name in NAMES}
        for folders in _groups(self.folders, tables or PARTED, AT_ONCE):
            yield Layers(**{**empty, **_read_group(folders, tables or PARTED)}, about=self.about)


@lru_cache(maxsize=8)
def _groups(folders: tuple[Path, ...], tables: tuple[str, ...], most: int) -> list[tuple[Path, ...]]:
    """Neighbours, cut where they would hold too many rows."""
    import pyarrow.parquet as pq

    groups: list[tuple[Path, ...]] = []
    held = 0
    for folder in folders:
        rows = {name: pq.read_metadata(folder / f"{name}.parquet").num_rows for name in tables}
        size = sum(n * (WEIGHT if name == "articles" else 1) for name, n in rows.items())
        if not groups or held + size > most:
            groups.append(())
            held = 0
        groups[-1] += (folder,)
        held += size
    return groups


@lru_cache(maxsize=1)
def _read_group(folders: tuple[Path, ...], tables: tuple[str, ...]) -> dict[str, pd.DataFrame]:
    """Some tables of some shards; measures ask for the same ones again and again."""
    import pandas as pd

    read = {name: [read_part(folder / f"{name}.parquet") for folder in folders] for name in tables}
    return {name: conform(name, pd.concat(found, ignore_index=True)) for name, found in read.items()}


def write_tables(layers: Layers, folder: Path, names: Sequence[str] = NAMES) -> int:
    """Write tables as Parquet, in row groups that do not depend on shards; how many mentions there are.

    Parameters
    ----------
    layers : Layers
    folder : Path
        It exists.
    names : list of str
        The tables to write.
    """
    written = {}
    for name in names:
        writer = TableWriter(folder / f"{name}.parquet", name)
        for rows in _as_written(layers, name):
            writer.add(rows)
        writer.close()
        written[name] = writer.rows
    if "terms" in names:
        text = json.dumps(layers.about, ensure_ascii=False, indent=1, sort_keys=True)
        (folder / "about.json").write_text(text + "\n", encoding="utf-8")
    return written["mentions"]


def _as_written(layers: Layers, name: str) -> Iterator[pa.Table]:
    """A table, shard by shard where it lies in shards: what is only handed on is not made a table of pandas."""
    import pyarrow.parquet as pq

    if isinstance(layers, ShardedLayers) and name in PARTED:
        yield from (pq.read_table(shard / f"{name}.parquet") for shard in layers.folders)
    else:
        yield to_arrow(getattr(layers, name))


class TableWriter:
    """A Parquet file that is written row group by row group, each of the same number of rows."""

    def __init__(self, place: Path, name: str) -> None:
        self.place, self.size = place, row_group(name)
        self.rows = 0
        self.waiting: Any = None
        self.file: Any = None

    def add(self, rows: pa.Table) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        self.rows += len(rows)
        if self.file is None:
            self.file = pq.ParquetWriter(self.place, rows.schema)
        self.waiting = rows if self.waiting is None else pa.concat_tables([self.waiting, rows])
        while len(self.waiting) >= self.size:
            self._write(self.waiting.slice(0, self.size))
            self.waiting = self.waiting.slice(self.size)

    def _write(self, rows: Any) -> None:
        self.file.write_table(rows.combine_chunks(), row_group_size=self.size)

    def close(self) -> None:
        if len(self.waiting) or not self.rows:
            self._write(self.waiting)
        self.file.close()
