"""Rules on money: a total that its sources do not come to, an amount in figures and in other words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.checking.model import Hit
from pipeline.checking.sums import shown
from pipeline.checking.view import View
from pipeline.text.unicode import number_from_words, parse_number

_FIGURE = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)"
_UNIT = r"(?:nghìn tỷ|tỷ|triệu|nghìn)?\s?đồng"
_ONE = r"(?:nghìn tỷ|tỷ|triệu|nghìn)?\s?đồng|tỷ(?!\s+lệ)|triệu"
_SCALE = {"nghìn tỷ": 10**12, "tỷ": 10**9, "triệu": 10**6, "nghìn": 10**3, "": 1}
_MONEY = re.compile(rf"(?<![\d.,])(?P<figure>{_FIGURE})\s*(?P<unit>{_ONE})(?!\s?/|\w)")
_IN_WORDS = r"(?:\s*\([^()\n\d]{6,140}\))?"
"""The amount in words, which many put in brackets behind its figures."""
_OF_THAT = r"\s*[,;(:.]?\s*(?:[Tt]rong đó|(?:bao )?gồm)"
_SOURCES = re.compile(
    rf"(?P<total>{_FIGURE})\s*(?P<unit>{_UNIT}){_IN_WORDS}{_OF_THAT}\s*:?\s*(?P<parts>(?:[^.\n(]|\.(?=\d))*)"
)
_BRACKETED = re.compile(
    rf"(?P<total>{_FIGURE})\s*(?P<unit>{_UNIT})\s*\(\s*(?:[Tt]rong đó|(?:bao )?gồm|là)?\s*:?\s*"
    r"(?P<parts>(?:[^.\n()]|\.(?=\d))*)\)"
)
_LISTED = re.compile(
    rf"(?P<total>{_FIGURE})\s*(?P<unit>{_UNIT}){_IN_WORDS}{_OF_THAT}\s*:?[ \t]*\n"
    rf"(?P<parts>(?:[ \t]*\n)*(?:[ \t]*[-+•][^\n]*?(?:{_FIGURE})\s*(?:{_UNIT})[^\n\d]*(?:\n[ \t]*)*){{2,8}})"
)
_EACH = re.compile(
    r"mỗi|bình quân|hằng năm|/năm|trong đó|tối thiểu|tối đa|khoảng|còn lại|riêng|từ\s+\d|\d\s*[-–]\s*\d", re.IGNORECASE
)
_IN_ALL = re.compile(r"[Tt]ổng\s+(?:kinh phí|mức|vốn|dự toán|nguồn)[^.;\n]*$")
_HALF = 0.5  # share that the parts of a total which is told by them all come to at least, unless they are of another
_NEAR = 0.1  # share of the total that the parts may lack before they are some of its parts and not all
_PLACE = 0.55  # of the last place printed: what rounding leaves between a total and two parts
_EACH_MORE = 0.3  # of the last place printed: what each part beyond two may add to that


@dataclass(frozen=True, slots=True)
class _Amount:
    """An amount in đồng, and what its last printed place is worth."""

    worth: float
    place: float


def _amount(figure: str, unit: str) -> _Amount:
    scale = _SCALE[" ".join(unit.split()).removesuffix("đồng").removesuffix("đ").strip()]
    decimals = len(figure.partition(",")[2])
    return _Amount((parse_number(figure) or 0.0) * scale, scale * 10.0**-decimals)


def of_money(view: View) -> Iterator[Hit]:
    """Money told by its sources, in one sentence or a list, that do not come to it: more than it, or a little less."""
    told = set[int]()
    for pattern, needs in ((_SOURCES, ("trong đó", "gồm")), (_BRACKETED, ("(",)), (_LISTED, ())):
        for found in view.matches(pattern, needs=needs):
            parts = [
                _amount(part["figure"], part["unit"]) for part in _MONEY.finditer(_SET_APART.split(found["parts"])[0])
            ]
            total = _amount(found["total"], found["unit"])
            if found.start() in told or not _misses(view, found, total, parts):
                continue
            told.add(found.start())
            reached = sum(part.worth for part in parts) / (total.worth / (parse_number(found["total"]) or 1))
            about = f"{found['total']} {found['unit']}"
            line = view.text.find("\n", found.start())
            end = min(found.end(), line if pattern is _LISTED and line > 0 else found.end())
            yield Hit(view.clip(found.start(), end), about, {"sum": shown(reached), "stated": found["total"]})


_SET_APART = re.compile(r"[;,]\s*riêng(?!\w)")


def _misses(view: View, found: re.Match[str], total: _Amount, parts: Sequence[_Amount]) -> bool:
    """Whether the parts of a total are meant to come to it and do not."""
    if len(parts) < 2 or _EACH.search(_SET_APART.split(found["parts"])[0]):
        return False
    if any(not _apart(total, parts[:count]) for count in range(2, len(parts) + 1)):
        return False
    reached = sum(part.worth for part in parts)
    if found.re is _BRACKETED and "rong đó" in found.group():
        return reached > total.worth  # in brackets some of the parts are named
    asked = _IN_ALL.search(view.text, max(0, found.start() - 60), found.start())
    whole = asked and re.search(r"(?:đó|gồm)\s*:", found.group())
    return reached > total.worth * (_HALF if whole else 1 - _NEAR)


def _apart(total: _Amount, parts: Sequence[_Amount]) -> bool:
    coarse = max(part.place for part in (total, *parts))
    return abs(total.worth - sum(part.worth for part in parts)) > coarse * (_PLACE + _EACH_MORE * (len(parts) - 2))


_SAID = re.compile(
    rf"(?<![\d.,])(?P<figure>{_FIGURE})\s*(?P<unit>{_UNIT}|đ(?!\w))\s*\(\s*(?:[Bb]ằng chữ\s*:?\s*)?"
    r"(?P<words>[^()\n\d]{6,160}?)\s*(?:đồng|đ)(?:\s+chẵn)?\s*[./,]*\s*\)",
    re.IGNORECASE,
)


def in_words(view: View) -> Iterator[Hit]:
    """An amount of which the words in brackets say another ("385.000.000 đồng (Ba trăm năm mươi tám triệu đồng)")."""
    for found in view.matches(_SAID, needs=("đồng (", "đồng(", "đ (", "đ(")):
        value = number_from_words(re.sub(r"[,.]", " ", found["words"]))
        amount = _amount(found["figure"], found["unit"].lower())
        if value is not None and abs(value - amount.worth) >= 1:
            yield Hit(view.clip(*found.span()), " ".join(found.group().split()))
