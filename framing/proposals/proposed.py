"""A proposal written where a person will read it, and never over what a person has decided."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from framing.errors import UsageError
from framing.export import csv_text

if TYPE_CHECKING:
    import pandas as pd


def write_proposal(table: pd.DataFrame, path: str | Path) -> None:
    """Write a proposal as CSV, as `framing stories`, `outlets` and `zones` do with `--to`.

    Raises
    ------
    UsageError
        The file exists: it may hold somebody's decisions.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> import pandas as pd
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "stories.csv"
    >>> write_proposal(pd.DataFrame({"article_id": ["a"], "story": ["flood"]}), path)
    >>> path.read_text()
    'article_id,story\\na,flood\\n'
    """
    try:
        with Path(path).open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(csv_text(table))
    except FileExistsError:
        raise UsageError(f"{path}: exists and may hold decisions; choose another name, or move it away") from None
