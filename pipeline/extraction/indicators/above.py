"""What figures measure whose own words say nothing but a time: the heading or lead-in that they stand under."""

from __future__ import annotations

import re

from pipeline.extraction.indicators.cases import FigureCase
from pipeline.extraction.indicators.words import before_predicate, past_leads, tidy
from pipeline.grammar.deadlines import TIME_ONLY
from pipeline.records import Block
from pipeline.text.spans import Span

_SAYS_MORE = re.compile(
    r"(?:[\s,:;(]*\b(?:cụ thể|như sau|sau đây|trong đó|bao gồm|gồm|chia ra|"
    r"(?:theo |cho |qua |của )?(?:từng|các|mỗi) năm|(?:hằng|hàng) năm|theo (?:năm|lộ trình|giai đoạn)))+[\s:;,.]*$",
    re.IGNORECASE,
)
"""With which a lead-in ends: "... cụ thể từng năm như sau:"."""
_OF_ALL = re.compile(
    r"(?:các )?(?:mục tiêu|chỉ tiêu|nội dung|nhiệm vụ|yêu cầu|kết quả|giải pháp)(?: \S+){0,3}$", re.IGNORECASE
)
"""A heading over figures of every kind."""
_NAME_MOST = 30  # words


def name_above(figure: FigureCase) -> str:
    """The name that the nearest heading or lead-in gives; "" where none says what is measured."""
    context = figure.context
    for block in reversed(context.chains[figure.index]):
        if block is not context.document.blocks[figure.index] and block.kind in ("heading", "item", "body"):
            name = _name(figure, block)
            if name and len(name.split()) <= _NAME_MOST and not _OF_ALL.match(name) and not TIME_ONLY.fullmatch(name):
                return name
    return ""


def _name(figure: FigureCase, block: Block) -> str:
    """The words of a heading or lead-in up to its own figure, without deadlines and words of achievement."""
    context = figure.context
    start, end = _last_sentence(context.text, (max(block.body_start, block.start), block.end))
    own = context.figures((start, end))
    end = own[0].span[0] if own else end
    start = past_leads(context.text, start, end)
    words = context.text[start : max(before_predicate(context.text, start, end), start)]
    return tidy(_SAYS_MORE.sub("", words))


def _last_sentence(text: str, span: Span) -> Span:
    stop = text.rfind(". ", span[0], max(span[0], span[1] - 2))
    return (stop + 2 if stop >= 0 else span[0]), span[1]
