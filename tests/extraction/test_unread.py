"""What a record says that it misses: parts and tables without items, tables torn by a converter, much left unread."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline import read
from pipeline.extraction import extract

HEAD = (
    "ỦY BAN NHÂN DÂN\nXÃ SÔNG ĐẦM\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    "Số: 12/KH-UBND\nSông Đầm, ngày 05 tháng 3 năm 2026\nKẾ HOẠCH\nTrồng cây năm 2026\n"
)


def test_a_long_plan_without_a_task_says_so(record):
    told = "Cây xanh làm đẹp đường làng và che mát nhà văn hóa của bà con trong những ngày nắng. " * 50
    (fault,) = record(HEAD + "I. Ý NGHĨA\n" + told).source.faults
    assert fault.stage == "coverage"
    assert fault.message.startswith("Không tìm thấy nhiệm vụ hay chỉ tiêu nào trong kế hoạch, bắt đầu ở đây")
    assert record(HEAD + "I. Ý NGHĨA\n" + told + "\n- Trồng 500 cây.").source.faults == ()


def test_a_long_annex_need_not_hold_tasks(record):
    told = "Cây xanh làm đẹp đường làng và che mát nhà văn hóa của bà con trong những ngày nắng. " * 50
    plan = f"{HEAD}I. CHỈ TIÊU\n- Trồng 500 cây.\nNơi nhận:\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn Thử\n"
    made = record(f"{plan}QUYẾT ĐỊNH\nVề việc ban hành Quy chế trồng cây\n{told}")
    assert [part.kind for part in made.parts] == ["plan", "decision"]
    assert made.source.faults == ()


_WORKS = [[f"{n}", f"Làm sân chơi thôn {n}", f"{n}{n}", f"đợt {n}"] for n in range(1, 7)]
_TABLE_OPENING = HEAD + "I. NỘI DUNG\nPhòng Kinh tế hướng dẫn các thôn."


def test_a_table_of_figures_that_gave_nothing_says_so(record):
    (fault,) = record(_TABLE_OPENING, [["STT", "Nội dung", "Kết quả", "Ghi chú"], *_WORKS]).source.faults
    assert fault.stage == "coverage"
    assert fault.message.startswith("Bảng có số liệu nhưng không đọc được chỉ tiêu hay nhiệm vụ nào")


def test_a_column_of_places_beside_its_figures_hides_no_table(record):
    rows = [[number, name, figure, "Nhà văn hóa"] for number, name, figure, _ in _WORKS]
    (fault,) = record(_TABLE_OPENING, [["STT", "Nội dung", "Kết quả", "Địa điểm"], *rows]).source.faults
    assert fault.message.startswith("Bảng có số liệu")


@pytest.mark.parametrize("title", ["Điểm chuẩn", "Kế hoạch năm 2026 (sân)", "Thực hiện năm 2025"])
def test_a_scale_what_was_and_a_table_that_was_read_are_no_fault(record, title):
    assert record(_TABLE_OPENING, [["STT", "Nội dung", title, "Ghi chú"], *_WORKS]).source.faults == ()


def test_a_column_that_numbers_the_stages_holds_no_figures(record):
    rows = [[str(n), f"Làm sân chơi thôn {n}", "Biên bản"] for n in range(1, 7)]
    assert record(_TABLE_OPENING, [["Giai đoạn", "Nội dung", "Ghi chú"], *rows]).source.faults == ()
    rows[3][0] = "9"
    (fault,) = record(_TABLE_OPENING, [["Giai đoạn", "Nội dung", "Ghi chú"], *rows]).source.faults
    assert fault.message.startswith("Bảng có số liệu")


_PIECE = "Trồng cây dọc đường thôn {0},\n|  |  | {0}/2026 |  |\n| --- | --- | --- | --- |\nvà chăm sóc cây non.\n"
"""A row of a table as a converter of PDFs leaves it that tells no cells: some lines in pieces of tables, some loose."""


@pytest.mark.parametrize(("pieces", "told"), [(3, 0), (4, 1), (9, 1)])
def test_a_table_torn_by_a_converter_says_so(tmp_path, pieces, told):
    path = tmp_path / "plan.md"
    text = HEAD + "I. NỘI DUNG\nPhòng Kinh tế hướng dẫn các thôn trồng 500 cây.\n"
    path.write_text(text + "".join(map(_PIECE.format, range(1, pieces + 1))), encoding="utf-8")
    faults = extract(read(path)).source.faults
    assert [fault.message[:38] for fault in faults] == [f"Bảng bị xé thành {pieces} mảnh khi chuyển đổi"[:38]] * told


def test_blank_tables_of_a_form_are_not_torn(tmp_path):
    path = tmp_path / "form.html"
    tables = "<p>Ghi rõ họ tên</p><table><tr><td>Họ tên</td><td></td><td></td></tr><tr><td>Thôn</td><td></td><td></td></tr></table>"
    path.write_text("<html><body><p>MẪU ĐƠN</p>" + tables * 6 + "</body></html>", encoding="utf-8")
    assert extract(read(path)).source.faults == ()


def test_small_tables_one_below_the_other_are_not_torn(tmp_path):
    path = tmp_path / "plan.md"
    tables = "".join(
        f"Thôn {n}\n| Cây | Số lượng (cây) |\n| --- | --- |\n| Bàng | {n}0 |\n| Xoan | {n}5 |\n" for n in range(1, 7)
    )
    path.write_text(HEAD + "I. CHỈ TIÊU\n" + tables, encoding="utf-8")
    assert extract(read(path)).source.faults == ()


@pytest.mark.parametrize(("things", "told"), [(59, 0), (60, 1)])
def test_much_that_stands_in_no_table_says_so(record, things, told):
    text = HEAD + "I. CHỈ TIÊU\n- Trồng 500 cây.\nII. SỐ LIỆU\n"
    left = "\n".join(f"Ở gần {n} ngôi xa." for n in range(11, 10 + things))
    faults = record(text + left).source.faults
    assert [fault.message[:9] for fault in faults] == ["Chỉ hiểu "] * told


@pytest.mark.parametrize(("text", "words"), [("Trang chủ", 2), ("12 3\n", 0)])
def test_a_file_of_a_few_words_says_so(record, text, words):
    (fault,) = record(text).source.faults
    assert (fault.stage, f"chỉ có {words} từ" in fault.message) == ("reading", True)


@pytest.mark.parametrize(("notes", "told"), [(6, 1), (2, 0)])
def test_a_page_most_of_which_is_footnotes_says_so(document, notes, told):
    words = "Các thôn họp dân, cử người trực đê từ ngày mai, báo cáo Ủy ban nhân dân xã trước 17 giờ hằng ngày.\n"
    read = document(HEAD + "\n".join(f"{n}. {words}" for n in range(1, 9)))
    first = len(read.blocks) - notes
    blocks = (block if at < first else replace(block, kind="note") for at, block in enumerate(read.blocks))
    faults = extract(replace(read, blocks=tuple(blocks))).source.faults
    assert [(fault.page, fault.stage) for fault in faults] == [(1, "reading")] * told


def test_a_short_note_is_whole(record):
    assert record("Các thôn họp dân, cử người trực đê từ ngày mai.").source.faults == ()


def test_a_table_that_fell_apart_into_its_cells_says_so(record):
    cells = "".join(f"Thôn Cây Da {n}\n{n}\n-\n{n + 3}\n" for n in range(1, 11))
    (fault,) = record(f"{HEAD}I. CHỈ TIÊU\n- Trồng 500 cây.\nPHÂN BỔ\nThôn\nBàng\nSấu\nXà cừ\n{cells}").source.faults
    assert fault.message.startswith("Bảng bị tách thành từng ô, 30 số liệu")
    few = "".join(f"Thôn Cây Da {n}\n{n}\n-\n" for n in range(1, 8))
    assert record(f"{HEAD}I. CHỈ TIÊU\n- Trồng 500 cây.\n{few}").source.faults == ()


_TITLES = "{0}Thời gian Nội dung công việc Đơn vị thực hiện\nĐăng ký học bơi tại nhà văn hóa. Trạm Y tế\n"
_PLAN = HEAD + "I. NỘI DUNG\nPhòng Kinh tế hướng dẫn các thôn trồng 500 cây.\n"


def test_column_titles_without_a_table_say_so(record):
    (fault,) = record(_PLAN + _TITLES.format("") + _TITLES.format("STT ")).source.faults
    assert fault.message.startswith("Có 2 dòng tiêu đề cột nhưng không thấy bảng")
    (stacked,) = record(_PLAN + "STT\nNội dung\nThời gian\nGhi chú\nĐăng ký học bơi.\n").source.faults
    assert stacked.message.startswith("Có 1 dòng tiêu đề cột")


@pytest.mark.parametrize(
    "line",
    [
        "Nội dung, thời gian, địa điểm do đơn vị thực hiện tự chọn.",  # says more
        "Thời gian Địa điểm",
        "Kinh phí",
    ],
)
def test_words_of_titles_in_a_sentence_are_no_header(record, line):
    assert record(_PLAN + line + "\nĐăng ký học bơi.\n").source.faults == ()


def test_titles_above_a_table_that_was_read_are_no_fault(record):
    rows = [["1", "Trồng cây", "Phòng Kinh tế"], ["2", "Tưới cây", "Trạm Y tế"]]
    assert record(_PLAN + "STT Nội dung Đơn vị thực hiện", rows).source.faults == ()


def test_a_paper_whose_digits_were_lost_says_so(record):
    body = (
        "I. CHỈ TIÊU\n- Trồng 1.500 cây trước ngày 30/6/2026.\n- Trên 95% số hộ ký cam kết.\n1. Họp thôn ngày 5/3/2026."
    )
    assert record(HEAD + body).source.faults == ()
    (fault,) = record("".join(" " if sign.isdigit() else sign for sign in HEAD + body)).source.faults
    assert fault.message.startswith("Trang này mất hết chữ số")


def test_a_paper_that_lost_letters_says_so(record) -> None:
    made = record(
        "ỦY BAN NHÂN DÂN\nKẾ HOẠCH\nCăn cứ Quyết ịnh số 12/Q-UBND ngày 05/3/2026;\nI. MỤC TIÊU\n1. Trồng 20 cây."
    )
    assert ["mất chữ Đ" in fault.message for fault in made.source.faults].count(True) == 1


WORK = "TT | Nội dung nhiệm vụ | Sản phẩm | Hoàn thành trước\n" + "\n".join(
    f"{n} | Dọn kênh số {n} của thôn Thượng | Báo cáo | {n}/6/2026" for n in range(1, 6)
)


def test_a_table_that_hands_out_work_to_nobody_says_so(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text(f"{HEAD}I. NHIỆM VỤ\n{WORK}\n", encoding="utf-8")
    (fault,) = extract(read(path)).source.faults
    assert "giao việc" in fault.message


def test_a_timetable_for_those_who_are_charged_elsewhere_is_complete(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text(
        f"{HEAD}I. TIẾN ĐỘ\n{WORK}\nII. TỔ CHỨC THỰC HIỆN\n1. Trạm Y tế xã\n- Khám sức khỏe.\n", encoding="utf-8"
    )
    assert not extract(read(path)).source.faults


def test_a_table_of_targets_most_of_which_are_words_is_told(record):
    rows = [
        ("Chỉ tiêu", "Đơn vị tính", "Kế hoạch 2026"),
        ("Sản lượng ngô", "tấn", "xấp xỉ năm trước"),
        ("Đường bê tông", "km", "theo nguồn vốn phân bổ"),
        ("Số hộ tham gia", "hộ", "130"),
        ("Số hội viên", "người", "phấn đấu cao hơn"),
        ("Cây phân tán", "cây", "tùy tình hình"),
    ]
    found = record(_TABLE_OPENING, rows)
    assert found.targets or any(fault.stage == "coverage" for fault in found.source.faults)
