"""Bytes to lines of text: strict UTF-8, or the encoding that was named; what does not fit is located."""

from __future__ import annotations

import io
from collections.abc import Iterator

from framing.errors import InputError
from framing.reading.notes import escaped

BOM = b"\xef\xbb\xbf"
_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)


def lines(name: str, data: bytes, encoding: str = "") -> Iterator[str]:
    """The lines of a file with their ends, LF or CRLF; a byte-order mark is dropped.

    Raises
    ------
    InputError
        The bytes do not fit the encoding: names line and byte.
    """
    if encoding.lower().replace("_", "-") not in ("", "utf-8", "utf8", "utf-8-sig"):
        yield from io.StringIO(decode(name, data, encoding), newline="\n")
        return
    refuse_other_marks(name, data)
    place = len(BOM) if data.startswith(BOM) else 0
    # Without any LF, CR ends the lines (old Macs); else it is a character like others.
    stream = io.BytesIO(data if b"\n" in data else data.replace(b"\r", b"\n"))
    stream.seek(place)
    yield from decoded(name, stream, place)


def decoded(name: str, raw: Iterator[bytes], place: int = 0) -> Iterator[str]:
    """Lines of UTF-8 as text; `place` is the byte at which they begin."""
    for number, line in enumerate(raw, 1):
        if number == 1 and not place and line.startswith(BOM):
            line, place = line[len(BOM) :], len(BOM)
        try:
            yield line.decode("utf-8")
        except UnicodeDecodeError as error:
            cut = error.start + 4 > len(line) and next(raw, None) is None
            raise _undecodable(name, cut, number, place + error.start, line[error.start], error, "UTF-8") from None
        place += len(line)


def decode(name: str, data: bytes, encoding: str = "") -> str:
    """A whole file as text, its line ends as they are; see `lines`."""
    encoding = encoding or "utf-8"
    if encoding == "utf-8":
        refuse_other_marks(name, data)
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        number = data.count(b"\n", 0, error.start) + 1
        cut = error.start + 4 > len(data)
        raise _undecodable(name, cut, number, error.start, data[error.start], error, encoding) from None
    except (UnicodeError, LookupError) as error:
        raise InputError(f"{name}: cannot be decoded as {encoding}: {escaped(error)}") from None


def other_encoding(data: bytes) -> str:
    """The name of an encoding of two or four bytes a character, by its mark or its zeros; else nothing."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    head = data[:4000]
    zeros = (head[::2].count(0), head[1::2].count(0))
    if len(head) < 20 or max(zeros) < 0.4 * len(head) or min(zeros) > 0.1 * len(head):
        return ""
    return "UTF-16-LE" if zeros[1] > zeros[0] else "UTF-16-BE"


def refuse_other_marks(name: str, data: bytes) -> None:
    """Refuse UTF-16 and UTF-32 that nobody announced.

    Raises
    ------
    InputError
        Names the encoding.
    """
    if encoding := other_encoding(data):
        raise InputError(f"{name}, line 1: is {encoding}, not UTF-8; name it: --encoding {encoding.lower()}")


def _undecodable(
    name: str, cut: bool, line: int, place: int, value: int, error: UnicodeDecodeError, encoding: str
) -> InputError:
    """The error for a byte that does not fit, with its place; `cut` where it is among the last of the file."""
    if cut and error.reason == "unexpected end of data":
        return InputError(f"{name}, line {line}: ends in the middle of a character (byte {place}): a truncated file?")
    byte = f"byte {place} (0x{value:02x})"
    return InputError(
        f"{name}, line {line}: {byte} is not {encoding}; name the file's encoding, e.g. --encoding cp1252"
    )
