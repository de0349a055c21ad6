"""Where a label stands in its list: numbers, letters of the Vietnamese alphabet, Roman numerals.

Nghị định 30/2020/NĐ-CP, annex I, part II.5.
"""

from __future__ import annotations

import re
from itertools import pairwise

LETTERS = "abcdđeghiklmnopqrstuvxy"
"""Letters that name điểm, in order."""
CAPITALS = ("A", "B", "C", "D", "E", "G", "H")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def ordinal(label: str) -> tuple[str, int] | None:
    """Style and place in its list of a simple label ("II", "3", "đ", "B"); None for decimals and words."""
    if re.fullmatch(r"[IVXL]+", label):
        return "roman", roman(label)
    if re.fullmatch(r"\d{1,2}", label):
        return "number", int(label)
    if len(label) == 1 and label in LETTERS:
        return "letter", LETTERS.index(label) + 1
    if label in CAPITALS:
        return "capital", CAPITALS.index(label) + 1
    return None


def roman(label: str) -> int:
    """Value of a Roman numeral."""
    values = [_ROMAN[sign] for sign in label]
    return sum(-a if a < b else a for a, b in pairwise([*values, 0]))


def to_roman(value: int) -> str:
    """A number below 50 as a Roman numeral."""
    out = ""
    for size, sign in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while value >= size:
            out, value = out + sign, value - size
    return out
