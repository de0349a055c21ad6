"""What the tables of all kinds of files share: titles of columns, lines of a cell joined."""

from __future__ import annotations

import pytest

from pipeline.reading.rows import Cell, cuts_word, is_header, measures, opens_paragraph


@pytest.mark.parametrize(
    ("titles", "below", "is_one"),
    [
        (("TT", "Cây", "Năm 2027"), (), True),
        (("Cơ quan", "Nhiệm vụ"), (), True),
        (("Cây", "Mức"), (("Bàng", "15"), ("Xoan", "20")), True),
        (("Cây", "Mức", "Năm 2027"), (("Bàng", "x", "≥ 15%"), ("Xoan", "y", "Ít nhất 20 cây")), True),
        (("Cây", "Mức"), (("Bàng", "15"),), False),
        (("Cây", "Mức"), (("Bàng", "15"), ("Xoan", "nhiều")), False),
        (("Cây", "Mức"), (("Bàng", "15", "5"), ("Xoan", "20", "6")), False),
        (("Cây", ""), (("Bàng", "15"), ("Xoan", "20")), False),
        (("Bàng", "15"), (("Xoan", "20"), ("Phượng", "30")), False),
        (("cây", "mức"), (("Bàng", "15"), ("Xoan", "20")), False),
        (("Cây.", "Mức"), (("Bàng", "15"), ("Xoan", "20")), False),
        (("Cây", "2. Mức"), (("Bàng", "15"), ("Xoan", "20")), False),
        (
            ("Cây trồng dọc các tuyến đường liên thôn, liên xã và quanh nhà văn hóa", "Mức"),
            (("A", "15"), ("B", "2")),
            False,
        ),
    ],
)
def test_titles_are_told_by_what_stands_below_them(titles, below, is_one):
    assert is_header([Cell(title) for title in titles], below) is is_one


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("1.250", True), ("≥ 95%", True), ("Trên 120 tỷ đồng", True), ("Phấn đấu đạt 5 lớp", True), ("02 lớp", True),
        ("Khu phố 2", False), ("Tháng 5", False), ("Báo cáo", False), ("5 lớp, 20 người học nghề", False),
    ],
)  # fmt: skip
def test_a_cell_measures_where_a_figure_stands_with_few_words(text, is_one):
    assert measures(text) is is_one


@pytest.mark.parametrize(
    ("before", "after", "is_one"),
    [
        ("12.5", "00", True),
        ("2.565,", "5", True),
        ("2.565", ",5", True),
        ("Năm 2", "027", True),
        ("trườn", "g", True),
        ("12", "15", False),
        ("20", "26", False),
        ("12.500", "13.000", False),
        ("12,5", "13,5", False),
        ("tỷ", "đồng", False),
        ("học", "Sinh", False),
        ("số 1", "ngày", False),
    ],
)
def test_a_narrow_cell_cuts_figures_and_syllables(before, after, is_one):
    width = 6.0 * len(before)
    assert cuts_word(before, after, cell=width + 14, width=width) is is_one


def test_a_cell_with_room_cuts_nothing():
    assert not cuts_word("12.5", "00", cell=24 + 40, width=24)


def test_the_rest_of_a_symbol_opens_no_paragraph():
    assert not opens_paragraph("Nghị định số 268/2031/N", "Đ-CP ngày 3/2", 200.0, 90.0, 30.0)
    assert opens_paragraph("Nghị định của Chính phủ", "Công văn của Bộ", 200.0, 90.0, 30.0)
