"""Rules on spans of time: one that ends before it begins, unnumbered stages that overlap, work that is over already."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from pipeline.checking.citations import shown
from pipeline.checking.model import Hit
from pipeline.checking.view import View
from pipeline.records import Block, DateMention
from pipeline.text.unicode import fold
from pipeline.vietnam.calendar import last_day

_TO = r"\s*(?:-|–|đến(?:\s+hết)?)\s*(?:ngày\s+|tháng\s+|năm\s+)?"
_DAYS = re.compile(
    rf"(?<!\w)(?:từ\s+)?(?:ngày\s+)?(?<![\d/.])(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})/(?P<y>20\d{{2}}){_TO}"
    r"(?P<d2>\d{1,2})/(?P<m2>\d{1,2})/(?P<y2>20\d{2})(?![\d/])",
    re.IGNORECASE,
)
_IN_WORDS = re.compile(
    r"(?<!\w)ngày\s+(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2})\s+năm\s+(?P<y>20\d{2})"
    rf"{_TO}(?P<d2>\d{{1,2}})\s+tháng\s+(?P<m2>\d{{1,2}})\s+năm\s+(?P<y2>20\d{{2}})(?!\d)",
    re.IGNORECASE,
)
_MONTHS = re.compile(
    rf"(?<![\w/])(?:từ\s+)?tháng\s+(?P<m>\d{{1,2}})/(?P<y>20\d{{2}}){_TO}(?P<m2>\d{{1,2}})/(?P<y2>20\d{{2}})(?![\d/])",
    re.IGNORECASE,
)
_YEAR_BEHIND = (
    re.compile(
        rf"(?<![\w/])từ\s+tháng\s+(?P<m>\d{{1,2}}){_TO}(?P<m2>\d{{1,2}})\s*(?:/|\s+năm\s+)(?P<y>20\d{{2}})(?![\d/])",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<!\w)từ\s+(?:ngày\s+)?(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}}){_TO}(?P<d2>\d{{1,2}})/(?P<m2>\d{{1,2}})/(?P<y>20\d{{2}})"
        r"(?![\d/])",
        re.IGNORECASE,
    ),
)
"""Spans of which the year stands at the end alone, and holds for both ends."""
_IN_A_MONTH = re.compile(
    r"(?<!\w)từ\s+ngày\s+(?P<d>\d{1,2})\s*(?:-|–|đến(?:\s+hết)?)\s*(?:ngày\s+)?(?P<d2>\d{1,2})(?:\s?/\s?|\s+tháng\s+)"
    r"(?P<m>\d{1,2})(?:(?:\s?/\s?|,?\s+năm\s+)20\d{2})?(?![\d/])",
    re.IGNORECASE,
)
"""A span within a month, which stands at its end: "từ ngày 20 đến ngày 25/4/2026"."""
_SEASON = 6  # months that the beginning lies behind the end, from which it may be meant of the year before
_YEARS = re.compile(
    r"(?<!\w)(?:giai đoạn|từ năm|nhiệm kỳ)\s+(?P<y>20\d{2})\s*(?:-|–|đến(?:\s+năm)?)\s*(?P<y2>20\d{2})(?![\d/])",
    re.IGNORECASE,
)


def _in_title(view: View, at: int) -> bool:
    return any(block.start <= at < block.end for block in view.titles)


def turned(view: View) -> Iterator[Hit]:
    """A span of time that ends before it begins."""
    for pattern, needs in (
        (_DAYS, ("/20",)),
        (_IN_WORDS, ("tháng",)),
        (_MONTHS, ("tháng",)),
        (_YEARS, ("giai đoạn", "từ năm", "nhiệm kỳ")),
    ):
        for found in view.matches(pattern, needs=needs, everywhere=True):
            parts = found.groupdict()
            first, last = (tuple(int(parts.get(name + end) or 1) for name in "ymd") for end in ("", "2"))
            if last < first and (view.in_body(found.start()) or _in_title(view, found.start())):
                yield Hit(view.clip(*found.span()), " ".join(found.group().split()))
    for found in view.matches(_IN_A_MONTH, needs=("từ",), everywhere=True):
        if int(found["d2"]) < int(found["d"]) and view.in_body(found.start()):
            yield Hit(view.clip(*found.span()), " ".join(found.group().split()), severity="warning", confidence=0.9)
    for pattern in _YEAR_BEHIND:
        for found in view.matches(pattern, needs=("từ",), everywhere=True):
            parts = found.groupdict()
            first, last = ((int(parts[f"m{end}"]), int(parts.get(f"d{end}") or 1)) for end in ("", "2"))
            if last < first and first[0] - last[0] < _SEASON and view.in_body(found.start()):
                yield Hit(view.clip(*found.span()), " ".join(found.group().split()), severity="warning", confidence=0.8)


_STAGE = re.compile(
    r"^\W*(?:[\divx]{1,4}[.)]|[a-zđ][.)])?\W*(?:Giai đoạn|Từ năm)\s+(?P<a>20\d{2})\s*(?:-|–|đến(?: "
    r"năm)?)\s*(?P<b>20\d{2})\W"
)


def overlapping(view: View) -> Iterator[Hit]:
    """Stages that open items side by side, of which one begins before the one above it has ended."""
    stages = [
        (section.parent, int(found["a"]), int(found["b"]), view.clip(found.start("a"), found.end("b")))
        for section in view.document.sections
        if (found := _STAGE.match(view.text[section.start : section.start + 60]))
        and (found := re.compile(_STAGE.pattern[1:]).match(view.text, section.start))
    ]
    for before, here in pairwise(stages):
        if before[0] == here[0] and before[1] < here[1] <= before[2] < here[2]:
            first, second = (f"{one[1]} - {one[2]}" for one in (before, here))
            yield Hit(here[3], f"{first} / {second}", {"first": first, "second": second})


_PLANS = re.compile(r"ke hoach|phuong an|chuong trinh|huong dan|the le")
_HELD = re.compile(
    r"\b(?:to chuc|tham gia|khai mac|phat dong|trien khai|tien hanh|tap huan|hoi nghi|hop|kiem tra|giam sat|le|ngay "
    r"hoi|hoi thi)\b"
)
_TELLS = re.compile(
    r"\bda\b|ket qua|qua trinh|so lieu|bao cao so|tinh den|theo|can cu|ngay thanh lap|ky niem|sinh ngay|hieu luc|ban "
    r"hanh|"
    r"thoi diem|truoc|ke tu|tu ngay|cap ngay|thong qua|cong bo|chuyen|phe duyet|ket luan"
)
_UNDER_TIME = re.compile(r"thoi gian|tien do|lo trinh|lich|thoi han")
_FEW = 2  # such days in one paper from which it was written down late as a whole, or reports
_DAY = len("2026-01-08")


def over_already(view: View) -> Iterator[Hit]:
    """Work that the plan sets for a day, or from a day, of the months before it was issued."""
    if view.day is None or not _PLANS.search(fold(f"{view.record.document.type} {view.record.document.title}")):
        return
    hits = []
    for mention in view.record.dates:
        if not _just_before(mention, view.day) or not _says_when(view, mention):
            continue
        end = mention.edtf.partition("/")[2]
        span = view.clip(mention.evidence.start, mention.evidence.end)
        over = not end or (last_day(end) or "") < view.day
        about = " ".join(view.text[span[0] : span[1]].split())
        hits.append(Hit(view.around(span, 60, 0), about, {"plan": shown(view.day)}, confidence=0.75 if over else 0.8))
    yield from hits if len(hits) <= _FEW else ()


def _just_before(mention: DateMention, issued: str) -> bool:
    """Whether a date is a day, or begins with one, of the months before the day of issue, and no deadline."""
    first = mention.edtf.partition("/")[0]
    if mention.recurring or mention.role in ("citation", "deadline") or len(first) != _DAY or "X" in first:
        return False
    limit = date.fromisoformat(issued).toordinal() - _BACK
    return first < issued and date.fromisoformat(first).toordinal() >= limit


def _says_when(view: View, mention: DateMention) -> bool:
    """Whether a date says when work is held: its sentence, or a heading above a span of days; nothing told as past."""
    at = mention.evidence.start
    block = view.block_at(at)
    if block is None or block.kind == "row" or at < view.basis_end or view.masked(at):
        return False
    if not view.in_body(at) or view.in_annex(at):
        return False
    low, high = view.sentence(at)
    words = view.folded[low:high]
    heading = _heading_above(view, block)
    held = _HELD.search(words) or (_UNDER_TIME.search(heading) and mention.edtf.partition("/")[2])
    return bool(held) and not _TELLS.search(words.replace(view.folded[at : mention.evidence.end], " "))


def _heading_above(view: View, block: Block) -> str:
    """The first words of the section that holds the section of a block, or of that where none does."""
    if block.section is None:
        return ""
    section = view.document.sections[block.section]
    above = section if section.parent is None else view.document.sections[section.parent]
    return view.folded[above.start : above.start + 60].split("\n")[0]


_BACK = 150  # days before the plan within which what was to be done may have been left standing
