"""What is printed round a paper and is no part of it: a portal's menus and buttons, the Gazette's page heads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.assets import lines
from pipeline.reading.layout.marks import recipients_begin
from pipeline.reading.layout.paragraphs import Unit
from pipeline.text.patterns import either

_NEAR = 10
"""Lines within which several words of a portal must follow one another."""
_SEVERAL = 4  # words
_LETTER = 16
"""Lines of a letter to its readers that a portal may have above its menus, from the word by which it is known."""
_LONGEST = 400
_OF_A_PAPER = re.compile(r"(?:Điều|Chương|Khoản|Mục|Phụ lục|PHỤ LỤC|Mẫu số)\s+(?:số\s+)?[\dIVXLC]+\b")
"""What opens a stretch of a paper: behind it a portal has not begun."""


def portal_tail(units: Sequence[Unit]) -> int:
    """Where the portal's own lines begin behind the paper; the number of units where there are none.

    They begin behind the recipients and the last article or annex, at the first word of a portal after which several
    more follow closely.
    """
    foot = next((index for index, unit in enumerate(units) if recipients_begin(unit.text)), len(units))
    told = [
        index
        for index in range(foot + 1, len(units))
        if len(units[index].text) <= _LONGEST and portal_words().search(units[index].text)
    ]
    paper = max((index for index, unit in enumerate(units) if _OF_A_PAPER.match(unit.text)), default=0)
    for first, last in zip(told, told[_SEVERAL - 1 :], strict=False):
        if last - first < _NEAR and first > paper:
            before = [index for index in told if max(paper, first - _LETTER) < index <= first]
            return _related(units, max(foot, paper) + 1, min(before))
    return len(units)


def _related(units: Sequence[Unit], least: int, tail: int) -> int:
    """Where the lines begin that a portal puts right above its menus, `least` at the earliest.

    They are the title once more, with the paper's own number, and the days of related papers. Such lines stand in
    annexes too, so they tell nothing without the menus below them.
    """
    own = next((found["own"] for unit in units[:_HEAD] if (found := _OWN_NUMBER.match(unit.text))), None)
    number = own.replace(" ", "") if own else None
    while tail > least:
        text = units[tail - 1].text
        again = number and number in text.replace(" ", "") and units[tail - 1].line.kind != "row"
        if not again and not _OF_RELATED.fullmatch(text.strip()):
            break
        tail -= 1
    return tail


_OF_RELATED = re.compile(
    r"(?:#+\s*)?văn bản liên quan|(?:ban hành|cập nhật|hiệu lực|tình trạng)\s*:[^:]{0,30}|"
    r"\d{1,2}/\d{1,2}/\d{4}|\d{1,4}|[^\W\d_][^,]{1,20}, ngày \d{1,2}/\d{1,2}/\d{4}|"
    r"địa chỉ\s*:.*(?:điện thoại|e-?mail|mã số thuế).*|văn bản này chưa cập nhật .*",
    re.IGNORECASE,
)
"""Lines of a portal's list of related papers: days, states, counts."""
_HEAD = 30  # lines
_OWN_NUMBER = re.compile(r"Số\s*:\s*(?P<own>\d+\s*(?:/\s*\d{4}\s*)?/\s*[\w-]+)")


_GAZETTE = re.compile(
    r"(?:\d{1,4}\s+)?CÔNG BÁO\s*/\s*Số\s+[\d +\-–và]{1,24}/\s*Ngày\s+\d{1,2}[-/.]\d{1,2}[-/.]\d{4}(?:\s+\d{1,4})?",
    re.IGNORECASE,
)
"""The head of a page of the Official Gazette."""


def without_gazette(units: Sequence[Unit]) -> list[Unit]:
    """The units without the heads of the Official Gazette's pages and the page numbers beside them."""
    heads = {index for index, unit in enumerate(units) if _GAZETTE.fullmatch(unit.text.strip())}
    beside = {near for head in heads for near in (head - 1, head + 1) if 0 <= near < len(units)}
    dropped = heads | {index for index in beside if re.fullmatch(r"\d{1,4}", units[index].text.strip())}
    return [unit for index, unit in enumerate(units) if index not in dropped]


@cache
def portal_words() -> re.Pattern[str]:
    """What a portal says to its readers on its pages ("rà chuột", "quý khách"), in any case."""
    words = either(word.lower() for word in lines("portal_words.txt"))
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)
