"""Named pieces of patterns, one for each thing: capital letters, years, the words of a deadline."""

from __future__ import annotations

from pipeline.text.letters import UPPER as UPPER

YEAR = r"(?:19|20)\d{2}"
QUARTER = r"(?:IV|I{1,3}|[1-4])"
SLASH = r"\s?[/.\-]\s?"
"""The separators of day, month and year."""
DASH = r"\s*[-–—]\s*"
CLOCK = r"(?:\d{1,2}\s?(?:giờ|h|g)(?:\s?\d{1,2})?(?:\s?(?:phút|['’]))?\s*,?\s*)"
"""The time of day before a date, of which no value is made: "17 giờ 00, ngày 01/02/2027"."""
TO = rf"(?:\s*(?:(?:cho\s+)?(?:đến|tới)|-|–|—)\s*(?:trước\s+)?{CLOCK}?)"
YEARLY = r"(?:hằng|hàng|mỗi)\s+năm"
MONTHLY = r"(?:(?:hằng|hàng|mỗi|của\s+mỗi|của)\s*tháng|tháng\s+cuối\s+(?:mỗi\s+)?quý)"
NO_NUMBER = "".join(
    rf"(?<!{word}\s)"
    for word in ("đợt", "lần", "tuần", "đoạn", "kỳ", "vòng", "bước", "khóa", "khoá", "độ", "số", "tháng", "quý", "quí")
)
"""Where no word stands before that makes a figure the number of a turn or a step, and no day: "Đợt 1 đến ngày 22/6"."""
DUTY = r"(?:trách nhi[ệê]m|nhiệm vụ|nghĩa vụ)"
"""What a body "có"; "trách nhiêm" is a common slip."""
NO_GIVING = r"\s+(?:thông|dịch|ban|lưu|tiếp|thương|ước|nhận|nộp|hữu|hàng|khoán|đất|rừng)\b"
"""What follows "giao" where nobody is charged: "giao thông", "giao ước", "giao đất"."""
