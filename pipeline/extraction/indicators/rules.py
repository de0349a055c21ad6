"""What a figure measures, as a table: the first choice that fits names the words that say it (ruling 16)."""

from __future__ import annotations

import re

from pipeline.extraction.indicators.cases import CHANGE, FOR_SOME, FigureCase
from pipeline.grammar.rule import Choice, Choices
from pipeline.text.letters import CODE
from pipeline.text.spans import Span

_TIMES = ("lần", "lượt", "đợt", "kỳ", "buổi", "ngày")
_PER_TIME = re.compile(r"\s*(?:$|/|sau|mỗi|một|trong|hằng|hàng|trên|so với|năm\s)", re.IGNORECASE)
_WITH_WHOM = re.compile(r"\s*(?:với|đối với|cho|tại)\s", re.IGNORECASE)
_WHOLE = re.compile(
    r"\s*(?:(?:so với|trên|trong)\s+)?(?:tổng|toàn|dân số|GRDP|GDP|kế hoạch(?!(?: \S+){4})|chỉ tiêu|dự toán|"
    r"khối lượng)(?!\w)",
    re.IGNORECASE,
)
"""What a share is a share of: "chiếm 25% tổng giá trị sản xuất"."""
_SAYS = re.compile(r"\s*(?:có|là|được|biết|tham gia)\s", re.IGNORECASE)
"""What is said of a share of the words before it: "đảng viên từ 95% trở lên có bản đăng ký"."""
_PER = re.compile(r"(?:mỗi|từng)\s(?:ngày|tuần|tháng|quý|năm|buổi|lần|đợt|học kỳ)(?!\w)", re.IGNORECASE)
_EACH = re.compile(r"mỗi\s[^,;]{2,24}$")
_PLANNED = re.compile(r"\s*(?:kế hoạch|chỉ tiêu)\s+\S+\s+\S+\s+\S+")
_MAKES_UP = re.compile(r"chiếm|đóng góp", re.IGNORECASE)
_SHORT = re.compile(rf"[{CODE}]{{3,}}")
"""An abbreviation: "BHYT trên 7.200 người"."""
_COMPARED = re.compile(r"\s*so với\s")
_AMOUNTS = ("money", "measure")

INDICATORS: Choices[FigureCase, tuple[str, ...]] = Choices((
    Choice(
        "indicator-each",
        ("before",),
        lambda f: (
            f.unit in _TIMES
            and _EACH.match(f.lead_text)
            and _PER_TIME.match(f.tail_text)
            and not f.held
            and f.words(f.before)
        ),
        "ruling 16",
        (("- Dọn vệ sinh quanh ao hồ, mỗi thôn 02 lần/tháng.", ("Dọn vệ sinh quanh ao hồ",)),),
    ),
    Choice(
        "indicator-rank",
        ("lead",),
        lambda f: f.kind == "rank",
        "ruling 4",
        (("- Chỉ số cải cách hành chính của xã xếp thứ 3 toàn huyện.", ("Chỉ số cải cách hành chính của xã",)),),
    ),
    Choice(
        "indicator-times-of",
        ("behind_rate",),
        lambda f: (
            f.unit in _TIMES
            and not f.lead_text.strip()
            and f.behind_rate[0] > f.tail[0]
            and not _WITH_WHOM.match(f.words(f.behind_rate))
        ),
        "ruling 16",
        (("- Duy trì 02 lần/tháng dọn vệ sinh ao hồ.", ("dọn vệ sinh ao hồ",)),),
        ("- Kiểm tra phao cứu sinh 02 lần/tháng.", "- Dọn vệ sinh 03 lần/tuần; 02 lần/tuần đối với các thôn."),
    ),
    Choice(
        "indicator-times",
        ("lead",),
        lambda f: f.unit in _TIMES and (_PER_TIME.match(f.tail_text) or _WITH_WHOM.match(f.tail_text)),
        "ruling 16",
        (
            ("- Kiểm tra phao cứu sinh 02 lần/tháng.", ("Kiểm tra phao cứu sinh",)),
            ("- Tổ chức đối thoại 02 lần với phụ huynh.", ("Tổ chức đối thoại",)),
        ),
        ("- Tổ chức 02 đợt kiểm tra ao hồ.",),
    ),
    Choice(
        "indicator-change",
        ("lead",),
        lambda f: f.lead_text.strip() and CHANGE.match(f.printed),
        "ruling 16",
        (("- Tăng số trẻ biết bơi từ 40 em lên 65 em ở mỗi thôn.", ("số trẻ biết bơi",)),),
    ),
    Choice(
        "indicator-measure-of",
        ("tail",),
        lambda f: f.kind == "measure" and f.lead_size <= 3 and not f.measured and f.followed,
        "ruling 16",
        (("- Rừng phòng hộ 40 ha cây gỗ lớn.", ("cây gỗ lớn",)),),
        ("- Diện tích rừng 40 ha cây gỗ lớn.",),
    ),
    Choice(
        "indicator-amount",
        ("lead",),
        lambda f: f.kind in _AMOUNTS and f.lead_text.strip() and (f.measured or not f.followed or not f.verbal),
        "ruling 16",
        (
            ("- Kinh phí thực hiện là 320 triệu đồng cho bể bơi.", ("Kinh phí thực hiện",)),
            ("- Năng suất bình quân đạt 5,9 tấn/ha.", ("Năng suất bình quân",)),
        ),
    ),
    Choice(
        "indicator-amount-of",
        ("tail",),
        lambda f: f.kind in _AMOUNTS and f.tail_text.strip(),
        "ruling 16",
        (("- Vận động Nhân dân hiến 3,5 tấn gạo.", ("gạo",)),),
    ),
    Choice(
        "indicator-plan-share",
        ("tail",),
        lambda f: f.kind == "percent" and _PLANNED.match(f.tail_text) and (f.verbal or not f.measured),
        "ruling 16",
        (("- Giải ngân vốn của xã đạt 100% kế hoạch vốn đầu tư công.", ("kế hoạch vốn đầu tư công",)),),
        ("- Giải ngân đạt 100% kế hoạch.",),
    ),
    Choice(
        "indicator-makes-up",
        ("lead",),
        lambda f: f.kind == "percent" and f.reached and _MAKES_UP.search(f.between),
        "ruling 16",
        (("- Trẻ em nữ chiếm 45% học viên các lớp bơi.", ("Trẻ em nữ",)),),
    ),
    Choice(
        "indicator-share-of-whole",
        ("lead",),
        lambda f: f.kind == "percent" and (f.reached or f.measured) and _WHOLE.match(f.tail_text),
        "ruling 16",
        (("- Tiêm phòng dại cho đàn chó đạt tối thiểu 75% tổng đàn chó của xã.", ("Tiêm phòng dại cho đàn chó",)),),
    ),
    Choice(
        "indicator-of-some",
        ("lead", "tail"),
        lambda f: f.kind == "percent" and f.measured and FOR_SOME.match(f.tail_text),
        "ruling 16",
        (("- Tỷ lệ trẻ béo phì xuống dưới 5% đối với nông thôn.", ("Tỷ lệ trẻ béo phì đối với nông thôn",)),),
        ("- Vận động 90% đối với nông thôn.",),
    ),
    Choice(
        "indicator-elsewhere",
        (),
        lambda f: (
            f.kind == "percent"
            and not f.lead_text.strip()
            and (_COMPARED.match(f.tail_text) or (len(f.tail_text.split()) <= 2 and _WHOLE.match(f.tail_text)))
        ),
        "ruling 9",
        (("- Diện tích thả cá đạt 40 ha, tăng 10% so với năm 2025.", ("Diện tích thả cá", "Diện tích thả cá")),),
    ),
    Choice(
        "indicator-said-of",
        ("lead",),
        lambda f: f.kind == "percent" and f.lead_size > 1 and not f.verbal and _SAYS.match(f.tail_text),
        "ruling 16",
        (("- Học viên nữ tối thiểu 95% được học bơi.", ("Học viên nữ",)),),
    ),
    Choice(
        "indicator-reached",
        ("lead",),
        lambda f: f.kind == "percent" and f.reached and not f.verbal and len(f.tail_text.split()) <= 3,
        "ruling 16",
        (("- Mẫu nước hợp chuẩn đạt 90% số mẫu.", ("Mẫu nước hợp chuẩn",)),),
    ),
    Choice(
        "indicator-share-of",
        ("tail",),
        lambda f: f.kind == "percent" and f.followed and not (f.measured and f.predicated),
        "ruling 16",
        (("- Vận động mỗi thôn 90% hộ dân dùng nước sạch.", ("hộ dân dùng nước sạch",)),),
        ("- Tỷ lệ hộ dùng nước sạch đạt 90% hộ dân ở các thôn ven biển.",),
    ),
    Choice(
        "indicator-share",
        ("lead",),
        lambda f: f.kind == "percent" and f.lead_text.strip() and not (f.verbal and f.lead_size <= 2 and f.tail_text),
        "ruling 16",
        (("- Trẻ em biết bơi 70% vào năm 2027.", ("Trẻ em biết bơi",)),),
    ),
    Choice(
        "indicator-per-time",
        ("lead", "noun"),
        lambda f: f.kind == "count" and not f.bare and _PER.match(f.lead_text),
        "ruling 16",
        (("- Mỗi ngày không quá 7 tiết học, mỗi tiết 35 phút.", ("Mỗi ngày tiết học",)),),
        ("- Mở 7 lớp học.",),
    ),
    Choice(
        "indicator-held",
        ("noun",),
        lambda f: f.bare and f.held,
        "ruling 16",
        (("- Mỗi trường học ven sông có 01 bể bơi.", ("bể bơi",)),),
    ),
    Choice(
        "indicator-object",
        ("noun",),
        lambda f: f.bare and f.verbal and f.lead_size <= 2,
        "ruling 16",
        (("- Phấn đấu tổ chức 02 lớp.", ("lớp",)),),
    ),
    Choice(
        "indicator-done",
        ("lead", "noun"),
        lambda f: f.bare and f.verbal,
        "ruling 16",
        (("- Tặng phao cho các thôn ven sông 40 chiếc.", ("Tặng phao cho các thôn ven sông chiếc",)),),
    ),
    Choice(
        "indicator-counted",
        ("lead",),
        lambda f: f.measured and (f.bare or f.unit.lower() in f.lead_text.lower() or f.reaches),
        "ruling 16",
        (("- Số lớp bơi của xã là 12 lớp ở các thôn.", ("Số lớp bơi của xã",)),),
    ),
    Choice(
        "indicator-count-behind",
        ("lead",),
        lambda f: f.kind == "count" and f.bare and not f.verbal and (f.lead_size > 1 or _SHORT.fullmatch(f.lead_text)),
        "ruling 16",
        (("- Phao cứu sinh dự phòng 40 chiếc.", ("Phao cứu sinh dự phòng",)),),
    ),
    Choice(
        "indicator-more",
        ("noun", "tail"),
        lambda f: f.more,
        "ruling 16",
        (("- Huy động 40 em trở lên học bơi.", ("em học bơi",)),),
    ),
    Choice(
        "indicator-noun",
        ("noun",),
        lambda f: f.kind == "count",
        "ruling 16",
        (("- Ít nhất 02 câu lạc bộ đọc sách hoạt động.", ("câu lạc bộ đọc sách hoạt động",)),),
    ),
    Choice(
        "indicator-behind",
        ("tail",),
        lambda f: True,
        "ruling 16",
        (("- 90% theo kế hoạch tuyển sinh.", ("theo kế hoạch tuyển sinh",)),),
    ),
))  # fmt: skip
"""By the kind of the figure: a rank, a number of times, a change, an amount, a share, a count."""


def indicator_of(figure: FigureCase) -> tuple[tuple[Span, ...], str]:
    """Where the words stand that a figure measures, none where its clause has none, and the id of the choice."""
    choice = INDICATORS.of(figure)
    spans = (getattr(figure, name) for name in choice.says)
    return tuple(span for span in spans if figure.words(span).strip(' "”')), choice.id
