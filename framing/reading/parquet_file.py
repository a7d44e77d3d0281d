"""Parquet: every column as text, types checked first."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from framing.errors import InputError
from framing.reading.notes import escaped, listed
from framing.reading.options import Options, way_out
from framing.reading.rows import Table

if TYPE_CHECKING:
    import pyarrow as pa

# Rows unpacked at once; the first ones are looked at by themselves before all are read.
BATCH = 250


def read_parquet(name: str, stem: str, data: bytes, options: Options) -> Table:
    """Rows of a Parquet file; row 1 is the first article.

    Raises
    ------
    InputError
        Not Parquet, damaged, beyond the limit, or the same column twice.
    """
    table = Table(name, [])
    for number, cells in parquet_rows(table, io.BytesIO(data), options):
        table.add(f"row {number}", number, stem, cells)
    return table


def parquet_rows(table: Table, source: Any, options: Options) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of a Parquet file (its path, or a stream) with their numbers; the table gets its columns and types."""
    number = 0
    for batch in _batches(table, source, options):
        for cells in batch:
            number += 1
            yield number, cells


def _batches(table: Table, source: Any, options: Options) -> Iterator[list[dict[str, Any]]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        # Buffering ahead would hold the whole file at last.
        file = pq.ParquetFile(source, pre_buffer=False)
        _check_size(table.name, file.metadata, options)
        names = file.schema_arrow.names
        if len(set(names)) < len(names):
            raise InputError(f"{table.name}: a column occurs twice; columns found: {listed(names, 20)}")
        table.types = {field.name: str(field.type) for field in file.schema_arrow if not _is_text(field.type)}
        table.columns = list(names)
        batches = file.iter_batches(batch_size=BATCH)
        while (batch := next(batches, None)) is not None:
            yield batch.to_pylist()
    except (pa.ArrowException, OSError, ValueError, OverflowError, NotImplementedError) as error:
        raise InputError(f"{table.name}: a damaged or unknown Parquet file: {escaped(error)}") from None


def _is_text(kind: pa.DataType) -> bool:
    import pyarrow as pa

    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return (
        pa.types.is_string(kind)
        or pa.types.is_large_string(kind)
        or pa.types.is_null(kind)
        or str(kind) == "string_view"
    )


def _check_size(name: str, metadata: Any, options: Options) -> None:
    """Refuse what unpacks to more than the limit before a column is read."""
    size = sum(metadata.row_group(i).total_byte_size for i in range(metadata.num_row_groups))
    limit = options.limits["inflated_bytes"]
    if size > limit:
        raise InputError(
            f"{name}: {size} bytes unpacked, the limit is inflated_bytes={limit}; {way_out('inflated_bytes', size)}"
        )
