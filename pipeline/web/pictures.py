"""Pictures of the pages of source files, as PNG."""

from __future__ import annotations

import io
import threading
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from pipeline.errors import KehoachError, MissingFile, UnsupportedFormat
from pipeline.settings import ReadSettings

_DPI = 110
"""Enough to read the marks of Vietnamese in a 12-point letter at the width of half a screen, and of a zoomed one."""
_KEPT = 48  # pictures, some 100 KiB each
_POINTS = 72


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as PNG, with its size in PDF points, in which boxes are given."""

    png: bytes
    width: float
    height: float


class Pictures:
    """Makes pictures of pages and keeps the last ones. May be asked by several threads.

    Args:
        settings: limits on pixels and pages, password.
    """

    def __init__(self, settings: ReadSettings) -> None:
        self._settings = settings
        self._kept: OrderedDict[tuple[str, int], PagePicture] = OrderedDict()
        self._lock = threading.Lock()  # PDFium is not made for several threads

    def page(self, path: Path, sha256: str, media_type: str, number: int) -> PagePicture:
        """The picture of page `number` (1-based) of a PDF or a picture file.

        Raises:
            UnsupportedFormat: the file is of a kind without pages to be seen.
            MissingFile: there is no such page.
            InputError: the file cannot be read.
        """
        with self._lock:
            key = sha256, number
            if key not in self._kept:
                self._kept[key] = self._made(path, media_type, number)
                if len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(key)
            return self._kept[key]

    def _made(self, path: Path, media_type: str, number: int) -> PagePicture:
        if media_type == "application/pdf":
            return _of_pdf(path, number, self._settings)
        if media_type.startswith("image/"):
            return _of_image(path, number, self._settings)
        raise UnsupportedFormat(path, media_type)


def has_pictures(media_type: str | None) -> bool:
    """Whether pages of files of this type can be seen."""
    return media_type == "application/pdf" or (media_type or "").startswith("image/")


def _of_pdf(path: Path, number: int, settings: ReadSettings) -> PagePicture:
    from pipeline.reading.pdf.pdfium import PdfFile

    with PdfFile(path, settings.password) as pdf:
        if not 1 <= number <= len(pdf):
            raise MissingFile(path, f"trang / page {number}")
        image = pdf.render(number, _DPI, settings.max_pixels)
    return PagePicture(_png(image), image.width * _POINTS / _DPI, image.height * _POINTS / _DPI)


def _of_image(path: Path, number: int, settings: ReadSettings) -> PagePicture:
    from pipeline.reading.ocr.images import frames, resolution

    for at, image, fault in frames(path, settings, []):
        if at != number:
            continue
        if image is None:
            raise KehoachError(path, fault)
        dpi = resolution(image)
        width, height = image.width * _POINTS / dpi, image.height * _POINTS / dpi
        scale = _DPI / dpi
        if scale < 1:
            image = image.resize((max(1, round(image.width * scale)), max(1, round(image.height * scale))))
        return PagePicture(_png(image), width, height)
    raise MissingFile(path, f"trang / page {number}")


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.convert("L" if image.mode in ("1", "L", "I;16") else "RGB").save(out, "PNG", compress_level=3)
    return out.getvalue()
