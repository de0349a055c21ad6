"""Whether a figure is a commitment, as a table: the first choice that fits tells (rulings 4, 9 and 16)."""

from __future__ import annotations

import re

from pipeline.extraction.baselines import starts_a_change, was
from pipeline.extraction.indicators import FigureCase
from pipeline.grammar.deadlines import compiled
from pipeline.grammar.refusals import no, yes
from pipeline.grammar.rule import Choice, Choices

_REPORTED = compiled(
    r"\b(?:đã\s+(?!và đang)(?:(?!đạt\b|tối thiểu|ít nhất|phấn đấu)[^,;.]){2,60}|"
    r"(?:đến nay|hiện|hiện nay|tới nay)[^,;.]{0,30}\s(?:mới|đã|chỉ|còn)[^,;.]{0,40})$"
)
_DONE = compiled(r"(?:\s+(?!của\b|và\b)[^\s,;.:]+){0,6}?\s+đã\s+(?!và đang)\w")
_PAST = compiled(
    r"\bđã (?:đạt|thực hiện|hoàn thành|tổ chức|có|được)\b(?!\s+(?:được\s+)?của\s)[^,;.]{0,80}\d|"
    r"\b(?:hiện (?:đang )?(?:có|xếp|đứng|ở)|hiện nay|hiện tại|tính đến|hiện toàn|năm trước)\s[^,;.)]{0,40}\d"
)
_PAST_YEAR = re.compile(
    r"(?:^\W*|[,;(]\s*)(?:(?:[Cc]uối|[Tt]rong)\s+)?[Nn]ăm\s+(?P<year>(?:19|20)\d\d)(?!\w)[^,;.:()]{0,40}?\s(?:có|đạt|là)\s+$"
)
"""The clause before a figure tells of one year."""
_IN_A_YEAR = re.compile(
    r"\W*(?:(?:Đến|Tính đến|Kết thúc|Trong)\s+)?(?:(?:hết|cuối)\s+)?[Nn]ăm\s+(?P<year>(?:19|20)\d\d)"
    r"(?![\w\s]*[-–]\s?\d)(?!\w)"
)
"""The year that a sentence tells of, with which it opens."""
_NOW = re.compile(
    r"\W*(?:Hiện(?: nay| tại)?,?\s|Đến nay,?\s|Tính đến (?:nay|thời điểm)|Thời gian qua|"
    r"(?:Trong )?(?:[Nn]hững )?[Nn]ăm qua|(?:Trong )?(?:[Gg]iai đoạn|[Nn]hiệm kỳ|[Nn]iên vụ|[Vv]ụ) trước|"
    r"(?:Kết quả,? )?[Qq]ua (?:kết quả |công tác )?(?:kiểm tra|rà soát|khảo sát|đánh giá|thống kê|giám sát)|"
    r"Theo (?:kết quả|số liệu|thống kê|báo cáo|đánh giá)(?! (?:đầu ra|được giao)))"
)
"""With which a sentence opens that tells how things stand."""
_AIMS = compiled(
    r"phấn đấu|mục tiêu|chỉ tiêu|yêu cầu|giao|đề nghị|kiến nghị|đề xuất|để|cần|phải|sẽ|đến (?:hết |cuối )?năm 20|"
    r"kế hoạch năm|tiếp tục"
)
"""With which such a sentence turns to what is to be reached."""
_FORECAST = re.compile(r"\W*(?:Dự báo|Theo dự báo)\b")
_IF = re.compile(r"\W*(?:Nếu|Trường hợp|Khi có)\b[^,;:]*")
_THEN = re.compile(r"[^,;.:]{0,60}?\bthì\s")
_BANDS = compiled(
    r"\bxếp loại\b|\bthang(?: bảng)? điểm|\bthang\s+\d|\bmức (?:xuất sắc|tốt|khá|trung bình)\b|"
    r"điểm (?:thưởng|trừ|chuẩn|cộng|liệt)|(?<!công )(?<!tổng )\b(?:cộng|trừ|chấm)\s[^.;]{0,24}\d|điểm đến dưới|"
    r"\b(?:được )?tính (?:là )?\d+ điểm|điểm tối đa"
)
_REQUIREMENT = compiled(r"(?:từ|dưới|trên|đủ|có|chỉ số \S+|kích thước|chiều dài|tuổi|công suất|diện tích|mức)\s*$")
_LESSONS = re.compile(r"(?:học|dạy)\s*$")
_EMPLOYER = re.compile(r"(?<!mỗi )(?:doanh nghiệp|cơ sở|đơn vị|hợp tác xã|trang trại)\s+(?:có|sử dụng)\s*$")
_FORMULA = re.compile(r"\d[^=;\n]{0,60}\s[x×*]\s*\d[^=;\n]{0,60}=\s*\d")
"""A computed figure: what is multiplied, and the result."""
_RECKONED = re.compile(r"(?:[x×*=]\s*|^\W*)$")
"""In front of a factor behind the first, of the result, and of a first factor of which nothing is said."""
_QUOTED = re.compile(r"“[^”]{0,40}$")
_PLACED = re.compile(
    r"(?<!\w)(?:chia làm|chia thành|chia ra|quốc lộ|tỉnh lộ|(?:sắp xếp|hợp nhất|sáp nhập|hình thành)(?:\s+từ)?|cả|"
    r"[Ll]iên kết(?: giữa)?)\s*$"
)
_PAPERS = compiled(
    r"\s*(?:bản|bộ|tờ|giấy|đơn|ảnh|tấm)?\s*"
    r"(?:(?:\S+\s){0,4}?(?:photo|sao y|công chứng|chứng thực|bản gốc|bản chính|sơ yếu)\b|"
    r"(?<=bản )sao\b|(?:hồ sơ|túi)\s+(?:theo mẫu|gồm|đăng ký)|(?:đề nghị|xin)\s|(?:ảnh\s)?(?:3x4|4x6))"
)
_FEES = compiled(r"(?:mức\s+)?(?:lệ phí|học phí|phí|giá vé|đơn giá)(?!\w)")
_TEST = compiled(
    r"\s*(?:câu(?: hỏi)?(?:\s+trắc nghiệm|\s*(?:[,;.:)]|$))|phương án\s+(?:trả lời|đúng|sai)|đáp án|chữ(?! ký)\b|"
    r"mặt giấy|dòng\s*[,;.:)])"
)
_LASTING = re.compile(r"(?:trong vòng|thời hạn|sau|trong thời gian|thứ)\s*$")


_TARGETS = re.compile(
    r"[-+•*\s]*(?:\S+ )?(?:Các |Nhóm )?(?:chỉ tiêu|tiêu chí|gồm|có|bao gồm)\b[^;.:]{0,60}?:?\s*(?:\(?gồm\s|có\s)?"
    r"\d{1,3} (?:chỉ tiêu|tiêu chí)\s*(?:$|[,;.:)])",
    re.IGNORECASE,
)
"""How many targets a list has."""
_SIZE = re.compile(r"\w\s\($")
_ENDS_HEADING = re.compile(r"[^()\n]{0,60}\)\s*:\s*(?:\n|$)")
"""How large the group is that a heading names: "Khối mẫu giáo (120 trẻ):"."""


_COMPARED_WITH = compiled(r"so với (?:mức |con số |mức bình quân )?$")
_AT = re.compile(r"\b(?:ở|tại)\s$")
_REST = re.compile(r"\s(?:\S+\s)?còn lại(?!\w)")
"""Where something is done: the places that others have been told of leave."""


_IN_A_BRACKET = 3
"""Figures in a bracket behind another, at most."""


def _told_as_baseline(figure: FigureCase) -> bool:
    """Whether the figure is the baseline that a bracket states for an earlier figure."""
    near = figure.clause.quantities[max(0, figure.number - _IN_A_BRACKET) : figure.number]
    told = (was(figure.context, other) for other in near)
    return any(found and found.span[0] <= figure.quantity.span[0] < found.span[1] for found in told)


def _told_as_past(figure: FigureCase) -> bool:
    """Whether the sentence tells what there is already; what is counted at the end of a year that the plan covers is
    yet to come."""
    sentence = _without_asides(figure)
    return any(
        (ahead := _AHEAD.match(sentence, one.start())) is None or int(ahead["year"]) < figure.context.first_year
        for one in _PAST.finditer(sentence)
    )


def _without_asides(figure: FigureCase) -> str:
    """The sentence without the brackets that the figure does not stand in: "giảm số hộ nghèo (hiện có 12 hộ) còn 5"."""
    inside = figure.opening.count("(") > figure.opening.count(")")
    return figure.sentence if inside else _ASIDE.sub("", figure.sentence)


_ASIDE = re.compile(r"\([^()]*\)")


def _tells_of(figure: FigureCase) -> int | None:
    """The year that the clause before a figure, or the sentence, tells of; None where something is aimed at in it."""
    clause = _PAST_YEAR.search(figure.opening)
    sentence = _IN_A_YEAR.match(figure.opening)
    if clause is None and sentence is not None and _AIMS.search(figure.opening, sentence.end()):
        return None
    found = clause or sentence
    return int(found["year"]) if found else None


_AHEAD = compiled(
    r"tính đến\s+(?:hết\s+|cuối\s+)?(?:ngày\s+31(?:/12/|\s+tháng\s+12\s+năm\s+)|tháng\s+12(?:/|\s+năm\s+)|năm\s+)"
    r"(?P<year>20\d\d)"
)
COMMITMENTS: Choices[FigureCase, bool] = Choices(
    (
        no(
            "no-title",
            "ruling 4",
            lambda f: f.block.kind == "heading" and (f.block.label is None or f.sentence.isupper()),
            "II. DẠY BƠI CHO 120 HỌC SINH",
            against=("2. Dạy bơi cho 120 học sinh",),
        ),
        no(
            "no-state-of-play",
            "ruling 16",
            lambda f: f.block.kind != "row" and f.context.state_of_play(f.block),
            "II. TÌNH HÌNH\n- 95% hộ dân dùng nước sạch.",
        ),
        Choice(
            "no-baseline",
            False,
            _told_as_baseline,
            "ruling 16",
            (("- Tỷ lệ hộ dùng nước sạch đạt 72% (năm 2024: 66%).", ("yes", "no")),),
            ("- Tỷ lệ hộ dùng nước sạch đạt 72% (năm 2028: 80%).",),
        ),
        Choice(
            "no-start-of-change",
            False,
            lambda f: starts_a_change(f.opening, f.printed, f.closing),
            "ruling 16",
            (("- Giảm tỷ lệ hộ nghèo từ 22,4% (năm 2024) xuống dưới 17%.", ("no", "yes")),),
            ("- Giảm tỷ lệ hộ nghèo từ 4% trở lên.",),
        ),
        no(
            "no-past",
            "ruling 16",
            _told_as_past,
            "- Tính đến tháng 6/2026 có 95% hộ dân dùng nước sạch.",
            "- Hiện có 12 tủ sách.",
            against=(
                "- Giữ các kết quả đã đạt của giai đoạn 2021 - 2025, phấn đấu 95% hộ dân dùng nước sạch.",
                "- Số hộ dùng nước giếng tính đến ngày 31/12/2028 giảm còn 15 hộ.",
            ),
        ),
        no(
            "no-past-year",
            "ruling 16",
            lambda f: (year := _tells_of(f)) is not None and year < f.context.first_year,
            "- Năm 2025 toàn xã có 12 tủ sách.",
            "- Đến hết năm 2025, toàn xã có tủ sách ở các thôn, vượt 12%.",
            against=("- Năm 2026 toàn xã có 12 tủ sách.", "- So với năm 2025, trồng thêm 12 ha rừng."),
        ),
        no(
            "no-forecast",
            "ruling 16",
            lambda f: _FORECAST.match(f.sentence),
            "- Dự báo lượng khách tăng 12% trong năm tới.",
        ),
        no(
            "no-condition",
            "ruling 16",
            lambda f: _IF.fullmatch(f.opening) or _THEN.match(f.closing),
            "- Nếu có từ 02 hộ trở lên đăng ký, mở lớp.",
            "- Đạt 70% số hộ thì mở lớp.",
        ),
        no(
            "no-done",
            "ruling 16",
            lambda f: f.counts and _DONE.match(f.closing),
            "- Toàn xã có 12 thôn đã ra mắt mô hình.",
            against=("- 12 thôn đã và đang ra mắt mô hình.",),
        ),
        no(
            "no-reported",
            "ruling 16",
            lambda f: _REPORTED.search(f.opening),
            "- Đến nay mới có 40% hộ ký cam kết.",
            "- Các thôn đã lắp 12 tủ sách.",
            against=("- Các tổ đã thành lập phấn đấu lắp 12 tủ sách.",),
        ),
        no(
            "no-present",
            "ruling 16",
            lambda f: _NOW.match(f.sentence) and not _AIMS.search(f.opening),
            "- Hiện nay, trên địa bàn xã có 12 tủ sách.",
            "- Qua rà soát, còn 12 hộ chưa có hố rác.",
            against=("- Hiện nay các thôn tiếp tục vận động, phấn đấu 12 hộ có hố rác.",),
        ),
        no(
            "no-band",
            "ruling 4",
            lambda f: f.quantity.unit == "điểm" and _BANDS.search(f.sentence),
            "- Từ 90 điểm trở lên xếp loại tốt.",
            "- Mỗi câu đúng được tính 02 điểm.",
            against=("- Tổng điểm đạt ít nhất 68 điểm.",),
        ),
        no(
            "no-requirement",
            "ruling 16",
            lambda f: f.quantity.unit in ("m", "giờ", "mét") and _REQUIREMENT.search(f.opening),
            "- Kiểm tra bể bơi có chiều dài trên 25 m.",
        ),
        no(
            "no-timetable",
            "ruling 9",
            lambda f: (
                f.quantity.comparator == "="
                and f.quantity.unit.endswith(("/ngày", "/tuần"))
                and _LESSONS.search(f.opening)
            ),
            "- Các trường tổ chức học 02 buổi/ngày.",
            against=("- Các trường dạy học tối thiểu 09 buổi/tuần.",),
        ),
        no(
            "no-employer",
            "ruling 16",
            lambda f: f.counts and _EMPLOYER.search(f.opening),
            "- Kiểm tra doanh nghiệp có 20 lao động.",
        ),
        no(
            "no-formula",
            "ruling 16",
            lambda f: _RECKONED.search(f.opening) and _FORMULA.search(f.sentence),
            "- Mỗi năm 12 x 5 = 60 triệu đồng.",
            against=("- Hỗ trợ 12 triệu đồng/năm x 5 năm.",),
        ),
        no(
            "no-slogan",
            "ruling 16",
            lambda f: _QUOTED.search(f.opening) and "”" in f.closing[:12],
            "- Phát động phong trào “5 hộ sạch”.",
        ),
        no(
            "no-place",
            "ruling 4",
            lambda f: f.counts and f.quantity.comparator == "=" and _PLACED.search(f.opening),
            "- Xã mới được sắp xếp từ 04 xã cũ.",
        ),
        no(
            "no-row-number",
            "ruling 4",
            lambda f: (
                f.counts
                and f.quantity.comparator == "="
                and f.quantity.span[0] == f.block.start
                and f.words((f.quantity.unit_start, f.clause.span[1])).lstrip()[:1].isupper()
            ),
            "II. VẬT TƯ\n6 Nhà bạt các loại bộ 25",
            against=("- 02 Câu lạc bộ đọc sách.",),
        ),
        no(
            "no-paper",
            "ruling 4",
            lambda f: (
                f.counts
                and not f.lead_text.strip()
                and _PAPERS.match(f.words((f.quantity.unit_start, f.clause.span[1])))
            ),
            "- 01 bản sao giấy khai sinh.",
            "- 02 bản photo giấy khai sinh có công chứng.",
            against=("- 02 bản cam kết với từng thôn.", "- In 50 bản quy ước có xác nhận của thôn."),
        ),
        no(
            "no-fee",
            "ruling 4",
            lambda f: f.kind == "money" and "/" in f.quantity.unit and _FEES.match(f.lead_text),
            "- Lệ phí xét tuyển: 60.000 đồng/hồ sơ.",
            against=("- Thu lệ phí chợ đạt 60 triệu đồng.", "- Phí bảo vệ môi trường: 60 triệu đồng."),
        ),
        no(
            "no-test",
            "ruling 4",
            lambda f: _TEST.match(f.words((f.quantity.unit_start, f.clause.span[1]))),
            "- Đề thi gồm 30 câu hỏi trắc nghiệm.",
            "- Mỗi bài dự thi dài ít nhất 500 chữ.",
            against=("- Xây dựng 02 phương án chữa cháy.", "- Cấp 30 chữ ký số.", "- Công nhận 12 dòng họ hiếu học."),
        ),
        no(
            "no-sum-of-targets",
            "ruling 4",
            lambda f: (
                f.unit in ("chỉ tiêu", "tiêu chí") and f.quantity.comparator == "=" and _TARGETS.match(f.sentence)
            ),
            "- Các chỉ tiêu kinh tế: 13 chỉ tiêu.",
            "- Gồm 28 chỉ tiêu, cụ thể:",
            against=("- Phấn đấu hoàn thành 13 chỉ tiêu.", "- Mỗi thôn đạt 15 tiêu chí."),
        ),
        no(
            "no-size",
            "ruling 4",
            lambda f: f.counts and _SIZE.search(f.opening) and _ENDS_HEADING.match(f.context.text, f.quantity.span[1]),
            "- Khối mẫu giáo (120 trẻ):",
            against=("- Mở lớp bơi (120 trẻ em): 100% hoàn thành.",),
        ),
        no(
            "no-comparison",
            "ruling 16",
            lambda f: _COMPARED_WITH.search(f.opening),
            "- Phấn đấu giảm số vụ đuối nước so với mức 12 vụ năm 2025.",
            against=("- So với năm 2025 giảm 12 vụ đuối nước.",),
        ),
        no(
            "no-rest",
            "ruling 16",
            lambda f: f.counts and _AT.search(f.opening) and _REST.match(f.closing),
            "- Kiểm tra ao hồ ở 02 thôn còn lại.",
            against=("- Rào ao hồ của 02 thôn còn lại trong năm 2026.",),
        ),
        no(
            "no-duration",
            "ruling 9",
            lambda f: f.quantity.unit != "%" and _LASTING.search(f.opening),
            "- Đổi nước bể bơi sau 03 buổi.",
        ),
        yes("target", "ruling 4", "- 90% hộ dân dùng nước sạch."),
    )
)
"""Figures that report, condition or describe are no commitments; all others are."""


def commits(figure: FigureCase) -> bool:
    """Whether a figure is a commitment, by the rules."""
    return COMMITMENTS.of(figure).says
