"""The stretch between two printed words of a line, where a hand has written: views of it for the second reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image as Pillow
from PIL import ImageOps
from PIL.Image import Image

from pipeline.reading.ocr.pictures import Mask
from pipeline.reading.ocr.sheet import Seen, Sheet

Columns = Sequence[Mapping[str, float]]

_LEANS = (0.0, 0.18, 0.36)  # by how much views are sheared: handwriting and italics lean
_AROUND = 2.0  # heights of a line that a view shows of the words on both sides
_NEAR = 0.35  # heights of a line from the middle of a printed sign within which it ends
_BEYOND = 0.25  # of a line's height by which handwriting goes beyond it
_INK = 50  # darker than paper by so much is ink


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where a hand has written, and what the line's own strip holds there.

    Args:
        seen: the line.
        left: its left end in pixels of the prepared picture.
        right: its right end.
        columns: of the line's strip.
        sheet: the page.
    """

    seen: Seen
    left: float
    right: float
    columns: Columns
    sheet: Sheet

    def views(self) -> Iterator[list[Columns]]:
        """The columns of the stretch as other views of it show them: among its neighbours, then by itself."""
        line = self.seen.line
        x0, y0, x1, y1 = line.level()
        around = _AROUND * (y1 - y0)
        first, last = max(self.left - around, x0), min(self.right + around, x1)
        among = self.sheet.cut((first, y0, last, y1), line.slope)
        found: list[Columns] = []
        for strip in self.sheet.reader.read([_leaning(among, lean) for lean in _LEANS]):
            scale = len(strip.columns) / (last - first)
            found.append(strip.columns[round((self.left - first) * scale) : round((self.right - first) * scale)])
        yield found
        alone = self._alone()
        framed = ImageOps.expand(alone.crop(_written(alone)), alone.height // 8, fill="white")
        yield [strip.columns for strip in self.sheet.reader.read([_leaning(framed, lean) for lean in _LEANS])]

    def written(self) -> tuple[int, int]:
        """Width and height of what is written there; 0 for nothing."""
        if self.right - self.left < 2:
            return 0, 0
        left, top, right, bottom = _written(self._alone())
        return right - left, bottom - top

    def _alone(self) -> Image:
        line = self.seen.line
        _, y0, _, y1 = line.level()
        more = _BEYOND * line.high
        return self.sheet.cut((self.left, y0 - more, self.right, y1 + more), line.slope)


def between(seen: Seen, span: tuple[int, int], after: int, sheet: Sheet) -> Stretch:
    """The stretch between the printed sign before `span` and the one at `after`.

    Args:
        seen: the line.
        span: the signs that were read there, which may be none.
        after: the sign behind; the number of signs where the line ends.
        sheet: the page.
    """
    signs, columns = seen.signs, seen.strip.columns
    before = span[0] - 1
    while before >= 0 and signs[before].text == " ":
        before -= 1
    begin = signs[before].last + 1 if before >= 0 else 0
    end = signs[after].first if after < len(signs) else len(columns)
    ink = _ink(seen, sheet)
    scale, near = len(ink) / max(len(columns), 1), _NEAR * seen.line.high
    left, right = 0.0, float(len(ink))
    if before >= 0:
        left = _emptiest(ink, (begin - 0.5) * scale, near)
    if after < len(signs):
        right = _emptiest(ink, (end + 0.5) * scale, -near)
    x0 = seen.line.box[0]
    return Stretch(seen, x0 + left, x0 + max(left, right), columns[begin:end], sheet)


def _ink(seen: Seen, sheet: Sheet) -> npt.NDArray[np.float64]:
    """How dark each column of pixels of a line is, from the left."""
    grey = np.asarray(sheet.level(seen.line).convert("L"), dtype=np.float64)
    darker: npt.NDArray[np.float64] = np.maximum(np.percentile(grey, 80) - 0.6 * _INK - grey, 0).sum(axis=0)
    return darker


def _emptiest(ink: npt.NDArray[np.float64], start: float, reach: float) -> float:
    """The column with least ink between the middle of a printed sign and so far on, the nearest of equals."""
    step = 1 if reach > 0 else -1
    places = np.arange(round(start), round(start + reach) + step, step)
    places = places[(places >= 0) & (places < len(ink))]
    return float(places[int(np.argmin(ink[places]))]) if places.size else start


def _written(cut: Image) -> tuple[int, int, int, int]:
    """The box of what is written on a stretch: the rows around its middle that hold ink."""
    grey = np.asarray(cut.convert("L"), dtype=np.float64)
    dark: Mask = np.asarray(grey < np.percentile(grey, 80) - _INK)
    rows: Mask = np.asarray(dark.any(axis=1))
    middle = len(rows) // 2
    above, below = np.flatnonzero(~rows[:middle]), np.flatnonzero(~rows[middle:])
    top = int(above[-1]) + 1 if above.size else 0
    bottom = middle + int(below[0]) if below.size else len(rows)
    columns = np.flatnonzero(dark[top:bottom].any(axis=0))
    if not columns.size:
        return 0, 0, 0, 0
    return int(columns[0]), top, int(columns[-1]) + 1, bottom


def _leaning(picture: Image, lean: float) -> Image:
    """The picture with what leans to the right set more upright."""
    onto = (1, -lean, lean * picture.height / 2, 0, 1, 0)
    paper = (255,) * len(picture.getbands())
    return picture.transform(picture.size, Pillow.Transform.AFFINE, onto, Pillow.Resampling.BILINEAR, fillcolor=paper)
