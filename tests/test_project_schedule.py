"""docs/schedule.md as far as it runs here: the project file built, the cron line, the units, the workflow's steps."""

import configparser
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from framing.cli import _parser
from framing.project import read_project
from framing.project.build import build_project
from framing.project.verify import verify_reports

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "docs/schedule.md").read_text(encoding="utf-8")


def block(language, number=0):
    return re.findall(rf"^```{language}\n(.*?)^```", TEXT, flags=re.MULTILINE | re.DOTALL)[number]


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """The project of the page, where its corpus lies beside it, with `framing` as a command."""
    folder = tmp_path_factory.mktemp("press")
    (folder / "framing.toml").write_text(block("toml"), encoding="utf-8")
    (folder / "corpus").mkdir()
    shutil.copytree(ROOT / "corpus/demo", folder / "corpus/demo")
    binaries = folder / ".venv/bin"
    binaries.mkdir(parents=True)
    (binaries / "framing").write_text(
        f'#!/bin/sh\nPYTHONPATH="{ROOT}:$PYTHONPATH" exec "{sys.executable}" -m framing "$@"\n'
    )
    (binaries / "framing").chmod(0o755)
    build_project(folder / "framing.toml", as_of="2026-11-20")
    return folder


def run(place, script):
    environment = {**os.environ, "PATH": f"{place / '.venv/bin'}:{os.environ['PATH']}"}
    return subprocess.run(["bash", "-e", "-c", script], cwd=place, env=environment, capture_output=True, text=True)


def test_the_project_file_of_the_page_makes_its_four_reports(place):
    project = read_project(place / "framing.toml")
    assert [report.name for report in project.reports] == ["names", "expulsion", "courier", "holdings"]
    assert all((place / "reports" / report.name / "index.html").is_file() for report in project.reports)
    assert verify_reports(place / "reports").differences == []


def test_the_commands_of_the_page_are_understood():
    lines = [re.split(r"\s{2,}", line)[0] for line in block("text").splitlines()]
    commands = [line for line in lines if line.startswith("framing")]
    commands[3:] = ["framing diff reports/names other/names"]
    assert len(commands) == 4
    for line in commands:
        _parser().parse_args(shlex.split(line)[1:])


def test_the_cron_line_has_five_fields_and_its_command_keeps_a_log_and_the_status(place):
    fields = block("cron").strip().split(None, 5)
    assert all(re.fullmatch(r"[\d*/,-]+", field) for field in fields[:5]) and "%" not in fields[5]
    command = fields[5].replace("/srv/press", str(place))
    done = run(place, command)
    assert (done.returncode, done.stderr) == (0, "")
    assert "names: unchanged" in (place / "nightly.log").read_text()
    good = (place / "framing.toml").read_text()
    (place / "framing.toml").write_text("[reports")
    try:
        done = run(place, command)
    finally:
        (place / "framing.toml").write_text(good)
    assert done.returncode == 1 and done.stderr.startswith("framing: framing.toml: not valid TOML")
    assert done.stderr.count("\n") == 1


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not on this machine")
def test_systemds_own_checker_finds_nothing_in_the_units(place, tmp_path):
    for number, name in enumerate(("framing.service", "framing.timer")):
        (tmp_path / name).write_text(block("ini", number).replace("/srv/press", str(place)))
    units = [str(tmp_path / name) for name in ("framing.service", "framing.timer")]
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True)
    assert [line for line in done.stderr.splitlines() if "framing" in line] == []
    (tmp_path / "framing.timer").write_text(block("ini", 1).replace("OnCalendar=*-*-* 03:10", "OnCalendar=*-*-* 33:10"))
    bad = subprocess.run(["systemd-analyze", "verify", "--man=no", units[1]], capture_output=True, text=True)
    assert "Failed to parse calendar" in bad.stderr, "the checker sees a wrong unit"


def test_the_units_name_each_other_and_run_what_the_page_says():
    service, timer = (configparser.ConfigParser(delimiters="=") for _ in range(2))
    service.read_string(block("ini", 0))
    timer.read_string(block("ini", 1))
    assert service["Service"]["ExecStart"].split("/")[-1] == "framing build"
    assert timer["Timer"]["OnCalendar"].endswith("03:10:00") and timer["Install"]["WantedBy"] == "timers.target"


def test_the_steps_of_the_workflow_run_as_a_script(place):
    workflow = yaml.safe_load(block("yaml"))
    assert workflow[True]["schedule"] == [{"cron": "10 3 * * *"}]  # YAML 1.1 reads `on` as true
    steps = workflow["jobs"]["reports"]["steps"]
    scripts = {step["name"]: step["run"] for step in steps if "run" in step}
    assert list(scripts) == ["Set up", "Build", "Verify", "Log"]
    # Setting up is .ci/run's: no test goes online.
    assert scripts.pop("Set up") == "python -m pip install -c requirements.lock ."
    article = place / "corpus/demo/articles/courier-raid.txt"
    article.write_text(article.read_text(encoding="utf-8").replace(" the ", " that ", 1), encoding="utf-8")
    done = run(place, "\n".join(scripts.values()))
    assert done.returncode == 0, done.stderr
    assert "names: made (articles)" in done.stdout and "names made again: 0 differences" in done.stdout
    assert "4 made, 0 unchanged, 0 failed" in done.stdout, "the log, at the end"
    kept = [step for step in steps if step.get("uses", "").startswith(("actions/cache", "actions/upload"))]
    assert {step["with"]["path"] for step in kept} == {read_project(place / "framing.toml").to.name}


def test_a_night_that_fails_is_completed_by_the_next(place):
    before = (place / "reports/names/index.html").read_bytes()
    (place / "corpus").rename(place / "away")
    failed = run(place, "framing build")
    (place / "away").rename(place / "corpus")
    assert failed.returncode == 1 and failed.stderr.count("\n") == 1
    assert "no such file or folder" in failed.stderr and "build.log" in failed.stderr
    assert (place / "reports/names/index.html").read_bytes() == before
    assert "0 made, 0 unchanged, 4 failed" in (place / "reports/build.log").read_text()
    assert run(place, "framing build").returncode == 0
