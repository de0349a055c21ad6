"""What a target stands under: by when it is due, and whom it is addressed to."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from pipeline.extraction.baselines import was
from pipeline.extraction.context import Context
from pipeline.extraction.indicators import FigureCase
from pipeline.grammar.dates import Expression
from pipeline.grammar.deadlines import BEFORE_END, BOUNDS_YEAR, SAYS_WHEN, compiled
from pipeline.grammar.quantities import Quantity
from pipeline.grammar.rule import Choice, Choices
from pipeline.records import Block
from pipeline.text.letters import CODE, UPPER
from pipeline.text.spans import Span

_REVIEW = compiled(r"sơ kết|tổng kết|khen thưởng|số\s+\S*/")
_REPORTS = compiled(r"[-+•*\s]*(?:báo cáo|gửi|nộp|trình)\s")
"""With which a sentence opens that is about a report: its date is that of the report alone."""
_NO_DUE = compiled(
    r"(?:so với[^,;]{0,30}|cùng kỳ[^,;]{0,12}|ngày\s+\d+/\d+\s+của.*|Quyết định[^,;]*|số\s+(?=\S*\d)\S+\s*,?\s*|"
    r"\d\s+lần\s+(?:của\s+)?|(?:áp dụng|chuẩn nghèo|bộ tiêu chí|bộ chỉ số|theo quy định)[^,;.]{0,30})$"
)
"""Right before a date that compares, cites or names a standard."""
_LAW = re.compile(r"\b(?:Luật|Bộ luật|Pháp lệnh)\s[^,;.]{2,36}$")
_TERM = compiled(r"nhiệm kỳ|năm học")
_SCHOOL_YEAR = compiled(r"năm học\s")
_IN_IT = compiled(r"(?:^|\b(?:trong|vào|đến|hết|cuối|tới|kết thúc|của))\W*$")
"""Before a school year in or by which something is to be: "trong năm học ..."; not "kế hoạch năm học 2026-2027"."""
_NOUN = re.compile(r"[^\W\d_]\s+$")
_SYMBOL = re.compile(rf"\bsố\s+\d+[/-]|\d/[{CODE}]{{2}}|\d-[{CODE}]{{2}}")
_BESIDE = re.compile(r"\s*(?:vào|trong|đến|ở|hết|cuối|năm|\s)*")
_AND = re.compile(r"\s*(?:,|và)\s*(?:quý\s+|tháng\s+)?")
_SPAN = compiled(r"(?:kể\s+từ|từ|giai đoạn)\s")
_SPAN_OR_DAY = compiled(r"(?:kể\s+từ|từ|giai đoạn|ngày)\s")
_OTHER_SUBJECT = re.compile(r";\s+[^;]{3,80}?\s(?:chủ trì|có trách nhiệm|chịu trách nhiệm|phụ trách)\s")
_NO_HEADING_DUE = re.compile(r"so với[^,;]{0,20}$|ngày\s*$")


@dataclass(frozen=True, slots=True)
class _Date:
    """A date of a sentence that may be a due, its places counted in the text."""

    start: int
    end: int
    edtf: str
    before: str
    """The words before it in its sentence."""


@dataclass(frozen=True)
class DueCase:
    """A figure with the dates of its sentence."""

    figure: FigureCase
    item: Span
    """From its first word to its last, what it measures included."""

    @property
    def text(self) -> str:
        """The text of the document."""
        return self.figure.context.text

    @property
    def quantity(self) -> Quantity:
        """The figure itself."""
        return self.figure.quantity

    @property
    def sentence(self) -> Span:
        """Where its sentence stands."""
        return self.figure.clause.span

    @cached_property
    def dates(self) -> list[_Date]:
        """The dates of the sentence that may be dues."""
        first = self.sentence[0]
        placed = (
            (each, each.span[0] + first, each.span[1] + first)
            for each in self.figure.context.expressions(self.sentence)
        )
        found = (
            (each, _Date(start, end, each.due, self.text[max(first, start - 40) : start]))
            for each, start, end in placed
        )
        return [date for each, date in found if not self._no_due(each, date)]

    def _no_due(self, expression: Expression, date: _Date) -> bool:
        year = expression.shape == "year"
        before = was(self.figure.context, self.quantity)
        return bool(
            (before and before.span[0] <= date.start < before.span[1])
            or _NO_DUE.search(date.before)
            or expression.edtf.startswith("XXXX-XX")
            or (_TERM.match(self.text, date.start, date.end) and not self._within_school_year(date))
            or (year and _LAW.search(date.before))
            or (
                year
                and self.quantity.kind == "money"
                and date.start != self.quantity.span[1] + 1
                and not _REACHED_BY.match(self.text, date.end)
                and _NOUN.search(date.before)
                and not BOUNDS_YEAR.search(date.before)
            )
        )

    def _within_school_year(self, date: _Date) -> bool:
        named = _SCHOOL_YEAR.match(self.text, date.start, date.end)
        return named is not None and _IN_IT.search(date.before) is not None

    @cached_property
    def clause(self) -> Span:
        """What stands between semicolons around the figure."""
        (first, last), (start, end) = self.sentence, self.quantity.span
        close = self.text.find(";", end, last)
        return max(self.text.rfind(";", first, start), first), close if close >= 0 else last

    @cached_property
    def near(self) -> list[_Date]:
        """The dates of its clause."""
        return [date for date in self.dates if self.clause[0] <= date.start < self.clause[1]]

    def cites_between(self, start: int, end: int) -> bool:
        """Whether a document is cited in a stretch of the sentence."""
        return _SYMBOL.search(self.text, start, end) is not None

    def bracket_end(self, at: int) -> int | None:
        """Where the bracket around a position closes; None outside brackets."""
        opened = self.text.rfind("(", self.sentence[0], at)
        if opened < 0 or self.text.find(")", opened, at) >= 0:
            return None
        close = self.text.find(")", at, self.sentence[1])
        return close if close >= 0 else None

    @cached_property
    def beside(self) -> _Date | None:
        """The date right behind the figure: "đạt 60% năm 2026"."""
        end = self.quantity.span[1]
        right = (date for date in self.dates if end <= date.start <= end + 10)
        times = self.text.endswith("lần", *self.quantity.span)
        return None if times else next((date for date in right if _BESIDE.fullmatch(self.text, end, date.start)), None)

    @cached_property
    def behind(self) -> _Date | None:
        """The date behind the figure in its clause that says by when, the last where several are joined."""
        end = self.quantity.span[1]
        after = [date for date in self.near if date.start >= end and not self.cites_between(end, date.start)]
        if not after:
            return None
        first = after[0]
        if self.leading and (_ANOTHER_AIM.match(self.text, first.end) or self._of_another(first)):
            return None  # "... năm 2026 đạt 90%, đến năm 2030 đạt ..."
        close = self.bracket_end(first.start)
        opening = _SPAN_OR_DAY if first.before.rstrip().endswith(",") else _SPAN
        if not (
            close is not None
            or opening.match(self.text, first.start, first.end)
            or self.figure.context.due_words(first.start).time >= first.start - len(first.before)
            or self.item[0] <= first.start < self.item[1]
            or self._closes(first)
        ):
            return None
        last = first
        for date in after[1:]:
            if _AND.fullmatch(self.text, last.end, date.start) or (close is not None and date.end <= close):
                last = date
        return last

    def _closes(self, date: _Date) -> bool:
        """Whether a date closes the words that the figure counts: "20 cây cuối năm 2026"."""
        said = BEFORE_END.match(self.text[self.item[1] : date.start]) if self.item[1] <= date.start else None
        return said is not None and bool(said["said"] or SAYS_WHEN.match(self.text, date.start))

    def _of_another(self, date: _Date) -> bool:
        """Whether a later figure of the clause stands right before a date, or right behind it."""
        later = self.figure.clause.quantities[self.figure.number + 1 :]
        return any(
            _BESIDE.fullmatch(self.text, figure.span[1], date.start) if figure.span[1] <= date.start
            else _TO_FIGURE.fullmatch(self.text, date.end, figure.span[0])
            for figure in later
        )  # fmt: skip

    @cached_property
    def leading(self) -> _Date | None:
        """The last date before the figure in its clause that governs it."""
        at = self.quantity.span[0]
        governing = [date for date in self.near if date.end <= at and self._governs(date)]
        return governing[-1] if governing else None

    def _governs(self, date: _Date) -> bool:
        at, close = self.quantity.span[0], self.bracket_end(date.start)
        if close is not None and close <= at and date.start < self.item[0]:
            return False
        return date.start == self.sentence[0] or not self.cites_between(date.end, at)

    @cached_property
    def closing(self) -> _Date | None:
        """The date by which all that the sentence lists is finished."""
        end = self.quantity.span[1]
        found = [
            date
            for date in self.dates
            if date.start >= end
            and self.figure.context.due_words(date.start).finished >= date.start - len(date.before)
            and not _OTHER_SUBJECT.search(self.text, end, date.start)
        ]
        return found[-1] if found else None

    @cached_property
    def opening(self) -> _Date | None:
        """The date with which the sentence opens."""
        first = self.sentence[0]
        return next(
            (
                date
                for date in self.dates
                if date.end <= self.quantity.span[0]
                and self.text[first : date.start].strip(" -+,").count(" ") <= 6
                and not _REVIEW.search(self.text, first, date.start)
                and not _REPORTS.match(self.text, first, date.start)
            ),
            None,
        )

    @cached_property
    def above(self) -> Expression | None:
        """The one date of the nearest heading that bears a date."""
        context, index = self.figure.context, self.figure.index
        for heading in reversed(context.chains[index]):
            if heading.kind in ("heading", "item", "body") and heading is not context.document.blocks[index]:
                date = _date_of_heading(context, heading)
                if date:
                    return date
        return None


_REACHED_BY = re.compile(r"\s(?:ước\s|phấn đấu\s)?(?:đạt|tăng|giảm|còn|khoảng|trên|dưới|tối thiểu)\s")
"""Behind a year: what is reached in it."""
_TO_FIGURE = re.compile(r"\s(?:là|còn|đạt|giảm|tăng|lên|xuống|khoảng|trên|dưới|\s)*")
"""Between a date and the figure that is reached by then."""
_ANOTHER_AIM = re.compile(r"\s+(?:đạt|phấn đấu|cơ bản|có|không còn|tỷ lệ|tỉ lệ)\s")
"""Behind a date: it opens what is aimed at by then."""


def _date_of_heading(context: Context, heading: Block) -> Expression | None:
    """The one date of a heading; of a paragraph that first tells how things stand, that of its last sentence."""
    whole = max(heading.body_start, heading.start), heading.end
    stops = _STOP.finditer(context.text, *whole) if context.text[whole[1] - 1] == ":" else ()
    leads_in = max([whole[0], *(stop.end() for stop in stops)]), whole[1]
    return _date_in(context, leads_in, heading.kind) or _date_in(context, whole, heading.kind)


def _date_in(context: Context, span: Span, kind: str) -> Expression | None:
    words = context.text[slice(*span)]
    heads = kind == "heading" or words.rstrip().endswith(":") or len(words) <= 80
    if len(words) > _HEADING_MOST or not heads or _REVIEW.search(words):
        return None
    found = [date for date in context.expressions(span) if not _NO_HEADING_DUE.search(words[: date.span[0]])]
    if len(found) > 1:
        found = [date for date in found if _BY.search(words[: date.span[0]])]
    return found[0] if len(found) == 1 else None


_HEADING_MOST = 340  # characters
_STOP = re.compile(rf"(?:(?<=[^\W\d_]{{2}})|(?<=[%)”\d]))\.\s+(?=[{UPPER}])")
_BY = compiled(r"(?:đến|trước|hết)\s+$")
"""In front of the date by which something is to be reached, where a heading has others too."""


def due_of(case: DueCase) -> tuple[str | None, str]:
    """EDTF by when, and the id of the choice that says so.

    A span stays as it is stated ("2025/2030"), and one without an end is no due (ruling 8).
    """
    choice = DUES.of(case)
    date = choice.says(case)
    due = date.due if isinstance(date, Expression) else date.edtf if date else None
    return None if due is None or due.endswith("/..") else due, choice.id


_Find = Callable[[DueCase], _Date | Expression | None]
_Examples = tuple[tuple[str, tuple[str, ...]], ...]


def _due(name: str, basis: str, examples: _Examples, against: tuple[str, ...] = ()) -> Choice[DueCase, _Find]:
    return Choice(f"due-{name}", attrgetter(name), attrgetter(name), basis, examples, against)


DUES: Choices[DueCase, _Find] = Choices(
    (
        _due(
            "beside",
            "ruling 8",
            (("- Tỷ lệ hộ phân loại rác đạt 60% năm 2026, 75% năm 2027.", ("2026", "2027")),),
        ),
        _due(
            "behind",
            "ruling 8",
            (
                ("- Năm nay trồng 300 cây bóng mát trước 17 giờ 00 phút ngày 05.7.2026.", ("2026-07-05",)),
                ("- Trồng 300 cây bóng mát trước 11h30 ngày 05/7/2026.", ("2026-07-05",)),
                ("- Trồng 300 cây bóng mát, giai đoạn 2026 - 2028.", ("2026/2028",)),
                ("- Trồng 300 cây bóng mát kể từ nay đến ngày 30/6/2026.", ("../2026-06-30",)),
                ("- Dạy bơi cho 300 em ở các thôn trong năm học 2026-2027.", ("2026/2027",)),
                ("- Tẩy giun 02 đợt cho trẻ em (đợt 1: tháng 4/2026, đợt 2: tháng 10/2026).", ("2026-10",)),
                ("- Thăm 40 hộ nghèo vào tháng 4/2026 và tháng 9/2026.", ("2026-09",)),
            ),
            ("- Đến năm 2026 tỷ lệ trẻ biết bơi đạt 60%, đến năm 2030 đạt mục tiêu mọi trẻ biết bơi.",),
        ),
        _due(
            "leading",
            "ruling 8",
            (("- Sơ kết; đến năm 2028, ít nhất 75% trẻ em biết bơi.", ("2028",)),),
            (
                "- Theo Kế hoạch số 12/KH-UBND năm 2025, 75% trẻ em biết bơi.",
                "- Thực hiện Kế hoạch năm học 2026-2027, 75% trẻ em biết bơi.",
            ),
        ),
        _due(
            "closing",
            "ruling 14",
            (
                (
                    "- Mở 03 lớp dạy nghề; cấp 500 tờ rơi, hoàn thành trước ngày 30/9/2026.",
                    ("2026-09-30", "2026-09-30"),
                ),
            ),
            ("- Mở 03 lớp dạy nghề; Trạm Y tế chủ trì cấp tờ rơi, hoàn thành trước ngày 30/9/2026.",),
        ),
        _due(
            "opening",
            "ruling 8",
            (("- Đến năm 2028: rào các ao hồ; 75% trẻ em biết bơi.", ("2028",)),),
            ("- Sơ kết năm 2028; mở 03 lớp dạy nghề.",),
        ),
        _due(
            "above",
            "ruling 8",
            (("1. Đến năm 2028\n- 75% trẻ em biết bơi.", ("2028",)),),
            ("1. Tổng kết năm 2028\n- 75% trẻ em biết bơi.",),
        ),
        Choice("due-none", lambda case: None, lambda case: True, "ruling 9", (("- 75% trẻ em biết bơi.", ("None",)),)),
    )
)
"""By when a figure is due, from the nearest date to the farthest."""


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
