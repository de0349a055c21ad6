"""Texts whose letters were lost on the way to a code page that lacks them: Đ and đ, capitals with two marks.

A program that writes such a page drops the letter, or writes "?" or a blank in its place: "K? HO?CH", "ộc lập - Tự do".
Most words stay sound, so that the page reads as Vietnamese, and number, symbols and names are wrong.
"""

from __future__ import annotations

import re

_ASKED = re.compile(r"(?<![^\s(\"“'/-])[^\W\d_]*\?[^\W\d_][^\W\d_?]*(?![^\s.,;:)\"”?/-])")
"""A word with a question mark before or among its letters; what stands in an address has other signs around it."""
_BARRED = re.compile(r"[Đđ]")
_MARKED = re.compile(r"[^\W\d_]*[^\W\d_\x00-\x7f][^\W\d_]*")
"""A word with a letter that English lacks."""
_WITHOUT_CAPITAL = re.compile(r"(?<![^\W\d_])ộc lập|/(?:N-CP|Q-(?:UBND|TTg|[A-Z]{3,}))(?!\w)")
"""What is left of "Độc lập" and of the symbols of decrees and decisions."""
_LEAST, _WORDS = 3, 150


def lost_letters(text: str) -> str | None:
    """The letters that a text has lost, as a person would name them; None where none is missed.

    Example:
        >>> lost_letters("?Y BAN NHÂN DÂN, K? HO?CH, CH? T?CH")
        '?'
    """
    if sum(1 for _ in _ASKED.finditer(text)) >= _LEAST:
        return "?"
    if "Đ" not in text and _WITHOUT_CAPITAL.search(text):
        return "Đ"
    if not _BARRED.search(text) and sum(1 for _ in _MARKED.finditer(text)) >= _WORDS:
        return "Đ, đ"
    return None
