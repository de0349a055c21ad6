"""What an assignment is made of, whatever form states it: task, partners, deadline, the body reported to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extraction.context import Context
from pipeline.extraction.indicators import TRAILING_DUE
from pipeline.grammar import bodies, dates
from pipeline.records import Assignment, Block
from pipeline.text.spans import Span

WITH = re.compile(
    r"(?P<with>[Cc]hủ trì cùng(?:\s+với)?\s+|(?:[Cc]hủ động\s+)?(?:[Pp]hối hợp|[Pp]hối kết hợp|[Kk]ết hợp|"
    r"[Ll]iên kết|[Pp]hối hợp chặt chẽ|"
    r"[Pp]hối hợp tốt)(?:\s+chặt chẽ)?(?:\s+cùng)?\s+(?:với|cùng)\s+|(?:[Pp]hối hợp|"
    r"[Kk]ết hợp)\s+(?=(?:các\s+)?[A-ZĐÂĂÊÔƠƯÁÀẢÃẠÝỦ]|(?:các\s+)?(?:cơ quan|đơn vị|ban|sở|bộ|ngành|địa phương|"
    r"lực lượng|doanh nghiệp|tổ chức|trường|thôn|đoàn thể)\b|chính quyền\b))"
)


_REPORT = re.compile(
    r"(?:[Bb]áo cáo|[Pp]hản ánh|[Tt]rình)(?P<what>[^.;]{0,90}?)\s*(?:(?:về|cho|gửi|gửi về|tới|lên|đến|"
    r"với)\s+)?(?=(?P<body>(?:UBND|Ủy ban|Chủ tịch|Thường trực|Đảng ủy|Ban|Phòng|Sở|Tỉnh ủy|Thành ủy|Bộ|Hội đồng|"
    r"HĐND|Văn phòng|Công an|Trung tâm|Chi cục)))"
)


_SENT = re.compile(
    r"(?:gửi|gửi về|nộp về)\s+(?:báo cáo\s+)?(?:về\s+)?(?=(?:UBND|Ủy ban|Phòng|Sở|Ban|Văn phòng|Đảng ủy|Công an|"
    r"Thường trực|Chủ tịch)\b)"
)


_TASK_WORDS = 40


@dataclass(slots=True)
class Duty:
    """An assignment as found, before it is numbered."""

    body: str
    role: str
    task: str
    span: Span
    partners: tuple[str, ...] = ()
    due: str | None = None
    report_to: str | None = None
    section: str | None = None
    by: str = "assignment-prose"
    confidence: float = 0.85
    product: str | None = None


def first_clause(text: str, start: int, end: int) -> str:
    words = " ".join(text[start : clause_end(text, start, end)].split())
    trailing = TRAILING_DUE.search(words)
    if trailing and len(words[: trailing.start()].split()) >= 3 and dates.find(trailing.group()):
        words = words[: trailing.start()]
    parts = words.split(" ")
    return " ".join(parts[:_TASK_WORDS]).strip(" ,;:.").removesuffix("(").rstrip()


def clause_end(text: str, start: int, end: int) -> int:
    found = re.search(r";|\.(?=\s|$)|\./|\n", text[start:end])
    return start + found.start() if found else end


def partners_in(context: Context, block: Block, start: int, end: int) -> list[tuple[str, str, Span, str | None]]:
    """Bodies after "phối hợp với", each with what they coordinate in and its place."""
    text = context.text
    found = []
    for match in WITH.finditer(text, start, end):
        begin = match.end()
        named = bodies.heads().match(text, begin, end) or text[begin : begin + 1].isupper()
        if not named and not re.match(r"(?:các|những|từng|mọi)\s", text[begin : begin + 8]):
            continue
        stop = bodies.region_end(text, begin, end)
        run = bodies.trimmed(text, begin, stop)
        clause_start = stop
        while clause_start < end and text[clause_start] in " ,:":
            clause_start += 1
        clause = first_clause(text, clause_start, end) if clause_start < end and text[clause_start] not in ";.(" else ""
        due = (
            deadline_in(context, block, clause_start, _finished(text, clause_end(text, clause_start, end), end))
            if clause
            else None
        )
        if (
            dates.find(clause)
            and len(clause.split()) <= 7
            and re.match(r"(?:trong|trước|vào|từ|chậm nhất|đến|hoàn thành)\s", clause)
        ):
            clause = ""
        for span in bodies.split(text, *run):
            name = bodies.normal(text[span[0] : span[1]])
            if name and len(name.split()) <= 30:
                found.append((name, clause, span, due))
    return found


def _finished(text: str, at: int, end: int) -> int:
    """The end of a clause, a following "; hoàn thành trước ..." taken in."""
    if re.match(r";\s*(?:hoàn thành|xong|thời gian|thời hạn)\s", text[at : at + 24]):
        stop = text.find(";", at + 1, end)
        return stop if stop >= 0 else end
    return at


def deadline_in(context: Context, block: Block, start: int, end: int) -> str | None:
    """The first deadline of the paragraph, as EDTF."""
    text = context.text
    for expression in dates.find(text[start:end]):
        at = start + expression.span[0]
        before = text[max(start, at - 46) : at]
        spanned = expression.shape == "interval" and re.search(r"-\d\d/\d{4}-\d\d", expression.edtf)
        if (_DUE_BEFORE.search(before) or spanned) and not re.search(
            r"Quyết định|Nghị quyết|Kế hoạch số|so với|"
            r"(?:định hướng|tầm nhìn|giai đoạn)\s+(?:(?:đến|tới)\s+)?(?:năm\s+)?$",
            before,
        ):
            listed = re.match(r"\s*(?:,|và)\s*quý", text[start + expression.span[1] : end])
            if re.search(r"(?:trong|vào(?:\s+(?:ngày|tháng))?)\s*$", before) and (
                _HELD.search(before) or (listed and not _DONE.search(before))
            ):
                continue
            return end_of(expression.edtf)
    return None


_HELD = re.compile(
    r"sơ kết|tổng kết|hội nghị|phát động|ra quân|khai mạc|diễn tập|giao ban|phiên|họp|chợ|định kỳ", re.IGNORECASE
)


_DONE = re.compile(r"hoàn thành|xong|ban hành|thành lập|kiện toàn|trình|gửi", re.IGNORECASE)


_DUE_BEFORE = re.compile(
    r"(?:trước|chậm nhất|muộn nhất|hạn|xong|hoàn thành|trong(?=\s+(?:tháng|năm)?\s*$)|đến hết|đến|thời gian|thời hạn|"
    r"hết|kết thúc|vào(?=\s+(?:ngày|tháng|cuối\s+tháng)?\s*$))"
    r"(?:\s*[:(]|\s+(?:là|đến|vào|trong|hết|cuối|đầu|giờ|xong|ngày|tháng|quý|năm|trước))*\s*$|(?:trước|"
    r"đến) ngày\s+[^,;.]{3,24}$",
    re.IGNORECASE,
)


def end_of(edtf: str) -> str | None:
    """The end of an interval, or the date itself: what a task is due by (ruling 8); None where it has no end."""
    start, _, end = edtf.partition("/")
    return (None if end == ".." else end) if end else start


def reports_to(text: str, start: int, end: int) -> str | None:
    for match in (*_SENT.finditer(text, start, end), *_REPORT.finditer(text, start, end)):
        at = match.end()
        stop = bodies.region_end(text, at, end)
        comma = text.find(",", at, stop)
        span = bodies.trimmed(text, at, comma if comma > 0 else stop)
        if span[1] > span[0] and not re.search(r"tham mưu\s*$", text[max(start, match.start() - 12) : match.start()]):
            return bodies.normal(text[span[0] : span[1]])
    return None


def numbered(context: Context, duties: list[Duty]) -> list[Assignment]:
    """Duties as record items with ids and evidence."""
    items = []
    for index, duty in enumerate(sorted(duties, key=lambda d: d.span[0])):
        items.append(
            Assignment(
                id=f"a{index + 1}",
                body=duty.body,
                role=duty.role,  # type: ignore[arg-type]
                task=duty.task,
                partners=duty.partners,
                due=duty.due,
                report_to=duty.report_to,
                section=duty.section,
                quote=context.text[duty.span[0] : duty.span[1]],
                evidence=context.locator.evidence(duty.span),
                confidence=duty.confidence,
                by=duty.by,
                product=duty.product,
            )
        )
    return items
