"""Whether a line below the name of a paper's kind still is of its title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.grammar.rule import Choice, Choices
from pipeline.reading.layout.head_and_foot import belongs_to_foot
from pipeline.reading.layout.joining import DANGLING
from pipeline.reading.layout.marks import AUTHORITY, RULE
from pipeline.reading.layout.paragraphs import Unit
from pipeline.text.outline import label_of
from pipeline.vietnam.signing import APPROVAL

_TITLE_LINE_MOST = 300  # characters in a line of a title below its first
_KIND_MOST = 5  # words: "CHƯƠNG TRÌNH HÀNH ĐỘNG"
_SHORT = 60  # characters
_BASIS = re.compile(
    r"(?:[-–]\s*)?"
    r"(?:Căn cứ|Thực hiện|Triển khai|Tiếp tục thực hiện|Trên cơ sở|Để |Nhằm |Xét |Theo |Thi hành|Quán triệt|"
    r"Ủy ban nhân dân|Uỷ ban nhân dân|UBND|Đảng ủy|Đảng uỷ|Ban Thường vụ|Ban Chấp hành|Ban Chỉ đạo|"
    r"Sở |Chủ tịch|Hội đồng)"
)
_CITING = re.compile(r"\b(?:số|ngày|luật|nghị quyết|nghị định|quyết định|kế hoạch|chỉ thị|công văn)\b", re.IGNORECASE)
DECIDES = re.compile(
    r"(?:ỦY BAN|UỶ BAN|UBND|CHỦ TỊCH|BỘ TRƯỞNG|THỦ TƯỚNG|CHÍNH PHỦ|HỘI ĐỒNG|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|BAN |THƯỜNG TRỰC|"
    r"CHÁNH |TRƯỞNG |HIỆU TRƯỞNG|VIỆN TRƯỞNG|TỔNG |CỤC TRƯỞNG|QUỐC HỘI)"
)
"""Who decides, as the line below a title says."""
_ISSUED_WITH = re.compile(r"\((?:ban hành\s+)?kèm theo\s[^()]*\)\s*$", re.IGNORECASE)
"""The line with which a title ends: the paper with which the plan was issued."""


@dataclass(frozen=True, slots=True)
class TitleLine:
    """A line that may be of the title, and what the cases ask of it."""

    units: Sequence[Unit]
    at: int
    """The line that names the kind of paper."""
    index: int

    @property
    def unit(self) -> Unit:
        """The line itself."""
        return self.units[self.index]

    @property
    def text(self) -> str:
        """Its text."""
        return self.unit.text

    @property
    def deeper(self) -> bool:
        """Whether other lines stand between it and the kind of paper."""
        return self.index > self.at + 1

    @property
    def is_labelled(self) -> bool:
        """Whether it opens with a label; a dash within a title is none."""
        label = label_of(self.text)
        return label is not None and not (label.style == "dash" and self.deeper)

    @property
    def is_sentence(self) -> bool:
        """Whether it is a sentence below a title that stands already."""
        titled = self.deeper or (_titled(self.units[self.at]) and self.units[self.at].text.isupper())
        return titled and _is_prose(self.text)

    @property
    def is_first(self) -> bool:
        """Whether it stands right below the kind, and is not who decides below a title in the line of the kind."""
        return not self.deeper and not (_decides_here(self.units, self.index) and _titled(self.units[self.at]))

    @property
    def is_ground(self) -> bool:
        """Whether it is the first ground of the paper, not a title that begins like one."""
        long = len(self.text) > _LONG_GROUND
        ground = _BASIS.match(self.text) and (_cites(self.text) or long)
        return bool(ground) and not _short_and_quoting(self.units, self.index)

    @property
    def is_paragraph(self) -> bool:
        """Whether it, or the line above, is a whole paragraph."""
        return self.units[self.index - 1].line.whole or self.unit.line.whole

    @property
    def goes_on(self) -> bool:
        """Whether it goes on with the title by its words: small letters, brackets, or more capitals."""
        text = self.text
        if text[:1].islower() or DANGLING.search(self.units[self.index - 1].text):
            return True
        bracketed = text[:1] in '(“"' and len(text) < _SHORT_BRACKET
        return bracketed or (text.isupper() and not _decides_here(self.units, self.index))

    @property
    def opens_grounds(self) -> bool:
        """Whether it begins as a ground does and cites, or a blank line or its length show a paragraph."""
        told = _cites(self.text) or self.unit.blank_before or _full(self.units, self.index)
        return _BASIS.match(self.text) is not None and told

    @property
    def leaves_capitals(self) -> bool:
        """Whether it stands in small letters below a title in capitals, and not in brackets."""
        return self.units[self.at + 1].text.isupper() and not self.text.isupper() and self.text[:1] != "("

    @property
    def is_behind_end(self) -> bool:
        """Whether the line above ended the title by naming the paper with which it was issued."""
        return _ISSUED_WITH.search(" ".join(unit.text for unit in self.units[self.at + 1 : self.index])) is not None


_LONG_GROUND, _SHORT_BRACKET = 400, 120  # characters

CASES: Choices[TitleLine, bool] = Choices((
    Choice("row", False, lambda line: line.unit.line.kind == "row"),
    Choice(
        "rule", False, lambda line: RULE.match(line.text),
        examples=(("KẾ HOẠCH\nNạo vét kênh nội đồng\n> --------", ()),),
    ),
    Choice(
        "signature", False, lambda line: _begins_signature(line.units, line.index),
        examples=(("TỜ TRÌNH\nVề cấp nước vụ mùa\n> TM. ỦY BAN NHÂN DÂN", ()),),
    ),
    Choice(
        "too long", False, lambda line: line.deeper and len(line.text) > _TITLE_LINE_MOST,
        examples=(("KẾ HOẠCH\nNạo vét kênh\n> " + "nạo vét kênh nội đồng của xã " * 12, ()),),
    ),
    Choice(
        "label", False, lambda line: line.is_labelled,
        examples=(("KẾ HOẠCH\nNạo vét kênh\n> I. MỤC TIÊU", ()), ("KẾ HOẠCH\n> - Nạo vét kênh", ())),
        counterexamples=("KẾ HOẠCH\nNạo vét kênh\n> - tu sửa bờ bao",),
    ),
    Choice(
        "sentence", False, lambda line: line.is_sentence,
        examples=(("KẾ HOẠCH\nNạo vét kênh\n> Xã An Hòa có 14 tuyến kênh nội đồng dài ba mươi hai ki-lô-mét.", ()),),
        counterexamples=("KẾ HOẠCH\n> Xã An Hòa nạo vét 14 tuyến kênh nội đồng dài hơn ba mươi hai ki-lô-mét.",),
    ),
    Choice(
        "ground at once", False, lambda line: line.is_first and line.is_ground,
        examples=(("KẾ HOẠCH\n> Căn cứ Luật Thủy lợi ngày 19 tháng 6 năm 2017;\nToàn xã có 14 kênh", ()),),
        counterexamples=("KẾ HOẠCH\n> Thực hiện Nghị quyết số 8/NQ-TU\nCăn cứ Luật Thủy lợi số 08/2017/QH14;",),
    ),
    Choice(
        "first line", True, lambda line: line.is_first,
        examples=(("KẾ HOẠCH\n> Nạo vét kênh nội đồng", ()),),
        counterexamples=("QUYẾT ĐỊNH VỀ VIỆC CẤP NƯỚC\n> CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ\nCăn cứ Luật Thủy lợi;",),
    ),
    Choice("whole and goes on", True, lambda line: line.is_paragraph and line.goes_on),
    Choice("whole", False, lambda line: line.is_paragraph),
    Choice(
        "ground", False, lambda line: line.opens_grounds,
        examples=(("KẾ HOẠCH\nNạo vét kênh\n> Căn cứ Luật Thủy lợi ngày 19 tháng 6 năm 2017;", ()),),
        counterexamples=("KẾ HOẠCH\nNạo vét kênh và tu sửa bờ bao\n> Theo mùa vụ\nToàn xã có 14 tuyến kênh nội đồng",),
    ),
    Choice(
        "addressees", False, lambda line: line.text.startswith("Kính gửi"),
        examples=(("THÔNG BÁO\nVề việc cấp nước vụ mùa\n> Kính gửi: Các thôn", ()),),
    ),
    Choice(
        "small below capitals", False, lambda line: line.leaves_capitals,
        examples=(("KẾ HOẠCH\nNẠO VÉT KÊNH\n> Toàn xã có 14 kênh", ()),),
        counterexamples=("KẾ HOẠCH\nNẠO VÉT KÊNH\n> (Kèm theo danh mục)",),
    ),
    Choice(
        "who decides", False, lambda line: _decides_here(line.units, line.index),
        examples=(("QUYẾT ĐỊNH\nVề việc cấp nước\n> CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ\nCăn cứ Luật Thủy lợi;", ()),),
    ),
    Choice(
        "issued with", False, lambda line: line.is_behind_end,
        examples=(("KẾ HOẠCH\nNạo vét kênh\n(Kèm theo Quyết định số 12/QĐ-UBND)\n> Toàn xã có 14 kênh", ()),),
    ),
    Choice("off centre", False, lambda line: _body_by_geometry(line.units, line.at, line.index)),
    Choice(
        "goes on", True, lambda line: True,
        examples=(("KẾ HOẠCH\nNạo vét kênh\n> và tu sửa bờ bao năm 2027", ()),),
    ),
))  # fmt: skip
"""Why a line is of the title or not; the first line of an example names the kind, the one behind ">" is asked."""


def in_title(units: Sequence[Unit], at: int, index: int) -> bool:
    """Whether a line is of the title of the paper whose kind stands in the line `at`; all lines between them are."""
    return CASES.of(TitleLine(units, at, index)).says


def _titled(unit: Unit) -> bool:
    """Whether the line with the name of the kind has the title too."""
    return len(unit.text.split()) > _KIND_MOST


def _is_prose(text: str) -> bool:
    """Whether a line below a title in capitals is a sentence and no title."""
    return not text.isupper() and text[:1].isupper() and len(text) > _SHORT and text.endswith((".", ":", ";"))


def _begins_signature(units: Sequence[Unit], index: int) -> bool:
    """Whether a signature stands right below a title: authority, or the mark of approval above an office."""
    text, ahead = units[index].text, units[index + 1 : index + 2]
    approved = APPROVAL.match(text) is not None and any(map(belongs_to_foot, ahead))
    return text.isupper() and (AUTHORITY.match(text) is not None or approved)


def _decides_here(units: Sequence[Unit], index: int) -> bool:
    """The line that says who decides stands right above the grounds of the decision."""
    if not (units[index].text.isupper() and DECIDES.match(units[index].text)):
        return False
    ahead = [unit.text for unit in units[index + 1 : index + 4] if not RULE.match(unit.text)]
    while ahead and ahead[0].isupper():
        ahead.pop(0)
    return bool(ahead) and ahead[0].lstrip(" -–").startswith(("Căn cứ", "Xét", "Theo"))


def _cites(text: str) -> bool:
    return bool(_CITING.search(text[8:]))


def _short_and_quoting(units: Sequence[Unit], index: int) -> bool:
    """A title that itself begins "Thực hiện Kế hoạch ..." is followed by the basis proper."""
    ahead = units[index + 1 : index + 8]
    text = units[index].text
    return (
        not text.startswith("Căn cứ")
        and len(text) < 250
        and any(_BASIS.match(unit.text) and _cites(unit.text) for unit in ahead)
    )


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
