"""Repairs that grammar proves."""

import pytest

from pipeline.restoration import symbols


@pytest.mark.parametrize(
    ("raw", "made"),
    [("923/QD-TTg", "923/QĐ-TTg"), ("30/2020/ND-CP", "30/2020/NĐ-CP"), ("12/NQ-HDND", "12/NQ-HĐND"),
     ("02/2025/TT-BGDDT", "02/2025/TT-BGDĐT"), ("15-QD/TU", "15-QĐ/TU"), ("05/HD-UBND", "05/HD-UBND"),
     ("7/TB-VP", "7/TB-VP"), ("193/2025/QH15", "193/2025/QH15")],
)  # fmt: skip
def test_abbreviations_in_symbols(raw: str, made: str) -> None:
    assert symbols.repair_symbol(raw) == made


@pytest.mark.parametrize(
    ("raw", "made"),
    [("TPKT", "TĐKT"), ("BCD", "BCĐ"), ("TP", "TP"), ("ABD", "ABD"), ("CNVCLEl", "CNVCLĐ"), ("Elan", "Elan")],
)
def test_abbreviations_alone(raw: str, made: str) -> None:
    assert symbols.repair_abbreviation(raw) == made


def apply(text: str, edits: list[symbols.Edit]) -> str:
    for edit in sorted(edits, key=lambda e: -e.start):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text


@pytest.mark.parametrize(
    ("raw", "made"),
    [("38 /KH-UBND", "38/KH-UBND"), ("71/NQ- CP", "71/NQ-CP"), ("57-NQ/ TW", "57-NQ/ TW"),
     ("Thi đua - Khen thưởng", "Thi đua - Khen thưởng"), ("KINH TẾ - XÃ HỘI", "KINH TẾ - XÃ HỘI")],
)  # fmt: skip
def test_spaces_inside_symbols(raw: str, made: str) -> None:
    assert apply(raw, list(symbols.spacing(raw))) == made


@pytest.mark.parametrize(
    ("raw", "made"), [("I11. NOI DUNG", "III. NOI DUNG"), ("lI. MUC", "II. MUC"), ("11. Cac", "11. Cac")]
)
def test_romans_of_headings(raw: str, made: str) -> None:
    assert apply(raw, list(symbols.romans(raw))) == made
