"""The parts of one citation: kind, issuer, date, title, pin-point, each with its span."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from pipeline.assets import lines
from pipeline.extraction.casing import proper_case
from pipeline.grammar import bodies
from pipeline.text.letters import UPPER
from pipeline.text.patterns import either
from pipeline.text.spans import Span
from pipeline.vietnam.document_symbols import issuers
from pipeline.vietnam.issuers import contradicts_symbol

DATE = re.compile(
    r"[\s,(]*(?:ban hành\s+|ký\s+)?(?P<date>(?:ngày\s*){0,2}(?P<d>\d{1,2})\s?[/.\-]\s?(?P<m>\d{1,2})"
    r"\s?[/.\-]\s?(?P<y>(?:19|20)\d{2})"
    r"|(?:ngày\s+){1,2}(?P<d2>\d{1,2})\s+tháng\s+(?P<m2>\d{1,2})\s+năm\s+(?P<y2>\d{4})|năm\s+(?P<y3>(?:19|20)\d{2}))(?!\d)\)?",
    re.IGNORECASE,
)


OF = re.compile(r"[\s,]*(?:của|do|CỦA|DO)\s+")


_AND = r"(?:\s?,\s?|\s+(?:và|đến)\s+|\s?-\s?)"
_POINTS = rf"(?:các\s+)?điểm\s+[a-zđ](?!\w)(?:{_AND}(?:điểm\s+)?[a-zđ](?!\w))*"
_CLAUSES = rf"(?:các\s+)?khoản\s+\d{{1,2}}(?:{_AND}(?:khoản\s+)?\d{{1,2}}(?!\w))*"
_ARTICLES = rf"(?:các\s+)?[Đđ]iều\s+\d{{1,3}}[a-zđ]?(?:{_AND}(?:[Đđ]iều\s+)?\d{{1,3}}[a-zđ]?(?!\w))*"
_PLACE = rf"(?:(?:{_POINTS}|{_CLAUSES})(?:{_AND}|[,\s]+))*{_ARTICLES}"
_DIVISION = r"(?:Mục|mục|Phần|phần|Chương|chương|Phụ lục|Mẫu số|Biểu)\s+[IVX\d]+(?:\.\d+)*"
_PIN = re.compile(
    rf"(?:từ\s+)?({_PLACE}(?:(?:\s?[,;]\s?|\s+và\s+){_PLACE})*|(?:{_DIVISION}[,\s]+)*{_DIVISION})"
    r"[,\s]+(?:của\s+|(?:ban hành\s+)?kèm theo\s+)?$"
)
_PIN_NEEDS = ("iều", "ục", "hần", "hương", "Mẫu số", "Biểu")
"""Every pin-point contains one of these words."""
_PIN_REACH = 120  # characters before a mention


def pinned(text: str, at: int) -> tuple[int, str | None]:
    """Start of a mention named at `at` with its pin-point included, and the pin-point ("khoản 3 Điều 7")."""
    before = text[max(0, at - _PIN_REACH) : at]
    found = _PIN.search(before) if any(word in before for word in _PIN_NEEDS) else None
    return (at - len(found.group()), " ".join(found.group(1).split())) if found else (at, None)


_PIN_AFTER = re.compile(r"\s*\(((?:điểm [a-zđ] )?(?:khoản \d+ )?Điều \d+[a-z]?)\)")


_TITLE = re.compile(
    r"[\s,]*(?P<title>(?:về(?: việc)?|v/v|ban hành|phê duyệt|quy định|hướng dẫn|sửa đổi|triển khai|thực hiện|"
    r"phát động|tổ chức|công bố|"
    r"bổ sung|thành lập|giao|tăng cường|cập nhật)\s.+)",
    re.IGNORECASE,
)


_TRAILING_ISSUER = re.compile(
    r"\s+của\s+((?:Bộ Chính trị|Ban Bí thư|Chính phủ|Thủ tướng Chính phủ|Quốc hội|Ủy ban Thường vụ Quốc hội|"
    r"Ban Chấp hành Trung ương"
    r"|(?:Ban Thường vụ |Ban Chấp hành )?(?:Tỉnh ủy|Thành ủy|Đảng ủy)|(?:Chủ tịch )?(?:UBND|Ủy ban nhân dân|HĐND|"
    r"Hội đồng nhân dân)|Bộ)"
    r"(?:\s+[^\W\d_][^,;.]{0,40})?)(?=$|,)"
)


_ISSUER_BEFORE = re.compile(
    rf"(?:của|do)\s+(?P<issuer>(?!Kế hoạch|Nghị quyết|Quyết định)[{UPPER}](?:(?!\bsố\b)[^,;.:()\[\n]){{2,80}}?)"
    r"(?:\s+|\s*[(\[]\s*)(?:(?:được\s+)?(?:quy định|ban hành)\s+(?:kèm\s+)?)?(?:[Tt]ại|[Tt]heo)\s+(?:các\s+)?$"
)


_ISSUING = re.compile(
    r"(?<!\w)(?:Thủ tướng Chính phủ|Chính phủ|Quốc hội|Văn phòng Chính phủ|VPCP|"
    r"Thanh tra Chính phủ|Ngân hàng Nhà nước|NHNN|"
    rf"(?:Bộ|Cục|Tổng cục|Sở|Ban)\s(?=[{UPPER}])|UBND|Ủy ban nhân dân|HĐND|Hội đồng nhân dân|Tỉnh ủy|Thành ủy|Đảng ủy)"
)
_HAS_ISSUED = re.compile(
    r"(?P<issuer>(?:(?!\sđã\s)[^,;.:()“”\n]){2,70}?)\s+(?:(?:đã|vừa|mới|cũng|tiếp tục)\s+)*"
    r"(?:(?:hoàn chỉnh|xây dựng|thống nhất|nghiên cứu)\s+và\s+)?(?:có|ban hành|ký ban hành)\s+"
    r"(?:(?:ý kiến|văn bản)?\s*(?:chỉ đạo|hướng dẫn)\s+tại\s+)?(?:các\s+)?"
)
_ISSUED_ON = re.compile(
    r"(?:^|[\s(])(?P<date>[Nn]gày\s+(?P<d>\d{1,2})(?:[/.\-]|\s+tháng\s+)(?P<m>\d{1,2})(?:[/.\-]|\s+năm\s+)"
    r"(?P<y>(?:19|20)\d{2}))(?:\s*,\s*tại\s+|\s*,?\s+(?P<issuer>[^,;.:()“”\n]{2,60}?)\s+"
    r"(?:(?:đã|tiếp tục)\s+)*(?:có|ban hành|thông qua)\s+)$"
)
"""The day on which a body issued the paper named behind: "Ngày 26 tháng 5 năm 1997, X đã ban hành Chỉ thị ..."."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A reference as found, before it is numbered: its fields with their spans."""

    span: Span
    type: str | None
    number: str | None
    symbol: str | None
    canonical: str | None
    date: str | None = None
    date_span: Span | None = None
    issuer: str | None = None
    issuer_span: Span | None = None
    title: str | None = None
    article: str | None = None
    core: Span = (0, 0)
    """The number with its symbol (or the law's name) alone."""
    by: str = ""
    """The rule that found it."""
    confidence: float = 0.97


@cache
def kind_words() -> re.Pattern[str]:
    kinds = either(kind.lower() for kind in lines("document_types.txt"))
    return re.compile(rf"(?<!\w)(?P<kind>{kinds})(?!\w)", re.IGNORECASE)


@cache
def kind_names() -> dict[str, str]:
    return {entry.lower(): entry for entry in lines("document_types.txt")}


def completed(text: str, mention: Mention, limit: int) -> Mention:
    """Date, issuer, title and pin-point around a number; `limit` is where the next number begins."""
    limit = min(limit, wall_after(text, mention.span[1]))
    found, at = _date_and_issuer(text, mention, limit)
    found = _with_issuer_before(text, found)
    found = _with_day_before(text, found)
    found = _with_title(text, found, at, limit)
    return _pinned(text, found, max(at, mention.span[1]))


def _date_and_issuer(text: str, mention: Mention, limit: int) -> tuple[Mention, int]:
    """The mention with the date and the issuer right behind it, in either order, and where they end."""
    at = mention.span[1]
    for _ in range(2):
        dated = DATE.match(text, at, limit)
        if dated and mention.date is None and not dated["date"].startswith("Ngày "):  # that opens another sentence
            mention, at = replace(mention, date=edtf(dated), date_span=dated.span("date")), dated.end()
        of = OF.match(text, at, limit)
        if of and mention.issuer is None:
            end = issuer_end_at(text, of.end(), limit)
            other = "do " in of.group().lower() and contradicts_symbol(text[of.end() : end], mention.canonical or "")
            if end > of.end() and not other:
                issuer = bodies.normal(proper_case(text[of.end() : end].strip(), text))
                mention, at = replace(mention, issuer=issuer, issuer_span=(of.end(), end)), end
    return mention, at


def _with_issuer_before(text: str, mention: Mention) -> Mention:
    """The mention with the body in front of it, where it names none itself."""
    before = None if mention.issuer else _issuer_before(text, mention.span[0])
    return replace(mention, issuer=before) if before and _can_be_of(mention, before) else mention


def _can_be_of(mention: Mention, issuer: str) -> bool:
    return not contradicts_symbol(issuer, mention.canonical or "")


def _with_day_before(text: str, mention: Mention) -> Mention:
    """The mention with the day in front of it on which it was issued, where it bears none itself."""
    start = mention.span[0]
    day = None if mention.date else _ISSUED_ON.search(text, max(0, start - _ISSUED_REACH), start)
    if day is None:
        return mention
    return replace(mention, date=f"{day['y']}-{int(day['m']):02d}-{int(day['d']):02d}", date_span=day.span("date"))


_ISSUED_REACH = 110  # characters


def _with_title(text: str, mention: Mention, at: int, limit: int) -> Mention:
    """The mention with the title that begins at `at`; an issuer at the title's end is none of its words."""
    titled = None if mention.title is not None else _TITLE.match(text[at : _title_limit(text, at, limit)])
    if titled is None:
        return mention
    title = _title(titled.group("title"))
    trailing = _TRAILING_ISSUER.search(title)
    if trailing is None or mention.issuer is not None or not _can_be_of(mention, trailing.group(1)):
        return replace(mention, title=title)
    shift = text.find(trailing.group(1), at, limit)
    span = (shift, shift + len(trailing.group(1))) if shift >= 0 else None
    issuer = bodies.normal(trailing.group(1))
    return replace(mention, issuer=issuer, issuer_span=span, title=title[: trailing.start()])


def _pinned(text: str, mention: Mention, end: int) -> Mention:
    """The mention as far as `end`, with its pin-point."""
    start, article = pinned(text, mention.span[0])
    after = _PIN_AFTER.match(text, mention.span[1])
    return replace(mention, span=(start, end), article=after.group(1) if article is None and after else article)


def wall_after(text: str, at: int) -> int:
    """End of the line or table cell that contains `at`: no citation extends beyond it."""
    line = text.find("\n", at)
    line = line if line >= 0 else len(text)
    cell = text.find("\t", at, line)
    return cell if cell >= 0 else line


def wall_before(text: str, at: int) -> int:
    """Start of the line or table cell that contains `at`."""
    line = text.rfind("\n", 0, at) + 1
    return max(line, text.rfind("\t", line, at) + 1)


def _issuer_before(text: str, at: int) -> str | None:
    """The body in front of a mention: "chỉ đạo của X tại ...", "X đã ban hành ..."."""
    low = max(at - 120, wall_before(text, at))
    stated = _ISSUER_BEFORE.search(text, low, at)
    if stated:
        return bodies.normal(stated.group("issuer"))
    for head in reversed(list(_ISSUING.finditer(text, low, at))):
        issued = _HAS_ISSUED.fullmatch(text, head.start(), at)
        if issued:
            beside = "Bộ Chính trị, " if text.endswith("Bộ Chính trị, ", low, head.start()) else ""
            return bodies.normal(beside + issued["issuer"])
    return None


_CITES_ANOTHER = re.compile(
    rf"(?<![,;])(?<!và)\s(?:của\s+|theo\s+)?(?P<kind>[{UPPER}][^\W\d_]+(?:\s[^\W\d_]+){{0,2}})\s+số\s*:?\s*$"
)


def _title_limit(text: str, at: int, limit: int) -> int:
    """How far a title can extend: past the number of a document that it names ("hướng dẫn thi hành Nghị định số")."""
    cited = _CITES_ANOTHER.search(text, max(at, limit - _KIND_MOST), limit)
    if cited is None or cited["kind"].lower() not in kind_names():
        return limit
    most = min(limit + _TITLE_MOST, len(text))
    end = _ENDS_TITLE.search(text, limit, most)
    return end.start() if end else most


_KIND_MOST = 100  # characters of the words in front of a number that name the kind of its paper
_ENDS_TITLE = re.compile(r"[;\n\t]|\.\s|\.$")


_ACTS = (
    r"(?:UBND|Ủy ban nhân dân|Chủ tịch|Sở|Bộ|Đảng ủy|Ban Thường vụ|Ban Chỉ đạo|Ban Thường trực|Công an|Phòng|Trường)\s"
    r"[^,;.]{0,60}?\s?(?:yêu cầu|đề nghị|ban hành|xây dựng|hướng dẫn|thông báo|báo cáo)(?!\w)"
)
"""The body whose sentence goes on behind the title of a paper: "..., Sở Y tế xây dựng kế hoạch như sau:"."""


_KINDS_OF_PAPERS = "Thông tư liên tịch|Thông tư|Nghị định|Nghị quyết|Quyết định|Kế hoạch|Chỉ thị|Công văn|Luật"


def _title(words: str) -> str:
    end = re.search(
        rf"[;\n]|\.\s|\.$|(?<=[”\"]),|,\s+(?={_ACTS})|"
        r"\s+(?:và|,)\s+(?=(?:Quyết định|Nghị quyết|Kế hoạch|Chỉ thị|Công văn)\s+số)|"
        rf"\s*(?:,|và)\s+(?:{_KINDS_OF_PAPERS})(?:\s+số)?\s*:?$|"
        r"\s\(?(?:(?:nghị quyết|nghị định|thông tư|quyết định)\s+)?có hiệu lực(?!\w)|\s\((?:sau đây|gọi|viết) |"
        r"(?<!quy định)\s+như sau:?$",
        words,
    )
    return " ".join(words[: end.start() if end else len(words)].split())[:_TITLE_MOST].rstrip(" ,.;")


_TITLE_MOST = 300  # characters of the title of a cited paper


def edtf(found: re.Match[str]) -> str | None:
    if found.group("y3"):
        return found.group("y3")
    day, month = int(found.group("d") or found.group("d2")), int(found.group("m") or found.group("m2"))
    year = found.group("y") or found.group("y2")
    return f"{year}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else None


_ISSUER_END = re.compile(
    r"[;:.()\[“\"\n\t|]|\s(?:Quy định|Ban hành|Phê duyệt|Sửa đổi|Công bố)(?!\w)|"
    rf",(?!\s+(?:(?:[{UPPER}][^\W\d_]*\s+){{1,3}}và\s+[{UPPER}]|khoa học|công nghệ|đổi mới|chống))|"
    r"\s+(?:về|ban hành|phê duyệt|quy định|hướng dẫn|sửa đổi|bổ sung|triển khai|"
    rf"thực hiện|phát động|tổ chức(?!\s+[{UPPER}])|công bố|thành lập|giao|cập nhật|"
    r"v/v|tại|trong|đã|được|và(?=\s+(?:các|những|một|Luật|Bộ luật)\b|\s+(?!phát triển|đào tạo|môi trường|công nghệ|"
    r"du lịch|xã hội|đầu tư|truyền thông)[a-zđ])|"
    r"ngày|số|năm|trên|nhằm|để|với|theo|cho|đến|kèm|có|là|yêu cầu|chỉ đạo|đối|nêu|tăng cường|khóa|phải|bằng|xác định|"
    r"do|trình|gắn|từ|bảo đảm|đảm bảo|đẩy mạnh|hoàn thành|góp phần|phù hợp|gồm|sau|trước|khi|"
    r"khoảng|gửi|Nghị quyết|Quyết định|Kế hoạch|"
    r"Chỉ thị|Nghị định|Thông tư|Công văn|Chương trình|Hướng dẫn|Kết luận)(?!\w)"
)


_STEERING = re.compile(r"(?:Ban Chỉ đạo|Tiểu ban|Hội đồng(?! nhân dân)|Tổ công tác|Ủy ban Quốc gia)\b")


_STEERING_END = re.compile(r"[;:.()\[“\"\n\t|]|,\s+gửi\b|\s(?:ban hành|đã|được|yêu cầu|ngày|số|nêu)\b")


_ISSUER_START = re.compile(rf"[{UPPER}]|(?:liên|thành phố|tỉnh|xã|phường|thị|huyện|ủy|cấp|đảng|hội đồng|sở|bộ|ban)\b")


_TERM = re.compile(r"\s+khóa\s+[IVX]+(?!\w)")


@cache
def _central_names() -> re.Pattern[str]:
    """A central body by its whole name, where the sentence goes on in small letters and not with more of the name."""
    names = either(issuer.name for issuer in issuers().values())
    return re.compile(rf"{names}(?=\s(?!khóa|nước|tỉnh|thành phố|xã|phường|và\s)[a-zđ])")


def issuer_end_at(text: str, start: int, limit: int) -> int:
    """Where the issuer's name that begins at `start` ends; `start` itself where none begins there."""
    if not _ISSUER_START.match(text, start):
        return start
    if text[start : start + 8].isupper():  # a title in capitals: the same words end the name there
        small = text[start : min(limit, start + 160)].lower()
        found = _ISSUER_END.search(small)
        return start + (found.start() if found else len(small.rstrip()))
    central = _central_names().match(text, start, limit)
    if central:
        return central.end()
    ending = _STEERING_END if _STEERING.match(text, start) else _ISSUER_END
    found = ending.search(text, start, min(limit, start + 160))
    end = found.start() if found else min(limit, start + 160)
    term = _TERM.match(text, end)
    if term:
        return term.end()
    return bodies.trimmed(text, start, end)[1]
