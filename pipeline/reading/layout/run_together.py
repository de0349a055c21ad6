"""Letterheads and signatures that a web page wrote on one line.

A letterhead: number, place and day, the name of the paper, who decides. A signature: authority, office, what stands in
the place of the hand, name (Nghị định 30/2020/NĐ-CP, annex I, part II, 7).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.reading.layout.marks import AUTHORITY, MOTTO, OFFICE, RULE, SIGNED, is_person, is_type_line
from pipeline.reading.lines import Line
from pipeline.text.letters import CODE, UPPER
from pipeline.text.spans import Span, stripped
from pipeline.text.unicode import fold
from pipeline.vietnam.signing import without_rank

_NUMBERED = re.compile(r"\s*Số\b")
_SEARCHED = 12  # lines of text
_DAY = re.compile(r"[^\W\d_],?\s+ngày[^,;]{0,14}\btháng\b[^,;]{0,12}\bnăm\b")
_YEAR = re.compile(rf"\bnăm\s+\d{{4}}\s+(?=[{UPPER}])")
_NUMBER = re.compile(rf"\bSố\s*:?\s*\S.{{0,40}}?[-/][{CODE}][^\s,]*(?=\s)")
_DECIDES = re.compile(
    r"(?<!CỦA)(?<!\sDO)(?<!\sVÀ)(?<!CHO)(?<!TẠI)(?<!VỚI)\s(?=(?:CHỦ TỊCH\s)?(?:ỦY|UỶ) BAN NHÂN DÂN(?:\s\S+){0,7}\s*$|"
    r"BỘ TRƯỞNG BỘ(?:\s\S+){1,9}\s*$|THỦ TƯỚNG CHÍNH PHỦ\s*$)"
)
"""In front of who decides, with whom the line ends: "... HUYỆN SÔNG ĐẦM ỦY BAN NHÂN DÂN TỈNH"."""


def parted_heads(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines, one that holds a whole letterhead with each of its pieces as a line of its own (`Line.parts`)."""
    written = [index for index, line in enumerate(lines) if line.text.strip()][:_SEARCHED]
    texts = [lines[index].text for index in written]
    if not any(MOTTO.search(fold(text)) or _NUMBERED.match(text) for text in texts):
        return lines
    out = list(lines)
    for index in written:
        line = lines[index]
        pieces = _pieces(line.text) if line.kind is None and not line.parts and not line.column else ()
        if pieces:
            out[index] = replace(line, parts=tuple((start, end, None) for start, end in pieces))
    return out


def parted_signatures(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines, one that holds a whole signature with each of its pieces as a line of its own (`Line.parts`)."""
    out = list(lines)
    for index, line in enumerate(lines):
        if line.kind is None and not line.parts and not line.column and len(line.text) <= _SIGNATURE_MOST:
            pieces = _signature(line.text)
            if len(pieces) > 1:
                out[index] = replace(line, parts=tuple((start, end, None) for start, end in pieces))
    return out


_SIGNATURE_MOST = 160  # characters
_NAME = re.compile(rf"(?:(?<=\s)|(?<=\)))(?:[{UPPER}][^\W\d_]*\.?\s*){{1,6}}(?<=[\s.])[{UPPER}][^\W\d_]*\s*$")
_HAND = re.compile(r"[(\[][^()\[\]]*[)\]]\s*$")
_LINE_OF_BLOCK = re.compile(rf"(?:{AUTHORITY.pattern})|(?<!KT\. )(?<!TL\. )(?<!TUQ\. )(?<!Q\. )(?:{OFFICE.pattern})")


def _signature(text: str) -> list[Span]:
    """Authority, office, the place of the hand and name; none of a line that is no signature to its end."""
    if not (AUTHORITY.match(text.lstrip()) or OFFICE.match(text.lstrip())):
        return []
    named = next((found for found in _names(text) if is_person(without_rank(text[found:].strip())[1])), None)
    if named is None:
        return []
    hand = _HAND.search(text, 0, named)
    above = hand.start() if hand and SIGNED.fullmatch(hand.group().strip()) else named
    if not text[:above].strip().isupper():
        return []
    cuts = [*(found.start() for found in _LINE_OF_BLOCK.finditer(text, 0, above)), *{above, named}, len(text)]
    cuts = sorted({0, *cuts})
    return [span for pair in zip(cuts, cuts[1:], strict=False) if (span := stripped(text, *pair))[1] > span[0]]


def _names(text: str) -> list[int]:
    """Where the name may begin with which a line ends, the longest first."""
    found = _NAME.search(text)
    words = list(re.finditer(r"\S+", text[found.start() :])) if found else []
    return [found.start() + word.start() for word in words if found]


def _pieces(text: str) -> list[Span]:
    """Number, place and day, title, and who decides; none where no name of a paper follows the day."""
    day = _DAY.search(text)
    year = _YEAR.search(text, day.start()) if day else None
    if year is None or not is_type_line(text[year.end() :]):
        return []
    motto, number = MOTTO.search(fold(text[: year.start()])), _NUMBER.search(text, 0, year.start())
    cuts = [0, *([motto.start()] if motto else []), *(number.span() if number else ()), year.end()]
    decides = _DECIDES.search(text, year.end())
    cuts += [decides.end()] if decides else []
    spans = zip(cuts, [*cuts[1:], len(text)], strict=True)
    return [span for span in (stripped(text, *span) for span in spans) if span[1] > span[0] and not _rule(text, span)]


def _rule(text: str, span: Span) -> bool:
    return RULE.match(text[slice(*span)]) is not None
