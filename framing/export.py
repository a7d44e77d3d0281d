"""Tables as CSV that a spreadsheet opens without running anything."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

from framing.text import FORMULA_LEADS

if TYPE_CHECKING:
    import pandas as pd

    from framing.layers import Layers


def guarded(value: object) -> object:
    """A text cell as it is written to CSV: a leading apostrophe where a spreadsheet would see a formula.

    `text.unguarded` takes it off again. Numbers stay numbers.

    Examples
    --------
    >>> guarded("=1+1"), guarded("plain"), guarded(-0.5)
    ("'=1+1", 'plain', -0.5)
    """
    return f"'{value}" if isinstance(value, str) and value[:1] and value[0] in FORMULA_LEADS else value


def csv_text(table: pd.DataFrame) -> str:
    """A table as CSV: UTF-8, LF, missing numbers empty, text cells guarded against formulas.

    Examples
    --------
    >>> import pandas as pd
    >>> csv_text(pd.DataFrame({"outlet": ["@Times"], "share": [0.5]}))
    "outlet,share\\n'@Times,0.5\\n"
    """
    text = io.StringIO()
    # pandas' own writer takes twice the time for the same bytes.
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(zip(*(_cells(table[column]) for column in table), strict=True))
    return text.getvalue()


def _cells(column: pd.Series) -> list[object]:
    """A column as it is written."""
    values = column.to_numpy(object, na_value="").tolist()
    if column.dtype.kind in "biuf":
        return values
    if column.dtype != "str":
        return list(map(guarded, values))
    # Names come again and again.
    known = {value: guarded(value) for value in set(values)}
    return [known[value] for value in values]


# What a table in a paper has no room for; the CSV beside it has every column and row.
LEFT_OUT, MOST_PRINTED = ("label", "stories", "among", "note"), 120


def latex_text(table: pd.DataFrame) -> str:
    """A measure as a LaTeX table (booktabs), rounded to three places, without the rows that count nothing.

    Characters that LaTeX would read are escaped. Of a longer table the first 120 such rows are printed and a comment
    says how many there are.

    Examples
    --------
    >>> import pandas as pd
    >>> print(latex_text(pd.DataFrame({"outlet": ["R&D"], "n": [3], "of": [4], "share": [0.75], "note": [""]})))
    \\begin{tabular}{lrrr}
    \\toprule
    outlet & n & of & share \\\\
    \\midrule
    R\\&D & 3 & 4 & 0.750 \\\\
    \\bottomrule
    \\end{tabular}
    <BLANKLINE>
    """
    rows = table[table["n"] > 0] if "n" in table.columns else table
    columns = [column for column in rows.columns if column not in LEFT_OUT]
    printed = rows[columns].head(MOST_PRINTED)
    text = printed.to_latex(index=False, escape=True, float_format="%.3f", na_rep="--")
    return text if len(rows) <= MOST_PRINTED else f"% the first {MOST_PRINTED} of {len(rows)} rows\n{text}"


def measures(layers: Layers) -> dict[str, pd.DataFrame]:
    """The standard tables of a corpus, by outlet: what `framing measure` writes."""
    from framing.coverage import sizes
    from framing.naming import article_shares, marking, rates, shares
    from framing.speakers import speakers
    from framing.tone import tone

    return {
        "sizes": sizes(layers, by="outlet"),
        "marking": marking(layers, by="outlet"),
        "shares": shares(layers, by="outlet"),
        "shares_by_voice": shares(layers, by=["outlet", "voice"]),
        "article_shares": article_shares(layers, by="outlet"),
        "rates": rates(layers, by="outlet"),
        "tone": tone(layers, by="outlet"),
        "speakers": speakers(layers, by="outlet"),
    }


def write_measures(layers: Layers, folder: str | Path) -> list[str]:
    """Write the standard measures as CSV into a folder; returns the file names.

    Parameters
    ----------
    layers : Layers
    folder : str or Path
        Made where it does not exist.

    Returns
    -------
    list of str
        The names of the files written, in order.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    names = []
    for name, table in measures(layers).items():
        (folder / f"{name}.csv").write_text(csv_text(table), encoding="utf-8", newline="\n")
        names.append(f"{name}.csv")
    return names
