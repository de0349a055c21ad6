"""Figures with their comparator and unit: "đạt từ 85% trở lên", "02 lớp", "1.250 triệu đồng", "từ 3 đến 5 mô hình"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from pipeline.assets import lines
from pipeline.text.spans import Span
from pipeline.text.unicode import is_syllable, number_from_words, parse_number


def _either(*phrases: str) -> str:
    """A pattern for any of the phrases, longest first, safe inside a verbose pattern."""
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))


_FIGURE = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_WORDS = r"một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười"
_AT_LEAST = _either(
    "không nhỏ hơn",
    "ít nhất", "tối thiểu", "không dưới", "không thấp hơn", "không ít hơn", "từ", "trên", "hơn", "đạt và vượt",
    "đạt, vượt", "vượt", "lớn hơn", "cao hơn", "đạt từ", "tối thiểu là", "ít nhất là", "tối thiểu đạt",
    "ít nhất đạt", "đạt trên", "trên mức", "ít nhất từ", "tối thiểu từ", "ít nhất có", "tối thiểu có",
)  # fmt: skip
_AT_MOST = _either(
    "không quá", "không vượt quá", "tối đa", "dưới", "không được quá", "thấp hơn", "nhỏ hơn", "ít hơn",
    "không cao hơn", "nhiều nhất", "dưới mức", "không trên", "tối đa không quá", "xuống dưới", "còn dưới",
    "tối đa là", "không để quá", "không để vượt quá", "không vượt",
)  # fmt: skip
_PERCENT = r"(?:\s?[%‰]|\s?phần\ trăm\b)"
_QUANTITY = re.compile(
    rf"""(?<![\w/.,\-–%])
    (?:(?P<before>{_AT_MOST}|{_AT_LEAST})\s+(?:là\s+|đạt\s+|có\s+|khoảng\s+|mức\s+)?)?
    (?P<sign>[≥≤<>]=?\s?)?
    (?P<a>{_FIGURE}|(?:{_WORDS})(?=\s))
    (?P<pa>{_PERCENT})?
    (?:\s?
      (?P<dash>-|–|đến|tới|xuống\ còn|lên\ đến|lên\ tới|lên|xuống)\s?
      (?:(?<!\d)|(?<=\s)|(?<=[-–]))(?P<b>{_FIGURE}|(?:{_WORDS})(?=\s))(?P<pb>{_PERCENT})?
    )?
    (?P<of>/\d{{1,4}}(?=\s[^\W\d_]))?
    (?!\d|/\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_AFTER_MORE = re.compile(r"\s*(?:\([^)]{0,20}\)\s*)?(?:trở lên|trở xuống)")
_MILLIONS = re.compile(r"\s?(?P<scale>nghìn tỷ|nghìn tỉ|tỷ|tỉ|triệu|nghìn|ngàn)(?=\s|$|[,.;)])")
_NEVER_BEFORE = re.compile(
    r"(?<!\w)(?:điều|khoản|điểm|mục|phần|chương|phụ lục|biểu|mẫu|số|bảng|lần thứ|thứ|khóa|lớp|quý|tháng|ngày|năm|tổ|"
    r"đợt|giai đoạn|vùng|khu vực|thôn|đội|trang|hạng|loại|mức độ|tuổi|"
    r"đề án|nghị quyết|quyết định|chỉ thị|quốc lộ|tỉnh lộ|đường|phiên bản|hotline|điện thoại|fax|phường|xã|quận|bước|"
    r"nhóm|cột|dòng|tiêu chí|chỉ tiêu|ql|đt|km|lúc|vòng|trường|phiên|kỳ|"
    r"từ đủ|độ|chương trình|thông tư|nghị định|luật|kế hoạch|hướng dẫn|kết luận|thông báo|công văn|sê-ri|mã|"
    r"chiều dài từ|dài từ|trạm|lần|mũi|liều|tập|hồi|khối|bậc|h)\s*:?\s*$",
    re.IGNORECASE,
)
_COUNTING_UNITS = frozenset(
    ("thôn", "xã", "phường", "trường", "tổ", "đội", "nhóm", "đợt", "quý", "tháng", "năm", "tuần", "cấp", "lần", "trạm")
)
_NO_ORDINAL = 20  # "dân quân thôn 96 người": more than a commune has wards or teams, so no number of one
_RANK = re.compile(
    r"(?P<lead>(?:xếp|đứng|nằm|lọt|thuộc|vào|giữ)[^.;,\d]{0,30}?(?:từ\s+)?(?P<unit>thứ|hạng|vị trí(?:\s+thứ)?|nhóm|"
    r"tốp|top)\s+(?:từ\s+)?)(?P<a>\d{1,3})(?:\s?(?:đến|-|–|tới)\s?(?:thứ\s+)?(?P<b>\d{1,3}))?(?!\d|/)"
    r"(?:\s+(?P<noun>[^\W\d_]+(?: [^\W\d_]+)?(?:, [^\W\d_]+(?: [^\W\d_]+)?)?))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure in a text, normalised."""

    span: Span
    """With its comparator words and unit."""
    value: float
    value_max: float | None
    unit: str
    comparator: str
    """">=", "<=" or "="."""
    unit_start: int
    """Where the counted noun begins; equals the end of the figure for percent and money."""
    kind: str
    """percent, money, measure, count or rank."""


@cache
def _units() -> dict[str, frozenset[str]]:
    section, found = "", dict[str, set[str]]()
    for entry in lines("units.txt"):
        if entry.startswith("["):
            section = entry.strip("[]")
        else:
            found.setdefault(section, set()).add(entry)
    return {name: frozenset(entries) for name, entries in found.items()}


@cache
def _nouns() -> re.Pattern[str]:
    units = _units()
    entries = sorted(units["measures"] | units["counted"] | units["never"], key=len, reverse=True)
    return re.compile(
        rf"\s?(?P<noun>{'|'.join(re.escape(entry) for entry in entries)})(?![\w²³]|(?<=đồng)\s+(?:hồ|bào|chí|"
        rf"phục))(?:²|³)?",
        re.IGNORECASE,
    )


_FIGURED = re.compile(r"\d|\b(?:ít nhất|tối thiểu|không quá|tối đa|không dưới|mỗi)\s", re.IGNORECASE)


def find(text: str) -> list[Quantity]:
    """The quantities of `text` that can be commitments, in order; dates, labels and durations are none."""
    if not _FIGURED.search(text):
        return []
    found: list[Quantity] = []
    ranks = [rank for match in _RANK.finditer(text) if (rank := _rank(match))]
    for match in _QUANTITY.finditer(text):
        if any(rank.span[0] <= match.start("a") < rank.span[1] for rank in ranks):
            continue
        quantity = _quantity(text, match)
        if quantity:
            found.append(quantity)
    return _changes(text, sorted([*found, *ranks], key=lambda quantity: quantity.span))


def _changes(text: str, found: list[Quantity]) -> list[Quantity]:
    """The quantities with "từ 12 người lên 25 người" as one: what it is to become."""
    out: list[Quantity] = []
    for quantity in found:
        before = out[-1] if out else None
        if (
            before is not None
            and before.unit == quantity.unit
            and text[before.span[0] : before.span[1]].lower().startswith("từ ")
            and _BECOMES.fullmatch(text, before.span[1], quantity.span[0])
        ):
            out[-1] = replace(quantity, span=(before.span[0], quantity.span[1]))
        else:
            out.append(quantity)
    return out


_BECOMES = re.compile(  # or "năm" alone, where "2025 xuống còn 15" has been read as one figure
    r"\s+năm\s+|\s*(?:(?:năm|tháng)\s+[\d/]+\s+)?(?:lên|xuống|tăng lên|giảm xuống|lên đến|lên tới|xuống còn|còn)\s*"
)


def _rank(match: re.Match[str]) -> Quantity | None:
    unit = match.group("unit").lower()
    first, last = float(match.group("a")), match.group("b")
    if unit in ("nhóm", "tốp", "top"):
        nouns = (match.group("noun") or unit).split(", ")
        if nouns[0] not in ("tỉnh", "xã", "thôn", "sở"):  # "tỉnh, thành phố"
            nouns = nouns[:1]
        noun = ", ".join(_counted(part) or _first_word(part) for part in nouns)
        end = match.start("noun") + len(noun) if match.group("noun") else match.end("a")
        return Quantity((match.start(), end), first, None, noun, "=", match.end("a"), "rank")
    end = match.end("b") if last else match.end("a")
    unit = "thứ" if "thứ" in unit else unit
    return Quantity((match.start(), end), first, float(last) if last else None, unit, "=", end, "rank")


def _counted(words: str) -> str | None:
    """The noun of the lexicon that the words begin with."""
    found = _nouns().match(words)
    return found.group("noun") if found else None


def _value(figure: str) -> float | None:
    number = parse_number(figure)
    if number is None:
        words = number_from_words(figure)
        return None if words is None else float(words)
    return number


_EACH = re.compile(
    r"\b[Mm]ỗi\s[^,;.]{2,40}\s(?:có|bố trí|thành lập|xây dựng|duy trì|tổ chức|cử|lập|hình thành)\s+(?:được\s+)?$"
)


def _word_counts(text: str, match: re.Match[str]) -> bool:
    """Whether a number word is a figure: after "ít nhất" and its like, or in "mỗi ấp bố trí một điểm"."""
    if (match.group("before") or "").lower() in _WORD_LICENCES:
        return True
    return bool(_EACH.search(text[max(0, match.start("a") - 80) : match.start("a")]))


def _quantity(text: str, match: re.Match[str]) -> Quantity | None:
    first = _value(match.group("a"))
    spelt = match.group("a").isalpha()
    if first is None or (spelt and not _word_counts(text, match)):
        return None
    last = _value(match.group("b")) if match.group("b") else None
    end = match.end()
    unread = last is None and match.group("b")
    if last is not None and re.match(r"lên|xuống", match.group("dash") or "", re.IGNORECASE):
        first, last = last, None
    figure_start = match.start("sign") if match.group("sign") else match.start("a")
    before = (match.group("before") or "").lower()
    lead = text[max(0, match.start() - 40) : match.start() if before else match.start("a")]
    if match.group("pa") or match.group("pb"):
        if match.group("b") and not match.group("pb"):
            last, end = None, match.end("pa")
        return _compared(
            text, match, before, (figure_start, end), first, last, "‰" if "‰" in match.group() else "%", end, "percent"
        )
    if unread:
        return None
    scale = _MILLIONS.match(text, end)
    if scale and re.match(r"\s*đồng\b|\s*$|\s*[,.;)]|/", text[scale.end() : scale.end() + 6]):
        scale = None if re.match(r"\s*đồng\b", text[scale.end() : scale.end() + 6]) else scale
    many = _nouns().match(text, scale.end()) if scale else None
    if scale and many and "đồng" not in many.group("noun").lower():  # "5,2 triệu cây", "2,1 triệu m3"
        unit = text[scale.start("scale") : many.end()]
        return _compared(
            text, match, before, (figure_start, many.end()), first, last, unit, many.start("noun"), "count"
        )
    noun = _nouns().match(text, end)
    if match.group("of") and (noun is None or last is not None or first > float(match.group("of")[1:])):
        return None  # 18/19 tiêu chí is a count, 18/9 a day
    changed = last is None and bool(match.group("b"))  # "năm 2025 xuống còn 15 hộ"
    never = None if changed or re.search(r"[.,]", match.group("a")) else _NEVER_BEFORE.search(lead)
    stopped = (
        never is not None
        and not before
        and not (
            never.group().strip(" :").lower() in _COUNTING_UNITS
            and (re.match(r"0\d", match.group("a")) or (noun is not None and first >= _NO_ORDINAL))
        )
    )
    if noun is None:
        if scale and not (never and never.group().lower().startswith(("điều", "khoản", "số", "ngày"))):
            return _compared(
                text,
                match,
                before,
                (figure_start, scale.end()),
                first,
                last,
                f"{scale.group('scale')} đồng",
                scale.end(),
                "money",
            )
        return None if stopped else _unlisted(text, match, before, (figure_start, end), first, last, end)
    word = noun.group("noun")
    units = _units()
    low = word.lower() if word.lower() in units["never"] | units["counted"] | units["measures"] else word
    if low in units["never"] and not (low in units["counted"] and before):
        return None
    if low in units["measures"]:
        kind = "money" if "đồng" in low or low in ("đ", "trđ", "usd", "triệu usd") else "measure"
        if kind == "measure" and (stopped or (low in ("m", "mét", "bậc") and not before)):
            return None
        if low == "giờ" and not _TRAINING.search(text[max(0, match.start() - 60) : noun.end() + 30]):
            return None
        unit = {"tỉ đồng": "tỷ đồng", "đ": "đồng", "trđ": "triệu đồng"}.get(low, word if word.isupper() else low)
        per_area = re.match(r"/(?:ha|m2|km2|sào)\b", text[noun.end() : noun.end() + 5]) if kind == "measure" else None
        if per_area:
            end = noun.end() + per_area.end()
            return _compared(text, match, before, (figure_start, end), first, last, unit + per_area.group(), end, kind)
        return _compared(text, match, before, (figure_start, noun.end()), first, last, unit, noun.end(), kind)
    if stopped:
        return None
    per = _PER_MANY.match(text, noun.end())  # "150 ca/100.000 dân"
    unit, end = word if word.isupper() else low, per.end() if per else noun.end()
    unit += per.group() if per else ""
    return _compared(text, match, before, (figure_start, end), first, last, unit, noun.start("noun"), "count")


_PER_MANY = re.compile(r"/\d{1,3}\.\d{3}(?:\s(?:dân|người|trẻ(?: đẻ sống| em)?|ca|hộ))?(?!\w)")
_NOT_OVER = re.compile(r"[Kk]hông\s[^,;.]{0,80}\bquá\s*$")
_TRAINING = re.compile(r"học|bồi dưỡng|đào tạo|tập huấn|phát sóng|giảng dạy|huấn luyện|phát thanh", re.IGNORECASE)
_WORD_LICENCES = frozenset(("ít nhất", "tối thiểu", "không quá", "tối đa", "không dưới", "ít nhất là", "tối thiểu là"))


def _unlisted(
    text: str, match: re.Match[str], before: str, span: Span, first: float, last: float | None, end: int
) -> Quantity | None:
    """A count of something outside the lexicon: the next word is the unit, where the context says it is counted."""
    noun = re.match(r"\s(?P<noun>[^\W\d_]{2,})(?P<second>\s[^\W\d_]+)?", text[end : end + 40])
    padded = bool(re.match(r"0\d", match.group("a")))
    licensed = before in _WORD_LICENCES or padded or before == "trên" or _counting(text, match.start("a"))
    if noun is None or not licensed:
        return None
    word = noun.group("noun")
    if word.islower() and is_syllable(word):
        word = _first_word(text[end + 1 : end + 40])
    if (
        word.lower() in _FUNCTION
        or (not word.isupper() and word[0].isupper())
        or (word.islower() and not is_syllable(word.split()[0]))
    ):
        return None
    return _compared(
        text, match, before, (span[0], end + 1 + len(word)), first, last, word, end + noun.start("noun"), "count"
    )


@lru_cache(maxsize=4096)
def _first_word(words: str) -> str:
    """The word, of one syllable or more, that a text opens with, by underthesea's segmentation."""
    from pipeline.language.segmentation import word_spans

    spans = word_spans(words)
    return words[slice(*spans[0])] if spans and spans[0][0] == 0 else words.split()[0]


def _counting(text: str, at: int) -> bool:
    """Whether a figure follows a word of doing or goes on a list of counts."""
    before = text[max(0, at - 60) : at]
    return bool(_LISTED.search(before)) or any(
        " ".join(before.split()[-n:]).lower() in _task_verbs() for n in (1, 2, 3) if before.endswith(" ")
    )


_LISTED = re.compile(
    r"(?:\d\s[^\d;.:]{3,40}(?:,|\svà)|\b(?:có|gồm|được|trang bị|hỗ trợ|cấp|tặng|xây dựng|lắp đặt|mua|mua sắm|trồng|"
    r"phát|tổ chức|mở|thành lập|duy trì|đầu tư|thêm|đạt|bố trí|cho|với|huy động|trưng dụng|dự trữ|chuẩn bị|xóa bỏ|lắp|"
    r"tại))\s+$",
    re.IGNORECASE,
)


@cache
def _task_verbs() -> frozenset[str]:
    return frozenset(lines("task_verbs.txt"))


_FUNCTION = frozenset((
    "và", "là", "của", "có", "được", "trong", "cho", "với", "theo", "từ", "đến", "trở", "để", "khi", "tại", "về", "đã",
    "sẽ", "các", "những", "này", "đó", "thì", "mà", "do", "vào", "hoặc", "nhưng", "trên", "dưới", "giờ", "ngày",
    "tháng", "năm", "đạt", "còn", "chiếm", "tăng", "giảm", "bằng",
))  # fmt: skip


def _compared(
    text: str,
    match: re.Match[str],
    before: str,
    span: Span,
    first: float,
    last: float | None,
    unit: str,
    unit_start: int,
    kind: str,
) -> Quantity | None:
    start, end = span
    more = _AFTER_MORE.match(text, end) or _AFTER_MORE.match(text, match.end())
    sign = (match.group("sign") or "").strip()
    comparator = "="
    exceeds_not = not before and _NOT_OVER.search(text[max(0, start - 96) : start])
    if exceeds_not or re.fullmatch(_AT_MOST, before) or sign.startswith(("≤", "<")):
        comparator = "<="
    elif before == "từ" or (before.endswith(" từ") and match.group("b")):
        comparator = "=" if match.group("b") else ">="
    elif before or sign:
        comparator = ">="
    if more:
        comparator = "<=" if "xuống" in more.group() else ">="
        end = max(end, more.end())
        if kind == "percent":
            unit_start = max(unit_start, more.end())
    if before == "từ" and kind == "count" and last is None and not more:
        comparator = "="
    if before:
        start = match.start()
    if kind == "count" and more and more.end() > span[1]:
        end = more.end()
    return Quantity((start, end), first, last, unit, comparator, unit_start, kind)
