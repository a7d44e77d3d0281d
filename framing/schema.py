"""The tables that everything shares: their columns, types and vocabularies, and nothing else.

Offsets are code points, end exclusive. Text columns hold the empty string for nothing; offsets that may be absent
are nullable integers. More columns may follow the ones named here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

ZONES = ("headline", "deck", "byline", "dateline", "caption", "list", "boilerplate", "body")
VOICES = ("own", "quoted", "reported")
KINDS = ("direct", "partial", "reported", "scare", "title")
SPEECH = ("direct", "partial", "reported")
# What the tables call texts that several outlets print, and the other outlets together: no outlet is named so.
WIRE, REST = "(wire)", "(rest)"
# Who speaks, in the file `speakers.csv`: what these tables call nobody known, and the types that are suggested there.
NOT_NAMED = "(not named)"
SPEAKER_TYPES = (
    "federal", "state", "local", "police", "court", "party", "advocacy", "expert", "business", "faith", "media", "foreign",
    "affected person", "public",
)  # fmt: skip
# Texts whose producer speaks in them for itself: its own quotations are its own voice.
OWN_VOICE_GENRES = ("press release", "statement")

# fmt: off
TABLES: dict[str, dict[str, str]] = {
    "articles": {
        "article_id": "str", "outlet": "str", "producer": "str", "genre": "str", "published": "str",
        "date_precision": "str", "headline": "str", "headline_end": "Int32", "text": "str", "byline": "str",
        "section": "str", "url": "str", "story": "str", "cluster": "str", "language": "str", "source_file": "str",
        "place": "str", "sha256": "str",
    },
    "zones": {"article_id": "str", "start": "Int32", "end": "Int32", "zone": "str", "rule": "str"},
    "sentences": {
        "article_id": "str", "start": "Int32", "end": "Int32", "zone": "str", "voice": "str",
        "valence": "float64", "valence_masked": "float64",
    },
    "voices": {
        "article_id": "str", "start": "Int32", "end": "Int32", "voice": "str", "kind": "str", "attribution_id": "Int32",
        "speaker": "str", "speaker_start": "Int32", "speaker_end": "Int32", "role": "str", "cue": "str",
        "cue_start": "Int32", "cue_end": "Int32", "cue_class": "str", "rule": "str",
    },
    "mentions": {
        "article_id": "str", "start": "Int32", "end": "Int32", "text": "str", "referent": "str", "term": "str",
        "label": "str", "marked": "bool", "use": "str", "zone": "str", "voice": "str", "speaker": "str",
        "set_off": "str", "first": "bool", "excluded": "str",
    },
    "words": {"article_id": "str", "zone": "str", "voice": "str", "n": "int64"},
    "terms": {"referent": "str", "term": "str", "label": "str", "marked": "bool"},
    "speaker_types": {"speaker": "str", "name": "str", "type": "str", "note": "str"},
    "skipped": {"source_file": "str", "place": "str", "field": "str", "value": "str", "reason": "str"},
    "notices": {"source_file": "str", "place": "str", "kind": "str", "message": "str"},
}
# fmt: on


def frame(name: str, rows: Iterable[Any] | dict[str, Any]) -> pd.DataFrame:
    """Build one of the shared tables with its columns, order and types.

    Parameters
    ----------
    name : str
        A key of `TABLES`.
    rows : iterable of tuples in column order, of dicts, or a dict of columns
        Columns beyond the table's own are kept behind them.

    Raises
    ------
    ValueError
        A column is missing: a mistake in this package, not of a user.

    Examples
    --------
    >>> frame("zones", [("a1", 0, 4, "body", "default")]).to_dict("records")
    [{'article_id': 'a1', 'start': 0, 'end': 4, 'zone': 'body', 'rule': 'default'}]
    """
    import pandas as pd

    columns = TABLES[name]
    rows = rows if isinstance(rows, dict) else list(rows)
    if isinstance(rows, list) and rows and isinstance(rows[0], dict):
        return conform(name, pd.DataFrame(rows))
    if isinstance(rows, list):
        values = map(list, zip(*rows, strict=True)) if rows else [[] for _ in columns]
        rows = dict(zip(columns, values, strict=True))
    table = {column: typed(values, columns.get(column, "")) for column, values in rows.items()}
    return conform(name, pd.DataFrame(table))


def typed(values: Any, kind: str) -> Any:
    """Values of a column in its type.

    Those that come one by one Arrow takes faster than pandas does; in an array of offsets -1 is nothing.
    """
    import numpy as np
    import pandas as pd
    import pyarrow as pa

    arrow = {"str": pa.large_string(), "Int32": pa.int32()}
    if kind == "Int32" and isinstance(values, np.ndarray):
        return pd.arrays.IntegerArray(values.astype(np.int32), values < 0)
    if not isinstance(values, list) or kind not in arrow:
        return values
    return pd.api.types.pandas_dtype(kind).__from_arrow__(pa.array(values, arrow[kind]))


def names_of(names: Sequence[str], number: NDArray[np.integer]) -> Any:
    """A column of names, of which there are few, by the number of each."""
    import pandas as pd

    return pd.array(list(names), dtype="str").take(number)


def conform(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Give a table the columns, order and types of `TABLES[name]`; its other columns follow."""
    columns = TABLES[name]
    if missing := [column for column in columns if column not in table.columns]:
        raise ValueError(f"table {name!r} lacks {missing}; it has {list(table.columns)}")
    others = [column for column in table.columns if column not in columns]
    wrong = {column: kind for column, kind in columns.items() if table[column].dtype != kind}
    table = table[[*columns, *others]].reset_index(drop=True)
    return table.astype(wrong) if wrong else table
