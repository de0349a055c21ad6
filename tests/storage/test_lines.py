"""Rows written whole read back as the cells that were given."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from pipeline.storage import lines
from pipeline.storage.lines import EMPTY, Cell, Lines, Link, Strip, joined

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
        bold, figure = plain._get_xf_index(), money._get_xf_index()
        sheet = book.add_worksheet("Bảng", worksheet_class=Lines)
        sheet.write_string(0, 0, "Đầu bảng", plain)
        rows = (
            lines.row(15, [Cell(text, bold) for text in TEXTS]),
            lines.row(30, [Cell(12500.5, figure), Cell(None, bold), Cell(True, bold), Cell("đến tệp", bold)]),
        )
        links = (Link(None, "", 1), Link(lines.target_of("a%20b.pdf"), "page=2", 1))
        sheet.put(1, Strip("".join(rows).encode(), 2, links), 7, 3)
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


def test_the_same_rows_are_those_of_cells_save_their_numbers(tmp_path: Path) -> None:
    """What the library writes cell by cell is what a line writes: its form of a row is not ours to guess."""
    found = []
    for whole in (True, False):
        path = tmp_path / f"{whole}.xlsx"
        with xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_urls": False}) as book:
            style = book.add_format({"text_wrap": True})
            number = style._get_xf_index()
            sheet = book.add_worksheet("Bảng", worksheet_class=Lines if whole else None)
            for at in range(3):
                if whole:
                    cells = [Cell("a & b ", number), Cell(0.1, number), Cell(None, number), Cell("tệp", number)]
                    link = Link(lines.target_of(f"{at}.pdf"), "page=1", 1)
                    sheet.put(at, Strip(lines.row(45.0, cells).encode(), 1, (link,)), 4, 3)
                else:
                    sheet.set_row(at, 45.0)
                    sheet.write_string(at, 0, "a & b ", style)
                    sheet.write_number(at, 1, 0.1, style)
                    sheet.write_blank(at, 2, None, style)
                    sheet.write_url(at, 3, f"external:{at}.pdf#page=1", style, "tệp")
        with zipfile.ZipFile(path) as packed:
            parts = ("xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels", "xl/styles.xml")
            found.append([packed.read(part).decode() for part in parts])
    assert re.findall(r'<(?:row|c) r="\w+"', found[0][0]) == []
    found[1][0] = re.sub(r'<(row|c) r="\w+"', r"<\1", found[1][0])
    assert found[0] == found[1]


def test_links_to_one_file_share_its_relationship(tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    row = lines.row(15, [Cell("1", 0)]).encode()
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Bảng", worksheet_class=Lines)
        sheet.put(0, Strip(3 * row, 3, (Link("a.pdf", "page=1", 2), Link("a.pdf", "page=2", 1))), 1, 0)
        sheet.put(3, Strip(2 * row, 2, (Link("b.txt", "", 2),)), 1, 0)
        sheet.put(5, Strip(row, 1, (Link(None, "", 1),)), 1, 0)
    links = [cell.hyperlink for (cell,) in openpyxl.load_workbook(path)["Bảng"].iter_rows()]
    assert [link and (link.target, link.location) for link in links] == [
        ("a.pdf", "page=1"), ("a.pdf", "page=1"), ("a.pdf", "page=2"), ("b.txt", None), ("b.txt", None), None,
    ]  # fmt: skip
    with zipfile.ZipFile(path) as packed:
        assert packed.read("xl/worksheets/_rels/sheet1.xml.rels").count(b"<Relationship ") == 2


@pytest.mark.parametrize("rows", [0, 1, 2, 3, 4])
def test_rows_that_are_cut_are_the_same_rows(rows: int) -> None:
    each = [lines.row(15, [Cell(f"dòng </row> {number}", 0)]).encode() for number in range(3)]
    whole = Strip(b"".join(each), 3, (Link("a.pdf", "page=1", 2), Link(None, "", 1)))
    head, tail = whole.cut(rows)
    assert (head.xml, tail.xml) == (b"".join(each[:rows]), b"".join(each[rows:]))
    assert (head.rows, tail.rows) == (min(rows, 3), max(0, 3 - rows))
    again = [(link.target, link.anchor) for link in (*head.links, *tail.links) for _ in range(link.rows)]
    assert joined(again) == whole.links
    assert tail == EMPTY if rows >= 3 else tail.rows


def test_a_sheet_without_links_states_none(tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Bảng", worksheet_class=Lines)
        sheet.put(0, Strip(lines.row(15, [Cell("chữ", 0)]).encode(), 1, ()), 1, None)
    with zipfile.ZipFile(path) as parts:
        assert b"hyperlinks" not in parts.read("xl/worksheets/sheet1.xml")
