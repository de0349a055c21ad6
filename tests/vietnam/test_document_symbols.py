"""The grammar of numbers: what a symbol says, and which writings are one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.vietnam.document_symbols import parse

SYSTEMS = [
    ("30/2020/NĐ-CP", "state", 2020, "NĐ", "CP", True),
    ("923/QĐ-TTg", "state", None, "QĐ", "TTg", True),
    ("57-NQ/TW", "party", None, "NQ", "TW", True),
    ("193/2025/QH15", "assembly", 2025, "", "QH15", True),
    ("76/2025/UBTVQH15", "assembly", 2025, "", "UBTVQH15", True),
    ("2144/UBND-NVKTGS", "state", None, "UBND", "NVKTGS", False),
    ("150/KH-UBND", "state", None, "KH", "UBND", False),
    ("01-KH/BCĐTW", "party", None, "KH", "BCĐTW", True),
    ("89-CTr/TU", "party", None, "CTr", "TU", False),
]


@pytest.mark.parametrize(("text", "system", "year", "kind", "body", "central"), SYSTEMS, ids=[s[0] for s in SYSTEMS])
def test_parts(text: str, system: str, year: int | None, kind: str, body: str, central: bool) -> None:
    number = parse(text)
    assert number is not None
    assert (number.system, number.year, number.kind, number.body, number.central) == (system, year, kind, body, central)
    assert number.canonical == text


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("57 NQ/TW", "57-NQ/TW"),
        ("57/NQ-TW", "57-NQ/TW"),
        ("89-Ctr/TU", "89-CTr/TU"),
        ("03/NQ-CP", "3/NQ-CP"),
        ("02/2025/TT-BGDDT", "02/2025/TT-BGDĐT"),
        ("71/ NQ - CP", "71/NQ-CP"),
        ("30/2020/NÐ-CP", "30/2020/NĐ-CP"),
    ],
)
def test_writings_of_one_number(a: str, b: str) -> None:
    first, second = parse(a), parse(b)
    assert first is not None
    assert second is not None
    assert first.key == second.key


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("71/NQ-CP", "71-NQ/TW"),
        ("30/2020/NĐ-CP", "30/2021/NĐ-CP"),
        ("12/CT-TTg", "12-CTr/TU"),
        ("1/QĐ-TTg", "11/QĐ-TTg"),
    ],
)
def test_different_numbers(a: str, b: str) -> None:
    first, second = parse(a), parse(b)
    assert first is not None
    assert second is not None
    assert first.key != second.key


@pytest.mark.parametrize("text", ["", "Nghị quyết 57", "12/2025", "57", "không số", "/KH-UBND"])
def test_no_number(text: str) -> None:
    assert parse(text) is None


@given(st.text(max_size=40))
def test_any_text_is_parsed_or_refused(text: str) -> None:
    number = parse(text)
    if number is not None:
        again = parse(number.canonical)
        assert again is not None
        assert again.key == number.key
