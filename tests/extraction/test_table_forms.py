"""Tables of tasks and targets as converters leave them: titles merged over who does it, lists on one line, figures
behind words, figures that are none."""

import pytest

from pipeline import read
from pipeline.extraction import extract
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
