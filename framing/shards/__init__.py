"""A corpus of any size: annotated shard by shard, each known by its content, so that a killed run goes on where it was."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, Executor
from dataclasses import replace
from hashlib import sha256
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from framing.annotate import BATCH, about, annotate_batch, term_table
from framing.errors import FramingError, UsageError
from framing.export import write_measures
from framing.layers import Layers
from framing.lexicon import Lexicon, read_lexicon
from framing.publish import MANIFEST, check_outside, lock, put, read_manifest, sync
from framing.reading.batches import Batches, read_batches
from framing.reading.options import options
from framing.schema import frame
from framing.shards.files import (
    GatheredParts,
    ShardedLayers,
    annotate_part,
    digest,
    keep_part,
    read_part,
    survey_part,
    write_tables,
)
from framing.shards.workers import in_order, own_code, pool
from framing.survey import Survey, gather, merge

if TYPE_CHECKING:
    import pandas as pd

Progress = Callable[[int, int], None]


class Measured(NamedTuple):
    """What a run of `measure` did: the folder, how much is in it, and whether all was there already."""

    folder: Path
    articles: int
    mentions: int
    unchanged: bool


def measure(
    source: str | Path,
    *,
    to: str | Path,
    lexicon: str | Path | Lexicon = "immigration",
    workers: int = 1,
    batch: int = BATCH,
    executor: Executor | None = None,
    progress: Progress | None = None,
    max_skipped: float = 0.1,
    reading: Mapping[str, Any] | None = None,
) -> Measured:
    """Label a corpus and write every table into a folder: layers as Parquet, measures as CSV.

    Memory does not grow with the corpus where it is JSON Lines, CSV or Parquet. A run that was killed goes on with what
    it has finished; one that has nothing to do does nothing. Workers and batches change no byte of a table.

    Parameters
    ----------
    source, max_skipped
        As for `read_corpus`.
    to : str or Path
        The folder: its tables can be opened with `Layers.open`. Finished shards are kept in it.
    lexicon : str, Path or Lexicon
        The name of a shipped lexicon, or a file of your own.
    workers : int, default 1
        Processes that label articles, where there is more than one batch.
    batch : int, default 2,000
        Articles that are labelled at once.
    executor : concurrent.futures.Executor, optional
        Used in place of processes of this machine; its workers must see the folder.
    progress : callable, optional
        Called with the articles done and all articles; while these are still being read, with 0 for all.
    reading : dict, optional
        The other arguments of `read_corpus`: format, columns, encoding, date_format, limits.

    Returns
    -------
    Measured
        folder, articles, mentions, unchanged.

    Raises
    ------
    InputError
        The source or the lexicon cannot be used.
    LockError
        Another run writes to the folder.

    Examples
    --------
    >>> import tempfile
    >>> found = measure("corpus/demo", to=tempfile.mkdtemp())
    >>> found.articles, found.unchanged, sorted(found.folder.glob("*.csv"))[0].name
    (57, False, 'article_shares.csv')
    """
    if min(workers, batch) < 1:
        raise UsageError(f"workers is {workers} and batch {batch}; both are at least 1")
    lexicon = lexicon if isinstance(lexicon, Lexicon) else read_lexicon(lexicon)
    folder = Path(to)
    if folder.is_dir() and folder.resolve() == Path(source).resolve():
        raise UsageError(
            f"{to}: is the corpus itself, whose speakers.csv would be overwritten; write to another folder"
        )
    check_outside(folder, source)
    with lock(folder):
        made_from = _made_from(source, lexicon, max_skipped, reading or {})
        before = read_manifest(folder)
        if before.get("made_from") == made_from and _intact(folder, before):
            return Measured(folder, before["articles"]["used"], before["mentions"], True)
        batches = read_batches(source, size=batch, max_skipped=max_skipped, options=reading)
        run = _Run(folder, lexicon, progress or (lambda done, of: None), batches)
        found, shards = run.of(workers, executor)
        manifest = {"made_from": made_from, "shards": shards, "mentions": found.mentions}
        manifest["articles"] = {
            "read": found.articles + len(batches.skipped),
            "used": found.articles,
            "skipped": len(batches.skipped),
        }
        run.publish(manifest)
        return found


def _made_from(source: str | Path, lexicon: Lexicon, max_skipped: float, reading: Mapping[str, Any]) -> dict[str, Any]:
    """All that the tables depend on."""
    from framing.reading.folder import file_hashes

    given = {"format": "", "columns": None, "encoding": "", "date_format": "", "limits": None, **reading}
    return {
        "files": file_hashes(Path(source), options(**given)),
        "reading": {name: value for name, value in sorted(given.items()) if value} | {"max_skipped": max_skipped},
        "lexicon_sha256": lexicon.sha256,
        "code": own_code(),
    }


def _intact(folder: Path, manifest: Mapping[str, Any]) -> bool:
    """Whether every file that a manifest lists is there as it was written."""
    outputs = manifest.get("outputs", {})
    return bool(outputs) and all(
        (folder / name).is_file() and digest(folder / name) == expected for name, expected in outputs.items()
    )


class _Run:
    """One run: parts of the source on the disk, then shards, then tables."""

    def __init__(self, folder: Path, lexicon: Lexicon, progress: Progress, batches: Batches) -> None:
        self.folder, self.lexicon, self.progress, self.batches = folder, lexicon, progress, batches
        self.parts, self.shards, self.draft = folder / "parts", folder / "shards", folder / ".draft"
        shutil.rmtree(self.draft, ignore_errors=True)
        self.draft.mkdir()

    def of(self, workers: int, executor: Executor | None) -> tuple[Measured, dict[str, Any]]:
        batches = iter(self.batches)
        begun = list(islice(batches, 2))
        if len(begun) == 1:
            return self._small(begun[0]), {}
        # Taken out of the list, so that nobody holds the first batches to the end of the run.
        every = chain((begun.pop(0) for _ in range(2)), batches)
        if executor is not None or workers == 1:
            return self._large(every, executor, workers)
        with pool(workers) as own:
            return self._large(every, own, workers)

    def _small(self, articles: pd.DataFrame) -> Measured:
        """One batch needs no shards."""
        surveyed = self._decided(merge([gather(articles)]))
        layers = annotate_batch(articles, self.lexicon, surveyed)
        return self._write(self._told(layers, surveyed))

    def _large(
        self, batches: Iterable[pd.DataFrame], executor: Executor | None, workers: int
    ) -> tuple[Measured, dict[str, Any]]:
        try:
            names, sizes, surveyed = self._survey(batches, executor, workers)
            shards = self._annotate(names, sizes, surveyed, executor, workers)
        except BrokenExecutor:
            raise FramingError(
                f"{self.folder}: a worker process was ended from outside (too little memory?); "
                "run again with fewer --workers: finished shards are kept"
            ) from None
        layers = ShardedLayers.of([self.shards / name for name in shards], term_table(self.lexicon))
        return self._write(self._told(layers, surveyed)), shards

    def _survey(
        self, batches: Iterable[pd.DataFrame], executor: Executor | None, workers: int
    ) -> tuple[list[Path], list[int], Survey]:
        """Pass 1: every batch laid on the disk, and what needs the whole corpus."""
        self.parts.mkdir(exist_ok=True)
        names: list[Path] = []
        sizes: list[int] = []

        def tasks() -> Iterator[tuple[str]]:
            for articles in batches:
                names.append(keep_part(articles, self.parts))
                sizes.append(len(articles))
                del articles  # it is on the disk
                self.progress(sum(sizes), 0)
                yield (str(names[-1]),)

        for _ in in_order(executor, survey_part, tasks(), 2 * workers):
            pass
        return names, sizes, self._decided(merge(GatheredParts(names)))

    def _decided(self, surveyed: Survey) -> Survey:
        """With the lines whose zone a person has given."""
        return replace(surveyed, lines=tuple(self.batches.decisions.lines))

    def _annotate(
        self, names: list[Path], sizes: list[int], surveyed: Survey, executor: Executor | None, workers: int
    ) -> dict[str, Any]:
        """Pass 2: a shard for each part; the hashes of its tables."""
        self.shards.mkdir(exist_ok=True)
        rest, places = own_code() + self.lexicon.sha256, []

        def tasks() -> Iterator[tuple[str, Survey, Lexicon, str]]:
            for name in names:
                share = surveyed.share_of(read_part(name, ["article_id", "outlet"]))
                key = sha256((rest + share.sha256).encode()).hexdigest()
                places.append(self.shards / f"{name.stem}-{key}")
                yield str(name), share, self.lexicon, str(places[-1])

        made, done = {}, 0
        for number, hashes in enumerate(in_order(executor, annotate_part, tasks(), 2 * workers)):
            made[places[number].name] = hashes
            done += sizes[number]
            self.progress(done, sum(sizes))
        return made

    def _told(self, layers: Layers, surveyed: Survey) -> Layers:
        """The layers with what is said of the whole corpus."""
        skipped, notices = frame("skipped", self.batches.skipped), frame("notices", self.batches.notices)
        return layers.told(
            skipped, notices, self.batches.speaker_types, about(self.batches.files, self.lexicon, surveyed)
        )

    def _write(self, layers: Layers) -> Measured:
        """Every table and measure into the draft."""
        mentions = write_tables(layers, self.draft)
        write_measures(layers, self.draft)
        return Measured(self.folder, len(layers.articles), mentions, False)

    def publish(self, manifest: dict[str, Any]) -> None:
        """Put the draft's files in place, the manifest last; then remove what no run needs again."""
        files = sorted(self.draft.iterdir(), key=lambda path: (path.name == "about.json", path.name))
        manifest["outputs"] = {path.name: digest(path) for path in files}
        sync(*files)
        for path in files:
            os.replace(path, self.folder / path.name)
        text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
        put(self.folder / MANIFEST, (text + "\n").encode())
        for stale in [self.draft, self.parts, *(s for s in self.shards.glob("*") if s.name not in manifest["shards"])]:
            shutil.rmtree(stale, ignore_errors=True)
