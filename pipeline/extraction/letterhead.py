"""The letterhead as one text: motto, number, place and date, names of the issuing bodies, however its lines are broken.

Nghị định 30/2020/NĐ-CP, annex I, part II, 1 to 4; Party papers after 05-HD/VPTW. Converters and narrow columns break
each of them anywhere ("CỘNG HÒA XÃ HỘI" / "CHỦ NGHĨA VIỆT NAM", "Đồng Nai, ngày 20" / "tháng 11 năm 2025", "Số:" /
"2820/QĐ-UBND"), so what is found is struck out of the whole head, and the names are what is left in capitals.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.extraction.casing import UNIT
from pipeline.records import Block
from pipeline.text.letters import CODE, CODE_SMALL, LOWER, UPPER
from pipeline.text.spans import Span
from pipeline.text.unicode import fold

_STRUCK = "\0"
_NAME_WORD = rf"[{UPPER}][{LOWER}]*['’]?[^\W\d_]*"

_MOTTO = re.compile(
    r"cong\s+hoa\s+xa\s+hoi\s+chu\s+nghia\s+viet\s+nam|dang\s+cong\s+san\s+viet\s+nam|"
    r"doc\s+lap\s*[^\w\s]?\s*tu\s+do\s*[^\w\s]?\s*hanh\s+phuc"
)
_RULE = re.compile(r"[-–—_=*.…─═~]{3,}")
_NUMBER = re.compile(
    r"(?<!\w)S[ốốỐÔô6][ \t]*:?\s*(?P<number>\d{0,5}[A-Za-z]?|[.…_\s]+)\s*"
    r"(?:/\s*(?P<year>(?:19|20)\d\d)\s*)?"
    rf"(?P<sep>[/\-–])\s*"
    rf"(?P<symbol>[{UPPER}][{CODE}{CODE_SMALL}]*(?:[ ]?[-–/,&.][ ]?[{UPPER}&][{CODE}{CODE_SMALL}&\d]*)*)"
)
_DATE = re.compile(
    r"ng.{1,2}y[\s.…_]*(?P<d>\d{1,2})?[\s.…_]*(?:th.{1,2}ng|/)[\s.…_]*(?P<m>\d{1,2})?[\s.…_]*"
    r"(?:n.{1,2}m|/)[\s.…_]*(?P<y>\d{4})?",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"(?P<place>(?:(?:Thành|thành)\s+phố\s+|(?:Thị|thị)\s+xã\s+|TP\.?\s*)?"
    rf"{_NAME_WORD}(?:(?:\s+|\s?-\s?){_NAME_WORD}){{0,4}})(?:\s*,\s*|(?<=[{LOWER}])[ \t]+)$"
)
_DUE = re.compile(r"(?:trước|đến|tới|từ|hết|sau|xong|trong|vào)\s+$", re.IGNORECASE)
"""Stands before a day that a sentence names, which is not the day of the paper."""
_STAMP = re.compile(
    r"(?:HỎA TỐC|HOẢ TỐC|THƯỢNG KHẨN|KHẨN|MẬT|TỐI MẬT|TUYỆT MẬT|DỰ THẢO.*|ĐẾN|CÔNG VĂN ĐẾN|BẢN SAO|SAO Y.*)\W*"
)
_ARRIVAL = re.compile(
    rf"(?:(?<=\n)|^)(?:[{UPPER} ]{{4,80}}\n)?(?:CÔNG VĂN )?ĐẾN(?:\W{{1,3}}(?:Số|Giờ|Ngày)\b[^\n]*)?"
    r"(?:\n(?:Số|Giờ|Ngày|Chuyển|Lưu hồ sơ|Lưu|Số và ký hiệu HS)\s?:[^\n]{0,60}(?=\n|$)){1,6}"
)
"""The stamp of the body that received the paper, its name above "ĐẾN" (Nghị định 30/2020/NĐ-CP, annex IV)."""
_DANGLING = re.compile(
    r"(?:^|\s)(?:ỦY|UỶ|ỦY BAN|UỶ BAN|ỦY BAN NHÂN|UỶ BAN NHÂN|HỘI|HỘI ĐỒNG|HỘI ĐỒNG NHÂN|MẶT|MẶT TRẬN|MẶT TRẬN TỔ|"
    r"LIÊN ĐOÀN|LIÊN|TRUNG|TRUNG TÂM|CHI|VĂN|BAN|BAN CHỈ|BAN CHẤP|BAN THƯỜNG|BAN QUẢN|THỦ|SỞ|BỘ|PHÒNG|TRƯỜNG|BỆNH|"
    r"TỈNH|THÀNH|THÀNH PHỐ|XÃ|PHƯỜNG|HUYỆN|QUẬN|ĐẶC|ĐẶC KHU|VÀ|CỦA|VỀ)$|[-–,&]$"
)
_WHOLE = re.compile(
    r"(?:ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|UBND|HỘI ĐỒNG NHÂN DÂN|HĐND|BAN CHẤP HÀNH|BAN THƯỜNG VỤ|ĐẢNG ỦY|ĐẢNG UỶ|"
    r"TỈNH ỦY|TỈNH UỶ|THÀNH ỦY|THÀNH UỶ|ĐẢNG BỘ|THỦ TƯỚNG|BAN CHỈ ĐẠO|BAN CHỈ HUY.*|ỦY BAN MTTQ.*|"
    r"ỦY BAN MẶT TRẬN.*|UBMTTQ.*|VĂN PHÒNG|HỘI ĐỒNG)$"
)
_NEW = re.compile(
    r"(?:UBND|ỦY BAN|UỶ BAN|UBMTTQ|HỘI ĐỒNG|HĐND|SỞ|PHÒNG|BAN|ĐẢNG|TỈNH ỦY|TỈNH UỶ|THÀNH ỦY|THÀNH UỶ|TRUNG TÂM|CHI CỤC|"
    r"CHI BỘ|TIỂU BAN|TỔ|VĂN PHÒNG|CÔNG AN|BỘ|TRƯỜNG|BCH|BCĐ|HỘI|ĐOÀN|LIÊN ĐOÀN|CÔNG ĐOÀN|CỤC|TỔNG CỤC|TRẠM|"
    r"BỆNH VIỆN|MẶT TRẬN|VIỆN|HỌC VIỆN|ĐẠI HỌC|NGÂN HÀNG|TÒA ÁN|VIỆN KIỂM SÁT|THANH TRA|KHO BẠC|BẢO HIỂM|THUẾ|"
    r"CHÍNH PHỦ|THỦ TƯỚNG|THƯỜNG TRỰC)(?!\w)"
)
_STANDING = re.compile(r"(?:BAN THƯỜNG TRỰC|THƯỜNG TRỰC|BAN THƯỜNG VỤ|BAN CHẤP HÀNH|BCH|BTV|ĐOÀN CHỦ TỊCH)$")
_CHAPTER = re.compile(
    r"(?:BAN CHẤP HÀNH|BCH|BAN THƯỜNG VỤ)\s+(?P<unit>(?:XÃ|PHƯỜNG|ĐẶC KHU|HUYỆN|QUẬN|THỊ XÃ|THÀNH PHỐ|TỈNH)\s.+)$"
)
_GOVERNMENT = re.compile(r"(?:UBND|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|HĐND|HỘI ĐỒNG NHÂN DÂN)(?!\w)")
_PARTY = re.compile(r"(?:ĐẢNG ỦY|ĐẢNG UỶ|TỈNH ỦY|TỈNH UỶ|THÀNH ỦY|THÀNH UỶ|HUYỆN ỦY|HUYỆN UỶ)(?!\w)")
_PART_OF = re.compile(
    r"(?:SỞ|BAN|TIỂU BAN|TỔ|PHÒNG|VĂN PHÒNG|TRUNG TÂM|CHI CỤC|HỘI ĐỒNG|ĐOÀN|CÔNG AN|THANH TRA|TRẠM|CƠ QUAN|"
    r"HỘI|LIÊN ĐOÀN)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A value and its place in the text."""

    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What a head says; None for what it leaves blank."""

    number: Found | None = None
    symbol: Found | None = None
    place: Found | None = None
    date: Found | None = None
    """EDTF; without day or month where those are blank."""
    names: tuple[Found, ...] = ()
    """The bodies named in capitals, the one above first, each on one line."""
    number_end: int = 0
    """Where the line of the number ends: what a letter is about stands below."""


def read_letterhead(text: str, blocks: Sequence[Block], spell: Callable[[str], str] = str) -> Letterhead:
    """The letterhead that these blocks of a text hold.

    Args:
        text: of the document.
        blocks: those above the title, in order.
        spell: puts a line in capitals right where the text comes from OCR.
    """
    if not blocks:
        return Letterhead()
    head = _Head(text, blocks)
    head.strike_all(_ARRIVAL, head.left)
    head.strike_all(_MOTTO, fold(head.left))
    number, symbol, end = _number(head)
    place, date = _place_and_date(head)
    head.strike_all(_RULE, head.left)
    for block in blocks:
        if block.column == "right":
            head.strike((block.start - head.start, block.end - head.start))
    return Letterhead(number, symbol, place, date, tuple(_names(head, spell)), end)


class _Head:
    """The text of a head in which what has been understood is blanked out; offsets stay as they are."""

    def __init__(self, text: str, blocks: Sequence[Block]) -> None:
        self.start, self.left = blocks[0].start, ""
        for block in blocks:
            between = block.start - self.start - len(self.left)
            self.left += ("\n" if between == 1 else _STRUCK * between) + text[block.start : block.end]

    def strike(self, span: Span) -> None:
        self.left = self.left[: span[0]] + _STRUCK * (span[1] - span[0]) + self.left[span[1] :]

    def strike_all(self, pattern: re.Pattern[str], text: str) -> None:
        for found in pattern.finditer(text):
            self.strike(found.span())

    def found(self, value: str, span: Span) -> Found:
        return Found(value, (self.start + span[0], self.start + span[1]))


_MANDATE = re.compile(rf"THEO\s+(?:QUYẾT ĐỊNH|QĐ)[\s{_STRUCK}]*$")
"""Precedes the number of a decision that set up a team, which is part of the team's name and not the paper's number."""


def _number(head: _Head) -> tuple[Found | None, Found | None, int]:
    match, left = None, head.left
    for found in _NUMBER.finditer(left):
        mandate = _MANDATE.search(left, 0, found.start())
        if mandate is None:
            match = found
            break
        head.strike((mandate.start(), found.end()))
    if match is None:
        return None, None, head.start
    digits = match["number"].strip(" .…_\n\t")
    year = f"/{match['year']}" if match["year"] else ""
    end = match.end("year") if year else match.end("number")
    number = head.found(digits + year, (match.start("number"), end)) if digits else None
    symbol = re.sub(r"\s+", "", match["symbol"]).replace("–", "-").rstrip(".,")
    head.strike(match.span())
    return number, head.found(symbol, match.span("symbol")), head.start + match.end()


def _place_and_date(head: _Head) -> tuple[Found | None, Found | None]:
    for match in _DATE.finditer(head.left):
        before = _PLACE.search(head.left, max(match.start() - 60, 0), match.start())
        if before is None and (
            not (match["m"] and match["y"]) or _DUE.search(head.left, max(match.start() - 12, 0), match.start())
        ):
            continue
        place = head.found(" ".join(before["place"].split()), before.span("place")) if before else None
        value = _edtf(match["d"], match["m"], match["y"])
        date = head.found(value, match.span()) if value else None
        head.strike((before.start() if before else match.start(), match.end()))
        return place, date
    return None, None


_LINE_MOST = 400  # characters of a line of place and date, blanks between them included


def place_and_date(text: str, block: Block) -> tuple[Found, Found] | None:
    """Place and date of a paragraph that says nothing else, as papers without a letterhead have it at their end."""
    if block.end - block.start > _LINE_MOST:
        return None
    line = _Head(text, [block])
    place, date = _place_and_date(line)
    return (place, date) if place and date and not line.left.strip(f" .{_STRUCK}") else None


def _edtf(day: str | None, month: str | None, year: str | None) -> str | None:
    """The date as EDTF, as far as it is stated; None without a year."""
    if year is None or not year.startswith(("19", "20")):
        return None
    if month is None or not 1 <= int(month) <= 12:
        return year
    if day is None or not 1 <= int(day) <= 31:
        return f"{year}-{int(month):02d}"
    return f"{year}-{int(month):02d}-{int(day):02d}"


def _names(head: _Head, spell: Callable[[str], str]) -> Iterator[Found]:
    """Names of bodies: lines in capitals, those that go on joined."""
    name, first, last = "", 0, 0
    for line in _apart(head.left):
        words = " ".join(line.group().strip(" *_|#>─-–:").split())
        if not words.isupper() or len(words.split()) > 16 or len(words) < 2 or _STAMP.fullmatch(words):
            continue
        dangling = line.group().rstrip(" *_|#>─:").endswith(("-", "–"))
        words = spell(words)
        whole = _WHOLE.match(name) and not UNIT.search(name)
        cut = _DANGLING.search(name) and not (_opens(words) and _PLACED.search(name))
        goes_on = bool(name) and (bool(cut) or bool(whole) or not _opens(words))
        if name and not goes_on:
            yield head.found(name, (first, last))
        name = f"{name} {words}" if goes_on else words
        name += " -" if dangling else ""
        first, last = (first if goes_on else line.start()), line.end()
    if name:
        yield head.found(name.removesuffix(" -"), (first, last))


def _apart(text: str) -> Iterator[re.Match[str]]:
    """The stretches of a head, a line on which two bodies stand behind each other cut in two."""
    for line in re.finditer(rf"[^\n\t{_STRUCK}]+", text):
        cut = _BEHIND_ANOTHER.match(text, *line.span())
        if cut is None:
            yield line
            continue
        for start, end in ((line.start(), cut.end("above")), (cut.start("own"), line.end())):
            part = re.compile(r".+").match(text, start, end)
            if part is not None:
                yield part


_BEHIND_ANOTHER = re.compile(
    r"(?P<above>[^\n]*?\b(?:XÃ|PHƯỜNG|ĐẶC KHU|TỈNH|THÀNH PHỐ|BỘ)\s(?!PHỐ)"
    r"[^\W\d_]+(?:\s(?!SỞ|CỤC|CÔNG AN)[^\W\d_]+){0,3}?)\s"
    r"(?P<own>(?:SỞ|(?<!HẢI )PHÒNG|CỤC|TỔNG CỤC|ĐẢNG ỦY|ĐẢNG UỶ|CÔNG AN|TRƯỜNG|BAN CHỈ ĐẠO|TRUNG TÂM|CHI CỤC|VĂN PHÒNG|"
    r"ỦY BAN MTTQ|ỦY BAN MẶT TRẬN)\s[^\W\d_]+\s?.*)$"
)
"""A body behind the name of the one above it: "UBND TỈNH LÀO CAI SỞ NỘI VỤ"."""
_PLACED = re.compile(r"\s(?:XÃ|PHƯỜNG|ĐẶC KHU|HUYỆN|TỈNH|THÀNH PHỐ)\s(?!PHỐ)\S+\s\S+$")
"""The end of a name that its place makes whole, though it is a word that begins others: "XÃ TÂN HỘI", "HẢI PHÒNG"."""


def _opens(words: str) -> bool:
    """Whether a line begins a body's name; "TRƯỜNG" alone is the end of "MÔI TRƯỜNG"."""
    return bool(_NEW.match(words) or _OF_YOUTH.match(words)) and " " in words


_OF_YOUTH = re.compile(r"(?:TRUNG ƯƠNG|TỈNH|THÀNH|HUYỆN|QUẬN|XÃ|PHƯỜNG) ĐOÀN(?!\w)")
"""A committee of the youth union, below the union's name."""


def issuing_body(names: Sequence[str]) -> str | None:
    """The body that issues a paper, in capitals, complete with the unit or body that it is part of.

    Args:
        names: as the head has them, the one above first.

    Example:
        >>> issuing_body(["UBND TỈNH KIÊN GIANG", "SỞ Y TẾ"])
        'SỞ Y TẾ TỈNH KIÊN GIANG'
    """
    if not names:
        return None
    last, above = names[-1], names[-2] if len(names) > 1 else ""
    if not above:
        return last
    if _STANDING.match(last):
        return f"{last} {above}"
    chapter = _CHAPTER.match(last)
    if chapter and not _PARTY.match(above):
        return f"{above.removesuffix(' VIỆT NAM')} {chapter['unit']}"
    unit = UNIT.search(above)
    if UNIT.search(last) or not _PART_OF.match(last):
        return last
    if _GOVERNMENT.match(above) and unit:
        return f"{last} {unit.group()}"
    return f"{last} {above}" if _PARTY.match(above) else last
