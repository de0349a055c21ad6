"""What stands on a scanned page beside its text: its number, and footnotes.

Footnotes are small type between a short rule at the left margin and the page's foot.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

from pipeline.reading.layout.paragraphs import is_page_number
from pipeline.reading.lines import Line
from pipeline.reading.ocr.ruled import flat_rules
from pipeline.reading.pdf.notes import with_notes

if TYPE_CHECKING:
    from pipeline.reading.ocr.contract import Placing
    from pipeline.records import Box

_SMALL = 0.9  # of the height of the lines above the rule
_ABOVE = 3  # lines, at least
_SHARE = (0.06, 0.4)  # of the page's width that the rule takes
_TOP, _ASIDE = 0.08, 0.05  # of the page's height and width: where its number stands, and how far off the middle
_MARGIN = 18.0  # points between the rule's left end and that of the text


def without_number(lines: Sequence[Line], place: Placing) -> list[Line]:
    """The lines of a page, without one or two signs alone in the middle above them: its number, however it was read."""
    out = list(lines)
    first = out[0] if out else None
    if first is None or first.box is None or len(first.text) > 2 or first.box[3] > _TOP * place.page_height:
        return out
    if abs((first.box[0] + first.box[2]) / 2 - place.page_width / 2) < _ASIDE * place.page_width:
        out[0] = replace(first, drop=((0, len(first.text)),), edits=())
    return out


def with_footnotes(lines: Sequence[Line], place: Placing) -> list[Line]:
    """The lines of a page, its footnotes told as such and where they cut no paragraph."""
    printed = [line for line in lines if line.box and line.kind is None]
    if len(printed) <= _ABOVE:
        return list(lines)
    picture = place.picture
    for rule in flat_rules(picture.grey, picture.dpi):
        x0, y, x1, _ = place.level((rule.start, rule.at(rule.start), rule.end, rule.at(rule.end)))
        if _SHARE[0] * place.page_width < x1 - x0 < _SHARE[1] * place.page_width and _parts(printed, x0, y):
            notes = [replace(line, kind="note") for line in printed if _top(line) > y and not is_page_number(line.text)]
            told = {id(line) for line in printed if _top(line) > y and not is_page_number(line.text)}
            return with_notes([line for line in lines if id(line) not in told], notes)
    return list(lines)


def _parts(lines: Sequence[Line], left: float, y: float) -> bool:
    """Whether a rule parts text from notes: all lines below it are of smaller type and begin at its left end."""
    above = [line.box for line in lines if line.box and _top(line) <= y]
    below = [line.box for line in lines if line.box and _top(line) > y and not is_page_number(line.text)]
    if len(above) < _ABOVE or not below or any(box[3] > y + 2 for box in above):
        return False
    return median(map(_height, below)) < _SMALL * median(map(_height, above)) and all(
        abs(box[0] - left) < _MARGIN for box in below
    )


def _top(line: Line) -> float:
    return line.box[1] if line.box else 0.0


def _height(box: Box) -> float:
    return box[3] - box[1]
