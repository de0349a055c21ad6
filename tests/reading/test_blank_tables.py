"""Tables in plain text that blanks align: rows of several lines, the raw text untouched."""

from __future__ import annotations

from pipeline.reading.layout.assemble import assemble
from pipeline.reading.plain import text_reading
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
