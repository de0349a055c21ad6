"""Rules on reports: one that is due again and again, without a day by which it is due."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checking.model import Hit
from pipeline.checking.view import View
from pipeline.text.spans import Span

_PERIOD = r"(?:định kỳ|(?:hằng|hàng) (?:tháng|quý|năm)|(?:6|sáu|06) tháng(?:,? (?:1|một|01) năm)?)"
_AT_ANY_TIME = r"định kỳ(?:,| hoặc| hoặc khi) đột xuất"
_REPORT = re.compile(
    rf"báo cáo[^.;:\n]{{0,60}}?(?<!thi đua)(?<!kế hoạch)(?<!dự toán)(?<!nhiệm vụ)(?<!chỉ tiêu)\s{_PERIOD}(?!\w)"
    rf"|{_PERIOD}[^.;:\n]{{0,80}}?\sbáo cáo(?!\w)"
    rf"|{_AT_ANY_TIME}[^.;:\n]{{0,160}}?\sbáo cáo(?!\w)",
    re.IGNORECASE,
)
"""Not where the period is that of a thing ("kế hoạch hằng năm", "phong trào thi đua hằng năm")."""
_DAY = (
    r"(?<!/)\b\d{1,2}\s?/\s?\d{1,2}\b|ngày\s+(?:\d|cuối|đầu|làm việc)|trước ngày|chậm nhất|tuần (?:đầu|cuối)|tháng\s+\d"
    r"|quý\s+(?:I|\d)"
)
_WHEN = re.compile(
    _DAY + r"|theo (?:đúng )?(?:quy định|yêu cầu|chế độ|hướng dẫn|đề nghị)|cùng (?:với )?báo cáo|lồng ghép",
    re.IGNORECASE,
)
_WHEN_AT_ALL = re.compile(_DAY, re.IGNORECASE)
"""What excuses a report "at set times or at any time": to report "as laid down" says no more than that."""
_OF_OTHERS = re.compile(r"(?:hướng dẫn|mẫu|nội dung|chế độ|số liệu trong|tiêu chí)\s*$", re.IGNORECASE)
_TO_ITS_HEAD = re.compile(r"\s+(?:Ban )?Giám đốc(?: Sở)?\s*[.;,]")
"""To the head of the office that plans: no report between offices, of which the decree speaks."""
_ON_THE_PLAN = re.compile(
    r"bao cao[^.;\n]{0,90}\b(?:ket qua|tinh hinh|tien do)\b|\bhang quy tong hop"
    r"|(?<!so ket, )(?<!tong ket, )(?<!tong hop )bao cao (?:ve |gui |cho |trinh )?"
    r"(?:uy ban|ubnd|chu tich|bo chinh tri|bo truong|thu tuong|chinh phu|tinh uy|thanh uy|"
    r"ban (?:bi thu|thuong vu|giam hieu|chi dao))\b"
)
"""What is reported on is how the plan fares, or the body that it is for stands behind it: other reports have their day
elsewhere."""
_LONGEST = 90


def without_day(view: View) -> Iterator[Hit]:
    """A periodic report that the plan asks for, where nothing in the plan says by which day one is due."""
    if view.normative:
        return
    if any(mention.recurring and _about_reports(view, mention.evidence.start) for mention in view.record.dates):
        return
    told_of = set[str]()
    told_of = set[str]()
    for found in view.matches(_REPORT, needs=("định kỳ", "hằng", "hàng", "tháng")):
        low, high = view.sentence(found.start())
        block = view.block_at(found.start())
        at_any_time = re.match(_AT_ANY_TIME, found.group(), re.IGNORECASE)
        told = _WHEN_AT_ALL if at_any_time else _WHEN
        if told.search(view.text, block.start if block else low, block.end if block else high):
            continue
        if _TO_ITS_HEAD.match(view.text, found.end()):
            continue
        if _OF_OTHERS.search(view.text, low, found.start()) or not _ON_THE_PLAN.search(view.folded, low, high):
            continue
        period = re.search(r"(?:tháng|quý|năm)\b", found.group())
        if period is None or period.group() not in told_of:
            told_of.add(period.group() if period else "")
            yield Hit(_clause(view, found, (low, high)), " ".join(found.group().split()))


_EACH = re.compile(r"(?:thuong xuyen, )?(?:dinh ky )?(?:hang|moi) (?:quy|nam|thang)|dinh ky")
_REPORTS_ON = re.compile(r"\bbao cao\b[^.;\n\t]{0,60}\b(?:ket qua|tinh hinh|tien do) (?:thuc hien|trien khai)")


def in_tables(view: View) -> Iterator[Hit]:
    """A row that asks for a report on the plan each quarter or year, its cell of time saying no more than that."""
    for table in view.document.tables:
        for row in table.rows[table.header_rows :]:
            for cell in row:
                period = _EACH.fullmatch(view.folded[cell.start : cell.end].strip(" .\n"))
                report = _REPORTS_ON.search(view.folded, row[0].start, row[-1].end)
                if period and report and not _WHEN.search(view.text, row[0].start, row[-1].end):
                    about = " ".join(view.text[cell.start : cell.end].split())
                    task = next((one for one in row if one.start <= report.start() < one.end), cell)
                    yield Hit(view.clip(task.start, task.end), about)


_FROM_NOW = re.compile(r"[Tt]hời gian(?: thực hiện| triển khai)?\s*:\s*(?P<said>[Tt]ừ nay đến [^.;,\n]{3,25})")


def from_now(view: View) -> Iterator[Hit]:
    """The time of the plan, or of a task of it, that begins "from now on"."""
    for found in view.matches(_FROM_NOW, needs=("từ nay",)):
        yield Hit(view.clip(*found.span()), " ".join(found["said"].split()))


def _about_reports(view: View, at: int) -> bool:
    low, high = view.sentence(at)
    return "báo cáo" in view.text[low:high].lower()


def _clause(view: View, found: re.Match[str], sentence: Span) -> Span:
    """The sentence as far as it fits, the report within it."""
    start = max(sentence[0], found.end() - _LONGEST)
    if start > sentence[0]:
        start = min(view.text.find(" ", start) + 1 or start, found.start())  # no word is cut
    return view.clip(start, min(sentence[1], max(start + _LONGEST, found.end())))
