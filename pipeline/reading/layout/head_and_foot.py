"""Which lines of a head or of a foot go on the line above them; all others stand alone."""

from __future__ import annotations

import re

from pipeline.reading.layout.going_on import opens_next
from pipeline.reading.layout.marks import AUTHORITY, OFFICE, is_name_or_office
from pipeline.reading.layout.paragraphs import Unit
from pipeline.text.outline import label_of
from pipeline.vietnam.signing import APPROVAL

_N = r"[\d./…]{1,4}"
_DAY = re.compile(rf"ngày(?:\s+{_N})?(?:\s+tháng(?:\s+{_N})?)?$")
_YEAR = re.compile(rf"(?:{_N}\s+)?(?:tháng\s+(?:{_N}\s+)?)?năm\s+\d{{4}}\.?$")
"""The place and date of a narrow head over two lines: "Hồ Chí Minh, ngày 3 tháng 2" / "năm 2026"."""


def head_goes_on(before: Unit, after: Unit) -> bool:
    """Whether a line ends the date on the line above."""
    return before.column == after.column and bool(_DAY.search(before.text) and _YEAR.match(after.text))


def belongs_to_foot(unit: Unit) -> bool:
    """Whether a line is an authority, an office or a mark of approval in capitals."""
    office = (OFFICE.match(unit.text) or APPROVAL.match(unit.text)) and unit.text.isupper()
    return bool(AUTHORITY.match(unit.text) or office) and len(unit.text) < 80 and unit.line.kind != "row"


def foot_goes_on(before: Unit, after: Unit) -> bool:
    """Whether a line goes on the recipient on the line above."""
    if opens_next(before.text, after.text):
        return before.column == after.column
    ended = before.text.endswith((";", ".")) or (before.text.endswith(":") and before.text[:1] not in "-–")
    if before.column != after.column or label_of(after.text) or ended:
        return False
    if belongs_to_foot(before) and not after.text.isupper():  # what OCR makes of a signature
        return False
    if AUTHORITY.match(after.text) or OFFICE.match(after.text) or after.text.startswith(("Nơi nhận", "Lưu")):
        return False
    if before.text.endswith(","):  # "các Vụ: CN, KTTH," / "NN, TCCV, Cục KSTTHC;"
        return True
    lists = before.column == "left" and "," in before.text  # "Hải Phòng, Thái" / "Nguyên, Phú Thọ;"
    dashed = before.text.startswith(("-", "–", "+", "Lưu")) or after.text[:1].islower() or lists
    return dashed and not (after.blank_before and is_name_or_office(after.text)) and not after.text.isupper()
