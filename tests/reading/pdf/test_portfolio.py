"""PDFs that are the wrapping of a document: covers of portfolios, blank or pictured, and shells of XFA forms."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from pipeline.errors import EmptyFile, UnsupportedFormat
from pipeline.reading import read
from pipeline.settings import ReadSettings

Make = Callable[..., Path]
NO_OCR = ReadSettings(ocr="never")
PLAN = "KẾ HOẠCH\nTrồng 500 cây dọc đường thôn trước ngày 30/6/2026."
COVER = "For the best experience, open this PDF portfolio in Acrobat X or Adobe Reader X, or later."


def enclosing(cover: Path, **files: str) -> Path:
    """The PDF with files enclosed; `__` in a name stands for its dot."""
    path = cover.with_name("enclosing.pdf")
    with pypdfium2.PdfDocument(str(cover)) as pdf:
        for name, text in files.items():
            pdf.new_attachment(name.replace("__", ".")).set_data(text.encode())
        pdf.save(str(path))
    return path


def blank(_: Any) -> None:
    """Draws nothing."""


def boxed(canvas: Any) -> None:
    canvas.rect(100, 100, 300, 300, fill=1)


@pytest.mark.parametrize("draw", [blank, lambda canvas: canvas.drawString(70, 700, COVER)])
def test_a_cover_without_words_of_its_own_stands_for_the_document_in_it(make_pdf: Make, draw: Any) -> None:
    assert "Trồng 500 cây" in read(enclosing(make_pdf(draw), plan__txt=PLAN), NO_OCR).text


def test_a_pictured_cover_needs_the_catalogue_to_say_so(make_pdf: Make) -> None:
    path = enclosing(make_pdf(boxed), plan__txt=PLAN)
    with pytest.raises(EmptyFile):
        read(path, NO_OCR)
    path.write_bytes(re.sub(rb"/Type\s*/Catalog", rb"/Type/Catalog/Collection<</View/T>>", path.read_bytes()))
    assert "Trồng 500 cây" in read(path, NO_OCR).text


def test_a_blank_file_names_what_it_encloses_and_cannot_give(make_pdf: Make) -> None:
    with pytest.raises(EmptyFile) as caught:
        read(enclosing(make_pdf(blank), phim__mp4="x"))
    assert "phim.mp4" in caught.value.describe("vi") and "đính kèm" in caught.value.describe("vi")


@pytest.mark.parametrize("words", ["Vui lòng mở bằng Adobe Reader.", "Please wait... Loading the form."])
def test_the_shell_of_a_form_is_told_in_any_language(make_pdf: Make, words: str) -> None:
    path = make_pdf(lambda canvas: canvas.drawString(70, 700, words))
    form = b"/Type/Catalog/AcroForm<</Fields[]/XFA(<xdp></xdp>)>>"
    path.write_bytes(re.sub(rb"/Type\s*/Catalog", form, path.read_bytes()))
    with pytest.raises(UnsupportedFormat, match="XFA"):
        read(path, NO_OCR)
