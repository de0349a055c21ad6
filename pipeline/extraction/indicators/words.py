"""What a figure measures: the words before it or after it, without dates and words of achievement."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extraction.baselines import changed_from
from pipeline.extraction.context import Context
from pipeline.extraction.indicators.part_lists import parts_at
from pipeline.extraction.indicators.verbs import verbal
from pipeline.grammar import bodies, dates
from pipeline.grammar.counted_nouns import everyday_verbs
from pipeline.grammar.deadlines import BEFORE_END, DUE_LEAD, NO_DAY, SAYS_WHEN, TRAILING_DUE
from pipeline.grammar.quantities import Quantity
from pipeline.text.spans import Span

MEASURE = re.compile(
    r"(?:(?:các|tổng|bình quân|mức|quy mô|phần)\s+)?(?:lợi nhuận|tỷ suất|tỉ suất|tỷ số|tỉ số|tỷ lệ|"
    r"tỉ lệ|tỷ trọng|tỉ trọng|tổng|số|diện tích|thu nhập|mức|"
    r"kinh phí|dự toán|vốn|ngân sách|nguồn|tốc độ|năng suất|sản lượng|"
    r"giá trị|độ che phủ|độ bao phủ|chỉ số|điểm|chất lượng|quân số|quy mô|doanh thu|doanh số|thời lượng|hệ số|mật độ|"
    r"cơ cấu|tuổi thọ|chi phí|quỹ|thời gian|lượng|khối lượng|"
    r"công suất|dân số|chiều dài|mức độ|tổng mức|tổng số|tổng vốn|phần|kim ngạch|sĩ số|số thu|số chi|huy động (?:vốn|"
    r"xã hội|nguồn)|hạn mức|lượng khách|độ tuổi)(?!\w)",
    re.IGNORECASE,
)


_INNER_MEASURE = re.compile(
    rf"(?:(?:,|\bvới|\btrong đó|\bcó)\s+|,\s+{DUE_LEAD.pattern}|"
    rf"\bphấn đấu\s+(?:(?:đạt|tăng|giảm|nâng|đưa|mục tiêu)\s+)*)(?={MEASURE.pattern})",
    re.IGNORECASE,
)
"""In front of the measure that a stretch is about, where it does not open with it."""


_PREDICATE = re.compile(
    r"(?:[\s,:]|\b(?:(?<!không )đạt|đạt được|đạt tỷ lệ|đạt mức|giảm|tăng|còn|(?<!trở )xuống|xuống còn|duy trì|là|"
    r"chiếm|ở mức|(?<!trở )lên|lên mức|xuống mức|tới mức|khoảng|gần|xấp xỉ|chừng|đóng góp|phấn đấu|bình quân|"
    r"mỗi năm|hằng năm|hàng năm|từ|thêm|gấp|được nâng lên|nâng lên|"
    r"nâng|bảo đảm|đảm bảo|trong đó|có|với|không(?! đạt)|tối thiểu|ít nhất|trên|dưới|đến|sẽ|"
    r"phải|được|vượt quá|quá|ổn định|kéo giảm|giữ|giữ vững|vượt|và|bằng|ước|ước đạt|tương đương|hoàn thành|"
    r"riêng|trung bình|tỷ lệ|tỉ lệ|cả|luôn|dự kiến là|(?<!sắp )xếp|xong|dứt điểm|"
    r"năm sau cao hơn năm trước|chỉ tiêu)\b)+$",
    re.IGNORECASE,
)


_LEADING = re.compile(
    r"(?:[\s,:;\-+•]|\((?:\d{1,2}|(?:19|20)\d\d\s?[-–]\s?(?:19|20)\d\d)\)|"
    r"(?:chỉ tiêu|mục tiêu|tiêu chí)\s+(?:số\s+)?\d{1,2}\s*[:.–-]|"
    r"\b(?:không để|phấn đấu|bảo đảm|đảm bảo|trong đó|gồm|bao gồm|và|riêng|có|đạt|"
    r"đạt chỉ tiêu|hoàn thành|duy trì|thực hiện|tiếp tục|từng bước|cụ thể|theo đó|qua đó|"
    r"mục tiêu|chỉ tiêu|đồng thời|nhưng|xong(?=\s)|"
    r"tối thiểu|ít nhất|hằng năm|hàng năm|mỗi năm|dự kiến|huy động(?=\s+(?:trên|ít nhất|"
    r"tối thiểu))|sau khi|phấn đấu có|nâng|đưa|mỗi tháng|mỗi quý|mỗi tuần|hằng tháng|hằng quý|hằng tuần|"
    r"trong nhiệm kỳ|(?:bình quân|trung bình)(?=\s+(?:tăng|giảm|mỗi|hằng|hàng))|"
    r"(?:tăng|giảm|giữ vững|giữ|khống chế|kiểm soát|kiềm chế|kéo giảm)"
    r"(?=\s+(?:số|tỷ lệ|tỉ lệ|diện tích|tổng|mức|độ|tốc độ|tỷ trọng|tỉ trọng|tỷ suất|tỉ suất|chỉ số)\s))\b)+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence with its quantities."""

    span: Span
    quantities: tuple[Quantity, ...]


JOINED = re.compile(r"(?:\s+(?:[^\W\d_]+|\d{4})){0,5}\s*(?:,|\s+và)\s+(?:khoảng\s+)?")


def before_colon(context: Context, clause: Clause, quantity: Quantity) -> Span | None:
    """What a list of figures is about: the words before its colon ("Tỷ lệ ... đạt: tháng 6: 40%; ...")."""
    text = context.text
    colon = text.find(":", clause.span[0], quantity.span[0])
    if colon < 0:
        return None
    start, end = clause.span[0], colon
    end = before_predicate(text, start, end)
    return _stripped(text, past_leads(text, start, end), end)


def before_predicate(text: str, start: int, end: int) -> int:
    """Where the words of achievement begin that end a stretch; a mean ("bình quân") belongs to what is measured."""
    tail = _PREDICATE.search(text[start:end])
    if not tail:
        return end
    mean = _MEAN.match(tail.group()) if tail.start() else _MEAN.fullmatch(tail.group().rstrip())
    return start + tail.start() + (mean.end() if mean else 0)


_MOST_JOINED = 40  # figures that one phrase joins, at most
_SHARED_FROM = re.compile(r"\s(?:được|do|so với|tham gia|tại|trên địa bàn|thuộc|bị xử lý|đạt)\s")


def shared_tail(context: Context, clause: Clause, number: int, indicator: str) -> str:
    """ "10% số vụ, 8% số người chết và 10% số người bị thương do tai nạn ...": the words that all of them share."""
    if len(indicator.split()) > 5 or _SHARED_FROM.search(f" {indicator} "):
        return ""
    last = number
    while last + 1 < len(clause.quantities) and last - number < _MOST_JOINED:
        here, after = clause.quantities[last], clause.quantities[last + 1]
        if (
            here.kind != after.kind
            or here.kind == "money"
            or not JOINED.fullmatch(context.text[here.span[1] : after.span[0]])
        ):
            break
        last += 1
    if last == number:
        return ""
    tail = tail_of(context, clause, last)
    words = context.text[tail[0] : tail[1]]
    shared = _SHARED_FROM.search(f" {words}")
    return " " + words[max(shared.start() - 1, 0) :].strip() if shared else ""


def clause_before(text: str, start: int, at: int) -> Span:
    end = at
    while end > start and text[end - 1] in " ,":
        end -= 1
    begin = max(text.rfind(";", start, end) + 1, start)
    span = _stripped(text, begin, end)
    return span if span[1] - span[0] > 8 else (at, at)


_AIMED_AT = re.compile(
    r"(?:mục tiêu|chỉ tiêu|phấn đấu|nhằm|để)\s[^,;.]{0,30}?(?:đến|tới|hết|cuối|trong|vào)\s+(?:hết\s+|cuối\s+)?"
    rf"năm\s+\d{{4}},?\s+(?={MEASURE.pattern})",
    re.IGNORECASE,
)
"""What a sentence says is done to reach a figure: "... để đạt mục tiêu đến năm 2026 tỷ lệ ..."."""


_AIM = re.compile(r"\s*(?:phấn đấu|chỉ tiêu|mục tiêu|kế hoạch|đạt|ước đạt)\s", re.IGNORECASE)
"""With which a bracket opens that states how much of what stands before it."""
_HOURS = re.compile(r"(?:từ\s+)?\d{1,2}\s?[h:g]\s?\d{0,2}\s*(?:đến|-|–)\s*\d{1,2}\s?[h:g]\s?\d{0,2}\s*[,;]\s*")
"""The hours with which a bracket opens: "Buổi chiều (từ 13h30 đến 17h00, tối đa 4 tiết)"."""


def past_leads(text: str, start: int, end: int) -> int:
    """Where words begin behind deadlines and words of achievement that open them."""
    while True:
        moved = DUE_LEAD.match(text, start, end) or _LEADING.match(text, start, end)
        if not moved or moved.end() == start:
            return start
        start = moved.end()


def lead_of(context: Context, clause: Clause, number: int) -> Span:
    """What stands before the figure in its clause, without dates and words of achievement at its ends."""
    text, quantity = context.text, clause.quantities[number]
    changed = changed_from(text, quantity)
    start, end = _lead_from(text, clause, number), changed.span[0] if changed else quantity.span[0]
    start, end = _beside_bracket(text, start, end, quantity)
    aims = list(_AIMED_AT.finditer(text, start, end))
    start = aims[-1].end() if aims else start
    if number and _AFTER_A_DATE.search(text, start, end):
        return end, end
    start = past_leads(text, start, end)
    inner = list(_INNER_MEASURE.finditer(text, start, end))
    if inner and not MEASURE.match(text, start):
        start = inner[-1].end()
    end = max(before_predicate(text, start, end), start)
    labels = text.startswith(":", end)  # "Kinh phí năm 2027: 12 triệu đồng"
    timed = before_date(text, start, end, least=_NAMED, bare=not labels)
    dated = None if labels or timed < end else _ENDS_DATED.search(text, start, end)
    return start, (dated.start() if dated and dated.start() >= start + _NAMED else timed)


def _lead_from(text: str, clause: Clause, number: int) -> int:
    """Where the words before a figure begin that can be of it, behind other figures and the items of a list."""
    quantity, start = clause.quantities[number], clause.span[0]
    end = quantity.span[0]
    if number:
        start = max(start, _named_from(text, clause.quantities[number - 1], quantity))
    cut = _last_break(text, start, end, bool(number))
    start = cut if cut is not None else start
    comma = text.rfind(", ", start, end)
    named = text[start:end].rstrip().endswith(":") and start == clause.span[0]
    listed = quantity.kind == "money" and not named and comma > start and not MEASURE.match(text, start)
    return comma + 2 if listed and text[comma + 2 : end].strip() else start


def _beside_bracket(text: str, start: int, end: int, quantity: Quantity) -> Span:
    """The words before a bracket that holds nothing but the figure and its aim, else the words within it."""
    bracket = text.rfind("(", start, end)
    if bracket < 0 or text.find(")", bracket, end) >= 0:
        return start, end
    hours = _HOURS.match(text, bracket + 1, end)
    opened = hours.end() if hours else past_leads(text, bracket + 1, end)
    bounded = quantity.kind == "count" and quantity.comparator != "="  # "Tổ xung kích (tối thiểu 06 người)"
    aimed = hours is not None or bounded or _AIM.match(text, bracket + 1, end) is not None
    alone = opened >= end or _PREDICATE.fullmatch(text[opened:end])  # "Rừng mới (phấn đấu đạt 5 ha)"
    return (start, bracket) if aimed and alone else (bracket + 1, end)


def before_date(text: str, start: int, end: int, *, least: int = 0, bare: bool = False) -> int:
    """Where the time begins with which a stretch closes, by when it is reached; its end where it closes with none, or
    with one that belongs to its words: "kế hoạch năm 2026", "so với tháng 6/2026", "Quyết định số 5 ngày 01/02/2026".

    Args:
        text, start, end: the stretch.
        least: characters that have to stand before the time.
        bare: whether a month or a quarter without a word before it is such a time too: "... tháng 12/2026 đạt".
    """
    begin = max(start, end - _TIME_MOST)
    if not any(map(str.isdigit, text[begin:end])):
        return end
    closes = end - (text[start:end].endswith(")"))
    for date in reversed(dates.find(text[begin:closes])):
        at, last = begin + date.span[0], begin + date.span[1]
        said = BEFORE_END.search(text, start, at)
        if last < closes or said is None or said.start() < start + least:
            return end
        timed = said["said"] or SAYS_WHEN.match(text, at) or (bare and date.shape in ("month", "quarter"))
        named = _NAMED_BY_DATE.search(text, max(start, said.start() - _TIME_MOST), said.start())
        if not timed or named or (closes < end and "(" not in text[said.start() : at]):
            return end
        return said.start()
    return end


_TIME_MOST = 80  # characters of the time with which a name closes, and of the words before it
_NAMED_BY_DATE = re.compile(
    r"(?:\b(?:so với|cùng kỳ|kể|tính)|\b(?:số|ký|ban hành|thông qua|sinh)(?:\s\S+)?|"
    r"\b(?:Quyết định|Kế hoạch|Nghị quyết|Luật|Chỉ thị|Nghị định|Thông tư|Công văn|Hướng dẫn|Chương trình|Đề án)"
    r"[^;,]*)$"
)
"""Before a date that is no time of what is measured."""
_AFTER_A_DATE = re.compile(
    r"năm\s+\d{4}\s*(?:và|,)\s*(?:(?:phấn đấu|đạt|mức|tăng|giảm|lên|xuống|còn|là)\s+)*$", re.IGNORECASE
)
"""Before a figure that goes on with another time: "90% vào năm 2027 và 95% ..."."""
_ENDS_DATED = re.compile(
    r"(?<!\d)[\s,(]+(?:(?:tính |phấn đấu )?(?:đến|vào|trong)\s+)?(?:(?:cuối|hết)\s+)?năm\s+\d{4}\)?$", re.IGNORECASE
)
"""A time between a name and what is reached by then: "Quy mô đàn bò đến năm 2027 đạt"."""
_NAMED = 4  # characters of a name at least


def _named_from(text: str, before: Quantity, quantity: Quantity) -> int:
    """Where the words behind the figure before begin: at what it counts, where it names this one: "01 giải ba: ..."."""
    between = text[before.span[1] : quantity.span[0]]
    counted = before.kind == "count" and quantity.kind in ("money", "measure") and _NAME.fullmatch(between)
    return before.unit_start if counted else before.span[1]


_NAME = re.compile(r"(?: [^\W\d_]+){0,4}\s?:\s")
_MEAN = re.compile(r"\s*(?:bình quân|trung bình)(?!\w)", re.IGNORECASE)
"""Words that belong to the name of a measure: "năng suất bình quân đạt"."""


def _last_break(text: str, start: int, end: int, after_figure: bool) -> int | None:
    own = text.rfind(", ", start, end) + 2
    if own > start + 1 and text[own:end].strip().lower() in everyday_verbs():
        return own  # "đào 18 ao, giếng trữ nước, chuẩn bị 3.000 lít"
    last = None
    for found in re.finditer(
        r"[;:](?=\s)|\svà\s+(?=(?:phấn đấu\s+)?đạt\s)|"
        r",\s+(?=(?:trong đó|riêng|đạt|tỷ lệ|tỉ lệ|số|phấn đấu|bảo đảm|đảm bảo|tối thiểu|ít nhất|mỗi)\b)|"
        r"(?<!\bTP)(?<!\bTX)(?<!\bTp)\.\s",
        text[start:end],
    ):
        last = start + found.end()
    if last is None and after_figure:
        comma = re.search(r"(?:,|\bvà\b)\s*", text[start:end])
        return start + comma.end() if comma else None
    if last is not None and text[start:last].rstrip().endswith(":") and _says_nothing(text[last:end]):
        return None
    return last


def _says_nothing(words: str) -> bool:
    """Whether words of achievement alone stand between a colon and a figure: "Học sinh giỏi: phấn đấu đạt 18 giải"."""
    return not words.strip(" ,") or _PREDICATE.fullmatch(words) is not None


_TAIL_MOST = 1200  # characters of a very long sentence that are asked what a figure counts


_TAIL_END = re.compile(
    r"[;\n]|\.(?=\s|$)|(?<!\d):(?=\s)|\(\s*[Tt]rong đó\b|\((?=[^()]{3,80}\s(?:chủ trì|phối hợp|phụ trách)\b)|"
    r"\svà\s+(?=(?:báo cáo|gửi)\s)|"
    r",\s+(?=(?:còn lại|trong đó|bao gồm|gồm|qua đó|góp phần|nhằm|thời gian|"
    r"không (?:còn|để|có|xảy ra|phát sinh))\b)"
)
"""Where the words behind a figure are of something else."""


def tail_of(context: Context, clause: Clause, number: int) -> Span:
    """What stands after the figure up to the end of its clause."""
    text, quantity = context.text, clause.quantities[number]
    start = _past_count(text, clause, number, rate_start(text, quantity))
    after = clause.quantities[number + 1 : number + 2]
    if after and after[0].unit == quantity.unit != "%" and text.startswith(", ", start):
        return start, start  # "lở mồm long móng 4.200 liều, tụ huyết trùng trâu, bò 3.800 liều"
    end = min(clause.span[1], start + _TAIL_MOST)
    stop = _TAIL_END.search(text[start:end])
    end = _before_bracket(clause, number, text, start, start + stop.start() if stop else end)
    following = next((other.span[0] for other in clause.quantities[number + 1 :] if other.span[0] >= start), end)
    if following < end:
        end = _before_next(text, start, following, end)
    trailing = TRAILING_DUE.search(text[start:end])
    if trailing and (dates.find(trailing.group()) or NO_DAY.search(trailing.group())):
        end = start + trailing.start()
    start, end = _stripped(text, start, end)
    return start, before_date(text, start, end)


def _before_bracket(clause: Clause, number: int, text: str, start: int, end: int) -> int:
    """The end of a stretch before a bracket that dates it or breaks it down, and before one that closes around it."""
    close, opened = text.find(")", start, end), text.find("(", start, end)
    if opened > start and (
        dates.find(text[opened : max(close, opened + 60)])
        or _broken_down(clause, number, text, opened)
        or parts_at(text, opened)
    ):
        end = opened
    return close if close >= 0 and (opened < 0 or opened > close) else end


_GOES_ON = re.compile(r"\s*\([^()]*\)(?=\s[^\W\d_])")


def _past_count(text: str, clause: Clause, number: int, start: int) -> int:
    """Where words go on behind a bracket right after a share that says how many these are: "90% (1.800 hộ) có điện"."""
    bracket = _GOES_ON.match(text, start, clause.span[1]) if clause.quantities[number].kind == "percent" else None
    return bracket.end() if bracket and _broken_down(clause, number, text, text.find("(", start)) else start


def _broken_down(clause: Clause, number: int, text: str, opened: int) -> bool:
    """Whether a bracket behind a figure states its parts, or its other measure: "100% giáo viên (70% tốt, 30% khá)"."""
    close = text.find(")", opened, clause.span[1])
    return any(opened < other.span[0] < close for other in clause.quantities[number + 1 :])


def rate_start(text: str, quantity: Quantity) -> int:
    """Where a figure ends without the denominator of its rate: "/tháng" belongs to the unit, not to the indicator."""
    slash = text.find("/", quantity.unit_start, quantity.span[1])
    return slash if slash >= 0 and quantity.kind == "count" else quantity.span[1]


def _before_next(text: str, start: int, following: int, end: int) -> int:
    """Where a clause ends before the next figure; a figure that stands inside the clause does not end it."""
    between = text[start:following]
    breaks = list(
        re.finditer(
            r",\s*(?:trong đó|và|riêng)?\s*|\s+(?:và|trong đó|;)\s+|\s+cho\s+$|"
            rf"\s+với\s+(?={MEASURE.pattern}|$|từ\s+$)",
            between,
            re.IGNORECASE,
        )
    )
    if not breaks:
        return end
    last = breaks[-1]
    rest = between[last.end() :].strip()
    if last.group() == ", " and len(between[: last.start()].split()) <= 2 and bodies.heads().match(rest):
        return end  # "100% cơ quan, trường học bố trí ..." names one run of bodies
    if len(rest.split()) <= 14 and (
        not rest or MEASURE.match(rest) or len(rest.split()) <= 4 or "trong đó" in last.group() or verbal(rest)
    ):
        return start + last.start()
    if "," in last.group() and len(rest.split()) <= 14:
        return start + last.start()
    return end


def _stripped(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in " ,:;-":
        start += 1
    while end > start and text[end - 1] in " ,:;.-":
        end -= 1
    return start, end


def tidy(text: str) -> str:
    return " ".join(text.split()).strip(" ,;:.")
