"""The PDF reader: geometry to lines, columns, tables, signature fields."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import DamagedFile
from pipeline.reading.lines import Line, Reading
from pipeline.reading.pdf.reader import read_pdf
from pipeline.settings import ReadSettings

Make = Callable[..., Path]
Draw = Callable[[Any], None]


def lines_of(path: Path, **settings: Any) -> list[Line]:
    return list(read_pdf(path, ReadSettings(**settings)).lines)


def texts(path: Path) -> list[str]:
    return [line.text for line in lines_of(path)]


def test_the_head_gives_its_left_column_then_its_right_one(make_pdf: Make, head: Draw) -> None:
    lines = lines_of(make_pdf(head))
    assert [(line.column, line.text) for line in lines] == [
        ("left", "ỦY BAN NHÂN DÂN"),
        ("left", "XÃ AN BÌNH"),
        ("left", "Số: 15/KH-UBND"),
        ("right", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("right", "Độc lập - Tự do - Hạnh phúc"),
        ("right", "An Bình, ngày 03 tháng 02 năm 2026"),
        (None, "KẾ HOẠCH"),
    ]


def test_the_foot_is_read_by_columns_though_their_lines_do_not_align(make_pdf: Make) -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(85, 600, "Các đơn vị nghiêm túc triển khai thực hiện Kế hoạch này, báo cáo kết quả./.")
        for row, text in enumerate(("Nơi nhận:", "- UBND tỉnh;", "- Các phòng thuộc xã;", "- Lưu: VT.")):
            canvas.drawString(85, 560 - 13 * row, text)
        for row, text in enumerate(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "", "", "", "Đỗ Thị Mai")):
            canvas.drawCentredString(430, 564 - 17 * row, text)

    sides = [(line.column, line.text) for line in lines_of(make_pdf(draw))]
    assert sides[1:5] == [
        ("left", "Nơi nhận:"),
        ("left", "- UBND tỉnh;"),
        ("left", "- Các phòng thuộc xã;"),
        ("left", "- Lưu: VT."),
    ]
    assert sides[5:] == [("right", "TM. ỦY BAN NHÂN DÂN"), ("right", "CHỦ TỊCH"), ("right", "Đỗ Thị Mai")]


def test_justified_text_is_not_split_into_columns(make_pdf: Make) -> None:
    rows = ("Thực hiện chỉ tiêu kế hoạch", "phát triển kinh tế xã hội", "của toàn xã năm nay đạt")

    def draw(canvas: Any) -> None:
        for row, text in enumerate(rows):
            words = text.split()
            step = 420 / (len(words) - 1)
            for index, word in enumerate(words):
                canvas.drawString(85 + step * index, 780 - 20 * row, word)

    lines = lines_of(make_pdf(draw))
    assert [" ".join(line.text.split()) for line in lines] == list(rows)
    assert all(line.column is None for line in lines)


def test_words_lie_in_their_line_and_within_the_page(make_pdf: Make, head: Draw) -> None:
    for line in lines_of(make_pdf(head)):
        assert line.box is not None
        assert " ".join(line.text[word.start : word.end] for word in line.words) == line.text
        for word in line.words:
            assert line.box[0] - 0.01 <= word.box[0] < word.box[2] <= line.box[2] + 0.01
            assert 0 <= word.box[1] < word.box[3] <= 842


def test_a_signature_field_fills_the_number_and_the_day_in_their_places(make_pdf: Make) -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(85, 740, "Số:")
        canvas.drawString(140, 740, "/KH-UBND")
        canvas.drawString(300, 740, "An Bình, ngày")
        canvas.drawString(400, 740, "tháng 01 năm 2026")
        for value, x in (("07", 108), ("15", 378)):
            canvas.acroForm.textfield(
                value=value, x=x, y=735, width=24, height=18, fontSize=12, borderWidth=0, fontName="Times-Roman"
            )

    found = texts(make_pdf(draw))
    assert "Số: 07/KH-UBND" in found
    assert "An Bình, ngày 15 tháng 01 năm 2026" in found


def test_leaders_under_a_filled_field_go(make_pdf: Make) -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(85, 740, "Số: ............/KH-UBND")
        canvas.acroForm.textfield(value="123", x=112, y=735, width=34, height=18, fontSize=12, borderWidth=0)

    assert texts(make_pdf(draw)) == ["Số: 123/KH-UBND"]


def test_signature_details_are_notes(make_pdf: Make) -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(85, 740, "Số: 12/KH-UBND")
        for row, text in enumerate(("Ky boi: UBND xa An Binh", "Signed by: UBND", "Email: ubnd@example.vn")):
            canvas.acroForm.textfield(
                value=text, x=80, y=745 - 10 * row, width=160, height=10, fontSize=7, borderWidth=0
            )

    lines = lines_of(make_pdf(draw))
    assert [line.text for line in lines if line.kind is None] == ["Số: 12/KH-UBND"]
    assert {line.kind for line in lines if "Signed" in line.text or "Email" in line.text} == {"note"}


def test_a_raised_number_is_a_mark_and_a_square_metre_is_none(make_pdf: Make, fonts: tuple[str, str]) -> None:
    def draw(canvas: Any) -> None:
        text = canvas.beginText(85, 700)
        for piece, size, rise in (("theo nhận định", 13, 0), ("1", 8, 5), (", trồng 120 m", 13, 0), ("2", 8, 5)):
            text.setFont(fonts[0], size)
            text.setRise(rise)
            text.textOut(piece)
        canvas.drawText(text)

    (line,) = lines_of(make_pdf(draw))
    clean = line.text
    for start, end in reversed(line.drop):
        clean = clean[:start] + clean[end:]
    assert clean == "theo nhận định, trồng 120 m2"
    assert line.text == "theo nhận định1, trồng 120 m2"


def test_footnotes_below_their_rule_are_notes(make_pdf: Make, fonts: tuple[str, str]) -> None:
    def draw(canvas: Any) -> None:
        for row in range(6):
            canvas.drawString(85, 780 - 20 * row, "Nội dung của kế hoạch được trình bày tại dòng này")
        canvas.line(85, 100, 230, 100)
        canvas.setFont(fonts[0], 9)
        canvas.drawString(85, 88, "1 Theo báo cáo của Phòng Kinh tế.")

    lines = lines_of(make_pdf(draw))
    assert [line.text for line in lines if line.kind == "note"] == ["1 Theo báo cáo của Phòng Kinh tế."]


def test_the_mark_of_a_note_may_be_as_large_as_the_text(make_pdf: Make, fonts: tuple[str, str]) -> None:
    def draw(canvas: Any) -> None:
        for row in range(4):
            canvas.drawString(85, 780 - 20 * row, "Nội dung của kế hoạch được trình bày tại dòng này")
        canvas.line(85, 400, 230, 400)
        for row, text in enumerate(
            ("Theo báo cáo của Phòng Kinh tế năm 2026", "lập ngày 05/01/2026", "và bản bổ sung") * 3
        ):
            canvas.setFont(fonts[0], 13)
            if row % 3 == 0:
                canvas.drawString(85, 380 - 14 * row, str(row // 3 + 1))
            canvas.setFont(fonts[0], 9)
            canvas.drawString(95 if row % 3 == 0 else 85, 380 - 14 * row, text)

    assert [line.kind for line in lines_of(make_pdf(draw))] == [None] * 4 + ["note"] * 9


def test_a_note_cuts_no_paragraph_that_goes_on_over_the_page(make_pdf: Make, fonts: tuple[str, str]) -> None:
    def first(canvas: Any) -> None:
        for row, text in enumerate(("Xã mở lớp theo kế hoạch đã ban hành trong năm nay và bố trí", "kinh phí.")):
            canvas.drawString(105 - 20 * row, 780 - 20 * row, text)
        for row, text in enumerate(
            ("Các thôn vận động người dân tham gia lớp học theo Kế hoạch số", "9/KH-UBND ngày 03 tháng 02 năm")
        ):
            canvas.drawString(105 - 20 * row, 740 - 20 * row, text)
        canvas.line(85, 100, 230, 100)
        canvas.setFont(fonts[0], 9)
        canvas.drawString(85, 88, "1 Ban hành theo Quyết định số 4/QĐ-UBND.")

    def second(canvas: Any) -> None:
        canvas.drawString(85, 780, "2026 của xã.")

    assert texts(make_pdf(first, second))[2:] == [
        "1 Ban hành theo Quyết định số 4/QĐ-UBND.",
        "Các thôn vận động người dân tham gia lớp học theo Kế hoạch số",
        "9/KH-UBND ngày 03 tháng 02 năm",
        "2026 của xã.",
    ]


def test_lines_are_as_high_where_the_font_tells_no_height(make_pdf: Make) -> None:
    """Of a font of LibreOffice PDFium knows the heights of a few letters, which are no measure of a line."""

    def draw(canvas: Any) -> None:
        for row, text in enumerate(("nam em an", "ĐƯỜNG ĐẾN", "gỡ quỹ")):
            canvas.drawString(85, 780 - 20 * row, text)

    path = make_pdf(draw, pageCompression=0)
    told = {b"Ascent": b"469", b"Descent": b"-9"}
    named = re.compile(rb"/(Ascent|Descent) (-?[\d.]+)")
    path.write_bytes(named.sub(lambda f: b"/%s %s" % (f[1], told[f[1]].ljust(len(f[2]))), path.read_bytes()))
    heights = [line.box[3] - line.box[1] for line in lines_of(path) if line.box]
    assert max(heights) - min(heights) < 0.01
    assert 14 < heights[0] < 15


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_reads_like_an_upright_one(make_pdf: Make, turn: int) -> None:
    import pypdfium2

    def draw(canvas: Any) -> None:
        for row, text in enumerate(("I. MỤC ĐÍCH, YÊU CẦU", "1. Mục đích", "Nâng cao nhận thức của người dân")):
            canvas.drawString(85, 600 - 20 * row, text)

    path = make_pdf(draw)
    upright = lines_of(path)
    pdf = pypdfium2.PdfDocument(str(path))
    pdf[0].set_rotation(turn)
    turned = path.with_name("turned.pdf")
    pdf.save(str(turned))
    pdf.close()
    lines = lines_of(turned)
    assert [line.text for line in lines] == [line.text for line in upright]
    reading = read_pdf(turned, ReadSettings())
    width, height = reading.pages[0].width, reading.pages[0].height
    assert width is not None and height is not None
    assert (width > height) == (turn in (90, 270))
    assert all(
        line.box and 0 <= line.box[0] < line.box[2] <= width and 0 <= line.box[1] < line.box[3] <= height
        for line in lines
    )


def test_decomposed_text_comes_out_composed(make_pdf: Make) -> None:
    text = "Nghị quyết của Đảng ủy xã"
    path = make_pdf(lambda canvas: canvas.drawString(85, 700, unicodedata.normalize("NFD", text)))
    assert texts(path) == [text]


def test_a_symbol_cut_at_its_hyphen_keeps_it(make_pdf: Make) -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(85, 700, "Thực hiện Nghị quyết số 71/NQ-")
        canvas.drawString(85, 680, "CP ngày 01 tháng 4 năm 2025")

    assert texts(make_pdf(draw)) == ["Thực hiện Nghị quyết số 71/NQ-", "CP ngày 01 tháng 4 năm 2025"]


def test_text_cropped_away_is_not_read(make_pdf: Make) -> None:
    def draw(canvas: Any) -> None:
        canvas.setCropBox((0, 0, 595, 700))
        canvas.drawString(85, 780, "bị cắt khỏi trang")
        canvas.drawString(85, 600, "còn thấy")

    (line,) = lines_of(make_pdf(draw))
    assert line.text == "còn thấy"
    assert line.box is not None and 80 < line.box[1] < 110


def grid(canvas: Any, xs: list[float], ys: list[float], skip: tuple[tuple[str, int, int], ...] = ()) -> None:
    """Rules a table; `skip` names pieces that are left out: ("h", line, column) or ("v", line, row)."""
    for i, y in enumerate(ys):
        for c in range(len(xs) - 1):
            if ("h", i, c) not in skip:
                canvas.line(xs[c], y, xs[c + 1], y)
    for i, x in enumerate(xs):
        for r in range(len(ys) - 1):
            if ("v", i, r) not in skip:
                canvas.line(x, ys[r], x, ys[r + 1])


XS = [60.0, 100.0, 300.0, 420.0, 540.0]


def task_table(canvas: Any, top: float, rows: list[tuple[str, ...]], title: bool = True) -> None:
    table = [("TT", "Nhiệm vụ", "Chủ trì", "Thời hạn"), *rows] if title else rows
    ys = [top - 40 * index for index in range(len(table) + 1)]
    grid(canvas, XS, ys)
    for r, row in enumerate(table):
        for c, text in enumerate(row):
            for n, part in enumerate(text.split("|")):
                canvas.drawString(XS[c] + 4, ys[r] - 15 - 15 * n, part)


def test_a_ruled_table_comes_as_rows_with_its_cells(make_pdf: Make) -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(60, 780, "PHỤ LỤC")
        task_table(
            canvas,
            760,
            [("1", "Tuyên truyền về cải cách|hành chính", "Văn phòng", "Quý I"), ("2", "Kiểm tra", "", "Quý II")],
        )
        canvas.drawString(60, 560, "Ghi chú dưới bảng")

    lines = lines_of(make_pdf(draw))
    rows = [line for line in lines if line.kind == "row"]
    assert [line.text for line in lines if line.kind != "row"] == ["PHỤ LỤC", "Ghi chú dưới bảng"]
    assert [line.kind for line in lines] == [None, "row", "row", "row", None]
    assert [row.text[c.start : c.end] for row in rows[1:2] for c in row.cells] == [
        "1",
        "Tuyên truyền về cải cách hành chính",
        "Văn phòng",
        "Quý I",
    ]
    assert [len(row.cells) for row in rows] == [4, 4, 4]
    assert [row.header for row in rows] == [True, False, False]
    assert {row.table for row in rows} == {1}
    for row in rows:
        assert [row.text[w.start : w.end] for w in row.words] == row.text.split()


def test_merged_cells_stand_in_each_place(make_pdf: Make) -> None:
    def draw(canvas: Any) -> None:
        ys = [700.0, 660.0, 620.0, 580.0]
        grid(canvas, XS, ys, (("v", 2, 1), ("v", 3, 1), ("h", 2, 0)))
        for text, x, y in (
            ("TT", 64, 680), ("Nội dung", 110, 680), ("Chủ trì", 310, 680), ("Thời gian", 430, 680),
            ("1", 64, 640), ("Công tác tuyên truyền", 110, 640), ("Phát tờ rơi", 110, 600), ("Công an", 310, 600),
            ("Quý I", 430, 600),
        ):  # fmt: skip
            canvas.drawString(x, y, text)

    rows = [line for line in lines_of(make_pdf(draw)) if line.kind == "row"]
    cells = [[row.text[c.start : c.end] for c in row.cells] for row in rows]
    assert cells[1] == ["1", "Công tác tuyên truyền", "Công tác tuyên truyền", "Công tác tuyên truyền"]
    assert cells[2] == ["1", "Phát tờ rơi", "Công an", "Quý I"]
    assert rows[1].cells[1] == rows[1].cells[3]
    assert rows[1].cells[0].row_span == 2 and rows[2].cells[0].row_span == 0


def cells_of(lines: list[Line]) -> list[list[str]]:
    return [[line.text[c.start : c.end] for c in line.cells] for line in lines if line.kind == "row"]


def test_a_row_cut_by_the_end_of_the_page_needs_no_rule_below_it(make_pdf: Make) -> None:
    def draw(canvas: Any) -> None:
        task_table(canvas, 760, [("1", "Tuyên truyền", "Văn phòng", "Quý I"), ("2", "Kiểm tra", "Công an", "Quý II")])
        for x in XS:
            canvas.line(x, 640, x, 605)
        for text, x in (("3", 64.0), ("Tập huấn", 104.0), ("Trạm Y tế", 304.0), ("Quý III", 424.0)):
            canvas.drawString(x, 620, text)

    lines = lines_of(make_pdf(draw))
    assert [line.kind for line in lines] == ["row"] * 4
    assert cells_of(lines)[3] == ["3", "Tập huấn", "Trạm Y tế", "Quý III"]


def unruled(canvas: Any, top: float, rows: list[tuple[str, ...]]) -> None:
    """Rows of columns that blanks alone part; "|" breaks a cell."""
    for row in rows:
        cells = [text.split("|") for text in row]
        for x, parts in zip(XS, cells, strict=False):
            for n, part in enumerate(parts):
                canvas.drawString(x, top - 15 * n, part)
        top -= 15 * max(map(len, cells)) + 6


def test_a_table_without_rules_goes_on_over_the_page(make_pdf: Make) -> None:
    def first(canvas: Any) -> None:
        canvas.drawString(60, 780, "Giao nhiệm vụ cho các cơ quan, đơn vị của xã như dưới đây")
        unruled(canvas, 750, [
            ("TT", "Nhiệm vụ", "Chủ trì", "Thời hạn"), ("1", "Thông báo lịch cắt|nước", "Trạm cấp nước", "Quý I"),
            ("2", "Súc rửa đường ống", "Trạm cấp nước", "Quý II"),
        ])  # fmt: skip

    def second(canvas: Any) -> None:
        canvas.drawCentredString(300, 800, "2")
        unruled(
            canvas, 770, [("3", "Thay đồng hồ", "Tổ kỹ thuật", "Quý III"), ("4", "Kiểm kê", "Tổ kế toán", "Quý IV")]
        )
        canvas.drawString(60, 640, "Các cơ quan, đơn vị có tên ở trên căn cứ Kế hoạch này tổ chức thực hiện.")

    lines = lines_of(make_pdf(first, second))
    assert cells_of(lines) == [
        ["TT", "Nhiệm vụ", "Chủ trì", "Thời hạn"],
        ["1", "Thông báo lịch cắt nước", "Trạm cấp nước", "Quý I"],
        ["2", "Súc rửa đường ống", "Trạm cấp nước", "Quý II"],
        ["3", "Thay đồng hồ", "Tổ kỹ thuật", "Quý III"],
        ["4", "Kiểm kê", "Tổ kế toán", "Quý IV"],
    ]
    assert {line.table for line in lines if line.kind == "row"} == {1}
    assert lines[0].kind is None and lines[-1].kind is None


def test_a_table_goes_on_over_the_page_without_its_repeated_header(make_pdf: Make) -> None:
    def first(canvas: Any) -> None:
        canvas.drawString(60, 780, "PHỤ LỤC")
        task_table(canvas, 700, [("1", "Tuyên truyền", "Văn phòng", "Quý I")])

    def second(canvas: Any) -> None:
        canvas.drawCentredString(300, 800, "2")
        task_table(canvas, 780, [("2", "Kiểm tra", "Công an", "Quý II")])

    def third(canvas: Any) -> None:
        canvas.drawCentredString(300, 800, "3")
        task_table(canvas, 780, [("3", "Tổng kết", "Văn phòng", "Quý IV")], title=False)

    rows = [line for line in lines_of(make_pdf(first, second, third)) if line.kind == "row"]
    assert [(row.page, row.table, row.text.split("\t")[0]) for row in rows] == [
        (1, 1, "TT"),
        (1, 1, "1"),
        (2, 1, "2"),
        (3, 1, "3"),
    ]


def test_two_tables_on_following_pages_with_text_between_are_two(make_pdf: Make) -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(60, 780, "Bảng giao nhiệm vụ")
        task_table(canvas, 740, [("1", "Tuyên truyền", "Văn phòng", "Quý I")])

    rows = [line for line in lines_of(make_pdf(draw, draw)) if line.kind == "row"]
    assert [row.table for row in rows] == [1, 1, 2, 2]


def test_a_frame_around_text_is_no_table(make_pdf: Make) -> None:
    def draw(canvas: Any) -> None:
        canvas.rect(60, 500, 480, 300)
        canvas.rect(70, 510, 460, 280)
        canvas.drawString(85, 700, "Nội dung trong khung")

    (line,) = lines_of(make_pdf(draw))
    assert (line.kind, line.text) == (None, "Nội dung trong khung")


def test_a_page_number_is_a_line_of_its_own(make_pdf: Make) -> None:
    def draw(canvas: Any) -> None:
        canvas.drawCentredString(300, 810, "2")
        canvas.drawString(85, 780, "Tiếp theo trang trước")

    assert texts(make_pdf(draw)) == ["2", "Tiếp theo trang trước"]


def test_one_bad_page_does_not_cost_the_others(make_pdf: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.reading.pdf.pdfium import PdfFile

    path = make_pdf(*[lambda canvas, n=n: canvas.drawString(85, 700, f"Trang {n}") for n in (1, 2, 3)])
    whole = PdfFile.layer

    def layer(self: PdfFile, number: int) -> Any:
        if number == 2:
            raise DamagedFile(self.path, "trang 2")
        return whole(self, number)

    monkeypatch.setattr(PdfFile, "layer", layer)
    reading = read_pdf(path, ReadSettings())
    assert [line.text for line in reading.lines] == ["Trang 1", "Trang 3"]
    assert [page.method for page in reading.pages] == ["layer", "failed", "layer"]
    ((page, stage, message),) = reading.faults
    assert (page, stage) == (2, "reading") and " / " in message


def test_an_absurd_page_size_is_a_fault_and_the_text_is_read(make_pdf: Make) -> None:
    path = make_pdf(lambda canvas: canvas.drawString(85, 700, "Còn đọc được"), size=(2147483648.0, 2147483648.0))
    reading = read_pdf(path, ReadSettings())
    assert [fault[0] for fault in reading.faults] == [1]
    assert [line.text for line in reading.lines] == ["Còn đọc được"]


@pytest.mark.parametrize("box", [b"3000 3000 3595 3842", b"-700 -900 -105 -58", b"0 3000 595 3842"])
def test_words_outside_of_a_misplaced_page_box_are_read_and_told(make_pdf: Make, box: bytes) -> None:
    path = make_pdf(
        lambda canvas: canvas.drawString(85, 700, "Trang đầu"), lambda canvas: canvas.drawString(85, 700, "Trang sau")
    )
    first, after, rest = path.read_bytes().rpartition(b"/MediaBox [ 0 0 595 842 ]")
    assert after == b"/MediaBox [ 0 0 595 842 ]"
    path.write_bytes(first + b"/MediaBox [ " + box + b" ]" + rest)
    reading = read_pdf(path, ReadSettings())
    assert [(line.text, line.page) for line in reading.lines] == [("Trang đầu", 1), ("Trang sau", 2)]
    assert [(page, "/ The size" in message) for page, _, message in reading.faults] == [(2, True)]


def test_where_pdfium_finds_nothing_pdfplumber_is_asked(make_pdf: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.reading.pdf import reader as module

    path = make_pdf(lambda canvas: canvas.drawString(85, 700, "Chỉ pdfplumber đọc được"))

    def refuse(*_: Any) -> Any:
        raise DamagedFile(path, "PDFium")

    monkeypatch.setattr(module, "PdfFile", refuse)
    reading: Reading = read_pdf(path, ReadSettings())
    assert [line.text for line in reading.lines] == ["Chỉ pdfplumber đọc được"]
    assert reading.pages[0].reason == "pdfplumber"


@pytest.mark.slow
def test_a_thousand_pages(make_pdf: Make) -> None:
    def draw(canvas: Any) -> None:
        for row in range(8):
            canvas.drawString(85, 780 - 24 * row, f"Dòng {row} của kế hoạch phát triển kinh tế - xã hội")

    reading = read_pdf(make_pdf(*[draw] * 1000), ReadSettings())
    assert len(reading.pages) == 1000
    assert len(reading.lines) == 8_000


def test_a_head_whose_columns_share_no_baseline(make_pdf: Make) -> None:
    def draw(canvas: Any) -> None:
        for row, text in enumerate(("ỦY BAN NHÂN DÂN", "XÃ AN BÌNH", "Số: 15/KH-UBND")):
            canvas.drawCentredString(150, 772 - 16 * row, text)
        for row, text in enumerate(("CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "VIỆT NAM", "An Bình, ngày 03 tháng 02 năm 2026")):
            canvas.drawCentredString(420, 780 - 16 * row, text)
        canvas.drawCentredString(300, 690, "KẾ HOẠCH")
        canvas.drawString(85, 650, "Thực hiện chỉ đạo của cấp trên về phát triển kinh tế - xã hội của toàn xã năm nay")

    assert [line.column for line in lines_of(make_pdf(draw))] == ["left"] * 3 + ["right"] * 3 + [None, None]


def test_the_line_above_the_foot_stays_out_of_it(make_pdf: Make) -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(85, 790, "Các đơn vị nghiêm túc triển khai thực hiện Kế hoạch này, báo cáo kết quả về")
        canvas.drawString(85, 770, "UBND xã./.")
        canvas.drawString(85, 750, "Nơi nhận:")
        canvas.drawString(85, 735, "- UBND tỉnh;")
        canvas.drawString(85, 720, "- Lưu: VT.")
        canvas.drawCentredString(430, 735, "CHỦ TỊCH")

    assert [line.column for line in lines_of(make_pdf(draw))] == [None, None, "left", "left", "left", "right"]


def test_a_ruled_foot_is_no_table(make_pdf: Make) -> None:
    def draw(canvas: Any) -> None:
        grid(canvas, [60.0, 300.0, 540.0], [700.0, 600.0])
        for row, text in enumerate(("Nơi nhận:", "- UBND tỉnh;", "- Lưu: VT.")):
            canvas.drawString(66, 680 - 15 * row, text)
        canvas.drawCentredString(420, 680, "CHỦ TỊCH")

    lines = lines_of(make_pdf(draw))
    assert [(line.kind, line.column) for line in lines] == [(None, "left")] * 3 + [(None, "right")]


def test_a_title_that_no_converter_centred_ends_the_two_columns_of_the_head(make_pdf: Make) -> None:
    below = ("KẾ HOẠCH", "Cải tạo chợ xã An Bình năm 2026", "I. MỤC TIÊU", "Sửa 12 gian hàng trong quý II năm 2026.")

    def left(canvas: Any) -> None:
        for row, text in enumerate(("ỦY BAN NHÂN DÂN", "XÃ AN BÌNH", "Số: 15/KH-UBND")):
            canvas.drawCentredString(160, 780 - 18 * row, text)
        right = (
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "An Bình, ngày 03 tháng 02 năm 2026",
        )
        for row, text in enumerate(right):
            canvas.drawCentredString(410, 781 - 18 * row, text)
        for row, text in enumerate(below):
            canvas.drawString(70, 712 - 18 * row, text)

    assert [line.text for line in lines_of(make_pdf(left)) if line.column is None] == list(below)


def test_a_page_whose_content_is_damaged_is_told_and_a_blank_one_is_not(make_pdf: Make) -> None:
    path = make_pdf(lambda canvas: canvas.drawString(85, 700, "Trang một."), lambda canvas: None, lambda canvas: None)
    assert not read_pdf(path, ReadSettings()).faults
    whole = path.read_bytes()
    last = [found.start() for found in re.finditer(rb"ASCII85Decode /FlateDecode", whole)][-1]
    start = whole.index(b"stream", last) + 7
    path.write_bytes(whole[:start] + b"!" * 20 + whole[start + 20 :])
    reading = read_pdf(path, ReadSettings())
    assert [line.text for line in reading.lines] == ["Trang một."]
    assert [fault[0] for fault in reading.faults] == [3]


def _unseen(how: str, canvas: Any) -> None:
    canvas.drawString(70, 700, "Các thôn lắp 12 loa truyền thanh.")
    text = canvas.beginText(70, 680)
    if how == "invisible":
        text.setTextRenderMode(3)
    elif how == "white":
        text.setFillGray(1)
    else:
        text.setFont(canvas._fontname, 0.2)
    text.textLine("Mở 99 lớp.")
    canvas.drawText(text)


@pytest.mark.parametrize("how", ["invisible", "white", "small"])
def test_words_that_the_page_does_not_show_are_left_out_and_told(make_pdf: Callable[..., Path], how: str) -> None:
    reading = read_pdf(make_pdf(partial(_unseen, how)), ReadSettings(ocr="never"))
    assert [line.text for line in reading.lines] == ["Các thôn lắp 12 loa truyền thanh."]
    assert ["“Mở 99 lớp.”" in fault[2] for fault in reading.faults] == [True]


def test_white_words_on_a_filled_cell_are_read(make_pdf: Callable[..., Path]) -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(70, 700, "Các thôn lắp 12 loa truyền thanh.")
        canvas.setFillGray(0.3)
        canvas.rect(60, 670, 200, 20, fill=1)
        canvas.setFillGray(1)
        canvas.drawString(70, 676, "Mở 99 lớp.")

    reading = read_pdf(make_pdf(draw), ReadSettings(ocr="never"))
    assert ("Mở 99 lớp." in "\n".join(line.text for line in reading.lines), reading.faults) == (True, ())
