"""How wide text is printed in Times New Roman, the typeface of papers (Nghị định 30/2020/NĐ-CP, annex I, part I, 3).

A printed line holds as much as is wide enough, not as many characters: of two full lines one may be a fifth longer.
"""

from __future__ import annotations

import unicodedata

_WIDTHS = (
    (0.250, " .,"),
    (0.278, "ijlt/:;"),
    (0.333, "frI-()‘’'!"),
    (0.389, "sJ"),
    (0.444, "acez“”?"),
    (0.556, "FPS"),
    (0.611, "ELTZ"),
    (0.667, "BCR"),
    (0.722, "ADGHKNOQUVXYwĐ"),
    (0.778, "m"),
    (0.833, "%"),
    (0.889, "M"),
    (0.944, "W"),
)
_OTHER = 0.5  # digits and most small letters


class _Ems(dict[str, float]):
    """Character -> its advance in ems, that of its base letter, found when first asked for."""

    def __missing__(self, char: str) -> float:
        base = unicodedata.normalize("NFD", char)[0]
        self[char] = width = _OTHER if base == char else self[base]
        return width


_EMS = _Ems((char, width) for width, chars in _WIDTHS for char in chars)


def ems(text: str) -> float:
    """The width of a line of NFC text in ems, marks of vowels and tones left out, spaces not stretched."""
    return sum(map(_EMS.__getitem__, text))
