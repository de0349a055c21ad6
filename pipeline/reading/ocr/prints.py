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
from pipeline.reading.ocr.sheet import Sheet

_VIEWS = (75, 45)
"""Lightness above the darkest print up to which a point is print, that which shows more first.

The engine takes as long to start as to read one, and one alone seldom settles a name."""
_DARKEST = 1.0  # per cent of the points that tell how dark print is
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
    strongest = np.asarray(sheet.cut(box, scale=_SCALE).convert("RGB")).max(axis=2)
    dark = float(np.percentile(strongest, _DARKEST))
    views = [np.where(strongest < dark + view, strongest, 255).astype(np.uint8) for view in _VIEWS]
    return [_stretches(words, box) for words in engine.read(views, sheet.picture.dpi * _SCALE, "block", timeout)]


def _stretches(words: Sequence[OcrWord], box: PixelBox) -> list[Printed]:
    x, y, *_ = box
    back = [
        replace(
            word,
            box=(
                word.box[0] / _SCALE + x,
                word.box[1] / _SCALE + y,
                word.box[2] / _SCALE + x,
                word.box[3] / _SCALE + y,
            ),
        )
        for word in words
    ]
    return [Printed(Spot(stretch.box), stretch.words) for stretch in segments(back)] if back else []
