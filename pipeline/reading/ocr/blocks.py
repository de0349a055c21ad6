"""Where on a page a signature block stands, told from the offices and the list of recipients beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.reading.ocr.contract import OcrWord, PixelBox
from pipeline.reading.ocr.offices import OFFICES
from pipeline.reading.ocr.sheet import Sheet
from pipeline.text.unicode import fold

_RECIPIENTS = re.compile(r"\bno.\W?nh.n\b")
_ABOVE_MM, _BELOW_MM = 10.0, 75.0  # reach of the block above and below its first line
_LEFT = 0.33  # share of the page's width at which the block begins
_RIGHT = 0.55  # ... and beyond which the middle of the only office lies
_BESIDE_MM = 25.0  # recipients mostly stand so far at most below the top of the block beside them
_AWAY_MM = 100.0  # recipients may stand so far below a block that the engine has not seen


def regions_of(tokens: Sequence[OcrWord], sheet: Sheet) -> list[PixelBox]:
    """Where on the page a signature block can stand, the likeliest first and in the next; none on a page without."""
    width, height = sheet.size
    millimetre = sheet.picture.dpi / 25.4
    recipients: list[PixelBox] = []
    left: list[PixelBox] = []
    right: list[PixelBox] = []
    for words in _lines(tokens).values():
        text = " ".join(word.text for word in words)
        recipients += [_spanned(words, found.span()) for found in _RECIPIENTS.finditer(fold(text))]
        for found in OFFICES.finditer(fold(text)):
            if text[found.start() : found.end()].isupper():
                box = _spanned(words, found.span())
                (right if box[0] + box[2] > 2 * _RIGHT * width else left).append(box)
    anchors = [*recipients, *right]
    if not anchors:
        return []
    above = _ABOVE_MM if right else _AWAY_MM
    top = max(min(box[1] for box in anchors) - above * millimetre, 0.0)
    bottom = min(max(box[3] for box in anchors) + _BELOW_MM * millimetre, float(height))
    two = not right or any(abs(one[1] - other[1]) < 12 * millimetre for one in left for other in right)
    whole = (0.0 if two else _LEFT * width, top, float(width), bottom)
    beside = max(min(box[1] for box in anchors) - _BESIDE_MM * millimetre, top)
    return [whole] if right else [(_LEFT * width, beside, float(width), bottom), whole]


def _lines(tokens: Sequence[OcrWord]) -> dict[tuple[int, int, int], list[OcrWord]]:
    """The words by their lines."""
    lines: dict[tuple[int, int, int], list[OcrWord]] = {}
    for token in tokens:
        lines.setdefault(token.line, []).append(token)
    return lines


def _spanned(words: Sequence[OcrWord], span: tuple[int, int]) -> PixelBox:
    """The box of the words that hold a stretch of their joined text."""
    at, held = 0, []
    for word in words:
        if at < span[1] and span[0] < at + len(word.text):
            held.append(word.box)
        at += len(word.text) + 1
    return min(b[0] for b in held), min(b[1] for b in held), max(b[2] for b in held), max(b[3] for b in held)
