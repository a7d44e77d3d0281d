"""Checking a lexicon by running it: its own examples and lookalikes, entries that can never win, referents without rivals."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

from framing.lexicon import describe, lexicon_path, load
from framing.lexicon.forms import Choice, Nodes, Word, inflected
from framing.lexicon.terms import Lexicon, Problem, Referent, Term
from framing.mentions import Mention, find_mentions
from framing.mentions.matching import Matcher, Scanner, scanner_of
from framing.mentions.page import make_page

# So many spellings of a form are tried before it is called shadowed.
_TRIED = 60


def check_lexicon(name_or_path: str | Path) -> list[str]:
    """Say what is wrong with a lexicon: ours by name, a file of your own by its path.

    Reports what `read_lexicon` refuses, and beyond that: examples that are not found, lookalikes that are, forms that
    can never win because another term's form always covers them, and referents with fewer than two rival terms.

    Parameters
    ----------
    name_or_path : str or Path
        "immigration", or a file such as "climate.toml".

    Returns
    -------
    list of str
        One line for each finding: file, line, referent and term, what is wrong. Empty where all is well.

    Raises
    ------
    InputError
        The file is missing, or no TOML in UTF-8.

    Examples
    --------
    >>> check_lexicon("immigration")
    []
    """
    path = lexicon_path(name_or_path)
    lexicon, problems = load(path)
    if not problems:
        found = [*_one_sided(lexicon), *_shadowed(lexicon), *_examples(lexicon)]
        problems = sorted(found, key=lambda problem: problem.line)
    return [describe(path, problem) for problem in problems]


def _one_sided(lexicon: Lexicon) -> Iterator[Problem]:
    for referent in lexicon.referents:
        rivals = [term.term for term in referent.terms if term.marked]
        if len(rivals) < 2:
            message = f"one-sided: a share needs two rival marked terms, here {', '.join(rivals) or 'none'}"
            yield Problem(referent.line, referent.id, message)


def _examples(lexicon: Lexicon) -> Iterator[Problem]:
    for referent in lexicon.referents:
        for term in referent.terms:
            place = f"{referent.id} / {term.term}"
            for example in term.examples:
                if (found := misses(lexicon, referent, term, example)) is not None:
                    yield Problem(term.line, place, f"the example {example!r} gives {found or 'nothing'}")
            for lookalike in term.lookalikes:
                if found := matches(lexicon, referent, term, lookalike):
                    yield Problem(term.line, place, f"the lookalike {lookalike!r} matches: {found}")


def misses(lexicon: Lexicon, referent: Referent, term: Term, example: str) -> str | None:
    """What is found where an example marks other names; None where just what it marks is found."""
    text, expected = unmark(example)
    found = [(m.start, m.end) for m in mentions_in(text, lexicon) if _is(m, referent, term)]
    return None if found == expected else matches(lexicon, referent, term, text)


def matches(lexicon: Lexicon, referent: Referent, term: Term, text: str) -> str:
    """The counted mentions of a term in a text, for a message."""
    return ", ".join(repr(mention.text) for mention in mentions_in(text, lexicon) if _is(mention, referent, term))


def _is(mention: Mention, referent: Referent, term: Term) -> bool:
    return not mention.excluded and (mention.referent, mention.term) == (referent.id, term.term)


def unmark(example: str) -> tuple[str, list[tuple[int, int]]]:
    """An example without its [[ ]], and where the marked names stand.

    Examples
    --------
    >>> unmark("two [[illegal aliens]]")
    ('two illegal aliens', [(4, 18)])
    """
    pieces = re.split(r"\[\[(.+?)\]\]", example, flags=re.DOTALL)
    starts = [sum(map(len, pieces[:i])) for i in range(1, len(pieces), 2)]
    return "".join(pieces), [(a, a + len(name)) for a, name in zip(starts, pieces[1::2], strict=True)]


def mentions_in(text: str, lexicon: Lexicon) -> list[Mention]:
    """The mentions in a text that is one sentence of the body."""
    return find_mentions(
        SimpleNamespace(text=text), [(0, len(text), "body", "")], [(0, len(text), "body")], [], lexicon
    )


def _shadowed(lexicon: Lexicon) -> Iterator[Problem]:
    """Forms every spelling of which is another term's too, without conditions and earlier in the lexicon."""
    scanner = scanner_of(lexicon)
    for referent in lexicon.referents:
        for term in referent.terms:
            for form in term.forms:
                winners = [_winner(scanner, spelling, term) for spelling in realisations(form.nodes)]
                if winners and all(winner is not None and winner.term is not term for winner in winners):
                    names = dict.fromkeys(f"{w.referent.id} / {w.term.term}" for w in winners if w is not None)
                    message = (
                        f"the form {form.text!r} can never win: {', '.join(names)} covers all of it and stands earlier"
                    )
                    yield Problem(term.line, f"{referent.id} / {term.term}", message)


def _winner(scanner: Scanner, spelling: str, term: Term) -> Matcher | None:
    """The first form of the lexicon that takes a spelling whole: an unconditional one, or one of the term's own."""
    folded = make_page(spelling).folded
    words = re.findall(r"[^\W_]+", folded)
    matchers = scanner.matchers(words[0], words[1] if len(words) > 1 else "")
    whole = [
        m
        for m in matchers
        if (m.term is term or not (m.form.needs or m.form.not_near or m.form.head))
        and m.regex.fullmatch(spelling if m.form.case else folded)
    ]
    return min(whole, key=lambda matcher: matcher.order, default=None)


def realisations(nodes: Nodes) -> list[str]:
    """Some of the spellings that a form stands for, gaps left empty; always the same ones."""
    draw = random.Random(0)
    return list(dict.fromkeys(" ".join(_realise(nodes, draw)) for _ in range(_TRIED)))


def _realise(nodes: Nodes, draw: random.Random) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Word):
            yield draw.choice(inflected(node))
        elif isinstance(node, Choice) and not (node.optional and draw.random() < 0.5):
            yield from _realise(draw.choice(node.options), draw)
