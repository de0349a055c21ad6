"""Pictures of pages (PNG, JPEG, TIFF with many pages, WebP, BMP, GIF, HEIC) to lines, through OCR."""

from __future__ import annotations

import struct
import warnings
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageOps

from pipeline.errors import DamagedFile, EmptyFile, FileTooLarge, UnsupportedFormat
from pipeline.messages import both
from pipeline.reading.cut_rows import with_cut_rows_joined
from pipeline.reading.faults import say
from pipeline.reading.lines import Line, PageInfo, Reading
from pipeline.reading.ocr.pages import Pages, ReadPage, nothing_read

if TYPE_CHECKING:
    from pipeline.reading.ocr.contract import Engine, SecondReader
    from pipeline.settings import ReadSettings

# What Pillow raises on broken pictures, by experience with fuzzed files.
_BROKEN = (OSError, SyntaxError, TypeError, ValueError, EOFError, KeyError, IndexError, struct.error, ZeroDivisionError)
_A4_SHORT = 8.27  # inches
_PAGE_SHORT = (5.5, 17.0)  # inches of a page's short side within which a file's own resolution is believed
_LEAST_DPI = 70.0
_BOMB = 65_535, 65_535  # pixels, for want of the true figures
_TIFF_MOST = 65_536


Frame = tuple[int, Image.Image | None, str | None]
"""Number, picture, and what is wrong with it where there is none."""


def size_of(data: bytes) -> tuple[int, int] | None:
    """Width and height of a picture in pixels; None where it cannot be opened."""
    try:
        with warnings.catch_warnings(), Image.open(BytesIO(data)) as image:
            warnings.simplefilter("ignore")
            return image.size
    except Image.DecompressionBombError:  # read_image says what is wrong with it
        return _BOMB
    except _BROKEN:
        return None


def read_image(
    path: str | Path, settings: ReadSettings, engine: Engine | None = None, second: SecondReader | None = None
) -> Reading:
    """The lines of a picture file, page by page.

    Args:
        path: the file.
        settings: OCR language and limits.
        engine: None takes Tesseract and the second reader.
        second: reads again what `engine` gets wrong.

    Raises:
        EmptyFile: OCR is switched off, or nothing on any page could be read as text.
        DamagedFile: the file is no picture that can be opened, or is cut short.
        FileTooLarge: more pixels or pages than the settings allow.
        UnsupportedFormat: HEIC without the package that opens it.
        EngineError: no OCR engine; ReadTimeout: it took too long on all pages.
    """
    faults: list[tuple[int | None, str, str]] = []
    if settings.ocr == "never":
        raise EmptyFile(path, "--ocr never", both("advice", "picture"))
    if engine is None:
        from pipeline.reading.ocr.rapidocr import second_reader
        from pipeline.reading.ocr.tesseract import Tesseract

        engine, second = Tesseract(settings.ocr_language), second_reader(faults)
    broken: dict[int, ReadPage] = {}
    with Pages(engine, settings, second) as pages:
        for number, image, wrong in frames(path, settings, faults):
            if image is None:
                message = wrong or ""
                broken[number] = ReadPage(PageInfo(number, method="failed", quality=0.0, reason=message), fault=message)
            else:
                pages.put(image, resolution(image), number)
        read = {**pages.results(), **broken}
    ordered = [read[number] for number in sorted(read)]
    faults += [(page.info.number, "ocr", page.fault) for page in ordered if page.fault is not None]
    if not any(page.lines for page in ordered):
        raise nothing_read(path, ordered)
    engines = tuple(reader.describe() for reader in (engine, second) if reader is not None)
    return Reading(tuple(_numbered(ordered)), tuple(p.info for p in ordered), "ocr", engines, tuple(faults))


def resolution(image: Image.Image) -> float:
    """Dots an inch: the file's own where that gives a page of paper, else as if the sheet were A4."""
    short = min(image.size)
    told = image.info.get("dpi")
    if isinstance(told, tuple) and told:
        try:
            own = float(told[0])
        except (TypeError, ValueError, ZeroDivisionError):
            own = 0.0
        if own > 0 and _PAGE_SHORT[0] <= short / own <= _PAGE_SHORT[1]:
            return own
    return max(short / _A4_SHORT, _LEAST_DPI)


def frames(path: str | Path, settings: ReadSettings, faults: list[tuple[int | None, str, str]]) -> Iterator[Frame]:
    """The pages of a picture file, decoded one at a time, turned as the camera noted.

    A page that cannot be decoded comes as None with the reason, if others can; what concerns the whole file is
    added to `faults`.

    Raises:
        DamagedFile, FileTooLarge, UnsupportedFormat: the file as a whole.
    """
    path = Path(path)
    count = 1
    image = _opened(path, settings)
    with closing(image):
        if image.format == "TIFF":
            count, wrong = _directories(path)
            if wrong is not None:
                faults.append((None, "reading", wrong))
        if count > settings.max_pages:
            raise FileTooLarge(path, f"{count} trang > {settings.max_pages}")
        for number in range(1, count + 1):
            try:
                if number > 1:
                    image.seek(number - 1)
                _within(path, image, settings)
                picture = _decoded(image)
            except FileTooLarge as error:
                if count == 1:
                    raise
                yield number, None, f"{error.describe('vi')} / {error.describe('en')}"
                continue
            except MemoryError as error:
                raise FileTooLarge(path, f"{image.width} x {image.height}", both("advice", "large_page")) from error
            except _BROKEN as error:
                if count == 1:
                    raise DamagedFile(path, f"{image.format}: {type(error).__name__}") from error
                yield number, None, say("page-damaged-or-cut", number)
                continue
            picture = picture.copy() if picture is image else picture
            picture.info = dict(image.info)
            yield number, picture, None


def _opened(path: Path, settings: ReadSettings) -> Image.Image:
    with path.open("rb") as stream:
        head = stream.read(12)
    if head[4:8] == b"ftyp":
        _learn_heic(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow's own warning on size; the limit of the settings is checked below
            image = Image.open(path)
    except Image.DecompressionBombError as error:
        most = 2 * (Image.MAX_IMAGE_PIXELS or 0) / 1e6
        limit = f"> {most:.0f} {say('million-pixels')}"
        raise FileTooLarge(path, limit, both("advice", "large_picture")) from error
    except _BROKEN as error:
        raise DamagedFile(path, say("picture")) from error
    return image


def _decoded(image: Image.Image) -> Image.Image:
    """The current page of a file, turned as the camera noted; Pillow's remarks on odd tags are of no use to a clerk."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        image.load()
        return ImageOps.exif_transpose(image)


def _within(path: Path, image: Image.Image, settings: ReadSettings) -> None:
    if image.width * image.height > settings.max_pixels:
        limit = f"{settings.max_pixels / 1e6:.0f} {say('million-pixels')}"
        raise FileTooLarge(path, f"{image.width} x {image.height} > {limit}", both("advice", "large_picture"))


def _learn_heic(path: Path) -> None:
    try:
        from pi_heif import register_heif_opener
    except ImportError as error:
        raise UnsupportedFormat(path, "HEIC", both("advice", "heic")) from error
    register_heif_opener()


def _directories(path: Path) -> tuple[int, str | None]:
    """How many different pages a TIFF lists, and what is wrong with its list (Pillow follows a circle for ever)."""
    with path.open("rb") as stream:
        size = stream.seek(0, 2)
        stream.seek(0)
        head = stream.read(16)
        order = "<" if head[:2] == b"II" else ">"
        big = len(head) == 16 and struct.unpack(order + "H", head[2:4])[0] == 43
        entry, counter, pointer = (20, order + "Q", order + "Q") if big else (12, order + "H", order + "I")
        at = struct.unpack(pointer, head[8:16] if big else head[4:8])[0] if len(head) >= 8 else 0
        seen: set[int] = set()
        cut = at >= size
        while at and at < size and len(seen) < _TIFF_MOST:
            if at in seen:
                return len(seen), say("tiff-loops")
            seen.add(at)
            stream.seek(at)
            number = stream.read(struct.calcsize(counter))
            if len(number) < struct.calcsize(counter):
                cut = True
                break
            stream.seek(at + len(number) + entry * struct.unpack(counter, number)[0])
            following = stream.read(struct.calcsize(pointer))
            if len(following) < struct.calcsize(pointer):
                cut = True
                break
            at = struct.unpack(pointer, following)[0]
            cut = at >= size
    return max(1, len(seen)), say("tiff-cut-short") if cut else None


def _numbered(pages: list[ReadPage]) -> list[Line]:
    """All lines, tables numbered over the document, they and their rows joined where they go on over a page."""
    from pipeline.reading.pdf.page import PageText, Tables

    tables = Tables()
    lines: list[Line] = []
    for page in pages:
        text = PageText(page.info, list(page.lines), list(page.tables), page.starts_with_table, page.ends_with_table)
        lines += tables.numbered(text)
    return with_cut_rows_joined(lines)
