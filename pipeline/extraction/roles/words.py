"""Roles of dates by the words around them."""

from __future__ import annotations

import re

from pipeline.extraction.roles.cases import DateCase
from pipeline.grammar.deadlines import COMPLETED, DUE_LABEL, compiled
from pipeline.grammar.rule import Choice

_AT_ONCE = compiled(r"(?:ngay|bàn giao|công bố)(?:\s[^,.;]{0,24})?\strong\s*$")
_AT_MOMENT = compiled(r"thời điểm(?:\s+\d{1,2}\s?(?:h|giờ)\s?\d{0,2})?\s*$")
_IN_FORCE = compiled(r"có hiệu lực(?:\s+thi hành)?(?:\s+kể)?(?:\s+từ)?\s*$")
_JUST_PAST = compiled(r"\s*(?:(?:,|và)\s+tháng\s+\d{1,2}\s+)?(?:vừa qua|vừa rồi)\b")
_VISION = compiled(r"\s*,?\s*(?:và\s+)?(?:tầm nhìn|định hướng)\b")
_REACHES = re.compile(r"\s*(?::|là|đạt)\s")
_NAME = re.compile(
    r"(?:Chiến lược|Chương trình|Đề án|Quy hoạch|Dự án|Khung)\s"
    r"(?:(?!phấn đấu|hoàn thành|đảm bảo|bảo đảm|đạt|nhằm|trước|thực hiện|triển khai)[^.;:()\d“”\"]){8,}$"
)
"""Before a year that ends the name of a programme."""
_DONE_WITHIN = compiled(r"(?:hoàn thành|phấn đấu)[^.;“”]{0,50}\btrong\s*$")
_WORK = re.compile(r"(?:nhiệm vụ|công tác|kế hoạch|kinh phí|báo cáo|thường kỳ|chương trình)\s*$", re.IGNORECASE)
_STANDARD = compiled(r"\b(?:đạt chuẩn|được công nhận|phấn đấu)(?!\w)")
_AT = compiled(r"vào\s*(?:cuối\s*|năm\s*)*$")
_IN = compiled(r"trong\s*$")
_TURN = re.compile(r"[Đđ]ợt (?:\d|[IVX])")
_FROM = compiled(r"từ\s*$")


WORDS: tuple[Choice[DateCase, str], ...] = (
    Choice(
        "role-heads-targets",
        "deadline",
        lambda d: d.heads and d.lists_targets and not d.in_title,
        "ruling 3",
        (
            ("1. Năm 2027\n- 80% trường học có bể bơi.\n- Ít nhất 02 lớp dạy bơi mỗi thôn.", ("deadline",)),
            ("II. MỤC TIÊU\n1. Năm 2027\n2. Năm 2028", ("deadline", "deadline")),
        ),
        ("1. Năm 2027\n- Khảo sát nhu cầu của các thôn.\n- Sửa chữa bể bơi.",),
    ),
    Choice(
        "role-in-force",
        "milestone",
        lambda d: _IN_FORCE.search(d.before),
        examples=(("- Quy chế này có hiệu lực thi hành kể từ ngày 01/6/2026.", ("milestone",)),),
    ),
    Choice(
        "role-moment",
        "milestone",
        lambda d: d.shape == "day" and not d.past and _AT_MOMENT.search(d.before),
        examples=(("- Kiểm kê phao cứu sinh tại thời điểm ngày 01/7/2026.", ("milestone",)),),
        counterexamples=("- So với kiểm kê tại thời điểm 0h00 ngày 01/7/2025.",),
    ),
    Choice(
        "role-just-past",
        "other",
        lambda d: _JUST_PAST.match(d.after),
        "ruling 16",
        (("- Bị ngập nước trong tháng 10 và tháng 11 vừa qua.", ("other", "other")),),
    ),
    Choice(
        "role-compared",
        "other",
        lambda d: d.compared,
        examples=(
            ("- Giảm 10% số vụ so với năm 2027.", ("other",)),
            ("- Gắn với định hướng đến năm 2045.", ("other",)),
        ),
    ),
    Choice(
        "role-vision",
        "other",
        lambda d: d.year and d.up_to and _VISION.match(d.after),
        "ruling 8",
        (("- Lập quy hoạch hồ bơi đến năm 2030, tầm nhìn 2045.", ("other", "other")),),
    ),
    Choice(
        "role-title-aim",
        "other",
        lambda d: d.year and d.up_to and (d.in_title or _NAME.search(d.before)),
        "ruling 8",
        (
            ("- Triển khai đề án “Bể bơi học đường đến năm 2030”.", ("other",)),
            ("- Lồng ghép với Chương trình phòng, chống đuối nước trẻ em đến năm 2030.", ("other",)),
        ),
        ("- Thực hiện Chương trình bơi an toàn, phấn đấu đến năm 2030 mọi trẻ em biết bơi.",),
    ),
    Choice(
        "role-finished",
        "deadline",
        lambda d: d.finished or d.in_title and (_DONE_WITHIN.search(d.before) if d.year else d.due),
        "ruling 3",
        (
            ("- Sửa các bể bơi, hoàn thành trong năm 2027.", ("deadline",)),
            ("- Cắm biển “Bể bơi thôn hoàn thành trước ngày 30/6/2026”.", ("deadline",)),
        ),
        ("- Các bể bơi mở trong năm 2027.",),
    ),
    Choice(
        "role-title",
        "period",
        lambda d: d.in_title,
        "ruling 8",
        (("- Phát động phong trào “Hội thi bơi tháng 7/2026”.", ("period",)),),
        ("- Phong trào “Em học bơi” tổ chức tháng 7/2026.",),
    ),
    Choice(
        "role-reaches",
        "deadline",
        lambda d: d.block.kind != "heading" and _REACHES.match(d.after) and d.counted_after and not d.priced,
        "ruling 8",
        (
            ("- Tỷ lệ trẻ biết bơi năm 2027 đạt 70%.", ("deadline",)),
            ("- Tổng kinh phí 90 triệu đồng, trong đó năm 2026: 40 triệu đồng.", ("deadline",)),
        ),
        ("- Kinh phí năm 2027: 90 triệu đồng.",),
    ),
    Choice(
        "role-labelled",
        "deadline",
        lambda d: DUE_LABEL.search(d.before),
        "ruling 10",
        (("- Thời gian tổ chức hội thi: tháng 7/2026.", ("deadline",)),),
        ("- Thời gian qua, hội thi tổ chức tháng 7/2026.",),
    ),
    Choice(
        "role-opens-list",
        "milestone",
        lambda d: d.opens and d.after.startswith(":"),
        "ruling 3",
        (("- Tháng 6/2026: hoàn thành việc đăng ký học bơi.", ("milestone",)),),
        ("- Hoàn thành tháng 6/2026: việc đăng ký học bơi.",),
    ),
    Choice(
        "role-past",
        "other",
        lambda d: d.past and not d.due,
        "ruling 16",
        (
            ("- Ngày 05 tháng 01 năm 2026, các thôn gửi danh sách ao hồ.", ("other",)),
            ("- Tiếp tục dự án năm 2025 của các thôn.", ("other",)),
        ),
        ("- Báo cáo trước ngày 05 tháng 01 năm 2026 về Phòng Kinh tế.",),
    ),
    Choice(
        "role-told",
        "other",
        lambda d: d.state_of_play and (d.year or not d.due),
        "ruling 16",
        (
            (
                "II. THỰC TRẠNG\n- Các ao hồ được rà soát xong vào tháng 6/2026, đến năm 2027 còn dùng.",
                ("deadline", "other"),
            ),
        ),
    ),
    Choice(
        "role-due",
        "deadline",
        lambda d: d.due,
        examples=(("- Hội thi bơi chậm nhất ngày 30/6/2026.", ("deadline",)),),
        counterexamples=("- Hội thi bơi ngày 30/6/2026.",),
    ),
    Choice(
        "role-up-to",
        "deadline",
        lambda d: d.up_to,
        "ruling 8",
        (
            ("- Phấn đấu đến năm 2030 trẻ em đều biết bơi.", ("deadline",)),
            ("- Các thôn đến ngày 22/6/2026 bàn giao bể bơi.", ("deadline",)),
        ),
    ),
    Choice(
        "role-heads",
        "milestone",
        lambda d: d.heads,
        "ruling 3",
        (("1. Năm 2027\n- Khảo sát nhu cầu của các thôn.\n- Sửa chữa bể bơi.", ("milestone",)),),
    ),
    Choice(
        "role-figure-before",
        "deadline",
        lambda d: d.year and d.figure_before,
        "ruling 8",
        (("- Tổng điểm đạt ít nhất 68 điểm năm 2027.", ("deadline",)),),
    ),
    Choice(
        "role-year-reached",
        "deadline",
        lambda d: d.year and _AT.search(d.before) and (d.aimed_at or d.reached or _STANDARD.search(d.clause)),
        "ruling 8",
        (
            ("- Tỷ lệ hộ nghèo giảm còn 2% vào cuối năm 2027.", ("deadline",)),
            ("II. MỤC TIÊU\n- Số vụ đuối nước giảm còn 02 vụ vào năm 2028.", ("deadline",)),
            ("- Phấn đấu trường đạt chuẩn quốc gia vào năm 2029.", ("deadline",)),
        ),
    ),
    Choice(
        "role-year-at",
        "milestone",
        lambda d: d.year and _AT.search(d.before),
        examples=(("- Mở 02 lớp bơi vào năm 2027.", ("milestone",)),),
    ),
    Choice(
        "role-year-of-target",
        "deadline",
        lambda d: d.sets_time and d.sentence_counted and (d.block.kind != "heading" or not d.event),
        "ruling 8",
        (("- Phấn đấu năm 2027 có 05 thôn có bể bơi.", ("deadline",)),),
        ("- Nhiệm vụ năm 2027 của 05 thôn.", "2. Năm 2027 tổ chức lễ ra quân của 05 thôn\n- Mời khách."),
    ),
    Choice(
        "role-year-completed",
        "deadline",
        lambda d: d.sets_time and (COMPLETED.search(d.clause) or _AT_ONCE.search(d.before)),
        "ruling 3",
        (("- Hoàn thành việc đăng ký học bơi ngay trong năm 2027.", ("deadline",)),),
        ("- Các lớp bơi mở trong năm 2027.",),
    ),
    Choice(
        "role-year",
        "period",
        lambda d: d.year,
        "ruling 8",
        (("- Thành lập tổ cứu hộ theo nhiệm vụ năm 2027 của xã.", ("period",)),),
    ),
    Choice(
        "role-in-counted",
        "deadline",
        lambda d: _IN.search(d.before) and d.counted and not _TURN.search(d.before),
        "ruling 3",
        (("- Tổ chức 02 hội thi bơi trong tháng 7/2026.", ("deadline",)),),
        ("- Mở 60 lớp: đợt 1 trong tháng 7/2026.",),
    ),
    Choice(
        "role-month-of-work",
        "period",
        lambda d: d.shape == "month" and (_WORK.search(d.before) or d.block.kind == "heading" and not d.opens),
        "ruling 8",
        (
            ("- Họp các thôn để triển khai nhiệm vụ tháng 7/2026.", ("period",)),
            ("II. CÁC NHIỆM VỤ TRỌNG TÂM TRONG THÁNG 7/2026\n- Dọn ao hồ.", ("period",)),
        ),
        ("- Dọn ao hồ tháng 7/2026.",),
    ),
    Choice(
        "role-from",
        "milestone",
        lambda d: _FROM.search(d.before),
        examples=(("- Các trường báo cáo từ ngày 01/7/2026.", ("milestone",)),),
    ),
    Choice(
        "role-in",
        "deadline",
        lambda d: _IN.search(d.before) and not d.event,
        "ruling 3",
        (("- Dọn các ao hồ ở ven đường trong tháng 5/2026.", ("deadline",)),),
        ("- Khai mạc hội thi bơi trong tháng 7/2026.",),
    ),
    Choice(
        "role-done",
        "deadline",
        lambda d: d.done and not d.event,
        examples=(("- Tháng 5/2026 gửi danh sách học bơi.", ("deadline",)),),
        counterexamples=("- Tháng 5/2026 gửi giấy mời tổng kết.",),
    ),
    Choice(
        "role-point",
        "milestone",
        lambda d: True,
        examples=(("- Dọn ao hồ vào tháng 5/2026.", ("milestone",)),),
    ),
)
