"""What a file is, by its content; the extension only decides where the content fits several."""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib

from framing.reading.decoding import other_encoding

# What zipfile, gzip and their decompressors raise on damaged input: more than their documents say.
DAMAGED_ARCHIVE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, OSError, EOFError, RuntimeError, ValueError, LookupError,
)  # fmt: skip
# What has been looked into and is not read yet, or never will be; the way out is said once, in `unsupported`.
_SIGNATURES = (
    (b"{\\rtf", "RTF"), (b"%PDF", "PDF"), (b"\xd0\xcf\x11\xe0", "old Office"), (b"BZh", "bzip2"), (b"\xfd7zXZ", "xz"),
    (b"7z\xbc\xaf", "7z"), (b"\x28\xb5\x2f\xfd", "zstd"), (b"Rar!", "RAR"), (b"SQLite format 3", "SQLite"),
)  # fmt: skip
_ZIPPED = (
    ("word/", "DOCX"),
    ("xl/", "XLSX"),
    ("ppt/", "PPTX"),
    ("META-INF/container.xml", "EPUB"),
    ("content.xml", "ODT"),
)
_JSON = re.compile(rb'\s*(?:\{\s*["}]|\[\s*(?:\[|\{|$))')
_NEXIS = re.compile(rb"^\s*\d+ of \d+ DOCUMENTS\s*$", re.MULTILINE)
_PROQUEST = re.compile(rb"^_{20,}\s*$.*^(?:Full text|Publication title):", re.MULTILINE | re.DOTALL)
READABLE = (".txt", ".csv", ".tsv", ".jsonl", ".ndjson", ".json", ".parquet", ".zip", ".gz")
EXPORTS = (
    ".html",
    ".htm",
    ".xml",
    ".docx",
    ".doc",
    ".rtf",
    ".pdf",
    ".odt",
    ".epub",
    ".xlsx",
    ".xls",
    ".tar",
    ".tgz",
    ".bz2",
    ".xz",
    ".7z",
)
SUPPORTED = "text, CSV, JSON Lines, JSON and Parquet, also as .gz or .zip"
_TABLE_WORDS = {
    "id",
    "article_id",
    "doc_id",
    "outlet",
    "source",
    "date",
    "published",
    "headline",
    "title",
    "text",
    "body",
    "maintext",
}


def recognise(data: bytes, extension: str) -> str:
    """The format of a file's bytes: one of `options.FORMATS`, "zip", "gzip", or "" and more after a colon.

    What is not read comes back as ":" and its name (":DOCX", ":HTML").

    Examples
    --------
    >>> recognise(b"id,outlet,text\\n", ".txt"), recognise(b"<!DOCTYPE html>", ".csv")
    ('csv', ':HTML')
    """
    head = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if head[:4] == b"PAR1":
        return "parquet"
    if head[:2] == b"\x1f\x8b":
        return "gzip"
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _zip_kind(data)
    if other := _unsupported(head):
        return ":" + other
    if extension in (".jsonl", ".ndjson"):
        return "jsonl"
    if _JSON.match(head) or extension == ".json":
        return "json" if head.lstrip()[:1] == b"[" or not _one_line(data) else "jsonl"
    if extension == ".parquet":
        return "parquet"
    first = head.split(b"\n", 1)[0].decode("latin-1").casefold()
    if extension == ".tsv" and "\t" in first:
        return "tsv"
    if extension in (".csv", ".tsv"):
        return "csv"
    cells = {cell.strip(' "\r\ufeff') for cell in first.split(",")}
    return "csv" if len(cells & _TABLE_WORDS) >= 2 else "text"


def unsupported(kind: str) -> str:
    """What to say of a format that is not read."""
    if kind == "binary":
        return f"holds binary data in no known format; what is read: {SUPPORTED}"
    return f"{kind} is not supported; what is read: {SUPPORTED}. Convert or export it to one of these"


def _zip_kind(data: bytes) -> str:
    """A zip of files, or a document that is a zip inside."""
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except DAMAGED_ARCHIVE:
        return "zip"
    for start, kind in _ZIPPED:
        if any(name.startswith(start) for name in names) and ("[Content_Types].xml" in names or "mimetype" in names):
            return ":" + kind
    return "zip"


def _unsupported(head: bytes) -> str:
    """The name of a format that is known and not read, or nothing."""
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    if head[257:262] == b"ustar":
        return "tar"
    start = head.lstrip()[:200].lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return "HTML"
    if start.startswith((b"<?xml", b"<!doctype", b"<rss", b"<feed", b"<tei")):
        return "XML"
    if _NEXIS.search(head):
        return "Nexis text export"
    if _PROQUEST.search(head):
        return "ProQuest text export"
    # Two-byte encodings are text: the decoder names them.
    if head.count(b"\x00") * 20 > len(head) and not other_encoding(head):
        return "binary"
    return ""


def _one_line(data: bytes) -> bool:
    """Whether the first line that is not blank closes its object: JSON Lines, not one object over many lines."""
    first = data[:65536].lstrip().split(b"\n", 1)[0].rstrip()
    return len(first) > 60000 or first.endswith(b"}")
