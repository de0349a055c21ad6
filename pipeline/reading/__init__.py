"""File to Document: the kind is found by content, the format's reader gives lines, the layout makes the Document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import DamagedFile, EmptyFile, EngineError, FileTooLarge, InputError
from pipeline.messages import both
from pipeline.reading.faults import say

if TYPE_CHECKING:
    from pipeline.reading.layout.clean import Restorer
    from pipeline.reading.lines import Fault, Reading
    from pipeline.reading.sniff import Kind
    from pipeline.reading.sources import Source
    from pipeline.records import Document
    from pipeline.settings import ReadSettings

__all__ = ["read"]


def read(path: str | Path, settings: ReadSettings | None = None, restorer: Restorer | None = None) -> Document:
    """Reads one file of any supported kind.

    Args:
        path: PDF, Word, Excel, HTML, Markdown, plain text, a picture, or an archive or mail that holds just one of
            them, whatever its ending says; the path may lead on into an archive ("thư.eml/kế hoạch.docx").
        settings: limits, password, OCR; the defaults if None.
        restorer: repairs of the raw text, see `layout.assemble`.

    Raises:
        InputError: one of its subclasses says what is wrong with the file and what to do.
        EngineError: what the file needs to be read (Tesseract, LibreOffice) is not installed.
    """
    from pipeline.reading.layout.assemble import assemble
    from pipeline.reading.legible import judged
    from pipeline.reading.sources import opened
    from pipeline.settings import ReadSettings

    settings = settings or ReadSettings()
    path = Path(path)
    try:
        with opened(path, settings) as source:
            reading = _reader(source.kind)(source.path, settings)
    except (InputError, EngineError) as error:  # it names the copy that was read
        raise type(error)(path, error.detail, error.todo) from error
    if not any(line.text.strip() for line in reading.lines):
        raise _nothing_read(path, source, reading, settings)
    length = sum(len(line.text) for line in reading.lines)
    if length > settings.max_characters:
        raise FileTooLarge(path, f"{length:,} > {settings.max_characters:,} {say('characters')}")
    reading = replace(reading, faults=(*source.faults, *reading.faults, *_untold(reading)))
    return judged(assemble(reading, str(path), source.sha256, str(source.kind), restorer))


def _reader(kind: Kind) -> Callable[[Path, ReadSettings], Reading]:
    """The format's reader, imported when first needed."""
    from pipeline.reading.sniff import Kind

    match kind:
        case Kind.PDF:
            from pipeline.reading.pdf.reader import read_pdf

            return read_pdf
        case Kind.DOCX:
            from pipeline.reading.office.docx import read_docx

            return read_docx
        case Kind.DOC | Kind.RTF | Kind.ODT | Kind.WORD_XML:
            from pipeline.reading.office.libreoffice import read_old_word

            return read_old_word
        case Kind.XLSX:
            from pipeline.reading.office.xlsx import read_xlsx

            return read_xlsx
        case Kind.XLS:
            from pipeline.reading.office.xls import read_xls

            return read_xls
        case Kind.ODS:
            from pipeline.reading.office.libreoffice import read_old_sheets

            return read_old_sheets
        case Kind.HTML:
            from pipeline.reading.web.html import read_html

            return read_html
        case Kind.MHTML:
            from pipeline.reading.web.mhtml import read_mhtml

            return read_mhtml
        case Kind.MARKDOWN:
            from pipeline.reading.web.markdown import read_markdown

            return read_markdown
        case Kind.TEXT:
            from pipeline.reading.plain import read_plain

            return read_plain
        case _:
            from pipeline.reading.ocr.images import read_image

            return read_image


def _nothing_read(path: Path, source: Source, reading: Reading, settings: ReadSettings) -> InputError:
    """Why a file that could be opened has no text."""
    kind = source.kind
    if reading.faults:
        return DamagedFile(path, reading.faults[0][2])
    if kind == "application/pdf" and settings.ocr == "never":
        return EmptyFile(path, say("no-text"), both("advice", "no_text"))
    if source.faults and kind == "application/pdf":  # what it encloses and nobody read is all that it holds
        return EmptyFile(path, source.faults[-1][2], both("advice", "enclosed"))
    blank = say("pages-blank") if kind == "application/pdf" else say("no-text")
    return EmptyFile(path, blank)


def _untold(reading: Reading) -> list[Fault]:
    """One fault a page with characters that only their font, or nobody, can tell."""
    from pipeline.reading.symbols import UNTOLD

    found: dict[int, tuple[int, str]] = {}
    for line in reading.lines:
        first = UNTOLD.search(line.text)
        if first is not None:
            count, near = found.get(line.page, (0, ""))
            near = near or " ".join(UNTOLD.sub("?", line.text[max(0, first.start() - 20) : first.end() + 20]).split())
            found[line.page] = count + len(UNTOLD.findall(line.text)), near
    return [
        (page, "reading", say("without-unicode", count, near.replace(" / ", "/")))
        for page, (count, near) in found.items()
    ]
