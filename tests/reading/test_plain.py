"""Plain text: lines and pages."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.plain import text_reading


@given(st.text(alphabet=st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp"), blacklist_characters="\ufeff")))
def test_the_lines_are_the_text(text: str) -> None:
    assert "\n".join(line.text for line in text_reading(text).lines) == unicodedata.normalize("NFC", text)


def test_newlines_of_all_systems() -> None:
    assert [line.text for line in text_reading("a\r\nb\rc\n\nd").lines] == ["a", "b", "c", "", "d"]


def test_a_form_feed_opens_a_page() -> None:
    reading = text_reading("một\n\fhai\nvẫn hai\fba\nba")
    assert [line.page for line in reading.lines] == [1, 2, 2, 3]
    assert [page.number for page in reading.pages] == [1, 2, 3]


def test_control_characters_become_spaces_of_the_same_length() -> None:
    (line,) = text_reading("a\0b\x07c").lines
    assert line.text == "a b c"


def test_tabs_make_the_rows_of_a_table() -> None:
    text = "Theo bảng sau:\nSTT\tChỉ tiêu\tNăm 2026\n\n1\tNước sạch\t92\n2\tSân bóng\t\nTên\tkhông phải bảng"
    lines = text_reading(text).lines
    assert "\n".join(line.text for line in lines) == text
    rows = [line for line in lines if line.kind == "row"]
    assert [line.header for line in rows] == [True, False, False]
    assert [[line.text[c.start : c.end] for c in line.cells] for line in rows] == [
        ["STT", "Chỉ tiêu", "Năm 2026"], ["1", "Nước sạch", "92"], ["2", "Sân bóng", ""],
    ]  # fmt: skip
