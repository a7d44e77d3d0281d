"""Text files: one article each, with front matter between lines of three dashes where it has any."""

from __future__ import annotations

import re

from framing.reading.decoding import decode
from framing.reading.notes import Notes
from framing.reading.options import Options

_FRONT = re.compile(r"---[ \t]*\n(?P<lines>(?:[ \t]*\n|[A-Za-z_][\w -]{0,40}:.*\n){1,60})---[ \t]*(?:\n|$)")


def read_text(name: str, data: bytes, options: Options, notes: Notes) -> dict[str, str]:
    """The text and the metadata of one file, as cells: its keys in lower case, and `text`.

    Line ends become LF. A value in front matter is taken as it stands, less the quotation marks around it.
    """
    text = one_line_end(decode(name, data, options.encoding))
    match = _FRONT.match(text)
    if not match:
        if text.startswith("---\n"):
            notes.tell(
                name, "line 1", "front matter", "begins with '---' but not with 'key: value' lines up to a second one"
            )
        return {"text": text}
    pairs = [line.split(":", 1) for line in match["lines"].split("\n") if line.strip()]
    cells = {key.strip().casefold(): _unquoted(value.strip()) for key, value in pairs}
    return {**cells, "text": text[match.end() :].lstrip("\n")}


def one_line_end(text: str) -> str:
    """CRLF and CR become LF: the one change that reading makes to a text."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
