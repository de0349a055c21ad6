"""Number and date of a head as the second reader sees them, decided by what can stand there.

Nghị định 30/2020/NĐ-CP, annex I, part II, 3 and 4: "Số: 12/KH-UBND" (Party: "Số 12-KH/ĐU"), "Đại Sơn, ngày 05 tháng 9
năm 2025". The number, the day and often the month are written by hand over printed words. A number is digits and
perhaps a letter; a day below 10 and the months 1 and 2 bear a zero; so the digits are asked for between the printed
words that frame them, in several views of the line, and the shares of the answers are its confidence.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.reading.ocr.contract import Spot
from pipeline.reading.ocr.sheet import Seen, Sheet, together
from pipeline.reading.ocr.stretches import Stretch, between
from pipeline.reading.ocr.strips import numbers, share
from pipeline.text.unicode import fold

_STATE = re.compile(
    r"^\W{0,3}(?P<so>[s5][^\d/\s:;.,\-]{0,3})?\s*[:;.,\-]?\s*"
    r"(?P<number>(?:[^/:]|/(?!\s?(?:19|20)\d\d\s?/)){0,9}?)\s*(?P<slash>[/|])\s*(?P<symbol>[a-z][a-z&,.\s\-–/\d]{1,})"
)
"""A hand's 1 can be read as a slash ("Số: /207/KH-UBND"); a number that bears the year is none of these."""
_PARTY = re.compile(
    r"^\W{0,3}(?P<so>[s5][^\d/\s:;.,\-]{0,3})?\s*[:;.,]?\s*(?P<number>[^/:\-–]{0,9}?)\s*(?P<slash>[\-–])\s*(?P<symbol>[a-z]{2,5}\s?/[a-z]{2,})"
)
_DATE = re.compile(
    r"(?P<place>.*?)\W*\b(?P<ngay>n[a-z]{0,2}[yvg])(?P<day>[^g]{0,8}?)\s*(?P<thang>[tr][a-z]{1,3}n?g)(?P<month>[^m]{0,7}?)\s*"
    r"(?P<nam>n[a-z]{0,2}m)\s*(?P<year>\S.{0,7})$"
)
_NUMBER_BEGINS = re.compile(r"\W{0,3}s[^\d/\s:;.,\-]{0,3}\W*\d{0,5}$")
_NUMBER_ENDS = re.compile(r"\W{0,2}\w{0,6}\s*[/\-–]\s*[a-z]")
_DATE_BEGINS = re.compile(r"\bng[a-z]?[yvg]?\W*\w{0,2}$")
_DATE_ENDS = re.compile(r"\bn[a-z]{0,2}m\W*(?:19|20)\d\d")
_BLANK_MOST = 8.0  # heights of a line that a blank for the number or day is wide at most
_CLEAR = 0.98  # share from which one view of a number is enough
_WRITTEN = 0.4  # heights of a line from which what stands on a stretch is no row of dots
_DIGIT, _SCATTER = 0.6, 0.35  # width over height of a digit, in print and by hand, and how its logarithm scatters
_WITHOUT_ZERO = 0.05  # weight of a day below 10, or a month 1 or 2, without its zero
_OTHER_YEAR = 0.2  # weight of a year that the page names nowhere and that does not follow one it names


@dataclass(frozen=True, slots=True)
class Choice:
    """A part of the head as decided: its value, its share of all answers, the next best answer."""

    value: str
    share: float
    rival: str | None
    first: float
    """Left and right end in pixels of the prepared picture."""
    last: float


@dataclass(frozen=True, slots=True)
class NumberLine:
    """The line "Số: 12/KH-UBND": `symbol` as the second reader has it, without the letters that it does not know."""

    seen: Seen
    number: Choice | None
    """None where nothing is written there."""
    separator: str
    symbol: str
    symbol_from: float
    """Left end of the symbol in pixels of the prepared picture."""


@dataclass(frozen=True, slots=True)
class DateLine:
    """The line "Đại Sơn, ngày 05 tháng 9 năm 2025"."""

    seen: Seen
    place_to: float
    """Right end of the place's name in pixels of the prepared picture."""
    day: Choice | None
    month: Choice | None
    year: Choice | None


class Wanted(NamedTuple):
    """The parts of a head that are looked for."""

    number: bool
    date: bool


def find_head(
    lines: Sequence[Spot], sheet: Sheet, years: Counter[int], wanted: Wanted
) -> tuple[NumberLine | None, DateLine | None]:
    """The line of the own number and that of place and date, among the lines of writing of a head.

    Args:
        lines: from the top.
        sheet: the page.
        years: those that the page names elsewhere.
        wanted: what is looked for; the rest is None.
    """
    number: NumberLine | None = None
    date: DateLine | None = None
    pieces: list[Seen] = []

    def look(seen: Seen) -> bool:
        nonlocal number, date
        if wanted.number and number is None:
            number = _number_line(seen, sheet)
        if wanted.date and date is None:
            date = _date_line(seen, sheet, years)
        return bool(number or not wanted.number) and bool(date or not wanted.date)

    for seen in map(sheet.read, lines):
        if look(seen):
            return number, date
        pieces.append(seen)
    any(look(seen) for seen in map(sheet.read, _broken(pieces)))
    return number, date


def _broken(pieces: Sequence[Seen]) -> Iterator[Spot]:
    """Two pieces as one line where a blank left to write on has parted them: "Số:" and "/KH-UBND"."""
    for left in pieces:
        for right in pieces:
            edge, low = right.line.box[0], min(left.line.high, right.line.high)
            level = abs(right.line.at(edge) - left.line.at(edge)) < 0.5 * low
            begins = _NUMBER_BEGINS.match(_folded(left)) and _NUMBER_ENDS.match(_folded(right))
            begins = begins or (_DATE_BEGINS.search(_folded(left)) and _DATE_ENDS.search(_folded(right)))
            if level and begins and 0 < edge - left.line.box[2] < _BLANK_MOST * low:
                yield together(left.line, right.line)


def _number_line(seen: Seen, sheet: Sheet) -> NumberLine | None:
    folded = _folded(seen)
    found = _PARTY.match(folded) or _STATE.match(folded)
    if found is None or seen.line.box[0] > 0.6 * sheet.size[0]:
        return None
    if found["so"] is None and not any(char.isdigit() for char in found["number"]):
        return None
    stretch = between(seen, found.span("number"), found.start("slash"), sheet)
    start = found.start("symbol")
    symbol = "".join(sign.text for sign in seen.signs[start : found.end("symbol")])
    return NumberLine(
        seen, _decided(_answers(stretch, letter=True), stretch), "-" if found.re is _PARTY else "/",
        re.sub(r"\s+", "", symbol), seen.place(seen.signs[start].first),
    )  # fmt: skip


def _date_line(seen: Seen, sheet: Sheet, years: Counter[int]) -> DateLine | None:
    found = _DATE.search(_folded(seen))
    if found is None:
        return None
    day = between(seen, found.span("day"), found.start("thang"), sheet)
    month = between(seen, found.span("month"), found.start("nam"), sheet)
    year = between(seen, found.span("year"), len(seen.signs), sheet)
    return DateLine(
        seen, seen.place(seen.signs[found.start("ngay")].first),
        _decided(_possible(_answers(day), 31, 9), day), _decided(_possible(_answers(month), 12, 2), month),
        _decided(_years(_answers(year), years), year),
    )  # fmt: skip


def _folded(seen: Seen) -> str:
    return "".join(fold(sign.text)[:1] for sign in seen.signs)


def _answers(stretch: Stretch, letter: bool = False) -> dict[str, float]:
    """What can stand on a stretch, in shares over all views of it; a letter may end it if `letter`."""
    answers = share(numbers(stretch.columns, letter))
    if max(answers.values(), default=0.0) >= _CLEAR:
        return answers
    width, height = stretch.written()
    views = [answers]
    summed = answers
    for more in stretch.views() if width else ():
        views += [share(numbers(columns, letter)) for columns in more]
        summed = _summed(views)
        if max(summed.values(), default=0.0) >= _CLEAR:
            break
    if height > _WRITTEN * stretch.seen.line.high:
        summed = {number: part for number, part in summed.items() if number}  # not read is not empty
    return {number: part * _fits(width / max(height, 1), len(number)) for number, part in summed.items()}


def _summed(views: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The shares of the answers over all views."""
    summed: dict[str, float] = defaultdict(float)
    for shares in views:
        for number, part in shares.items():
            summed[number] += part / len(views)
    return dict(summed)


def _fits(breadth: float, digits: int) -> float:
    """How well so many digits fill a stretch so broad (log-normal), 1 for the usual breadth."""
    if not digits or breadth <= 0:
        return 1.0
    return math.exp(-0.5 * (math.log(breadth / (_DIGIT * digits)) / _SCATTER) ** 2)


def _possible(answers: Mapping[str, float], most: int, zeros: int) -> dict[str, float]:
    """Answers that are a day or month; those up to `zeros` should bear a zero, unless clearly without."""
    clear = max(answers.values(), default=0.0) >= _CLEAR
    return {
        number: weight * (_WITHOUT_ZERO if len(number) == 1 and int(number) <= zeros and not clear else 1.0)
        for number, weight in answers.items()
        if number and len(number) <= 2 and 1 <= int(number) <= most
    }


def _years(answers: Mapping[str, float], named: Counter[int]) -> dict[str, float]:
    """Answers that are a year, those that the page makes likely before others."""
    return {
        number: weight * (1.0 if int(number) in named or int(number) - 1 in named else _OTHER_YEAR)
        for number, weight in answers.items()
        if len(number) == 4 and number[:2] in ("19", "20")
    }


def _decided(answers: Mapping[str, float], stretch: Stretch) -> Choice | None:
    """The best answer; None where the best is that nothing stands there."""
    shares = list(share(answers).items())
    if not shares or not shares[0][0]:
        return None
    rival = next((number for number, part in shares[1:] if part > 0.01), None)
    return Choice(shares[0][0], shares[0][1], rival, stretch.left, stretch.right)
