"""plans.xlsx: a summary and a sheet a table, to be read by people."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import Any

import xlsxwriter

from pipeline.storage.book_rows import (
    STYLES,
    SUMMARY,
    SUMMARY_KEYS,
    SUMMARY_WIDTH,
    BookRows,
    leading,
    shown,
    unlinked,
)
from pipeline.storage.entries import Entry, Stored
from pipeline.storage.lines import DEFAULT_HEIGHT, Lines, Strip
from pipeline.storage.rows import Row, Sheet, wording
from pipeline.storage.target import WORKBOOK, Target, publish

MAX_ROWS = 1_048_576  # of a sheet, the header included: a limit of the format
_MAX_LINKS = 65_530  # of a sheet, likewise
_MADE = dt.datetime(2025, 7, 1)  # noqa: DTZ001  # fixed, so that the same records give the same bytes
_STATES = ("ok", "partial", "failed")


class WorkbookSink:
    """Writes plans.xlsx row by row, in constant memory; tables too long for a sheet go on in the next one."""

    def __init__(self, target: Target) -> None:
        self._lang = target.lang
        self._rows = BookRows(target.out, target.lang)
        self._path = target.out / WORKBOOK
        self._part = target.scratch / WORKBOOK
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(str(self._part), {**options, "tmpdir": str(target.scratch)})
        self._book.set_properties({"title": self.word("heading"), "created": _MADE})
        self.formats = {name: self._book.add_format(dict(style)) for name, style in STYLES.items()}
        for style in self.formats.values():  # numbered at its first use: now, as `book_rows.NUMBERS` has them
            style._get_xf_index()
        self._summary = _Summary(self, target)
        self._tables = {sheet.name: _Table(self, sheet) for sheet in wording().sheets}
        self._states: Counter[str] = Counter()

    def __enter__(self) -> WorkbookSink:
        return self

    def __exit__(self, *_: object) -> None:
        """The unfinished book lies in the folder of what is not whole."""
        self._book.fileclosed = True  # else it warns, when it is forgotten, that nobody closed it
        self._summary.close()

    def document(self, stored: Stored, row: Row) -> None:
        """Writes the row of the document, and that of the summary."""
        self.count(stored.entry)
        self.put(SUMMARY, self._rows.summary(stored, row))
        self.item("documents", stored, row)

    def item(self, table: str, stored: Stored, row: Row) -> None:
        """Writes a row of its sheet."""
        self.put(table, self._rows.item(table, stored, row))

    def count(self, entry: Entry) -> None:
        """Counts an input for the head of the summary."""
        self._states[entry.state] += 1
        self._states["duplicates"] += bool(entry.duplicate_of)

    def put(self, sheet: str, strip: Strip) -> None:
        """Writes rows that were made before."""
        (self._summary if sheet == SUMMARY else self._tables[sheet]).put(strip)

    def finish(self) -> list[Path]:
        """Writes the summary and gives the workbook its name."""
        try:
            for table in self._tables.values():
                table.finish()
            self._summary.finish(self._states, {name: table.rows for name, table in self._tables.items()})
            self._book.close()
        except xlsxwriter.exceptions.FileCreateError as error:
            raise OSError(None, str(error), str(self._path)) from error
        publish(self._part, self._path)
        return [self._path]

    def add_sheet(self, title: str) -> Lines:
        """A new sheet behind the others."""
        sheet: Lines = self._book.add_worksheet(title, worksheet_class=Lines)
        return sheet

    def word(self, key: str) -> str:
        """A word in the language of the workbook."""
        return wording().words[key][self._lang]

    @property
    def lang(self) -> str:
        """The language of the workbook."""
        return self._lang


class _Summary:
    """The first sheet: totals, which are known last, above a row a document, which wait in a file until then."""

    def __init__(self, sink: WorkbookSink, target: Target) -> None:
        self._sink = sink
        self._sheet = sink.add_sheet(sink.word("sheet"))
        self._waiting = (target.scratch / SUMMARY).open("w+b")
        self._strips: list[Strip] = []  # without what they hold

    def close(self) -> None:
        """Lets go of what waits."""
        self._waiting.close()

    def put(self, strip: Strip) -> None:
        """Takes rows of documents."""
        self._waiting.write(strip.xml)
        self._strips.append(Strip(b"%d" % len(strip.xml), strip.rows, strip.links))

    def finish(self, states: Counter[str], rows: dict[str, int]) -> None:
        """Writes the sheet.

        Args:
            states: how many inputs are in each state, and "duplicates".
            rows: of each table.
        """
        sheet, style, lang = self._sheet, self._sink.formats, self._sink.lang
        columns = [column for key in SUMMARY_KEYS for column in wording().sheets[0].columns if column.key == key]
        for at, column in enumerate(columns):
            sheet.set_column(at, at, min(column.width, SUMMARY_WIDTH))
        sheet.write_string(0, 0, self._sink.word("heading"), style["heading"])
        line = 2
        sheet.write_string(line, 0, self._sink.word("files"), style["strong"])
        sheet.write_number(line, 1, sum(states[state] for state in _STATES), style["strong_int"])
        for state in _STATES:
            line += 1
            sheet.write_string(line, 0, wording().label("state", state, lang), style[state])
            sheet.write_number(line, 1, states[state], style["int"])
        line += 1
        sheet.write_string(line, 0, self._sink.word("duplicates"), style["text"])
        sheet.write_number(line, 1, states["duplicates"], style["int"])
        for table in wording().sheets[1:]:
            line += 1
            sheet.write_url(line, 0, f"internal:'{table.titles[lang]}'!A1", style["link"], table.titles[lang])
            sheet.write_number(line, 1, rows[table.name], style["int"])
        line += 2
        sheet.set_row(line, 2 * DEFAULT_HEIGHT)
        for at, column in enumerate(columns):
            sheet.write_string(line, at, column.titles[lang], style["header"])
        top = line
        self._waiting.seek(0)
        for kept in self._strips:
            strip = kept._replace(xml=self._waiting.read(int(kept.xml)))
            line = _put(sheet, line, strip, len(columns), leading(columns))
        if self._strips:
            sheet.autofilter(top, 0, line, len(columns) - 1)
        _set_paper(sheet)


class _Table:
    """A table over as many sheets as its rows need."""

    def __init__(self, sink: WorkbookSink, sheet: Sheet) -> None:
        self._sink, self._sheet = sink, sheet
        self._columns = shown(sheet, sink.lang)
        self._leading = leading(column for column, _ in self._columns)
        self._part = 0
        self.rows = 0
        self._open()

    def _open(self) -> None:
        sink, lang = self._sink, self._sink.lang
        self._part += 1
        title = self._sheet.titles[lang] + (f" ({self._part})" if self._part > 1 else "")
        self._page = sink.add_sheet(title)
        self._line = 0
        self._page.set_row(0, 2 * DEFAULT_HEIGHT)
        for at, (column, reading) in enumerate(self._columns):
            words = f"{column.titles[lang]} ({sink.word('in_words')})" if reading else column.titles[lang]
            self._page.set_column(at, at, 22 if reading else column.width)
            self._page.write_string(0, at, words, sink.formats["header"])
        self._page.freeze_panes(1, 1)
        _set_paper(self._page)
        self._page.repeat_rows(0)

    def put(self, strip: Strip) -> None:
        """Writes rows; those that this sheet does not take, on a new one."""
        self.rows += strip.rows
        while strip.rows:
            if self._line + 1 >= MAX_ROWS:
                self.finish()
                self._open()
            now, strip = strip.cut(MAX_ROWS - 1 - self._line)
            self._line = _put(self._page, self._line, now, len(self._columns), self._leading)

    def finish(self) -> None:
        """Puts the filter over the rows of the last sheet."""
        self._page.autofilter(0, 0, self._line, len(self._columns) - 1)


def _put(sheet: Lines, line: int, strip: Strip, columns: int, linked: int | None) -> int:
    """Writes rows below a line; as many of them with their links as the format allows. Gives the last line."""
    most = max(0, _MAX_LINKS - 1 - line)
    parts = [strip] if strip.rows <= most else [strip.cut(most)[0], unlinked(strip.cut(most)[1])]
    for part in parts:
        if part.rows:
            sheet.put(line + 1, part, columns, linked)
            line += part.rows
    return line


def _set_paper(sheet: Any) -> None:
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    sheet.fit_to_pages(1, 0)
