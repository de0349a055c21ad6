"""Where on a page a signature block stands, told from the offices and the list of recipients beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.reading.ocr.contract import OcrWord, PixelBox
from pipeline.reading.ocr.offices import OFFICES
from pipeline.reading.ocr.sheet import Sheet
from pipeline.text.unicode import fold

_RECIPIENTS, _FILED = re.compile(r"\bno.\W?nh.n\b"), re.compile(r"\bluu\W{1,2}v[tp]\b")
_ABOVE_MM, _BELOW_MM = 10.0, 75.0  # reach of the block above and below its first line
_LEFT = 0.33  # share of the page's width at which the block begins
_RIGHT = 0.55  # ... and beyond which the middle of the only office lies
_BESIDE_MM = 25.0  # recipients mostly stand so far at most below the top of the block beside them
_COLUMN, _WRITTEN = 0.5, 0.45  # share of the page's width at which the left block ends; that a line of the text is wide
_LEVEL_MM = 12.0  # the blocks of two that sign begin so level
_FREE_MM = 45.0  # height below the text in which a block finds place
_BLACK, _INKED = 128, 0.004  # lightness of ink, and its share of a part of a page where something stands
_AWAY_MM = 100.0  # recipients may stand so far below a block that the engine has not seen


def regions_of(tokens: Sequence[OcrWord], sheet: Sheet) -> list[PixelBox]:
    """Where on the page a signature block can stand, the likeliest first and in the next; none on a page without."""
    width, height = sheet.size
    millimetre = sheet.picture.dpi / 25.4
    signs = _signs_of(tokens, width)
    anchors = [*signs.recipients, *signs.right] or signs.filed
    if not anchors:
        return _below_text(tokens, sheet)
    above = _ABOVE_MM if signs.right else _AWAY_MM
    top = max(min(box[1] for box in anchors) - above * millimetre, 0.0)
    bottom = min(max(box[3] for box in anchors) + _BELOW_MM * millimetre, float(height))
    whole = (0.0 if signs.may_be_two(millimetre) else _LEFT * width, top, float(width), bottom)
    beside = max(min(box[1] for box in anchors) - _BESIDE_MM * millimetre, top)
    return [whole] if signs.right else [(_LEFT * width, beside, float(width), bottom), whole]


@dataclass(slots=True)
class _Signs:
    """What on a page tells where its signature block is."""

    recipients: list[PixelBox] = field(default_factory=list)
    """The titles of lists of recipients."""
    filed: list[PixelBox] = field(default_factory=list)
    """The lines that say where the paper is filed: the last recipients."""
    left: list[PixelBox] = field(default_factory=list)
    """Offices, and other lines in capitals, of the left half."""
    right: list[PixelBox] = field(default_factory=list)
    """Offices of the right half."""

    def may_be_two(self, millimetre: float) -> bool:
        """Whether a block of another that signs can stand at the left: one is as high there, or no recipients are."""
        if not self.right or any(abs(a[1] - b[1]) < _LEVEL_MM * millimetre for a in self.left for b in self.right):
            return True
        low = min(box[3] for box in self.right) + _BESIDE_MM * millimetre
        return all(box[1] > low for box in self.recipients or self.right)


def _signs_of(tokens: Sequence[OcrWord], width: int) -> _Signs:
    """The recipients and offices that the engine has read."""
    signs = _Signs()
    for words in _lines(tokens).values():
        text = " ".join(word.text for word in words)
        signs.recipients += [_spanned(words, found.span()) for found in _RECIPIENTS.finditer(fold(text))]
        signs.filed += [_spanned(words, found.span()) for found in _FILED.finditer(fold(text))]
        for found in OFFICES.finditer(fold(text)):
            if text[found.start() : found.end()].isupper():
                box = _spanned(words, found.span())
                (signs.right if box[0] + box[2] > 2 * _RIGHT * width else signs.left).append(box)
        aside = [word for word in words if word.box[2] < _COLUMN * width and any(map(str.isalpha, word.text))]
        if len(aside) > 1 and all(word.text.isupper() for word in aside):
            signs.left.append(_around(aside))
    return signs


def _below_text(tokens: Sequence[OcrWord], sheet: Sheet) -> list[PixelBox]:
    """What is left of a page below its text: there a seal can have hidden office and name alike."""
    width, height = sheet.size
    millimetre = sheet.picture.dpi / 25.4
    boxes = [_around(words) for words in _lines(tokens).values()]
    wide = [box[3] for box in boxes if box[2] - box[0] > _WRITTEN * width]
    low = max(wide, default=float(height))
    bottom = min(low + (_ABOVE_MM + _AWAY_MM) * millimetre, float(height))
    if bottom - low < _FREE_MM * millimetre:
        return []
    left = round(_LEFT * width)
    inked = float((sheet.picture.grey[round(low) : round(bottom), left:] < _BLACK).mean())
    return [(float(left), low, float(width), bottom)] if inked > _INKED else []


def _lines(tokens: Sequence[OcrWord]) -> dict[tuple[int, int, int], list[OcrWord]]:
    """The words by their lines."""
    lines: dict[tuple[int, int, int], list[OcrWord]] = {}
    for token in tokens:
        lines.setdefault(token.line, []).append(token)
    return lines


def _around(words: Sequence[OcrWord]) -> PixelBox:
    lefts, tops, rights, bottoms = zip(*(word.box for word in words), strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _spanned(words: Sequence[OcrWord], span: tuple[int, int]) -> PixelBox:
    """The box of the words that hold a stretch of their joined text."""
    at, held = 0, []
    for word in words:
        if at < span[1] and span[0] < at + len(word.text):
            held.append(word.box)
        at += len(word.text) + 1
    return min(b[0] for b in held), min(b[1] for b in held), max(b[2] for b in held), max(b[3] for b in held)
