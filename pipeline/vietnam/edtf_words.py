"""EDTF strings in words, as a reader of Vietnamese (or English) administrative papers would say them."""

from __future__ import annotations

import re

_DAY = re.compile(r"(\d{4}|XXXX)-(\d\d)-(\d\d)")
_MONTH = re.compile(r"(\d{4}|XXXX)-(\d\d)")
_YEAR = re.compile(r"\d{4}")
_ROMAN = {33: "I", 34: "II", 35: "III", 36: "IV"}
_HALVES = {"01-06": ("6 tháng đầu năm", "first half of"), "07-12": ("6 tháng cuối năm", "second half of")}


def in_words(edtf: str | None, lang: str = "vi") -> str | None:
    """The reading of an EDTF string: "2027-34" -> "quý II năm 2027", "../2030-12-31" -> "đến ngày 31/12/2030".

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
        year, part = found.group(1), int(found.group(2))
        yearly = year == "XXXX"
        if part in _ROMAN:
            name = f"quý {_ROMAN[part]}" if vi else f"quarter {_ROMAN[part]}"
        elif 1 <= part <= 12:
            name = f"tháng {part:02}" if vi else f"month {part:02}"
        else:
            return edtf
        if yearly:
            return f"{name} hằng năm" if vi else f"{name} every year"
        return f"{name} năm {year}" if vi and part in _ROMAN else f"{name}/{year}" if vi else f"{name} of {year}"
    if _YEAR.fullmatch(edtf):
        return f"năm {edtf}" if vi else edtf
    return edtf
