"""Units: exact conversion only, and back."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.comparing import units


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (80, "phần trăm", (80.0, "%")),
        (1.5, "tỷ đồng", (1.5e9, "đồng")),
        (0.1, "tỉ đồng", (1e8, "đồng")),
        (300, "nghìn đồng", (3e5, "đồng")),
        (75, "triệu đồng/người/năm", (7.5e7, "đồng/người/năm")),
        (2, "ha", (20000.0, "m2")),
        (3.2, "km", (3200.0, "m")),
        (52, "tạ/ha", (5200.0, "kg/ha")),
        (12, "hộ gia đình", (12.0, "hộ")),
        (5, "nghìn lượt", (5000.0, "lượt")),
        (7, "mô hình", (7.0, "mô hình")),
        (0.7, "điểm phần trăm", (0.7, "điểm %")),
    ],
)
def test_conversion(value: float, unit: str, expected: tuple[float, str]) -> None:
    assert units.convert(value, unit) == expected


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("%", "hộ"),
        ("hộ", "người"),
        ("điểm phần trăm", "%"),
        ("triệu đồng", "ha"),
        ("lớp", "học viên"),
        ("tấn/ha", "tấn"),
    ],
)
def test_units_that_stay_apart(a: str, b: str) -> None:
    assert not units.alike(a, b)


@pytest.mark.parametrize(
    ("a", "b"), [("thôn", "thôn, tổ dân phố"), ("tỷ đồng", "triệu đồng"), ("hộ", "hộ dân"), ("lớp", "")]
)
def test_units_that_are_one(a: str, b: str) -> None:
    assert units.alike(a, b)


@given(st.integers(0, 10**7), st.sampled_from(["đồng", "triệu đồng", "tỷ đồng", "ha", "km", "tấn", "%"]))
def test_showing_undoes_converting(value: int, unit: str) -> None:
    base, name = units.convert(value, unit)
    scale, size = units.shown_unit([base], name)
    again, same = units.convert(units.scaled(base, size), scale)
    assert same == name
    assert Fraction(again) == pytest.approx(Fraction(base))


@pytest.mark.parametrize(
    ("values", "base", "unit"),
    [
        ([3e8, 1.9e9, 3.5e9], "đồng", "tỷ đồng"),
        ([5e6, 8e6, 3e9], "đồng", "triệu đồng"),
        ([5e5, 2e6], "đồng/người/năm", "triệu đồng/người/năm"),
        ([2.5e4, 4e6], "m2", "ha"),
        ([80.0], "%", "%"),
        ([], "đồng", "đồng"),
    ],
)
def test_figures_side_by_side_share_a_unit(values: list[float], base: str, unit: str) -> None:
    assert units.shown_unit(values, base)[0] == unit


@pytest.mark.parametrize(
    ("value", "shown"), [(1250, "1.250"), (0.5, "0,5"), (99.25, "99,25"), (1234567.5, "1.234.567,5"), (0, "0")]
)
def test_figures(value: float, shown: str) -> None:
    assert units.figure(value) == shown
