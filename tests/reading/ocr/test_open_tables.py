"""Tables of scans without upright rules: grids whose missing rules run where no word stands."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from pipeline.reading.ocr.contract import OcrWord, Placing
from pipeline.reading.ocr.open_tables import open_grids, outside
from pipeline.reading.ocr.pictures import prepare
from pipeline.reading.ocr.ruled import flat_rules
from pipeline.reading.ocr.scan_tables import read_cells, tables_of

TABLE = (
    ("TT", "Nội dung", "Đơn vị chủ trì", "Thời gian"),
    ("1", "Cắm biển báo", "Công an xã", "Tháng 5"),
    ("2", "Trực cứu hộ", "Trạm Y tế", "Tháng 6"),
)
LEFTS = (1.0, 1.5, 3.4, 5.6)


@pytest.fixture
def page(plan_page: Any) -> Any:
    """Four lines of a plan, then a table without rules."""
    for number, row in enumerate(TABLE):
        for left, text in zip(LEFTS, row, strict=True):
            plan_page.write(left, 4 + 0.35 * number, text)
    lines = {round(token.box[1] / 10): token.line for token in plan_page.tokens}
    plan_page.tokens = [
        OcrWord(t.text, t.box, t.confidence, min(v for k, v in lines.items() if abs(k - t.box[1] / 10) < 3))
        for t in plan_page.tokens
    ]
    return plan_page


def grey(page: Any) -> Any:
    return np.asarray(page.image.convert("L"))


def test_the_grid_lies_between_the_words(page: Any) -> None:
    (grid,) = open_grids(page.tokens, grey(page), 200)
    assert (len(grid.flat), len(grid.upright), len(grid.cells), grid.drawn) == (4, 5, 12, False)
    assert [round(rule.offset) > 200 * left for rule, left in zip(grid.upright[1:4], LEFTS[:3], strict=True)] == [
        True
    ] * 3
    assert [round(rule.offset) < 200 * left for rule, left in zip(grid.upright[1:4], LEFTS[1:], strict=True)] == [
        True
    ] * 3
    assert [word.text for word in outside(page.tokens, [grid])] == [t.text for t in page.tokens if t.box[1] < 700]


def test_unsure_pieces_do_not_close_a_gutter(page: Any) -> None:
    stray = OcrWord("si", (640, 805, 690, 830), 0.1, page.tokens[-1].line)
    (grid,) = open_grids([*page.tokens, stray], grey(page), 200)
    assert len(grid.cells) == 12


def test_a_page_of_text_has_none(plan_page: Any) -> None:
    assert open_grids(plan_page.tokens, grey(plan_page), 200) == []
    assert open_grids([], grey(plan_page), 200) == []


def test_flat_rules_are_found_where_no_upright_one_meets_them(page: Any) -> None:
    page.rule(0.9, 4.3, 7.0, 4.3)
    (rule,) = flat_rules(grey(page), 200)
    assert (rule.start, rule.end, rule.at(700)) == pytest.approx((180, 1400, 860), abs=8)


def test_words_of_the_page_stand_where_a_cell_by_itself_is_read_worse(page: Any, engines: dict[str, Any]) -> None:
    picture = prepare(page.image, 200, 200)
    grids = open_grids(page.tokens, picture.grey, 200)
    engine = engines["recorded"]([[OcrWord("Ễ", (14.0, 14.0, 40.0, 40.0), 0.3)]])
    cells = read_cells(picture.grey, grids, engine, 200, 10, page.tokens)
    place = Placing(picture, 200, 0, page.image.width, page.image.height, 595, 842)
    (table,) = tables_of(grids, cells, place, 1)
    assert [tuple(row.text.split("\t")) for row in table.rows] == list(TABLE)
    assert [row.header for row in table.rows] == [True, False, False]
    assert table.loose
