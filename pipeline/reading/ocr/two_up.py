"""Two pages on one sheet in a picture: told, as in a text layer, by a gutter down the middle and running text.

One page may hold a table instead."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.reading.ocr.contract import OcrWord, PixelBox
from pipeline.reading.ocr.lines import rows_of, segments, without_noise

_WIDER = 1.25  # than high
_GUTTER = 0.03  # of the sheet's width
_LEAST_ROWS = 6
_FULL, _RUNNING = 0.8, 0.25  # of a page's widest row; of its rows that are so wide
_STRAY = 0.02  # of the words that may lie in the gutter: specks, the shadow of the fold


def middle_of(tokens: Sequence[OcrWord], tables: Sequence[PixelBox], size: tuple[int, int]) -> float | None:
    """Where the two pages of a sheet part, in pixels from the left; None where it is one page.

    Args:
        tokens: words outside of tables.
        tables: boxes of the tables.
        size: width and height of the picture.
    """
    width, height = size
    if width < _WIDER * height:
        return None
    middle, reach = width / 2, _GUTTER / 2 * width
    words = without_noise(tokens)
    inside = sum(word.box[0] < middle + reach and middle - reach < word.box[2] for word in words)
    crossed = any(box[0] < middle < box[2] for box in tables)
    if crossed or inside > _STRAY * len(words):
        return None
    sides = [word for word in words if word.box[2] <= middle], [word for word in words if word.box[0] >= middle]
    held = [any((box[0] < middle) == left for box in tables) for left in (True, False)]
    pages = [_is_page(side) for side in sides]
    return middle if any(pages) and all(map(any, zip(pages, held, strict=True))) else None


def _is_page(words: Sequence[OcrWord]) -> bool:
    rows = rows_of(segments(words))
    if len(rows) < _LEAST_ROWS:
        return False
    wide = [max(part.box[2] for part in row) - min(part.box[0] for part in row) for row in rows]
    return sum(width > _FULL * max(wide) for width in wide) >= max(2, _RUNNING * len(rows))
