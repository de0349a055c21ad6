"""Rules on what was never filled in: dots for a figure or a day, "[...]", "XX", a heading without words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checking.model import Hit
from pipeline.checking.view import View
from pipeline.text.letters import LOWER

_DOTS = r"(?:\.{3,}|…(?:\s?[….])*|_{3,})"
_HOLE = re.compile(
    rf"(?P<cut>\[\s*(?:\.{{3}}|…)\s*\])|"
    r"(?<![\w/-])(?<!thế kỷ )(?P<sign>[XxYy]{2,3}|\?{2,})\s+(?P<of>lớp|trạm|tuyến|công trình|phòng|cơ sở|xã|phường|"
    r"trường|đội|tổ|câu lạc bộ|hội nghị|cán bộ|học viên|người|hộ|buổi|cuộc|đợt|mô hình|triệu|tỷ|thôn|lượt|điểm|"
    r"%)(?!\w)|"
    rf"(?:(?<=[^\W\d_])|(?<=[-+•]))\s+(?P<dots>{_DOTS})\s*(?P<unit>lượt|lao động|cơ sở|người|hộ|lớp|buổi|cuộc|đợt|"
    rf"mô hình|triệu đồng|tỷ đồng|đồng|ha|km|tấn|thôn|%)(?!\w)"
)
_DAY = re.compile(
    rf"(?<!\w)ngày\s*(?P<blank>{_DOTS}|\.\.)\s*(?:/|tháng\s)\s*(?P<month>\d{{1,2}}|{_DOTS}|\.\.)\s*(?:/|"
    rf"năm\s)\s*\d{{2,4}}"
)
_UNFILLED = re.compile(
    r"^[ \t]*[-+•*]?[ \t]*"
    r"(?P<of>(?:Thời gian|Thời hạn|Kinh phí|Địa điểm|Cơ quan|Đơn vị|Thành phần|Số lượng)[^:\n.…]{0,25}:)"
    r"[ \t]*(?P<dots>[.…_][.…_ \t]*)[;.,]?[ \t]*$",
    re.MULTILINE,
)
"""A line of a task of which only the label was written."""
_FORM = re.compile(r"\.{6,}|…{3,}|_{6,}")
_FORMS = 4  # lines of dots from which the text holds forms to be filled in, whose blanks are meant
_PART = re.compile(r"\n(?P<label>[IVX]{1,4}|[A-D]|\d{1,2})[.)][^\S\n]*(?=\n)(?P<next>\n+\s*[^\n]{0,12})")
_OPENS = re.compile(r"\n+\s*(?:(?:[IVX]{1,4}|\d{1,2}(?:\.\d{1,2})*|[a-zđ])\s?[.)]\s|[-+–•]\s)")


def holes(view: View) -> Iterator[Hit]:
    """Words or a figure left out: "[...]", dots in front of a unit, "XX lớp"; forms to be filled in are none."""
    if len(_FORM.findall(view.text)) >= _FORMS:
        return
    for found in (
        *view.matches(_UNFILLED, needs=("...", "…", "___")),
        *view.matches(_HOLE, needs=("[", "...", "…", "___", "xx", "yy", "??")),
    ):
        at = found.start() + len(found.group()) - len(found.group().lstrip())
        if not view.in_form(found.start()):
            yield Hit(view.around((at, found.end())), " ".join(found.group().split()))


def days(view: View) -> Iterator[Hit]:
    """A day of which the figure is dots, in the wording of the paper."""
    for found in view.matches(_DAY, needs=("ngày",)):
        if not view.in_form(found.start()) and found.start() >= view.basis_end:
            yield Hit(view.around(found.span()), " ".join(found.group().split()))
    yield from years(view)


_YEAR = re.compile(
    r"(?<!\w)(?P<said>(?:tầm nhìn|định hướng|mục tiêu) đến năm)(?=\s*[,;.]\s"
    rf"|\s+(?!nay|này|sau|tới|học|cuối|hết|thứ|ngân sách|tài chính)[{LOWER}])"
)


def years(view: View) -> Iterator[Hit]:
    """A year of which the figure is left out ("tầm nhìn đến năm tập trung ...")."""
    for found in view.matches(_YEAR, needs=("đến năm",), everywhere=True):
        if view.in_body(found.start()) and not view.in_form(found.start()):
            yield Hit(view.around(found.span(), 0, 12), " ".join(found["said"].split()))


def headings(view: View) -> Iterator[Hit]:
    """A label with no words behind it, right above the first label or dash below it."""
    for found in _PART.finditer(view.text, view.body_start, view.foot_start):
        block = view.block_at(found.start("label"))
        if _OPENS.match(found["next"]) and block is not None and block.kind != "row":
            yield Hit(found.span("label"), f"{found['label']}.")
