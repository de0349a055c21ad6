"""What OCR leaves out: specks, strokes that are no rules, empty cells, pictures that show no numeral."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from pipeline.reading.ocr.contract import OcrWord, Placing, Spot
from pipeline.reading.ocr.heads import _decided, _number_line
from pipeline.reading.ocr.lines import without_noise
from pipeline.reading.ocr.pictures import Picture
from pipeline.reading.ocr.roman_strokes import with_numerals
from pipeline.reading.ocr.ruled import find_grids, flat_rules
from pipeline.reading.ocr.scan_tables import read_cells, tables_of
from pipeline.reading.ocr.sheet import Seen
from pipeline.reading.ocr.strips import Sign, Strip

DPI = 200


def word(text: str, sure: float = 0.9, box: tuple[float, float, float, float] = (10, 10, 60, 40)) -> OcrWord:
    return OcrWord(text, box, sure, (1, 1, 1))


@pytest.mark.parametrize(
    ("token", "kept"),
    [
        (word("~", 0.7), False),
        (word("~", 0.9), True),
        (word("*", 0.4), False),
        (word("*", 0.6), True),
        (word("-", 0.2), False),
        (word("-", 0.4), True),
        (word("xã", 0.2), True),
        (word("xã", 0.9, (10, 10, 11, 40)), False),
        (word("xã", 0.9, (10, 10, 40, 10)), False),
    ],
)
def test_specks_and_strokes_are_no_words(token: OcrWord, kept: bool) -> None:
    assert without_noise([token]) == [token] * kept


# --------------------------------------------------------------------------------------------------- rules


def white(high: int = 800, wide: int = 1000) -> Any:
    return np.full((high, wide), 255, dtype=np.uint8)


def drawn(xs: tuple[int, ...], ys: tuple[int, ...]) -> Any:
    """A page with the rules of a grid."""
    grey = white()
    for x in xs:
        grey[ys[0] : ys[-1] + 2, x : x + 2] = 0
    for y in ys:
        grey[y : y + 2, xs[0] : xs[-1] + 2] = 0
    return grey


@pytest.mark.parametrize(
    ("xs", "ys", "count"),
    [
        ((100, 400, 900), (100, 200, 300), 1),
        ((100, 400, 900), (100, 130, 160), 0),
        ((100, 900), (100, 200, 300, 400, 500), 0),
        ((100, 160, 220), (100, 200, 300), 0),
        ((100, 400, 900), (100, 300), 0),
    ],
    ids=["a table", "a low one", "one column", "a narrow one", "two cells"],
)
def test_a_grid_is_a_table_where_it_has_columns_and_room(xs: tuple[int, ...], ys: tuple[int, ...], count: int) -> None:
    assert len(find_grids(drawn(xs, ys), DPI)) == count


def test_a_bar_and_a_row_of_dots_are_no_rules() -> None:
    grey = white()
    grey[100:180, 100:500] = 0
    for x in range(100, 900, 6):
        grey[300:302, x : x + 2] = 0
    assert flat_rules(grey, DPI) == []
    grey[500:502, 100:900] = 0
    assert [round(rule.at(500)) for rule in flat_rules(grey, DPI)] == [500]


def test_cells_without_ink_are_not_read_and_a_table_without_text_is_none(engines: dict[str, Any]) -> None:
    grey = drawn((100, 400, 900), (100, 200, 300))
    grids, engine = find_grids(grey, DPI), engines["recorded"]([[]])
    cells = read_cells(grey, grids, engine, DPI, 10, [])
    assert engine.calls == []
    high, wide = grey.shape
    place = Placing(Picture(grey, DPI), DPI, 0, wide, high, wide * 72 / DPI, high * 72 / DPI)
    assert tables_of(grids, cells, place, 1) == []


# ------------------------------------------------------------------------------------------------ numerals


def strokes(high: int, wide: int = 4, bar: bool = False) -> Any:
    """A picture of two upright strokes, a bar between them if wanted."""
    grey = white(60, 80)
    second = 10 + wide + high // 3
    grey[10 : 10 + high, 10 : 10 + wide] = 0
    grey[10 : 10 + high, second : second + wide] = 0
    if bar:
        grey[8 + high // 2 : 12 + high // 2, 10:second] = 0
    return grey


@pytest.mark.parametrize(
    ("grey", "box", "better"),
    [
        (strokes(30), (8, 8, 30, 42), "II."),
        (strokes(30, bar=True), (8, 8, 30, 42), None),
        (strokes(9, wide=2), (8, 8, 30, 42), None),
        (strokes(30), (200, 200, 240, 240), None),
    ],
    ids=["two strokes", "an H", "too low", "outside the picture"],
)
def test_a_numeral_is_told_by_its_strokes(
    grey: Any, box: tuple[float, float, float, float], better: str | None
) -> None:
    (token,) = with_numerals([word("H.", 0.9, box)], grey)
    assert token.better == better


@pytest.mark.parametrize("answers", [{}, {"": 0.7, "12": 0.3}], ids=["none", "nothing stands there"])
def test_where_nothing_is_the_likeliest_no_number_is_told(answers: dict[str, float]) -> None:
    assert _decided(answers, None) is None  # type: ignore[arg-type]


def test_an_engine_asked_for_no_picture_gives_no_words(tesseract: Any) -> None:
    assert tesseract.read([], DPI, "page", 10) == []


@pytest.mark.parametrize(("text", "left"), [("/KH-UBND", 100), ("Kế hoạch", 100), ("Số: 27/KH-UBND", 1200)])
def test_a_line_without_a_number_or_far_to_the_right_is_no_number_line(text: str, left: float) -> None:
    signs = tuple(Sign(char, at, at, 0.9) for at, char in enumerate(text))
    seen = Seen(Spot((left, 100, left + 200, 130)), Strip(tuple({char: 0.9} for char in text)), signs)
    assert _number_line(seen, SimpleNamespace(size=(1654, 2339))) is None  # type: ignore[arg-type]
