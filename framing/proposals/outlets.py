"""Which names of outlets may be one outlet's: proposed by how they are written, for a person to accept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from framing.text import fold

if TYPE_CHECKING:
    import pandas as pd

    from framing.corpus import Corpus

COLUMNS = ("outlet", "name", "n", "why")
_DOMAIN = re.compile(
    r"^(?:https?://)?(?:www\d?\.)?|\.(?:com?|org|net|info|news|edu|gov|tv)(?:\.[a-z]{2})?/?$|\.(?:de|fr|uk|us|eu|au|ca)/?$",
    re.IGNORECASE,
)
_ONLINE = re.compile(r"\W*\b(?:on-?line|web|website|digital|print|edition)\b[)\]]?", re.IGNORECASE)
_NEWS = re.compile(r"(?<=\w)\W*news\b[)\]]?", re.IGNORECASE)
_THE = re.compile(r"^\W*the\b ?|^the(?=[a-z]{4,}$)", re.IGNORECASE)
# Ways in which one name is written: the reason, and what is left when it is taken away. In this order.
STEPS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("case and typography", fold),
    ("domain", lambda name: _DOMAIN.sub("", name)),
    ("“online”", lambda name: _ONLINE.sub("", name)),
    ("“news”", lambda name: _NEWS.sub("", name)),
    ("“The”", lambda name: _THE.sub("", name)),
    ("punctuation and spaces", lambda name: re.sub(r"[\W_]+", "", name)),
)


def propose_outlets(corpus: Corpus) -> pd.DataFrame:
    """Names that may be one outlet's: the same but for case, "The", a domain, "online", "news", or punctuation.

    A proposal, not a finding: "Fox" and "Fox News" may be one outlet or two. Delete the rows that are wrong and lay the
    rest as `outlets.csv` (outlet, name) beside the articles; reading then uses `name`, and says so. Sections that are
    named ("… (Opinion)") stay apart.

    Parameters
    ----------
    corpus : Corpus

    Returns
    -------
    DataFrame
        outlet (as it stands in the articles), name (proposed: the one with most articles, of equals the shorter), n
        (articles of `outlet`), why (in what the two differ). Only outlets that would change; none, if nothing is alike.

    Examples
    --------
    >>> import framing as fr
    >>> fr.propose_outlets(fr.read_corpus("corpus/demo"))["outlet"].tolist()  # eight outlets, eight names
    []
    """
    import pandas as pd

    n = Counter(corpus.articles["outlet"].tolist())
    alike: dict[str, list[str]] = {}
    for outlet in sorted(n):
        alike.setdefault(_plain(outlet), []).append(outlet)
    rows = []
    for names in alike.values():
        best = min(names, key=lambda name: (-n[name], len(name), name))
        rows += [(name, best, n[name], _why(name, best)) for name in names if name != best]
    return pd.DataFrame(sorted(rows, key=lambda row: (row[1], row[0])), columns=list(COLUMNS)).astype({"n": "int64"})


def _plain(name: str, without: Sequence[str] = ()) -> str:
    """A name after all steps but some; where nothing would be left, the name itself."""
    plain = name
    for why, step in STEPS:
        if why not in without:
            plain = step(plain) or plain
    return plain


def _why(name: str, other: str) -> str:
    """The ways in which two names differ: those without which they would not be alike."""
    needed = [why for why, _ in STEPS if _plain(name, [why]) != _plain(other, [why])]
    return ", ".join(needed)
