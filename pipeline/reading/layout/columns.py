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
_NUMBER_WITH_PLACE = re.compile(rf"\s*(?:Số|S6)\b.{{1,30}}?[-/][{CODE}][^\s,]*\s+(?=[^\W\d_][^,]{{1,40}},\s*ngày)")
_RECIPIENTS_TITLE = re.compile(r"\s*Nơi nhận\s*:\s+(?=\S)")
_HEAD_LINES = 16  # lines of text in which the head stands; a foot stands below them


def split_columns(text: str, index: int) -> int | None:
    """Where the right column begins in a line that holds both columns of a head or foot, else None.

    Args:
        text: the line, its white space untouched.
        index: how many lines of text stand above it.
    """
    at = _at_gap(text, index)
    if at is None and index < _HEAD_LINES:
        at = _in_head(text)
    if at is None and index > _HEAD_LINES:
        at = _behind_recipient(text)
    return _behind_recipients_title(text) if at is None else at


def _at_gap(text: str, index: int) -> int | None:
    """The end of a gap beside which a part of a head or foot stands."""
    for gap in islice(_GAP.finditer(text) if _WIDE.search(text) else (), _GAPS):
        left, right = text[: gap.start()], text[gap.end() :]
        if _BLANK_NUMBER.fullmatch(left):
            continue
        if index < _HEAD_LINES and (_is_head_part(right) or _is_head_part(left)):
            return gap.end()
        if _signs(right) or fold(left.strip()).startswith("noi nhan"):
            return gap.end()
        recipient = left.strip().startswith("-") or left.rstrip().endswith(";")
        if recipient and index > _HEAD_LINES and is_name_or_office(right):
            return gap.end()
    return None


def _in_head(text: str) -> int | None:
    """Where motto, or place and date, begin behind the issuer or number, no gap between them."""
    found = MOTTO.search(fold(text))
    # In running text ("Căn cứ Điều lệ Đảng Cộng sản Việt Nam") the name is not all in capitals.
    if found and found.start() > 3 and ("oc lap" in found.group() or text[found.start() : found.end()].isupper()):
        return found.start()
    dated = _NUMBER_WITH_PLACE.match(text)
    return dated.end() if dated else None


def _behind_recipient(text: str) -> int | None:
    """Where office or name begin behind a recipient, no gap between them."""
    listed = _LISTED_WITH_OFFICE.match(text) or _ARCHIVE_WITH_OFFICE.match(text) or _ARCHIVE_WITH_NAME.match(text)
    return listed.end() if listed else None


def _behind_recipients_title(text: str) -> int | None:
    """Where the office begins behind "Nơi nhận:"."""
    title = _RECIPIENTS_TITLE.match(text)
    return title.end() if title and _signs(text[title.end() :]) else None


def _signs(text: str) -> bool:
    """Whether a text opens as a signature does: for whom, or in what office."""
    return AUTHORITY.match(text) is not None or OFFICE.match(text) is not None


def _is_head_part(text: str) -> bool:
    return bool(MOTTO.search(fold(text)) or PLACE_DATE.search(text))
