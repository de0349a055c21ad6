"""The exports: records as JSON, tables as CSV, Excel and Parquet. The same store gives the same bytes."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any, Protocol

from pipeline.errors import StorageError, UsageError
from pipeline.records.codec import dumps
from pipeline.storage.rows import ITEM_TABLES, Row, document_row, item_rows, wording
from pipeline.storage.store import Stored

FORMATS = ("json", "csv", "parquet", "xlsx")

# A cell that a spreadsheet would take for a formula (CWE-1236); a leading apostrophe makes it text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Sink(Protocol):
    """What one format does with the rows, document by document."""

    def document(self, stored: Stored, row: Row) -> None:
        """Takes a document's own row."""

    def item(self, table: str, stored: Stored, row: Row) -> None:
        """Takes a row of one of the item tables."""

    def close(self) -> list[Path]:
        """Writes what is still open; gives the files written."""


def export(documents: Iterable[Stored], out: Path, formats: Iterable[str], lang: str = "vi") -> list[Path]:
    """Writes documents to a folder, in one pass and with one document in memory.

    The rows of documents with equal bytes are written once, with the first of them; each has its own row in the table
    of documents and its own `records/<name>.json`. A file appears under its name only when it is whole.

    Args:
        documents: in the order of the rows.
        out: folder; made where it is missing.
        formats: some of `FORMATS`.
        lang: of titles, labels and messages, "vi" or "en".

    Raises:
        UsageError: an unknown format.
        StorageError: a file cannot be written (no space, no permission, open in Excel).
    """
    chosen = list(dict.fromkeys(formats))
    unknown = [name for name in chosen if name not in FORMATS]
    if unknown:
        raise UsageError(None, f"format {unknown[0]!r}: {', '.join(FORMATS)}")
    try:
        out.mkdir(parents=True, exist_ok=True)
        sinks = [_SINKS[name](out, lang) for name in chosen]
        seen: set[str] = set()
        for stored in documents:
            row = document_row(stored, lang)
            repeated = stored.entry.sha256 in seen
            seen.add(stored.entry.sha256 or "")
            for sink in sinks:
                sink.document(stored, row)
            for table in () if repeated else ITEM_TABLES:
                for item in item_rows(stored, table):
                    for sink in sinks:
                        sink.item(table, stored, item)
        return [path for sink in sinks for path in sink.close()]
    except OSError as error:
        raise StorageError(error.filename or out, error.strerror, UNWRITABLE) from error


UNWRITABLE = {
    "vi": "Đóng tệp nếu đang mở trong Excel, kiểm tra quyền ghi và dung lượng đĩa.",
    "en": "Close the file if it is open in Excel; check the permission to write and the space on the disk.",
}


@contextmanager
def whole(path: Path, mode: str = "w") -> Iterator[IO[Any]]:
    """A file that takes its name only once it is written to its end."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    options = {} if "b" in mode else {"encoding": "utf-8", "newline": ""}
    try:
        with part.open(mode, **options) as stream:  # type: ignore[call-overload]
            yield stream
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


class JsonSink:
    """`records/<name>.json`, one a document that could be read."""

    def __init__(self, out: Path, lang: str) -> None:
        self._folder = out / "records"
        self._folder.mkdir(exist_ok=True)
        self._written: list[Path] = []

    def document(self, stored: Stored, row: Row) -> None:
        """Writes the whole record."""
        path = self._folder / f"{stored.entry.name}.json"
        if stored.values is None:
            path.unlink(missing_ok=True)  # the record of an earlier state of the file would pass for that of today's
            return
        with whole(path) as stream:
            stream.write(dumps(stored.values))
        self._written.append(path)

    def item(self, table: str, stored: Stored, row: Row) -> None:
        """Nothing: the record holds its items."""

    def close(self) -> list[Path]:
        """The folder of the records."""
        return [self._folder]


class CsvSink:
    """`<table>.csv` in UTF-8 with a byte order mark, by which Excel knows the encoding."""

    def __init__(self, out: Path, lang: str) -> None:
        self._stack = ExitStack()
        self._paths = [out / f"{sheet.name}.csv" for sheet in wording().sheets]
        self._writers = {}
        for sheet, path in zip(wording().sheets, self._paths, strict=True):
            stream = self._stack.enter_context(whole(path))
            stream.write("\ufeff")
            keys = [column.key for column in sheet.columns]
            writer = csv.writer(stream, lineterminator="\r\n")
            writer.writerow(keys)
            self._writers[sheet.name] = (writer, keys)

    def document(self, stored: Stored, row: Row) -> None:
        """Writes the row of the document."""
        self.item("documents", stored, row)

    def item(self, table: str, stored: Stored, row: Row) -> None:
        """Writes a row."""
        writer, keys = self._writers[table]
        writer.writerow([csv_cell(row[key]) for key in keys])

    def close(self) -> list[Path]:
        """The files, one a table."""
        self._stack.close()
        return self._paths


def csv_cell(value: object) -> str:
    """A value as CSV writes it: whole numbers without a fraction, lists joined by "; ", nothing for None.

    Text that a spreadsheet would run as a formula gets a leading apostrophe; numbers keep their sign.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, int):
        return str(value)
    text = "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _workbook(out: Path, lang: str) -> Sink:
    from pipeline.storage.workbook import WorkbookSink

    return WorkbookSink(out, lang)


def _parquet(out: Path, lang: str) -> Sink:
    from pipeline.storage.parquet import ParquetSink

    return ParquetSink(out, lang)


_SINKS: dict[str, Callable[[Path, str], Sink]] = {
    "json": JsonSink,
    "csv": CsvSink,
    "parquet": _parquet,
    "xlsx": _workbook,
}
