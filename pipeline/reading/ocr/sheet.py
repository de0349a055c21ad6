"""The page as the second reader looks at it: colours as they are, level, in the places of the prepared picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image as Pillow
from PIL.Image import Image

from pipeline.reading.ocr.contract import PixelBox, SecondReader, Spot, Strip
from pipeline.reading.ocr.pictures import Picture
from pipeline.reading.ocr.strips import Sign, signs

_BESIDE = 0.5  # share of the lower height by which two stretches on one line overlap
_NEAR = 1.0  # heights: stretches further apart are two lines


@dataclass(frozen=True, slots=True)
class Seen:
    """A line of writing on the prepared picture, and what the second reader reads there."""

    line: Spot
    strip: Strip
    signs: tuple[Sign, ...]

    @property
    def text(self) -> str:
        """The likeliest string."""
        return "".join(sign.text for sign in self.signs)

    def place(self, column: float) -> float:
        """Where a column of the strip lies across the picture."""
        return self.line.box[0] + self.line.wide * column / max(len(self.strip.columns), 1)


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

    def level(self, line: Spot) -> Image:
        """A line by itself, level."""
        return self.cut(line.level(), line.slope)

    def lines(self, box: PixelBox, joined: bool = True) -> list[Spot]:
        """The lines of writing in a part of the page, from the top; pieces close together make one if `joined`."""
        x, y, *_ = box
        found = [
            Spot((spot.box[0] + x, spot.box[1] + y, spot.box[2] + x, spot.box[3] + y), spot.slope)
            for spot in self.reader.find(self.cut(box), self.picture.dpi)
        ]
        return _joined(found) if joined else found

    def read(self, line: Spot) -> Seen:
        """What the second reader reads in a line."""
        strip = self.reader.read([self.level(line)])[0]
        return Seen(line, strip, tuple(signs(strip)))


def _joined(found: Sequence[Spot]) -> list[Spot]:
    """Stretches side by side and near each other as one line."""
    lines: list[Spot] = []
    for spot in sorted(found, key=lambda spot: spot.box):
        for index, other in enumerate(lines):
            low, high = sorted((spot.high, other.high))
            level = abs(spot.at(spot.box[0]) - other.at(spot.box[0])) < (1 - _BESIDE) * low
            if level and high < 2 * low and spot.box[0] - other.box[2] < _NEAR * low:
                lines[index] = together(other, spot)
                break
        else:
            lines.append(spot)
    return sorted(lines, key=lambda line: line.box[1])


def together(left: Spot, right: Spot) -> Spot:
    """Two stretches as one line, as steep as the wider."""
    a, b = left.box, right.box
    slope = max(left, right, key=lambda spot: spot.wide).slope
    return Spot((min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])), slope)
