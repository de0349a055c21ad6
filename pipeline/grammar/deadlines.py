"""The words of a deadline: what stands before a date by which something is due."""

from __future__ import annotations

import re

_TIME = r"ngày|tháng|quý|năm"
_EDGE = r"hết|cuối|đầu|giữa"
_BY = r"trước|chậm\s+nhất|muộn\s+nhất|không\s+muộn\s+hơn"
_DONE = r"hoàn\s+thành|xong|kết\s+thúc"


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of words, whatever their case."""
    return re.compile(pattern, re.IGNORECASE)


DUE = compiled(
    rf"(?:{_BY}|{_DONE}|hạn\s+chót|thời\s+hạn|hết\s+hạn|không\s+quá|đến\s+hết)"
    rf"(?:\s+(?:là|đến|vào|trong|trước|{_EDGE}|giờ|xong|{_TIME}|khoảng|thời\s+điểm|hằng\s+năm|hàng\s+năm|:))*\s*$"
)
"""Right before a date: something is due by then."""
UP_TO = compiled(r"(?:đến|tới|hết)(?:\s+(?:hết|cuối))?(?:\s+năm)?\s*$")
"""Right before a year: a time that ends with it."""
WITHIN = compiled(rf"(?:trong|vào|từ|riêng|phấn\s+đấu|{_EDGE})(?:\s+(?:cả|đầu|cuối|giữa))?\s*$")
"""Right before a year: a time within it."""
COMPLETED = compiled(r"(?<!\w)(?:hoàn\s+thành|xong)(?!\w)")
"""In the clause of a time: what is done by its end."""
DUE_COLUMN = compiled(rf"{_DONE}|hạn|tiến\s+độ|thời\s+gian")
"""In the title of a column: its dates are dues."""
DUE_LABEL = compiled(rf"(?:thời\s+gian|thời\s+hạn|tiến\s+độ)[^:;.]{{0,30}}:\s*(?:(?:trong|vào|tháng|{_EDGE})\s+)*$")
"""A label right before a date: "Thời gian thực hiện: trong ..."."""
DUE_VERB = compiled(
    rf"{_BY}|hoàn\s+thành|xong|hạn|gửi|nộp|báo\s+cáo|trình|ban\s+hành|phê\s+duyệt|đảm\s+bảo|bảo\s+đảm|đạt|phấn\s+đấu|"
    r"thành\s+lập|kiện\s+toàn"
)
"""In the clause of a date: what is done once, by then."""
EVERY_YEAR = compiled(r"(?:6|06|sáu)\s+tháng,\s*(?:(?:một|hằng|hàng)\s+)?năm|(?:hằng|hàng|mỗi)\s+năm|định\s+kỳ\s+năm")
"""In the sentence of a date: it comes back each year."""
