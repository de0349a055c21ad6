"""The printed name of who signed, where signature and seal lie over it so that neither reader has found its line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from pipeline.reading.ocr.contract import Engine, OcrWord, Spot
from pipeline.reading.ocr.names import Name, name_of
from pipeline.reading.ocr.pictures import Grey
from pipeline.reading.ocr.sheet import Sheet

_BELOW_MM = (7.0, 60.0)  # a name stands so far below the office
_ASIDE_MM = 38.0  # ... and reaches so far to either side of its middle
_INK = 120  # lightness of a point's strongest channel from which it is the ink of seal or pen, or paper
_LEAST = 0.5  # confidence of a name, and of the words that it is made of


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
        text = " ".join(word.text for word in line)
        name = name_of(text, [text])
        if name is not None and name.confidence >= _LEAST:
            lefts, tops, rights, bottoms = zip(*(word.box for word in line), strict=True)
            yield name, (min(lefts), min(tops), max(rights), max(bottoms))
