"""Words that a PDF page shows and that are no part of its text, and text in two columns."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2

from pipeline import read
from pipeline.reading.pdf.reader import read_pdf
from pipeline.settings import ReadSettings

Make = Callable[..., Path]
GOALS = ("1. Trồng 120 cây bàng ở sân các nhà văn hóa thôn.", "2. Sửa 04 nhà văn hóa thôn trong năm 2026.")


def kept(path: Path) -> list[str]:
    """The lines that are text."""
    return [line.text for line in read_pdf(path, ReadSettings()).lines if not line.is_dropped]


def goals(canvas: Any) -> None:
    for row, text in enumerate(GOALS):
        canvas.drawString(85, 700 - 20 * row, text)


def struck(canvas: Any, rise: float, beyond: float = 0.0) -> None:
    """A stroke along the first goal, `rise` points over its baseline."""
    canvas.setLineWidth(0.5)
    width = canvas.stringWidth(GOALS[0])
    canvas.line(85 - beyond, 700 + rise, 85 + width + beyond, 700 + rise)


def test_words_aslant_over_the_page_are_left_out_and_said(make_pdf: Make) -> None:
    def draw(canvas: Any) -> None:
        canvas.saveState()
        canvas.translate(250, 690)
        canvas.rotate(45)
        canvas.setFontSize(50)
        canvas.drawCentredString(0, 0, "DỰ THẢO")
        canvas.restoreState()
        goals(canvas)

    path = make_pdf(draw, draw)
    assert kept(path) == [*GOALS, *GOALS]
    assert "DỰ THẢO" in read(path).raw
    assert [remark.partition(" / ")[0] for remark in read(path).remarks] == [
        "Chữ nằm chéo trên trang (hình mờ) không đọc: “DỰ THẢO”"
    ]


def test_a_sheet_that_was_laid_askew_is_read(make_pdf: Make) -> None:
    def draw(canvas: Any) -> None:
        canvas.translate(150, -200)
        canvas.rotate(20)
        goals(canvas)

    document = read(make_pdf(draw))
    assert "nhà" in document.raw
    assert document.remarks == ()


def test_numbers_of_lines_are_no_text(make_pdf: Make) -> None:
    def draw(canvas: Any, step: int = 1) -> None:
        for row in range(9):
            canvas.drawRightString(50, 700 - 20 * row, str(step * (row + 1)))
            canvas.drawString(85, 700 - 20 * row, f"Các thôn góp công làm đường, đợt thứ {row} của xã.")

    assert kept(make_pdf(draw))[3] == "Các thôn góp công làm đường, đợt thứ 3 của xã."
    assert kept(make_pdf(lambda canvas: draw(canvas, 5)))[3] == "Các thôn góp công làm đường, đợt thứ 3 của xã."
    assert kept(make_pdf(lambda canvas: draw(canvas, 7)))[3].startswith("28")


def test_a_stroke_through_the_words_strikes_them_out(make_pdf: Make) -> None:
    def draw(canvas: Any) -> None:
        goals(canvas)
        struck(canvas, 4)

    document = read(make_pdf(draw))
    assert document.text == GOALS[1]
    assert f"~~{GOALS[0]}~~" in document.raw
    assert document.remarks[0].startswith(f"Có 1 chỗ chữ bị gạch bỏ, không đọc: “{GOALS[0]}”")


def test_what_is_underlined_or_lies_by_the_rule_of_a_table_is_in_force(make_pdf: Make) -> None:
    for rise, beyond in ((-1.5, 0.0), (12.0, 0.0), (4.0, 40.0)):

        def draw(canvas: Any, rise: float = rise, beyond: float = beyond) -> None:
            goals(canvas)
            struck(canvas, rise, beyond)

        assert kept(make_pdf(draw)) == [*GOALS]


def test_what_a_reader_struck_out_and_noted_is_said(make_pdf: Make, tmp_path: Path) -> None:
    from reportlab.pdfbase import pdfdoc

    def draw(canvas: Any) -> None:
        goals(canvas)
        canvas.textAnnotation("Xem lại số cây", Rect=[500, 700, 520, 720])
        mark, name, array = pdfdoc.PDFDictionary(), pdfdoc.PDFName, pdfdoc.PDFArray
        mark["Type"], mark["Subtype"] = name("Annot"), name("StrikeOut")
        mark["Rect"] = array([80, 676, 500, 692])
        mark["QuadPoints"] = array([80, 692, 500, 692, 80, 676, 500, 676])
        canvas._addAnnotation(mark)

    document = read(make_pdf(draw))
    assert document.text == GOALS[0]
    assert [remark.partition(" / ")[0] for remark in document.remarks] == [
        "Tệp PDF có 1 ghi chú của người xem, không đọc: “Xem lại số cây”",
        f"Có 1 chỗ chữ bị gạch bỏ, không đọc: “{GOALS[1]}”",
    ]


def test_files_of_any_kind_that_a_pdf_encloses_are_named_but_for_those_of_programs(make_pdf: Make) -> None:
    path = make_pdf(goals)
    pdf = pypdfium2.PdfDocument(str(path))
    for name in ("phụ lục.csv", "hoadon.xml"):
        pdf.new_attachment(name).set_data(b"a;b")
    pdf.save(str(path.with_name("gói.pdf")))
    pdf.close()
    [fault] = read(path.with_name("gói.pdf")).faults
    assert fault.message.startswith("Tệp đính kèm trong PDF chưa đọc: phụ lục.csv /")


LEFT = (
    "Xã mở rộng vườn rau sạch tại",
    "các thôn ven sông, hỗ trợ giống",
    "và phân bón cho từng hộ tham gia",
    "trong suốt hai vụ của năm nay.",
    "Phòng Kinh tế hướng dẫn các thôn",
    "lập danh sách hộ đăng ký.",
)
RIGHT = (
    "Trạm khuyến nông cử cán bộ theo",
    "dõi đồng ruộng và báo cáo về xã",
    "vào cuối mỗi tháng để kịp thời",
    "xử lý sâu bệnh phát sinh.",
    "Các hội, đoàn thể vận động hội",
    "viên mua rau của xã.",
)


def test_text_in_two_columns_is_read_one_column_after_the_other(make_pdf: Make) -> None:
    def draw(canvas: Any) -> None:
        canvas.setFontSize(10)
        for row, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
            canvas.drawString(60, 700 - 14 * row, left)
            canvas.drawString(320, 700 - 14 * row - (row > 2) * 5, right)
        canvas.drawString(
            60, 580, "Trên đây là nội dung cần thực hiện, đề nghị các thôn và đơn vị nghiêm túc triển khai."
        )

    assert kept(make_pdf(draw))[:12] == [*LEFT, *RIGHT]


def test_short_cells_side_by_side_are_no_columns_of_text(make_pdf: Make) -> None:
    def draw(canvas: Any) -> None:
        for row in range(3):
            canvas.drawString(60, 780 - 20 * row, "Các thôn và các tổ trong xã cùng làm những việc sau đây.")
        for row in range(7):
            canvas.drawString(60, 700 - 20 * row, f"Thôn số {row} góp ngày công")
            canvas.drawString(320, 700 - 20 * row, f"Tổ {row} dọn kênh mương")

    assert kept(make_pdf(draw))[3].startswith("Thôn số 0 góp ngày công    ")
