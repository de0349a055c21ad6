"""Plain text: lines and pages."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extraction import extract
from pipeline.reading.layout.assemble import assemble
from pipeline.reading.plain import text_reading


@given(st.text(alphabet=st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp"), blacklist_characters="\ufeff")))
def test_the_lines_are_the_text(text: str) -> None:
    assert "\n".join(line.text for line in text_reading(text).lines) == unicodedata.normalize("NFC", text)


def test_newlines_of_all_systems() -> None:
    assert [line.text for line in text_reading("a\r\nb\rc\n\nd").lines] == ["a", "b", "c", "", "d"]


def test_a_form_feed_opens_a_page() -> None:
    reading = text_reading("một\n\fhai\nvẫn hai\fba\nba")
    assert [line.page for line in reading.lines] == [1, 2, 2, 3]
    assert [page.number for page in reading.pages] == [1, 2, 3]


def test_control_characters_become_spaces_of_the_same_length() -> None:
    (line,) = text_reading("a\0b\x07c").lines
    assert line.text == "a b c"


def test_tabs_make_the_rows_of_a_table() -> None:
    text = "Theo bảng sau:\nSTT\tChỉ tiêu\tNăm 2026\n\n1\tNước sạch\t92\n2\tSân bóng\t\nTên\tkhông phải bảng"
    lines = text_reading(text).lines
    assert "\n".join(line.text for line in lines) == text
    rows = [line for line in lines if line.kind == "row"]
    assert [line.header for line in rows] == [True, False, False]
    assert [[line.text[c.start : c.end] for c in line.cells] for line in rows] == [
        ["STT", "Chỉ tiêu", "Năm 2026"], ["1", "Nước sạch", "92"], ["2", "Sân bóng", ""],
    ]  # fmt: skip


PIPED = """ỦY BAN NHÂN DÂN XÃ TÂN HÒA | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc
Số: 31 /KH-UBND | Tân Hòa, ngày 0 2 tháng 0 6 năm 2026
KẾ HOẠCH
Dạy bơi cho trẻ em năm 2026
I. NỘI DUNG
- Mở 05 lớp.
Nơi nhận: - UBND tỉnh; - Các đoàn thể xã; - Lưu: VT, VHXH. | TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH THƯỜNG TRỰC Lê Văn An
"""


def test_the_two_columns_of_head_and_foot_with_pipes():
    read = assemble(text_reading(PIPED), "plan.txt", "", "text/plain")
    assert [(read.text[b.start : b.end], b.column) for b in read.blocks if b.kind in ("head", "foot")] == [
        ("ỦY BAN NHÂN DÂN XÃ TÂN HÒA", "left"),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "right"),
        ("Độc lập - Tự do - Hạnh phúc", "right"),
        ("Số: 31/KH-UBND", "left"),
        ("Tân Hòa, ngày 02 tháng 06 năm 2026", "right"),
        ("Nơi nhận:", "left"),
        ("- UBND tỉnh;", "left"),
        ("- Các đoàn thể xã;", "left"),
        ("- Lưu: VT, VHXH.", "left"),
        ("TM. ỦY BAN NHÂN DÂN", "right"),
        ("KT. CHỦ TỊCH", "right"),
        ("PHÓ CHỦ TỊCH THƯỜNG TRỰC", "right"),
        ("Lê Văn An", "right"),
    ]
    head = extract(read).document
    assert (head.number, head.symbol, head.issue_date, head.signer) == ("31", "KH-UBND", "2026-06-02", "Lê Văn An")
    assert head.authority == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH")
    assert not read.tables


def test_a_list_of_people_is_no_foot():
    text = "DANH SÁCH\nSTT | Họ tên | Chức vụ\n1 | Lê Văn An | CHỦ TỊCH UBND\n2 | Vũ Thị Bình | PHÓ CHỦ TỊCH UBND\n"
    assert len(assemble(text_reading(text), "plan.txt", "", "text/plain").tables) == 1


def test_the_heads_of_the_gazette_are_no_text():
    text = "CÔNG BÁO/Số 41/Ngày 02-06-2026\n44\nQUYẾT ĐỊNH\nVề dạy bơi\nĐiều 1. Mở lớp\n45\nCÔNG BÁO/Số 41 + 42/Ngày 02-06-2026\ndạy bơi."
    assert (
        assemble(text_reading(text), "plan.txt", "", "text/plain").text
        == "QUYẾT ĐỊNH\nVề dạy bơi\nĐiều 1. Mở lớp dạy bơi."
    )


def test_a_head_between_the_bars_of_markdown():
    text = "| UBND XÃ TÂN HÒA ------- | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc |\n|---|\n| Số: 31/KH-UBND | Tân Hòa, ngày 02 tháng 6 năm 2026 |\nKẾ HOẠCH\nDạy bơi\n"
    head = extract(assemble(text_reading(text), "plan.txt", "", "text/plain")).document
    assert (head.issuer, head.number, head.issue_date, head.place) == ("UBND xã Tân Hòa", "31", "2026-06-02", "Tân Hòa")


def test_a_time_that_is_whole_ends_its_paragraph() -> None:
    lines = (
        "(2) Báo cáo kết quả trước ngày 15 hằng tháng\n(3) Nạo vét kênh mương\n- Phối hợp: Công an tỉnh\n(4) Trồng cây"
    )
    document = assemble(text_reading(lines), "plan.txt", "", "text/plain")
    assert [document.text[block.start : block.end] for block in document.blocks] == lines.split("\n")


def test_a_number_behind_the_word_day_begins_no_paragraph() -> None:
    document = assemble(
        text_reading("Hoàn thành việc rà soát trước ngày\n12. Tiếp tục theo dõi"), "p.txt", "", "text/plain"
    )
    assert len(document.blocks) == 1


def test_a_table_in_a_drawn_box() -> None:
    text = (
        "+----+--------------+------------------+-----------+\n"
        "| TT | Nhiệm vụ     | Cơ quan chủ trì  | Thời gian |\n"
        "+====+==============+==================+===========+\n"
        "| 1  | Khơi cống    | Công an xã       | 15/4/2026 |\n"
        "+----+--------------+------------------+-----------+\n"
        "| 2  | Trồng cây    | Hội Nông dân xã  |           |\n"
        "+----+--------------+------------------+-----------+"
    )
    read = assemble(text_reading(text), "plan.txt", "", "text/plain")
    (table,) = read.tables
    assert [[read.text[cell.start : cell.end] for cell in row] for row in table.rows] == [
        ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian"],
        ["1", "Khơi cống", "Công an xã", "15/4/2026"],
        ["2", "Trồng cây", "Hội Nông dân xã", ""],
    ]
    assert (table.header_rows, "+" in read.text) == (1, False)


def test_the_signs_of_a_quoted_mail_are_no_text() -> None:
    text = "> KẾ HOẠCH\n>\n> Sửa cầu năm 2026\n>\n> > 1. Sửa 03 cầu."
    document = assemble(text_reading(text), "thư.txt", "", "text/plain")
    assert document.text == "KẾ HOẠCH\nSửa cầu năm 2026\n1. Sửa 03 cầu."
    assert document.raw == text


def test_a_few_lines_with_a_sign_are_no_quoted_mail() -> None:
    text = "1. Sửa 03 cầu.\n> 02 cầu treo\n2. Xây chợ."
    assert "> 02 cầu treo" in assemble(text_reading(text), "a.txt", "", "text/plain").text


def test_a_figure_cut_by_the_end_of_a_line_is_one() -> None:
    text = "1. Trồng quanh các hồ chứa nước của xã ít nhất 12.\n500 cây tràm.\n2. Họp tại thôn 12.\n500 hộ dự."
    document = assemble(text_reading(text), "a.txt", "", "text/plain")
    assert document.text.split("\n") == [
        "1. Trồng quanh các hồ chứa nước của xã ít nhất 12.500 cây tràm.",
        "2. Họp tại thôn 12.",
        "500 hộ dự.",
    ]


def test_an_empty_cell_between_the_two_columns_of_a_letterhead():
    text = PIPED.replace("XÃ TÂN HÒA | CỘNG", "XÃ TÂN HÒA | | CỘNG").replace("31 /KH-UBND | Tân", "31 /KH-UBND | | Tân")
    read = assemble(text_reading(text.replace("VHXH. | TM.", "VHXH. | | TM.")), "plan.txt", "", "text/plain")
    plain = assemble(text_reading(PIPED), "plan.txt", "", "text/plain")
    assert [(read.text[b.start : b.end], b.kind, b.column) for b in read.blocks] == [
        (plain.text[b.start : b.end], b.kind, b.column) for b in plain.blocks
    ]


def test_blanks_at_commas_stand_where_they_belong_in_the_clean_text_alone():
    assert (
        assemble(text_reading("Từ năm 201 5, năm 202 6 hộ"), "a.txt", "", "text/plain").text
        == "Từ năm 2015, năm 2026 hộ"
    )
    raw = "Phòng , chống dịch,bệnh tại thôn.Các hộ ở TP.HCM ;rồi www.tan-hoa.vn, điểm a,b; 12 , 5 ha"
    read = assemble(text_reading(raw), "plan.txt", "", "text/plain")
    assert read.raw == raw
    assert read.text == "Phòng, chống dịch, bệnh tại thôn. Các hộ ở TP.HCM; rồi www.tan-hoa.vn, điểm a,b; 12 , 5 ha"


def test_items_run_together_keep_their_tasks() -> None:
    items = [
        "III. TỔ CHỨC THỰC HIỆN",
        "1. Trạm Y tế xã: a) Chủ trì mở 02 lớp sơ cứu trước ngày 30/6/2026; b) Cấp phát 200 áo phao.",
        "2. Công an xã kiểm tra các bến đò. 3. Trường Tiểu học Sông Trà dạy bơi cho học sinh lớp 4.",
    ]
    document = assemble(text_reading(" ".join(items)), "a.txt", "", "text/plain")
    assert document.text.splitlines()[1:3] == [
        "1. Trạm Y tế xã:",
        "a) Chủ trì mở 02 lớp sơ cứu trước ngày 30/6/2026;",
    ]
    assert [(a.body, a.due) for a in extract(document).assignments] == [
        ("Trạm Y tế xã", "2026-06-30"),
        ("Trạm Y tế xã", None),
        ("Công an xã", None),
        ("Trường Tiểu học Sông Trà", None),
    ]


def _read(*lines: str) -> list[str]:
    return assemble(text_reading("\n".join(lines)), "a.txt", "", "text/plain").text.splitlines()


@pytest.mark.parametrize("label", ["1.", "a)", "-", "+", "II.", "2.1.", "(1)", "3)"])
def test_a_label_on_a_line_of_its_own_opens_the_next(label: str) -> None:
    lines = ["KẾ HOẠCH", "Dọn kênh năm 2026", "I. MỤC ĐÍCH", label, "Trạm Y tế xã kiểm tra nước giếng."]
    assert _read(*lines)[-1] == f"{label} Trạm Y tế xã kiểm tra nước giếng."


@pytest.mark.parametrize("sign", ["|", "│", " │ ", "║"])
def test_cells_parted_by_other_bars(sign: str) -> None:
    rows = [
        "TT| Nhiệm vụ| Chủ trì| Thời hạn",
        "1| Dọn kênh Ba Bàu| Phòng Kinh tế| Tháng 5/2026",
        "2| Thả 500 con cá| Đoàn xã| ",
    ]
    document = assemble(text_reading("\n".join(row.replace("| ", sign) for row in rows)), "a.txt", "", "text/plain")
    found = [(a.body, a.task, a.due) for a in extract(document).assignments]
    assert found == [("Phòng Kinh tế", "Dọn kênh Ba Bàu", "2026-05"), ("Đoàn xã", "Thả 500 con cá", None)]


def test_a_drawn_table_is_read_without_its_rules() -> None:
    lines = [
        "┌────┬─────────────────┬───────────────┐",
        "│ TT │ Nhiệm vụ        │ Chủ trì       │",
        "├────┼─────────────────┼───────────────┤",
        "│ 1  │ Dọn kênh Ba Bàu │ Phòng Kinh tế │",
        "│ 2  │ Trồng cây ven đê │ Đoàn xã       │",
        "└────┴─────────────────┴───────────────┘",
    ]
    document = assemble(text_reading("\n".join(lines)), "a.txt", "", "text/plain")
    assert [(a.body, a.task) for a in extract(document).assignments] == [
        ("Phòng Kinh tế", "Dọn kênh Ba Bàu"),
        ("Đoàn xã", "Trồng cây ven đê"),
    ]


def test_line_breaks_that_a_converter_wrote_in_cells() -> None:
    rows = [
        "TT | Nhiệm vụ | Chủ trì | Phối hợp",
        "1 | Dọn kênh | Phòng Kinh tế | - Đoàn xã<br>- Công an xã<br/>- Các thôn",
    ]
    document = assemble(text_reading("\n".join(rows)), "a.txt", "", "text/plain")
    assert extract(document).assignments[0].partners == ("Đoàn xã", "Công an xã", "Các thôn")


def test_a_body_of_the_province_alone_on_its_line_is_a_heading() -> None:
    lines = ["KẾ HOẠCH", "Dọn kênh năm 2026", "I. PHÂN CÔNG", "Công an tỉnh", "Tổ chức tuần tra bến đò."]
    assert _read(*lines)[-2:] == ["Công an tỉnh", "Tổ chức tuần tra bến đò."]


def test_a_long_table_costs_no_more_than_its_length() -> None:
    rows = "\n".join(f"{n} | Dọn kênh số {n} | Phòng Kinh tế | {n} | 12" for n in range(1, 4000))
    begun = time.process_time()
    lines = text_reading(f"TT | Việc | Chủ trì | Số mét | Số công\n{rows}").lines
    assert sum(line.kind == "row" for line in lines) == 4000
    assert time.process_time() - begun < 6  # half a second where nothing else runs; a minute by the square of the rows
