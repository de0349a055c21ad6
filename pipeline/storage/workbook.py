"""plans.xlsx: a summary and a sheet a table, to be read by people."""

from __future__ import annotations

import datetime as dt
import math
import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import xlsxwriter

from pipeline.storage.entries import Stored
from pipeline.storage.rows import Column, Row, Sheet, wording
from pipeline.storage.tables import ITEM_TABLES
from pipeline.storage.target import WORKBOOK, Target, publish
from pipeline.vietnam.calendar import in_words

MAX_ROWS = 1_048_576  # of a sheet, the header included: a limit of the format
_MAX_LINKS = 65_530  # of a sheet, likewise
_MAX_TEXT = 32_767  # characters of a cell, likewise
_MAX_URL = 2_079

_LINE = 15.0  # points of one line
_MAX_HEIGHT = 300.0
_LETTERS = 1.2  # letters of Times New Roman 11 that a unit of width holds
_WRAPPED = ("wrap", "vi", "en", "list")

_MADE = dt.datetime(2025, 7, 1)  # noqa: DTZ001  # fixed, so that the same records give the same bytes
_COUNTS = ("pages", "coverage", *ITEM_TABLES)
_STATE_COLOURS = {"ok": "#E2F0D9", "partial": "#FFF2CC", "failed": "#F8CBAD"}


class WorkbookSink:
    """Writes plans.xlsx row by row, in constant memory; tables too long for a sheet go on in the next one."""

    def __init__(self, target: Target) -> None:
        self._out, self._lang = target.out, target.lang
        self._path = target.out / WORKBOOK
        self._part = target.scratch / WORKBOOK
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(str(self._part), {**options, "tmpdir": str(target.scratch)})
        self._book.set_properties({"title": self._word("heading"), "created": _MADE})
        self._formats = {name: self._book.add_format(style) for name, style in _STYLES.items()}
        self._states = {
            state: self._book.add_format({**_STYLES["text"], "bg_color": colour})
            for state, colour in _STATE_COLOURS.items()
        }
        self._summary = self._book.add_worksheet(self._word("sheet"))
        self._tables = {sheet.name: _Table(self, sheet) for sheet in wording().sheets}
        self._documents: list[tuple[Stored, Row]] = []
        self._counts: Counter[str] = Counter()

    def __enter__(self) -> WorkbookSink:
        return self

    def __exit__(self, *_: object) -> None:
        """The unfinished book lies in the folder of what is not whole."""
        self._book.fileclosed = True  # else it warns, when it is forgotten, that nobody closed it

    def document(self, stored: Stored, row: Row) -> None:
        """Writes the row of the document and keeps what the summary needs of it."""
        self._tables["documents"].write(stored, row)
        keep = ("name", "file", "state", "reason", "type", "number", "symbol", "unit", "title", *_COUNTS)
        self._documents.append((Stored(stored.entry, None), {key: row[key] for key in keep}))

    def item(self, table: str, stored: Stored, row: Row) -> None:
        """Writes a row of its sheet."""
        self._counts[table] += 1
        self._tables[table].write(stored, row)

    def finish(self) -> list[Path]:
        """Writes the summary and gives the workbook its name."""
        try:
            for table in self._tables.values():
                table.finish()
            self._write_summary()
            self._book.close()
        except xlsxwriter.exceptions.FileCreateError as error:
            raise OSError(None, str(error), str(self._path)) from error
        publish(self._part, self._path)
        return [self._path]

    def _word(self, key: str) -> str:
        return wording().words[key][self._lang]

    def _write_summary(self) -> None:
        sheet, lang, style = self._summary, self._lang, self._formats
        columns = {column.key: column for column in wording().sheets[0].columns}
        keys = ("name", "file", "state", "reason", "unit", "title", *_COUNTS)
        for at, key in enumerate(keys):
            sheet.set_column(at, at, min(columns[key].width, 44))
        sheet.write_string(0, 0, self._word("heading"), style["heading"])
        states = Counter(row["state"] for _, row in self._documents)
        line = 2
        sheet.write_string(line, 0, self._word("files"), style["strong"])
        sheet.write_number(line, 1, len(self._documents), style["strong_int"])
        for state in ("ok", "partial", "failed"):
            line += 1
            sheet.write_string(line, 0, wording().label("state", state, lang), self._states[state])
            sheet.write_number(line, 1, states[state], style["int"])
        line += 1
        sheet.write_string(line, 0, self._word("duplicates"), style["text"])
        sheet.write_number(line, 1, sum(1 for s, _ in self._documents if s.entry.duplicate_of), style["int"])
        for table in wording().sheets[1:]:
            line += 1
            sheet.write_url(line, 0, f"internal:'{table.titles[lang]}'!A1", style["link"], table.titles[lang])
            sheet.write_number(line, 1, self._counts[table.name], style["int"])
        line += 2
        top = line
        sheet.set_row(line, 2 * _LINE)
        for at, key in enumerate(keys):
            sheet.write_string(line, at, columns[key].titles[lang], style["header"])
        widths = [(columns[key], min(columns[key].width, 44)) for key in keys]
        for stored, row in self._documents:
            line += 1
            sheet.set_row(line, self.height(row, widths))
            for at, key in enumerate(keys):
                if key == "state":
                    sheet.write_string(line, at, wording().label(key, row[key], lang), self._states[row[key]])
                else:
                    self.cell(sheet, line, at, columns[key], stored, row, linked=line < _MAX_LINKS)
        if self._documents:
            sheet.autofilter(top, 0, line, len(keys) - 1)
        _set_paper(sheet)

    def height(self, row: Row, columns: Iterable[tuple[Column, int]]) -> float:
        """Height in points that the longest wrapped text of a row needs; columns come with their widths.

        Set by ourselves because not every spreadsheet program fits rows when it opens a file.
        """
        lines = 1
        for column, width in columns:
            value = row[column.key]
            if value and column.kind in _WRAPPED:
                parts = [str(part) for part in value] if isinstance(value, list) else str(value).split("\n")
                lines = max(lines, sum(1 + len(part) // int(width * _LETTERS) for part in parts))
        return min(lines * _LINE, _MAX_HEIGHT)

    def cell(self, sheet: Any, line: int, at: int, column: Column, stored: Stored, row: Row, *, linked: bool) -> None:
        """Writes one value after the kind of its column."""
        value, style, kind = row[column.key], self._formats, column.kind
        if value is None or value == []:
            sheet.write_blank(line, at, None, style["text"])
        elif kind in ("link", "page") and linked and (url := self._url(stored, row if kind == "page" else None)):
            sheet.write_url(line, at, url, style["link"], _fitting(str(value)))
        elif isinstance(value, float) and not math.isfinite(value):
            sheet.write_string(line, at, str(value), style["text"])
        elif kind == "page" or kind == "int":
            sheet.write_number(line, at, value, style["int"])
        elif kind == "share":
            sheet.write_number(line, at, value, style["share"])
        elif kind == "quantity":
            sheet.write_number(line, at, value, style[_figure(value, row.get("unit"))])
        elif kind in ("label", "bool"):
            sheet.write_string(line, at, wording().label(column.key, value, self._lang), style["text"])
        else:
            text = "\n".join(map(str, value)) if kind == "list" else str(value)
            sheet.write_string(line, at, _fitting(text), style["wrap" if kind != "text" else "text"])

    def _url(self, stored: Stored, row: Row | None) -> str | None:
        """Address of the source relative to the workbook; with the page, where the reader of the format knows pages."""
        target = os.path.relpath(stored.entry.path, self._out.absolute()).replace(os.sep, "/")
        if stored.entry.sha256 is None or any(sign in target for sign in "\\\r\n") or len(target) > _MAX_URL // 3:
            return None
        for sign in "%# ":
            target = target.replace(sign, f"%{ord(sign):02X}")
        page = f"#page={row['page']}" if row and target.lower().endswith(".pdf") else ""
        return f"external:{target}{page}"


class _Table:
    """A table over as many sheets as its rows need."""

    def __init__(self, sink: WorkbookSink, sheet: Sheet) -> None:
        self._sink, self._sheet = sink, sheet
        self._columns: list[tuple[Column, bool]] = []  # the flag: this is the reading of an EDTF column
        for column in sheet.columns:
            if column.kind.startswith("csv") or (column.kind in ("vi", "en") and column.kind != sink._lang):
                continue
            self._columns.append((column, False))
            if column.kind == "edtf":
                self._columns.append((column, True))
        self._widths = [(column, column.width) for column, reading in self._columns if not reading]
        self._part = 0
        self._open()

    def _open(self) -> None:
        sink, lang = self._sink, self._sink._lang
        self._part += 1
        title = self._sheet.titles[lang] + (f" ({self._part})" if self._part > 1 else "")
        self._page = sink._book.add_worksheet(title)
        self._line = 0
        self._page.set_row(0, 2 * _LINE)
        for at, (column, reading) in enumerate(self._columns):
            words = f"{column.titles[lang]} ({sink._word('in_words')})" if reading else column.titles[lang]
            self._page.set_column(at, at, 22 if reading else column.width)
            self._page.write_string(0, at, words, sink._formats["header"])
        self._page.freeze_panes(1, 1)
        _set_paper(self._page)
        self._page.repeat_rows(0)

    def write(self, stored: Stored, row: Row) -> None:
        """Writes a row, on a new sheet where this one is full."""
        if self._line + 1 >= MAX_ROWS:
            self.finish()
            self._open()
        self._line += 1
        self._page.set_row(self._line, self._sink.height(row, self._widths))
        for at, (column, reading) in enumerate(self._columns):
            if reading:
                words = in_words(row[column.key], self._sink._lang)
                self._page.write_string(self._line, at, words or "", self._sink._formats["wrap"])
            else:
                self._sink.cell(self._page, self._line, at, column, stored, row, linked=self._line < _MAX_LINKS)

    def finish(self) -> None:
        """Puts the filter over the rows of the last sheet."""
        self._page.autofilter(0, 0, self._line, len(self._columns) - 1)


_BASE = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
_STYLES: dict[str, dict[str, Any]] = {
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
}


def _set_paper(sheet: Any) -> None:
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    sheet.fit_to_pages(1, 0)


def _figure(value: float, unit: object) -> str:
    """Format of a figure: a percentage shows its sign but stays the number that the plan states (80, not 0.8)."""
    if unit == "%":
        return "percent" if float(value).is_integer() else "percent_decimal"
    return "int" if float(value).is_integer() else "decimal"


def _fitting(text: str) -> str:
    """`text` cut to what a cell holds, tabs between table cells made visible, without control characters."""
    kept = "".join(char for char in text.replace("\t", " | ") if char >= " " or char == "\n")
    return kept if len(kept) <= _MAX_TEXT else kept[: _MAX_TEXT - 1] + "…"
