"""Letters that stand for digits: read where nothing else can stand, left alone everywhere else."""

from time import process_time

import pytest

from pipeline.text.digit_letters import digit_letters
from pipeline.text.folding import fold_characters


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        # dates
        ("trước ngày 30/06/2O26", "trước ngày 30/06/2026"),
        ("từ l5/3/2026 đến 2S.4.2026", "từ 15/3/2026 đến 25.4.2026"),
        ("ngày l tháng 3 năm 2026", "ngày 1 tháng 3 năm 2026"),
        ("ngày 3O tháng 6 năm 2O26", "ngày 30 tháng 6 năm 2026"),
        ("tháng 1O/2026, tháng 1O năm 2026", "tháng 10/2026, tháng 10 năm 2026"),
        ("từ 01/O3 đến 3l/3", "từ 01/03 đến 31/3"),
        ("giai đoạn 2026-2O30", "giai đoạn 2026-2030"),
        ("quý l, quý lI năm 2026", "quý I, quý II năm 2026"),
        # numbers of documents and of their parts
        ("1o5/QĐ-UBND, lO6/QĐ-UBND", "105/QĐ-UBND, 106/QĐ-UBND"),
        ("131/2O25/NĐ-CP", "131/2025/NĐ-CP"),
        ("Nghị quyết số 5O-NQ/TW", "Nghị quyết số 50-NQ/TW"),
        ("khoản 1O Điều l2", "khoản 10 Điều 12"),
        # figures
        ("9O% hộ, 1OO% hộ, lO% hộ, tăng O,5%", "90% hộ, 100% hộ, 10% hộ, tăng 0,5%"),
        ("Số hộ\t1.2OO\t1o5\nSố cây\tl05\t5O,5", "Số hộ\t1.200\t105\nSố cây\t105\t50,5"),
        ("trồng 1.2OO cây, 5oo cây, cho l2 hộ", "trồng 1.200 cây, 500 cây, cho 12 hộ"),
    ],
)
def test_a_letter_in_the_place_of_a_digit(typed: str, meant: str) -> None:
    assert fold_characters(typed).text == meant


@pytest.mark.parametrize(
    "text",
    [
        "12B/KH-UBND, 12a/KH-UBND",
        "15/II/2026, quý II/2026, I/2026 và 10 hộ 5B, 1o",
        "bình 20l nước, thùng 5l, 2l/s",
        "nóng 38o ở xã, 38oC",
        "khí CO2, H2O, O2, PM2.5",
        "xe 2B, mạng 5G, khổ A4, B5/2026",
        "35/0l/2026",
        "l. Mục tiêu",
        "a |5/3/2026",
        "1l\tO1\tI\to\t1.o",
    ],
)
def test_a_letter_that_is_one(text: str) -> None:
    assert list(digit_letters(text)) == []


@pytest.mark.parametrize("part", ["1o", "1O/", "2O26 ", "1.OOO", " l111111", "ngày lO ", "1111o"])
def test_letters_among_digits_without_end_cost_no_more_than_their_length(part: str) -> None:
    start = process_time()
    list(digit_letters(part * (150_000 // len(part))))
    assert process_time() - start < 5
