"""Who a sentence charges with what: how it opens, what ties the body to its task, what may stand before the task."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.grammar import bodies, persons, qualifiers
from pipeline.grammar.before_task import MAY, TELLS, operative, without_negation
from pipeline.grammar.phrases import AT_START, rule, table
from pipeline.grammar.pieces import NO_GIVING, UPPER
from pipeline.grammar.rule import Rule, Table
from pipeline.grammar.ties import TIES
from pipeline.text.spans import Span

Role = Literal["lead", "requested"]


@dataclass(frozen=True, slots=True)
class Charge:
    """A body that a sentence names as the one to act.

    Attributes:
        body: where it is named.
        words: its name as printed.
        role: what the sentence makes of it; None where it is whatever the heading above says.
        task: where its task begins.
        by: the rule that tied the two.
    """

    body: Span
    words: str
    role: Role | None
    task: int
    by: str

    @classmethod
    def of(cls, text: str, body: Span, role: Role | None, task: int, by: str) -> Charge:
        """The charge of a body named at a place of a text."""
        return cls(body, text[slice(*body)], role, task, by)

    @property
    def span(self) -> Span:
        return self.body[0], max(self.body[1], self.task)


OPENINGS = table(
    (
        rule(
            "charge-asked",
            r"(?:(?:Kính|Trân trọng)\s+)?(?:[Đđ]ề nghị|[Mm]ời|[Kk]ính mời|[Đđ]ề xuất|"
            rf"[Kk]huyến khích(?=\s+(?:(?:các|những)\s+)?(?:[{UPPER}]|bộ|cấp|chính quyền|địa phương|phường|sở|thôn|"
            r"xã)))\s*:?\s+"
            r"(?=[^\W\d_])",
            examples=(
                ("Đề nghị Hội Nông dân xã vận động hội viên", "Đề nghị"),
                ("Kính mời các trường học cử người dự", "Kính mời"),
                ("Trân trọng đề nghị Đảng ủy xã quan tâm", "Trân trọng đề nghị"),
            ),
            against=("Xem xét đề nghị của các hộ", "Đề nghị: 15 hộ"),
            basis="rulings 5 and 10",
        ),
        rule(
            "charge-given",
            r"(?:(?:UBND|Ủy ban nhân dân|Chủ tịch|Đảng ủy|Ban Thường vụ|Bảo hiểm xã hội|Sở|Bộ|Ban)\s[^,.;]{0,60}\s+"
            rf"(?<![Nn]goại )(?<!bàn )(?<!được )(?=yêu cầu|đề nghị|giao(?!{NO_GIVING}))|"
            r"(?:Trong đó|Theo đó),?\s+"
            r"(?=giao|phân công|yêu cầu)|(?:UBND|Ủy ban nhân dân|Chủ tịch|Đảng ủy|Ban Thường vụ)\s+)?"
            rf"(?:[Gg]iao(?!{NO_GIVING})(?:\s+cho|"
            r"\s+trách nhiệm cho|\s+nhiệm vụ cho)?|[Yy]êu cầu|[Pp]hân công|"
            r"[Đđ]ối với(?!\s+(?:các\s+|những\s+)?(?:(?:ngành\s[^.;:]{0,200})?lĩnh vực|trường hợp|nội dung|hành vi|"
            r"dự án|công trình|nhiệm vụ|khoản))|"
            r"[Tt]rách nhiệm(?: chung|(?: và|,) quyền hạn)? của|"
            r"[Nn]hiệm vụ(?:(?: và|,) (?:quyền hạn|trách nhiệm))? của)\s+(?=[^\W\d_])",
            examples=(
                ("Giao cho Trạm Y tế xã lập danh sách", "Giao cho"),
                ("UBND xã yêu cầu Công an xã tuần tra", "UBND xã yêu cầu"),
                ("Trong đó giao Công an xã thực hiện", "Trong đó giao"),
                ("Trách nhiệm của Trạm Y tế", "Trách nhiệm của"),
                ("Trách nhiệm chung của các thôn", "Trách nhiệm chung của"),
                ("Nhiệm vụ và quyền hạn của Đoàn kiểm tra", "Nhiệm vụ và quyền hạn của"),
            ),
            against=(
                "Trạm Y tế được giao 02 biên chế",
                "Ban Quản lý chợ được giao sửa chữa mái che",
                "Giao 15 chỉ tiêu",
                "Đảng ủy ký kết giao ước thi đua",
                "Ban An toàn giao thông xã tuần tra",
                "Đối với các trường hợp mới phát sinh thì rà soát thêm",
                "Đối với các ngành y tế, xây dựng và các lĩnh vực khác: rà soát thêm",
                "Bộ Xây dựng cùng Bộ Ngoại giao và các tỉnh đón khách",
            ),
        ),
    ),
    starts=AT_START,
)
"""How a sentence or a heading opens that hands a task to a body."""


def _person_acts(match: re.Match[str]) -> Iterator[Charge]:
    text, end = match.string, match.endpos
    person = persons.at(text, match.start(), end)
    tie = TIES.at(text, person.end, end) if person else None
    if person:
        task = tie.span[0] + tie.task if tie else persons.in_charge_of(text, person.end, end)
        if task is not None and task < end:
            yield Charge.of(text, person.name, None, task, "charge-person")


PERSONS = Table(
    (
        Rule(
            "charge-person",
            persons.PERSON,
            _person_acts,
            "ruling 5",
            (
                ("Ông Đỗ Văn Thử chủ trì, tuần tra", ("Ông Đỗ Văn Thử",)),
                ("Đồng chí Lê Thị Cúc - Phó Trưởng ban phụ trách lớp bơi", ("Đồng chí Lê Thị Cúc - Phó Trưởng ban",)),
            ),
            ("Ông Đỗ Văn Thử.", "Ông Đỗ Văn Thử, 52 tuổi"),
        ),
    ),
    show=lambda charge: charge.words,
    anchor=re.compile(""),
    walls=re.compile(r"\n"),
    starts=AT_START,
)
"""Persons with whom a sentence opens and who are to act in it."""

_NAME_MOST = 40
"""Words in the body of a charge, at most; a longer stretch is a misreading."""
_PREAMBLES_MOST = 6


def find(text: str, start: int, end: int, *, headed: bool = False) -> Charge | None:
    """The body at the head of a sentence, or behind its preambles, that is charged with what follows.

    Args:
        headed: whether a heading above names who acts; "Phân công ...", "Yêu cầu ..." are then tasks of its own.
    """
    at = start
    for _ in range(_PREAMBLES_MOST):
        case = _CASE.match(text, at, end)
        if case and _opens_subject(text, case.end(), end, then=True):
            at = case.end()
        opening = OPENINGS.at(text, at, end)
        if asked := _issuer_asks(text, at, end):
            return _named(text, asked, end, "charge-asked", listed=headed)
        if headed and (text.startswith(("Phân công", "Đề xuất", "Yêu cầu"), at) or _is_topic(text, at, end)):
            opening = None
        begin, by = (opening.span[1], opening.by) if opening else (at, None)
        charge = _named(text, begin, end, by, listed=headed)
        if opening and (charge is None or not text[charge.task : end].strip(" .;:")):
            # "UBND xã phân bổ và giao dự toán cho các thôn" says what is given, and no more of those it is given to
            charge = _named(text, at, end, None, listed=headed) or charge
        if charge or (opening and not text.startswith("Đối với", at)):
            return charge
        behind = past_preamble(text, at, start, end)
        if behind is None:
            return None
        at = behind
    return None


def _is_topic(text: str, at: int, end: int) -> bool:
    """Whether "Đối với ..." says what the task of the body above is about: "Đối với các cầu yếu, cắm biển báo"."""
    return text.startswith("Đối với", at) and operative(text, at, end) > at


_ISSUES = re.compile(
    r"(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân|Chính phủ|Thủ tướng|Chủ tịch|Thường trực|Đảng ủy|Tỉnh ủy|Thành ủy|"
    r"Ban Thường vụ|Ban Thường trực|Ban Chỉ đạo|Ban Chấp hành|Sở|Bộ|Ủy ban MTTQ|Ủy ban Mặt trận)\s"
)
_CLOSING_MOST = 800  # characters of the closing paragraph in front of who is asked
_ASKS = re.compile(r"\s*(?:(?:trân trọng|kính)\s+)?đề nghị\s+(?!của\b)")


def _issuer_asks(text: str, at: int, end: int) -> int | None:
    """Where the bodies are named that the issuer asks: "Ủy ban nhân dân xã đề nghị các thôn ..."; None elsewhere."""
    closing = text.startswith("Trên đây là", text.rfind("\n", max(0, at - _CLOSING_MOST), at) + 1)
    if not (_ISSUES.match(text, at, end) or (closing and bodies.begins(text, at, end))):
        return None
    asks = _ASKS.match(text, bodies.region_end(text, at, end), end)
    return asks.end() if asks and _opens_subject(text, asks.end(), end) else None


_CASE = re.compile(r"(?:Đối với|Trường hợp)\s[^.;:]+?\sthì\s+")  # a case, after whose "thì" a body may be named
_OFFICE_OF = re.compile(
    r"\s*\((?:là )?(?:[Cc]ơ quan|[Đđ]ơn vị|[Bb]ộ phận|qua|thông qua|viết tắt|sau đây)\b[^()]{0,80}\)(?=\s+\w)"
)
"""A bracket about a body, before its verb: "(cơ quan thường trực)", "(qua Phòng Kinh tế)"."""
_LEADERS = re.compile(r"lãnh đạo\s+")  # of a body; elsewhere the word is a verb: "Đề nghị lãnh đạo các phòng ..."


def _named(text: str, begin: int, end: int, opened_by: str | None, *, listed: bool) -> Charge | None:
    """The charge of the body or person whose name begins here; `listed`: only kinds of bodies that the lexicon has."""
    person = PERSONS.at(text, begin, end)
    if person:
        role = _role(opened_by, asked=opened_by == "charge-asked")
        return replace(person, role=role, task=operative(text, person.task, end))
    leaders = _LEADERS.match(text, begin, end) if opened_by else None
    name = leaders.end() if leaders else begin
    if bodies.verb_first(text[name : name + 40]):
        return None
    if not bodies.begins(text, name, end) and (listed or not _acts(text, name, end)):
        return None
    stop = qualifiers.end_of(text, name, bodies.listed_end(text, name, end), end)
    body, negated = without_negation(text, bodies.trimmed(text, begin, stop))
    if not _is_name(text, body):
        return None
    aside = _OFFICE_OF.match(text, stop, end)
    return _tied(text, body, aside.end() if aside else stop, end, opened_by, negated)


def _tied(text: str, body: Span, stop: int, end: int, opened_by: str | None, negated: int | None) -> Charge | None:
    """The charge of a body by what stands behind its name, from `stop` on; `negated`: where a "không" begins."""
    tie = TIES.at(text, stop, end)
    if tie is None and (opened_by is None or not text[stop:end].strip(" .;")):
        return None
    inner = _named(text, tie.span[1], end, None, listed=True) if tie and tie.by == "charge-colon" else None
    if inner and inner.by == "charge-verb":
        return replace(inner, role=_role(opened_by, asked=opened_by == "charge-asked"))
    asked = opened_by == "charge-asked" or (tie is not None and tie.asks)
    task = negated or operative(text, tie.span[0] + tie.task if tie else stop, end)
    if opened_by is None and TELLS.match(text, task):
        return None
    return Charge.of(text, body, _role(opened_by, asked=asked), task, opened_by or (tie.by if tie else ""))


def _is_name(text: str, body: Span) -> bool:
    """Whether what reads like the name of a body is not too long for one, and says nothing of the body."""
    words = text[slice(*body)]
    return bool(words) and len(words.split()) <= _NAME_MOST and not MAY.search(words) and not _HAS.search(words)


_HAS = re.compile(r"\scó (?:một|\d+|ít nhất|tối thiểu)\s")
"""In what reads like a name: what a sentence says that the body has ("Mỗi thôn có một ...")."""
_LEADS = re.compile(r"\s*(?:chủ trì[\s,]|(?:có|chịu) trách nhiệm\s)")
_NO_ACTOR = re.compile(
    r"(?:Việc|Nội dung|Kế hoạch|Chương trình|Quy chế|Công tác|Hoạt động|Quá trình|Sự|Đây|Đó|Nhiệm vụ|Kết quả|Kinh phí|"
    r"Thời gian|Hội nghị|Hội thảo|Không|Ai|Nơi|Phân|Cùng|Do|Cơ sở|"
    r"(?:Cơ quan|Đơn vị|Bộ phận) (?:thường trực|đầu mối)|Người(?! (?:lao động|dân|sử dụng)))\b"
)
_ACTOR_MOST = 10
"""Words in the name of a body of an unlisted kind, at most."""


def _acts(text: str, begin: int, end: int) -> bool:
    """Whether a body of an unlisted kind opens a sentence and leads: "Hãng taxi Sao Mai chủ trì, ..."."""
    if not text[begin : begin + 1].isupper() or _NO_ACTOR.match(text, begin) or _PREAMBLE.match(text, begin):
        return False
    stop = bodies.region_end(text, begin, end)
    return 0 < len(text[begin:stop].split()) <= _ACTOR_MOST and bool(_LEADS.match(text, stop, end))


def _role(opened_by: str | None, *, asked: bool) -> Role | None:
    """The role that an opening gives the body behind it."""
    return "requested" if asked else "lead" if opened_by else None


_PREAMBLE = re.compile(
    r"(?:Căn cứ|Trên cơ sở|Theo(?! dõi)|Trong|Trường hợp|Ngày|Nếu|Khi|Cuối|Đầu|"
    r"Đối với|"
    r"Định kỳ|Hằng năm|Hàng năm|Hằng quý|Hàng quý|Hằng tháng|Hàng tháng|Với|Nhằm|Trước|Sau|Ngoài|Đến|Vào|Trên đây|"
    r"(?:Tháng|Quý|Tuần|Năm)(?=\s+[\dIV])|"
    r"Kế hoạch này|Nhận được|Để|Về|Từ|Ngay sau|Chậm nhất|Quá trình|Đồng thời|Bên cạnh|Ngoài ra|Cùng với)\b"
)
_RECURRING = re.compile(r"(?:Định kỳ\s+)?(?:hằng|hàng|Hằng|Hàng)\s+(?:năm|quý|tháng|tuần)(?:,\s*|\s+)")


def past_preamble(text: str, at: int, start: int, end: int) -> int | None:
    """Past one opening phrase up to the next comma or semicolon that a subject or a request follows."""
    if at == start and not _PREAMBLE.match(text, at, end):
        return None
    if _OFTEN.match(text, at, end) and _does_in(text, at, end):
        return None
    recurring = _RECURRING.match(text, at, end)
    if recurring and _opens_subject(text, recurring.end(), end):
        return recurring.end()
    if recurring and not _TIMED.match(text, recurring.end()) and bodies.verb_first(text[recurring.end() : end]):
        return None
    parts = r"[,;:]\s+" if _TITLED.match(text, at) else r"[,;]\s+|(?<!\bđể)\s(?=(?:đề nghị|yêu cầu)\s)|(?<=vướng mắc)\s"
    looked = at
    for found in re.finditer(parts, text[at:end]):
        nxt = at + found.end()
        if _ACTS_ALREADY.search(text, looked, nxt):
            return None
        looked = nxt
        if _opens_subject(text, nxt, end):
            return nxt
    return None


_ACTS_ALREADY = re.compile(r"phối hợp|(?<!do)(?<!quan )(?<!vị )chủ trì|kết hợp")
_TIMED = re.compile(r"(?:trước|sau|vào|trong|đến|từ|chậm nhất|khi)\s")  # "Hằng năm, trước ngày 10/01, ..."
_OFTEN = re.compile(r"(?:Định kỳ|Hằng|Hàng|Thường xuyên)\s")


def _does_in(text: str, at: int, end: int) -> bool:
    """Whether a task verb stands before the first comma, or right behind it: then the body named above acts."""
    comma = re.compile(r"[,;]\s*").search(text, at + 8, end)
    if comma is not None and bodies.verbs().match(text, comma.end(), end) and not _TIMED.match(text, comma.end()):
        return True
    return comma is not None and any(
        found.group("verb") and not text.endswith(("có ", "theo "), 0, found.start())
        for found in bodies.verbs().finditer(text, at + 8, comma.start())
    )


_TITLED = re.compile(
    r"Về\s|(?:Từ|Ngày|Trước|Đến|Trong|Tháng|Quý|Tuần|Năm)\s+(?:(?:ngày|hết|tháng|quý|năm|đầu|cuối)\s+)*[\dIV]"
)
"""Openings that a colon may close: what a paragraph is about, or when."""
_LOWER_SUBJECT = re.compile(
    r"(?:các|cả các|những|mọi|từng|toàn thể|nhà trường|đề nghị|yêu cầu|giao|người đứng đầu|thủ trưởng|trưởng|lãnh đạo|"
    rf"(?:tỉnh|thành phố|xã|phường|đặc khu)(?=\s+[{UPPER}]))\s"
)
"""Openings of a subject that begins without a capital."""


def _opens_subject(text: str, at: int, end: int, *, then: bool = False) -> bool:
    """Whether a body, or a request or charge to one, begins here; `then`: after "thì", where it needs no capital."""
    if text[at : at + 1].islower() and not then and not _LOWER_SUBJECT.match(text, at):
        return False
    return bool(bodies.heads().match(text, at, end) or OPENINGS.at(text, at, end))


_PREPARED = re.compile(
    r"(?:Trong quá trình|Quá trình|Nếu|Định kỳ|Hằng|Hàng|Trước ngày|Chậm nhất|Khi|Trên cơ sở|Căn cứ)\s"
)
_OWN_VERB = re.compile(
    r"\s*(?:(?:có trách nhiệm|chịu trách nhiệm|phải|chủ trì|chủ động|căn cứ|gửi|báo cáo|phản ánh|xây dựng|tổ chức)\b|"
    r"(?:kịp thời|thường xuyên|nghiêm túc|khẩn trương|tích cực|định kỳ)\s+\w)"
)
_NAMED_KIND = re.compile(rf"[{UPPER}]|(?!các\s|những\s|lãnh đạo\s)[^\W\d_]+\s(?:[^\W\d_]+\s)?[{UPPER}]")
"""A name, with the kind of body in small letters: "công chức Văn hóa - Xã hội"."""
_ANY_OF_A_KIND = re.compile(r"(?:Các|Mỗi|Từng|Người|Những)\s")


def find_later(text: str, start: int, end: int, *, headed: bool = False) -> Charge | None:
    """The charge of a body that a later clause names: a named one, or generic ones with a verb of duty behind them."""
    if _PREPARED.match(text, start, end):
        start = past_preamble(text, start, start, end) or start
    opening = OPENINGS.at(text, start, end)
    asked = opening is not None and opening.by == "charge-asked"
    begin = opening.span[1] if opening else start
    named = bodies.heads().match(text, begin, end)
    if not named and not asked:
        return None
    stop = bodies.region_end(text, begin, end)
    of_a_kind = not _NAMED_KIND.match(text, begin) or _ANY_OF_A_KIND.match(text, begin)
    if of_a_kind and not asked and not _OWN_VERB.match(text, stop, end):
        return None
    found = find(text, start, end, headed=headed)
    if found or not asked or not named or stop >= end:
        return found
    body = bodies.trimmed(text, begin, stop)
    task = operative(text, stop, end)
    return Charge.of(text, body, "requested", task, "charge-asked") if body[1] > body[0] else None
