"""Pages whose text runs sideways read as upright ones do: paragraphs, and two pages on one sheet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from pipeline.reading import read
from pipeline.settings import ReadSettings

Make = Callable[..., Path]
NO_OCR = ReadSettings(ocr="never")
LONG = "Các thôn rà soát từng tuyến kênh để nạo vét trước mùa mưa, báo cáo xã"
PAGE = (
    "1. Trạm thủy nông",
    LONG,
    "trước ngày 10/6/2026.",
    "2. Công an xã",
    LONG,
    "vào cuối tháng.",
    LONG,
    "và các hộ.",
)
OTHER = ("3. Hội Nông dân", LONG, "trước ngày 20/6/2026.", "4. Đoàn xã", LONG, "vào đầu quý.", LONG, "và các trường.")


def lines(canvas: Any, left: float, top: float, texts: tuple[str, ...]) -> None:
    for at, text in enumerate(texts):
        canvas.drawString(left, top - 16 * at, text)


def one(canvas: Any) -> None:
    lines(canvas, 85, 780, PAGE)


def two(canvas: Any) -> None:
    canvas.setFontSize(9)
    lines(canvas, 40, 540, PAGE)
    lines(canvas, 460, 540, OTHER)


def turned_within(draw: Callable[[Any], None], turn: int, width: float, height: float) -> Callable[[Any], None]:
    """The drawing on a sheet of width x height, turned clockwise by its own matrix."""

    def drawn(canvas: Any) -> None:
        canvas.translate(*{1: (0, width), 2: (width, height), 3: (height, 0)}[turn])
        canvas.rotate(-90 * turn)
        draw(canvas)

    return drawn


def told(path: Path) -> list[tuple[str, str]]:
    document = read(path, NO_OCR)
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


@pytest.mark.parametrize("turn", [1, 2, 3])
@pytest.mark.parametrize("by", ["page", "matrix"])
@pytest.mark.parametrize(("draw", "size"), [(one, (595, 842)), (two, (842, 595))])
def test_a_turned_sheet_reads_like_an_upright_one(
    make_pdf: Make, turn: int, by: str, draw: Any, size: tuple[float, float]
) -> None:
    upright = told(make_pdf(draw, size=size))
    assert ("heading", "1. Trạm thủy nông") in upright
    if by == "matrix":
        turned = make_pdf(turned_within(draw, turn, *size), name="turned.pdf", size=size[::-1] if turn % 2 else size)
    else:
        turned = make_pdf(draw, size=size).with_name("turned.pdf")
        with pypdfium2.PdfDocument(str(turned.with_name("plan.pdf"))) as pdf:
            pdf[0].set_rotation(90 * turn)
            pdf.save(str(turned))
    assert told(turned) == upright
    document = read(turned, NO_OCR)
    width, height = document.pages[0].width, document.pages[0].height
    assert width and height
    for word in document.words:  # places stay those on the page as it is shown
        left, top, right, bottom = word.box
        assert 0 <= left < right <= width and 0 <= top < bottom <= height
