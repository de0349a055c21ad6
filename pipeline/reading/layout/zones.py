"""Head, title, body and foot of a document, line by line (Nghị định 30/2020/NĐ-CP, Điều 8)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.assets import lines as entries
from pipeline.reading.layout.paragraphs import DANGLING, Unit
from pipeline.records import BlockKind
from pipeline.text.outline import label_of
from pipeline.text.unicode import fold

_HEAD_SEARCH = 40  # a document type further down than this is no head
_TITLE_MOST = 12

_MOTTO = re.compile(
    r"cong hoa xa hoi chu nghia viet nam|dang cong san viet nam|doc lap\s*[-–]\s*tu do\s*[-–]\s*hanh phuc"
)
_PLACE_DATE = re.compile(r"[^\W\d_][^\d,]{1,40},\s*ngày[^,;]{0,14}\btháng\b[^,;]{0,12}\bnăm\b")
_RULE = re.compile(r"[-_=*.–—\s]{3,}$")
_GAP = re.compile(r"(?<=\S)(?:[ \u00a0]{4,}|\s*\t\s*)(?=\S)")
_AUTHORITY = re.compile(r"(?:TM|T/M|KT|K/T|TL|T/L|TUQ|Q)\s?\.?\s+[A-ZĐỦỤÂĂÊÔƠƯÁÀẢÃẠ]")
_OFFICE = re.compile(
    r"(?:PHÓ |QUYỀN |Q\. ?)?(?:CHỦ TỊCH|CHỦ NHIỆM|GIÁM ĐỐC|BÍ THƯ|TRƯỞNG BAN|TRƯỞNG PHÒNG|"
    r"CHÁNH VĂN PHÒNG|CỤC TRƯỞNG|"
    r"HIỆU TRƯỞNG|TRƯỞNG CÔNG AN|BỘ TRƯỞNG|THỦ TƯỚNG|TỔNG BÍ THƯ|VIỆN TRƯỞNG|CHỈ HUY TRƯỞNG|THỨ TRƯỞNG|"
    r"CHÁNH THANH TRA)\b"
)
_RECIPIENTS = re.compile(r"noi nhan\s*:?\s*$|noi nhan\s*:|kinh gui noi nhan")
_ANNEX = re.compile(r"(?:PHỤ LỤC|BIỂU|DANH MỤC|DANH SÁCH|BẢNG|PHỤ BIỂU)\b|Phụ lục(?:\s+[IVX\d]+)?\s*(?:[:.(]|$)")
_BASIS = re.compile(
    r"(?:Căn cứ|Thực hiện|Triển khai|Tiếp tục thực hiện|Trên cơ sở|Để |Nhằm |Xét |Theo |Thi hành|Quán triệt|"
    r"Ủy ban nhân dân|Uỷ ban nhân dân|UBND|Đảng ủy|Đảng uỷ|Ban Thường vụ|Ban Chấp hành|Ban Chỉ đạo|"
    r"Sở |Chủ tịch|Hội đồng)"
)
_CITING = re.compile(r"\b(?:số|ngày|luật|nghị quyết|nghị định|quyết định|kế hoạch|chỉ thị|công văn)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the document; `kind` None is the body."""

    kind: BlockKind | None
    name: str

    def joins(self, before: Unit, after: Unit, goes_on: bool) -> bool:
        """Whether `after` belongs to the paragraph of `before`, both in this zone."""
        if before.line.kind == "row" or after.line.kind == "row":
            return False
        if self.name == "title":
            return True
        if self.name == "foot":
            return _foot_goes_on(before, after)
        return self.kind is None and goes_on


_HEAD, _TYPE, _TITLE = Zone("head", "head"), Zone("title", "type"), Zone("title", "title")
_BODY, _FOOT = Zone(None, "body"), Zone("foot", "foot")


def zones(units: Sequence[Unit]) -> list[Zone]:
    """The zone of each unit."""
    out = [_BODY] * len(units)
    begin = _head(units, out)
    foot = _foot_start(units, begin)
    if foot is not None:
        for index in range(foot, len(units)):
            if index > foot and (units[index].line.kind == "row" or _ANNEX.match(units[index].text)):
                break
            out[index] = _FOOT
    return out


_LISTED_WITH_OFFICE = re.compile(rf"\s*[-–]\s.{{3,90}}?[;.,]\s+(?=(?:{_AUTHORITY.pattern}|{_OFFICE.pattern}))")


_ARCHIVE_WITH_OFFICE = re.compile(rf"\s*[-–]?\s*Lưu.{{1,50}}?[.;]\s+(?=(?:{_AUTHORITY.pattern}|{_OFFICE.pattern}))")
_ARCHIVE_WITH_NAME = re.compile(r"\s*[-–]?\s*Lưu\s*:?[^.;]{1,40}[.;]\s+(?=(?:[^\W\d_a-z][^\W\d_]*\s*){2,5}$)")


_BLANK_NUMBER = re.compile(r"\s*Số\s*:?\s*")
"""A number left blank: the gap behind it parts no columns."""


def split_columns(text: str, index: int) -> int | None:
    """Where the right column begins in a line that holds both columns of a head or foot, else None.

    Args:
        text: the line, its white space untouched.
        index: how many lines of text stand above it.
    """
    for gap in _GAP.finditer(text):
        left, right = text[: gap.start()], text[gap.end() :]
        if _BLANK_NUMBER.fullmatch(left):
            continue
        if index < 16 and (_is_head_part(right) or _is_head_part(left)):
            return gap.end()
        if _AUTHORITY.match(right) or _OFFICE.match(right) or fold(left.strip()).startswith("noi nhan"):
            return gap.end()
        if left.strip().startswith("-") and index > 16 and _is_name_or_office(right):
            return gap.end()
    if index < 16:
        found = _MOTTO.search(fold(text))
        # In running text ("Căn cứ Điều lệ Đảng Cộng sản Việt Nam") the name is not all in capitals.
        if found and found.start() > 3 and ("oc lap" in found.group() or text[found.start() : found.end()].isupper()):
            return found.start()
        dated = re.match(r"\s*(?:Số|S6)\b.{1,30}?[-/][A-ZĐƯ][^\s,]*\s+(?=[^\W\d_][^,]{1,40},\s*ngày)", text)
        if dated:
            return dated.end()
    listed = None
    if index > 16:
        listed = _LISTED_WITH_OFFICE.match(text) or _ARCHIVE_WITH_OFFICE.match(text) or _ARCHIVE_WITH_NAME.match(text)
    if listed:
        return listed.end()
    found_office = re.match(r"\s*Nơi nhận\s*:\s+(?=\S)", text)
    if found_office and (_AUTHORITY.match(text[found_office.end() :]) or _OFFICE.match(text[found_office.end() :])):
        return found_office.end()
    return None


def _is_head_part(text: str) -> bool:
    return bool(_MOTTO.search(fold(text)) or _PLACE_DATE.search(text))


def _is_name_or_office(text: str) -> bool:
    words = text.split()
    return bool(_OFFICE.match(text)) or (2 <= len(words) <= 5 and all(word[:1].isupper() for word in words))


@cache
def _types() -> frozenset[str]:
    return frozenset(fold(entry) for entry in entries("document_types.txt"))


def is_type_line(text: str) -> bool:
    """Whether a line is the name of a kind of document in capitals, alone or before the title ("KẾ HOẠCH")."""
    words = text.strip(" *_#").split()
    leading = []
    for word in words:
        if not (word.isupper() and word.isalpha()):
            break
        leading.append(word)
    upper = len(leading)
    return any(fold(" ".join(leading[:n])) in _types() for n in range(min(upper, 5), 1, -1)) and (
        upper == len(words) or not _AUTHORITY.match(text)
    )


def _head(units: Sequence[Unit], out: list[Zone]) -> int:
    """Marks head, type line and title; gives the index where the body begins."""
    at = next((i for i, u in enumerate(units[:_HEAD_SEARCH]) if _opens(units, i)), None)
    if at is None:
        return _letter_head(units, out)
    out[:at] = [_HEAD] * at
    out[at] = _TYPE
    index = at + 1
    while index < len(units) and index - at <= _TITLE_MOST:
        if not _in_title(units, at, index):
            break
        out[index] = _TITLE
        index += 1
    while index < len(units) and _RULE.match(units[index].text) and index - at < _TITLE_MOST:
        out[index] = _HEAD
        index += 1
    return index


def _opens(units: Sequence[Unit], index: int) -> bool:
    unit = units[index]
    if not is_type_line(unit.text) or unit.column == "left":
        return False
    return index == 0 or not _all_upper_continues(units, index)


def _all_upper_continues(units: Sequence[Unit], index: int) -> bool:
    """A line of capitals that goes on a heading above it ("... CỦA" / "KẾ HOẠCH")."""
    above = units[index - 1]
    return label_of(above.text) is not None and above.text.isupper() and not above.text.endswith((".", ":"))


def _in_title(units: Sequence[Unit], at: int, index: int) -> bool:
    unit = units[index]
    text = unit.text
    if unit.line.kind == "row" or _RULE.match(text):
        return False
    label = label_of(text)
    if label and not (label.style == "dash" and index > at + 1):
        return False
    first = index == at + 1
    if first:
        return not (_BASIS.match(text) and (_cites(text) or len(text) > 400)) or _short_and_quoting(units, index)
    if units[index - 1].line.whole or unit.line.whole:
        return (
            text[:1].islower()
            or bool(DANGLING.search(units[index - 1].text))
            or (text[:1] in '(“"' and len(text) < 120)
            or text.isupper()
        )
    if _BASIS.match(text) and (_cites(text) or unit.blank_before or _full(units, index)):
        return False
    if text.startswith("Kính gửi"):
        return False
    return not _body_by_geometry(units, at, index)


def _cites(text: str) -> bool:
    return bool(_CITING.search(text[8:]))


def _short_and_quoting(units: Sequence[Unit], index: int) -> bool:
    """A title that itself begins "Thực hiện Kế hoạch ..." is followed by the basis proper."""
    ahead = units[index + 1 : index + 8]
    return len(units[index].text) < 250 and any(_BASIS.match(unit.text) and _cites(unit.text) for unit in ahead)


def _full(units: Sequence[Unit], index: int) -> bool:
    lengths = sorted(len(unit.text) for unit in units)
    return len(units[index].text) >= 0.9 * lengths[int(0.85 * (len(lengths) - 1))]


def _body_by_geometry(units: Sequence[Unit], at: int, index: int) -> bool:
    """A title is centred: a line flush with the body's margins or indented to one side is none."""
    box, anchor = units[index].line.box, units[at].line.box
    if box is None or anchor is None:
        return False
    middle, axis = (box[0] + box[2]) / 2, (anchor[0] + anchor[2]) / 2
    return abs(middle - axis) > 12 and not units[index].line.bold


def _letter_head(units: Sequence[Unit], out: list[Zone]) -> int:
    """The head of a document that names no kind (a công văn): all above "Kính gửi"."""
    at = next((i for i, u in enumerate(units[:_HEAD_SEARCH]) if fold(u.text).startswith("kinh gui")), None)
    if at is None:
        heads = [i for i, u in enumerate(units[:_HEAD_SEARCH]) if _MOTTO.search(fold(u.text)) or u.column]
        at = heads[-1] + 1 if heads else 0
    out[:at] = [_HEAD] * at
    return at


def _foot_start(units: Sequence[Unit], begin: int) -> int | None:
    named = [i for i in range(begin, len(units)) if _RECIPIENTS.match(fold(units[i].text))]
    signed = [i for i in range(begin, len(units)) if _AUTHORITY.match(units[i].text) and len(units[i].text) < 80]
    if not named and not signed:
        return _bare_signature(units, begin)
    start = named[0] if named else signed[0]
    while start > begin and _belongs_to_foot(units[start - 1]):
        start -= 1
    return start


def _bare_signature(units: Sequence[Unit], begin: int) -> int | None:
    tail = range(max(begin, len(units) - 6), len(units))
    return next((i for i in tail if _OFFICE.match(units[i].text) and units[i].text.isupper()), None)


def _belongs_to_foot(unit: Unit) -> bool:
    return (
        bool(_AUTHORITY.match(unit.text) or (_OFFICE.match(unit.text) and unit.text.isupper())) and len(unit.text) < 80
    )


def _foot_goes_on(before: Unit, after: Unit) -> bool:
    if before.column != after.column or label_of(after.text) or before.text.endswith((";", ".", ":")):
        return False
    if _belongs_to_foot(before) and not after.text.isupper():  # what OCR makes of a signature
        return False
    if _AUTHORITY.match(after.text) or _OFFICE.match(after.text) or after.text.startswith(("Nơi nhận", "Lưu")):
        return False
    dashed = before.text.startswith(("-", "–", "+", "Lưu")) or after.text[:1].islower()
    return dashed and not (after.blank_before and _is_name_or_office(after.text)) and not after.text.isupper()
