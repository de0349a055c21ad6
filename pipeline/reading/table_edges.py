"""Where a table of a text begins and ends whose cells are parted by bars."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.reading.bars import cells_of
from pipeline.reading.lines import Line
from pipeline.reading.rows import Cell, is_header

FIGURE = re.compile(r"[-–(]?\d[\d.,]*\)?\s?%?(?:\s*[-–]\s*\d[\d.,]*%?)?$")
"""A cell that is a figure."""


def goes_below(lines: Sequence[Line], start: int, at: int) -> bool:
    """Whether a row of titles is the second of its table, which writes those that reach down once more."""
    above, below = (cells_of(lines[row].text) for row in (start, at))
    same = [up == low for up, low in zip(above, below, strict=False)]
    return at == start + 1 and len(above) == len(below) and same[0] and not all(same)


def is_wider(lines: Sequence[Line], start: int, at: int) -> bool:
    """Whether a row without a figure opens a table of another width, as the row of figures below it shows, behind rows
    that had one width."""
    if at - start < _LEAST or at + 1 == len(lines):
        return False
    own, below = (cells_of(lines[row].text) for row in (at, at + 1))
    titled = len(own) >= _LEAST and all(own) and not any(map(_is_figure, own))
    if not titled or len(below) != len(own) or sum(map(_is_figure, below)) < _FIGURES:
        return False
    near = lines[max(start, at - _LOOK) : at]
    widths = {size for line in near if (size := len(cells_of(line.text))) > 1}
    return len(widths) == 1 and len(own) not in widths


_LEAST = 3
"""Rows above, and columns, of a table that another width is told by."""
_FIGURES = 2
"""Figures of the row below."""
_LOOK = 12
"""Lines above of which the width is asked: a long table costs no more than its length."""


def _is_figure(cell: str) -> bool:
    return FIGURE.match(cell) is not None


def ends_table(text: str) -> bool:
    """Whether a line opens what follows a table: an annex, a form, a note, the recipients."""
    words = text.strip()
    return bool(
        re.match(r"(?:PHỤ LỤC|Phụ lục|Mẫu|MẪU|BIỂU|Biểu|\(\s*(?:Ban hành |)[Kk]èm theo|Ghi chú|Nơi nhận)", words)
    )


def opens_table(text: str) -> bool:
    """Whether a line is a row of titles, none of them a figure."""
    cells = [Cell(piece) for piece in cells_of(text)]
    return is_header(cells) and not any(FIGURE.match(cell.text) for cell in cells[1:])
