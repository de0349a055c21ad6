"""Ruled tables of PDF pages, and a second opinion on files that PDFium cannot read; imports pdfplumber alone."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import DamagedFile
from pipeline.records import Box
from pipeline.text.unicode import nfc

_SETTINGS = {"vertical_strategy": "lines", "horizontal_strategy": "lines", "intersection_tolerance": 5}


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table by the boxes of its cells; a merged cell is one box."""

    box: Box
    cells: tuple[Box, ...]


class Plumber:
    """A PDF open in pdfplumber, opened when first asked; each page is closed at once (memory stays flat)."""

    def __init__(self, path: str | Path, password: str | None = None) -> None:
        self._path, self._password = str(path), password
        self._pdf: Any = None

    def __enter__(self) -> Plumber:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pdf is not None:
            self._pdf.close()

    def grids(self, number: int) -> list[Grid]:
        """The ruled tables of page `number` (1-based), top to bottom, in points from the displayed page's top left.

        Raises:
            DamagedFile: pdfplumber cannot read the page.
        """
        page = self._page(number)
        try:
            x0, top = page.bbox[0], page.bbox[1]
            found = []
            for table in page.find_tables(_SETTINGS):
                cells = tuple((a - x0, b - top, c - x0, d - top) for a, b, c, d in table.cells)
                a, b, c, d = table.bbox
                found.append(Grid((a - x0, b - top, c - x0, d - top), cells))
        except Exception as error:  # pdfminer raises whatever its input makes it trip over
            raise DamagedFile(self._path, f"trang {number}: {type(error).__name__}") from error
        finally:
            page.close()
        return sorted(found, key=lambda grid: (grid.box[1], grid.box[0]))

    def texts(self) -> Iterator[tuple[int, float, float, list[tuple[str, Box]]]]:
        """Page number, width, height and lines (text, box) of each page.

        Raises:
            DamagedFile: the file cannot be opened.
        """
        for number in range(1, len(self) + 1):
            page = self._page(number)
            try:
                rows = [
                    (nfc(line["text"]), (line["x0"], line["top"], line["x1"], line["bottom"]))
                    for line in page.extract_text_lines(return_chars=False)
                ]
            except Exception as error:  # as above; the page is passed over, the others are read
                logging.getLogger(__name__).debug("page %d: %s", number, error)
                rows = []
            size = float(page.width), float(page.height)
            page.close()
            yield number, *size, rows

    def __len__(self) -> int:
        return len(self._open().pages)

    def _page(self, number: int) -> Any:
        try:
            return self._open().pages[number - 1]
        except DamagedFile:
            raise
        except Exception as error:
            raise DamagedFile(self._path, f"trang {number}: {type(error).__name__}") from error

    def _open(self) -> Any:
        if self._pdf is None:
            import pdfplumber

            logging.getLogger("pdfminer").setLevel(logging.ERROR)
            try:
                self._pdf = pdfplumber.open(self._path, password=self._password or "")
            except Exception as error:  # a bare TypeError, a PSEOF, an AssertionError: all of them mean the same
                raise DamagedFile(self._path, f"pdfplumber: {type(error).__name__}") from error
        return self._pdf
