"""What a rule of roles may ask of a date: its words, its paragraph, what is known of the paper."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pipeline.extraction.context import Context
from pipeline.grammar.dates import Expression
from pipeline.grammar.deadlines import DUE_VERB, WITHIN, compiled
from pipeline.grammar.pieces import UPPER
from pipeline.grammar.quantities import Quantity
from pipeline.records import Block
from pipeline.text.letters import CODE
from pipeline.text.spans import Span

_BEFORE, _AFTER = 60, 40
"""Characters before or behind a date that rules look at."""
EVENT = compiled(
    r"sơ kết|tổng kết|khai mạc|bế mạc|phát động|hội nghị|\blễ\b|ra quân|diễn ra|hội thi|hội thảo|diễn tập|cao điểm|"
    r"tháng hành động|tuần lễ|ngày hội|kỷ niệm|mở đợt|đợt (?:\d|[IVX])|lần \d|ngày \S+ thế giới"
)
"""What happens at a time, by its own nature."""
COMPARED = compiled(
    r"(?:so với(?:\s+(?:cùng kỳ|năm|thời điểm|đầu|cuối|quý|bình quân|mức|kết quả|số liệu))*(?:\s+của)?|"
    r"cùng kỳ(?:\s+của)?|tính đến(?:\s+(?:hết|thời điểm|cuối))?|kể từ|định hướng(?:(?:\s+\S+){0,2}\s+(?:đến|tới))?|"
    r"tầm nhìn(?:\s+(?:đến|tới))?|sau|thời điểm|(?:đi vào|chính thức) hoạt động(?:\s+từ)?(?:\s+ngày)?|"
    r"hiện trạng|kết quả(?:\s+(?:của|thực hiện))?|chuẩn nghèo|mốc)\s*$"
)
"""Right before a date: it is what something is measured from."""
_GOALS = re.compile(r"chỉ tiêu|mục tiêu", re.IGNORECASE)
_AIMS = re.compile(r"đến|hết|mục tiêu|chỉ tiêu|trong|cuối|riêng|định hướng", re.IGNORECASE)

_NEW_CLAUSE = re.compile(r"(?:[,;:.(]|trong đó)\s*$|^[\s\-+•]*$")


_HEAD_MOST, _WHOLE_MOST = 130, 240  # characters of a line of the head, and of one with motto and number too
_SYMBOL_BEFORE = re.compile(rf"[/\-][{CODE}]{{2,}}[^\s,]*\s+(?:ngày\s+)?$")
"""The symbol of another paper, which the head speaks of ("V/v phổ biến Thông tư số 31/2027/TT-BXD ngày ...")."""


_OPENS_HEAD = re.compile(r"S|CỘNG HÒA|ĐẢNG CỘNG")
"""How a line of a letterhead begins that has the paper's own number, and no other's."""
_PLACED = re.compile(rf"[{UPPER}][^,;.:\d]{{1,40}},\s+ngày\s+\d{{1,2}}\s+tháng\s+\d{{1,2}}\s+năm\s+\d{{4}}\.?\s*")
"""The line of place and date, above the signature of a paper without a letterhead."""


@lru_cache(maxsize=16)
def _holds(pattern: re.Pattern[str], clause: str) -> bool:
    """Whether a clause holds a pattern; remembered, as a list of hundreds of dates is one clause."""
    return pattern.search(clause) is not None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the document before its dates are judged."""

    cited: frozenset[int]
    """Where dates of its references start."""
    own: frozenset[int]
    """Where dates of its mentions of itself start."""
    titles: frozenset[int]
    """Where dates in titles of its references start."""
    issued: str | None
    """Date of issue as far as it is stated, or None."""


@dataclass(frozen=True)
class DateCase:
    """A date with its surroundings."""

    context: Context
    expression: Expression
    block: Block
    known: Known

    @cached_property
    def before(self) -> str:
        """The words before it in its paragraph."""
        start = self.expression.span[0]
        return self.context.text[max(self.block.start, start - _BEFORE) : start]

    @cached_property
    def after(self) -> str:
        """The words behind it in its paragraph."""
        end = self.expression.span[1]
        return self.context.text[end : min(end + _AFTER, self.block.end)]

    @cached_property
    def sentence(self) -> Span:
        """The sentence around it."""
        return self.context.sentence(self.expression.span[0], self.block)

    @cached_property
    def clause_span(self) -> Span:
        """The part of the sentence between semicolons around it."""
        text, (first, last), (start, end) = self.context.text, self.sentence, self.expression.span
        close = text.find(";", end, last)
        return max(text.rfind(";", first, start) + 1, first), close if close >= 0 else last

    @cached_property
    def clause(self) -> str:
        """The words between semicolons around it."""
        return self.context.text[slice(*self.clause_span)]

    def figures(self, start: int, end: int) -> list[Quantity]:
        """The quantities of a stretch of the document."""
        return self.context.quantities((start, max(start, end)))

    @cached_property
    def event(self) -> bool:
        """Whether its clause names something that happens."""
        return _holds(EVENT, self.clause)

    @cached_property
    def done(self) -> bool:
        """Whether its clause says what is to be done by a time."""
        return _holds(DUE_VERB, self.clause)

    @property
    def due(self) -> bool:
        """Whether the words right before it say that something is due by then."""
        return self.context.due_words(self.expression.span[0]).due >= self.block.start

    @property
    def finished(self) -> bool:
        """Whether they say that all is finished by then."""
        return self.context.due_words(self.expression.span[0]).finished >= self.block.start

    @property
    def up_to(self) -> bool:
        """Whether they say that a time ends then."""
        return self.context.due_words(self.expression.span[0]).up_to >= self.block.start

    @cached_property
    def compared(self) -> bool:
        """Whether something is measured from it."""
        return bool(COMPARED.search(self.before))

    @cached_property
    def counted(self) -> bool:
        """Whether its clause states a quantity."""
        return bool(self.figures(*self.clause_span))

    @cached_property
    def counted_after(self) -> list[Quantity]:
        """The quantities behind it in its clause."""
        return self.figures(self.expression.span[1], self.clause_span[1])

    @property
    def shape(self) -> str:
        """The shape of its expression."""
        return self.expression.shape

    @property
    def year(self) -> bool:
        """Whether it is a bare year."""
        return self.shape == "year"

    @property
    def spans(self) -> bool:
        """Whether it is a stretch of time with two ends."""
        return self.shape in ("interval", "list", "open", "half")

    @property
    def anniversary(self) -> bool:
        """Whether it goes from a day to the same day of another year."""
        return bool(re.fullmatch(r"\d{4}(-\d\d-\d\d)/\d{4}\1", self.expression.edtf))

    @cached_property
    def sets_time(self) -> bool:
        """Whether a year says when its clause takes place, and does not only qualify a noun."""
        return self.year and bool(WITHIN.search(self.before) or self.opens_clause)

    @property
    def opens_clause(self) -> bool:
        """Whether a clause begins with it."""
        return self.opens or bool(_NEW_CLAUSE.search(self.before))

    @property
    def priced(self) -> bool:
        """Whether it qualifies what an amount of money behind it is for ("Kinh phí năm 2027: 40 triệu đồng")."""
        return bool(self.counted_after) and self.counted_after[0].kind == "money" and not self.opens_clause

    @cached_property
    def past(self) -> bool:
        """Whether it is earlier than the paper itself."""
        issued, edtf = self.known.issued, self.expression.edtf
        return bool(issued and re.fullmatch(r"\d{4}(?:-\d\d){0,2}", edtf) and edtf < issued[: len(edtf)])

    @cached_property
    def cited(self) -> bool:
        """Whether it is part of a reference."""
        return self.expression.span[0] in self.known.cited

    @cached_property
    def own(self) -> bool:
        """Whether it stands in the head, or with the paper's mention of itself."""
        if self.expression.span[0] in self.known.own:
            return True
        line = self.context.text[self.block.start : self.block.end]
        if self.known.issued is None and _PLACED.fullmatch(line):
            return True
        opens = _OPENS_HEAD.match(line)
        if (
            self.block.kind != "head"
            or len(line) > (_WHOLE_MOST if opens else _HEAD_MOST)
            or (_SYMBOL_BEFORE.search(self.before) and not opens)
        ):
            return False
        return not self.spans and (not self.year or "ngày" in self.before.lower())

    @cached_property
    def in_title(self) -> bool:
        """Whether it stands in the title of the paper, in that of a cited one, or between quotation marks."""
        at = self.expression.span[0]
        lead = self.context.text[self.block.start : at]
        return (
            self.block.kind == "title"
            or at in self.known.titles
            or lead.count("“") > lead.count("”")
            or lead.count('"') % 2 == 1
        )

    @cached_property
    def opens(self) -> bool:
        """Whether its paragraph begins with it."""
        start = max(self.block.body_start, self.block.start)
        return not self.context.text[start : self.expression.span[0]].strip(" -+•*")

    @cached_property
    def state_of_play(self) -> bool:
        """Whether it stands in a part that tells what was."""
        return self.context.state_of_play(self.block)

    @cached_property
    def cell(self) -> tuple[int, int, int] | None:
        """Table, row and column that it stands in, or None outside tables."""
        return self.context.cell_at(self.expression.span[0])

    @property
    def header(self) -> bool:
        """Whether it stands in a header row of a table."""
        return self.cell is not None and self.cell[1] < self.context.document.tables[self.cell[0]].header_rows

    @property
    def column(self) -> str:
        """The title of its column, "" outside tables."""
        return self.context.column_title(self.cell[0], self.cell[2]) if self.cell else ""

    @cached_property
    def heads(self) -> bool:
        """Whether its paragraph is little more than the date and so is a heading for what stands below."""
        block, text, (start, end) = self.block, self.context.text, self.expression.span
        lead = text[max(block.body_start, block.start) : start].strip(" :.-")
        rest = text[end : block.end].strip(" :.-")
        bare = not rest or (len(rest) < 40 and block.kind == "heading" and not self.figures(end, block.end))
        goes_on = block.label is None and text[max(block.body_start, block.start)].islower()
        return (
            block.kind != "row" and bare and not goes_on and len(lead) <= 26 and (not lead or bool(_AIMS.search(lead)))
        )

    @cached_property
    def lists_targets(self) -> bool:
        """Whether what stands under its paragraph is quantified rather than done."""
        below = self._below()
        if not below:
            return bool(_GOALS.search(" ".join(self.context.part_titles(self.block)[:3])))
        return 2 * sum(bool(self.figures(block.start, block.end)) for block in below) >= len(below)

    def _below(self) -> list[Block]:
        """The paragraphs under its own, of the next forty."""
        first = self.context.block_index(self.block.start) + 1
        blocks, chains = self.context.document.blocks[first : first + 39], self.context.chains[first : first + 39]
        below: list[Block] = []
        for other, chain in zip(blocks, chains, strict=True):
            if self.block in chain:
                below.append(other)
            elif other.kind == "heading" or (below and other.label is not None):
                break
        return below

    @property
    def sentence_counted(self) -> bool:
        """Whether its sentence states a quantity."""
        return bool(self.context.quantities(self.sentence))

    @cached_property
    def aimed_at(self) -> bool:
        """Whether its sentence states a quantity in a part of aims."""
        return self.sentence_counted and any(map(_GOALS.search, self.context.part_titles(self.block)))

    @cached_property
    def reached(self) -> bool:
        """Whether a percentage or amount right before it is reached by then ("xuống còn 22% vào năm 2028")."""
        start, at = self.clause_span[0], self.expression.span[0]
        found = self.figures(start, at)
        return bool(found) and found[-1].kind in ("percent", "measure") and at - start - found[-1].span[1] < 30

    @cached_property
    def figure_before(self) -> Quantity | None:
        """The quantity that it stands right behind ("68 điểm năm 2027"), or None."""
        start = self.expression.span[0] - len(self.before)
        found = self.figures(start, self.expression.span[0])
        return found[-1] if found and found[-1].span[1] >= len(self.before.rstrip()) else None
