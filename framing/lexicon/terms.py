"""What a lexicon is made of: referents, the rival terms for each, and the forms of a term. Facts only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from framing.lexicon.forms import Nodes

Scope = int | Literal["sentence", "article"]


class Condition(NamedTuple):
    """Words that must, or must not, stand near a name."""

    words: tuple[Nodes, ...]
    within: Scope
    side: str


class Form(NamedTuple):
    """One spelling of a term, with what must hold around it; `text` is what the file says."""

    text: str
    nodes: Nodes
    case: bool
    head: bool
    needs: tuple[Condition, ...]
    not_near: tuple[Condition, ...]


class Rule(NamedTuple):
    """A style rule or agency order: on `date`, `by` ended (side "until") or began ("from") the use of a term."""

    date: str
    side: str
    by: str
    what: str


@dataclass(frozen=True)
class Term:
    """One way of naming a referent.

    `label` is what the name connotes; `marked` is False for a name that leaves the contested thing out. An example
    is a text with the name in [[ ]]; a lookalike is a text in which this term must not be found.
    """

    term: str
    label: str
    marked: bool
    forms: tuple[Form, ...] = field(repr=False)
    definition: str = ""
    proper: bool = False
    sources: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    examples: tuple[str, ...] = field(default=(), repr=False)
    lookalikes: tuple[str, ...] = field(default=(), repr=False)
    line: int = 0


@dataclass(frozen=True)
class Referent:
    """Who or what is named; `proper_names` are longer names in which a match is no usage."""

    id: str
    definition: str
    terms: tuple[Term, ...]
    notes: str = ""
    proper_names: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Referents in the order of the file; `sha256` is of the file's bytes.

    Examples
    --------
    >>> import framing as fr
    >>> lexicon = fr.read_lexicon("immigration")
    >>> lexicon.language, lexicon.referents[0].id
    ('en', 'people without status')
    """

    name: str
    title: str
    version: str
    language: str
    licence: str
    about: str
    referents: tuple[Referent, ...] = field(repr=False)
    source: str
    sha256: str


class Problem(NamedTuple):
    """What is wrong in a lexicon and where; line 0 is the file as a whole."""

    line: int
    place: str
    message: str
