"""Calendar expressions to EDTF (ISO 8601-2:2019). No component is ever added that the text does not state."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.grammar import date_points as make
from pipeline.grammar.date_points import DAY, QUARTER_WORD, Expression, compiled, point
from pipeline.grammar.pieces import CLOCK, DASH, MONTHLY, NO_NUMBER, QUARTER, SLASH, TO, YEAR, YEARLY
from pipeline.grammar.rule import Rule, Table
from pipeline.text.patterns import opening
from pipeline.text.spans import Span

__all__ = ["RULES", "TABLE", "Expression", "find"]

_FROM, _TO = ("từ",), ("-", "–", "—", "đến", "tới")
_YEARLY = ("hằng", "hàng", "mỗi")
_CENTURY = ("19", "20")

RULES: tuple[Rule[Expression], ...] = (
    Rule(
        "date-until",
        compiled(
            rf"""(?<!\w)(?:kể\s+)?từ\s+(?:ngày\s+)?(?:ban\ hành|ký\ ban\ hành|ký|nay|khi\ ban\ hành|khi\ kế\ hoạch|
            thời\ điểm\ ban\ hành)[^.;\n\t]{{0,40}}?\s+(?:đến|tới)\s+(?:trước\s+)?{point("b_")}"""
        ),
        make.until,
        "ruling 3",
        (
            ("từ ngày ban hành Kế hoạch đến ngày 31 tháng 12 năm 2030", ("../2030-12-31",)),
            ("từ nay đến hết năm 2026", ("../2026",)),
        ),
        needs=(_FROM, _TO, ("ban hành", "ký", "nay", "khi ", "thời điểm")),
    ),
    Rule(
        "date-until-event",
        compiled(
            rf"(?<!\w)từ\s+{point('a_')}\s+(?:cho\s+)?(?:đến|tới)\s+(?:khi(?!\w)|(?:hết\s+)?ngày\s+(?=[^\W\d_]{{2}}[^\d,.;:]*[,.;:]|[^\W\d_][^\d]*$))"
        ),
        make.onward,
        examples=(
            ("từ tháng 10/2026 đến khi xong việc thống kê", ("2026-10/..",)),
            ("từ ngày 15/9/2026 đến ngày khai giảng, các trường tập bơi", ("2026-09-15/..",)),
        ),
        needs=(_FROM, _TO, ("khi", "ngày")),
    ),
    Rule(
        "date-yearly-span",
        compiled(rf"(?<!\w)(?:từ\s+)?(?<![\d/]){point('a_')}{TO}{point('b_')}\s*,?\s*{YEARLY}"),
        make.between_yearly,
        "ruling 3",
        (("từ tháng 5 đến tháng 9 hằng năm", ("XXXX-05/XXXX-09 recurring",)),),
        needs=(_YEARLY, _TO),
    ),
    Rule(
        "date-monthly",
        compiled(rf"(?:ngày\s+|(?<=trước\s)|(?<=vào\s)|(?<=là\s))(?P<day>\d{{1,2}})\s+{MONTHLY}"),
        make.monthly,
        examples=(
            ("chậm nhất ngày 25 hằng tháng", ("XXXX-XX-25 recurring",)),
            ("gửi trước 20 tháng cuối quý", ("XXXX-XX-20 recurring",)),
        ),
        counterexamples=("ngày 45 hằng tháng", "giao 25 hằng tháng"),
        needs=(("tháng",),),
    ),
    Rule(
        "date-yearly",
        compiled(
            rf"""(?:(?:ngày\s+|(?<=là\s)|(?<=trước\s)|(?<=vào\s))(?P<day>\d{{1,2}})(?:{SLASH}|\s+tháng\s+)(?P<month>\d{{1,2}})|tháng\s+(?P<only>\d{{1,2}}))
            \s*,?\s*{YEARLY}"""
        ),
        make.yearly,
        examples=(
            ("trước ngày 20/11 hằng năm", ("XXXX-11-20 recurring",)),
            ("vào tháng 6 hàng năm", ("XXXX-06 recurring",)),
            ("chậm nhất là 25/11 hằng năm", ("XXXX-11-25 recurring",)),
        ),
        counterexamples=("ngày 31/02 hằng năm", "giảm 1/3 hằng năm"),
        needs=(_YEARLY,),
    ),
    Rule(
        "date-days-of-month",
        compiled(
            rf"""(?<![\w/.\-])(?:{NO_NUMBER}(?:từ\s+)?|(?:từ\s+)?{DAY})(?P<a>\d{{1,2}})(?:{DASH}|\s+đến\s+(?:hết\s+)?(?:{DAY})?)(?P<b>\d{{1,2}})
            (?:\s?[/.]\s?(?P<m1>\d{{1,2}}){SLASH}(?P<y1>{YEAR})
            |\s+tháng\s+(?P<m2>\d{{1,2}})(?:\s+năm\s+(?P<y2>{YEAR})|/(?P<y3>{YEAR})))"""
        ),
        make.days_of_month,
        "ruling 8",
        (
            ("từ mùng 5 đến ngày 30/4/2026", ("2026-04-05/2026-04-30",)),
            ("ngày 15-20/5/2026", ("2026-05-15/2026-05-20",)),
            ("trong tuần ngày 15 đến ngày 20/5/2026", ("2026-05-15/2026-05-20",)),
            ("từ ngày 01 đến ngày 10 tháng 3 năm 2026", ("2026-03-01/2026-03-10",)),
        ),
        ("Đợt 1 đến ngày 15/5/2026", "Lần 2 - 15/5/2026"),
        needs=(_TO, ("/", ".", "tháng"), _CENTURY),
    ),
    Rule(
        "date-onward",
        compiled(
            rf"""(?<!\w)(?<![-–]\s)(?<![-–])(?:(?:bắt\ đầu\s+)?từ\s+)?{point("a_")}\s+(?:trở\ đi|trở\ về\ (?:sau|trước)|
            và\ (?:các|những)\ năm\ (?:tiếp\ theo|sau|kế\ tiếp)|và\ hằng\ năm\ tiếp\ theo)"""
        ),
        make.onward,
        examples=(
            ("từ năm 2027 trở đi", ("2027/..",)),
            ("từ ngày 30/4/1975 trở về trước", ("../1975-04-30",)),
            ("quý IV năm 2025 và những năm tiếp theo", ("2025-10/..",)),
        ),
        needs=(("trở đi", "trở về", "và các năm", "và những năm", "và hằng năm"),),
    ),
    Rule(
        "date-from-to",
        compiled(
            rf"(?<!\w)từ\s+(?:khoảng\s+)?(?:đầu\s+)?{CLOCK}?{point('a_')}{TO}(?:ngày\s+[^\W\d_][^\d,.;:()]{{2,30}}\s)?{point('b_')}"
        ),
        make.between,
        examples=(
            ("từ tháng 01 đến ngày khai giảng 05/9/2026", ("2026-01/2026-09-05",)),
            ("từ ngày 01/4/2026 đến hết ngày 30/6/2026", ("2026-04-01/2026-06-30",)),
            ("từ 01/4 đến 30/6/2026", ("2026-04-01/2026-06-30",)),
            ("từ tháng 12/2025 đến quý I/2026", ("2025-12/2026-03",)),
            ("từ tháng 3 đến tháng 5", ("XXXX-03/XXXX-05",)),
            ("từ ngày 01 đến ngày 15/4/2026", ("2026-04-01/2026-04-15",)),
            ("từ 7h30 ngày 05/6 cho đến 17 giờ 00 phút, ngày 07/6/2026", ("2026-06-05/2026-06-07",)),
            ("từ tháng 10 đến 31/12/2026", ("2026-10/2026-12-31",)),
            ("từ tháng 6/2026 đến năm 2028", ("2026-06/2028",)),
        ),
        counterexamples=(
            "từ ngày 15 đến tháng 6/2026",
            "từ tháng 3 đến năm 2027",
            "từ ngày 29/02 đến ngày 15/3/2026, từ ngày 20 đến ngày 10/4/2026",
        ),
        needs=(_FROM, _TO),
    ),
    Rule(
        "date-dashed",
        compiled(
            rf"""(?<![\w/.])(?=(?:ngày\s+)?\d{{1,2}}/\d{{1,2}}|(?:tháng|{QUARTER_WORD})\s)
            {point("a_")}\s*(?:[-–—]|đến(?:\s+hết)?)\s*(?=(?:ngày\s+)?\d{{1,2}}/\d{{1,2}}|(?:tháng|{QUARTER_WORD})\s){point("b_")}"""
        ),
        make.between,
        "ruling 8",
        (
            ("05/5/2026-20/5/2026", ("2026-05-05/2026-05-20",)),
            ("tháng 5/2026 - tháng 8/2026", ("2026-05/2026-08",)),
            ("tháng 10/2026 đến tháng 3/2027", ("2026-10/2027-03",)),
            ("Đợt 1 (01/3 đến hết 30/4/2026)", ("2026-03-01/2026-04-30",)),
            ("ngày 15/11 đến 15/12 hoàn thành", ("XXXX-11-15/XXXX-12-15",)),
        ),
        needs=(_TO, ("/", "tháng", "quý", "quí")),
    ),
    Rule(
        "date-months-of-year",
        compiled(
            rf"""(?<!\w)(?:từ\s+)?tháng\s+(?P<a>\d{{1,2}})\s*(?:-|–|đến)\s*(?:tháng\s+)?(?P<b>\d{{1,2}})(?!\s?[/.]\s?\d{{1,2}}\b(?!\d))
            (?:\s?/\s?(?P<y1>{YEAR})|\s+năm\s+(?P<y2>{YEAR}))?(?![\d%]|,\d)"""
        ),
        make.months_of_year,
        examples=(
            ("từ tháng 3 đến tháng 10/2026", ("2026-03/2026-10",)),
            ("vào tháng 3 - 11", ("XXXX-03/XXXX-11",)),
        ),
        counterexamples=("tháng 9 - 3",),
        needs=(("tháng",), _TO),
    ),
    Rule(
        "date-months-bare",
        compiled(
            rf"""(?<![\w/.\-])(?<!ngày\s)(?<!qu[ýí]\s)(?P<a>\d{{1,2}})\s?[-–]\s?(?P<b>\d{{1,2}})\s?/\s?(?P<y1>{YEAR})(?P<y2>)(?![\d%])"""
        ),
        make.months_of_year,
        examples=(("10-11/2026", ("2026-10/2026-11",)),),
        counterexamples=("12-3/2026", "quý 2-3/2026", "đạt 40-50/2026 hộ"),
        needs=(("/",), ("-", "–"), _CENTURY),
    ),
    Rule(
        "date-quarters-of-year",
        compiled(
            rf"""(?<!\w)(?:từ\s+)?{QUARTER_WORD}\s+(?P<a>{QUARTER})\s*(?:-|–|đến)\s*(?:{QUARTER_WORD}\s+)?
            (?P<b>{QUARTER})(?:\s?[/\-]\s?(?P<y1>{YEAR})|\s+năm\s+(?P<y2>{YEAR}))"""
        ),
        make.quarters_of_year,
        "ruling 8",
        (("quý I-II/2026", ("2026-01/2026-06",)), ("quý 2-3/2026", ("2026-04/2026-09",))),
        needs=(("quý", "quí"), _TO),
    ),
    Rule(
        "date-quarters-sharing-a-year",
        compiled(
            rf"""(?P<list>{QUARTER_WORD}\s+{QUARTER}(?:\s*(?:,|và|\+)\s*(?:{QUARTER_WORD}\s+)?{QUARTER})+)
            (?:\s?[/\-]\s?(?P<y1>{YEAR})|\s+năm\s+(?P<y2>{YEAR}))"""
        ),
        make.quarters_sharing_a_year,
        examples=(
            ("quý II và quý IV năm 2026", ("2026-34", "2026-36")),
            ("quý I, II, III/2026", ("2026-33", "2026-34", "2026-35")),
        ),
        needs=(("quý", "quí"), _CENTURY),
    ),
    Rule(
        "date-part-of-year",
        compiled(
            rf"""(?<!\w)(?:(?P<count>1[01]|0?[2-9]|hai|ba|bốn|sáu|bảy|tám|chín|mười)\s+tháng(?:\s+(?P<which>đầu|cuối))?\s*(?:của\s+)?
            |(?P<half>nửa)\s+(?P<half_which>đầu|cuối)\s*(?:của\s+)?|nửa\s+năm\s+(?P<half_year>đầu|cuối)\s+(?:của\s+)?(?=năm|20))(?:năm\s+)?
            (?<=\s)(?P<year>{YEAR})"""
        ),
        make.part_of_year,
        "ruling 3",
        (
            ("6 tháng đầu năm 2026", ("2026-01/2026-06",)),
            ("nửa cuối năm 2026, nửa năm đầu 2027", ("2026-07/2026-12", "2027-01/2027-06")),
            ("9 tháng năm 2026", ("2026-01/2026-09",)),
            ("10 tháng năm 2026", ("2026-01/2026-10",)),
            ("02 tháng cuối năm 2026", ("2026-11/2026-12",)),
        ),
        ("6 tháng đầu năm", "6 tháng năm 2026"),
        needs=(("tháng", "nửa"), _CENTURY),
    ),
    Rule(
        "date-two-years",
        compiled(rf"(?<!\w)năm\s+(?P<a>{YEAR})\s+và\s+(?P<b>{YEAR})(?![\d/%])"),
        make.span_of_years,
        "ruling 3",
        (("trong năm 2026 và 2027", ("2026/2027",)),),
        ("năm 2026 và năm 2027",),
        needs=(("năm",), _CENTURY),
    ),
    Rule(
        "date-span-of-years",
        compiled(
            rf"""(?:(?<!\w)(?:giai\ đoạn|nhiệm\ kỳ|năm\ học|thời\ kỳ|các\ năm|trong\ các\ năm|từ\ năm|từ|năm)\s+)?
            (?:năm\s+)?(?<![\d/.\-])(?P<a>{YEAR})\s*(?:-|–|—|đến(?:\s+hết)?(?:\s+năm)?|tới)\s*(?:năm\s+)?
            (?P<b>{YEAR})(?![\d/%])"""
        ),
        make.span_of_years,
        "ruling 3",
        (
            ("giai đoạn 2026 – 2030", ("2026/2030",)),
            ("năm học 2026-2027", ("2026/2027",)),
            ("vụ Đông Xuân 2026-2027", ("2026/2027",)),
        ),
        needs=(_TO, _CENTURY),
    ),
    Rule(
        "date-months-listed",
        compiled(
            rf"""(?P<list>tháng\s+\d{{1,2}}(?:\s*(?:,|và|(?P<plus>\+))\s*(?:tháng\s+)?\d{{1,2}})+)
            (?:(?:/|\s+năm\s+)(?P<year>{YEAR})(?!\d)|(?(plus)(?![\d/])|(?!)))"""
        ),
        make.listed,
        "settled: a list of neighbours is a span",
        (
            ("tháng 6 và tháng 7/2026", ("2026-06", "2026-07")),
            ("tháng 3, 6, 9 năm 2026", ("2026-03", "2026-06", "2026-09")),
            ("tháng 11, 12/2026", ("2026-11/2026-12",)),
            ("Tháng 1+2+3: vận động", ("XXXX-01/XXXX-03",)),
        ),
        ("tháng 11, 15/2026", "tháng 3, 6 thôn"),
        needs=(("tháng",), (",", "và", "+")),
    ),
    Rule(
        "date-days-listed",
        compiled(
            rf"""(?P<list>ngày\s+\d{{1,2}}(?:\s*(?:,|và|\+|&)\s*(?:ngày\s+)?\d{{1,2}})+)
            (?:{SLASH}(?P<month>\d{{1,2}})(?:{SLASH}(?P<year>{YEAR}))?(?![\d/%])|\s+tháng\s+(?P<month2>\d{{1,2}})(?:\s+năm\s+(?P<year2>{YEAR}))?)"""
        ),
        make.listed,
        "settled: a list of neighbours is a span",
        (
            ("ngày 17, 18, 19/6/2026", ("2026-06-17/2026-06-19",)),
            ("ngày 17 và 19 tháng 6 năm 2026", ("2026-06-17", "2026-06-19")),
            ("ngày 17 và ngày 18/6/2026", ("2026-06-17", "2026-06-18")),
        ),
        ("ngày 17, 38/6/2026",),
        needs=(("ngày",), (",", "và", "+", "&")),
    ),
    Rule(
        "date-days-sharing-a-year",
        compiled(
            rf"""(?P<list>(?:ngày\s+)?\d{{1,2}}/\d{{1,2}}(?:\s*(?:,|và|hoặc)\s*(?:trước\s+)?(?:ngày\s+)?\d{{1,2}}/\d{{1,2}})+)
            (?:/(?P<year>{YEAR})|\s*,?\s*{YEARLY})"""
        ),
        make.days_sharing_a_year,
        examples=(
            ("ngày 15/6 và 15/12/2026", ("2026-06-15", "2026-12-15")),
            ("ngày 15/6, 15/12 hằng năm", ("XXXX-06-15 recurring", "XXXX-12-15 recurring")),
        ),
        counterexamples=("giảm 1/3 và 2/13 hằng năm",),
        needs=(("/",), (",", "và", "hoặc")),
    ),
    Rule(
        "date-years-listed",
        compiled(
            rf"""(?<!/\d\s)(?<!/\d\d\s)(?:năm\s+|đến\s+)(?P<first>{YEAR})(?:\s*(?:,|;)\s*{YEAR}(?![\d/%]))*
            \s*(?:,|và|-)\s*(?:năm\s+)?{YEAR}(?![\d/%]|\s*[-–]\s*{YEAR})"""
        ),
        make.year_of_list,
        examples=(("các năm 2026, 2027 và 2028", ("2026", "2027", "2028")),),
        needs=(("năm", "đến"), (",", ";", "và", "-"), _CENTURY),
    ),
    Rule(
        "date-year-behind-part",
        compiled(rf"(?<=/20\d\d,\s)(?P<first>{YEAR})(?=\s*(?:$|[\n\t;.)]))"),
        make.year_of_list,
        examples=(
            ("quý III, IV/2026, 2027", ("2026-35", "2026-36", "2027")),
            ("tháng 9/2026, 2027", ("2026-09", "2027")),
        ),
        counterexamples=("đạt 12/2026, 2027 hộ",),
        needs=(("/20",),),
    ),
    Rule(
        "date-from-year",
        compiled(rf"(?<!\w)từ\s+(?:sau\s+)?năm\s+(?P<year>{YEAR})(?!\s*(?:[-–—/,]\s*(?:năm\s+)?\d|đến|tới|và)|\d)"),
        make.from_year,
        "ruling 3",
        (("triển khai từ năm 2026 tại các xã", ("2026/..",)), ("kể từ năm 2027", ("2027/..",))),
        ("từ năm 2026 đến khi xong", "từ năm 2026 - 2028", "từ năm 2026, 2027"),
        needs=(_FROM, ("năm",), _CENTURY),
    ),
    Rule(
        "date-point",
        compiled(rf"(?:(?<![\w/.\-])|(?<=ngày))(?<!những\s)(?:(?!\d{{1,2}}\s+tháng)|{NO_NUMBER}){point('a_')}"),
        make.single,
        examples=(
            ("ngày 05/02/2026", ("2026-02-05",)),
            ("ngày 5 tháng 2 năm 2026", ("2026-02-05",)),
            ("trước ngày 20/11; ngày 8-3", ("XXXX-11-20", "XXXX-03-08")),
            ("quý III/2026", ("2026-35",)),
            ("Quí IV-2025", ("2025-36",)),
            ("tháng 9/2026", ("2026-09",)),
            ("ngày 01/01/26", ("2026-01-01",)),
            ("tháng 8/27, quý II/27, quý 3-27, ngày 5 tháng 6 năm 27", ("2027-08", "2027-34", "2027-35", "2027-06-05")),
            ("trước 04.7.27, đến 30/9/27, mùng 5 tháng 5 năm 2027", ("2027-07-04", "2027-09-30", "2027-05-05")),
            ("trước ngày 15.8.26, ngày 1-9-26 và ngày 5/9/26", ("2026-08-15", "2026-09-01", "2026-09-05")),
            ("nửa đầu quý II năm 2026, hết tháng sáu năm 2026, trong tháng Chín", ("2026-34", "2026-06", "XXXX-09")),
            ("Quý III, năm 2026; tháng 12, năm 2026; ngày 15, tháng 6, năm 2026", ("2026-35", "2026-12", "2026-06-15")),
            ("T12/2026, Q4/2026", ("2026-12", "2026-36")),
            ("ngày …/…/2026, ngày    /01/2026", ("2026", "2026-01")),
            ("Thời gian: 2026; Hạn hoàn thành, thời gian: 30/6", ("2026", "XXXX-06-30")),
            ("Luật Lâm nghiệp 2017, Hiến pháp (2013)", ("2017", "2013")),
            ("ngày 25/12 năm 2026, năm 2027", ("2026-12-25", "2027")),
            ("đến năm 2030, tầm nhìn 2045", ("2030", "2045")),
            ("Trước 12/2026, trước 2026-09-30", ("2026-12", "2026-09-30")),
            ("đợt 1 tháng 4/2026", ("2026-04",)),
            ("UBND xã\t31/5/2026", ("2026-05-31",)),
        ),
        counterexamples=(
            "Công văn số 12/8/2026, Số: 04/2026/QĐ-UBND",
            "Thời gian: 1/2 ngày",
            "trực 24/24 giờ, 3/5 thôn, 1.250 triệu, khóa 2026K",
            "ngày 31/02/2026",
            "ngày 31.9.26, mục 1.2.26, ghi ngày tháng năm sinh, mỗi tháng hai buổi",
            "đạt 18/19 tiêu chí, Cách mạng tháng Tám, từ những năm 2000",
            "quý\nIII/2026",
        ),
    ),
)
"""Where two rules match the same text, the earlier one decides."""


def _named(rule: Rule[Expression]) -> Rule[Expression]:
    """The rule with its id written on what it makes."""

    def named(match: re.Match[str]) -> Iterator[Expression]:
        for item in rule.make(match):
            yield Expression(item.span, item.edtf, item.shape, item.recurring, rule.id)

    return replace(rule, make=named)


TABLE = Table(
    tuple(map(_named, RULES)),
    lambda item: item.edtf + (" recurring" if item.recurring else ""),
    re.compile(r"\d|qu[ýí]\s+I|tháng\s+(?-i:[BCHMST])\w", re.IGNORECASE),
    starts=opening(
        r"\d|t\.?\s?\d|q\.?\s?[iv1-4]|ngày[\s.…_]*/|"
        r"(?:kể|từ|hết|cuối|đầu|giữa|ngày|m[ùồ]ng|tháng|qu[ýí]|năm|đến|sáu|chín|ba|nửa|"
        r"bắt\ đầu|các\ năm|trong\ các\ năm|"
        r"giai\ đoạn|nhiệm\ kỳ|thời\ kỳ)\s",
        letters="bcđghkmnqst",
    ),
)


def may_stand_in(text: str) -> bool:
    """Whether a text has what every expression has: a quick look before something dear."""
    return TABLE.anchor.search(text) is not None


def find(text: str, masked: Sequence[Span] = ()) -> list[Expression]:
    """All calendar expressions of `text` in reading order; nothing is looked for inside `masked` spans.

    No expression goes over the edge of a paragraph or a table cell. Days of the lunar year are none.
    """
    return [found for found in TABLE.find(text, masked) if not make.of_the_moon(text, found)]
