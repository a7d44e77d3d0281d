"""Coding sheets: a sample written for people to code, in a spreadsheet or a tool, and their codes read back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from framing.coding.codebook import codebook
from framing.coding.sampling import NONE, masked
from framing.coding.tools import LAYER, label_studio, label_studio_config, listed, type_system, xmi
from framing.errors import InputError, nearest
from framing.export import csv_text
from framing.lexicon import read_lexicon
from framing.schema import VOICES

if TYPE_CHECKING:
    import pandas as pd

# What coders answer of each kind of item. A sentence may hold several names that were missed: "a; b".
CODES: dict[str, tuple[str, ...]] = {
    "mentions": ("term", "voice"), "attributions": ("voice", "speaker"), "sentences": ("voice", "valence"),
    "missed": ("term", "voice"),
}  # fmt: skip
VALENCES = ("-2", "-1", "0", "1", "2")
SHOWN = ("item", "outlet", "referent", "text")


@dataclass(frozen=True, eq=False)
class Codes:
    """What coders said, and the key that says which items these were and what the measure says of them.

    Attributes
    ----------
    codes : DataFrame
        coder, item, code ("term", "voice" ...), value: one row a coder, item and code that was given.
    key : DataFrame
        The sample as `draw_sample` gave it, by item.

    Examples
    --------
    >>> import tempfile
    >>> import framing as fr
    >>> layers = fr.annotate(fr.read_corpus("corpus/demo"), "immigration")
    >>> folder = write_sample(fr.draw_sample(layers, n=10), tempfile.mkdtemp())
    >>> codes = read_codes(folder)
    >>> len(codes.key), len(codes.codes)
    (10, 0)
    """

    codes: pd.DataFrame
    key: pd.DataFrame


def write_sample(
    sample: pd.DataFrame, folder: str | Path, *, lexicon: str | Path = "immigration", blind: bool = False
) -> Path:
    """Write a sample for people to code: sheet, key, codebook, and files that coding tools import.

    The sheet goes to the coders, once each; the key stays with whoever does not code, since it holds the answers.

    Parameters
    ----------
    sample : DataFrame
        Of `draw_sample`.
    folder : str or Path
        Made where it does not exist. It gets sheet.csv, key.csv, codebook.html, label-studio.json and
        label-studio.xml, inception.xmi and inception-layer.xml: docs/coding.md says how each is used.
    lexicon : str or Path
        The one that the layers were made with: its definitions make the codebook.
    blind : bool
        Whether coders are not told the outlet: its column is left out, and its name is masked in the texts.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    InputError
        The folder already holds a key: codes given for one sample must not be read with another's key.

    Examples
    --------
    >>> import tempfile
    >>> import framing as fr
    >>> layers = fr.annotate(fr.read_corpus("corpus/demo"), "immigration")
    >>> folder = fr.write_sample(fr.draw_sample(layers, n=10), tempfile.mkdtemp(), blind=True)
    >>> (folder / "sheet.csv").read_text(encoding="utf-8").splitlines()[0]
    'item,referent,text,term,voice,comment'
    """
    folder = Path(folder)
    if (folder / "key.csv").exists():
        raise InputError(f"{folder / 'key.csv'}: there is a sample already; choose another folder, or remove it")
    read = read_lexicon(lexicon)
    what = str(sample["what"].iloc[0])
    texts = sample["text"]
    if blind:
        texts = [masked(text, outlet) for text, outlet in zip(texts, sample["outlet"], strict=True)]
    shown = sample.assign(text=texts)[[c for c in SHOWN if not (blind and c == "outlet")]]
    terms = dict(zip(sample["referent"], sample["choices"].str.split("; "), strict=True))
    choices = choices_of(what, terms)
    files = {
        "sheet.csv": csv_text(shown.assign(**dict.fromkeys((*CODES[what], "comment"), ""))),
        "key.csv": csv_text(sample),
        "codebook.html": codebook(read, what, sorted(set(sample["referent"])), CODES[what]),
        "label-studio.json": label_studio(shown, choices), "label-studio.xml": label_studio_config(choices, several=["term"] * (what == "missed")),
        "inception.xmi": xmi(shown, CODES[what]), "inception-layer.xml": type_system(CODES[what]),
    }  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return folder


def choices_of(what: str, terms: Mapping[str, Sequence[str]]) -> dict[str, Mapping[str, Sequence[str]]]:
    """Of each code the values it may have, by referent; "" where the referent does not matter, none where it is free.

    Examples
    --------
    >>> choices_of("missed", {"barrier": ["wall"]})["term"]
    {'barrier': ['wall', 'none']}
    """
    known: dict[str, Mapping[str, Sequence[str]]] = {
        "term": {referent: [*names, NONE] for referent, names in terms.items()},
        "voice": {"": VOICES}, "valence": {"": VALENCES}, "speaker": {},
    }  # fmt: skip
    return {code: known[code] for code in CODES[what]}


def read_codes(*places: str | Path) -> Codes:
    """Read coded sheets back, with the keys that lie beside them.

    Parameters
    ----------
    *places : str or Path
        Sheets (CSV, also as Label Studio exports it; XMI from INCEpTION), or folders that hold a key.csv and sheets,
        at any depth. A coder is named by a column "coder" or "annotator", else by the file.

    Returns
    -------
    Codes

    Raises
    ------
    InputError
        No key, or a sheet with an item that the key does not have or with an unknown code: file, row, column, value.

    Examples
    --------
    >>> import tempfile
    >>> import framing as fr
    >>> layers = fr.annotate(fr.read_corpus("corpus/demo"), "immigration")
    >>> folder = fr.write_sample(fr.draw_sample(layers, n=10), tempfile.mkdtemp())
    >>> sheet = (folder / "sheet.csv").read_text(encoding="utf-8").splitlines()
    >>> coded = [sheet[0], *(line[:-2] + ",own," for line in sheet[1:])]
    >>> _ = (folder / "ann.csv").write_text("\\n".join(coded), encoding="utf-8")
    >>> fr.read_codes(folder).codes["coder"].unique().tolist()
    ['ann']
    """
    import pandas as pd

    rows: list[tuple[str, str, str, str]] = []
    keys = {}
    for sheet in _sheets(places):
        if (place := sheet.parent / "key.csv") not in keys:
            keys[place] = _read_key(place)
        rows += _coded(sheet, keys[place])
    if not keys:
        raise InputError(f"{', '.join(map(str, places))}: no key.csv and no coded sheet; 'framing sample' makes them")
    table = pd.DataFrame(rows, columns=["coder", "item", "code", "value"]).astype("str")
    again = table.duplicated(["coder", "item", "code"])
    if again.any():
        row = table[again].iloc[0]
        raise InputError(f"coder {row['coder']!r} codes {row['code']} of {row['item']} twice; keep one of the rows")
    return Codes(table, pd.concat(keys.values(), ignore_index=True).drop_duplicates("item", ignore_index=True))


def _sheets(places: Iterable[str | Path]) -> Iterator[Path]:
    """The sheets of some places; in a folder those beside a key, the empty one among them."""
    for place in map(Path, places):
        if not place.exists():
            raise InputError(f"{place}: no such file or folder")
        if not place.is_dir():
            yield place
            continue
        for key in sorted(place.rglob("key.csv")):
            found = sorted(f for f in key.parent.iterdir() if f.suffix in (".csv", ".xmi") and f != key)
            yield from (f for f in found if f.name != "inception.xmi")


def _read_key(place: Path) -> pd.DataFrame:
    import pandas as pd

    if not place.is_file():
        raise InputError(f"{place}: no key beside the sheet; put the key.csv of 'framing sample' there")
    texts = dict.fromkeys(("item", "what", "outlet", "article_id", "cluster", "text", "referent", "term", "voice", "speaker", "choices", "stratum"), "str")  # fmt: skip
    try:
        key = pd.read_csv(place, dtype=texts, keep_default_na=False, na_values={"valence": [""]})
    except (ValueError, UnicodeDecodeError) as error:
        raise InputError(f"{place}: cannot be read as a key ({error}); restore the file of 'framing sample'") from None
    if missing := [name for name in (*texts, "of", "drawn", "valence") if name not in key.columns]:
        raise InputError(f"{place}: no column {missing[0]!r}; restore the file of 'framing sample'")
    for name in texts:  # csv_text guards against formulas with an apostrophe
        key[name] = key[name].str.replace(r"^'(?=[=+\-@\t\r])", "", regex=True)
    return key


def _coded(sheet: Path, key: pd.DataFrame) -> list[tuple[str, str, str, str]]:
    """The codes of one sheet that were given, each checked."""
    items = key.set_index("item")
    found = []
    for line, row in enumerate(_rows(sheet), 2):
        if row["item"] not in items.index:
            raise InputError(
                f"{sheet}:{line}: item {row['item']!r} is not in key.csv.{nearest(row['item'], items.index)}"
            )
        item = items.loc[row["item"]]
        coder = row.get("coder") or row.get("annotator") or sheet.stem
        for code in CODES[item["what"]]:
            if value := listed((row.get(code) or "").strip()):
                found.append((coder, row["item"], code, _checked(value, code, item, f"{sheet}:{line}")))
    return found


def _checked(value: str, code: str, item: pd.Series, place: str) -> str:
    """A code as it is kept; a wrong one is refused, since a slip of the pen would be counted as an error."""
    if code == "speaker":
        return " ".join(value.split())
    terms = (*item["choices"].split("; "), NONE)
    known = {"voice": VOICES, "valence": VALENCES, "term": terms}[code]
    several = value.split(";") if code == "term" and item["what"] == "missed" else [value.lstrip("'")]
    given = sorted(part.strip() for part in several if part.strip())
    for part in given:
        if part not in known:
            raise InputError(f"{place}: {code} {part!r}; known: {', '.join(known)}.{nearest(part, known)}")
    return "; ".join(given)


def _rows(sheet: Path) -> Iterator[dict[str, str]]:
    """The rows of a sheet; of an XMI file, the attributes of its coded items."""
    content = sheet.read_bytes()
    try:
        text = content.decode("utf-8-sig")
        if sheet.suffix == ".xmi":
            tag = "{http:///webanno/custom.ecore}" + LAYER
            yield from (dict(element.attrib) for element in ElementTree.fromstring(text).iter(tag))
            return
    except (UnicodeDecodeError, ElementTree.ParseError) as error:
        raise InputError(f"{sheet}: {error}; save the sheet as CSV in UTF-8") from None
    first = text.split("\n", 1)[0]
    rows = csv.DictReader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",")
    if "item" not in (rows.fieldnames or ()):
        raise InputError(f"{sheet}: no column 'item'; it has {', '.join(rows.fieldnames or ['nothing'])[:200]}")
    yield from ({name: value or "" for name, value in row.items() if name} for row in rows)
