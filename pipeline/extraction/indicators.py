"""What a figure measures: the words before it or after it, without dates and words of achievement."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extraction.context import Context
from pipeline.grammar import bodies, dates
from pipeline.grammar.quantities import Quantity
from pipeline.text.spans import Span

_MEASURE = re.compile(
    r"(?:(?:các|tổng|bình quân|mức|quy mô|phần)\s+)?(?:lợi nhuận|tỷ suất|tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|tổng|số|"
    r"diện tích|thu nhập|mức|"
    r"kinh phí|dự toán|vốn|ngân sách|nguồn|tốc độ|năng suất|sản lượng|"
    r"giá trị|độ che phủ|độ bao phủ|chỉ số|điểm|chất lượng|quân số|quy mô|doanh thu|doanh số|thời lượng|hệ số|mật độ|"
    r"cơ cấu|tuổi thọ|chi phí|quỹ|thời gian|lượng|khối lượng|"
    r"công suất|dân số|chiều dài|mức độ|tổng mức|tổng số|tổng vốn|phần|kim ngạch|sĩ số|số thu|số chi|huy động (?:vốn|"
    r"xã hội|nguồn)|hạn mức|lượng khách|độ tuổi)(?!\w)",
    re.IGNORECASE,
)


_INNER_MEASURE = re.compile(rf"(?:,|\bvới|\btrong đó|\bcó)\s+(?={_MEASURE.pattern})", re.IGNORECASE)


_PREDICATE = re.compile(
    r"(?:[\s,:]|\b(?:(?<!không )đạt|đạt được|đạt tỷ lệ|đạt mức|giảm|tăng|còn|xuống|xuống còn|duy trì|là|chiếm|ở mức|"
    r"lên|khoảng|đóng góp|phấn đấu|bình quân|mỗi năm|hằng năm|hàng năm|từ|thêm|gấp|"
    r"được nâng lên|nâng lên|nâng|bảo đảm|đảm bảo|trong đó|có|với|không(?! đạt)|tối thiểu|ít nhất|trên|dưới|đến|sẽ|"
    r"phải|được|vượt quá|quá|ổn định|kéo giảm|giữ|giữ vững|vượt|và|bằng|ước|ước đạt|tương đương|hoàn thành|"
    r"riêng|trung bình|tỷ lệ|tỉ lệ|cả|luôn|dự kiến là|xếp|năm sau cao hơn năm trước|chỉ tiêu)\b)+$",
    re.IGNORECASE,
)


_LEADING = re.compile(
    r"(?:[\s,:;\-+•]|\(\d{1,2}\)|\b(?:không để|phấn đấu|bảo đảm|đảm bảo|trong đó|gồm|bao gồm|và|riêng|có|đạt|"
    r"đạt chỉ tiêu|hoàn thành|duy trì|thực hiện|tiếp tục|từng bước|cụ thể|theo đó|qua đó|"
    r"mục tiêu|chỉ tiêu|đồng thời|tối thiểu|ít nhất|hằng năm|hàng năm|mỗi năm|dự kiến|huy động(?=\s+(?:trên|ít nhất|"
    r"tối thiểu))|sau khi|phấn đấu có|nâng|đưa|mỗi tháng|mỗi quý|mỗi tuần|hằng tháng|hằng quý|hằng tuần|"
    r"(?:tăng|giảm)(?=\s+(?:số|tỷ lệ|tỉ lệ|diện tích|tổng|mức|độ)\s))\b)+",
    re.IGNORECASE,
)


_DUE_LEAD = re.compile(
    r"(?:(?:phấn đấu|mục tiêu|chỉ tiêu)?\s*,?\s*(?:đến|trong|hết|cuối|đến hết|đến cuối|trước|vào|ngay trong|riêng|"
    r"từ)?\s*(?:hết\s+|cuối\s+|ngày\s+)?(?:năm|tháng|quý|ngày|giai đoạn)\s+[\dIVX/.\-– ]+(?:năm\s+\d{4})?\s*[,:]?\s*)",
    re.IGNORECASE,
)


TRAILING_DUE = re.compile(
    r"[\s,]*(?:(?:và\s+)?(?:hoàn thành|xong|thực hiện|kết thúc|thời gian)?\s*(?:chậm nhất|trước|trong|đến hết|đến|"
    r"vào|xong trước|hoàn thành trước|xong trong|từ)\s+(?:là\s+|hết\s+|cuối\s+|đầu\s+|khoảng\s+|các\s+)*"
    r"(?:ngày|tháng|quý|năm|giai đoạn|\d{1,2}\s+tháng\s|nửa\s|\d{1,2}\s+giờ|\d{1,2}[/.-]\d)|,\s*(?:giai đoạn|ngày)\s)"
    r"(?:[^;.]|(?<=\d)\.(?=\d))*$",
    re.IGNORECASE,
)


_NO_DAY = re.compile(r"ngày\s+\d{1,2}\s?[/.\-]\s?\d{1,2}(?!\d)|tháng\s+(?:giêng|chạp)(?!\w)|âm lịch", re.IGNORECASE)
"""A day that no calendar value stands for: of the lunar year, or one that does not exist ("31/6")."""

_AFTER_FOLLOWS = re.compile(
    r"\s*(?:$|[,;.:)]|so với|vào|trong|và\s+(?!các)|mỗi|trở|một năm|/|kế hoạch|chỉ tiêu|theo|trước|đến|hằng|"
    r"hàng|bố trí|từ|\(|gồm|do(?!\w)|được\s+\w+\s+(?:từ|bằng)|năm)",
    re.IGNORECASE,
)


_TIMES = ("lần", "lượt", "đợt", "kỳ", "buổi")


_AFTER_MORE = re.compile(r"\s*(?:trở lên|trở xuống)")
_PER_TIME = re.compile(r"\s*(?:$|/|sau|mỗi|một|trong|hằng|hàng|trên|so với|năm\s)", re.IGNORECASE)


_WITH_WHOM = re.compile(r"\s*(?:với|đối với|cho|tại)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence with its quantities."""

    span: Span
    quantities: tuple[Quantity, ...]


JOINED = re.compile(r"(?:\s+(?:[^\W\d_]+|\d{4})){0,5}\s*(?:,|\s+và)\s+(?:khoảng\s+)?")


TIME_ONLY = re.compile(
    r"(?:(?:vào|đến|trong|trước|hết|cuối|đầu|từ|năm|tháng|quý|ngày|và|giai đoạn|[\dIVX/.\-–]+)[\s,:]*)+", re.IGNORECASE
)


def before_colon(context: Context, clause: Clause, quantity: Quantity) -> Span | None:
    """What a list of figures is about: the words before its colon ("Tỷ lệ ... đạt: tháng 6: 40%; ...")."""
    text = context.text
    colon = text.find(":", clause.span[0], quantity.span[0])
    if colon < 0:
        return None
    start, end = clause.span[0], colon
    tail = _PREDICATE.search(text[start:end])
    return _stripped(text, start, start + tail.start() if tail else end)


_SHARED_FROM = re.compile(r"\s(?:được|do|so với|tham gia|tại|trên địa bàn|thuộc|bị xử lý|đạt)\s")


def shared_tail(context: Context, clause: Clause, number: int, indicator: str) -> str:
    """ "10% số vụ, 8% số người chết và 10% số người bị thương do tai nạn ...": the words that all of them share."""
    if len(indicator.split()) > 5 or _SHARED_FROM.search(f" {indicator} "):
        return ""
    last = number
    while last + 1 < len(clause.quantities):
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
    tail = _tail(context, clause, last)
    words = context.text[tail[0] : tail[1]]
    shared = _SHARED_FROM.search(f" {words}")
    return " " + words[max(shared.start() - 1, 0) :].strip() if shared else ""


_REACHES = re.compile(r"(?:đạt|còn|chiếm|đóng góp|bằng|gấp|là|giảm|tăng)\b", re.IGNORECASE)


_WHOLE = re.compile(
    r"\s*(?:(?:so với|trên|trong)\s+)?(?:tổng|toàn|dân số|GRDP|GDP|kế hoạch(?!(?: \S+){4})|chỉ tiêu|dự toán|"
    r"khối lượng)(?!\w)",
    re.IGNORECASE,
)
"""What a share is a share of: "chiếm 25% tổng giá trị sản xuất"."""


_CHANGE = re.compile(r"từ\b.*\b(?:lên|xuống|còn)\b", re.IGNORECASE)
"""A figure that is a change: "từ 40 em lên 65 em"."""
_SAYS = re.compile(r"\s*(?:có|là|được|biết|tham gia)\s", re.IGNORECASE)
"""What is said of a share of the words before it: "đảng viên từ 95% trở lên có bản đăng ký"."""


def indicator_spans(context: Context, clause: Clause, number: int) -> tuple[Span, ...]:
    """Where the words stand that a figure measures: before it, behind it, or on both sides ("khen thưởng 10 tập thể").

    Empty where the clause has none of its own.
    """
    quantity = clause.quantities[number]
    lead = _lead(context, clause, number)
    tail = _tail(context, clause, number)
    lead_text = context.text[lead[0] : lead[1]]
    tail_text = context.text[tail[0] : tail[1]]
    unit = quantity.unit.split("/")[0]
    each = re.match(r"mỗi\s[^,;]{2,24}$", lead_text) if _PER_TIME.match(tail_text) else None
    if each and unit in _TIMES and not held_by(context, clause, quantity):
        before = _clause_before(context.text, clause.span[0], lead[0])
        if before:
            return (before,)
    if quantity.kind == "rank" or (unit in _TIMES and (_PER_TIME.match(tail_text) or _WITH_WHOM.match(tail_text))):
        return (lead,) if lead_text.strip() else ()
    if lead_text.strip() and _CHANGE.match(context.text[slice(*quantity.span)]):
        return (lead,)
    measured = bool(_MEASURE.match(lead_text))
    if quantity.kind in ("money", "measure"):
        if (
            len(lead_text.split()) <= 3
            and not measured
            and not _AFTER_FOLLOWS.match(tail_text)
            and quantity.kind == "measure"
        ):
            return (tail,)
        if lead_text.strip() and (measured or _AFTER_FOLLOWS.match(tail_text) or not _verbal(lead_text)):
            return (lead,)
        return (tail,) if tail_text.strip() else ((lead,) if lead_text.strip() else ())
    if quantity.kind == "percent":
        if re.match(r"\s*(?:kế hoạch|chỉ tiêu)\s+\S+\s+\S+\s+\S+", tail_text) and (_verbal(lead_text) or not measured):
            return (tail,)
        between = context.text[lead[1] : quantity.span[0]]
        reached = len(lead_text.split()) > 1 and _REACHES.search(between)
        if (reached and re.search(r"chiếm|đóng góp", between, re.IGNORECASE)) or (
            (reached or measured) and _WHOLE.match(tail_text)
        ):
            return (lead,)
        bare = not lead_text.strip() and len(tail_text.split()) <= 2
        if (bare and _WHOLE.match(tail_text)) or (not lead_text.strip() and re.match(r"\s*so với\s", tail_text)):
            return ()
        if len(lead_text.split()) > 1 and not _verbal(lead_text) and _SAYS.match(tail_text):
            return (lead,)
        if reached and not _verbal(lead_text) and len(tail_text.split()) <= 3:
            return (lead,)
        if not _AFTER_FOLLOWS.match(tail_text) and not (measured and _predicated(context, lead, quantity)):
            return (tail,)
        return (lead,) if lead_text.strip() else ((tail,) if tail_text.strip() else ())
    noun = (quantity.unit_start, tail[1])
    rest = context.text[noun[0] : noun[1]]
    more = _AFTER_MORE.search(rest)
    if more and more.end() == quantity.span[1] - noun[0]:  # "92 điểm trở lên"
        noun = (noun[0], noun[0] + more.start())
        rest = context.text[noun[0] : noun[1]] + tail_text
    bare = len(rest.split("/")[0].split()) <= len(unit.split())
    if bare:
        noun = (noun[0], min(noun[1], _rate_start(context.text, quantity)))
    if bare and held_by(context, clause, quantity):
        return (noun,)
    if bare and _verbal(lead_text):
        return (noun,) if len(lead_text.split()) <= 2 else (lead, noun)
    counted = unit.lower() in lead_text.lower()
    reaches = _REACHES.search(context.text[lead[1] : quantity.span[0]])
    if lead_text.strip() and measured and (bare or counted or reaches):
        return (lead,)
    if (
        bare
        and lead_text.strip()
        and not _verbal(lead_text)
        and quantity.kind == "count"
        and len(lead_text.split()) > 1
    ):
        return (lead,)
    if more and noun[1] < quantity.span[1]:
        return (noun, tail) if tail_text.strip() else (noun,)
    return (noun,) if rest.strip() else ()


def held_by(context: Context, clause: Clause, quantity: Quantity) -> bool:
    """Whether "có" stands before the figure, so that it counts the noun behind it."""
    return bool(re.search(r"\bcó\s*$", context.text[max(clause.span[0], quantity.span[0] - 6) : quantity.span[0]]))


def _clause_before(text: str, start: int, at: int) -> Span | None:
    """What is to be done so often: the words before ", mỗi trường ..." """
    end = at
    while end > start and text[end - 1] in " ,":
        end -= 1
    begin = max(text.rfind(";", start, end) + 1, start)
    span = _stripped(text, begin, end)
    return span if span[1] - span[0] > 8 else None


def _verbal(text: str) -> bool:
    """Whether a clause opens with a verb of doing, so that the figure counts its object."""
    low = text.strip()[:1].lower() + text.strip()[1:]
    return bool(bodies.verbs().match(low)) or bool(
        re.match(
            r"(?:đăng|cử|mời|phát|bố trí|tuyên truyền|thành lập|kiện toàn|chuẩn bị|dự|xây dựng|sơn|trồng|lắp|sửa|nạo|"
            r"cải tạo|nâng cấp|mở|tổ chức|phát|cấp|hỗ trợ|đầu tư|bê tông|thu|tiết kiệm|giảm|tăng|huy động|"
            r"phấn đấu|chuyển đổi|giải ngân|duy trì|phát triển|khai thác|bố trí|đào|kiên cố|làm|vận động|hoàn thành|"
            r"cứng hóa|trồng mới)\b",
            text.strip(),
            re.IGNORECASE,
        )
    )


def _predicated(context: Context, lead: Span, quantity: Quantity) -> bool:
    between = context.text[lead[1] : quantity.span[0]]
    changes = _CHANGE.match(context.text[slice(*quantity.span)])
    return (
        bool(between.strip())
        or bool(changes)
        or quantity.comparator != "="
        or not context.text[quantity.span[1] : quantity.span[1] + 2].strip(" ,.;")
    )


def _lead(context: Context, clause: Clause, number: int) -> Span:
    """What stands before the figure in its clause, without dates and words of achievement at its ends."""
    text = context.text
    quantity = clause.quantities[number]
    start = clause.span[0]
    if number:
        start = max(start, clause.quantities[number - 1].span[1])
    cut = _last_break(text, start, quantity.span[0], bool(number))
    start = cut if cut is not None else start
    end = quantity.span[0]
    comma = text.rfind(", ", start, end)
    if quantity.kind == "money" and comma > start and not _MEASURE.match(text, start) and text[comma + 2 : end].strip():
        start = comma + 2
    bracket = text.rfind("(", start, end)
    if bracket >= 0 and text.find(")", bracket, end) < 0:
        start = bracket + 1
    while True:
        moved = _DUE_LEAD.match(text, start, end) or _LEADING.match(text, start, end)
        if not moved or moved.end() == start:
            break
        start = moved.end()
    inner = list(_INNER_MEASURE.finditer(text, start, end))
    if inner and not _MEASURE.match(text, start):
        start = inner[-1].end()
    lead = text[start:end]
    tail = _PREDICATE.search(lead)
    if tail:
        mean = _MEAN.match(tail.group()) if tail.start() else _MEAN.fullmatch(tail.group().rstrip())
        end = start + tail.start() + (mean.end() if mean else 0)
    return (start, max(end, start))


_MEAN = re.compile(r"\s*(?:bình quân|trung bình)(?!\w)", re.IGNORECASE)
"""What belongs to the name of a measure: "năng suất bình quân đạt"."""


def _last_break(text: str, start: int, end: int, after_figure: bool) -> int | None:
    last = None
    for found in re.finditer(
        r"[;:](?=\s)|,\s+(?=(?:trong đó|riêng|đạt|tỷ lệ|tỉ lệ|số|phấn đấu|bảo đảm|đảm bảo|tối thiểu|ít nhất|mỗi)\b)|"
        r"\.\s",
        text[start:end],
    ):
        last = start + found.end()
    if last is None and after_figure:
        comma = re.search(r"(?:,|\bvà\b)\s*", text[start:end])
        return start + comma.end() if comma else None
    if last is not None and text[last - 1 : last] == ":" and not text[last:end].strip(" ,"):
        return None
    return last


def _tail(context: Context, clause: Clause, number: int) -> Span:
    """What stands after the figure up to the end of its clause."""
    text = context.text
    quantity = clause.quantities[number]
    start = _rate_start(text, quantity)
    end = clause.span[1]
    after = clause.quantities[number + 1 : number + 2]
    if after and after[0].unit == quantity.unit != "%" and text.startswith(", ", start):
        return start, start  # "lở mồm long móng 4.200 liều, tụ huyết trùng trâu, bò 3.800 liều"
    stop = re.search(
        r"[;\n]|\.(?=\s|$)|(?<!\d):(?=\s)|\(\s*[Tt]rong đó\b|"
        r",\s+(?=(?:còn lại|trong đó|bao gồm|gồm|qua đó|góp phần|nhằm|thời gian)\b)",
        text[start:end],
    )
    if stop:
        end = start + stop.start()
    close, opened = text.find(")", start, end), text.find("(", start, end)
    if opened > start and dates.find(text[opened : max(close, opened + 60)]):
        end = opened
    if close >= 0 and (opened < 0 or opened > close):
        end = close
    if number + 1 < len(clause.quantities):
        following = clause.quantities[number + 1].span[0]
        if following < end:
            end = _before_next(text, start, following, end)
    trailing = TRAILING_DUE.search(text[start:end])
    if trailing and (dates.find(trailing.group()) or _NO_DAY.search(trailing.group())):
        end = start + trailing.start()
    return _stripped(text, start, end)


def _rate_start(text: str, quantity: Quantity) -> int:
    """Where a figure ends without what it is per: "/tháng" belongs to the unit and not to what is measured."""
    slash = text.find("/", quantity.unit_start, quantity.span[1])
    return slash if slash >= 0 and quantity.kind == "count" else quantity.span[1]


def _before_next(text: str, start: int, following: int, end: int) -> int:
    """Where a clause ends before the next figure; a figure that stands inside the clause does not end it."""
    between = text[start:following]
    breaks = list(
        re.finditer(
            rf",\s*(?:trong đó|và|riêng)?\s*|\s+(?:và|trong đó|;)\s+|\s+cho\s+$|\s+với\s+(?={_MEASURE.pattern})",
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
        not rest or _MEASURE.match(rest) or len(rest.split()) <= 4 or "trong đó" in last.group() or _verbal(rest)
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
