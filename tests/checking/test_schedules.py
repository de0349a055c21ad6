"""Days of schedules and task tables, work noted as done, labels of rows and headings; beside each its like."""

from collections.abc import Callable

import pytest

Plant = Callable[..., list[tuple[str, str]]]

TASK = "- Bố trí kinh phí thực hiện Kế hoạch."
SIGNED = "Nguyễn Văn Thử\n"
BASIS = "Căn cứ Nghị quyết số 88/NQ-CP ngày 10 tháng 02 năm 2026 của Chính phủ về lưu trữ điện tử;\n\nThực hiện Kế hoạch số 92"
TABLE = """Nguyễn Văn Thử

PHỤ LỤC
DANH MỤC NHIỆM VỤ
(Kèm theo Kế hoạch số 45/KH-UBND ngày 16/3/2026 của UBND xã Sông Đầm)

STT | Nhiệm vụ | Văn bản giao | Cơ quan chủ trì | Thời hạn
1 | Lập danh mục hồ sơ lưu trữ | Nghị quyết số 88/NQ-CP | Văn phòng HĐND và UBND xã | {}
2 | Chỉnh lý hồ sơ tồn đọng của các thôn | Nghị quyết số 88/NQ-CP | Phòng Kinh tế | 30/6/2026
{}Số hóa hồ sơ hộ tịch | Nghị quyết số 88/NQ-CP | Phòng Văn hóa - Xã hội | 30/7/2026
3 | Nộp lưu hồ sơ vào kho | Nghị quyết số 88/NQ-CP | Phòng Văn hóa - Xã hội | 30/9/2026
4 | Lắp giá kệ cho kho | Nghị quyết số 88/NQ-CP | Phòng Kinh tế | 30/10/2026
"""


def _told(found: list[tuple[str, str]], rule: str) -> list[str]:
    return [about for one, about in found if one == rule]


@pytest.mark.parametrize(("due", "told"), [("31/01/2026", ["31/01/2026"]), ("31/5/2026", [])])
def test_a_row_due_before_the_paper_that_sets_it(planted: Plant, due: str, told: list[str]) -> None:
    table = TABLE.format(due, "3 | ").replace("\n3 | Nộp", "\n4 | Nộp").replace("\n4 | Lắp", "\n5 | Lắp")
    changes = (("Thực hiện Kế hoạch số 92", BASIS), (SIGNED, table))
    found = planted(*changes)
    assert [about for _, about in found] == told  # D02 says it where few rows are overdue
    alone = planted(*changes, disabled=("D02", "S01"))
    assert [about for rule, about in alone if rule == "D16"] == told


def test_a_row_without_number_between_numbered_ones(planted: Plant) -> None:
    unnumbered = planted(("Thực hiện Kế hoạch số 92", BASIS), (SIGNED, TABLE.format("31/5/2026", " | ")))
    assert "dòng không số giữa 2 và 3" in _told(unnumbered, "F17")


LIST = (
    "- Lịch làm việc tại các thôn:\n+ Thôn Một: 23/3/2026 làm 02 ngày.\n"
    "+ Thôn Hai: {} làm 02 ngày.\n+ Thôn Ba: 27/3/2026 làm 02 ngày."
)


@pytest.mark.parametrize(("day", "told"), [("25/3/2025", ["25/3/2025"]), ("25/3/2026", []), ("25/12/2025", [])])
def test_a_year_typed_wrong_in_a_schedule(planted: Plant, day: str, told: list[str]) -> None:
    assert _told(planted((TASK, LIST.format(day))), "D17") == told


def test_a_task_that_is_noted_as_done(planted: Plant) -> None:
    done = "- Chủ trì xây dựng danh mục hồ sơ của xã (đã hoàn thành trong tháng 02/2026)."
    assert _told(planted((TASK, done)), "D18") == ["đã hoàn thành trong tháng 02/2026"]
    assert not _told(planted((TASK, done.replace("trong tháng 02/2026", "chỉnh lý thì nộp lưu"))), "D18")


def test_a_heading_whose_first_decimal_is_not_its_first(planted: Plant) -> None:
    item = "2. Rà soát danh mục hồ sơ của UBND xã trước ngày 30/6/2026."
    late = "2. Rà soát danh mục hồ sơ\n\n- Các thôn gửi danh mục.\n\n2.3. Báo cáo kết quả\n\n- Gửi về xã."
    assert "2.3. Báo cáo kết quả" in _told(planted((item, late)), "F13")
    whole = late.replace("- Các thôn gửi danh mục.", "2.1. Lập\n\n- Các thôn gửi danh mục.\n\n2.2. Gửi\n\n- Gửi về xã.")
    assert not _told(planted((item, whole)), "F13")


def test_one_number_and_day_under_two_offices(planted: Plant) -> None:
    cited = (
        "- Theo Thông tư số 98/2025/TT-BNV ngày 24/7/2025 của Bộ Tài chính về lưu trữ.\n"
        "- Lập sổ theo Thông tư số 98/2025/TT-BTC ngày 24/7/2025 của Bộ Tài chính về lưu trữ."
    )
    assert _told(planted((TASK, cited)), "R29") == ["98/2025/TT-BNV"]
    other_day = cited.replace("TT-BTC ngày 24/7/2025", "TT-BTC ngày 25/7/2025")
    assert not _told(planted((TASK, other_day)), "R29")


@pytest.mark.parametrize(
    ("second", "rule", "about"),
    [
        ("2029 - 2030", "D19", "Giai đoạn 1: 2026 - 2027 / Giai đoạn 2: 2029 - 2030"),
        ("2027 - 2030", "D03", "Giai đoạn 1: 2026 - 2027 / Giai đoạn 2: 2027 - 2030"),
        ("2028 - 2030", "", ""),
    ],
)
def test_phases_that_leave_a_year_out_or_share_one(planted: Plant, second: str, rule: str, about: str) -> None:
    found = planted((TASK, f"- Giai đoạn 1: 2026 - 2027 chỉnh lý.\n- Giai đoạn 2: {second} số hóa."))
    assert [(one, what) for one, what in found if one in ("D03", "D19")] == ([(rule, about)] if rule else [])


@pytest.mark.parametrize(("due", "told"), [("15/5/2026", ["ngày 15/5/2026"]), ("05/7/2026", [])])
def test_results_due_before_the_work_ends(planted: Plant, due: str, told: list[str]) -> None:
    work = "- Thời gian chỉnh lý: từ ngày 01/4/2026 đến ngày 30/6/2026.\n- Các thôn gửi báo cáo kết quả trước ngày {}."
    assert _told(planted((TASK, work.format(due))), "D20") == told


STEPS = "- Từ ngày 01/4/2026{}: các thôn lập danh mục.\n- Từ ngày 10/4/2026 - 20/4/2026: xã rà soát danh mục."


def test_a_time_of_a_list_that_does_not_end(planted: Plant) -> None:
    assert _told(planted((TASK, STEPS.format(""))), "D21") == ["Từ ngày 01/4/2026"]
    assert not _told(planted((TASK, STEPS.format(" - 08/4/2026"))), "D21")


@pytest.mark.parametrize(
    ("due", "told"), [("Từ tháng 5 năm 2026", ["Từ tháng 5 năm 2026"]), ("Từ tháng 5 năm 2026 trở đi", [])]
)
def test_a_time_of_a_column_that_does_not_end(planted: Plant, due: str, told: list[str]) -> None:
    assert _told(planted((SIGNED, TABLE.format(due, "3 | "))), "D21") == told


def test_what_an_annex_alone_names_lacks_its_date(planted: Plant) -> None:
    table = TABLE.format("31/5/2026", "3 | ").replace(
        "kho | Nghị quyết số 88/NQ-CP", "kho | Quyết định số 77/QĐ-UBND của UBND xã"
    )
    basis = ("Thực hiện Kế hoạch số 92", BASIS)
    assert _told(planted(basis, (SIGNED, table)), "R16") == ["77/QĐ-UBND"]
    cited = ("lưu trữ điện tử;\n", "lưu trữ điện tử;\n\nCăn cứ Quyết định số 77/QĐ-UBND ngày 03/2/2026 của UBND xã;\n")
    assert not _told(planted(basis, cited, (SIGNED, table)), "R16")


@pytest.mark.parametrize(("blank", "told"), [((4,), ["dòng 4 thời gian"]), ((3, 4, 5), []), ((), [])])
def test_a_row_whose_time_is_blank(planted: Plant, blank: tuple[int, ...], told: list[str]) -> None:
    rows = "\n".join(
        f"{number} | Chỉnh lý hồ sơ của thôn số {number} | Phòng Kinh tế | {'' if number in blank else '30/6/2026'}"
        for number in range(1, 11)
    )
    table = f"{SIGNED}\nPHỤ LỤC\nDANH MỤC NHIỆM VỤ\n\nSTT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn\n{rows}\n"
    assert _told(planted((SIGNED, table)), "D22") == told
