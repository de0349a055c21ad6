"""What the second reader adds to a page that the engine has read: the number and date of a head.

The engine's words stay what they are; what both readers together make of them is put beside them (`OcrWord.better`),
so that the raw text keeps the one reading and the clean text has the other. A word that only the second reader sees
is added as that one reads it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.reading.ocr.contract import Engine, OcrWord, PixelBox
from pipeline.reading.ocr.heads import Choice, DateLine, NumberLine, Wanted, find_head
from pipeline.reading.ocr.pieces import Piece, is_on, parted, placed
from pipeline.reading.ocr.sheet import Sheet
from pipeline.reading.ocr.signatures import signed
from pipeline.reading.ocr.sure import is_other, sure_parts
from pipeline.text.letters import CODE, CODE_SMALL
from pipeline.text.unicode import fold

_MOTTO = re.compile(r"cong hoa xa hoi chu|doc lap\W+tu do|dang cong san viet nam")
_ABOVE_MM, _BELOW_MM, _HEAD_MM = 12.0, 62.0, 95.0  # reach of a head above and below its motto, and from the edge
_SELDOM_MM, _OVER_MM = 24.0, 7.0  # of them the lowest, where few heads have anything; by how much its picture is higher
_BODY = 0.62  # of the page's width: a wider line is none of a head
_SYMBOL = re.compile(rf"[{CODE}][{CODE}{CODE_SMALL}\d&,]*(?:[\-–/.][{CODE}&][{CODE}{CODE_SMALL}\d&,]*)*")
_SETTLED = 0.9  # share from which no other reading is worth telling
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def reread(tokens: Sequence[OcrWord], sheet: Sheet, page: int, engine: Engine, timeout: float) -> list[OcrWord]:
    """The words of a page, those of its head and signature block as both readers together see them.

    Args:
        tokens: the engine's words.
        sheet: the page under the second reader's eyes.
        page: its number in the file, from 1.
        engine: asked again for names.
        timeout: seconds for the engine.

    Raises:
        OcrTimeout, PageFault, EngineError: see `Engine.read`.
    """
    region = _head(tokens, sheet, page)
    read = list(tokens) if region is None else _headed(tokens, sheet, region)
    return signed(read, sheet, engine, timeout)


def _headed(tokens: Sequence[OcrWord], sheet: Sheet, region: PixelBox) -> list[OcrWord]:
    """The words of a page, number and date of its head put right."""
    out = list(tokens)
    years = Counter(int(year) for token in tokens for year in _YEAR.findall(token.text))
    sure = sure_parts(tokens, region, years, sheet)
    number: NumberLine | None = None
    date: DateLine | None = None
    for band in _bands(region, sheet):
        if (number or sure.number) and (date or sure.date):
            break
        lines = [line for line in sheet.lines(band) if line.wide < _BODY * sheet.size[0]]
        asked = [line for line in lines if not is_other(out, line)]
        found = find_head(
            asked, sheet, years, Wanted(number is None and not sure.number, date is None and not sure.date)
        )
        number, date = number or found[0], date or found[1]
        out = parted(out, lines)
    if number is not None:
        out = placed(out, number.seen.line, _number_pieces(number, out))
    if date is not None:
        out = placed(out, date.seen.line, _date_pieces(date), date.place_to)
    return out


def _bands(region: PixelBox, sheet: Sheet) -> list[PixelBox]:
    """The parts of a head where number and date are looked for, the usual one first."""
    left, top, right, bottom = region
    millimetre = sheet.picture.dpi / 25.4
    edge = bottom - _SELDOM_MM * millimetre
    return [(left, top, right, edge), (left, max(edge - _OVER_MM * millimetre, top), right, bottom)]


def _head(tokens: Sequence[OcrWord], sheet: Sheet, page: int) -> PixelBox | None:
    """Where on the page the head of a paper stands, None on a page without one."""
    width, height = sheet.size
    millimetre = sheet.picture.dpi / 25.4
    lines: dict[tuple[int, int, int], list[OcrWord]] = {}
    for token in tokens:
        lines.setdefault(token.line, []).append(token)
    for words in lines.values():
        text = " ".join(word.text for word in words)
        found = _MOTTO.search(fold(text))
        if found and (text[found.start() : found.end()].isupper() or "doc lap" in found.group()):
            top = min(word.box[1] for word in words)
            if page == 1 or top < 0.5 * height:
                low = max(top - _ABOVE_MM * millimetre, 0.0)
                return 0.0, low, float(width), min(top + _BELOW_MM * millimetre, float(height))
    return (0.0, 0.0, float(width), min(_HEAD_MM * millimetre, float(height))) if page == 1 else None


def _number_pieces(line: NumberLine, tokens: Sequence[OcrWord]) -> list[Piece]:
    box = line.seen.line.box
    printed = "".join(t.text for t in tokens if is_on(t, line.seen.line) and t.box[2] > line.symbol_from)
    symbol, sure = settled_symbol(line.symbol, printed)
    value, number = line.number.value if line.number else "", line.number
    start = number.first if number else line.symbol_from
    share = min(number.share if number else 1.0, 1.0 if sure else 0.8)
    return [
        Piece("Số:", box[0], start),
        Piece(f"{value}{line.separator}{symbol}", start, box[2], share, _doubt(number)),
    ]


def settled_symbol(second: str, printed: str) -> tuple[str, bool]:
    """The symbol that both readers mean, and whether they agree.

    The engine knows all letters ("QĐ", "ĐHTĐ"), the second reader not to take a hand's stroke for one.

    Args:
        second: as the second reader has it.
        printed: all that the engine has at that place and before ("Số:34/SYT-NVD").
    """
    second = second.replace("–", "-").strip(".,-/ ")
    ours = _SYMBOL.search(second)
    theirs = [found.group() for found in _SYMBOL.finditer(printed.replace("–", "-").replace(" ", ""))]
    wanted = ours.group() if ours else second
    for symbol in theirs:
        if fold(symbol).replace(",", "") == fold(wanted).replace(",", ""):
            return symbol, True
    for symbol in theirs:
        if fold(symbol).endswith(fold(wanted)):
            return symbol[len(symbol) - len(wanted) :], True
    return wanted, False


def _date_pieces(line: DateLine) -> list[Piece]:
    end = line.seen.line.box[2]
    day, month, year = line.day, line.month, line.year
    at_day = day.first if day else line.place_to
    at_month = month.first if month else end
    at_year = year.first if year else end
    pieces = [Piece("ngày", line.place_to, at_day)]
    pieces += _piece(day)
    pieces.append(Piece("tháng", day.last if day else at_day, at_month))
    pieces += _piece(month)
    pieces.append(Piece("năm", month.last if month else at_month, at_year))
    pieces += _piece(year)
    return pieces


def _piece(choice: Choice | None) -> list[Piece]:
    return [Piece(choice.value, choice.first, choice.last, choice.share, _doubt(choice))] if choice else []


def _doubt(choice: Choice | None) -> str | None:
    return choice.rival if choice and choice.share < _SETTLED else None
