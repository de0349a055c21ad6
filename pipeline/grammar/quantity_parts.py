"""What is made of a figure and its unit; the rules that find them stand in `quantities`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.assets import lines
from pipeline.grammar.figures import AT_MOST, WORD_LICENCES, thousands, value_of
from pipeline.text.patterns import either
from pipeline.text.spans import Span
from pipeline.text.unicode import is_syllable

_PER = re.compile(r"/(?:\d{1,3}(?:\.\d{3})*\s)?(?=[^\W\d_])")
"""Where it stands what a rate is per: "/người", "/100.000 dân"."""


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
    by: str = ""


def shown(item: Quantity) -> str:
    """The short form of a quantity: value, unit, comparator."""
    last = f"..{item.value_max:.6g}" if item.value_max is not None else ""
    return f"{item.value:.6g}{last} {item.unit} {item.comparator}"


# --------------------------------------------------------------------------------------------- lexicon


@cache
def units() -> dict[str, frozenset[str]]:
    """The nouns of resources/units.txt by section: measures, counted, never."""
    section, found = "", dict[str, set[str]]()
    for entry in lines("units.txt"):
        if entry.startswith("["):
            section = entry.strip("[]")
        else:
            found.setdefault(section, set()).add(entry)
    return {name: frozenset(entries) for name, entries in found.items()}


@cache
def noun_pattern() -> str:
    """A pattern for the nouns of the lexicon, as the group "noun", for verbose patterns."""
    known = units()
    nouns = either(noun.lower() for noun in known["measures"] | known["counted"] | known["never"])
    return rf"\s?(?P<noun>{nouns})(?P<raised>[²³])?(?![\w²³]|(?<=đồng)\s+(?:hồ|bào|chí|phục))"


@cache
def _noun() -> re.Pattern[str]:
    return re.compile(noun_pattern(), re.IGNORECASE | re.VERBOSE)


@cache
def task_verbs() -> frozenset[str]:
    """The verbs of doing, without capitals."""
    return frozenset(lines("task_verbs.txt"))


@lru_cache(maxsize=4096)
def first_word(words: str) -> str:
    """The word, of one syllable or more, that a text opens with, by underthesea's segmentation."""
    from pipeline.language.segmentation import word_spans

    spans = word_spans(words)
    return words[slice(*spans[0])] if spans and spans[0][0] == 0 else words.split()[0]


def _with_rate(match: re.Match[str], unit: str, end: int) -> tuple[str, int]:
    """The unit with what it is per, and where that ends: "lần/năm học", "đồng/người/năm", "ca/100.000 dân"."""
    text, start = match.string, end
    unit = unit.replace("²", "2").replace("³", "3")
    while per := _PER.match(text, end):
        known = _noun().match(text, per.end())
        end = known.end() if known else per.end() + len(first_word(text[per.end() : per.end() + 40]))
    return unit + text[start:end], end


# ---------------------------------------------------------------------------------------- what bounds it

_AT_MOST = re.compile(AT_MOST.replace("\\ ", " "), re.IGNORECASE)
_NOT_OVER = re.compile(r"[Kk]hông\s[^,;.]{0,80}\bquá\s*$")


def _comparator(match: re.Match[str], count: bool) -> str:
    group = match.groupdict()
    before, sign, more = (group.get("before") or "").lower(), (group.get("sign") or "").strip(), group.get("more") or ""
    if more:
        return "<=" if "xuống" in more else ">="
    exceeds_not = not before and _NOT_OVER.search(match.string[max(0, match.start() - 96) : match.start("a")])
    if exceeds_not or _AT_MOST.fullmatch(before) or sign.startswith(("≤", "<")):
        return "<="
    if before == "từ" or (before.endswith(" từ") and group.get("b")):
        return "=" if group.get("b") or count else ">="
    return ">=" if before or sign else "="


def _span(match: re.Match[str], end: int) -> Span:
    """From the bound, or the sign, or the figure."""
    start = match.start("before") if match["before"] else match.start("sign") if match["sign"] else match.start("a")
    return start, end


def _values(match: re.Match[str]) -> tuple[float, float | None] | None:
    """Both ends of what is stated; of a change ("từ 74% lên 80%") what it is to become."""
    first = value_of(match["a"])
    if first is None or (match["a"][:1].isalpha() and not _word_counts(match)):
        return None
    if not match["b"]:
        return first, None
    last = value_of(match["b"])
    if last is None:
        return None
    return (last, None) if re.match(r"lên|xuống", match["dash"], re.IGNORECASE) else (first, last)


_EACH = re.compile(
    r"\b[Mm]ỗi\s[^,;.]{2,40}\s(?:có|bố trí|thành lập|xây dựng|duy trì|tổ chức|cử|lập|hình thành)\s+(?:được\s+)?$"
)


def _word_counts(match: re.Match[str]) -> bool:
    """Whether a number word is a figure: after "ít nhất" and its like, in "mỗi ấp bố trí một điểm", or above ten."""
    if " " in match["a"] or (match["before"] or "").lower() in WORD_LICENCES:
        return True
    return bool(_EACH.search(match.string[max(0, match.start("a") - 80) : match.start("a")]))


# ---------------------------------------------------------------------------------------------- makers


def rank(match: re.Match[str]) -> Iterator[Quantity]:
    """ "xếp thứ 3 toàn tỉnh", "thuộc nhóm 10 xã dẫn đầu"."""
    unit = match["unit"].lower()
    first, last = float(match["a"]), match["b"]
    if unit in ("nhóm", "tốp", "top"):
        nouns = (match["noun"] or unit).split(", ")
        if nouns[0] not in ("tỉnh", "xã", "thôn", "sở"):  # "tỉnh, thành phố"
            nouns = nouns[:1]
        noun = ", ".join(_counted_noun(part) or first_word(part) for part in nouns)
        end = match.start("noun") + len(noun) if match["noun"] else match.end("a")
        yield Quantity((match.start(), end), first, None, noun, "=", match.end("a"), "rank")
        return
    end = match.end("b") if last else match.end("a")
    unit = "thứ" if "thứ" in unit else unit
    yield Quantity((match.start(), end), first, float(last) if last else None, unit, "=", end, "rank")


def _counted_noun(words: str) -> str | None:
    found = _noun().match(words)
    return found["noun"] if found else None


def percent(match: re.Match[str]) -> Iterator[Quantity]:
    """ "từ 85% trở lên", "55 - 60%", "giảm 50 phần trăm"."""
    if not (match["pa"] or match["pb"]):
        return
    values, end = _values(match), match.end()
    if values is None:
        return
    if match["b"] and not match["pb"]:  # "85% đến 3 ...": the second figure is of something else
        first = value_of(match["a"])
        values, end = (first if first is not None else values[0], None), match.end("pa")
    unit = "‰" if "‰" in match.group() else "%"
    yield Quantity(_span(match, end), *values, unit, _comparator(match, False), end, "percent")


def share(match: re.Match[str]) -> Iterator[Quantity]:
    """ "2/3 số hộ"."""
    part, whole = float(match["a"]), float(match["of"])
    if 0 < part < whole:
        noun = match["noun"].lower()
        yield Quantity(
            _span(match, match.end()), round(part / whole, 6), None, noun, _comparator(match, False),
            match.start("noun"), "count",
        )  # fmt: skip


_RATIO_ENDS = re.compile(
    r"\s(?:vào|trong|đến|tới|năm|và|so|trước|xuống|hoặc|ở|tại|của|theo|mỗi|là|đạt|từ)(?!\w).*|\s+$", re.DOTALL
)


def ratio(match: re.Match[str]) -> Iterator[Quantity]:
    """ "4/100.000 trẻ đẻ sống": how many of so many."""
    value = value_of(match["a"])
    if value is not None:
        unit = _RATIO_ENDS.sub("", match["unit"])
        end = match.start("unit") + len(unit)
        yield Quantity(_span(match, end), value, None, unit, _comparator(match, False), match.start("unit"), "measure")


_MONEY_UNITS = {
    "tỉ đồng": "tỷ đồng", "đ": "đồng", "trđ": "triệu đồng", "tr.đồng": "triệu đồng", "tr đồng": "triệu đồng",
    "ngàn đồng": "nghìn đồng", "nghìn tỉ đồng": "nghìn tỷ đồng",
}  # fmt: skip


def _money_unit(printed: str) -> str:
    low = " ".join(printed.lower().split())
    return printed if printed.isupper() else _MONEY_UNITS.get(low, low.replace("usd", "USD"))


def money(match: re.Match[str]) -> Iterator[Quantity]:
    """ "1.250 triệu đồng", "90 tỷ đồng - 95 tỷ đồng", "50 triệu đồng/người/năm"."""
    values = _values(match)
    if values is None or (match["unit_a"] and not match["b"]) or match["a"][0].isalpha():
        return
    unit, end = _with_rate(match, _money_unit(match["unit"]), match.end("unit"))
    yield Quantity(_span(match, max(end, match.end())), *values, unit, _comparator(match, False), end, "money")


def compound_money(match: re.Match[str]) -> Iterator[Quantity]:
    """ "1 tỷ 200 triệu đồng"."""
    first, second = value_of(match["a"]), value_of(match["small"])
    if first is not None and second is not None:
        end = match.end()
        yield Quantity(
            _span(match, end), round(first + second / 1000, 6), None, "tỷ đồng", _comparator(match, False), end, "money"
        )


def scaled(match: re.Match[str]) -> Iterator[Quantity]:
    """ "250 triệu" with đồng left out."""
    values = _values(match)
    if values is not None and not match["a"][0].isalpha() and not _ordinal_before(match):
        unit = _money_unit(f"{match['unit']} đồng")
        yield Quantity(_span(match, match.end()), *values, unit, _comparator(match, False), match.end("unit"), "money")


def change(match: re.Match[str]) -> Iterator[Quantity]:
    """ "từ 12 người lên 25 người": what it is to become."""
    value = value_of(match["a"])
    if value is not None:
        unit, end = _with_rate(match, match["noun"].lower(), match.end("noun"))
        yield Quantity((match.start(), max(end, match.end())), value, None, unit, "=", match.start("noun"), "count")


_ORDINALS = re.compile(
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


def _ordinal_before(match: re.Match[str], noun: bool = False, first: float = 0) -> bool:
    """Whether the word before makes the figure a number of something ("Điều 5", "thôn 3"), and no count."""
    text, group = match.string, match.groupdict()
    if group.get("before"):
        return False
    lead = text[max(0, match.start("a") - 40) : match.start("a")]
    found = None if re.search(r"[.,]", match["a"]) else _ORDINALS.search(lead)
    if found is None:
        return False
    counts = found.group().strip(" :").lower() in _COUNTING_UNITS
    return not (counts and (re.match(r"0\d", match["a"]) or (noun and first >= _NO_ORDINAL)))


_COPIES = re.compile(r"\(\s*$|(?:gồm|gửi|lập|sao|in|thành|nộp)\s+(?:\d+\s+bộ\s+)?$")
"""Before a number of copies, which is no count (ruling 4)."""
_NUMBERED = re.compile(r"\s+số\s*:?\s*\d")
_TRAINING = re.compile(r"học|bồi dưỡng|đào tạo|tập huấn|phát sóng|giảng dạy|huấn luyện|phát thanh", re.IGNORECASE)
_EVERY = re.compile(r"(?<!\w)cứ\s+$", re.IGNORECASE)
_FACTORS = {"triệu": 1_000_000, "nghìn": 1_000, "ngàn": 1_000}


def counted(match: re.Match[str]) -> Iterator[Quantity]:
    """A figure with a noun of the lexicon: things counted, and measures."""
    values = _values(match)
    if values is None or _EVERY.search(match.string[max(0, match.start("a") - 8) : match.start("a")]):
        return
    if _NUMBERED.match(match.string, match.end("noun")):
        return  # "1 Nghị quyết số 12": the mark of a note
    if match["noun"].lower() == "bản" and _COPIES.search(match.string[: match.start("a")]):
        return
    first, last = values
    if match["of"] and (last is not None or first > float(match["of"][1:])):
        return  # 18/19 tiêu chí is a count, 18/9 a day
    word, known = match["noun"], units()
    low = word.lower() if word.lower() in known["never"] | known["counted"] | known["measures"] else word
    if low in known["never"] and not (low in known["counted"] and match["before"]):
        return
    changed = last is None and bool(match["b"])  # "năm 2025 xuống còn 15 hộ"
    measure = low in known["measures"]
    if low.endswith("đồng") or (not changed and _ordinal_before(match, True, first)):
        return
    if measure and _no_measure(match, low):
        return
    if match["scale"]:
        first, last = first * _FACTORS[match["scale"].lower()], last and last * _FACTORS[match["scale"].lower()]
    elif not measure:
        grouped = thousands(match["a"])
        first = grouped if grouped is not None and "," in match["a"] else first
    raised = match["raised"] or ""
    unit, rated = _with_rate(match, (word if word.isupper() else low) + raised, match.end("noun") + len(raised))
    kind = "measure" if measure else "count"
    unit_start = rated if measure else match.start("noun")
    end = max(rated, match.end())
    yield Quantity(_span(match, end), first, last, unit, _comparator(match, kind == "count"), unit_start, kind)


def _no_measure(match: re.Match[str], low: str) -> bool:
    """A measure that only qualifies ("tàu dài 15 m", "trước 15 giờ")."""
    if low in ("m", "mét", "bậc") and not (match["before"] or match["raised"]):
        return True
    around = match.string[max(0, match.start("a") - 60) : match.end("noun") + 30]
    return low == "giờ" and not _TRAINING.search(around)


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


def unlisted(match: re.Match[str]) -> Iterator[Quantity]:
    """A count of something outside the lexicon: the next word is the unit, where the context says it is counted."""
    values = _values(match)
    text = match.string
    if values is None or _ordinal_before(match) or _noun().match(text, match.start("noun")):
        return
    before = (match["before"] or "").lower()
    padded = bool(re.match(r"0\d", match["a"]))
    if not (before in WORD_LICENCES or padded or before == "trên" or _counting(text, match.start("a"))):
        return
    word = match["noun"]
    if word.islower() and is_syllable(word):
        word = first_word(text[match.start("noun") : match.start("noun") + 40])
    foreign = word.islower() and not is_syllable(word.split()[0])
    named = not word.isupper() and word[0].isupper()
    if word.lower() in _FUNCTION or word.lower() in task_verbs() or named or foreign:
        return
    unit, end = _with_rate(match, word, match.start("noun") + len(word))
    yield Quantity(_span(match, end), *values, unit, _comparator(match, True), match.start("noun"), "count")


def _counting(text: str, at: int) -> bool:
    """Whether a figure follows a word of doing or goes on a list of counts."""
    before = text[max(0, at - 60) : at]
    return bool(_LISTED.search(before)) or any(
        " ".join(before.split()[-n:]).lower() in task_verbs() for n in (1, 2, 3) if before.endswith(" ")
    )
