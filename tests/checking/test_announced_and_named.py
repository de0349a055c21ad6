"""What a plan announces and does not bring, laws by names that none bears, its years; beside each what is none."""

from collections.abc import Callable

import pytest

Plant = Callable[..., list[tuple[str, str]]]

TASK = "- Bố trí kinh phí thực hiện Kế hoạch."
TITLE = "Nâng cao chất lượng công tác văn thư năm 2026 trên địa bàn xã Sông Đầm"
YEARS = (
    (TITLE, "Phát triển lưu trữ số giai đoạn 2026 - 2027 trên địa bàn xã Sông Đầm"),
    ("Kế hoạch nâng cao chất lượng công tác văn thư năm 2026", "Kế hoạch phát triển lưu trữ số"),
)


@pytest.mark.parametrize(
    ("new", "rule", "about"),
    [
        ("- Giao các thôn thực hiện.\n\n(Đính kèm phân công chi tiết)", "F27", "Phân công chi tiết"),
        ("- Các thôn đăng ký với Văn phòng xã.\n(Kèm theo bảng đăng ký của các thôn).", "F27",
         "Bảng đăng ký của các thôn"),
        ("- Xem tại http://congthongtinxasongdam.", "L02", "http://congthongtinxasongdam"),
        ("- Áp dụng Luật Hỗ trợ doanh nghiệp vừa và nhỏ.", "R45", "Luật Hỗ trợ doanh nghiệp vừa và nhỏ"),
        ("- Áp dụng Luật Chính quyền địa phương.", "R45", "Luật Chính quyền địa phương"),
        ("- Áp dụng Luật Hình sự.", "R45", "Luật Hình sự"),
        ("- Sửa chữa các công trình cơ sở hạ tàng của xã.", "W12", "cơ sở hạ tàng"),
        ("- Sửa chữa các công trình cơ sở hạ của xã.", "W12", "cơ sở hạ"),
        ("- Bảo đảm an toàn giao thông trên địa tỉnh.", "W12", "trên địa tỉnh"),
        ("- Mời đại diện người sử lao động tham gia.", "W12", "người sử lao"),
        ("- Trưởng thôn chịu trách trước pháp luật.", "W12", "chịu trách"),
    ],
)  # fmt: skip
def test_slip(planted: Plant, new: str, rule: str, about: str) -> None:
    assert (rule, about) in planted((TASK, new))


@pytest.mark.parametrize(
    ("new", "rule"),
    [
        ("- Gửi báo cáo (kèm theo hồ sơ, tài liệu minh chứng) về Văn phòng xã.", "F27"),
        ("- Thực hiện theo mẫu.\n(Kèm theo Công văn số 12/SNV-VTLT ngày 05/01/2026 của Sở Nội vụ)", "F27"),
        ("- Xem tại https://dichvu cong.gov.vn và http://localhost.", "L02"),
        ("- Áp dụng Luật Hỗ trợ doanh nghiệp nhỏ và vừa, Luật Thuế xuất khẩu, thuế nhập khẩu.", "R45"),
        ("- Bảo đảm an toàn giao thông trên địa bàn tỉnh và địa hình đồi núi.", "W12"),
        ("- Trên địa, tỉnh đều nêu; các tổ có trách nhiệm phụ trách chỉ đạo chung.", "W12"),
        ("- Chuyển hồ sơ sang đơn vị mới mới phát hiện thiếu tài liệu.", "W04"),
        ("- Áp dụng Luật Ngân sách và Bộ luật Lao động, Bộ Luật Hình sự.", "R45"),
    ],
)
def test_no_slip(planted: Plant, new: str, rule: str) -> None:
    assert rule not in [one for one, _ in planted((TASK, new))]


def test_another_body_of_the_party(planted: Plant) -> None:
    words = "- Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của {} về đột phá phát triển khoa học, công nghệ."
    told = {
        body: [one for one in planted((TASK, words.format(body))) if one[0] in ("R05", "R06")]
        for body in ("Bộ Chính trị", "Ban Bí thư", "Trung ương Đảng")
    }
    assert told == {"Bộ Chính trị": [], "Ban Bí thư": [("R06", "57-NQ/TW")], "Trung ương Đảng": []}


def test_what_a_phrase_has_lost_is_told_once(planted: Plant) -> None:
    found = planted(
        (TASK, "- Trưởng thôn chịu trách trước pháp luật về an ninh trên địa tỉnh.\n- Đi lại trên địa tỉnh.")
    )
    assert [about for rule, about in found if rule == "W12"] == ["chịu trách", "trên địa tỉnh"]


def test_a_consolidated_text_keeps_its_bases(planted: Plant) -> None:
    base = "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;"
    ended = (base, "Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;\n\n" + base)
    assert "R14" in [rule for rule, _ in planted(ended)]
    assert "R14" not in [rule for rule, _ in planted(ended, ("KẾ HOẠCH\n", "VĂN BẢN HỢP NHẤT\n\nKẾ HOẠCH\n"))]


CITED = (
    "- Thực hiện Kế hoạch số 11/KH-UBND ngày 05/01/2026 của UBND tỉnh về lưu trữ; Kế hoạch số 12/KH-UBND ngày 06/01/2026 "
    "của UBND tỉnh{}; Kế hoạch số 13/KH-UBND ngày 07/01/2026 của UBND tỉnh về tiếp dân; Kế hoạch số 14/KH-UBND ngày "
    "08/01/2026 của UBND tỉnh về thi đua."
)


@pytest.mark.parametrize(("subject", "told"), [("", ["12/KH-UBND"]), (" về văn thư", [])])
def test_one_of_a_list_without_its_subject(planted: Plant, subject: str, told: list[str]) -> None:
    assert [about for rule, about in planted((TASK, CITED.format(subject))) if rule == "R46"] == told


def test_an_amending_law_without_its_number(planted: Plant) -> None:
    first = "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16 tháng 6 năm 2025;"
    others = (
        "\nCăn cứ Luật Đất đai số 31/2024/QH15 ngày 18 tháng 01 năm 2024;"
        "\nCăn cứ Luật Nhà ở số 27/2023/QH15 ngày 27 tháng 11 năm 2023, được sửa đổi, bổ sung tại Luật sửa đổi, bổ sung "
        "một số điều của Luật Nhà ở{} ngày 29 tháng 6 năm 2024;"
    )
    told = {
        number: [about for rule, about in planted((first, first + others.format(number))) if rule == "R21"]
        for number in ("", " số 43/2024/QH15")
    }
    assert told == {"": ["Luật sửa đổi, bổ sung một số điều của Luật Nhà ở"], " số 43/2024/QH15": []}


def test_a_list_that_is_attached(planted: Plant) -> None:
    said = (TASK, "- Giao các thôn thực hiện.\n\n(Đính kèm phân công chi tiết)")
    behind = ("Nguyễn Văn Thử\n", "Nguyễn Văn Thử\n\nPHÂN CÔNG CHI TIẾT\n1. Thôn Một: đăng ký 02 người.\n")
    assert "F27" not in [rule for rule, _ in planted(said, behind)]


@pytest.mark.parametrize(
    ("new", "about"),
    [
        ("- Tổng kết thực hiện Kế hoạch trên địa bàn xã giai đoạn 2025 - 2027.", ["giai đoạn 2025 - 2027"]),
        ("- Tổng kết thực hiện Kế hoạch trên địa bàn xã giai đoạn 2026 - 2027.", []),
        ("- Tổng kết Kế hoạch đầu tư công trung hạn giai đoạn 2021 - 2025.", []),
        ("- Tổng kết Kế hoạch số 15/KH-UBND ngày 05/3/2021 của UBND tỉnh giai đoạn 2021 - 2025.", []),
    ],
)
def test_years_of_its_own_review(planted: Plant, new: str, about: list[str]) -> None:
    assert [one for rule, one in planted(*YEARS, (TASK, new)) if rule == "D23"] == about


def test_line_on_its_own_time(planted: Plant) -> None:
    line = "3. Thời gian thực hiện: Giai đoạn 2026 - {}.\n\nII. CHỈ TIÊU"
    told = {end: planted(*YEARS, ("II. CHỈ TIÊU", line.format(end))) for end in ("2027", "2030")}
    assert ("D23", "Giai đoạn 2026 - 2030") in told["2030"]
    assert "D23" not in [rule for rule, _ in told["2027"]]


def test_blank_day_beside_the_number(planted: Plant) -> None:
    head = "Số: 45/KH-UBND\nSông Đầm, ngày 16 tháng 3 năm 2026"
    assert ("F05", "ngày tháng năm 2026") in planted(
        (head, "Số: 45/KH-UBND |  | Sông Đầm, ngày     tháng     năm 2026")
    )
    assert "F05" not in [rule for rule, _ in planted((head, "Số: 45/KH-UBND |  | Sông Đầm, ngày 16 tháng 3 năm 2026"))]


def test_number_glued_to_the_item_above(planted: Plant) -> None:
    apart = "\n\n2. Rà soát danh mục hồ sơ của UBND xã trước ngày 30/6/2026."
    third = "\n\n3. Nộp lưu hồ sơ của năm trước."
    assert "F13" in [rule for rule, _ in planted((apart, third))]
    assert "F13" not in [rule for rule, _ in planted((apart, apart.lstrip() + third))]


def test_row_that_slipped_a_cell_to_the_right(planted: Plant) -> None:
    head = "PHỤ LỤC\nTT | Nội dung | Mức chi | Ghi chú\n"
    rows = [f"{at} | Chi cho việc thứ {at} của kho | 100.000 đồng | Văn phòng\n" for at in range(1, 9)]

    def told(fifth: str) -> list[str]:
        text = head + "".join([*rows[:4], fifth, *rows[5:]])
        return [rule for rule, _ in planted(("Nguyễn Văn Thử\n", f"Nguyễn Văn Thử\n\n{text}"))]

    assert "F17" not in told(" | 5 | Chi cho việc thứ năm của kho | 100.000 đồng\n")
    assert "F17" in told("")


def test_a_plan_that_names_itself_with_its_place_relies_on_no_other(planted: Plant) -> None:
    title = (TITLE, "Phát triển lưu trữ số giai đoạn 2026 - 2030")
    said = "- Triển khai Kế hoạch {} giai đoạn 2026 - 2030."
    own = planted(title, (TASK, said.format("phát triển lưu trữ số xã Sông Đầm")))
    assert not {"R23", "R31"} & {rule for rule, _ in own}
    other = planted(title, (TASK, said.format("bảo quản tài liệu giấy xã Sông Đầm")))
    assert {"R23", "R31"} & {rule for rule, _ in other}


def test_the_programme_that_ordered_a_plan_is_not_what_it_calls_itself(planted: Plant) -> None:
    line = "Ủy ban nhân dân xã Sông Đầm ban hành Kế hoạch nâng cao"
    ordered = (
        "Theo Quyết định ban hành Chương trình công tác năm 2026 của xã, Ủy ban nhân dân xã ban hành Kế hoạch nâng cao"
    )
    assert "F23" not in {rule for rule, _ in planted((line, ordered))}
    assert "F23" in {rule for rule, _ in planted((line, line.replace("Kế hoạch", "Chương trình")))}


@pytest.mark.parametrize(
    ("new", "rule"),
    [
        ("- Danh sách phân công được ghi tại Phụ lục kèm theo Công văn này.", "F10"),
        ("- Giao các đồng chí chỉ đạo địa bàn (theo danh sách tại phụ lục gửi kèm Kế hoạch này).", "F10"),
        ("- Phản ánh về Ủy ban nhân dân phường Sông Đầm để giải quyết.", "U01"),
    ],
)
def test_an_annex_that_this_paper_sends_and_the_own_name_behind_another_kind(
    planted: Plant, new: str, rule: str
) -> None:
    assert rule in [found for found, _ in planted((TASK, new))]


def test_the_annex_of_another_letter_and_a_neighbour_of_another_kind_are_no_slips(planted: Plant) -> None:
    new = "- Thực hiện theo Phụ lục kèm theo Công văn số 12/UBND-KT của tỉnh; phối hợp với phường Sông Hinh."
    assert {"F10", "U01"}.isdisjoint(found for found, _ in planted((TASK, new)))
