"""Word tables: the grid with its merged cells."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.reading.grids import Grid, Place
from pipeline.reading.office.docx_styles import number, value
from pipeline.reading.office.word_xml import Tree, W

_MOST_COLUMNS = 64
_WRAPPERS = frozenset((f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo", f"{W}smartTag"))


def grid_of(table: Tree) -> Grid:
    """The cells of a w:tbl, rows by columns; spans past 64 columns are cut."""
    grid: Grid = []
    above: dict[int, Place] = {}
    for row in _children(table, f"{W}tr"):
        properties = row.find(f"{W}trPr")
        header = properties is not None and properties.find(f"{W}tblHeader") is not None
        before = 0 if properties is None else number(properties.find(f"{W}gridBefore"), 0)
        line: list[Place | None] = [None] * min(max(before, 0), _MOST_COLUMNS)
        current: dict[int, Place] = {}
        for cell in _children(row, f"{W}tc"):
            if len(line) >= _MOST_COLUMNS:
                line[-1] = _joined(line[-1], cell)
                continue
            span = _span(cell, len(line))
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            goes_on = merge is not None and value(merge) in (None, "continue")
            place = above.get(len(line)) if goes_on else None
            if place is None:
                place = Place([cell], columns=span, header=header)
            else:
                place.elements.append(cell)
                place.rows += 1
            if merge is not None:
                current[len(line)] = place
            line.extend([place] * span)
        above = current
        grid.append(line)
    width = max(map(len, grid), default=0)
    return [line + [None] * (width - len(line)) for line in grid]


def _span(cell: Tree, at: int) -> int:
    return min(max(number(cell.find(f"{W}tcPr/{W}gridSpan"), 1), 1), _MOST_COLUMNS - at)


def _joined(place: Place | None, cell: Tree) -> Place:
    """Cells past the last column that is kept go into it: nothing is lost."""
    place = place or Place()
    place.elements.append(cell)
    return place


def _children(parent: Tree, tag: str) -> Iterator[Tree]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, tag)
