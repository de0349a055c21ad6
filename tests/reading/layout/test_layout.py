"""Paragraphs, zones, sections and the alignment, on texts of our own in the ways that they come."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.layout.assemble import assemble
from pipeline.reading.lines import Line, LineCell, PageInfo, Reading
from pipeline.records.evidence import Locator
from pipeline.text.unicode import nfc

PLAN = """\
ỦY BAN NHÂN DÂN
XÃ BÌNH AN

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 15/KH-UBND
Bình An, ngày 05 tháng 02 năm 2026

KẾ HOẠCH
Phòng, chống hạn hán, thiếu nước năm 2026

Căn cứ Luật Thủy lợi ngày 19 tháng 6 năm 2017;
Thực hiện Nghị quyết số 57-
NQ/TW ngày 22/12/2024 của Bộ Chính trị.

I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
Chủ động nguồn nước cho sản xuất và đời sống, bảo đảm 100% hộ dân có nước
sinh hoạt trong mùa khô.
2. Yêu cầu
- Rà soát từng khu vực có nguy cơ thiếu nước.
- Báo cáo kịp thời.
II. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế
Chủ trì, phối hợp với các thôn kiểm tra công trình thủy lợi.
Trên đây là Kế hoạch phòng, chống hạn hán năm 2026./.

Nơi nhận:
- UBND tỉnh;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Trần Văn Hòa
"""


def document(text, **extra):
    lines = tuple(Line(line, **extra) for line in nfc(text).split("\n"))
    return assemble(Reading(lines, (PageInfo(1),), "text"), "a.txt", "", "text/plain")


def texts(doc, *kinds):
    return [doc.text[b.start : b.end] for b in doc.blocks if b.kind in kinds]


def test_zones():
    doc = document(PLAN)
    assert texts(doc, "title") == ["KẾ HOẠCH", "Phòng, chống hạn hán, thiếu nước năm 2026"]
    assert texts(doc, "head")[0] == "ỦY BAN NHÂN DÂN"
    assert texts(doc, "foot")[0] == "Nơi nhận:"
    assert texts(doc, "foot")[-1] == "Trần Văn Hòa"


def test_wrapped_lines_are_joined_and_a_cut_symbol_is_whole():
    doc = document(PLAN)
    assert "Nghị quyết số 57-NQ/TW ngày 22/12/2024" in doc.text
    assert "100% hộ dân có nước sinh hoạt trong mùa khô." in doc.text


def test_sections():
    doc = document(PLAN)
    assert [(s.path, s.title) for s in doc.sections] == [
        ("I", "MỤC ĐÍCH, YÊU CẦU"), ("I.1", "Mục đích"), ("I.2", "Yêu cầu"),
        ("II", "TỔ CHỨC THỰC HIỆN"), ("II.1", "Phòng Kinh tế"),
    ]  # fmt: skip
    closing = next(b for b in doc.blocks if doc.text.startswith("Trên đây", b.start))
    assert doc.sections[closing.section].path == "II"


def same_letters(doc):
    for block in doc.blocks:
        start, end = doc.alignment.to_raw(block.start, block.end)
        assert "".join(doc.raw[start:end].split()) == "".join(doc.text[block.start : block.end].split())


def test_every_paragraph_maps_back():
    doc = document(PLAN)
    assert doc.raw == nfc(PLAN)
    same_letters(doc)


def test_blank_lines_between_all_lines_mean_nothing():
    spaced = document(PLAN.replace("\n", " \n\n"))
    assert "bảo đảm 100% hộ dân có nước sinh hoạt trong mùa khô." in spaced.text
    assert texts(spaced, "title")[0] == "KẾ HOẠCH"
    same_letters(spaced)


def test_one_paragraph_a_line_with_a_page_break_inside_a_sentence():
    text = (
        "KẾ HOẠCH\n\nTrồng rừng năm 2026\n\nI. NỘI DUNG\n\n"
        "- Trồng cây phân tán dọc các tuyến đường liên thôn của\n\nxã trong quý III.\n\n- Chăm sóc rừng."
    )
    doc = document(text)
    assert "- Trồng cây phân tán dọc các tuyến đường liên thôn của xã trong quý III." in texts(doc, "item")


def test_both_columns_on_one_line():
    text = (
        "UBND TỈNH LẠNG SƠN            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "SỞ XÂY DỰNG                      Độc lập - Tự do - Hạnh phúc\n"
        "Số: 12/KH-SXD                 Lạng Sơn, ngày 02 tháng 3 năm 2026\n"
        "KẾ HOẠCH\nKiểm tra công trình năm 2026\nI. MỤC ĐÍCH\n- Bảo đảm an toàn.\n"
        "Nơi nhận:                          GIÁM ĐỐC\n- Như trên;\n- Lưu: VT.                     Hoàng Văn Nam\n"
    )
    doc = document(text)
    left = [doc.text[b.start : b.end] for b in doc.blocks if b.column == "left"]
    right = [doc.text[b.start : b.end] for b in doc.blocks if b.column == "right"]
    assert left[:3] == ["UBND TỈNH LẠNG SƠN", "SỞ XÂY DỰNG", "Số: 12/KH-SXD"]
    assert "Lạng Sơn, ngày 02 tháng 3 năm 2026" in right
    assert "GIÁM ĐỐC" in right
    same_letters(doc)


def test_page_numbers_and_running_heads_are_dropped():
    pages = []
    for number in range(1, 5):
        pages += [
            Line("KH phòng cháy", number),
            Line(f"- Nội dung trang {number} của kế hoạch.", number),
            Line(str(number), number),
        ]
    doc = assemble(
        Reading(tuple(pages), tuple(PageInfo(n) for n in range(1, 5)), "text-layer"), "a.pdf", "", "application/pdf"
    )
    assert doc.text.split("\n") == [f"- Nội dung trang {n} của kế hoạch." for n in range(1, 5)]
    assert [block.page for block in doc.blocks] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("foot", "second", "kept"), [("57/KH-UBND", 810.0, 0), ("57/KH-UBND", 780.0, 2), ("Trần Văn Thử", 810.0, 2)]
)
def test_the_same_foot_on_both_pages_of_two_is_dropped(foot, second, kept):
    lines = [
        Line("Các thôn rà soát tủ sách và", 1, (70, 700, 500, 714)),
        Line(foot, 1, (280, 800, 330, 810.0)),
        Line("báo cáo trước ngày 30/9/2026.", 2, (70, 60, 300, 74)),
        Line(foot, 2, (280, second - 10, 330, second)),
    ]
    doc = assemble(Reading(tuple(lines), (PageInfo(1), PageInfo(2)), "text-layer"), "a.pdf", "", "application/pdf")
    assert doc.text.count(foot) == kept


def test_table_rows_become_cells():
    header = Line("STT\tNhiệm vụ", kind="row", table=1, header=True, cells=(LineCell(0, 3), LineCell(4, 12)))
    row = Line("1\tRà soát\nbáo cáo", kind="row", table=1, cells=(LineCell(0, 1), LineCell(2, 17)))
    doc = assemble(Reading((header, row), (PageInfo(1),), "docx"), "a.docx", "", "x")
    (table,) = doc.tables
    assert table.header_rows == 1
    assert [doc.text[c.start : c.end] for c in table.rows[1]] == ["1", "Rà soát\nbáo cáo"]
    same_letters(doc)


def test_repairs_stand_in_the_text_and_not_in_raw():
    line = Line("Nghi quyet so 57-NQITW", edits=((14, 22, "57-NQ/TW"),))
    doc = assemble(
        Reading((line,), (PageInfo(1),), "ocr"), "a.png", "", "image/png", lambda raw, _: [(0, 10, "Nghị quyết")]
    )
    assert doc.text == "Nghị quyết so 57-NQ/TW"
    assert doc.raw == "Nghi quyet so 57-NQITW"
    assert doc.raw[slice(*doc.alignment.to_raw(14, 22))] == "57-NQITW"


@given(st.text(alphabet=st.sampled_from(list("abAB1.-–+) \t\n\x0cĐạiI/;:“”%,")), max_size=300))
def test_nothing_is_lost_and_nothing_falls_over(text):
    doc = document(text)
    assert doc.raw == nfc(text)
    assert len("".join(doc.text.split())) <= len("".join(doc.raw.split()))
    for block in doc.blocks:
        assert doc.text[block.start : block.end].strip()
        doc.alignment.to_raw(block.start, block.end)


@pytest.mark.parametrize("width", [60, 76, 90])
def test_rewrapping_gives_the_same_paragraphs(width):
    paragraphs = [
        "- Phát huy vai trò của cộng đồng trong quản lý rừng, nâng cao nhận thức của người dân sống gần rừng về phòng cháy.",
        "- Tổ chức trực canh lửa trong suốt mùa khô tại các chòi canh, bảo đảm thông tin liên lạc thông suốt từ xã đến bản.",
        "- Xử lý nghiêm hành vi đốt nương làm rẫy trái phép, kịp thời khen thưởng tập thể, cá nhân có thành tích nổi bật.",
    ] * 3
    wrapped = "\n".join(textwrap.fill(p, width) for p in paragraphs)
    assert document(wrapped).text.split("\n") == paragraphs


def test_page_numbers_that_a_converter_left_in_the_text_go():
    page = [f"{i}. Khảo sát bể bơi của thôn số {i} và báo cáo" for i in range(1, 17)]
    text = "\n".join([*page, "Yêu", "2", "cầu các thôn thực hiện.", *page, "3", *page])
    doc = document(text)
    assert "Yêu cầu các thôn thực hiện." in doc.text
    assert "\n3\n" not in doc.text
    numbers = document("Cột một\n1\n2\n3\nCột hai")  # a column of a table, line by line
    assert [line for line in numbers.text.split("\n") if line.isdigit()]


@pytest.mark.parametrize("mark", ["Trang {}", "--- Trang {} ---", "[Page {}]", "<!-- Page {} of 9 -->"])
def test_marks_between_pages_that_a_converter_wrote_go(mark):
    marks = [mark.format(number) for number in (1, 2)]
    text = "\n".join(
        [marks[0], "Yêu cầu các thôn, ấp rà soát các hộ chưa có nước sạch và", "", marks[1], "", "báo cáo kết quả."]
    )
    assert [line for line in document(text).text.split("\n") if "2" in line or "1" in line] == []
    falling = "\n".join([marks[1], "Yêu cầu các thôn rà soát.", marks[0]])
    assert "1" in document(falling).text


def test_a_page_without_a_line_stands_between_its_neighbours():
    lines = tuple(Line(text, page) for text, page in (("Trang đầu", 1), ("Trang ba", 3), ("Trang tư", 4)))
    doc = assemble(Reading(lines, tuple(map(PageInfo, (1, 2, 3, 4))), "text"), "plan.txt", "", "text/plain")
    assert [(page.raw_start, page.raw_end) for page in doc.pages] == [(0, 9), (9, 9), (10, 18), (19, 27)]
    at = doc.text.index("Trang ba")
    assert Locator(doc).evidence((at, at + 8)).page == 3
