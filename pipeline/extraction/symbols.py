"""The number grammars of Vietnamese documents: state `923/QĐ-TTg`, `02/2025/TT-BGDĐT`, Party `57-NQ/TW`.

State: number, "/", (year, "/",) symbol with "-" between its groups (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.3).
Party: number, "-", kind, "/", body (Hướng dẫn 36-HD/VPTW of 03/04/2018, then 05-HD/VPTW of 27/05/2026).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_GROUP = r"[A-ZĐƯĂÂÊÔƠ][A-Za-zĐđƯưĂăÂâÊêÔôƠơ]*(?:&[A-ZĐ]+)?\d{0,3}"
_SYMBOL = re.compile(
    rf"""(?<![\w/.\-])
    (?P<number>\d{{1,5}}[a-z]?)
    (?:
      \s?/\s?(?P<year>(?:19|20)\d{{2}})\s?[/-]\s?(?P<state_year>(?:{_GROUP})(?:\s?-\s?(?:{_GROUP}))*(?:\s?/\s?(?:{_GROUP}))?)
    | \s?/\s?(?P<state>(?:{_GROUP})(?:/(?:{_GROUP}))?(?:\s?[-–]\s?(?:{_GROUP}))+)
    | \s?/\s?(?P<single>QH\d{{1,2}}|UBTVQH\d{{1,2}}|CT|L)
    | \s?[-–]\s?(?P<party>(?:{_GROUP})\s?/\s?(?:{_GROUP})(?:[-/.](?:{_GROUP}))*)
    | \s(?P<spaced>(?:NQ|QĐ|CT|CTr|Ctr|KL|KH|HD|QyĐ|QC|TB|BC|ĐA)\s?[/-]\s?(?:{_GROUP}))
    | [-–](?P<hyphens>(?:NQ|QĐ|CT|CTr|Ctr|KL|KH|HD|QyĐ|QC|TB|ĐA)-(?:TW|TU|ĐU|HU|BCĐTW|VPTW))
    )(?![\w])""",
    re.VERBOSE,
)

# Kinds by the first group of a symbol (Nghị định 30/2020/NĐ-CP, Phụ lục III; Party kinds of 399-QĐ/TW).
KINDS = {
    "NQ": "Nghị quyết", "QĐ": "Quyết định", "CT": "Chỉ thị", "QC": "Quy chế", "QyĐ": "Quy định", "QYĐ": "Quy định",
    "TC": "Thông cáo", "TB": "Thông báo", "HD": "Hướng dẫn", "CTr": "Chương trình", "CTR": "Chương trình",
    "KH": "Kế hoạch", "PA": "Phương án", "ĐA": "Đề án", "DA": "Dự án", "BC": "Báo cáo", "BB": "Biên bản",
    "TTr": "Tờ trình", "TTR": "Tờ trình", "HĐ": "Hợp đồng", "CĐ": "Công điện", "NĐ": "Nghị định", "TT": "Thông tư",
    "TTLT": "Thông tư liên tịch", "NQLT": "Nghị quyết liên tịch", "KHLT": "Kế hoạch liên tịch", "KL": "Kết luận",
    "CV": "Công văn", "L": "Luật", "PL": "Pháp lệnh", "VBHN": "Văn bản hợp nhất", "CTHĐ": "Chương trình hành động",
    "HDLN": "Hướng dẫn liên ngành", "KHPH": "Kế hoạch phối hợp", "CTPH": "Chương trình phối hợp",
}  # fmt: skip
_CASE = {kind.upper(): kind for kind in ("CTr", "TTr", "QyĐ")}
_PARTY_BODY = re.compile(
    r"(?:TW|TU|ĐU|HU|QU|ĐUK|BCĐTW|VPTW|BTCTW|BTGTW|BTGDVTW|UBKTTW|BNCTW|BKTTW|ĐUCA|QUTW|BTVTU|BTVĐU)$"
)
_STATE_BODY = re.compile(r"(?:UBND|HĐND|CP|TTg|BGDĐT|BTC|BNV|BYT|VPCP|TANDTC|VKSNDTC|UBTVQH\d*|QH\d*)$")


@dataclass(frozen=True, slots=True)
class Symbol:
    """A number with its symbol, as printed and as the issuing system writes it."""

    start: int
    end: int
    number: str
    """With the year where the grammar has one: "02/2025"."""
    symbol: str
    """As printed, spaces of line breaks removed."""
    canonical: str
    kind: str | None
    """Kind of document that the symbol names; None where it names none."""


def find(text: str) -> list[Symbol]:
    """All document symbols in `text`, in order."""
    return [symbol for found in _SYMBOL.finditer(text) if (symbol := _symbol(found))]


def _symbol(found: re.Match[str]) -> Symbol | None:
    style = next(name for name in ("state_year", "state", "single", "party", "spaced", "hyphens") if found.group(name))
    printed = re.sub(r"\s+", "", found.group(style)).replace("–", "-")
    number = found.group("number")
    if style == "state_year":
        number = f"{number}/{found.group('year')}"
    if style == "spaced":
        style = "party" if "/" in printed else "state"
    kind = printed.split("-")[0].split("/")[0]
    if style == "single" and printed in ("CT", "L") and found.group("year") is None and printed == "L":
        return None
    canonical = _canonical(number, printed, style)
    return Symbol(found.start(), found.end(), number, printed, canonical, _kind(kind, printed))


def _canonical(number: str, printed: str, style: str) -> str:
    if style == "hyphens":
        return f"{number}-{printed.replace('-', '/')}"
    symbol = re.sub(r"^(CTR|TTR|QYĐ)(?=[-/])", lambda m: _CASE[m.group().upper()], printed, flags=re.IGNORECASE)
    body = re.split(r"[-/]", symbol)[-1]
    if style == "state" and _PARTY_BODY.match(body) and symbol.count("-") == 1:
        return f"{number}-{symbol.replace('-', '/')}"
    if style == "party" and _STATE_BODY.match(body) and not _PARTY_BODY.match(body):
        return f"{number}-{symbol}"
    return f"{number}{'-' if style == 'party' else '/'}{symbol}"


def _kind(first: str, printed: str) -> str | None:
    if re.match(r"QH\d+|UBTVQH\d+", printed):
        return None
    if first in KINDS:
        return KINDS[first]
    if first.upper() in _CASE:
        return KINDS[_CASE[first.upper()]]
    if first.upper() in KINDS and first.isupper():
        return KINDS[first.upper()]
    return "Công văn"
