"""pdfplumber's table finder on strokes that PDFium found, and its text of files that PDFium cannot read."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import DamagedFile, EmptyFile, FileTooLarge
from pipeline.reading.pdf.frame import Edge
from pipeline.records import Box
from pipeline.text.unicode import nfc

_ROW = 6.0  # points; strokes nearer than this bound no row
_SETTINGS = {"vertical_strategy": "lines", "horizontal_strategy": "lines", "intersection_tolerance": 5}


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table by the boxes of its cells; a merged cell is one box."""

    box: Box
    cells: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class _Strokes:
    """All that the table finder asks of a page."""

    edges: list[dict[str, Any]]


def grids(edges: Sequence[Edge]) -> list[Grid]:
    """The ruled tables that strokes make, top to bottom."""
    from pdfplumber.table import TableFinder

    strokes = [
        {
            "object_type": "line",
            "orientation": "v" if x0 == x1 else "h",
            "x0": x0,
            "top": top,
            "x1": x1,
            "bottom": bottom,
            "width": x1 - x0,
            "height": bottom - top,
        }
        for x0, top, x1, bottom in (*edges, *_lost_ends(edges))
    ]
    page: Any = _Strokes(strokes)
    found = [Grid(table.bbox, tuple(table.cells)) for table in TableFinder(page, _SETTINGS).tables]
    return sorted(found, key=lambda grid: (grid.box[1], grid.box[0]))


def _lost_ends(edges: Sequence[Edge]) -> list[Edge]:
    """The flat strokes that are missing where a page's end cuts a row: three uprights or more end there together."""
    flat = [edge for edge in edges if edge[1] == edge[3] and edge[2] - edge[0] > _ROW]
    ends: dict[tuple[int, int], list[Edge]] = {}
    for edge in edges:
        if edge[0] == edge[2] and edge[3] - edge[1] > _ROW:
            for side in (1, 3):
                ends.setdefault((side, round(edge[side])), []).append(edge)
    lost: list[Edge] = []
    for (side, _), uprights in ends.items():
        level = uprights[0][side]
        left, right = min(edge[0] for edge in uprights), max(edge[0] for edge in uprights)
        drawn = any(abs(edge[1] - level) < _ROW and edge[0] < right and left < edge[2] for edge in flat)
        if len({round(edge[0]) for edge in uprights}) >= 3 and not drawn:
            lost.append((left, level, right, level))
    return lost


@dataclass(frozen=True, slots=True)
class PlainPage:
    """A page by its lines alone."""

    number: int
    width: float
    height: float
    lines: tuple[tuple[str, Box], ...]


def plain_pages(path: str | Path, password: str | None, most: int) -> Iterator[PlainPage]:
    """The pages of a file, one at a time, each closed at once (memory stays flat); an unreadable one has no lines.

    Raises:
        DamagedFile: the file cannot be opened.
        EmptyFile: it has no page.
        FileTooLarge: it has more than `most`.
    """
    pdf, pages = _opened(path, password)
    try:
        if not pages:
            raise EmptyFile(path, "PDF: 0 trang")
        if len(pages) > most:
            raise FileTooLarge(path, f"{len(pages)} trang > {most}")
        for number, page in enumerate(pages, 1):
            yield _plain_page(number, page)
    finally:
        with suppress(Exception):  # closing lists the pages once more and trips over what reading tripped over
            pdf.close()


def unreadable_contents(path: str | Path, password: str | None, numbers: Sequence[int]) -> list[int]:
    """Which of the pages `numbers`, on which nothing is drawn, hold a content that cannot be decoded."""
    if not numbers:
        return []
    try:
        pdf, pages = _opened(path, password)
    except DamagedFile:
        return []
    try:
        return [number for number in numbers if number <= len(pages) and _is_undecodable(pages[number - 1])]
    finally:
        with suppress(Exception):
            pdf.close()


def _is_undecodable(page: Any) -> bool:
    try:
        streams = [entry.resolve() if hasattr(entry, "resolve") else entry for entry in page.page_obj.contents]
        return any(stream.get_rawdata() and not stream.get_data().strip() for stream in streams)
    except Exception:  # pdfminer raises what its filters trip over
        return True


def _opened(path: str | Path, password: str | None) -> tuple[Any, list[Any]]:
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        pdf = pdfplumber.open(str(path), password=password or "")
        return pdf, list(pdf.pages)
    except Exception as error:  # a bare TypeError, a PSEOF, an AssertionError: all of them mean the same
        raise DamagedFile(path, f"pdfplumber: {type(error).__name__}") from error


def _plain_page(number: int, page: Any) -> PlainPage:
    lines: list[tuple[str, Box]] = []
    width = height = 0.0
    try:
        width, height = float(page.width), float(page.height)
        found = page.extract_text_lines(return_chars=False)
        lines = [(nfc(line["text"]), (line["x0"], line["top"], line["x1"], line["bottom"])) for line in found]
    except Exception as error:  # as above; the page is passed over, the others are read
        logging.getLogger(__name__).debug("page %d: %s", number, error)
    with suppress(Exception):
        page.close()
    return PlainPage(number, width, height, tuple(lines))
