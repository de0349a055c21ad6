"""Whether a figure is a commitment, as a table: the first choice that fits tells (rulings 4, 9 and 16)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from pipeline.extraction.context import Context
from pipeline.extraction.indicators import Clause
from pipeline.grammar.deadlines import compiled
from pipeline.grammar.quantities import Quantity
from pipeline.grammar.rule import Choice, Choices
from pipeline.records import Block


@dataclass(frozen=True)
class Candidate:
    """A figure that may be a target: where it stands, and the figures of its sentence."""

    context: Context
    index: int
    """Of its block."""
    block: Block
    clause: Clause
    number: int
    """Of its figure in the clause."""

    @property
    def quantity(self) -> Quantity:
        """The figure."""
        return self.clause.quantities[self.number]

    @property
    def count(self) -> bool:
        """Whether it counts things."""
        return self.quantity.kind == "count"

    @cached_property
    def sentence(self) -> str:
        """Its sentence."""
        return self.context.text[slice(*self.clause.span)]

    @cached_property
    def before(self) -> str:
        """The sentence before it."""
        return self.context.text[self.clause.span[0] : self.quantity.span[0]]

    @cached_property
    def after(self) -> str:
        """The sentence behind it."""
        return self.context.text[self.quantity.span[1] : self.clause.span[1]]


_REPORTED = compiled(
    r"\b(?:đã\s+(?!và đang)(?:(?!đạt\b|tối thiểu|ít nhất|phấn đấu)[^,;.]){2,60}|"
    r"(?:đến nay|hiện|hiện nay|tới nay)[^,;.]{0,30}\s(?:mới|đã|chỉ|còn)[^,;.]{0,40})$"
)
_DONE = compiled(r"(?:\s+(?!của\b|và\b)[^\s,;.:]+){0,6}?\s+đã\s+(?!và đang)\w")
_PAST = compiled(
    r"\bđã (?:đạt|thực hiện|hoàn thành|tổ chức|có|được)\b[^,;.]{0,80}\d|"
    r"\b(?:hiện có|hiện nay|hiện tại|tính đến|hiện toàn|năm trước)\s[^,;.]{0,40}\d"
)
_FORECAST = re.compile(r"\W*(?:Dự báo|Theo dự báo)\b")
_IF = re.compile(r"\W*(?:Nếu|Trường hợp|Khi có)\b[^,;:]*")
_THEN = re.compile(r"[^,;.:]{0,60}?\bthì\s")
_BANDS = compiled(
    r"\bxếp loại\b|\bthang(?: bảng)? điểm|\bthang\s+\d|\bmức (?:xuất sắc|tốt|khá|trung bình)\b|"
    r"điểm (?:thưởng|trừ|chuẩn|cộng|liệt)|(?<!công )(?<!tổng )\b(?:cộng|trừ|chấm)\s[^.;]{0,24}\d|điểm đến dưới"
)
_REQUIREMENT = compiled(r"(?:từ|dưới|trên|đủ|có|chỉ số \S+|kích thước|chiều dài|tuổi|công suất|diện tích|mức)\s*$")
_LESSONS = re.compile(r"(?:học|dạy)\s*$")
_EMPLOYER = re.compile(r"(?:doanh nghiệp|cơ sở|đơn vị|hợp tác xã|trang trại)\s+(?:có|sử dụng)\s*$")
_QUOTED = re.compile(r"“[^”]{0,12}$")
_PLACED = re.compile(
    r"(?<!\w)(?:chia làm|chia thành|chia ra|quốc lộ|tỉnh lộ|(?:sắp xếp|hợp nhất|sáp nhập|hình thành)(?:\s+từ)?|cả)\s*$"
)
_LASTING = re.compile(r"(?:trong vòng|thời hạn|sau|trong thời gian|thứ)\s*$")
_NO, _YES = ("no",), ("yes",)

COMMITMENTS: Choices[Candidate, bool] = Choices((
    Choice(
        "no-title",
        False,
        lambda c: c.block.kind == "heading" and (c.block.label is None or c.sentence.isupper()),
        "ruling 4",
        (("II. DẠY BƠI CHO 120 HỌC SINH", _NO),),
        ("2. Dạy bơi cho 120 học sinh",),
    ),
    Choice(
        "no-state-of-play",
        False,
        lambda c: c.block.kind != "row" and c.context.state_of_play(c.block),
        "ruling 16",
        (("II. TÌNH HÌNH\n- 95% hộ dân dùng nước sạch.", _NO),),
    ),
    Choice(
        "no-past",
        False,
        lambda c: _PAST.search(c.sentence),
        "ruling 16",
        (("- Tính đến tháng 6/2026 có 95% hộ dân dùng nước sạch.", _NO), ("- Hiện có 12 tủ sách.", _NO)),
    ),
    Choice(
        "no-forecast",
        False,
        lambda c: _FORECAST.match(c.sentence),
        "ruling 16",
        (("- Dự báo lượng khách tăng 12% trong năm tới.", _NO),),
    ),
    Choice(
        "no-condition",
        False,
        lambda c: _IF.fullmatch(c.before) or _THEN.match(c.after),
        "ruling 16",
        (("- Nếu có từ 02 hộ trở lên đăng ký, mở lớp.", _NO), ("- Đạt 70% số hộ thì mở lớp.", _NO)),
    ),
    Choice(
        "no-done",
        False,
        lambda c: c.count and _DONE.match(c.after),
        "ruling 16",
        (("- Toàn xã có 12 thôn đã ra mắt mô hình.", _NO),),
        ("- 12 thôn đã và đang ra mắt mô hình.",),
    ),
    Choice(
        "no-reported",
        False,
        lambda c: _REPORTED.search(c.before),
        "ruling 16",
        (("- Đến nay mới có 40% hộ ký cam kết.", _NO), ("- Các thôn đã lắp 12 tủ sách.", _NO)),
        ("- Các tổ đã thành lập phấn đấu lắp 12 tủ sách.",),
    ),
    Choice(
        "no-band",
        False,
        lambda c: c.quantity.unit == "điểm" and _BANDS.search(c.sentence),
        "ruling 4",
        (("- Từ 90 điểm trở lên xếp loại tốt.", _NO),),
        ("- Tổng điểm đạt ít nhất 68 điểm.",),
    ),
    Choice(
        "no-requirement",
        False,
        lambda c: c.quantity.unit in ("m", "giờ", "mét") and _REQUIREMENT.search(c.before),
        "ruling 16",
        (("- Kiểm tra bể bơi có chiều dài trên 25 m.", _NO),),
    ),
    Choice(
        "no-timetable",
        False,
        lambda c: c.quantity.unit.endswith(("/ngày", "/tuần")) and _LESSONS.search(c.before),
        "ruling 9",
        (("- Các trường tổ chức học 02 buổi/ngày.", _NO),),
    ),
    Choice(
        "no-employer",
        False,
        lambda c: c.count and _EMPLOYER.search(c.before),
        "ruling 16",
        (("- Kiểm tra doanh nghiệp có 20 lao động.", _NO),),
    ),
    Choice(
        "no-slogan",
        False,
        lambda c: _QUOTED.search(c.before) and "”" in c.after[:12],
        "ruling 16",
        (("- Phát động phong trào “5 hộ sạch”.", _NO),),
    ),
    Choice(
        "no-place",
        False,
        lambda c: c.count and c.quantity.comparator == "=" and _PLACED.search(c.before),
        "ruling 4",
        (("- Xã mới được sắp xếp từ 04 xã cũ.", _NO),),
    ),
    Choice(
        "no-duration",
        False,
        lambda c: c.quantity.unit != "%" and _LASTING.search(c.before),
        "ruling 9",
        (("- Đổi nước bể bơi sau 03 buổi.", _NO),),
    ),
    Choice("target", True, lambda c: True, "ruling 4", (("- 90% hộ dân dùng nước sạch.", _YES),)),
))  # fmt: skip
"""What reports, conditions or only describes is none; all other figures are."""


def commits(candidate: Candidate) -> bool:
    """Whether a figure is a commitment, by the rules."""
    return COMMITMENTS.of(candidate).says
