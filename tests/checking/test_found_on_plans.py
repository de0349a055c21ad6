"""Slips that real plans made, planted in a correct one; beside each what looks like it and is none."""

from collections.abc import Callable

import pytest

Plant = Callable[..., list[tuple[str, str]]]

TASK = "- Bố trí kinh phí thực hiện Kế hoạch."
TITLE = "Nâng cao chất lượng công tác văn thư năm 2026 trên địa bàn xã Sông Đầm"
DECREE = "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;"
OF_SIX = """\
- Thực hiện Nghị quyết số 12/NQ-HĐND ngày 10/7/2024 của HĐND tỉnh và Quyết định số 88/QĐ-UBND ngày 15/8/2024 của UBND tỉnh.
"""
TWO_DAYS = (
    "- Thực hiện Chỉ thị số 07/CTTg ngày 03/02/2026; Chỉ thị số 07/CT-TTg ngày 02/02/2026 của Thủ tướng Chính phủ."
)
TURNED = """\
- Theo Kế hoạch số 16/KH-TĐKT-BCĐ ngày 02/02/2026 của Ban Chỉ đạo tỉnh.

- Xét chọn theo Kế hoạch số 16/KH-BCĐ-TĐKT của Ban Chỉ đạo tỉnh."""
ITEMS = """\
1. Rà soát hồ sơ
Thời gian thực hiện: Quý II năm 2026.
2. Chỉnh lý hồ sơ
Thời gian thực hiện: Quý III năm 2026.
3. Nộp lưu hồ sơ
- Nội dung: nộp lưu theo danh mục.
4. Tiêu hủy hồ sơ hết giá trị
Thời gian thực hiện: Quý IV năm 2026."""
OWN_ITEMS = """\
1. Các thôn cử người tham gia tập huấn; trưởng thôn thông báo đến các hộ trong thôn.

2. Rà soát danh mục hồ sơ của UBND xã trước ngày 30/6/2026."""


@pytest.mark.parametrize(
    ("old", "new", "rule", "about"),
    [
        (TASK, "- Gửi hồ sơ theo Nghị định số 45/2020/NĐ-CP ngày 08/4/2022 của Chính phủ.", "R26", "45/2020/NĐ-CP"),
        (TASK, "- Áp dụng theo Thông tư số 09/2019/TT-BNV của Bộ Nội vụ.", "R24", "09/2019/TT-BNV"),
        (TASK, "- Áp dụng Nghị quyết số 190/2025/QH15.", "R24", "190/2025/QH15"),
        (TASK, "- Áp dụng theo Thông tư số 09/2019/TT-BNV.", "R24", "09/2019/TT-BNV"),
        (TASK, "- Thực hiện Thông tư liên tịch số 09/2009/TT-BYT-BTC ngày 14/8/2009.", "R12", "09/2009/TT-BYT-BTC"),
        (TASK, "- Thực hiện Thông tư liên tịch số 77/2003/TTLTBTCBYT ngày 07/8/2003.", "R12", "77/2003/TTLTBTCBYT"),
        (TASK, "- Thực hiện Nghị định số 62/CP ngày 27/7/2009 của Chính phủ.", "R13", "62/CP"),
        (TASK, "- Gửi theo Công văn số 771/ВNV-VTLT ngày 12/01/2026 của Bộ Nội vụ.", "R27", "771/BNV-VTLT"),
        (TASK, "- Thực hiện Chỉ thị số 07/CTTg; Chỉ thị số 07/CT-TTg ngày 02/02/2026 của Thủ tướng Chính phủ.", "R29",
         "07/CTTg"),
        (TASK, "- Thực hiện hiệu quả Kết luận của Bộ Chính trị.", "R31", "Kết luận của Bộ Chính trị"),
        (TASK, "- Bố trí người theo đề án vị trí việc làm đã được phê duyệt.", "R31",
         "đề án vị trí việc làm đã được phê duyệt"),
        (TASK, "- Cử người theo Quy chế phối hợp giữa UBND xã và Ủy ban MTTQ Việt Nam xã.", "R31",
         "Quy chế phối hợp giữa UBND xã và Ủy ban MTTQ Việt Nam xã"),
        (TASK, "- Kiểm tra theo Kế hoạch thanh tra công vụ năm 2026 của Sở Nội vụ.", "R31",
         "Kế hoạch thanh tra công vụ năm 2026 của Sở Nội vụ"),
        (TASK, OF_SIX, "R32", "HĐND tỉnh (12/NQ-HĐND, 88/QĐ-UBND)"),
        (TASK, "- Triển khai các nội dung theo Chiến lược lưu trữ số quốc gia.", "R23", "Chiến lược lưu trữ số quốc gia"),
        (TASK, "- Thực hiện tinh thần Đề án 112 về tin học hóa.", "R17", "Đề án 112"),
        (TASK, "- Áp dụng quy định tại Luật sửa đổi, bổ sung một số điều của Luật Viên chức.", "R28",
         "Luật sửa đổi, bổ sung một số điều của Luật Viên chức"),
        (TASK, "- Thời gian thực hiện: Từ ngày 01/3/2026 đến ngày 30/4/2026.", "D08",
         "Từ ngày 01/3/2026 đến ngày 30/4/2026"),
        (TASK, "- Hình thành kho dữ liệu hồ sơ trên phạm vi cả nước.", "U09",
         "Hình thành kho dữ liệu hồ sơ trên phạm vi cả nước"),
        (TASK, "- Xây dựng Bộ tiêu chí văn thư quốc gia.", "U09", "Xây dựng Bộ tiêu chí văn thư quốc gia"),
        (TASK, "- Giao UBND các thôn lập danh sách.", "U11", "UBND các thôn"),
        (TASK, "- Gửi đến các các thôn.", "W04", "các các"),
        (TASK, "- Đưa hoạt động quản trị quản trị lên mạng.", "W04", "quản trị quản trị"),
        (OWN_ITEMS, ITEMS, "D10", "III.3 thời gian"),
        (TASK, "- Đợt 1: Từ ngày 01/3/2026 đến ngày 30/4/2026.", "D08", "Từ ngày 01/3/2026 đến ngày 30/4/2026"),
        (TASK, "- Áp dụng Nghị định số 45/2020/NĐ -CP ngày 08/4/2020 của Chính phủ.", "R12", "45/2020/NĐ -CP"),
        (TASK, "- Theo đề nghị tại Công văn số 771/TTr-SNV ngày 12/01/2026 của Sở Nội vụ.", "R08", "771/TTr-SNV"),
        (TASK, TWO_DAYS, "R33", "07/CT-TTg"),
        (TASK, TURNED, "R29", "16/KH-BCĐ-TĐKT"),
        (TASK, "- Bố trí cán bộ đến từng khu dân cư của phường.", "U01", "phường"),
        (TASK, "- Các hộ được hưởng mức hỗ trợ theo Kế hoạch này kể từ ngày 01/01/2026.", "D08", "ngày 01/01/2026"),
    ],
)  # fmt: skip
def test_planted_slip_is_found(planted: Plant, old: str, new: str, rule: str, about: str) -> None:
    assert (rule, about) in planted((old, new))


@pytest.mark.parametrize(
    ("new", "rule"),
    [
        ("- Gửi hồ sơ theo Nghị định số 45/2020/NĐ-CP ngày 08/4/2020 của Chính phủ.", "R26"),
        ("- Áp dụng Luật Lưu trữ số 33/2024/QH15.", "R24"),
        ("- Áp dụng theo khoản 3 Điều 16 Thông tư số 09/2019/TT-BNV.", "R24"),
        ("- Thực hiện Thông tư liên tịch số 09/2009/TTLT-BYT-BTC ngày 14/8/2009.", "R12"),
        ("- Thực hiện Nghị định số 62/CP ngày 27/7/1994 của Chính phủ.", "R13"),  # the form of those years
        ("- Gửi theo Công văn số 771/BNV-VTLT ngày 12/01/2026 của Bộ Nội vụ.", "R27"),
        ("- Thực hiện các Nghị quyết của Bộ Chính trị.", "R31"),
        ("- Các thôn theo Kế hoạch này xây dựng chương trình năm 2026.", "R31"),
        ("- Xây dựng Chiến lược lưu trữ số quốc gia.", "R23"),
        ("- Lồng ghép với Đề án 06.", "R17"),
        ("- Giai đoạn 1: Từ ngày 01/4/2026 đến ngày 30/4/2026.", "D08"),
        ("- Áp dụng Nghị định số 45/2020/NĐ- CP ngày 08/4/2020 của Chính phủ.", "R12"),  # the blank of a line break
        ("- Theo Công văn số 771/BNV-VTLT ngày 12/01/2026 của Bộ Nội vụ.", "R08"),
        ("- Thực hiện Chỉ thị số 07/CTTg ngày 02/02/2026; Chỉ thị số 07/CT-TTg ngày 02/02/2026.", "R33"),
        ("- Thực hiện Quyết định số 5-QĐ/TW và Quyết định số 6-QĐ/TW cùng ngày 02/02/2026.", "R16"),
        ("- Kế thừa hồ sơ của phường cũ.", "U01"),
        ("- Mức lương tối thiểu thực hiện từ ngày 01/01/2026.", "D08"),  # not by this paper
        ("- Các hộ được hưởng mức hỗ trợ theo Kế hoạch này kể từ ngày 01/4/2026.", "D08"),
        ("- Thời gian thực hiện: Từ ngày 01/4/2026 đến ngày 30/4/2026.", "D08"),
        ("- Mốc thời gian kiểm tra: Từ ngày 01/01/2025 đến ngày 30/6/2026.", "D08"),
        ("- Phấn đấu cao hơn bình quân chung trên phạm vi cả nước.", "U09"),
        ("- Quy hoạch phân khu khu trung tâm.", "W04"),
        ("- Thực hiện Quyết định số 88/QĐ-UBND ngày 15/8/2024 của UBND tỉnh.", "R32"),  # one may be of this province
    ],
)
def test_what_looks_like_a_slip_and_is_none(planted: Plant, new: str, rule: str) -> None:
    assert rule not in [one for one, _ in planted((TASK, new))]


def test_each_task_due_too_early_is_told(planted: Plant) -> None:
    tasks = "- Rà soát hồ sơ trước ngày 28/02/2026.\n\n3. Văn phòng xã\n\n- Nộp hồ sơ trước ngày 28/02/2026."
    due = [about for rule, about in planted((TASK, tasks)) if rule == "D02"]
    assert due == ["trước ngày 28/02/2026", "trước ngày 28/02/2026 (IV.3)"]


def test_before_the_day_of_the_plan_itself_is_too_early(planted: Plant) -> None:
    task = "- Rà soát hồ sơ trước ngày 16/3/2026."
    assert ("D02", "trước ngày 16/3/2026") in planted((TASK, task))
    assert "D02" not in [rule for rule, _ in planted((TASK, task.replace("trước ngày", "xong ngày")))]


def test_a_day_told_among_the_bases_is_no_deadline_of_the_plan(planted):
    grounds = "Căn cứ Luật Tổ chức"
    told = "I. CĂN CỨ PHÁP LÝ\n\nThực hiện yêu cầu của Sở Nội vụ, các xã hoàn thành rà soát hồ sơ trước ngày 28/02/2026.\n\n"
    found = planted((grounds, told + grounds), ("I. MỤC ĐÍCH", "II. MỤC ĐÍCH"))
    assert "D02" not in [rule for rule, _ in found]


def test_law_carried_out_without_its_number(planted: Plant) -> None:
    title = (TITLE, "Triển khai thi hành Luật Lưu trữ trên địa bàn xã Sông Đầm")
    closing = (
        "Kế hoạch nâng cao chất lượng công tác văn thư năm 2026 của xã",
        "Kế hoạch triển khai thi hành Luật Lưu trữ của xã",
    )
    assert ("R25", "LUẬT LƯU TRỮ") in [(rule, about.upper()) for rule, about in planted(title, closing)]
    known = (DECREE, "Căn cứ Luật Lưu trữ số 33/2024/QH15 ngày 21 tháng 6 năm 2024;\n" + DECREE)
    assert "R25" not in [rule for rule, _ in planted(title, closing, known)]


def test_row_set_for_a_year_before_those_of_the_plan(planted: Plant) -> None:
    years = (TITLE, "Phát triển lưu trữ số giai đoạn 2027 - 2030 trên địa bàn xã Sông Đầm")
    table = """\
PHỤ LỤC
TT | Nhiệm vụ | Đơn vị thực hiện | Thời gian thực hiện | Sản phẩm
1 | Số hóa tài liệu | Văn phòng xã | 2026 | Kho số
2 | Kết nối kho số | Văn phòng xã | 2027 | Kho số
"""
    found = planted(years, ("Nguyễn Văn Thử\n", f"Nguyễn Văn Thử\n\n{table}"))
    assert [about for rule, about in found if rule == "D09"] == ["2026 | Kho số"]


def test_rows_of_a_column_of_deadlines_due_too_early(planted: Plant) -> None:
    head = "PHỤ LỤC\nTT | Nhiệm vụ | Đơn vị thực hiện | Thời hạn | Sản phẩm\n"
    months = ("02/2026", "5/2026", "6/2026", "7/2026", "8/2026")
    rows = [
        f"{at + 1} | Số hóa tài liệu khối {at + 1} | Văn phòng xã | Tháng {month} | Kho số\n"
        for at, month in enumerate(months)
    ]
    found = planted(("Nguyễn Văn Thử\n", f"Nguyễn Văn Thử\n\n{head}{''.join(rows)}"))
    assert [about for rule, about in found if rule == "D02"] == ["Tháng 02/2026"]
    overdue = [row.replace("/2026", "/2025") for row in rows]
    found = planted(("Nguyễn Văn Thử\n", f"Nguyễn Văn Thử\n\n{head}{''.join(overdue)}"))
    assert "D02" not in [rule for rule, _ in found]  # a list of what is overdue


def test_part_that_stands_twice_is_told_once(planted: Plant) -> None:
    found = planted(("III. NHIỆM VỤ", "II. NHIỆM VỤ"))
    assert [about for rule, about in found if rule == "F13"] == ["II. NHIỆM VỤ"]
