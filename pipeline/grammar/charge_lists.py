"""Headings and paragraphs that say whose work the list below them is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from pipeline.grammar import bodies, persons
from pipeline.grammar.charges import OPENINGS, Charge, Role
from pipeline.grammar.phrases import Phrase
from pipeline.grammar.pieces import DUTY, UPPER
from pipeline.grammar.rule import Choice, Choices
from pipeline.text.spans import Span

_WORK_BELOW = re.compile(
    r"\s*,?\s*(?:(?:cần|phải|tập trung|chỉ đạo|triển khai|thực hiện|tổ chức|khẩn trương|nghiêm túc|chủ động|ngay|tốt|"
    r"làm|có hiệu quả|có (?:trách nhiệm|nhiệm vụ)|quan tâm|đồng bộ)\s+)*(?:(?:các|những|một số)\s+)?"
    r"(?:nhiệm vụ|công việc|nội dung|biện pháp|giải pháp|việc|công tác)\b[^.;:]{0,60}\ssau(?: đây)?\s*:\s*"
)
"""What stands between a body and the list of what it is to do: "tập trung thực hiện một số nhiệm vụ sau:"."""
_WORK_LATER = re.compile(
    r"\s*[^.;:]*\s(?:các|những|một số)\s(?:nhiệm vụ|công việc|nội dung|biện pháp|giải pháp|việc)\b"
    r"[^.;:]{0,240}\ssau(?: đây)?\s*:\s*"
)
"""The same behind what they are asked to do as a whole: "... tăng cường kiểm tra, tập trung các nội dung sau:"."""
_HELPED = re.compile(r"(?:giúp|tham mưu|với|cùng|của|cho|tới|đến|lên)\s+$")
"""In front of a body that others work for or with."""


_ASKS = re.compile(r"(?:[Đđ]ề nghị|[Mm]ời)\s+$")
_TELLS = re.compile(r"(?:[Yy]êu cầu|[Gg]iao)\s+$")


@dataclass(frozen=True)
class Named:
    """Bodies named in a paragraph, from `at` to `stop`, that may be those who are to do the list below it."""

    text: str
    start: int
    at: int
    stop: int
    end: int

    @cached_property
    def before(self) -> str:
        """What the paragraph says before the name."""
        return self.text[self.start : self.at]

    @cached_property
    def work_below(self) -> bool:
        """Whether nothing but the words that lead in the list stands behind the name."""
        return _WORK_BELOW.fullmatch(self.text, self.stop, self.end) is not None

    @cached_property
    def work_later(self) -> bool:
        """Whether those words end the paragraph, behind what the bodies are to do as a whole."""
        return self.work_below or _WORK_LATER.fullmatch(self.text, self.stop, self.end) is not None


LISTS: Choices[Named, Role | None] = Choices(
    (
        Choice(
            "list-of-helped",
            None,
            lambda named: _HELPED.search(named.before),
            "ruling 5",
            (("Trạm Y tế giúp UBND xã thực hiện các nhiệm vụ sau:", ("none", "none")),),
            ("UBND xã thực hiện các nhiệm vụ sau:",),
        ),
        Choice(
            "charge-list-asked",
            "requested",
            lambda named: _ASKS.search(named.before) and named.work_later,
            "ruling 10",
            (
                ("UBND xã đề nghị Hội Nông dân thực hiện một số nội dung sau đây:", ("none", "requested")),
                ("Đề nghị Hội Nông dân vận động hội viên, làm tốt những việc sau:", ("requested",)),
            ),
            ("Hội Nông dân thực hiện một số nội dung sau đây:", "Đề nghị Hội Nông dân thực hiện."),
        ),
        Choice(
            "charge-list-told",
            "lead",
            lambda named: _TELLS.search(named.before) and named.work_later,
            "ruling 5",
            (("Giao Công an xã tăng cường tuần tra, tập trung các nội dung sau:", ("lead",)),),
            ("Công an xã tăng cường tuần tra, tập trung các nội dung sau:",),
        ),
        Choice(
            "charge-list",
            "lead",
            lambda named: named.work_below,
            "ruling 5",
            (("Trong tháng 6, UBND xã tập trung thực hiện các nhiệm vụ sau:", ("lead",)),),
            ("UBND xã đã thực hiện các nhiệm vụ sau:",),
        ),
        Choice(
            "list-of-nobody",
            None,
            lambda named: True,
            "ruling 5",
            (("UBND xã đã thực hiện các nhiệm vụ sau:", ("none",)),),
            ("UBND xã thực hiện các nhiệm vụ sau:",),
        ),
    )
)
"""Whether bodies that a paragraph names are to do the list below it."""


def named_in(text: str, start: int, end: int) -> Iterator[Named]:
    """The bodies that a paragraph names, runs of them as one."""
    stop = start
    for head in bodies.heads().finditer(text, start, end):
        at = head.start()
        if at < stop:  # a word of the name before: "Văn phòng Ủy ban nhân dân"
            continue
        stop = bodies.listed_end(text, at, end)
        if stop > at and bodies.begins(text, at, end):
            yield Named(text, start, at, stop, end)


def charge_of_list(text: str, start: int, end: int) -> Charge | None:
    """The body that is to do the list below a paragraph: "... UBND xã yêu cầu các thôn thực hiện các việc sau:"."""
    for named in named_in(text, start, end):
        told = LISTS.of(named)
        if told.says:
            return Charge.of(text, bodies.trimmed(text, named.at, named.stop), told.says, end, told.id)
    return None


_BEHIND_HEADING = re.compile(r"\s*(?:\(|phối hợp|chủ trì)")
"""What may follow the name in a heading: a bracket, or with whom the body acts."""
_DANGLING = 3  # characters that may follow the name in a heading


_DUTY_AT_END = re.compile(rf"\s+(?:có|chịu) {DUTY}\s*[:.]?\s*$")
"""How a heading ends under which the tasks of a body stand: "Trạm Y tế xã có trách nhiệm:"."""


_CHARGED_HEADING = re.compile(
    r"\s*(?:(?:được|đang)\s[^.;:]{3,110}|(?:nêu|nói|kể)(?:\s+ở)?\s+trên|về\s(?!việc)[^.;:,]{3,50}|"
    r"(?:trong(?!\s+(?:việc|quá trình|thời gian|công tác))|ngoài|(?:đóng )?trên địa bàn|tại(?!\s+chỗ)|thuộc)"
    r"\s[^.;:,]{2,50})$"
)
"""A qualifier that ends a heading: "Các đơn vị được giao nhiệm vụ tại Kế hoạch này", "Các trạm nêu trên"."""


@dataclass(frozen=True)
class Heading:
    """The words of a heading that may name who is charged with what stands below it."""

    words: str

    @cached_property
    def duty(self) -> int:
        """Where the words "có trách nhiệm" begin that end the heading; 0 for none."""
        found = _DUTY_AT_END.search(self.words)
        return found.start() if found else 0

    @cached_property
    def person(self) -> persons.Person | None:
        """The person that the whole heading names."""
        person = persons.at(self.words, 0, len(self.words))
        return person if person and not self.words[person.end :].strip(" :.") else None

    @cached_property
    def opening(self) -> Phrase | None:
        """The words that hand a task to the body behind them."""
        return OPENINGS.at(self.words, 0, len(self.words))

    @cached_property
    def at(self) -> int:
        """Where the name begins."""
        return self.opening.span[1] if self.opening else 0

    @cached_property
    def begins(self) -> bool:
        """Whether a body is named there."""
        return bodies.begins(self.words, self.at, len(self.words))

    @cached_property
    def limit(self) -> int:
        """Where what can be the name ends: at a colon, unless the names go on behind it."""
        colon = self.words.find(":", self.at)
        whole = colon < 0 or bodies.listed_end(self.words, self.at, len(self.words)) >= len(self.words.rstrip(" :.;,"))
        return len(self.words) if whole else colon

    @cached_property
    def end(self) -> int:
        """Where the name ends, with its qualifier and what a team is for."""
        end = bodies.listed_end(self.words, self.at, self.limit)
        duties = _DUTIES_OF.match(self.words) and self.limit - end <= _TOLD_MOST
        if self.opening and (_OF_A_TEAM.match(self.words, self.at - 4) or duties):
            end = self.limit
        charged = _CHARGED_HEADING.match(self.words, end, self.limit)
        return charged.end() if charged else end

    @cached_property
    def body(self) -> Span:
        """The name."""
        return bodies.trimmed(self.words, self.at, min(self.limit, self.end))

    @cached_property
    def says_more(self) -> bool:
        """Whether the words go on behind the name, or there is no name."""
        goes_on = self.end < self.limit - 1 and not _BEHIND_HEADING.match(self.words, self.end)
        return (goes_on and len(self.words) - self.end > _DANGLING) or self.body[1] <= self.body[0]


def _of_duty(heading: Heading) -> Charge | None:
    named = of_heading(heading.words[: heading.duty])
    return replace(named, task=len(heading.words)) if named else None


def _of_person(heading: Heading) -> Charge | None:
    person = heading.person
    return Charge.of(heading.words, person.name, "lead", person.end, "heading-person") if person else None


def _of_asked(heading: Heading) -> Charge:
    words = heading.words
    return Charge.of(words, (heading.at, len(words)), "requested", len(words), "heading-asked")


def _of_nobody(heading: Heading) -> None:
    del heading


def _of_body(heading: Heading) -> Charge:
    by = heading.opening.by if heading.opening else "charge-heading"
    role: Role = "requested" if by == "charge-asked" else "lead"
    return Charge.of(heading.words, heading.body, role, heading.end, by)


HEADINGS: Choices[Heading, Callable[[Heading], Charge | None]] = Choices(
    (
        Choice(
            "heading-duty",
            _of_duty,
            lambda heading: heading.duty,
            "ruling 5",
            (("Trạm Y tế xã có trách nhiệm:", ("Trạm Y tế xã",)), ("Hội nghị có trách nhiệm", ("none",))),
            ("Trạm Y tế xã", "Trách nhiệm của Trạm Y tế xã"),
        ),
        Choice(
            "heading-person",
            _of_person,
            lambda heading: heading.person,
            "ruling 5",
            (
                ("Đồng chí Đỗ Văn Thử - Phó Trưởng ban:", ("Đồng chí Đỗ Văn Thử - Phó Trưởng ban",)),
                ("Cô Phó Hiệu trưởng Lê Thị Cúc", ("Cô Phó Hiệu trưởng Lê Thị Cúc",)),
            ),
            ("Đồng chí Đỗ Văn Thử trực", "Các đồng chí Trưởng thôn"),
        ),
        Choice(
            "heading-asked",
            _of_asked,
            lambda heading: (
                not heading.begins
                and heading.opening is not None
                and heading.opening.by == "charge-asked"
                and _is_proper_name(heading.words, heading.at)
            ),
            "ruling 10",
            (("Đề nghị Giáo xứ Ninh Phú", ("Giáo xứ Ninh Phú",)),),
            ("Giáo xứ Ninh Phú", "Đề nghị Hội Nông dân xã"),
        ),
        Choice(
            "heading-of-matter",
            _of_nobody,
            lambda heading: not heading.begins,
            "ruling 5",
            (("Các giải pháp", ("none",)), ("Hội nghị tổng kết", ("none",))),
            ("Các thôn",),
        ),
        Choice(
            "heading-that-says-more",
            _of_nobody,
            lambda heading: heading.says_more,
            "ruling 5",
            (("Trạm Y tế xã tập huấn sơ cứu", ("none",)), ("Các đơn vị trong việc thực hiện", ("none",))),
            ("Trạm Y tế xã (thường trực)", "Các trường học trong xã"),
        ),
        Choice(
            "charge-heading",
            _of_body,
            lambda heading: True,
            "ruling 5",
            (
                ("Công an xã (thường trực)", ("Công an xã",)),
                ("Trách nhiệm của các thôn", ("các thôn",)),
                ("Công an xã: tuần tra", ("Công an xã",)),
            ),
            ("Hội nghị tổng kết",),
        ),
    )
)
"""Whom a heading charges; one that opens with words of a charge is `by` the rule of those words."""


@lru_cache(maxsize=1024)
def of_heading(words: str) -> Charge | None:
    """The body that a heading such as "Đề nghị Ủy ban MTTQ xã" names; None where it names none, or says more.

    Remembered, as each paragraph below a heading asks again.
    """
    heading = Heading(words)
    return HEADINGS.of(heading).says(heading)


_PROPER = re.compile(rf"[{UPPER}][^\W\d_]*(?:\s[^\W\d_]+){{0,7}}\s[{UPPER}][^\W\d_]*(?:\s[^\W\d_]+){{0,4}}")


def _is_proper_name(words: str, at: int) -> bool:
    """Whether what is asked for is named and nothing said of it: "Đề nghị Giáo hội Phật giáo tỉnh"."""
    named = _PROPER.fullmatch(words, at) is not None and not bodies.verb_first(words[at:])
    return named and bodies.region_end(words, at, len(words)) >= len(words)


def beside_others(words: str, by: str) -> Charge:
    """The body of a heading that is known to name one by the headings beside it, as the rule `by` tells."""
    duty = _DUTY_AT_END.search(words)
    return Charge.of(words, (0, duty.start() if duty else len(words)), "lead", len(words), by)


_DUTIES_OF = re.compile(
    r"(?:Trách nhiệm|Nhiệm vụ)\s.*?của\s+(?:các\s+)?(?:thành viên|cá nhân|tổ chức|đơn vị|cơ quan)\s"
)
"""Whose duties stand below, told with what they do: "Trách nhiệm chung của các thành viên tham gia hệ thống"."""
_TOLD_MOST = 70  # characters
_OF_A_TEAM = re.compile(r"của (?:Tổ|Đội|Đoàn|Ban|Tiểu ban|Hội đồng|Nhóm)\s[^.;:]{2,120}$")
"""Whose duties stand below, told with what it is for: "Nhiệm vụ của Tổ tiếp công dân, xử lý đơn thư"."""


def names_alone(words: str) -> bool:
    """Whether a paragraph does nothing but name whose work stands below it: "Đề nghị Hội Nông dân xã:"."""
    opening = OPENINGS.at(words, 0, len(words))
    rest = words[opening.span[1] :] if opening else words
    return bodies.is_name(_DUTY_AT_END.sub("", rest).rstrip(" :.;,"))
