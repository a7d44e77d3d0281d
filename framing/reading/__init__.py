"""Reading: files of others in, a `Corpus` out, and a record of what was left out and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.errors import InputError, UsageError
from framing.text import count

if TYPE_CHECKING:
    import pandas as pd

    from framing.corpus import Corpus
    from framing.reading.folder import Reading
    from framing.reading.notes import Notes
    from framing.reading.options import Options

__all__ = ["check_corpus", "read_batches", "read_corpus"]
FEWEST_ROWS = 20  # below this a share of skipped rows says little


def read_corpus(
    source: str | Path,
    *,
    format: str = "",
    columns: Mapping[str, str] | None = None,
    encoding: str = "",
    date_format: str = "",
    max_skipped: float = 0.1,
    limits: Mapping[str, int] | None = None,
) -> Corpus:
    """Read articles from a folder of text files, CSV, JSON Lines, JSON or Parquet, plain or in .gz or .zip.

    The text of an article is the file's characters; a byte-order mark is dropped and CRLF and CR become LF, nothing
    else is changed, and every later offset counts in that text. A headline that comes in a column of its own and
    does not stand among the text's first lines is laid in front of it (`headline_end`). Nothing is guessed: a date
    with two readings stays empty with a notice, a row without text or outlet is in `skipped` with its place.

    Parameters
    ----------
    source : str or Path
        A file, or a folder. Text files take their metadata from front matter ("key: value" between two lines of
        three dashes) or from `index.csv`, whose column `file` then says which files are articles. `speakers.csv` in the
        folder, or the file's name with `.speakers.csv` beside it, says who the speakers are (docs/speakers.md).
    format : str, optional
        "text", "csv", "csv2" (semicolons), "tsv", "jsonl", "json" or "parquet" where the content does not tell.
    columns : dict, optional
        Which column plays which role, where the usual names do not fit: ``{"text": "story_body"}``.
    encoding : str, optional
        The encoding of text and CSV, if not UTF-8.
    date_format : str, optional
        The form of dates that could be read in two ways, as in `datetime.strptime`: ``"%d/%m/%Y"``.
    max_skipped : float, default 0.1
        Stop where more than this share of at least 20 rows was skipped. 1 never stops.
    limits : dict, optional
        Raise a limit that a message names: ``{"article_chars": 20_000_000}``.

    Returns
    -------
    Corpus
        `articles` in the order of source names (bytewise) and places in them; the source's other columns follow ours.

    Raises
    ------
    InputError
        A file that cannot be used as it is, one id for two texts, no article, or too much skipped.
    UsageError
        An argument that names something unknown.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.csv").write_text("id,outlet,date,text\\n1,Courier,2021-03,The mayor signed an order.\\n")
    >>> read_corpus(folder).articles[["article_id", "outlet", "published", "date_precision"]].to_dict("records")
    [{'article_id': '1', 'outlet': 'Courier', 'published': '2021-03', 'date_precision': 'month'}]
    """
    if not 0 <= max_skipped <= 1:
        raise UsageError(f"max_skipped is {max_skipped}; it is a share between 0 and 1")
    reading = _read(source, format, columns, encoding, date_format, limits)
    check_skipped(source, len(reading.articles), reading.notes, max_skipped)
    return _corpus(reading)


def check_skipped(source: str | Path, articles: int, notes: Notes, max_skipped: float) -> None:
    """Stop where more than a share of the rows was skipped.

    Raises
    ------
    InputError
        Names how many, the first, and the way out.
    """
    skipped, rows = notes.skipped, len(notes.skipped) + articles
    if rows >= FEWEST_ROWS and len(skipped) > max_skipped * rows:
        from framing.reading.notes import escaped, first_skipped

        raise InputError(
            f"{escaped(Path(source).name)}: too many of its {count(rows, 'row')} cannot be used: {first_skipped(skipped)}. "
            f"'framing check' lists them; to go on without them: --max-skipped {ceil(100 * len(skipped) / rows) / 100}"
        )


def check_corpus(
    source: str | Path,
    *,
    format: str = "",
    columns: Mapping[str, str] | None = None,
    encoding: str = "",
    date_format: str = "",
    limits: Mapping[str, int] | None = None,
) -> dict[str, Any]:
    """Say what would be read from a source: articles, skipped rows, notices, outlets, dates and columns.

    Parameters are those of `read_corpus`; however much is skipped, it is listed.

    Returns
    -------
    dict
        articles (number), skipped and notices (lists of rows), outlets (articles of each), dates (first, last, number by
        precision), columns (role and column, by source), files (sha256 of each). It can be written as JSON.

    Raises
    ------
    InputError
        Nothing can be read.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "a.csv"
    >>> _ = path.write_text("outlet,text\\nCourier,The mayor signed.\\nHerald,\\n")
    >>> found = check_corpus(path)
    >>> found["articles"], found["skipped"][0]["place"], found["skipped"][0]["reason"]
    (1, 'row 3', 'empty')
    """
    from framing.schema import TABLES

    reading = _read(source, format, columns, encoding, date_format, limits)
    days = sorted(article["published"] for article in reading.articles if article["published"])
    return {
        "articles": len(reading.articles),
        "skipped": [dict(zip(TABLES["skipped"], row, strict=True)) for row in reading.notes.skipped],
        "notices": [dict(zip(TABLES["notices"], row, strict=True)) for row in reading.notes.notices],
        "outlets": dict(sorted(Counter(article["outlet"] for article in reading.articles).items())),
        "dates": {
            "first": days[0] if days else "",
            "last": days[-1] if days else "",
            **{
                unit: sum(a["date_precision"] == unit for a in reading.articles)
                for unit in ("day", "month", "year", "none")
            },
        },
        "columns": reading.columns,
        "files": reading.files,
    }


def _read(source: str | Path, format: str, columns: Any, encoding: str, date_format: str, limits: Any) -> Reading:
    from framing.reading.options import options

    return read_articles(source, options(format, columns, encoding, date_format, limits))


def read_articles(source: str | Path, options: Options) -> Reading:
    """Everything but the tables: articles in order, ids checked, at least one."""
    from framing.reading.articles import without_copies
    from framing.reading.folder import no_articles, read_source
    from framing.reading.speakers_file import read_speaker_types
    from framing.reading.whole import watched

    path = Path(source)
    reading = read_source(path, options)
    reading.speaker_types = read_speaker_types(path, reading.files, reading.notes)
    # Python's sort is stable: within a file the articles stay in their places.
    reading.articles.sort(key=lambda article: article["source_file"].encode())
    reading.articles = without_copies(reading.articles, reading.notes)
    if not reading.articles:
        raise no_articles(path, reading)
    reading.articles = list(watched(reading.articles, reading.decisions, reading.notes))
    return reading


def _corpus(reading: Reading) -> Corpus:
    """The tables of what was read; a column that only some sources have is empty in the others."""
    from framing.corpus import Corpus
    from framing.schema import frame

    articles = articles_frame(reading.articles, chain.from_iterable(reading.articles))
    skipped, notices = (frame("skipped", reading.notes.skipped), frame("notices", reading.notes.notices))
    return Corpus(articles, skipped, notices, reading.files, reading.speaker_types, tuple(reading.decisions.lines))


def articles_frame(articles: list[dict[str, Any]], columns: Iterable[str]) -> pd.DataFrame:
    """The articles table; columns beyond its own follow in the order given."""
    from framing.schema import TABLES, frame

    names = dict.fromkeys([*TABLES["articles"], *columns])
    cells = {name: [article.get(name, "") for article in articles] for name in names}
    others = {name: "str" for name in names if name not in TABLES["articles"]}
    return frame("articles", cells).astype(others)


def __getattr__(name: str) -> Any:
    """`read_batches` needs numpy and every format: it is loaded when it is asked for."""
    if name != "read_batches":
        raise AttributeError(f"module 'framing.reading' has no attribute {name!r}")
    from framing.reading.batches import read_batches

    return read_batches
