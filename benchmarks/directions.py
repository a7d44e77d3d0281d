"""Do the directions that are known of real outlets come out: outlet by outlet, with interval and q, period by period?

    python benchmarks/directions.py [CHART.png]

Reads AllSides' articles on immigration in ../shared and takes the directions of its README: the right writes "illegal
alien" and "illegal immigrant" more, the left "undocumented immigrant", and less "illegal" from year to year. Prints
tables and writes them as section "Known directions" of benchmarks/RESULTS.md (four minutes of processor time).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from coverage import ALLSIDES, write_section

import framing as fr
from framing.charts.robustness import chart_robustness
from framing.differences import LEVEL_Q
from framing.robustness import BASE, strongest

if TYPE_CHECKING:
    import pandas as pd

REFERENT = "people without status"
# Who writes it more, and who less.
DIRECTIONS = {
    "illegal alien": ("right", "left"),
    "illegal immigrant": ("right", "left"),
    "undocumented immigrant": ("left", "right"),
}
PERIODS = (("", ""), ("2012", "2014"), ("2015", "2017"), ("2018", "2020"))
# Outlets are shown and paired from so many articles on that mark the status.
FEWEST = 10
ILLEGAL = ("illegal alien", "illegal immigrant", "illegals", "illegal worker")


def main(chart: str = "") -> None:
    """Run everything, print it and write it down."""
    layers = fr.annotate(fr.read_corpus(ALLSIDES), "immigration")
    leaning = layers.articles.groupby("outlet")["leaning"].agg(lambda values: values.mode().iloc[0])
    shares = fr.shares(layers, by="outlet", referent=REFERENT)
    shown = shares[(shares["articles"] >= FEWEST) & shares["outlet"].isin(leaning.index)].assign(
        leaning=lambda table: table["outlet"].map(leaning)
    )
    paired = {period: pairs(layers, shown, period) for period in PERIODS}
    body = [
        "`python benchmarks/directions.py`: AllSides' articles on immigration, the outlet's wording, body; shares of all names that mark "
        f"the status. q is over all names compared. Outlets of {FEWEST} or more articles with such a name stand alone and in pairs.",
        table(("outlets as units, right less left, points", *map(_called, PERIODS)), by_leaning(layers)),
        table(("outlet", "leaning", "articles", *DIRECTIONS), by_outlet(shown)),
        table(("pairs of a left and a right outlet", *map(_called, PERIODS)), found_in_pairs(paired)),
        table(("names with “illegal” among all that mark the status", "left", "right"), by_year(layers)),
        table(("strongest pair of each direction", "difference", "holds in", "not with"), stand(layers, paired[PERIODS[0]], chart)),
    ]  # fmt: skip
    write_section("Known directions", "\n\n".join(body))


def pairs(layers: fr.Layers, shown: pd.DataFrame, period: tuple[str, str]) -> pd.DataFrame:
    """Every pair of a left and a right outlet, turned so that the one that should write the name more comes first."""
    sides = shown.drop_duplicates("outlet").set_index("outlet")["leaning"]
    outlets = sorted(sides.index[sides.isin(["left", "right"])])
    since, until = period
    every = fr.contrasts(layers, referent=REFERENT, only=outlets, since=since, until=until)
    every = every[every["term"].isin(DIRECTIONS) & every["p"].notna()]
    one, other = every["target"].map(sides), every["reference"].map(sides)
    more = every["term"].map({term: more for term, (more, _) in DIRECTIONS.items()})
    return every[one != other].assign(right_way=(every["difference"] > 0) == (one == more))


def by_leaning(layers: fr.Layers) -> list[Sequence[str]]:
    """Right less left, the mean of outlets against the mean of outlets, over all and by period."""
    rows = {term: [term] for term in DIRECTIONS}
    for since, until in PERIODS:
        found = fr.contrasts(layers, by="leaning", referent=REFERENT, only=("left", "right"), since=since, until=until)
        for row in found[found["term"].isin(DIRECTIONS)].to_dict("records"):
            low, high = sorted((-100 * row["low"], -100 * row["high"]))
            units = f"{row['units_reference']} right, {row['units_target']} left"
            rows[row["term"]].append(
                f"{-100 * row['difference']:+.0f} [{low:.0f}, {high:.0f}], {_q(row['q'])} ({units})"
            )
    return list(rows.values())


def by_outlet(shown: pd.DataFrame) -> list[Sequence[str]]:
    """Each outlet's three shares with their intervals, sorted by leaning and by who writes "illegal immigrant" most."""
    rows = []
    for outlet, mine in shown.groupby("outlet"):
        row = mine.set_index("term")
        cells = [f"{_share(row['share'][t])} [{_share(row['low'][t])}, {_share(row['high'][t])}]" for t in DIRECTIONS]
        first = mine.iloc[0]
        rows.append(((first["leaning"], -row["share"]["illegal immigrant"]), (outlet, first["leaning"], f"{first['articles']}", *cells)))  # fmt: skip
    return [row for _, row in sorted(rows)]


def found_in_pairs(paired: dict[tuple[str, str], pd.DataFrame]) -> list[Sequence[str]]:
    """How many pairs lie in the known direction, and how many are found in it and against it."""
    rows = []
    for term, (more, less) in DIRECTIONS.items():
        cells = []
        for table in paired.values():
            mine = table[table["term"] == term]
            way, sure = mine["right_way"], mine["q"] < LEVEL_Q
            cells.append(
                f"{way.sum()} of {len(mine)} so; q < .05: {(way & sure).sum()} so, {(~way & sure).sum()} against"
            )
        rows.append((f"{term}: {more} more than {less}", *cells))
    return rows


def by_year(layers: fr.Layers) -> list[Sequence[str]]:
    """Names with "illegal" by year and leaning: the mean of outlets, and all their names together."""
    every = fr.trend(layers, "shares", every="year", by="leaning", referent=REFERENT)
    every = every[every["period"].between("2012", "2020")]
    rows = []
    for year, mine in every.groupby("period"):
        cells = []
        for leaning in ("left", "right"):
            names = mine[(mine["leaning"] == leaning)]
            n, of = names.loc[names["term"].isin(ILLEGAL), "n"].sum(), names["of"].iloc[0]
            mean = names.loc[names["term"].isin(ILLEGAL), "share"].sum()
            cells.append(f"{_share(n / of)} ({n} of {of}); mean of outlets {_share(mean)}" if of else "no names")
        rows.append((year, *cells))
    return rows


def stand(layers: fr.Layers, table: pd.DataFrame, chart: str) -> list[Sequence[str]]:
    """Each direction's strongest pair over the choices of the method; and how many of all its pairs hold in all."""
    rows = []
    for term in DIRECTIONS:
        mine = table[(table["term"] == term) & table["right_way"] & (table["q"] < LEVEL_Q)]
        first = strongest(mine)
        assert first, f"{term} is found in no pair"
        tried = fr.robustness(layers, **first)
        if chart:
            chart_robustness(tried).figure.savefig(chart.replace(".png", f"-{term.replace(' ', '-')}.png"), dpi=110)
        others = tried[tried["choice"] != BASE]
        failed = [f"{row.choice}: {row.value}".rstrip(": ") for row in others[~others["holds"]].itertuples()]
        value = tried.iloc[0]
        said = f"{100 * value['difference']:+.0f} [{100 * value['low']:.0f}, {100 * value['high']:.0f}]"
        rows.append((f"{term}: {first['target']} more than {first['reference']}", said, f"{others['holds'].sum()} of {len(others)}", "; ".join(failed) or "–"))  # fmt: skip
        rows.append((f"{term}: all {len(mine)} pairs that are found", "", *_of_all(layers, mine)))
    return rows


def _of_all(layers: fr.Layers, mine: pd.DataFrame) -> tuple[str, str]:
    """How many findings hold in every choice, and which choice most of the others hang on."""
    failed: dict[str, int] = {}
    whole = 0
    for row in mine.to_dict("records"):
        pair = {"target": row["target"], "reference": row["reference"], "term": row["term"]}
        tried = fr.robustness(layers, referent=REFERENT, **pair)
        names = set(tried.loc[~tried["holds"], "choice"])
        whole += not names
        for name in names:
            failed[name] = failed.get(name, 0) + 1
    said = ", ".join(f"{name} {n}" for name, n in sorted(failed.items(), key=lambda item: (-item[1], item[0])))
    return f"{whole} of {len(mine)} in all choices", said or "–"


def table(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """A Markdown table, printed as it is made."""
    lines = ["| " + " | ".join(row) + " |" for row in (head, *rows)]
    lines.insert(1, "|" + "-|" * len(head))
    print("\n".join(lines) + "\n", flush=True)
    return "\n".join(lines)


def _called(period: tuple[str, str]) -> str:
    return "–".join(period) if any(period) else "all years"


def _share(value: float) -> str:
    return f"{value:.2f}".lstrip("0") if value < 1 else "1"


def _q(q: float) -> str:
    return "q < .001" if q < 0.001 else f"q = {q:.3f}".replace("0.", ".")


if __name__ == "__main__":
    main(*sys.argv[1:2])
