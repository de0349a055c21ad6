"""What tells, behind the noun for a kind of body, which of the kind are meant: "Các hộ đang nuôi cá trên sông"."""

from __future__ import annotations

import re

from pipeline.grammar.pieces import UPPER

_FIELD = re.compile(r"\s*(?:trong lĩnh vực|hoạt động trên|trên địa bàn|thuộc|tại|được)\s[^,.;:]{2,70}(?=:\s)")
"""Before a colon: "Các doanh nghiệp trong lĩnh vực công nghệ: ..."."""
_DUTY_FOLLOWS = (
    r"(?=\s+(?:có trách nhiệm|chịu trách nhiệm|phải|khẩn trương|chủ động|nghiêm túc|tích cực|định kỳ|kịp thời|"
    r"thường xuyên|tiếp tục{more})\s)"
)
_CHARGED = re.compile(
    r"\s*được (?:giao|phân công)(?:\s(?!có trách nhiệm|phải)[^\s.;:]+){0,16}?" + _DUTY_FOLLOWS.format(more="")
)
"""By what they were given to do: "Các đơn vị được giao nhiệm vụ tại Kế hoạch này có trách nhiệm ..."."""
_AT_IT = re.compile(
    r"\s*(?:được (?:giao|phân công|chỉ định)|đang)(?:\s(?!có trách nhiệm|phải)[^\s.;:]+){1,16}?"
    + _DUTY_FOLLOWS.format(more=r"|tham mưu|thực hiện (?:tốt|nghiêm|đúng|đầy đủ)")
)
"""By what they are at: "Các hộ đang nuôi cá trên sông thực hiện nghiêm ..."."""
_BY_WORK = re.compile(
    r"\s*(?:chăn nuôi|chế biến|có (?:dự án|công trình|cơ sở|nhu cầu)|cung cấp|cung ứng|cư trú|đánh bắt|"
    r"được (?:cấp|chấp thuận|cho|công nhận|phép|thuê)|đăng ký|đầu tư|hoạt động|kê khai|khai thác|kinh doanh|lắp đặt|"
    r"lưu giữ|lưu trú|mua bán|nuôi|nuôi trồng|quản lý|sản xuất|sinh sống|sử dụng|tham gia|thẩm định|thi công|thu gom|"
    r"thuê|thực hiện|tiếp nhận|trồng|vận chuyển|vận hành|vay|xả|xây dựng|xử lý)"
    r"(?:\s[^\s.;:]+){0,18}?(?=\s(?:có|chịu) trách nhiệm\s)"
)
"""By their work, before what they answer for: "Các hộ sử dụng nước ngầm trên địa bàn có trách nhiệm ..."."""
_ASSIGNED = re.compile(r"\s*được (?:phân công|giao nhiệm vụ)(?=\s\w)")
"""By having been assigned, before what they are to do: "Giáo viên được phân công chấm bài"."""
_WHERE = re.compile(
    r"\s*(?:tại|ở|trên)\s(?:các\s)?(?:địa phương|cơ sở|địa bàn(?:\s[^\W\d_]+){0,4}|toàn (?:xã|phường|tỉnh|thành phố))"
    r"(?=\s*[:.;]?\s*$)"
)
"""Where they are, with nothing said behind it: "Đề nghị Mặt trận Tổ quốc Việt Nam tại địa phương"."""
_OF_A_KIND = re.compile(rf"\w(?![^{UPPER}]*[{UPPER}])")


def end_of(text: str, begin: int, stop: int, end: int) -> int:
    """Where the qualifier ends that goes on with the name from `begin` to `stop`; `stop` where none does."""
    of_a_kind = _OF_A_KIND.match(text, begin, stop) is not None
    told = (_FIELD, _CHARGED, _AT_IT, _BY_WORK, _ASSIGNED, _WHERE) if of_a_kind else (_FIELD, _CHARGED, _WHERE)
    return next((found.end() for each in told if (found := each.match(text, stop, end))), stop)
