"""Rules on what a plan says twice, on stages, offices of before, lone marks and papers named short."""

from collections.abc import Callable

import pytest

Plant = Callable[..., list[tuple[str, str]]]

TASK = "- Bố trí kinh phí thực hiện Kế hoạch."
TARGETS = "2. Ít nhất 90% hồ sơ công việc được lập trên môi trường điện tử trước ngày 31/12/2026."
STAGES = """\
3. Đợt 1: Từ ngày 01/4/2026 đến ngày 15/5/2026
- Chỉnh lý hồ sơ tồn đọng.
4. Đợt 2: Từ ngày {} đến ngày 30/6/2026
- Nộp lưu hồ sơ vào kho{}."""
DECREE = "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;"


def _finish(first: str, second: str) -> str:
    return (
        f"- Hoàn thành việc chỉnh lý hồ sơ tồn đọng của các thôn và trường học trong {first}.\n\n"
        f"- Trong {second}, hoàn thành việc chỉnh lý hồ sơ tồn đọng của các thôn và trường học."
    )


@pytest.mark.parametrize(
    ("new", "rule", "about"),
    [
        (STAGES.format("10/5/2026", ""), "D11",
         "Đợt 1: Từ ngày 01/4/2026 đến ngày 15/5/2026 / Đợt 2: Từ ngày 10/5/2026 đến ngày 30/6/2026"),
        (STAGES.format("16/5/2026", " (từ ngày 02/4/2026 đến ngày 05/4/2026)"), "D12",
         "từ ngày 02/4/2026 đến ngày 05/4/2026"),
        (_finish("năm 2026", "năm 2027"), "D13",
         "- Hoàn thành việc chỉnh lý hồ sơ tồn đọng của các thôn và trường học trong năm 2026: năm 2027 / năm 2026"),
        ("- Thời gian: từ nay đến tháng 12/2026.", "D15", "từ nay đến tháng 12/2026"),
        ("- Gửi hồ sơ về Sở Thông tin và Truyền thông.", "U12", "Sở Thông tin và Truyền thông"),
        ("- Báo cáo Bộ Lao động – Thương binh và Xã hội.", "U12", "Bộ Lao động - Thương binh và Xã hội"),
        ("- Bố trí lịch trực tại các phường, xã trên địa bàn xã.", "U13", "các phường, xã trên địa bàn xã"),
        ("- Thu hồ sơ tại Phường Đông Kinh, huyện Cao Lộc.", "U13", "Phường Đông Kinh, huyện Cao Lộc"),
        ("- Bố trí kho (tại tầng 1, trụ sở cũ để lưu hồ sơ.", "W05", "trí kho (tại tầng 1, trụ sở cũ để lưu hồ sơ."),
        ("- Kế hoạch bố trí theo Công văn số 46-HD/BTGTW ngày 04/02/2026.", "R08", "46-HD/BTGTW"),
        ("- Thực hiện Quyết định số 866/QĐ-Tg ngày 02/02/2026.", "R36", "866/QĐ-Tg"),
        ("- Lập danh sách theo Nghị quyết số 102 của Chính phủ.", "R37", "Nghị quyết số 102"),
        ("- Theo Kế hoạch triển khai thực hiện Chỉ thị số 36-CT/TW ngày 16/8/2019.", "R31",
         "Kế hoạch triển khai thực hiện Chỉ thị số 36-CT/TW"),
        ("- Trên cơ sở Nghị định về lưu trữ điện tử, các phòng lập kho số.", "R31", "Nghị định về lưu trữ điện tử"),
        ("- Tiếp tục thực hiện Đề án số hóa hồ sơ hộ tịch giai đoạn đầu.", "R31",
         "Đề án số hóa hồ sơ hộ tịch giai đoạn đầu"),
        ("- Di dời kho theo Phương án di dời ngày 12/02/2026 của Điện lực huyện.", "R31",
         "Phương án di dời ngày 12/02/2026 của Điện lực huyện"),
        ("- Triển khai Đề án dời kho lưu trữ cụm công nghiệp Đông Mai theo tiến độ.", "R31",
         "Đề án dời kho lưu trữ cụm công nghiệp Đông Mai"),
        ("- Thực hiện nhiệm vụ theo Quyết định thành lập Tổ công tác lưu trữ của xã.", "R31",
         "Quyết định thành lập Tổ công tác lưu trữ của xã"),
        ("- Sửa đổi, bổ sung Đề án nâng cao năng lực cán bộ văn thư, lưu trữ giai đoạn 2021-2030.", "R31",
         "Đề án nâng cao năng lực cán bộ văn thư, lưu trữ giai đoạn 2021-2030"),
        ("- Thực hiện Đề án số hóa tài liệu trong các cơ quan của Quốc hội.", "R18",
         "Đề án số hóa tài liệu trong các cơ quan của Quốc hội"),
        ("- Thực hiện các chính sách hỗ trợ của Hội đồng nhân dân tỉnh.", "R31",
         "chính sách hỗ trợ của Hội đồng nhân dân tỉnh"),
        ("- Theo Quyết định số 1002/QĐ-TTg ngày 24/5/2025 phê duyệt Đề án lưu trữ.", "R34", "1002/QĐ-TTg"),
    ],
)  # fmt: skip
def test_planted_slip_is_found(planted: Plant, new: str, rule: str, about: str) -> None:
    assert (rule, about) in planted((TASK, new))


@pytest.mark.parametrize(
    ("new", "rule"),
    [
        (STAGES.format("16/5/2026", ""), "D11"),
        (STAGES.format("16/5/2026", " (từ ngày 20/5/2026 đến ngày 25/5/2026)"), "D12"),
        (STAGES.format("16/5/2026", "; báo cáo kết quả từ ngày 02/7/2026 đến ngày 05/7/2026"), "D12"),
        (_finish("năm 2026", "năm 2026"), "D13"),
        (_finish("năm 2026", "năm 2027").replace("hồ sơ tồn đọng", "80% hồ sơ tồn đọng"), "D13"),  # steps
        ("- Gửi hồ sơ về Sở Khoa học và Công nghệ (trước đây là Sở Thông tin và Truyền thông).", "U12"),
        ("- Theo Thông tư số 18/2019/TT-BTTTT ngày 25/12/2019 của Bộ Thông tin và Truyền thông.", "U12"),
        ("- Bố trí lịch trực tại các xã, phường trên địa bàn tỉnh.", "U13"),
        ("- Bố trí kho (tại tầng 1, trụ sở cũ) để lưu hồ sơ: a) hồ sơ giấy; b) hồ sơ số.", "W05"),
        ("- Đơn vị gửi theo Công văn số 5615/CT-CS ngày 12/01/2026.", "R08"),  # CT: Cục Thuế
        ("- Thực hiện Quyết định số 866/QĐ-TTg ngày 02/02/2026.", "R36"),
        ("- Thực hiện Nghị quyết số 102/NQ-CP của Chính phủ.", "R37"),
        ("- Xây dựng Kế hoạch triển khai thực hiện Chỉ thị số 36-CT/TW ngày 16/8/2019.", "R31"),
        ("- Tiếp tục thực hiện Kế hoạch này.", "R31"),
        ("- Áp dụng theo Nghị định số 45/2025/NĐ-CP ngày 28/02/2025 quy định tổ chức các cơ quan.", "R34"),
    ],
)
def test_what_looks_like_a_slip_and_is_none(planted: Plant, new: str, rule: str) -> None:
    assert rule not in [one for one, _ in planted((TASK, new))]


def test_two_values_of_one_target_for_one_year(planted: Plant) -> None:
    two = (
        "2. Đến năm 2027, 90% hồ sơ công việc của xã được lập trên môi trường điện tử.\n\n"
        "3. Đến năm 2027, 70% hồ sơ công việc của xã được lập trên môi trường điện tử."
    )
    assert "T01" in [rule for rule, _ in planted((TARGETS, two))]
    assert "T01" not in [rule for rule, _ in planted((TARGETS, two.replace("70%", "90%")))]


def test_a_basis_whose_day_stands_only_further_on(planted: Plant) -> None:
    basis = "Căn cứ Quyết định số 142/QĐ-TTg của Thủ tướng Chính phủ phê duyệt Chiến lược dữ liệu;\n\n" + DECREE
    later = "- Theo Quyết định số 142/QĐ-TTg ngày 02/02/2024 của Thủ tướng Chính phủ."
    assert ("R35", "142/QĐ-TTg") in planted((DECREE, basis), (TASK, later))


def test_a_basis_of_the_standing_committee_without_its_day(planted: Plant) -> None:
    basis = "Căn cứ Nghị quyết số 101/2025/UBTVQH15 của Ủy ban Thường vụ Quốc hội quy định về lấy ý kiến;\n\n" + DECREE
    assert ("R16", "101/2025/UBTVQH15") in planted((DECREE, basis))


def test_a_part_whose_first_heading_is_two(planted: Plant) -> None:
    assert ("F13", "Mục đích") in planted(("1. Mục đích\n", "Mục đích\n"))


def test_signed_for_the_chair_by_nobody_in_particular(planted: Plant) -> None:
    assert ("F18", "chức vụ người ký") in planted(("CHỦ TỊCH\n\nNguyễn Văn Thử", "KT. CHỦ TỊCH\nNguyễn Văn Thử"))
    deputy = ("CHỦ TỊCH\n\nNguyễn Văn Thử", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nNguyễn Văn Thử")
    assert "F18" not in [rule for rule, _ in planted(deputy)]


def test_annexes_attached_in_brackets(planted: Plant) -> None:
    assert ("F10", "Phụ lục") in planted((TASK, "- Bố trí kinh phí (chi tiết Phụ lục 01 đính kèm)."))


def test_two_items_of_one_section_due_too_early_are_told_apart(planted: Plant) -> None:
    tasks = "- Rà soát hồ sơ trước ngày 28/02/2026.\n\n- Nộp lưu hồ sơ trước ngày 28/02/2026."
    due = [about for rule, about in planted((TASK, tasks)) if rule == "D02"]
    assert due[0] == "trước ngày 28/02/2026"
    assert due[1].startswith("trước ngày 28/02/2026 (Nộp lưu hồ sơ")


def test_where_somebody_lived_before_the_plan_is_no_deadline(planted: Plant) -> None:
    task = "- Hỗ trợ hộ có đăng ký thường trú trước ngày 28/02/2026."
    assert "D02" not in [rule for rule, _ in planted((TASK, task))]


def test_a_strategy_on_finance_is_named_short_too(planted: Plant) -> None:
    task = "- Triển khai các nội dung theo Chiến lược tài chính toàn diện quốc gia đến năm 2030."
    told = [about for rule, about in planted((TASK, task)) if rule == "R23"]
    assert told == ["Chiến lược tài chính toàn diện quốc gia đến năm 2030"]


@pytest.mark.parametrize(("what", "count"), [("nông thôn mới", 0), ("phát triển văn hóa vùng sông nước miền Tây", 1)])
def test_national_target_programmes_by_their_full_names(planted: Plant, what: str, count: int) -> None:
    task = f"- Thực hiện Chương trình mục tiêu quốc gia {what} giai đoạn 2026-2030."
    assert sum(rule == "R23" for rule, _ in planted((TASK, task))) == count


def test_rules_in_general_are_no_paper_left_without_number(planted: Plant) -> None:
    task = "- Thực hiện đúng theo quy chế, quy định lưu trữ của Bộ Nội vụ."
    assert "R18" not in [rule for rule, _ in planted((TASK, task))]
    assert "R18" in [rule for rule, _ in planted((TASK, task.replace("quy chế, quy định", "quy chế")))]
