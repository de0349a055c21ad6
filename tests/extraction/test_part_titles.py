"""Items that hold the words of a title ("tình hình", "kết quả", "khen thưởng") are tasks all the same."""

import pytest

from pipeline import read
from pipeline.extraction import extract
from pipeline.extraction.part_titles import organises, tells_what_was

HEAD = "ỦY BAN NHÂN DÂN\nXÃ AN HẢI\nSố: 12/KH-UBND\nAn Hải, ngày 05 tháng 01 năm 2026\nKẾ HOẠCH\nGiữ gìn trật tự năm 2026\n"


@pytest.mark.parametrize(
    ("title", "was"),
    [
        ("TÌNH HÌNH CHUNG", True),
        ("Đánh giá tình hình thực hiện", True),
        ("Những tồn tại, hạn chế và nguyên nhân", True),
        ("Nắm chắc tình hình địa bàn, kéo giảm 10% số vụ phạm pháp", False),
        ("Công an xã nắm chắc tình hình, lập danh sách người nghiện", False),
        ("100% số hộ vùng trũng được rà soát, nắm tình hình, ký cam kết và có phương án di dời", False),
        ("Sơ kết, tổng kết, đánh giá kết quả thực hiện", False),
    ],
)
def test_what_tells_the_situation(title, was):
    assert tells_what_was((title,)) is was
    assert not organises((title,))


def test_figures_of_items_that_speak_of_the_situation(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text(
        HEAD + "I. TÌNH HÌNH\n1. Năm 2025 có 95% số hộ dùng nước sạch.\nII. NHIỆM VỤ\n"
        "1. Nắm chắc tình hình địa bàn, phấn đấu kéo giảm 10% số vụ phạm pháp hình sự.\n"
        "2. Khắc phục tồn tại, hạn chế trong cấp nước, bảo đảm 96% số hộ có nước sạch.\n"
        "a) Công an xã nắm tình hình, lập danh sách 100% đối tượng.\n",
        encoding="utf-8",
    )
    assert [each.value for each in extract(read(path)).targets] == [10, 96, 100]


def test_tasks_beside_headings_that_speak_of_rewards_and_results(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text(
        HEAD
        + "II. NHIỆM VỤ\n1. Phát động phong trào trồng cây\na) Ủy ban nhân dân các phường\n- Trồng cây ven đường.\n"
        "b) Sở Nội vụ rà soát quy chế thi đua khen thưởng cho người trồng cây, hoàn thành trước ngày 01/9/2026.\n"
        "c) Đề nghị Trung ương Mặt trận Tổ quốc Việt Nam\n- Chỉ đạo Đoàn Thanh niên trồng cây.\n"
        "d) Đề nghị Tòa Giám mục Hải An\n- Vận động giáo dân trồng cây.\n"
        "đ) Hội đồng Thi đua - Khen thưởng xã\n- Tổng hợp hồ sơ khen thưởng.\n",
        encoding="utf-8",
    )
    assert [(each.body, each.role, each.due) for each in extract(read(path)).assignments] == [
        ("Ủy ban nhân dân các phường", "lead", None),
        ("Sở Nội vụ", "lead", "2026-09-01"),
        ("Trung ương Mặt trận Tổ quốc Việt Nam", "requested", None),
        ("Tòa Giám mục Hải An", "requested", None),
        ("Hội đồng Thi đua - Khen thưởng xã", "lead", None),
    ]


def test_what_names_no_body_and_what_belongs_to_a_name(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text(
        HEAD + "III. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế chủ trì theo dõi các Bộ chỉ số của tỉnh.\n"
        "2. Đề nghị Mặt trận Tổ quốc Việt Nam tại địa phương\n- Vận động hội viên tham gia.\n",
        encoding="utf-8",
    )
    assert [(each.body, each.role) for each in extract(read(path)).assignments] == [
        ("Phòng Kinh tế", "lead"),
        ("Mặt trận Tổ quốc Việt Nam tại địa phương", "requested"),
    ]


def test_ranks_of_today_and_figures_in_the_names_of_movements_are_no_targets(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text(
        HEAD + "II. NHIỆM VỤ\n- Nâng chỉ số cải cách hành chính (hiện xếp thứ 11) vào nhóm 5 xã dẫn đầu.\n"
        "- Đẩy mạnh phong trào “Gia đình 5 không, 3 sạch”; tuyên truyền đến các hộ.\n"
        "- Góp phần đạt phát thải ròng bằng 0 vào năm 2050.\n"
        "- Tổ công tác gồm 01 Phó Chủ tịch xã, 01 Thứ trưởng.\n",
        encoding="utf-8",
    )
    assert [(each.value, each.due) for each in extract(read(path)).targets] == [(5, None), (0, "2050")]
