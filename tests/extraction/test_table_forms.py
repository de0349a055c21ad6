"""Tables of tasks and targets as converters leave them: titles merged over who does it, lists on one line, figures
behind words, figures that are none."""

import pytest

from pipeline import read
from pipeline.extraction import extract
from pipeline.extraction.tables.cells import measured
from pipeline.extraction.tables.columns import cell_type
from pipeline.extraction.tables.titles import under_merged

HEAD = "ỦY BAN NHÂN DÂN\nXÃ AN HẢI\nSố: 12/KH-UBND\nAn Hải, ngày 05 tháng 01 năm 2026\nKẾ HOẠCH\nPhục vụ người dân năm 2026\n"
TITLES = "TT | Chỉ số | Mục tiêu phấn đấu năm 2026 | {who} | Thời gian"
ROWS = (
    "1 | Chỉ số hài lòng | Tăng 2 bậc | Văn phòng xã | - Phòng Kinh tế - Phòng Văn hóa - Xã hội - Các thôn | Quý IV",
    "2 | Hồ sơ trực tuyến | Duy trì 100% | Trung tâm Phục vụ hành chính công | - Công an xã - Phòng Kinh tế | Tháng 12",
    "3 | Hộ thoát nghèo | Giảm 2 - 3%/năm | Phòng Kinh tế |  | Tháng 12",
    "4 | Thôn có mạng | 100% (12/12 thôn) | Công an xã |  | Tháng 11",
)
WANTED = [
    ("Chỉ số hài lòng", 2, None, "bậc"),
    ("Hồ sơ trực tuyến", 100, None, "%"),
    ("Hộ thoát nghèo", 2, 3, "%/năm"),
    ("Thôn có mạng", 100, None, "%"),
]
WHO = [
    ("Văn phòng xã", "lead"), ("Phòng Kinh tế", "coordinate"), ("Phòng Văn hóa - Xã hội", "coordinate"),
    ("Các thôn", "coordinate"), ("Trung tâm Phục vụ hành chính công", "lead"), ("Công an xã", "coordinate"),
    ("Phòng Kinh tế", "coordinate"), ("Phòng Kinh tế", "lead"), ("Công an xã", "lead"),
]  # fmt: skip


def _record(tmp_path, *lines):
    path = tmp_path / "plan.txt"
    path.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    return extract(read(path))


@pytest.mark.parametrize(
    ("who", "below"),
    [
        ("Chủ trì | Phối hợp", None),
        ("Đơn vị đầu mối theo dõi | ", " |  |  | Chủ trì | Phối hợp | "),
        ("Đơn vị đầu mối theo dõi | ", "Chủ trì | Phối hợp | "),
        ("Đơn vị chủ trì, chịu trách nhiệm | ", "Chủ trì | Phối hợp"),
        ("Cơ quan thực hiện", "Chủ trì | Phối hợp"),
    ],
)
def test_titles_merged_over_who_leads_and_who_helps(tmp_path, who, below):
    lines = [TITLES.format(who=who), *([below] if below else []), *ROWS]
    found = _record(tmp_path, "I. CHỈ TIÊU", *lines)
    assert [(each.indicator, each.value, each.value_max, each.unit) for each in found.targets] == WANTED
    assert [(each.body, each.role) for each in found.assignments] == WHO


@pytest.mark.parametrize(
    ("cell", "lead"),
    [
        ("Công an xã chỉ đạo đội dân phòng thực hiện", "Công an xã"),
        ("Công an xã chỉ đạo các đội dân phòng thực hiện", "Công an xã"),
        ("Phòng Kinh tế chỉ đạo Trạm Khuyến nông thực hiện", "Phòng Kinh tế"),
        ("Ban chỉ đạo các chương trình mục tiêu xã", "Ban chỉ đạo các chương trình mục tiêu xã"),
        ("Tổ chỉ đạo Đề án 06 xã", "Tổ chỉ đạo Đề án 06 xã"),
    ],
)
def test_who_has_others_do_the_work_leads(record, cell, lead):
    rows = [["STT", "Nhiệm vụ", "Cơ quan chủ trì"], ["1", "Rà soát hộ nghèo", cell], ["2", "Lập danh sách", "Các thôn"]]
    found = record("KẾ HOẠCH\nRà soát\nI. NỘI DUNG\nBảng phân công", rows)
    assert [(one.role, one.body) for one in found.assignments] == [("lead", lead), ("lead", "Các thôn")]


def test_the_lower_titles_go_below_the_merged_ones_where_their_number_fits():
    top = ("TT", "Nhiệm vụ", "Đơn vị thực hiện", "", "Thời gian")
    assert under_merged(top, ("Chủ trì", "Phối hợp")) == ("TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian")
    assert under_merged(top, ("Xã", "", "Thôn")) == (
        "TT", "Nhiệm vụ", "Đơn vị thực hiện Xã", "Đơn vị thực hiện Thôn", "Thời gian",
    )  # fmt: skip
    assert under_merged(top, ("Chủ trì", "Phối hợp", "Giám sát")) is None
    assert under_merged(("", *top[1:]), ("Chủ trì", "Phối hợp")) is None


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Tăng ít nhất 2 bậc", "measure"), ("Tăng 2 bậc", "measure"), ("Giảm tối thiểu 10%", "figure"),
        ("Duy trì 100%", "figure"), ("Giữ vững 10 xã", "measure"), ("100% (12/12 xã)", "figure"),
        ("Hoàn thành trước 30/6", "date"), ("Tăng", "text"), ("Đạt chuẩn", "text"),
    ],
)  # fmt: skip
def test_a_figure_behind_words(text, held):
    assert cell_type(text) == held


def test_a_column_of_numbers_before_the_names_holds_no_figures(tmp_path):
    found = _record(
        tmp_path,
        "I. NHIỆM VỤ",
        "TT | Mã số | Nhiệm vụ | Chủ trì | Thời gian",
        "1 | 120 | Khảo sát mỏ cát (cát sông) | Phòng Kinh tế | Tháng 9",
        "I | 4 | Nhóm nhiệm vụ về ứng phó với thiên tai, bảo vệ môi trường và nguồn nước của các thôn ven sông |  | ",
        "2 | 127 | Lập danh sách hộ ở vùng trũng | Công an xã | Tháng 10",
    )
    assert found.targets == ()
    assert [(each.body, each.task) for each in found.assignments] == [
        ("Phòng Kinh tế", "Khảo sát mỏ cát (cát sông)"), ("Công an xã", "Lập danh sách hộ ở vùng trũng"),
    ]  # fmt: skip


def test_points_on_a_map_are_no_targets(tmp_path):
    found = _record(
        tmp_path,
        "I. VỊ TRÍ",
        "TT | Tên điểm | Tọa độ VN2000 X(m) | Y(m) | Diện tích (ha)",
        *(f"{n} | Điểm mốc số {n} | 24789{n}2 | 3927{n}3 | 25,{n}" for n in range(1, 6)),
    )
    assert found.targets == ()


def test_figures_of_a_plan_stay_figures_beside_points_on_a_map_and_before_the_names(tmp_path):
    found = _record(
        tmp_path,
        "I. CHỈ TIÊU",
        "TT | Số lượng (cây) | Loại cây | Địa điểm",
        "1 | 120 | Cây bàng | Thôn Thượng",
        "2 | 250 | Cây phượng | Thôn Hạ",
        "II. KHAI THÁC",
        "TT | Tên mỏ | Tọa độ VN2000 X(m) | Y(m) | Sản lượng năm 2026 (tấn)",
        "1 | Mỏ cát số 1 | 2478962 | 392783 | 1200",
        "2 | Mỏ cát số 2 | 2478711 | 392892 | 1500",
    )
    assert [(each.value, each.unit, each.baseline) for each in found.targets] == [
        (120, "cây", None), (250, "cây", None), (1200, "tấn", None), (1500, "tấn", None),
    ]  # fmt: skip


def test_a_product_may_say_that_it_was_issued(tmp_path):
    found = _record(
        tmp_path,
        "I. NHIỆM VỤ",
        "TT | Nhiệm vụ | Chủ trì | Thời hạn | Sản phẩm",
        "1 | Lập quy chế | Công an xã | 30/6/2026 | Quy chế đã ban hành",
        "2 | Mở lớp học | Trạm Y tế xã | 30/9/2026 | Báo cáo đã phê duyệt",
    )
    assert [each.product for each in found.assignments] == ["Quy chế đã ban hành", "Báo cáo đã phê duyệt"]


def test_a_column_that_tells_what_was_done_holds_no_products(tmp_path):
    found = _record(
        tmp_path,
        "I. NHIỆM VỤ",
        "TT | Nhiệm vụ | Chủ trì | Thời hạn | Kết quả thực hiện",
        "1 | Lập danh sách hộ | Công an xã | 30/6/2026 | Đã tổ chức 05 cuộc họp, đang rà soát 120 hộ",
        "2 | Mở lớp học | Trạm Y tế xã | 30/9/2026 | Đã cấp 1.200 thẻ",
    )
    assert found.targets == ()
    assert [each.product for each in found.assignments] == [None, None]


def test_the_unit_nearest_to_a_figure_counts(tmp_path):
    found = _record(
        tmp_path,
        "I. CHỈ TIÊU",
        "Đơn vị tính: triệu đồng",
        "TT | Chỉ tiêu | Năm 2026",
        "1 | Thu phí chợ | 350",
        "2 | Tỷ lệ nợ so với dự toán (%) | 12,5",
        "3 | Số lớp xóa mù chữ | 4",
    )
    assert [(each.value, each.unit) for each in found.targets] == [(350, "triệu đồng"), (12.5, "%"), (4, "lớp")]


def test_a_row_that_lost_its_number_and_task_names_further_bodies_for_the_task_above(tmp_path):
    found = _record(
        tmp_path,
        "I. NHIỆM VỤ",
        "TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời hạn",
        "1 | Phát động phong trào trồng cây | Ủy ban MTTQ xã | Các thôn | 2027",
        "Phòng Kinh tế | Công an xã",
        "2 | Cải tạo bãi rác | Phòng Văn hóa - Xã hội | Trạm Y tế xã | 2028",
    )
    assert [(each.body, each.role, each.task.split()[0]) for each in found.assignments] == [
        ("Ủy ban MTTQ xã", "lead", "Phát"), ("Các thôn", "coordinate", "Phát"), ("Phòng Kinh tế", "lead", "Phát"),
        ("Công an xã", "coordinate", "Phát"), ("Phòng Văn hóa - Xã hội", "lead", "Cải"),
        ("Trạm Y tế xã", "coordinate", "Cải"),
    ]  # fmt: skip


def test_a_row_without_its_last_empty_cell_keeps_its_columns(tmp_path):
    found = _record(
        tmp_path,
        "I. NHIỆM VỤ",
        "TT | Tên đề án | Cấp trình |  | Thời gian | Chủ trì | Phối hợp | Ghi chú",
        " |  | HĐND | UBND |  |  |  | ",
        "1 | Đề án chợ nổi đến năm 2030 | x |  | Tháng 9 | Phòng Kinh tế | - Đội Đăng ký đất đai - Công an xã",
        "2 | Đề án bến xe |  | x | Tháng 10 | Phòng Kinh tế |  | Làm mới",
    )
    assert [(each.body, each.role) for each in found.assignments] == [
        ("Phòng Kinh tế", "lead"), ("Đội Đăng ký đất đai", "coordinate"), ("Công an xã", "coordinate"),
        ("Phòng Kinh tế", "lead"),
    ]  # fmt: skip


def test_marks_under_bodies_say_who_leads_and_who_helps(tmp_path):
    rows = (
        "TT | Nhiệm vụ | Đơn vị tham gia | Đơn vị tham gia | Đơn vị tham gia | Thời gian",
        "TT | Nhiệm vụ | Trạm Y tế | Phòng Kinh tế | Công an xã | Thời gian",
        "1 | Kiểm tra bếp ăn | CT | | PH | 15/4/2026",
        "2 | Lập danh sách cơ sở | PH | CT | | Tháng 5/2026",
        "Ghi chú: CT: chủ trì; PH: phối hợp.",
    )
    assert _read_tasks(tmp_path, *rows) == [
        ("Trạm Y tế", "lead", "Kiểm tra bếp ăn", "2026-04-15"),
        ("Công an xã", "coordinate", "Kiểm tra bếp ăn", "2026-04-15"),
        ("Phòng Kinh tế", "lead", "Lập danh sách cơ sở", "2026-05"),
        ("Trạm Y tế", "coordinate", "Lập danh sách cơ sở", "2026-05"),
    ]


def test_marks_under_months_say_by_when(tmp_path):
    rows = (
        "Công việc | Người phụ trách | Tháng 3/2026 | Tháng 4/2026 | Tháng 5/2026 | Ghi chú",
        "Dọn rác ven kênh | Hội Nông dân xã | x | | | ",
        "Trồng cây ven đê | Đoàn Thanh niên xã | | x | x |",
    )
    assert _read_tasks(tmp_path, *rows) == [
        ("Hội Nông dân xã", "lead", "Dọn rác ven kênh", "2026-03"),
        ("Đoàn Thanh niên xã", "lead", "Trồng cây ven đê", "2026-05"),
    ]


@pytest.mark.parametrize("title", ["Cùng làm", "Hỗ trợ", "Đơn vị giúp thôn", "Phòng cùng tham gia", "Đ.vị p/h"])
def test_a_further_column_of_bodies_helps(tmp_path, title):
    rows = (
        f"Việc | Đ.vị t/h | {title} | Tiến độ",
        "Quét vôi nhà văn hóa | Đoàn Thanh niên xã | Hội Phụ nữ xã | 20/8/2026",
        "Tập văn nghệ | Hội Phụ nữ xã | Công an xã | 25/8/2026",
    )
    assert [task[:2] for task in _read_tasks(tmp_path, *rows)] == [
        ("Đoàn Thanh niên xã", "lead"),
        ("Hội Phụ nữ xã", "coordinate"),
        ("Hội Phụ nữ xã", "lead"),
        ("Công an xã", "coordinate"),
    ]


def test_a_column_of_bodies_that_approve_does_not_help(tmp_path):
    rows = (
        "TT | Nhiệm vụ | Chủ trì | Cấp trình, phê duyệt | Thời hạn",
        "1 | Soạn quy chế họp thôn | Phòng Văn hóa - Xã hội | HĐND xã | 20/8/2026",
        "2 | Soạn quy ước | Công an xã | UBND xã | 25/8/2026",
    )
    assert [task[1] for task in _read_tasks(tmp_path, *rows)] == ["lead", "lead"]


def test_the_heading_of_a_table_charges_with_its_rows(tmp_path):
    rows = (
        "1. Nhiệm vụ của Phòng Kinh tế",
        "TT | Nội dung | Phối hợp | Thời hạn",
        "1.1 | Dọn kênh Ba Bàu | Đoàn xã | 30/9/2026",
        "2. Nhiệm vụ của Trạm Y tế xã",
        "TT | Nội dung | Phối hợp | Thời hạn",
        "2.1 | Kiểm tra nước giếng | Các thôn | Tháng 6/2026",
    )
    assert [task[:2] for task in _read_tasks(tmp_path, *rows)] == [
        ("Phòng Kinh tế", "lead"),
        ("Đoàn xã", "coordinate"),
        ("Trạm Y tế xã", "lead"),
        ("Các thôn", "coordinate"),
    ]


def test_titles_over_three_rows(tmp_path):
    rows = (
        "TT | Công việc | Tổ chức thực hiện | | Tiến độ | ",
        " | | Phòng, cơ quan | | Mốc thời gian | ",
        " | | Chịu trách nhiệm chính | Phối hợp | Bắt đầu | Kết thúc",
        "1 | Khảo sát địa hình | Phòng Kinh tế | Đơn vị tư vấn | 12/01/2026 | 31/01/2026",
        "2 | Khởi công kè | Nhà thầu xây lắp | Phòng Kinh tế | 05/6/2026 | 30/11/2026",
    )
    assert [(task[0], task[1], task[3]) for task in _read_tasks(tmp_path, *rows)] == [
        ("Phòng Kinh tế", "lead", "2026-01-31"),
        ("Đơn vị tư vấn", "coordinate", "2026-01-31"),
        ("Nhà thầu xây lắp", "lead", "2026-11-30"),
        ("Phòng Kinh tế", "coordinate", "2026-11-30"),
    ]


def test_the_persons_of_a_committee_are_charged_by_name(tmp_path):
    rows = (
        "Stt | Họ tên | Chức vụ công tác | Trách nhiệm trong Ban | Công việc được giao",
        "1 | Lê Hữu Tài | Chủ tịch UBND xã | Trưởng ban | Điều hành chung",
        "2 | Võ Thị Mai | Trưởng Công an xã | Ủy viên | Phụ trách an ninh trật tự",
    )
    assert [task[:2] for task in _read_tasks(tmp_path, *rows)] == [("Lê Hữu Tài", "lead"), ("Võ Thị Mai", "lead")]


def _read_tasks(tmp_path, *rows):
    path = tmp_path / "plan.txt"
    path.write_text("\n".join(("KẾ HOẠCH", "Dọn kênh năm 2026", "II. PHÂN CÔNG", *rows)), encoding="utf-8")
    return [(a.body, a.role, a.task, a.due) for a in extract(read(path)).assignments]


def _read_targets(tmp_path, *rows):
    path = tmp_path / "plan.txt"
    path.write_text("\n".join(("KẾ HOẠCH", "Vận động năm 2026", "II. CHỈ TIÊU", *rows)), encoding="utf-8")
    return [(t.indicator, t.value, t.due) for t in extract(read(path)).targets]


def test_titles_below_merged_ones_that_are_written_again(tmp_path):
    rows = (
        "Đơn vị tính: triệu đồng",
        "STT | Nội dung thu | Dự toán năm 2026 | Dự toán năm 2026",
        "STT | Nội dung thu | Tỉnh giao | HĐND xã giao",
        "1 | Thuế giá trị gia tăng | 8.600 | 8.850",
        "2 | Lệ phí trước bạ | 120 | 135",
    )
    assert [value for _, value, due in _read_targets(tmp_path, *rows) if due == "2026"] == [8600, 8850, 120, 135]


def test_what_was_on_a_day_before_the_plan_is_no_target(tmp_path):
    rows = (
        "Thôn | Số thẻ đến 31/12/2025 | Số thẻ chỉ tiêu năm 2026",
        "Thôn Thượng | 402 | 431",
        "Thôn Hạ | 315 | 340",
    )
    assert [value for _, value, _ in _read_targets(tmp_path, *rows)] == [431, 340]


def test_a_column_of_groups_names_no_row(tmp_path):
    rows = (
        "Tiêu chí | Nội dung | Hiện trạng | Kế hoạch năm 2026",
        "1. Giao thông | | | ",
        " | Tỷ lệ đường thôn được bê tông hóa | 92% | 100%",
        " | Tỷ lệ đường ngõ sạch | 88% | 95%",
    )
    assert [found[:2] for found in _read_targets(tmp_path, *rows)] == [
        ("Tỷ lệ đường thôn được bê tông hóa", 100),
        ("Tỷ lệ đường ngõ sạch", 95),
    ]


def test_a_table_of_another_width_begins_right_below(tmp_path):
    rows = (
        "TT | Chỉ số | Mức phấn đấu năm 2026",
        "1 | Tỷ lệ trẻ được tiêm chủng | 95%",
        "2 | Tỷ lệ trẻ được cân | 90%",
        "3 | Tỷ lệ trẻ uống vitamin | 98%",
        "Thôn | Số trẻ tiêm BCG | Số trẻ tiêm sởi | Số trẻ cân | Số trẻ uống vitamin",
        "Thôn Quan | 22 | 21 | 23 | 20",
        "Thôn Vân | 18 | 18 | 17 | 16",
    )
    assert [value for _, value, _ in _read_targets(tmp_path, *rows)] == [95, 90, 98, 22, 21, 23, 20, 18, 18, 17, 16]


def test_what_is_spread_over_the_quarters_of_the_plan_is_planned(tmp_path):
    rows = (
        "TT | Nội dung | ĐVT | KH năm 2026 | Phân kỳ thực hiện năm 2026 | Phân kỳ thực hiện năm 2026",
        "TT | Nội dung | ĐVT | KH năm 2026 | Quý I | Quý II",
        "1 | Khám sức khỏe | người | 660 | 200 | 460",
        "2 | Khám mắt | lượt | 100 | 30 | 70",
    )
    found = _read_targets(tmp_path, *rows)
    assert found[:3] == [
        ("Khám sức khỏe", 660, "2026"),
        ("Khám sức khỏe", 200, "2026-33"),
        ("Khám sức khỏe", 460, "2026-34"),
    ]


@pytest.mark.parametrize(
    ("title", "measure"),
    [
        ("Hộ nghèo Kế hoạch năm 2026 Số hộ thoát nghèo", "Số hộ thoát nghèo"),
        ("Hộ nghèo Số hộ", "Hộ nghèo Số hộ"),
        ("Gia đình văn hóa Tỷ lệ (%)", "Gia đình văn hóa Tỷ lệ"),
        ("Chỉ tiêu năm 2026 Số vụ", "Số vụ"),
    ],
)
def test_a_part_that_says_all_needs_no_title_above_it(title, measure):
    assert measured(title) == measure


def test_the_unit_of_a_title_below_a_merged_one(tmp_path):
    rows = (
        "TT | Thôn | Gia đình văn hóa năm 2026 | Gia đình văn hóa năm 2026",
        "TT | Thôn | Số hộ | Tỷ lệ (%)",
        "1 | Thôn Thượng | 188 | 92,2",
        "2 | Thôn Hạ | 160 | 90,9",
    )
    assert [found[1] for found in _read_targets(tmp_path, *rows)] == [188, 92.2, 160, 90.9]


def _grid_of_bodies(first, second, note=""):
    return (
        "TT | Nhiệm vụ | Trạm Y tế | Phòng Kinh tế | Công an xã | Thời gian",
        f"1 | Kiểm tra bếp ăn | {first} | Tháng 4/2026",
        f"2 | Lập danh sách | {second} | Tháng 5/2026",
        f"3 | Họp rút kinh nghiệm | {first} | Tháng 6/2026",
        f"4 | Báo cáo kết quả | {second} | Tháng 7/2026",
        note,
    )


def test_dashes_among_marks_are_empty_cells(tmp_path):
    tasks = _read_tasks(tmp_path, *_grid_of_bodies("x | - | -", "- | x | –"))
    assert [task[:2] for task in tasks] == [("Trạm Y tế", "lead"), ("Phòng Kinh tế", "lead")] * 2


def test_letters_that_nothing_explains_charge_nobody_and_the_paper_says_so(tmp_path):
    told = "Ghi chú: TV: chủ trì; QS: phối hợp."
    explained = _read_tasks(tmp_path, *_grid_of_bodies("TV | QS | ", " | TV | QS", told))
    assert [task[:2] for task in explained[:2]] == [("Trạm Y tế", "lead"), ("Phòng Kinh tế", "coordinate")]
    assert _read_tasks(tmp_path, *_grid_of_bodies("TV | QS | ", " | TV | QS")) == []
    (fault,) = extract(read(tmp_path / "plan.txt")).source.faults
    assert "giao việc" in fault.message


@pytest.mark.parametrize("title", ["Đơn vị được hỗ trợ", "Khách mời", "Báo cáo viên"])
def test_other_columns_of_bodies_do_not_help(tmp_path, title):
    rows = (
        f"Việc | Chủ trì | {title} | Tiến độ",
        "Quét vôi nhà văn hóa | Đoàn Thanh niên xã | Hội Phụ nữ xã | 20/8/2026",
        "Tập văn nghệ | Hội Phụ nữ xã | Công an xã | 25/8/2026",
    )
    assert [task[1] for task in _read_tasks(tmp_path, *rows)] == ["lead", "lead"]


def test_figures_in_several_units_and_in_another_unit_than_the_row_says(record):
    rows = [
        ("Chỉ tiêu", "Đơn vị tính", "Kế hoạch 2026"),
        ("Sản lượng ngô", "tấn", "4 tấn 7 tạ"),
        ("Đường bê tông", "km", "ít nhất 3km250"),
        ("Vốn đối ứng", "triệu đồng", "1,4 tỷ đồng"),
        ("Kinh phí truyền thông", "đồng", "1 tỷ 350 triệu"),
        ("Lượt khách", "lượt", "1 triệu 200 nghìn 500 lượt"),
        ("Cây phân tán", "cây", "18 nghìn"),
        ("Vườn ươm", "ha", "3 ha 4 sào"),
        ("Số lớp", "lớp", "12 lớp"),
        ("Số tổ tự quản", "tổ", "1O5"),
    ]
    found = record("II. CHỈ TIÊU", rows).targets
    assert [(one.value, one.unit, one.comparator) for one in found] == [
        (4.7, "tấn", "="),
        (3.25, "km", ">="),
        (1.4, "tỷ đồng", "="),
        (1.35, "tỷ đồng", "="),
        (1_200_500, "lượt", "="),
        (18, "nghìn cây", "="),
        (3, "ha 4 sào", "="),
        (12, "lớp", "="),
        (105, "tổ", "="),
    ]
    assert found[-1].confidence == 0.6


def test_a_lower_row_of_titles_goes_below_the_title_that_says_who(tmp_path):
    found = _record(
        tmp_path,
        "TT | Chỉ tiêu | Đơn vị đo | Kết quả 2025 | Mục tiêu phấn đấu | Trách nhiệm thực hiện | Thời hạn hoàn thành",
        "Chủ trì | Phối hợp",
        "1 | Tỷ lệ hồ sơ trực tuyến | % | 71 | ≥ 85 | Văn phòng xã | Các thôn | 30/9/2026",
        "2 | Số thủ tục được cắt giảm | thủ tục | 3 | 8 | Phòng Kinh tế |  | Quý II/2026",
        "3 | Tỷ lệ văn bản điện tử | % | 94 | 100 | Văn phòng xã | Công an xã | 15/12/2026",
    )
    assert [(each.role, each.body, each.due) for each in found.assignments] == [
        ("lead", "Văn phòng xã", "2026-09-30"), ("coordinate", "Các thôn", "2026-09-30"),
        ("lead", "Phòng Kinh tế", "2026-34"),
        ("lead", "Văn phòng xã", "2026-12-15"), ("coordinate", "Công an xã", "2026-12-15"),
    ]  # fmt: skip
    assert [(each.value, each.indicator, each.responsible) for each in found.targets] == [
        (85, "Tỷ lệ hồ sơ trực tuyến", "Văn phòng xã"), (8, "Số thủ tục được cắt giảm", "Phòng Kinh tế"),
        (100, "Tỷ lệ văn bản điện tử", "Văn phòng xã"),
    ]  # fmt: skip


def test_labels_of_criteria_beside_their_names_are_no_names(tmp_path):
    found = _record(
        tmp_path,
        "Tiêu chí | Nội dung tiêu chí | ĐVT | Năm 2025 | Kế hoạch |  | Bộ phận tham mưu",
        " |  |  |  | 2026 | 2027 | ",
        "2.1 | Đường trục thôn được cứng hóa | % | 86 | 93 | 100 | Phòng Kinh tế",
        "14.1 | Người tham gia bảo hiểm y tế | % | 94,1 | 95 | ≥ 95,5 | Trạm Y tế xã",
    )
    assert [(each.indicator, each.value, each.due) for each in found.targets] == [
        ("Đường trục thôn được cứng hóa", 93, "2026"), ("Đường trục thôn được cứng hóa", 100, "2027"),
        ("Người tham gia bảo hiểm y tế", 95, "2026"), ("Người tham gia bảo hiểm y tế", 95.5, "2027"),
    ]  # fmt: skip


def test_places_below_years_and_the_unit_in_the_bracket(tmp_path):
    found = _record(
        tmp_path,
        "CHỈ TIÊU ĐÀO TẠO NGHỀ",
        "Năm/Địa bàn | Số lao động được đào tạo (người) | Kinh phí thực hiện (triệu đồng)",
        "Năm 2026 | 60 | 120",
        "Thôn Thượng | 40 | 80",
        "Thôn Hạ | 20 | 40",
        "Năm 2027 | 70 | 140",
        "Thôn Thượng | 45 | 90",
    ).targets
    assert [(each.value, each.unit, each.due) for each in found][2:4] == [
        (40, "người", "2026"),
        (80, "triệu đồng", "2026"),
    ]
    assert found[2].indicator == "Thôn Thượng, Số lao động được đào tạo"
    assert (found[-1].value, found[-1].due) == (90, "2027")


@pytest.mark.parametrize("month", ["Đợt 1 (tháng 4/2026)", "Đợt 1 - tháng 4/2026"])
def test_the_month_of_a_column_is_the_due_of_its_figures(tmp_path, month):
    found = _record(
        tmp_path,
        "TT | Loại vắc xin | Kế hoạch tiêm (liều) | ",
        f" |  | {month} | Cả năm 2026",
        "1 | Vắc xin lở mồm long móng | 1.500 | 3.000",
        "2 | Vắc xin dại | 1.830 | 1.830",
    ).targets
    assert [(each.value, each.unit, each.due) for each in found[:2]] == [
        (1500, "liều", "2026-04"), (3000, "liều", "2026"),
    ]  # fmt: skip


def test_the_end_in_a_title_ends_no_earlier_year(tmp_path):
    found = _record(
        tmp_path,
        "Biểu 01: Một số chỉ tiêu chủ yếu đến năm 2030",
        "TT | Chỉ tiêu | Đơn vị tính | ƯTH 2025 | KH 2026 | KH 2030",
        "1 | Tổng lượt khách | lượt | 410.000 | 450.000 | 720.000",
        "2 | Số cơ sở homestay | cơ sở | 22 | 28 | 60",
    ).targets
    assert [(each.value, each.due) for each in found] == [
        (450000, "2026"), (720000, "2030"), (28, "2026"), (60, "2030"),
    ]  # fmt: skip


def test_those_who_help_each_in_a_row_or_joined_by_signs(tmp_path):
    found = _record(
        tmp_path,
        "TT | Nhiệm vụ | Chủ trì | Phối hợp | Thời gian hoàn thành",
        "1 | Tổ chức Tháng hành động vì trẻ em | Phòng Văn hóa - Xã hội | Đoàn Thanh niên xã | 30/6",
        " |  |  | Hội Liên hiệp Phụ nữ xã | ",
        " |  |  | Các trường học | ",
        "2 | Kiểm tra bếp ăn bán trú | Phòng Kinh tế | Trạm Y tế xã + Công an xã | Quý II/2026",
        "3 | Kiểm tra vỉa hè | Công an xã | Phòng Kinh tế, Hạ tầng và Đô thị - Các thôn | 15/12/2026",
    ).assignments
    helping = [(each.body, each.due) for each in found if each.role == "coordinate"]
    assert helping == [
        ("Đoàn Thanh niên xã", "XXXX-06-30"), ("Hội Liên hiệp Phụ nữ xã", "XXXX-06-30"), ("Các trường học", "XXXX-06-30"),
        ("Trạm Y tế xã", "2026-34"), ("Công an xã", "2026-34"),
        ("Phòng Kinh tế, Hạ tầng và Đô thị", "2026-12-15"), ("Các thôn", "2026-12-15"),
    ]  # fmt: skip


def test_numbers_below_a_title_of_months_are_months(tmp_path):
    blank = " | " * 9
    found = _record(
        tmp_path,
        f"TT | Nội dung công việc | Đơn vị t/h | Thời gian thực hiện (tháng/2026) |{blank}| ",
        " |  |  | " + " | ".join(map(str, range(1, 13))),
        f"1 | Ban hành danh mục hồ sơ | Văn phòng xã | x |{blank}| ",
        f"2 | Rà soát quy chế văn thư | Phòng Kinh tế |  | x | x |{' | ' * 8}",
        f"3 | Báo cáo thống kê lưu trữ | Văn phòng xã | {' | ' * 11}x",
    ).assignments
    assert [(each.task, each.due) for each in found] == [
        ("Ban hành danh mục hồ sơ", "2026-01"), ("Rà soát quy chế văn thư", "2026-03"),
        ("Báo cáo thống kê lưu trữ", "2026-12"),
    ]  # fmt: skip


def test_headings_in_capitals_and_rows_that_charge_the_table_below(tmp_path):
    found = _record(
        tmp_path,
        "I. NHIỆM VỤ CỦA PHÒNG KINH TẾ, HẠ TẦNG VÀ ĐÔ THỊ",
        "TT | Nội dung nhiệm vụ | Sản phẩm | Hoàn thành trước",
        "1 | Lập kế hoạch đầu tư công | Tờ trình | 15/6/2026",
        "2 | Rà soát đất công bị lấn chiếm | Báo cáo | 30/9/2026",
        "II. NHIỆM VỤ CỦA PHÒNG VĂN HÓA - XÃ HỘI",
        "TT | Nội dung nhiệm vụ | Sản phẩm | Hoàn thành trước",
        "1 | Xét công nhận gia đình văn hóa | Quyết định | 30/11/2026",
        "2 | Tổ chức tuyển sinh đầu cấp | Kế hoạch | 31/7/2026",
    ).assignments
    assert [(each.body, each.due) for each in found] == [
        ("Phòng Kinh tế, Hạ tầng và Đô thị", "2026-06-15"), ("Phòng Kinh tế, Hạ tầng và Đô thị", "2026-09-30"),
        ("Phòng Văn hóa - Xã hội", "2026-11-30"), ("Phòng Văn hóa - Xã hội", "2026-07-31"),
    ]  # fmt: skip


def test_norms_by_level_with_rows_that_have_a_side_and_rows_that_have_none(tmp_path):
    found = _record(
        tmp_path,
        "MỨC CHI",
        "STT",
        "Nội dung",
        "Mức chi",
        "Ghi chú",
        "Cấp tỉnh | Cấp xã",
        "| 1.1 | Chi bồi dưỡng đại biểu dự hội nghị | 100.000 đồng/người /buổi | 80.000 đồng/người/ buổi |",
        "1.2 | Chi bồi dưỡng cán bộ tập huấn | 90.000 đồng/người/buổi | 70.000 đồng/người/buổi",
        "| 1.3 | Chi trưởng đoàn giám sát | 300.000 đồng/người /buổi | 240.000 đồng/người/ buổi |",
        "1.4 | Chi thành viên đoàn giám sát | 200.000 đồng/người/buổi | 160.000 đồng/người/buổi",
    ).targets
    assert [(each.value, each.unit) for each in found] == [
        (value, "đồng/người/buổi") for value in (100000, 80000, 90000, 70000, 300000, 240000, 200000, 160000)
    ]
    assert found[0].indicator == "Chi bồi dưỡng đại biểu dự hội nghị, Mức chi Cấp tỉnh"


def test_those_who_help_in_rows_of_their_own_below_a_heading_that_charges(tmp_path):
    found = _record(
        tmp_path,
        "I. NHIỆM VỤ CỦA PHÒNG KINH TẾ",
        "TT | Nội dung nhiệm vụ | Phối hợp | Hoàn thành trước",
        "1 | Lập kế hoạch đầu tư công | Công an xã | 15/6/2026",
        " |  | Các thôn | ",
        "2 | Rà soát đất công bị lấn chiếm | Các thôn | 30/9/2026",
    ).assignments
    assert [each.body for each in found if each.role == "coordinate"] == ["Công an xã", "Các thôn", "Các thôn"]
    assert [each.body for each in found if each.role == "lead"] == ["Phòng Kinh tế"] * 2
