"""Words of an OCR engine to lines in reading order, the two columns of head and foot apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from pipeline.reading.layout.marks import AUTHORITY, OFFICE
from pipeline.reading.lines import Line, LineWord
from pipeline.reading.ocr.repairs import lost_dashes, repairs
from pipeline.reading.stamps import stamped
from pipeline.text.spans import Edit
from pipeline.text.unicode import fold
from pipeline.vietnam.signing import APPROVAL

if TYPE_CHECKING:
    from pipeline.reading.ocr.contract import OcrWord, PixelBox, Placing

_GAP = 2.2  # heights of a line: a wider gap parts two columns, justified text stays below
_STAGGER = 2.0  # ... heights that the offices of two signatures beside each other differ in at most
_HEAD_GAP = 0.7  # ... one between the columns of a crowded head; a space is 0.3
_MOTTO = re.compile(r"cong hoa xa hoi|dang cong san viet|doc lap\W+tu do")
_STROKE = 4.0  # ... of a single sign is no letter: the rule above footnotes is read as one
_COLUMN_SPACE = "    "
_NOISE = re.compile(r"[|_~^`'\"*°=«»<>\\{}\[\]¬¦•·.,:;¡!¿—–\-ˆ˜‘’“”]+$")
_HEAD_RIGHT = re.compile(r"hoa xa hoi|chu nghia viet|doc lap|tu do|hanh phuc|dang cong san|ngay.{0,9}thang")
_FOOT_LEFT = re.compile(r"n[oơ][ij1l] nh[aâ]n|^-? ?luu ?:?")
_FOOT_RIGHT = re.compile(
    r"^(?:tm|kt|tl|tuq|t/m|k/t)\b|chu tich|uy ban nhan dan|giam doc|bi thu|truong ban|truong phong"
)


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one line without a column gap between them; boxes in pixels of the straightened picture."""

    words: tuple[OcrWord, ...]
    box: PixelBox

    @property
    def height(self) -> float:
        return self.box[3] - self.box[1]

    @property
    def middle(self) -> float:
        return (self.box[1] + self.box[3]) / 2

    @property
    def text(self) -> str:
        """As both readers together have it."""
        return " ".join(word.text if word.better is None else word.better for word in self.words).strip()


Row = list[Segment]
Side = Literal["left", "right"] | None


def page_lines(tokens: Sequence[OcrWord], page: int, place: Placing) -> tuple[Line, ...]:
    """The lines of a page in reading order.

    Words that are nothing but signs, and of which the engine is unsure, are left out: they are specks, rules
    and strokes of a signature. In the head and foot the left column comes first, then the right one.
    """
    parts = segments(without_noise(tokens))
    stamps = stamped([(segment.text, segment.box) for segment in parts])
    rows = rows_of([segment for at, segment in enumerate(parts) if at not in stamps])
    placed: list[tuple[Row, Side]] = []
    for start, end, zone in zones_of(rows, page, place.picture.grey.shape[0]):
        if zone is None:
            placed += [(row, None) for row in rows[start:end]]
            continue
        for side, wanted in (("left", True), ("right", False)):
            for row in rows[start:end]:
                part = [s for s in row if (_is_left(s, zone)) == wanted]
                if part:
                    placed.append((part, side))  # type: ignore[arg-type]
    lines = [_line(row, side, page, place) for row, side in placed]
    notes = [_line([parts[at]], None, page, place) for at in sorted(stamps)]
    return (*lines, *(replace(note, kind="note", edits=(), drop=((0, len(note.text)),)) for note in notes))


def without_noise(tokens: Sequence[OcrWord]) -> list[OcrWord]:
    """Tokens without those that are signs only and not sure, or lone dust."""
    kept: list[OcrWord] = []
    for token in tokens:
        if token.better:
            kept.append(token)
            continue
        sure = 0.8 if set(token.text) & set("|_~^`=¬¦{}«»") else 0.5
        if _NOISE.match(token.text) and token.confidence < sure and token.text not in ("-", "–", "+"):
            continue
        if token.text in ("-", "–", "+", "|", "_", "¬") and token.confidence < 0.25:
            continue
        wide, high = token.box[2] - token.box[0], token.box[3] - token.box[1]
        if wide <= 1 or high < 1 or (len(token.text) == 1 and wide > _STROKE * high):
            continue
        kept.append(token)
    return kept


def segments(tokens: Sequence[OcrWord], keep: bool = False) -> list[Segment]:
    """The engine's lines, cut where a gap is wider than justified text can have; without dust unless `keep`."""
    lines: dict[tuple[int, int, int], list[OcrWord]] = {}
    for token in tokens:
        lines.setdefault(token.line, []).append(token)
    usual = _median([t.box[3] - t.box[1] for t in tokens if any(c.isalnum() for c in t.text)])
    found: list[Segment] = []
    for words in lines.values():
        words.sort(key=lambda word: word.box[0])
        height = min(max(_median([w.box[3] - w.box[1] for w in words]), 0.6 * usual), 1.6 * usual) or 1.0
        run = [words[0]]
        for number, word in enumerate(words[1:], 1):
            gap = word.box[0] - run[-1].box[2]
            if gap > _GAP * height or (gap > _HEAD_GAP * height and _opens_motto(words[number : number + 4])):
                found.append(_segment(run))
                run = []
            run.append(word)
        found.append(_segment(run))
    return found if keep else [s for s in found if not _dust(s, usual)]


def _opens_motto(words: Sequence[OcrWord]) -> bool:
    """Whether words are those that the right column of a head begins with, however near the left one comes."""
    return bool(_MOTTO.match(fold(" ".join(word.text for word in words)))) and words[0].text[:1].isupper()


def rows_of(parts: Sequence[Segment]) -> list[Row]:
    """Segments that stand side by side, from the top of the page down."""
    rows: list[Row] = []
    for part in sorted(parts, key=lambda s: s.middle):
        for row in reversed(rows[-3:]):
            if all(_beside(part, other) for other in row):
                row.append(part)
                break
        else:
            rows.append([part])
    for row in rows:
        row.sort(key=lambda s: s.box[0])
    return sorted(rows, key=lambda row: sum(s.middle for s in row) / len(row))


def zones_of(rows: Sequence[Row], page: int, height: int) -> list[tuple[int, int, float | None]]:
    """Stretches of rows as (start, end, x of the gutter); None where the page has one column.

    A two-column stretch begins at a row that is split and looks like a letterhead (first page, upper 40 %) or
    like the foot ("Nơi nhận" at the left or an authority at the right). The head goes on to its last split row,
    the foot as long as no segment crosses the gutter.
    """
    out: list[tuple[int, int, float | None]] = []
    at = 0
    index = 0
    while index < len(rows):
        row = rows[index] if len(rows[index]) == 2 else _staggered(rows[index : index + 2])
        kind = _opens(row, page, height) if row else None
        if kind is None:
            index += 1
            continue
        start, end, gutter = _stretch(rows, index, row, kind, at)
        if start > at:
            out.append((at, start, None))
        out.append((start, end, gutter))
        at = index = end
    if at < len(rows):
        out.append((at, len(rows), None))
    return out


def _opens(row: Row, page: int, height: int) -> Literal["head", "foot"] | None:
    left, right = fold(row[0].text), fold(row[1].text)
    signed = row[1].text.isupper() and len(right) < 60 and (_FOOT_RIGHT.search(right) or OFFICE.match(row[1].text))
    signs = _FOOT_LEFT.search(left) or APPROVAL.match(row[0].text) or signed
    if signs and row[0].middle > 0.02 * height and not _HEAD_RIGHT.search(right):
        return "foot"
    if page <= 2 and row[0].middle < 0.4 * height and _HEAD_RIGHT.search(right):
        return "head"
    return None


def _staggered(rows: Sequence[Row]) -> Row:
    """Two offices beside each other of which one stands somewhat lower, as one row; none where the rows are no such."""
    if len(rows) < 2 or any(len(row) != 1 or not _is_office(row[0].text) for row in rows):
        return []
    left, right = sorted((row[0] for row in rows), key=lambda s: s.box[0])
    near = abs(left.middle - right.middle) < _STAGGER * max(left.height, right.height)
    return [left, right] if near and right.box[0] - left.box[2] > _GAP * left.height else []


def _is_office(text: str) -> bool:
    return text.isupper() and bool(OFFICE.match(text) or AUTHORITY.match(text) or APPROVAL.match(text))


def _stretch(rows: Sequence[Row], index: int, pair: Row, kind: str, floor: int) -> tuple[int, int, float]:
    """First row, end and gutter of the two-column stretch around the row `index`, which `pair` splits."""
    low, high = pair[0].box[2], pair[1].box[0]
    gutter = (low + high) / 2
    end = index + 1
    last_split = index
    for number in range(index + 1, len(rows)):
        row = rows[number]
        gap = row[0].box[1] - rows[number - 1][0].box[3]
        if kind == "head" and gap > 4 * max(s.height for s in row):
            break
        lefts = [s.box[2] for s in row if (s.box[0] + s.box[2]) / 2 < gutter]
        rights = [s.box[0] for s in row if (s.box[0] + s.box[2]) / 2 >= gutter]
        new_low, new_high = max([low, *lefts]), min([high, *rights])
        if new_low >= new_high:
            break
        if lefts and rights:
            last_split = number
        low, high, gutter = new_low, new_high, (new_low + new_high) / 2
        end = number + 1
    if kind == "head":
        end = last_split + 1
    start = index
    while start > floor:
        above = rows[start - 1]
        near = rows[start][0].box[1] - above[0].box[3] < 1.2 * above[0].height
        if len(above) > 1 or not near or not (above[0].box[2] < gutter or above[0].box[0] > gutter):
            break
        if kind == "foot" and not (_FOOT_RIGHT.search(fold(above[0].text)) or _FOOT_LEFT.search(fold(above[0].text))):
            break
        start -= 1
    return start, end, gutter


def _line(row: Row, side: Side, page: int, place: Placing) -> Line:
    text = ""
    words: list[LineWord] = []
    seen: list[Edit] = []
    for number, segment in enumerate(row):
        text += _COLUMN_SPACE if number else ""
        for position, word in enumerate(segment.words):
            text += " " if position else ""
            words.append(
                LineWord(
                    len(text), len(text) + len(word.text), place.true(word.box), round(word.confidence, 3), word.other
                )
            )
            if word.better is not None:
                seen.append((len(text), len(text) + len(word.text), word.better))
            text += word.text
    box = place.level(_around([s.box for s in row]))
    rounded = (round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2))
    return Line(text, page, rounded, tuple(words), column=side, edits=repairs(text, [*seen, *lost_dashes(text, words)]))


def _segment(words: Sequence[OcrWord]) -> Segment:
    boxes = [w.box for w in words if any(c.isalnum() for c in w.text)] or [w.box for w in words]
    # A seal's rim or a stroke joined to a word makes its box tall; the line's height is that of most words.
    tops, bottoms = sorted(b[1] for b in boxes), sorted(b[3] for b in boxes)
    top, bottom = tops[len(tops) // 4], bottoms[len(bottoms) * 3 // 4]
    if bottom <= top:
        top, bottom = tops[0], bottoms[-1]
    return Segment(tuple(words), (min(w.box[0] for w in words), top, max(w.box[2] for w in words), bottom))


def _dust(segment: Segment, usual: float) -> bool:
    """A segment that is no writing: a sign or two, unsure, or letters many times too high."""
    letters = sum(c.isalnum() for c in segment.text)
    best = max(word.confidence for word in segment.words)
    if letters == 0:
        return best < 0.7 or not segment.text.strip("-–—_.=")
    if letters <= 2 and best < 0.4:
        return True
    return usual > 0 and segment.height > 4 * usual and best < 0.6


def _beside(one: Segment, other: Segment) -> bool:
    overlap = min(one.box[3], other.box[3]) - max(one.box[1], other.box[1])
    apart = one.box[0] >= other.box[2] - 2 or other.box[0] >= one.box[2] - 2
    return apart and overlap > 0.5 * min(one.height, other.height)


def _is_left(segment: Segment, gutter: float) -> bool:
    return (segment.box[0] + segment.box[2]) / 2 < gutter


def _around(boxes: Sequence[PixelBox]) -> PixelBox:
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def _median(values: Sequence[float]) -> float:
    ordered = sorted(values)
    return ordered[len(ordered) // 2] if ordered else 0.0
