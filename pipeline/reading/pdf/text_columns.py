"""Running text set in two columns, as bulletins and gazettes print it: the left column reads before the right one.

What tells it from a table without rules is that on both sides sentences run on from line to line, and that both sides
are about as wide.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.reading.pdf.columns import Region, region_from, split
from pipeline.reading.pdf.lines import Row

_LEAST_LINES = 5  # of each column
_RUNNING_ON = 2  # lines of each side that go on in small letters below
_LETTERS = 18  # of a line, in the middle
_ALIKE = 0.6  # how wide the narrower side must be, of the wider one
_CLIMB = 2  # rows of one side that may stand above the first row of both


def text_columns(rows: Sequence[Row]) -> Iterator[Region]:
    """The stretches of rows that are text in two columns, top to bottom."""
    index = 0
    while index < len(rows):
        region = region_from(rows, index)
        if region is not None and region.end - region.start >= _LEAST_LINES and _runs(rows, region):
            yield _with_rows_above(rows, region, index)
            index = region.end
        else:
            index += 1


def _runs(rows: Sequence[Row], region: Region) -> bool:
    within = [split(row, region.gutter) for row in rows[region.start : region.end]]
    widths = []
    for side in (0, 1):
        lines = [" ".join(token.text for token, _ in parts[side]) for parts in within if parts[side]]
        going_on = sum(below[:1].islower() and above[-1:] not in ".;:" for above, below in pairwise(lines))
        if len(lines) < _LEAST_LINES or going_on < _RUNNING_ON or sorted(map(len, lines))[len(lines) // 2] < _LETTERS:
            return False
        boxes = [box for parts in within for _, box in parts[side]]
        widths.append(max(box[2] for box in boxes) - min(box[0] for box in boxes))
    return min(widths) >= _ALIKE * max(widths)


def _with_rows_above(rows: Sequence[Row], region: Region, floor: int) -> Region:
    start = region.start
    while start > max(0, floor - _CLIMB):
        row, below = rows[start - 1], rows[start]
        alone = row.right <= region.left or row.left >= region.right
        if not alone or below.top - row.bottom > 0.6 * row.size:
            break
        start -= 1
    return Region(start, region.end, region.left, region.right)
