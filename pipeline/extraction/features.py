"""What a decider looks at: the words round a figure, the headings above it, what is said of time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extraction.context import Context
from pipeline.grammar.quantities import Quantity
from pipeline.records import Block
from pipeline.text.spans import Span
from pipeline.text.unicode import fold

_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_CUES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in {
        "past": r"\b(?:đã|hiện có|hiện nay|đến nay|tính đến|kết quả|đạt được|vừa qua|mới đạt)\b",
        "aim": r"phấn đấu|mục tiêu|chỉ tiêu|bảo đảm|đảm bảo|đạt|giữ vững|nâng|giảm|tăng|duy trì|hoàn thành",
        "least": r"ít nhất|tối thiểu|không dưới|trở lên|trên|vượt",
        "most": r"không quá|tối đa|dưới|không vượt",
        "if": r"\bnếu\b|trường hợp|\bkhi\b|\bmỗi\b|\btừng\b",
        "scale": r"điểm|xếp loại|thang|trừ|cộng|chấm",
        "form": r"theo mẫu|biểu mẫu|phụ lục|kèm theo|bản chính|bản sao|trang|mục|khoản|điểm [a-zđ]\b",
        "money": r"kinh phí|ngân sách|dự toán|vốn|đồng",
        "norm": r"mức chi|định mức|mức hỗ trợ|mức thu|phí|lệ phí|giá|đơn giá|chế độ",
        "guess": r"dự kiến|ước|khoảng|dự báo",
        "damage": r"thiệt hại|bị ngập|sập|tốc mái|chết|mất tích|bị thương|hư hỏng|vi phạm|tồn tại|hạn chế",
        "count_of_scope": r"\b(?:của|tại|cho|với|trong|gồm|các)\s+\d",
    }.items()
)
_PADDED = re.compile(r"(?<!\d)0\d(?!\d)")
_HEADING_WORDS = 8


def of_quantity(context: Context, index: int, block: Block, sentence: Span, quantity: Quantity) -> Iterator[str]:
    """The features of a figure as a candidate for a target, as words."""
    text = context.text
    start, end = quantity.span
    yield f"kind={quantity.kind}"
    yield f"unit={fold(quantity.unit)[:16]}"
    yield f"comparator={quantity.comparator}"
    yield f"size={_size(quantity.value)}"
    yield f"padded={bool(_PADDED.search(text, start, end))}"
    yield f"range={quantity.value_max is not None}"
    yield f"whole={quantity.value == 100 and quantity.unit == '%'}"
    yield f"ratio={bool(re.match(r'/', text[end : end + 1])) or '/' in text[start:end]}"
    before = [fold(word) for word in _TOKEN.findall(text[max(sentence[0], start - 60) : start])][-4:]
    after = [fold(word) for word in _TOKEN.findall(text[end : min(sentence[1], end + 50)])][:3]
    for distance, word in enumerate(reversed(before), 1):
        yield f"b{distance}={word}"
    if len(before) > 1:
        yield f"b21={before[-2]} {before[-1]}"
    for distance, word in enumerate(after, 1):
        yield f"a{distance}={word}"
    clause = _clause(text, sentence, quantity.span)
    for name, pattern in _CUES:
        if pattern.search(text, *clause):
            yield f"cue={name}"
        if pattern.search(text, *sentence):
            yield f"sentence={name}"
    first = [fold(word) for word in _TOKEN.findall(text[sentence[0] : sentence[0] + 40])][:2]
    yield f"first={first[0] if first else ''}"
    yield f"first2={' '.join(first)}"
    yield from of_place(context, index, block)
    yield from _of_time(context, sentence)
    bracket = text.rfind("(", sentence[0], start)
    yield f"bracketed={bracket >= 0 and text.find(')', bracket, start) < 0}"


def of_place(context: Context, index: int, block: Block) -> Iterator[str]:
    """Where a paragraph stands: its kind, its part, the words of the headings above."""
    yield f"block={block.kind}"
    parts = context.document.parts
    yield f"part={parts[block.part].kind if block.part < len(parts) else ''}"
    yield f"paper={context.paper_kind(block.part)}"
    yield f"state_of_play={context.state_of_play(block)}"
    yield f"implementation={context.implementation(block)}"
    for title in context.part_titles(block)[:3]:
        for word in fold(title).split()[:_HEADING_WORDS]:
            yield f"title={word}"
    above = context.chains[index]
    if above:
        for word in fold(context.words_of(above[-1])).split()[:6]:
            yield f"above={word}"


def _of_time(context: Context, sentence: Span) -> Iterator[str]:
    issued = context.issue_year
    years = {
        int(found.group())
        for expression in context.expressions(sentence)
        for found in re.finditer(r"(?:19|20)\d\d", expression.edtf)
    }
    yield f"dated={bool(years)}"
    if issued and years:
        yield f"ahead={max(years) > issued}"
        yield f"behind={max(years) < issued}"


def _clause(text: str, sentence: Span, span: Span) -> Span:
    start = max(text.rfind(mark, sentence[0], span[0]) for mark in (";", ","))
    ends = [at for mark in (";", ",") if (at := text.find(mark, span[1], sentence[1])) >= 0]
    return max(start + 1, sentence[0]), min(ends, default=sentence[1])


def _size(value: float) -> str:
    for limit in (0, 1, 2, 5, 10, 20, 50, 99, 100, 1000, 10000):
        if value <= limit:
            return f"<={limit}"
    return "more"
