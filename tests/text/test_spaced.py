import pytest

from pipeline.text.spaced import joined_letters


def _joined(text):
    for start, end, words in reversed(joined_letters(text)):
        text = text[:start] + words + text[end:]
    return text


@pytest.mark.parametrize(
    ("spaced", "meant"),
    [
        ("- B ộ X â y d ự n g ; B ộ T à i c h í nh;", "- Bộ Xây dựng ; Bộ Tài chính;"),
        ("- T h ườ ng t r ự c T h à nh ủ y ;", "- Thường trực Thành ủy ;"),
        ("THÀNH P HỐ HỒ C H Í M I NH", "THÀNH PHỐ HỒ CHÍ MINH"),
        ("- V P U B : L ư u h ồ s ơ", "- V P U B : Lưu hồ sơ"),
    ],
)
def test_words_written_letter_by_letter(spaced, meant):
    assert _joined(spaced) == meant


@pytest.mark.parametrize(
    "text",
    ["các mục a, b, c và d", "hạng A B C D của thôn", "lớp 6 A và 6 B", "ông Y Bhin, bà H Nga ở ấp", "x y z là ẩn số"],
)
def test_sound_text_stays(text):
    assert joined_letters(text) == []


def test_the_name_of_a_kind_of_paper_may_be_spaced_out() -> None:
    for spaced in ("K Ế   H O Ạ C H", "Q U Y Ế T  Đ Ị N H", "T H Ô N G   B Á O"):
        edits = joined_letters(f"Số: 1/KH\n{spaced}\nSửa cầu")
        text = f"Số: 1/KH\n{spaced}\nSửa cầu"
        for start, end, new in reversed(edits):
            text = text[:start] + new + text[end:]
        assert text.split("\n")[1] in ("KẾ HOẠCH", "QUYẾT ĐỊNH", "THÔNG BÁO")


def test_single_capitals_that_name_nothing_stay() -> None:
    assert joined_letters("A B C D") == []
