"""PDF to lines: each page's text layer in reading order, tables numbered over the pages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pipeline.errors import DamagedFile, FileTooLarge, InputError
from pipeline.reading.cut_rows import with_cut_rows_joined
from pipeline.reading.faults import say
from pipeline.reading.lines import Line, PageInfo, Reading
from pipeline.reading.pdf.aside import Aside, remarks_on
from pipeline.reading.pdf.page import Fault, Tables, read_page
from pipeline.reading.pdf.page_source import PageSources, method_of
from pipeline.reading.pdf.pdfium import PdfFile
from pipeline.reading.pdf.plumber import plain_pages, unreadable_contents
from pipeline.settings import ReadSettings


def read_pdf(path: str | Path, settings: ReadSettings) -> Reading:
    """The lines of a PDF, page by page from its text layer or from its picture, see `page_source`.

    Raises:
        EncryptedFile: a password is needed, or the one given is wrong.
        DamagedFile: neither engine can open it.
        EmptyFile: it has no page.
        FileTooLarge: more pages than `settings.max_pages`.
        EngineError: all of it needs OCR and there is no engine, or `settings.ocr` is "always" and there is none.
    """
    try:
        pdf = PdfFile(path, settings.password)
    except DamagedFile:
        return _second_opinion(path, settings)
    lines: list[Line] = []
    pages: list[PageInfo] = []
    faults: list[Fault] = list(_cut_short(path))
    asides: list[Aside] = []
    with pdf:
        count = len(pdf)
        if count > settings.max_pages:
            raise FileTooLarge(path, f"{count} trang > {settings.max_pages}")
        if count == 0:
            return _second_opinion(path, settings)
        with PageSources(pdf, settings) as sources:
            for number in range(1, count + 1):
                page = read_page(pdf, number, faults)
                asides.append(page.aside)
                sources.add(page)
            read = sources.finish()
        faults += sources.faults
        bare = [page.info.number for page in read if not page.lines and page.info.method != "ocr"]
        faults += [
            (number, "reading", say("page-damaged", number))
            for number in unreadable_contents(path, settings.password, bare)
        ]
        tables = Tables()
        for page in read:
            pages.append(page.info)
            lines.extend(tables.numbered(page))
        lines = with_cut_rows_joined(lines)
    if not any(line.text.strip() for line in lines):
        try:
            other = _second_opinion(path, settings)
        except InputError:
            other = None
        if other is not None and any(line.text.strip() for line in other.lines):
            return replace(other, faults=(*faults, *other.faults))
        refusal = sources.refusal(path)
        if refusal is not None:
            raise refusal
    engines_used = (*engines(), *sources.engines())
    remarks = tuple(remarks_on(asides))
    return Reading(tuple(lines), tuple(pages), method_of(pages), engines_used, tuple(faults), remarks)


def engines() -> tuple[tuple[str, str], ...]:
    """Names and versions of the engines that read PDFs."""
    from importlib.metadata import version

    return tuple((name, version(name)) for name in ("pypdfium2", "pdfplumber"))


def _cut_short(path: str | Path) -> list[Fault]:
    with Path(path).open("rb") as stream:
        stream.seek(0, 2)
        stream.seek(max(0, stream.tell() - 2048))
        if b"%%EOF" in stream.read():
            return []
    return [(None, "reading", say("pdf-cut-short"))]


def _second_opinion(path: str | Path, settings: ReadSettings) -> Reading:
    """The file through pdfplumber, where PDFium finds no page or no text in it."""
    lines: list[Line] = []
    pages: list[PageInfo] = []
    for page in plain_pages(path, settings.password, settings.max_pages):
        pages.append(PageInfo(page.number, page.width, page.height, "layer", reason="pdfplumber"))
        lines.extend(Line(text, page.number, box) for text, box in page.lines)
    return Reading(tuple(lines), tuple(pages), "text-layer", engines())
