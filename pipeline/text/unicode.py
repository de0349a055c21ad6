"""Pure functions on Vietnamese Unicode text: normal form, folding, tone placement, syllables, numbers."""

from __future__ import annotations

import math
import re
import unicodedata
from functools import lru_cache

TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyền, sắc, ngã, hỏi, nặng, as combining marks

_FOLD_EXTRA = str.maketrans({"đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ơ": "o", "Ơ": "O", "ư": "u", "Ư": "U"})

# Written the old way on the left (hoá), the new way on the right (hóa); only where no final letter follows.
_OLD_PLACEMENT = {
    f"{first}{old}": f"{new}{second}"
    for first, second, olds, news in (
        ("o", "a", "àáảãạ", "òóỏõọ"),
        ("o", "e", "èéẻẽẹ", "òóỏõọ"),
        ("u", "y", "ỳýỷỹỵ", "ùúủũụ"),
    )
    for old, new in zip(olds, news, strict=True)
}
_PLACEMENT = re.compile(r"(?<![qQ])(?:[oO][àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]|[uU][ỳýỷỹỵỲÝỶỸỴ])(?![^\W\d_])")

_ONSET = "ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx]"
_RIME = (  # nuclei and codas without tone marks, after the phonotactics of standard Vietnamese
    "a(?:ch|c|i|m|ng|nh|n|o|p|t|u|y)?|ă(?:c|m|ng|n|p|t)|â(?:c|m|ng|n|p|t|u|y)|e(?:c|m|ng|n|o|p|t)?|"
    "ê(?:ch|m|nh|n|p|t|u)?|i(?:a|ch|m|nh|n|p|t|u|êc|êm|êng|ên|êp|êt|êu)?|o(?:c|i|m|ng|n|p|t|oc|ong|"
    "a(?:ch|c|i|m|ng|nh|n|o|p|t|y)?|ă(?:c|m|ng|n|t)|e(?:o|n|t|m|ng|c)?)?|ô(?:c|i|m|ng|n|p|t)?|ơ(?:i|m|n|p|t)?|"
    "u(?:a|c|i|m|ng|n|p|t|y(?:a|ch|n|nh|p|t|u|ên|êt)?|ê(?:ch|nh)?|ô(?:c|i|m|ng|n|t)|ơ|â(?:n|ng|t|y))?|"
    "ư(?:a|c|i|m|n|ng|t|u|ơ(?:c|i|m|n|ng|p|t|u)?)?|y(?:ê(?:m|n|ng|t|u)|nh|t|n|p|ch|u)?"
)
_SYLLABLE = re.compile(f"(?:{_ONSET})?(?:{_RIME})")
_STOPPED = re.compile("(?:ch|[cpt])$")


def nfc(text: str) -> str:
    """`text` in Unicode normal form C, the one that the whole package works in."""
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Lower-case text without any mark: "Ủy ban" -> "uy ban". Keeps the length of NFC text.

    A character without a one-letter base stays itself, so that offsets into the result are offsets into
    the argument.
    """
    return _folded(text) if len(text) <= _SHORT else text.translate(_FOLDS)


@lru_cache(maxsize=2)
def lowered(text: str) -> str:
    """`text` in small letters, of the same length, so that offsets into the one are offsets into the other."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(min(c.lower(), c, key=len) for c in text)


_SHORT = 64
"""Length up to which folds are remembered: words and names come again, sentences hardly ever."""


@lru_cache(maxsize=1 << 15)
def _folded(text: str) -> str:
    return text.translate(_FOLDS)


class _Folds(dict[int, str]):
    """Character -> its fold, made when first asked for."""

    def __missing__(self, code: int) -> str:
        base = unicodedata.normalize("NFD", chr(code).translate(_FOLD_EXTRA))[0]
        low = base.lower()
        self[code] = low if len(low) == 1 else chr(code)
        return self[code]


_Y_AS_I = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")
_FOLDS = _Folds()


def place_tones(text: str) -> str:
    """Tone marks put the newer way ("hoá" -> "hóa", "uỷ" -> "ủy"); same length, "quý" untouched."""
    return _PLACEMENT.sub(_placed, text)


def placements(text: str) -> list[tuple[int, int, str]]:
    """The edits with which `place_tones` makes a text what it gives."""
    return [(*found.span(), _placed(found)) for found in _PLACEMENT.finditer(text)]


def _placed(found: re.Match[str]) -> str:
    pair = found.group()
    new = _OLD_PLACEMENT[pair.lower()]
    return "".join(n.upper() if p.isupper() else n for n, p in zip(new, pair, strict=True))


def sounding(word: str) -> str:
    """A lower-case word with y written as i: qui and quy, kĩ and kỹ are two spellings of one word; same length."""
    return word.translate(_Y_AS_I)


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether `word` (NFC, any case, no punctuation) can be a Vietnamese syllable by its spelling.

    Checks onset, rime and the rule that a syllable closed by c, ch, p or t bears sắc or nặng only. "quyêt" is
    none (no tone on a stopped rime), "quyết" is one.
    """
    marks = ""
    bare = []
    for char in unicodedata.normalize("NFD", word.lower()):
        if char in TONES:
            marks += char
        else:
            bare.append(char)
    base = unicodedata.normalize("NFC", "".join(bare))
    if len(marks) > 1 or not _SYLLABLE.fullmatch(base):
        return False
    return not _STOPPED.search(base) or marks in ("\u0301", "\u0323")


_UNITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_SCALES = {"nghìn": 1000, "ngàn": 1000, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}


def number_from_words(words: str) -> int | None:
    """The integer that Vietnamese number words spell ("hai mươi lăm" -> 25); None if they are none, or above `MOST`."""
    total = group = 0
    last: int | None = None
    seen = False
    for word in words.lower().split():
        if word in _UNITS:
            if last is not None:
                return None
            last = _UNITS[word]
        elif word == "mười" and last is None:
            group += 10
        elif word in ("mươi", "chục") and last is not None:
            group, last = group + last * 10, None
        elif word == "trăm" and last is not None:
            group, last = group + last * 100, None
        elif word in ("linh", "lẻ") and last is None:
            continue
        elif word in ("tỷ", "tỉ") and (last is not None or group or total):  # "hai nghìn tỷ" is all before it
            total, group, last = (total + group + (last or 0)) * _SCALES[word], 0, None
        elif word in _SCALES and (last is not None or group):
            total, group, last = total + (group + (last or 0)) * _SCALES[word], 0, None
        else:
            return None
        seen = True
    number = total + group + (last or 0)
    return number if seen and number <= MOST else None


MOST = 1e18
"""The largest figure that is read: no plan states more, and what "nghìn tỷ" makes of it is still a finite number."""
COMMA_GROUPS = re.compile(r"\d{1,3}(?:(?:,\d{3}){2,}(?:\.\d+)?|,\d{3}\.\d+)")
"""A figure whose commas group thousands: by two of them, or by the point behind one."""


@lru_cache(maxsize=4096)
def parse_number(digits: str, *, comma_groups: bool = False) -> float | None:
    """The value of a figure as Vietnamese writes it: "1.250" -> 1250, "0,5" -> 0.5, "1.250,75", "3.5" -> 3.5.

    A point followed by exactly three digits groups thousands; a comma is the decimal sign, but in what a spreadsheet
    wrote in English, which two commas prove ("1,035,566"). Returns None for anything that is not one figure, and for
    one above `MOST`.

    Args:
        digits: the figure.
        comma_groups: whether figures beside it are known to be written in English.
    """
    digits = digits.strip()
    value = math.inf
    if COMMA_GROUPS.fullmatch(digits) or (comma_groups and re.fullmatch(r"\d{1,3},\d{3}|\d+(?:\.\d+)?", digits)):
        value = float(digits.replace(",", ""))
    elif re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", digits):
        value = float(digits.replace(".", "").replace(",", "."))
    elif re.fullmatch(r"\d{1,3}(?: \d{3})+(?:,\d+)?", digits):
        value = float(digits.replace(" ", "").replace(",", "."))
    elif re.fullmatch(r"\d+(?:[.,]\d+)?", digits):
        value = float(digits.replace(",", "."))
    return value if value <= MOST else None
