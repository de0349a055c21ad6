"""Rows written whole read back as the cells that were given."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import xlsxwriter

from pipeline.storage.lines import Cell, Lines

TEXTS = (
    "a & b < c > d \"e\" 'f'",
    " đầu và cuối ",
    "hai\ndòng",
    "_x0041_ là chữ, _x là không",
    "\ufffe",
    "<r>chữ</r>",
    "😀",
)


def written(path: Path) -> openpyxl.Workbook:
    """A book of a header written cell by cell and rows written whole."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_urls": False}) as book:
        plain, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0"})
        sheet = book.add_worksheet("Bảng", worksheet_class=Lines)
        sheet.write_string(0, 0, "Đầu bảng", plain)
        sheet.line(1, 15, [Cell(text, plain) for text in TEXTS])
        sheet.line(
            2,
            30,
            [
                Cell(12500.5, money),
                Cell(None, plain),
                Cell(True, plain),
                Cell("đến tệp", plain, "external:a%20b.pdf#page=2"),
            ],
        )
        sheet.autofilter(0, 0, 2, 6)
    return openpyxl.load_workbook(path)


def test_rows_come_back_as_given(tmp_path: Path) -> None:
    """openpyxl leaves escapes of the format as they stand; Excel takes them back."""
    sheet = written(tmp_path / "b.xlsx")["Bảng"]
    assert sheet["A1"].value == "Đầu bảng"
    assert [cell.value for cell in sheet[2]] == [
        "a & b < c > d \"e\" 'f'",
        " đầu và cuối ",
        "hai\ndòng",
        "_x005F_x0041_ là chữ, _x là không",
        "_xFFFE_",
        "<r>chữ</r>",
        "😀",
    ]
    assert [cell.value for cell in sheet[3]] == [12500.5, None, 1, "đến tệp", None, None, None]
    assert (sheet["A3"].number_format, sheet["B3"].font.bold) == ("#,##0", True)
    assert (sheet["D3"].hyperlink.target, sheet["D3"].hyperlink.location) == ("a%20b.pdf", "page=2")
    assert (sheet.row_dimensions[2].height, sheet.row_dimensions[3].height) == (None, 30)
    assert (sheet.dimensions, sheet.auto_filter.ref) == ("A1:G3", "A1:G3")


def test_the_same_rows_give_the_same_bytes_as_cells(tmp_path: Path) -> None:
    """What the library writes cell by cell is what a line writes: its form of a row is not ours to guess."""
    found = []
    for whole in (True, False):
        path = tmp_path / f"{whole}.xlsx"
        with xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_urls": False}) as book:
            style = book.add_format({"text_wrap": True})
            sheet = book.add_worksheet("Bảng", worksheet_class=Lines)
            for number in range(3):
                if whole:
                    link = Cell("tệp", style, "external:k.pdf#page=1")
                    sheet.line(number, 45.0, [Cell("a & b ", style), Cell(0.1, style), Cell(None, style), link])
                else:
                    sheet.set_row(number, 45.0)
                    sheet.write_string(number, 0, "a & b ", style)
                    sheet.write_number(number, 1, 0.1, style)
                    sheet.write_blank(number, 2, None, style)
                    sheet.write_url(number, 3, "external:k.pdf#page=1", style, "tệp")
        with zipfile.ZipFile(path) as packed:
            parts = ("xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels", "xl/styles.xml")
            found.append([packed.read(part) for part in parts])
    assert found[0] == found[1]
