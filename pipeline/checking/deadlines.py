"""Rules on dates: impossible ones, deadlines before the plan, phases that overlap, deadlines that contradict."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from pipeline.checking.citations import shown
from pipeline.checking.model import Hit
from pipeline.checking.view import View
from pipeline.records import DateMention
from pipeline.text.spans import Span
from pipeline.vietnam.calendar import last_day

_FULL = re.compile(
    r"(?:ngày\s+)?(?<![\d/.,-])(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<y>(?:19|"
    r"20)\d{2})(?![\d/-])|ngày\s+(?P<d2>\d{1,2})\s+tháng\s+(?P<m2>\d{1,2})"
    r"\s+năm\s+(?P<y2>\d{4})",
    re.IGNORECASE,
)
_NO_YEAR = re.compile(r"(?:ngày\s+)?(?<![\d/.,-])\d{1,2}/\d{1,2}/(?P<y>[03-9]\d{3}|2[2-9]\d{2}|1[0-7]\d{2})(?![\d/-])")
"""A year in which no plan has anything done: a figure was mistyped."""
_NO_MONTH = re.compile(
    r"(?<!\w)(?:tháng\s+(?:1[3-9]|[2-9]\d|00?)|qu[ýí]\s+(?:VI{0,3}|I{4}|[05-9]))\s*(?:/|-|,?\s+năm\s)\s*20\d{2}(?!\d)",
    re.IGNORECASE,
)
"""A month or a quarter that no year has: "tháng 13/2026", "quý V/2026"."""
_OF_WEEK = r"(?:thứ\s+(?P<w>hai|ba|tư|năm|sáu|bảy|[2-7])|(?P<s>chủ nhật))"
_OF_YEAR = r"(?P<d>\d{1,2})\s*(?:/|\s+tháng\s+)\s*(?P<m>\d{1,2})\s*(?:/|\s+năm\s+)\s*(?P<y>(?:19|20)\d{2})(?!\d)"
_WEEKDAY = re.compile(rf"(?<!\w){_OF_WEEK}\s*[,(]?\s*(?:ngày\s+)?{_OF_YEAR}", re.IGNORECASE)
_WEEKDAY_BEHIND = re.compile(
    rf"(?<![\d/]){_OF_YEAR}\s*(?:[(,]|[-–])\s*(?:tức\s+|là\s+|nhằm\s+|vào\s+)*{_OF_WEEK}(?!\w)", re.IGNORECASE
)
_WEEKDAYS = {"hai": 0, "2": 0, "ba": 1, "3": 1, "tư": 2, "4": 2, "năm": 3, "5": 3, "sáu": 4, "6": 4, "bảy": 5, "7": 5}
_PHASE = re.compile(
    r"giai đoạn\s+(?:thứ\s+)?(?P<n>\d|I{1,3}|IV|V|một|hai|ba|bốn|nhất|nhì)\s*(?:\(|:|,|-|–)"
    r"?\s*(?:từ\s+)?(?:năm\s+)?(?P<a>(?:19|20)\d{2})\s*(?:-|–|đến(?:\s+năm)?)\s*(?:năm\s+)"
    r"?(?P<b>(?:19|20)\d{2})",
    re.IGNORECASE,
)
_ORDER = {
    "1": 1,
    "i": 1,
    "một": 1,
    "nhất": 1,
    "2": 2,
    "ii": 2,
    "hai": 2,
    "nhì": 2,
    "3": 3,
    "iii": 3,
    "ba": 3,
    "4": 4,
    "iv": 4,
    "bốn": 4,
    "5": 5,
    "v": 5,
}
_Phase = tuple[int, int, int, Span, str]
"""Which it is, its first and its last year, where it stands, and its words."""
_DONE = re.compile(
    r"\b(?:duoc|cap nhat:?|tung|truoc day|(?<!bao cao )(?<!gui )(?<!nop )(?<!xa )(?<!tinh )(?<!hop )ket qua|tinh den|"
    r"ke tu|tu(?! phap\b))"
    r"\s+(?:\w+\s+){0,3}$"
    r"|\b(?:da|so voi)\s+[^.;:,]{0,60}$"
)


def impossible(view: View) -> Iterator[Hit]:
    """A day, month or quarter that no calendar has (31/4, tháng 13, quý V), a year out of reach, a weekday that is not
    that of the day given."""
    for found in view.matches(_FULL, needs=("19", "20"), everywhere=True):
        day, month = int(found["d"] or found["d2"]), int(found["m"] or found["m2"])
        year = int(found["y"] or found["y2"])
        if not (1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
            yield Hit(view.clip(*found.span()), " ".join(found.group().split()))
    for pattern, needs in ((_NO_YEAR, ("/",)), (_NO_MONTH, ("tháng", "quý", "quí"))):
        for found in view.matches(pattern, needs=needs, everywhere=True):
            if view.in_body(found.start()):
                yield Hit(view.clip(*found.span()), " ".join(found.group().split()))
    weekdays = [_WEEKDAY, _WEEKDAY_BEHIND]
    for found in (one for way in weekdays for one in view.matches(way, needs=("thứ", "chủ nhật"), everywhere=True)):
        try:
            real = date(int(found["y"]), int(found["m"]), int(found["d"])).weekday()
        except ValueError:
            continue
        said = 6 if found["s"] else _WEEKDAYS[found["w"].lower()]
        if real != said:
            yield Hit(view.clip(*found.span()), " ".join(found.group().split()), confidence=0.9)


_STALE = 2  # years before the plan from which a day is history, and no deadline that was left standing
_BYGONE = re.compile(
    r"\b(?:hinh thanh|thanh lap tu|dua vao su dung|dua vao hoat dong|khoi cong|(?<!ve )sinh|nghi huu|nghi viec|"
    r"bo nhiem|duoc cap|ban hanh|phat sinh|ton tai|thuong tru|cu tru|sinh song|dang ky ho khau)\b[^.;]{0,60}$"
)
_DUE = re.compile(r"\b(?:truoc|cham nhat|thoi han|thoi gian|hoan thanh|xong|muon nhat|den het)\b[^.;\n]{0,40}$")


_FEW = 3  # rows due before the paper, up to which they are slips: more are a table of what is overdue
_DUE_HEAD = re.compile(r"thoi han|thoi gian|tien do|hoan thanh|thoi diem")


def _years_before(day: str, years: int) -> str:
    return f"{int(day[:4]) - years}{day[4:]}"


def _in_row(view: View, at: int) -> bool:
    block = view.block_at(at)
    return block is not None and block.kind == "row"


def before_plan(view: View) -> Iterator[Hit]:
    """Something is due on a day that had passed when the plan was issued; each task that is, by its section.

    Where the day of issue is blank it is the last day of what the plan cites that had passed.
    """
    issued = view.day or _no_later(view)
    if issued is None:
        return
    said = set[tuple[str, str]]()
    hits, in_rows = list[Hit](), list[Hit]()
    for mention in view.record.dates:
        start = mention.evidence.start
        if not _has_passed(view, mention, issued) or not _is_set(view, mention, issued):
            continue
        span = _with_lead(view, mention)
        about = " ".join(view.text[span[0] : span[1]].split())
        path = view.section_path(start)
        other = _item(view, start) if (about, path) in said else path
        name = f"{about} ({other})" if any(about == one for one, _ in said) else about
        (in_rows if _in_row(view, start) else hits).append(Hit(view.around(span, 40, 0), name, {"plan": shown(issued)}))
        said.add((about, path))
    yield from hits
    yield from in_rows if len(in_rows) <= _FEW else ()


def _has_passed(view: View, mention: DateMention, issued: str) -> bool:
    """Whether a date can be a deadline, and ended in the last years up to the day of issue.

    A bare year is one only in a table.
    """
    last = last_day(mention.edtf)
    if mention.recurring or last is None or not _years_before(issued, _STALE) <= last <= issued:
        return False
    if len(mention.edtf) == len("2025") and not _in_row(view, mention.evidence.start):
        return False
    return mention.role == "deadline" or _set_within(view, mention)


def _is_set(view: View, mention: DateMention, issued: str) -> bool:
    """Whether the plan sets a date that has passed for something to be done, and does not tell what was."""
    start = mention.evidence.start
    if start < view.basis_end or view.masked(start) or not view.in_body(start) or _tells_of_past(view, start):
        return False
    lead, _ = _with_lead(view, mention)
    told = lead < start or _DUE.search(view.folded, max(0, start - 64), start)
    if not (told or _under_due(view, start)):
        return False
    # the day of issue itself has passed only for what was due before it
    return last_day(mention.edtf) != issued or (view.day is not None and view.folded.startswith("truoc", lead))


def _tells_of_past(view: View, start: int) -> bool:
    """Whether the words before a date, its part or its row tell what was."""
    before = view.folded[_cell_start(view, start) : start]
    told = _DONE.search(before[-64:]) or _BYGONE.search(before[-50:])
    return bool(told) or _in_past_part(view, start) or _tells_outcome(view, start)


_WITHIN = re.compile(r"\btrong (?:thang |quy )?$")
_ORDERS = re.compile(
    r"^\W*(?:\w{1,3}[.)]\s*)?(?:giao|yeu cau|de nghi|chi dao|chu tri|khan truong|tiep tuc|phoi hop|to chuc|bo|so)\b"
)
_PAST = re.compile(r"\b(?:da|duoc|vua qua|ket qua|tinh hinh|so voi|cung ky|dat|tang|giam)\b")


def _set_within(view: View, mention: DateMention) -> bool:
    """Whether a month or quarter ends an order that tells of nothing past ("... quyết định trong tháng 12/2025.").

    Reading takes a bare "trong tháng" for a deadline only where it can be one.
    """
    if mention.role != "other" or len(mention.edtf) != len("2025-12"):
        return False
    low, high = view.sentence(mention.evidence.start)
    sentence, ends = view.folded[low:high], view.folded[mention.evidence.end : high].strip(" .;")
    within = _WITHIN.search(view.folded, low, mention.evidence.start) or sentence[
        : mention.evidence.start - low
    ].endswith("trong ")
    return bool(not ends and within and _ORDERS.search(sentence) and not _PAST.search(sentence))


def _no_later(view: View) -> str | None:
    """For a paper whose day is blank the first of its month, or the last day of what it cites."""
    stated, floor = view.record.document.issue_date or "", view.floor or ""
    if len(stated) >= len("2025-11-21"):
        return None
    return floor if len(floor) == len("2025-11-21") else None


def _cell_start(view: View, at: int) -> int:
    """Where the line, or the cell of a row, that holds a place begins."""
    return max(view.text.rfind("\n", 0, at), view.text.rfind("\t", 0, at)) + 1


_ITEM = 60  # characters of an item that tell it from its neighbours


def _item(view: View, at: int) -> str:
    """The first words of the item that a line for its time belongs to: the line itself, or the dash above it."""
    start = view.text.rfind("\n", 0, at) + 1
    above = view.text.rfind("\n-", 0, at)
    start = above + 1 if above >= 0 and view.section_path(above + 2) == view.section_path(at) else start
    low, high = view.clip(start, min(start + _ITEM, len(view.text)))
    return " ".join(view.text[low:high].split()).lstrip("-+ ")


def _under_due(view: View, at: int) -> bool:
    """Whether the place stands in a column of deadlines."""
    for table in view.document.tables:
        for row in table.rows[table.header_rows :]:
            for head, cell in zip(table.rows[0], row, strict=False):
                if cell.start <= at < cell.end:
                    return bool(_DUE_HEAD.search(view.folded, head.start, head.end))
    return False


def _with_lead(view: View, mention: DateMention) -> Span:
    """The date with the word that makes it a deadline ("trước ngày 25/02/2026")."""
    start, end = mention.evidence.start, mention.evidence.end
    lead = re.search(
        r"(?:(?:chậm nhất|trước|đến|xong|trong|hết|vào)\s+(?:là\s+|hết\s+)?(?:ngày\s+|tháng\s+|quý\s+)?)+$",
        view.text[max(0, start - 40) : start],
        re.IGNORECASE,
    )
    return (start - len(lead.group()) if lead else start), end


_OUTCOME = re.compile(r"da hoan thanh|chua hoan thanh|dang (?:thuc hien|trien khai|xay dung|hoan thien)|qua han")


def _tells_outcome(view: View, at: int) -> bool:
    """Whether a row tells how far a task got: its time was not set here."""
    block = view.block_at(at)
    return block is not None and block.kind == "row" and bool(_OUTCOME.search(view.folded, block.start, block.end))


def _in_past_part(view: View, at: int) -> bool:
    """Whether the place stands in a part that tells what was."""
    block = view.block_at(at)
    index = block.section if block else None
    while index is not None:
        section = view.document.sections[index]
        if re.search(
            r"tinh hinh|thuc trang|ket qua|danh gia|ton tai|dac diem",
            view.folded[section.start : section.start + 90].split("\n")[0],
        ):
            return True
        index = section.parent
    return False


def phases(view: View) -> Iterator[Hit]:
    """Numbered phases of which one begins in the year in which the one before ends."""
    for before, phase in _phases(view):
        if before[1] <= phase[1] <= before[2]:
            yield Hit(phase[3], f"{_short(before)} / {_short(phase)}", {"year": str(phase[1])})
            return


def phases_apart(view: View) -> Iterator[Hit]:
    """Numbered phases that leave a year between them."""
    for before, phase in _phases(view):
        if phase[1] > before[2] + 1:
            years = range(before[2] + 1, phase[1])
            yield Hit(phase[3], f"{_short(before)} / {_short(phase)}", {"years": ", ".join(map(str, years))})
            return


def _phases(view: View) -> Iterator[tuple[_Phase, _Phase]]:
    """Each numbered phase with the one before it."""
    found: list[_Phase] = []
    for match in view.matches(_PHASE, needs=("giai đoạn",)):
        order = _ORDER[match["n"].lower()]
        span = (match.start(), match.end() + (1 if view.text[match.end() : match.end() + 1] == ")" else 0))
        found.append((order, int(match["a"]), int(match["b"]), span, " ".join(view.text[span[0] : span[1]].split())))
    seen: dict[int, _Phase] = {}
    for phase in found:
        before = seen.get(phase[0] - 1)
        seen.setdefault(phase[0], phase)
        if before is not None:
            yield before, phase


def _short(phase: _Phase) -> str:
    words = phase[4]
    return words[:1].upper() + words[1:]


@dataclass(frozen=True, slots=True)
class _ReportDay:
    span: Span
    day: str
    edtf: str


_REPORT = re.compile(r"báo cáo|gửi báo cáo", re.IGNORECASE)
_YEARLY = re.compile(r"hằng năm|hàng năm|định kỳ|năm một lần", re.IGNORECASE)
_OTHER_REPORT = re.compile(
    r"6 tháng|sáu tháng|sơ kết|quý|giữa năm|đột xuất|hằng tháng|hàng tháng|dự toán|kế hoạch năm|quyết toán",
    re.IGNORECASE,
)
_PASSED_ON = re.compile(r"tham muu")  # a report that goes on to the next level, in its turn
_SAME_REPORT = 70.0  # similarity (0..100) of two clauses from "báo cáo" to the day
_APART = 60  # days between two yearly deadlines of one report, from which they cannot be steps of one chain


def contradicting(view: View) -> Iterator[Hit]:
    """Two yearly deadlines for the same report, too far apart for one chain; a plan due before it is made."""
    reports = [own for mention in view.record.dates if mention.recurring and (own := _report(view, mention))]
    for other in reports[1:]:
        first = reports[0]
        if _distance(first.edtf, other.edtf) >= _APART and _same_report(view, first, other):
            words = [" ".join(view.text[d.span[0] : d.span[1]].split()) for d in (first, other)]
            yield Hit(other.span, " / ".join(words), {"first": words[0], "second": words[1]})
            break
    yield from _plan_before_made(view)


def _report(view: View, mention: DateMention) -> _ReportDay | None:
    if not re.fullmatch(r"XXXX-\d{2}-\d{2}", mention.edtf):
        return None
    block = view.block_at(mention.evidence.start)
    low, high = view.sentence(mention.evidence.start)
    words = view.text[(block.start if block else low) : high]
    if not _REPORT.search(words) or not _YEARLY.search(words) or _OTHER_REPORT.search(words):
        return None
    return _ReportDay(_with_lead(view, mention), mention.edtf, mention.edtf)


def _same_report(view: View, first: _ReportDay, second: _ReportDay) -> bool:
    """Whether two sentences ask for the report on the same thing; two days in one sentence are two reports."""
    here, there = view.sentence(first.span[0]), view.sentence(second.span[0])
    if here == there or any(_PASSED_ON.search(view.folded, *sentence) for sentence in (here, there)):
        return False
    words = [view.folded[low:at][-120:] for (low, _), (at, _) in ((here, first.span), (there, second.span))]
    objects = [clause[clause.find("bao cao") :] for clause in words]
    return fuzz.token_set_ratio(*objects) >= _SAME_REPORT


def _distance(a: str, b: str) -> int:
    """Days between two yearly days, the short way round the year."""
    days = abs((date(2001, int(a[5:7]), min(int(a[8:10]), 28)) - date(2001, int(b[5:7]), min(int(b[8:10]), 28))).days)
    return min(days, 365 - days)


_MAKE = re.compile(r"(?:xây dựng|ban hành)\s+(?:các\s+)?kế hoạch", re.IGNORECASE)
_SEND = re.compile(r"gửi\s+(?:về\s+)?(?:\S+\s+){0,4}?kế hoạch|gửi kế hoạch", re.IGNORECASE)


def _plan_before_made(view: View) -> Iterator[Hit]:
    """Plans are to be sent in before the month in which they are to be made."""
    made: list[tuple[str, DateMention]] = []
    sent: list[tuple[str, DateMention]] = []
    for mention in view.record.dates:
        last = last_day(mention.edtf)
        if mention.recurring or mention.role not in ("deadline", "milestone") or last is None or len(mention.edtf) < 7:
            continue
        low, high = view.sentence(mention.evidence.start)
        words = view.text[low:high]
        if _SEND.search(words):
            sent.append((last, mention))
        elif _MAKE.search(words):
            made.append((mention.edtf[:7] + "-01" if len(mention.edtf) == 7 else mention.edtf[-10:], mention))
    for last, mention in sent:
        for first, other in made:
            if first > last and re.fullmatch(r"\d{4}-\d{2}-\d{2}", first):
                spans = [_with_lead(view, m) for m in (mention, other)]
                pair = [" ".join(view.text[a:b].split()) for a, b in spans]
                yield Hit(spans[0], " / ".join(pair), {"first": pair[0], "second": pair[1]}, confidence=0.7)
                return
