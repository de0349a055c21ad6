"""Tokens of a page to lines in reading order, by geometry alone."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from pipeline.reading.lines import Line, LineWord
from pipeline.reading.pdf.frame import Layer, Token
from pipeline.reading.turned import upright
from pipeline.records import Box
from pipeline.text.letters import CODE, CODE_SMALL
from pipeline.text.spans import Span

_SAME_BASELINE = 0.22  # of the line box's height: more is another line, or a raised sign
_RAISED = 0.80  # a sign smaller than this share of its neighbour may stand off the baseline
_NO_SPACE = 0.12  # of the line box's height: letters nearer than this are one word
_WIDE_GAP = 2.2  # of the line box's height: wider than any space of justified text
_MARK = re.compile(r"[(\[]?(?:\d{1,3}|\*+)[)\]]?$")
_UNIT = re.compile(r"(?:^|\d|[(/])(?:[kcdm]?m|ha)$")  # m2, km2, m3 are no notes
_FIELD = 8.0  # the blank that a form field was filled into may be this wide
_WIDE = "    "
_LEADERS = frozenset(".…_·")
_NUMBER = re.compile(rf"\d{{1,4}}[{CODE}{CODE_SMALL}]?$")
_SYMBOL_REST = re.compile(rf"[/-]\s?[{CODE}a-z]")


@dataclass(slots=True)
class Row:
    """Tokens that stand on one baseline; `ordered` gives them from left to right."""

    baseline: float
    size: float
    tokens: list[Token] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    """Boxes in the frame in which the text is upright."""

    @property
    def left(self) -> float:
        return min(box[0] for box in self.boxes)

    @property
    def right(self) -> float:
        return max(box[2] for box in self.boxes)

    @property
    def top(self) -> float:
        return min(box[1] for box in self.boxes)

    @property
    def bottom(self) -> float:
        return max(box[3] for box in self.boxes)

    def add(self, token: Token, box: Box) -> None:
        """Puts a token into the row."""
        self.tokens.append(token)
        self.boxes.append(box)

    def ordered(self) -> list[tuple[Token, Box]]:
        """Tokens from left to right, in stream order where they overlap."""
        return sorted(zip(self.tokens, self.boxes, strict=True), key=lambda pair: (round(pair[1][0], 1), pair[0].order))


def rows_of(layer: Layer, tokens: Sequence[Token] | None = None) -> list[Row]:
    """The rows of a page (or of some tokens of it), top to bottom, turned text after the upright."""
    tokens = layer.tokens if tokens is None else tokens
    turns = Counter(token.turn for token in tokens)
    out: list[Row] = []
    for turn, _ in turns.most_common():
        group = [token for token in tokens if token.turn == turn]
        rows = _rows(group, layer, turn)
        out.extend(_raised_signs_joined(sorted(rows, key=lambda row: row.baseline)))
    return out


def _rows(tokens: Iterable[Token], layer: Layer, turn: int) -> list[Row]:
    rows: list[Row] = []
    baselines: list[tuple[float, int]] = []
    last: Row | None = None
    for token in tokens:
        box = upright(token.box, turn, layer.width, layer.height)
        row = last if last is not None and _same_line(last, token) else _nearest(rows, baselines, token)
        if row is None and last is not None and _raised_beside(last, token, box):
            row = last
        if row is None:
            row = Row(token.baseline, token.size)
            rows.append(row)
            insort(baselines, (token.baseline, len(rows) - 1))
        row.add(token, box)
        last = row
    return rows


def _same_line(row: Row, token: Token) -> bool:
    return abs(row.baseline - token.baseline) <= _SAME_BASELINE * min(row.size, token.size)


def _nearest(rows: Sequence[Row], baselines: Sequence[tuple[float, int]], token: Token) -> Row | None:
    reach = _SAME_BASELINE * token.size
    best: Row | None = None
    for baseline, index in baselines[bisect_left(baselines, (token.baseline - reach, -1)) :]:
        if baseline > token.baseline + reach:
            break
        row = rows[index]
        if _same_line(row, token) and (
            best is None or abs(row.baseline - token.baseline) < abs(best.baseline - token.baseline)
        ):
            best = row
    return best


def _raised_beside(row: Row, token: Token, box: Box) -> bool:
    """A superscript or subscript right after the last token of the row."""
    before = row.boxes[-1]
    return (
        token.size < _RAISED * row.tokens[-1].size
        and -0.5 * token.size <= box[0] - before[2] <= 0.5 * row.size
        and row.baseline - row.size < token.baseline < row.baseline + 0.4 * row.size
    )


def _raised_signs_joined(rows: list[Row]) -> list[Row]:
    """Rows of nothing but a small sign go into the larger row that they stand beside (a footnote's number)."""
    out: list[Row] = []
    for index, row in enumerate(rows):
        if sum(len(token.text) for token in row.tokens) <= 4:
            for other in rows[max(0, index - 3) : index + 4]:
                if other is row or other.size * _RAISED <= row.size:
                    continue
                level = other.baseline - other.size < row.baseline < other.baseline + 0.4 * other.size
                beside = -1.0 <= other.left - row.right <= 0.7 * other.size or any(
                    -1.0 <= row.left - box[2] <= 0.5 * other.size for box in other.boxes
                )
                if level and beside:
                    for token, box in zip(row.tokens, row.boxes, strict=True):
                        other.add(token, box)
                    break
            else:
                out.append(row)
        else:
            out.append(row)
    return out


def line_of(pairs: Sequence[tuple[Token, Box]], page: int, column: str | None = None, wide: str = _WIDE) -> Line:
    """The line that tokens of one row make, left to right; a gap wider than any space is written as `wide`."""
    words: list[LineWord] = []
    parts: list[str] = []
    drop: list[Span] = []
    at = 0
    before: tuple[Token, Box] | None = None
    marks = _note_marks(pairs)
    for token, box in _without_leaders_under(pairs):
        if before is not None and token.text == before[0].text and _drawn_twice(before[1], box):
            continue
        gap = "" if before is None else _gap(before, (token, box), wide)
        at += len(gap)
        parts.append(gap)
        text = token.text
        if gap == "" and before is not None:
            text, taken = _composed(parts, text)
            at -= taken
            joined = words.pop()
            words.append(LineWord(joined.start, at + len(text), _union((joined.box, token.box))))
        else:
            words.append(LineWord(at, at + len(text), token.box))
        if token.order in marks:
            drop.append((at, at + len(text)))
        parts.append(text)
        at += len(text)
        before = token, box
    bold = sum(len(token.text) for token, _ in pairs if token.bold)
    total = sum(len(token.text) for token, _ in pairs)
    return Line(
        "".join(parts),
        page,
        _union([token.box for token, _ in pairs]) if pairs else None,
        tuple(words),
        column=column,
        bold=total > 0 and bold > 0.6 * total,
        drop=tuple(drop),
    )


def _note_marks(pairs: Sequence[tuple[Token, Box]]) -> set[int]:
    """Raised numbers that call a footnote: in the raw text they stay, of the clean text they are no part."""
    if len(pairs) < 2:
        return set()
    main = max((token for token, _ in pairs), key=lambda token: (token.size, len(token.text)))
    marks = set()
    for (before, _), (token, _) in zip(pairs, pairs[1:], strict=False):
        small = token.size < _RAISED * main.size and main.baseline - token.baseline > 0.1 * main.size
        if small and _MARK.match(token.text) and not _UNIT.search(before.text):
            marks.add(token.order)
    return marks


def _composed(parts: list[str], text: str) -> tuple[str, int]:
    """Takes a mark drawn apart from its letter back onto it; gives the new text and how much it took over."""
    if unicodedata.combining(text[0]) == 0:
        return text, 0
    for index in range(len(parts) - 1, -1, -1):
        if parts[index]:
            letter = parts[index][-1]
            parts[index] = parts[index][:-1]
            return unicodedata.normalize("NFC", letter + text), 1
    return text, 0


def _gap(before: tuple[Token, Box], after: tuple[Token, Box], wide: str) -> str:
    (first, left), (second, right) = before, after
    gap, size = right[0] - left[2], max(first.size, second.size)
    if unicodedata.combining(second.text[0]) or (second.text[0] in ",.;:" and gap < 0.25 * size):
        return ""
    if gap > (_WIDE_GAP if first.added == second.added else _FIELD) * size:
        return wide
    if first.added != second.added:
        # "Số: [07] /KH-UBND": the field stands in a blank that was left wide for the pen.
        return "" if first.added and _NUMBER.match(first.text) and _SYMBOL_REST.match(second.text) else " "
    if second.glued and second.order == first.end:
        return "" if gap < 0.3 * size else " "
    if 0 < second.order - first.end <= 3:
        return " "
    return "" if gap < _NO_SPACE * size else " "


def _drawn_twice(first: Box, second: Box) -> bool:
    """Bold made by drawing the same word again a hair's breadth off."""
    return abs(first[0] - second[0]) < 1.0 and abs(first[2] - second[2]) < 1.0


def _without_leaders_under(pairs: Sequence[tuple[Token, Box]]) -> list[tuple[Token, Box]]:
    """Dotted leaders that a form field was filled in over are dropped: "Số: …[07]…/KH-UBND"."""
    added = [box for token, box in pairs if token.added]
    if not added:
        return list(pairs)
    out = []
    for token, box in pairs:
        under = not token.added and any(box[0] < other[2] and other[0] < box[2] for other in added)
        text = token.text
        if under and text[0] in _LEADERS:
            text = text.lstrip("".join(_LEADERS))
        elif under and text[-1] in _LEADERS:
            text = text.rstrip("".join(_LEADERS))
        if not text:
            continue
        if text != token.text:
            cut = (len(token.text) - len(text)) / len(token.text) * (box[2] - box[0])
            lead = token.text.endswith(text)
            box = (box[0] + cut if lead else box[0], box[1], box[2] if lead else box[2] - cut, box[3])
            token = replace(token, text=text)
        out.append((token, box))
    return sorted(out, key=lambda pair: pair[1][0])


def _union(boxes: Iterable[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
