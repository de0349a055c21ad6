"""Sheets of a workbook to lines: heads, tables with their titles and merged cells, feet; one sheet is one page."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.reading.faults import say
from pipeline.reading.grids import SIGNS, Grid, Place, columns_of, rows_of_grid
from pipeline.reading.layout.marks import MOTTO, PLACE_DATE
from pipeline.reading.lines import Fault, Line, PageInfo, Reading
from pipeline.reading.omitted import settled
from pipeline.reading.rows import Cell, is_header
from pipeline.text.unicode import fold, nfc

MOST_CELLS = 50_000
"""Filled cells of one sheet that are read; an annex has hundreds."""
_MOST_COLUMNS = 64
_FOOT = re.compile(r"noi nhan|nguoi lap|lap bieu|thu truong|nguoi tong hop")
_PLAIN_NAME = re.compile(r"(?:sheet|trang tinh|bang tinh)\s*\d*(?:\s*\(\d+\))?$")
_MOST_ROWS = 20_000  # that a merged cell may cover
_LOOK = 50  # rows below a row of titles that are asked whether they are numbered


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A filled cell: what it shows."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet by its filled cells (row, column; from 0) and its merged ranges (first row and column, last ones).

    `hidden_lines` are the rows and the columns that it does not show.
    """

    name: str
    cells: Mapping[tuple[int, int], SheetCell]
    merged: Sequence[tuple[int, int, int, int]] = ()
    hidden: bool = False
    faults: tuple[str, ...] = ()
    hidden_lines: tuple[frozenset[int], frozenset[int]] = (frozenset(), frozenset())


def sheets_reading(sheets: Sequence[Sheet], engine: tuple[str, str]) -> Reading:
    """The lines of a workbook, its shown sheets in their order; hidden ones are named."""
    lines: list[Line] = []
    pages: list[PageInfo] = []
    faults: list[Fault] = []
    tables = 0
    several = sum(bool(sheet.cells) and not sheet.hidden for sheet in sheets) > 1
    for number, sheet in enumerate(map(_shown, sheets), 1):
        faults += [(number, "reading", text) for text in sheet.faults]
        pages.append(PageInfo(number, reason=say("sheet-hidden", sheet.name) if sheet.hidden and sheet.cells else None))
        if sheet.hidden or not sheet.cells:
            continue
        if several and not _PLAIN_NAME.match(fold(sheet.name.strip())):
            lines.append(Line(nfc(sheet.name.strip()), number, whole=True, kind="heading"))
        for line in _lines_of(_laid_out(sheet), number):
            tables += line.table == _OPENS
            lines.append(line if line.table is None else replace(line, table=tables))
    unseen = tuple(page.reason for page in pages if page.reason)
    return Reading(tuple(map(settled, lines)), tuple(pages), "sheet", (engine,), tuple(faults), remarks=unseen)


def _shown(sheet: Sheet) -> Sheet:
    """The sheet as if it had no hidden rows and columns, which is said where they hold anything; a merged cell stays
    where a part of it shows."""
    if sheet.hidden or not any(sheet.hidden_lines):
        return sheet
    rows, columns = (sorted(lines) for lines in sheet.hidden_lines)
    areas = {area[:2]: area for area in sheet.merged}
    cells: dict[tuple[int, int], SheetCell] = {}
    merged: list[tuple[int, int, int, int]] = []
    gone: list[tuple[int, int]] = []
    for place, cell in sheet.cells.items():
        first, left, last, right = areas.get(place, (*place, *place))
        # Of the lines before the end of a range less those before its beginning, none are left where all are hidden.
        top, side = first - bisect_left(rows, first), left - bisect_left(columns, left)
        bottom, edge = last - bisect_right(rows, last), right - bisect_right(columns, right)
        if bottom < top or edge < side:
            gone.append(place)
            continue
        cells[top, side] = cell
        if place in areas:
            merged.append((top, side, bottom, edge))
    if not gone:
        return replace(sheet, cells=cells, merged=merged)
    counts = (len({place[at] for place in gone} & lines) for at, lines in enumerate(sheet.hidden_lines))
    told = say("sheet-hidden-lines", sheet.name, *counts)
    return replace(sheet, cells=cells, merged=merged, faults=(*sheet.faults, told))


_OPENS, _GOES_ON = 1, 2
"""Stand for the table's number while it is not yet known: its first row, its other rows."""


@dataclass(slots=True)
class _Grid:
    """The filled rows and columns of a sheet, merged cells in each place that they cover."""

    places: Grid
    texts: dict[int, str]
    bold: dict[int, bool]

    def row(self, index: int) -> list[Cell]:
        """The distinct filled cells of a row."""
        found = dict.fromkeys(place for place in self.places[index] if place is not None)
        return [Cell(self.texts[id(p)], (), p.rows, p.columns, self.bold[id(p)]) for p in found]

    def heads(self, index: int) -> bool:
        """Whether a row holds column titles over other rows."""
        cells = self.row(index)
        below = [self._texts(row) for row in range(index + 1, min(index + _LOOK, len(self.places)))]
        goes_on = index > 0 and self.places[index][0] is not None and self.places[index][0] is self.places[index - 1][0]
        return len(cells) > 1 and bool(below) and not goes_on and not _is_letterhead(cells) and is_header(cells, below)

    def _texts(self, index: int) -> list[str]:
        return ["" if place is None else self.texts[id(place)] for place in self.places[index]]


def _laid_out(sheet: Sheet) -> _Grid:
    merged = [area for area in sheet.merged if area[:2] in sheet.cells]
    covered = {row for first, _, last, _ in merged for row in range(first, min(last, first + _MOST_ROWS) + 1)}
    rows = sorted({row for row, _ in sheet.cells} | covered)
    columns = sorted({column for _, column in sheet.cells})[:_MOST_COLUMNS]
    down, across = ({at: index for index, at in enumerate(axis)} for axis in (rows, columns))
    grid = _Grid([[None] * len(columns) for _ in rows], {}, {})
    areas = {(first, left): (last, right) for first, left, last, right in merged}
    for (row, column), cell in sheet.cells.items():
        last, right = areas.get((row, column), (row, column))
        tall = [down[r] for r in range(row, min(last, row + _MOST_ROWS) + 1) if r in down]
        wide = [across[c] for c in range(column, min(right, column + 4 * _MOST_COLUMNS) + 1) if c in across]
        place = Place(rows=len(tall), columns=len(wide))
        grid.texts[id(place)], grid.bold[id(place)] = nfc(cell.text).strip(), cell.bold
        for r in tall:
            for c in wide:
                if grid.places[r][c] is None:
                    grid.places[r][c] = place
    grid.places = [row for row in grid.places if any(row)]
    return grid


def _lines_of(grid: _Grid, page: int) -> Iterator[Line]:
    """Lines above the first table, the tables, lines below the last."""
    count = len(grid.places)
    heads = [index for index in range(count) if grid.heads(index)]
    starts = heads[:1] + [index for index in heads[1:] if _numbers_rows(grid.row(index)[0].text)]
    if not starts and (first := _first_wide(grid)) is not None:
        starts = [first]
    foot = _foot_start(grid, starts[-1] + 1 if starts else 0)
    at = 0
    for start, following in pairwise([*starts, foot] if starts else []):
        yield from _loose(grid, at, start, page)
        at = following
        while following < foot and len(grid.row(at - 1)) == 1 and at - 1 > start:  # the title of the next table
            at -= 1
        rows = rows_of_grid(grid.places[start:at], grid.texts, grid.bold, {}, page)
        yield from (replace(line, table=_GOES_ON if index else _OPENS) for index, line in enumerate(rows))
    yield from _loose(grid, at, count, page)


def _loose(grid: _Grid, start: int, end: int, page: int) -> Iterator[Line]:
    """Rows outside the tables: the two columns of a head or foot, else each cell a line."""
    sided = [index for index in range(start, end) if _has_right(grid.places[index])]
    sides = columns_of(grid.places[start : sided[-1] + 1], grid.texts) if sided else None
    if sides is not None:
        for place, side in sides:
            for text in grid.texts[id(place)].split("\n"):
                yield Line(text, page, whole=True, column=side, bold=grid.bold[id(place)])
        start = sided[-1] + 1
    seen: set[int] = set()
    for index in range(start, end):
        for place in dict.fromkeys(place for place in grid.places[index] if place is not None):
            if id(place) not in seen:
                seen.add(id(place))
                for text in grid.texts[id(place)].split("\n"):
                    yield Line(text, page, whole=True, bold=grid.bold[id(place)])


def _has_right(row: Sequence[Place | None]) -> bool:
    """Whether a row has a cell that begins right of the first column, and two cells at most."""
    found = list(dict.fromkeys(place for place in row if place is not None))
    return 0 < len(found) <= 2 and row[0] is not found[-1]


def _is_letterhead(cells: Sequence[Cell]) -> bool:
    return any(MOTTO.search(fold(cell.text)) or PLACE_DATE.search(cell.text) for cell in cells)


def _numbers_rows(title: str) -> bool:
    return fold(title).strip(" .") in ("tt", "stt", "so tt")


def _first_wide(grid: _Grid) -> int | None:
    """Where a table without titles begins: at the first of three rows and more with two cells and more."""
    wide = []
    for index in range(len(grid.places)):
        cells = grid.row(index)
        if len(cells) >= 2 and not _is_letterhead(cells):
            wide.append(index)
    return wide[0] if len(wide) >= 3 else None


def _foot_start(grid: _Grid, begin: int) -> int:
    """Where recipients and signature begin: from there on no row has more than three cells."""
    count = len(grid.places)
    start = count
    for index in range(count - 1, begin - 1, -1):
        cells = grid.row(index)
        if len(cells) > 3:
            break
        if any(_FOOT.match(fold(cell.text)) or SIGNS.match(cell.text) for cell in cells):
            start = index
    return start
