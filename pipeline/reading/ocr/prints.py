"""A part of a page without the ink of seals, pens and stamps: what is left where only the darkest points count.

Print is the darkest that a page has: red and blue ink have a light channel, a seal on a grey scan is paler than
letters. How dark print is differs from scan to scan, so that the darkest points of the part itself tell; where ink and
print part is not known, so that there are two views.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from pipeline.reading.ocr.contract import Engine, OcrWord, PixelBox, Spot
from pipeline.reading.ocr.lines import segments
from pipeline.reading.ocr.pictures import Grey
from pipeline.reading.ocr.sheet import Sheet

_VIEWS = (75, 45)
"""Lightness above the darkest print up to which a point is print, that which shows more first.

The engine takes as long to start as to read one, and one alone rarely settles a name."""
_DARKEST = 1.0  # per cent of the points that tell how dark print is
_AROUND = 0.2  # heights of a line that its picture is grown by
_MARGIN = 12  # pixels of paper round a line
_SCALE = 1.5  # thin strokes lose their edges: enlarged they keep enough of them


@dataclass(frozen=True, slots=True)
class Printed:
    """A stretch of writing as the engine reads it in one view of the print."""

    line: Spot
    words: tuple[OcrWord, ...]

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(word.text for word in self.words)


def printed(box: PixelBox, sheet: Sheet, engine: Engine, timeout: float) -> list[list[Printed]]:
    """What the engine reads of the print in a part of a page, view by view.

    Raises:
        OcrTimeout, PageFault, EngineError: see `Engine.read`.
    """
    views = _views(box, sheet)
    return [_stretches(words, box) for words in engine.read(views, sheet.picture.dpi * _SCALE, "block", timeout)]


def line_views(line: Spot, sheet: Sheet, engine: Engine, timeout: float) -> list[Printed]:
    """A line as the engine reads it by itself: its print in each view, and with all the ink over it.

    Raises:
        OcrTimeout, PageFault, EngineError: see `Engine.read`.
    """
    x0, y0, x1, y1 = line.level()
    above = _AROUND * (y1 - y0)
    box = x0, y0 - above, x1, y1 + above
    views = [*_views(box, sheet, line.slope), np.asarray(sheet.cut(box, line.slope, _SCALE).convert("L"))]
    read = engine.read(
        [np.pad(view, _MARGIN, mode="edge") for view in views], sheet.picture.dpi * _SCALE, "line", timeout
    )
    corner = x0 - _MARGIN / _SCALE, y0 - above - _MARGIN / _SCALE
    return [Printed(line, tuple(_back(words, corner))) for words in read if words]


def _views(box: PixelBox, sheet: Sheet, slope: float = 0.0) -> list[Grey]:
    """A part of a page without what is lighter than print."""
    strongest = np.asarray(sheet.cut(box, slope, _SCALE).convert("RGB")).max(axis=2)
    dark = float(np.percentile(strongest, _DARKEST))
    return [np.where(strongest < dark + view, strongest, 255).astype(np.uint8) for view in _VIEWS]


def _stretches(words: Sequence[OcrWord], box: PixelBox) -> list[Printed]:
    back = _back(words, box[:2])
    return [Printed(Spot(stretch.box), stretch.words) for stretch in segments(back)] if back else []


def _back(words: Sequence[OcrWord], corner: tuple[float, float]) -> list[OcrWord]:
    """The words in their places on the page."""
    x, y = corner
    return [
        replace(word, box=(a / _SCALE + x, b / _SCALE + y, c / _SCALE + x, d / _SCALE + y))
        for word in words for a, b, c, d in (word.box,)
    ]  # fmt: skip
