"""Lower, later, absent, stricter: a commune's target held against the plan above, and outliers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pipeline.comparing import compare, targets_cells
from pipeline.comparing.marks import judge, less_is_better, shown
from pipeline.records import Record, Target

Make = Callable[..., Target]


@pytest.mark.parametrize(
    ("child", "parent", "expected"),
    [
        ({"value": 70}, {"value": 80}, ("lower",)),
        ({"value": 90}, {"value": 80}, ("stricter",)),
        ({"value": 80}, {"value": 80}, ("equal",)),
        ({"value": 80, "due": "2027"}, {"value": 80, "due": "2026"}, ("later",)),
        ({"value": 70, "due": "2027"}, {"value": 80, "due": "2026"}, ("lower", "later")),
        ({"value": 90, "due": "2027"}, {"value": 80, "due": "2026"}, ("later",)),
        ({"value": 70, "due": "2026"}, {"value": 80, "due": "2030"}, ("none",)),  # a step on the way
        ({"value": 80, "due": "2026-06-30"}, {"value": 80, "due": "2026"}, ("equal",)),
        ({"value": 2, "comparator": "<="}, {"value": 3, "comparator": "<="}, ("stricter",)),
        ({"value": 4, "comparator": "<="}, {"value": 3, "comparator": "<="}, ("lower",)),
        ({"value": 80}, {"value": 40, "unit": "hộ"}, ("none",)),
        ({"value": 3, "unit": "mô hình"}, {"value": 40, "unit": "mô hình"}, ("reference",)),
        ({"value": 1, "unit": "mô hình"}, {"value": 2, "unit": "mô hình", "quote": "mỗi xã có 2 mô hình"}, ("lower",)),
    ],
)
def test_against_the_plan_above(
    make_target: Make, child: dict[str, Any], parent: dict[str, Any], expected: tuple[str, ...]
) -> None:
    wording = "hộ dân được dùng nước máy"
    assert judge(make_target(wording, **child), [(0, make_target(wording, **parent))]).marks == expected


def test_nothing_above(make_target: Make) -> None:
    assert judge(make_target("hộ dân"), []).marks == ("only-here",)


@pytest.mark.parametrize(
    ("child", "parent", "vi", "en"),
    [
        ({"value": 70}, {"value": 80}, "cấp trên: 80 %", "above: 80 %"),
        ({"value": 80}, {"value": 80, "due": "2026"}, "cấp trên: 80 % (2026); không nêu thời hạn", "above: 80 % (2026); no date given"),
        ({"value": 80}, {"value": 40, "unit": "hộ"}, "khác đơn vị tính (hộ): không so được", "other unit (hộ): not comparable"),
        ({"value": 3, "unit": "hộ"}, {"value": 40, "unit": "hộ"}, "cấp trên: 40 hộ cho cả vùng", "above: 40 hộ for the whole area"),
        ({"value": 70, "due": "2026"}, {"value": 80, "due": "2030"}, "mốc trước của mục tiêu cấp trên: 80 % (2030)", "a step towards the plan above: 80 % (2030)"),
    ],
)  # fmt: skip
def test_why_in_both_languages(
    make_target: Make, child: dict[str, Any], parent: dict[str, Any], vi: str, en: str
) -> None:
    wording = "hộ dân được dùng nước máy"
    verdict = judge(make_target(wording, **child), [(0, make_target(wording, **parent))])
    assert (verdict.why, verdict.why_en, verdict.held) == (vi, en, 0)


def test_a_figure_past_the_last_year_of_the_plan_above_is_told_so(make_target: Make) -> None:
    child, sibling = (make_target("hộ dùng nước máy", 80, due=due) for due in ("2030", "2026"))
    verdict = judge(child, [(0, make_target("hộ dùng nước máy", 70, due="2026"))], "xã", [child, sibling])
    assert (verdict.marks, verdict.why_en) == (("none",), "past the horizon of the plan above: 70 % (2026)")


def test_the_same_year_is_taken_and_the_kind_of_unit(make_target: Make) -> None:
    parents = [
        (0, make_target("hộ khu vực đô thị phân loại rác", 60, due="2026")),
        (1, make_target("hộ khu vực nông thôn phân loại rác", 40, due="2026")),
        (2, make_target("hộ phân loại rác", 95, due="2030")),
    ]
    child = make_target("hộ phân loại rác", 50, due="2026")
    assert judge(child, parents, "phường").held == 0
    assert judge(child, parents, "xã").held == 1
    assert judge(make_target("hộ phân loại rác", 95, due="2030"), parents, "xã").held == 2


@pytest.mark.parametrize(
    ("wording", "quote", "expected"),
    [
        ("tỷ lệ hộ nghèo", "tỷ lệ hộ nghèo còn 2%", True),
        ("hộ nghèo được vay vốn", "100% hộ nghèo được vay vốn", False),
        ("số vụ tai nạn giao thông", "giảm 10% số vụ tai nạn giao thông", False),
        ("tỷ lệ hộ nghèo", "giảm tỷ lệ hộ nghèo xuống còn 1,5%", True),
        ("học sinh bỏ học", "học sinh bỏ học 0,3%", True),
        ("dân số tham gia bảo hiểm y tế", "95% dân số tham gia bảo hiểm y tế", False),
    ],
)
def test_where_less_is_better(make_target: Make, wording: str, quote: str, expected: bool) -> None:
    assert less_is_better(make_target(wording, quote=quote)) is expected


def test_outliers_need_five_communes(make_record: Callable[..., Record]) -> None:
    def marks(values: list[float]) -> list[str]:
        records = {f"p{at}": make_record(f"xã Số {at}", [("hộ dân dùng nước máy", v)]) for at, v in enumerate(values)}
        cells = targets_cells(compare(records))
        return list(cells["mark"])

    assert marks([80, 82, 84, 81, 20]) == ["", "", "", "", "◊"]
    assert marks([80, 82, 84, 20]) == [""] * 4
    assert marks([80, 80, 80, 80, 81]) == [""] * 5  # within a fifth of the common figure
    assert marks([80, 80, 80, 80, 10]) == ["", "", "", "", "◊"]


def test_figures_as_a_reader_wants_them(make_target: Make) -> None:
    assert shown(make_target("x", 1250, "hộ", comparator=">=")) == "≥ 1.250 hộ"
    assert shown(make_target("x", 1, "thứ", value_max=5)) == "1–5 thứ"
