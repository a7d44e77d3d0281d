"""A corpus: the articles as they were given, and a record of what was left out and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from framing.schema import frame

if TYPE_CHECKING:
    import pandas as pd


class LineZone(NamedTuple):
    """A line of pages whose zone a person has given.

    `outlet` is empty for all outlets; `line` is folded, white space squeezed; `begins` says that lines need only begin so.
    """

    outlet: str
    line: str
    begins: bool
    zone: str


@dataclass(frozen=True, eq=False)
class Corpus:
    """Articles in corpus order, with what was skipped and what a reader should know.

    Attributes
    ----------
    articles : DataFrame
        One row an article: the columns of `schema.TABLES["articles"]`, then the source's own (leaning, section …).
    skipped : DataFrame
        One row for each row or file that could not be used: source_file, place, field, value, reason.
    notices : DataFrame
        What did not cost an article but may matter: source_file, place, kind, message.
    files : dict
        Each source file read, by the name in `source_file`, and the sha256 of its bytes.
    speaker_types : DataFrame
        Who its speakers are, from `speakers.csv`: speaker, name, type, note; empty where there is none.
    lines : tuple of LineZone
        Lines whose zone `zones.csv` gives, beside the articles.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.read_corpus("corpus/demo")
    >>> len(corpus), corpus.articles["outlet"].nunique(), len(corpus.skipped)
    (57, 8, 0)
    """

    articles: pd.DataFrame
    skipped: pd.DataFrame
    notices: pd.DataFrame
    files: dict[str, str] = field(default_factory=dict)
    speaker_types: pd.DataFrame = field(default_factory=partial(frame, "speaker_types", ()))
    lines: tuple[LineZone, ...] = ()

    def __len__(self) -> int:
        return len(self.articles)

    def __repr__(self) -> str:
        outlets = self.articles["outlet"].nunique()
        return (
            f"Corpus: {len(self.articles):,} articles of {outlets:,} outlets; "
            f"{len(self.skipped):,} skipped, {len(self.notices):,} notices"
        )
