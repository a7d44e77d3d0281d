"""What reports rest on, as hashes: what decides whether one is made anew."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from framing.lexicon import lexicon_path
from framing.notebooks import notebook_file
from framing.places import PACKAGE
from framing.project import Planned, Project
from framing.reading.options import options
from framing.report import PACKAGES, hashes_of_codes

# The key of a manifest that holds the hash of each thing that the report was made from.
MADE_FROM = "made_from"


def made_from(project: Project, report: Planned) -> dict[str, str]:
    """The hash of each thing that a report rests on: what decides whether it is made anew.

    Raises
    ------
    InputError
        The corpus, the lexicon or a folder of coded sheets is not there.
    """
    return Inputs(project).of(report)


@cache
def code_hash() -> str:
    """Hash of this package's files (its lexicons and notebooks apart) and of the versions it runs with."""
    names = ("numpy", "pandas", "pyarrow", "scipy", "vaderSentiment", *PACKAGES)
    found = sha256("\n".join(f"{name} {version(name)}" for name in names).encode())
    apart = {"__pycache__", "lexicons", "shipped"}
    for path in sorted(PACKAGE.rglob("*"), key=lambda path: path.relative_to(PACKAGE).as_posix()):
        name = path.relative_to(PACKAGE)
        if path.is_file() and not apart & set(name.parts):
            found.update(name.as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


def made_before(manifest: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a manifest says that its report was made from; nothing where it does not say so."""
    before = manifest.get(MADE_FROM)
    return before if isinstance(before, dict) else {}


class Inputs:
    """Hashes of what reports rest on, each taken once."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.of_corpus = cache(self._corpus)

    def of(self, report: Planned) -> dict[str, str]:
        lexicon = lexicon_path(self.project.lexicons[report.lexicon])
        return {
            "articles": self.of_corpus(report.corpus),
            "lexicon": sha256(lexicon.read_bytes()).hexdigest(),
            "notebook": sha256(notebook_file(report.notebook).read_bytes()).hexdigest(),
            "parameters": _hash({"name": report.notebook, **report.parameters}),
            "codes": _hash(hashes_of_codes(report.codes)) if report.codes else "",
            "code": code_hash(),
        }

    def _corpus(self, name: str) -> str:
        from framing.reading.folder import file_hashes

        source = self.project.corpora[name]
        given = {"format": "", "columns": None, "encoding": "", "date_format": "", "limits": None, **source.reading}
        files = file_hashes(source.path, options(**given))
        return _hash([files, dict(source.reading), source.max_skipped])


def _hash(value: Any) -> str:
    return sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def intact(folder: Path, manifest: Mapping[str, Any]) -> list[str]:
    """The files of a report that are missing or not as its manifest says."""
    wrong = []
    for name, expected in manifest.get("outputs", {}).items():
        place = folder / name
        if not place.is_file() or sha256(place.read_bytes()).hexdigest() != expected:
            wrong.append(name)
    return wrong
