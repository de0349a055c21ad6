"""The page as the second reader looks at it: colours as they are, level, in the places of the prepared picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image as Pillow
from PIL.Image import Image

from pipeline.reading.ocr.contract import PixelBox, SecondReader, Strip
from pipeline.reading.ocr.pictures import Picture
from pipeline.reading.ocr.strips import Sign, signs

_BESIDE = 0.5  # share of the lower height by which two stretches on one line overlap
_NEAR = 1.0  # heights: stretches further apart are two lines


Line = tuple[PixelBox, float]
"""The box of a line of writing in pixels of the prepared picture, and its slope."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A line of writing that the second reader sees, and what it reads there; boxes in pixels of the prepared picture."""

    box: PixelBox
    slope: float
    strip: Strip
    signs: tuple[Sign, ...]

    @property
    def text(self) -> str:
        """The likeliest string."""
        return "".join(sign.text for sign in self.signs)

    @property
    def height(self) -> float:
        return self.box[3] - self.box[1]

    @property
    def middle(self) -> float:
        return (self.box[0] + self.box[2]) / 2

    def place(self, column: float) -> float:
        """Where a column of the strip lies across the picture."""
        return self.box[0] + (self.box[2] - self.box[0]) * column / max(len(self.strip.columns), 1)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page under the second reader's eyes.

    Args:
        image: the page, turned upright.
        picture: what `prepare` made of it: the places that all boxes are given in.
        reader: the second reader.
    """

    image: Image
    picture: Picture
    reader: SecondReader

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.picture.grey.shape[1], self.picture.grey.shape[0]

    def cut(self, box: PixelBox, slope: float = 0.0, scale: float = 1.0) -> Image:
        """A part of the page, its lines made level where they fall by `slope`, `scale` times as large."""
        x0, y0, x1, y1 = box
        a, b, c, d, e, f = self.picture.back
        middle = (x0 + x1) / 2
        size = max(1, round((x1 - x0) * scale)), max(1, round((y1 - y0) * scale))
        across, down = 1 / scale, slope / scale  # a pixel of the part: so far on in the picture
        left, top = x0, y0 - slope * (middle - x0)
        onto = (
            a * across + b * down, b / scale, a * left + b * top + c,
            d * across + e * down, e / scale, d * left + e * top + f,
        )  # fmt: skip
        paper = (255,) * len(self.image.getbands())
        return self.image.transform(size, Pillow.Transform.AFFINE, onto, Pillow.Resampling.BILINEAR, fillcolor=paper)

    def lines(self, box: PixelBox, joined: bool = True) -> list[Line]:
        """The lines of writing in a part of the page, from the top; pieces close together make one if `joined`."""
        x, y, *_ = box
        found = [
            ((spot.box[0] + x, spot.box[1] + y, spot.box[2] + x, spot.box[3] + y), spot.slope)
            for spot in self.reader.find(self.cut(box), self.picture.dpi)
        ]
        return _joined(found) if joined else found

    def read(self, line: Line) -> Seen:
        """What the second reader reads in a line."""
        box, slope = line
        strip = self.reader.read([self.cut(tight(box, slope), slope)])[0]
        return Seen(box, slope, strip, tuple(signs(strip)))


def tight(box: PixelBox, slope: float) -> PixelBox:
    """The box of a falling line once it is level: as high as the line itself."""
    x0, y0, x1, y1 = box
    less = min(abs(slope) * (x1 - x0), 0.7 * (y1 - y0)) / 2
    return x0, y0 + less, x1, y1 - less


def _joined(found: Sequence[Line]) -> list[Line]:
    """Stretches side by side and near each other as one line."""
    lines: list[Line] = []
    for box, slope in sorted(found):
        for index, (other, steep) in enumerate(lines):
            low = min(box[3] - box[1], other[3] - other[1])
            high = max(box[3] - box[1], other[3] - other[1])
            overlap = min(box[3], other[3]) - max(box[1], other[1])
            if overlap > _BESIDE * low and high < 2 * low and box[0] - other[2] < _NEAR * low:
                wide, narrow = (slope, steep) if box[2] - box[0] > other[2] - other[0] else (steep, slope)
                around = other[0], min(box[1], other[1]), max(box[2], other[2]), max(box[3], other[3])
                lines[index] = around, wide or narrow
                break
        else:
            lines.append((box, slope))
    return sorted(lines, key=lambda line: line[0][1])
