"""The pieces of calendar expressions, and what is made of them; the rules that use them stand in `dates`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from pipeline.grammar.deadlines import DUE_LABEL
from pipeline.grammar.pieces import QUARTER, SLASH, YEAR
from pipeline.text.spans import Span
from pipeline.text.unicode import number_from_words
from pipeline.vietnam.calendar import Moment


@dataclass(frozen=True, slots=True)
class Expression:
    """A calendar expression in a text, with its EDTF value."""

    span: Span
    edtf: str
    shape: str
    """day, day-month, month, quarter, half, year, interval, list, open, monthly."""
    recurring: bool = False
    by: str = ""

    @property
    def due(self) -> str:
        """What is due by it, as EDTF: a span as it is stated, of a list its last member."""
        return self.edtf.rpartition("/")[2] if self.shape == "list" else self.edtf


# ---------------------------------------------------------------------------------------------- pieces

QUARTER_WORD = r"(?:quý|quí)"
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_MONTH = r"""(?:\d{1,2}|(?:
      (?:một|hai|ba|tư|năm|sáu|bảy|bẩy|tám|chín|mười(?:\ một|\ hai)?)(?=\s*(?:,?\s+năm\s+\d|/\s?\d{4}))
    | (?-i:Hai|Ba|Tư|Sáu|Bảy|Tám|Chín|Mười(?:\ [Mm]ột|\ [Hh]ai)?))(?!\w))"""
"""In digits or in words; in small letters only before a year, for "ba tháng" and "ngày tháng năm" are no months."""
DAY = r"(?:ngày\s+(?:m[ùồ]ng\s+)?|m[ùồ]ng\s+)"
_BY = r"(?:(?<=trước\s)|(?<=đến\s)|(?<=hết\s)|(?<=từ\s)|(?<=vào\s)|(?<=là\s))(?=\d{1,2}[./-]\d{1,2}[./-](?:2\d|3[0-5]))"
"""Before a day whose year has two digits, without "ngày"."""
_SHORT = r"(?:2\d|3[0-5])(?![\d/%]|[.,-]\d)"
"""The last two digits of a year, where more could be something else than a year."""
_EDGE = r"(?:(?:nửa\s+)?(?:hết|cuối|đầu|giữa)\s+)?"


def point(name: str) -> str:
    """A day, month, quarter or year in any writing; its groups bear `name` as their first letters."""
    n = name
    return rf"""(?:{_EDGE}(?:
      (?:{DAY})?(?P<{n}day>\d{{1,2}}){SLASH}(?P<{n}month>\d{{1,2}})
        (?:{SLASH}(?P<{n}year>{YEAR}|18\d\d)|(?<=/\d\d)/(?P<{n}short_year>\d\d)|\s+năm\s+(?P<{n}day_year>{YEAR}))(?![\d/])
    | (?:{DAY}|{_BY})(?P<{n}brief_day>\d{{1,2}})(?P<{n}sign>[./-])(?P<{n}brief_month>\d{{1,2}})(?P={n}sign)
        (?P<{n}brief_year>\d\d)(?![\d/]|[.-]\d)
    | ngày[\s.…_]*/\s*(?:(?P<{n}blank_month>\d{{1,2}})|[\s.…_]*)\s*/\s*(?P<{n}blank_year>{YEAR})(?!\d)
    | (?P<{n}word>{DAY})?(?P<{n}long_day>\d{{1,2}})(?({n}word)\s*,?)\s+tháng\s+(?P<{n}long_month>{_MONTH})
        (?:\s*,?\s+năm\s+(?:(?P<{n}long_year>\d{{4}})|(?P<{n}long_short>{_SHORT}))|{SLASH}(?P<{n}long_slash>{YEAR}))?
    | (?:{DAY})?(?P<{n}iso_year>{YEAR})-(?P<{n}iso_month>\d\d)-(?P<{n}iso_day>\d\d)(?![\d/-])
    | (?:{DAY})?(?P<{n}short_day>\d{{1,2}})\s?[/.]\s?(?P<{n}short_month>\d{{1,2}})(?![\d/%]|[.,]\d)
    | ngày\s+(?P<{n}dash_day>\d{{1,2}})-(?P<{n}dash_month>\d{{1,2}})
        (?![\d/%]|[.,-]\d|\s*(?:hằng|hàng|mỗi|của|trong)?\s*tháng)
    | tháng\s+(?P<{n}only_month>{_MONTH})
        (?:{SLASH}(?P<{n}only_year>{YEAR})|[/-](?P<{n}only_short>{_SHORT})|\s*,?\s+năm\s+(?P<{n}only_long>{YEAR}))?(?!\d)
    | T\.?\s?(?P<{n}t_month>\d{{1,2}}){SLASH}(?P<{n}t_year>{YEAR})(?!\d)
    | (?:{QUARTER_WORD}\s+|Q\.?\s?(?={QUARTER}{SLASH}20\d\d))(?P<{n}quarter>{QUARTER})
        (?:{SLASH}(?P<{n}q_year>{YEAR})|[/-](?P<{n}q_short>{_SHORT})|\s*,?\s+năm\s+(?P<{n}q_long>{YEAR}))?(?![\dIV])
    | (?:năm\s+)?(?P<{n}bare_year>{YEAR})(?![\d/%]|\s?[.,]\d)
    | (?P<{n}slash_month>\d{{1,2}})\s?/\s?(?P<{n}slash_year>{YEAR})(?!\d)
    | {DAY}(?P<{n}bare_day>\d{{1,2}})(?![\d/%.,]|\s+tháng)
    ))"""


def read(match: re.Match[str], name: str) -> Moment | None:
    """The point whose groups begin with `name`; None where there is no such day."""
    group = {
        key.removeprefix(name): value for key, value in match.groupdict().items() if value and key.startswith(name)
    }
    point = next((made(group) for key, made in _POINTS if key in group), None)
    return point if point and point.exists else None


_Groups = dict[str, str]


def _full_day(group: _Groups) -> Moment:
    year = group.get("year") or group.get("day_year") or f"20{group['short_year']}"
    return Moment(year, int(group["month"]), int(group["day"]))


def _long_day(group: _Groups) -> Moment:
    year = group.get("long_year") or group.get("long_slash") or _in_full(group.get("long_short"))
    return Moment(year, _month(group["long_month"]), int(group["long_day"]))


def _only_month(group: _Groups) -> Moment:
    year = group.get("only_year") or group.get("only_long") or _in_full(group.get("only_short"))
    return Moment(year, _month(group["only_month"]))


def _quarter(group: _Groups) -> Moment:
    year = group.get("q_year") or group.get("q_long") or _in_full(group.get("q_short"))
    return Moment(year, quarter=_QUARTERS[group["quarter"].lower()])


_POINTS: tuple[tuple[str, Callable[[_Groups], Moment]], ...] = (
    ("day", _full_day),
    ("iso_day", lambda g: Moment(g["iso_year"], int(g["iso_month"]), int(g["iso_day"]))),
    ("brief_day", lambda g: Moment(f"20{g['brief_year']}", int(g["brief_month"]), int(g["brief_day"]))),
    ("blank_year", lambda g: Moment(g["blank_year"], int(g["blank_month"]) if "blank_month" in g else None)),
    ("long_day", _long_day),
    ("short_day", lambda g: Moment(None, int(g["short_month"]), int(g["short_day"]))),
    ("dash_day", lambda g: Moment(None, int(g["dash_month"]), int(g["dash_day"]))),
    ("t_month", lambda g: Moment(g["t_year"], int(g["t_month"]))),
    ("only_month", _only_month),
    ("quarter", _quarter),
    ("bare_year", lambda g: Moment(g["bare_year"])),
    ("slash_month", lambda g: Moment(g["slash_year"], int(g["slash_month"]))),
    ("bare_day", lambda g: Moment(None, None, int(g["bare_day"]))),
)
"""The writings of a point by the group that only they have, and what is made of them."""


def _in_full(short_year: str | None) -> str | None:
    return f"20{short_year}" if short_year else None


def _month(said: str) -> int:
    return int(said) if said.isdecimal() else number_from_words(said) or 0


def compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.VERBOSE | re.IGNORECASE)


def interval(first: Moment | None, last: Moment | None) -> str | None:
    """From one point to another; what one leaves out it takes from the other, which states it."""
    if first is None or last is None or last.shape == "bare-day":
        return None
    if first.shape == "bare-day":
        if last.month is None or last.day is None:
            return None
        first = replace(first, month=last.month)
    if first.month and not first.day and first.year is None and last.shape == "year":
        return None
    first = replace(first, year=first.year or last.year)
    last = replace(last, year=last.year or first.year)
    if not first.exists or not last.exists or _is_turned_round(first, last):
        return None
    return f"{first.edtf('first')}/{last.edtf('last')}"


def _is_turned_round(first: Moment, last: Moment) -> bool:
    """Whether what is written as a span ends before it begins: "quý 2-3/2026" is no span from a quarter to March."""
    if first.year is None and (first.month is None or first.month != last.month):
        return False  # from a month to one of the next year, where none is stated
    begin, end = first.edtf("first"), last.edtf("last")
    stated = min(len(begin), len(end))
    return begin[:stated] > end[:stated]


# ------------------------------------------------------------------------------------------------ makers

_LOOK_BACK = 90  # characters before figures alone, which make them a date or do not


def between(match: re.Match[str]) -> Iterator[Expression]:
    whole = interval(read(match, "a_"), read(match, "b_"))
    if whole:
        yield Expression(match.span(), whole, "interval")


def between_yearly(match: re.Match[str]) -> Iterator[Expression]:
    for item in between(match):
        if item.edtf.startswith("XXXX"):
            yield replace(item, recurring=True)


def until(match: re.Match[str]) -> Iterator[Expression]:
    point = read(match, "b_")
    if point and point.shape != "bare-day":
        yield Expression(match.span(), f"../{point.edtf('last')}", "open")


def onward(match: re.Match[str]) -> Iterator[Expression]:
    point = read(match, "a_")
    if point and point.year:
        back = match.group().endswith("trước")  # "trở về trước"
        edtf = f"../{point.edtf('last')}" if back else f"{point.edtf('first')}/.."
        yield Expression(match.span(), edtf, "open")


def from_year(match: re.Match[str]) -> Iterator[Expression]:
    yield Expression(match.span(), f"{match['year']}/..", "open")


def monthly(match: re.Match[str]) -> Iterator[Expression]:
    day = int(match["day"])
    if 1 <= day <= 31:
        yield Expression(match.span(), f"XXXX-XX-{day:02d}", "monthly", True)


def yearly(match: re.Match[str]) -> Iterator[Expression]:
    point = Moment(None, int(match["month"] or match["only"]), int(match["day"]) if match["day"] else None)
    if point.exists:
        yield Expression(match.span(), point.edtf(), point.shape, True)


def days_of_month(match: re.Match[str]) -> Iterator[Expression]:
    year = match["y1"] or match["y2"] or match["y3"]
    first, last = (Moment(year, int(match["m1"] or match["m2"]), int(match[day])) for day in ("a", "b"))
    licensed = re.match(r"từ|ngày", match.group(), re.IGNORECASE) or match["m1"]
    if licensed and first.exists and last.exists and int(match["a"]) < int(match["b"]):
        yield Expression(match.span(), f"{first.edtf()}/{last.edtf()}", "interval")


def months_of_year(match: re.Match[str]) -> Iterator[Expression]:
    year, first, last = match["y1"] or match["y2"] or "XXXX", int(match["a"]), int(match["b"])
    if 1 <= first < last <= 12:
        yield Expression(match.span(), f"{year}-{first:02d}/{year}-{last:02d}", "interval")


def quarters_of_year(match: re.Match[str]) -> Iterator[Expression]:
    year = match["y1"] or match["y2"]
    first, last = _QUARTERS[match["a"].lower()], _QUARTERS[match["b"].lower()]
    if first < last:
        yield Expression(match.span(), f"{year}-{first * 3 - 2:02d}/{year}-{last * 3:02d}", "interval")


_COUNTS = {"hai": 2, "ba": 3, "bốn": 4, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}


_COUNTED_FROM_JANUARY = 9
"""Months from which a count is of those gone by ("9 tháng năm 2026"); fewer may name a month ("6 tháng năm 2026")."""


def part_of_year(match: re.Match[str]) -> Iterator[Expression]:
    count = 6 if match["half"] or match["half_year"] else _COUNTS.get(match["count"].lower()) or int(match["count"])
    which = match["which"] or match["half_which"] or match["half_year"]
    if which is None and count < _COUNTED_FROM_JANUARY:
        return
    first, last = (1, count) if (which or "đầu").lower() == "đầu" else (13 - count, 12)
    yield Expression(match.span(), f"{match['year']}-{first:02d}/{match['year']}-{last:02d}", "half")


def span_of_years(match: re.Match[str]) -> Iterator[Expression]:
    first, last = match["a"], match["b"]
    if first < last and int(last) - int(first) <= 60:
        yield Expression(match.span(), f"{first}/{last}", "interval")


def listed(match: re.Match[str]) -> Iterator[Expression]:
    """Days or months that share what is said behind the last: one span where they follow each other under one word."""
    groups = match.groupdict()
    year, month = groups["year"] or groups.get("year2"), groups.get("month") or groups.get("month2")
    parts = list(re.finditer(r"(?:(?P<word>ngày|tháng)\s+)?(?P<number>\d{1,2})", match["list"], re.IGNORECASE))
    numbers = [int(part["number"]) for part in parts]
    points = [Moment(year, int(month), number) if month else Moment(year, number) for number in numbers]
    if not all(point.exists for point in points):
        return
    if not any(part["word"] for part in parts[1:]) and numbers == list(range(numbers[0], numbers[-1] + 1)):
        yield Expression(match.span(), f"{points[0].edtf()}/{points[-1].edtf()}", "list")
        return
    for part, point in zip(parts, points, strict=True):
        end = match.end() if part is parts[-1] else match.start("list") + part.end()
        yield Expression((match.start("list") + part.start(), end), point.edtf(), point.shape)


def days_sharing_a_year(match: re.Match[str]) -> Iterator[Expression]:
    parts = list(re.finditer(r"(?:ngày\s+)?(\d{1,2})/(\d{1,2})", match["list"], re.IGNORECASE))
    points = [Moment(match["year"], int(part[2]), int(part[1])) for part in parts]
    if all(point.exists for point in points):
        for part, point in zip(parts, points, strict=True):
            end = match.end() if part is parts[-1] else match.start("list") + part.end()
            span = (match.start("list") + part.start(), end)
            yield Expression(span, point.edtf(), point.shape, match["year"] is None)


def quarters_sharing_a_year(match: re.Match[str]) -> Iterator[Expression]:
    parts = list(re.finditer(rf"(?:{QUARTER_WORD}\s+)?({QUARTER})(?!\w)", match["list"], re.IGNORECASE))
    for part in parts:
        end = match.end() if part is parts[-1] else match.start("list") + part.end()
        edtf = f"{match['y1'] or match['y2']}-{32 + _QUARTERS[part[1].lower()]}"
        yield Expression((match.start("list") + part.start(), end), edtf, "quarter")


def single(match: re.Match[str]) -> Iterator[Expression]:
    point = read(match, "a_")
    if point is None or point.shape == "bare-day":
        return
    text, span = match.string, match.span()
    before = text[max(0, span[0] - _LOOK_BACK) : span[0]]
    if point.shape == "month" and _NAMES_MONTH.search(before):
        return
    if not re.search(r"ngày|tháng|quý|quí|năm|^[tq]", match.group(), re.IGNORECASE):
        alone = point.shape == "year" and _alone_in_cell(text, span)
        labelled = (
            point.shape in ("year", "day-month") and DUE_LABEL.search(before) and not _DURATION.match(text, span[1])
        )
        if not alone and not labelled and not _BARE[point.shape].search(before):
            return
        if re.search(r"(?:số\s*:?|khóa|thứ|lớp|trường|phường|xã)[^\S\t\n]*$", before, re.IGNORECASE):
            return
    yield Expression(span, point.edtf(), point.shape)


_OF_LAW = r"(?:(?<!pháp )\bluật|hiến pháp)(?:,? [^\W\d]+){0,12} \(?"
_NAMES_MONTH = re.compile(r"(?:cách mạng|rằm)\s$", re.IGNORECASE)  # no time of the plan: "Cách mạng tháng Tám"
_DURATION = re.compile(r"\s+(?:ngày|giờ|buổi|tháng|năm|số)(?!\w)")  # "Thời gian: 1/2 ngày"
_BARE = {
    "day": re.compile(r""),
    "day-month": re.compile(r"(?:trước|chậm nhất|muộn nhất)\s+(?:là\s+)?$", re.IGNORECASE),
    "month": re.compile(
        r"(?:ngày|trước|đến|hết|từ|vào|trong|xong|hạn|nhất|sau|tháng|:|\(|[\t\n]|^|-|–|,|;|và|quý|là)\s*$",
        re.IGNORECASE,
    ),
    "year": re.compile(
        r"(?:đến|tầm nhìn|tới|\bvụ|\bmùa|xuân|\bhè|\bthu|đông)\s+$|"
        rf"{_OF_LAW}$",
        re.IGNORECASE,
    ),
    "quarter": re.compile(r"(?!)"),
}
"""What has to stand before figures alone, without "ngày", "tháng" or "năm", to make them a date."""


def _alone_in_cell(text: str, span: Span) -> bool:
    before, after = text[max(0, span[0] - 1) : span[0]], text[span[1] : span[1] + 1]
    return before == "\t" and after in ("\t", "\n", "") or before == "\n" and after == "\t"


def year_of_list(match: re.Match[str]) -> Iterator[Expression]:
    for found in re.finditer(YEAR, match.group()):
        begin = match.start() + found.start()
        start = match.start() if begin == match.start("first") else begin
        yield Expression((start, match.start() + found.end()), found.group(), "year")


def names_law(text: str, item: Expression) -> bool:
    """Whether a year belongs to the name of a law: "Luật Lâm nghiệp 2017"."""
    before = text[max(0, item.span[0] - _LOOK_BACK) : item.span[0]]
    return item.shape == "year" and bool(_LAW_BEFORE.search(before))


_LAW_BEFORE = re.compile(rf"{_OF_LAW}$", re.IGNORECASE)


def of_the_moon(text: str, found: Expression) -> bool:
    """Whether a day is of the lunar year: it says so, or is a "mùng" without a year."""
    by_name = found.edtf.startswith("XXXX") and _MUNG.search(text, *found.span)
    return bool(by_name or _LUNAR.match(text, found.span[1]))


_MUNG = re.compile(r"(?<!\w)m[ùồ]ng\s", re.IGNORECASE)
_LUNAR = re.compile(r"\s*\(?(?:âm lịch|ÂL)(?!\w)", re.IGNORECASE)
"""Behind a day: it is one of the lunar year."""
