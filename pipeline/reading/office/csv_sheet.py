"""Tables as text with separators (CSV, TSV): told from prose by rows of one width below titles, whatever the ending."""

from __future__ import annotations

import csv
import io
import re

from pipeline.reading.faults import say
from pipeline.reading.lines import Reading
from pipeline.reading.office.sheets import MOST_CELLS, Sheet, SheetCell, sheets_reading
from pipeline.reading.rows import Cell, is_header

_SEPARATORS = (";", ",", "\t")
_LEAST_COLUMNS, _LEAST_ROWS = 3, 2
_LOOK = 40  # lines that are asked whether the separator stands in them
_SAME = 0.8  # of the rows that must be as wide as the widest
_TITLES_WITHIN = 8  # rows above the titles: the name of the table, the body that made it


def csv_reading(text: str) -> Reading | None:
    """The lines of a text that is a table with separators; None where it is none."""
    first = [line for line in text.split("\n", _LOOK)[:_LOOK] if line.strip()]
    for separator in _SEPARATORS:
        inside = [line.count(separator) for line in first]
        if sum(count >= _LEAST_COLUMNS - 1 for count in inside) >= max(_LEAST_ROWS, _SAME * len(first) - 2):
            rows = _rows(text, separator)
            if _is_table(rows):
                return _reading(rows)
    return None


def _rows(text: str, separator: str) -> list[list[str]]:
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        return []
    return [[" ".join(cell.split()) for cell in row] for row in rows if any(cell.strip() for cell in row)]


def _is_table(rows: list[list[str]]) -> bool:
    width = max((len(row) for row in rows), default=0)
    same = [row for row in rows if len(row) == width]
    if width < _LEAST_COLUMNS or len(same) < max(_LEAST_ROWS, _SAME * (len(rows) - _TITLES_WITHIN)):
        return False
    return any(
        sum(map(bool, row)) > 1
        and not any(re.search(r"\w[.;:]$", cell) for cell in row)
        and is_header([Cell(cell) for cell in row if cell], rows[at + 1 :])
        for at, row in enumerate(rows[:_TITLES_WITHIN])
    )


def _reading(rows: list[list[str]]) -> Reading:
    cells = {(at, column): SheetCell(cell) for at, row in enumerate(rows) for column, cell in enumerate(row) if cell}
    faults: tuple[str, ...] = ()
    if len(cells) > MOST_CELLS:
        cells = dict(list(cells.items())[:MOST_CELLS])
        faults = (say("sheet-too-many-cells", "CSV", MOST_CELLS),)
    return sheets_reading([Sheet("Sheet", cells, faults=faults)], ("csv", csv.__version__))
