"""Figures as plans write them: grouped by points, blanks or commas, in words, with what bounds them."""

from __future__ import annotations

import re

from pipeline.text.patterns import either
from pipeline.text.unicode import number_from_words, parse_number

FIGURE = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|(?<!\d\ )(?<!\d\d\d\d\ )\d{1,3}(?:\ \d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)?)"
"""A figure in digits, for verbose patterns."""
_DIGIT_WORDS = either((
    "một", "mốt", "hai", "ba", "bốn", "tư", "năm", "lăm", "sáu", "bảy", "bẩy", "tám", "chín", "mười", "mươi", "trăm",
    "linh", "lẻ",
))  # fmt: skip
WORDS = rf"{_DIGIT_WORDS}(?:\ (?:{_DIGIT_WORDS}|chục|nghìn|ngàn)){{0,7}}"
"""A number in words, for verbose patterns."""
_SPELT = rf"{WORDS}(?:,?\ (?:triệu|tỷ|tỉ|{_DIGIT_WORDS}|nghìn|ngàn)){{0,16}}"
GLOSS = rf"(?:\s?\(\s?{_SPELT}\s?\))?"
"""The number again in words, in brackets: "02 (hai) lớp", "25.000.000 (hai mươi lăm triệu) đồng"."""
SUM_GLOSS = rf"(?:\s?\(\s?(?:bằng\ chữ:\s?)?{_SPELT}\ đồng(?:\ chẵn)?\.?\s?\))?"
"""The same behind the unit: "1.250 triệu đồng (một nghìn, hai trăm năm mươi triệu đồng)"."""


AT_LEAST = either((
    "không nhỏ hơn", "ít nhất", "tối thiểu", "không dưới", "không thấp hơn", "không ít hơn", "từ", "trên", "hơn",
    "đạt và vượt", "đạt, vượt", "vượt", "lớn hơn", "cao hơn", "đạt từ", "tối thiểu là", "ít nhất là", "tối thiểu đạt",
    "ít nhất đạt", "đạt trên", "trên mức", "ít nhất từ", "tối thiểu từ", "ít nhất có", "tối thiểu có", "không kém",
    "lớn hơn hoặc bằng", "cao hơn hoặc bằng",
))  # fmt: skip
AT_MOST = either((
    "không quá", "không vượt quá", "tối đa", "dưới", "không được quá", "thấp hơn", "nhỏ hơn", "ít hơn",
    "không cao hơn", "nhiều nhất", "dưới mức", "không trên", "tối đa không quá", "xuống dưới", "còn dưới",
    "tối đa là", "không để quá", "không để vượt quá", "không vượt",
    "nhỏ hơn hoặc bằng", "thấp hơn hoặc bằng", "ít hơn hoặc bằng",
))  # fmt: skip
WORD_LICENCES = frozenset(("ít nhất", "tối thiểu", "không quá", "tối đa", "không dưới", "ít nhất là", "tối thiểu là"))
"""Bounds after which a single number word is a figure ("ít nhất một lớp")."""


def value_of(figure: str) -> float | None:
    """The value of a figure in digits or words; None where it is none."""
    number = parse_number(figure)
    if number is not None:
        return number
    words = number_from_words(figure)
    return None if words is None else float(words)


def thousands(figure: str) -> float | None:
    """The value of a figure whose comma groups thousands ("12,500"); None where it can only be a decimal."""
    return parse_number(figure, comma_groups=True) if re.fullmatch(r"[1-9]\d{0,2}(?:,\d{3})+", figure) else None
