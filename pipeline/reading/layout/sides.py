"""Signature blocks side by side that a source parts by tabs or blanks alone, told apart column by column.

Nghị định 30/2020/NĐ-CP, annex I, part II, 7 and 9: the signature stands at the right of the recipients; two bodies that
issue a paper together sign next to each other, and a superior who approves it signs at the left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import mean

from pipeline.reading.layout.marks import AUTHORITY, OFFICE, SIGNED, is_person, recipients_begin
from pipeline.reading.lines import Line
from pipeline.text.spans import stripped
from pipeline.text.unicode import fold
from pipeline.vietnam.signing import APPROVAL, PREPARED, name_in_capitals, without_rank

_GAP = re.compile(r"(?:[ \u00a0]*\t[ \u00a0\t]*|[ \u00a0]{4,})")
_PIECE = re.compile(rf"(?:(?!{_GAP.pattern})[^\n])+")
_SHORT = 70  # characters of a piece at most
_TALLEST = 20  # lines of a foot at most, blank ones left out
_COLUMNS = {2: ("left", "right"), 3: ("left", "middle", "right")}
_LISTED = re.compile(r"\s*[-–—+*•▪●○]|.*[;,:]$")


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stands between two gaps of a line: offsets into it, and how far from the left, tabs counted as blanks."""

    text: str
    start: int
    end: int
    left: int
    right: int
    tabs: int
    """How many stand before it."""


@dataclass(frozen=True, slots=True)
class _Stop:
    """Where a column begins: half way from the end of the one before, or behind so many tabs."""

    bound: float
    tabs: int
    set: bool
    """Whether every line has so many tabs, and some before the first column: the writer set the stops himself."""

    def before(self, piece: _Piece) -> bool:
        return 0 < self.tabs <= piece.tabs or (not self.set and (piece.left + piece.right) / 2 > self.bound)


_Written = tuple[int, list[_Piece]]
"""The index of a line and its pieces."""


def parted_feet(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines, those of feet whose columns only gaps part with the column of each piece (`Line.parts`)."""
    written: list[_Written] = [(index, _pieces(line)) for index, line in enumerate(lines) if line.text.strip()]
    out, at = list(lines), 0
    while at < len(written):
        if not _opens(written[at][1]):
            at += 1
            continue
        top, at = _top(written, at), _end(written, at)
        if not any(_is_office(piece.text) for _, pieces in written[top:at] for piece in pieces):
            continue
        for index, pieces, columns in _told_apart(written[top:at]):
            parts = tuple((piece.start, piece.end, column) for piece, column in zip(pieces, columns, strict=True))
            out[index] = replace(lines[index], parts=parts)
    return out


def _pieces(line: Line) -> list[_Piece]:
    """The pieces of a line that the source left to us; none of one whose place it knows."""
    if line.kind is not None or line.column or line.parts:
        return []
    text = line.text
    found = [stripped(text, *piece.span()) for piece in _PIECE.finditer(text)]
    return [
        _Piece(text[a:b], a, b, len(text[:a].expandtabs(8)), len(text[:b].expandtabs(8)), text.count("\t", 0, a))
        for a, b in found
        if a < b
    ]


def _opens(pieces: Sequence[_Piece]) -> bool:
    """Whether a line shows that signatures, or the names below them, stand side by side, or beside the recipients."""
    if not 2 <= len(pieces) <= max(_COLUMNS):
        return False
    first, *others = texts = [piece.text for piece in pieces]
    if all(map(_is_name, texts)):
        return True
    return (_signs(first) or _is_listed(first)) and all(map(_signs, others)) and any(map(_is_office, texts))


def _is_office(text: str) -> bool:
    return text.isupper() and len(text) <= _SHORT and bool(AUTHORITY.match(text) or OFFICE.match(text))


def _signs(text: str) -> bool:
    """Whether a piece can be the first line of a signature."""
    other = APPROVAL.match(text) or PREPARED.match(text)
    return _is_office(text) or (text.isupper() and other is not None)


def _is_listed(text: str) -> bool:
    archive = fold(text).startswith("luu") and not is_person(text)
    return archive or recipients_begin(text) or bool(_LISTED.match(text))


def _belongs(text: str) -> bool:
    """Whether a piece can stand in a foot: of a signature, a name, or one of the recipients."""
    short = len(text) <= _SHORT and not text.endswith(".")
    return short and (text.isupper() or _is_name(text) or SIGNED.fullmatch(text) is not None) or _is_listed(text)


def _is_name(text: str) -> bool:
    return is_person(without_rank(text)[1]) or name_in_capitals(text) is not None


def _end(written: Sequence[_Written], at: int) -> int:
    """Behind the last line of the foot that the line `at` opens: behind it nothing stands aside any more."""
    end = at + 1
    for index, (_, pieces) in enumerate(written[at + 1 : at + _TALLEST], at + 1):
        if not 0 < len(pieces) <= max(_COLUMNS) or not all(_belongs(piece.text) for piece in pieces):
            break
        aside = len(pieces) > 1 or pieces[0].left > 0
        if aside or (end == index and not _is_listed(pieces[0].text)):
            end = index + 1
    return end


def _top(written: Sequence[_Written], at: int) -> int:
    """The first line of the foot: the taller column may begin above the line that shows the columns."""
    listed = _is_listed(written[at][1][0].text)
    while at > 0 and not recipients_begin(written[at][1][0].text):
        pieces = written[at - 1][1]
        of_foot = all(_signs(piece.text) or (listed and _is_listed(piece.text)) for piece in pieces)
        if not 0 < len(pieces) <= max(_COLUMNS) or not of_foot:
            break
        at -= 1
    return at


def _stop(full: Sequence[Sequence[_Piece]], column: int) -> _Stop:
    """The stop behind a column, by the lines that have a piece in each."""
    tabs = {one[column + 1].tabs for one in full}
    ends = [(one[column].right + one[column + 1].left) / 2 for one in full]
    return _Stop(mean(ends), max(tabs), len(tabs) == 1 and all(one[0].tabs for one in full))


def _told_apart(foot: Sequence[_Written]) -> Iterator[tuple[int, list[_Piece], list[str]]]:
    """The lines of a foot with the column of each piece; a line that can be of either column is left out."""
    most = max(len(pieces) for _, pieces in foot)
    full = [pieces for _, pieces in foot if len(pieces) == most]
    stops = [_stop(full, n) for n in range(most - 1)]
    lists = any(_is_listed(pieces[0].text) for _, pieces in foot)
    flush = all(one[0].left == 0 and one[-1].tabs > 0 for one in full)
    for index, pieces in foot:
        columns = _placed(pieces, stops, flush)
        if len(pieces) == 1 and lists and not _is_listed(pieces[0].text):
            if pieces[0].left == 0:
                continue
            columns = [most - 1]
        yield index, pieces, [_COLUMNS[most][n] for n in columns]


def _placed(pieces: Sequence[_Piece], stops: Sequence[_Stop], flush: bool) -> list[int]:
    """The number of the column of each piece: in order on a full line, else by its tabs or where its middle stands.

    `flush`: the first column begins at the margin and a tab parts it from the next: what stands aside is of another.
    """
    if len(pieces) > len(stops):
        return list(range(len(pieces)))
    found: list[int] = []
    for piece in pieces:
        column = 0 if piece.left == 0 else max(sum(stop.before(piece) for stop in stops), flush)
        found.append(max(column, found[-1] + 1) if found else column)
    return [min(column, len(stops)) for column in found]
