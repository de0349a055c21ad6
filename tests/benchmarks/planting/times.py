"""Times that cannot be, or contradict the paper."""

from __future__ import annotations

import re
from datetime import date
from random import Random

from planting.paper import Paper, Slip

_DUE = (
    r"(?:[Tt]rước|[Cc]hậm nhất|[Xx]ong trước|[Tt]rong|[Hh]oàn thành)[^;.\n\d]{0,25}(?:ngày (?P<d>\d{1,2})(?:/| tháng ))?"
    r"(?:tháng )?(?P<m>\d{1,2})(?:/| năm |/năm )(?P<y>20\d\d)(?![\d/])"
)


def too_early(paper: Paper, chance: Random) -> Slip | None:
    """A deadline of the year before the paper."""
    day = paper.record.document.issue_date or ""
    fit = [
        one
        for one in paper.finds(_DUE)
        if len(day) == 10
        and one["y"] in (day[:4], str(int(day[:4]) + 1))
        and "”" not in paper.text[one.end() : one.end() + 3]
    ]
    if not fit:
        return None
    one = chance.choice(fit)
    return paper.put(one.span("y"), str(int(day[:4]) - 1))


_DAY = r"(?P<{0}>\d{{1,2}}/\d{{1,2}}/20\d\d|\d{{1,2}} tháng \d{{1,2}} năm 20\d\d)"
_SPAN = rf"{_DAY.format('a')}(?P<to>\s*(?:-|–|đến|đến hết)\s*(?:ngày )?){_DAY.format('b')}"


def turned(paper: Paper, chance: Random) -> Slip | None:
    """A span of time that ends before it begins."""
    fit = [one for one in paper.finds(_SPAN) if one["a"] != one["b"]]
    if not fit:
        return None
    one = chance.choice(fit)
    return paper.put(one.span(), f"{one['b']}{one['to']}{one['a']}")


_NAMES = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
_WHOLE = r"ngày (?P<d>\d{1,2})(?P<s>/| tháng )(?P<m>\d{1,2})(?:/| năm )(?P<y>20[23]\d)(?!\d)"


def weekday(paper: Paper, chance: Random) -> Slip | None:
    """A day gets the name of another day of the week."""
    fit = [one for one in paper.finds(_WHOLE) if int(one["m"]) < 13 and int(one["d"]) < 29]
    if not fit:
        return None
    one = chance.choice(fit)
    right = date(int(one["y"]), int(one["m"]), int(one["d"])).weekday()
    name = _NAMES[(right + chance.randrange(1, 7)) % 7]
    before = chance.random() < 0.5
    words = f"{name.lower()}, {one.group()}" if before else f"{one.group()} ({name})"
    return paper.put(one.span(), words)


def impossible_day(paper: Paper, chance: Random) -> Slip | None:
    """A day that its month has not."""
    fit = paper.finds(_WHOLE, free=False)
    if not fit:
        return None
    one = chance.choice(fit)
    month = int(one["m"])
    last = {2: "30", 4: "31", 6: "31", 9: "31", 11: "31"}.get(month, "32")
    return paper.put(one.span("d"), last)


def other_year(paper: Paper, chance: Random) -> Slip | None:
    """The sentence that issues or closes the paper has another year than its title."""
    title = paper.record.document.title or ""
    years = re.findall(r"(?<!đến )(?<!từ )năm (20\d\d)(?! ?[-–])", title)
    if len(set(years)) != 1:
        return None
    fit = paper.finds(
        rf"(?:ban hành|xây dựng|Trên đây là) [Kk]ế hoạch(?:(?!tháng|giai đoạn|đến năm|từ năm)[^;\n]){{5,300}}?năm (?P<y>{years[0]})(?! ?[-–])",
        free=False,
    )
    if not fit:
        return None
    one = chance.choice(fit)
    return paper.put(one.span("y"), str(int(years[0]) + chance.choice((-1, 1))))
