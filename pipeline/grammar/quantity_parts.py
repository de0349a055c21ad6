"""What is made of a figure and its unit; the rules that find them stand in `quantities`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import gcd, prod
from typing import NamedTuple

from pipeline.grammar.bounds import BOUNDS, Bound, Comparator
from pipeline.grammar.compounds import SCALES, Whole, added, joined_values, whole
from pipeline.grammar.counted_nouns import first_word, noun, task_verbs, whole_only
from pipeline.grammar.counts import COUNTS, UNLISTED, CountCase, last_words, numbers
from pipeline.grammar.figures import WORD_LICENCES, sum_of, thousands, value_of
from pipeline.text.spans import Span

_PER = re.compile(
    r"(?:/(?:(?:\d{1,3}(?:\.\d{3})*|một)\s)?|\strên\s(?:\d{1,3}(?:\.\d{3})*|một)\s(?=vạn\s)|"
    r"\strên\s1[0.]*\.?000\s)(?:vạn\s)?(?=[^\W\d_])"
)
"""The denominator of a rate: "/người", "/100.000 dân", "/một năm", "/vạn dân", " trên 10.000 dân"."""
_OF_MONEY = re.compile(r"\s?/\s?(?=[^\W\d_])")
"""The same behind a sum of money, with blanks: "đồng/người /buổi"."""
_OF_PEOPLE = re.compile(
    r"((?:\s[^\W\d_]+){1,3})(?=\s?/\s?(?:\d[\d.]*\s|một\s|vạn\s|nghìn\s|người(?!\w)|hộ(?!\w)|dân(?!\w)))"
)
"""The rest of what a rate counts: "giường bệnh/vạn dân", "m2 sàn/người"."""


class Quantity(NamedTuple):
    """A figure in a text, normalised."""

    span: Span
    """Includes the comparator words and the unit."""
    value: float
    value_max: float | None
    unit: str
    comparator: Comparator
    unit_start: int
    """Where the counted noun begins; equals the end of the figure for percent and money."""
    kind: str
    """percent, money, measure, count or rank."""
    by: str = ""
    bounds: tuple[Span, ...] = ()
    """Where the words and signs stand that bound it."""


def shown(item: Quantity) -> str:
    """The short form of a quantity: value, unit, comparator."""
    last = f"..{item.value_max:.6g}" if item.value_max is not None else ""
    return f"{item.value:.6g}{last} {item.unit} {item.comparator}"


_OF_ALL = re.compile(r"\s?/\s?\d[\d.]*\s+")
"""Between the two figures of a fraction that both bear their unit: "12 TTHC/48 TTHC"."""
_WRITTEN_OUT = {"hs": "học sinh", "gv": "giáo viên"}
"""What schools abbreviate in their lists of figures."""


def _with_rate(match: re.Match[str], unit: str, end: int) -> tuple[str, int]:
    """The unit with its denominator, and where that ends: "lần/năm học", "đồng/người/năm", "ca/100.000 dân"."""
    text, start = match.string, end
    if (of_all := _OF_ALL.match(text, end)) and text.startswith(unit, of_all.end()):
        return unit, end
    if rest := _OF_PEOPLE.match(text, end):
        end = rest.end()
    unit = _WRITTEN_OUT.get(unit.lower(), _raised(unit))
    while per := _PER.match(text, end) or (_OF_MONEY.match(text, end) if "đồng" in unit else None):
        known = noun().match(text, per.end())
        end = known.end() if known else per.end() + len(first_word(text[per.end() : per.end() + 40]))
    return unit + _raised(tight_rate(text[start:end])), end


def tight_rate(unit: str) -> str:
    """A unit without blanks round the strokes of its rates: "đồng/người /buổi" -> "đồng/người/buổi"."""
    return re.sub(r"\s*/\s*", "/", unit)


def _raised(unit: str) -> str:
    """A unit with its square or cube as a digit: "km²", "m^2", "m 3"."""
    return re.sub(r"(?<=m)[ ^](?=[23])", "", unit.replace("²", "2").replace("³", "3"))


def bound(match: re.Match[str], counts: bool = False) -> Bound:
    """What bounds the figure of a match."""
    group = match.groupdict()
    before, at = (group.get("before") or "").lower(), match.start("a")
    return Bound(
        before=before,
        sign=(group.get("sign") or "").strip(),
        behind=group.get("more") or "",
        lead=match.string[max(0, at - 96) : at],
        counts=counts,
        spans=bool(group.get("b")),
    )


def bounds_of(match: re.Match[str]) -> tuple[Span, ...]:
    """Where the words and signs stand that bound the figure of a match."""
    group, at = match.groupdict(), match.start("a")
    found = [match.span(name) for name in ("before", "sign") if group.get(name)]
    if group.get("more"):
        found.append((match.start("more") + group["more"].casefold().rindex("trở"), match.end("more")))
    if not found and (over := _OVER.search(match.string, max(0, at - _OVER_REACH), at)):
        found.append(over.span("word"))
    return tuple(found)


_OVER = re.compile(r"(?P<word>quá)\s*$")
_OVER_REACH = 8  # characters


def _comparator(match: re.Match[str], counts: bool = False) -> Comparator:
    return BOUNDS.of(bound(match, counts)).says


def _span(match: re.Match[str], end: int) -> Span:
    """From the bound, or the sign, or the figure."""
    start = match.start("before") if match["before"] else match.start("sign") if match["sign"] else match.start("a")
    return start, end


def values(match: re.Match[str]) -> tuple[float, float | None] | None:
    """The lowest and highest value stated; of a change ("từ 74% lên 80%") the value to be reached."""
    first, second = value_of(match["a"]), match.groupdict().get("b")
    if first is None or (match["a"][:1].isalpha() and not _word_counts(match)):
        return None
    last = value_of(second) if second else None
    changes = last is not None and re.match(r"lên|xuống", match["dash"], re.IGNORECASE)
    return (last, None) if last is not None and changes else (first, last)


_EACH = re.compile(
    r"\b[Mm]ỗi\s[^,;.]{2,40}\s(?:có|bố trí|thành lập|xây dựng|duy trì|tổ chức|cử|lập|hình thành)\s+(?:được\s+)?$"
)


def _word_counts(match: re.Match[str]) -> bool:
    """Whether a number word is a figure: after "ít nhất" and its like, in "mỗi ấp bố trí một điểm", of thousands, above
    ten, or from two on behind a verb of doing ("Mở hai lớp")."""
    if " " in match["a"] or (match["before"] or "").lower() in WORD_LICENCES or match.groupdict().get("scale"):
        return True
    lead = match.string[max(0, match.start("a") - 80) : match.start("a")]
    several = match["a"].lower() not in ("một", "mốt")
    if several and "scale" in match.groupdict():  # of a noun of the lexicon; "mở lớp" is a verb as "tổ chức" is
        done = (form for verb in last_words(lead) for form in (verb, f"{verb} {match['noun'].lower()}"))
        if not task_verbs().isdisjoint(done):
            return True
    return bool(_EACH.search(lead))


def _quantity(match: re.Match[str], unit: str, end: int, unit_start: int, kind: str) -> Iterator[Quantity]:
    """What the figures of a match state; nothing where they are none."""
    stated = values(match)
    if stated is not None:
        yield Quantity(_span(match, end), *stated, unit, _comparator(match, kind == "count"), unit_start, kind)


# ---------------------------------------------------------------------------------------------- makers


def rank(match: re.Match[str]) -> Iterator[Quantity]:
    """ "xếp thứ 3 toàn tỉnh"."""
    last, end = match["b"], match.end("b") if match["b"] else match.end("a")
    unit = "thứ" if "thứ" in match["unit"].lower() else match["unit"].lower()
    yield Quantity((match.start(), end), float(match["a"]), float(last) if last else None, unit, "=", end, "rank")


_UNITS_OF_PLACE = ("tỉnh", "xã", "thôn", "sở")


def rank_group(match: re.Match[str]) -> Iterator[Quantity]:
    """ "thuộc nhóm 10 xã dẫn đầu", "tốp 5 tỉnh, thành phố"."""
    nouns = (match["noun"] or match["unit"].lower()).split(", ")
    nouns = nouns if nouns[0] in _UNITS_OF_PLACE else nouns[:1]
    unit = ", ".join(_counted_noun(part) for part in nouns)
    end = match.start("noun") + len(unit) if match["noun"] else match.end("a")
    yield Quantity((match.start(), end), float(match["a"]), None, unit, "=", match.end("a"), "rank")


def _counted_noun(words: str) -> str:
    found = noun().match(words)
    return found["noun"] if found else first_word(words)


def percent(match: re.Match[str]) -> Iterator[Quantity]:
    """ "từ 85% trở lên", "55 - 60%", "giảm 50 phần trăm", "1,5%/năm"."""
    unit = "‰" if "‰" in match.group() else "%"
    rate = _BY_TIME.search(match.string, match.start(), match.end()) or _BY_TIME.match(match.string, match.end())
    end = max(match.end(), rate.end()) if rate else match.end()
    return _quantity(match, f"{unit}/{rate['time']}" if rate else unit, end, end, "percent")


_BY_TIME = re.compile(r"\s?/\s?(?P<time>năm|quý|tháng)(?!\w)")
"""The period of a rate in percent, printed behind the sign: "1,5%/năm"."""


def share(match: re.Match[str]) -> Iterator[Quantity]:
    """ "2/3 số hộ", "hai phần ba số hộ", and without "số" where it can be no count of so many."""
    part, whole = value_of(match["a"]), value_of(match["of"])
    if part and whole and part < whole and (match["number"] or _is_share(match, whole)):
        span, at = _span(match, match.end()), match.start("noun")
        yield Quantity(span, round(part / whole, 6), None, match["noun"].lower(), _comparator(match), at, "count")


def half(match: re.Match[str]) -> Iterator[Quantity]:
    """ "một nửa số hộ"."""
    span, at = _span(match, match.end()), match.start("noun")
    yield Quantity(span, 0.5, None, match["noun"].lower(), _comparator(match), at, "count")


_IN_WORDS = re.compile(r"phần", re.IGNORECASE)
_PEOPLE = re.compile(
    r"(?:hộ|gia đình|người|dân|công dân|nhân khẩu|khẩu|cán bộ|công chức|viên chức|lao động|đại biểu|thành viên|trẻ|"
    r"thanh niên|nông dân|học sinh|sinh viên|học viên|giáo viên|(?:đoàn|hội|đảng|đội|tổ) viên)(?!\w)",
    re.IGNORECASE,
)
_NO_SHARE = re.compile(r"(?:tiêu chí|chỉ tiêu|chỉ số|điểm|lần|giải|tuổi)(?!\w)", re.IGNORECASE)
_A_DAY = re.compile(r"(?<!\w)(?:ngày|sáng|trưa|chiều|tối|đêm|hôm)\s$", re.IGNORECASE)


def _is_share(match: re.Match[str], whole: float) -> bool:
    """Whether a fraction in front of a bare noun is a share ("1/3 hộ dân", "2/3 tổ dân phố"), and no count of all there
    are ("13/15 tiêu chí", "6/10 thôn"): of people, of whom there are never so few, and one of few parts that no smaller
    numbers say, which is true of the share in any case."""
    if match["a"].startswith("0") or _A_DAY.search(match.string, max(0, match.start("a") - 8), match.start("a")):
        return False
    if _IN_WORDS.search(match.group()) or (whole <= _TENTHS and _PEOPLE.match(match["noun"])):
        return True
    lowest = gcd(int(match["a"]), int(whole)) == 1
    return whole <= _TENTHS and lowest and not _NO_SHARE.match(match["noun"])


_TENTHS = 10
_RATIO_ENDS = re.compile(
    r"\s(?:vào|trong|đến|tới|năm|và|so|trước|xuống|hoặc|ở|tại|của|theo|mỗi|là|đạt|từ)(?!\w).*|\s+$", re.DOTALL
)


def ratio(match: re.Match[str]) -> Iterator[Quantity]:
    """ "4/100.000 trẻ đẻ sống": how many of so many."""
    unit, at = _RATIO_ENDS.sub("", match["unit"]), match.start("unit")
    return _quantity(match, unit.strip(), at + len(unit), at, "measure")


def index(match: re.Match[str]) -> Iterator[Quantity]:
    """ "Chỉ số phát triển con người đạt 0,8", "tỷ suất chết trẻ em trên 1.000 trẻ còn 15": no unit follows it."""
    before = match.string[max(0, match.start() - _INDEX_FROM) : match.start()]
    named = _INDEX.search(before)
    if named and (match["before"] or _ANOTHER.search(before) or _REACHES.search(before)):
        per = _PER_WHOLE.search(named.group())
        yield from _quantity(match, per["per"] if per else "", match.end(), match.end(), "measure")


_INDEX_FROM = 160  # characters in front of a figure in which its index is named
_INDEX = re.compile(
    r"\b(?:chỉ số|hệ số|tỷ số|tỉ số|tỷ suất|tỉ suất|phát thải ròng)\s(?:[^;:.\n]|(?<=\d)\.(?=\d))*$", re.IGNORECASE
)
_PER_WHOLE = re.compile(
    r"(?P<per>trên 1[.\d]*000(?: [^\W\d_]+){1,3}?)\s(?:$|(?:xuống|còn|đạt|dưới|giảm|là|ở|không)\s)", re.IGNORECASE
)
_REACHES = re.compile(r"\b(?:đạt|còn|xuống|lên|là|bằng|về|ở mức|duy trì|giữ)\s(?:khoảng\s|mức\s)*$", re.IGNORECASE)
_ANOTHER = re.compile(r"\d[\d.,]*\s(?:vào|đến|trong)?\s?(?:cuối\s|hết\s)?năm\s\d{4}(?:,|\svà)\s(?:khoảng\s)?$")
"""Before a figure that is reached after another: "đạt 0,7 vào năm 2027 và 0,8 vào năm 2030"."""


_MONEY_UNITS = {
    "tỉ đồng": "tỷ đồng", "đ": "đồng", "trđ": "triệu đồng", "tr.đồng": "triệu đồng", "tr đồng": "triệu đồng",
    "tr.đ": "triệu đồng", "tr đ": "triệu đồng",
    "ngàn đồng": "nghìn đồng", "nghìn tỉ đồng": "nghìn tỷ đồng",
}  # fmt: skip
_SCALES = {"tỷ": 10**9, "tỉ": 10**9, "tr": 10**6, "nghìn": 10**3, "ngàn": 10**3}


def _money_unit(printed: str) -> str:
    low = " ".join(printed.lower().split())
    return (
        printed if printed.isupper() else _MONEY_UNITS.get(low, re.sub("usd|vn[đd]", lambda code: code[0].upper(), low))
    )


def money(match: re.Match[str]) -> Iterator[Quantity]:
    """ "1.250 triệu đồng", "90 tỷ đồng - 95 tỷ đồng", "50 triệu đồng/người/năm"."""
    unit, end = _with_rate(match, _money_unit(match["unit"]), match.end("unit"))
    for item in _quantity(match, unit, max(end, match.end()), end, "money"):
        own = _scale(match["own"] or match["unit"]) / _scale(match["unit"])
        whole = thousands(match["a"]) if _scale(match["unit"]) == 1 and "USD" not in unit else None
        value = item.value if whole is None or item.value_max is not None else whole
        yield item._replace(value=value if own == 1 else round(value * own, 6))


def _scale(unit: str) -> int:
    """How many đồng a unit of money is worth, by the words that scale it; 1 for foreign money too."""
    return prod(size for word, size in _SCALES.items() if re.search(rf"(?<!\w){word}", unit, re.IGNORECASE))


def compound_money(match: re.Match[str]) -> Iterator[Quantity]:
    """ "1 tỷ 200 triệu đồng", "2 triệu 500 nghìn đồng/hộ", "1 tỷ rưỡi", "1 tỷ 200 triệu đến 1 tỷ 500 triệu đồng"."""
    if not (match["less"] or match["rest"]):
        return
    big = (match["big"] or match["first"]).lower()
    stated = [_sum(match, "a", "first", "less")] + ([_sum(match, "b", "big", "rest")] if match["b"] else [])
    leaps = not match["unit"] and re.match(r"t[ỷỉ]", big) and "nghìn" in match["less"] and "triệu" not in match["less"]
    values = [round(one / SCALES[big], 9) for one in stated if one is not None]
    if len(values) < len(stated) or leaps:
        return
    if match["b"] and re.match(r"lên|xuống", match["dash"], re.IGNORECASE):
        values = values[1:]
    unit, end = _with_rate(match, _money_unit(f"{big} đồng"), match.end("unit") if match["unit"] else match.end())
    last = values[1] if len(values) > 1 else None
    yield Quantity(_span(match, max(end, match.end())), values[0], last, unit, _comparator(match), end, "money")


def _sum(match: re.Match[str], figure: str, scale: str, rest: str) -> float | None:
    """A figure with its scales, in ones."""
    value, size = value_of(match[figure]), SCALES[match[scale].lower()]
    more = added(match[rest], size)
    return None if value is None or more is None else value * size + more


def money_in_words(match: re.Match[str]) -> Iterator[Quantity]:
    """ "năm trăm triệu đồng", "một tỷ hai trăm triệu đồng", "5 trăm triệu đồng"."""
    stated = sum_of(match["a"])
    if stated is not None:
        unit, end = _with_rate(match, _money_unit(f"{stated[1]} đồng"), match.end("unit"))
        yield Quantity(_span(match, end), round(stated[0], 9), None, unit, _comparator(match), end, "money")


def scaled(match: re.Match[str]) -> Iterator[Quantity]:
    """ "250 triệu" with đồng left out."""
    if not numbers(match):
        yield from _quantity(match, _money_unit(f"{match['unit']} đồng"), match.end(), match.end("unit"), "money")


def change(match: re.Match[str]) -> Iterator[Quantity]:
    """ "từ 12 người lên 25 người": what it is to become."""
    value = _sum(match, "a", "scale", "rest") if match["scale"] else value_of(match["a"])
    if value is not None:
        unit, end = _with_rate(match, match["noun"].lower(), match.end("noun"))
        yield Quantity((match.start(), max(end, match.end())), value, None, unit, "=", match.start("noun"), "count")


def counted(match: re.Match[str]) -> Iterator[Quantity]:
    """A figure with a noun of the lexicon: things counted, and measures."""
    stated = values(match)
    case = CountCase(match, *stated) if stated else None
    if case is None or not COUNTS.of(case).says:
        return
    figures, raised = _whole_numbers(case), match["raised"] or ""
    if figures is None:
        return
    printed = (case.printed if case.printed.isupper() else case.noun) + raised
    parts = whole(match, printed)
    own, end = (parts, match.end("part")) if parts and match["part"] else (Whole(), match.end("noun") + len(raised))
    unit, rated = _with_rate(match, printed + own.unit, end)
    kind = "measure" if case.measure or (parts and match["part"]) else "count"
    start = rated if kind == "measure" else match.start("noun")
    span = _span(match, max(rated, match.end()) if parts else rated)
    first, last = figures
    low, high = (round(first + own.more, 9), None) if last is None else (first, round(last + own.more, 9))
    yield Quantity(span, low, high, unit, _comparator(match, kind == "count"), start, kind)


def joined(match: re.Match[str]) -> Iterator[Quantity]:
    """ "2km500", "3m20": a length or weight with its decimals behind the unit."""
    stated, last = joined_values(match)
    if stated is not None and COUNTS.of(CountCase(match, stated, last)).says:
        unit, end = _with_rate(match, match["noun"].lower(), match.end())
        yield Quantity(_span(match, end), stated, last, unit, _comparator(match), end, "measure")


def _whole_numbers(case: CountCase) -> tuple[float, float | None] | None:
    """The figures in ones: of "3,5 nghìn cây", and of "12,500 cây" whose comma groups thousands; None where their
    scales do not fall."""
    scale = SCALES.get((case.match["scale"] or "").lower())
    if scale:
        more = added(case.match["rest"], scale)
        if more is None:
            return None
        once = case.first * scale
        return (once + more, None) if case.last is None else (once, case.last * scale + more)
    if not whole_only(case.noun):
        return case.first, case.last
    first, last = thousands(case.match["a"]), thousands(case.match["b"] or "")
    return case.first if first is None else first, case.last if last is None else last


def unlisted(match: re.Match[str]) -> Iterator[Quantity]:
    """A count of something outside the lexicon: the next word is the unit, where the context says it is counted."""
    stated = values(match)
    case = CountCase(match, *stated) if stated else None
    if case is None or not UNLISTED.of(case).says:
        return
    at = match.start("noun")
    unit, end = _with_rate(match, case.word, at + len(case.word))
    grouped = thousands(match["a"]) if unit == case.word else None
    for item in _quantity(match, unit, end, at, "count"):
        yield item if grouped is None else item._replace(value=grouped)
