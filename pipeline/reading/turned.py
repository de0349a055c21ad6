"""Text that runs sideways over its page: its boxes in the frame in which it reads from left to right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.reading.lines import Line, PageInfo
from pipeline.records import Box


def upright(box: Box, turn: int, width: float, height: float) -> Box:
    """`box` in the frame in which text of `turn` quarter turns reads from left to right."""
    x0, y0, x1, y1 = box
    if turn == 1:
        return y0, width - x1, y1, width - x0
    if turn == 2:
        return width - x1, height - y1, width - x0, height - y0
    if turn == 3:
        return height - y1, x0, height - y0, x1
    return box


def upright_lines(lines: Sequence[Line], pages: Sequence[PageInfo]) -> list[Line]:
    """The lines as the layout sees them: those of pages whose text is turned as if the page were turned back."""
    turned = {page.number: page for page in pages if page.turn and page.width and page.height}
    if not turned:
        return list(lines)
    return [_turned_back(line, turned[line.page]) if line.page in turned else line for line in lines]


def _turned_back(line: Line, page: PageInfo) -> Line:
    def back(box: Box) -> Box:
        return upright(box, page.turn, page.width or 0.0, page.height or 0.0)

    words = tuple(replace(word, box=back(word.box)) for word in line.words)
    return replace(line, box=back(line.box) if line.box else None, words=words)
