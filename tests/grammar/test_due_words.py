"""The words right before a date that make something due by it."""

import pytest

from pipeline.grammar.due_words import DueWords, words_before


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ("Hoàn thành trước ", DueWords(due=11, finished=0, task=11, time=11)),
        ("Mở lớp chậm nhất là ", DueWords(due=7, task=7, time=7)),
        ("Mở lớp đến hết ", DueWords(due=7, up_to=11, task=11, time=11)),
        ("Mở lớp vào cuối ", DueWords(time=11)),
        ("Nộp trước khi họp ", DueWords()),
        ("", DueWords()),
    ],
)
def test_what_the_words_before_a_date_say(before: str, words: DueWords) -> None:
    text = f"{before}tháng 6/2026"
    assert words_before(text, 0, len(before)) == words


def test_no_word_before_the_stretch_counts() -> None:
    text = "trước tháng 6/2026"
    assert words_before(text, 3, 6) == DueWords()


@pytest.mark.parametrize(("words", "start"), [(DueWords(up_to=4, time=2), None), (DueWords(due=7, finished=3), 3)])
def test_where_the_words_of_a_deadline_begin(words: DueWords, start: int | None) -> None:
    assert words.start == start
