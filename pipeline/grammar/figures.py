"""Figures as plans write them: grouped by points, blanks or commas, in words, with what bounds them."""

from __future__ import annotations

import re

from pipeline.text.patterns import either
from pipeline.text.unicode import number_from_words, parse_number

FIGURE = (
    r"(?:\d{1,3}(?:(?:,\d{3}){2,}(?![\d,])(?:\.\d+)?|,\d{3}\.\d+)|\d{1,3}(?:\.\d{3})+(?:,\d+)?|"
    r"(?<!\d\ )(?<!\d\d\d\d\ )\d{1,3}(?:\ \d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)?)"
)
"""A figure in digits, for verbose patterns."""
IN_CELL = r"(?:[1-9]\d{0,2}(?:\ \d{3})+(?!\d)(?:,\d+)?|\d(?:[\d.,]*\d)?)"
"""A figure in digits that a cell of a table holds, groups parted by blanks among them: "1 250"."""
NUMBER_WORDS = (
    "một", "mốt", "hai", "ba", "bốn", "tư", "năm", "lăm", "sáu", "bảy", "bẩy", "tám", "chín", "mười", "mươi", "trăm",
    "linh", "lẻ",
)  # fmt: skip
_DIGIT_WORDS = either(NUMBER_WORDS)
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


_SCALES = ("tỷ", "tỉ", "triệu", "nghìn", "ngàn")
SUM_WORDS = rf"(?:[1-9]\ trăm|{_DIGIT_WORDS})(?:\ (?:{_DIGIT_WORDS}|{'|'.join(_SCALES)})){{1,16}}"
"""A sum in words, for verbose patterns: "một tỷ hai trăm triệu", "5 trăm triệu"."""


def sum_of(words: str) -> tuple[float, str] | None:
    """The value of a sum in words with the largest scale among them ("một tỷ hai trăm triệu": 1,2 and "tỷ")."""
    small = re.sub(r"[1-9]", lambda digit: _DIGITS[int(digit.group())], words.lower()).split()
    scale = next((each for each in _SCALES if each in small), None)
    number = number_from_words(" ".join(small))
    size = number_from_words(f"một {scale}") if scale else None
    return None if scale is None or number is None or size is None else (number / size, scale)


_DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def thousands(figure: str) -> float | None:
    """The value of a figure whose comma groups thousands ("12,500"); None where it can only be a decimal."""
    return parse_number(figure, comma_groups=True) if re.fullmatch(r"[1-9]\d{0,2}(?:,\d{3})+", figure) else None
