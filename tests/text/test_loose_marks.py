"""Marks that stand as signs of their own behind their letters."""

from __future__ import annotations

from pipeline.text.loose_marks import spacing_signs

WORDS = "xa˜ ba´o ca´o"


def written(text: str) -> list[tuple[str, str]]:
    return [(text[start:end], new) for start, end, new in spacing_signs(text)]


def test_signs_become_the_marks_of_their_letters() -> None:
    assert written(WORDS) == [("xa˜", "xã"), ("ba´o", "báo"), ("ca´o", "cáo")]


def test_a_sign_that_its_letter_cannot_bear_leaves_the_word_as_it_is() -> None:
    assert written(f"{WORDS} tha´ng˘") == written(WORDS)


def test_two_such_words_may_be_slips() -> None:
    assert written("ba´o ca´o") == []
