"""Whether a figure is a commitment, as a table: the first choice that fits tells (rulings 4, 9 and 16)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from pipeline.extraction.context import Context
from pipeline.extraction.indicators import Clause
from pipeline.grammar.deadlines import compiled
from pipeline.grammar.quantities import Quantity
from pipeline.grammar.refusals import no, yes
from pipeline.grammar.rule import Choices
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

COMMITMENTS: Choices[Candidate, bool] = Choices(
    (
        no(
            "no-title",
            "ruling 4",
            lambda c: c.block.kind == "heading" and (c.block.label is None or c.sentence.isupper()),
            "II. DẠY BƠI CHO 120 HỌC SINH",
            against=("2. Dạy bơi cho 120 học sinh",),
        ),
        no(
            "no-state-of-play",
            "ruling 16",
            lambda c: c.block.kind != "row" and c.context.state_of_play(c.block),
            "II. TÌNH HÌNH\n- 95% hộ dân dùng nước sạch.",
        ),
        no(
            "no-past",
            "ruling 16",
            lambda c: _PAST.search(c.sentence),
            "- Tính đến tháng 6/2026 có 95% hộ dân dùng nước sạch.",
            "- Hiện có 12 tủ sách.",
        ),
        no(
            "no-forecast",
            "ruling 16",
            lambda c: _FORECAST.match(c.sentence),
            "- Dự báo lượng khách tăng 12% trong năm tới.",
        ),
        no(
            "no-condition",
            "ruling 16",
            lambda c: _IF.fullmatch(c.before) or _THEN.match(c.after),
            "- Nếu có từ 02 hộ trở lên đăng ký, mở lớp.",
            "- Đạt 70% số hộ thì mở lớp.",
        ),
        no(
            "no-done",
            "ruling 16",
            lambda c: c.count and _DONE.match(c.after),
            "- Toàn xã có 12 thôn đã ra mắt mô hình.",
            against=("- 12 thôn đã và đang ra mắt mô hình.",),
        ),
        no(
            "no-reported",
            "ruling 16",
            lambda c: _REPORTED.search(c.before),
            "- Đến nay mới có 40% hộ ký cam kết.",
            "- Các thôn đã lắp 12 tủ sách.",
            against=("- Các tổ đã thành lập phấn đấu lắp 12 tủ sách.",),
        ),
        no(
            "no-band",
            "ruling 4",
            lambda c: c.quantity.unit == "điểm" and _BANDS.search(c.sentence),
            "- Từ 90 điểm trở lên xếp loại tốt.",
            against=("- Tổng điểm đạt ít nhất 68 điểm.",),
        ),
        no(
            "no-requirement",
            "ruling 16",
            lambda c: c.quantity.unit in ("m", "giờ", "mét") and _REQUIREMENT.search(c.before),
            "- Kiểm tra bể bơi có chiều dài trên 25 m.",
        ),
        no(
            "no-timetable",
            "ruling 9",
            lambda c: c.quantity.unit.endswith(("/ngày", "/tuần")) and _LESSONS.search(c.before),
            "- Các trường tổ chức học 02 buổi/ngày.",
        ),
        no(
            "no-employer",
            "ruling 16",
            lambda c: c.count and _EMPLOYER.search(c.before),
            "- Kiểm tra doanh nghiệp có 20 lao động.",
        ),
        no(
            "no-slogan",
            "ruling 16",
            lambda c: _QUOTED.search(c.before) and "”" in c.after[:12],
            "- Phát động phong trào “5 hộ sạch”.",
        ),
        no(
            "no-place",
            "ruling 4",
            lambda c: c.count and c.quantity.comparator == "=" and _PLACED.search(c.before),
            "- Xã mới được sắp xếp từ 04 xã cũ.",
        ),
        no(
            "no-duration",
            "ruling 9",
            lambda c: c.quantity.unit != "%" and _LASTING.search(c.before),
            "- Đổi nước bể bơi sau 03 buổi.",
        ),
        yes("target", "ruling 4", "- 90% hộ dân dùng nước sạch."),
    )
)
"""What reports, conditions or only describes is none; all other figures are."""


def commits(candidate: Candidate) -> bool:
    """Whether a figure is a commitment, by the rules."""
    return COMMITMENTS.of(candidate).says
