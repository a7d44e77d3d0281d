"""Strip the inline marks of marked/*.xml into articles/*.txt, index.csv and gold/*.csv with character offsets.

    python corpus/demo/strip.py            write them
    python corpus/demo/strip.py --check    say whether what is there is what the marks say (exit status 1 if not)

CODING.md says what the marks mean. Standard library only.
"""

import csv
import io
import re
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

HERE = Path(__file__).resolve().parent
ZONES = ("headline", "deck", "byline", "dateline", "caption", "list", "boilerplate")
INDEX = ("file", "outlet", "producer", "genre", "published", "story", "byline", "section")
COLUMNS = {
    "zones": ("file", "start", "end", "zone"),
    "voices": ("file", "start", "end", "kind", "n", "speaker", "role", "speaker_start", "speaker_end", "cue", "text"),
    "mentions": ("file", "start", "end", "referent", "term", "excluded", "voice", "zone", "text"),
}


def flatten(element, path=()):
    """Every piece of text with the elements around it, in order."""
    path = (*path, element)
    yield element.text or "", path
    for child in element:
        yield from flatten(child, path)
        yield child.tail or "", path


def spans(root):
    """The article's text without marks, and each element's start and end in it."""
    pieces = list(flatten(root))
    text = "".join(piece for piece, _ in pieces)
    lead = len(text) - len(text.lstrip("\n"))
    found, order, place = {}, [], -lead
    for piece, path in pieces:
        for element in path:
            if element not in found:
                found[element] = [place, place]
                order.append((element, path))
            found[element][1] = place + len(piece)
        place += len(piece)
    return text.strip("\n"), [(element, path, *found[element]) for element, path in order]


def speaker_of(rows, n):
    """The words that name the speaker, and the cue, of attribution n: the first of each."""
    named = next(((start, end) for e, _, start, end in rows if e.tag == "s" and e.get("n") == n), ("", ""))
    cue = next((e for e, *_ in rows if e.tag == "c" and e.get("n") == n), None)
    return *named, "".join(cue.itertext()) if cue is not None else ""


def voice_of(path):
    """Whose words an element lies in by the innermost quotation around it: own, quoted or reported."""
    kinds = [e.get("k") for e in path[:-1] if e.tag == "q" and e.get("k") not in ("scare", "title")]
    return {"reported": "reported"}.get(kinds[-1], "quoted") if kinds else "own"


def gold_rows(name, text, rows):
    """The rows of the three gold tables for one article."""
    tables = {"zones": [], "voices": [], "mentions": []}
    for e, path, start, end in rows:
        words = text[start:end]
        if e.tag in ZONES:
            tables["zones"].append((name, start, end, e.tag))
        elif e.tag == "q":
            who = (e.get("by", ""), e.get("role", "")) if e.get("n") else ("", "")
            named = speaker_of(rows, e.get("n")) if e.get("n") else ("", "", "")
            tables["voices"].append((name, start, end, e.get("k"), e.get("n", ""), *who, *named, words))
        elif e.tag == "m":
            # A name whose first word is set off begins at the word: the mark before it is no part of the name.
            start += len(words) - len(words := words.lstrip("“‘\"'`"))
            zone = next((p.tag for p in reversed(path) if p.tag in ZONES), "body")
            mark = (e.get("r"), e.get("t"), e.get("x", ""), voice_of(path), zone, words)
            tables["mentions"].append((name, start, end, *mark))
    return tables


def as_csv(columns, rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([columns, *rows])
    return out.getvalue()


def outputs():
    """Every file that the marks determine: path below the corpus -> text."""
    files, index, gold = {}, [], {name: [] for name in COLUMNS}
    for source in sorted((HERE / "marked").glob("*.xml")):
        try:
            root = ElementTree.fromstring(source.read_text(encoding="utf-8"))
        except ElementTree.ParseError as error:
            sys.exit(f"{source.name}: not well-formed: {error}")
        text, rows = spans(root)
        name = f"articles/{source.stem}.txt"
        files[name] = text + "\n"
        index.append((name, *(root.get(column, "") for column in INDEX[1:])))
        for table, found in gold_rows(name, text, rows).items():
            gold[table] += found
        if re.search(r"[<>]", text):
            sys.exit(f"{source.name}: a mark was left in the text")
    files["index.csv"] = as_csv(INDEX, index)
    for table, rows in gold.items():
        files[f"gold/{table}.csv"] = as_csv(COLUMNS[table], rows)
    return files


def main():
    stale = []
    for name, text in outputs().items():
        path = HERE / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if "--check" not in sys.argv:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8", newline="\n")
    print(f"{len(stale)} files {'are stale' if '--check' in sys.argv else 'written'}", *stale[:5])
    return bool(stale) and "--check" in sys.argv


if __name__ == "__main__":
    sys.exit(main())
