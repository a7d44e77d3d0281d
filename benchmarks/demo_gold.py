"""How much of the demo corpus's gold the layers recover.

    python benchmarks/demo_gold.py [--wrong]

Prints one line a table: found and right of the gold rows, and rows found that the gold does not have; with --wrong, each
of them. A zone, quotation or mention is recovered where its offsets and its kind (zone; kind; referent, term and exclusion)
are the gold's; white space at the edges is not counted.
"""

import csv
import sys
from collections import Counter
from pathlib import Path

DEMO = Path(__file__).resolve().parents[1] / "corpus" / "demo"
MARKED_KINDS = ("direct", "partial", "scare", "title")


def gold(name):
    with open(DEMO / "gold" / f"{name}.csv", encoding="utf-8", newline="") as rows:
        return [{**row, "start": int(row["start"]), "end": int(row["end"])} for row in csv.DictReader(rows)]


def trimmed(text, start, end):
    """A span without white space at its edges."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))


def compare(name, wanted, found):
    """Recovery of one set of keys (file, start, end, kind): counts, and the rows that differ."""
    wanted, found = Counter(wanted), Counter(found)
    right = sum((wanted & found).values())
    return {
        "table": name, "gold": sum(wanted.values()), "right": right, "recall": right / sum(wanted.values()),
        "found": sum(found.values()), "precision": right / max(1, sum(found.values())),
        "missed": sorted(wanted - found), "extra": sorted(found - wanted),
    }  # fmt: skip


def recover(layers):
    """Compare layers of the demo corpus with its gold.

    Returns
    -------
    list of dict
        table, gold, right, recall, found, precision, missed, extra; for zones, quotations, reported speech, speakers, mentions.
    """
    files = dict(zip(layers.articles["article_id"], layers.articles["source_file"], strict=True))
    texts = dict(zip(layers.articles["source_file"], layers.articles["text"], strict=True))

    def key(row, *rest):
        file = files[row.article_id]
        return (file, *trimmed(texts[file], row.start, row.end), *rest)

    voices, mentions = layers.voices, layers.mentions
    marked, reported = voices[voices["kind"].isin(MARKED_KINDS)], voices[voices["voice"] == "reported"]
    # Interview answers carry no marks: whose they are is judged by the speakers, not by finding marks.
    spoken = [row for row in gold("voices") if row["kind"] != "reported"]
    names = {(r["file"], r["start"], r["end"]): r["speaker"] for r in spoken if r["speaker"]}
    said = {key(row): row.speaker for row in marked.itertuples()}
    # The coding guide lists the names that are coded; the lexicon has more.
    coded = {(row["referent"], row["term"]) for row in gold("mentions")}
    named = [row for row in mentions.itertuples() if (row.referent, row.term) in coded]
    zones = [
        (files[row.article_id], row.start, row.end, row.zone) for row in layers.zones.itertuples() if row.zone != "body"
    ]
    return [
        compare("zones", lines(texts, [tuple(place(r, "zone")) for r in gold("zones")]), lines(texts, zones)),
        compare("quotations", [place(r, "kind") for r in spoken], [key(r, r.kind) for r in marked.itertuples()]),
        compare("reported", [place(r) for r in gold("voices") if r["kind"] == "reported"], [key(r) for r in reported.itertuples()]),
        compare("speakers of quotations", [(*at, name) for at, name in names.items()], [(*at, said[at]) for at in names if at in said]),
        compare("mentions", [place(r, "referent", "term", "excluded") for r in gold("mentions")], [key(r, r.referent, r.term, r.excluded) for r in named]),
        compare("mentions' voice", [place(r, "voice") for r in gold("mentions")], [key(r, r.voice) for r in named]),
    ]  # fmt: skip


def place(row, *columns):
    return (row["file"], row["start"], row["end"], *(row[column] for column in columns))


def lines(texts, zones):
    """Zones cut at line breaks: the gold marks lines, and neighbours of one zone may be one row."""
    found = []
    for file, start, end, zone in zones:
        at = start
        for line in texts[file][start:end].split("\n"):
            if line.strip():
                found.append((file, *trimmed(texts[file], at, at + len(line)), zone))
            at += len(line) + 1
    return found


def demo_layers():
    import framing as fr

    return fr.annotate(fr.read_corpus(DEMO), "immigration")


if __name__ == "__main__":
    layers = demo_layers()
    texts = dict(zip(layers.articles["source_file"], layers.articles["text"], strict=True))
    for row in recover(layers):
        print(
            "{table:24} {right:4} of {gold:4} ({recall:.3f}); found {found:4} (precision {precision:.3f})".format(**row)
        )
        if "--wrong" in sys.argv:
            for side in ("missed", "extra"):
                for file, start, end, *rest in row[side]:
                    print(f"   {side:6} {file[9:]:34} {start:5} {rest} {texts[file][start:end][:90]!r}")
