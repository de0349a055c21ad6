"""Whether words before a figure, or behind it, say what is done: the figure then counts the object of a verb."""

from __future__ import annotations

import re

from pipeline.grammar import bodies
from pipeline.grammar.counted_nouns import making_verbs
from pipeline.grammar.counts import HOW


def verbal(text: str) -> bool:
    """Whether a clause opens with a task verb, so that the figure counts the object of that verb."""
    low = text.strip()[:1].lower() + text.strip()[1:]
    if HOW.sub("", f"{low} ").strip() in making_verbs():
        return True  # "xây xong"
    return bool(bodies.verbs().match(low) or _DOES.match(low))


_DOES = re.compile(
    r"(?:đăng|cử|mời|tuyển|phát|bố trí|tuyên truyền|thành lập|kiện toàn|chuẩn bị|dự|xây dựng|sơn|trồng|lắp|sửa|"
    r"nạo|cải tạo|nâng cấp|mở|tổ chức|cấp|hỗ trợ|đầu tư|bê tông|thu|tiết kiệm|giảm|tăng|huy động|"
    r"phấn đấu|chuyển đổi|giải ngân|duy trì|phát triển|khai thác|đào|kiên cố|làm|vận động|hoàn thành|"
    r"cứng hóa|trồng mới|tạo|giải quyết|sắp xếp|xóa bỏ)\b",
    re.IGNORECASE,
)


def another_verb(text: str, start: int, end: int) -> int | None:
    """The comma in front of the next thing to do ("sửa 05 chợ, bố trí chỗ cho tiểu thương"); None without one."""
    for comma in re.finditer(r",\s+", text[start:end]):
        before = " ".join(text[start : start + comma.start()].split()[-2:])  # "đoàn kiểm tra, giám sát" is one name
        if bodies.verb_first(text[start + comma.end() : end]) and not bodies.verb_first(before):
            return start + comma.start()
    return None
