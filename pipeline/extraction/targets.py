"""Targets: what is promised, how much, by when (ANNOTATION, rulings 4 and 9). Tables are read in `tables`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.extraction import bodies, dates, quantities
from pipeline.extraction.context import Context
from pipeline.extraction.quantities import Quantity
from pipeline.records import Block, Target
from pipeline.spans import Span

_MEASURE = re.compile(
    r"(?:(?:các|tổng|bình quân|mức|quy mô|phần)\s+)?(?:tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|tổng|số|diện tích|thu nhập|mức|kinh phí|dự toán|vốn|ngân sách|nguồn|tốc độ|năng suất|sản lượng|"
    r"giá trị|độ che phủ|độ bao phủ|chỉ số|điểm|chất lượng|quân số|quy mô|doanh thu|doanh số|thời lượng|hệ số|mật độ|cơ cấu|tuổi thọ|chi phí|quỹ|thời gian|lượng|khối lượng|"
    r"công suất|dân số|chiều dài|mức độ|tổng mức|tổng số|tổng vốn|phần|kim ngạch|sĩ số|số thu|số chi|huy động (?:vốn|xã hội|nguồn)|hạn mức|lượng khách|độ tuổi)(?!\w)",
    re.IGNORECASE,
)
_INNER_MEASURE = re.compile(rf"(?:,|\bvới|\btrong đó|\bcó)\s+(?={_MEASURE.pattern})", re.IGNORECASE)
_PREDICATE = re.compile(
    r"(?:[\s,:]|\b(?:đạt|đạt được|đạt tỷ lệ|đạt mức|giảm|tăng|còn|xuống|xuống còn|duy trì|là|chiếm|ở mức|lên|khoảng|phấn đấu|bình quân|mỗi năm|hằng năm|hàng năm|từ|thêm|gấp|"
    r"được nâng lên|nâng lên|nâng|bảo đảm|đảm bảo|trong đó|có|với|không|tối thiểu|ít nhất|trên|dưới|đến|sẽ|phải|được|ổn định|kéo giảm|giữ|giữ vững|vượt|và|bằng|ước|ước đạt|tương đương|hoàn thành|"
    r"riêng|trung bình|mức|tỷ lệ|tỉ lệ|cả|luôn|dự kiến là|thực hiện|xếp|năm sau cao hơn năm trước|chỉ tiêu)\b)+$",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"(?:[\s,:;\-+•]|\b(?:phấn đấu|bảo đảm|đảm bảo|trong đó|gồm|bao gồm|và|riêng|có|đạt|đạt chỉ tiêu|hoàn thành|duy trì|thực hiện|tiếp tục|từng bước|cụ thể|theo đó|qua đó|"
    r"mục tiêu|chỉ tiêu|đồng thời|tối thiểu|ít nhất|hằng năm|hàng năm|mỗi năm|dự kiến|huy động(?=\s+(?:trên|ít nhất|tối thiểu))|sau khi|phấn đấu có|nâng|đưa|mỗi tháng|mỗi quý|mỗi tuần|hằng tháng|hằng quý|hằng tuần)\b)+",
    re.IGNORECASE,
)
_DUE_LEAD = re.compile(
    r"(?:(?:phấn đấu|mục tiêu|chỉ tiêu)?\s*,?\s*(?:đến|trong|hết|cuối|đến hết|đến cuối|trước|vào|ngay trong|riêng|từ)?\s*(?:hết\s+|cuối\s+|ngày\s+)?(?:năm|tháng|quý|ngày|giai đoạn)\s+[\dIVX/.\-– ]+(?:năm\s+\d{4})?\s*[,:]\s*)",
    re.IGNORECASE,
)
TRAILING_DUE = re.compile(
    r"[\s,]*(?:(?:và\s+)?(?:hoàn thành|xong|thực hiện|kết thúc|thời gian)?\s*(?:chậm nhất|trước|trong|đến hết|đến|vào|xong trước|hoàn thành trước|xong trong|từ)\s+(?:là\s+|hết\s+|cuối\s+|đầu\s+|khoảng\s+)*"
    r"(?:ngày|tháng|quý|năm|giai đoạn)\s[^;.]*)$",
    re.IGNORECASE,
)
_AFTER_FOLLOWS = re.compile(
    r"\s*(?:$|[,;.:)]|so với|vào|trong|và\s+(?!các)|mỗi|trở|một năm|/|tổng|kế hoạch|chỉ tiêu|theo|trước|đến|hằng|hàng|bố trí|từ|\(|gồm|do|được\s+\w+\s+(?:từ|bằng)|năm)",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\bđã (?:đạt|thực hiện|hoàn thành|tổ chức|có|được)\b|\b(?:hiện có|hiện nay|hiện tại|tính đến|hiện toàn|năm trước)\s[^,;.]{0,40}\d",
    re.IGNORECASE,
)
_TIMES = ("lần", "lượt", "đợt", "kỳ", "buổi")
_PER_TIME = re.compile(r"\s*(?:$|/|sau|mỗi|một|trong|hằng|hàng|trên|so với)", re.IGNORECASE)
_RELATIVE = re.compile(r"\s*(?:ngày|tháng|năm|tuần|giờ)(?!\w)")
_REQUIREMENT = re.compile(
    r"(?:từ|dưới|trên|đủ|có|chỉ số \S+|kích thước|chiều dài|tuổi|công suất|diện tích|mức)\s*$", re.IGNORECASE
)
_NOT_BODY = frozenset(("head", "title", "foot", "note"))


@dataclass(frozen=True, slots=True)
class _Clause:
    """A sentence with its quantities."""

    span: Span
    quantities: tuple[Quantity, ...]


def find_targets(context: Context) -> list[Target]:
    """The targets stated in sentences, in reading order; ids are given by the caller."""
    found: list[Target] = []
    basis_end = context.basis_end()
    for index, block in enumerate(context.document.blocks):
        if block.kind in _NOT_BODY or block.kind == "row" or block.start < basis_end:
            continue
        if _heading_without_target(context, block) or context.state_of_play(block):
            continue
        for clause in _clauses(context, block):
            found.extend(_targets(context, index, block, clause))
    return found


def _heading_without_target(context: Context, block: Block) -> bool:
    return block.kind == "heading" and (block.label is None or context.text[block.start : block.end].isupper())


def _clauses(context: Context, block: Block) -> list[_Clause]:
    clauses = []
    at = max(block.body_start, block.start)
    while at < block.end:
        start, end = context.sentence(at, block)
        start = max(start, at)
        text = context.text[start:end]
        found = quantities.find(text)
        masked = [expression.span for expression in dates.find(text)] if found else []
        kept = [
            _shifted(quantity, start)
            for quantity in found
            if not any(quantity.span[0] < stop and begin < quantity.span[1] for begin, stop in masked)
        ]
        kept = [quantity for quantity in kept if not _incidental(context, (start, end), quantity)]
        if kept and not _PAST.search(text):
            clauses.append(_Clause((start, end), tuple(_shared_comparators(context.text, kept))))
        at = max(end, at + 1)
    return clauses


def _shared_comparators(text: str, found: list[Quantity]) -> list[Quantity]:
    """ "Ít nhất 03 tổ chức đảng và 04 đảng viên": figures joined in one phrase share its comparator."""
    out: list[Quantity] = []
    for quantity in found:
        before = out[-1] if out else None
        if (
            before
            and before.comparator != "="
            and quantity.comparator == "="
            and before.kind == quantity.kind != "money"
        ):
            between = text[before.span[1] : quantity.span[0]]
            if _JOINED.fullmatch(between):
                quantity = replace(quantity, comparator=before.comparator)
        out.append(quantity)
    return out


_JOINED = re.compile(r"(?:\s+(?:[^\W\d_]+|\d{4})){0,5}\s*(?:,|\s+và)\s+(?:khoảng\s+)?")


def _shifted(quantity: Quantity, by: int) -> Quantity:
    start, end = quantity.span
    return Quantity(
        (start + by, end + by), quantity.value, quantity.value_max, quantity.unit, quantity.comparator,
        quantity.unit_start + by, quantity.kind,
    )  # fmt: skip


def _targets(context: Context, index: int, block: Block, clause: _Clause) -> list[Target]:
    out: list[Target] = []
    for number, quantity in enumerate(clause.quantities):
        span = _indicator(context, clause, number)
        indicator = _tidy(context.text[span[0] : span[1]]) if span else ""
        if not indicator or _TIME_ONLY.fullmatch(indicator):
            span = _before_colon(context, clause, quantity)
            indicator = out[-1].indicator if out else _tidy(context.text[span[0] : span[1]]) if span else ""
            span = quantity.span
        if not indicator or span is None:
            continue
        indicator += _shared_tail(context, clause, number, indicator)
        start = min(span[0], quantity.span[0])
        end = max(span[1], quantity.span[1])
        out.append(
            Target(
                id="",
                value=quantity.value,
                value_max=quantity.value_max,
                unit=quantity.unit,
                comparator=quantity.comparator,  # type: ignore[arg-type]
                indicator=indicator,
                due=due_of(context, index, clause.span, quantity.span, (start, end)),
                group=group_of(context, index),
                section=context.section_path(block),
                quote=context.text[start:end],
                evidence=context.locator.evidence((start, end)),
                confidence=0.9 if quantity.kind in ("percent", "money") else 0.8,
                by=f"target-{quantity.kind}",
            )
        )
    return out


def _incidental(context: Context, sentence: Span, quantity: Quantity) -> bool:
    """A figure that qualifies something else: "tàu cá dài từ 15 m", "học 2 buổi/ngày", "sau 3 lần"."""
    before = context.text[max(sentence[0], quantity.span[0] - 24) : quantity.span[0]]
    after = context.text[quantity.span[1] : quantity.span[1] + 12]
    if quantity.kind == "measure" and quantity.unit in ("m", "giờ", "mét") and _REQUIREMENT.search(before):
        return True
    if (
        quantity.kind == "count"
        and quantity.unit in ("buổi", "lần", "tiết", "ca")
        and re.match(r"/ngày|/tuần", after)
        and re.search(r"(?:học|dạy)\s*$", before)
    ):
        return True
    return (
        bool(re.search(r"(?:trong vòng|thời hạn|sau|trong thời gian|gấp|thứ)\s*$", before))
        and quantity.unit != "%"
        and not (quantity.unit == "lần" and re.search(r"gấp\s*$", before))
    )


_TIME_ONLY = re.compile(
    r"(?:(?:vào|đến|trong|trước|hết|cuối|đầu|từ|năm|tháng|quý|ngày|và|giai đoạn|[\dIVX/.\-–]+)[\s,:]*)+", re.IGNORECASE
)


def _before_colon(context: Context, clause: _Clause, quantity: Quantity) -> Span | None:
    """What a list of figures is about: the words before its colon ("Tỷ lệ ... đạt: tháng 6: 40%; ...")."""
    text = context.text
    colon = text.find(":", clause.span[0], quantity.span[0])
    if colon < 0:
        return None
    start, end = clause.span[0], colon
    tail = _PREDICATE.search(text[start:end])
    return _stripped(text, start, start + tail.start() if tail else end)


_SHARED_FROM = re.compile(r"\s(?:được|do|so với|tham gia|tại|trên địa bàn|thuộc|bị xử lý|đạt)\s")


def _shared_tail(context: Context, clause: _Clause, number: int, indicator: str) -> str:
    """ "10% số vụ, 8% số người chết và 10% số người bị thương do tai nạn ...": the words that all of them share."""
    if len(indicator.split()) > 5 or _SHARED_FROM.search(f" {indicator} "):
        return ""
    last = number
    while last + 1 < len(clause.quantities):
        here, after = clause.quantities[last], clause.quantities[last + 1]
        if (
            here.kind != after.kind
            or here.kind == "money"
            or not _JOINED.fullmatch(context.text[here.span[1] : after.span[0]])
        ):
            break
        last += 1
    if last == number:
        return ""
    tail = _tail(context, clause, last)
    words = context.text[tail[0] : tail[1]]
    shared = _SHARED_FROM.search(f" {words}")
    return " " + words[max(shared.start() - 1, 0) :].strip() if shared else ""


def _indicator(context: Context, clause: _Clause, number: int) -> Span | None:
    quantity = clause.quantities[number]
    lead = _lead(context, clause, number)
    tail = _tail(context, clause, number)
    lead_text = context.text[lead[0] : lead[1]]
    tail_text = context.text[tail[0] : tail[1]]
    if quantity.kind == "rank" or (quantity.unit in _TIMES and _PER_TIME.match(tail_text)):
        return lead if lead_text.strip() else None
    measured = bool(_MEASURE.match(lead_text))
    if quantity.kind in ("money", "measure"):
        if lead_text.strip() and (measured or _AFTER_FOLLOWS.match(tail_text) or not _verbal(lead_text)):
            return lead
        return tail if tail_text.strip() else (lead if lead_text.strip() else None)
    if quantity.kind == "percent":
        if not _AFTER_FOLLOWS.match(tail_text) and not (measured and _predicated(context, lead, quantity)):
            return tail
        return lead if lead_text.strip() else (tail if tail_text.strip() else None)
    rest = context.text[quantity.unit_start : tail[1]]
    bare = len(rest.split("/")[0].split()) <= len(quantity.unit.split())
    held = re.search(r"\bcó\s*$", context.text[max(clause.span[0], quantity.span[0] - 6) : quantity.span[0]])
    if bare and (held or (_verbal(lead_text) and len(lead_text.split()) <= 3)):
        return (quantity.unit_start, tail[1])
    counted = quantity.unit.lower() in lead_text.lower()
    if lead_text.strip() and measured and (bare or counted or (not number and _predicated(context, lead, quantity))):
        return lead
    if (
        bare
        and lead_text.strip()
        and not _verbal(lead_text)
        and quantity.kind == "count"
        and len(lead_text.split()) > 1
    ):
        return lead
    return (quantity.unit_start, tail[1]) if rest.strip() else None


def _verbal(text: str) -> bool:
    """Whether a clause opens with a verb of doing, so that the figure counts its object."""
    low = text.strip()[:1].lower() + text.strip()[1:]
    return bool(bodies.verbs().match(low)) or bool(
        re.match(
            r"(?:đăng|cử|mời|phát|bố trí|tuyên truyền|thành lập|kiện toàn|chuẩn bị|dự|xây dựng|sơn|trồng|lắp|sửa|nạo|cải tạo|nâng cấp|mở|tổ chức|phát|cấp|hỗ trợ|đầu tư|bê tông|thu|tiết kiệm|giảm|tăng|huy động|"
            r"phấn đấu|chuyển đổi|giải ngân|duy trì|phát triển|khai thác|bố trí|đào|kiên cố|làm|vận động|hoàn thành|cứng hóa|trồng mới)\b",
            text.strip(),
            re.IGNORECASE,
        )
    )


def _predicated(context: Context, lead: Span, quantity: Quantity) -> bool:
    between = context.text[lead[1] : quantity.span[0]]
    return (
        bool(between.strip())
        or quantity.comparator != "="
        or not context.text[quantity.span[1] : quantity.span[1] + 2].strip(" ,.;")
    )


def _lead(context: Context, clause: _Clause, number: int) -> Span:
    """What stands before the figure in its clause, without dates and words of achievement at its ends."""
    text = context.text
    quantity = clause.quantities[number]
    start = clause.span[0]
    if number:
        start = max(start, clause.quantities[number - 1].span[1])
    cut = _last_break(text, start, quantity.span[0], bool(number))
    start = cut if cut is not None else start
    end = quantity.span[0]
    while True:
        moved = _DUE_LEAD.match(text, start, end) or _LEADING.match(text, start, end)
        if not moved or moved.end() == start:
            break
        start = moved.end()
    inner = [m for m in _INNER_MEASURE.finditer(text, start, end)]
    if inner and not _MEASURE.match(text, start):
        start = inner[-1].end()
    lead = text[start:end]
    tail = _PREDICATE.search(lead)
    if tail:
        end = start + tail.start()
    return (start, max(end, start))


def _last_break(text: str, start: int, end: int, after_figure: bool) -> int | None:
    last = None
    for found in re.finditer(
        r"[;:](?=\s)|,\s+(?=(?:trong đó|riêng|đạt|tỷ lệ|tỉ lệ|số|phấn đấu|bảo đảm|đảm bảo|tối thiểu|ít nhất|mỗi)\b)|\.\s",
        text[start:end],
    ):
        last = start + found.end()
    if last is None and after_figure:
        comma = re.search(r"(?:,|\bvà\b)\s*", text[start:end])
        return start + comma.end() if comma else None
    if last is not None and text[last - 1 : last] == ":" and not text[last:end].strip(" ,"):
        return None
    return last


def _tail(context: Context, clause: _Clause, number: int) -> Span:
    """What stands after the figure up to the end of its clause."""
    text = context.text
    quantity = clause.quantities[number]
    start = quantity.span[1]
    end = clause.span[1]
    stop = re.search(r"[;\n]|\.(?=\s|$)|(?<!\d):(?=\s)", text[start:end])
    if stop:
        end = start + stop.start()
    if number + 1 < len(clause.quantities):
        following = clause.quantities[number + 1].span[0]
        if following < end:
            end = _before_next(text, start, following, end)
    trailing = TRAILING_DUE.search(text[start:end])
    if trailing and dates.find(trailing.group()):
        end = start + trailing.start()
    return _stripped(text, start, end)


def _before_next(text: str, start: int, following: int, end: int) -> int:
    """Where a clause ends before the next figure; a figure that stands inside the clause does not end it."""
    between = text[start:following]
    breaks = list(
        re.finditer(
            rf",\s*(?:trong đó|và|riêng)?\s*|\s+(?:và|trong đó|;)\s+|\s+với\s+(?={_MEASURE.pattern})",
            between,
            re.IGNORECASE,
        )
    )
    if not breaks:
        return end
    last = breaks[-1]
    rest = between[last.end() :].strip()
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


def _tidy(text: str) -> str:
    return " ".join(text.split()).strip(" ,;:.")


# -------------------------------------------------------------------------------------- due and group

_REVIEW = re.compile(r"sơ kết|tổng kết|khen thưởng|số\s+\S*/", re.IGNORECASE)
_DEADLINE_WORDS = re.compile(
    r"(?:trước|chậm nhất|đến|hết|trong|vào|cuối|xong|hoàn thành|hạn|năm|quý|tháng|phấn đấu|thời gian)(?:\s+(?:là|hết|cuối|đầu|ngày|năm|tháng|quý))*\s*$",
    re.IGNORECASE,
)


def due_of(context: Context, index: int, sentence: Span, figure: Span, item: Span) -> str | None:
    """EDTF by when: from the clause, the sentence, or the nearest heading that bears a date."""
    text = context.text
    block = context.document.blocks[index]
    found = dates.find(text[sentence[0] : sentence[1]])
    usable = []
    for expression in found:
        start, end = expression.span[0] + sentence[0], expression.span[1] + sentence[0]
        before = text[max(sentence[0], start - 40) : start]
        if re.search(
            r"so với[^,;]{0,30}$|cùng kỳ[^,;]{0,12}$|ngày\s+\d+/\d+\s+của|Quyết định|số\s+\S+\s*,?\s*$",
            before,
            re.IGNORECASE,
        ):
            continue
        if expression.edtf.startswith("XXXX-XX"):
            continue
        usable.append((start, end, expression.edtf, before))
    cited = [
        m.start() + sentence[0]
        for m in re.finditer(r"\bsố\s+\d+[/-]|\d/[A-ZĐ]{2}|\d-[A-ZĐ]{2}", text[sentence[0] : sentence[1]])
    ]
    clause_start = max(text.rfind(";", sentence[0], figure[0]), sentence[0])
    clause_end = text.find(";", figure[1], sentence[1])
    clause_end = clause_end if clause_end >= 0 else sentence[1]
    near = [u for u in usable if clause_start <= u[0] < clause_end]
    after = [u for u in near if u[0] >= figure[1]]
    leading = [u for u in near if u[1] <= figure[0]]
    beside = [
        u
        for u in usable
        if 0 <= u[0] - figure[1] <= 10
        and re.fullmatch(r"\s*(?:vào|trong|đến|ở|hết|cuối|năm|\s)*", text[figure[1] : u[0]])
    ]
    if beside and not re.search(r"\blần$", text[figure[0] : figure[1]]):
        return _due(beside[0][2])
    after = [u for u in after if not any(figure[1] <= at < u[0] for at in cited)]
    if after and (_DEADLINE_WORDS.search(after[0][3]) or item[0] <= after[0][0] < item[1] or "(" in after[0][3][-3:]):
        joined = [after[0]]
        for later in after[1:]:
            if re.fullmatch(r"\s*(?:,|và)\s*(?:quý\s+|tháng\s+)?", text[joined[-1][1] : later[0]]):
                joined.append(later)
        return _due(joined[-1][2])
    leading = [u for u in leading if not any(u[1] <= at < figure[0] for at in cited) or u[0] == sentence[0]]
    if leading:
        return _due(leading[-1][2])
    closing = [u for u in usable if u[0] >= figure[1] and _FINISHED.search(u[3])]
    if closing:
        return _due(closing[-1][2])
    sentence_lead = [
        u for u in usable if u[1] <= figure[0] and not text[sentence[0] : u[0]].strip(" -+,").count(" ") > 6
    ]
    if sentence_lead:
        return _due(sentence_lead[0][2])
    return _heading_due(context, index, block)


_FINISHED = re.compile(
    r"(?:hoàn thành|xong|kết thúc)(?:\s+(?:việc|toàn bộ|số hóa|xây dựng))*\s+(?:trước|trong|chậm nhất|vào|đến hết|đến)(?:\s+(?:là|hết|cuối|ngày|tháng|quý|năm))*\s*$",
    re.IGNORECASE,
)


def _due(edtf: str) -> str:
    """A span of days or months is due by its end; a span of years stays ("2025/2030")."""
    start, _, end = edtf.partition("/")
    return end if end and end != ".." and ("-" in end) else edtf


def _heading_due(context: Context, index: int, block: Block) -> str | None:
    text = context.text
    for above in reversed(context.chains[index]):
        if above.kind not in ("heading", "item", "body") or above is block:
            continue
        words = text[max(above.body_start, above.start) : above.end]
        if len(words) > 260 or (above.kind != "heading" and not words.rstrip().endswith(":") and len(words) > 80):
            continue
        found = [e for e in dates.find(words) if not re.search(r"so với[^,;]{0,20}$|ngày\s*$", words[: e.span[0]])]
        if len(found) == 1 and not _REVIEW.search(words) and not ("/" in found[0].edtf and "-" in found[0].edtf):
            return found[0].edtf
    return None


_GROUP = re.compile(r"(?:Đối với|đối với)\s+(?:các\s+)?(?P<group>.+)$", re.DOTALL)


def group_of(context: Context, index: int) -> str | None:
    """Whom the item is addressed to by its heading ("Đối với các ..."), without those words."""
    for above in reversed(context.chains[index]):
        words = context.text[max(above.body_start, above.start) : above.end]
        lead = words.split(":", 1)[0]
        found = _GROUP.match(lead.strip())
        if found and len(lead) < 260:
            return " ".join(found.group("group").split()).rstrip(" :.;")
    return None
