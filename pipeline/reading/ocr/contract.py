"""What the OCR engines have to do for kehoach, and the shapes that pass between them and the page.

`Engine` reads all of a page. `SecondReader` reads again what engines of that kind get wrong: figures, handwriting,
what stands below a seal. It finds its own lines, and tells for each column of a line how likely each sign is, so that
a grammar can ask for the best number or date where the best string of signs is none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from PIL.Image import Image

    from pipeline.reading.ocr.pictures import Grey, Picture

Mode = Literal["page", "block", "line", "second"]
"""What a picture holds; "second" is a line for a second opinion, by other data than "line" where there are such."""
PixelBox = tuple[float, float, float, float]

_MOST_FALL = 0.7  # of a box's height that its line may fall


class OcrTimeout(Exception):
    """The engine did not answer in the time given; the child process has been ended."""


class PageFault(Exception):
    """The engine failed on these pictures; the text says how."""


@dataclass(frozen=True, slots=True)
class OcrWord:
    """A word as the engine read it: its text (NFC), its box in pixels, its confidence, its line."""

    text: str
    box: PixelBox
    confidence: float
    line: tuple[int, int, int] = (0, 0, 0)
    """Block, paragraph and line in the engine's own numbering."""
    better: str | None = None
    """What the picture shows where the engine is known to misread, see `roman_strokes` and `heads`."""
    other: str | None = None
    """What the second reader made of it, where it read it and reads it otherwise."""


class Engine(Protocol):
    """What an OCR engine has to do for kehoach. Calls may come from several threads at once."""

    def read(self, pictures: Sequence[Grey], dpi: float, mode: Mode, timeout: float) -> list[list[OcrWord]]:
        """The words of each picture.

        Args:
            pictures: grey pages, blocks or lines, all of one resolution.
            dpi: that resolution.
            mode: what each picture holds.
            timeout: seconds for all of them together.

        Raises:
            OcrTimeout, PageFault: these pictures failed, others may do.
            EngineError: the engine cannot be used at all.
        """
        ...

    def describe(self) -> tuple[str, str]:
        """Name and version, with the language data, as the record keeps them."""
        ...


@dataclass(frozen=True, slots=True)
class Spot:
    """A line of writing on a picture: its box in pixels, and how far it falls a pixel to the right."""

    box: PixelBox
    slope: float = 0.0

    @property
    def middle(self) -> float:
        """Across the picture."""
        return (self.box[0] + self.box[2]) / 2

    @property
    def wide(self) -> float:
        return self.box[2] - self.box[0]

    @property
    def high(self) -> float:
        """Height of the writing itself: a falling line's box is higher."""
        height = self.box[3] - self.box[1]
        return height - min(abs(self.slope) * self.wide, _MOST_FALL * height)

    def at(self, x: float) -> float:
        """How far down its middle is at `x`."""
        return (self.box[1] + self.box[3]) / 2 + self.slope * (x - self.middle)

    def level(self) -> PixelBox:
        """Its box once it is turned level about its middle."""
        y = self.at(self.middle)
        return self.box[0], y - self.high / 2, self.box[2], y + self.high / 2


@dataclass(frozen=True, slots=True)
class Strip:
    """A picture of one line as the second reader sees it."""

    columns: tuple[Mapping[str, float], ...]
    """The chances of each sign in columns of equal width, from the left; "" is no sign. Chances near 0 are left out."""


class SecondReader(Protocol):
    """What the second reader has to do. Calls may come from several threads at once.

    Raises (find, read):
        PageFault: it fails on these pictures.
    """

    def find(self, picture: Image, dpi: float) -> list[Spot]:
        """The stretches of writing on a picture, colours as they are, from the top; boxes in its pixels."""
        ...

    def read(self, pictures: Sequence[Image]) -> list[Strip]:
        """Each picture holds one level line of writing from edge to edge; any resolution, colours as they are."""
        ...

    def describe(self) -> tuple[str, str]:
        """Name and version, as the record keeps them."""
        ...


@dataclass(frozen=True, slots=True)
class Placing:
    """Takes boxes of the picture that was read to points of the page."""

    picture: Picture
    dpi: float
    turn: int
    image_width: int
    image_height: int
    page_width: float
    page_height: float

    def level(self, box: PixelBox) -> PixelBox:
        """Points on the straightened page: what layout is judged by."""
        scale = 72 / self.picture.dpi
        x0, y0, x1, y1 = box
        return x0 * scale, y0 * scale, x1 * scale, y1 * scale

    def true(self, box: PixelBox) -> PixelBox:
        """Points on the page as given: what a reader is shown."""
        x0, y0, x1, y1 = self.picture.to_source(box)
        w, h = self.image_width, self.image_height
        if self.turn == 2:
            x0, y0, x1, y1 = w - x1, h - y1, w - x0, h - y0
        elif self.turn == 1:  # the picture was turned anticlockwise: its x runs along the page's y
            x0, y0, x1, y1 = w - y1, x0, w - y0, x1
        elif self.turn == 3:
            x0, y0, x1, y1 = y0, h - x1, y1, h - x0
        sx, sy = self.page_width / w, self.page_height / h
        return (
            round(min(max(x0 * sx, 0), self.page_width), 2), round(min(max(y0 * sy, 0), self.page_height), 2),
            round(min(max(x1 * sx, 0), self.page_width), 2), round(min(max(y1 * sy, 0), self.page_height), 2),
        )  # fmt: skip
