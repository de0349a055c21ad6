"""Heads that both readers read alike at once: no line is searched for; where they differ all of the head is looked at."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.reading.ocr.contract import OcrWord, Spot
from pipeline.reading.ocr.pages import read_page
from pipeline.reading.ocr.sure import is_other
from pipeline.settings import ReadSettings

NUMBER, DATE = "Số: 27/KH-UBND", "An Bình, ngày 05 tháng 3 năm 2026"


def searches(page: Any, engines: Any, second: Any) -> int:
    """How often the second reader searches a page for lines."""
    read_page(page.image, 200, 1, None, engines["recorded"]([page.tokens]), ReadSettings(ocr_jobs=1), second)
    return len(second.cuts)


@pytest.mark.parametrize(
    ("number", "date", "told", "count"),
    [
        (NUMBER, DATE, [NUMBER, DATE], 0),
        (NUMBER, DATE, ["Số: 21/KH-UBND", DATE], 2),  # the readers differ
        (NUMBER, DATE, [NUMBER, "An Bình, ngày 06 tháng 3 năm 2026"], 2),
        ("Số: 7/KH-UBND", DATE, ["Số: 7/KH-UBND", DATE], 2),  # a zero is wanting: a hand has written more
        (NUMBER, "An Bình, ngày 32 tháng 3 năm 2026", [NUMBER, "An Bình, ngày 32 tháng 3 năm 2026"], 2),
        (NUMBER, "An Bình, ngày 05 tháng 3 năm 2031", [NUMBER, "An Bình, ngày 05 tháng 3 năm 2031"], 2),
    ],
)
def test_what_both_readers_have_is_not_searched_for(
    drawn_page: Any, engines: Any, recorded_reader: Any, number: str, date: str, told: list[str], count: int
) -> None:
    page = drawn_page()
    page.write(3.7, 0.3, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13)
    page.write(1.5, 1.0, number, 13)
    page.write(4.2, 1.0, date, 13)
    page.write(1.2, 2.2, "Ủy ban nhân dân xã ban hành Kế hoạch trồng rừng năm 2026 như sau:")
    assert searches(page, engines, recorded_reader([], [list(line) for line in told])) == count


def test_an_unsure_word_is_searched_for(drawn_page: Any, engines: Any, recorded_reader: Any) -> None:
    page = drawn_page()
    page.write(3.7, 0.3, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13)
    page.write(1.5, 1.0, NUMBER, 13)
    page.tokens[-1] = OcrWord("27/KH-UBND", page.tokens[-1].box, 0.8, page.tokens[-1].line)
    page.write(4.2, 1.0, DATE, 13)
    page.write(1.2, 2.2, "Ủy ban nhân dân xã ban hành Kế hoạch trồng rừng năm 2026 như sau:")
    assert searches(page, engines, recorded_reader([], [list(DATE)])) == 2


@pytest.mark.parametrize(
    ("words", "other"),
    [
        ([("KẾ", 100, 140, 0.9), ("HOẠCH", 150, 240, 0.9)], True),
        ([("KẾ", 100, 140, 0.9), ("HOẠCH", 150, 240, 0.8)], False),  # not sure
        ([("HOẠCH", 150, 240, 0.9)], False),  # its first word is not read
        ([("Số:", 100, 140, 0.9), ("KH-UBND", 150, 240, 0.9)], False),  # the number's line
        ([("ngày", 100, 240, 0.9)], False),
        ([], False),
    ],
)
def test_lines_that_are_neither_number_nor_day(words: list[tuple[str, int, int, float]], other: bool) -> None:
    tokens = [OcrWord(text, (float(x0), 100.0, float(x1), 130.0), sure) for text, x0, x1, sure in words]
    assert is_other(tokens, Spot((98.0, 98.0, 242.0, 132.0))) is other
