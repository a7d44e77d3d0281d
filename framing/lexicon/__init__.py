"""Reading a lexicon from TOML, and checking it: every file alike, ours and a user's."""

from __future__ import annotations

import datetime
import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from framing.errors import InputError, nearest
from framing.lexicon.forms import Choice, Nodes, parse_form, parse_group
from framing.lexicon.terms import Condition, Form, Lexicon, Problem, Referent, Rule, Scope, Term
from framing.places import lexicon_file, lexicon_names

WINDOW_LIMIT = 30

_HEADER = {"name": str, "title": str, "version": str, "language": str, "licence": str, "about": str}
_FILE = {**_HEADER, "groups": dict, "referent": list}
_REFERENT = {"id": str, "definition": str, "notes": str, "proper_names": list, "term": list}
_BLOCK = {"forms": list, "case": bool, "head": bool, "needs": list, "not_near": list}
_TERM = {
    "term": str, "label": str, "marked": bool, "definition": str, "proper": bool, "sources": list, "rules": list,
    "examples": list, "lookalikes": list, "when": list, **_BLOCK,
}  # fmt: skip
_CONDITION = {"words": list, "within": (int, str), "side": str}
_RULE = {"date": str, "side": str, "by": str, "what": str}
_EXAMPLE = re.compile(r"\[\[(.+?)\]\]", re.DOTALL)


def read_lexicon(name_or_path: str | Path) -> Lexicon:
    """Read a lexicon: one that ships with the package by its name, any other by its path.

    Parameters
    ----------
    name_or_path : str or Path
        "immigration", or a file such as "climate.toml"; docs/lexicons.md tells the format.

    Returns
    -------
    Lexicon
        Frozen; `referents`, each with its `terms`.

    Raises
    ------
    InputError
        The file is missing or something in it is wrong: file, line, referent, term and the way out.

    Examples
    --------
    >>> lexicon = read_lexicon("immigration")
    >>> [term.term for term in lexicon.referents[0].terms[:2]]
    ['illegal alien', 'illegal immigrant']
    """
    path = lexicon_path(name_or_path)
    lexicon, problems = load(path)
    if problems:
        more = f" (and {len(problems) - 1} more: framing lexicon check {path.name})" if len(problems) > 1 else ""
        raise InputError(describe(path, problems[0]) + more)
    return lexicon


def lexicon_path(name_or_path: str | Path) -> Path:
    """Where a lexicon lies: a bare name is one of ours, anything with a folder or an ending is a file.

    Raises
    ------
    InputError
        There is no such lexicon, or no such file, or it is not TOML.
    """
    path = Path(name_or_path)
    if isinstance(name_or_path, str) and re.fullmatch(r"[\w-]+", name_or_path):
        known = lexicon_names()
        if name_or_path not in known:
            raise InputError(
                f"unknown lexicon {name_or_path!r}; known: {', '.join(known)}; a file of your own is given as a path "
                f"that ends in .toml.{nearest(name_or_path, known)}"
            )
        return lexicon_file(name_or_path)
    if path.suffix != ".toml":
        raise InputError(f"{path}: a lexicon is a .toml file; docs/lexicons.md tells the format")
    if not path.is_file():
        raise InputError(f"{path}: no such lexicon file")
    return path


def load(path: Path) -> tuple[Lexicon, list[Problem]]:
    """Read a lexicon file as far as it goes, with all that is wrong in it.

    Raises
    ------
    InputError
        The file is no TOML in UTF-8, so that nothing more can be said of it.
    """
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
        raw = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(f"{path}:{line}: not UTF-8 (byte {error.start}); save the file as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path}: not valid TOML: {error}") from None
    reader = _Reader(text)
    referents = reader.referents(raw)
    header = {key: value if isinstance(value := raw.get(key, ""), str) else "" for key in _HEADER}
    sha256 = hashlib.sha256(content).hexdigest()
    return Lexicon(**header, referents=referents, source=path.name, sha256=sha256), sorted(
        reader.problems, key=lambda problem: problem.line
    )


def describe(path: Path, problem: Problem) -> str:
    """One line: file, line, referent and term, and what is wrong there."""
    at = f"{path}:{problem.line}" if problem.line else str(path)
    return f"{at}: {problem.place}: {problem.message}" if problem.place else f"{at}: {problem.message}"


class _Reader:
    """Turns raw TOML into referents, and keeps a list of what is wrong instead of stopping at the first."""

    def __init__(self, text: str) -> None:
        self.problems: list[Problem] = []
        self.groups: dict[str, Choice] = {}
        self.line, self.place = 0, ""
        headings = [(i, line.strip()) for i, line in enumerate(text.splitlines(), 1) if line.lstrip().startswith("[[")]
        self._lines = {
            name: iter([i for i, line in headings if re.match(rf"\[\[\s*{re.escape(name)}\s*\]\]", line)])
            for name in ("referent", "referent.term")
        }

    def wrong(self, message: str) -> None:
        self.problems.append(Problem(self.line, self.place, message))

    def at(self, heading: str, place: str) -> int:
        """Go to the next block of a kind; a block written inline has no line of its own."""
        self.line, self.place = next(self._lines[heading], self.line), place
        return self.line

    def table(self, raw: Any, keys: Mapping[str, Any], required: Iterable[str], what: str) -> dict[str, Any]:
        """The keys of a table that are known and of the right kind."""
        if not isinstance(raw, dict):
            self.wrong(f"{what} is not a table of keys and values")
            return {}
        for key in raw:
            if key not in keys:
                self.wrong(f"unknown key {key!r} in {what}; known: {', '.join(keys)}.{nearest(key, keys)}")
        good = {}
        for key, kind in keys.items():
            if key in raw and (not isinstance(raw[key], kind) or (isinstance(raw[key], bool) and kind is not bool)):
                self.wrong(f"{key} = {raw[key]!r} in {what} should be a {_kind(kind)}")
            elif key in raw:
                good[key] = raw[key]
        for key in required:
            if key not in raw or raw[key] == "" or raw[key] == []:
                self.wrong(f"{what} has no {key!r}")
        return good

    def strings(self, table: Mapping[str, Any], key: str) -> tuple[str, ...]:
        values = table.get(key, [])
        for value in values:
            if not isinstance(value, str) or not value.strip():
                self.wrong(f"{key} holds {value!r}, which is no text")
        return tuple(value for value in values if isinstance(value, str) and value.strip())

    def referents(self, raw: dict[str, Any]) -> tuple[Referent, ...]:
        file = self.table(raw, _FILE, ("name", "version", "language", "referent"), "the file")
        self.read_groups(file.get("groups", {}))
        found = [self.referent(item) for item in file.get("referent", [])]
        for i, referent in enumerate(found):
            if referent.id and referent.id in [other.id for other in found[:i]]:
                self.problems.append(Problem(referent.line, referent.id, "a second referent with this id"))
        return tuple(found)

    def read_groups(self, raw: Mapping[str, Any]) -> None:
        for name, words in raw.items():
            self.place = f"group {name}"
            if not isinstance(words, list) or not words or not all(isinstance(word, str) for word in words):
                self.wrong("a group is a list of words, with at least one")
                continue
            try:
                self.groups[name] = parse_group(words, self.groups)
            except ValueError as error:
                self.wrong(str(error))
        self.place = ""

    def referent(self, raw: Any) -> Referent:
        name = str(raw.get("id", "")) if isinstance(raw, dict) else ""
        line = self.at("referent", name)
        table = self.table(raw, _REFERENT, ("id", "definition", "term"), "a referent")
        terms = [self.term(item, name) for item in table.get("term", [])]
        self.line, self.place = line, name
        for i, term in enumerate(terms):
            for other in terms[:i]:
                self.compare(name, other, term)
        return Referent(name, table.get("definition", ""), tuple(terms), table.get("notes", ""),
                        self.strings(table, "proper_names"), line)  # fmt: skip

    def compare(self, referent: str, first: Term, second: Term) -> None:
        """Two terms of one referent are different names."""
        if first.term == second.term:
            self.problems.append(Problem(second.line, f"{referent} / {second.term}", "a second term with this name"))
        for form in sorted({form.text for form in first.forms} & {form.text for form in second.forms}):
            message = f"the form {form!r} belongs to {first.term!r} too (line {first.line}); a form names one term"
            self.problems.append(Problem(second.line, f"{referent} / {second.term}", message))

    def term(self, raw: Any, referent: str) -> Term:
        name = str(raw.get("term", "")) if isinstance(raw, dict) else ""
        line = self.at("referent.term", f"{referent} / {name}")
        table = self.table(raw, _TERM, ("term", "label"), "a term")
        forms = self.block(table)
        for item in table.get("when", []):
            forms += self.block(self.table(item, _BLOCK, ("forms",), "a 'when' block"))
        texts = [(form.text, form.needs, form.not_near) for form in forms]
        for text in dict.fromkeys(form[0] for i, form in enumerate(texts) if form in texts[:i]):
            self.wrong(f"the form {text!r} stands twice")
        if not forms:
            self.wrong("the term has no forms, so nothing can match it")
        for example in (examples := self.strings(table, "examples")):
            if not _EXAMPLE.search(example):
                self.wrong(f"the example {example!r} does not mark the name: put it in [[ ]]")
        return Term(
            name, table.get("label", ""), table.get("marked", True), tuple(forms), table.get("definition", ""),
            table.get("proper", False), self.strings(table, "sources"), self.rules(table.get("rules", [])), examples,
            self.strings(table, "lookalikes"), line,
        )  # fmt: skip

    def block(self, table: Mapping[str, Any]) -> list[Form]:
        """The forms of a term, or of one of its 'when' blocks, with the conditions written beside them."""
        needs, not_near = self.conditions(table.get("needs", [])), self.conditions(table.get("not_near", []))
        parsed = [(text, self.form(text)) for text in self.strings(table, "forms")]
        case, head = table.get("case", False), table.get("head", False)
        return [Form(text, nodes, case, head, needs, not_near) for text, nodes in parsed if nodes]

    def form(self, text: str) -> Nodes:
        try:
            return parse_form(text, self.groups)
        except ValueError as error:
            self.wrong(f"the form {text!r} cannot be read: {error}")
            return ()

    def conditions(self, raw: list[Any]) -> tuple[Condition, ...]:
        """Plain words are one condition on the sentence; each table is one of its own."""
        words = [item for item in raw if not isinstance(item, dict)]
        tables = [item for item in raw if isinstance(item, dict)] + ([{"words": words}] if words else [])
        return tuple(self.condition(self.table(item, _CONDITION, ("words",), "a condition")) for item in tables)

    def condition(self, table: Mapping[str, Any]) -> Condition:
        within, side = table.get("within", "sentence"), table.get("side", "either")
        if not (within in ("sentence", "article") or (isinstance(within, int) and 1 <= within <= WINDOW_LIMIT)):
            self.wrong(f'within = {within!r} should be "sentence", "article" or a number of words up to {WINDOW_LIMIT}')
            within = "sentence"
        if side not in ("before", "after", "either"):
            self.wrong(f'side = {side!r} should be "before", "after" or "either"')
        scope: Scope = within
        return Condition(tuple(filter(None, map(self.form, self.strings(table, "words")))), scope, side)

    def rules(self, raw: list[Any]) -> tuple[Rule, ...]:
        found = []
        for item in raw:
            table = self.table(item, _RULE, _RULE, "a rule")
            if not _is_date(table.get("date", "")):
                self.wrong(f"date = {table.get('date')!r} in a rule should be YYYY, YYYY-MM or YYYY-MM-DD")
            if table.get("side") not in ("from", "until"):
                self.wrong(
                    f'side = {table.get("side")!r} in a rule should be "from" (use begins) or "until" (use ends)'
                )
            found.append(Rule(*(str(table.get(key, "")) for key in _RULE)))
        return tuple(found)


def _kind(kind: Any) -> str:
    names = {str: "text in quotation marks", bool: "true or false", list: "list in [ ]", dict: "table", int: "number"}
    return " or ".join(names[k] for k in (kind if isinstance(kind, tuple) else (kind,)))


def _is_date(text: str) -> bool:
    try:
        datetime.date.fromisoformat((text + "-01-01")[:10] if len(text) in (4, 7) else text)
    except ValueError:
        return False
    return True
