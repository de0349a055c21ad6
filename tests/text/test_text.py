import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.unicode import fold, is_syllable, lowered, nfc, number_from_words, parse_number, place_tones


@pytest.mark.parametrize(
    "word",
    [
        "quyết",
        "nghiệp",
        "giường",
        "khuya",
        "quốc",
        "gì",
        "giữ",
        "được",
        "thuỷ",
        "ương",
        "yếu",
        "oanh",
        "gia",
        "quý",
        "xoong",
        "thuở",
        "quỳnh",
        "uyển",
        "khuỷu",
        "ngoằn",
        "ngoèo",
        "hươu",
        "buýt",
    ],
)
def test_syllables(word):
    assert is_syllable(word)
    assert is_syllable(word.upper())


@pytest.mark.parametrize(
    "word",
    ["quyêt", "quôc", "d6i", "nghịệp", "ngjhĩa", "xyz", "str", "bcd", "quậo", "tiếnng", "ế́"] + ["", "a1", "hóaa"],
)
def test_no_syllables(word):
    assert not is_syllable(word)


@given(st.text())
def test_fold_keeps_length_and_is_idempotent(text):
    text = nfc(text)
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_place_tones_keeps_length_and_marks(text):
    text = nfc(text)
    placed = place_tones(text)
    assert len(placed) == len(text)
    assert place_tones(placed) == placed
    assert fold(placed) == fold(text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hoá", "hóa"),
        ("UỶ BAN", "ỦY BAN"),
        ("quý", "quý"),
        ("thuý", "thúy"),
        ("khoẻ", "khỏe"),
        ("hoàn", "hoàn"),
        ("Quỳ", "Quỳ"),
    ],
)
def test_place_tones(old, new):
    assert place_tones(old) == new


def test_decomposed_text_is_composed():
    assert nfc(unicodedata.normalize("NFD", "Ủy ban nhân dân")) == "Ủy ban nhân dân"


@pytest.mark.parametrize(
    ("figure", "value"),
    [
        ("1.250", 1250),
        ("0,5", 0.5),
        ("1.250,75", 1250.75),
        ("12", 12),
        ("3.5", 3.5),
        ("2 500", 2500),
        ("1.2.3", None),
        ("", None),
        ("x", None),
    ],
)
def test_parse_number(figure, value):
    assert parse_number(figure) == value


def test_a_figure_larger_than_any_plan_states_is_none() -> None:
    assert parse_number("9" * 17) == float("9" * 17)
    assert (parse_number("9" * 19), parse_number("9" * 309), parse_number("999" + ".999" * 110)) == (None, None, None)
    assert (number_from_words("một tỷ tỷ"), number_from_words("chín" + " tỷ" * 99)) == (10**18, None)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("hai mươi lăm", 25), ("mười", 10), ("ba trăm linh hai", 302), ("một nghìn hai trăm", 1200), ("hai", 2),
        ("một trăm bốn mươi tám triệu năm trăm nghìn", 148_500_000), ("một mô hình", None), ("", None), ("hai ba", None),
        ("hai nghìn sáu trăm mười lăm tỷ", 2_615 * 10**9), ("một tỷ hai trăm triệu", 1_200_000_000),
    ],
)  # fmt: skip
def test_number_words(words, value):
    assert number_from_words(words) == value


def test_small_letters_keep_their_places():
    assert lowered("KẾ HOẠCH") == "kế hoạch"
    assert lowered("İ, Ấn") == "İ, ấn"  # whose small form is two signs
