"""The two-column head and foot of an administrative page, told from justified text by one gutter down many rows.

Nghị định 30/2020/NĐ-CP, Phụ lục I: issuer and number stand left, motto and place-date right (ô 1-4); recipients stand
left, the signature right (ô 7, 9).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.reading.grids import SIGNS
from pipeline.reading.layout.marks import is_type_line
from pipeline.reading.pdf.frame import Token
from pipeline.reading.pdf.lines import Row
from pipeline.records import Box
from pipeline.text.unicode import fold

Side = Literal["left", "right"]
Pairs = list[tuple[Token, Box]]

_GUTTER = 2.0  # points that must stay free between the columns; rows that hold both need much more
_CLIMB = 8  # rows of recipients that may stand above the first row of the signature
_HEAD_ROWS = 14
_MOTTO = re.compile(r"cong hoa xa hoi|dang cong san|doc lap|\bngay\b.*\bthang\b|hanh phuc|quoc hoi|chinh phu")
_NATION = re.compile(r"cong hoa xa hoi chu nghia|dang cong san viet nam|doc lap\s*[-–]\s*tu do")
_RECIPIENTS = re.compile(r"noi nhan|noi gui|kinh gui")


@dataclass(frozen=True, slots=True)
class Region:
    """Rows `start` to `end` (exclusive) of a page, and the stretch between `left` and `right` that stays free."""

    start: int
    end: int
    left: float
    right: float

    @property
    def gutter(self) -> float:
        """Where the columns part, in points from the left."""
        return (self.left + self.right) / 2


def regions(rows: Sequence[Row], first_page: bool) -> list[Region]:
    """The two-column parts of a page, top to bottom.

    Args:
        rows: upright rows, top to bottom.
        first_page: whether a head is to be expected without its motto being legible.
    """
    found: list[Region] = []
    index = 0
    while index < len(rows):
        region = region_from(rows, index) or _interleaved(rows, index)
        if region and _is_meant(rows, region, first_page):
            found.append(_grown(rows, region, found[-1].end if found else 0))
            index = found[-1].end
        else:
            index += 1
    return found


def split(row: Row, gutter: float) -> tuple[Pairs, Pairs]:
    """The tokens of a row left and right of the gutter."""
    pairs = row.ordered()
    return [p for p in pairs if _middle(p[1]) < gutter], [p for p in pairs if _middle(p[1]) >= gutter]


def _middle(box: Box) -> float:
    return (box[0] + box[2]) / 2


def _gaps(row: Row) -> list[tuple[float, float]]:
    """Free stretches between the words of a row, widest first."""
    out: list[tuple[float, float]] = []
    reach: float | None = None
    for _, box in row.ordered():
        if reach is not None and box[0] > reach:
            out.append((reach, box[0]))
        reach = box[2] if reach is None else max(reach, box[2])
    return sorted(out, key=lambda gap: gap[0] - gap[1])


def _opens(row: Row) -> tuple[float, float] | None:
    """The one wide gap of a row that holds both columns."""
    gaps = _gaps(row)
    if not gaps:
        return None
    widths = [right - left for left, right in gaps]
    usual = sorted(widths[1:])[len(widths[1:]) // 2] if len(widths) > 1 else 0.25 * row.size
    return gaps[0] if widths[0] > max(0.75 * row.size, 2.2 * usual) else None


def region_from(rows: Sequence[Row], start: int) -> Region | None:
    """The rows from `start` on that leave one gutter free, None where the first has no gap for it."""
    gap = _opens(rows[start])
    if gap is None:
        return None
    return _extended(rows, start, start + 1, *gap)


def _interleaved(rows: Sequence[Row], start: int) -> Region | None:
    """A head whose columns share no baseline, known by its motto standing alone right of the rows around it."""
    row = rows[start]
    if start >= _HEAD_ROWS or not _NATION.match(fold(_text(row.ordered()))):
        return None
    near = [other for other in rows[max(0, start - 2) : start + 3] if other.right < row.left - _GUTTER]
    if not near:
        return None
    return _extended(rows, start, start + 1, max(other.right for other in near), row.left)


def _extended(rows: Sequence[Row], start: int, end: int, left: float, right: float) -> Region:
    """The region with the rows below that keep the gutter free."""
    while end < len(rows):
        if rows[end].top - rows[end - 1].bottom > 12 * rows[end].size:
            break
        narrowed = _narrowed(rows[end], left, right)
        if narrowed is None or _centred_below(rows, start, end, narrowed) or _names_type(rows[end], narrowed):
            break
        left, right = narrowed
        end += 1
    while end > start + 1 and _is_alone(rows[end - 1], (left + right) / 2) and _far(rows, end - 1):
        end -= 1
    return Region(start, end, left, right)


def _narrowed(row: Row, left: float, right: float) -> tuple[float, float] | None:
    """What stays of the gutter [left, right] when the row's words are taken from it."""
    for box in row.boxes:
        if _middle(box) < (left + right) / 2:
            left = max(left, box[2])
        else:
            right = min(right, box[0])
    if right - left < _GUTTER:
        return None
    crossing = row.left < left and row.right > right
    gaps = _gaps(row)
    if crossing and gaps:
        # The gutter must be the row's own wide gap, not a space of a running line that happens to lie there.
        own = next((b - a for a, b in gaps if a <= (left + right) / 2 <= b), 0.0)
        others = sorted(b - a for a, b in gaps)
        if own < max(0.6 * row.size, 1.5 * others[(len(others) - 1) // 2] if len(others) > 2 else 0.0):
            return None
    return left, right


def _centred_below(rows: Sequence[Row], start: int, index: int, gutter: tuple[float, float]) -> bool:
    """A row that stands on the axis of the page rather than on that of a column: the title under the head."""
    row, middle = rows[index], (gutter[0] + gutter[1]) / 2
    if row.left < middle < row.right:
        return False
    above = rows[start:index]
    lefts = [box for r in above for box in r.boxes if _middle(box) < middle]
    rights = [box for r in above for box in r.boxes if _middle(box) >= middle]
    if not lefts or not rights:
        return False
    edge, far = min(box[0] for box in lefts), max(box[2] for box in rights)
    axis, own = (edge + far) / 2, (row.left + row.right) / 2
    side = rights if own >= middle else lefts
    column = (min(b[0] for b in side) + max(b[2] for b in side)) / 2
    near_page, near_column = abs(own - axis), abs(own - column)
    return near_page < 0.5 * near_column and near_page < 0.08 * (far - edge)


def _names_type(row: Row, gutter: tuple[float, float]) -> bool:
    """A kind of document that stands left, alone in its row: the title of a converter that centres nothing."""
    return row.right <= gutter[0] and is_type_line(_text(row.ordered()))


def _is_alone(row: Row, gutter: float) -> bool:
    return row.right <= gutter or row.left >= gutter


def _far(rows: Sequence[Row], index: int) -> bool:
    return rows[index].top - rows[index - 1].bottom > 8 * rows[index].size


def _is_meant(rows: Sequence[Row], region: Region, first_page: bool) -> bool:
    """Whether the words or the place say that this is a head or a foot, not a list with a gap in it."""
    within = rows[region.start : region.end]
    left = [_text(split(row, region.gutter)[0]) for row in within]
    right = [_text(split(row, region.gutter)[1]) for row in within]
    if any(_RECIPIENTS.match(fold(text)) for text in left if text):
        return True
    if any(SIGNS.match(text) for text in right if text):
        return True
    if any(_MOTTO.search(fold(text)) for text in right if text) and region.start < _HEAD_ROWS:
        return True
    both = sum(bool(a) and bool(b) for a, b in zip(left, right, strict=True))
    return first_page and region.start < 3 and both >= 2 and all(len(text) < 60 for text in left + right)


def _grown(rows: Sequence[Row], region: Region, floor: int) -> Region:
    """Takes in rows of one column above the first row that holds both ("TM. ỦY BAN NHÂN DÂN" over "Nơi nhận:")."""
    start, left, right = region.start, region.left, region.right
    kept = region
    right_texts = [_text(split(row, region.gutter)[1]) for row in rows[region.start : region.end]]
    at_top = region.start < _HEAD_ROWS and any(_MOTTO.search(fold(text)) for text in right_texts)
    while start > floor and region.start - start < (_HEAD_ROWS if at_top else _CLIMB):
        row = rows[start - 1]
        text = _text(row.ordered())
        narrowed = _narrowed(row, left, right)
        near = rows[start].top - row.bottom < (2.5 if at_top else 1.5) * row.size
        if not near or narrowed is None or text.isdigit() or not _is_alone(row, (narrowed[0] + narrowed[1]) / 2):
            break
        start, left, right = start - 1, *narrowed
        if at_top or SIGNS.match(text) or _RECIPIENTS.match(fold(text)):
            kept = Region(start, region.end, left, right)
    return kept


def is_head_or_foot(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether the texts of two columns are those of a letterhead or of recipients and signature."""
    return any(_RECIPIENTS.match(fold(text)) for text in left) or any(_NATION.match(fold(text)) for text in right)


def _text(pairs: Sequence[tuple[Token, Box]]) -> str:
    return " ".join(token.text for token, _ in pairs)
