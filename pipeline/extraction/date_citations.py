"""Dates of papers that no reference was read from: without a number, or with a symbol in none of the known forms."""

from __future__ import annotations

import re

ATTACHED = re.compile(r"[Kk]èm theo\s+(?:Quyết định|Kế hoạch|Công văn|Chương trình|Nghị quyết|Thông báo)[^;]*$")
"""What an annex says that it was issued with."""
_NUMBERED = re.compile(
    r"(?:Quyết định|Nghị quyết|Nghị định|Thông tư|Chỉ thị|Kế hoạch|Công văn|Thông báo|Kết luận|Công điện|"
    r"Chương trình)\s+số:?\s*[\w./\-]+\s*,?\s*$"
)
"""A number right before the date, whatever its symbol is like."""
_LAW = re.compile(r"[Ll]uật\s[^;.]*$")
_LAW_ENDS = re.compile(r"\s*[;,.]")


def cites(before: str, after: str, *, past: bool) -> bool:
    """Whether a day is that of a cited paper, by the words before and behind it.

    Args:
        before: what stands before the date in its paragraph.
        after: what follows it.
        past: whether it lies before the paper itself.
    """
    law = past and _LAW.search(before) and _LAW_ENDS.match(after)
    return bool(law or _NUMBERED.search(before)) or _cites_without_number(before, after)


def _cites_without_number(before: str, after: str) -> bool:
    cites = re.search(
        r"(?:Quyết định|Nghị quyết|Kế hoạch|Công văn|Thông báo|Biên bản|Tờ trình|Báo cáo|Công điện|Kết luận|"
        r"phiên họp|cuộc họp|Luật)[^,;.]{0,40}$",
        before,
    )
    return (
        bool(cites)
        and bool(re.match(r"\s*(?:của|,? do|về|ban hành)", after))
        and not re.search(r"(?:trước|đến|từ|chậm nhất)\s*$", before)
    )
