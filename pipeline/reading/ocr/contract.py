"""What an OCR engine has to do for kehoach, and the shapes that pass between it and the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from pipeline.reading.ocr.pictures import Grey, Picture

Mode = Literal["page", "block", "line", "second"]
"""What a picture holds; "second" is a line for a second opinion, by other data than "line" where there are such."""
PixelBox = tuple[float, float, float, float]


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
    """What the picture shows where the engine is known to misread, see `numerals`."""


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
