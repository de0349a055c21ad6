"""Calendar expressions to EDTF (ISO 8601-2:2019). No component is ever added that the text does not state."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.text.spans import Span

_YEAR = r"(?:19|20)\d{2}"
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_SEP = r"\s?[/.\-]\s?"


@dataclass(frozen=True, slots=True)
class Expression:
    """A calendar expression in a text, with its EDTF value."""

    span: Span
    edtf: str
    shape: str
    """day, day-month, month, quarter, half, year, interval, open, monthly."""
    recurring: bool = False


@dataclass(frozen=True, slots=True)
class _Point:
    """One endpoint: what the text states of it."""

    shape: str
    year: str | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None


# ---------------------------------------------------------------------------------------------- points

_POINT = re.compile(
    rf"""(?:(?:hết\s+|cuối\s+|đầu\s+|giữa\s+)?(?:
      (?:ngày\s+)?(?P<day>\d{{1,2}}){_SEP}(?P<day_month>\d{{1,2}}){_SEP}(?P<day_year>{_YEAR})(?!\d)
    | (?:ngày\s+)?(?P<long_day>\d{{1,2}})\s+tháng\s+(?P<long_month>\d{{1,2}})
        (?:\s+năm\s+(?P<long_year>\d{{4}})|{_SEP}(?P<long_slash>{_YEAR}))?
    | (?:ngày\s+)?(?P<short_day>\d{{1,2}})\s?[/.]\s?(?P<short_month>\d{{1,2}})(?![\d/%])
    | tháng\s+(?P<month>\d{{1,2}})(?:\s?[/\-.]\s?(?P<month_year>{_YEAR})|\s+năm\s+(?P<month_long>{_YEAR}))?(?!\d)
    | quý\s+(?P<quarter>IV|I{{1,3}}|[1-4])
        (?:\s?[/\-.]\s?(?P<quarter_year>{_YEAR})|\s+năm\s+(?P<quarter_long>{_YEAR}))?(?![\dIV])
    | (?:năm\s+)?(?P<year>{_YEAR})(?![\d/%]|\s?[.,]\d)
    | (?P<slash_month>\d{{1,2}})\s?/\s?(?P<slash_year>{_YEAR})(?!\d)
    | ngày\s+(?P<bare_day>\d{{1,2}})(?![\d/%.,]|\s+tháng)
    ))""",
    re.VERBOSE | re.IGNORECASE,
)


def _point(found: re.Match[str]) -> _Point | None:
    group = found.groupdict()
    if group["day"]:
        return _valid(_Point("day", group["day_year"], int(group["day_month"]), int(group["day"])))
    if group["long_day"]:
        year = group["long_year"] or group["long_slash"]
        return _valid(_Point("day" if year else "day-month", year, int(group["long_month"]), int(group["long_day"])))
    if group["short_day"]:
        return _valid(_Point("day-month", None, int(group["short_month"]), int(group["short_day"])))
    if group["month"]:
        return _valid(_Point("month", group["month_year"] or group["month_long"], int(group["month"])))
    if group["quarter"]:
        quarter = _QUARTERS[group["quarter"].lower()]
        return _Point("quarter", group["quarter_year"] or group["quarter_long"], quarter=quarter)
    if group["year"]:
        return _Point("year", group["year"])
    if group["slash_month"]:
        return _valid(_Point("month", group["slash_year"], int(group["slash_month"])))
    return _Point("bare-day", None, None, int(group["bare_day"]))


def _valid(point: _Point) -> _Point | None:
    if point.month is not None and not 1 <= point.month <= 12:
        return None
    return point if point.day is None or 1 <= point.day <= 31 else None


def _edtf(point: _Point) -> str:
    year = point.year or "XXXX"
    if point.quarter:
        return f"{year}-{32 + point.quarter}"
    if point.month is None:
        return year
    return f"{year}-{point.month:02d}" + (f"-{point.day:02d}" if point.day else "")


def _edge(point: _Point, last: bool) -> str:
    """An endpoint of an interval; a quarter is written with its first or last month (ANNOTATION, ruling 8)."""
    if point.quarter:
        return f"{point.year or 'XXXX'}-{point.quarter * 3 if last else point.quarter * 3 - 2:02d}"
    return _edtf(point)


# ------------------------------------------------------------------------------------------- intervals

_TO = re.compile(r"\s*(?:đến|tới|-|–|—)\s*(?:trước\s+)?", re.IGNORECASE)
_FROM = re.compile(r"(?<!\w)từ\s+(?:khoảng\s+)?(?:đầu\s+)?", re.IGNORECASE)
_OPEN = re.compile(
    r"(?<!\w)(?:kể\s+)?từ\s+(?:ngày\s+)?(?:ban hành|ký ban hành|ký|nay|khi ban hành|khi kế hoạch|ngày ban hành|"
    r"thời điểm ban hành)[^.;\n]{0,40}?(?=\s+(?:đến|tới)\s)",
    re.IGNORECASE,
)
_DAYS_OF_MONTH = re.compile(
    rf"(?<![\w/.\-])(?:từ\s+)?(?:ngày\s+)?(?P<a>\d{{1,2}})(?:\s*[-–]\s*|"
    rf"\s+đến\s+(?:hết\s+)?(?:ngày\s+)?)(?P<b>\d{{1,2}})"
    rf"(?:\s?[/.]\s?(?P<m>\d{{1,2}})\s?[/.\-]\s?(?P<y>{_YEAR})|\s+tháng\s+(?P<M>\d{{1,2}})(?:\s+năm\s+(?P<Y>{_YEAR})|"
    rf"/(?P<Z>{_YEAR})))",
    re.IGNORECASE,
)
_MONTHS = re.compile(
    rf"(?<!\w)(?:từ\s+)?tháng\s+(?P<a>\d{{1,2}})\s*(?:-|–|đến)\s*(?P<b>\d{{1,2}})(?:\s?/\s?(?P<y>{_YEAR})|"
    rf"\s+năm\s+(?P<Y>{_YEAR}))",
    re.IGNORECASE,
)
_QUARTER_RUN = re.compile(
    rf"(?<!\w)(?:từ\s+)?quý\s+(?P<a>IV|I{{1,3}}|[1-4])\s*(?:-|–|đến|,|và)\s*(?:quý\s+)?(?P<b>IV|I{{1,3}}|"
    rf"[1-4])(?:\s?[/\-]\s?(?P<y>{_YEAR})|\s+năm\s+(?P<Y>{_YEAR}))",
    re.IGNORECASE,
)
_HALF = re.compile(
    rf"(?<!\w)(?P<n>6|06|sáu|9|09|chín|3|03|ba)\s+tháng\s+(?P<which>đầu|cuối)?\s*(?:của\s+)?năm(?:\s+(?P<y>{_YEAR}))?",
    re.IGNORECASE,
)
_DASHED = re.compile(
    rf"(?<![\w/.])(?:(?:ngày\s+)?\d{{1,2}}/\d{{1,2}}(?:/{_YEAR})?(?=\s*[-–—]\s*(?:ngày\s+)?\d{{1,2}}/\d{{1,2}})"
    rf"|(?:tháng|quý)\s+(?:\d{{1,2}}|[IV]+)(?:/{_YEAR}|\s+năm\s+{_YEAR})?(?=\s*[-–—]\s*(?:tháng|quý)\s))",
    re.IGNORECASE,
)
_YEARS = re.compile(
    rf"(?:(?<!\w)(?P<lead>giai đoạn|nhiệm kỳ|năm học|thời kỳ|các năm|trong các năm|từ năm|từ|năm)\s+)?(?:năm\s+)?"
    rf"(?<![\d/.\-])(?P<a>{_YEAR})\s*(?:-|–|—|đến(?:\s+hết)?(?:\s+năm)?|tới)\s*(?:năm\s+)?(?P<b>{_YEAR})(?![\d/%])",
    re.IGNORECASE,
)
_MONTHLY = re.compile(r"ngày\s+(?P<d>\d{1,2})\s+(?:hằng|hàng|mỗi|của\s+(?:mỗi\s+)?)\s*tháng", re.IGNORECASE)
_YEARLY = re.compile(
    r"(?P<core>ngày\s+(?P<d>\d{1,2})(?:\s?[/.\-]\s?|\s+tháng\s+)(?P<m>\d{1,2})|"
    r"tháng\s+(?P<M>\d{1,2}))\s*,?\s*(?:hằng|hàng|mỗi)\s+năm",
    re.IGNORECASE,
)
_SHARED_YEARS = re.compile(rf"(?:\s*(?:,|và|-)\s*(?:năm\s+)?(?P<y>{_YEAR})(?![\d/%]|\s*[-–]\s*{_YEAR}))", re.IGNORECASE)
_SHARED_MONTHS = re.compile(
    rf"tháng\s+(?P<first>\d{{1,2}})(?P<more>(?:\s*,\s*(?:tháng\s+)?\d{{1,2}})*)\s*(?:,|"
    rf"và)\s*(?P<last>(?:tháng\s+)?\d{{1,2}})"
    rf"(?:/|\s+năm\s+)(?P<y>{_YEAR})(?!\d)",
    re.IGNORECASE,
)
_SHARED_DAYS = re.compile(
    rf"(?:ngày\s+)?(?P<d1>\d{{1,2}})/(?P<m1>\d{{1,2}})\s*(?:,|và|"
    rf"hoặc)\s*(?:trước\s+)?(?:ngày\s+)?(?P<d2>\d{{1,2}})/(?P<m2>\d{{1,2}})/(?P<y>{_YEAR})",
    re.IGNORECASE,
)


_DIGIT = re.compile(r"\d")


class _Taken:
    """Spans already read, kept sorted, so that a new one is checked against its neighbours alone."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = sorted(spans)

    def add(self, span: Span) -> bool:
        """Takes a span unless it overlaps one already taken; says whether it did."""
        at = bisect_right(self.spans, span)
        if at and self.spans[at - 1][1] > span[0] or at < len(self.spans) and self.spans[at][0] < span[1]:
            return False
        self.spans.insert(at, span)
        return True


def find(text: str, masked: Sequence[Span] = ()) -> list[Expression]:
    """All calendar expressions of `text` in reading order; nothing is looked for inside `masked` spans."""
    if not _DIGIT.search(text):
        return []
    walled = text.replace("\t", "\0").replace("\n", "\0")  # no expression goes over the edge of a paragraph or cell
    taken = _Taken(masked)
    found: list[Expression] = []
    for pattern, read in _PASSES:
        for match in pattern.finditer(walled):
            found.extend(expression for expression in read(walled, match) if taken.add(expression.span))
    return sorted(found, key=lambda expression: expression.span)


def _recurring(text: str, match: re.Match[str]) -> Iterator[Expression]:
    if match.re is _MONTHLY:
        day = int(match.group("d"))
        if 1 <= day <= 31:
            yield Expression(match.span(), f"XXXX-XX-{day:02d}", "monthly", True)
        return
    if match.group("M"):
        yield Expression(match.span(), f"XXXX-{int(match.group('M')):02d}", "month", True)
        return
    point = _valid(_Point("day-month", None, int(match.group("m")), int(match.group("d"))))
    if point:
        yield Expression(match.span(), _edtf(point), "day-month", True)


def _opened(text: str, match: re.Match[str]) -> Iterator[Expression]:
    to = _TO.match(text, match.end())
    end = _POINT.match(text, to.end()) if to else None
    point = _point(end) if end else None
    if end and point and point.shape != "bare-day":
        yield Expression((match.start(), end.end()), f"../{_edge(point, True)}", "open")


def _from_to(text: str, match: re.Match[str]) -> Iterator[Expression]:
    first = _POINT.match(text, match.end())
    start = _point(first) if first else None
    if not first or not start:
        return
    to = _TO.match(text, first.end())
    second = _POINT.match(text, to.end()) if to else None
    end = _point(second) if second else None
    if second and end:
        whole = _interval(start, end)
        if whole:
            yield Expression((match.start(), second.end()), whole, "interval")
        return
    onward = re.compile(r"\s+(?:trở đi|trở về sau)").match(text, first.end())
    if onward:
        yield Expression((match.start(), onward.end()), f"{_edge(start, False)}/..", "open")


def _dashed(text: str, match: re.Match[str]) -> Iterator[Expression]:
    first = _POINT.match(text, match.start())
    to = _TO.match(text, match.end())
    second = _POINT.match(text, to.end()) if to else None
    start, end = _point(first) if first else None, _point(second) if second else None
    whole = _interval(start, end) if start and end else None
    if second and whole:
        yield Expression((match.start(), second.end()), whole, "interval")


def _interval(start: _Point, end: _Point) -> str | None:
    """The interval between two points; what the first leaves out it takes from the second, which states it."""
    if start.shape == "bare-day":
        if end.month is None or end.day is None:
            return None
        start = _Point("day", end.year, end.month, start.day)
    if end.shape == "bare-day":
        return None
    year = start.year or end.year
    start = _Point(start.shape, year, start.month, start.day, start.quarter)
    if end.year is None and start.year:
        end = _Point(end.shape, start.year, end.month, end.day, end.quarter)
    return f"{_edge(start, False)}/{_edge(end, True)}"


def _days(text: str, match: re.Match[str]) -> Iterator[Expression]:
    month = int(match.group("m") or match.group("M"))
    year = match.group("y") or match.group("Y") or match.group("Z")
    first, last = int(match.group("a")), int(match.group("b"))
    before = text[max(0, match.start() - 6) : match.start() + 6].lower()
    if 1 <= month <= 12 and 1 <= first < last <= 31 and ("ngày" in before or "từ" in before or match.group("m")):
        yield Expression(match.span(), f"{year}-{month:02d}-{first:02d}/{year}-{month:02d}-{last:02d}", "interval")


def _months(text: str, match: re.Match[str]) -> Iterator[Expression]:
    year, first, last = match.group("y") or match.group("Y"), int(match.group("a")), int(match.group("b"))
    if 1 <= first < last <= 12:
        yield Expression(match.span(), f"{year}-{first:02d}/{year}-{last:02d}", "interval")


def _quarters(text: str, match: re.Match[str]) -> Iterator[Expression]:
    year = match.group("y") or match.group("Y")
    first, last = _QUARTERS[match.group("a").lower()], _QUARTERS[match.group("b").lower()]
    if re.search(r"[,]|và", match.group()):
        cut = match.start("b")
        head = re.match(r".*?quý\s+\S+?(?=[\s,])", match.group(), re.IGNORECASE | re.DOTALL)
        first_end = match.start() + (head.end() if head else 0)
        yield Expression((match.start(), first_end), f"{year}-{32 + first}", "quarter")
        yield Expression((cut, match.end()), f"{year}-{32 + last}", "quarter")
    elif first < last:
        yield Expression(match.span(), f"{year}-{first * 3 - 2:02d}/{year}-{last * 3:02d}", "interval")


def _halves(text: str, match: re.Match[str]) -> Iterator[Expression]:
    count = {"sáu": 6, "chín": 9, "ba": 3}.get(match.group("n").lower()) or int(match.group("n"))
    year, which = match.group("y"), (match.group("which") or "đầu").lower()
    if not year or (match.group("which") is None and count != 9):
        return
    first, last = (1, count) if which == "đầu" else (13 - count, 12)
    yield Expression(match.span(), f"{year}-{first:02d}/{year}-{last:02d}", "half")


def _year_span(text: str, match: re.Match[str]) -> Iterator[Expression]:
    first, last = match.group("a"), match.group("b")
    if first < last and int(last) - int(first) <= 60:
        yield Expression(match.span(), f"{first}/{last}", "interval")


def _two_days(text: str, match: re.Match[str]) -> Iterator[Expression]:
    year = match.group("y")
    for number in ("1", "2"):
        day, month = int(match.group(f"d{number}")), int(match.group(f"m{number}"))
        point = _valid(_Point("day", year, month, day))
        if point is None:
            return
        span = (match.start(), match.end("m1")) if number == "1" else (match.start("d2"), match.end())
        yield Expression(span, _edtf(point), "day")


def _several_months(text: str, match: re.Match[str]) -> Iterator[Expression]:
    """ "tháng 6 và tháng 7/2026": the year is stated once for all."""
    del text
    year = match.group("y")
    for found in re.finditer(r"(?:tháng\s+)?(\d{1,2})(?=\s*(?:,|và|/|\s+năm))", match.group(), re.IGNORECASE):
        month = int(found.group(1))
        last = match.start() + found.end() == match.end("last")
        if 1 <= month <= 12:
            end = match.end() if last else match.start() + found.end()
            yield Expression((match.start() + found.start(), end), f"{year}-{month:02d}", "month")


_BEFORE_BARE = re.compile(
    r"(?:ngày|trước|đến|hết|từ|vào|trong|xong|hạn|nhất|sau|tháng|:|\(|\0|^|-|–|,|;|và|quý|là)\s*$", re.IGNORECASE
)
_YEAR_LEAD = re.compile(r"(?:năm|đến|tầm nhìn|định hướng|tới|từ|hết|cuối|đầu|\0|^)\s*$", re.IGNORECASE)


def _single(text: str, match: re.Match[str]) -> Iterator[Expression]:
    point = _point(match)
    if point is None or point.shape == "bare-day":
        return
    before = text[max(0, match.start() - 12) : match.start()]
    if re.search(r"[\w/.\-]$", before) and not re.search(r"[\s(]$", before):
        return
    named = re.search(r"ngày|tháng|quý|năm", match.group(), re.IGNORECASE)
    if (
        point.shape == "day-month"
        and not named
        and not re.search(r"(?:trước|chậm nhất|muộn nhất)\s+(?:là\s+)?$", before)
    ):
        return
    if point.shape == "month" and not named and not _BEFORE_BARE.search(before):
        return
    if (
        point.shape == "year"
        and not named
        and not _alone_in_cell(text, match.span())
        and not re.search(r"(?:đến|tầm nhìn|tới|\b[Vv]ụ|\b[Mm]ùa|[Xx]uân|\b[Hh]è|\b[Tt]hu|[Đđ]ông)\s+$", before)
    ):
        return
    if re.search(r"(?:số|khóa|thứ|lớp|trường|phường|xã)\s*$", before, re.IGNORECASE) and not named:
        return
    recurring = False
    yield Expression(match.span(), _edtf(point), point.shape, recurring)
    if point.shape == "year":
        yield from _listed_years(text, match.end())


def _alone_in_cell(text: str, span: Span) -> bool:
    return text[span[0] - 1 : span[0]] == "\0" and text[span[1] : span[1] + 1] in ("\0", "")


def _listed_years(text: str, at: int) -> Iterator[Expression]:
    while found := _SHARED_YEARS.match(text, at):
        yield Expression(found.span("y"), found.group("y"), "year")
        at = found.end()


_PASSES: tuple[tuple[re.Pattern[str], Callable[[str, re.Match[str]], Iterator[Expression]]], ...] = (
    (_OPEN, _opened),
    (_MONTHLY, _recurring),
    (_YEARLY, _recurring),
    (_DAYS_OF_MONTH, _days),
    (_FROM, _from_to),
    (_DASHED, _dashed),
    (_MONTHS, _months),
    (_QUARTER_RUN, _quarters),
    (_HALF, _halves),
    (_YEARS, _year_span),
    (_SHARED_MONTHS, _several_months),
    (_SHARED_DAYS, _two_days),
    (_POINT, _single),
)
