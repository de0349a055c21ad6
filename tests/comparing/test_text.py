"""Passages shared with the plan above and with other communes, a commune's own, and what a template left behind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.comparing import find_leftovers, find_overlap

TASK = "Tổ chức tuyên truyền sâu rộng các quy định của pháp luật về bảo vệ môi trường đến từng hộ gia đình trên địa bàn"
OWN = "Vận động chủ thuyền ở bến đò ngang lắp thùng chứa rác và mang rác về điểm tập kết sau mỗi chuyến"
PARENT = f"{TASK} tỉnh.\nUBND tỉnh hỗ trợ kinh phí xử lý các bãi chôn lấp cũ gây ô nhiễm kéo dài nhiều năm."


def test_kinds_of_passages() -> None:
    texts = [
        ("tinh", PARENT),
        ("a", f"{TASK} xã An.\n{OWN}.\nNơi nhận:"),
        (
            "b",
            (
                f"{TASK} phường Bình.\n"
                "Phối hợp với trường học tổ chức ngày hội tái chế dành cho học sinh vào dịp hè hằng năm."
            ),
        ),
        ("c", "Phối hợp với trường học tổ chức ngày hội tái chế dành cho học sinh vào dịp cuối năm học."),
    ]
    found = {(p.document, p.start): p for p in find_overlap(texts, "tinh")}
    kinds = {key: p.kind for key, p in found.items()}
    assert kinds["a", 0] == "parent"
    assert found["a", 0].source == "tinh"
    own = next(p for p in found.values() if p.document == "a" and p.text.startswith("Vận động"))
    assert (own.kind, own.source, own.in_others) == ("own", None, 0.0)
    assert next(p for p in found.values() if p.text == "Nơi nhận:").kind == "short"
    festival = next(p for p in found.values() if p.document == "c")
    assert festival.kind == "shared"
    assert (festival.source, festival.plans) == ("b", 1)
    assert "cuối" in {here for _, here in festival.changes}
    for (stem, start), passage in found.items():
        assert dict(texts)[stem][start : passage.end] == passage.text


@given(st.lists(st.text(max_size=200), max_size=4))
def test_any_text_is_taken(texts: list[str]) -> None:
    pairs = [(f"p{at}", text) for at, text in enumerate(texts)]
    for passage in find_overlap(pairs, "p0"):
        assert 0.0 <= passage.in_parent <= 1.0
        assert 0.0 <= passage.in_others <= 1.0
        assert passage.source != passage.document


def test_left_over_from_a_template() -> None:
    text = (
        "UBND xã An xây dựng kế hoạch trên địa bàn xã An.\n"
        "Công chức chuyên môn tham mưu cho UBND phường triển khai thực hiện.\n"
        "Trạm Y tế xã Bình chủ trì việc khám sức khỏe.\n"
        "Căn cứ Kế hoạch số 5/KH-UBND ngày 01/02/2026 của UBND xã Bình.\n"
        "UBND các xã, phường gửi báo cáo; xã An giáp xã Bình.\n"
    )
    found = find_leftovers([("a", text), ("b", "UBND xã Bình. xã Bình")], {"a": "xã An", "b": "xã Bình"})
    assert [(item.kind, item.found, item.source) for item in found] == [
        ("wrong-level", "phường", None),
        ("other-unit", "xã Bình", "b"),
    ]
    assert text[found[0].start : found[0].end] == "phường"
    assert "tham mưu cho UBND phường" in found[0].quote
    assert found[0].expected == "xã"


@pytest.mark.parametrize("verb", ["đảm bảo", "ủng hộ", "ở các thôn"])
def test_a_name_ends_before_a_word_in_small_letters(verb: str) -> None:
    """ "đ", "ủ" and "ở" lie among the capitals in Unicode."""
    text = f"UBND xã Hòa Ân {verb}. Nhân dân xã Hòa Ân. Đảng ủy xã Hòa Ân. Trạm y tế phường {verb} làm việc."
    (item,) = find_leftovers([("a", text)], {})
    assert (item.kind, item.found, item.expected) == ("wrong-level", "phường", "xã")


def test_what_a_commune_does_is_no_name_of_it() -> None:
    (passage,) = find_overlap([("a", "Các hộ trong xã trồng cây ăn quả lâu năm trên đồi")])
    assert passage.kind == "own"  # twelve words; eight are the least that is judged


def test_words_behind_the_name_of_a_level_are_compared() -> None:
    said = "Phòng Kinh tế tổng hợp kết quả thực hiện, báo cáo UBND xã trước ngày {}."
    found = find_overlap([("a", said.format("05/12/2026")), ("b", said.format("30/11/2026"))])
    assert [(passage.kind, passage.changes) for passage in found] == [
        ("shared", (("30/11/2026", "05/12/2026"),)),
        ("shared", (("05/12/2026", "30/11/2026"),)),
    ]


def test_another_commune_by_its_name_is_no_leftover() -> None:
    assert find_leftovers([("a", "UBND xã An. Đoàn tham quan của phường Sa Pa đến xã An.")], {"a": "xã An"}) == ()


def test_communes_of_both_kinds_side_by_side_are_no_leftover() -> None:
    assert find_leftovers([("a", "UBND xã An. Mời các phường, xã lân cận và xã, phường bạn.")], {"a": "xã An"}) == ()


def test_a_plan_above_the_commune_is_passed_over() -> None:
    assert find_leftovers([("t", "UBND phường A báo cáo UBND xã B")], {"t": "tỉnh T"}) == ()
    assert find_leftovers([("t", "UBND xã B. UBND xã B. UBND xã B. Nhân dân phường.")], {"t": "tỉnh T"}) == ()


def test_a_name_that_goes_on_from_the_own_is_no_leftover() -> None:
    texts = [("a", "UBND xã An. Nhân dân xã An Khê."), ("b", "UBND xã An Khê.")]
    assert find_leftovers(texts, {"a": "xã An", "b": "xã An Khê"}) == ()


def test_a_plan_that_says_a_thing_twice_counts_once() -> None:
    said = "Các thôn vận động hộ gia đình phân loại rác tại nguồn, đổ rác đúng giờ và đúng nơi quy định của xã."
    found = find_overlap([("a", f"{said}\n\n{said}"), ("b", said)])
    assert [(passage.document, passage.plans) for passage in found] == [("a", 1), ("a", 1), ("b", 1)]


def test_the_unit_that_a_text_names_most_stands_in() -> None:
    text = "xã Đông Hạ. xã Đông Hạ. Đảng ủy xã Đông Hạ. Nhân dân trên địa bàn phường cùng tham gia."
    (item,) = find_leftovers([("a", text)], {})
    assert (item.found, item.expected) == ("phường", "xã")


@pytest.mark.parametrize(
    "text",
    [
        "UBND xã An. Địa bàn phường, xã lân cận.",
        "UBND xã An. Tại xã, phường của tỉnh.",
        "UBND xã An. Trụ sở tại các phường.",
    ],
)
def test_a_list_of_levels_is_no_leftover(text: str) -> None:
    assert find_leftovers([("a", text)], {"a": "xã An"}) == ()
