"""What a record accounts for: every figure, date, symbol and body name of the text is in an item or a residual.

Head and foot are left out, because the fields of the document stand there, and so are printed labels and row numbers.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from pipeline.extraction.context import Context
from pipeline.grammar.pieces import UPPER
from pipeline.grammar.rule import Taken
from pipeline.records import (
    Assignment,
    Block,
    Coverage,
    DateMention,
    LegalReference,
    Residual,
    ResidualKind,
    ResidualReason,
    Share,
    Target,
)
from pipeline.text.letters import CODE, CODE_SMALL
from pipeline.text.spans import Span
from pipeline.text.unicode import fold, lowered

_KINDS: tuple[tuple[ResidualKind, re.Pattern[str]], ...] = (
    (
        "symbol",
        re.compile(
            rf"(?<![\w/])(?:\d{{1,5}}(?:/(?:19|20)\d\d)?/[{CODE}][{CODE}{CODE_SMALL}\d]*(?:-[{CODE}][\w.]*)*|\d{{1,5}}-[{CODE}]{{2,}}[/\w]*)"
        ),
    ),
    (
        "date",
        re.compile(
            r"(?<![\d/.,])\d{1,2}[/.-](?:\d{1,2}[/.-])?(?:19|20)\d\d(?!\d)|(?<![\d.,/])(?:19|20)\d\d(?![\d.,/])|"
            r"\b(?:ngày|tháng|quý|năm)\s+(?:\d{1,4}|[IVX]{1,3}\b)(?![\w/.%]*\d|\s*%)",
            re.IGNORECASE,
        ),
    ),
    ("figure", re.compile(r"\d(?<![\d.,/].)\d*(?:[.,]\d+)*\s?%?")),
)
"""Each kind of thing as loosely as it can be written, in the order in which they claim the text."""
_FIGURE = re.compile(r"\d")
_CALENDAR = ("ngày", "tháng", "quý", "năm")
_NUMBERED = (
    r"\b(?:điều|khoản|điểm|mục|phần|chương|phụ lục|biểu|mẫu|biểu mẫu|số|bảng|lần thứ|thứ|khóa|nhiệm kỳ|đợt|giai đoạn|"
    r"vùng|khu vực|bước|nhóm|cột|dòng|tiêu chí|chỉ tiêu|phiên bản|điện thoại|đt|fax|hotline|tài khoản|kỳ|cấp|hạng|loại|"
    r"mức độ|lớp|khối|tổ|đội|thôn|ấp|bản|khu|khu phố|quận|phường|trang|quốc lộ|tỉnh lộ|đường|tuyến|đề án|chương trình)"
    r"\s*:?\s*\(?"
)
_BEFORE = r"\b(?:đã|hiện có|hiện nay|so với|cùng kỳ|năm trước|tính đến|hiện trạng)\b[^.;]{0,80}"
_TIMES = r"\s*(?:\([^)]{1,20}\)\s*)?(?:ngày|tháng|năm|tuần|giờ|phút|giây|quý|nhiệm kỳ)\b|h\d{0,2}\b"


def _when(
    reason: ResidualReason, before: str, after: str = ""
) -> tuple[ResidualReason, re.Pattern[str], re.Pattern[str]]:
    return reason, re.compile(f"(?:{before})$", re.IGNORECASE), re.compile(after, re.IGNORECASE)


_REASONS = (
    _when("label", _NUMBERED),
    _when("label", r"\[", r"\]"),
    _when("duration", "", _TIMES),
    _when("scale", "", r"\s*(?:điểm|tuổi|bản|trang|tờ)\b|[^.;\n]{0,40}?\b(?:cộng|trừ)\s+\d+\s+điểm\b"),
    _when("name", rf"[^\W\d_]-?|\b(?-i:[{CODE}]{{2,}})\s|[“\"]"),
    _when("example", r"(?:ví dụ|chẳng hạn|\bvd\b)[^.;]{0,60}"),
    _when("baseline", _BEFORE),
)
"""Why a thing is no item, decided by what stands before and behind it."""
_SENTENCE_BEFORE = 96
_AROUND = frozenset(("head", "foot", "title"))
"""Kinds of blocks that the fields of the document are taken from."""


def account(
    context: Context,
    references: Sequence[LegalReference],
    dates: Sequence[DateMention],
    targets: Sequence[Target],
    assignments: Sequence[Assignment],
) -> tuple[Coverage, tuple[Residual, ...]]:
    """How much of the text stands in items, and what does not, with the reason that it is none."""
    places = [item.evidence for table in (references, dates, targets) for item in table]
    covered = _merged((place.start, place.end) for place in places)
    found, read = Counter[ResidualKind](), Counter[ResidualKind]()
    residuals: list[Residual] = []
    text = context.text
    for block in context.document.blocks:
        if block.kind in _AROUND:
            continue
        for kind, span in _things(text, block):
            found[kind] += 1
            if _touches(covered, span):
                read[kind] += 1
                continue
            residuals.append(_residual(context, kind, _reason(context, block, span), span))
    cited = _merged((item.evidence.start, item.evidence.end) for item in references)
    for kind, span, reason in _bodies(context, assignments, covered):
        if _touches(cited, span):  # "UBND" of a symbol, the issuer of what is cited
            continue
        found[kind] += 1
        if reason is None:
            read[kind] += 1
        else:
            residuals.append(_residual(context, kind, reason, span))
    residuals.sort(key=lambda residual: residual.evidence.start)
    shares = {kind: Share(count, read[kind]) for kind, count in sorted(found.items())}
    open_ = sum(residual.reason == "unexplained" for residual in residuals)
    total = sum(found.values())
    return Coverage(round(1 - open_ / total, 4) if total else 1.0, shares), tuple(residuals)


def _things(text: str, block: Block) -> Iterator[tuple[ResidualKind, Span]]:
    taken = Taken()
    begin = max(block.body_start, block.start)
    figures = _FIGURE.search(text, begin, block.end)
    small = lowered(text)
    dated = figures is not None or any(small.find(word, begin, block.end) >= 0 for word in _CALENDAR)
    for kind, pattern in _KINDS:
        if not (dated if kind == "date" else figures):  # "quý IV" has no figure
            continue
        for found in pattern.finditer(text, begin, block.end):
            span = (found.start(), found.start() + len(found.group().rstrip()))
            if taken.add(span):
                yield kind, span


def _reason(context: Context, block: Block, span: Span) -> ResidualReason:
    text = context.text
    cell = context.cell_at(span[0])
    if cell is not None:
        table, row, column = cell
        place = context.document.tables[table].rows[row][column]
        if row < context.document.tables[table].header_rows or (
            column == 0 and place.end - place.start == span[1] - span[0]
        ):
            return "label"
    if block.kind == "heading":
        return "label"
    before = text[max(block.start, span[0] - _SENTENCE_BEFORE) : span[0]]
    for reason, lead, tail in _REASONS:
        if tail.match(text, span[1]) and lead.search(before):  # the cheaper one first
            return reason
    return "baseline" if context.state_of_play(block) else "unexplained"


def _bodies(
    context: Context, assignments: Sequence[Assignment], covered: Sequence[Span]
) -> Iterator[tuple[ResidualKind, Span, ResidualReason | None]]:
    """Named bodies with the reason that they are charged with nothing; None where some task names them."""
    text = context.text
    charged = {fold(name) for task in assignments for name in (task.body, *task.partners, task.report_to or "") if name}
    tasks = _merged((task.evidence.start, task.evidence.end) for task in assignments)
    known: dict[str, bool] = {}
    for block, run in context.bodies:
        for start, end in run:
            if block.kind in _AROUND or not _OPENS_NAME.match(text, start) or not _NAMED.search(text, start + 1, end):
                continue
            name = fold(text[start:end])
            if name not in known:
                known[name] = any(name in other or other in name for other in charged)
            if known[name]:
                yield "body", (start, end), None
            elif _touches(covered, (start, end)) or _touches(tasks, (start, end)) or context.state_of_play(block):
                yield "body", (start, end), "mention"
            else:
                yield "body", (start, end), "unexplained"


_OPENS_NAME = re.compile(rf"(?:các )?[{UPPER}]")
_NAMED = re.compile(rf"(?<=[\s{UPPER}])[{UPPER}]")
"""A second capital shows a name; without it, a sentence may just begin with a word for a body."""


def _residual(context: Context, kind: ResidualKind, reason: ResidualReason, span: Span) -> Residual:
    behind = _BEHIND.match(context.text, span[1])
    quote = context.text[span[0] : behind.end() if behind else span[1]]
    return Residual(kind, reason, quote, context.locator.evidence(span))


_BEHIND = re.compile(r"(?:[^\S\n\t]?[^\s]+){0,4}")


def _merged(spans: Iterable[Span]) -> list[Span]:
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def _touches(merged: Sequence[Span], span: Span) -> bool:
    at = bisect_right(merged, (span[1] - 1, 1 << 60)) - 1
    return at >= 0 and merged[at][1] > span[0]
