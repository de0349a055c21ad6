"""Sums that do not add up: across the columns of a table, below a column, money and its sources."""

from collections.abc import Callable

import pytest

Plant = Callable[..., list[tuple[str, str]]]

TASK = "- Bố trí kinh phí thực hiện Kế hoạch."
SIGNED = "Nguyễn Văn Thử\n"
HEAD = "PHỤ LỤC\nTT | Thôn | Tổng số hồ sơ | Đã nộp | Chưa nộp\n"
VILLAGES = [("Bản Cái", 52, 40, 12), ("Khe Lếch", 61, 33, 28), ("Nậm Tha", 48, 30, 18), ("Sài Lương", 70, 51, 19),
            ("Tà Lạt", 39, 25, 14), ("Trung Tâm", 83, 60, 23), ("Vằng Mản", 57, 44, 13)]  # fmt: skip


def table(*rows: tuple[str, int, int, int], last: str = "") -> tuple[str, str]:
    """The plan's end with a table of villages behind it."""
    lines = "".join(f"{at + 1} | {' | '.join(map(str, row))}\n" for at, row in enumerate(rows))
    return SIGNED, f"{SIGNED}\n{HEAD}{lines}{last}"


def sums(found: list[tuple[str, str]]) -> list[str]:
    return [about for rule, about in found if rule in ("T03", "T04")]


def test_row_that_breaks_the_sum_of_its_columns(planted: Plant) -> None:
    assert sums(planted(table(*VILLAGES))) == []
    assert sums(planted(table(*VILLAGES, ("Yên Sơn", 95, 61, 24)))) == ["Yên Sơn: 95"]


def test_few_rows_tell_nothing_of_their_columns(planted: Plant) -> None:
    assert sums(planted(table(*VILLAGES[:4], ("Yên Sơn", 95, 61, 24)))) == []


def test_columns_of_other_things_have_no_sum(planted: Plant) -> None:
    other = [(name, total, done + at, left + 2 * at) for at, (name, total, done, left) in enumerate(VILLAGES)]
    assert sums(planted(table(*other))) == []


def test_total_row_of_which_one_column_is_wrong(planted: Plant) -> None:
    assert sums(planted(table(*VILLAGES, last="| Tổng cộng | 410 | 283 | 127\n"))) == []
    assert sums(planted(table(*VILLAGES, last="| Tổng cộng | 410 | 283 | 137\n"))) == ["Tổng cộng: 137"]


def test_total_under_a_merged_label_is_read_under_its_columns(planted: Plant) -> None:
    assert sums(planted(table(*VILLAGES, last="Tổng cộng | 410 | 283 | 137\n"))) == ["Tổng cộng: 137"]


@pytest.mark.parametrize(
    ("money", "about"),
    [
        ("120 triệu đồng, trong đó: ngân sách tỉnh 80 triệu đồng, ngân sách xã 50 triệu đồng", ["120 triệu đồng"]),
        ("120 triệu đồng, gồm ngân sách tỉnh 75 triệu đồng và ngân sách xã 40 triệu đồng", ["120 triệu đồng"]),
        ("120 triệu đồng, trong đó: ngân sách tỉnh 80 triệu đồng, ngân sách xã 40 triệu đồng", []),
        ("120 triệu đồng, trong đó: tập huấn 30 triệu đồng, máy quét 25 triệu đồng", []),  # some of its parts
        ("120 triệu đồng, gồm ngân sách tỉnh 80 triệu đồng, ngân sách xã 40 triệu đồng; đã cấp 60 triệu đồng", []),
        ("120 triệu đồng, trong đó: ngân sách tỉnh 80 triệu đồng, mỗi thôn 5 triệu đồng, ngân sách xã 50 triệu đồng",
         []),
    ],
)  # fmt: skip
def test_money_and_its_sources(planted: Plant, money: str, about: list[str]) -> None:
    assert sums(planted((TASK, f"- Tổng kinh phí {money}."))) == about
