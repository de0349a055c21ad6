"""File to Document: the kind is found by content, the format's reader gives lines, the layout makes the Document."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import EmptyFile, FileTooLarge, MissingFile, UnsupportedFormat

if TYPE_CHECKING:
    from pipeline.reading.layout.clean import Restorer
    from pipeline.reading.lines import Reading
    from pipeline.reading.sniff import Kind
    from pipeline.records import Document
    from pipeline.settings import ReadSettings

__all__ = ["read"]

_OCR_ADVICE = {
    "vi": "Nếu là bản quét, chạy lại với --ocr auto (cần Tesseract); nếu không, kiểm tra lại tệp.",
    "en": "If it is a scan, rerun with --ocr auto (needs Tesseract); if not, check the file.",
}


def read(path: str | Path, settings: ReadSettings | None = None, restorer: Restorer | None = None) -> Document:
    """Reads one file of any supported kind.

    Args:
        path: PDF, DOCX, HTML, Markdown, plain text or an image, whatever its ending says.
        settings: limits, password, OCR; the defaults if None.
        restorer: repairs of the raw text, see `layout.assemble`.

    Raises:
        InputError: one of its subclasses says what is wrong with the file and what to do.
    """
    from pipeline.reading.layout.assemble import assemble
    from pipeline.reading.sniff import sniff
    from pipeline.settings import ReadSettings

    settings = settings or ReadSettings()
    path = Path(path)
    digest = _fingerprint(path, settings.max_bytes)
    kind = sniff(path)
    reading = _reader(kind)(path, settings)
    if not any(line.text.strip() for line in reading.lines):
        raise EmptyFile(path, "không có chữ / no text", _OCR_ADVICE)
    return assemble(reading, str(path), digest, str(kind), restorer)


def _fingerprint(path: Path, limit: int) -> str:
    """The sha256 of a file that is there, readable, not empty and within the limit of `limit` bytes."""
    try:
        if path.is_dir():
            raise UnsupportedFormat(path, "thư mục / a folder")
        size = path.stat().st_size
        if size == 0:
            raise EmptyFile(path, "0 byte")
        if size > limit:
            raise FileTooLarge(path, f"{size / 2**20:.0f} MiB > {limit / 2**20:.0f} MiB")
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise MissingFile(path, "không có / not found") from error
    except PermissionError as error:
        raise MissingFile(path, "không có quyền đọc / permission denied") from error
    except OSError as error:
        raise MissingFile(path, error.strerror or type(error).__name__) from error
    except ValueError as error:  # a null character in the name
        raise MissingFile(path, "tên tệp sai / bad file name") from error


def _reader(kind: Kind) -> Callable[[Path, ReadSettings], Reading]:
    """The format's reader, imported when first needed."""
    match str(kind):
        case "application/pdf":
            from pipeline.reading.pdf.reader import read_pdf

            return read_pdf
        case "text/html":
            from pipeline.reading.web.html import read_html

            return read_html
        case "text/markdown":
            from pipeline.reading.web.markdown import read_markdown

            return read_markdown
        case "text/plain":
            from pipeline.reading.plain import read_plain

            return read_plain
        case image if image.startswith("image/"):
            from pipeline.reading.ocr.images import read_image

            return read_image
        case _:
            from pipeline.reading.office.docx import read_docx

            return read_docx
