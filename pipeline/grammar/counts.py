"""Whether a figure in front of a noun counts it, as tables: the first choice that fits tells (rulings 4 and 9)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from pipeline.grammar.counted_nouns import first_word, making_verbs, noun, task_verbs, units
from pipeline.grammar.figures import WORD_LICENCES
from pipeline.grammar.refusals import no, yes
from pipeline.grammar.rule import Choice, Choices
from pipeline.text.unicode import is_syllable

_ORDINALS = re.compile(
    r"(?<!\w)(?:điều|khoản|điểm|mục|phần|chương|phụ lục|biểu|mẫu|số|bảng|lần thứ|thứ|khóa|lớp|quý|tháng|ngày|năm|tổ|"
    r"đợt|giai đoạn|vùng|khu vực|thôn|đội|trang|hạng|loại|mức độ|tuổi|"
    r"đề án|nghị quyết|quyết định|chỉ thị|quốc lộ|tỉnh lộ|đường|phiên bản|hotline|điện thoại|fax|phường|xã|quận|bước|"
    r"nhóm|cột|dòng|tiêu chí|chỉ tiêu|ql|đt|km|lúc|vòng|trường|phiên|kỳ|"
    r"từ đủ|độ|chương trình|thông tư|nghị định|luật|kế hoạch|hướng dẫn|kết luận|thông báo|công văn|sê-ri|mã|"
    r"chiều dài từ|dài từ|trạm|lần|mũi|liều|tập|hồi|khối|bậc|h)\s*:?\s*$",
    re.IGNORECASE,
)
_ARTICLES = re.compile(r"(?:Điều|[Kk]hoản|[Đđ]iểm)\s+(?:\d{1,3}[a-zđ]?\s*(?:,|và)\s*)+$")
"""Before the last of several articles: "Điều 21, 22 Nghị quyết"."""
_ENDS_AS_LABEL = frozenset(("chỉnh trang", "thu hồi", "lấy mẫu", "dứt điểm"))
"""Verbs that end like a word in front of a number: "trang 35"."""
_COUNTING_UNITS = frozenset(
    ("thôn", "xã", "phường", "trường", "tổ", "đội", "nhóm", "đợt", "quý", "tháng", "năm", "tuần", "cấp", "lần", "trạm")
)
_AREAS_AND_WEIGHTS = ("ha", "m2", "m3", "tấn", "tạ", "kg", "lít")
"""Units in front of which no figure is the number of something."""
_NO_ORDINAL = 20  # "dân quân thôn 96 người": more than a commune has wards or teams, so no number of one
_PADDED = re.compile(r"0\d")


def numbers(match: re.Match[str], first: float = 0) -> bool:
    """Whether the word before makes a figure the number of something ("Điều 5", "thôn 3"), and no count.

    Args:
        match: of the figure "a", with the bound "before" it.
        first: its value, where a noun that is counted follows it.
    """
    if match["before"] or re.search(r"[.,]", match["a"]):
        return False
    before = match.string[max(0, match.start("a") - 40) : match.start("a")]
    if _ARTICLES.search(before):
        return True
    found = _ORDINALS.search(before)
    if found is None:
        return False
    if any(verb in _ENDS_AS_LABEL for verb in last_words(before)):
        return False
    counting = found.group().strip(" :").lower() in _COUNTING_UNITS
    return not (counting and (_PADDED.match(match["a"]) or first >= _NO_ORDINAL))


@dataclass(frozen=True)
class CountCase:
    """A figure, the first of two where a second follows, with the noun behind it."""

    match: re.Match[str]
    first: float
    last: float | None

    @property
    def before(self) -> str:
        """The bound before it, in small letters."""
        return (self.match["before"] or "").lower()

    @cached_property
    def lead(self) -> str:
        """The text before it, as far as a rule looks."""
        at = self.match.start("a")
        return self.match.string[max(0, at - 60) : at]

    @cached_property
    def far(self) -> str:
        """The text before it, as far as what it is a figure of may be named."""
        at = self.match.start("a")
        return self.match.string[max(0, at - 160) : at]

    @cached_property
    def behind(self) -> str:
        """The text from the noun on, as far as a rule looks."""
        at = self.match.start("noun")
        return self.match.string[at : at + 40]

    @property
    def around(self) -> str:
        """The text around it, as far as a rule looks."""
        return self.match.string[max(0, self.match.start("a") - 60) : self.match.end("noun") + 30]

    @property
    def printed(self) -> str:
        """The noun of the lexicon, as printed."""
        return self.match["noun"]

    @cached_property
    def noun(self) -> str:
        """The noun of the lexicon, in small letters where the lexicon has it so."""
        low, known = self.printed.lower(), units()
        return low if any(low in known[kind] for kind in ("never", "counted", "measures")) else self.printed

    @property
    def measure(self) -> bool:
        """Whether the noun is a measure."""
        return self.noun in units()["measures"]

    @property
    def changed(self) -> bool:
        """Whether it is what something changes to."""
        return self.last is None and bool(self.match["b"])

    @cached_property
    def word(self) -> str:
        """The word that follows, of one syllable or more, where the lexicon has no noun there."""
        word = self.printed
        return first_word(self.behind) if word.islower() and is_syllable(word) else word

    @property
    def licensed(self) -> bool:
        """Whether what stands before it says that things are counted."""
        lead = HOW.sub(" ", self.lead)
        return (
            self.before in WORD_LICENCES
            or self.before == "trên"
            or _PADDED.match(self.match["a"]) is not None
            or _LISTED.search(lead) is not None
            or any(verb in making_verbs() for verb in last_words(lead))
        )


HOW = re.compile(r"(?:\s(?:mới|thêm|lại|được|xong|hết|sạch|ngay|dặm|cho|bổ sung|toàn bộ|khoảng|gần|tổng cộng)){1,3}\s$")
"""Between a verb and the figure of what it makes: "sơn lại 12", "xây xong 3"."""


def last_words(lead: str) -> list[str]:
    """The last word of one, two and three syllables, where a blank closes it."""
    words = lead.lower().split()
    return [" ".join(words[-count:]) for count in (1, 2, 3)] if lead.endswith(" ") else []


_RATE = re.compile(r"(?:tỷ|tỉ) (?:suất|số|lệ)\s(?:[^\d;.,]|\d+ tuổi)*$", re.IGNORECASE)
"""Before the whole of a rate: "tỷ suất ... trên 1.000 trẻ"."""
_LIFE = re.compile(r"(?:tuổi thọ|tuổi đời bình quân|số năm sống khỏe)(?:\s[^\d;.]*)?$", re.IGNORECASE)
"""Before a number of years: of a life, which is no duration."""
_STAY = re.compile(
    r"(?:thời gian|ngày) lưu trú(?:\s[^\d;.]*)?$|ngày (?:nằm viện|điều trị) (?:bình quân|trung bình)[^\d;.]*$"
)
"""Before a number of days: a mean that is aimed at, and no duration."""
_EVERY = re.compile(r"(?<!\w)cứ\s+$", re.IGNORECASE)
_NUMBERED = re.compile(r"\s+số\s*:?\s*\d")
_LAID = re.compile(
    r"(?:nạo vét|xây dựng|xây|bê tông hóa|cứng hóa|lát|kéo|lắp đặt|đào|đắp|kè|kiên cố hóa|làm(?: mới)?|sửa chữa|"
    r"nâng cấp|mở mới|gia cố|trải|rải)(?:\s(?:được|mới|thêm|khoảng))*\s+$",
    re.IGNORECASE,
)
"""Work that is measured by its length: "nạo vét 500 m kênh"."""
_HEIGHT = re.compile(r"chiều cao\s(?:[^;.]|\.(?=\d))*?(?:đạt|tăng|là)\s(?:thêm\s)?$", re.IGNORECASE)
"""What a height of people grows to."""
_COPIES = re.compile(r"\(\s*$|(?:gồm|gửi|lập|sao|in|thành|nộp)\s+(?:\d+\s+bộ\s+)?$")
_HOLDS = re.compile(
    r"(?:dung tích|thể tích|công suất|trọng tải|(?<!các )loại|(?<![\d/])\d+ "
    r"(?:thùng|xe|máy|bồn|bể|can|bình|tủ|bao|téc|tivi)(?: [^\W\d_]+){0,3}) $",
    re.IGNORECASE,
)
"""Before a measure: it says how much something holds or does."""
_PER_TIME = re.compile(r"\s?/\s?(?:tuần|tháng|quý|năm)(?!\w)")
_ENDS = re.compile(r"\s*(?:$|[,;.:)]|(?:và|hoặc|cho|bằng|tại|đặt|để)\s)")
_TRAINING = re.compile(r"học|bồi dưỡng|đào tạo|tập huấn|phát sóng|giảng dạy|huấn luyện|phát thanh", re.IGNORECASE)

COUNTS: Choices[CountCase, bool] = Choices(
    (
        no(
            "count-no-basis",
            "ruling 9",
            lambda c: _EVERY.search(c.lead),
            "Cứ 10 hộ thì có một đội",
            against=("Cấp 10 hộ một thùng rác",),
        ),
        no(
            "count-no-note",
            "ruling 4",
            lambda c: _NUMBERED.match(c.match.string, c.match.end("noun")),
            "1 Nghị quyết số 12/NQ-HĐND",
            against=("ban hành 1 nghị quyết",),
        ),
        no(
            "count-no-copy",
            "ruling 4",
            lambda c: c.noun == "bản" and _COPIES.search(c.lead),
            "lập thành 03 bản",
            against=("phát 500 bản cam kết",),
        ),
        no(
            "count-no-day",
            "ruling 9",
            lambda c: c.match["of"] and (c.last is not None or c.first > int(re.sub(r"\D", "", c.match["of"]))),
            "Sáng 18/9 hộ dân tiêu độc",
            against=("18/19 tiêu chí",),
        ),
        Choice(
            "count-life",
            True,
            lambda c: (
                (c.noun in ("tuổi", "năm") and _LIFE.search(c.lead)) or (c.noun == "ngày" and _STAY.search(c.lead))
            ),
            "ruling 4",
            (
                ("tuổi thọ bình quân đạt 75 tuổi", ("yes",)),
                ("số năm sống khỏe ít nhất 68 năm", ("yes",)),
                ("thời gian lưu trú bình quân đạt 2,5 ngày/khách", ("yes",)),
            ),
            ("trong 05 năm",),
        ),
        no(
            "count-no-duration",
            "ruling 9",
            lambda c: (
                c.noun in units()["never"]
                and not (c.before and (c.noun in units()["counted"] or _PER_TIME.match(c.behind[len(c.noun) :])))
            ),
            "trong 05 năm",
            "chính quyền 2 cấp",
            against=("học ít nhất 5 ngày/tuần",),
        ),
        no(
            "count-no-whole",
            "ruling 4",
            lambda c: c.before == "trên" and c.first in (1e2, 1e3, 1e4, 1e5) and _RATE.search(c.far),
            "tỷ suất chết trẻ em trên 1.000 trẻ sinh ra",
            against=("trồng trên 1.000 cây", "Tỷ lệ đạt 5%, hỗ trợ trên 1.000 hộ"),
        ),
        no("count-no-money", "ruling 12", lambda c: c.noun.endswith("đồng"), "năm trăm đồng"),
        no(
            "count-no-number",
            "ruling 4",
            lambda c: not c.changed and c.noun not in _AREAS_AND_WEIGHTS and numbers(c.match, c.first),
            "đội 3 xã Đông",
            against=("dân quân thôn 96 người", "mỗi thôn 01 đội", "khu vực 2,5 ha", "rau các loại 150 ha"),
        ),
        no(
            "count-no-length",
            "ruling 4",
            lambda c: (
                c.noun in ("m", "mét", "cm", "bậc")
                and not (c.before or c.match["raised"] or _LAID.search(c.lead) or _HEIGHT.search(c.far))
            ),
            "tàu dài 15 m",
            against=("ít nhất 15 m", "nạo vét 500m kênh", "chiều cao trung bình của trẻ đạt 112 cm"),
        ),
        no(
            "count-no-capacity",
            "ruling 4",
            lambda c: c.measure and not c.before and _HOLDS.search(c.lead) and _ENDS.match(c.behind[len(c.noun) :]),
            "thùng dung tích 240 lít",
            "xe loại 2,5 tấn",
            against=("thu gom 240 lít dầu", "mỗi hộ 50 kg gạo"),
        ),
        no(
            "count-no-hour",
            "ruling 9",
            lambda c: c.noun == "giờ" and not _TRAINING.search(c.around),
            "trước 15 giờ",
            against=("đủ 40 giờ học",),
        ),
        yes("count", "ruling 4", "trồng 500 cây"),
    )
)
"""Of a figure with a noun of the lexicon."""

_FUNCTION = frozenset((
    "và", "là", "của", "có", "được", "trong", "cho", "với", "theo", "từ", "đến", "trở", "để", "khi", "tại", "về", "đã",
    "sẽ", "các", "những", "này", "đó", "thì", "mà", "do", "vào", "hoặc", "nhưng", "trên", "dưới", "giờ", "ngày",
    "tháng", "năm", "đạt", "còn", "chiếm", "tăng", "giảm", "bằng", "dự", "dự kiến", "đính kèm", "đính", "kèm", "nêu",
    "quy", "quy định", "xếp", "thuộc", "như", "nếu", "đầu", "cuối", "trước", "sau", "khác", "nhất", "so",
))  # fmt: skip
_LISTED = re.compile(
    r"(?:\d\s[^\d;.:]{3,40}(?:,|\svà)|\b(?:có|gồm|được|trang bị|hỗ trợ|cấp|tặng|xây dựng|lắp đặt|mua|mua sắm|trồng|"
    r"phát|tổ chức|mở|thành lập|duy trì|đầu tư|thêm|đạt|bố trí|cho|với|huy động|trưng dụng|dự trữ|chuẩn bị|xóa bỏ|lắp|"
    r"tại))\s+$",
    re.IGNORECASE,
)
"""Before a figure: words of doing, or a list of counts that it goes on."""

UNLISTED: Choices[CountCase, bool] = Choices(
    (
        no(
            "unlisted-no-number",
            "ruling 4",
            lambda c: numbers(c.match),
            "Bảng 03 dàn phơi",
            against=("Mua 03 dàn phơi",),
        ),
        no(
            "unlisted-no-noun",
            "ruling 9",
            lambda c: noun().match(c.match.string, c.match.start("noun")),
            "có 20 tuổi Đảng",
        ),
        no("unlisted-no-licence", "ruling 4", lambda c: not c.licensed, "theo 4 dàn phơi", against=("mua 4 dàn phơi",)),
        no("unlisted-no-function", "ruling 4", lambda c: c.word.lower() in _FUNCTION, "có 3 của", "01 dự kiến"),
        no("unlisted-no-verb", "ruling 4", lambda c: c.word.lower() in task_verbs(), "còn 03 rà soát"),
        no(
            "unlisted-no-name",
            "ruling 4",
            lambda c: c.word[0].isupper() and not c.word.isupper(),
            "bổ sung 02 Hòa",
            against=("lắp 02 CPU",),
        ),
        no(
            "unlisted-no-foreign",
            "ruling 4",
            lambda c: c.word.islower() and not is_syllable(c.word.split()[0]),
            "lắp 02 dwz",
        ),
        yes("unlisted", "ruling 4", "mua 3 dàn phơi"),
    )
)
"""Of a figure with a word behind it that the lexicon lacks."""
