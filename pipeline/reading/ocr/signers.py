"""The printed name of who signed, below each office: the likeliest line, looked at closer where it is in doubt.

Where signature and seal lie over it so that neither reader has found its line, the engine looks for it once more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from pipeline.reading.ocr.contract import Engine, OcrWord, Spot
from pipeline.reading.ocr.names import AGREED, Name, Word, fused
from pipeline.reading.ocr.pictures import Grey
from pipeline.reading.ocr.prints import line_views
from pipeline.reading.ocr.sheet import Sheet
from pipeline.reading.ocr.signature_rows import Row, is_below, is_print, name_on
from pipeline.reading.stamps import is_stamp

BLOCK_MM = 100.0
"""Width of a block: the widest office and name."""
_PROBABLE = 0.4  # confidence from which a line is a name
_NO_WORSE = 0.8  # share of a name's confidence that it keeps at least when looked at closer
_BELOW_MM = (7.0, 60.0)  # a name stands so far below the office
_ASIDE_MM = 38.0  # ... and reaches so far to either side of its middle
_INK = 120  # lightness of a point's strongest channel from which it is the ink of seal or pen, or paper
_LEAST = 0.5  # confidence of a name, and of the words that it is made of


def names_below(
    rows: Sequence[Row], offices: Sequence[Row], sheet: Sheet, engine: Engine, timeout: float
) -> Iterator[tuple[Row, Name, Row]]:
    """The line of the name below each office, the name, and the office."""
    for office in offices:
        below = [row for row in rows if is_below(row, office, sheet) and not any(map(is_stamp, row.texts))]
        if any(row.office for row in below):
            continue  # the deputy's line: the name belongs to that one
        found = _best_name([row for row in below if is_print(row, offices)], office, sheet, engine, timeout)
        if found is not None:
            yield *found, office
        elif (lost := lost_name(office.line, sheet, engine, timeout)) is not None:
            closer = _looked_closer(Row(lost[0], (), None), office, sheet, engine, timeout)
            yield closer, name_on(closer) or replace(lost[1], confidence=_PROBABLE), office


def _best_name(
    rows: Sequence[Row], office: Row, sheet: Sheet, engine: Engine, timeout: float
) -> tuple[Row, Name] | None:
    """The row of those below an office that says a name best, looked at closer where that is in doubt."""
    told = [(row, name) for row in rows if (name := name_on(row)) is not None and name.confidence >= _PROBABLE]
    told = told or [(row, Name("", 0.0)) for row in _likely(rows, office)]
    if not told:
        return None
    row, name = max(told, key=lambda pair: pair[1].confidence * min(1.0, pair[0].line.high / office.line.high))
    if name.confidence < AGREED:
        closer = _looked_closer(row, office, sheet, engine, timeout)
        read = name_on(closer)
        if read is not None and read.confidence >= max(_PROBABLE, name.confidence * _NO_WORSE):
            return closer, read
    return (row, name) if name.text else None


def _likely(rows: Sequence[Row], office: Row) -> list[Row]:
    """The rows that are as high as a line of print and show some letters, that nearest to the office's middle first."""
    like = [
        row for row in rows
        if 0.6 < row.line.high / office.line.high < 1.8 and max(sum(map(str.isalpha, t)) for t in row.texts or [""]) > 3
    ]  # fmt: skip
    return sorted(like, key=lambda row: abs(row.line.middle - office.line.middle))


def _looked_closer(row: Row, office: Row, sheet: Sheet, engine: Engine, timeout: float) -> Row:
    """The row with its line read by itself, as far to the right of the office's middle as to its left.

    A name is centred below its office; where a stroke runs through one end of it, its line is found too short.
    """
    x0, y0, x1, y1 = row.line.box
    reach = min(max(office.line.middle - x0, x1 - office.line.middle), BLOCK_MM / 2 * sheet.picture.dpi / 25.4)
    line = Spot((min(office.line.middle - reach, x0), y0, max(office.line.middle + reach, x1), y1), row.line.slope)
    views = line_views(line, sheet, engine, timeout)
    return replace(row, line=line, closer=sheet.read(line), prints=(*row.prints, *views))


def lost_name(office: Spot, sheet: Sheet, engine: Engine, timeout: float) -> tuple[Spot, Name] | None:
    """The line of the name below an office, and the name; None where no view shows one.

    Args:
        office: the line of the office.
        sheet: the page.
        engine: reads the block below the office, once as prepared and once without coloured ink.
        timeout: seconds for both.

    Raises:
        OcrTimeout, PageFault, EngineError: see `Engine.read`.
    """
    millimetre = sheet.picture.dpi / 25.4
    reach = _ASIDE_MM * millimetre
    width, height = sheet.size
    x0, x1 = max(office.middle - reach, 0.0), min(office.middle + reach, float(width))
    y0, y1 = office.box[3] + _BELOW_MM[0] * millimetre, min(office.box[3] + _BELOW_MM[1] * millimetre, float(height))
    if y1 - y0 < _BELOW_MM[0] * millimetre:
        return None
    views = [sheet.picture.grey[round(y0) : round(y1), round(x0) : round(x1)], _print(sheet, (x0, y0, x1, y1))]
    found = [
        (name, Spot((box[0] + x0, box[1] + y0, box[2] + x0, box[3] + y0)))
        for words in engine.read(views, sheet.picture.dpi, "block", timeout) for name, box in _told(words)
    ]  # fmt: skip
    best = max(found, key=lambda pair: pair[0].confidence, default=None)
    return None if best is None else (best[1], best[0])


def _print(sheet: Sheet, box: tuple[float, float, float, float]) -> Grey:
    """A part of the page with nothing but black print: coloured ink has a light channel."""
    strongest = np.asarray(sheet.cut(box).convert("RGB")).max(axis=2)
    return np.where(strongest < _INK, strongest, 255).astype(np.uint8)


def _told(words: Sequence[OcrWord]) -> Iterator[tuple[Name, tuple[float, float, float, float]]]:
    """The names that lines of a block say, with their places."""
    lines: dict[tuple[int, int, int], list[OcrWord]] = {}
    for word in words:
        if word.text.istitle() and word.text.isalpha() and word.confidence >= _LEAST:
            lines.setdefault(word.line, []).append(word)
    for line in lines.values():
        name = fused([[Word(word.text, word.confidence, word.box[0], word.box[2]) for word in line]])
        if name is not None and name.confidence >= _LEAST:
            lefts, tops, rights, bottoms = zip(*(word.box for word in line), strict=True)
            yield name, (min(lefts), min(tops), max(rights), max(bottoms))
