"""What a person decided about a corpus, in tables beside its articles: stories.csv, outlets.csv, zones.csv.

`framing stories`, `framing outlets` and `framing zones` propose them; none is written by reading, and none is guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from framing.corpus import LineZone
from framing.errors import InputError, nearest
from framing.reading.articles import Article
from framing.reading.csv_file import read_csv
from framing.reading.files import SourceFile
from framing.reading.notes import Notes, escaped, listed
from framing.reading.options import Options
from framing.schema import ZONES
from framing.text import count, fold, unguarded

STORIES, OUTLETS, LINES = "stories.csv", "outlets.csv", "zones.csv"
# A start of fewer characters would claim lines that nobody looked at.
SHORTEST_START, LONGEST_LINE = 4, 200
_NEEDED = {STORIES: ("article_id", "story"), OUTLETS: ("outlet", "name"), LINES: ("line", "zone")}


@dataclass
class Decisions:
    """The tables as read, and what has been done with them.

    Attributes
    ----------
    stories : dict
        article_id -> story.
    outlets : dict
        An outlet's name as it stands in the articles -> the name that it gets.
    lines : list of LineZone
        Lines whose zone is given.
    """

    stories: dict[str, str] = field(default_factory=dict)
    outlets: dict[str, str] = field(default_factory=dict)
    lines: list[LineZone] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    _renamed: Counter[tuple[str, str]] = field(default_factory=Counter)
    _told: Counter[str] = field(default_factory=Counter)
    _seen: set[str] = field(default_factory=set)

    def apply(self, article: Article) -> None:
        """Give an article the name of its outlet and its story as decided."""
        outlet, key = article["outlet"], article["article_id"]
        if name := self.outlets.get(outlet):
            self._renamed[outlet, name] += 1
            article["producer"] = name if article["producer"] == outlet else article["producer"]
            article["outlet"] = name
        self._seen.add(article["outlet"])
        if key in self.stories:
            given = self.stories.pop(key)
            self._told["placed"] += 1
            self._told["replaced"] += article["story"] not in ("", given)
            article["story"] = given

    def tell(self, notes: Notes) -> None:
        """Say what was done, and which rows met nothing."""
        said = {STORIES: self._of_stories, OUTLETS: self._of_outlets, LINES: self._of_lines}
        for name in self.names:
            notes.tell(name, "", "decided", said[name.split("/")[-1]]())

    def _of_stories(self) -> str:
        other = f", {self._told['replaced']:,} of them in place of another" * bool(self._told["replaced"])
        rest = f"; not in this corpus: {listed(self.stories)}" if self.stories else ""
        return f"story given to {count(self._told['placed'], 'article')}{other}{rest}"

    def _of_outlets(self) -> str:
        done = [f"{old} → {new} ({n:,})" for (old, new), n in self._renamed.items() if old != new]
        rest = sorted(set(self.outlets) - {old for old, _ in self._renamed})
        return f"outlets renamed: {listed(done, 20) or 'none'}" + (f"; not in this corpus: {listed(rest)}" * bool(rest))

    def _of_lines(self) -> str:
        rest = sorted({line.outlet for line in self.lines} - self._seen - {""})
        return f"zone given to {count(len(self.lines), 'line')}" + (
            f"; outlets not in this corpus: {listed(rest)}" * bool(rest)
        )


def split_decisions(sources: Iterable[SourceFile], root: str) -> tuple[list[SourceFile], list[SourceFile]]:
    """The tables of decisions among the files of a folder or zip, and the other files."""
    given: tuple[list[SourceFile], list[SourceFile]] = [], []
    for source in sources:
        given[source.name.removeprefix(root) not in _NEEDED].append(source)
    return given


def read_decisions(sources: Iterable[SourceFile], load: Callable[[SourceFile], bytes], into: Decisions) -> None:
    """Read tables of decisions.

    Raises
    ------
    InputError
        A column or cell is missing, a row contradicts another, a zone does not exist: names file, row and way out.
    """
    for source in sources:
        name = source.name.split("/")[-1]
        into.names.append(source.name)
        {STORIES: _stories, OUTLETS: _outlets, LINES: _lines}[name](source.name, _rows(source, name, load), into)


Row = tuple[str, dict[str, str]]


def _rows(source: SourceFile, name: str, load: Callable[[SourceFile], bytes]) -> Iterator[Row]:
    """The rows of a table with their places, cells under folded names, trimmed."""
    notes = Notes()
    table = read_csv(source.name, "", load(source), Options(), notes)
    for _, place, _, _, reason in notes.skipped:
        raise InputError(f"{source.name}, {place}: {reason}")
    found = {column.casefold() for column in table.columns}
    for column in _NEEDED[name]:
        if column not in found:
            raise InputError(
                f"{source.name}, row 1: no column '{column}'; columns found: {listed(table.columns, 20)}; "
                f"it needs {' and '.join(_NEEDED[name])}"
            )
    for row in table.rows:
        yield row.place, {key.casefold(): unguarded(str(cell)).strip() for key, cell in row.cells.items()}


def _once(where: str, what: str, key: object, new: str, known: str | None) -> None:
    """Refuse a second row that says something else."""
    if known is not None and known != new:
        raise InputError(
            f"{where}: {what} '{escaped(key)}' is given '{escaped(new)}', above '{escaped(known)}'; keep one of the rows"
        )


def _filled(where: str, column: str, cells: dict[str, str]) -> str:
    if not (cell := cells.get(column, "")):
        raise InputError(f"{where}: {column} is empty; fill it or delete the row")
    return cell


def _stories(name: str, rows: Iterator[Row], into: Decisions) -> None:
    for place, cells in rows:
        key, story = _filled(f"{name}, {place}", "article_id", cells), cells["story"]
        _once(f"{name}, {place}", "article_id", key, story, into.stories.get(key))
        into.stories[key] = story


def _outlets(name: str, rows: Iterator[Row], into: Decisions) -> None:
    places: dict[str, str] = {}
    for place, cells in rows:
        old, new = (_filled(f"{name}, {place}", column, cells) for column in ("outlet", "name"))
        _once(f"{name}, {place}", "outlet", old, new, into.outlets.get(old))
        into.outlets[old], places[old] = new, place
    for old, new in into.outlets.items():
        if (then := into.outlets.get(new, new)) != new:
            raise InputError(
                f"{name}, {places[old]}: name '{escaped(new)}' is itself renamed to '{escaped(then)}' in {places[new]}; "
                "write the last name in both rows"
            )


def _lines(name: str, rows: Iterator[Row], into: Decisions) -> None:
    known: dict[tuple[str, str, bool], str] = {}
    for place, cells in rows:
        where = f"{name}, {place}"
        line, zone = _filled(where, "line", cells), _filled(where, "zone", cells)
        if zone not in ZONES:
            raise InputError(
                f"{where}: unknown zone '{escaped(zone)}'; known: {', '.join(ZONES)}.{nearest(zone, ZONES)}"
            )
        begins = line.endswith("*")
        key = " ".join(fold(line.removesuffix("*")).split())
        if begins and len(key) < SHORTEST_START:
            raise InputError(
                f"{where}: line '{escaped(line)}' is too short before its *; give {SHORTEST_START} characters"
            )
        if len(key) > LONGEST_LINE:
            raise InputError(
                f"{where}: line '{escaped(line)}' has {len(key)} characters, the limit is {LONGEST_LINE}; "
                "give its start, with * at the end"
            )
        outlet = cells.get("outlet", "")
        _once(where, "line", line, zone, known.get((outlet, key, begins)))
        known[outlet, key, begins] = zone
    into.lines += [LineZone(outlet, key, begins, zone) for (outlet, key, begins), zone in known.items()]
