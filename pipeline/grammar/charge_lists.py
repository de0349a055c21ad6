"""Paragraphs that say whose work the list below them is."""

from __future__ import annotations

import re

from pipeline.grammar import bodies
from pipeline.grammar.charges import Charge

_WORK_BELOW = re.compile(
    r"\s*,?\s*(?:(?:cần|phải|tập trung|chỉ đạo|triển khai|thực hiện|tổ chức|khẩn trương|nghiêm túc|chủ động|ngay|tốt|"
    r"có hiệu quả|có (?:trách nhiệm|nhiệm vụ)|quan tâm|đồng bộ)\s+)*(?:(?:các|những|một số)\s+)?"
    r"(?:nhiệm vụ|công việc|nội dung|biện pháp|giải pháp|việc|công tác)\b[^.;:]{0,60}\ssau(?: đây)?\s*:\s*"
)
"""What stands between a body and the list of what it is to do: "tập trung thực hiện một số nhiệm vụ sau:"."""
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
        if _WORK_BELOW.fullmatch(text, stop, end):
            asked = re.search(r"(?:[Đđ]ề nghị|[Mm]ời)\s+$", text[start:at])
            return Charge(bodies.trimmed(text, at, stop), "requested" if asked else "lead", end, "charge-list")
    return None
