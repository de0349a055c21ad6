"""Workbooks: what cells show, tables with their titles, merged cells, heads and feet, what is hidden or missing."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

import pipeline
from pipeline import read
from pipeline.errors import DamagedFile, FileTooLarge
from pipeline.reading.faults import say
from pipeline.reading.lines import Line
from pipeline.reading.office import xlsx
from pipeline.reading.office.cell_values import shown
from pipeline.reading.office.sheets import Sheet, SheetCell, sheets_reading
from pipeline.reading.office.xlsx import read_xlsx
from pipeline.settings import ReadSettings

SETTINGS = ReadSettings()
TASKS = (
    ("TT", "Nhiệm vụ", "Chủ trì", "Thời gian"),
    (1, "Kiểm tra đê bao", "Phòng Kinh tế", "Quý I"),
    (2, "Diễn tập phòng chống lụt bão", "Ban Chỉ huy quân sự xã", "Quý II"),
)


@pytest.fixture
def make_xlsx(tmp_path: Path) -> Callable[..., Path]:
    """`make_xlsx(fill, ..., name=...)`: one sheet a callable, which gets the sheet."""

    def build(*fills: Callable[[Any], None], name: str = "phụ lục.xlsx") -> Path:
        book = openpyxl.Workbook()
        for number, fill in enumerate(fills):
            fill(book.active if number == 0 else book.create_sheet())
        book.save(tmp_path / name)
        return tmp_path / name

    return build


Make = Callable[..., Path]


def tasks(sheet: Any) -> None:
    for row in TASKS:
        sheet.append(row)


def rows(lines: tuple[Line, ...]) -> list[tuple[int | None, bool, list[str]]]:
    found = [line for line in lines if line.kind == "row"]
    return [(line.table, line.header, [line.text[cell.start : cell.end] for cell in line.cells]) for line in found]


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (None, None, ""),
        ("chữ", "@", "chữ"),
        (12, "General", "12"),
        (0.1 + 0.2, "General", "0,3"),
        (12500, "#,##0", "12.500"),
        (1234567.5, "#,##0.00", "1.234.567,50"),
        (1234567.5, "General", "1234567,5"),
        (2.5e12, "General", "2500000000000"),
        (0.855, "0.0%", "85,5%"),
        (0.9, "0%", "90%"),
        (-3, "0;[Red]-0", "-3"),
        (15, '0" triệu đồng"', "15"),
        (float("inf"), "General", ""),
        (True, None, "x"),
        (date(2026, 3, 5), "dd/mm/yyyy", "05/03/2026"),
        (datetime(2026, 3, 5), "mm/yyyy", "03/2026"),
        (datetime(2026, 3, 5), "yyyy", "2026"),
        (datetime(2026, 3, 5), "d-mmm", "05/03"),
    ],
)
def test_a_cell_shows_its_value_as_vietnamese_writes_it(value: object, form: str | None, text: str) -> None:
    assert shown(value, form) == text


def test_a_table_has_its_titles_and_cells(make_xlsx: Make) -> None:
    assert rows(read_xlsx(make_xlsx(tasks), SETTINGS).lines) == [
        (1, True, ["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"]),
        (1, False, ["1", "Kiểm tra đê bao", "Phòng Kinh tế", "Quý I"]),
        (1, False, ["2", "Diễn tập phòng chống lụt bão", "Ban Chỉ huy quân sự xã", "Quý II"]),
    ]


def test_titles_over_two_rows_and_merged_cells(make_xlsx: Make) -> None:
    def fill(sheet: Any) -> None:
        sheet.append(("TT", "Nhiệm vụ", "Thời gian", None, "Chủ trì"))
        sheet.append((None, None, "Bắt đầu", "Kết thúc", None))
        sheet.append((1, "Nạo vét kênh", "01/3/2026", "30/4/2026", "Phòng Kinh tế"))
        sheet.append((2, "Gia cố kè", "01/5/2026", "30/6/2026", None))
        for area in ("A1:A2", "B1:B2", "C1:D1", "E1:E2", "E3:E4"):
            sheet.merge_cells(area)

    assert rows(read_xlsx(make_xlsx(fill), SETTINGS).lines) == [
        (1, True, ["TT", "Nhiệm vụ", "Thời gian", "Thời gian", "Chủ trì"]),
        (1, True, ["TT", "Nhiệm vụ", "Bắt đầu", "Kết thúc", "Chủ trì"]),
        (1, False, ["1", "Nạo vét kênh", "01/3/2026", "30/4/2026", "Phòng Kinh tế"]),
        (1, False, ["2", "Gia cố kè", "01/5/2026", "30/6/2026", "Phòng Kinh tế"]),
    ]


def test_head_and_foot_of_an_annex_stay_out_of_its_table(make_xlsx: Make) -> None:
    def fill(sheet: Any) -> None:
        sheet.append(("ỦY BAN NHÂN DÂN", None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"))
        sheet.append(("XÃ HÒA THẠCH", None, "Độc lập - Tự do - Hạnh phúc"))
        sheet.append(("DANH MỤC NHIỆM VỤ",))
        tasks(sheet)
        sheet.append(("Nơi nhận:", None, "TM. ỦY BAN NHÂN DÂN"))
        sheet.append(("- Lưu: VT.", None, "CHỦ TỊCH"))

    reading = read_xlsx(make_xlsx(fill), SETTINGS)
    loose = [(line.text, line.column) for line in reading.lines if line.kind != "row"]
    assert loose == [
        ("ỦY BAN NHÂN DÂN", "left"),
        ("XÃ HÒA THẠCH", "left"),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "right"),
        ("Độc lập - Tự do - Hạnh phúc", "right"),
        ("DANH MỤC NHIỆM VỤ", None),
        ("Nơi nhận:", "left"),
        ("- Lưu: VT.", "left"),
        ("TM. ỦY BAN NHÂN DÂN", "right"),
        ("CHỦ TỊCH", "right"),
    ]
    assert len(rows(reading.lines)) == 3


def test_each_shown_sheet_is_a_page_with_tables_of_its_own_and_a_hidden_one_is_named(make_xlsx: Make) -> None:
    def named(name: str, state: str = "visible") -> Callable[[Any], None]:
        def fill(sheet: Any) -> None:
            sheet.title, sheet.sheet_state = name, state
            tasks(sheet)

        return fill

    reading = read_xlsx(make_xlsx(named("Biểu số 1"), named("nháp", "hidden"), named("Sheet3")), SETTINGS)
    assert [line.text for line in reading.lines if line.kind == "heading"] == ["Biểu số 1"]
    assert [(line.page, line.table) for line in reading.lines if line.header] == [(1, 1), (3, 2)]
    assert [page.reason for page in reading.pages] == [None, say("sheet-hidden", "nháp"), None]
    assert reading.remarks == (say("sheet-hidden", "nháp"),)


def test_struck_out_and_raised_parts_of_a_cell_are_left_out(make_xlsx: Make) -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["TT", "Chỉ tiêu", "ĐVT", "Năm 2027"])
        gone, note = InlineFont(strike=True), InlineFont(vertAlign="superscript")
        sheet.append(
            [1, "Trồng rừng", CellRichText("m", TextBlock(note, "2")), CellRichText("3.400", TextBlock(note, "1"))]
        )
        sheet.append([2, "Mở lớp", "lớp", CellRichText(TextBlock(gone, "12"), " 15")])

    lines = read_xlsx(make_xlsx(fill), SETTINGS).lines
    kept = ["".join(c for at, c in enumerate(one.text) if not any(a <= at < b for a, b in one.drop)) for one in lines]
    assert [text.split("\t") for text in kept if "\t" in text][1:] == [
        ["1", "Trồng rừng", "m2", "3.400"],
        ["2", "Mở lớp", "lớp", " 15"],
    ]


def test_struck_out_cells_are_not_in_force(make_xlsx: Make) -> None:
    def fill(sheet: Any) -> None:
        tasks(sheet)
        sheet["B2"].font = Font(strike=True)

    document = read(make_xlsx(fill))
    assert "~~Kiểm tra đê bao~~" in document.raw
    assert "Kiểm tra đê bao" not in document.text
    assert "Diễn tập phòng chống lụt bão" in document.text


def test_formulas_without_a_result_are_told(make_xlsx: Make) -> None:
    def fill(sheet: Any) -> None:
        tasks(sheet)
        sheet.append((3, "=A2+1", "Công an xã", "=B2"))
        sheet.title = "Tổng"

    assert read(make_xlsx(fill)).faults[0].message == say("sheet-without-values", "Tổng", 2)


def test_more_cells_than_anyone_reads_are_cut_and_told(make_xlsx: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_CELLS", 7)
    reading = read_xlsx(make_xlsx(tasks), SETTINGS)
    assert [fault[2] for fault in reading.faults] == [say("sheet-too-many-cells", "Sheet", 7)]
    assert len(rows(reading.lines)) == 2


def test_damaged_and_swollen_workbooks(make_xlsx: Make, tmp_path: Path) -> None:
    path = make_xlsx(tasks)
    with pytest.raises(FileTooLarge):
        read_xlsx(path, ReadSettings(max_unpacked=1000))
    cut = tmp_path / "cut.xlsx"
    cut.write_bytes(path.read_bytes()[:-300])
    with pytest.raises(DamagedFile):
        read(cut)


def test_a_merged_range_of_the_whole_sheet_does_not_hang() -> None:
    sheet = Sheet("x", {(0, 0): SheetCell("Kế hoạch")}, [(0, 0, 1_048_575, 16_383)])
    assert [line.text for line in sheets_reading([sheet], ("test", "1")).lines] == ["Kế hoạch"]


def test_columns_past_the_last_that_is_kept_are_left_out() -> None:
    sheet = Sheet("x", {(0, column): SheetCell(f"Cột {column}") for column in range(70)}, [])
    assert [line.text for line in sheets_reading([sheet], ("test", "1")).lines][-1] == "Cột 63"


def test_rows_and_columns_that_are_hidden_are_not_read_and_said(make_xlsx: Make) -> None:
    def fill(sheet: Any) -> None:
        tasks(sheet)
        sheet.append((3, "Việc cũ", "Công an xã", "Quý IV", "ghi chú"))
        sheet["F2"] = "nháp"
        sheet.merge_cells("C2:C3")
        sheet.row_dimensions[2].hidden = sheet.row_dimensions[4].hidden = sheet.row_dimensions[9].hidden = True
        sheet.column_dimensions["E"].hidden = sheet.column_dimensions["F"].hidden = True

    reading = read_xlsx(make_xlsx(fill), SETTINGS)
    assert rows(reading.lines) == [
        (1, True, ["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"]),
        (1, False, ["2", "Diễn tập phòng chống lụt bão", "Phòng Kinh tế", "Quý II"]),
    ]
    assert [fault[2] for fault in reading.faults] == [say("sheet-hidden-lines", "Sheet", 2, 2)]


def test_a_sheet_that_hides_nothing_filled_says_nothing() -> None:
    sheet = Sheet("a", {(0, 0): SheetCell("x")}, hidden_lines=(frozenset((5,)), frozenset((7,))))
    assert not sheets_reading([sheet], ("x", "1")).faults


def test_a_damaged_sheet_costs_no_other(make_xlsx: Make, tmp_path: Path) -> None:
    path = make_xlsx(tasks, tasks)
    cut = tmp_path / "hỏng.xlsx"
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(cut, "w") as archive:
        for name in whole.namelist():
            data = whole.read(name)
            archive.writestr(name, data[: len(data) // 2] if name.endswith("sheet2.xml") else data)
    reading = read_xlsx(cut, SETTINGS)
    assert len(rows(reading.lines)) == 3
    assert [(fault[0], fault[2].partition(":")[0]) for fault in reading.faults] == [(2, "Trang tính “Sheet1” hỏng")]


def test_no_repair_brings_back_a_part_of_what_is_struck_out(make_xlsx: Make) -> None:
    def fill(sheet: Any) -> None:
        tasks(sheet)
        sheet.append((3, "Trồng lại rừng chắn sóng", "Trung tâm Dịch vụ tổng hợp", "Quý III"))
        for column in range(1, 5):
            sheet.cell(4, column).font = Font(strike=True)

    record = pipeline.extract(read(make_xlsx(fill)))
    assert [task.body for task in record.assignments] == ["Phòng Kinh tế", "Ban Chỉ huy quân sự xã"]


def test_cells_whose_formulas_fail_are_said_and_hold_no_value(make_xlsx: Make) -> None:
    def fill(sheet: Any) -> None:
        tasks(sheet)
        for place, error in (("E2", "#REF!"), ("E3", "#DIV/0!")):
            sheet[place].value, sheet[place].data_type = error, "e"

    reading = read_xlsx(make_xlsx(fill), SETTINGS)
    assert [fault[2] for fault in reading.faults] == [say("sheet-broken-formulas", "Sheet", 2, "#DIV/0!, #REF!")]
    assert not any("#" in line.text for line in reading.lines)


def test_a_sheet_that_is_a_chart_alone_costs_nothing(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    tasks(book.active)
    book.create_chartsheet("Biểu đồ")
    book.save(tmp_path / "a.xlsx")
    assert len(rows(read_xlsx(tmp_path / "a.xlsx", SETTINGS).lines)) == 3
