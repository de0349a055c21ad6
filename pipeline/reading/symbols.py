"""Signs of symbol fonts, which come as private-use characters U+F020 to U+F0FF, written as what they look like.

A font with a symbol character map puts its glyph for byte 0x31 at U+F031 (Microsoft, OpenType `cmap`, platform 3,
encoding 0). In a text font that is the digit "1"; in Wingdings it is a picture.
"""

from __future__ import annotations

import re

BULLETS = {
    "\uf0b7": "•", "\uf076": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf02d": "-", "\uf0be": "-",
    "\uf02b": "+", "\uf0b0": "°", "\uf0a3": "≤", "\uf0b3": "≥", "\uf0a8": "▪", "\uf06f": "○", "\uf0d2": "-",
}  # fmt: skip
_PICTURES = re.compile(r"wingdings|webdings|dingbat", re.IGNORECASE)
_SYMBOLS = re.compile("[\uf020-\uf0ff]+")
UNTOLD = re.compile("[\ue000-\uf8ff\ufffd-\uffff\U000f0000-\U0010fffd]")
"""Characters that no text has: those that only their font can tell, and the sign of one that was lost."""
_FIGURES = range(0xF020, 0xF040)  # blank, digits and stops: the same in Symbol and in every text font


def is_symbol_font(name: str) -> bool:
    """Whether a font's letters are no letters: Symbol, Wingdings and their like."""
    return "symbol" in name.lower() or bool(_PICTURES.search(name))


def plain(text: str, font: str | None = None) -> str:
    """`text` with its signs of symbol fonts in Unicode; private-use characters of other kinds stay.

    Args:
        text: of one run.
        font: name of its font, None where it is not known.

    Example:
        >>> plain("năm \\uf032\\uf0302\\uf036"), plain("\\uf0b7"), plain("\\uf04a", "Wingdings")
        ('năm 2026', '•', '•')
    """
    if not _SYMBOLS.search(text):
        return text
    pictures = bool(font and _PICTURES.search(font))
    return _SYMBOLS.sub(lambda found: _written(found.group(), pictures), text)


def _written(signs: str, pictures: bool) -> str:
    if len(signs) == 1 or pictures:
        return "".join(BULLETS.get(sign) or _alone(sign, pictures) for sign in signs)
    return "".join(chr(ord(sign) - 0xF000) for sign in signs)


def _alone(sign: str, picture: bool) -> str:
    figure = ord(sign) in _FIGURES and not picture
    return chr(ord(sign) - 0xF000) if figure else "•"
