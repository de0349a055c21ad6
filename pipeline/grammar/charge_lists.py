"""Headings and paragraphs that say whose work the list below them is."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.grammar import bodies, persons
from pipeline.grammar.charges import OPENINGS, Charge
from pipeline.grammar.pieces import DUTY, UPPER

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


def charge_of_list(text: str, start: int, end: int) -> Charge | None:
    """The body that is to do the list below a paragraph: "... UBND xã yêu cầu các thôn thực hiện các việc sau:"."""
    stop = start
    for head in bodies.heads().finditer(text, start, end):
        at = head.start()
        if at < stop:  # a word of the name before: "Văn phòng Ủy ban nhân dân"
            continue
        stop = bodies.listed_end(text, at, end)
        if stop <= at or not bodies.begins(text, at, end) or _HELPED.search(text[start:at]):
            continue
        asked = re.search(r"(?:[Đđ]ề nghị|[Mm]ời)\s+$", text[start:at])
        told = asked or re.search(r"(?:[Yy]êu cầu|[Gg]iao)\s+$", text[start:at])
        if _WORK_BELOW.fullmatch(text, stop, end) or (told and _WORK_LATER.fullmatch(text, stop, end)):
            return Charge(bodies.trimmed(text, at, stop), "requested" if asked else "lead", end, "charge-list")
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


def of_heading(words: str) -> Charge | None:
    """The body that a heading such as "Đề nghị Ủy ban MTTQ xã" names; None where it names none, or says more."""
    duty = _DUTY_AT_END.search(words)
    if duty and duty.start() > 0:
        named = of_heading(words[: duty.start()])
        return replace(named, task=len(words)) if named else None
    person = persons.at(words, 0, len(words))
    if person and not words[person.end :].strip(" :."):
        return Charge(person.name, "lead", person.end, "charge-person")
    opening = OPENINGS.at(words, 0, len(words))
    at = opening.span[1] if opening else 0
    if not bodies.begins(words, at, len(words)):
        asked = opening is not None and opening.by == "charge-asked" and _is_proper_name(words, at)
        return Charge((at, len(words)), "requested", len(words), "charge-asked") if asked else None
    colon = words.find(":", at)
    whole = colon < 0 or bodies.listed_end(words, at, len(words)) >= len(words.rstrip(" :.;,"))
    limit = len(words) if whole else colon
    end = bodies.listed_end(words, at, limit)
    if opening and (_OF_A_TEAM.match(words, at - 4) or (_DUTIES_OF.match(words) and limit - end <= _TOLD_MOST)):
        end = limit
    charged = _CHARGED_HEADING.match(words, end, limit)
    end = charged.end() if charged else end
    if end < limit - 1 and not _BEHIND_HEADING.match(words, end) and len(words) - end > _DANGLING:
        return None
    body = bodies.trimmed(words, at, min(limit, end))
    by = opening.by if opening else "charge-heading"
    return Charge(body, "requested" if by == "charge-asked" else "lead", end, by) if body[1] > body[0] else None


_PROPER = re.compile(rf"[{UPPER}][^\W\d_]*(?:\s[^\W\d_]+){{0,7}}\s[{UPPER}][^\W\d_]*(?:\s[^\W\d_]+){{0,4}}")


def _is_proper_name(words: str, at: int) -> bool:
    """Whether what is asked for is named and nothing said of it: "Đề nghị Giáo hội Phật giáo tỉnh"."""
    named = _PROPER.fullmatch(words, at) is not None and not bodies.verb_first(words[at:])
    return named and bodies.region_end(words, at, len(words)) >= len(words)


def beside_others(words: str) -> Charge:
    """The body of a heading that is known to name one by the headings beside it."""
    duty = _DUTY_AT_END.search(words)
    return Charge((0, duty.start() if duty else len(words)), "lead", len(words), "charge-beside")


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
