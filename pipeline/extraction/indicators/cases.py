"""What a rule of targets may ask of a figure: where it stands, the words around it, and how they hang together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from pipeline.extraction.context import Context
from pipeline.extraction.indicators.verbs import another_verb, verbal
from pipeline.extraction.indicators.words import (
    MEASURE,
    Clause,
    clause_before,
    lead_of,
    rate_start,
    tail_of,
)
from pipeline.grammar.quantities import Quantity
from pipeline.records import Block
from pipeline.text.spans import Span

_AFTER_FOLLOWS = re.compile(
    r"\s*(?:$|[,;.:)+\"”]|so với|vào|trong|và\s+(?!các)|mỗi|trở|một năm|/|kế hoạch|chỉ tiêu|theo|trước|đến|hằng|"
    r"gắn với|nếu(?!\w)|khi(?!\w)|tính (?:theo|trên)|"
    r"hàng|bố trí|từ|\(|gồm|do(?!\w)|của(?!\w)|này(?!\w)|là(?!\w)|để(?!\w)|mà(?!\w)|thì(?!\w)|hoặc(?!\w)|nhằm(?!\w)|"
    r"so mức|được\s+\w+\s+(?:từ|bằng)|năm)",
    re.IGNORECASE,
)
_OF_EACH = re.compile(r",\s+mỗi\s")
"""What a list goes on with that says more of each thing counted: "7 tiết học, mỗi tiết 35 phút"."""
_HAS = re.compile(r"\bcó\s*$")
_AFTER_MORE = re.compile(r"\s*(?:trở lên|trở xuống)")
_RATE = re.compile(r"(?:/[^\s,;.()]+)+\s+")
_REACHES = re.compile(r"(?:đạt|còn|chiếm|đóng góp|bằng|gấp|là|giảm|tăng|xuống|lên)\b", re.IGNORECASE)
_FALLS = re.compile(r"(?:xuống|còn)\s", re.IGNORECASE)
CHANGE = re.compile(r"từ\b.*\b(?:lên|xuống|còn)\b", re.IGNORECASE)
"""A figure that is a change: "từ 40 em lên 65 em"."""
FOR_SOME = re.compile(r"đối với\s(?!các\s(?:đơn vị|cơ quan|nội dung))[^,;]{2,60}$", re.IGNORECASE)
"""For whom a share is stated: "xuống dưới 5% đối với nông thôn"."""


_NEAR = 1200  # characters before and behind a figure that are asked what it is


@dataclass(frozen=True)
class FigureCase:
    """A figure that may be a target, with the words around it, of which some say what it measures."""

    context: Context
    index: int
    """Of its block."""
    block: Block
    clause: Clause
    number: int
    """Of the figure in its clause."""

    @property
    def quantity(self) -> Quantity:
        """The figure."""
        return self.clause.quantities[self.number]

    @property
    def kind(self) -> str:
        """The kind of the figure."""
        return self.quantity.kind

    @property
    def counts(self) -> bool:
        """Whether it counts things."""
        return self.kind == "count"

    @property
    def unit(self) -> str:
        """Its unit without the denominator of a rate."""
        return self.quantity.unit.split("/")[0]

    @property
    def printed(self) -> str:
        """The figure as printed."""
        return self.context.text[slice(*self.quantity.span)]

    @cached_property
    def sentence(self) -> str:
        """Its sentence, of a very long one what stands near it."""
        return f"{self.opening}{self.printed}{self.closing}"

    @cached_property
    def opening(self) -> str:
        """The sentence before it."""
        at = self.quantity.span[0]
        return self.words((max(self.clause.span[0], at - _NEAR), at))

    @cached_property
    def closing(self) -> str:
        """The sentence behind it."""
        at = self.quantity.span[1]
        return self.words((at, min(self.clause.span[1], at + _NEAR)))

    def words(self, span: Span) -> str:
        """What stands in a stretch of the text."""
        return self.context.text[slice(*span)]

    @cached_property
    def lead(self) -> Span:
        """What stands before it, without dates and words of achievement."""
        return lead_of(self.context, self.clause, self.number)

    @cached_property
    def tail(self) -> Span:
        """What stands behind it up to the end of its clause."""
        return tail_of(self.context, self.clause, self.number)

    @cached_property
    def lead_text(self) -> str:
        """The words before it."""
        return self.words(self.lead)

    @cached_property
    def tail_text(self) -> str:
        """The words behind it."""
        return self.words(self.tail)

    @cached_property
    def behind_rate(self) -> Span:
        """What stands behind it and its "/tháng"."""
        rate = _RATE.match(self.tail_text)
        return self.tail[0] + (rate.end() if rate else 0), self.tail[1]

    @property
    def lead_size(self) -> int:
        """How many words stand before it."""
        return len(self.lead_text.split())

    @cached_property
    def between(self) -> str:
        """What stands between the words before it and the figure: "đạt", "giảm còn"."""
        return self.words((self.lead[1], self.quantity.span[0]))

    @cached_property
    def measured(self) -> bool:
        """Whether the words before it open with a measure: "tỷ lệ", "diện tích"."""
        return bool(MEASURE.match(self.lead_text))

    @cached_property
    def verbal(self) -> bool:
        """Whether the words before it open with a task verb, so that it counts the object of that verb."""
        return verbal(self.lead_text)

    @property
    def reaches(self) -> bool:
        """Whether a verb of reaching stands before it: "đạt", "còn", "chiếm"."""
        return bool(_REACHES.search(self.between) or _FALLS.match(self.printed))

    @property
    def reached(self) -> bool:
        """Whether a subject before it, of more words than one, reaches it."""
        return self.lead_size > 1 and self.reaches

    @property
    def predicated(self) -> bool:
        """Whether it is said of what stands before it."""
        return (
            bool(self.between.strip() or CHANGE.match(self.printed))
            or self.quantity.comparator != "="
            or not self.context.text[self.quantity.span[1] : self.quantity.span[1] + 2].strip(" ,.;")
        )

    @property
    def followed(self) -> bool:
        """Whether words stand behind it that go on with it: "70% trẻ em", and not "70% vào năm 2027"."""
        return not _AFTER_FOLLOWS.match(self.tail_text) and not self._closed

    @property
    def _closed(self) -> bool:
        """Whether a comma stands right behind it, and words before it that can be what it measures."""
        at = self.quantity.span[1]
        return self.context.text[at : at + 2] == ", " and self.lead_size > 1

    @cached_property
    def held(self) -> bool:
        """Whether "có" stands before it, so that it counts the noun behind it."""
        at = self.quantity.span[0]
        return bool(_HAS.search(self.context.text, max(self.clause.span[0], at - 6), at))

    @cached_property
    def more(self) -> bool:
        """Whether "trở lên" stands between its unit and the words behind it."""
        more = _AFTER_MORE.search(self.context.text, self.quantity.unit_start, self.tail[1])
        return more is not None and more.end() == self.quantity.span[1]

    @cached_property
    def bare(self) -> bool:
        """Whether nothing but its unit follows the figure."""
        words = self.words((self.quantity.unit_start, self.tail[1]))
        if self.more:
            words = _AFTER_MORE.sub("", words, count=1)
        return len(words.split("/")[0].split()) <= len(self.unit.split())

    @cached_property
    def noun(self) -> Span:
        """The counted noun with the words that follow it."""
        start, end = self.quantity.unit_start, self.tail[1]
        if self.more:
            found = _AFTER_MORE.search(self.context.text, start, end)
            end = found.start() if found else end
        other = _OF_EACH.search(self.context.text, start, end)
        end = other.start() if other else end
        if self.verbal and (next_verb := another_verb(self.context.text, start, end)) is not None:
            end = next_verb
        return start, min(end, rate_start(self.context.text, self.quantity)) if self.bare else end

    @cached_property
    def before(self) -> Span:
        """What is counted, for a number of times: the words before ", mỗi trường ..."."""
        return clause_before(self.context.text, self.clause.span[0], self.lead[0])
