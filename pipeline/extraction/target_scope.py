"""What a target stands under: by when it is due, and whom it is addressed to."""

from __future__ import annotations

import re

from pipeline.extraction.context import Context
from pipeline.grammar import dates
from pipeline.grammar.quantities import Quantity
from pipeline.records import Block
from pipeline.text.spans import Span

_REVIEW = re.compile(r"sơ kết|tổng kết|khen thưởng|số\s+\S*/", re.IGNORECASE)


_DEADLINE_WORDS = re.compile(
    r"(?:trước|chậm nhất|đến|hết|trong|vào|cuối|xong|hoàn thành|hạn|năm|quý|tháng|phấn đấu|thời gian)(?:\s+(?:là|hết|"
    r"cuối|đầu|ngày|mồng|mùng|năm|tháng|quý|\d{1,2}\s+giờ(?:\s+\d{1,2}\s+phút)?))*\s*$",
    re.IGNORECASE,
)


def due_of(context: Context, index: int, sentence: Span, quantity: Quantity, item: Span) -> str | None:
    """EDTF by when: from the clause, the sentence, or the nearest heading that bears a date."""
    text = context.text
    figure = quantity.span
    block = context.document.blocks[index]
    found = context.expressions(sentence)
    usable = []
    for expression in found:
        start, end = expression.span[0] + sentence[0], expression.span[1] + sentence[0]
        before = text[max(sentence[0], start - 40) : start]
        if re.search(
            r"so với[^,;]{0,30}$|cùng kỳ[^,;]{0,12}$|ngày\s+\d+/\d+\s+của|Quyết định|số\s+\S+\s*,?\s*$|"
            r"\d\s+lần\s+(?:của\s+)?$|"
            r"(?:áp dụng|chuẩn nghèo|bộ tiêu chí|bộ chỉ số|theo quy định)[^,;.]{0,30}$",
            before,
            re.IGNORECASE,
        ):
            continue
        if expression.shape == "year" and _LAW.search(before):
            continue
        if expression.edtf.startswith("XXXX-XX") or re.match(r"nhiệm kỳ|năm học", text[start:end], re.IGNORECASE):
            continue
        scope = quantity.kind == "money" and expression.shape == "year" and re.search(r"[^\W\d_]\s+$", before)
        if scope and not re.search(r"(?:đến|trong|hết|cuối|vào|riêng|trước|từ)\s+$", before, re.IGNORECASE):
            continue
        usable.append((start, end, expression.edtf, before))
    cited = [
        m.start() + sentence[0]
        for m in re.finditer(r"\bsố\s+\d+[/-]|\d/[A-ZĐ]{2}|\d-[A-ZĐ]{2}", text[sentence[0] : sentence[1]])
    ]
    clause_start = max(text.rfind(";", sentence[0], figure[0]), sentence[0])
    clause_end = text.find(";", figure[1], sentence[1])
    clause_end = clause_end if clause_end >= 0 else sentence[1]
    near = [u for u in usable if clause_start <= u[0] < clause_end]
    after = [u for u in near if u[0] >= figure[1]]
    leading = [u for u in near if u[1] <= figure[0]]
    beside = [
        u
        for u in usable
        if 0 <= u[0] - figure[1] <= 10
        and re.fullmatch(r"\s*(?:vào|trong|đến|ở|hết|cuối|năm|\s)*", text[figure[1] : u[0]])
    ]
    if beside and not re.search(r"\blần$", text[figure[0] : figure[1]]):
        return _due(beside[0][2])
    after = [u for u in after if not any(figure[1] <= at < u[0] for at in cited)]
    bracketed = bool(after) and _bracket_end(text, after[0][0], sentence) is not None
    opening = r"(?:từ|giai đoạn|ngày)\s" if after and after[0][3].rstrip().endswith(",") else r"(?:từ|giai đoạn)\s"
    spanned = bool(after) and re.match(opening, text[after[0][0] : after[0][1]], re.IGNORECASE)
    if after and (spanned or _DEADLINE_WORDS.search(after[0][3]) or item[0] <= after[0][0] < item[1] or bracketed):
        joined = [after[0]]
        for later in after[1:]:
            if re.fullmatch(r"\s*(?:,|và)\s*(?:quý\s+|tháng\s+)?", text[joined[-1][1] : later[0]]) or (
                (close := _bracket_end(text, joined[0][0], sentence)) is not None and later[1] <= close
            ):
                joined.append(later)
        return _due(joined[-1][2])
    leading = [
        u
        for u in leading
        if (close := _bracket_end(text, u[0], sentence)) is None or close > figure[0] or u[0] >= item[0]
    ]
    leading = [u for u in leading if not any(u[1] <= at < figure[0] for at in cited) or u[0] == sentence[0]]
    if leading:
        return _due(leading[-1][2])
    closing = [
        u
        for u in usable
        if u[0] >= figure[1] and _FINISHED.search(u[3]) and not _OTHER_SUBJECT.search(text[figure[1] : u[0]])
    ]
    if closing:
        return _due(closing[-1][2])
    sentence_lead = [
        u
        for u in usable
        if u[1] <= figure[0]
        and text[sentence[0] : u[0]].strip(" -+,").count(" ") <= 6
        and not _REVIEW.search(text[sentence[0] : u[0]])
    ]
    if sentence_lead:
        return _due(sentence_lead[0][2])
    return _heading_due(context, index, block)


_OTHER_SUBJECT = re.compile(r";\s+[^;]{3,80}?\s(?:chủ trì|có trách nhiệm|chịu trách nhiệm|phụ trách)\s")


def _bracket_end(text: str, at: int, sentence: Span) -> int | None:
    """Where the bracket around a position closes; None outside brackets."""
    opened = text.rfind("(", sentence[0], at)
    if opened < 0 or text.find(")", opened, at) >= 0:
        return None
    close = text.find(")", at, sentence[1])
    return close if close >= 0 else None


_LAW = re.compile(r"\b(?:Luật|Bộ luật|Pháp lệnh)\s[^,;.]{2,36}$")
_FINISHED = re.compile(
    r"(?:hoàn thành|xong|kết thúc)(?:\s+(?:việc|toàn bộ|số hóa|xây dựng))*\s+(?:trước|trong|chậm nhất|vào|đến hết|"
    r"đến)(?:\s+(?:là|hết|cuối|ngày|tháng|quý|năm))*\s*$",
    re.IGNORECASE,
)


def _due(edtf: str) -> str | None:
    """A span stays as it is stated ("2025/2030"); one without an end is no due (ruling 8)."""
    return None if edtf.endswith("/..") else edtf


def _heading_due(context: Context, index: int, block: Block) -> str | None:
    text = context.text
    for above in reversed(context.chains[index]):
        if above.kind not in ("heading", "item", "body") or above is block:
            continue
        words = text[max(above.body_start, above.start) : above.end]
        if len(words) > 260 or (above.kind != "heading" and not words.rstrip().endswith(":") and len(words) > 80):
            continue
        found = [e for e in dates.find(words) if not re.search(r"so với[^,;]{0,20}$|ngày\s*$", words[: e.span[0]])]
        if len(found) == 1 and not _REVIEW.search(words):
            return _due(found[0].edtf)
    return None


_GROUP = re.compile(r"(?:Đối với|đối với)\s+(?:các\s+)?(?P<group>.+)$", re.DOTALL)


def group_of(context: Context, index: int) -> str | None:
    """Whom the item is addressed to by its heading ("Đối với các ..."), without those words."""
    for above in reversed(context.chains[index]):
        words = context.text[max(above.body_start, above.start) : above.end]
        lead = words.split(":", 1)[0]
        found = _GROUP.match(lead.strip())
        if found and len(lead) < 260:
            return " ".join(found.group("group").split()).rstrip(" :.;")
    return None
