"""The two columns of a head or foot that a source wrote on one line (Nghị định 30/2020/NĐ-CP, annex I)."""

from __future__ import annotations

import re
from itertools import islice

from pipeline.reading.layout.marks import AUTHORITY, MOTTO, OFFICE, PLACE_DATE, is_name_or_office
from pipeline.text.letters import CODE, UPPER
from pipeline.text.unicode import fold

_WIDE = re.compile(r"[\t\u00a0]|[ ]{4}")  # what a gap between two columns has in it
_GAP = re.compile(r"(?<=\S)(?:[ \u00a0]{4,}|\s*\t\s*)(?=\S)")
_GAPS = 16  # in a line that are asked: a head has two columns, tabs that stand for blanks within them
_LISTED_WITH_OFFICE = re.compile(rf"\s*[-–—+•*]\s.{{3,90}}?[;.,]\s+(?=(?:{AUTHORITY.pattern}|{OFFICE.pattern}))")
_ARCHIVE_WITH_OFFICE = re.compile(rf"\s*[-–—+•*]?\s*Lưu.{{1,50}}?[.;]\s+(?=(?:{AUTHORITY.pattern}|{OFFICE.pattern}))")
_ARCHIVE_WITH_NAME = re.compile(rf"\s*[-–—+•*]?\s*Lưu\s*:?[^.;]{{1,40}}[.;]\s+(?=(?:[{UPPER}][^\W\d_]*\s*){{2,5}}$)")
_BLANK_NUMBER = re.compile(r"\s*Số\s*:?\s*")
"""A number left blank: the gap behind it parts no columns."""


def split_columns(text: str, index: int) -> int | None:
    """Where the right column begins in a line that holds both columns of a head or foot, else None.

    Args:
        text: the line, its white space untouched.
        index: how many lines of text stand above it.
    """
    for gap in islice(_GAP.finditer(text) if _WIDE.search(text) else (), _GAPS):
        left, right = text[: gap.start()], text[gap.end() :]
        if _BLANK_NUMBER.fullmatch(left):
            continue
        if index < 16 and (_is_head_part(right) or _is_head_part(left)):
            return gap.end()
        if AUTHORITY.match(right) or OFFICE.match(right) or fold(left.strip()).startswith("noi nhan"):
            return gap.end()
        recipient = left.strip().startswith("-") or left.rstrip().endswith(";")
        if recipient and index > 16 and is_name_or_office(right):
            return gap.end()
    if index < 16:
        found = MOTTO.search(fold(text))
        # In running text ("Căn cứ Điều lệ Đảng Cộng sản Việt Nam") the name is not all in capitals.
        if found and found.start() > 3 and ("oc lap" in found.group() or text[found.start() : found.end()].isupper()):
            return found.start()
        dated = re.match(rf"\s*(?:Số|S6)\b.{{1,30}}?[-/][{CODE}][^\s,]*\s+(?=[^\W\d_][^,]{{1,40}},\s*ngày)", text)
        if dated:
            return dated.end()
    listed = None
    if index > 16:
        listed = _LISTED_WITH_OFFICE.match(text) or _ARCHIVE_WITH_OFFICE.match(text) or _ARCHIVE_WITH_NAME.match(text)
    if listed:
        return listed.end()
    found_office = re.match(r"\s*Nơi nhận\s*:\s+(?=\S)", text)
    if found_office and (AUTHORITY.match(text[found_office.end() :]) or OFFICE.match(text[found_office.end() :])):
        return found_office.end()
    return None


def _is_head_part(text: str) -> bool:
    return bool(MOTTO.search(fold(text)) or PLACE_DATE.search(text))
