"""Bytes and where they come from: regular files, folders, zip and gzip, with limits before anything is parsed."""

from __future__ import annotations

import gzip
import io
import os
import re
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from framing.errors import InputError, nearest
from framing.reading.formats import DAMAGED_ARCHIVE
from framing.reading.notes import escaped
from framing.reading.options import FREE_BYTES, Options, way_out

_LITTER = re.compile(
    r"\.|~\$|thumbs\.db$|desktop\.ini$|__macosx$|__pycache__$|.*~$|.*\.(?:bak|swp|tmp|crdownload|part)$", re.IGNORECASE
)
_ENDS = re.compile(r"(?:\.gz)?$", re.IGNORECASE)


@dataclass(frozen=True)
class SourceFile:
    """A file, or a member of a zip: the name that is shown, and how to get its bytes.

    `problem` says why it must not be read; it is raised only where the file is wanted. `path` is where a file of the
    disk lies.
    """

    name: str
    load: Callable[[], bytes]
    problem: str = ""
    path: Path | None = None

    def read(self) -> bytes:
        if self.problem:
            raise InputError(f"{self.name}: {self.problem}")
        return self.load()

    @property
    def litter(self) -> bool:
        """Whether it was left by a system or an editor."""
        return any(_LITTER.match(part) for part in PurePosixPath(self.name).parts)

    @property
    def stem(self) -> str:
        """The name without its extension, and without .gz before that."""
        path = PurePosixPath(_ENDS.sub("", self.name))
        return path.stem if path.parent == PurePosixPath(".") else str(path.parent / path.stem)

    @property
    def extension(self) -> str:
        return PurePosixPath(_ENDS.sub("", self.name)).suffix.lower()


def shown_name(name: str) -> str:
    """A file name as text: bytes that are no UTF-8 and control characters are escaped."""
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def open_path(path: Path, options: Options) -> SourceFile:
    """The one file that a user named; a link is followed here, since it was named."""
    try:
        if not path.exists():
            names = os.listdir(path.parent) if path.parent.is_dir() else []
            raise InputError(f"{escaped(path)}: no such file or folder.{nearest(path.name, names)}")
        return _source(shown_name(path.name), path.resolve(), options)
    except OSError as error:
        raise InputError(f"{escaped(path)}: cannot be opened: {(error.strerror or str(error)).lower()}") from None


def list_folder(folder: Path, options: Options) -> list[SourceFile]:
    """Every file below a folder, by name bytewise; links are not followed."""
    root = folder.resolve()
    found: list[SourceFile] = []
    for path in _walk(root):
        name = shown_name(path.relative_to(root).as_posix())
        if path.is_symlink():
            found.append(SourceFile(name, bytes, _link_problem(path, root)))
        elif path.is_dir():
            found.append(SourceFile(name, bytes, "is a directory, not a file"))
        else:
            found.append(_source(name, path, options))
        if len(found) > options.limits["files"]:
            limit = options.limits["files"]
            raise InputError(f"{escaped(folder.name)}: more than files={limit}; {way_out('files', 10 * limit)}")
    return sorted(found, key=lambda source: source.name.encode())


def _walk(root: Path) -> Iterator[Path]:
    """Files, links, and directories that are named like a file."""

    def refuse(error: OSError) -> None:
        raise InputError(f"{shown_name(os.path.relpath(error.filename, root))}: cannot be listed: {error.strerror}")

    for folder, directories, files in os.walk(root, onerror=refuse):
        directories[:] = [name for name in directories if not _LITTER.match(name)]
        for name in [*files, *directories]:
            path = Path(folder, name)
            if (
                name in files
                or path.is_symlink()
                or path.suffix.lower() in (".csv", ".tsv", ".jsonl", ".json", ".parquet", ".txt")
            ):
                yield path


def _link_problem(path: Path, root: Path) -> str:
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        return "a link to nothing, or to itself"
    if target == root or root in target.parents:
        return "a link to another place of the folder"
    return "a link that leaves the folder; put the file itself there"


def _source(name: str, path: Path, options: Options) -> SourceFile:
    """A file of the disk, if it is a regular one within the limit."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        return SourceFile(name, bytes, "is not a regular file")
    limit = options.limits["file_bytes"]
    if status.st_size > limit:
        problem = f"{status.st_size} bytes, the limit is file_bytes={limit}; {way_out('file_bytes', status.st_size)}"
        return SourceFile(name, bytes, problem)
    return SourceFile(name, lambda: _load(name, path), path=path)


def _load(name: str, path: Path) -> bytes:
    """All bytes of a file at one moment."""
    try:
        with path.open("rb") as stream:
            before = os.fstat(stream.fileno())
            data = stream.read()
            after = os.fstat(stream.fileno())
    except OSError as error:
        raise InputError(f"{name}: cannot be read: {(error.strerror or str(error)).lower()}") from None
    if (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, after.st_size) or len(data) != after.st_size:
        raise _changed(name)
    return data


def _changed(name: str) -> InputError:
    return InputError(f"{name}: changed while it was read; run again when nothing writes to it")


def raw_lines(source: SourceFile, options: Options) -> Iterator[bytes]:
    """The lines of a file of the disk, out of gzip, as they come; it must not change meanwhile."""
    assert source.path is not None
    with source.path.open("rb") as stream:
        before = os.fstat(stream.fileno())
        packed = stream.read(2) == b"\x1f\x8b"
        stream.seek(0)
        inner: Any = gzip.GzipFile(fileobj=stream) if packed else stream
        limit = min(options.limits["inflated_bytes"], max(FREE_BYTES, options.limits["inflation"] * before.st_size))
        left = limit if packed else before.st_size
        while line := _line(source.name, inner, left + 1):
            left -= len(line)
            if left < 0:
                raise _too_large(source.name, before.st_size, options) if packed else _changed(source.name)
            yield line
        after = source.path.stat()
    if (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, after.st_size):
        raise _changed(source.name)


def _line(name: str, stream: IO[bytes], most: int) -> bytes:
    try:
        return stream.readline(most)
    except DAMAGED_ARCHIVE as error:
        raise InputError(f"{name}: a damaged gzip file: {escaped(error)}") from None


def inflate(name: str, data: bytes, options: Options) -> bytes:
    """The bytes inside a gzip file, counted while they come."""
    limit = min(options.limits["inflated_bytes"], max(FREE_BYTES, options.limits["inflation"] * len(data)))
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            pieces, size = [], 0
            # In pieces: one large read would reserve the whole limit.
            while size <= limit and (piece := stream.read(1 << 20)):
                pieces.append(piece)
                size += len(piece)
    except DAMAGED_ARCHIVE as error:
        raise InputError(f"{name}: a damaged gzip file: {escaped(error)}") from None
    if size > limit:
        raise _too_large(name, len(data), options)
    return b"".join(pieces)


def _too_large(name: str, size: int, options: Options) -> InputError:
    """The error for what inflates beyond a limit, naming the one that it met."""
    times, most = options.limits["inflation"], options.limits["inflated_bytes"]
    if max(FREE_BYTES, times * size) < most:
        return InputError(
            f"{name}: inflates to more than inflation={times} times its size; {way_out('inflation', 10 * times)}"
        )
    return InputError(f"{name}: inflates to more than inflated_bytes={most}; {way_out('inflated_bytes', 2 * most)}")


def list_zip(name: str, data: bytes, options: Options) -> list[SourceFile]:
    """The members of a zip, by name bytewise; one that would leave the archive is an error."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except DAMAGED_ARCHIVE as error:
        raise InputError(f"{name}: a damaged zip file: {escaped(error)}") from None
    members = [info for info in archive.infolist() if not info.is_dir()]
    if len(members) > (limit := options.limits["files"]):
        raise InputError(f"{name}: more than files={limit}; {way_out('files', 10 * limit)}")
    if sum(info.file_size for info in members) > options.limits["inflated_bytes"]:
        raise _too_large(name, options.limits["inflated_bytes"], options)
    found = []
    for info in members:
        inner = shown_name(info.filename.replace("\\", "/"))
        if inner.startswith("/") or re.match("[A-Za-z]:", inner) or ".." in PurePosixPath(inner).parts:
            raise InputError(f"{name}: its member '{inner}' would leave the folder; nothing was read")
        if stat.S_ISLNK(info.external_attr >> 16):
            raise InputError(f"{name}: its member '{inner}' is a link; put the file itself into the archive")
        found.append(_member(f"{name}/{inner}", archive, info, options))
    return sorted(found, key=lambda source: source.name.encode())


def _member(name: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo, options: Options) -> SourceFile:
    """One member of a zip, within the limits."""

    def load() -> bytes:
        if info.file_size > max(FREE_BYTES, options.limits["inflation"] * info.compress_size):
            raise _too_large(name, info.compress_size, options)
        try:
            return archive.read(info)
        except DAMAGED_ARCHIVE as error:
            raise InputError(f"{name}: cannot be read from the zip: {escaped(error)}") from None

    return SourceFile(name, load)
