"""The exports: records as JSON, tables as CSV, Excel and Parquet. The same store gives the same bytes."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Callable, Collection, Iterable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, Any, Protocol

from pipeline.errors import OutputError, UsageError
from pipeline.records.codec import dumps
from pipeline.storage.decisions import HEAD
from pipeline.storage.entries import Entry, Stored
from pipeline.storage.rows import Row, columns_of, decision_rows, document_row, rows_of, wording
from pipeline.storage.scratch import Scratch
from pipeline.storage.tables import ITEM_TABLES
from pipeline.storage.target import GOLD, RECORDS, REVIEWS, Target

FORMATS = ("json", "csv", "parquet", "xlsx", "gold")

# Where a spreadsheet would begin a formula: plain signs, full-width ones, blanks that it drops before them.
_SIGNS = "=+-@\t\r\uff1d\uff0b\uff0d\uff20"
_FORMULA = re.compile(rf"(^|;)(?=[{re.escape(_SIGNS)}])|(?<=;)(\s+)(?=[=@\uff1d\uff20]|[-+\uff0b\uff0d]\d)")


class Sink(Protocol):
    """What one format does with the rows, document by document; a context manager that leaves nothing half written."""

    def __enter__(self) -> Sink: ...

    def __exit__(self, *failure: Any) -> None: ...

    def document(self, stored: Stored, row: Row) -> None:
        """Takes a document's own row."""

    def item(self, table: str, stored: Stored, row: Row) -> None:
        """Takes a row of one of the other tables."""

    def finish(self) -> list[Path]:
        """Writes what is still open and gives the files their names."""


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
        OutputError: a file cannot be written (no space, no permission, open in Excel).
    """
    chosen = list(dict.fromkeys(formats))
    unknown = [name for name in chosen if name not in FORMATS]
    if unknown:
        raise UsageError(None, f"format {unknown[0]!r}: {', '.join(FORMATS)}")
    try:
        out.mkdir(parents=True, exist_ok=True)
        with Scratch(out) as scratch, ExitStack() as stack:
            sinks = [stack.enter_context(_SINKS[name](Target(out, scratch.path, lang))) for name in chosen]
            feed(documents, sinks, lang, set())
            return [path for sink in sinks for path in sink.finish()]
    except OSError as error:
        raise OutputError.of(error.filename or out, error) from error


def feed(documents: Iterable[Stored], sinks: Collection[Sink], lang: str, seen: set[str]) -> None:
    """Gives the rows of documents to sinks.

    Args:
        documents: in the order of the rows.
        sinks: that take them.
        lang: as for `export`.
        seen: hashes of the bytes whose rows are written already; what is written is added.
    """
    for stored in documents:
        row = document_row(stored, lang)
        for sink in sinks:
            sink.document(stored, row)
        for table, item in () if stored.entry.sha256 in seen else rows_of(stored):
            for sink in sinks:
                sink.item(table, stored, item)
        seen.add(stored.entry.sha256 or "")


def is_current(out: Path, entry: Entry, said: datetime | None = None) -> bool:
    """Whether the file of a record is the one written from this line of the ledger.

    Args:
        out: folder of the results.
        entry: the line.
        said: when a person last said something of the document.
    """
    path = f"{out}/{RECORDS}/{entry.name}.json"
    try:
        return entry.record_sha256 is not None and os.stat(path).st_mtime_ns == _made(entry, said)  # noqa: PTH116
    except FileNotFoundError:
        return entry.record_sha256 is None


def _made(entry: Entry, said: datetime | None) -> int:
    """When what stands in the record came to be, in ns since 1970.

    The ledger keeps microseconds; below them stands a figure of the record's hash, by which a record that was given
    its indicators later is told from the one that was written.
    """
    moment = entry.started if said is None else max(entry.started, said)
    return (moment - _EPOCH) // timedelta(microseconds=1) * 1000 + int(entry.record_sha256 or "0", 16) % 1000


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class JsonSink:
    """`records/<name>.json`, one a document that could be read; one that is there already is not written again."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._folder = target.out / RECORDS
        self._folder.mkdir(exist_ok=True)

    def __enter__(self) -> JsonSink:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is left open."""

    def document(self, stored: Stored, row: Row) -> None:
        """Writes the record as it stands, and beside it what people said of it."""
        path = self._folder / f"{stored.entry.name}.json"
        said = stored.review.words[-1].at if stored.review else None
        if stored.values is None:
            path.unlink(missing_ok=True)  # the record of an earlier state of the file would pass for that of today's
        elif not is_current(self._target.out, stored.entry, said):
            with self._target.whole(path) as stream:
                stream.write(dumps(stored.values))
            os.utime(path, ns=(_made(stored.entry, said),) * 2)
        if stored.review is not None:
            (self._target.out / REVIEWS).mkdir(exist_ok=True)
            with self._target.whole(self._target.out / REVIEWS / path.name) as stream:
                stream.write(dumps({"decisions": list(decision_rows(stored))}))

    def item(self, table: str, stored: Stored, row: Row) -> None:
        """Nothing: the record holds its items."""

    def finish(self) -> list[Path]:
        """The folder of the records."""
        return [self._folder]


class GoldSink:
    """`gold/<name>.json`, one a plan of which a person has said that it is right and whole: for `kehoach evaluate`."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._folder = target.out / GOLD
        self._folder.mkdir(exist_ok=True)

    def __enter__(self) -> GoldSink:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is left open."""

    def document(self, stored: Stored, row: Row) -> None:
        """Writes the record as people left it."""
        if stored.review is not None and stored.review.complete and stored.values is not None:
            kept = {key: stored.values[key] for key in (HEAD, *ITEM_TABLES)}
            with self._target.whole(self._folder / f"{stored.entry.name}.json") as stream:
                stream.write(dumps(kept))

    def item(self, table: str, stored: Stored, row: Row) -> None:
        """Nothing: the record holds its items."""

    def finish(self) -> list[Path]:
        """The folder of the plans."""
        return [self._folder]


class CsvSink:
    """`<table>.csv` in UTF-8 with a byte order mark, by which Excel knows the encoding."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._stack = ExitStack()
        self._paths = [target.out / f"{sheet.name}.csv" for sheet in wording().sheets]
        self._streams: dict[str, IO[bytes]] = {}

    def __enter__(self) -> CsvSink:
        for sheet, path in zip(wording().sheets, self._paths, strict=True):
            stream = self._stack.enter_context(self._target.whole(path, "wb"))
            stream.write("\ufeff".encode() + _line(column.key for column in sheet.columns))
            self._streams[sheet.name] = stream
        return self

    def __exit__(self, *failure: Any) -> None:
        self._stack.__exit__(*failure)

    def document(self, stored: Stored, row: Row) -> None:
        """Writes the row of the document."""
        self.item("documents", stored, row)

    def item(self, table: str, stored: Stored, row: Row) -> None:
        """Writes a row."""
        self.put(table, csv_line(table, row))

    def put(self, table: str, lines: bytes) -> None:
        """Writes rows that were made before."""
        self._streams[table].write(lines)

    def finish(self) -> list[Path]:
        """The files, one a table."""
        self._stack.close()
        return self._paths


def csv_line(table: str, row: Row) -> bytes:
    """A row as it stands in the file of its table."""
    return _line(csv_cell(row[key]) for key in columns_of(table))


def _line(cells: Iterable[str]) -> bytes:
    held = io.StringIO()
    csv.writer(held, lineterminator="\r\n").writerow(cells)
    return held.getvalue().encode()


def csv_cell(value: object) -> str:
    """A value as CSV writes it: whole numbers without a fraction, lists joined by "; ", nothing for None.

    Text that a spreadsheet would run as a formula gets an apostrophe before the sign, at its beginning and behind a
    semicolon, at which a spreadsheet may part cells (CWE-1236); a lone sign is none. Numbers keep their sign.
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
    if len(text) < 2 or (text[0] not in _SIGNS and ";" not in text):
        return text
    return _FORMULA.sub(r"\1\2'", text)


def _workbook(target: Target) -> Sink:
    from pipeline.storage.workbook import WorkbookSink

    return WorkbookSink(target)


def _parquet(target: Target) -> Sink:
    from pipeline.storage.parquet import ParquetSink

    return ParquetSink(target)


_SINKS: dict[str, Callable[[Target], Sink]] = {
    "json": JsonSink,
    "csv": CsvSink,
    "parquet": _parquet,
    "xlsx": _workbook,
    "gold": GoldSink,
}
