"""Whoever is charged, however the paper charges them: bodies of all kinds, posts, persons by name, in prose and tables."""

import pytest

HEAD = (
    "ỦY BAN NHÂN DÂN\nXÃ TÂN LẬP\nSố: 25/KH-UBND\nTân Lập, ngày 10 tháng 3 năm 2026\nKẾ HOẠCH\nRà soát hộ nghèo\n"
    "I. NỘI DUNG\n1. Rà soát toàn diện.\nII. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế xã\n- Lập dự toán kinh phí.\n"
)
FOOT = "3. Phòng Tư pháp tỉnh\n- Kiểm tra văn bản.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn An\n"
OTHERS = {"Phòng Kinh tế xã", "Phòng Tư pháp tỉnh", "Công an tỉnh"}
NAMED = (
    "Văn phòng HĐND và UBND xã", "Ủy ban MTTQ Việt Nam xã", "Điện lực Tân Lập", "Thuế cơ sở 5 tỉnh", "Thanh tra tỉnh",
    "Tổ Công nghệ thông tin", "Ban Chỉ đạo chuyển đổi số xã", "Ban Chỉ đạo xây dựng nông thôn mới xã",
    "Phòng Kế hoạch tổng hợp", "Tổ nuôi dưỡng", "Cơ quan Thường trực Ban Chỉ đạo", "Công chức Địa chính - Xây dựng",
    "Lực lượng bảo vệ an ninh trật tự ở cơ sở", "Lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở",
    "Trung tâm Giáo dục thường xuyên", "Bảo hiểm Xã hội tỉnh", "Cục Hậu cần", "Thường trực Tổ công tác Đề án 06", "Đoàn kiểm tra", "Bí thư Đoàn trường", "Viettel Tân Lập",
    "Báo và phát thanh, truyền hình tỉnh", "Cục Kinh tế - Quản lý đầu tư xây dựng", "Quỹ Đầu tư phát triển tỉnh",
    "Ban Chỉ đạo phòng, chống tội phạm xã", "Phó Bí thư thường trực Đảng ủy xã", "Ủy ban MTTQ Việt Nam cùng cấp",
    "Ban Giám sát đầu tư của cộng đồng", "Thống kê tỉnh", "Công ty CP Công trình công cộng Tân Lập",
)  # fmt: skip
POSTS = (
    "Trưởng các thôn", "Hiệu trưởng các trường", "Giáo viên chủ nhiệm", "Cha mẹ học sinh", "Kế toán xã",
    "Nhân viên y tế trường học", "Thủ trưởng các cơ quan, đơn vị", "Các đồn biên phòng", "Các khóm",
    "Các cơ sở khám bệnh, chữa bệnh", "Các tổ chức cung cấp dịch vụ chi trả", "Các bộ quản lý ngành, lĩnh vực",
)  # fmt: skip
PERSONS = (
    "Đồng chí Nguyễn Văn Nam - Phó Chủ tịch UBND xã", "Ông Trần Văn Bình, Trưởng phòng Kinh tế", "Bà Lê Thị Cúc",
    "Đ/c Lê Thị Cúc, Phó Chủ tịch HĐND xã", "Thầy Trần Văn Bình", "Cô Phó Hiệu trưởng Lê Thị Cúc",
)  # fmt: skip
LEADING = (
    "2. {} chủ trì rà soát danh sách hộ nghèo.",
    "2. {} có trách nhiệm lập danh sách hộ nghèo.",
    "2. {} hướng dẫn lập danh sách hộ nghèo.",
    "2. Giao {} rà soát danh sách hộ nghèo.",
    "- {}: Rà soát danh sách hộ nghèo.",
    "2. {}\n- Rà soát danh sách hộ nghèo.",
    "2. {}:\n- Rà soát danh sách hộ nghèo.",
)


def charged(record, text):
    return [(each.role, each.body) for each in record(HEAD + text + "\n" + FOOT).assignments if each.body not in OTHERS]


@pytest.mark.parametrize("who", [*NAMED, *POSTS, *PERSONS])
def test_who_leads(record, who):
    for form in LEADING:
        assert (form, charged(record, form.format(who))) == (form, [("lead", who)])


@pytest.mark.parametrize("who", [*NAMED, *(post[0].lower() + post[1:] for post in POSTS), "bà Lê Thị Cúc"])
def test_who_helps(record, who):
    text = f"2. Công an tỉnh chủ trì, phối hợp với {who} rà soát danh sách hộ nghèo."
    assert charged(record, text) == [("coordinate", who)]


@pytest.mark.parametrize(
    "header",
    [
        "STT\tHọ và tên\tChức vụ\tNhiệm vụ được phân công",
        "TT\tHọ tên\tChức danh\tPhân công nhiệm vụ",
        "TT\tThành viên\tChức vụ\tNội dung phụ trách",
        "TT\tCơ quan, đơn vị\tGhi chú\tNhiệm vụ",
    ],
)
def test_who_does_what_in_a_table(record, header):
    rows = (
        header.split("\t"),
        ["1", "Hoàng Văn An", "", "Chỉ đạo chung các tổ"],
        ["2", "Đ/c Lê Thị Bình", "", "Ghi biên bản các phiên họp"],
    )
    found = record(HEAD, rows).assignments
    assert [(each.body, each.task) for each in found if each.body not in OTHERS] == [
        ("Hoàng Văn An", "Chỉ đạo chung các tổ"),
        ("Đ/c Lê Thị Bình", "Ghi biên bản các phiên họp"),
    ]


def test_a_list_of_persons_without_work_charges_nobody(record):
    rows = (["STT", "Họ và tên", "Địa chỉ", "Nội dung hỗ trợ"], ["1", "Hoàng Văn An", "Thôn 1", "Sửa chữa nhà ở"])
    found = record(HEAD, rows).assignments
    assert [each.body for each in found] == ["Phòng Kinh tế xã"]


def test_those_whom_another_column_names_lead(record):
    rows = (
        ["TT", "Đơn vị", "Nhiệm vụ", "Cơ quan chủ trì"],
        ["1", "Các thôn", "Rào ao hồ ven đường", "Trạm Y tế"],
        ["2", "Các trường", "Mở lớp dạy bơi hè", "Công an xã"],
    )
    found = record(HEAD, rows).assignments
    assert [each.body for each in found if each.body not in OTHERS] == ["Trạm Y tế", "Công an xã"]


def test_a_subject_in_small_letters_behind_a_time(record):
    found = charged(record, "2. Cuối năm học, nhà trường tổng hợp số liệu các lớp.")
    assert found == [("lead", "nhà trường")]
