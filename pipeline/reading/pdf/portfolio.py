"""Files that a PDF encloses: a portfolio is a cover around the document, an attachment may be an annex."""

from __future__ import annotations

import re
from pathlib import Path, PurePath

from pipeline.errors import InputError, UnsupportedFormat
from pipeline.messages import both
from pipeline.reading.faults import say
from pipeline.reading.lines import Fault
from pipeline.reading.pdf.pdfium import PdfFile

_DOCUMENTS = frozenset((".pdf", ".docx", ".docm", ".doc", ".rtf", ".odt", ".xlsx", ".xls", ".html", ".htm", ".txt"))
_MACHINES = frozenset((".joboptions", ".json", ".p7m", ".p7s", ".xml"))
"""What programs enclose for programs: an invoice's data, a signature, settings."""
_COVER = re.compile(r"PDF portfolio|Acrobat (?:X|\d)|Adobe (?:Acrobat|Reader)", re.IGNORECASE)
_SHELL = re.compile(r"please wait\.\.\.|proper contents of the document|may not be able to display", re.IGNORECASE)
_COVER_LENGTH, _COVER_PAGES = 2000, 2
_SHELL_LENGTH = 200
"""Characters of a page that asks in any language for another program; a form that shows itself has more."""


def _is_cover(pdf: PdfFile, text: str) -> bool:
    """Whether the pages hold nothing of their own: what a portfolio shows to programs that do not know it.

    Blank pages are a cover as well; so is a mere picture where the catalogue says that the file is a portfolio.
    """
    if text.strip():
        return len(text) < _COVER_LENGTH and bool(_COVER.search(text))
    layers = [pdf.layer(number) for number in range(1, len(pdf) + 1)]
    blank = not any(layer.tokens or layer.objects for layer in layers)
    return blank or not any(layer.tokens for layer in layers) and b"/Collection" in Path(pdf.path).read_bytes()


def enclosed_in(path: Path, password: str | None) -> tuple[bytes | None, tuple[Fault, ...]]:
    """The document that a portfolio's cover stands for, None where the PDF speaks for itself; and what is left unread.

    Raises:
        UnsupportedFormat: an XFA form, of which the file holds nothing but a page that asks to wait.
    """
    try:
        with PdfFile(path, password) as pdf:
            names = [name for name in pdf.attached() if PurePath(name).suffix.lower() in _DOCUMENTS]
            others = [name for name in pdf.attached() if PurePath(name).suffix.lower() not in _DOCUMENTS | _MACHINES]
            if not names and not others and not pdf.is_xfa():
                return None, ()
            text = pdf.bare_text(1)
            if pdf.is_xfa() and (_SHELL.search(text) or len(pdf) == 1 and len(text) < _SHELL_LENGTH):
                raise UnsupportedFormat(path, "XFA", both("advice", "print_to_pdf"))
            covered = bool(names) and len(pdf) <= _COVER_PAGES and _is_cover(pdf, text)
            data = pdf.attachment(names[0]) if covered else None
    except UnsupportedFormat:
        raise
    except InputError:  # the reader says what is wrong with it
        return None, ()
    left = names[data is not None :] + others
    return data, ((None, "reading", say("pdf-enclosed-unread", ", ".join(left[:5]))),) if left else ()
