"""Grids of merged cells (Word, HTML): tables of data to rows, and the borderless tables that hold a head or foot."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.reading.lines import Line
from pipeline.reading.rows import Cell, is_header, row_line
from pipeline.text.letters import UPPER
from pipeline.text.unicode import fold

_MOST_ROWS_OF_A_HEAD = 8
_MOTTO = re.compile(r"cong hoa xa hoi chu nghia|dang cong san viet nam|doc lap\s*[-–]\s*tu do|,\s*ngay\b.*\bthang\b")
_RECIPIENTS = re.compile(r"noi nhan\s*:?|noi gui\s*:")
SIGNS = re.compile(
    rf"(?:TM|T/M|KT|K/T|TL|T/L|TUQ|Q)\s?\.?\s?[{UPPER}]|"
    r"(?:PHÓ |QUYỀN |Q\. ?)?(?:CHỦ TỊCH|BÍ THƯ|GIÁM ĐỐC|TRƯỞNG |CHÁNH |HIỆU TRƯỞNG|CHỈ HUY)"
)
"""How the right column of a foot opens: on whose behalf, or in what office, the signatory signs."""


@dataclass(slots=True, eq=False)
class Place:
    """A cell of the grid; a merged one stands in each place that it covers."""

    elements: list[Any] = field(default_factory=list)
    """The source's elements that it is made of: one, or more where Word merges downwards."""
    rows: int = 1
    columns: int = 1
    header: bool = False


Grid = list[list[Place | None]]


def columns_of(grid: Grid, texts: Mapping[int, str]) -> list[tuple[Place, str | None]] | None:
    """The places of a head or foot with their side, left column first; None for a table of data.

    Args:
        grid: the table.
        texts: text of each place by its id.
    """
    if len(grid) > _MOST_ROWS_OF_A_HEAD:
        return None
    filled = sorted({c for row in grid for c, p in enumerate(row) if p is not None and texts[id(p)].strip()})
    starts = _sides(grid, texts)
    if starts is None or not filled:
        return None
    left, right = starts
    left_texts = [text for place in left for text in texts[id(place)].split("\n")]
    right_texts = [text for place in right for text in texts[id(place)].split("\n")]
    head = any(_MOTTO.search(fold(text)) for text in right_texts)
    foot = any(_RECIPIENTS.match(fold(text.strip())) for text in left_texts) or (
        any(SIGNS.match(text.strip()) for text in right_texts) and not is_data(grid, texts)
    )
    if not head and not foot:
        return None
    return [*((place, "left") for place in left), *((place, "right") for place in right)]


def is_data(grid: Grid, texts: Mapping[int, str]) -> bool:
    """Whether a table has column titles and something below them."""
    return len(grid) > 1 and is_header([Cell(texts[id(p)]) for p in dict.fromkeys(grid[0]) if p is not None])


def _sides(grid: Grid, texts: Mapping[int, str]) -> tuple[list[Place], list[Place]] | None:
    """The places of the left and the right column where each row has text in two at most."""
    left: dict[int, Place] = {}
    right: dict[int, Place] = {}
    width = max(map(len, grid), default=0)
    for row in grid:
        places = [p for p in dict.fromkeys(row) if p is not None and texts[id(p)].strip()]
        if len(places) > 2:
            return None
        for place in places:
            middle = row.index(place) + (place.columns - 1) / 2
            side = left if middle < (width - 1) / 2 or (len(places) == 2 and place is places[0]) else right
            if place.columns == width and len(places) == 1:
                side = left
            side[id(place)] = place
    return (list(left.values()), list(right.values())) if left and right else None


def rows_of_grid(
    grid: Grid, texts: Mapping[int, str], bold: Mapping[int, bool], pages: Mapping[int, int], page: int
) -> Iterator[Line]:
    """The rows of a table of data; rows without text are left out."""
    cells = {
        id(p): Cell(texts[id(p)], (), p.rows, p.columns, bold[id(p)]) for row in grid for p in row if p is not None
    }
    empty = Cell("")
    table = [[empty if p is None else cells[id(p)] for p in row] for row in grid]
    deep = _header_rows(grid, table)
    above: set[int] = set()
    for index, row in enumerate(table):
        own = [pages[id(p)] for p in grid[index] if p is not None and id(p) in pages and id(cells[id(p)]) not in above]
        page = max(page, min(own, default=page))
        line = row_line(row, page, None, above)
        above.update(id(cell) for cell in row if cell is not empty)
        if line.text.strip():
            yield line if index >= deep else _as_header(line)


def _as_header(line: Line) -> Line:
    return replace(line, header=True)


def _header_rows(grid: Grid, table: Sequence[Sequence[Cell]]) -> int:
    stated = 0
    while stated < len(grid) and any(p is not None and p.header for p in grid[stated]):
        stated += 1
    if 0 < stated < len(grid):
        return stated
    if len(table) < 2 or not is_header(
        list(dict.fromkeys(table[0])), [[cell.text for cell in row] for row in table[1:]]
    ):
        return 0
    deep = max((cell.row_span for cell in table[0]), default=1)
    deep = deep if deep < len(table) else 1
    if deep < len(table) - 1:
        bare = [cell.text.strip("() \n") for cell in table[deep]]
        deep += bare == [str(n + 1) for n in range(len(bare))]
    return deep
