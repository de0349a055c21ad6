"""Workbooks of Excel 97-2003; the only module that imports xlrd."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from pipeline.errors import DamagedFile
from pipeline.reading.faults import say
from pipeline.reading.lines import Reading
from pipeline.reading.office.cell_values import shown
from pipeline.reading.office.sheets import MOST_CELLS, Sheet, SheetCell, sheets_reading
from pipeline.reading.omitted import struck
from pipeline.settings import ReadSettings


def read_xls(path: Path, settings: ReadSettings) -> Reading:
    """The lines of a workbook of the old form.

    Raises:
        DamagedFile: it cannot be opened as one.
    """
    import xlrd

    try:
        book = xlrd.open_workbook(str(path), formatting_info=True, logfile=io.StringIO())
        sheets = [_sheet(book, sheet) for sheet in book.sheets()]
    except MemoryError:
        raise
    except Exception as error:  # XLRDError, CompDocError, IndexError, struct.error, AssertionError
        raise DamagedFile(path, f"XLS: {type(error).__name__}") from error
    return sheets_reading(sheets, ("xlrd", xlrd.__version__))


def _sheet(book: Any, sheet: Any) -> Sheet:
    import xlrd

    cells: dict[tuple[int, int], SheetCell] = {}
    faults: list[str] = []
    broken: list[str] = []
    for row in range(sheet.nrows):
        if len(cells) > MOST_CELLS:
            faults.append(say("sheet-too-many-cells", sheet.name, MOST_CELLS))
            break
        for column, cell in enumerate(sheet.row(row)):
            if cell.ctype == xlrd.XL_CELL_ERROR:
                broken.append(xlrd.error_text_from_code.get(cell.value, "#"))
            style = book.xf_list[cell.xf_index] if cell.xf_index is not None else None
            form = None if style is None else book.format_map[style.format_key].format_str
            text = shown(_value(book, cell), form)
            if text.strip():
                font = None if style is None else book.font_list[style.font_index]
                text = struck(text) if font is not None and font.struck_out else text
                cells[row, column] = SheetCell(text, bool(font is not None and font.bold))
    if broken:
        faults.append(say("sheet-broken-formulas", sheet.name, len(broken), ", ".join(sorted(set(broken)))))
    merged = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells]
    hidden = tuple(
        frozenset(at for at, line in lines.items() if line.hidden) for lines in (sheet.rowinfo_map, sheet.colinfo_map)
    )
    return Sheet(sheet.name, cells, merged, sheet.visibility != 0, tuple(faults), (hidden[0], hidden[1]))


def _value(book: Any, cell: Any) -> object:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_DATE:
        return xlrd.xldate_as_datetime(cell.value, book.datemode)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    return None if cell.ctype in (xlrd.XL_CELL_ERROR, xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) else cell.value
