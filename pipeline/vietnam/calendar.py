"""Dates of plans as EDTF (ISO 8601-2:2019): one value for what a text states, its last day, how people write it."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from functools import lru_cache

_LAST = {"33": "03-31", "34": "06-30", "35": "09-30", "36": "12-31"}
_ROMAN = {"33": "I", "34": "II", "35": "III", "36": "IV"}


@dataclass(frozen=True, slots=True)
class Moment:
    """What is stated of one day, month, quarter or year; nothing is added to it."""

    year: str | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None

    @property
    def shape(self) -> str:
        if self.quarter:
            return "quarter"
        if self.day:
            return "day" if self.year else "day-month" if self.month else "bare-day"
        return "month" if self.month else "year"

    @property
    def exists(self) -> bool:
        """Whether there is such a day: 31/02 is none, 29/02 is one where the year is a leap year or not stated."""
        if self.month is None:
            return self.day is None or 1 <= self.day <= 31
        if not 1 <= self.month <= 12:
            return False
        most = calendar.monthrange(int(self.year or 2000), self.month)[1]
        return self.day is None or 1 <= self.day <= most

    def edtf(self, edge: str | None = None) -> str:
        """As EDTF; a quarter at the first or last edge of an interval is written with its month (ruling 8)."""
        year = self.year or "XXXX"
        if self.quarter and edge:
            return f"{year}-{self.quarter * 3 - (2 if edge == 'first' else 0):02d}"
        if self.quarter:
            return f"{year}-{32 + self.quarter}"
        if self.month is None:
            return year
        return f"{year}-{self.month:02d}" + (f"-{self.day:02d}" if self.day else "")


@lru_cache(maxsize=10_000)
def last_day(edtf: str | None) -> str | None:
    """The day by which something is due, as "YYYY-MM-DD"; None where no year is stated.

    Example:
        >>> last_day("2027-34"), last_day("2026-02"), last_day("2025/2030"), last_day("XXXX-12-05")
        ('2027-06-30', '2026-02-28', '2030-12-31', None)
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
    if re.fullmatch(r"0[1-9]|1[0-2]", rest):
        return f"{year}-{rest}-{calendar.monthrange(int(year), int(rest))[1]}"
    return end if re.fullmatch(r"\d{4}-\d\d-\d\d", end) else None


def year(edtf: str | None) -> str | None:
    """The year of `last_day`."""
    day = last_day(edtf)
    return day[:4] if day else None


@lru_cache(maxsize=10_000)
def in_short(edtf: str | None, lang: str = "vi") -> str:
    """As a table shows it, in short: "2027-34" -> "quý II/2027" ("Q2 2027"), "XXXX-12-05" -> "05/12 hằng năm"."""
    if not edtf:
        return ""
    if "/" in edtf:
        left, right = edtf.split("/", 1)
        if left in ("..", ""):
            return f"{'đến' if lang == 'vi' else 'until'} {in_short(right, lang)}"
        if right in ("..", ""):
            return f"{'từ' if lang == 'vi' else 'from'} {in_short(left, lang)}"
        return f"{in_short(left, lang)} - {in_short(right, lang)}"
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


_DAY = re.compile(r"(\d{4}|XXXX)-(\d\d)-(\d\d)")
_MONTH = re.compile(r"(\d{4}|XXXX)-(\d\d)")
_YEAR = re.compile(r"\d{4}")
_HALVES = {"01-06": ("6 tháng đầu năm", "first half of"), "07-12": ("6 tháng cuối năm", "second half of")}


def in_words(edtf: str | None, lang: str = "vi") -> str | None:
    """An EDTF string spelt out: "2027-34" -> "quý II năm 2027", "../2030-12-31" -> "đến ngày 31/12/2030".

    Args:
        edtf: day, month, quarter (33..36), year, interval, open interval; yearly with XXXX; None stays None.
        lang: "vi" or "en".

    Returns:
        the reading, or the string itself where it is of a form that plans do not hold.
    """
    if edtf is None:
        return None
    if "/" not in edtf:
        return _point(edtf, lang)
    start, _, end = edtf.partition("/")
    half = re.fullmatch(r"(\d{4})-(\d\d)/\1-(\d\d)", edtf)
    if half and (months := f"{half.group(2)}-{half.group(3)}") in _HALVES:
        vi, en = _HALVES[months]
        return f"{vi if lang == 'vi' else en} {half.group(1)}"
    words = {"vi": ("đến", "từ", "trở đi"), "en": ("until", "from", "on")}["vi" if lang == "vi" else "en"]
    until, since, onwards = words
    if start in ("..", ""):
        return f"{until} {_point(end, lang)}"
    if end in ("..", ""):
        return f"{since} {_point(start, lang)} {onwards}"
    return f"{since} {_point(start, lang)} {until if lang == 'vi' else 'to'} {_point(end, lang)}"


def _point(edtf: str, lang: str) -> str:
    vi = lang == "vi"
    if found := _DAY.fullmatch(edtf):
        year, month, day = found.groups()
        if year == "XXXX":
            return f"ngày {day}/{month} hằng năm" if vi else f"every year on {day}/{month}"
        return f"ngày {day}/{month}/{year}" if vi else f"{day}/{month}/{year}"
    if found := _MONTH.fullmatch(edtf):
        year, part = found.groups()
        yearly = year == "XXXX"
        if part in _ROMAN:
            name = f"quý {_ROMAN[part]}" if vi else f"quarter {_ROMAN[part]}"
        elif "01" <= part <= "12":
            name = f"tháng {part}" if vi else f"month {part}"
        else:
            return edtf
        if yearly:
            return f"{name} hằng năm" if vi else f"{name} every year"
        return f"{name} năm {year}" if vi and part in _ROMAN else f"{name}/{year}" if vi else f"{name} of {year}"
    if _YEAR.fullmatch(edtf):
        return f"năm {edtf}" if vi else edtf
    return edtf
