"""EDTF dates of plans: their last day for ordering and comparing, and how people write them."""

from __future__ import annotations

import re
from functools import lru_cache

_LAST = {"33": "03-31", "34": "06-30", "35": "09-30", "36": "12-31"}
_ROMAN = {"33": "I", "34": "II", "35": "III", "36": "IV"}


@lru_cache(maxsize=10_000)
def last_day(edtf: str | None) -> str | None:
    """The day by which something is due, as "YYYY-MM-DD"; None where no year is stated.

    Example:
        >>> last_day("2027-34"), last_day("2025/2030"), last_day("XXXX-12-05")
        ('2027-06-30', '2030-12-31', None)
    """
    if not edtf:
        return None
    end = edtf.rsplit("/", 1)[-1] or edtf.split("/", 1)[0]
    if not re.match(r"\d{4}", end):
        return None
    year, _, rest = end.partition("-")
    if not rest:
        return f"{year}-12-31"
    if rest in _LAST:
        return f"{year}-{_LAST[rest]}"
    if re.fullmatch(r"\d\d", rest):
        return f"{year}-{rest}-31"
    return end if re.fullmatch(r"\d{4}-\d\d-\d\d", end) else None


def year(edtf: str | None) -> str | None:
    """The year of `last_day`."""
    day = last_day(edtf)
    return day[:4] if day else None


@lru_cache(maxsize=10_000)
def in_words(edtf: str | None, lang: str = "vi") -> str:
    """As a reader writes it: "2027-34" -> "quý II/2027" ("Q2 2027"), "XXXX-12-05" -> "05/12 hằng năm"."""
    if not edtf:
        return ""
    if "/" in edtf:
        left, right = edtf.split("/", 1)
        if left in ("..", ""):
            return f"{'đến' if lang == 'vi' else 'until'} {in_words(right, lang)}"
        if right in ("..", ""):
            return f"{'từ' if lang == 'vi' else 'from'} {in_words(left, lang)}"
        return f"{in_words(left, lang)} - {in_words(right, lang)}"
    parts = edtf.split("-")
    yearly = parts[0] == "XXXX"
    if len(parts) == 2 and parts[1] in _ROMAN:
        quarter = f"quý {_ROMAN[parts[1]]}" if lang == "vi" else f"Q{int(parts[1]) - 32}"
        return f"{quarter}{_every(lang)}" if yearly else f"{quarter}{'/' if lang == 'vi' else ' '}{parts[0]}"
    if yearly and len(parts) == 3 and parts[1] == "XX":
        return f"ngày {parts[2]} hằng tháng" if lang == "vi" else f"on the {parts[2]} of every month"
    shown = "/".join(part for part in reversed(parts[1:]) if part != "XX")
    if yearly:
        return f"{'tháng ' if len(parts) == 2 and lang == 'vi' else ''}{shown}{_every(lang)}"
    return f"{shown}/{parts[0]}" if shown else parts[0]


def _every(lang: str) -> str:
    return " hằng năm" if lang == "vi" else " every year"
