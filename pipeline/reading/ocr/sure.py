"""Lines of a head that need no search: what both readers read alike at once, and what is neither number nor day.

The search for lines costs as much as a tenth of a page. Where the engine has a whole line of the number or the day,
each word of it sure, the second reader looks at that line alone; the engine by itself takes a hand's 23 for 43. Printed
heads are so; handwriting rarely is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.reading.ocr.contract import OcrWord, PixelBox, Spot
from pipeline.reading.ocr.lines import segments
from pipeline.reading.ocr.pieces import fills, is_on
from pipeline.reading.ocr.sheet import Sheet
from pipeline.text.letters import CODE, CODE_SMALL
from pipeline.text.unicode import fold

_SURE = 0.9  # confidence of each word, and the second reader's of each digit
_AROUND = 0.2  # heights of a line that its picture is grown by
_OTHER = 0.85  # ... of a line that is not asked for
_NUMBER = re.compile(
    rf"Số ?:? ?\d{{2,5}}[A-Z]? ?[/-] ?[{CODE}][{CODE}{CODE_SMALL}]*(?:[/–-][{CODE}][{CODE}{CODE_SMALL}&]*)+"
)
"""A number below 10 bears a zero (Nghị định 30/2020/NĐ-CP, annex I)."""
_DATE = re.compile(
    r"[^\W\d][^\d,]{1,40}, ?ngày (?P<day>\d\d) tháng (?P<month>[3-9]|0\d|1[0-2]) năm (?P<year>(?:19|20)\d\d)"
)
_ASKED_FOR = re.compile(r"\d|\bs[o0]\b|ngay|thang|\bnam 2|[/|]")
"""What a line of the number or of the day has, over folded text."""


class Sure(NamedTuple):
    """The parts of a head that need no search."""

    number: bool
    date: bool


def sure_parts(tokens: Sequence[OcrWord], region: PixelBox, years: Counter[int], sheet: Sheet) -> Sure:
    """Whether both readers have the number and the day of a head alike.

    Args:
        tokens: the engine's words.
        region: where the head stands.
        years: those that the page names, with that of the head.
        sheet: the page under the second reader's eyes.

    Raises:
        PageFault: see `SecondReader`.
    """
    number = date = False
    for segment in segments([token for token in tokens if region[1] <= token.box[1] < region[3]]):
        text = " ".join(word.text for word in segment.words)
        if min(word.confidence for word in segment.words) < _SURE:
            continue
        if not number and _NUMBER.fullmatch(text):
            number = _confirmed(text, segment.box, sheet)
        elif not date and _is_day(text, years):
            date = _confirmed(text, segment.box, sheet)
    return Sure(number, date)


def _is_day(text: str, years: Counter[int]) -> bool:
    found = _DATE.fullmatch(text)
    if found is None or not 1 <= int(found["day"]) <= 31:
        return False
    year = int(found["year"])
    others = years - Counter([year])
    return not others or year in others or year - 1 in others


def _confirmed(text: str, box: PixelBox, sheet: Sheet) -> bool:
    """Whether the second reader has the same digits there and is sure of each."""
    around = _AROUND * (box[3] - box[1])
    seen = sheet.read(Spot((box[0] - around, box[1] - around, box[2] + around, box[3] + around)))
    digits = [sign for sign in seen.signs if sign.text.isdigit()]
    same = "".join(sign.text for sign in digits) == "".join(filter(str.isdigit, text))
    return same and all(sign.chance >= _SURE for sign in digits)


def is_other(tokens: Sequence[OcrWord], line: Spot) -> bool:
    """Whether the engine is sure of a line and it is neither the number's nor the day's."""
    words = [token for token in tokens if is_on(token, line)]
    if not words or min(word.confidence for word in words) < _OTHER or not fills(words, line):
        return False
    return _ASKED_FOR.search(fold(" ".join(word.text for word in words))) is None
