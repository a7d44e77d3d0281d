"""What was timed, as a section of RESULTS.md and one chart."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

RESULTS = Path(__file__).with_name("RESULTS.md")
CHART = Path(__file__).with_name("speed.svg")
SIZES = (1_000, 10_000, 100_000, 1_000_000)
BASE, OURS = "nltk loop", "framing, all tables"
# Outputs of the same kind may differ by so much, since rules differ: naive terms know no plurals, zones end sentences.
NEAR = {"tokens": 0.25, "sentences": 0.25, "terms": 0.02, "quotations": 0.35, "valence": 0.25}


def spread(values: Sequence[float], digits: int = 1) -> str:
    """Median, with minimum and maximum."""
    return f"{median(values):,.{digits}f} ({min(values):,.{digits}f}–{max(values):,.{digits}f})"


def ratios(runs: Mapping[str, Sequence[Mapping[str, Any]]], name: str) -> list[float]:
    """How many times faster than the base, run by run: both were timed in the same run."""
    return [base["cpu"] / own["cpu"] for base, own in zip(runs[BASE], runs[name], strict=True) if own["cpu"] > 0]


def comparable(runs: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[str]:
    """Outputs held against those of the loop; one line for each that is further off than its kind allows."""
    said = []
    base = runs[BASE][0]["found"]
    for name, results in runs.items():
        for what, value in results[0]["found"].items():
            if name == OURS and what == "terms":
                continue  # plurals, gaps and conditions: not the same question
            if what in base and abs(value - base[what]) > NEAR[what] * abs(base[what]):
                said.append(f"{name}: {what} {value:,.0f}, the loop {base[what]:,.0f}")
    return said


def section(
    runs: Mapping[str, Sequence[Mapping[str, Any]]], growth: Sequence[Mapping[str, Any]], facts: Mapping[str, str],
    missing: Mapping[str, str],
) -> str:  # fmt: skip
    """The section "Speed"."""
    lines = ["## Speed", "", *(f"- {name}: {text}" for name, text in facts.items()), ""]
    lines += ["| work | articles a second of processor time | times the loop |", "|-|-|-|"]
    n = int(facts["Articles"].split()[0].replace(",", ""))
    for name in sorted(runs, key=lambda name: median(r["cpu"] for r in runs[name]), reverse=True):
        lines.append(f"| {name} | {spread([n / r['cpu'] for r in runs[name]], 0)} | {spread(ratios(runs, name))} |")
    parts = ("pyarrow counts", "RE2 terms", "regex sentences", "vaderSentiment", "regex quotations")
    if all(part in runs for part in parts):
        sums = [sum(run[i]["cpu"] for run in (runs[part] for part in parts)) for i in range(len(runs[OURS]))]
        share = [total / own["cpu"] for total, own in zip(sums, runs[OURS], strict=True)]
        lines += ["", f"The sum of the best single parts ({', '.join(parts)}) over ours: {spread(share, 2)}."]
    lines += ["", "Median (minimum–maximum). Only the first and ours do all of the work; ours also finds zones, reported speech, speakers", "and set-aside names, and writes every table."]  # fmt: skip
    off = comparable(runs)
    lines += ["", f"Outputs held against the loop's: {'; '.join(off) if off else 'all within what their rules allow'}."]
    if missing:
        lines += ["", "Not run: " + "; ".join(f"{name} ({why})" for name, why in missing.items()) + "."]
    if growth:
        lines += ["", "| articles | processor s | clock s | ms an article | peak MB |", "|-|-|-|-|-|"]
        lines += [
            f"| {g['n']:,} | {g['cpu']:.1f} | {g['wall']:.1f} | {1000 * g['cpu'] / g['n']:.2f} | {g['megabytes']:.0f} |"
            for g in growth
        ]
    if left := [size for size in SIZES if size not in [g["n"] for g in growth]]:
        lines += ["", f"Growth not run: {'; '.join(f'{size:,}' for size in left)} articles."]
    return "\n".join([*lines, "", f"![Articles a second of processor time]({CHART.name})", ""])


def put(text: str) -> None:
    """Replace the section in RESULTS.md, or append it."""
    page = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else "# Measured\n"
    page = re.sub(r"\n## Speed\n.*?(?=\n## |\Z)", "", page, flags=re.DOTALL).rstrip()
    RESULTS.write_text(f"{page}\n\n{text}", encoding="utf-8", newline="\n")


def chart(runs: Mapping[str, Sequence[Mapping[str, Any]]], n: int) -> None:
    """Articles a second of each, on a logarithmic line."""
    import matplotlib

    matplotlib.use("svg")
    from matplotlib import pyplot as plt

    names = sorted(runs, key=lambda name: median(r["cpu"] for r in runs[name]))
    rates = [[n / r["cpu"] for r in runs[name]] for name in names]
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "speed"}):
        figure, ax = plt.subplots(figsize=(7, 0.36 * len(names) + 0.9), layout="constrained")
        for i, values in enumerate(rates):
            colour = "#0b5a8a" if names[i] == OURS else "#6b6b6b"
            ax.hlines(i, min(values), max(values), color=colour, linewidth=2)
            ax.plot(median(values), i, "o", color=colour)
        ax.set_yticks(range(len(names)), names)
        ax.invert_yaxis()
        ax.set_xscale("log")
        ax.set_xlabel("articles a second of processor time (log); line: minimum to maximum")
        ax.spines[["top", "right"]].set_visible(False)
        figure.savefig(CHART, metadata={"Date": None})
