"""Letterheads that a web page wrote on one line: number, place and day, the name of the paper, who decides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.reading.layout.marks import MOTTO, RULE, is_type_line
from pipeline.reading.lines import Line
from pipeline.text.spans import Span
from pipeline.text.unicode import fold

_SEARCHED = 12  # lines of text
_DAY = re.compile(r"[^\W\d_],?\s+ngày[^,;]{0,14}\btháng\b[^,;]{0,12}\bnăm\b")
_YEAR = re.compile(r"\bnăm\s+\d{4}\s+(?=[^\W\d_a-z])")
_NUMBER = re.compile(r"\s*Số\s*:?\s*\S.{0,40}?[-/][A-ZĐƯ][^\s,]*(?=\s)")
_DECIDES = re.compile(
    r"(?<!CỦA)(?<!\sDO)(?<!\sVÀ)(?<!CHO)(?<!TẠI)(?<!VỚI)\s(?=(?:CHỦ TỊCH\s)?(?:ỦY|UỶ) BAN NHÂN DÂN(?:\s\S+){0,7}\s*$|"
    r"BỘ TRƯỞNG BỘ(?:\s\S+){1,9}\s*$|THỦ TƯỚNG CHÍNH PHỦ\s*$)"
)
"""In front of who decides, with whom the line ends: "... HUYỆN SÔNG ĐẦM ỦY BAN NHÂN DÂN TỈNH"."""


def parted_heads(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines, one that holds a whole letterhead with each of its pieces as a line of its own (`Line.parts`)."""
    written = [index for index, line in enumerate(lines) if line.text.strip()][:_SEARCHED]
    if not any(MOTTO.search(fold(lines[index].text)) for index in written):
        return lines
    out = list(lines)
    for index in written:
        line = lines[index]
        pieces = _pieces(line.text) if line.kind is None and not line.parts and not line.column else ()
        if pieces:
            out[index] = replace(line, parts=tuple((start, end, None) for start, end in pieces))
    return out


def _pieces(text: str) -> list[Span]:
    """Number, place and day, title, and who decides; none where no name of a paper follows the day."""
    day = _DAY.search(text)
    year = _YEAR.search(text, day.start()) if day else None
    if year is None or not is_type_line(text[year.end() :]):
        return []
    number = _NUMBER.match(text)
    cuts = [0, *([number.end()] if number and day and number.end() <= year.start() else []), year.end()]
    decides = _DECIDES.search(text, year.end())
    cuts += [decides.end()] if decides else []
    spans = zip(cuts, [*cuts[1:], len(text)], strict=True)
    return [span for span in (_stripped(text, *span) for span in spans) if span[1] > span[0] and not _rule(text, span)]


def _rule(text: str, span: Span) -> bool:
    return RULE.match(text[slice(*span)]) is not None


def _stripped(text: str, start: int, end: int) -> Span:
    own = text[start:end]
    return start + len(own) - len(own.lstrip()), start + len(own.rstrip())
