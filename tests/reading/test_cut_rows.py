"""Rows of a table that a page break cut in two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import pipeline
from pipeline.reading.cut_rows import with_cut_rows_joined
from pipeline.reading.lines import Line, LineWord
from pipeline.reading.pdf.reader import read_pdf
from pipeline.reading.rows import Cell, row_line
from pipeline.settings import ReadSettings

HEADER = ("TT", "Nhiệm vụ", "Chủ trì", "Thời hạn")
ROW = ("7", "Rà soát hồ sơ các tuyến", "Phòng Hạ tầng, Công an và các", "Trước ngày")


def row(texts: Sequence[str], page: int, table: int = 1, header: bool = False) -> Line:
    line = row_line([Cell(text) for text in texts], page)
    return Line(line.text, page, (0, 0, 1, 1), kind="row", table=table, header=header, cells=line.cells)


def cells(line: Line) -> list[str]:
    return [line.text[cell.start : cell.end] for cell in line.cells]


def joined(*rows: Line) -> list[list[str]]:
    return [cells(line) for line in with_cut_rows_joined(rows) if not line.header]


def test_the_rest_of_a_row_is_added_cell_by_cell() -> None:
    above, below = row(ROW, 1), row(("", "xe đưa đón", "trường học", "30/6/2026"), 2)
    (line,) = with_cut_rows_joined([above, below])
    assert cells(line) == [
        "7",
        "Rà soát hồ sơ các tuyến xe đưa đón",
        "Phòng Hạ tầng, Công an và các trường học",
        "Trước ngày 30/6/2026",
    ]
    assert (line.page, line.box) == (1, (0, 0, 1, 1))


@pytest.mark.parametrize(
    ("above", "below", "why"),
    [
        (ROW, ("8", "xe đưa đón", "trường học", ""), "a number of its own"),
        (ROW, ("", "Tổng cộng", "trường học", ""), "a title of its own"),
        (("7", "Xe đưa đón", "Phòng Hạ tầng", "45"), ("", "các", "", "97"), "two figures in a column"),
        (("7", "Xe đưa đón;", "", ""), ("", "", "trường học", ""), "a cell where the row above has none"),
        (("7", "Xe đưa đón"), ("", "các", "trường"), "another number of columns"),
        (ROW, ("", "a) tuyến tỉnh", "", ""), "a label of its own"),
        (("7", "Rà soát hồ sơ.", "Phòng Hạ tầng", ""), ("", "các tuyến", "", ""), "the cell above has ended"),
        (("Xe đưa đón", "Công an", "Quý I"), ("Xe buýt", "Công an", "Quý II"), "no sentence goes on"),
    ],
)
def test_a_row_of_its_own_stays_one(above: Sequence[str], below: Sequence[str], why: str) -> None:
    assert joined(row(above, 1), row(below, 2)) == [list(above), list(below)], why


def test_rows_of_one_page_or_of_two_tables_are_never_joined() -> None:
    rest = ("", "xe đưa đón", "trường học", "30/6/2026")
    assert len(joined(row(ROW, 1), row(rest, 1))) == 2
    assert len(joined(row(ROW, 1), row(rest, 2, table=2))) == 2
    assert len(joined(replace(row(ROW, 1), table=None), replace(row(rest, 2), table=None))) == 2


def test_without_numbers_every_cell_must_read_on() -> None:
    above = ("Rà soát hồ sơ các tuyến", "Phòng Hạ tầng và", "Quý I")
    assert joined(row(above, 1), row(("xe đưa đón", "Công an", ""), 2)) == [
        ["Rà soát hồ sơ các tuyến xe đưa đón", "Phòng Hạ tầng và Công an", "Quý I"]
    ]
    assert len(joined(row(above, 1), row(("xe đưa đón", "Công an", "Quý II"), 2))) == 2


def test_a_number_in_the_middle_of_its_tall_cell_may_stand_on_the_second_page() -> None:
    assert joined(row(("", *ROW[1:]), 1), row(("7", "xe đưa đón", "trường học", ""), 2)) == [
        ["7", "Rà soát hồ sơ các tuyến xe đưa đón", "Phòng Hạ tầng, Công an và các trường học", "Trước ngày"]
    ]


def test_a_break_between_two_paragraphs_of_a_cell_keeps_them_apart() -> None:
    above = row(("7", "Kiểm tra xe", "- Phòng Hạ tầng;", "Quý I"), 1)
    below = row(("", "", "- Công an xã.", ""), 2)
    assert joined(above, below) == [["7", "Kiểm tra xe", "- Phòng Hạ tầng;\n- Công an xã.", "Quý I"]]


def test_where_rows_without_number_are_usual_an_empty_first_cell_tells_nothing() -> None:
    usual = (row(("6", "Xe buýt", "Công an", "Quý I"), 1), row(("", "", "Phòng Hạ tầng", "Quý II"), 1))
    above, below = row(("7", "Kiểm tra xe", "Công an", "Quý I"), 1), row(("", "", "Phòng Hạ tầng", "Quý II"), 2)
    assert len(joined(*usual, above, below)) == 4
    assert len(joined(above, below)) == 1


def test_a_row_over_three_pages_is_one() -> None:
    parts = (row(ROW, 1), row(("", "xe đưa đón học sinh,", "", ""), 2), row(("", "sinh viên", "", ""), 3))
    assert joined(*parts)[0][1] == "Rà soát hồ sơ các tuyến xe đưa đón học sinh, sinh viên"
    assert len(joined(*parts)) == 1


def test_merged_cells_and_repairs_keep_their_places() -> None:
    wide = Cell("Thực hiện theo kế hoạch của", (), 1, 2)
    rest = Cell("Công an I0 xã", (LineWord(8, 10, (5, 5, 6, 6), 0.4),), 1, 2)
    above = row_line([Cell("7"), wide, wide], 1)
    below = row_line([Cell(""), rest, rest], 2)
    lines = [
        Line(above.text, 1, kind="row", table=1, cells=above.cells),
        Line(below.text, 2, kind="row", table=1, cells=below.cells, words=below.words, edits=((9, 11, "10"),)),
    ]
    (line,) = with_cut_rows_joined(lines)
    assert line.cells[1] == line.cells[2] and line.cells[1].col_span == 2
    ((start, end, new),) = line.edits
    (word,) = line.words
    assert (line.text[start:end], new, word.page) == ("I0", "10", 2)
    assert line.text[word.start : word.end] == "I0"


XS = [60.0, 100.0, 300.0, 420.0, 540.0]


def draw_table(canvas: Any, top: float, rows: Sequence[Sequence[str]]) -> None:
    """A ruled table; "|" breaks a line inside a cell."""
    ys = [top - 40 * index for index in range(len(rows) + 1)]
    for y in ys:
        canvas.line(XS[0], y, XS[-1], y)
    for x in XS:
        canvas.line(x, ys[0], x, ys[-1])
    for y, texts in zip(ys, rows, strict=False):
        for x, text in zip(XS, texts, strict=False):
            for number, part in enumerate(text.split("|")):
                canvas.drawString(x + 4, y - 15 - 15 * number, part)


@pytest.fixture
def cut(make_pdf: Any, head: Any) -> Path:
    def first(canvas: Any) -> None:
        head(canvas)
        canvas.drawCentredString(300, 680, "Về an toàn giao thông năm 2026")
        draw_table(canvas, 600, [HEADER, ("6", "Sơn lại vạch kẻ đường", "Phòng Hạ tầng", "31/3/2026"), CUT])
        canvas.drawCentredString(300, 40, "1")

    def second(canvas: Any) -> None:
        canvas.drawCentredString(300, 810, "2")
        rest = ("", "đưa đón học sinh", "Đoàn Thanh niên", "ngày 30/6/2026")
        draw_table(canvas, 780, [HEADER, rest, ("8", "Lắp biển báo", "Phòng Hạ tầng", "31/8/2026")])

    return Path(make_pdf(first, second))


CUT = ("7", "Kiểm tra các tuyến xe", "Công an xã và", "Trước")


def test_a_cut_row_of_a_pdf_is_one_row_with_the_places_of_both_halves(cut: Path) -> None:
    rows = [line for line in read_pdf(cut, ReadSettings()).lines if line.kind == "row"]
    assert [cells(line) for line in rows[1:]] == [
        ["6", "Sơn lại vạch kẻ đường", "Phòng Hạ tầng", "31/3/2026"],
        ["7", "Kiểm tra các tuyến xe đưa đón học sinh", "Công an xã và Đoàn Thanh niên", "Trước ngày 30/6/2026"],
        ["8", "Lắp biển báo", "Phòng Hạ tầng", "31/8/2026"],
    ]
    printed = {rows[2].text[word.start : word.end]: word.page for word in rows[2].words}
    assert (printed["7"], printed["tuyến"], printed["30/6/2026"]) == (1, 1, 2)


def test_what_a_cut_row_says_is_found_on_its_own_page(cut: Path) -> None:
    record = pipeline.extract(pipeline.read(cut))
    task = next(item for item in record.assignments if item.task.startswith("Kiểm tra"))
    assert (task.task, task.due) == ("Kiểm tra các tuyến xe đưa đón học sinh", "2026-06-30")
    (due,) = [date for date in record.dates if date.edtf == "2026-06-30"]
    assert due.evidence.bbox is not None
    assert (due.evidence.page, round(due.evidence.bbox[1] / 10)) == (2, 11)


def test_a_symbol_cut_within_its_kind_is_one() -> None:
    above = row(("7", "Rà soát theo Nghị định số 268/2031/N", "Phòng Hạ tầng", "Quý I"), 1)
    (line,) = with_cut_rows_joined([above, row(("", "Đ-CP của Chính phủ", "", ""), 2)])
    assert cells(line)[1] == "Rà soát theo Nghị định số 268/2031/NĐ-CP của Chính phủ"


def test_a_span_of_years_cut_by_the_page_is_no_two_figures() -> None:
    above = row(("7", "Rà soát hồ sơ các", "Phòng Hạ tầng", "2026 -"), 1)
    (line,) = with_cut_rows_joined([above, row(("", "tuyến xe", "", "2030"), 2)])
    assert cells(line) == ["7", "Rà soát hồ sơ các tuyến xe", "Phòng Hạ tầng", "2026 - 2030"]
