"""XLSX workbooks, streamed sheet by sheet; the only module that imports openpyxl."""

from __future__ import annotations

import warnings
import zipfile
from contextlib import closing
from pathlib import Path, PurePosixPath
from typing import Any

from lxml import etree

from pipeline.errors import DamagedFile, FileTooLarge
from pipeline.reading.lines import Reading
from pipeline.reading.office.cell_values import shown
from pipeline.reading.office.sheets import MOST_CELLS, NO_VALUES, TOO_MANY, Sheet, SheetCell, sheets_reading
from pipeline.reading.office.unpacked import check_unpacked
from pipeline.reading.omitted import struck
from pipeline.settings import ReadSettings

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_MOST_COLUMNS = 256
_LONGEST = 64 << 20  # bytes of a sheet's XML that are gone through for its merged cells


def read_xlsx(path: Path, settings: ReadSettings) -> Reading:
    """The lines of a workbook; macros, links and charts are left alone.

    Raises:
        DamagedFile: it cannot be opened as one.
        FileTooLarge: it would unpack to more than `settings.max_unpacked`, or swells as no document does.
    """
    import openpyxl

    try:
        with zipfile.ZipFile(path) as archive:
            check_unpacked(path, archive.infolist(), settings.max_unpacked)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's remarks on extensions that it does not know
            with path.open("rb") as stream, closing(openpyxl.load_workbook(stream, True, data_only=True)) as book:
                sheets = [_sheet(path, sheet) for sheet in book.worksheets]
    except FileTooLarge:
        raise
    except MemoryError:
        raise
    except Exception as error:  # KeyError, ValueError, BadZipFile, XML errors: whatever a damaged part makes of it
        raise DamagedFile(path, f"XLSX: {type(error).__name__}") from error
    return sheets_reading(sheets, ("openpyxl", openpyxl.__version__))


def _sheet(path: Path, sheet: Any) -> Sheet:
    cells: dict[tuple[int, int], SheetCell] = {}
    faults: list[str] = []
    sheet.reset_dimensions()  # what a file says of its size is often wrong
    for row in sheet.iter_rows(max_col=_MOST_COLUMNS):
        if len(cells) > MOST_CELLS:
            faults.append(TOO_MANY.format(sheet.title, MOST_CELLS))
            break
        for cell in row:
            text = shown(cell.value, cell.number_format)
            if text.strip():
                font = cell.font
                text = struck(text) if font is not None and font.strike else text
                cells[cell.row - 1, cell.column - 1] = SheetCell(text, bool(font is not None and font.bold))
    merged, uncalculated = _marks(path, sheet.title) if not faults else ([], 0)
    if uncalculated:
        faults.append(NO_VALUES.format(sheet.title, uncalculated))
    return Sheet(sheet.title, cells, merged, sheet.sheet_state != "visible", tuple(faults))


def _marks(path: Path, title: str) -> tuple[list[tuple[int, int, int, int]], int]:
    """Merged ranges of a sheet and how many of its formulas have no result; streamed, since openpyxl does neither."""
    from openpyxl.utils import range_boundaries

    merged: list[tuple[int, int, int, int]] = []
    uncalculated = 0
    with zipfile.ZipFile(path) as archive:
        name = _part_of(archive, title)
        if name is None or archive.getinfo(name).file_size > _LONGEST:
            return [], 0
        with archive.open(name) as stream:
            for _, element in etree.iterparse(stream, tag=(f"{_MAIN}c", f"{_MAIN}mergeCell")):
                if element.tag == f"{_MAIN}mergeCell":
                    left, top, right, bottom = range_boundaries(element.get("ref"))
                    merged.append((top - 1, left - 1, bottom - 1, right - 1))
                elif element.find(f"{_MAIN}f") is not None:
                    uncalculated += not (element.findtext(f"{_MAIN}v") or "").strip()
                element.clear()
    return merged, uncalculated


def _part_of(archive: zipfile.ZipFile, title: str) -> str | None:
    """The name of the part that holds a sheet."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    book = etree.fromstring(archive.read("xl/workbook.xml"), parser)
    links = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), parser)
    sheets = [sheet for sheet in book.iter("{*}sheet") if sheet.get("name") == title]
    wanted = {value for sheet in sheets for key, value in sheet.items() if str(key).endswith("}id")}
    for link in links:
        if link.get("Id") in wanted:
            target = str(link.get("Target"))
            name = target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
            return name if name in archive.namelist() else None
    return None
