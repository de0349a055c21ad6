"""Texts whose letters were lost on the way to a code page that lacks them."""

from __future__ import annotations

import pytest

from pipeline.text.lost_letters import lost_letters

HEAD = "ỦY BAN NHÂN DÂN\nXÃ SÔNG ĐẦM\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
PLAN = HEAD + "Căn cứ Quyết định số 12/QĐ-UBND; Ủy ban nhân dân xã đề ra nhiệm vụ được giao đến các thôn.\n" * 12


def test_a_sound_plan_misses_no_letter() -> None:
    assert lost_letters(PLAN) is None
    assert lost_letters(HEAD) is None


@pytest.mark.parametrize("instead", ["", " "])
def test_letters_with_a_stroke_are_missed(instead: str) -> None:
    bare = PLAN.replace("Đ", instead)
    assert lost_letters(bare) == "Đ"
    assert lost_letters(bare.replace("đ", instead)) == "Đ"
    assert lost_letters(bare.replace("đ", instead).replace("ộc lập", "").replace("/Q", "/KH")) == "Đ, đ"


def test_letters_that_became_question_marks_are_missed() -> None:
    assert lost_letters(HEAD.replace("Ủ", "?").replace("Ộ", "?").replace("Ĩ", "?")) == "?"
    assert lost_letters(PLAN.replace("đ", "?")) == "?"


@pytest.mark.parametrize(
    "text",
    [
        "Ai làm? Làm gì? Bao giờ xong?\nVì sao?Do đâu?",
        "Xem https://dulich.example.vn/tim?tu=den?trang=2?loai=a và ?id=5",
        "(?) [?] ??? ? là gì",
    ],
)
def test_questions_and_addresses_miss_nothing(text: str) -> None:
    assert lost_letters(text) is None
