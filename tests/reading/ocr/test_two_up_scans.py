"""Two pages on one scanned sheet are read one after the other."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.reading.ocr.contract import OcrWord
from pipeline.reading.ocr.pages import read_page
from pipeline.reading.ocr.two_up import middle_of
from pipeline.settings import ReadSettings

SIZE = (2000, 1400)
LEFT, RIGHT = range(100, 900, 100), range(1100, 1900, 100)


def lines(xs: range, first: int, count: int = 8) -> list[OcrWord]:
    """Lines of words; each line has its own number, as on a page of its own."""
    return [
        OcrWord("rừng", (x, 100 + 60 * row, x + 90, 130 + 60 * row), 0.95, (1, 1, first + row))
        for row in range(count)
        for x in xs
    ]


def test_two_pages_of_running_text() -> None:
    assert middle_of([*lines(LEFT, 0), *lines(RIGHT, 20)], [], SIZE) == 1000


def test_a_table_may_stand_for_one_of_the_pages() -> None:
    assert middle_of(lines(LEFT, 0), [(1100.0, 100.0, 1900.0, 900.0)], SIZE) == 1000


@pytest.mark.parametrize(
    ("words", "tables", "size"),
    [
        ([*lines(LEFT, 0), *lines(RIGHT, 20)], [], (2000, 1700)),
        (lines(range(100, 1900, 100), 0), [], SIZE),
        (lines(LEFT, 0), [(500.0, 100.0, 1500.0, 900.0)], SIZE),
        (lines(LEFT, 0), [], SIZE),
        ([*lines(LEFT, 0, 3), *lines(RIGHT, 20, 3)], [], SIZE),
        ([], [], SIZE),
    ],
    ids=["upright", "one page", "a table across", "half a sheet", "few lines", "nothing"],
)
def test_one_page(words: list[OcrWord], tables: list[Any], size: tuple[int, int]) -> None:
    assert middle_of(words, tables, size) is None


def test_the_left_page_comes_first(drawn_page: Any, engines: dict[str, Any]) -> None:
    page = drawn_page((11.69, 8.27))
    for row in range(8):
        page.write(0.6, 1 + 0.4 * row, f"Trồng cây bên trái hàng thứ {row} dọc bờ kênh", 11)
        page.write(6.6, 1 + 0.4 * row, f"Trồng cây bên phải hàng thứ {row} dọc bờ đê", 11)
    read = read_page(page.image, 200, 1, None, engines["recorded"]([page.tokens]), ReadSettings())
    assert [line.text.split()[3] for line in read.lines] == ["trái"] * 8 + ["phải"] * 8
    assert {line.page for line in read.lines} == {1}
