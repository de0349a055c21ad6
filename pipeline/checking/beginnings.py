"""Rules on when things begin: before the plan is issued, or in a year before those that the plan is for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checking.citations import shown
from pipeline.checking.model import Hit
from pipeline.checking.view import View
from pipeline.text.spans import Span
from pipeline.vietnam.calendar import last_day

_LABEL = re.compile(
    r"(?<!moc )(?:thoi gian|thoi han|tien do)(?: thuc hien| trien khai|"
    r" to chuc| tien hanh| bat dau| hoan thanh)?\s*:\s*(?:tu )?(?:ngay |thang |dau thang )?$"
    r"|(?:dot|giai doan|buoc) (?:thu )?(?:\d|[ivx]{1,4}|nhat|hai|ba)\s*[:(]\s*(?:tu )?(?:ngay |thang |dau thang )?$"
)
_FROM = re.compile(r"\btu (?:ngay |thang |dau thang )?$")
_DAY, _MONTH = len("2025-11-15"), len("2025-11")
_TELLS = re.compile(
    r"\bda (?:duoc |to chuc |trien khai |thuc hien |hoan thanh )|ket qua|qua trinh|so lieu|ky bao cao|dot ra soat"
)
_FEW = 3  # beginnings before the plan from which it was written down late as a whole


def before_issue(view: View) -> Iterator[Hit]:
    """Work set to begin on a day, or in a month, that had passed when the plan was issued, and to go on after it."""
    if view.day is None:
        return
    hits = []
    for mention in view.record.dates:
        first, _, end = mention.edtf.partition("/")
        if mention.recurring or mention.role == "citation" or not end or len(first) not in (_DAY, _MONTH):
            continue
        if (
            not f"{int(view.day[:4]) - 1}" <= first < view.day[: len(first)]
            or (last_day(mention.edtf) or "9") < view.day
        ):
            continue
        start = mention.evidence.start
        low, high = view.sentence(start)
        before = view.folded[max(low, start - 60) : start]
        told = _TELLS.search(view.folded, low, high) or view.masked(start) or not view.in_body(start)
        if not told and _LABEL.search(before) and (_FROM.search(before) or view.folded.startswith("tu ", start)):
            span = view.clip(start, mention.evidence.end)
            hits.append(Hit(view.around(span, 25, 0), _said(view, span), {"plan": shown(view.day)}))
    yield from hits if len(hits) <= _FEW else ()
    yield from _granted_from(view)


_GRANTS = re.compile(
    r"\b(?:thuc hien|ap dung|huong|chi tra|trien khai|co hieu luc)\b[^.;:]{0,140}?\s(?:ke )?tu (?:ngay )?$"
)
_THIS = re.compile(
    r"\b(?:quyet dinh|nghi quyet) co hieu luc\b"
    r"|\b(?:quyet dinh|nghi quyet|quy dinh|ke hoach|de an|chuong trinh|chinh sach|quy che) nay\b"
)
_REACH = 180  # characters in front of a day in which it is said what is granted from it


def _granted_from(view: View) -> Iterator[Hit]:
    """What this very paper grants or sets going from a day before its own ("hưởng mức quy định này kể từ ...")."""
    day = view.day or ""
    for mention in view.record.dates:
        first, _, end = mention.edtf.partition("/")
        start = mention.evidence.start
        early = len(first) == _DAY and f"{int(day[:4]) - 1}" <= first < day and end in ("", "..")
        if not early or mention.recurring or mention.role in ("citation", "issue") or not view.in_body(start):
            continue
        low, high = view.sentence(start)
        lead = view.folded[low:start] + ("" if not view.folded.startswith(("tu ", "ke tu "), start) else "tu ")
        told = _TELLS.search(view.folded, low, high) or view.masked(start)
        if not told and _THIS.search(lead) and _GRANTS.search(lead[-_REACH:]):
            span = view.clip(start, mention.evidence.end)
            yield Hit(view.around(span, 40, 0), _said(view, span), {"plan": shown(day)})


_YEAR = re.compile(r"(?:năm\s+)?(20\d{2})", re.IGNORECASE)
_TIME = re.compile(r"thoi gian|thoi han|tien do|hoan thanh|nam thuc hien")


_TIME_LINE = re.compile(
    r"^[ \t]*[-+•*]?[ \t]*(?:Thời gian|Thời hạn|Tiến độ)(?: thực hiện| hoàn thành| triển khai| tổ chức)?[ \t]*:[ \t]*"
    r"(?:Trong )?(?P<when>[Nn]ăm (?P<year>20\d{2}))(?![\d/])(?!\s*(?:-|–|đến))",
    re.MULTILINE,
)


def before_period(view: View) -> Iterator[Hit]:
    """A task that is set for a year before that of the plan, or a row of one before the years that the plan is for."""
    lines = [found for found in _TIME_LINE.finditer(view.text, view.body_start) if found["year"] < (view.day or "")[:4]]
    if len(lines) <= _FEW:
        for found in lines:
            if view.in_body(found.start("when")):
                words = {"period": (view.day or "")[:4]}
                yield Hit(view.around(found.span("when"), 40, 0), " ".join(found["when"].split()), words)
    yield from _rows_before(view)


def _rows_before(view: View) -> Iterator[Hit]:
    period = view.record.document.period or ""
    if not re.fullmatch(r"20\d{2}/20\d{2}", period) or period[:4] not in (view.record.document.title or ""):
        return
    for table in view.document.tables:
        for row in table.rows[table.header_rows :]:
            for at, (head, cell) in enumerate(zip(table.rows[0], row, strict=False)):
                year = _YEAR.fullmatch(view.text[cell.start : cell.end].strip())
                if year and year[1] < period[:4] and _TIME.search(view.folded, head.start, head.end):
                    beside = row[at + 1] if at + 1 < len(row) else row[max(at - 1, 0)]
                    about = " | ".join(_said(view, (one.start, one.end)) for one in (cell, beside))
                    span = view.clip(cell.start, max(beside.end, cell.end))
                    yield Hit(view.around(span, 40, 0), about[:120], {"period": period.replace("/", "-")})


def _said(view: View, span: Span) -> str:
    return " ".join(view.text[span[0] : span[1]].split())
