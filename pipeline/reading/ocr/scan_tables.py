"""The cells of ruled tables in the picture of a page, cut along their grid, its rules erased, read one by one.

Page-wide OCR over a ruled table reads rules as letters and joins neighbouring cells. The cells of all tables
of a page go to the engine in one call.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from pipeline.reading.layout.joining import join_with
from pipeline.reading.lines import Line, LineWord
from pipeline.reading.ocr.lines import rows_of, segments, without_noise
from pipeline.reading.ocr.pictures import Grey
from pipeline.reading.ocr.repairs import lost_dashes, repairs
from pipeline.reading.ocr.roman_strokes import with_numerals
from pipeline.reading.ocr.ruled import Grid
from pipeline.reading.pdf.tables import PageTable
from pipeline.reading.rows import Cell, is_header, opens_paragraph, row_line
from pipeline.records import Box
from pipeline.text.unicode import is_syllable

if TYPE_CHECKING:
    from pipeline.reading.ocr.contract import Engine, Mode, OcrWord, PixelBox, Placing


Key = tuple[int, int]
"""Number of a table on its page, and of a cell in it."""


@dataclass(frozen=True, slots=True)
class ReadCell:
    """A cell with writing: its box and words in pixels of the page."""

    box: PixelBox
    words: Sequence[OcrWord]


def read_cells(
    grey: Grey, grids: Sequence[Grid], engine: Engine, dpi: float, timeout: float, page: Sequence[OcrWord] = ()
) -> dict[Key, ReadCell]:
    """Reads the cells of all tables of a page.

    Args:
        grey: the page.
        grids: its tables.
        engine: see `Engine`.
        dpi: resolution of the page.
        timeout: seconds for a call of the engine.
        page: words of the tables as they were read with the page; where they are surer than the cell by itself they
            stand.

    Raises:
        OcrTimeout, PageFault, EngineError: see `Engine.read`.
    """
    cuts = {
        (number, index): cut
        for number, grid in enumerate(grids)
        for index, cell in enumerate(grid.cells)
        if (cut := _crop(grey, grid, cell, dpi)) is not None
    }
    read: dict[Key, list[OcrWord]] = {}
    blocks = [key for key, (crop, _) in cuts.items() if not _one_line(crop, dpi)]
    if blocks:
        read.update(zip(blocks, engine.read([cuts[key][0] for key in blocks], dpi, "block", timeout), strict=True))
    read.update(_read_lines({key: crop for key, (crop, _) in cuts.items() if key not in read}, engine, dpi, timeout))
    cells: dict[Key, ReadCell] = {}
    for key, tokens in read.items():
        crop, box = cuts[key]
        told = with_numerals(without_noise(tokens), crop)
        words = [replace(t, box=_shifted(t.box, box[0] - _PAD, box[1] - _PAD)) for t in told]
        cells[key] = ReadCell(box, _surer(words, [token for token in page if _stands_in(token, box)]))
    return cells


def _surer(cell: Sequence[OcrWord], page: Sequence[OcrWord]) -> Sequence[OcrWord]:
    """Of two readings the one whose letters are surer."""
    return page if _sureness(page) > _sureness(cell) + _CLEARLY else cell


def _sureness(words: Sequence[OcrWord]) -> float:
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0


def _stands_in(token: OcrWord, box: PixelBox) -> bool:
    x, y = (token.box[0] + token.box[2]) / 2, (token.box[1] + token.box[3]) / 2
    return box[0] < x < box[2] and box[1] < y < box[3]


def tables_of(grids: Sequence[Grid], cells: Mapping[Key, ReadCell], place: Placing, page: int) -> list[PageTable]:
    """The tables that the cells of a page make; one without a word is none."""
    texts = {key: _cell(cell, grids[key[0]].cells[key[1]], place) for key, cell in cells.items()}
    better = {
        place.true(word.box): word.better for cell in cells.values() for word in cell.words if word.better is not None
    }
    tables = [_table(grid, number, texts, better, place, page) for number, grid in enumerate(grids)]
    return [table for table in tables if table is not None]


# Sizes at which a figure or word that stands alone in a cell is read; where the two readings differ or can be no figure
# or word, the engine's second opinion is asked. Of 1,092 such cells with a figure (the sample plans at four levels of
# damage) 1,035 are right at the size of the page, 1,057 by the vote of three sizes, 1,076 in this way.
_SIZES = (1.3, 2.5)
_SOUND = 3.0
_FIGURE = re.compile(
    r"[<>≤≥]?\s?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?\s?[%‰]?|\d{1,2}(?:/\d{1,2})?/\d{4}|\d{1,2}/\d{1,2}|[IVX]+",
    re.ASCII,
)
_SMALL_LINES_MM, _LINES_MM = 5.2, 7.0  # height of two lines of 8 points, and of two of 11
_BETWEEN = 0.2  # of the fullest row of ink: between two lines there is less
_CLEARLY = 0.1  # by so much a reading is surer than another
_PAD = 12  # white pixels round a cell: the engine loses letters that touch the edge


def _read_lines(crops: dict[Key, Grey], engine: Engine, dpi: float, timeout: float) -> dict[Key, list[OcrWord]]:
    """The words of cells of one line each."""
    tries: dict[Key, list[tuple[float, list[OcrWord]]]] = {key: [] for key in crops}

    def read(mode: Mode, asked: Sequence[tuple[Key, float]]) -> None:
        found = engine.read([_scaled(crops[key], scale) for key, scale in asked], dpi, mode, timeout) if asked else ()
        for (key, scale), tokens in zip(asked, found, strict=True):
            tries[key].append((scale, tokens))

    read("line", [(key, size) for key, crop in crops.items() for size in (_SIZES if _is_short(crop, dpi) else (1.0,))])
    read("second", [(key, 1.0) for key, found in tries.items() if len(found) > 1 and not _agree(found)])
    return {key: _most_agreed(found) for key, found in tries.items()}


def _crop(grey: Grey, grid: Grid, cell: tuple[int, int, int, int], dpi: float) -> tuple[Grey, PixelBox] | None:
    """A cell without its rules, with a white margin, and its box; None for an empty one."""
    top, left, bottom, right = cell
    above, below = grid.flat[top], grid.flat[bottom]
    west, east = grid.upright[left], grid.upright[right]
    y_mid = (above.at(west.at(above.offset)) + below.at(west.at(below.offset))) / 2
    x0, x1 = west.at(y_mid), east.at(y_mid)
    x_mid = (x0 + x1) / 2
    y0, y1 = above.at(x_mid), below.at(x_mid)
    drift_y = max(abs(above.slope), abs(below.slope)) * (x1 - x0) / 2
    drift_x = max(abs(west.slope), abs(east.slope)) * (y1 - y0) / 2
    y0, y1, x0, x1 = y0 - drift_y, y1 + drift_y, x0 - drift_x, x1 + drift_x
    rows, columns = slice(max(0, int(y0)), int(y1) + 1), slice(max(0, int(x0)), int(x1) + 1)
    part = grey[rows, columns].copy()
    ys, xs = np.mgrid[rows.start : rows.start + part.shape[0], columns.start : columns.start + part.shape[1]]
    inset = max(2.0, dpi / 55)
    outside = (ys < above.slope * xs + above.offset + inset) | (ys > below.slope * xs + below.offset - inset)
    outside |= (xs < west.slope * ys + west.offset + inset) | (xs > east.slope * ys + east.offset - inset)
    part[outside] = 255
    if int((part < 140).sum()) < 12:
        return None
    padded = np.full((part.shape[0] + 2 * _PAD, part.shape[1] + 2 * _PAD), 255, dtype=np.uint8)
    padded[_PAD:-_PAD, _PAD:-_PAD] = part
    return padded, (float(columns.start), float(rows.start), float(columns.stop), float(rows.stop))


def _one_line(crop: Grey, dpi: float) -> bool:
    """Whether a cell's ink stands in one line: not as high as two, nor as two small ones with paper between."""
    ink = crop < 140
    rows = np.flatnonzero(ink.any(axis=1))
    if not rows.size:
        return False
    high = float(rows[-1] - rows[0]) * 25.4 / dpi
    if not _SMALL_LINES_MM < high < _LINES_MM:
        return high < _LINES_MM
    profile = ink[rows[0] : rows[-1] + 1].sum(axis=1)
    third = profile.size // 3
    return float(profile[third:-third].min()) > _BETWEEN * float(profile.max())


def _is_short(crop: Grey, dpi: float) -> bool:
    """Whether a cell holds a figure or a word only (at most 20 mm wide)."""
    columns = np.flatnonzero((crop < 140).any(axis=0))
    return bool(columns.size) and float(columns[-1] - columns[0]) < 20.0 / 25.4 * dpi


def _scaled(crop: Grey, scale: float) -> Grey:
    if scale == 1.0:
        return crop
    size = (round(crop.shape[1] * scale), round(crop.shape[0] * scale))
    return np.asarray(Image.fromarray(crop).resize(size, Image.Resampling.BICUBIC))


def _agree(tries: Sequence[tuple[float, list[OcrWord]]]) -> bool:
    texts = {_said(tokens) for _, tokens in tries}
    return len(texts) == 1 and all(map(_is_sound, texts))


def _said(tokens: Sequence[OcrWord]) -> str:
    return " ".join(token.text for token in tokens)


def _most_agreed(tries: Sequence[tuple[float, list[OcrWord]]]) -> list[OcrWord]:
    """The reading that most tries of a crop gave, the surest of them, in pixels of the crop."""
    weights: dict[str, float] = {}
    for _, tokens in tries:
        text = _said(tokens)
        sure = min((token.confidence for token in tokens), default=0.0)
        weights[text] = weights.get(text, 0.0) + (1 + 0.5 * sure if text else 0.1) * (_SOUND if _is_sound(text) else 1)
    best = max(weights, key=lambda text: weights[text])
    scale, tokens = next((scale, tokens) for scale, tokens in tries if _said(tokens) == best)
    return [replace(token, box=_divided(token.box, scale)) for token in tokens]


def _is_sound(text: str) -> bool:
    """Whether a reading can be what stands alone in a cell: a figure, a date, a numeral, a word."""
    words = text.split()
    if _FIGURE.fullmatch(text) or text in ("TT", "STT", "ĐVT"):
        return True
    return bool(words) and all(len(word) > 1 and is_syllable(word) for word in words)


def _divided(box: PixelBox, scale: float) -> PixelBox:
    return box[0] / scale, box[1] / scale, box[2] / scale, box[3] / scale


def _cell(read: ReadCell, cell: tuple[int, int, int, int], place: Placing) -> Cell:
    """The text of a cell: wrapped lines joined, paragraphs split by a newline."""
    text, before, width = "", "", 0.0
    words: list[LineWord] = []
    points = 72 / place.picture.dpi
    box = read.box
    for row in rows_of(segments(read.words, keep=True)):
        line = [word for segment in row for word in segment.words]
        printed = " ".join(word.text for word in line)
        first = line[0].box[2] - line[0].box[0]
        paragraph = opens_paragraph(before, printed, (box[2] - box[0]) * points, width * points, first * points)
        text += "" if not before else "\n" if paragraph else join_with(before, printed)
        for position, word in enumerate(line):
            text += " " if position else ""
            end = len(text) + len(word.text)
            words.append(LineWord(len(text), end, place.true(word.box), round(word.confidence, 3), word.other))
            text += word.text
        before, width = printed, line[-1].box[2] - line[0].box[0]
    return Cell(text, tuple(words), cell[2] - cell[0], cell[3] - cell[1])


def _table(
    grid: Grid, number: int, texts: dict[tuple[int, int], Cell], better: dict[Box, str], place: Placing, page: int
) -> PageTable | None:
    high, wide = len(grid.flat) - 1, len(grid.upright) - 1
    places: dict[tuple[int, int], Cell] = {}
    for index, (top, left, bottom, right) in enumerate(grid.cells):
        cell = texts.get((number, index)) or Cell("", (), bottom - top, right - left)
        for r in range(top, bottom):
            for c in range(left, right):
                places[r, c] = cell
    if not any(cell.text for cell in places.values()):
        return None
    rows: list[Line] = []
    above: set[int] = set()
    middle = (grid.box[0] + grid.box[2]) / 2
    for r in range(high):
        cells = [places[r, c] for c in range(wide)]
        box = place.level((grid.box[0], grid.flat[r].at(middle), grid.box[2], grid.flat[r + 1].at(middle)))
        line = row_line(cells, page, box, above)
        seen = [(word.start, word.end, better[word.box]) for word in line.words if word.box in better]
        rows.append(replace(line, edits=repairs(line.text, [*seen, *lost_dashes(line.text, line.words)])))
        above.update(id(cell) for cell in cells)
    deep = _header_rows(places, high, wide)
    kept = tuple(replace(line, header=r < deep) for r, line in enumerate(rows) if line.text.strip())
    edges = tuple(rule.at((grid.box[1] + grid.box[3]) / 2) * 72 / place.picture.dpi for rule in grid.upright)
    return PageTable(place.level(grid.box), edges, kept, frozenset(), loose=not grid.drawn)


def _header_rows(places: dict[tuple[int, int], Cell], high: int, wide: int) -> int:
    """How many first rows hold column titles; a row of column numbers below them counts too."""
    below = [[places[r, c].text for c in range(wide)] for r in range(1, high)]
    if high < 2 or not is_header([places[0, c] for c in range(wide)], below):
        return 0
    deep = max(places[0, c].row_span for c in range(wide))
    deep = deep if deep < high else 1
    bare = [places[deep, c].text.strip("() ") for c in range(wide)] if deep < high - 1 else []
    numbered = len(bare) > 2 and sum(text.isdigit() for text in bare) >= 2 and bare[-1] in (str(wide), str(wide - 1))
    return deep + numbered


def _shifted(box: PixelBox, x: float, y: float) -> PixelBox:
    return box[0] + x, box[1] + y, box[2] + x, box[3] + y
