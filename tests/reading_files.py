"""Small files of every format, for the tests of reading."""

import csv
import io
import json
import zipfile

import pandas as pd

ARTICLE = "The mayor signed the order in the hall on Tuesday."
ROWS = [
    {"id": "a1", "outlet": "Courier", "date": "2021-03-09", "title": "Mayor signs order", "text": ARTICLE},
    {
        "id": "a2",
        "outlet": "Herald",
        "date": "2021-03",
        "title": "",
        "text": "The pastor opened the hall for families.",
    },
    {"id": "a3", "outlet": "Courier", "date": "", "title": "No date", "text": "The sheriff answered with a letter."},
]


def as_csv(rows, delimiter=","):
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def as_jsonl(rows):
    return "".join(json.dumps(row) + "\n" for row in rows)


def as_parquet(rows):
    out = io.BytesIO()
    pd.DataFrame(rows).to_parquet(out)
    return out.getvalue()


def as_zip(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def put(folder, **files):
    """Write files whose names are given with `__` for a point."""
    for name, content in files.items():
        path = folder / name.replace("__", ".")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def kinds(corpus):
    return list(corpus.notices["kind"])


def messages(corpus, kind):
    return list(corpus.notices.loc[corpus.notices["kind"] == kind, "message"])
