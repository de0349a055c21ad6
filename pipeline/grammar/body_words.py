"""The words with which names of bodies begin, and those that no name contains, as the lexicons have them."""

from __future__ import annotations

import re
from functools import cache

from pipeline.assets import lines
from pipeline.grammar.pieces import DUTY, UPPER
from pipeline.text.patterns import either

_STOPS = (
    rf"có {DUTY}|"
    r"để|trong|nhằm|theo|về|tại|khi|với|từ(?!\s+thiện)|đến|cho|được|phải|có kế hoạch|"
    r"có văn bản|căn cứ|là|"
    r"cùng(?!\s+cấp)|qua|thông qua|(?<!mặt )bằng|nếu|do|vào|sau|trước|trên cơ sở|đã|đang|sẽ|cần|nên|mà|như|"
    r"chậm nhất|(?:hằng|"
    r"hàng)(?=\s+(?:năm|tháng|quý|tuần|ngày))|"
    r"đầu mối(?=\s+(?:với|tổng hợp|theo dõi|tham mưu|phối hợp|tiếp nhận|giúp))|"
    r"dưới|làm(?=\s+(?:tốt|việc với|rõ|đầu mối|nòng cốt))|gắn|coi|xem|nhất là|đặc biệt là|đồng thời|kể cả|ngoài|"
    r"bao gồm|gồm|nêu|giúp|ngay(?= (?:khi|sau|từ|trong))|tùy|tuỳ|"
    r"(?<![Cc]ông )(?<!chương )(?<!quy )(?<!tiến )(?<!lộ )(?<!hành )(?<!quá )(?<!giáo )trình|gửi|mở(?=\s+(?:các|lớp|"
    r"chuyên|đợt|rộng|\d))|thi hành(?!\s+án)|đưa|"
    r"cử(?=\s+(?:cán bộ|người|đại diện|công chức|viên chức|thành viên|lực lượng))|cấp(?=\s+(?:phát|giấy|kinh))|"
    r"chi(?=\s+trả)|thu(?=\s+(?:gom|hồi|thập|phí|nộp))|"
    r"(?<!hòng )khám(?=\s+(?:cho|lại|và)(?!\w))|"
    r"(?<!công )lập(?=\s+(?:\d|các|đoàn|tổ|sổ|bảng|phiếu|thủ tục|[Đđ]ề án|[Kk]ế hoạch|[Dd]anh (?:sách|mục)|dự toán|"
    r"báo cáo|biên bản|hồ sơ))|"
    r"tăng(?=\s+(?:thời lượng|số|tỷ lệ|mức|tốc))|"
    r"họp(?=\s+(?:định kỳ|đột xuất|giao ban|thường kỳ|mỗi|ít nhất|hằng|hàng|bàn|xét|để)(?!\w))|"
    r"(?<!òng )(?<!àng )(?<!mạng )không(?!\s+(?:chuyên trách|gian|quân|giữ chức vụ|thường xuyên|khí|thuộc)(?!\w))"
)


_MANY = (
    r"cấp(?!\s+(?:xã|tỉnh|huyện|phường|trên|dưới|có|mình|độ|phát|giấy))|khoa|khối|báo(?!\s+cáo)|đài|đ/c|phó|trưởng|"
    r"tầng lớp nhân dân"
)
"""Nouns that name bodies only after "các"."""


@cache
def heads() -> re.Pattern[str]:
    """Matches a word with which a body's name begins, at a word boundary, as a named or generic body."""
    named = either(written for entry in lines("body_heads.txt") for written in _capitals(entry))
    generic = either(lines("generic_bodies.txt"))
    plural = (
        rf"(?:[Cc]ác|[Nn]hững|[Mm]ọi|[Tt]oàn thể|[Tt]ừng|[Mm]ỗi|[Tt]ất cả các|[Cc]ả các)\s+"
        rf"(?:{_MANY}|{generic}|(?:{named}))"
    )
    sector = (
        r"[Pp]hòng|[Ss]ở|[Bb]an|[Tt]rung tâm|[Tt]rạm|[Cc]ông an|[Ll]iên|[Vv]ăn phòng|đoàn|[Hh]ội|"
        r"[Bb]ộ|[Mm]ặt trận|[Đđ]ảng ủy|[Đđ]oàn|ông|bà|thầy|cô"
    )
    return re.compile(rf"(?<!\w)(?:{plural}|(?:{named})|(?:{sector})(?=\s+[{UPPER}])|(?:{generic}))(?!\w)")


def _capitals(entry: str) -> set[str]:
    """A name as offices write it: "Bảo hiểm xã hội", "Bảo hiểm Xã hội", "Bảo Hiểm Xã Hội"."""
    words = entry.split(" ")
    raised = [word[:1].upper() + word[1:] for word in words]
    pairs = [raised[at] if at % 2 == 0 else word for at, word in enumerate(words)]
    return {entry, " ".join(raised), " ".join(pairs)}


@cache
def verbs() -> re.Pattern[str]:
    """Matches a verb of the task lexicon, another word that no name contains, or a closing mark."""
    entries = either(lines("task_verbs.txt"))
    return re.compile(
        rf"(?<![\w])(?!giúp việc\b)(?:(?P<verb>{entries})|(?P<stop>{_STOPS}))(?![\w])|"
        rf"(?P<started>(?<= )(?=[BCĐHKPRTV])(?:{_STARTED}))(?!\w)|(?P<mark>[;:.()“”\"!?\t\n…])"
    )


def verb_of_clause(text: str, start: int, end: int) -> re.Match[str] | None:
    """The first task verb from `start` on; None where the clause ends before one."""
    found = verbs().finditer(text, start, end)
    verb = next((each for each in found if each.group("verb") or each.group() in ";."), None)
    return verb if verb and verb.group("verb") else None


_BEHIND_LEVEL = "".join(rf"(?<={level} )|" for level in ("tỉnh", "xã", "phường", "huyện", "phố", "trấn", "thôn", "khu"))
_STARTED = (
    rf"(?:{_BEHIND_LEVEL.rstrip('|')})(?:Chỉ đạo|Tổ chức|Tham mưu|Hướng dẫn|Tuyên truyền|Vận động|Rà soát|Thực hiện|"
    r"Triển khai|Kiểm tra|Bố trí|Báo cáo|Phát huy|Phối hợp)|"
    rf"(?<=[^\W\d_{UPPER}] )(?<!Ban )(?<!Tổ )(?<!đồng )(?<!các )(?:Chủ trì|Phối hợp(?=,| với| cùng)|Chủ động|"
    r"Tiếp tục|Tăng cường|Đẩy mạnh|(?:Có|Chịu) trách nhiệm)"
)
"""Verbs that a clerk began with a capital right behind a name: "Ủy ban nhân dân xã Tổ chức ..."."""
