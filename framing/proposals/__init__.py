"""A first draft of `speakers.csv`: who speaks in a corpus, most words first, for a person to correct."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from framing.layers import Layers
from framing.proposals.same_person import put_together, read_name
from framing.proposals.speaker_kinds import propose_type
from framing.schema import NOT_NAMED
from framing.speakers import spoken
from framing.text import fold

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("speaker", "name", "type", "role", "words", "articles", "outlets", "note")


def propose_speakers(layers: Layers) -> pd.DataFrame:
    """The speakers of a corpus with the name each spelling seems to stand for and the type it seems to be.

    A draft: read it from the top, correct name and type, and save it as `speakers.csv` beside the articles. Spellings of
    one person stand together, under one name; where a surname could be two people's it stays by itself and the note names
    them. A type is proposed only where plain words of the role, or of the name, point to one.

    Parameters
    ----------
    layers : Layers
        All genres and zones count, copies once. What its `speaker_types` says already is kept as it is, and comes first.

    Returns
    -------
    DataFrame
        One row a spelling: speaker, name, type ("" where unsure), role (the one given with most words), words
        (attributed), articles, outlets, note. Most words of a name first. A spelling that names nobody ("anyone") has the
        name "(not named)".

    Examples
    --------
    >>> import framing as fr
    >>> layers = fr.annotate(fr.read_corpus("corpus/demo"), "immigration")
    >>> table = fr.propose_speakers(layers)
    >>> table.loc[table["speaker"] == "Miriam Oakes", ["type", "role"]].to_dict("records")
    [{'type': 'court', 'role': 'U.S. district judge'}]
    """
    import pandas as pd

    table = _spellings(layers)
    names = put_together(list(zip(table["speaker"], table["words"], strict=True)))
    table["name"] = [names[speaker][0] for speaker in table["speaker"]]
    table["note"] = [names[speaker][1] for speaker in table["speaker"]]
    same = table["name"].map(fold)
    by_name = table.groupby(same, sort=False)
    types = {name: _type(rows["name"].iloc[0], rows) for name, rows in by_name}
    table["type"] = same.map(types)
    order = table.assign(
        nobody=table["name"] == NOT_NAMED, of_name=by_name["words"].transform("sum"), least=-table["words"]
    )
    order = order.sort_values(
        ["nobody", "of_name", "name", "least", "speaker"], ascending=[True, False, True, True, True]
    )
    return pd.DataFrame(_kept(layers, order), columns=list(COLUMNS)).astype(
        {c: "int64" if c in ("words", "articles", "outlets") else "str" for c in COLUMNS}
    )


def _spellings(layers: Layers) -> pd.DataFrame:
    """Each spelling with its words, articles, outlets and roles."""
    import pandas as pd

    heard = spoken(layers, genre="all", zone="all")
    heard = heard[heard["spelling"] != ""]
    # Case and typography tell no speakers apart, here as in `typed`: one row, as it is printed most.
    heard = heard.assign(key=[fold(" ".join(spelling.split())) for spelling in heard["spelling"]])
    by = heard.groupby("key", sort=True)
    roles = {key: Counter[str]() for key in heard["key"]}
    printed = {key: Counter[str]() for key in heard["key"]}
    for key, spelling, role, words in zip(heard["key"], heard["spelling"], heard["role"], heard["words"], strict=True):
        printed[key][spelling] += words
        roles[key][role] += words if role else 0
    sizes = {"words": by["words"].sum(), "articles": by["article"].nunique(), "outlets": by["group"].nunique()}
    table = pd.DataFrame(sizes)
    return table.assign(
        speaker=[_ranked(printed[key])[0][0] for key in table.index],
        roles=[[pair for pair in _ranked(roles[key]) if pair[0]] for key in table.index],
    )


def _ranked(given: Counter[str]) -> list[tuple[str, int]]:
    """The most words first; of equals, the first by name."""
    return sorted(given.items(), key=lambda pair: (-pair[1], pair[0]))


def _type(name: str, rows: pd.DataFrame) -> str:
    if name == NOT_NAMED:
        return ""
    # What is said beside a group or a document ("officials, which include …") is no role of theirs.
    roles = [pair for given in rows["roles"] for pair in given] if read_name(name) else []
    return propose_type([name, *rows["speaker"]], roles)


def _kept(layers: Layers, found: pd.DataFrame) -> list[tuple[object, ...]]:
    """The rows that a person wrote, with what is known of them, then those that are new."""
    facts = {fold(row.speaker): row for row in found.itertuples(index=False)}
    rows: list[tuple[object, ...]] = []
    for old in layers.speaker_types.itertuples(index=False):
        row = facts.pop(fold(old.speaker), None)
        about = ("", 0, 0, 0) if row is None else (_role(row.roles), row.words, row.articles, row.outlets)
        rows.append((old.speaker, old.name, old.type, *about, old.note))
    named = {fold(old.name): old for old in layers.speaker_types.itertuples(index=False)}
    for row in found.itertuples(index=False):
        if fold(row.speaker) in facts:
            known = named.get(fold(row.name))
            name, type = (known.name, known.type) if known else (row.name, row.type)
            rows.append((row.speaker, name, type, _role(row.roles), row.words, row.articles, row.outlets, row.note))
    return rows


def _role(roles: list[tuple[str, int]]) -> str:
    return roles[0][0] if roles else ""
