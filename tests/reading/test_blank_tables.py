"""Tables in plain text that blanks align: rows of several lines, the raw text untouched."""

from __future__ import annotations

from pipeline.reading.layout.assemble import assemble
from pipeline.reading.plain import text_reading
from pipeline.reading.web.markdown import markdown_reading
from pipeline.records import Document

TEXT = """KẾ HOẠCH
Trực phòng, chống cháy rừng

II. PHÂN CÔNG
TT   Nội dung công việc     Đơn vị chủ trì      Thời gian
1    Tuần tra các tiểu      Hạt Kiểm lâm        Tháng 3
     khu giáp ranh
2    Phát dọn đường                             Trước ngày
     băng cản lửa           Ban Quản lý rừng    15/4/2026

3    Trực tháp canh         Tổ bảo vệ rừng      Hằng ngày
Các đơn vị báo cáo kết quả về Ủy ban nhân dân xã trước ngày 20 hằng tháng.
"""


def document_of(text: str) -> Document:
    return assemble(text_reading(text), "plan.txt", "", "text/plain")


def table_of(text: str) -> list[list[str]]:
    document = document_of(text)
    (table,) = document.tables
    return [[document.text[cell.start : cell.end] for cell in row] for row in table.rows]


def test_cells_over_several_lines_are_joined() -> None:
    assert table_of(TEXT) == [
        ["TT", "Nội dung công việc", "Đơn vị chủ trì", "Thời gian"],
        ["1", "Tuần tra các tiểu khu giáp ranh", "Hạt Kiểm lâm", "Tháng 3"],
        ["2", "Phát dọn đường băng cản lửa", "Ban Quản lý rừng", "Trước ngày 15/4/2026"],
        ["3", "Trực tháp canh", "Tổ bảo vệ rừng", "Hằng ngày"],
    ]


def test_the_raw_text_stays_as_it_is() -> None:
    assert document_of(TEXT).raw == TEXT
    assert "\n".join(line.text for line in text_reading(TEXT).lines) == TEXT


def test_the_text_around_the_table_stays() -> None:
    lines = text_reading(TEXT).lines
    assert [line.kind for line in lines if line.text.strip()] == [None] * 3 + ["row"] * 4 + [None]
    assert [line.header for line in lines if line.kind == "row"] == [True, False, False, False]


def test_a_heading_across_the_table_is_one_cell() -> None:
    text = TEXT.replace("1    Tuần", "I    CÔNG TÁC PHÒNG CHÁY, CHỮA CHÁY RỪNG TRÊN ĐỊA BÀN\n1    Tuần")
    assert table_of(text)[1] == ["I CÔNG TÁC PHÒNG CHÁY, CHỮA CHÁY RỪNG TRÊN ĐỊA BÀN"] * 4


def test_a_table_goes_on_after_a_form_feed() -> None:
    text = TEXT.replace("\n\n3    Trực", "\n\f3    Trực").replace(
        "Hằng ngày\n", "Hằng ngày\n4    Tổng kết               Văn phòng           Tháng 7\n"
    )
    assert [row[0] for row in table_of(text)] == ["TT", "1", "2", "3", "4"]


def test_a_letterhead_and_prose_have_no_table() -> None:
    text = """ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ BÌNH AN               Độc lập - Tự do - Hạnh phúc
Số: 5/KH-UBND            Bình An, ngày 7 tháng 5 năm 2026
1.  Giao Văn phòng   chủ trì   thực hiện trong tháng 5.
2.  Giao Công an xã   phối hợp   khi có yêu cầu.
"""
    assert [line.kind for line in text_reading(text).lines] == [None] * 6


NEXT_PAPER = """     ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
      XÃ SUỐI VẰN                Độc lập - Tự do - Hạnh phúc
     Số: 31/KH-UBND           Suối Vằn, ngày 02 tháng 4 năm 2026
"""


def test_the_letterhead_of_the_next_paper_is_no_row() -> None:
    rows = TEXT[: TEXT.index("Các đơn vị báo cáo")]
    assert table_of(rows + NEXT_PAPER) == table_of(TEXT)
    parted = NEXT_PAPER.replace("     ỦY BAN NHÂN DÂN          CỘNG HÒA", "     ỦY BAN NHÂN DÂN\n            CỘNG HÒA")
    assert table_of(rows + parted) == table_of(TEXT)


def test_a_text_with_signs_of_markdown_keeps_its_tables_of_blanks_and_tabs() -> None:
    marked = TEXT.replace("Đơn vị chủ trì ", "**Đơn vị chủ trì** ").replace("băng cản lửa  ", "băng cản *lửa*")
    tabs = "STT\tHạng mục\tĐơn vị thực hiện\n1\tMua loa\tVăn phòng\n2\tMua máy bơm\tBan chỉ huy\n"
    text = f"# KẾ HOẠCH\n\n| Tổ | Trưởng tổ |\n|---|---|\n| 1 | Ông Khang |\n\n{marked}\n{tabs}"
    document = assemble(markdown_reading(text), "plan.md", "", "text/markdown")
    rows = [[[document.text[cell.start : cell.end] for cell in row] for row in table.rows] for table in document.tables]
    assert rows[0] == [["Tổ", "Trưởng tổ"], ["1", "Ông Khang"]]
    assert rows[1] == table_of(TEXT)  # tables stand in their order in the text
    assert rows[2] == [line.split("\t") for line in tabs.splitlines()]


def test_tables_of_markdown_keep_numbers_of_their_own_round_one_written_in_html() -> None:
    pipes = "| Tổ | Trưởng tổ |\n|---|---|\n| {} | Ông Khang |\n"
    html = "<table><tr><td>Thôn</td><td>Số hộ</td></tr><tr><td>Đồi Chè</td><td>120</td></tr></table>\n"
    document = assemble(
        markdown_reading(pipes.format(1) + "\n" + html + "\n" + pipes.format(2)), "p.md", "", "text/markdown"
    )
    assert [len(table.rows) for table in document.tables] == [2, 2, 2]
