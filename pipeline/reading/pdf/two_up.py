"""Two pages printed side by side on one sheet: told by a gutter down its middle, with running text on either side."""

from __future__ import annotations

from dataclasses import replace

from pipeline.reading.pdf.frame import Layer
from pipeline.reading.pdf.lines import Row, rows_of
from pipeline.records import Box

_WIDER = 1.25  # than tall; A3 and A4 on their side are 1.41
_GUTTER = 0.03  # of the sheet's width
_LEAST_ROWS = 6
_FULL = 0.8  # of the widest row of a page: such rows are running text
_RUNNING = 0.25  # of a page's rows that are full; a table without rules has none


def halves(layer: Layer) -> list[Layer]:
    """The pages that lie side by side on a sheet, left one first; the sheet itself where it is one page.

    Places stay those on the sheet.
    """
    if layer.width < _WIDER * layer.height or not layer.tokens or any(token.turn for token in layer.tokens):
        return [layer]
    middle = layer.width / 2
    left = tuple(token for token in layer.tokens if _centre(token.box) < middle)
    right = tuple(token for token in layer.tokens if _centre(token.box) >= middle)
    if not left or not right:
        return [layer]
    gutter = min(token.box[0] for token in right) - max(token.box[2] for token in left)
    crossed = any(edge[0] < middle - 20 and edge[2] > middle + 20 for edge in layer.edges)
    if gutter < _GUTTER * layer.width or crossed:
        return [layer]
    pages = [_half(layer, 0.0, middle), _half(layer, middle, layer.width)]
    return pages if _numbered(pages) or all(map(_is_page, pages)) else [layer]


def _numbered(pages: list[Layer]) -> bool:
    """Whether both halves bear a page number at their top or foot, one after the other."""
    first, second = ({_alone(rows[0]), _alone(rows[-1])} for rows in map(rows_of, pages))
    return any(number is not None and number + 1 in second for number in first)


def _alone(row: Row) -> int | None:
    """The number that a row is, with nothing beside it."""
    words = [token.text.strip(" -–—") for token in row.tokens if token.text.strip(" -–—")]
    return int(words[0]) if len(words) == 1 and words[0].isdecimal() and len(words[0]) < 4 else None


def _half(layer: Layer, start: float, end: float) -> Layer:
    return replace(
        layer,
        tokens=tuple(token for token in layer.tokens if start <= _centre(token.box) < end),
        rulings=tuple(ruling for ruling in layer.rulings if start <= _centre(ruling.box) < end),
        edges=tuple(edge for edge in layer.edges if start <= _centre(edge) < end),
        images=tuple(image for image in layer.images if start <= _centre(image) < end),
    )


def _is_page(layer: Layer) -> bool:
    rows = rows_of(layer)
    if len(rows) < _LEAST_ROWS:
        return False
    widest = max(row.right for row in rows) - min(row.left for row in rows)
    return sum(row.right - row.left > _FULL * widest for row in rows) >= max(2, _RUNNING * len(rows))


def _centre(box: Box) -> float:
    return (box[0] + box[2]) / 2
