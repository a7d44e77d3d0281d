"""Whether reports are what their manifests say, and whether one made again is the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from framing.errors import FramingError, InputError
from framing.project import Planned, Project, read_project
from framing.project.build import build_project
from framing.project.history import content_of, folder_of, kept, read_history
from framing.project.inputs import intact, made_before, made_from
from framing.publish import MANIFEST, read_report, unwritten
from framing.signals import scratch


class Difference(NamedTuple):
    """Something that is not as it should be: of which report, which file or input, and what is wrong with it."""

    report: str
    what: str
    problem: str


class Verified(NamedTuple):
    """What `verify_reports` looked at, and what it found."""

    reports: int
    files: int
    again: str
    differences: list[Difference]


def verify_reports(target: str | Path, *, only: str = "") -> Verified:
    """Take every hash in the manifests of reports again; with a project, also of what they rest on, and make one again.

    Parameters
    ----------
    target : str or Path
        A `framing.toml`, or a folder of reports. A folder alone does not say where the articles lie: then the files
        of reports and of kept editions are looked at, nothing is made.
    only : str
        The report that is made again; the first of the project where it is empty.

    Returns
    -------
    Verified
        reports and files looked at, the report made again, and differences; none of these is what one hopes for.

    Raises
    ------
    InputError
        There is neither a project nor a report.
    LockError
        A run writes to the folder; it is held only while its files are read.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> import framing as fr
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> page = fr.build_report("corpus/demo", to=folder, notebook="corpus")
    >>> verify_reports(folder).differences
    []
    >>> _ = page.write_text("something else")
    >>> verify_reports(folder).differences
    [Difference(report='demo', what='index.html', problem='is not what the manifest says')]
    """
    target = Path(target)
    project = None if target.is_dir() else read_project(target)
    to = project.to if project else target
    with unwritten(to):
        manifests = {place.parent.name: read_report(place.parent) for place in sorted(to.glob(f"*/{MANIFEST}"))}
        if not project and not manifests:
            raise InputError(f"{target}: holds no report; name a folder of reports or a framing.toml")
        differences = [difference for name, manifest in manifests.items() for difference in _files(to / name, manifest)]
        differences += _editions(to)
    again = ""
    if project:
        chosen = project.chosen([only] if only else [])
        differences += [difference for report in project.reports for difference in _inputs(project, report, manifests)]
        again = chosen[0].name
        differences += _again(project, chosen[0], manifests.get(again, {}))
    files = sum(len(manifest.get("outputs", {})) for manifest in manifests.values())
    return Verified(len(manifests), files, again, differences)


def _files(folder: Path, manifest: Mapping[str, Any]) -> Iterator[Difference]:
    for name in intact(folder, manifest):
        problem = "is not what the manifest says" if (folder / name).is_file() else "is missing"
        yield Difference(folder.name, name, problem)


def _editions(to: Path) -> Iterator[Difference]:
    """Kept editions against their manifests, and these against the history; a deleted edition is none."""
    for row in read_history(to):
        folder = folder_of(to, row["report"], row["edition"])
        if not folder.is_dir():
            continue
        manifest = read_report(folder)
        if content_of(manifest) != row["outputs_sha256"]:
            yield Difference(row["report"], f"edition {row['edition']}", "is not what history.csv says")
        for name in intact(folder, {"outputs": kept(manifest)}):
            yield Difference(row["report"], f"edition {row['edition']}, {name}", "is not what its manifest says")


def _inputs(project: Project, report: Planned, manifests: Mapping[str, Any]) -> Iterator[Difference]:
    """What a report rests on, as it lies there now."""
    if report.name not in manifests:
        yield Difference(report.name, MANIFEST, "is missing: the report was never made; run framing build")
        return
    before = made_before(manifests[report.name])
    for thing, value in made_from(project, report).items():
        if before.get(thing) != value:
            yield Difference(report.name, thing, "changed since the report was made; run framing build")


def _again(project: Project, report: Planned, manifest: Mapping[str, Any]) -> list[Difference]:
    """The files that come out otherwise when a report is made again elsewhere."""
    with scratch() as folder:
        elsewhere = replace(project, to=folder, reports=(report,))
        try:
            build_project(elsewhere, jobs=1)
        except FramingError as error:
            return [Difference(report.name, "made again", f"failed: {error}")]
        outputs = read_report(folder / report.name)["outputs"]
    before = manifest.get("outputs", {})
    wrong = sorted(name for name in outputs.keys() | before.keys() if outputs.get(name) != before.get(name))
    return [Difference(report.name, name, "comes out otherwise when made again") for name in wrong]
