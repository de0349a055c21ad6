"""Tables without upright rules: columns by titles and gutters, rows by numbers, flat rules or full lines."""

from __future__ import annotations

import re

import pytest

from pipeline.reading.aligned import Aligned, aligned_tables
from pipeline.reading.gutters import Band, Word

LETTER, PITCH, SIZE = 4.0, 16.0, 14.0  # points: a space is 4 wide, two part columns


def bands_of(text: str) -> list[Band]:
    """The lines of a text in type of one width; blank ones leave room."""
    bands = []
    for number, line in enumerate(text.strip("\n").split("\n")):
        words = tuple(Word(w.group(), LETTER * w.start(), LETTER * w.end()) for w in re.finditer(r"\S+", line))
        if words:
            bands.append(Band(words, PITCH * number, PITCH * number + 12))
    return bands


def rows_of(text: str, rules: tuple[float, ...] = ()) -> list[list[str]]:
    """The rows of the only table of a text; `rules` in lines from its top. A cell over several columns stands once."""
    bands = bands_of(text)
    (table,) = aligned_tables(bands, [(0.0, 400.0, PITCH * level) for level in rules], SIZE)
    return cells_of(table, bands)


def cells_of(table: Aligned, bands: list[Band]) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in table.ys[1:]]
    for top, left, bottom, right in sorted(table.cells):
        words = [
            word.text
            for band in bands
            for word in band.words
            if table.ys[top] < band.middle < table.ys[bottom]
            and table.xs[left] < (word.left + word.right) / 2 < table.xs[right]
        ]
        rows[top].append(" ".join(words))
    return rows


NUMBERED = """
Các nhiệm vụ được giao như sau:
TT   Nội dung công việc       Đơn vị chủ trì     Thời gian
1    Rà soát bờ bao,          Phòng Kinh tế      Tháng 3
     lập danh sách
2    Nạo vét kênh             Ban Quản lý        Trước ngày
                              dịch vụ            10/5/2026
Đề nghị các ấp nghiêm túc thực hiện, kịp thời báo cáo kết quả về Ủy ban.
"""


def test_rows_begin_at_their_numbers() -> None:
    assert rows_of(NUMBERED) == [
        ["TT", "Nội dung công việc", "Đơn vị chủ trì", "Thời gian"],
        ["1", "Rà soát bờ bao, lập danh sách", "Phòng Kinh tế", "Tháng 3"],
        ["2", "Nạo vét kênh", "Ban Quản lý dịch vụ", "Trước ngày 10/5/2026"],
    ]


def test_the_table_takes_its_lines_alone() -> None:
    (table,) = aligned_tables(bands_of(NUMBERED), (), SIZE)
    assert table.bands == (1, 6)


def test_titles_in_two_lines_with_the_number_title_beside_their_middle() -> None:
    assert rows_of("""
                         Đơn vị      Thời gian
STT  Nội dung
                         chủ trì     hoàn thành
1    Sửa trạm bơm        Tổ thủy     Quý II
2    Gia cố cống         Phòng Kinh  Quý III
                         tế
""") == [
        ["STT", "Nội dung", "Đơn vị chủ trì", "Thời gian hoàn thành"],
        ["1", "Sửa trạm bơm", "Tổ thủy", "Quý II"],
        ["2", "Gia cố cống", "Phòng Kinh tế", "Quý III"],
    ]  # fmt: skip


def test_a_common_title_stands_above_two() -> None:
    assert rows_of("""
TT  Nhiệm vụ              Đơn vị thực hiện       Thời gian
                         Chủ trì       Phối hợp
1   Kiểm tra đê          Hạt đê        Công an   Tháng 6
2   Trực ban             Văn phòng     Quân sự   Tháng 7
3   Tổng hợp             Văn phòng     Công an   Tháng 8
""") == [
        ["TT", "Nhiệm vụ", "Đơn vị thực hiện", "Thời gian"],
        ["Chủ trì", "Phối hợp"],
        ["1", "Kiểm tra đê", "Hạt đê", "Công an", "Tháng 6"],
        ["2", "Trực ban", "Văn phòng", "Quân sự", "Tháng 7"],
        ["3", "Tổng hợp", "Văn phòng", "Công an", "Tháng 8"],
    ]  # fmt: skip


def test_numbers_beside_the_middle_of_their_rows() -> None:
    assert rows_of("""
TT  Nội dung          Đơn vị chủ trì   Thời gian
    Khảo sát các
1   tuyến đường       Phòng Kinh tế    Tháng 4
    liên ấp
    Lắp biển
2   báo tại           Công an xã       Tháng 5
    ngã ba
""") == [
        ["TT", "Nội dung", "Đơn vị chủ trì", "Thời gian"],
        ["1", "Khảo sát các tuyến đường liên ấp", "Phòng Kinh tế", "Tháng 4"],
        ["2", "Lắp biển báo tại ngã ba", "Công an xã", "Tháng 5"],
    ]  # fmt: skip


UNNUMBERED = """
Nội dung            Đơn vị chủ trì   Thời gian
Phun thuốc          Trạm Y tế        Tháng 2
tại hai ấp          xã
vùng ven
Đo mẫu nước         Trạm Y tế        Tháng 3
"""


def test_rows_without_numbers_begin_where_every_column_opens() -> None:
    assert [row[0] for row in rows_of(UNNUMBERED)] == ["Nội dung", "Phun thuốc tại hai ấp vùng ven", "Đo mẫu nước"]


def test_flat_rules_part_rows() -> None:
    rows = rows_of(UNNUMBERED, rules=(0.9, 2.9, 3.9))
    assert [row[0] for row in rows] == ["Nội dung", "Phun thuốc tại hai ấp", "vùng ven", "Đo mẫu nước"]


def test_a_heading_runs_across_all_columns() -> None:
    rows = rows_of("""
TT  Nội dung          Đơn vị chủ trì   Thời gian
I   CÔNG TÁC TUYÊN TRUYỀN TẠI CÁC ẤP TRONG XÃ
1   Phát thanh        Đài xã           Hằng tuần
2   Treo pa nô        Đoàn xã          Tháng 9
""")
    assert rows[1:3] == [["I CÔNG TÁC TUYÊN TRUYỀN TẠI CÁC ẤP TRONG XÃ"], ["1", "Phát thanh", "Đài xã", "Hằng tuần"]]


def test_titles_that_the_engine_lost_in_part() -> None:
    rows = rows_of("""
                     Đơn vị chủ trì   Thời gian
1   Thay bóng đèn    Tổ điện          Tháng 1
2   Dựng cột mới     Tổ điện          Tháng 2
""")
    assert rows[0] == ["", "", "Đơn vị chủ trì", "Thời gian"]
    assert rows[2] == ["2", "Dựng cột mới", "Tổ điện", "Tháng 2"]


def test_the_rest_of_a_table_on_the_next_page() -> None:
    assert rows_of("""
    và bàn giao       Phòng Kinh tế    Tháng 4
4   Tập huấn          Trạm Y tế        Tháng 5
5   Sơ kết            Văn phòng        Tháng 6
""") == [
        ["", "và bàn giao", "Phòng Kinh tế", "Tháng 4"],
        ["4", "Tập huấn", "Trạm Y tế", "Tháng 5"],
        ["5", "Sơ kết", "Văn phòng", "Tháng 6"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "1.  Giao Phòng Kinh tế chủ trì việc này\n2.  Giao Công an xã bảo đảm trật tự\n3.  Giao Trạm Y tế trực",
        "Nội dung và thời gian thực hiện theo phân công của đơn vị\nchủ trì, đơn vị phối hợp báo cáo kết quả",
        "Nơi nhận:            TM. ỦY BAN NHÂN DÂN\n- Như trên;               CHỦ TỊCH\n- Lưu: VT.          Hồ Đắc Lợi",
        "ỦY BAN NHÂN DÂN    CỘNG HÒA XÃ HỘI    CHỦ NGHĨA\nXÃ TÂN PHÚ    Độc lập    Tự do\nSố: 7    Tân Phú    ngày 3",
        "TT   Nội dung công việc       Đơn vị chủ trì     Thời gian\nỦy ban nhân dân xã yêu cầu các đơn vị thực hiện.",
        "3   Người dự họp     Khách mời     Ghi chú\nÔng bà về dự họp đúng giờ theo giấy mời của xã.",
        "4   Tập huấn          Trạm Y tế        Tháng 5\n9   Sơ kết            Văn phòng        Tháng 6",
        "TT   Nội dung công việc\n1    Rà soát bờ bao\n2    Nạo vét kênh\n3    Tu sửa cống",
        (
            "        Các ấp báo cáo kết quả về xã\n4   Tập huấn          Trạm Y tế        Tháng 5\n"
            "5   Sơ kết            Văn phòng        Tháng 6"
        ),
    ],
    ids=["list", "prose", "foot", "head", "titles alone", "one numbered line", "other numbers", "two columns", "above"],
)
def test_other_writing_is_no_table(text: str) -> None:
    assert aligned_tables(bands_of(text), (), SIZE) == []


@pytest.mark.parametrize(
    "above",
    ["Nội dung         Đơn vị chủ trì      Thời gian", "     II. Nội dung"],
    ids=["more titles", "a heading with a label"],
)
def test_titles_begin_with_that_of_the_numbers(above: str) -> None:
    assert rows_of(f"{above}\n" + NUMBERED.split("\n", 2)[2])[0] == [
        "TT",
        "Nội dung công việc",
        "Đơn vị chủ trì",
        "Thời gian",
    ]


def test_two_pieces_are_no_heading_across_all_columns() -> None:
    assert (
        len(
            rows_of("""
TT  Nội dung          Đơn vị chủ trì   Thời gian
1   Phát thanh        Đài xã           Hằng tuần
2   Treo pa nô        Đoàn xã          Tháng 9
    Kinh phí hai việc từ nguồn      ngân sách xã
3   Vẽ tường          Đoàn xã          Tháng 9
""")
        )
        == 3
    )


def test_recipients_end_a_table() -> None:
    (table,) = aligned_tables(bands_of(UNNUMBERED + "Nơi nhận:           TM. ỦY BAN       CHỦ TỊCH\n"), (), SIZE)
    assert table.bands == (0, 5)
