"""Two pages printed side by side on one sheet: told by a gutter down its middle, with running text on either side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from pipeline.reading.pdf.frame import Layer
from pipeline.reading.pdf.lines import Row, rows_of
from pipeline.reading.turned import upright
from pipeline.records import Box

_WIDER = 1.25  # than tall; A3 and A4 on their side are 1.41
_GUTTER = 0.03  # of the sheet's width
_LEAST_ROWS = 6
_NEARLY_ALL = 0.9  # of a page's words
_FULL = 0.8  # of the widest row of a page: such rows are running text
_RUNNING = 0.25  # of a page's rows that are full; a table without rules has none


def halves(layer: Layer) -> list[Layer]:
    """The pages that lie side by side on a sheet, left one first; the sheet itself where it is one page.

    The sheet may have been put in sideways: left and right are those of its text. Places stay those on the sheet.
    """
    turn = turn_of(layer)
    if not layer.tokens or any(token.turn != turn for token in layer.tokens):
        return [layer]

    def seen(box: Box) -> Box:
        return upright(box, turn, layer.width, layer.height)

    wide, high = (layer.height, layer.width) if turn % 2 else (layer.width, layer.height)
    if wide < _WIDER * high:
        return [layer]
    middle = wide / 2
    boxes = [seen(token.box) for token in layer.tokens]
    left = [box[2] for box in boxes if _centre(box) < middle]
    right = [box[0] for box in boxes if _centre(box) >= middle]
    if not left or not right:
        return [layer]
    edges = map(seen, layer.edges)
    crossed = any(edge[0] < middle - 20 and edge[2] > middle + 20 for edge in edges)
    if min(right) - max(left) < _GUTTER * wide or crossed:
        return [layer]
    pages = [
        _half(layer, lambda box: _centre(seen(box)) < middle),
        _half(layer, lambda box: _centre(seen(box)) >= middle),
    ]
    return pages if _numbered(pages) or all(map(_is_page, pages)) else [layer]


def turn_of(layer: Layer) -> int:
    """The quarter turns of nearly all text of a page: a sheet put in sideways; 0 where text runs as it should."""
    turns = Counter(token.turn for token in layer.tokens)
    turn, count = turns.most_common(1)[0] if turns else (0, 0)
    return turn if count >= _NEARLY_ALL * len(layer.tokens) else 0


def _numbered(pages: list[Layer]) -> bool:
    """Whether both halves bear a page number at their top or foot, one after the other."""
    first, second = ({_alone(rows[0]), _alone(rows[-1])} for rows in map(rows_of, pages))
    return any(number is not None and number + 1 in second for number in first)


def _alone(row: Row) -> int | None:
    """The number that a row is, with nothing beside it."""
    words = [token.text.strip(" -–—") for token in row.tokens if token.text.strip(" -–—")]
    return int(words[0]) if len(words) == 1 and words[0].isdecimal() and len(words[0]) < 4 else None


def _half(layer: Layer, inside: Callable[[Box], bool]) -> Layer:
    return replace(
        layer,
        tokens=tuple(token for token in layer.tokens if inside(token.box)),
        rulings=tuple(ruling for ruling in layer.rulings if inside(ruling.box)),
        edges=tuple(edge for edge in layer.edges if inside(edge)),
        images=tuple(image for image in layer.images if inside(image)),
    )


def _is_page(layer: Layer) -> bool:
    rows = rows_of(layer)
    if len(rows) < _LEAST_ROWS:
        return False
    widest = max(row.right for row in rows) - min(row.left for row in rows)
    return sum(row.right - row.left > _FULL * widest for row in rows) >= max(2, _RUNNING * len(rows))


def _centre(box: Box) -> float:
    return (box[0] + box[2]) / 2
