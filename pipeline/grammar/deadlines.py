"""The words of a deadline: what stands before a date by which something is due."""

from __future__ import annotations

import re

from pipeline.grammar.pieces import CLOCK

_TIME = r"ngày|tháng|quý|năm"
_EDGE = r"hết|cuối|đầu|giữa"
_SEVERAL = r"(?:các|hai|ba|bốn)"  # "trong hai tháng 7, 8"
_BY = r"trước|chậm\s+nhất|muộn\s+nhất|không\s+muộn\s+hơn"
_DONE = r"hoàn\s+thành|xong|kết\s+thúc"
_PART = rf"(?:nửa|tuần)(?:\s+(?:{_EDGE}|thứ\s+\w+))?"  # "tuần đầu tháng 5"
_AS_FAR_AS = (
    rf"(?:\s*[:(]|\s+(?:là|đến|vào|trong|trước|{_EDGE}|giờ|{CLOCK}|{_PART}|xong|{_TIME}|khoảng|thời\s+điểm|"
    r"(?:hằng|hàng)\s+năm))*\s*"
)
"""Between a word of a deadline and its date."""


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of words, whatever their case."""
    return re.compile(pattern, re.IGNORECASE)


DUE = compiled(rf"(?:{_BY}|{_DONE}|hạn\s+chót|thời\s+hạn|hết\s+hạn|không\s+quá|đến\s+hết){_AS_FAR_AS}$")
"""Right before a date: something is due by then."""
TASK_DUE = compiled(
    rf"(?:(?:{_BY}|{_DONE}|hạn|đến|hết|không\s+quá|thời\s+gian|"
    rf"(?:trong|vào)(?=\s+(?:{_PART}\s+)?(?:ngày|tháng|năm|cuối\s+tháng)?\s*$)){_AS_FAR_AS}|"
    r"(?:trước|đến)\s+ngày\s+[^,;.]{3,24})$"
)
"""Right before a date, in the words of a task or of its time: the task is due by then."""
TASK_TIME = compiled(r"(?:trong|vào(?:\s+(?:ngày|tháng))?)\s*$")
"""Right before a date: the task has its time then, and is due by it unless it is an event or a rhythm."""
HELD = compiled(r"sơ kết|tổng kết|hội nghị|phát động|ra quân|khai mạc|diễn tập|giao ban|phiên|họp|hội chợ|định kỳ")
"""In the words of a task: what is held at its time."""
DONE_ONCE = compiled(r"hoàn thành|xong|ban hành|thành lập|kiện toàn|trình|gửi")
"""In the words of a task: what is done once."""
UP_TO = compiled(r"(?:đến|tới|hết)(?:\s+(?:hết|cuối))?(?:\s+năm)?\s*$")
"""Right before a year: a time that ends with it."""
WITHIN = compiled(rf"(?:trong|vào|từ|riêng|phấn\s+đấu|{_EDGE})(?:\s+(?:cả|đầu|cuối|giữa))?\s*$")
"""Right before a year: a time within it."""
COMPLETED = compiled(r"(?<!\w)(?:hoàn\s+thành|xong)(?!\w)")
"""In the clause of a time: what is done by its end."""
DUE_COLUMN = compiled(rf"{_DONE}|hạn|tiến\s+độ|thời\s+gian")
"""In the title of a column: its dates are dues."""
DUE_LABEL = compiled(
    rf"(?:thời\s+gian|thời\s+hạn|tiến\s+độ)[^:;.]{{0,30}}:\s*(?:(?:trong|vào|tháng|{_EDGE})\s+)*"
    r"(?:(?:quý|quí|tháng)\s+[\dIV]{1,3}\s*(?:,|và)\s*)*$"
)
"""A label right before a date, or before a list of which it is the last: "Thời gian thực hiện: trong ..."."""
DUE_VERB = compiled(
    rf"{_BY}|hoàn\s+thành|xong|hạn|gửi|nộp|báo\s+cáo|trình|ban\s+hành|phê\s+duyệt|đảm\s+bảo|bảo\s+đảm|đạt|phấn\s+đấu|"
    r"thành\s+lập|kiện\s+toàn"
)
"""In the clause of a date: what is done once, by then."""
EVERY_YEAR = compiled(r"(?:6|06|sáu)\s+tháng,\s*(?:(?:một|hằng|hàng)\s+)?năm|(?:hằng|hàng|mỗi)\s+năm|định\s+kỳ\s+năm")
"""In the sentence of a date: it comes back each year."""
DUE_OR_TIME = compiled(
    rf"(?:{_BY}|đến|hết|trong|vào|cuối|xong|hoàn\s+thành|hạn|{_TIME}|phấn\s+đấu|thời\s+gian)"
    rf"(?:\s+(?:là|{_EDGE}|{_SEVERAL}|{_TIME}|mồng|mùng|{CLOCK}))*\s*$"
)
"""Between a figure and a date behind it: the figure is due then."""
BOUNDS_YEAR = compiled(r"(?:đến|trong|hết|cuối|vào|riêng|trước|từ|phấn\s+đấu|dự\s+kiến)\s+$")
"""Right before a year that does not qualify the noun before it."""
FINISHED = compiled(
    rf"(?:{_DONE})(?:\s+(?:việc|toàn\s+bộ|xây\s+dựng))*\s+(?:{_BY}|trong|vào|đến\s+hết|đến)"
    rf"(?:\s+(?:là|hết|cuối|{_TIME}))*\s*$"
)
"""Right before a date: all that the sentence lists is finished by then."""
DUE_LEAD = compiled(
    rf"(?:(?:phấn đấu|mục tiêu|chỉ tiêu)?\s*,?\s*(?:đến|trong|hết|cuối|đến hết|đến cuối|trước|vào|ngay trong|riêng|từ)?"
    rf"\s*(?:hết\s+|cuối\s+|ngày\s+)?(?:năm\s+học|{_TIME}|giai đoạn)\s+[\dIVX/.\-– ]+(?<![^\W\d_](?=[^\W\d_]))"
    r"(?:năm\s+\d{4})?\s*[,:]?\s*)|"
    r"(?:đến|trước|hết|đến hết)\s+\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\s*[,:]?\s*|"
    r"(?:kể\s+)?từ\s+nay(?:\s*,\s*|\s+(?=đến\s))"
)
"""With which a clause opens: "Đến năm 2028, ..."."""
TRAILING_DUE = compiled(
    rf"[\s,]*(?:(?:và\s+)?(?:{_DONE}|thực hiện|(?:trong\s+)?thời gian)?\s*"
    rf"(?:(?:kể\s+)?từ\s+nay\s+(?=đến\s))?(?:chậm nhất|trước|trong|đến hết|đến|vào|"
    rf"xong trước|hoàn thành trước|xong trong|từ)\s+(?:là\s+|hết\s+|cuối\s+|đầu\s+|khoảng\s+|{_SEVERAL}\s+)*"
    rf"(?:{_TIME}|giai đoạn|\d{{1,2}}\s+tháng\s|nửa\s|\d{{1,2}}\s*(?:giờ|h)|\d{{1,2}}[/.-]\d)|,\s*(?:giai đoạn|ngày)\s)"
    r"(?:[^;.]|(?<=\d)\.(?=\d))*$"
)
"""With which a clause ends: "..., hoàn thành trước ngày 30/9/2026"."""
_UP_TO_IT = (
    rf"(?:(?:tính|phấn\s+đấu)\s+)?(?:trong(?:\s+thời\s+gian)?|vào|từ|đến|tới|trước|chậm\s+nhất|ngay|khoảng|riêng|cả)"
    rf"(?:\s+(?:là|{_EDGE}|{_SEVERAL}|{_TIME}|khoảng))*"
)
_WEEK = rf"(?:(?:thượng|trung|hạ)\s+tuần|tuần(?:\s+(?:{_EDGE}|thứ\s+\w+))?)(?:\s+của)?"
BEFORE_END = compiled(rf"(?:[\s,(]+|(?<![^\s,(]))(?P<said>(?:{_UP_TO_IT}\s+)?(?:{_WEEK}\s+)?)$")
"""Between a name and the date that closes it: "... trong tuần đầu tháng 6/2026", "... (trước ngày 20/5/2026)"."""
SAYS_WHEN = compiled(rf"(?:từ|ngày|m[ùồ]ng|nửa|{_EDGE})\s|\d+\s+tháng\s")
"""With which a date opens that is no year in the name of something: "cuối năm 2026", "6 tháng đầu năm 2026"."""
TIME_ONLY = compiled(rf"(?:(?:vào|đến|trong|trước|từ|và|{_EDGE}|{_TIME}|giai đoạn|[\dIVX/.\-–]++)[\s,:]*+)++")
"""Words that say nothing but a time; possessive, as a list of dates can be cut into its pieces in very many ways."""

NO_DAY = compiled(
    r"ngày\s+\d{1,2}(?:\s?[/.\-]\s?|\s+tháng\s+)\d{1,2}(?!\d)|tháng\s+(?:1[3-9]|[2-9]\d)(?!\d)|"
    r"quý\s+(?:VI{0,3}|[5-9])(?!\w)|tháng\s+(?:giêng|chạp)(?!\w)|âm\s+lịch"
)
"""A time that no calendar value stands for: of the lunar year, or one that does not exist ("31/6", "tháng 13")."""
