"""Columns of tables: titles of header rows of unequal length, cells of rows that lost some."""

import pytest

from pipeline import read
from pipeline.extraction import extract
from pipeline.extraction.tables.columns import kind_by_title, placed
from pipeline.extraction.tables.titles import merged


@pytest.mark.parametrize(
    ("top", "sub", "width", "titles"),
    [
        (("Thôn", "Kế hoạch", "Ghi chú"), ("2026", "2027"), 4, ("Thôn", "Kế hoạch 2026", "Kế hoạch 2027", "Ghi chú")),
        (("Thôn", "Số lớp"), (), 2, ("Thôn", "Số lớp")),
        (("Thôn", "Số lớp"), (), 3, None),
        (("Thôn", "Số lớp"), ("2026", "2027"), 4, None),
        (("Thôn", "Số lớp"), ("2026",), 1, None),
        (("Thôn",) * 17, ("2026", "2027"), 18, None),
        (("Thôn", "Số lớp"), ("2026",) * 17, 18, None),
        (
            ("Thôn", "Năm 2025", "Chỉ tiêu giảm năm 2026"),
            ("Số vụ", "Số em", "Tỷ lệ số vụ (%)", "Tỷ lệ số em (%)"),
            5,
            (
                "Thôn",
                "Năm 2025 Số vụ",
                "Năm 2025 Số em",
                "Chỉ tiêu giảm năm 2026 Tỷ lệ số vụ (%)",
                "Chỉ tiêu giảm năm 2026 Tỷ lệ số em (%)",
            ),
        ),
    ],
)
def test_titles_of_two_header_rows(top, sub, width, titles):
    assert merged(top, sub, width) == titles


def test_a_title_stands_over_columns_of_one_kind() -> None:
    top, sub = ("TT", "Chỉ tiêu sử dụng", "Mã", "Cộng", "Các xã"), ("Xã An", "Xã Bình", "Xã Chung")
    figures = (None, False, False, True, True, True, True)
    assert merged(top, sub, 7, figures) == (*top[:4], "Các xã Xã An", "Các xã Xã Bình", "Các xã Xã Chung")


def test_cells_of_a_row_that_lost_some_go_where_they_fit():
    kinds = ("number", "task", "lead", "due")
    assert placed(("label", "text", "date"), kinds) == (0, 1, 3)
    assert placed(("text", "body"), kinds) == (1, 2)
    assert placed(("label", "text", "body", "date", "text"), kinds) is None


@pytest.mark.parametrize(
    ("kind", "titles"),
    [
        (
            "lead",
            "Đơn vị được phân công; Công chức thực hiện; Người được giao; Đơn vị được giao; Cơ quan soạn thảo; Lực lượng thực hiện; Chủ trì/phối hợp; Giao cho",
        ),
        ("partner", "Đơn vị liên quan; Cùng thực hiện; Đơn vị tham gia; Lực lượng hỗ trợ; Phối hợp thực hiện"),
        ("due", "Từ ngày; Tháng; Ngày; Năm thực hiện; Giai đoạn thực hiện; Kỳ báo cáo"),
        ("task", "Vấn đề; Phần việc; Chủ đề; Đầu việc; Các bước; Diễn giải; Mục chi; Tên xã"),
        ("product", "Kết quả; Dự kiến kết quả; Minh chứng; Yêu cầu cần đạt; Kết quả đầu ra"),
        ("given", "Kết quả năm 2025; Mã ngành; Thực hiện năm 2025"),
        ("unit", "ĐVT; Đơn vị đo; Đ/v tính"),
        ("note", "Ý nghĩa; Nơi thực hiện"),
        (None, "Xã hội hóa; Thời lượng"),
    ],
)
def test_what_a_column_holds_by_its_title(kind, titles):
    assert [kind_by_title(title) for title in titles.split("; ")] == [kind] * len(titles.split("; "))


def test_a_row_that_numbers_or_letters_the_columns_gives_nothing(record):
    rows = [["Chỉ tiêu", "ĐVT", "Năm 2026"], ["A", "B", "1"], ["Trồng rừng mới", "ha", "15"], ["Nuôi ong", "đàn", "20"]]
    found = record("KẾ HOẠCH\nNăm 2026\n\n1. Phân công nhiệm vụ", rows)
    assert [(target.indicator, target.value) for target in found.targets] == [("Trồng rừng mới", 15), ("Nuôi ong", 20)]


def test_one_word_is_no_task(record):
    titles = ["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"]
    rows = [titles, ["1", "Lập sổ văn thư", "Phòng Kinh tế", "Quý II"], ["2", "Khác", "Công an xã", "Quý III"]]
    found = record("KẾ HOẠCH\nNăm 2026\n\n1. Phân công nhiệm vụ", rows)
    assert [(task.body, task.task) for task in found.assignments] == [("Phòng Kinh tế", "Lập sổ văn thư")]


def test_a_last_row_without_lead_is_a_task_of_the_lead_above(record):
    titles = ["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"]
    last = ["2", "tổ chức lập sổ văn thư của các thôn trên địa bàn xã", "", ""]
    found = record("KẾ HOẠCH\nNăm 2026\n\n1. Phân công", [titles, ["1", "Ghi sổ", "Công an xã", "Quý III"], last])
    assert [(task.body, task.task) for task in found.assignments] == [("Công an xã", "Ghi sổ"), ("Công an xã", last[1])]


def test_a_table_of_titles_alone_gives_nothing(record):
    found = record("KẾ HOẠCH\nNăm 2026\n\n1. Phân công", [["Nội dung", "Chủ trì"]])
    assert (found.targets, found.assignments) == ((), ())


def test_a_lead_cell_may_say_by_when(record):
    rows = [
        ("TT", "Nhiệm vụ", "Đơn vị thực hiện"),
        ("1", "Rà soát danh sách hộ nghèo", "Phòng Kinh tế; trước ngày 30/6/2026"),
        ("2", "Tổ chức tập huấn cho cán bộ thôn", "Trạm Y tế xã chủ trì, phối hợp với các thôn; quý III/2026"),
    ]
    found = record("KẾ HOẠCH\nCông tác năm 2026\nI. NHIỆM VỤ\nPhân công như sau.", rows).assignments
    assert [(a.role, a.body, a.due) for a in found] == [
        ("lead", "Phòng Kinh tế", "2026-06-30"),
        ("lead", "Trạm Y tế xã", "2026-35"),
        ("coordinate", "các thôn", "2026-35"),
    ]


@pytest.mark.parametrize(("begin", "end"), [("Bắt đầu", "Hoàn thành"), ("Từ ngày", "Kết thúc")])
def test_of_two_columns_of_time_that_of_the_end_is_the_deadline(record, begin, end):
    rows = [
        ["Nhiệm vụ", "Cơ quan chủ trì", f"Thời gian {begin}", f"Thời gian {end}"],
        ["Rà soát hộ nghèo", "Phòng Kinh tế", "01/8/2026", "15/8/2026"],
        ["Cấp thẻ bảo hiểm", "Công an xã", "16/8/2026", "30/8/2026"],
    ]
    found = record("KẾ HOẠCH\nNăm 2026\n\n1. Phân công nhiệm vụ", rows)
    assert [task.due for task in found.assignments] == ["2026-08-15", "2026-08-30"]


def test_the_unit_in_brackets_behind_a_name_that_counts(record):
    rows = [["Chỉ tiêu", "Năm 2026"], ["Số hộ khá (hộ)", "60"], ["Diện tích rừng (ha)", "15"]]
    found = record("KẾ HOẠCH\nNăm 2026\n\n1. Mục tiêu", rows)
    assert [(target.value, target.unit) for target in found.targets] == [(60, "hộ"), (15, "ha")]


def test_reductions_that_are_to_be_reached_beside_the_numbers_of_the_year_before(record):
    rows = [
        [
            "TT",
            "Địa bàn",
            "Năm 2025 Số vụ",
            "Chỉ tiêu giảm năm 2026 so với năm 2025 (mức tối thiểu) Tỷ lệ giảm số vụ (%)",
        ],
        ["1", "Thôn Thượng", "12", "8%"],
        ["2", "Thôn Hạ", "0", "0%"],
    ]
    found = record("KẾ HOẠCH\nNăm 2026\n\nI. CHỈ TIÊU NĂM 2026", rows)
    assert [(each.comparator, each.value, each.unit, each.due, each.indicator) for each in found.targets] == [
        (">=", 8, "%", "2026", "Thôn Thượng, Tỷ lệ giảm số vụ"),
        (">=", 0, "%", "2026", "Thôn Hạ, Tỷ lệ giảm số vụ"),
    ]


TITLES = "TT | Thôn | Năm 2025 | Chỉ tiêu giảm năm 2026 so với năm 2025 (mức tối thiểu)"
PARTS = "Số vụ | Số em bị nạn | Tỷ lệ giảm số vụ (%) | Tỷ lệ giảm số em bị nạn (%)"
ROWS = ("1 | Thôn Thượng | 12 | 4 | 8% | 15%", "2 | Thôn Hạ | 9 | 3 | 5% | 10%", "3 | Thôn Đông | 7 | 0 | 5% | 0%")
WANTED = [
    (name, value) for name, values in (("Thượng", (8, 15)), ("Hạ", (5, 10)), ("Đông", (5, 0))) for value in values
]  # fmt: skip


def _figures(tmp_path, lines, name="plan.txt"):
    text = (
        "KẾ HOẠCH\nHè năm 2026\nI. CHỈ TIÊU NĂM 2026\n"
        + "\n".join(lines)
        + "\nII. TỔ CHỨC THỰC HIỆN\n- Các thôn rào ao."
    )
    (tmp_path / name).write_text(text, encoding="utf-8")
    found = extract(read(tmp_path / name)).targets
    return [(each.indicator.split(",")[0].removeprefix("Thôn "), each.value) for each in found]


def test_titles_that_lost_their_merged_cells(tmp_path):
    assert _figures(tmp_path, (TITLES, PARTS, *ROWS)) == WANTED


def test_pipes_at_both_ends_are_the_sides_of_a_table(tmp_path):
    assert _figures(tmp_path, [f"| {line} |" for line in (TITLES, PARTS, *ROWS)]) == WANTED


def test_the_number_of_a_page_and_its_titles_again_within_a_table(tmp_path):
    more = [f"{number} | Thôn {number} | 9 | 3 | 5% | 10%" for number in range(4, 12)]
    lines = (TITLES, PARTS, *ROWS, "2", TITLES, PARTS, *more[:4], "3", *more[4:])
    assert _figures(tmp_path, lines) == WANTED + [(str(number), value) for number in range(4, 12) for value in (5, 10)]
    assert _figures(tmp_path, (TITLES, "2", PARTS, *ROWS)) == WANTED


def test_a_second_row_of_titles_below_merged_ones_in_markdown(tmp_path):
    lines = (
        "", "| TT | Thôn | Năm 2025 | | Chỉ tiêu năm 2026 | |", "|---|---|---|---|---|---|",
        "| | | Số vụ | Số em | Số vụ | Tỷ lệ giảm số em (%) |",
        "| 1 | Thôn Thượng | 12 | 4 | 8 | 15% |", "| 2 | Thôn Hạ | 9 | 3 | 5 | 10% |", "",
    )  # fmt: skip
    assert _figures(tmp_path, lines, "plan.md") == [("Thượng", 8), ("Thượng", 15), ("Hạ", 5), ("Hạ", 10)]


@pytest.mark.parametrize("end", ["", ";"])
def test_a_table_of_two_columns_without_titles_loses_no_row(tmp_path, end):
    rows = (("Trạm Y tế xã", "120 triệu đồng"), ("Phòng Kinh tế", "80 triệu đồng"), ("Công an xã", "60 triệu đồng"))
    lines = "\n".join(f"{name} | {sum_}{end}" for name, sum_ in rows)
    (tmp_path / "plan.txt").write_text(
        f"KẾ HOẠCH\nDạy bơi năm 2027\nI. KINH PHÍ\nPhân bổ như sau:\n{lines}\n", encoding="utf-8"
    )
    found = extract(read(tmp_path / "plan.txt")).targets
    assert [(each.indicator, each.value, each.unit) for each in found] == [
        ("Trạm Y tế xã", 120, "triệu đồng"), ("Phòng Kinh tế", 80, "triệu đồng"), ("Công an xã", 60, "triệu đồng"),
    ]  # fmt: skip


@pytest.mark.parametrize("day", ["30/6/2026", "2026-06-30"])
def test_the_time_of_a_row_is_more_exact_than_the_year_of_the_column(tmp_path, day):
    (tmp_path / "plan.csv").write_text(
        "STT;Chỉ tiêu;Đơn vị tính;Kế hoạch 2026;Thời hạn;Cơ quan chủ trì\n"
        f"1;Số hộ được cấp nước sạch;hộ;1250;{day};Phòng Kinh tế\n2;Tỷ lệ rác được thu gom;%;95,5;;Trạm Y tế\n"
        "3;Số cây được trồng;cây;300;30/6/2027;Phòng Kinh tế\n",
        encoding="utf-8",
    )
    assert [each.due for each in extract(read(tmp_path / "plan.csv")).targets] == ["2026-06-30", "2026", "2026"]
