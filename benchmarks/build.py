"""Twelve reports by `framing build`, and by papermill and nbconvert on the command line, one after another; the same bytes.

    python benchmarks/build.py [--jobs 2]

The command line is given the layers; the build makes them itself. Prints clock and processor seconds of both, an unchanged
build, and whether every page, table and figure is the same.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PROFILES = ("Courier", "Herald", "Ledger", "Tribune", "Meridian")
REPORTS: dict[str, tuple[str, Mapping[str, Any]]] = {
    "all": ("comparative", {}),
    "claims": ("comparative", {"reading": "claim"}),
    "late": ("comparative", {"since": "2022"}),
    "pair": ("comparative", {"outlets": ["Courier", "Herald"]}),
    "expulsion": ("comparative", {"referents": ["expulsion"]}),
    "by-name": ("comparative", {"order_by": "outlet", "seed": 5}),
    "holdings": ("corpus", {}),
    **{name.lower(): ("outlet", {"outlet": name}) for name in PROFILES},
}


def project_text() -> str:
    """The twelve as a framing.toml."""
    lines = ["[corpora.demo]", f"source = {json.dumps(str(ROOT / 'corpus/demo'))}"]
    for name, (notebook, parameters) in REPORTS.items():
        lines += [f"[reports.{name}]", 'corpus = "demo"', f'notebook = "{notebook}"', f"[reports.{name}.parameters]"]
        lines += [f"{key} = {json.dumps(value)}" for key, value in parameters.items()]
    return "\n".join(lines) + "\n"


def timed(*commands: list[str], cwd: Path) -> tuple[float, float]:
    """Clock and processor seconds of commands one after another, with all processes that they start."""
    before, began = _children(), time.monotonic()
    for command in commands:
        subprocess.run([sys.executable, "-m", *command], cwd=cwd, check=True, capture_output=True, env=environment())
    return time.monotonic() - began, _children() - before


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "MPLBACKEND": "agg", "PYTHONHASHSEED": "0"}


def by_command_line(folder: Path) -> tuple[float, float]:
    """Each notebook through `papermill`, its output through `nbconvert` with the report's template."""
    commands = []
    for name, (notebook, parameters) in REPORTS.items():
        work = folder / name
        (work / "out").mkdir(parents=True)
        given = json.dumps({"layers": str(folder / "layers"), **parameters})
        source = str(ROOT / "notebooks" / f"{notebook}.ipynb")
        commands += [
            ["papermill", source, f"{name}/done.ipynb", "-k", "python3", "--cwd", str(work), "-y", given, "--no-progress-bar"],
            ["nbconvert", "--to", "html", "--template", "report", f"{name}/done.ipynb",
             f"--TemplateExporter.extra_template_basedirs={ROOT / 'framing' / 'template'}"],
        ]  # fmt: skip
    return timed(*commands, cwd=folder)


def differences(one: Path, built: Path) -> list[str]:
    """Files of the build that differ from what the command line's notebooks hold and wrote."""
    import nbformat

    from framing.render import normalise, to_html

    wrong = []
    for name in REPORTS:
        manifest = json.loads((built / name / "manifest.json").read_text(encoding="utf-8"))
        done = normalise(nbformat.read(one / name / "done.ipynb", as_version=4))
        (one / name / "out/index.html").write_text(to_html(done, title=manifest["title"]), encoding="utf-8")
        for file in sorted(
            set(manifest["outputs"]) - {"tables/articles.csv"}
        ):  # the list of articles is not the notebook's
            if (one / name / "out" / file).read_bytes() != (built / name / file).read_bytes():
                wrong.append(f"{name}/{file}")
    return wrong


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--jobs", default="2")
    jobs = options.parse_args().jobs
    with TemporaryDirectory() as name:
        folder = Path(name).resolve()
        from framing.annotate import annotate
        from framing.reading import read_corpus

        annotate(read_corpus(ROOT / "corpus/demo"), to=folder / "one/layers")
        (folder / "framing.toml").write_text(project_text(), encoding="utf-8")
        build = ["framing", "build", "--jobs", jobs]
        one, two = by_command_line(folder / "one"), timed(build, cwd=folder)
        again = timed(build, cwd=folder)
        wrong = differences(folder / "one", folder / "reports")
    print("| 12 reports | clock s | processor s |\n|-|-|-|")
    rows = {"papermill, nbconvert": one, f"framing build --jobs {jobs}": two, "the same, unchanged": again}
    for what, (clock, processor) in rows.items():
        print(f"| {what} | {clock:.1f} | {processor:.1f} |")
    print(f"\n{one[0] / two[0]:.1f} times as fast by the clock, {one[1] / two[1]:.1f} times less processor time.")
    print(f"Files that differ: {', '.join(wrong) or 'none'}.")


if __name__ == "__main__":
    main()
