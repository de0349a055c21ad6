"""Parquet: the tables for pandas, DuckDB and the like, with types."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.storage.entries import Stored
from pipeline.storage.rows import Row, Sheet, wording
from pipeline.storage.target import Target, publish

_TYPES = {
    "int": pa.int64(),
    "csv-int": pa.int64(),
    "page": pa.int64(),
    "share": pa.float64(),
    "quantity": pa.float64(),
    "bool": pa.bool_(),
    "list": pa.list_(pa.string()),
    "csv-list": pa.list_(pa.string()),
}
_BATCH = 20_000  # rows a group


class ParquetSink:
    """`<table>.parquet`, columns named by their keys; dates stay EDTF strings."""

    def __init__(self, target: Target) -> None:
        self._tables = {sheet.name: _Table(target, sheet) for sheet in wording().sheets}

    def __enter__(self) -> ParquetSink:
        return self

    def __exit__(self, *_: object) -> None:
        """Unfinished files lie in the folder of what is not whole."""

    def document(self, stored: Stored, row: Row) -> None:
        """Writes the row of the document."""
        self._tables["documents"].write(row)

    def item(self, table: str, stored: Stored, row: Row) -> None:
        """Writes a row."""
        self._tables[table].write(row)

    def finish(self) -> list[Path]:
        """The files, one a table."""
        return [table.close() for table in self._tables.values()]


class _Table:
    def __init__(self, target: Target, sheet: Sheet) -> None:
        self._path = target.out / f"{sheet.name}.parquet"
        self._part = target.scratch / self._path.name
        self._schema = pa.schema([(c.key, _TYPES.get(c.kind, pa.string())) for c in sheet.columns])
        self._writer = pq.ParquetWriter(self._part, self._schema, compression="zstd")
        self._rows: list[dict[str, Any]] = []

    def write(self, row: Row) -> None:
        self._rows.append({key: row[key] for key in self._schema.names})
        if len(self._rows) >= _BATCH:
            self._flush()

    def close(self) -> Path:
        self._flush()
        self._writer.close()
        publish(self._part, self._path)
        return self._path

    def _flush(self) -> None:
        self._writer.write_table(pa.Table.from_pylist(self._rows, schema=self._schema))
        self._rows = []
