"""The letters of Vietnamese as named pieces for brackets of patterns: `rf"[{UPPER}]"`.

In Unicode the capitals and the small letters of Vietnamese lie mixed (one after the other from U+1EA0 to U+1EF9; Ă, Đ,
Ĩ, Ũ, Ơ and Ư elsewhere), so that no range such as "À-Ỹ" holds one case alone: patterns take their letters from here.
"""

from __future__ import annotations

PLAIN_UPPER = "A-ZĂÂĐÊÔƠƯ"
"""Capitals that bear no tone: all that a font without toned capitals has (TCVN3)."""
_TONED_UPPER = "ÀÁÃÈÉÌÍÒÓÕÙÚÝĨŨ" + "".join(chr(code) for code in range(0x1EA0, 0x1EFA, 2))
MARKED_LOWER = "ăâđêôơư" + _TONED_UPPER.lower()
"""Small letters with a mark: of vowel, of tone, or the bar of đ."""
UPPER = PLAIN_UPPER + _TONED_UPPER
"""Capital letters."""
LOWER = "a-z" + MARKED_LOWER
"""Small letters."""

CODE = "A-ZĐƯ"
"""Capitals of abbreviations and of document symbols: initials, without tone marks ("QĐ-UBND", "TƯ", "PCTT&TKCN")."""
CODE_SMALL = "a-zđư"
"""Small letters within abbreviations and symbols ("TTg", "QyĐ")."""

BEYOND_LATIN_1 = "ĂăĐđĨĩŨũƠơƯư" + "".join(map(chr, range(0x1EA0, 0x1EFA)))
"""Letters of either case that Latin-1 lacks."""
WITH_MARKS = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý" + BEYOND_LATIN_1
"""Letters of either case with a mark."""
