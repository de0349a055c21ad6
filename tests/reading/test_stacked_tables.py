import pytest

from pipeline.extraction import extract
from pipeline.reading.layout.assemble import assemble
from pipeline.reading.plain import text_reading
from pipeline.reading.web.markdown import markdown_reading

TITLES = ["TT", "Nội dung", "Chủ trì", "Phối hợp", "Thời gian"]
ROWS = [
    ["1", "Tuyên truyền, phổ biến"],
    ["a)", "Phát 40 lượt tin trên loa", "Đài Truyền thanh xã", "Các thôn", "Quý III/2026"],
    ["b)", "Mở 02 lớp tập huấn", "Phòng Kinh tế", "Hội Nông dân xã; Trạm Y tế", "Quý III, IV/2026, 2027"],
    ["2", "Kiểm tra bể nước", "Trạm Y tế", "Công an xã", "Tháng 9/2026"],
]
TASKS = [
    ("Đài Truyền thanh xã", "lead", "Phát 40 lượt tin trên loa", "1.a", "2026-35"),
    ("Các thôn", "coordinate", "Phát 40 lượt tin trên loa", "1.a", "2026-35"),
    ("Phòng Kinh tế", "lead", "Mở 02 lớp tập huấn", "1.b", "2027"),
    ("Hội Nông dân xã", "coordinate", "Mở 02 lớp tập huấn", "1.b", "2027"),
    ("Trạm Y tế", "coordinate", "Mở 02 lớp tập huấn", "1.b", "2027"),
    ("Trạm Y tế", "lead", "Kiểm tra bể nước", "2", "2026-09"),
    ("Công an xã", "coordinate", "Kiểm tra bể nước", "2", "2026-09"),
]


def lines(*rows):
    return "\n".join(cell for row in rows for cell in row)


def tables(text, reading=text_reading):
    read = assemble(reading(text), "plan.txt", "", "text/plain")
    return read, [[[read.text[c.start : c.end] for c in row] for row in table.rows] for table in read.tables]


def test_cells_one_below_the_other_are_rows():
    read, found = tables(lines(["PHÂN CÔNG NHIỆM VỤ"], TITLES, *ROWS))
    assert found == [[TITLES, *ROWS]]
    assert [(a.body, a.role, a.task, a.section, a.due) for a in extract(read).assignments] == TASKS


def test_the_last_titles_may_stand_below_a_row_of_the_first():
    row = "| " + " | ".join(TITLES[:4]) + " |\n| --- | --- | --- | --- |\n"
    _, found = tables(row + lines(TITLES[4:], *ROWS), markdown_reading)
    assert found == [[TITLES, *ROWS]]


def test_figures_are_no_numbers_of_rows():
    titles = ["TT", "Tên thôn", "Số hộ", "Số người"]
    rows = [["1", "Thôn Hạ", "2", "9"], ["2", "Thôn Thượng", "3", "12"], ["3", "Thôn Trung", "4", "15"]]
    assert tables(lines(titles, *rows, ["Nơi nhận:"]))[1] == [[titles, *rows]]


def test_a_list_below_a_short_line_is_no_table():
    text = lines(["TT", "Nội dung", "Đơn vị"], ["1. Họp dân.", "2. Kiểm tra bể nước.", "3. Báo cáo."])
    assert tables(text)[1] == []


def test_a_name_of_one_letter_is_no_number_of_a_row():
    titles = ["TT", "Tên tổ", "Tổ trưởng", "Số hộ"]
    rows = [["1", "A", "Lê Văn Thử", "20"], ["2", "Tổ B", "Hồ Thị Mẫu", "30"], ["3", "Tổ C", "Đỗ Văn Nháp", "40"]]
    assert tables(lines(titles, *rows, ["Nơi nhận:"]))[1] == [[titles, *rows]]


@pytest.mark.parametrize(
    "titles",
    [["TT", "Nội dung", "Các thôn thực hiện.", "Thời gian"], ["TT", *(f"Thời gian {n}" for n in "ABCDEFGHI")]],
    ids=["a sentence", "more than any table has"],
)
def test_what_no_title_is_ends_the_titles(titles):
    rows = [[str(number), *("Việc" for _ in titles[1:])] for number in (1, 2, 3)]
    assert tables(lines(titles, *rows))[1] == []


def test_names_of_one_letter_are_no_numbers_of_rows():
    titles = ["TT", "Tên tổ", "Tổ trưởng", "Số hộ"]
    rows = [["1", "A", "Lê Văn Thử", "20"], ["2", "B", "Hồ Thị Mẫu", "30"], ["3", "C", "Đỗ Văn Nháp", "40"]]
    assert tables(lines(titles, *rows, ["Nơi nhận:"]))[1] == [[titles, *rows]]
