"""Texts whose digits were lost on the way: a font without a map for them, a converter that writes blanks instead.

What stood beside a digit stays behind alone: "ngày / / .", "từ % trở lên", "Số /QĐ-UBND". The page looks sound word
by word, and every figure and date of it is gone.
"""

from __future__ import annotations

import re

_DIGITS = re.compile(r"\d+")
_BEHIND = re.compile(r"(?<![^\s(])(?:%|[.,](?=\s)|/(?=\s|[^\W\d_]{1,10}\b))")
"""A mark that follows a figure, or parts two, with a blank before it: ". Trạm Y tế", "% số hộ", "/KH-UBND"."""
_LEAST, _PER_FIGURE = 4, 4


def digits_are_lost(text: str) -> bool:
    """Whether marks that belong to figures stand alone in many places, and hardly a figure is left.

    Blank forms ("Số: …/KH-UBND, ngày … tháng … năm 2026") keep dots where the figure is to be written.

    Example:
        >>> digits_are_lost("Số /KH-UBND. Phát . tờ rơi trước ngày / / ; trên % số hộ ký cam kết.")
        True
    """
    alone = sum(1 for _ in _BEHIND.finditer(text))
    return alone >= _LEAST and _PER_FIGURE * sum(1 for _ in _DIGITS.finditer(text)) <= alone
