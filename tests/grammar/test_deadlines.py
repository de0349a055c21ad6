"""The words of deadlines, where no table of rules proves them."""

import pytest

from pipeline.grammar.deadlines import TIME_ONLY


@pytest.mark.parametrize("words", ["Năm 2026", "từ tháng 3 đến tháng 5/2026", "Quý I/2026, II/2026", "trước ngày 05/7"])
def test_words_that_say_nothing_but_a_time(words):
    assert TIME_ONLY.fullmatch(words)


@pytest.mark.parametrize(
    "times",
    ["Năm " + ", ".join(map(str, range(1990, 2030))), "Ngày " + "01/5, " * 60, "1/" * 200, "quý " + "I/2026, " * 60, "3" * 500],
)  # fmt: skip
def test_a_long_list_of_times_costs_no_more_than_its_length(times):
    assert TIME_ONLY.fullmatch(f"{times} mở lớp") is None  # a pattern that could cut the list in many ways never ends
