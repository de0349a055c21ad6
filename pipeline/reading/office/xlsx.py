"""XLSX workbooks, streamed sheet by sheet; the only module that imports openpyxl."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from lxml import etree

from pipeline.errors import DamagedFile, FileTooLarge
from pipeline.reading.faults import say
from pipeline.reading.lines import Reading
from pipeline.reading.office.cell_values import shown
from pipeline.reading.office.rich_text import MAIN, marked, shared
from pipeline.reading.office.sheets import (
    MOST_CELLS,
    Sheet,
    SheetCell,
    sheets_reading,
)
from pipeline.reading.office.unpacked import check_unpacked
from pipeline.reading.omitted import OPEN, struck
from pipeline.settings import ReadSettings

_MOST_COLUMNS = 256
_YES = ("1", "true")
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
            rich = shared(archive)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's remarks on extensions that it does not know
            with path.open("rb") as stream, closing(_opened(stream)) as book:
                sheets = [_sheet(path, sheet, rich) for sheet in book.worksheets]
    except FileTooLarge:
        raise
    except MemoryError:
        raise
    except Exception as error:  # KeyError, ValueError, BadZipFile, XML errors: whatever a damaged part makes of it
        raise DamagedFile(path, f"XLSX: {type(error).__name__}") from error
    if not any(sheet.cells for sheet in sheets) and any(sheet.faults for sheet in sheets):
        raise DamagedFile(path, "XLSX")
    return sheets_reading(sheets, ("openpyxl", openpyxl.__version__))


def _opened(stream: Any) -> Any:
    """The workbook, its sheets read as they are asked for; sheets that are a chart alone are passed over."""
    from openpyxl.reader.excel import ExcelReader

    reader = ExcelReader(stream, read_only=True, data_only=True)
    reader.read_chartsheet = lambda *_: None  # one without a drawing stops openpyxl
    reader.read()
    return reader.wb


def _sheet(path: Path, sheet: Any, rich: Mapping[int, str]) -> Sheet:
    cells: dict[tuple[int, int], SheetCell] = {}
    faults: list[str] = []
    marks = _Marks()
    try:
        broken = _fill(sheet, cells)
        if broken:
            faults.append(say("sheet-broken-formulas", sheet.title, len(broken), ", ".join(sorted(set(broken)))))
        if len(cells) <= MOST_CELLS:
            marks = _marks(path, sheet.title, rich)
            _mark(cells, marks.rich)
    except MemoryError:
        raise
    except Exception:  # ParseError, ValueError, zlib's: what damage makes of it; the other sheets are sound
        faults.append(say("sheet-damaged", sheet.title, len(cells)))
    if len(cells) > MOST_CELLS:
        faults.append(say("sheet-too-many-cells", sheet.title, MOST_CELLS))
    if marks.uncalculated:
        faults.append(say("sheet-without-values", sheet.title, marks.uncalculated))
    hidden = frozenset(marks.hidden_rows), frozenset(marks.hidden_columns)
    return Sheet(sheet.title, cells, marks.merged, sheet.sheet_state != "visible", tuple(faults), hidden)


def _fill(sheet: Any, cells: dict[tuple[int, int], SheetCell]) -> list[str]:
    """Takes up the filled cells of a sheet in their order, until there are too many; gives the errors of formulas."""
    broken: list[str] = []
    sheet.reset_dimensions()  # what a file says of its size is often wrong
    for row in sheet.iter_rows(max_col=_MOST_COLUMNS):
        if len(cells) > MOST_CELLS:
            break
        for cell in row:
            if cell.data_type == "e":
                broken.append(str(cell.value))
                continue
            text = shown(cell.value, cell.number_format)
            if text.strip():
                font = cell.font
                text = struck(text) if font is not None and font.strike else text
                cells[cell.row - 1, cell.column - 1] = SheetCell(text, bool(font is not None and font.bold))
    return broken


@dataclass(slots=True)
class _Marks:
    """What openpyxl does not tell of a sheet that it streams: merged ranges, hidden rows and columns, and how many
    formulas have no result."""

    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    uncalculated: int = 0
    shared: Mapping[int, str] = field(default_factory=dict)
    """The shared texts of which a part is struck out or raised."""
    rich: dict[tuple[int, int], str] = field(default_factory=dict)
    """The cells that hold such a text."""

    def take(self, element: Any) -> None:
        """Takes up an element of the sheet's XML."""
        from openpyxl.utils import range_boundaries

        match element.tag.removeprefix(MAIN):
            case "mergeCell":
                left, top, right, bottom = range_boundaries(element.get("ref"))
                self.merged.append((top - 1, left - 1, bottom - 1, right - 1))
            case "row" if element.get("hidden") in _YES and element.get("r"):
                self.hidden_rows.add(int(element.get("r")) - 1)
            case "col" if element.get("hidden") in _YES:
                last = min(int(element.get("max")), _MOST_COLUMNS)
                self.hidden_columns.update(range(int(element.get("min")) - 1, last))
            case "c" if element.find(f"{MAIN}f") is not None:
                self.uncalculated += not (element.findtext(f"{MAIN}v") or "").strip()
            case "c" if element.get("t") in ("s", "inlineStr") and element.get("r"):
                own, index = element.find(f"{MAIN}is"), (element.findtext(f"{MAIN}v") or "").strip()
                text = marked(own) if own is not None else self.shared.get(int(index)) if index.isdigit() else None
                if text is not None:
                    left, top, _, _ = range_boundaries(element.get("r"))
                    self.rich[top - 1, left - 1] = text


def _mark(cells: dict[tuple[int, int], SheetCell], rich: Mapping[tuple[int, int], str]) -> None:
    """Puts the texts of which a part is struck out or raised in the place of what openpyxl gives; one that is struck
    out as a whole stays."""
    for at, text in rich.items():
        cell = cells.get(at)
        if cell is not None and OPEN not in cell.text:
            cells[at] = SheetCell(text, cell.bold)


def _marks(path: Path, title: str, rich: Mapping[int, str]) -> _Marks:
    found = _Marks(shared=rich)
    with zipfile.ZipFile(path) as archive:
        name = _part_of(archive, title)
        if name is None or archive.getinfo(name).file_size > _LONGEST:
            return found
        with archive.open(name) as stream:
            for _, element in etree.iterparse(stream, tag=[f"{MAIN}{tag}" for tag in ("c", "row", "col", "mergeCell")]):
                found.take(element)
                element.clear()
    return found


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
