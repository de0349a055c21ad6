"""Stamps of electronic signatures: their lines are no part of the text, on scans and in PDF layers alike."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.extraction import extract
from pipeline.process import read
from pipeline.reading.ocr.pages import read_page
from pipeline.reading.stamps import is_stamp, names_signer, stamped
from pipeline.settings import ReadSettings


@pytest.mark.parametrize(
    ("line", "is_line", "names"),
    [
        ("Ký bởi: Lê Văn Thử", True, True),
        ("Ký bi: Lê Văn Thử", True, True),
        ("Người ký: Ủy ban nhân dân xã Thử", True, True),
        ("C quan: Ủy ban nhân dân xã Thử", True, False),
        ("Thời gian ký: 12.01.2026 08:15:32 +07:00", True, True),
        ("Email: thu@vidu.vn", True, False),
        ("Digitally signed by Ủy ban nhân dân xã", True, True),
        ("Được ký số bởi Lê Văn Thử", True, True),
        ("Date: 2026.01.12", True, False),
        ("Signature Not Verified", True, False),
        ("Ký bổ sung hồ sơ", False, False),
        ("Kỳ họp: thứ tư", False, False),
        ("Cơ quan chủ trì: Phòng Kinh tế", False, False),
        ("Nơi nhận:", False, False),
        ("Lê Văn Thử", False, False),
    ],
)
def test_a_line_of_a_stamp(line: str, is_line: bool, names: bool) -> None:
    assert (is_stamp(line), names_signer(line)) == (is_line, names)


def below(*lines: str, left: float = 300.0) -> list[tuple[str, tuple[float, float, float, float]]]:
    """Lines of ten points one below the other."""
    return [(text, (left, 100.0 + 12 * at, left + 120, 110.0 + 12 * at)) for at, text in enumerate(lines)]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (below("CHỦ TỊCH", "Ký bởi: Lê Văn Thử", "Cơ quan: Ủy ban nhân dân", "Lê Văn Thử"), {1, 2}),
        # the rest of a field stands in line with it
        (below("Ký bởi: Ủy ban nhân dân", "xã Thử", "Thời gian ký: 12.01.2026 08:15:32", "Lê Văn Thử"), {0, 1, 2}),
        (
            below("Digitally signed by Ủy ban", "nhân dân xã Thử", "Date: 2026.01.12", "08:15:32 +07'00'", "x"),
            {0, 1, 2, 3},
        ),
        (
            below("Signature Not Verified", "Signed By: UBND", "xã Thử", "Reason: duyệt", "Location: Thử", "y"),
            {0, 1, 2, 3, 4},
        ),
        (below("Ký bởi: Người đứng đầu", "xã Thử"), set()),
        (below("Người ký: Lê Văn Thử"), set()),  # one line alone is a form's
        (below("Cơ quan: Phòng Kinh tế", "Email: thu@vidu.vn"), set()),  # an address, nobody signs
        ([*below("Ký bởi: Lê Văn Thử"), *below("", "Cơ quan: Phòng Kinh tế", left=50.0)[1:]], set()),  # of two columns
    ],
)
def test_the_lines_of_a_stamp(lines: Any, found: set[int]) -> None:
    assert stamped(lines) == found


STAMP = ("Ký bởi: Trần Thị Mẫu", "Cơ quan: Ủy ban nhân dân xã Thử", "Thời gian ký: 12.01.2026 08:15:32 +07:00")


def test_a_stamp_on_a_scan_is_no_part_of_the_text(drawn_page: Any, engines: Any) -> None:
    page = drawn_page()
    page.write(1.2, 1.0, "Ủy ban nhân dân xã giao các thôn trồng rừng phòng hộ.")
    page.write(5.0, 3.0, "CHỦ TỊCH", 13)
    for at, line in enumerate(STAMP):
        page.write(4.6, 3.5 + 0.22 * at, line, 11)
    page.write(5.0, 4.3, "Lê Văn Thử", 13)
    lines = read_page(page.image, 200, 2, None, engines["recorded"]([page.tokens]), ReadSettings(ocr_jobs=1)).lines
    kept = [line.text for line in lines if line.drop != ((0, len(line.text)),)]
    assert kept == ["Ủy ban nhân dân xã giao các thôn trồng rừng phòng hộ.", "CHỦ TỊCH", "Lê Văn Thử"]
    assert [(line.kind, line.text) for line in lines[3:]] == [("note", line) for line in STAMP]


ENGLISH = ("Digitally signed by Ủy ban nhân dân xã", "Đồng Thử", "Date: 2026.01.12 08:15:32 +07:00")


@pytest.mark.parametrize(
    "stamp", [STAMP, STAMP[::-1], STAMP[1::-1], ENGLISH, ("Signature Not Verified", *ENGLISH, "Reason: ký")]
)
def test_a_stamp_drawn_into_a_pdf_is_no_signatory(
    make_pdf: Callable[..., Path], fonts: tuple[str, str], head: Callable[[Any], None], stamp: tuple[str, ...]
) -> None:
    def foot(canvas: Any) -> None:
        head(canvas)
        canvas.setFont(fonts[0], 12)
        canvas.drawString(72, 300, "Nơi nhận:")
        canvas.drawString(340, 300, "TM. ỦY BAN NHÂN DÂN")
        canvas.drawString(370, 284, "CHỦ TỊCH")
        canvas.setFont(fonts[0], 7)
        for at, line in enumerate(stamp):
            canvas.drawString(340, 262 - 9 * at, line)
        canvas.setFont(fonts[0], 12)
        canvas.drawString(362, 215, "Lê Văn Thử")

    document = read(make_pdf(foot))
    assert not any(line in document.text for line in stamp)
    record = extract(document).document
    assert (record.signer, record.signer_title) == ("Lê Văn Thử", "CHỦ TỊCH")
