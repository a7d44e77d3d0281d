"""A project's reports, made where what they rest on has changed: layers once, warm kernels, several at a time."""

from __future__ import annotations

import os
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from queue import Queue
from typing import TYPE_CHECKING, NamedTuple

from framing.errors import FramingError, UsageError
from framing.lexicon import read_lexicon
from framing.notebooks import Kernel, notebook_file, private
from framing.places import PROJECT
from framing.project import Planned, Project, read_project
from framing.project.history import checked_day
from framing.project.inputs import MADE_FROM, Inputs, intact, made_before
from framing.project.settle import settle, write_log
from framing.publish import LOG, lock, publish, read_report
from framing.report import lay_codes, make_page, manifest_of
from framing.signals import scratch, undisturbed
from framing.text import count

if TYPE_CHECKING:
    from framing.layers import Layers

# What a run loads while its kernels start.
LOADED = ("pandas", "framing.reading.folder", "framing.annotate", "framing.show", "framing.render", "pyarrow.parquet")
# Each kernel holds the layers of a whole corpus.
MOST_JOBS = 4


class Built(NamedTuple):
    """What became of one report: made, unchanged or failed, and why."""

    name: str
    state: str
    because: str


def build_project(
    file: str | Path | Project = PROJECT,
    *,
    only: Iterable[str] = (),
    force: bool = False,
    jobs: int = 0,
    as_of: str = "",
    told: Callable[[Built], None] | None = None,
) -> list[Built]:
    """Make the reports of a project that are not as their articles, lexicon, notebook, parameters and versions say.

    Each report is put in place as a whole when it is finished. Where one fails, its last edition stays, the others are
    made all the same, and the error says so at the end; the next run completes what this one did not.

    Parameters
    ----------
    file : str, Path or Project
        A `framing.toml`, or what `read_project` made of it.
    only : list of str
        Names of reports; all where none is named.
    force : bool
        Make them even where nothing has changed.
    jobs : int
        Reports that are made at the same time; 0: one a processor, at most four. It changes no byte.
    as_of : str
        The day under which new editions stand in the history, as 2026-11-22; today where it is empty. Nothing else
        that is written depends on the day.
    told : callable, optional
        Called with each Built, as soon as it is known.

    Returns
    -------
    list of Built
        name, state ("made", "unchanged") and because, in the order of the project.

    Raises
    ------
    InputError
        The project file cannot be used; nothing was made.
    UsageError
        `jobs` is negative, `as_of` is no day.
    LockError
        Another run writes to the folder of reports.
    FramingError
        A report failed; `build.log` among the reports tells all of it.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> lines = ["[corpora.demo]", f"source = '{pathlib.Path('corpus/demo').resolve()}'"]
    >>> lines += ["[reports.holdings]", "corpus = 'demo'", "notebook = 'corpus'"]
    >>> _ = (folder / "framing.toml").write_text("\\n".join(lines))
    >>> [built.state for _ in range(2) for built in build_project(folder / "framing.toml")]
    ['made', 'unchanged']
    """
    if jobs < 0:
        raise UsageError(f"jobs={jobs}: at least 1, or 0 for one a processor")
    day = checked_day(as_of)
    project = file if isinstance(file, Project) else read_project(file)
    chosen = project.chosen(only)
    with lock(project.to):
        build = _Build(project, told or (lambda built: None))
        build.run(chosen, force, jobs or min(MOST_JOBS, os.cpu_count() or 1))
        done = [build.done[report.name] for report in chosen]
        try:
            settle(project, day)
        finally:
            write_log(project.to, done, build.traces)
    if failed := [built for built in done if built.state == "failed"]:
        others = len(done) - len(failed)
        raise FramingError(
            f"{len(failed)} of {count(len(done), 'report')} failed, the first: {failed[0].name}: {failed[0].because}"
            f"{f'; the other {others} are as they should be' if others else ''}; all in {project.to / LOG}"
        )
    return done


class _Build:
    """One run: what is stale is found, its layers are made one after another, its pages by several kernels."""

    def __init__(self, project: Project, told: Callable[[Built], None]) -> None:
        self.project, self.told = project, told
        self.done: dict[str, Built] = {}
        self.traces: dict[str, str] = {}
        self.queue: Queue[tuple[Planned, Layers, Path] | None] = Queue()
        self.inputs: dict[str, dict[str, str]] = {}
        self.reasons: dict[str, str] = {}
        self.ending = False

    def run(self, chosen: Iterable[Planned], force: bool, jobs: int) -> None:
        known = Inputs(self.project)
        stale = [report for report in chosen if self._is_stale(report, known, force)]
        if not stale:
            return
        with private() as folder, scratch() as name:
            work = name.resolve()
            kernels = [Kernel(folder, i) for i in range(min(jobs, len(stale)))]
            threads = [threading.Thread(target=self._work, args=(kernel, work), daemon=True) for kernel in kernels]
            for thread in threads:
                thread.start()
            try:
                self._fill(stale, work)
                for _ in threads:
                    self.queue.put(None)
                for thread in threads:
                    thread.join()
            except BaseException:
                self._end(kernels, threads)
                raise

    def _end(self, kernels: list[Kernel], threads: list[threading.Thread]) -> None:
        """Stop the work; nothing that was started outlives the folders that it uses."""
        self.ending = True
        while alive := [thread for thread in threads if thread.is_alive()]:
            for kernel in kernels:
                kernel.kill()
            self.queue.put(None)
            alive[0].join(0.1)

    def _is_stale(self, report: Planned, known: Inputs, force: bool) -> bool:
        """Whether a report must be made, and because of what."""
        folder = self.project.to / report.name
        try:
            self.inputs[report.name] = now = known.of(report)
            manifest = read_report(folder)
        except (FramingError, OSError) as error:
            self._failed(report, error)
            return False
        before = made_before(manifest)
        changed = [name for name in now if before.get(name) != now[name]]
        if "title" not in manifest:
            changed = ["new"]
        elif not changed:
            changed = [f"changed: {name}" for name in intact(folder, manifest)[:1]] or ["forced"] * force
        self.reasons[report.name] = ", ".join(changed)
        if not changed:
            self._tell(Built(report.name, "unchanged", ""))
        return bool(changed)

    def _fill(self, stale: list[Planned], work: Path) -> None:
        """Queue every stale report as soon as its layers are there."""
        with undisturbed():
            for name in LOADED:
                import_module(name)
        for number, (key, reports) in enumerate(_grouped(stale)):
            saved = work / f"layers-{number}"
            try:
                layers = self._layers(*key, saved)
            except Exception as error:
                for report in reports:
                    self._failed(report, error)
                continue
            for report in reports:
                self.queue.put((report, layers, saved))

    def _layers(self, corpus: str, lexicon: str, saved: Path) -> Layers:
        from framing.annotate import annotate
        from framing.reading import read_corpus

        source = self.project.corpora[corpus]
        terms = read_lexicon(self.project.lexicons[lexicon])
        return annotate(read_corpus(source.path, max_skipped=source.max_skipped, **source.reading), terms, to=saved)

    def _work(self, kernel: Kernel, work: Path) -> None:
        """One thread: a kernel, and reports until none is left."""
        with kernel:
            try:
                kernel.start()
            except FramingError:  # told of the report that will need it
                pass
            while (task := self.queue.get()) is not None and not self.ending:
                report = task[0]
                try:
                    self._make(*task, kernel, work / "reports" / report.name)
                except Exception as error:
                    self._failed(report, error)
                else:
                    self._tell(Built(report.name, "made", self.reasons[report.name]))

    def _make(self, report: Planned, layers: Layers, saved: Path, kernel: Kernel, work: Path) -> None:
        notebook = notebook_file(report.notebook)
        coded = lay_codes(report.codes, work) if report.codes else {}
        title, finding = make_page(notebook, report.parameters, layers, saved, work, kernel.run)
        manifest = manifest_of(layers, notebook, report.parameters, title, finding)
        made = {MADE_FROM: self.inputs[report.name]}
        publish(work / "out", self.project.to / report.name, {**manifest, **coded, **made})

    def _failed(self, report: Planned, error: Exception) -> None:
        """One report's failure is no other's; what is not a user's slip is told with its trace."""
        said = " ".join(str(error).split())
        if not isinstance(error, FramingError | OSError):
            said = f"{type(error).__name__}: {said}"
            self.traces[report.name] = "".join(traceback.format_exception(error))
        self._tell(Built(report.name, "failed", said))

    def _tell(self, built: Built) -> None:
        self.done[built.name] = built
        self.told(built)


def _grouped(reports: Iterable[Planned]) -> Iterator[tuple[tuple[str, str], list[Planned]]]:
    """Reports of the same corpus and lexicon."""
    groups: dict[tuple[str, str], list[Planned]] = {}
    for report in reports:
        groups.setdefault((report.corpus, report.lexicon), []).append(report)
    yield from groups.items()
