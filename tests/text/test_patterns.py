import re

import pytest

from pipeline.text.patterns import either, opening


def test_words_that_begin_alike_share_their_beginning() -> None:
    assert either(["sở", "ban chỉ huy", "ban", "ban chỉ đạo"]) == r"(?:ban(?:\ chỉ\ (?:huy|đạo))?|sở)"


@pytest.mark.parametrize(
    ("text", "found"),
    [("ban chỉ đạo", "ban chỉ đạo"), ("ban chỉ thị", "ban"), ("bàn", None), ("(hai) lớp", "(hai)")],
)
def test_the_longest_word_that_fits_is_found(text: str, found: str | None) -> None:
    match = re.match(either(["ban", "ban chỉ huy", "ban chỉ đạo", "(hai)"]), text)
    assert (match and match.group()) == found


def test_a_shorter_word_is_tried_where_what_follows_needs_it() -> None:
    match = re.match(rf"{either(['tổ', 'tổ chức'])} chức năng", "tổ chức năng")
    assert match is not None
    assert match.group() == "tổ chức năng"


def test_no_words_and_one_word() -> None:
    assert re.fullmatch(either([]), "") is not None
    assert either(["từ năm"]) == r"từ\ năm"


def test_openings_are_the_places_where_the_pattern_matches() -> None:
    starts = opening(r"(?<!\w)(?:từ|đến)\s|\d", letters="tđ")
    places = [match.start() for match in starts.finditer("Từ ngày 05 đến tháng, từng, mười từ 3")]
    assert places == [0, 8, 9, 11, 33, 36]


def test_an_opening_is_looked_for_between_borders() -> None:
    starts = opening(r"(?<!\w)từ\s", letters="t")
    assert [match.start() for match in starts.finditer("xtừ từ ", 1, 7)] == [4]
