"""Texts whose digits were lost on the way, told by the marks that stood beside them."""

from __future__ import annotations

import re

import pytest

from pipeline.text.numberless import digits_are_lost

PLAN = """Số: 31/KH-UBND
Sông Đầm, ngày 05 tháng 3 năm 2026
1. Phát ít nhất 8.400 tờ rơi trước ngày 31/5/2026.
2. Trên 95% số hộ ký cam kết; tỷ lệ hộ có bể chứa đạt 80,5%.
"""


def test_digits_that_became_blanks_are_missed() -> None:
    assert not digits_are_lost(PLAN)
    assert digits_are_lost(re.sub(r"\d", " ", PLAN))
    assert digits_are_lost(re.sub(r"\d", "", PLAN))


@pytest.mark.parametrize(
    "text",
    [
        "Số: …/KH-UBND\nNgày … tháng … năm 2026\nTừ ngày …/…/2026 đến ngày …/…/2026",
        "Các thôn vận động nhân dân.\n- Phòng Kinh tế / Văn phòng\n- Lưu: VT.",
        "",
    ],
)
def test_forms_to_be_filled_in_and_prose_miss_nothing(text: str) -> None:
    assert not digits_are_lost(text)
