"""What a date is there for: issue, citation, deadline, milestone, period or other (rulings 3 and 8)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extraction import date_citations
from pipeline.extraction.citations import Mention
from pipeline.extraction.context import Context
from pipeline.grammar import dates, quantities
from pipeline.grammar.dates import Expression
from pipeline.records import Block, DateMention
from pipeline.text.spans import Span

_DUE_BEFORE = re.compile(
    r"(?:trước|chậm nhất|muộn nhất|hạn chót|thời hạn|không quá|không muộn hơn|xong|hoàn thành(?:\s+(?:trong|vào|"
    r"trước|xong))?|kết thúc|đến hết|hết hạn)"
    r"(?:\s+(?:là|đến|vào|trong|hết|cuối|đầu|giờ|xong|ngày|khoảng|thời điểm|tháng|quý|năm|hằng năm|hàng năm|:))*\s*$",
    re.IGNORECASE,
)
_DUE_WORDS = re.compile(
    r"hoàn thành|trước|chậm nhất|muộn nhất|thời hạn|hạn|gửi|nộp|báo cáo|trình|ban hành|phê duyệt|xong|đảm bảo|"
    r"bảo đảm|đạt|phấn đấu|thành lập|kiện toàn",
    re.IGNORECASE,
)
_EVENT_WORDS = re.compile(
    r"sơ kết|tổng kết|khai mạc|bế mạc|phát động|hội nghị|lễ |ra quân|diễn ra|tổ chức|hội thi|hội thảo|diễn tập|"
    r"tập huấn|mở đợt|cao điểm|kiểm tra|tiến hành|khen thưởng|"
    r"tuyên truyền|triển khai|điều tra|rà soát|ký kết|họp|gặp mặt|tháng hành động|tuần lễ|ngày hội|ngày quốc tế|"
    r"giám sát|thực hiện",
    re.IGNORECASE,
)
_EVENT_STRONG = re.compile(
    r"sơ kết|tổng kết|khai mạc|bế mạc|phát động|hội nghị|\blễ\b|ra quân|diễn ra|hội thi|hội thảo|diễn tập|cao điểm|"
    r"tháng hành động|tuần lễ|ngày hội|kỷ niệm|"
    r"mở đợt|đợt (?:\d|[IVX])|lần \d|ngày \S+ thế giới",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"so với(?:\s+(?:cùng kỳ|năm|thời điểm|đầu|cuối|quý|bình quân|mức|kết quả|số liệu))*(?:\s+(?:của\s+)?)?$|"
    r"cùng kỳ(?:\s+(?:của\s+)?)?$|tính đến(?:\s+(?:hết|thời điểm|cuối))?\s*$|"
    r"kể từ\s*$|định hướng(?:\s+\S+){0,2}\s+(?:đến|tới)\s*$|"
    r"định hướng\s*$|tầm nhìn(?:\s+(?:đến|tới))?\s*$|"
    r"sau\s+$|thời điểm\s*$|(?:đi vào|chính thức) hoạt động(?:\s+từ)?(?:\s+ngày)?\s*$|"
    r"hiện trạng\s*$|kết quả(?:\s+(?:của|thực hiện))?\s*$|chuẩn nghèo\s*$|mốc\s*$",
    re.IGNORECASE,
)
_COLUMN_DUE = re.compile(r"hoàn thành|thời hạn|tiến độ|thời gian|hạn|kết thúc|đến hạn", re.IGNORECASE)
_YEARLY = re.compile(
    r"(?:6|06|sáu) tháng,\s*(?:một\s+|hằng\s+|hàng\s+)?năm|(?:hằng|hàng|mỗi)\s+năm|định kỳ\s+(?:hằng|hàng)?\s*năm",
    re.IGNORECASE,
)
_TO_YEAR = re.compile(r"(?:đến|tới|đến hết|hết|cuối|vào cuối|đến cuối)(?:\s+năm)?\s*$", re.IGNORECASE)
_IN_YEAR = re.compile(
    r"(?:trong|vào|ngay trong|ngay từ|bắt đầu từ|từ|riêng|hết|cuối|đầu|giữa|phấn đấu)(?:\s+(?:cả|đầu|cuối|giữa))?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Known:
    """What the document already tells when its dates are judged."""

    cited: tuple[Span, ...]
    own: tuple[Span, ...]
    titles: tuple[Span, ...]
    issued: str | None
    """Date of issue as far as it is stated, or None."""

    @property
    def year(self) -> str | None:
        """Year of issue, or None."""
        return self.issued[:4] if self.issued else None

    def past(self, edtf: str) -> bool:
        """Whether a day or month lies before the paper itself."""
        return bool(self.issued and re.match(r"\d{4}-\d\d(?:-\d\d)?$", edtf) and edtf < self.issued[: len(edtf)])


_BROKEN = re.compile(r"(?<=ngày)\n(?=\d{1,2} tháng \d)|(?<=ngày \d\d)\n(?=tháng \d)|(?<=ngày \d)\n(?=tháng \d)")
"""A line that breaks a date of a head ("Đồng Tâm, ngày 05" over "tháng 3 năm 2026")."""


def find_dates(context: Context, mentions: Sequence[Mention], own: Sequence[Mention] = ()) -> list[DateMention]:
    """All calendar expressions of the document as record items, in reading order.

    Args:
        context: the document.
        mentions: its references, whose dates are citations.
        own: mentions of the document itself, whose dates are its own.
    """
    masked = [mention.core for mention in (*mentions, *own)]
    expressions = dates.find(_BROKEN.sub(" ", context.text), masked)
    known = _Known(
        tuple(m.date_span for m in mentions if m.date_span is not None),
        tuple(m.date_span for m in own if m.date_span is not None),
        tuple(_cited_regions(context, mentions)),
        _issued(context, expressions),
    )
    items: list[DateMention] = []
    for expression in expressions:
        block = context.document.blocks[context.block_index(expression.span[0])]
        if block.kind == "foot" or context.repeated(expression.span[0]):
            continue
        role = _role(context, expression, block, known)
        recurring = expression.recurring or _recurs(context, expression, block)
        items.append(
            DateMention(
                id=f"d{len(items) + 1}",
                edtf=expression.edtf,
                role=role,  # type: ignore[arg-type]
                recurring=recurring,
                quote=context.text[expression.span[0] : expression.span[1]],
                evidence=context.locator.evidence(expression.span),
                confidence=0.97 if role == "citation" else 0.9,
                by=f"date-{expression.shape}",
            )
        )
    return items


def _issued(context: Context, expressions: Sequence[Expression]) -> str | None:
    """The date, or as much of it, that the head or the title gives."""
    for expression in expressions:
        kind = context.document.blocks[context.block_index(expression.span[0])].kind
        if kind not in ("head", "title"):
            return None
        found = re.match(r"\d{4}(?:-\d\d(?:-\d\d)?)?", expression.edtf)
        if found:
            return found.group()
    return None


def _recurs(context: Context, expression: Expression, block: Block) -> bool:
    """ "Định kỳ hằng năm, ... trước ngày 05/12": the word of recurrence stands elsewhere in the sentence."""
    if not expression.edtf.startswith("XXXX"):
        return False
    start, end = context.sentence(expression.span[0], block)
    return bool(_YEARLY.search(context.text, start, end))


def _cited_regions(context: Context, mentions: Sequence[Mention]) -> list[Span]:
    """From each reference to where its title ends: dates in there belong to the cited title."""
    regions = []
    for mention in mentions:
        block = context.document.blocks[context.block_index(mention.span[0])]
        if not mention.title or mention.canonical is None:
            continue
        at = context.text.find(mention.title[:24], mention.span[1], block.end)
        if 0 <= at - mention.span[1] < 60:
            regions.append((at, min(at + len(mention.title) + 2, block.end)))
    return regions


def _of_a_paper(expression: Expression, block: Block, known: _Known, before: str, after: str) -> str | None:
    """The role of a date that says when this paper, or one that is cited, was issued; None for all others."""
    start, end = expression.span
    if any(start < b and a < end for a, b in known.cited):
        return "citation"
    if block.kind == "head" or any(start < b and a < end for a, b in known.own):
        return "issue"
    if expression.shape != "day":
        return None
    if known.issued == expression.edtf and date_citations.ATTACHED.search(before):
        return "issue"
    return "citation" if date_citations.cites(before, after, past=known.past(expression.edtf)) else None


def _role(context: Context, expression: Expression, block: Block, known: _Known) -> str:
    span, text, shape = expression.span, context.text, expression.shape
    before = text[max(block.start, span[0] - 60) : span[0]]
    after = text[span[1] : min(span[1] + 40, block.end)]
    named = _of_a_paper(expression, block, known, before, after)
    if named:
        return named
    in_title = (
        block.kind == "title"
        or any(start <= span[0] < end for start, end in known.titles)
        or _quoted(context, span, block)
    )
    if shape in ("interval", "open", "half"):
        years = re.fullmatch(r"\d{4}/\d{4}", expression.edtf)
        if years and not in_title and _heads_block(context, expression, block) and _list_of_targets(context, block):
            return "deadline"
        clause = _clause(text, context.sentence(span[0], block), span)
        counted = shape == "half" and not in_title and quantities.find(clause[clause.find(text[slice(*span)]) :])
        return "deadline" if counted else _span_role(expression, before)
    if block.kind == "row":
        return _cell_role(context, expression, before)
    if (
        shape == "year"
        and block.kind == "heading"
        and _heads_block(context, expression, block)
        and _list_of_targets(context, block)
    ):
        return "deadline"
    if _IN_FORCE.search(before):
        return "milestone"
    if shape == "day" and _AT_MOMENT.search(before):
        return "other" if known.past(expression.edtf) else "milestone"
    if _JUST_PAST.match(after):
        return "other"
    aimed = (
        shape == "year" and _TO_YEAR.search(before) and re.match(r"\s*,?\s*(?:và\s+)?(?:tầm nhìn|định hướng)\b", after)
    )
    if _COMPARED.search(before) or aimed:
        return "other"
    if in_title:
        return "other" if _TO_YEAR.search(before) else "period"
    if shape == "year" and re.search(r"(?:%|‰|phần trăm)\s*$", before):
        return "deadline"
    if re.match(r"\s*(?::|là|đạt)\s", after) and quantities.find(after.split(";")[0]) and block.kind != "heading":
        return "deadline"
    if _LISTED_TIME.search(before):
        return "deadline"
    opens = not text[max(block.body_start, block.start) : span[0]].strip(" -+•*")
    if opens and after.startswith(":") and not _DUE_BEFORE.search(after):
        return "milestone"
    if shape == "year":
        if known.year and expression.edtf < known.year and not _DUE_BEFORE.search(before):
            return "other"
        return _year_role(context, expression, block, before)
    if known.past(expression.edtf) and not _DUE_BEFORE.search(before):
        return "other"
    return _point_role(context, expression, block, before)


_LISTED_TIME = re.compile(
    r"(?:[Tt]hời gian|[Tt]hời hạn|[Tt]iến độ)[^:;.]{0,30}:\s*(?:trong\s+|vào\s+|tháng\s+|hết\s+|cuối\s+)*$"
)


_JUST_PAST = re.compile(r"\s*(?:(?:,|và)\s+tháng\s+\d{1,2}\s+)?(?:vừa qua|vừa rồi)\b")
_IN_FORCE = re.compile(r"có hiệu lực(?:\s+(?:thi hành|kể))?(?:\s+từ)?\s*$", re.IGNORECASE)
_AT_MOMENT = re.compile(r"thời điểm(?:\s+\d{1,2}\s?(?:h|giờ)\s?\d{0,2})?\s*$", re.IGNORECASE)


def _span_role(expression: Expression, before: str) -> str:
    if re.search(r"so với\s+(?:\w+\s+){0,2}$|cùng kỳ\s*$", before):
        return "other"
    if expression.shape == "half" and _DUE_BEFORE.search(before):
        return "deadline"
    return "period"


def _quoted(context: Context, span: Span, block: Block) -> bool:
    lead = context.text[block.start : span[0]]
    return lead.count("“") > lead.count("”") or (lead.count('"') % 2 == 1)


def _cell_role(context: Context, expression: Expression, before: str) -> str:
    place = context.cell_at(expression.span[0])
    if place is None:
        return "other"
    table, row, column = place
    header = row < context.document.tables[table].header_rows
    if header:
        return "other" if _COMPARED.search(before) or expression.shape == "day" else "deadline"
    if re.search(r"\d\s*(?:giờ|h|g)\s*\d*\s*,?\s*$", before):
        return "milestone"
    if _DUE_BEFORE.search(before) or _COLUMN_DUE.search(context.column_title(table, column)):
        return "deadline"
    if _COMPARED.search(before):
        return "other"
    if expression.shape == "year":
        return "period" if not (_TO_YEAR.search(before) or _IN_YEAR.search(before)) else "deadline"
    return "milestone" if _EVENT_WORDS.search(before) else "deadline"


def _year_role(context: Context, expression: Expression, block: Block, before: str) -> str:
    heads = _heads_block(context, expression, block)
    if heads:
        return "deadline" if _list_of_targets(context, block) or _TO_YEAR.search(before) else "milestone"
    sentence = context.sentence(expression.span[0], block)
    governs = bool(context.quantities(sentence))
    if context.state_of_play(block):
        return "other"
    opens = (
        not before.strip(" -+•")
        or before.rstrip().endswith((",", ";", ":", ".", "("))
        or block.body_start == expression.span[0]
    )
    if _TO_YEAR.search(before):
        return "deadline"
    if _DUE_BEFORE.search(before):
        return "deadline"
    counted = quantities.find(before)
    if counted and counted[-1].span[1] >= len(before.rstrip()) and not context.state_of_play(block):
        return "deadline"  # "đạt ít nhất 68 điểm năm 2027"
    if _IN_YEAR.search(before) or opens:
        if re.search(r"vào\s*(?:cuối\s*|năm\s*)*$", before, re.IGNORECASE):
            aimed_at = governs and any(
                re.search(r"mục tiêu|chỉ tiêu", t, re.IGNORECASE) for t in context.part_titles(block)
            )
            return "deadline" if aimed_at or _reached(context, sentence, expression.span[0]) else "milestone"
        clause = context.text[sentence[0] : sentence[1]]
        if governs and (block.kind != "heading" or not _EVENT_STRONG.search(clause)):
            return "deadline"
        if _EVENT_STRONG.search(clause) or block.kind in ("item", "body"):
            return "milestone" if not _DUE_BEFORE.search(clause) else "deadline"
        return "period"
    if _EVENT_STRONG.search(before[-30:]):
        return "milestone" if re.search(r"(?:sơ kết|tổng kết)\s*$", before) is None else "period"
    return "period"


def _heads_block(context: Context, expression: Expression, block: Block) -> bool:
    """Whether the block is hardly more than the date, and so heads what stands below it."""
    lead = context.text[max(block.body_start, block.start) : expression.span[0]].strip(" :.-")
    rest = context.text[expression.span[1] : block.end].strip(" :.-")
    if len(lead) > 26 or block.kind == "row":
        return False
    if not rest or (len(rest) < 40 and block.kind == "heading" and not quantities.find(rest)):
        return not lead or bool(
            re.search(r"(?:đến|hết|mục tiêu|chỉ tiêu|trong|cuối|riêng|định hướng)", lead, re.IGNORECASE)
        )
    return False


def _list_of_targets(context: Context, block: Block) -> bool:
    """Whether what stands under a block is quantified rather than done."""
    index = context.block_index(block.start)
    below: list[Block] = []
    for other, chain in zip(
        context.document.blocks[index + 1 : index + 40], context.chains[index + 1 : index + 40], strict=True
    ):
        if block not in chain:
            if other.kind == "heading" or (below and other.label is not None):
                break
            continue
        below.append(other)
    if not below:
        titles = " ".join(context.part_titles(block)[:3])
        return bool(re.search(r"chỉ tiêu|mục tiêu", titles, re.IGNORECASE))
    counted = sum(bool(quantities.find(context.text[b.start : b.end])) for b in below)
    return counted * 2 >= len(below)


def _point_role(context: Context, expression: Expression, block: Block, before: str) -> str:
    if _DUE_BEFORE.search(before):
        return "deadline"
    if context.state_of_play(block):
        return "other"
    sentence = context.sentence(expression.span[0], block)
    clause = _clause(context.text, sentence, expression.span)
    after = context.text[expression.span[1] : min(sentence[1], expression.span[1] + 60)]
    if _heads_block(context, expression, block):
        return "deadline" if _list_of_targets(context, block) else "milestone"
    before = before.lower()
    if re.search(r"trong\s*$", before) and quantities.find(clause) and not re.search(r"đợt (?:\d|[IVX])", before):
        return "deadline"
    if re.search(r"(?:vào|tại|lúc|ngày|dự kiến|trong|:|,)\s*(?:ngày\s*)?$|^$", before) and _EVENT_STRONG.search(clause):
        return "milestone"
    if re.search(r"(?:đến|tới)\s*$", before):
        return "deadline"
    if re.search(r"vào\s*(?:cuối\s*)?$", before) and _reached(context, sentence, expression.span[0]):
        return "deadline"
    if re.search(r"trong\s*$", before) and quantities.find(clause):
        return "deadline"
    if re.search(r"^(?:đã|là ngày)\b", after.strip()):
        return "other"
    if re.search(r"từ\s*$", before, re.IGNORECASE):
        return "milestone"
    if re.search(r"trong\s*$", before) and not _EVENT_STRONG.search(clause):
        return "deadline"
    if _DUE_WORDS.search(clause) and not _EVENT_STRONG.search(clause):
        return "deadline"
    return "milestone"


def _reached(context: Context, sentence: Span, at: int) -> bool:
    """Whether a percentage or amount is reached by then ("xuống còn 22% vào năm 2028")."""
    start = max(context.text.rfind(";", sentence[0], at) + 1, sentence[0])
    lead = context.text[start:at]
    found = quantities.find(lead)
    return bool(found) and found[-1].kind in ("percent", "measure") and len(lead) - found[-1].span[1] < 30


def _clause(text: str, sentence: Span, span: Span) -> str:
    start = max(text.rfind(";", sentence[0], span[0]) + 1, sentence[0])
    end = text.find(";", span[1], sentence[1])
    return text[start : end if end >= 0 else sentence[1]]
