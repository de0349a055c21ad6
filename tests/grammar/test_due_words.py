"""The words right before a date that make something due by it."""

import pytest

from pipeline.grammar.due_words import words_before


@pytest.mark.parametrize(
    ("before", "begins"),
    [
        ("Hoàn thành trước ", {"due": 11, "finished": 0, "task": 11, "time": 11, "start": 0}),
        ("Mở lớp chậm nhất là ", {"due": 7, "task": 7, "time": 7, "start": 7}),
        ("Mở lớp đến hết ", {"due": 7, "up_to": 11, "task": 11, "time": 11, "start": 7}),
        ("Mở lớp vào cuối ", {"time": 11}),
        ("Nộp trước khi họp ", {}),
        ("", {}),
    ],
)
def test_what_the_words_before_a_date_say(before: str, begins: dict[str, int]) -> None:
    words = words_before(f"{before}tháng 6/2026", 0, len(before))
    nothing = {"due": -1, "finished": -1, "up_to": -1, "task": -1, "time": -1, "start": None}
    assert {name: getattr(words, name) for name in nothing} == nothing | begins


def test_no_word_before_the_stretch_counts() -> None:
    assert words_before("trước tháng 6/2026", 3, 6).start is None
