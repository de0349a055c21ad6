"""The rows of plans.xlsx, as they stand in its sheets: made of a document, whatever rows stand before them."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline.storage import lines
from pipeline.storage.entries import Stored
from pipeline.storage.lines import DEFAULT_HEIGHT, Cell, Link, Strip
from pipeline.storage.rows import Column, Row, Sheet, wording
from pipeline.storage.tables import ITEM_TABLES
from pipeline.vietnam.calendar import in_words

SUMMARY = "summary"
"""Name of the sheet that has no table of its own."""
SUMMARY_KEYS = ("name", "file", "state", "reason", "unit", "title", "pages", "coverage", *ITEM_TABLES)
"""Columns of the table of documents that the summary shows."""
SUMMARY_WIDTH = 44  # of its columns at most, in characters

_MAX_TEXT = 32_767  # characters of a cell: a limit of the format
_MAX_URL = 2_079
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f]")

_LINE = DEFAULT_HEIGHT  # points of one line
_MAX_HEIGHT = 300.0
_LETTERS = 1.2  # letters of Times New Roman 11 that a unit of width holds
_WRAPPED = ("wrap", "vi", "en", "list")
_LEADING = ("link", "page")  # kinds of column whose cells lead somewhere

_BASE = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
STYLES: Mapping[str, Mapping[str, Any]] = {
    "text": _BASE,
    "wrap": {**_BASE, "text_wrap": True},
    "link": {**_BASE, "font_color": "#0563C1", "underline": 1},
    "header": {**_BASE, "bold": True, "text_wrap": True, "bg_color": "#D9E2F3", "bottom": 1, "valign": "vcenter"},
    "heading": {**_BASE, "bold": True, "font_size": 16},
    "strong": {**_BASE, "bold": True},
    "strong_int": {**_BASE, "bold": True, "num_format": "#,##0"},
    "int": {**_BASE, "num_format": "#,##0"},
    "decimal": {**_BASE, "num_format": "#,##0.0##"},
    "share": {**_BASE, "num_format": "0%"},
    "percent": {**_BASE, "num_format": '#,##0"%"'},
    "percent_decimal": {**_BASE, "num_format": '#,##0.0##"%"'},
    "ok": {**_BASE, "bg_color": "#E2F0D9"},
    "partial": {**_BASE, "bg_color": "#FFF2CC"},
    "failed": {**_BASE, "bg_color": "#F8CBAD"},
}
"""The formats of the workbook by name; a cell states the number of its own, in this order."""
NUMBERS = {name: number for number, name in enumerate(STYLES, 1)}  # 0 is the format of what states none


def shown(sheet: Sheet, lang: str) -> list[tuple[Column, bool]]:
    """The columns of a table's sheet; True for the reading in words that stands beside a column of dates."""
    columns = []
    for column in sheet.columns:
        if column.kind.startswith("csv") or (column.kind in ("vi", "en") and column.kind != lang):
            continue
        columns.append((column, False))
        if column.kind == "edtf":
            columns.append((column, True))
    return columns


def leading(columns: Iterable[Column]) -> int | None:
    """Which of some columns leads somewhere; no sheet has two of them."""
    return next((at for at, column in enumerate(columns) if column.kind in _LEADING), None)


def unlinked(strip: Strip) -> Strip:
    """The rows without their links, where a sheet takes no more of them."""
    plain = strip.xml.replace(f'<c s="{NUMBERS["link"]}"'.encode(), f'<c s="{NUMBERS["text"]}"'.encode())
    return Strip(plain, strip.rows, lines.joined([(None, "")] * strip.rows))


class BookRows:
    """Makes rows of sheets.

    Args:
        out: folder of the workbook, from which its links go.
        lang: of labels and messages.
    """

    def __init__(self, out: Path, lang: str) -> None:
        self._out, self._lang = out, lang
        self._shown = {sheet.name: shown(sheet, lang) for sheet in wording().sheets}
        self._widths = {
            name: [(column, column.width) for column, reading in columns if not reading]
            for name, columns in self._shown.items()
        }
        columns = {column.key: column for column in wording().sheets[0].columns}
        self._summary = [(columns[key], min(columns[key].width, SUMMARY_WIDTH)) for key in SUMMARY_KEYS]
        self._last: tuple[str, str | None] = ("", None)

    def item(self, table: str, stored: Stored, row: Row) -> Strip:
        """A row of a table."""
        url = self._url(stored)
        cells = (
            Cell(in_words(row[column.key], self._lang) or None, NUMBERS["wrap"])
            if reading
            else self._cell(column, row, url)
            for column, reading in self._shown[table]
        )
        return self._strip(cells, url, row, self._widths[table])

    def summary(self, stored: Stored, row: Row) -> Strip:
        """The row of a document in the summary."""
        url = self._url(stored)
        cells = [self._cell(column, row, url) for column, _ in self._summary]
        state = wording().label("state", row["state"], self._lang)
        cells[SUMMARY_KEYS.index("state")] = Cell(state, NUMBERS[row["state"]])
        return self._strip(cells, url, row, self._summary)

    def _strip(self, cells: Iterable[Cell], url: str | None, row: Row, widths: Iterable[tuple[Column, int]]) -> Strip:
        xml = lines.row(_height(row, widths), cells).encode()
        column = next((column for column, _ in widths if column.kind in _LEADING), None)
        if url is None or column is None or row[column.key] is None:
            return Strip(xml, 1, (Link(None, "", 1),))
        pages = column.kind == "page" and url.lower().endswith(".pdf")  # readers of this format know pages
        return Strip(xml, 1, (Link(url, f"page={row['page']}" if pages else "", 1),))

    def _cell(self, column: Column, row: Row, url: str | None) -> Cell:
        """One value after the kind of its column."""
        value, kind = row[column.key], column.kind
        if value is None or value == []:
            return Cell(None, NUMBERS["text"])
        if kind in _LEADING:
            return Cell(_fitting(str(value)), NUMBERS["link" if url else "text"])
        if isinstance(value, float) and not math.isfinite(value):
            return Cell(str(value), NUMBERS["text"])
        if kind in ("int", "share"):
            return Cell(value, NUMBERS[kind])
        if kind == "quantity":
            return Cell(value, NUMBERS[_figure(value, row.get("unit"))])
        if kind in ("label", "bool"):
            return Cell(wording().label(column.key, value, self._lang), NUMBERS["text"])
        text = "\n".join(map(str, value)) if kind == "list" else str(value)
        return Cell(_fitting(text), NUMBERS["wrap" if kind != "text" else "text"])

    def _url(self, stored: Stored) -> str | None:
        """Address of the source relative to the workbook; made once for the rows of a document."""
        if self._last[0] != stored.entry.path:
            self._last = (stored.entry.path, self._address(stored))
        return self._last[1]

    def _address(self, stored: Stored) -> str | None:
        target = os.path.relpath(stored.entry.path, self._home).replace(os.sep, "/")
        if stored.entry.sha256 is None or any(sign in target for sign in "\\\r\n") or len(target) > _MAX_URL // 3:
            return None
        for sign in "%# ":
            target = target.replace(sign, f"%{ord(sign):02X}")
        return lines.target_of(target)

    @cached_property
    def _home(self) -> Path:
        return self._out.absolute()


def _height(row: Row, columns: Iterable[tuple[Column, int]]) -> float:
    """Height in points that the longest wrapped text of a row needs; columns come with their widths.

    Set by ourselves because not every spreadsheet program fits rows when it opens a file.
    """
    found = 1
    for column, width in columns:
        value = row[column.key]
        if value and column.kind in _WRAPPED:
            parts = [str(part) for part in value] if isinstance(value, list) else str(value).split("\n")
            found = max(found, sum(1 + len(part) // int(width * _LETTERS) for part in parts))
    return min(found * _LINE, _MAX_HEIGHT)


def _figure(value: float, unit: object) -> str:
    """Format of a figure: a percentage shows its sign but stays the number that the plan states (80, not 0.8)."""
    if unit == "%":
        return "percent" if float(value).is_integer() else "percent_decimal"
    return "int" if float(value).is_integer() else "decimal"


def _fitting(text: str) -> str:
    """`text` cut to what a cell holds, tabs between table cells made visible, without control characters."""
    kept = _CONTROL.sub("", text.replace("\t", " | "))
    if len(kept) <= _MAX_TEXT // 2:  # of UTF-16, in which the format counts, no character has more than two units
        return kept
    units = kept.encode("utf-16-le")
    cut = units[: 2 * (_MAX_TEXT - 1)].decode("utf-16-le", "ignore")
    return kept if len(units) <= 2 * _MAX_TEXT else cut + "…"
