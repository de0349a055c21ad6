"""Rows as they stand in the tables, kept beside them from one run to the next.

A file a block of documents, named by the hash of all that its rows are made of: a name found is rows found. What
is missing or damaged is merely made again.
"""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.storage.book_rows import SUMMARY, BookRows
from pipeline.storage.entries import Stored
from pipeline.storage.exports import csv_line
from pipeline.storage.lines import Link, Strip, joined
from pipeline.storage.rows import Row
from pipeline.storage.target import Target

_FOLDER = ".kehoach-rows"
_LEVEL = 1  # of compression: read back and written within the time that a person waits


@dataclass(frozen=True, slots=True)
class Rendered:
    """Rows of some documents: as lines of CSV by table, as rows of the workbook by sheet."""

    csv: Mapping[str, bytes]
    sheets: Mapping[str, Strip]


class RowsSink:
    """Takes documents and gives their rows as they stand in the files.

    Args:
        target: where the files will lie.
    """

    def __init__(self, target: Target) -> None:
        self._book = BookRows(target.out, target.lang)
        self._csv: dict[str, list[bytes]] = defaultdict(list)
        self._sheets: dict[str, list[Strip]] = defaultdict(list)

    def __enter__(self) -> RowsSink:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is left open."""

    def document(self, stored: Stored, row: Row) -> None:
        """Takes a document's own row."""
        self._sheets[SUMMARY].append(self._book.summary(stored, row))
        self.item("documents", stored, row)

    def item(self, table: str, stored: Stored, row: Row) -> None:
        """Takes a row of one of the other tables."""
        self._csv[table].append(csv_line(table, row))
        self._sheets[table].append(self._book.item(table, stored, row))

    def finish(self) -> list[Path]:
        """No file."""
        return []

    def rendered(self) -> Rendered:
        """All rows that were taken."""
        csv = {table: b"".join(lines) for table, lines in self._csv.items()}
        return Rendered(csv, {sheet: _joined(strips) for sheet, strips in self._sheets.items()})


def _joined(strips: list[Strip]) -> Strip:
    links = joined((link.target, link.anchor) for strip in strips for link in strip.links)
    return Strip(b"".join(strip.xml for strip in strips), len(strips), links)


class Kept:
    """The folder of the rows.

    Args:
        target: of the tables beside which it lies; made where it is missing.
    """

    def __init__(self, target: Target) -> None:
        self._target = target
        self._folder = target.out / _FOLDER
        self._folder.mkdir(exist_ok=True)
        self._used: set[str] = set()

    def get(self, key: str) -> Rendered | None:
        """The rows of that name; None where there are none, or none that can be read."""
        try:
            data = zlib.decompress((self._folder / key).read_bytes())
            rendered = _unpacked(data)
        except (OSError, zlib.error, ValueError, KeyError, TypeError):
            return None
        self._used.add(key)
        return rendered

    def put(self, key: str, rendered: Rendered) -> Rendered:
        """Keeps rows under a name; gives them back."""
        with self._target.whole(self._folder / key, "wb") as stream:
            stream.write(zlib.compress(b"".join(_packed(rendered)), _LEVEL))
        self._used.add(key)
        return rendered

    def close(self) -> None:
        """Removes what was neither given nor kept."""
        for path in self._folder.iterdir():
            if path.name not in self._used:
                path.unlink(missing_ok=True)


def _packed(rendered: Rendered) -> Iterator[bytes]:
    """A line of JSON that says what follows and how long it is, and the rows."""
    targets = sorted({link.target for strip in rendered.sheets.values() for link in strip.links if link.target})
    numbers: dict[str | None, int | None] = {target: number for number, target in enumerate(targets)}
    head: dict[str, Any] = {
        "targets": targets,
        "csv": {table: len(lines) for table, lines in rendered.csv.items()},
        "sheets": {
            sheet: [len(strip.xml), strip.rows, [(numbers.get(target), *rest) for target, *rest in strip.links]]
            for sheet, strip in rendered.sheets.items()
        },
    }
    yield json.dumps(head, ensure_ascii=False).encode() + b"\n"
    yield from rendered.csv.values()
    yield from (strip.xml for strip in rendered.sheets.values())


def _unpacked(data: bytes) -> Rendered:
    at = data.index(b"\n") + 1
    head = json.loads(data[:at])
    csv, sheets = {}, {}
    for table, length in head["csv"].items():
        csv[table], at = data[at : at + length], at + length
    for sheet, (length, rows, links) in head["sheets"].items():
        own = (Link(None if n is None else head["targets"][n], anchor, count) for n, anchor, count in links)
        sheets[sheet], at = Strip(data[at : at + length], rows, tuple(own)), at + length
    return Rendered(csv, sheets)
